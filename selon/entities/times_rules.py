"""The rules of a language's times.yaml, compiled: a cascade of patterns over units.

A pattern is a regular expression whose letters are words: `<month>` is a unit of that class (kept under
its name, or under another: `<end:day>`), anything else is the word itself. Each level rewrites
a row of units: what a rule matches becomes one unit of the class that `as` names, for later levels to use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from selon.domain.catalog import several
from selon.domain.errors import DataError
from selon.entities.numbers_words import pieces
from selon.entities.times_lexer import Alphabet, Unit

_PARTS = re.compile(r"(?P<syntax>\(\?<?[=!]|[()|?*+])|<(?:(?P<slot>\w+):)?(?P<name>\w+)>|(?P<word>[^\s()|?*+<>]+)")
_OWN_KEYS = frozenset({"name", "as", "pattern", "read"})


@dataclass(frozen=True, slots=True)
class Node:
    """What a rule matched: characters, how to read it, and the values or nodes in its slots."""

    start: int
    end: int
    rule: str
    read: str
    slots: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the data. `groups`: the names of its capturing groups and the slots they fill."""

    name: str
    read: str
    classes: tuple[str, ...]
    letter: str
    constants: Mapping[str, Any]
    groups: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Level:
    """Rules that are tried together, the earlier one first where two match at one place."""

    pattern: re.Pattern[str]
    rules: Mapping[str, Rule]

    def rewrite(self, units: list[Unit]) -> list[Unit]:
        """The row with each match replaced by one unit."""
        matches = _matches(self.pattern, "".join([unit.letter for unit in units]))
        if not matches:
            return units
        found: list[Unit] = []
        done = 0
        for first, stop, key, groups in matches:
            found += units[done:first]
            found.append(_rewritten(self.rules[key], units, first, stop, groups))
            done = stop
        return found + units[done:]


# What matches depends on the letters alone, and most rows are alike: "on Monday", "in 2020".
@lru_cache(maxsize=1 << 14)
def _matches(pattern: re.Pattern[str], letters: str) -> tuple[tuple[int, int, str, dict[str, int]], ...]:
    """First, stop, rule and places of the filled groups, for every match in a row of letters."""
    return tuple((match.start(), match.end(), match.lastgroup or "",
                  {group: match.start(group) for group, value in match.groupdict().items() if value is not None})
                 for match in pattern.finditer(letters))


def _rewritten(rule: Rule, units: list[Unit], first: int, stop: int, groups: Mapping[str, int]) -> Unit:
    slots = dict(rule.constants)
    for group, slot in rule.groups:
        if group in groups:
            name = _class_of(group)
            value = units[groups[group]].values[name]
            if isinstance(value, dict):  # a written form brings all that its groups name
                slots |= {slot if key == name else key: part for key, part in value.items()}
            else:
                slots[slot] = value
    start, end = units[first].start, units[stop - 1].end
    node = Node(start, end, rule.name, rule.read, slots)
    return Unit(start, end, rule.letter, dict.fromkeys(rule.classes, node))


def quoted_words(levels: Iterable[Iterable[Mapping[str, Any]]]) -> set[str]:
    """The words that the patterns name."""
    return {piece for level in levels for rule in level for part in _parts(rule["pattern"])
            if part["word"] for piece in pieces(part["word"])}


def compile_levels(levels: Iterable[Iterable[Mapping[str, Any]]], alphabet: Alphabet) -> tuple[Level, ...]:
    """The levels of a language. Raises DataError where a pattern is broken or names an unknown class."""
    rows = [list(level) for level in levels]
    for row in (row for level in rows for row in level):
        alphabet.letter(several(row["as"]))  # all letters must be known before the first pattern is written
    return tuple(_level(level, alphabet) for level in rows)


def _level(rows: list[Mapping[str, Any]], alphabet: Alphabet) -> Level:
    rules, patterns = {}, []
    for number, row in enumerate(rows):
        key = f"r{number}"
        groups: list[tuple[str, str]] = []
        pattern = "".join(_regex(part, key, groups, alphabet, row) for part in _parts(row["pattern"]))
        patterns.append(f"(?P<{key}>{pattern})")
        classes = tuple(several(row["as"]))
        rules[key] = Rule(row.get("name") or row["pattern"], row["read"], classes, alphabet.letter(classes),
                          {k: v for k, v in row.items() if k not in _OWN_KEYS}, tuple(groups))
    try:
        return Level(re.compile("|".join(patterns)), rules)
    except re.error as error:
        raise DataError(f"time rules: {error} in {[row['pattern'] for row in rows]}") from error


def _regex(part: re.Match[str], key: str, groups: list[tuple[str, str]], alphabet: Alphabet,
           row: Mapping[str, Any]) -> str:
    if part["syntax"]:
        return "(?:" if part["syntax"] == "(" else part["syntax"]
    if part["word"]:
        letters = [_letters(alphabet, f"'{piece}'", row) for piece in pieces(part["word"])]
        return letters[0] if len(letters) == 1 else f"(?:{''.join(letters)})"
    group = f"{key}_{len(groups)}_{part['name']}"
    groups.append((group, part["slot"] or part["name"]))
    return f"(?P<{group}>{_letters(alphabet, part['name'], row)})"


def _letters(alphabet: Alphabet, name: str, row: Mapping[str, Any]) -> str:
    letters = alphabet.having(name)
    if not letters:
        raise DataError(f"time rules: nothing is a {name} in {row['pattern']!r}")
    return f"[{letters}]"


def _class_of(group: str) -> str:
    return group.split("_", 2)[2]


def _parts(pattern: str) -> Iterator[re.Match[str]]:
    return _PARTS.finditer(pattern)
