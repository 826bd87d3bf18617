"""Number words and figures of one language, read as values: "vingt et un", "1 500", "two hundred million"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from selon.domain.catalog import Language, several

PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")  # how phrases of the data are cut, as the text itself is

LONGEST_FIGURE = 20  # characters; a longer one is an account or a phone, no count

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """Words `[first, stop)` that say a number. `vague`: "dozens" tells only that there is more than one dozen."""

    value: float
    first: int
    stop: int
    vague: bool = False


@dataclass(frozen=True)
class NumberWords:
    """The number words of a language, and how it writes figures."""

    figure: re.Pattern[str]
    group: re.Pattern[str]
    decimal: str
    plain: dict[Phrase, float]
    scales: dict[Phrase, float]
    vague: dict[Phrase, float]
    halves: dict[Phrase, float]
    and_half: dict[Phrase, float]
    articles: frozenset[str]
    joiners: frozenset[str]
    attached: tuple[str, ...]  # scales that may touch a figure: "1.5bn"
    reach: dict[str, int]  # words that begin a number phrase, with the length of the longest
    starts: frozenset[str]

    @classmethod
    def of(cls, language: Language) -> NumberWords:
        data = language.read("numbers")["words"]
        plain, scales, vague, halves, and_half = tables = [
            phrases(data[name]) for name in ("plain", "scales", "vague", "halves", "and_half")]
        group, decimal = data["group"], data["decimal"]
        figure = rf"\d{{1,3}}(?:{group}\d{{3}})+(?!\d)(?:{re.escape(decimal)}\d+)?|\d+(?:{re.escape(decimal)}\d+)?"
        return cls(
            re.compile(figure), re.compile(group), decimal, plain, scales, vague, halves, and_half,
            articles=frozenset(several(data["articles"])), joiners=frozenset(several(data["joiners"])),
            attached=tuple(several(data["attached"])),
            reach=_reach(tables),
            starts=frozenset(phrase[0] for table in tables for phrase in table) | set(data["articles"]),
        )

    @property
    def vocabulary(self) -> frozenset[str]:
        """All words that may be part of a number."""
        tables = (self.plain, self.scales, self.vague, self.halves, self.and_half)
        found = {piece for table in tables for phrase in table for piece in phrase}
        return frozenset(found) | self.articles | self.joiners

    def value_of(self, figure: str) -> float:
        """The value of a number in figures."""
        return float(self.group.sub("", figure).replace(self.decimal, "."))

    def at(self, words: Words, i: int) -> Amount | None:
        """The longest number that begins at word `i`."""
        reading = _Reading(self, words, i)
        reading.run()
        return reading.amount()

    def find(self, table: Mapping[Phrase, float], lowers: list[str], i: int) -> tuple[float, int] | None:
        """The value of the longest phrase of a table at word `i`, and where it stops."""
        longest = self.reach.get(lowers[i], 0) if i < len(lowers) else 0
        for length in range(min(longest, len(lowers) - i), 0, -1):
            value = table.get(tuple(lowers[i:i + length]))
            if value is not None:
                return value, i + length
        return None


class _Reading:
    """One number being read, word by word, as far as it goes on."""

    def __init__(self, numbers: NumberWords, words: Words, first: int) -> None:
        self.numbers, self.words, self.lowers = numbers, words, words.lowers
        self.first = self.stop = first
        self.total, self.current, self.factor, self.room = 0.0, 0.0, 1.0, float("inf")
        self.vague = self.complete = self.halved = False

    def run(self) -> None:
        self._begin()
        while self._scale() or self._plain() or self._and_a_half():
            pass

    def amount(self) -> Amount | None:
        if not self.complete:
            return None
        return Amount(self.total + self.current, self.first, self.stop, self.vague)

    def _begin(self) -> None:
        """A figure, "half (a)" or an article may open a number; the latter two only before a scale."""
        if self.words.shape(self.first) == "figure":
            if len(self.lowers[self.first]) > LONGEST_FIGURE:
                return
            self.current = self.numbers.value_of(self.lowers[self.first])
            self.stop, self.complete, self.room = self.first + 1, True, 0.0
            return
        value, stop = 1.0, self.first
        if self.lowers[self.first] in self.numbers.articles:
            stop += 1
        half = self.numbers.find(self.numbers.halves, self.lowers, stop)
        if half:
            value, stop = half
            link = self.lowers[stop:stop + 1]
            stop += link == ["-"] or not self.numbers.articles.isdisjoint(link)
        if stop > self.first and self.numbers.find(self.numbers.scales, self.lowers, stop):
            self.current, self.stop = value, stop

    def _scale(self) -> bool:
        """ "hundred", "thousand", "dozen": multiplies what was read since the last thousand."""
        found = self._next(self.numbers.vague) if self.vague or not self.complete else None
        self.vague = self.vague or found is not None
        found = found or self._next(self.numbers.scales)
        if found is None:
            return False
        factor, self.stop = found
        self.current = (self.current or 1.0) * factor
        self.room = min(factor, 1000.0)
        self.complete = True
        self.factor = factor
        if factor >= 1000:
            self.total, self.current = self.total + self.current, 0.0
        return True

    def _plain(self) -> bool:
        """ "twenty", "five": adds, as long as it is smaller than the last part: "twenty five", not "five twenty"."""
        found = self._next(self.numbers.plain)
        if found is None or found[0] >= self.room or (self.stop > self.first and self.room == float("inf")):
            return False
        value, self.stop = found
        self.current += value
        self.room = 10.0 if value >= 20 and value % 10 == 0 else 0.0
        self.complete = True
        return True

    def _and_a_half(self) -> bool:
        """ "two and a half": adds half of the last unit read."""
        found = self.numbers.find(self.numbers.and_half, self.lowers, self.stop) if self.complete else None
        if found is None or self.halved:
            return False
        self.halved, self.stop = True, found[1]
        if self.current:
            self.current += 0.5
        else:
            self.total += 0.5 * self.factor
        return True

    def _next(self, table: Mapping[Phrase, float]) -> tuple[float, int] | None:
        """The next number word, also after a hyphen or an "and" inside a number."""
        found = self.numbers.find(table, self.lowers, self.stop)
        if found or not self.complete or self.stop >= len(self.lowers):
            return found
        if self.lowers[self.stop] in self.numbers.joiners:
            return self.numbers.find(table, self.lowers, self.stop + 1)
        return None


def phrases(table: Mapping[Any, Any]) -> dict[Phrase, float]:
    """`{value: [forms]}` as `{pieces of the form: value}`."""
    return {pieces(form): float(value) for value, forms in table.items() for form in several(forms)}


def _reach(tables: Iterable[Mapping[Phrase, float]]) -> dict[str, int]:
    reach: dict[str, int] = {}
    for phrase in (phrase for table in tables for phrase in table):
        reach[phrase[0]] = max(len(phrase), reach.get(phrase[0], 0))
    return reach


def pieces(form: Any) -> Phrase:
    """A phrase of the data, cut as the text is cut."""
    return tuple(PIECE.findall(str(form).lower()))


def splitter(numbers: NumberWords, shapes: Iterable[tuple[str, str]] = ()) -> re.Pattern[str]:
    """The pattern that cuts a text into words; each shape and figure is one piece, so is a line's end."""
    forms = [f"(?P<{name}>{_without_groups(pattern)})" for name, pattern in shapes]
    attached = "".join(rf"|(?={scale}\b)" for scale in numbers.attached)
    forms.append(f"(?P<figure>{_without_groups(numbers.figure.pattern)})(?:(?![^\\W_]){attached})")
    return re.compile(rf"(?=\d)(?:{'|'.join(forms)})|[^\W_]+|[^\w\s]|_|\n")


class Words:
    """The pieces of a text: words, figures, marks. Most are looked at by their lower-case form alone."""

    def __init__(self, text: str, pattern: re.Pattern[str]) -> None:
        self.matches = list(pattern.finditer(text))
        self.lowers = [match[0].lower() for match in self.matches]

    def text(self, i: int) -> str:
        return self.matches[i][0]

    def start(self, i: int) -> int:
        return self.matches[i].start()

    def end(self, i: int) -> int:
        return self.matches[i].end()

    def shape(self, i: int) -> str | None:
        """The written form that a piece has: a shape's name, `figure`, or none."""
        return self.matches[i].lastgroup


def _without_groups(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
