"""The story of examples/: six reports, three origins."""

from __future__ import annotations

from pathlib import Path

import pytest

from selon.domain.events import ClaimCard
from selon.domain.records import CodedReport
from selon.linking.batch import copy_groups, link
from selon.linking.cards import Carder
from selon.linking.story import origins_of, tell
from selon.pipeline import Coder
from selon.reports.files import read_file
from selon.reports.header import with_header

FOLDER = Path(__file__).parents[2] / "examples"
STORY = {"03": "TASS", "04": "TASS", "05": "TASS", "06": "Radio Rive Droite", "07": "Ukraine", "08": "TASS"}


@pytest.fixture(scope="module")
def coded(coder: Coder) -> list[CodedReport]:
    found = []
    for number in STORY:
        [path] = FOLDER.glob(f"{number}-*.txt")
        told = with_header(read_file(path))
        found.append(coder.report(told.text, published=told.published, publisher=told.publisher, id=number))
    return list(coder.code_many(found))


@pytest.fixture(scope="module")
def cards(coded: list[CodedReport]) -> list[ClaimCard]:
    carder = Carder()
    return [card for one in coded for card in carder.claims(one, carder.report(one))]


def test_each_report_has_its_origin(cards: list[ClaimCard]) -> None:
    voices = origins_of(cards)
    own = {card.report.id: voices[card.claim_id].name for card in cards if card.voice.key == card.report.voice.key}
    assert own == STORY


def test_the_copy_without_credit_is_seen(cards: list[ClaimCard]) -> None:
    reports = {card.report.id: card.report for card in cards}
    assert ("05", "08") in copy_groups(reports.values())


def test_the_shelling_is_told_in_both_languages_by_one_origin(cards: list[ClaimCard]) -> None:
    by_id = {card.claim_id: card for card in cards}
    largest = max(link(cards), key=lambda group: len(group.claims))
    story = tell(largest.id, [by_id[claim] for claim in largest.claims])
    assert story.event == "ASSAULT"
    assert {by_id[claim].report.language for claim in largest.claims} == {"en", "fr"}
    tass = next(branch for branch in story.origins if branch.voice.name == "TASS")
    assert tass.voice.state_controlled
    assert len(tass.tellings) >= 2
