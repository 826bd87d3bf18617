"""How sure the innermost source is: certainty, polarity and auxiliary modes of an event word.

    1. The word's own clause: negation, mood, tense, hedges          certainty_clause.py
    2. What governs it, on the way up the tree                        certainty_governors.py
    3. How a governor's state becomes its complement's                certainty_effects.py
    4. Whether it is told as background                               certainty_background.py

What is presupposed (a relative clause, a noun that nothing hedges) keeps its own judgement. Method after the
De Facto profiler (R. Sauri, J. Pustejovsky, "Are You Sure That This Happened?", Computational Linguistics 38,
2012).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from selon.claims.certainty_background import with_background
from selon.claims.certainty_effects import TAKEN_FOR_GRANTED
from selon.claims.certainty_governors import ABILITY, DUTY, MOTION, Reader, Ties
from selon.claims.certainty_rules import CertaintyRules
from selon.domain.analysis import Analysis, Token
from selon.domain.records import Auxiliary, Certainty, Judgement, Polarity, Source, SourceKind, Stance, Status

__all__ = ["ABILITY", "DUTY", "MOTION", "CertaintyRules", "Ties", "judge", "status_of", "ties", "with_background",
           "with_source"]

_FUNCTION_WORDS = frozenset({"DET", "PRON", "ADP", "PART", "SCONJ", "CCONJ", "PUNCT"})


def judge(analysis: Analysis, i: int, rules: CertaintyRules, *, skip: frozenset[int] = frozenset()) -> Judgement:
    """The judgement of the event word at token `i` by its own clause and all that governs it.

    A function word is judged with the word that it belongs to. `skip`: governing words that are part of the event
    itself and therefore say nothing about it.
    """
    return Reader(analysis, rules, skip).state(_content_word(analysis, i)).judgement()


def ties(analysis: Analysis, i: int, rules: CertaintyRules) -> Ties:
    """What bears directly on the event word at token `i`, for schemes that look no further up."""
    return Reader(analysis, rules).ties(_content_word(analysis, i))


def _content_word(analysis: Analysis, i: int) -> Token:
    token = analysis.tokens[i]
    while (token.pos in _FUNCTION_WORDS or token.dep == "aux:caus") and token.head != token.i:
        token = analysis.tokens[token.head]
    return token


def with_source(judgement: Judgement, chain: tuple[Source, ...]) -> Judgement:
    """The judgement as the innermost source's stance makes it. What the source takes for granted stays as it is:
    whoever demands that the attacks stop does not doubt that there are attacks."""
    if not chain or (TAKEN_FOR_GRANTED in judgement.why and chain[-1].stance is not Stance.DENIES):
        return judgement
    if chain[-1].kind is SourceKind.RUMOUR and judgement.certainty is Certainty.CERTAIN:
        judgement = replace(judgement, certainty=Certainty.PROBABLE, why=(*judgement.why, "a rumour"))
    stance, certainty = chain[-1].stance, judgement.certainty
    auxiliary = set(judgement.auxiliary)
    why = (*judgement.why, f"the source {stance}")
    if stance is Stance.DENIES and judgement.polarity is Polarity.POSITIVE:
        auxiliary -= {Auxiliary.HYPOTHETICAL}  # "denied any attack", "denied that it may": not at all, for certain
        return Judgement(Certainty.CERTAIN, Polarity.NEGATIVE, tuple(sorted(auxiliary | {Auxiliary.NEGATION})), why)
    if stance is Stance.DOUBTS and judgement.polarity is Polarity.POSITIVE:
        return Judgement(Certainty.PROBABLE, Polarity.NEGATIVE, tuple(sorted(auxiliary | {Auxiliary.NEGATION})), why)
    if stance is Stance.SUGGESTS and certainty is Certainty.CERTAIN:
        return replace(judgement, certainty=Certainty.PROBABLE, why=why)
    if stance in (Stance.HOPES, Stance.ASKS):
        auxiliary |= {Auxiliary.FUTURE, Auxiliary.HYPOTHETICAL} if stance is Stance.HOPES else {Auxiliary.HYPOTHETICAL}
        return replace(judgement, certainty=Certainty.UNKNOWN, auxiliary=tuple(sorted(auxiliary)), why=why)
    if stance is Stance.EXPECTS and Auxiliary.HISTORICAL not in auxiliary:
        weakened = Certainty.PROBABLE if certainty is Certainty.CERTAIN else certainty
        return replace(judgement, certainty=weakened, auxiliary=tuple(sorted(auxiliary | {Auxiliary.FUTURE})), why=why)
    return judgement


def status_of(judgement: Judgement, chain: Iterable[Source]) -> Status:
    """The one word for a claim; the codebook's order, the first that fits.

    `hypothetical` always goes with possible, so it decides only beside another certainty: what is possible is
    `possible`, what is probable under a condition is `hypothetical`.
    """
    sources = tuple(chain)
    if judgement.polarity is Polarity.NEGATIVE:
        return Status.DENIED if any(s.stance is Stance.DENIES for s in sources) else Status.NEGATED
    if judgement.certainty is Certainty.POSSIBLE:
        return Status.POSSIBLE
    if judgement.certainty is Certainty.UNKNOWN or Auxiliary.HYPOTHETICAL in judgement.auxiliary:
        return Status.HYPOTHETICAL
    if Auxiliary.FUTURE in judgement.auxiliary:
        return Status.PLANNED
    if judgement.certainty is Certainty.PROBABLE:
        return Status.POSSIBLE
    return Status.REPORTED if sources else Status.ASSERTED
