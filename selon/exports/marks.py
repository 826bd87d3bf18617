"""The text of a report cut into paragraphs and pieces, each with the roles that its characters play."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Protocol, TypeVar

from selon.domain.records import CodedReport

# A line break inside a block is the report's own, unless the line before it is about this long or longer
# and ends no sentence: then a mail or a wire has wrapped it.
WRAPPED_LINE = 55

_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n)\s*")
# Controls but for line ends and tabs, halves of characters, and what embeds, overrides or isolates a direction.
_HARMFUL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'»”’)\]]*\s*$")


class Role(StrEnum):
    """What a word does in a claim, the most telling first: where several hold, the first gives the colour."""

    TRIGGER = "trigger"
    SOURCE = "source"
    CUE = "cue"
    ACTOR = "actor"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that share their roles."""

    text: str
    roles: tuple[Role, ...] = ()
    claims: tuple[int, ...] = ()  # places, in the report's claims, of those whose trigger this piece is in
    begins: tuple[int, ...] = ()  # those of them whose trigger begins with this piece


Paragraph = tuple[Piece, ...]


class Spanned(Protocol):
    """What begins and ends somewhere in the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Spanned)


def cut(start: int, end: int, spans: Sequence[S]) -> Iterator[tuple[int, int, list[S]]]:
    """The characters from start to end, cut wherever a span begins or ends: each part with the spans that hold it."""
    here = [span for span in spans if span.start < span.end and span.start < end and start < span.end]
    cuts = sorted({start, end, *(edge for span in here for edge in (span.start, span.end) if start < edge < end)})
    for left, right in pairwise(cuts):
        yield left, right, [span for span in here if span.start <= left and right <= span.end]


def paragraphs(coded: CodedReport) -> tuple[Paragraph, ...]:
    """The report's text as paragraphs of pieces. Control characters are replaced one for one."""
    text = printable(coded.report.text)
    spans = _spans(coded)
    return tuple(tuple(_pieces(text, start, end, spans)) for start, end in paragraph_bounds(text))


def printable(text: str) -> str:
    """The text with terminal controls and direction overrides made visible; the length stays the same.

    A report could otherwise move the cursor, hide words or turn a line round.
    """
    return text if text.isprintable() else _HARMFUL.sub(_stand_in, text)


def _stand_in(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def paragraph_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph; wrapped lines stay in one."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for gap in _BREAK.finditer(text, start, end):
        line = text[text.rfind("\n", 0, gap.start()) + 1:gap.start()]
        is_blank_line = len(re.findall(r"\r\n|\r|\n", gap.group())) > 1
        if is_blank_line or _SENTENCE_END.search(line) or (
                len(line) < WRAPPED_LINE and not text[gap.end():gap.end() + 1].islower()):
            yield start, gap.start()
            start = gap.end()
    if start < end:
        yield start, end


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    role: Role
    claim: int | None = None  # place of the claim whose trigger it is


def _spans(coded: CodedReport) -> list[_Span]:
    spans = [_Span(claim.trigger.start, claim.trigger.end, Role.TRIGGER, i) for i, claim in enumerate(coded.claims)]
    for claim in coded.claims:
        spans += [_Span(entity.start, entity.end, Role.ACTOR) for entity in claim.actor]
        spans += [_Span(entity.start, entity.end, Role.RECIPIENT) for entity in claim.recipient]
        spans += [_Span(source.start, source.end, Role.SOURCE) for source in claim.attribution]
        spans += [_Span(source.cue.start, source.cue.end, Role.CUE) for source in claim.attribution]
    for attribution in coded.attributions:
        spans += [_Span(span.start, span.end, Role.SOURCE) for span in attribution.source]
        spans += [_Span(span.start, span.end, Role.CUE) for span in attribution.cue]
    return list(dict.fromkeys(spans))


def _pieces(text: str, start: int, end: int, spans: Sequence[_Span]) -> Iterator[Piece]:
    """The characters from start to end, cut wherever a role begins or ends."""
    for left, right, held in cut(start, end, spans):
        roles = {span.role for span in held}
        triggers = [(span.claim, span.start) for span in held if span.claim is not None]
        yield Piece(_BREAK.sub(" ", text[left:right]), tuple(role for role in Role if role in roles),
                    tuple(claim for claim, _ in triggers), tuple(claim for claim, first in triggers if first == left))
