import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.domain.records import CodedReport, Report
from selon.exports.marks import Role, paragraphs, printable


def plain(text: str) -> list[str]:
    coded = CodedReport(Report("r", text, "en"), (), (), (), (), (), (), None)
    return ["".join(piece.text for piece in paragraph) for paragraph in paragraphs(coded)]


def test_words_carry_their_roles(build):
    [first, second] = paragraphs(build.coded(build.claim()))
    roles = {piece.text: piece.roles for piece in first if piece.roles}
    assert roles == {"Selon": (Role.CUE,), "KCNA": (Role.SOURCE,), "Kim Jong Un": (Role.RECIPIENT,),
                     "rencontré": (Role.TRIGGER,), "M. Choïgou": (Role.ACTOR,)}
    assert [piece.text for piece in second] == ["Moscou ne dit rien."]


def test_overlapping_words_are_cut_and_two_claims_share_a_trigger(build):
    wide = build.entity(build.text, "Kim Jong Un a rencontré", "Kim")
    [first, _] = paragraphs(build.coded(build.claim(recipient=(wide,)), build.claim()))
    [trigger] = [piece for piece in first if Role.TRIGGER in piece.roles]
    assert trigger.text == "rencontré"
    assert trigger.roles == (Role.TRIGGER, Role.RECIPIENT)
    assert trigger.claims == trigger.begins == (0, 1)


@pytest.mark.parametrize(("text", "expected"), [
    ("One.\nTwo.", ["One.", "Two."]),
    ("Headline\nThe text begins.", ["Headline", "The text begins."]),
    ("A line that a mail program has wrapped at some seventy columns of\ntext goes on.\n\nNext.",
     ["A line that a mail program has wrapped at some seventy columns of text goes on.", "Next."]),
    ("Q: Who?\r\nA: He.\r\n", ["Q: Who?", "A: He."]),
    ("  \n x ", ["x"]),
])
def test_paragraphs(text, expected):
    assert plain(text) == expected


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_no_word_is_lost(text):
    assert "".join("".join(plain(text)).split()) == "".join(printable(text).split())


def test_a_report_cannot_steer_the_terminal():
    text = "a\x1b[2Jb\x07\x9b1m\u202ec\td\n"
    assert printable(text) == "a␛[2Jb␇\ufffd1m\ufffdc\td\n"
    assert len(printable(text)) == len(text)


def test_exactly_controls_and_overrides_are_replaced() -> None:
    overrides = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    assert {character for character in every if printable(character) != character} == {
        character for character in every if character not in "\n\r\t" and (
            unicodedata.category(character) in ("Cc", "Cs") or unicodedata.bidirectional(character) in overrides)}
