"""Which claims are one event: decided from the set of claims and pairs alone, never from the order they came in.

Pairs that are likely enough are edges of a graph. Within each connected part, groups are joined two by two, the most
alike first, as long as the mean likeness of all their pairs stays above a threshold: one likely pair among many
unlikely ones joins nothing, and claims whose own dates lie apart weigh against. What a person has decided comes
first, and nothing here undoes it.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import combinations

from selon.domain.events import Change, ClaimCard, Decision, Evidence, Group, Link, Verdict
from selon.linking.compare import DAYS_TOLERATED
from selon.linking.days import Days, narrow
from selon.linking.forest import Forest

# Mean score of all pairs of two groups from which on they are one event.
JOINED = 0.35
# What a score counts for where one of the two claims has a likelier counterpart in the other's report. Two reports of
# one story tell its events one by one: a visit is the other's visit before it is the other's talks.
SECOND_BEST = 0.4
# What a pair of claims counts against joining two groups where their own dates rule it out.
OTHER_DAY = 2.0
ROUNDED = 1e-9  # to which means are rounded

Pair = tuple[str, str]  # claim ids, the smaller first
Links = Mapping[str, Mapping[str, float]]  # of each claim those that it is linked with, and the score


def pair_of(one: str, other: str) -> Pair:
    """The two ids, the smaller first."""
    return (one, other) if one < other else (other, one)


# ------------------------------------------------------------------------------------------ grouping


def regroup(cards: Iterable[ClaimCard], pairs: Mapping[Pair, Evidence],
            decisions: Iterable[Decision] = ()) -> tuple[Group, ...]:
    """The events among claims, sorted by their first claim.

    `cards` must hold all claims that are connected by pairs or decisions: the groups of a connected part depend on
    nothing outside it. A pair that is missing counts as unlike.
    """
    cards = tuple(cards)
    reports = {card.claim_id: card.report.id for card in cards}
    times = {card.claim_id: card.time for card in cards}
    links = either_way(((pair, evidence.score) for pair, evidence in pairs.items()), reports.keys())
    decisions = tuple(decisions)
    verdicts = _verdicts(decisions, reports.keys())
    return tuple(Group(claims, _tree(claims, pairs, verdicts))
                 for claims in partition(reports.keys(), reports, times, links, decisions))


def partition(claims: Collection[str], reports: Mapping[str, str], times: Mapping[str, str | None],
              links: Links, decisions: Iterable[Decision] = ()) -> list[tuple[str, ...]]:
    """The claims of each event among `claims`, without what holds it together.

    `reports`: the report of each claim; `times`: when it happened by each claim; `links`: of each of `claims` all
    links, also those to claims elsewhere, which can be likelier counterparts.
    """
    known = set(claims)
    days = {claim: Counter([found]) for claim in known if (found := narrow(times.get(claim)))}
    state = _Joining.of(_by_counterpart(links, reports, known), _verdicts(decisions, known), days)
    state.run()
    return sorted(tuple(sorted(members)) for members in state.members.values())


def _by_counterpart(links: Links, reports: Mapping[str, str], known: Collection[str]) -> dict[str, dict[str, float]]:
    """The links among known claims, those lowered where a claim has a likelier counterpart in the report of the other:
    the less so the likelier the two counterparts are one event themselves."""
    best = {claim: _counterparts(links[claim], reports) for claim in known}

    def share(claim: str, other: str, score: float) -> float:
        likeliest, rival = best[claim][reports[other]]
        return 1.0 if score >= likeliest else SECOND_BEST + (1 - SECOND_BEST) * links[other].get(rival, 0.0)

    lowered: dict[str, dict[str, float]] = {claim: {} for claim in known}
    for one in known:
        mine, found = reports[one], lowered[one]
        for other, score in links[one].items():
            if one < other and other in known:
                if mine != reports[other]:
                    score *= min(share(one, other, score), share(other, one, score))
                found[other] = lowered[other][one] = score
    return lowered


def _counterparts(linked: Mapping[str, float], reports: Mapping[str, str]) -> dict[str, tuple[float, str]]:
    """For each report the likeliest of the claims that one is linked with, with its score."""
    best: dict[str, tuple[float, str]] = {}
    for other, score in linked.items():
        report = reports[other]
        if report not in best or best[report] < (score, other):
            best[report] = (score, other)
    return best


def either_way(scores: Iterable[tuple[Pair, float]], known: Collection[str]) -> dict[str, dict[str, float]]:
    """Scores of pairs of known ones as links of each of the two."""
    links: dict[str, dict[str, float]] = {one: {} for one in known}
    for (one, other), score in scores:
        if one in links and other in links and one != other:
            links[one][other] = links[other][one] = score
    return links


def joined(ids: Iterable[str], scores: Mapping[Pair, float], *, from_mean: float) -> list[tuple[str, ...]]:
    """Groups of anything by mean likeness of pairs, as `regroup` makes them; sorted."""
    state = _Joining.of(either_way(scores.items(), set(ids)), {})
    state.joined = from_mean
    state.run()
    return sorted(tuple(sorted(members)) for members in state.members.values())


def _verdicts(decisions: Iterable[Decision], known: Collection[str]) -> dict[Pair, Decision]:
    """The verdicts that bind, the last of each pair: SAME and DIFFERENT."""
    last = {pair_of(one.first, one.second): one for one in decisions if one.first in known and one.second in known}
    return {pair: one for pair, one in last.items() if one.verdict in (Verdict.SAME, Verdict.DIFFERENT)}


@dataclass
class _Joining:
    """Groups on their way: members, summed scores between groups, and which must stay apart."""

    members: dict[str, list[str]]  # by the smallest claim id of the group
    sums: dict[str, dict[str, float]]
    apart: dict[str, set[str]]
    queue: list[tuple[float, str, str, int, int]] = field(default_factory=list)
    joined: float = JOINED
    days: dict[str, Counter[Days]] = field(default_factory=dict)  # on which claims of a group set the event

    @classmethod
    def of(cls, links: dict[str, dict[str, float]], verdicts: Mapping[Pair, Decision],
           days: dict[str, Counter[Days]] | None = None) -> _Joining:
        """Each claim alone, then those together that a person put together."""
        state = cls({one: [one] for one in links}, links, {one: set() for one in links})
        state.days = days or {}
        for (first, second), decision in sorted(verdicts.items()):
            if decision.verdict is Verdict.DIFFERENT:
                state.apart[first].add(second)
                state.apart[second].add(first)
        for (first, second), decision in sorted(verdicts.items()):
            if decision.verdict is Verdict.SAME:
                state._settle(first, second)
        return state

    def run(self) -> None:
        """Join the most alike, again and again. Ties go to the smaller ids."""
        for group, likes in self.sums.items():
            for other, total in likes.items():
                if group < other:
                    self._offer(group, other, total)
        while self.queue:
            _, one, other, first, second = heapq.heappop(self.queue)
            # A group that has grown since has been offered anew.
            if len(self.members.get(one, ())) == first and len(self.members.get(other, ())) == second:
                self._join(one, other)

    def _settle(self, first: str, second: str) -> None:
        one, other = self._home(first), self._home(second)
        if one != other and other not in self.apart[one]:
            self._merge(*pair_of(one, other))

    def _home(self, claim: str) -> str:
        return next(group for group, claims in self.members.items() if claim in claims)

    def _offer(self, one: str, other: str, total: float) -> None:
        """Two groups, the smaller first, with the sum of the scores of their pairs."""
        first, second = len(self.members[one]), len(self.members[other])
        pairs = first * second
        if total < (self.joined - ROUNDED) * pairs or other in self.apart[one]:  # other days could only lower it
            return
        if one in self.days and other in self.days:
            total -= OTHER_DAY * self._on_other_days(one, other)
        mean = round(total / pairs, 9)
        if mean >= self.joined:
            heapq.heappush(self.queue, (-mean, one, other, first, second))

    def _on_other_days(self, one: str, other: str) -> int:
        """How many pairs of claims of two groups set the event on days that cannot be one."""
        return sum(many * few for mine, many in self.days[one].items() for theirs, few in self.days[other].items()
                   if mine.first - theirs.last > DAYS_TOLERATED or theirs.first - mine.last > DAYS_TOLERATED)

    def _join(self, one: str, other: str) -> None:
        kept = self._merge(one, other)
        least = (self.joined - ROUNDED) * len(self.members[kept])
        for third, total in self.sums[kept].items():
            if total >= least * len(self.members[third]):  # most are not: it spares the call
                self._offer(*pair_of(kept, third), total)

    def _merge(self, one: str, other: str) -> str:
        """The second group becomes part of the first, whose id is the smaller."""
        self.members[one] += self.members.pop(other)
        if other in self.days:
            self.days.setdefault(one, Counter()).update(self.days.pop(other))
        gone = self.sums.pop(other)
        self.sums[one].pop(other, None)
        for third, total in gone.items():
            if third == one:
                continue
            del self.sums[third][other]
            both = self.sums[one].get(third, 0.0) + total
            self.sums[one][third] = self.sums[third][one] = both
        for third in self.apart.pop(other):
            self.apart[third].discard(other)
            self.apart[third].add(one)
            self.apart[one].add(third)
        return one


def _tree(claims: Sequence[str], pairs: Mapping[Pair, Evidence], verdicts: Mapping[Pair, Decision]) -> tuple[Link, ...]:
    """The links that hold a group together: what people decided, then the likeliest pairs that reach a new claim."""
    inside = set(claims)
    chosen = [Link(*pair, 1.0, (), one.by or "a person") for pair, one in sorted(verdicts.items())
              if one.verdict is Verdict.SAME and inside.issuperset(pair)]
    scored = sorted((-evidence.score, pair) for pair in combinations(claims, 2)
                    if (evidence := pairs.get(pair)) and evidence.score > 0)
    forest = Forest.of(claims)
    for link in chosen:
        forest.join(link.first, link.second)
    chosen += [Link(*pair, -score, pairs[pair].reasons) for score, pair in scored if forest.join(*pair)]
    return tuple(sorted(chosen, key=lambda link: (link.first, link.second)))


# ---------------------------------------------------------------------------------------- identity


def identify(groups: Iterable[Group], previous: Mapping[str, str]) -> tuple[tuple[Group, ...], tuple[Change, ...]]:
    """Groups with the ids of the events they go on from, and what changed.

    `previous`: the event of each claim that had one, at least for all claims of the groups. The group that holds most
    claims of a known event keeps its id (of equal ones, that with the smallest claim); where events merge, the one
    that brings most claims gives the id. A new event is named after its smallest claim. Ids thus depend on what was
    there before; which claims are together does not.
    """
    ordered = sorted(groups, key=lambda group: group.claims)
    shares = {i: _shares(group, previous) for i, group in enumerate(ordered)}
    bids = sorted((-count, event, i) for i, share in shares.items() for event, count in share.items())
    named: dict[int, str] = {}
    for _, event, i in bids:
        if i not in named and event not in named.values():
            named[i] = event
    taken = {*previous.values(), *named.values()}
    for i, group in enumerate(ordered):
        if i not in named:
            named[i] = _fresh(group, previous, taken)
            taken.add(named[i])
    result = tuple(replace(group, id=named[i]) for i, group in enumerate(ordered))
    return result, _changes(result, [shares[i] for i in range(len(ordered))], previous)


def _shares(group: Group, previous: Mapping[str, str]) -> dict[str, int]:
    """How many claims of the group each known event brings."""
    share: dict[str, int] = {}
    for claim in group.claims:
        if event := previous.get(claim):
            share[event] = share.get(event, 0) + 1
    return share


def _fresh(group: Group, previous: Mapping[str, str], taken: Collection[str]) -> str:
    """An id from the smallest claim, and from the event that it was split off, if any: that one bears its name.

    A claim may have begun an event that it has left since, and be split off twice: `taken` ids are passed over.
    """
    first = group.claims[0]
    id = event_id(f"{previous[first]}\0{first}" if first in previous else first)
    while id in taken:
        id = event_id(f"{id}\0{first}")
    return id


def event_id(claim: str) -> str:
    """The id of an event that begins with a claim."""
    return sha256(f"event\0{claim}".encode()).hexdigest()[:16]


def _changes(groups: Sequence[Group], shares: Sequence[dict[str, int]],
             previous: Mapping[str, str]) -> tuple[Change, ...]:
    """What became of the known events, and which are new."""
    sizes: dict[str, int] = {}
    for event in previous.values():
        sizes[event] = sizes.get(event, 0) + 1
    heirs: dict[str, list[str]] = {}
    for group, share in zip(groups, shares, strict=True):
        for event in share:
            heirs.setdefault(event, []).append(group.id)
    changes = [change for group, share in zip(groups, shares, strict=True)
               for change in _of_group(group, share, sizes, heirs)]
    kept = {group.id for group in groups}
    for event, found in sorted(heirs.items()):
        if event not in kept:
            heir = tuple(sorted(set(found)))
            changes.append(Change(event, "gone", heir, "its claims are in events with more of theirs"))
    return tuple(sorted(changes, key=lambda change: (change.event, change.kind)))


def _of_group(group: Group, share: Mapping[str, int], sizes: Mapping[str, int],
              heirs: Mapping[str, Sequence[str]]) -> list[Change]:
    if not share:
        return [Change(group.id, "new", (), f"{len(group.claims)} claims of no known event")]
    found: list[Change] = []
    others = tuple(sorted(set(share) - {group.id}))
    parts = tuple(sorted(set(heirs.get(group.id, ())) - {group.id}))
    own = share.get(group.id, 0)
    if others and own:
        found.append(Change(group.id, "merged", others, f"it brings {own} of {len(group.claims)} claims, the most"))
    elif others:
        found.append(Change(group.id, "new", others, "split off from an event that goes on with more claims"))
    if parts and own:
        found.append(Change(group.id, "split", parts, f"it keeps {own} of {sizes[group.id]} claims, the most"))
    if not others and own and len(group.claims) > own:
        found.append(Change(group.id, "grown", (), f"{len(group.claims) - own} more claims"))
    if not parts and own and own < sizes[group.id]:
        found.append(Change(group.id, "shrunk", (), f"{sizes[group.id] - own} claims are gone"))
    return found
