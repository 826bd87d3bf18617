"""Forced beginnings of sentences, datelines, quotations."""

import pytest

from selon.language.quotations import find_quotations
from selon.language.segments import find_dateline, segment


@pytest.mark.parametrize(("text", "line"), [
    ("SEOUL, July 27 (Harbour Herald) – Envoys met.", "SEOUL, July 27 (Harbour Herald)"),
    ("NIAMEY – De notre envoyé spécial.", "NIAMEY"),
    ("Bamako, 3 mai (AMAP) - Le ministre a parlé.", "Bamako, 3 mai (AMAP)"),
    ("PORT-AU-PRINCE (AP) -- Gangs attacked.", "PORT-AU-PRINCE (AP)"),
])
def test_a_dateline_is_told_from_the_first_sentence(text: str, line: str) -> None:
    found = find_dateline(text, 0)
    assert found is not None
    assert text[found[0]:found[1]] == line
    assert text[found[2]:].split()[0] in ("Envoys", "De", "Le", "Gangs")


@pytest.mark.parametrize("text", [
    "The minister — who resigned — left.", "Talks went on - and on.", "Selon lui, les forces - armées - avancent.",
])
def test_a_dash_alone_makes_no_dateline(text: str) -> None:
    assert find_dateline(text, 0) is None


def test_lines_end_sentences_unless_they_are_wrapped() -> None:
    wrapped = "The two governments have agreed to exchange prisoners next\nmonth, officials said."
    headline = "Envoys meet\nThe two sides talked."
    assert len(segment(wrapped).starts) == 1
    assert segment(headline).starts == {0, headline.index("The")}
    assert segment("One\n\nTwo\r\n\r\nThree").paragraphs == (0, 5, 12)


@pytest.mark.parametrize(("text", "quoted"), [
    ("Il a dit : « Nous partons », puis il est sorti.", ["Nous partons"]),
    ("He said “we agree” and “we sign”.", ["we agree", "we sign"]),
    ('She called it "a farce".', ["a farce"]),
    ("l' »Exposition 2023″ a ouvert", ["Exposition 2023"]),
    ("A 12\" gun fired.", []),
])
def test_quotations_are_found_without_their_marks(text: str, quoted: list[str]) -> None:
    assert [text[q.start:q.end] for q in find_quotations(text, (0,))] == quoted


def test_a_quotation_goes_on_over_a_paragraph_that_begins_with_a_mark() -> None:
    text = "“We will stay.\n“We will not leave.”"
    [quotation] = find_quotations(text, segment(text).paragraphs)
    assert not quotation.open
    assert text[quotation.start:quotation.end].startswith("We will stay")


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    text = "“We will stay.\nHe left the room."
    [quotation] = find_quotations(text, segment(text).paragraphs)
    assert quotation.open
    assert text[quotation.start:quotation.end] == "We will stay."
