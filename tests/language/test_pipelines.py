"""A lean load and deferred patterns say what spaCy's own load and an eager compile say."""

from __future__ import annotations

import re

import pytest
import spacy

from selon.domain.catalog import LANGUAGES, shipped
from selon.language.deferred import LARGE, Deferred, large_patterns_deferred
from selon.language.pipelines import _folder, load_pipeline

TEXTS = {
    "en": "The U.S.-led troops couldn't hold Port-au-Prince; its ex-mayor's men left at 10:30 a.m., the geese said.",
    "fr": "Le vice-président d'Aix-en-Provence a-t-il vu aujourd'hui l'extrême-gauche, les ex-otages et les chevaux "
          "de Bourg-la-Reine ? Une contre-attaque entr'ouvre la voie, anti-missiles compris.",
}

ALPHABET = "[" + "".join(f"\\u{n:04x}" for n in range(0x61, 0x61 + 26)) + "à-öø-ÿ" + "]"
PATTERN = "(?iu)" + "|".join(f"(?:^{head}[-'](?:l')?{ALPHABET}{tail}$)"
                             for head in ("contre", "r?é?entr", "[ée]lectro", "a\\|b", "[|)]x") for tail in "+*")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_pipeline_reads_as_spacy_loads_it(code):
    name = shipped().language(code).read("language")["pipeline"]
    lean, whole = (load(TEXTS[code]) for load in (load_pipeline(name), spacy.load(_folder(name))))
    assert [_view(token) for token in lean] == [_view(token) for token in whole]
    assert [e.label_ for e in lean.ents] == [e.label_ for e in whole.ents]


def _view(token):
    return (token.text, token.idx, token.lemma_, token.pos_, token.tag_, token.dep_, token.head.i, str(token.morph),
            token.ent_iob_, token.ent_type_, token.norm_, token.shape_)


@pytest.mark.parametrize("string", [
    "contre-attaque", "CONTRE-ATTAQUE", "contre-", "contre", "rentr'ouvre", "réentr-l'air", "électro-choc", "a|b-c",
    ")x-y", "|x-é", "contre-attaque2", "", "élan", "contre-a\n",
])
def test_a_deferred_pattern_matches_as_the_compiled_one(string):
    found, expected = Deferred(PATTERN).match(string), re.compile(PATTERN).match(string)
    assert (found and found.span()) == (expected and expected.span())


def test_a_pattern_that_cannot_be_sketched_is_compiled_whole():
    pattern = f"(?!contre){ALPHABET}+"
    assert Deferred(pattern)._alternatives is None
    assert not Deferred(pattern).match("contre")
    assert Deferred(pattern).search("contre")


def test_only_large_patterns_are_deferred_and_only_inside():
    large = "|".join(["a"] * LARGE)
    with large_patterns_deferred():
        assert isinstance(re.compile(large), Deferred)
        assert isinstance(re.compile("a"), re.Pattern)
    assert isinstance(re.compile("b"), re.Pattern)
