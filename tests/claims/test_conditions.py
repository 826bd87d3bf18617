"""Conditions of frames on words that stand with others."""

import pytest

from selon.claims.frames import Glossary, Lexicon, conditions
from selon.claims.slots import Slots
from selon.claims.triggers import holds
from selon.domain.cast import Cast
from selon.domain.catalog import shipped
from selon.domain.records import Report
from tests.claims.conftest import analyser

CLASSES = {"rule": frozenset({"curfew", "state of emergency", "couvre-feu", "état d'urgence"})}


@pytest.mark.parametrize(("text", "verb", "wanted", "is_met"), [
    ("Chad imposed martial law.", "imposed", "martial law", True),
    ("Chad imposed a law.", "imposed", "martial law", False),
    ("Chad imposed a curfew.", "imposed", "@rule", True),
    ("Chad declared a state of emergency.", "declared", "@rule", True),
    ("Chad declared a state.", "declared", "@rule", False),
])
def test_words_of_several_stand_together(
        text: str, verb: str, wanted: str, is_met: bool) -> None:
    analysis = analyser("en").analyse(Report("test", text, "en"))
    slots = Slots(analysis, Cast.of([]), Lexicon.of(shipped().language("en")).patterns)
    [token] = [token for token in analysis.tokens if token.text == verb]
    [condition] = conditions({"object": wanted}, Glossary(CLASSES), "test")
    assert (holds(slots, token.i, condition, {}) is not None) is is_met
