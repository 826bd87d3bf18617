"""What speaks for and against two claims being one event."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from linking_cards import claim, party, report

from selon.domain.events import ClaimCard, Count, Party, Side, Spot
from selon.domain.records import EntityKind, Polarity
from selon.linking.candidates import BACKGROUND_DAYS, NEWS_DAYS, keys
from selon.linking.compare import EDGE, compare, likely
from selon.linking.days import Days, days_of
from selon.linking.decide import JOINED
from selon.linking.families import families
from selon.linking.features import FEATURES, distance_km
from selon.linking.screen import likely_among, worth_comparing

NORWAY, RUSSIA = party("Norway", "NOR"), party("Russia", "RUS")
HERE, THERE = report("r1"), report("r2", by="The Post")
OSLO, BERGEN = Spot("Oslo", "NOR", 59.9, 10.7, 1), Spot("Bergen", "NOR", 60.4, 5.3, 1)


def expulsion(id: str, **values: object) -> ClaimCard:
    told = {"actors": (NORWAY,), "recipients": (RUSSIA,), "modes": ("expel",), **values}
    return claim(id, **told)  # type: ignore[arg-type]


def test_two_reports_of_one_expulsion_are_one_event() -> None:
    evidence = compare(expulsion("a", of=HERE, time="2024-03-14"), expulsion("b", of=THERE, time="2024-03-14"))
    assert evidence.score >= JOINED
    assert {"type", "mode", "actor", "recipient", "time"} <= {reason.feature for reason in evidence.reasons}
    assert all(reason.words for reason in evidence.reasons)


def test_retaliation_is_another_event() -> None:
    back = claim("b", of=THERE, actors=(RUSSIA,), recipients=(NORWAY,), modes=("expel",))
    first = expulsion("a", of=HERE)
    assert compare(first, back).score < compare(first, expulsion("c", of=THERE)).score
    assert "swapped" in {reason.feature for reason in compare(first, back).reasons}


@pytest.mark.parametrize(("other", "why"), [
    (claim("b", "CONSULT", "visited", of=THERE), "SANCTION is never CONSULT"),
    (expulsion("b", of=THERE, time="2024-02-01"), "42 days apart by their own dates"),
])
def test_what_rules_it_out(other: ClaimCard, why: str) -> None:
    evidence = compare(expulsion("a", of=HERE, time="2024-03-14"), other)
    assert evidence.score == 0
    assert evidence.veto == why


def test_words_of_two_languages_are_near() -> None:
    visit = claim("a", "CONSULT", "visited", of=HERE, sentence="The minister visited the factory.")
    visite = claim("b", "CONSULT", "visité", of=THERE, sentence="Le ministre a visité cette usine.")
    other = claim("c", "CONSULT", "phoned", of=THERE, sentence="They spoke by phone about fish.")
    assert compare(visit, visite).score > compare(visit, other).score


def features(a: ClaimCard, b: ClaimCard) -> dict[str, float]:
    return {reason.feature: reason.value for reason in compare(a, b).reasons}


def test_one_report_tells_an_event_twice_only_to_deny_it_or_in_pieces() -> None:
    first, again = expulsion("a", of=HERE), expulsion("b", of=HERE)
    denied = expulsion("c", of=HERE, polarity=Polarity.NEGATIVE)
    assert features(first, again)["one report"] == 1
    assert "one report" not in features(first, denied)
    assert features(first, denied)["denial"] == 1
    shelled, killed = claim("d", "ASSAULT", "shelled", of=HERE), claim("e", "ASSAULT", "killed", of=HERE)
    assert features(shelled, killed)["one report"] == 0.5


def test_what_two_claims_say_of_the_time_counts_before_the_dates_of_their_reports() -> None:
    later = report("r3", published="2024-06-01")
    assert features(expulsion("a", of=HERE), expulsion("b", of=later))["apart"] == 1
    dated = {"time": "2024-03-14"}
    assert "apart" not in features(expulsion("a", of=HERE, **dated), expulsion("b", of=later, **dated))
    assert "time" not in features(expulsion("a", of=HERE, **dated), expulsion("b", of=HERE, **dated))


def test_shells_are_no_elections() -> None:
    shells, votes = expulsion("a", of=HERE, object="shells"), expulsion("b", of=THERE, object="elections")
    assert features(shells, votes)["other object"] == 1
    assert "other object" not in features(shells, expulsion("b", of=THERE, object="shells and rockets"))


@pytest.mark.parametrize(("name", "same"), [("Carr", True), ("Ann Lee Carr", False), ("Scarr", False), ("Ann", False)])
def test_last_name_is_the_full_name(name: str, same: bool) -> None:
    full = party("Ann Carr", kind=EntityKind.PERSON)
    short = party(name, kind=EntityKind.PERSON)
    found = features(claim("a", of=HERE, recipients=(full,)), claim("b", of=THERE, recipients=(short,)))
    assert ("recipient" in found) is same


NAMED = st.lists(st.builds(
    Party, st.sampled_from(["Carr", "Ann Carr", "Lee Carr", "Ann Lee Carr", "Ann", "carr"]),
    st.sampled_from([EntityKind.PERSON, EntityKind.GROUP]), id=st.sampled_from([None, "Q1", "Q2"])),
    max_size=3).map(tuple)


@given(NAMED, NAMED)
def test_what_sides_are_known_by_hides_no_namesakes(some: tuple[Party, ...], others: tuple[Party, ...]) -> None:
    pairs = tuple((one, other) for one, other in product(some, others) if one.namesake(other))
    assert Side.of(some).namesakes(Side.of(others)) == pairs


def test_who_bears_a_last_name_is_nobody_else() -> None:
    full = party("Ann Carr", "GBR", kind=EntityKind.PERSON)
    short = party("Carr", "USA", kind=EntityKind.PERSON)
    a, b = claim("a", of=HERE, actors=(full,)), claim("b", of=THERE, actors=(short,))
    assert "other actor" not in features(a, b)


@pytest.mark.parametrize(("value", "days"), [
    ("2024-03-14", 1), ("2024-02", 29), ("2023", 365), ("2024-03-14/2024-03-16", 3), ("2024-03-14/..", 401),
    ("../2024-03-14", 401), ("2024-13-40", None), ("soon", None), (None, None),
])
def test_days_of_edtf(value: str | None, days: int | None) -> None:
    found = days_of(value)
    assert (found.length if found else None) == days


def test_days_apart() -> None:
    assert Days(10, 12).apart(Days(15, 15)) == Days(15, 15).apart(Days(10, 12)) == 3
    assert Days(10, 20).apart(Days(15, 15)) == 0


def test_distance() -> None:
    assert distance_km(OSLO, BERGEN) == pytest.approx(305, abs=5)
    assert distance_km(OSLO, Spot("nowhere")) is None


def test_every_feature_explains_itself() -> None:
    assert len({feature.name for feature in FEATURES}) == len(FEATURES)
    assert all(feature.of.__doc__ and feature.weight for feature in FEATURES)


def test_dated_claims_without_parties_are_found_by_the_state_of_their_report() -> None:
    coup = claim("a", "COERCE", "coup", of=report("r1", names=("NER", "Niamey")), time="2023-07-26")
    later = report("r2", published="2024-03-01", names=("NER", "MLI"))
    putsch = claim("b", "COERCE", "putsch", of=later, time="2023-07-26")
    assert set(keys(coup).held) & set(keys(putsch).asked)


TYPES = sorted({kind for pair in families().near for kind in pair} | {"ASSAULT", "CONSULT"})
PARTIES = st.lists(st.sampled_from([NORWAY, RUSSIA, party("Sweden", "SWE"), party("gunmen")]), max_size=2).map(tuple)
CLAIMS = st.builds(
    lambda id, kind, actors, recipients, time, place, of, trigger: claim(
        id, kind, trigger, actors=actors, recipients=recipients, time=time, place=place, of=of),
    st.text("abcdef", min_size=1, max_size=3), st.sampled_from(TYPES), PARTIES, PARTIES,
    st.sampled_from([None, "2024-03-14", "2024-03", "2024-03-10/2024-03-12", "2023"]),
    st.sampled_from([None, OSLO, BERGEN]), st.sampled_from([HERE, THERE, report("r3", published=None, names=())]),
    st.sampled_from(["expelled", "visite", "killed", "xyzzy"]))


@given(CLAIMS, CLAIMS)
def test_comparing_is_symmetric(a: ClaimCard, b: ClaimCard) -> None:
    assume(a.claim_id != b.claim_id)
    assert compare(a, b) == compare(b, a)
    assert 0 <= compare(a, b).score <= 1


RICH = st.builds(
    lambda id, kind, of, told: claim(id, kind, of=of, **told),
    st.text("abcdef", min_size=1, max_size=3), st.sampled_from(["SANCTION", "CONSULT", "AGREE", "ASSAULT", "PROTEST"]),
    st.sampled_from([HERE, report("r2", text="Norway expelled two diplomats of Russia on Friday. " * 9),
                     report("r3", text="Norway expelled two diplomats of Russia on Friday. " * 9, names=("NOR",)),
                     report("r4", published="2024-03-17", names=("NOR", "Oslo Embassy")),
                     report("r5", published=None, names=("SWE", "Oslo Embassy"))]),
    st.fixed_dictionaries({"trigger": st.sampled_from(["expelled", "expulsé", "met", "killed", "xyzzy"])}, optional={
        "actors": PARTIES, "recipients": PARTIES,
        "place": st.sampled_from([OSLO, BERGEN, Spot("Norway", "NOR", 62, 10, 6)]),
        "modes": st.sampled_from([("expel",), ("visit",), ("expel", "threaten")]),
        "time": st.sampled_from(["2024-03-14", "2024-03-15", "2024-03", "2024-05-01", "2023"]),
        "object": st.sampled_from(["two diplomats", "deux diplomates", "shells", "elections"]),
        "counts": st.sampled_from([(Count("killed", "two", 2, 2, 2),), (Count("arrested", "9", 9, 9, 9),)]),
        "polarity": st.sampled_from(list(Polarity)),
        "sentence": st.sampled_from(["Norway expelled two diplomats.", "La Norvège a expulsé deux diplomates.",
                                     "Nine fishermen were arrested.", "xyzzy"])}))


@settings(max_examples=400)
@given(RICH, RICH)
def test_what_is_likely_is_found_without_comparing_all(a: ClaimCard, b: ClaimCard) -> None:
    assume(a.claim_id != b.claim_id)
    full = compare(a, b)
    event("likely" if full.score >= EDGE else "unlikely")
    assert likely(a, b) == (full if full.score >= EDGE else None)


@settings(max_examples=200)
@given(st.lists(RICH, max_size=12, unique_by=lambda card: card.claim_id))
def test_no_likely_pair_is_screened_out(cards: list[ClaimCard]) -> None:
    known = {card.claim_id: card for card in cards}
    pairs = list(combinations(known, 2))
    expected = {pair: found for pair in pairs if (found := likely(known[pair[0]], known[pair[1]]))}
    event(f"{len(expected)} likely")
    assert likely_among(known, pairs) == expected


def test_the_screen_leaves_out_most_of_what_is_unlikely() -> None:
    here, there = report("r1"), report("r2", published="2024-03-29", names=("PER", "CHL"))
    cards = [claim("a", of=here), claim("b", "CONSULT", "met", of=there, sentence="Chile met Peru.",
                                        actors=(party("Chile", "CHL"),)),
             claim("c", of=report("r3"))]
    worth = worth_comparing(cards, np.array([(0, 1), (1, 2), (0, 2)]))
    assert worth.tolist() == [False, False, True]


@given(RICH, RICH)
def test_a_feature_says_nothing_without_what_it_needs(a: ClaimCard, b: ClaimCard) -> None:
    told = {feature.name: feature.of(a, b)[0] for feature in FEATURES}
    assert not any(told[feature.name] for feature in FEATURES
                   if feature.needs and not (getattr(a, feature.needs) and getattr(b, feature.needs)))


@given(CLAIMS)
def test_keys_are_few_and_the_same_each_time(card: ClaimCard) -> None:
    assert keys(card) == keys(card)
    for some, most in ((keys(card).held, 27), (keys(card).asked, 81)):
        assert list(some) == sorted(set(some))
        assert 0 < len(some) <= most
        assert all(0 <= key < 1 << 63 for key in some)
    assert set(keys(card).held) <= set(keys(card).asked)


@given(CLAIMS, CLAIMS)
def test_two_claims_ask_for_each_other_or_neither_does(a: ClaimCard, b: ClaimCard) -> None:
    assert bool(set(keys(a).asked) & set(keys(b).held)) == bool(set(keys(b).asked) & set(keys(a).held))


@pytest.mark.parametrize(("days", "is_near"), [(0, True), (NEWS_DAYS, True), (BACKGROUND_DAYS, True), (400, False)])
def test_claims_of_near_days_are_candidates(days: int, is_near: bool) -> None:
    day = str(date.fromisoformat(HERE.published or "") + timedelta(days))
    asked = set(keys(expulsion("a", of=HERE)).asked)
    assert bool(asked & set(keys(expulsion("b", of=report("r2", published=day))).held)) == is_near


def test_what_is_likely_is_a_candidate() -> None:
    a, b = expulsion("a", of=HERE), expulsion("b", of=report("r2", published="2024-03-22"))
    assert compare(a, b).score >= EDGE
    assert set(keys(a).asked) & set(keys(b).held)
    assert not set(keys(a).asked) & set(keys(claim("c", "CONSULT", "met", of=HERE)).held)


def test_a_war_is_none_of_its_acts() -> None:
    war, act = claim("a", "ASSAULT", "invasion"), claim("b", "ASSAULT", "shelled")
    assert compare(war, act).veto == "a war is none of its acts"
    assert compare(war, claim("c", "ASSAULT", "guerre")).veto is None
