"""Events are made of the set of claims, in whatever order they come, and keep their ids as they grow."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from linking_cards import claim, report

from selon.domain.events import Decision, Evidence, Group, Verdict
from selon.linking.compare import EDGE
from selon.linking.decide import event_id, identify, pair_of, regroup

IDS = "abcdefgh"
CARDS = {id: claim(id, of=report(f"r{id}")) for id in IDS}
SCORES = st.dictionaries(st.sampled_from(list(combinations(IDS, 2))), st.floats(EDGE, 1), max_size=20)
VERDICTS = st.lists(st.builds(lambda pair, verdict: Decision(*pair, verdict, "a reader"),
                              st.sampled_from(list(combinations(IDS, 2))), st.sampled_from(list(Verdict))), max_size=3)


def grouped(scores: dict[tuple[str, str], float], ids: str = IDS, decisions: list[Decision] | None = None) -> list[str]:
    pairs = {pair: Evidence(score, ()) for pair, score in scores.items()}
    return ["".join(group.claims) for group in regroup([CARDS[id] for id in ids], pairs, decisions or [])]


def test_likely_pairs_are_one_event() -> None:
    assert grouped({("a", "b"): 0.9, ("c", "d"): 0.2}, "abcd") == ["ab", "c", "d"]


def test_one_likely_pair_joins_no_two_events() -> None:
    within = {("a", "b"): 0.95, ("c", "d"): 0.95}
    assert grouped({**within, ("b", "c"): 0.9}, "abcd") == ["ab", "cd"]  # 0.9 over four pairs
    across = dict.fromkeys([("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")], 0.9)
    assert grouped({**within, **across}, "abcd") == ["abcd"]


def test_two_reports_tell_the_events_of_a_story_one_by_one() -> None:
    here, there = report("r1"), report("r2")
    cards = [claim("a", of=here), claim("b", of=here), claim("c", of=there), claim("d", of=there)]
    scores = {("a", "c"): 0.8, ("a", "d"): 0.6, ("b", "c"): 0.6, ("b", "d"): 0.7}
    groups = regroup(cards, {pair: Evidence(score, ()) for pair, score in scores.items()})
    assert [group.claims for group in groups] == [("a", "c"), ("b", "d")]


def test_counterparts_that_are_one_event_are_both_counterparts() -> None:
    here, there = report("r1"), report("r2")
    cards = [claim("a", of=here), claim("b", of=there), claim("c", of=there)]
    scores = {("a", "b"): 0.8, ("a", "c"): 0.5}

    def groups(scores: dict[tuple[str, str], float]) -> list[tuple[str, ...]]:
        return [group.claims for group in regroup(cards, {pair: Evidence(score, ()) for pair, score in scores.items()})]

    assert groups(scores) == [("a", "b"), ("c",)]
    assert groups({**scores, ("b", "c"): 0.7}) == [("a", "b", "c")]


def test_other_days_keep_events_apart() -> None:
    cards = [claim("a", time="2024-03-01"), claim("b"), claim("c", time="2024-04-01")]
    scores = {("a", "b"): Evidence(0.9, ()), ("b", "c"): Evidence(0.8, ())}
    assert [group.claims for group in regroup(cards, scores)] == [("a", "b"), ("c",)]
    undated = [cards[0], cards[1], claim("c")]
    assert [group.claims for group in regroup(undated, scores)] == [("a", "b", "c")]


def test_the_days_of_all_claims_that_a_person_joined_count() -> None:
    cards = [claim("a"), claim("b", time="2024-03-01"), claim("c", time="2024-04-01")]
    same = [Decision("a", "b", Verdict.SAME, "a reader")]
    likely = {("a", "c"): Evidence(0.9, ()), ("b", "c"): Evidence(0.9, ())}
    assert [group.claims for group in regroup(cards, likely, same)] == [("a", "b"), ("c",)]


def test_people_come_first() -> None:
    apart = Decision("a", "b", Verdict.DIFFERENT, "a reader")
    assert grouped({("a", "b"): 0.99}, "ab", [apart]) == ["a", "b"]
    assert grouped({}, "ab", [Decision("a", "b", Verdict.SAME, "a reader")]) == ["ab"]
    assert grouped({("a", "b"): 0.99}, "ab", [apart, Decision("a", "b", Verdict.UNDECIDED)]) == ["ab"]


def test_links_hold_an_event_together_and_say_who_decided() -> None:
    [group] = regroup([CARDS[id] for id in "abc"], {("a", "b"): Evidence(0.9, ()), ("a", "c"): Evidence(0.8, ()),
                                                    ("b", "c"): Evidence(0.7, ())},
                      [Decision("b", "c", Verdict.SAME, "a reader")])
    assert [(link.first, link.second, link.decided_by) for link in group.links] == [
        ("a", "b", None), ("b", "c", "a reader")]


@given(SCORES, VERDICTS, st.permutations(IDS), st.randoms())
def test_order_changes_nothing(scores: dict[tuple[str, str], float], decisions: list[Decision], order: list[str],
                               chance: object) -> None:
    items = list(scores.items())
    chance.shuffle(items)  # type: ignore[attr-defined]
    assert grouped(dict(items), "".join(order), decisions) == grouped(scores, IDS, decisions)


@given(SCORES, st.permutations(IDS))
def test_adding_one_by_one_ends_where_adding_at_once_does(scores: dict[tuple[str, str], float],
                                                          order: list[str]) -> None:
    """Each newcomer only regroups what it is connected with, as a store does."""
    known: dict[str, str] = {}
    present: list[str] = []
    for id in order:
        present.append(id)
        part = connected(id, present, scores)
        groups = regroup([CARDS[one] for one in part], {p: Evidence(s, ()) for p, s in scores.items()})
        named, _ = identify(groups, {one: known[one] for one in part if one in known})
        known |= {one: group.id for group in named for one in group.claims}
    found: dict[str, list[str]] = {}
    for one, event in known.items():
        found.setdefault(event, []).append(one)
    assert sorted("".join(sorted(claims)) for claims in found.values()) == grouped(scores)


def connected(id: str, present: list[str], scores: dict[tuple[str, str], float]) -> set[str]:
    reach, waiting = {id}, [id]
    while waiting:
        one = waiting.pop()
        fresh = {other for other in present if other not in reach and pair_of(one, other) in scores and other != one}
        reach |= fresh
        waiting += fresh
    return reach


@given(SCORES, VERDICTS)
def test_verdicts_hold_unless_they_contradict_each_other(scores: dict[tuple[str, str], float],
                                                         decisions: list[Decision]) -> None:
    last = {pair_of(d.first, d.second): d.verdict for d in decisions}
    home = {id: group for group in grouped(scores, IDS, decisions) for id in group}
    for (first, second), verdict in last.items():
        if verdict is Verdict.DIFFERENT:
            assert home[first] != home[second]
        if verdict is Verdict.SAME and Verdict.DIFFERENT not in last.values():
            assert home[first] == home[second]


def test_growing_event_keeps_its_id() -> None:
    [first], _ = identify([Group(("b",))], {})
    assert first.id == event_id("b")
    [grown], changes = identify([Group(("a", "b", "c"))], {"b": first.id})
    assert grown.id == first.id
    assert [(change.kind, change.why) for change in changes] == [("grown", "2 more claims")]


def test_larger_part_keeps_the_id() -> None:
    [merged], changes = identify([Group(("a", "b", "c"))], {"a": "E1", "b": "E2", "c": "E2"})
    assert merged.id == "E2"
    assert [(c.event, c.kind, c.others) for c in changes] == [("E1", "gone", ("E2",)), ("E2", "merged", ("E1",))]
    parts, changes = identify([Group(("a",)), Group(("b", "c"))], {"a": "E1", "b": "E1", "c": "E1"})
    assert parts[1].id == "E1"
    assert parts[0].id not in ("E1", event_id("a"))
    assert {(c.event, c.kind) for c in changes} == {("E1", "split"), (parts[0].id, "new")}


def test_a_claim_that_left_the_event_it_began_begins_another() -> None:
    """The event keeps the id made of the claim that has left it; two groups must not bear it."""
    first = event_id("a")
    groups, _ = identify([Group(("a", "d")), Group(("b", "c"))], {"b": first, "c": first})
    assert {group.claims: group.id for group in groups}[("b", "c")] == first
    assert len({group.id for group in groups}) == 2
