"""A report's text for its page: paragraphs of pieces, marked with what all claims say, or with the fields of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selon.domain.records import Claim, CodedReport
from selon.exports.marks import cut, paragraph_bounds, printable

PART_CHARACTERS = 40_000  # of the text on one page; a longer one is shown in parts
MOST_PARAGRAPH = 8_000  # characters of a paragraph before it is broken for reading
AROUND = 240  # characters of text shown around the sentences of a claim
# A browser joins white space, but reads "\r\n" as one character: words that are selected would be found elsewhere.
_ONE_LINE = str.maketrans("\r\n", "  ")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters with what they are; the earlier mark in `marks_of` wins where several hold."""

    start: int
    end: int
    role: str
    claim: str = ""  # the claim whose trigger it is


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters with the same marks."""

    text: str
    role: str = ""
    claim: str = ""
    is_first: bool = False  # of its mark
    is_last: bool = False
    is_content: bool = False
    is_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces that hold all characters from `start` on, line ends as spaces."""

    start: int
    pieces: tuple[Piece, ...]
    is_begun: bool = False  # the text begins before it
    is_cut: bool = False  # and goes on behind it


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A part of a text."""

    paragraphs: tuple[Paragraph, ...]
    part: int
    parts: int


def marked_text(coded: CodedReport, chosen: Claim | None, part: int | None) -> MarkedText:
    """The part of the report's text that is asked for, or that holds the chosen claim, else the first."""
    text = printable(coded.report.text)
    bounds = list(_bounds(text))
    parts = _parts(bounds)
    if part is None and chosen is not None:
        part = _part_at(parts, chosen.trigger.start)
    number = min(max(part or 1, 1), len(parts))
    marks = field_marks(chosen) if chosen else marks_of(coded)
    return MarkedText(tuple(Paragraph(start, tuple(_pieces(text, start, end, marks)))
                            for start, end in parts[number - 1]), number, len(parts))


def part_of(text: str, position: int) -> int:
    """The part of a text in which a character stands."""
    return _part_at(_parts(list(_bounds(printable(text)))), position)


def _part_at(parts: Sequence[Sequence[tuple[int, int]]], position: int) -> int:
    return next((i for i, held in enumerate(parts, 1) if held and held[-1][1] > position), 1)


def around(claim: Claim, text: str) -> MarkedText:
    """The sentences of a claim with some text before and after them, its fields marked."""
    said, marks, shown = printable(text), field_marks(claim), []
    first, last = _window(said, claim)
    for start, end in paragraph_bounds(said):
        left, right = max(start, first), min(end, last)
        if left < right:
            shown.append(Paragraph(left, tuple(_pieces(said, left, right, marks)), start < left, right < end))
    return MarkedText(tuple(shown), 1, 1)


def _window(text: str, claim: Claim) -> tuple[int, int]:
    """What to show of a text around a claim, from one word's beginning to another's end."""
    spans = [*claim.evidence, claim.trigger]
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    left, right = max(first - AROUND, 0), min(last + AROUND, len(text))
    left = text.find(" ", left, first) + 1 or first if left else left
    return left, max(text.rfind(" ", last, right), last) if right < len(text) else right


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    for start, end in paragraph_bounds(text):
        while end - start > MOST_PARAGRAPH:
            cut = text.rfind(" ", start + MOST_PARAGRAPH // 2, start + MOST_PARAGRAPH) + 1 or start + MOST_PARAGRAPH
            yield start, cut
            start = cut
        yield start, end


def _parts(bounds: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    parts: list[list[tuple[int, int]]] = [[]]
    size = 0
    for start, end in bounds:
        if parts[-1] and size + end - start > PART_CHARACTERS:
            parts.append([])
            size = 0
        parts[-1].append((start, end))
        size += end - start
    return parts


def marks_of(coded: CodedReport) -> list[Mark]:
    """Triggers, sources, cues, participants and other names of the whole report."""
    marks = [Mark(claim.trigger.start, claim.trigger.end, "trigger", claim.id) for claim in coded.claims]
    for attribution in coded.attributions:
        marks += [Mark(span.start, span.end, "source") for span in attribution.source]
        marks += [Mark(span.start, span.end, "cue") for span in attribution.cue]
    for claim in coded.claims:
        marks += [Mark(entity.start, entity.end, "actor") for entity in claim.actor]
        marks += [Mark(entity.start, entity.end, "recipient") for entity in claim.recipient]
    marks += [Mark(entity.start, entity.end, "entity") for entity in coded.entities]
    marks += [Mark(place.start, place.end, "place") for place in coded.places]
    return marks + [Mark(time.start, time.end, "time") for time in coded.times]


def field_marks(claim: Claim) -> list[Mark]:
    """The words of one claim's fields; its contents and sentences last, as they hold the others."""
    marks = [Mark(claim.trigger.start, claim.trigger.end, "trigger")]
    marks += [Mark(entity.start, entity.end, "actor") for entity in claim.actor]
    marks += [Mark(entity.start, entity.end, "recipient") for entity in claim.recipient]
    for source in claim.attribution:
        marks += [Mark(source.start, source.end, "source"), Mark(source.cue.start, source.cue.end, "cue")]
    marks += [Mark(one.start, one.end, role) for role, one in (
        ("time", claim.time), ("place", claim.place), ("object", claim.object)) if one]
    marks += [Mark(number.start, number.end, "number") for number in claim.numbers]
    marks += [Mark(span.start, span.end, "content") for source in claim.attribution for span in source.content]
    return marks + [Mark(span.start, span.end, "evidence") for span in claim.evidence]


_BEHIND = ("content", "evidence")  # shown behind whatever else the characters are


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    for left, right, held in cut(start, end, marks):
        front = next((mark for mark in held if mark.role not in _BEHIND), None)
        behind = {mark.role for mark in held}
        yield Piece(text[left:right].translate(_ONE_LINE), front.role if front else "", front.claim if front else "",
                    front is not None and front.start == left, front is not None and front.end == right,
                    "content" in behind, "evidence" in behind)
