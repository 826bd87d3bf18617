"""Finds what stands between quotation marks, also across sentences and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from selon.domain.analysis import Quotation

_OPENERS = {"«": "»", "“": "”", "„": "“”", "‹": "›"}
_CLOSERS = frozenset("»”›")
_NEUTRAL = frozenset("\"″＂")


def find_quotations(text: str, paragraphs: tuple[int, ...]) -> tuple[Quotation, ...]:
    """Outermost quotations of a text, without their marks, in text order.

    `paragraphs` are the offsets at which paragraphs begin. A quotation that is still open at the end of
    its paragraph goes on when the next paragraph begins with a mark, as newspapers print long quotations;
    else it ends there and is marked open.
    """
    return tuple(_pairs(text, (*paragraphs, len(text))))


def _pairs(text: str, bounds: tuple[int, ...]) -> Iterator[Quotation]:
    opened: tuple[int, str] | None = None
    for start, stop in pairwise(bounds):
        if opened and not _begins_with_mark(text, start):
            yield Quotation(opened[0], len(text[:start].rstrip()), open=True)
            opened = None
        for at in range(start, stop):
            mark = text[at]
            if mark not in _OPENERS and mark not in _CLOSERS and mark not in _NEUTRAL:
                continue
            if opened and _closes(mark, opened[1]):
                yield Quotation(opened[0], len(text[:at].rstrip()) if opened[0] < at else at)
                opened = None
            elif not opened and _opens(text, at):
                opened = (at + 1 + _blanks(text, at + 1), mark)
    if opened and opened[0] < len(text):
        yield Quotation(opened[0], len(text.rstrip()), open=True)


def _opens(text: str, at: int) -> bool:
    """Whether the mark at `at` opens: by its shape, or by standing before a word and after a space."""
    if text[at] in _OPENERS:
        return True
    before, after = text[at - 1:at] or " ", text[at + 1:at + 2] or " "
    return (not before.isalnum() and before not in ".,!?…" and after.isalnum()) or (
        text[at] in _NEUTRAL and (before.isspace() or before in "([—–-") and not after.isspace())


def _closes(mark: str, opener: str) -> bool:
    if opener in _OPENERS:
        return mark in _OPENERS[opener]
    return mark in _NEUTRAL or mark in _CLOSERS


def _begins_with_mark(text: str, start: int) -> bool:
    return text[start:start + 1] in _OPENERS or text[start:start + 1] in _NEUTRAL


def _blanks(text: str, at: int) -> int:
    return len(text[at:]) - len(text[at:].lstrip()) if text[at:at + 1].isspace() else 0
