"""Whose word a report is, on texts of a few sentences."""

from __future__ import annotations

import pytest

from selon.pipeline import Coder

TAIL = " The two sides did not say more.\n\nTraffic on the bridge went on as usual, and shops stayed open."


def origin(coder: Coder, text: str, language: str = "en") -> tuple[str, str]:
    found = coder.code(text, language=language, publisher="The Paper", published="2024-03-15").origin
    assert found is not None
    return found.kind, found.name


@pytest.mark.parametrize(("text", "expected"), [
    ("OSLO, March 14 (Reuters) - Norway expelled two Russian diplomats." + TAIL, ("copy", "Reuters")),
    ("Norway expelled two Russian diplomats." + TAIL + "\n(AFP)", ("copy", "AFP")),
    ("Norway expelled two diplomats\nBy Ann Bell, with AFP\n\nNorway expelled two diplomats." + TAIL, ("copy", "AFP")),
    ("Norway expelled two diplomats\nWith agencies\n\nNorway expelled two diplomats." + TAIL, ("copy", "agencies")),
    ("Norway expelled two Russian diplomats, Reuters reported." + TAIL, ("cites", "Reuters")),
    ("Norway expelled two Russian diplomats, Yonhap said, citing KCNA." + TAIL + " KCNA gave no names.",
     ("cites", "KCNA")),
    ("Syria freed ten men, the National Information Office (SNA) said." + TAIL, ("independent", "The Paper")),
    ("Norway denied having expelled two Russian diplomats." + TAIL, ("denial", "Norway")),
    ("Norway expelled two Russian diplomats." + TAIL + " Tass quoted an envoy as saying that he was sorry.",
     ("independent", "The Paper")),
])
def test_origin_is_what_the_report_works_from(coder: Coder, text: str, expected: tuple[str, str]) -> None:
    assert origin(coder, text) == expected


def test_byline_of_the_page_is_a_credit(coder: Coder) -> None:
    text = "Norway expelled two diplomats." + TAIL
    [coded] = coder.code_many([coder.report(text, language="en", publisher="The Paper", agency="AFP")])
    found = coded.origin
    assert found is not None
    assert (found.kind, found.name) == ("copy", "AFP")


def test_state_media_of_no_name_can_be_what_a_report_works_from(coder: Coder) -> None:
    text = "North Korea tested two missiles on Monday, state media reported." + TAIL
    assert origin(coder, text) == ("cites", "state media of PRK")


def test_agencies_are_known_in_small_letters_where_papers_write_them_so(coder: Coder) -> None:
    text = "La Norvège a expulsé deux diplomates russes, rapporte l’agence Tass."
    assert origin(coder, text, "fr") == ("cites", "TASS")


def test_short_name_in_brackets_is_the_agency_before_it(coder: Coder) -> None:
    text = "Trois maisons ont été détruites, selon l’Agence nationale d’information (ANI). L’ANI parle d’un drone."
    assert origin(coder, text, "fr") == ("cites", "National News Agency")
