"""Repairs the named spans of the model: names cut in two, titles and articles swallowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from selon.domain.analysis import Name, Token
from selon.language.pieces import Pieces

_JOINING = frozenset({"flat", "compound", "fixed"})
_LONGEST_TITLE = 5  # words of a title before the name that took its last one


def repair_names(tokens: Sequence[Token], seen: Sequence[Name], known: Sequence[Name],
                 sentences: Sequence[tuple[int, int]],
                 words: Pieces) -> tuple[Name, ...]:
    """The names in text order, none overlapping, none across two sentences.

    `seen` is what the model found, `known` what the gazetteer found: where both speak, the gazetteer holds.
    `words`: what the language and the names of the world have of titles, none of which is part of a name, and of
    particles in lower case, which are.
    """
    seen = [rest for name in seen if (rest := _without_title(tokens, name, words.title_phrases))]
    bounds = {i: bound for bound in sentences for i in range(*bound)}
    taken = {i for name in known for i in range(name.first, name.stop)}
    free = [name for name in seen if not any(i in taken for i in range(name.first, name.stop))]
    repaired: list[Name] = []
    for name in sorted([*known, *free], key=lambda name: name.first):
        if name.known:
            repaired.append(name)
            continue
        first, stop = _without_edges(tokens, name.first, min(name.stop, bounds[name.first][1]))
        if first >= stop or not _can_be_name(tokens[first:stop]):
            continue
        limit = min((i for i in taken if i >= first), default=bounds[first][1])
        stop = _grown(tokens, first, stop, min(limit, bounds[first][1]), name.label)
        if repaired and repaired[-1].stop > first:
            first = repaired[-1].stop
            if first >= stop:
                continue
        if repaired and not repaired[-1].known and (
                _is_one_name(tokens, repaired[-1], first, stop, name.label, words.particles)):
            name, first = repaired[-1], repaired.pop().first
        repaired.append(Name(first, stop, name.label))
    return tuple(repaired)


def _without_title(tokens: Sequence[Token], name: Name,
                   titles: Mapping[str, tuple[tuple[str, ...], ...]]) -> Name | None:
    """The name without a title that begins before it: "Secretary of *State John Hale*" is John Hale, a person.
    None for a name that is nothing but the title's last words.
    """
    for first in range(max(name.first - _LONGEST_TITLE, 0), name.stop):
        for words in titles.get(tokens[first].lower, ()):
            stop = first + len(words)
            if name.first < stop and [t.lower for t in tokens[first:stop]] == list(words):
                if stop < name.stop:
                    return Name(stop, name.stop, "PER")
                return None if first < name.first and stop == name.stop else name
    return name


def _without_edges(tokens: Sequence[Token], first: int, stop: int) -> tuple[int, int]:
    """Articles, prepositions and punctuation at the edges are no part of a name."""
    while first < stop and tokens[first].pos in ("DET", "ADP", "PUNCT", "PRON", "CCONJ", "SCONJ"):
        first += 1
    while first < stop and (tokens[stop - 1].pos in ("PUNCT", "ADP", "DET", "PART", "CCONJ")
                            or tokens[stop - 1].dep == "case:poss"):
        stop -= 1
    return first, stop


def _can_be_name(words: Sequence[Token]) -> bool:
    """Common words in lower case are no name, whatever the model says; scripts without capitals keep theirs."""
    return any(word.pos == "PROPN" or not word.text.islower() for word in words)


def _grown(tokens: Sequence[Token], first: int, stop: int, limit: int, label: str) -> int:
    """A person's name takes in the proper nouns that follow and depend on it ("Kim Jong" + "Un")."""
    if label != "PER":
        return stop
    while stop < limit and _continues(tokens, first, stop):
        stop += 1
    return stop


def _continues(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether the next word is bound to the name by syntax, from either side ("Hardeep Singh" + "Nijjar")."""
    token = tokens[stop]
    if not token.text[:1].isupper() or token.pos not in ("PROPN", "X", "NOUN", "ADJ"):
        return False
    if token.dep in _JOINING and first <= token.head < stop:
        return True
    return token.pos == "PROPN" and any(
        tokens[i].dep in _JOINING and (tokens[i].head == token.i or tokens[i].head == token.head != i)
        for i in range(first, stop))


def _is_one_name(tokens: Sequence[Token], before: Name, first: int, stop: int, label: str,
                 particles: Set[str]) -> bool:
    """Whether two neighbouring spans are one person's name that the model has cut."""
    if before.stop != first or "PER" not in (before.label, label):
        return False
    if tokens[first].text[:1].islower() and tokens[first].lower not in particles:
        return False
    return tokens[first].dep in _JOINING or any(
        before.first <= tokens[i].head < before.stop and tokens[i].dep in _JOINING for i in range(first, stop)
    )
