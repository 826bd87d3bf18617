"""Which way a clause looks: "will meet on Friday" ahead, "met on Friday" back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selon.domain.analysis import Analysis, Token

BACK, NEITHER, AHEAD = -1, 0, 1
_HELPERS = ("aux", "aux:pass", "cop")


@dataclass(frozen=True)
class Tense:
    """Words of a language that turn a clause to the future, and how it uses its present tense."""

    ahead_auxiliaries: frozenset[str]  # lemmas: will, shall, aller, devoir
    ahead_words: frozenset[str]  # lemmas of verbs, adjectives, nouns: plan, due, prévu
    ahead_with_infinitive: frozenset[str]  # lemmas of verbs that an infinitive turns to the future: "is to meet"
    perfect_auxiliaries: frozenset[str]  # lemmas: with a participle they tell of the past, "would have met" too
    present: int

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Tense:
        return cls(frozenset(data["ahead_auxiliaries"]), frozenset(data["ahead_words"]),
                   frozenset(data["ahead_with_infinitive"]), frozenset(data["perfect_auxiliaries"]), data["present"])

    def direction(self, analysis: Analysis, offset: int) -> int:
        """Where the clause around a character looks: -1 back, 1 ahead, 0 where nothing tells."""
        token = analysis.token_at(offset)
        if token is None:
            return NEITHER
        if self._is_behind_past(analysis, token):
            return BACK
        for governor in (token, *analysis.ancestors(token.i)):
            if governor.lemma in self.ahead_words or governor.lower in self.ahead_words:
                return AHEAD
            if governor.is_verb or analysis.dependents(governor.i, "cop", "aux"):
                return self._of_verb(analysis, governor)
        return NEITHER

    def _is_behind_past(self, analysis: Analysis, token: Token) -> bool:
        """Whether a verb told as past stands right before, however parsed: "said *on Tuesday* they would leave"."""
        sentence = analysis.sentence_of(token.i)
        before = next((t for t in reversed(analysis.tokens[max(sentence.first, token.i - 2):token.i])
                       if t.pos not in ("ADP", "DET")), None)
        if before is None or before.pos != "VERB" or before.lemma in self.ahead_words:
            return False
        has_tense = any(word.morph.get("VerbForm") == "Fin" for word in (before, *analysis.children(before.i)))
        return has_tense and self._of_verb(analysis, before) == BACK

    def _of_verb(self, analysis: Analysis, verb: Token) -> int:
        helpers = [child for child in analysis.children(verb.i) if child.pos == "AUX" or child.dep in _HELPERS]
        words = [verb, *helpers]
        if any(word.lemma in self.perfect_auxiliaries and word.morph.get("Tense") != "Fut" for word in helpers):
            return BACK
        if any(word.morph.get("Tense") == "Fut" or word.morph.get("Mood") == "Cnd" for word in words):
            return AHEAD
        if any(word.lemma in self.ahead_auxiliaries and not _is_past(word) for word in helpers):
            return AHEAD
        if any(_is_past(word) for word in words):
            return BACK
        if verb.morph.get("VerbForm") in ("Inf", "Part", "Ger") or _is_bare(helpers):
            return self._of_governor(analysis, verb)
        return self.present

    def _of_governor(self, analysis: Analysis, verb: Token) -> int:
        """An infinitive or participle looks where the verb above it looks or points."""
        for governor in analysis.ancestors(verb.i):
            if governor.lemma in self.ahead_words or governor.lower in self.ahead_words:
                return AHEAD
            if governor.is_verb:
                if governor.lemma in self.ahead_auxiliaries | self.ahead_with_infinitive and not _is_past(governor):
                    return AHEAD
                return self._of_verb(analysis, governor)
        return NEITHER


def _is_past(word: Token) -> bool:
    return word.morph.get("Tense") in ("Past", "Imp", "Pqp")


def _is_bare(helpers: list[Token]) -> bool:
    """English marks no infinitive: "to meet" is one by its particle."""
    return any(helper.lemma == "to" for helper in helpers)
