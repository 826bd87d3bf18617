"""According to whom: every source, cue and content of a report, and which holds which.

    1. Verbs, adjectives and nouns that say, think or want      attribution/verbs.py
    2. Prepositions and turns                                    attribution/phrases.py
    3. Who passes on whose words                                 attribution/relays.py
    4. Quotations that go on without a cue                       attribution/quotations.py
    5. What kind of source, under what name                      attribution/resolve.py
    6. Words that only carry a cue                               attribution/widening.py
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from selon.claims.attribution.cues import QUOTE, Cues
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.layout import Layout
from selon.claims.attribution.nesting import find_parents, without_own_voice
from selon.claims.attribution.nouns import read_nouns
from selon.claims.attribution.phrases import read_documents, read_fronted, read_prepositions, read_signed, read_turns
from selon.claims.attribution.quotations import carry_on
from selon.claims.attribution.relays import join
from selon.claims.attribution.resolve import resolve, source_span
from selon.claims.attribution.verbs import read_participles, read_tags, read_unseen, read_verbs
from selon.claims.attribution.widening import widened
from selon.domain.analysis import Analysis, Token
from selon.domain.cast import Cast
from selon.domain.records import Attribution, Span, Stance

__all__ = ["Cues", "Telling", "chain_at", "find_attributions", "telling_of", "voices"]

_CUE_WORDS = frozenset({"VERB", "AUX", "NOUN", "ADJ"})
_ADJUNCTS = frozenset({"advcl", "acl", "obl", "nmod", "amod", "advmod"})


def find_attributions(analysis: Analysis, cast: Cast, cues: Cues) -> tuple[Attribution, ...]:
    """Every source, cue and content of the report, nested ones with their parent, in the order of their cues."""
    layout = Layout.of(analysis)
    drafts = [*read_verbs(layout, cues), *read_participles(layout, cues), *read_unseen(layout, cues),
              *read_nouns(layout, cues), *read_prepositions(layout, cues),
              *read_fronted(layout, cues), *read_turns(layout), *read_signed(layout)]
    drafts += read_tags(layout, cues, drafts)
    drafts += read_documents(layout, cues, drafts)
    drafts = [replace(draft, content=draft.apart()) for draft in drafts]
    drafts, links = join(layout, cues, carry_on(layout, drafts))
    parents = find_parents(drafts, links)
    drafts, parents = without_own_voice(layout, drafts, parents)
    order = sorted(range(len(drafts)), key=lambda number: (drafts[number].cue[0], number))
    ids = {number: f"a{place + 1}" for place, number in enumerate(order)}
    return tuple(_attribution(layout, cast, cues, drafts[number], ids[number], _id(ids, parents[number]))
                 for number in order)


def chain_at(attributions: Sequence[Attribution], offset: int) -> tuple[Attribution, ...]:
    """The attributions whose content holds the character `offset`, outermost first."""
    found = [item for item in attributions
             if any(span.start <= offset < span.end for span in item.resolved.content)]
    by_id = {item.id: item for item in attributions}
    return tuple(sorted(found, key=lambda item: (_depth(by_id, item), -_breadth(item), item.id)))


@dataclass(frozen=True, slots=True)
class Telling:
    """The cue whose complement a word heads, for schemes that tie a source to that word alone."""

    stance: Stance
    reports: bool  # a word of speech ("said that") and not of knowledge ("knows that")


def telling_of(analysis: Analysis, attributions: Sequence[Attribution], i: int, cues: Cues) -> Telling | None:
    """The innermost verb, adjective or noun that tells the clause or noun phrase which the word at `i` heads."""
    token = analysis.tokens[i]
    chain = chain_at(attributions, token.start)
    if not chain or (cue := _cue_word(analysis, chain[-1])) is None:
        return None
    while token.dep == "conj" and token.head != token.i:
        token = analysis.tokens[token.head]
    head = analysis.tokens[token.head]
    is_adjunct = token.relation in _ADJUNCTS and token.i > cue.i
    if head is not token and (is_adjunct or any(
            span.start <= head.start < span.end for span in chain[-1].resolved.content)):
        return None
    reports = cue.pos == "NOUN" or any(QUOTE in entry.takes for entry in cues.verbs.get(cue.lemma, ()))
    return Telling(chain[-1].resolved.stance, reports)


def _cue_word(analysis: Analysis, item: Attribution) -> Token | None:
    """The last verb, noun or adjective of a cue; None for prepositions and colons."""
    tokens = (token for token in analysis.tokens if any(span.start <= token.start < span.end for span in item.cue))
    return next((token for token in reversed(list(tokens)) if token.pos in _CUE_WORDS), None)


def voices(attributions: Sequence[Attribution], item: Attribution) -> tuple[Attribution, ...]:
    """Everyone who stands behind the content of one attribution, outermost first: those around it, and those
    whom it passes on ("Yonhap, citing KCNA": both for the content of either)."""
    by_id = {other.id: other for other in attributions}
    while inner := next((other for other in attributions if other.parent == item.id
                         and other.content == item.content), None):
        item = inner
    found = [item]
    while item.parent is not None:
        item = by_id[item.parent]
        found.append(item)
    return tuple(reversed(found))


def _depth(by_id: Mapping[str, Attribution], item: Attribution) -> int:
    depth = 0
    while item.parent is not None and depth <= len(by_id):
        item, depth = by_id[item.parent], depth + 1
    return depth


def _breadth(item: Attribution) -> int:
    return sum(span.end - span.start for span in item.content)


def _id(ids: Mapping[int, str], number: int | None) -> str | None:
    return None if number is None else ids[number]


def _attribution(layout: Layout, cast: Cast, cues: Cues, draft: Draft, name: str,
                 parent: str | None) -> Attribution:
    source = (source_span(layout, draft.source),) if draft.source else ()
    return Attribution(
        id=name, parent=parent, source=source,
        cue=_cue_spans(layout, widened(layout, cues, draft)),
        content=tuple(layout.analysis.span(*part) for part in draft.content),
        resolved=resolve(layout, cast, cues, draft))


def _cue_spans(layout: Layout, cue: tuple[int, ...]) -> tuple[Span, ...]:
    """The cue's words, neighbours joined."""
    spans, first = [], cue[0]
    for one, other in zip(cue, [*cue[1:], -1], strict=True):
        if other != one + 1:
            spans.append(layout.analysis.span(first, one + 1))
            first = other
    return tuple(spans)
