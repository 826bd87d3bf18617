"""Names that Selon knows, found in a row of words: countries, people, bodies, outlets, seats of power.

The language stage uses it to keep a name in one piece before the parser sees it; the entities stage asks it
who the name stands for. One trie over normalised words, longest match first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from selon.domain.folding import fold, pieces
from selon.domain.records import EntityKind


class NameKind(StrEnum):
    """What sort of data file a name comes from."""

    COUNTRY = "country"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    PERSON = "person"
    ORGANISATION = "organisation"
    MEDIA = "media"


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person held. Dates are EDTF with day, month or year precision; None: open."""

    title: str
    country: str | None
    sectors: tuple[str, ...]
    since: str | None
    until: str | None

    def holds_at(self, date: str) -> bool:
        """Whether it was held on a date; a bound without day counts as the whole month or year."""
        since, until = self.since or "", self.until
        return date[:len(since)] >= since and (not until or date[:len(until)] <= until)


@dataclass(frozen=True, slots=True)
class Known:
    """One thing in the world that has names."""

    name: str
    kind: NameKind
    entity: EntityKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    id: str | None = None
    offices: tuple[Office, ...] = ()
    source_kind: str | None = None  # for outlets: state_media, agency, media

    @property
    def surname(self) -> str:
        return self.name.split()[-1]


@dataclass(frozen=True, slots=True)
class Match:
    """Words `[first, stop)` that are a name, and who bears it."""

    first: int
    stop: int
    known: tuple[Known, ...]


_END = ""
_PARTS = re.compile(r"[\s'’-]+")
_IS_PARTED = re.compile(r"[-'.]").search
_Node = dict[str, object]


class Gazetteer:
    """Finds known names in a row of words. Built once, then only read."""

    def __init__(self, *, lowercase_demonyms: bool = False) -> None:
        self._root: _Node = {}
        self._cased: set[str] = set()
        self._mixed: set[str] = set()
        self._plain: set[tuple[str, ...]] = set()  # names of several words, the first without capital: "armée russe"
        self._small: set[str] = set()  # words that some name writes without a capital: "of", "unies"
        self._lowercase_demonyms = lowercase_demonyms

    def add(self, name: str, known: Known) -> None:
        """Let `name` stand for `known`. A name all in capitals ("US", "EI") is found in capitals alone, save where
        it is also given in small letters ("Tass" beside "TASS")."""
        words = name.split()
        if name.isascii() and not _IS_PARTED(name):  # most names: the long way round gives the same
            path = [word.lower() for word in words]
            small = [word.lower() for word in words if word[0].islower()]
        else:
            path = [part for word in words for part in pieces(word)]
            small = [fold(part) for part in _PARTS.split(name) if part[:1].islower()]
        if not path:
            return
        self._small.update(small)
        node = self._root
        for part in path:
            node = node.setdefault(part, {})  # type: ignore[assignment]
        bearers: list[Known] = node.setdefault(_END, [])  # type: ignore[assignment]
        if known not in bearers:
            bearers.append(known)
        if len(path) > 1 and name[:1].islower():
            self._plain.add(tuple(path))
        if len(path) == 1:
            if not name.isupper():
                self._mixed.add(path[0])
            elif len(path[0]) <= 4:
                self._cased.add(path[0])

    def matches(self, words: Sequence[str]) -> Iterator[Match]:
        """Longest names from left to right, none overlapping."""
        parts = [pieces(word) for word in words]
        at = 0
        while at < len(words):
            match = self._longest(words, parts, at)
            if match is None:
                at += 1
            else:
                yield match
                at = match.stop

    def _longest(self, words: Sequence[str], parts: Sequence[tuple[str, ...]], first: int) -> Match | None:
        if not parts[first] or parts[first][0] not in self._root:
            return None
        node: _Node = self._root
        best: tuple[int, tuple[Known, ...]] | None = None
        for at in range(first, min(len(words), first + 12)):
            if words[at] in ("-", "'", "’") and at > first:
                continue
            below = self._descend(node, parts[at])
            if below is None or not parts[at]:
                break
            node = below
            bearers = node.get(_END)
            if bearers and (known := self._admitted(words[first:at + 1], bearers)):  # type: ignore[arg-type]
                best = at + 1, known
        return Match(first, best[0], best[1]) if best else None

    @staticmethod
    def _descend(node: _Node, parts: tuple[str, ...]) -> _Node | None:
        for part in parts:
            below = node.get(part)
            if below is None:
                return None
            node = below  # type: ignore[assignment]
        return node

    def _admitted(self, words: Sequence[str], bearers: Iterable[Known]) -> tuple[Known, ...]:
        """Names begin with a capital. Nationality words need not, in languages that write them small, nor do names of
        several words that are given without."""
        first = words[0]
        if any(word[:1].islower() and word.isalpha() and fold(word) not in self._small for word in words[1:]):
            return ()  # "visited Russia *today*" names no outlet
        if first[:1].isupper() or first[:1].isdigit():
            folded = fold(first)
            in_capitals = len(words) > 1 or first.replace(".", "").isupper()
            if not in_capitals and folded in self._cased and folded not in self._mixed:
                return ()
            return tuple(bearers)
        if len(words) > 1 and tuple(part for word in words for part in pieces(word)) in self._plain:
            return tuple(bearers)
        if not self._lowercase_demonyms:
            return ()
        return tuple(known for known in bearers if known.kind is NameKind.DEMONYM)
