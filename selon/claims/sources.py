"""According to whom: every source, cue and content of a report, and which holds which.

    1. Verbs, adjectives and nouns that say, think or want      attribution/verbs.py
    2. Prepositions and turns                                    attribution/phrases.py
    3. Who passes on whose words                                 attribution/relays.py
    4. Quotations that go on without a cue                       attribution/quotations.py
    5. What kind of source, under what name                      attribution/resolve.py
"""

from __future__ import annotations

from collections.abc import Sequence

from selon.claims.attribution.cues import Cues
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.layout import Layout, Range
from selon.claims.attribution.phrases import read_prepositions, read_turns
from selon.claims.attribution.quotations import carry_on
from selon.claims.attribution.resolve import resolve
from selon.claims.attribution.verbs import read_verbs
from selon.domain.analysis import Analysis
from selon.domain.cast import Cast
from selon.domain.records import Attribution, Span

__all__ = ["Cues", "chain_at", "find_attributions"]


def find_attributions(analysis: Analysis, cast: Cast, cues: Cues) -> tuple[Attribution, ...]:
    """Every source, cue and content of the report, nested ones with their parent, in the order of their cues."""
    layout = Layout.of(analysis)
    drafts = [*read_verbs(layout, cues), *read_prepositions(layout, cues), *read_turns(layout)]
    drafts = carry_on(layout, drafts)
    drafts.sort(key=lambda draft: draft.cue[0])
    parents = _parents(drafts)
    return tuple(_attribution(layout, cast, cues, draft, number, parents[number])
                 for number, draft in enumerate(drafts))


def chain_at(attributions: Sequence[Attribution], offset: int) -> tuple[Attribution, ...]:
    """The attributions whose content holds the character `offset`, outermost first."""
    found = [item for item in attributions if any(span.start <= offset < span.end for span in item.content)]
    return tuple(sorted(found, key=_breadth))


def _breadth(item: Attribution) -> tuple[int, str]:
    return -sum(span.end - span.start for span in item.content), item.id


def _parents(drafts: Sequence[Draft]) -> list[int | None]:
    """The innermost draft whose content holds a draft's cue and source."""
    found: list[int | None] = []
    for draft in drafts:
        holders = [number for number, other in enumerate(drafts) if other is not draft and other.covers(draft.anchor)
                   and (draft.head is None or other.covers(draft.head))
                   and not draft.covers(other.anchor)]
        found.append(min(holders, key=lambda number: _size(drafts[number].content), default=None))
    return found


def _size(content: tuple[Range, ...]) -> int:
    return sum(stop - first for first, stop in content)


def _attribution(layout: Layout, cast: Cast, cues: Cues, draft: Draft, number: int,
                 parent: int | None) -> Attribution:
    source = (layout.analysis.span(*draft.source),) if draft.source else ()
    return Attribution(
        id=f"a{number + 1}", parent=None if parent is None else f"a{parent + 1}", source=source,
        cue=_cue_spans(layout, draft.cue), content=tuple(layout.analysis.span(*part) for part in draft.content),
        resolved=resolve(layout, cast, cues, draft))


def _cue_spans(layout: Layout, cue: tuple[int, ...]) -> tuple[Span, ...]:
    """The cue's words, neighbours joined."""
    spans, first = [], cue[0]
    for one, other in zip(cue, [*cue[1:], -1], strict=True):
        if other != one + 1:
            spans.append(layout.analysis.span(first, one + 1))
            first = other
    return tuple(spans)
