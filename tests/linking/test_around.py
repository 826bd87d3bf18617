"""What is worked out around what is new is what all claims together make."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from selon.domain.events import Decision, Verdict
from selon.linking.around import settled
from selon.linking.compare import EDGE
from selon.linking.decide import Pair, either_way, pair_of, partition

CLAIMS = "abcdefghijklmnop"
REPORTS = {claim: f"r{at // 2}" for at, claim in enumerate(CLAIMS)}
PAIRS = list(combinations(CLAIMS, 2))
DAYS = st.sampled_from([None, None, None, "2024-03-01", "2024-03-02", "2024-03-20"])
SCORES = st.dictionaries(st.sampled_from(PAIRS), st.floats(EDGE, 1), max_size=60)
VERDICTS = st.builds(lambda pair, verdict: Decision(*pair, verdict, "a reader"),
                     st.sampled_from(PAIRS), st.sampled_from(list(Verdict)))


@dataclass
class World:
    """A store of claims in memory that tells no more than it is asked for."""

    times: dict[str, str | None]
    links: dict[Pair, float]
    verdicts: dict[Pair, Decision] = field(default_factory=dict)
    there: set[str] = field(default_factory=set)
    homes: dict[str, str] = field(default_factory=dict)

    def settle(self, changed: Collection[str]) -> None:
        events = {self.homes[claim] for claim in changed if claim in self.homes}
        near = Near(self)
        for part in settled({*changed, *near.members(events)} & self.there, near):
            self.homes |= dict.fromkeys(part, part[0])

    def bring(self, claims: Collection[str]) -> None:
        self.there |= set(claims)
        self.settle(claims)

    def take(self, report: str) -> None:
        gone = {claim for claim in self.there if REPORTS[claim] == report}
        left = {self.homes.pop(claim) for claim in gone}
        self.there -= gone
        self.settle({claim for claim in self.there if self.homes[claim] in left})

    def decide(self, verdict: Decision) -> None:
        pair = pair_of(verdict.first, verdict.second)
        self.verdicts[pair] = verdict
        self.settle(self.there.intersection(pair))

    def parts(self) -> set[frozenset[str]]:
        by_home: dict[str, set[str]] = {}
        for claim, home in self.homes.items():
            by_home.setdefault(home, set()).add(claim)
        return set(map(frozenset, by_home.values()))

    def whole(self) -> set[frozenset[str]]:
        links = either_way(self.links.items(), self.there)
        return set(map(frozenset, partition(self.there, REPORTS, self.times, links, self.verdicts.values())))


class Near:
    """What has been asked of a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.reports, self.events, self.times = dict(REPORTS), dict(world.homes), dict(world.times)
        self.links: dict[str, dict[str, float]] = {}
        self.decisions: dict[Pair, Decision] = {}
        self.known: set[str] = set()

    def read(self, claims: Collection[str]) -> None:
        self.known |= set(claims)
        every = either_way(self.world.links.items(), self.world.there)
        self.links.update({claim: every[claim] for claim in claims})
        self.decisions.update({pair: value for pair, value in self.world.verdicts.items()
                               if self.world.there.issuperset(pair) and self.known.intersection(pair)})

    def members(self, events: Collection[str]) -> set[str]:
        return {claim for claim, home in self.world.homes.items() if home in events}

    def beside(self, claims: Collection[str]) -> set[str]:
        assert self.known.issuperset(claims)
        decided = {end for pair in self.decisions if set(claims).intersection(pair) for end in pair}
        return decided.union(*(self.links[claim] for claim in claims))


@given(SCORES, st.lists(DAYS, min_size=len(CLAIMS), max_size=len(CLAIMS)), st.lists(VERDICTS, max_size=4),
       st.permutations(sorted(set(REPORTS.values()))), st.data())
def test_the_surroundings_are_enough(scores: dict[Pair, float], days: list[str | None], verdicts: list[Decision],
                                     order: list[str], data: st.DataObject) -> None:
    world = World(dict(zip(CLAIMS, days, strict=True)), scores)
    for report in order:
        world.bring({claim for claim in CLAIMS if REPORTS[claim] == report})
        assert world.parts() == world.whole()
    for verdict in verdicts:
        world.decide(verdict)
        assert world.parts() == world.whole()
    for report in data.draw(st.lists(st.sampled_from(order), max_size=3, unique=True)):
        world.take(report)
        assert world.parts() == world.whole()


def test_events_further_off_are_not_read() -> None:
    row = dict.fromkeys(pairwise(CLAIMS), 0.46)  # each linked to the next
    world = World(dict.fromkeys(CLAIMS), row)
    for claim in CLAIMS[:-1]:
        world.bring([claim])
    world.there.add(CLAIMS[-1])
    near = Near(world)
    settled({CLAIMS[-1]}, near)
    assert CLAIMS[-1] in near.known
    assert near.known < set(CLAIMS)


def test_a_new_claim_changes_events_that_it_is_not_linked_to() -> None:
    world = World(dict.fromkeys(CLAIMS), {("a", "c"): 0.95, ("c", "e"): 0.5, ("e", "g"): 0.45})
    world.bring("ceg")
    assert world.parts() == {frozenset("ce"), frozenset("g")}
    world.bring("a")
    assert world.parts() == world.whole() == {frozenset("ac"), frozenset("eg")}
