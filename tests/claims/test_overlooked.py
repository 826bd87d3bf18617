"""Why words gave no claim, told by the step that left them."""

import pytest

from selon.domain.overlooked import Hindrance
from selon.domain.records import Report
from selon.pipeline import Coder
from tests.conftest import Speaker


def left(coder: Coder, text: str, word: str) -> tuple[Hindrance, str]:
    start = text.index(word)
    [one] = coder.overlooked(Report("test", text, "en"), [(start, start + len(word))])
    assert one.word.text == word
    return one.hindrance, one.detail


@pytest.mark.parametrize(("text", "word", "hindrance"), [
    ("Chad's minister yawned.", "yawned", Hindrance.UNKNOWN),
    ("The striker met his target.", "met", Hindrance.NO_EVENT),
    ("Chad promised to withdraw its troops.", "withdraw", Hindrance.PART),
    ("A strike came at dawn.", "strike", Hindrance.NOBODY),
])
def test_each_step_is_named(english: Speaker, text: str, word: str, hindrance: Hindrance) -> None:
    assert left(english.coder, text, word)[0] is hindrance


def test_an_unmet_condition_tells_what_stands_there(english: Speaker) -> None:
    hindrance, detail = left(english.coder, "Chad expelled the air from its lungs.", "expelled")
    assert hindrance is Hindrance.CONDITION
    assert "is air" in detail


def test_told_words_are_not_overlooked(english: Speaker) -> None:
    report = Report("test", "France expelled two Malian diplomats.", "en")
    assert all(one.word.text != "expelled" for one in english.coder.explained(report)[1])
