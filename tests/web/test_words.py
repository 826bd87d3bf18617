"""What the pages say: every word of a closed list in both languages, dates, and the language that is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import pytest

from selon.domain.catalog import LANGUAGES as REPORTS
from selon.domain.catalog import shipped
from selon.domain.events import EventStatus, Ground, Verdict
from selon.domain.records import Auxiliary, Certainty, EntityKind, Number, Polarity, Quote, SourceKind, Stance, Status
from selon.domain.reviews import FIELDS, Act, Doubt
from selon.web.navigation import NAVIGATION
from selon.web.told import differing, number_words
from selon.web.words import LANGUAGES, chosen_language, messages, words_of

LISTS: dict[str, type[StrEnum]] = {
    "event_status": EventStatus, "claim_status": Status, "source_kind": SourceKind, "entity_kind": EntityKind,
    "stance": Stance, "quote": Quote, "certainty": Certainty, "ground": Ground, "polarity": Polarity,
    "auxiliary": Auxiliary}


@pytest.mark.parametrize("section", LISTS)
def test_every_word_of_a_list_has_a_message(section: str) -> None:
    assert [word for word in LISTS[section] if f"{section}.{word}" not in messages()] == []


@pytest.mark.parametrize(("section", "words"), [
    ("review.field", (*FIELDS, "verdict")), ("review.did", Act), ("review.doubt", Doubt), ("review.verdict", Verdict),
    ("navigation", [entry.message.partition(".")[2] for entry in NAVIGATION]),
    ("site", [f"in_{code}" for code in LANGUAGES])])
def test_every_word_of_the_review_pages_has_a_message(section: str, words: Iterable[str]) -> None:
    assert [word for word in words if f"{section}.{word}" not in messages()] == []


def test_every_type_and_mode_has_a_message() -> None:
    types = shipped().event_types
    assert [kind for kind in types if f"type.{kind}" not in messages()] == []
    assert [mode for kind in types.values() for mode in kind.modes if f"mode.{mode}" not in messages()] == []


@pytest.mark.parametrize(("edtf", "english", "french"), [
    ("2023-07-27", "27 July 2023", "27 juillet 2023"), ("2023-07", "July 2023", "juillet 2023"),
    ("2023", "2023", "2023"), ("2023-07-25/2023-07-27", "25 July 2023 – 27 July 2023",
                               "25 juillet 2023 – 27 juillet 2023"),
    ("../2020", "until 2020", "jusqu’à 2020"), ("2020/..", "since 2020", "depuis 2020"),
    ("2023-23", "autumn 2023", "automne 2023"), ("199X", "1990s", "années 1990"), ("2023~", "about 2023", "vers 2023"),
    ("2023-07-27T10:00", "27 July 2023, 10:00", "27 juillet 2023, 10:00"), ("2023-02-31", "2023-02-31", "2023-02-31"),
    ("soon", "soon", "soon"), (None, "date not given", "date non précisée")])
def test_dates_are_written_as_the_language_does(edtf: str | None, english: str, french: str) -> None:
    assert (words_of("en").date(edtf), words_of("fr").date(edtf)) == (english, french)


@pytest.mark.parametrize(("number", "english", "french"), [
    (Number("1 dead", 0, 6, "killed", value=1), "1 killed", "1 tué"),
    (Number("two protesters", 0, 14, "protesters", value=2), "2 protesters", "2 manifestants"),
    (Number("7 days", 0, 6, "duration", value=7, unit="day"), "7 days", "7 jours"),
    (Number("a year", 0, 6, "duration", value=1, unit="year"), "1 year", "1 an"),
    (Number("2 families", 0, 10, "displaced", value=2, unit="family"), "2 families displaced",
     "2 familles parmi les déplacés"),
    (Number("over 3 km", 0, 9, "distance", None, low=3, unit="km"), "at least 3 km", "au moins 3 km"),
    (Number("5 euros", 0, 7, "money", value=5, unit="EUR"), "5 EUR", "5 EUR")])
def test_what_is_counted_follows_its_number(number: Number, english: str, french: str) -> None:
    assert [number_words(number, words_of(language)) for language in LANGUAGES] == [english, french]


def test_whatever_the_coder_counts_has_a_message() -> None:
    for language in REPORTS:
        nouns = shipped().language(language).read("numbers")["nouns"]
        assert [what for what in nouns if f"counted.{what}" not in messages()] == []
        units = {unit for named in nouns.values() if isinstance(named, dict) for unit in named if len(unit or "") > 2}
        assert [unit for unit in units if f"unit.{unit}" not in messages()] == []


def test_numbers_and_countries() -> None:
    assert [words_of(language).number(12345.5).replace("\u202f", " ") for language in LANGUAGES] == [
        "12,345.5", "12 345,5"]
    assert [words_of(language).country("DEU") for language in LANGUAGES] == ["Germany", "Allemagne"]
    assert words_of("fr").country("UNO") == "Nations unies"
    assert [words_of(language).language_name("fr") for language in LANGUAGES] == ["French", "français"]


@pytest.mark.parametrize(("asked", "kept", "accepted", "chosen"), [
    (None, None, "", "en"), ("fr", "en", "en", "fr"), (None, "fr", "en", "fr"), ("de", None, "fr-CA,fr;q=0.9", "fr"),
    (None, None, "de, fr;q=0.5, en;q=0.7", "en"), (None, None, "fr;q=x", "en"), (None, None, ";;;,,q=", "en")])
def test_the_language_of_a_reader(asked: str | None, kept: str | None, accepted: str, chosen: str) -> None:
    assert chosen_language(asked, kept, accepted) == chosen


def test_nothing_differs_between_no_claims() -> None:
    assert differing([]) == {}


@pytest.mark.parametrize(("why", "french"), [
    ("“the envoys; all of them”: told of before; role noun: envoys", [
        ("« the envoys; all of them » : mentionné auparavant", "fr"), ("nom de fonction : envoys", "fr")]),
    ("cue “said”; source “a nurse”; indirect speech", [
        ("marque « said »", "fr"), ("source « a nurse »", "fr"), ("discours indirect", "fr")]),
    ("“said”: the innermost named source; of the family The Norland Press", [
        ("« said » : la source nommée la plus proche", "fr"), ("de la famille The Norland Press", "fr")]),
    ("CONSULT: meet, object envoys", [("CONSULT: meet, object envoys", "en")]), ("", [])])
def test_reasons_are_told_in_the_language_of_the_page(why: str, french: list[tuple[str, str]]) -> None:
    assert [(part.text, part.language) for part in words_of("fr").reason(why)] == french
    assert "; ".join(part.text for part in words_of("en").reason(why)) == why
