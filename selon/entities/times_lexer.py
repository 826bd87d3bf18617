"""Cuts out the stretches of a report that may hold a time expression, as rows of classified units.

A unit is a word, a phrase or a figure with the classes that the language's `times.yaml` gives it
(`month`, `weekday`, `unit` ...). Each set of classes has one letter, so that a stretch of units is a
string and a rule is an ordinary regular expression over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from selon.domain.catalog import several
from selon.entities.numbers_words import PIECE, NumberWords, Phrase, Words, pieces, splitter

Classes = frozenset[str]
_FIRST_LETTER = 0xE000  # private use: no letter of a pattern's own syntax
_STOPS = frozenset(".;")  # no expression begins before one of them
_CENTURIES = range(1000, 2100)
_NEWS_YEARS = range(1900, 2060)  # a figure in this range may be a year without more
# One figure of each kind that `figure_values` tells apart: their letters must be known before the rules are written.
FIGURES = ("0", "00", "7", "07", "17", "27", "47", "97", "1066", "1240", "1999", "2010", "777", "0815", "1,5")
LONGEST_ROW = 80  # units; a timetable is read in pieces
REACH = 14  # units to either side of a core word: the longest expression has fewer


class Unit(NamedTuple):
    """Words that act as one: characters `[start, end)`, a letter for their classes, a value for each class."""

    start: int
    end: int
    letter: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Alphabet:
    """One letter for each set of classes in use."""

    letters: dict[Classes, str] = field(default_factory=dict)

    def letter(self, classes: Iterable[str]) -> str:
        return self.letters.setdefault(frozenset(classes), chr(_FIRST_LETTER + len(self.letters)))

    def having(self, name: str) -> str:
        """The letters of all sets that hold a class, for use between brackets."""
        return "".join(letter for classes, letter in self.letters.items() if name in classes)


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of the lexicon. `cased`: it counts only as written ("May")."""

    phrase: Phrase
    cased: tuple[str, ...] | None
    values: Mapping[str, Any]
    letter: str


@dataclass(frozen=True)
class Lexer:
    """The time words of a language."""

    numbers: NumberWords
    alphabet: Alphabet
    entries: dict[str, tuple[Entry, ...]]  # by first word, longest first
    cores: frozenset[str]  # words around which an expression may stand
    vocabulary: frozenset[str]  # all words that may be part of one
    abbreviations: frozenset[str]  # words that a full stop belongs to
    shapes: Mapping[str, re.Pattern[str]]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, data: Mapping[str, Any], literals: Iterable[str], numbers: NumberWords) -> Lexer:
        """The lexer of a language's times.yaml; `literals` are the words that its rules quote."""
        alphabet = Alphabet()
        glue = {*several(data.get("glue")), "number"}
        forms = list(_forms(data["words"])) + [(word, f"'{word}'", True) for word in literals]
        forms += [(form, "number", numbers.plain[phrase]) for form, _, _ in forms
                  if (phrase := pieces(form)) in numbers.plain]
        entries = _entries(forms, alphabet)
        cores = _cores(pieces(form) for form, name, _ in forms if name not in glue and name[0] != "'")
        vocabulary = numbers.vocabulary | {piece for form, _, _ in forms for piece in pieces(form)}
        shapes = {name: re.compile(shape) for name, shape in (data.get("shapes") or {}).items()}
        abbreviations = frozenset(phrase[0] for form, _, _ in forms if (phrase := pieces(form))[1:] == (".",))
        lexer = cls(numbers, alphabet, entries, frozenset(cores), vocabulary, abbreviations, shapes,
                    splitter(numbers, [(name, shape.pattern) for name, shape in shapes.items()]))
        for figure in FIGURES:
            alphabet.letter(figure_values(figure, 0.0))
        alphabet.letter({"number"})
        for name, shape in shapes.items():
            alphabet.letter(_shape_classes(name, shape))
        return lexer

    def stretches(self, text: str) -> Iterator[list[Unit]]:
        """Rows of units around the core words of a text, in text order."""
        words = Words(text, self.pattern)
        cores, reached = self.cores, 0
        for i in [i for i, lower in enumerate(words.lowers) if lower in cores or lower[0].isdecimal()]:
            if i >= reached and (words.lowers[i] in cores or self._is_core(words, i)):
                first, reached = self._window(words, i, reached)
                yield self._units(words, first, reached)

    def _is_core(self, words: Words, i: int) -> bool:
        """A written form is one; a plain figure only where it may be a year."""
        shape, figure = words.shape(i), words.lowers[i]
        return shape is not None and (shape != "figure" or (
            len(figure) == 4 and figure.isdecimal() and int(figure) in _NEWS_YEARS))

    def _window(self, words: Words, core: int, floor: int) -> tuple[int, int]:
        """The known words around a core word, within their sentence; it grows as long as more core words follow."""
        lowers, known, first = words.lowers, self.vocabulary, core
        while first > floor and core - first < REACH and lowers[first - 1] not in _STOPS and (
                lowers[first - 1] in known or words.shape(first - 1)):
            first -= 1
        stop, limit = core + 1, core + REACH
        while stop < len(lowers) and stop < limit and (lowers[stop] in known or words.shape(stop)):
            stop += 1
            if lowers[stop - 1] in self.cores:
                limit = min(stop + REACH, core + LONGEST_ROW)
            elif lowers[stop - 1] == "." and lowers[stop - 2] not in self.abbreviations:
                break  # the full stop itself may tell a rule that nothing follows
        return first, stop

    def _units(self, words: Words, first: int, stop: int) -> list[Unit]:
        units, i = [], first
        while i < stop:
            unit, i = self._unit(words, i)
            units.append(unit)
        return units

    def _unit(self, words: Words, i: int) -> tuple[Unit, int]:
        """The longest unit at word `i`: a phrase, a written form, a number; else a word of no class."""
        lower, start, shape, entry = words.lowers[i], words.start(i), words.shape(i), self._entry(words, i)
        is_number = shape == "figure" or lower in self.numbers.starts
        amount = self.numbers.at(words, i) if is_number else None
        if entry and not (amount and amount.stop - i > len(entry.phrase)):
            stop = i + len(entry.phrase)
            return Unit(start, words.end(stop - 1), entry.letter, entry.values), stop
        values: Mapping[str, Any] = {}
        stop = i + 1
        if shape and shape != "figure":
            values = _shape_values(shape, self.shapes[shape], lower)
        elif amount and not amount.vague:
            stop = amount.stop
            values = figure_values(lower, amount.value) if shape and stop == i + 1 else {"number": amount.value}
        return Unit(start, words.end(stop - 1), self.alphabet.letter(values), values), stop

    def _entry(self, words: Words, i: int) -> Entry | None:
        """The longest phrase of the lexicon at word `i`."""
        for entry in self.entries.get(words.lowers[i], ()):
            stop = i + len(entry.phrase)
            if tuple(words.lowers[i:stop]) == entry.phrase and (
                    entry.cased is None or tuple(map(words.text, range(i, stop))) == entry.cased):
                return entry
        return None


def _shape_values(name: str, shape: re.Pattern[str], text: str) -> dict[str, Any]:
    """What a written form brings: the groups of its shape."""
    match = shape.match(text)
    return dict.fromkeys(_shape_classes(name, shape), match.groupdict() if match else {})


def _shape_classes(name: str, shape: re.Pattern[str]) -> set[str]:
    """A written form with one group ("21st": ordinal) also is what that group names."""
    return {name, *shape.groupindex} if len(shape.groupindex) == 1 else {name}


def _cores(phrases: Iterable[Phrase]) -> set[str]:
    """The words to look for: single words, and of each phrase without one of them its longest word."""
    known = list(phrases)
    cores = {phrase[0] for phrase in known if len(phrase) == 1}
    return cores | {max(phrase, key=len) for phrase in known if cores.isdisjoint(phrase)}


def figure_values(figure: str, value: float) -> dict[str, Any]:
    """What a figure may be, by class: day, hour, minute, two-digit year, year, and always a number."""
    values: dict[str, Any] = {"number": value}
    if len(figure) not in (1, 2, 4) or not figure.isdecimal():
        return values
    count = int(figure)
    if len(figure) <= 2:
        values |= {"day": count} if 1 <= count <= 31 else {}
        values |= {"hour": count} if count <= 24 else {}
        values |= {"minute": count} if len(figure) == 2 and count < 60 else {}
        values |= {"short_year": count} if len(figure) == 2 else {}
    if len(figure) == 4:
        values |= {"year": count} if count in _CENTURIES else {}
        values |= {"news_year": count} if count in _NEWS_YEARS else {}
        values |= {"four": figure} if count < 2400 and count % 100 < 60 else {}
    return values


def _forms(words: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Every form of the data with its class and value; a class without values counts as true."""
    for name, table in words.items():
        if isinstance(table, Mapping):
            for value, forms in table.items():
                yield from ((str(form), name, value) for form in several(forms))
        else:
            yield from ((str(form), name, True) for form in several(table))


def _entries(forms: Iterable[tuple[str, str, Any]], alphabet: Alphabet) -> dict[str, tuple[Entry, ...]]:
    values: dict[tuple[Phrase, tuple[str, ...] | None], dict[str, Any]] = {}
    for form, name, value in forms:
        cased = None if form == form.lower() else tuple(PIECE.findall(form))
        values.setdefault((pieces(form), cased), {})[name] = value
    for (phrase, cased), own in values.items():  # a cased form is also all that its lower form is
        if cased:
            own |= {k: v for k, v in values.get((phrase, None), {}).items() if k not in own}
    found: dict[str, list[Entry]] = {}
    for (phrase, cased), own in values.items():
        found.setdefault(phrase[0], []).append(Entry(phrase, cased, own, alphabet.letter(own)))
    return {first: tuple(sorted(rows, key=lambda entry: (-len(entry.phrase), entry.cased is None)))
            for first, rows in found.items()}
