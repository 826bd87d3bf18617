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


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """Rules that are tried together, the earlier one first where two match at one place."""

    pattern: re.Pattern[str]
    rules: Mapping[str, Rule]

    def matches(self, letters: str) -> tuple[Match, ...]:
        """What matches in a row of letters, from left to right."""
        return tuple(
            Match(found.start(), found.end(), self.rules[found.lastgroup or ""],
                  {group: found.start(group) for group, value in found.groupdict().items() if value is not None})
            for found in self.pattern.finditer(letters))


@dataclass(frozen=True, slots=True)
class Match:
    """Units `[first, stop)` that a rule takes together, and the units in its groups."""

    first: int
    stop: int
    rule: Rule
    groups: Mapping[str, int]


def rewrite(levels: tuple[Level, ...], units: list[Unit]) -> list[Unit]:
    """A row of units with what the rules match, level by level, replaced by units of its own."""
    for matches in _plan(levels, "".join([unit.letter for unit in units])):
        found: list[Unit] = []
        done = 0
        for match in matches:
            found += units[done:match.first]
            found.append(_rewritten(match, units))
            done = match.stop
        units = found + units[done:]
    return units


# What matches depends on the letters alone, and most rows are alike: "on Monday", "in 2020".
@lru_cache(maxsize=1 << 14)
def _plan(levels: tuple[Level, ...], letters: str) -> tuple[tuple[Match, ...], ...]:
    """The matches of each level that has any."""
    steps = []
    for level in levels:
        matches = level.matches(letters)
        if matches:
            steps.append(matches)
        for match in reversed(matches):
            letters = letters[:match.first] + match.rule.letter + letters[match.stop:]
    return tuple(steps)


def _rewritten(match: Match, units: list[Unit]) -> Unit:
    rule = match.rule
    slots = dict(rule.constants)
    for group, slot in rule.groups:
        if group in match.groups:
            name = _class_of(group)
            value = units[match.groups[group]].values[name]
            if isinstance(value, dict):  # a written form brings all that its groups name
                slots |= {slot if key == name else key: part for key, part in value.items()}
            else:
                slots[slot] = value
    start, end = units[match.first].start, units[match.stop - 1].end
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
