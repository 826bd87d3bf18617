"""Quotations that go on without a cue of their own: the speaker of the sentence before is still speaking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selon.claims.attribution.cues import HOST, QUOTE
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.layout import Layout

MIN_WORDS = 3  # shorter quotations are words taken up, not speech
_QUOTING = frozenset({QUOTE, HOST, "turn"})
_SPOKEN = frozenset({QUOTE, HOST, "turn", "clause", "question", "according"})


def carry_on(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """The same drafts, each with the free-standing quotations that follow it in its paragraph."""
    found = sorted(drafts, key=lambda draft: draft.anchor)
    for number in range(len(layout.quotations)):
        if not _stands_alone(layout, number):
            continue
        first, stop = layout.with_marks(number)
        if any(draft.covers(i) for draft in found for i in (layout.quotations[number][0],)):
            continue
        speaker = _speaker_before(layout, found, first)
        if speaker is not None:
            draft = found[speaker]
            found[speaker] = replace(draft, content=(*draft.content, (first, stop)))
    return found


def _stands_alone(layout: Layout, number: int) -> bool:
    """Whether a quotation is a sentence or more, and begins one."""
    first, stop = layout.with_marks(number)
    words = [i for i in range(first, stop) if layout.tokens[i].pos not in ("PUNCT", "SYM")]
    sentence = layout.sentence(min(first + 1, len(layout.tokens) - 1))
    return len(words) >= MIN_WORDS and first <= sentence[0]


def _speaker_before(layout: Layout, drafts: Sequence[Draft], first: int) -> int | None:
    """The attribution of the last sentence before a quotation that has one, in the quotation's paragraph: the
    one with a quotation of its own before any other."""
    paragraph = layout.paragraph(min(first + 1, len(layout.tokens) - 1))
    best: tuple[int, bool, int] | None = None
    for number, draft in enumerate(drafts):
        if draft.anchor >= first:
            break
        if (draft.form in _SPOKEN and draft.head is not None and layout.quotation_of[draft.anchor] < 0
                and layout.paragraph(draft.anchor) == paragraph):
            rank = layout.tokens[draft.anchor].sentence, draft.form in _QUOTING, -number
            best = max(best, rank) if best else rank
    return -best[2] if best else None
