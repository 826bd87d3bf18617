"""Which words make up a noun phrase, and what its determiners and numerals say: syntax alone, nobody resolved."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple, Protocol

from selon.domain.analysis import Analysis, Token

_ALWAYS_INNER = ("det", "amod", "compound", "nummod", "flat", "nmod:poss", "case:poss", "det:predet")


class Words(Protocol):
    """A row of tokens `[first, stop)`: a name, a role noun, a stretch."""

    @property
    def first(self) -> int: ...

    @property
    def stop(self) -> int: ...


class Stretch(NamedTuple):
    """Tokens `[first, stop)`."""

    first: int
    stop: int

    @classmethod
    def over(cls, one: Words, other: Words) -> Stretch:
        """From the first word of either to the last."""
        return cls(min(one.first, other.first), max(one.stop, other.stop))


def head_of(analysis: Analysis, words: Words) -> int:
    """The token of a row of words that governs the others."""
    for i in range(words.first, words.stop):
        head = analysis.tokens[i].head
        if head == i or not words.first <= head < words.stop:
            return i
    return words.first


def noun_phrase(analysis: Analysis, head: int, words: Words, *, owner_cases: Collection[str]) -> Stretch:
    """The whole noun phrase around some words, without relative clauses and appositions.

    `owner_cases` are the prepositions of complements that belong to the phrase.
    """
    kept = {*range(words.first, words.stop)}
    waiting = [head, *range(words.first, words.stop)]
    while waiting:
        at = waiting.pop()
        for child in analysis.children(at):
            inner = _is_inner(analysis, child, owner_cases) or (
                child.dep == "case" and at != head and not words.first <= at < words.stop)
            if inner and child.i not in kept and child.sentence == analysis.tokens[head].sentence:
                kept.add(child.i)
                waiting.append(child.i)
    return Stretch(min(kept), max(kept) + 1)


def _is_inner(analysis: Analysis, child: Token, owner_cases: Collection[str]) -> bool:
    if child.dep == "nmod":
        return analysis.case(child.i) in owner_cases
    if child.dep == "advmod":
        return analysis.tokens[child.head].pos in ("ADJ", "NUM")
    return child.dep in _ALWAYS_INNER


def is_plural(token: Token) -> bool:
    return token.morph.get("Number") == "Plur"


def is_single(analysis: Analysis, token: Token) -> bool:
    """Whether a noun is singular in form and no number stands beside it."""
    return token.morph.get("Number") == "Sing" and not analysis.dependents(token.i, "nummod")


def counts_many(analysis: Analysis, i: int, one: Collection[str]) -> bool:
    """Whether a number other than one stands beside a noun. `one`: lemmas of that."""
    return any(number.lemma not in one for number in analysis.dependents(i, "nummod"))


def is_indefinite(analysis: Analysis, i: int) -> bool:
    """Whether a noun stands with an indefinite article: "a delegation"."""
    return any(word.morph.get("Definite") == "Ind" for word in analysis.dependents(i, "det"))


def is_demonstrative(analysis: Analysis, i: int) -> bool:
    """Whether a noun stands with a word such as "this"."""
    return any(word.morph.get("PronType") == "Dem" for word in analysis.dependents(i, "det"))
