"""Where things stand in a report: how far each word's dependents reach, and what stands in which quotation.

Contents are ranges of words, `[first, stop)`, rather than trees: a content is a stretch of text, and a range
survives a wrong attachment inside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from selon.domain.analysis import Analysis, Token

Range = tuple[int, int]  # tokens [first, stop)

MIN_CLAUSE = 3  # words; what is quoted and shorter is a name or a word
MAX_BROKEN = 80  # words from a line break inside a quotation to its closing mark

_OPENERS, _CLOSERS = frozenset({"«", "“", '"'}), frozenset({"»", "”"})
_JOINING = frozenset({",", "-"})  # no sentence ends here
_TRIMMED = frozenset({",", ";", ":", ".", "-", "–", "—", "--", "…"})


@dataclass(frozen=True, eq=False)
class Layout:
    """An analysis with what the search for sources asks of it again and again, computed once."""

    analysis: Analysis
    reach: tuple[Range, ...]  # of each token: it and its dependents, as one range
    quotations: tuple[Range, ...]  # the tokens between the marks of each quotation
    quotation_of: tuple[int, ...]  # of each token: its quotation's number, or -1

    @classmethod
    def of(cls, analysis: Analysis) -> Layout:
        quotations = tuple(_quotation_ranges(analysis))
        inside = [-1] * len(analysis.tokens)
        for number, (first, stop) in enumerate(quotations):
            inside[first:stop] = [number] * (stop - first)
        return cls(analysis, tuple(_reaches(analysis)), quotations, tuple(inside))

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return self.analysis.tokens

    @cached_property
    def lowers(self) -> tuple[str, ...]:
        """Words in lower case, with one shape of apostrophe."""
        return tuple(token.text.lower().replace("’", "'") for token in self.analysis.tokens)

    @cached_property
    def opened_by(self) -> dict[int, int]:
        """First token of a quotation, and its opening mark, to the quotation's number."""
        found = {}
        for number, (first, _) in enumerate(self.quotations):
            found[first] = number
            if first and self.is_mark(first - 1):
                found[first - 1] = number
        return found

    def sentence(self, i: int) -> Range:
        """The sentence of a token, put together again where the parser split it at a comma."""
        return self.joined[self.tokens[i].sentence]

    @cached_property
    def joined(self) -> tuple[Range, ...]:
        """The sentences of the parser, each with those put together that it split at a comma."""
        found: list[list[int]] = []
        for sentence in self.analysis.sentences:
            before = self.analysis.sentences[sentence.number - 1]
            broken = found and before.kind == sentence.kind and before.paragraph == sentence.paragraph and (
                self.tokens[sentence.first - 1].text in _JOINING or self.tokens[sentence.first].text == ",")
            if broken:
                found[-1][1] = sentence.stop
                found.append(found[-1])
            else:
                found.append([sentence.first, sentence.stop])
        return tuple((first, stop) for first, stop in found)

    def bounds(self, i: int) -> Range:
        """The sentence of a token, cut to the quotation that the token stands in."""
        first, stop = self.sentence(i)
        number = self.quotation_of[i]
        if number >= 0:
            begin, end = self.quotations[number]
            return max(first, begin), min(stop, end)
        return first, stop

    def clause_start(self, low: int, stop: int) -> int:
        """Where the last clause begins that a semicolon sets off outside quotation marks."""
        return next((i + 1 for i in range(stop - 1, low, -1) if self._is_semicolon(i)), low)

    def clause_stop(self, start: int, high: int) -> int:
        """Where a clause from token `start` on ends: at a semicolon, or else at `high`."""
        return next((i for i in range(start, high) if self._is_semicolon(i)), high)

    def _is_semicolon(self, i: int) -> bool:
        """A semicolon between clauses: outside quotation marks, and no end of an HTML entity ("&amp;")."""
        return (self.tokens[i].text == ";" and self.quotation_of[i] < 0
                and not (i > 1 and "&" in self.tokens[i - 1].text + self.tokens[i - 2].text))

    def with_marks(self, number: int) -> Range:
        """A quotation with its marks."""
        first, stop = self.quotations[number]
        if first and self.is_mark(first - 1):
            first -= 1
        if stop < len(self.tokens) and self.is_mark(stop):
            stop += 1
        return first, stop

    def is_quoted_apart(self, i: int, other: int) -> bool:
        """Whether token `i` stands in a quotation of a clause's length that `other` is outside of."""
        number = self.quotation_of[i]
        if number < 0 or number == self.quotation_of[other]:
            return False
        first, stop = self.quotations[number]
        return stop - first >= MIN_CLAUSE

    def is_mark(self, i: int) -> bool:
        return self.tokens[i].text in "\"'«»“”„‘’''``" and self.tokens[i].pos in ("PUNCT", "SYM", "X", "NOUN", "PART")

    def trim(self, words: Range) -> Range:
        """A range without punctuation at its ends, quotation marks kept."""
        first, stop = words
        tokens = self.tokens
        while first < stop and tokens[first].text in _TRIMMED:
            first += 1
        while first < stop and tokens[stop - 1].text in _TRIMMED:
            stop -= 1
        return first, stop

    def has_words(self, words: Range) -> bool:
        """Whether a stretch holds more than punctuation."""
        return any(self.tokens[i].pos not in ("PUNCT", "SPACE", "SYM") for i in range(*words))

    def paragraph(self, i: int) -> int:
        return self.analysis.sentences[self.tokens[i].sentence].paragraph

    def paragraph_stop(self, i: int) -> int:
        """Behind the last token of the paragraph of token `i`."""
        here, stop = self.paragraph(i), i
        while stop < len(self.tokens) and self.paragraph(stop) == here:
            stop += 1
        return stop


def _reaches(analysis: Analysis) -> list[Range]:
    """Leftmost token below each token and the one behind its rightmost. From the left, the first token that
    climbs to an ancestor is its leftmost, and no later one need climb on; likewise from the right."""
    tokens = analysis.tokens
    heads = [token.head for token in tokens]
    lefts, stops = list(range(len(tokens))), [i + 1 for i in range(len(tokens))]
    for i in range(len(tokens)):
        head = heads[i]
        while lefts[head] > i:
            lefts[head] = i
            head = heads[head]
    for i in range(len(tokens) - 1, -1, -1):
        head = heads[i]
        while stops[head] <= i:
            stops[head] = i + 1
            head = heads[head]
    return list(zip(lefts, stops, strict=True))


def _quotation_ranges(analysis: Analysis) -> list[Range]:
    found, i, tokens = _doubled(analysis), 0, analysis.tokens
    for quotation in analysis.quotations:
        while i < len(tokens) and tokens[i].start < quotation.start:
            i += 1
        first = i
        while i < len(tokens) and tokens[i].start < quotation.end:
            i += 1
        if quotation.open:
            i = _closing(analysis, i)
        if i > first:
            found.append((first, i))
    return sorted(found)


def _closing(analysis: Analysis, i: int) -> int:
    """Where a quotation that a line break seems to end is closed after all, within MAX_BROKEN words."""
    for j in range(i, min(i + MAX_BROKEN, len(analysis.tokens))):
        if analysis.tokens[j].text in _CLOSERS:
            return j
        if analysis.tokens[j].text in _OPENERS:
            break
    return i


def _doubled(analysis: Analysis) -> list[Range]:
    """Quotations between doubled apostrophes, as old wires and archives print them, within a paragraph."""
    found: list[Range] = []
    opened: int | None = None
    paragraph = -1
    for token in analysis.tokens:
        if token.text != "''":
            continue
        here = analysis.sentences[token.sentence].paragraph
        if opened is not None and here == paragraph:
            if token.i > opened + 1:
                found.append((opened + 1, token.i))
            opened = None
        else:
            opened, paragraph = token.i, here
    return found
