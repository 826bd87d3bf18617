"""Mends what the model calls a name: role nouns among the names, names cut short, surnames that it overlooked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from selon.domain.analysis import Analysis, Name, Token
from selon.domain.folding import fold
from selon.domain.records import EntityKind
from selon.entities.phrases import head_of
from selon.entities.roles import RoleHit

_JOINING = ("flat", "compound", "fixed")
_SHORTEST_SURNAME = 3  # letters: shorter ones are initials or abbreviations


def mend_names(analysis: Analysis, nouns: Sequence[RoleHit]) -> tuple[Name, ...]:
    """The names of a report in text order, none overlapping."""
    hits = {i: hit for hit in nouns for i in range(hit.first, hit.stop)}
    taken = {i for name in analysis.names for i in range(name.first, name.stop)}
    names = [_as_person(analysis, _whole(analysis, name, taken), hits) for name in analysis.names
             if not _is_role_noun(analysis, name, hits)]
    names.extend(_overlooked(analysis, names, hits))
    return tuple(sorted(names, key=lambda name: name.first))


def _is_role_noun(analysis: Analysis, name: Name, hits: Mapping[int, RoleHit]) -> bool:
    """Whether an unknown name is a common noun for a person or body: "ministère des Affaires étrangères", "Premier
    ministre sortant"; the noun says more than the name."""
    head = head_of(analysis, name)
    hit = hits.get(head)
    if hit is None or name.known or name.label == "PER":
        return False
    if hit.head == head and hit.role.kind is EntityKind.ORGANISATION and hit.role.sectors:
        return True
    if analysis.tokens[head].pos != "NOUN":
        return False
    return hit.role.kind is EntityKind.PERSON or (hit.first <= name.first and name.stop <= hit.stop)


def _whole(analysis: Analysis, name: Name, taken: set[int]) -> Name:
    """A name with the proper nouns behind it that the model left out: "Hardeep" + "Singh Nijjar"."""
    if name.known or name.label not in ("PER", "ORG", "MISC"):
        return name
    stop, end = name.stop, analysis.sentence_of(name.first).stop
    while stop < end and stop not in taken and _goes_on(analysis, name.first, stop):
        stop += 1
    return replace(name, stop=stop)


def _goes_on(analysis: Analysis, first: int, at: int) -> bool:
    token, last = analysis.tokens[at], analysis.tokens[at - 1]
    if token.pos != "PROPN" or not token.text[:1].isupper() or last.pos != "PROPN":
        return False
    return (token.dep in _JOINING and first <= token.head < at) or (
        last.dep in _JOINING and last.head in (at, token.head))


def _as_person(analysis: Analysis, name: Name, hits: Mapping[int, RoleHit]) -> Name:
    """A name that the model took for something else, where a noun for one person stands in apposition to it."""
    if name.known or name.label not in ("ORG", "MISC") or name.stop - name.first == 1:
        return name
    for child in analysis.dependents(head_of(analysis, name), "appos"):
        hit = hits.get(child.i)
        if hit and child.i > name.first and _is_one_person(hit, child):
            return replace(name, label="PER")
    return name


def _is_one_person(hit: RoleHit, noun: Token) -> bool:
    return hit.role.kind in (EntityKind.PERSON, EntityKind.GROUP) and not hit.role.collective and (
        noun.morph.get("Number") == "Sing")


def _overlooked(analysis: Analysis, names: Sequence[Name], hits: Mapping[int, RoleHit]) -> Iterator[Name]:
    """Capitalised words without a name of their own that are the family name of a person named elsewhere."""
    surnames = {fold(analysis.tokens[name.stop - 1].text.split()[-1]) for name in names if name.label == "PER"}
    taken = {i for name in names for i in range(name.first, name.stop)}
    for token in analysis.tokens:
        if token.i in taken or token.i in hits or len(token.text) < _SHORTEST_SURNAME or not _is_capitalised(token):
            continue
        is_first = token.i == analysis.sentence_of(token.i).first
        if not is_first and fold(token.text) in surnames:
            yield Name(token.i, token.i + 1, "PER")


def _is_capitalised(token: Token) -> bool:
    return token.pos in ("PROPN", "NOUN", "PRON", "X", "ADJ", "VERB") and token.text[:1].isupper() and (
        not token.text.isupper())
