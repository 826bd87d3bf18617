"""An event told: its origins, its status, and what its reports disagree on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linking_cards import claim, party, report, voice

from selon.domain.events import ClaimCard, Count, EventStatus, Ground
from selon.domain.records import Certainty, Polarity, Status
from selon.linking.story import tell

TEXT = """Two bridges over the Una river were closed on Monday after an inspection found cracks in four piers, the road
agency said. Traffic was sent over the old ferry, and lorries had to wait for as long as five hours in the sun.
The mayor asked the army for a pontoon, which may arrive before the weekend if the road from the depot is open."""
WIRE = report("w", by="Wire Agency", text=TEXT, published="2024-03-14")
PAPER, POST = report("p", by="The Paper"), report("q", by="The Post")
DENIED = {"polarity": Polarity.NEGATIVE, "status": Status.DENIED}
PLANNED = {"status": Status.PLANNED, "future": True, "certainty": Certainty.PROBABLE}


@pytest.mark.parametrize(("told", "status"), [
    ([claim("a", of=PAPER)], EventStatus.SINGLE_ORIGIN),
    ([claim("a", of=PAPER), claim("b", of=POST)], EventStatus.CORROBORATED),
    ([claim("a", of=PAPER, said_by=voice("KCNA")), claim("b", of=POST, said_by=voice("KCNA"))],
     EventStatus.SINGLE_ORIGIN),
    ([claim("a", of=PAPER), claim("b", of=POST, **DENIED)], EventStatus.DISPUTED),
    ([claim("b", of=POST, **DENIED)], EventStatus.DENIED),
    ([claim("a", of=PAPER, **PLANNED), claim("b", of=POST, **PLANNED)], EventStatus.UNCONFIRMED),
    ([claim("a", of=PAPER), claim("b", of=POST, **PLANNED)], EventStatus.SINGLE_ORIGIN),
    ([claim("a", of=PAPER, time="2024-03-14"), claim("b", of=POST, time="2024-03-12")], EventStatus.DISPUTED),
    ([claim("a", of=PAPER, actors=(party("Norway", "NOR"),)), claim("b", of=POST, actors=(party("Peru", "PER"),))],
     EventStatus.DISPUTED),
])
def test_status(told: list[ClaimCard], status: EventStatus) -> None:
    story = tell("e", told)
    assert story.status is status
    assert story.why


def test_copies_are_one_origin_named_after_the_one_that_credits() -> None:
    credited = replace(report("c", by="Daily", text=TEXT + " The ferry is free.", published="2024-03-16"),
                       voice=voice("Wire Agency", kind=Ground.CREDIT))
    agency = claim("b", of=credited)
    copied = report("d", by="Herald", text=TEXT.replace("five hours", "six hours"), published="2024-03-15")
    story = tell("e", [claim("a", of=copied), agency])
    [branch] = story.origins
    assert branch.voice.name == "Wire Agency"
    assert [telling.publisher for telling in branch.tellings] == ["Herald", "Daily"]
    assert "word runs" in branch.tellings[0].why
    assert story.status is EventStatus.SINGLE_ORIGIN


def test_copy_keeps_the_sources_it_names() -> None:
    copied = report("d", by="Herald", text=TEXT)
    story = tell("e", [claim("a", of=WIRE), claim("b", of=copied, said_by=voice("The mayor"))])
    assert {branch.voice.name for branch in story.origins} == {"Wire Agency", "The mayor"}


def killed(low: float, best: float, high: float) -> tuple[Count, ...]:
    return (Count("killed", f"{best:g} dead", low, best, high),)


def test_tolls_are_told_with_lowest_best_and_highest() -> None:
    story = tell("e", [claim("a", of=PAPER, counts=killed(10, 12, 14)), claim("b", of=POST, counts=killed(30, 30, 30)),
                       claim("c", of=WIRE, counts=killed(12, 12, 12))])
    [toll] = story.disagreements
    assert (toll.about, toll.low, toll.best, toll.high, toll.conflict) == ("killed", 10, 12, 30, True)
    assert [account.origins for account in toll.accounts] == [("The Paper",), ("Wire Agency",), ("The Post",)]


def test_claims_and_denials_stand_side_by_side() -> None:
    story = tell("e", [claim("a", of=PAPER, sentence="They fired."), claim("b", of=POST, sentence="No.", **DENIED)])
    [whether] = story.disagreements
    assert [(account.value, account.origins, account.sentences) for account in whether.accounts] == [
        ("it happened", ("The Paper",), ("They fired.",)), ("it did not", ("The Post",), ("No.",))]


TOLD = [claim("a", of=PAPER, time="2024-03-14", counts=killed(1, 2, 3)), claim("b", of=POST, **DENIED),
        claim("c", of=WIRE, time="2024-03-12"), claim("d", of=report("x", by="Copy", text=TEXT), **PLANNED)]


@given(st.permutations(TOLD))
def test_order_changes_no_story(cards: list[ClaimCard]) -> None:
    assert tell("e", cards) == tell("e", TOLD)


@pytest.mark.parametrize(("times", "told"), [
    (("2024-03-14", None, None), "2024-03-14"),  # undated news of the same week
    (("2022-09", None, None), None),  # two of March 2024 cannot mean a deed of 2022
    (("2022-09", "2022-09", None), "2022-09"),
    (("2022-09", "2022-09", None, None), "2022-09"),
])
def test_a_time_must_not_be_older_than_the_news(times: tuple[str | None, ...], told: str | None) -> None:
    cards = [claim(str(n), of=report(f"r{n}"), time=time) for n, time in enumerate(times)]
    assert tell("e", cards).time == told
