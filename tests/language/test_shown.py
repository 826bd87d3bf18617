"""Character references that a page left in its text: the model reads what they stand for, spans stay the report's."""

from __future__ import annotations

import pytest

from selon.language.shown import shown
from tests.conftest import Speaker


@pytest.mark.parametrize(("text", "seen"), [
    ("coal &amp; steel", "coal & steel"),
    ("l&#39;armée", "l'armée"),
    ("&#x2019;", "'"),
    ("R&D; AT&T", "R&D; AT&T"),
    ("&nosuchname; &", "&nosuchname; &"),
    ("no reference", "no reference"),
])
def test_references_are_read_as_their_character(text: str, seen: str) -> None:
    assert shown(text).text == seen


def test_each_character_stands_where_the_report_has_it() -> None:
    text = "&quot;No&quot;, l&#39;ONU &amp; co"
    read = shown(text)
    pieces = [text[read.origin(i):read.origin(i + 1)] for i in range(len(read.text))]
    assert "".join(pieces) == text
    assert pieces[0] == "&quot;"
    assert pieces[read.text.index("O")] == "O"


def test_claims_keep_the_reports_own_characters(english: Speaker) -> None:
    [claim] = english.claims("Chile suspended its mining &amp; fishing cooperation with Peru.")
    assert claim.event == "SANCTION"
    assert [entity.country for entity in claim.recipient] == ["PER"]
    assert claim.object is not None
    assert claim.object.text == "its mining &amp; fishing cooperation with Peru"
