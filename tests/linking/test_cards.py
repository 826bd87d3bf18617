"""What linking keeps of a coded report."""

from __future__ import annotations

import json

import pytest
from linking_cards import report

from selon.domain.catalog import shipped
from selon.domain.events import Ground
from selon.linking.cards import Carder, claim_card, report_card, to_json
from selon.linking.copies import copies, copy_keys, runs_shared
from selon.linking.voices import Outlets
from selon.pipeline import Coder

TEXT = ("Syria freed ten Lebanese prisoners on Monday, SANA reported. The army said that two men died in Homs. "
        "Lebanon thanked Damascus. A diplomat told reporters that more would follow.")


def test_cards_survive_json(coder: Coder) -> None:
    coded = coder.code(TEXT, publisher="The Paper", published="2024-03-15")
    carder = Carder()
    report = carder.report(coded)
    again = report_card(json.loads(json.dumps(to_json(report))))
    assert to_json(again) == to_json(report)
    for card in carder.claims(coded, report):
        assert claim_card(json.loads(json.dumps(to_json(card))), report) == card


def test_claims_know_whose_word_they_are(coder: Coder) -> None:
    coded = coder.code(TEXT, publisher="The Paper", published="2024-03-15")
    carder = Carder()
    voices = {card.trigger: card.voice for card in carder.claims(coded, carder.report(coded))}
    assert voices["freed"].name == "SANA"
    assert voices["freed"].state_controlled
    assert voices["freed"].ground is Ground.ATTRIBUTION
    assert voices["thanked"].name == "SANA"  # the agency that the report works from
    assert voices["thanked"].ground is Ground.CITES


@pytest.mark.parametrize(("one", "other", "same"), [
    ("TASS", "Tass", True), ("BBC News", "bbc.com", True), ("AFP", "Agence France-Presse", True),
    ("CGTN", "CCTV", True), ("Reuters", "AFP", False), ("Le Monde", "Le Figaro", False),
])
def test_outlets_of_one_newsroom_or_state_owner_are_one(one: str, other: str, same: bool) -> None:
    outlets = Outlets.of(shipped())
    first, second = outlets.find(one), outlets.find(other)
    assert first
    assert second
    assert ((first.family or first.name) == (second.family or second.name)) is same


def test_transcriptions_of_a_name_are_one_voice(coder: Coder) -> None:
    carder = Carder()
    coded = (coder.code(f"Two men were killed in Homs, {name} said.", publisher="A", language="en")
             for name in ("Sergei Leontyev", "Sergei Leontiev"))
    first, second = (carder.claims(one, carder.report(one))[0].voice for one in coded)
    assert first.key == second.key


LONG = " ".join(f"word{i} stands in place number {i * 7} of a text" for i in range(40))


def test_a_copy_with_edits_is_seen() -> None:
    edited = LONG.replace("number 70", "number seventy").replace("word30", "a new word") + " And a line of its own."
    assert runs_shared(report(text=LONG), report(text=edited)) > 0.7
    assert runs_shared(report(text=LONG), report(text=LONG.replace("stands in place", "is now found at"))) < 0.3
    assert runs_shared(report(text="too short"), report(text="too short")) == 0


def test_copies_share_a_key(coder: Coder) -> None:
    carder = Carder()
    one, other = (carder.report(coder.code(text, publisher=by, language="en"))
                  for text, by in ((LONG, "A"), (LONG + " The end.", "B")))
    assert copies(one, other)
    assert set(copy_keys(one)) & set(copy_keys(other))
