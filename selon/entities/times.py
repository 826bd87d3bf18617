"""When: the time expressions of a report, with the dates that they stand for.

The words and rules are data (`data/languages/<code>/times.yaml`). An expression is found by a cascade of
patterns (`times_rules`) over classified words (`times_lexer`) and read where it stands (`times_reading`):
against the report's date, the date told before it, and the tense of its clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from selon.domain.analysis import Analysis
from selon.domain.catalog import Language, several
from selon.domain.errors import DataError
from selon.domain.records import When
from selon.entities.numbers_words import NumberWords
from selon.entities.times_lexer import Lexer
from selon.entities.times_reading import READINGS
from selon.entities.times_rules import Level, Node, compile_levels, quoted_words, rewrite
from selon.entities.times_setting import Meaning, Setting
from selon.entities.times_tense import NEITHER, Tense

# A dateline tells when the report was written; it is published that day or soon after.
DATELINE_REACH = timedelta(days=4)
_PLAIN_MARKS = {"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-", "–": "-", "\u00a0": " ", "\u202f": " "}


@dataclass(frozen=True)
class TimeRules:
    """The time expressions of a language, compiled."""

    lexer: Lexer
    levels: tuple[Level, ...]
    emits: tuple[str, ...]  # classes of units that are expressions of their own
    tense: Tense

    @classmethod
    def of(cls, language: Language) -> TimeRules:
        data = language.read("times")
        for rule in (rule for level in data["levels"] for rule in level):
            if rule["read"] not in READINGS:
                raise DataError(f"{language.code}/times.yaml: no reading {rule['read']!r} of {', '.join(READINGS)}")
        lexer = Lexer.of(data, sorted(quoted_words(data["levels"])), NumberWords.of(language))
        return cls(lexer, compile_levels(data["levels"], lexer.alphabet), tuple(several(data["emits"])),
                   Tense.of(data["tense"]))


def find_times(analysis: Analysis, rules: TimeRules, anchor: date | None) -> tuple[When, ...]:
    """All time expressions of the report, in text order. `anchor`: the report's date."""
    nodes = [node for node in _nodes(_plain(analysis.text), rules) if not _is_other_word(analysis, node)]
    setting = Setting(anchor, lambda offset: rules.tense.direction(analysis, offset), READINGS)
    setting = replace(setting, anchor=_anchor(analysis, nodes, setting))
    found = []
    for node in nodes:
        meaning = setting.read(node)
        if meaning.told and meaning.period and not _in_dateline(analysis, node):
            setting = setting.after(meaning.period)
        found.append(_when(analysis.text, node, meaning))
    return tuple(found)


def _plain(text: str) -> str:
    """The text with one kind of apostrophe, hyphen and space, offsets unchanged."""
    for mark, plain in _PLAIN_MARKS.items():
        text = text.replace(mark, plain)
    return text


def _nodes(text: str, rules: TimeRules) -> Iterator[Node]:
    for units in rules.lexer.stretches(text):
        for unit in rewrite(rules.levels, units):
            name = next((name for name in rules.emits if name in unit.values), None)
            if name:
                yield unit.values[name]


def _anchor(analysis: Analysis, nodes: list[Node], setting: Setting) -> date | None:
    """The date of the dateline, where it goes with the report's own; else the report's own."""
    for node in nodes:
        if not _in_dateline(analysis, node):
            break
        period = setting.looking(NEITHER).read(node).period
        if period and period.is_day:
            known = setting.anchor
            return period.first if known is None or timedelta(0) <= known - period.first <= DATELINE_REACH else known
    return setting.anchor


def _is_other_word(analysis: Analysis, node: Node) -> bool:
    """A bare figure or name that is no date here: "1950 soldiers", "$ 2000", "May he", "ils étaient sept."."""
    bare, token = node.slots.get("bare"), analysis.token_at(node.start)
    if not bare or token is None:
        return False
    if bare == "name":
        return token.pos in ("VERB", "AUX", "NUM")
    head = analysis.tokens[token.head]
    if token.dep == "nummod" and head.i > token.i and head.pos == "NOUN" and head.morph.get("Number") == "Plur":
        return True
    beside = analysis.tokens[max(token.i - 1, 0):token.i + 2]
    return any(other.pos == "SYM" or other.text == "%" for other in beside if other.i != token.i)


def _in_dateline(analysis: Analysis, node: Node) -> bool:
    return analysis.dateline is not None and analysis.dateline[0] <= node.start < analysis.dateline[1]


def _when(text: str, node: Node, meaning: Meaning) -> When:
    return When(text[node.start:node.end], node.start, node.end, meaning.value, meaning.timex, meaning.kind, node.rule)

