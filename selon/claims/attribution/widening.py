"""The cue as readers mark it: with the words that only carry it and the preposition of its content.

    "went on to say", "has strongly denied", "called for", "accused Kyiv of", "expressed concern"
"""

from __future__ import annotations

from selon.claims.attribution.cues import Cues
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.layout import Layout
from selon.domain.analysis import Token

MAX_STEPS = 3  # verbs before a cue that carry it: "tries to begin to say"
_HELPERS = frozenset({"aux", "cop"})
_FORMS = frozenset({"relay", "turn", "according", "carried"})  # their cues are whole as they are


def widened(layout: Layout, cues: Cues, draft: Draft) -> tuple[int, ...]:
    """The words of a draft's cue, in text order, never words of its source or content."""
    if draft.form in _FORMS:
        return draft.cue
    found = {*draft.cue, *_carriers(layout, cues, draft), *_preposition(layout, draft)}
    for i in tuple(found):
        found.update(_beside(layout, layout.tokens[i]))
    first, stop = draft.source or (0, 0)
    kept = {i for i in found if not draft.covers(i) and not first <= i < stop}
    return tuple(sorted(kept | set(draft.cue)))


def _carriers(layout: Layout, cues: Cues, draft: Draft) -> set[int]:
    """ "went on to say", "wanted to ask": the verbs that an infinitive hangs on, with its "to"."""
    token, found = layout.tokens[draft.anchor], set[int]()
    if token.pos == "NOUN":
        governor = layout.tokens[token.head]
        if token.dep in ("obj", "obl:arg") and governor.lemma in cues.supports:
            found.update((governor.i, *_helpers(layout, governor)))
        return found
    for _ in range(MAX_STEPS):
        governor = layout.tokens[token.head]
        goes_on = token.dep == "advcl" and any(c.dep == "compound:prt" for c in layout.analysis.children(governor.i))
        if (not (goes_on or token.dep == "xcomp") or token.morph.get("VerbForm") != "Inf"
                or governor.pos not in ("VERB", "ADJ") or draft.covers(governor.i)
                or not 0 < token.i - governor.i <= MAX_STEPS + 1):
            break
        found.update(range(governor.i, token.i))
        found.update(_helpers(layout, governor))
        token = governor
    return found | _marks(layout, layout.tokens[draft.anchor])


def _marks(layout: Layout, token: Token) -> set[int]:
    return {child.i for child in layout.analysis.children(token.i)
            if child.dep == "mark" and child.pos == "PART" and token.i - 3 < child.i < token.i}


def _helpers(layout: Layout, token: Token) -> set[int]:
    return {child.i for child in layout.analysis.children(token.i)
            if child.relation in _HELPERS or child.dep == "compound:prt"}


def _preposition(layout: Layout, draft: Draft) -> set[int]:
    """ "called [for] restraint": the preposition between a cue and its content."""
    last = max(draft.cue)
    first = min((first for first, _ in draft.content if first > last), default=0)
    if first - 1 > last and layout.tokens[first - 1].pos == "ADP" and not layout.is_mark(first - 1):
        governor = layout.tokens[layout.tokens[first - 1].head].i
        return {first - 1} if draft.covers(governor) else set()
    return set()


def _beside(layout: Layout, token: Token) -> set[int]:
    """Adverbs and negations right before a word of a cue or between two of them."""
    return {child.i for child in layout.analysis.children(token.i)
            if child.dep == "advmod" and token.i - 2 <= child.i < token.i
            and layout.reach[child.i] == (child.i, child.i + 1)}
