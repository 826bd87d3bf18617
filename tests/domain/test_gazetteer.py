"""Names in a row of words."""

import pytest

from selon.domain.gazetteer import Gazetteer, Known, NameKind, Office
from selon.domain.records import EntityKind


def known(name: str, kind: NameKind = NameKind.COUNTRY, **values: object) -> Known:
    return Known(name, kind, EntityKind.STATE, **values)  # type: ignore[arg-type]


@pytest.fixture
def gazetteer() -> Gazetteer:
    names = Gazetteer(lowercase_demonyms=True)
    names.add("Guinea", known("Guinea"))
    names.add("Guinea-Bissau", known("Guinea-Bissau"))
    names.add("Côte d'Ivoire", known("Ivory Coast"))
    names.add("US", known("United States"))
    names.add("malien", known("Mali", NameKind.DEMONYM))
    return names


@pytest.mark.parametrize(("words", "found"), [
    (["Guinea", "-", "Bissau"], ["Guinea-Bissau"]),
    (["Guinea-Bissau"], ["Guinea-Bissau"]),
    (["in", "Guinea", "today"], ["Guinea"]),
    (["Cote", "d'", "Ivoire"], ["Ivory Coast"]),
    (["Côte", "d’", "Ivoire"], ["Ivory Coast"]),
    (["told", "us"], []),
    (["US", "aid"], ["United States"]),
    (["guinea", "fowl"], []),
    (["un", "soldat", "malien"], ["Mali"]),
])
def test_the_longest_name_is_found_whatever_its_spelling(
        gazetteer: Gazetteer, words: list[str], found: list[str]) -> None:
    assert [match.known[0].name for match in gazetteer.matches(words)] == found


def test_a_language_with_capital_demonyms_ignores_small_ones() -> None:
    names = Gazetteer()
    names.add("polish", known("Poland", NameKind.DEMONYM))
    assert not list(names.matches(["to", "polish", "shoes"]))
    assert list(names.matches(["Polish", "troops"]))


@pytest.mark.parametrize(("date", "holds"), [
    ("2018-05-20", True), ("2018-05-19", False), ("2022-12-31", True), ("2023-01-01", False),
])
def test_an_office_is_held_between_its_dates(date: str, holds: bool) -> None:
    assert Office("minister", "XXX", (), "2018-05-20", "2022").holds_at(date) is holds


def test_an_office_without_end_goes_on() -> None:
    assert Office("president", None, (), "1999", None).holds_at("2026-11-01")
