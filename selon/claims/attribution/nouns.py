"""Attributions that a noun introduces: "the army's claim that ...", "la promesse du ministre de ..."."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from selon.claims.attribution.cues import CLAUSE, INFINITIVE, TOPIC, Cues, Entry
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.layout import Layout, Range
from selon.claims.attribution.people import find_speaker, source_range
from selon.domain.analysis import Token
from selon.domain.records import Stance

_CLAUSAL = frozenset({"acl", "acl:relcl", "ccomp", "xcomp", "advcl"})


def read_nouns(layout: Layout, cues: Cues) -> Iterator[Draft]:
    """The attributions whose cue is a noun with a clause, and whose source the text names."""
    for token in layout.tokens:
        if token.pos != "NOUN":
            continue
        entry = cues.nouns.get(token.lemma)
        if entry is None:
            continue
        found = _clause(layout, cues, token, entry) or _topic(layout, token, entry)
        if found is None:
            continue
        words, stance, form = found
        head = _owner(layout, cues, token, () if form == TOPIC else cues.owning)
        if (rejecter := _rejecter(layout, cues, token)) is not None:
            head, stance = rejecter, Stance.DENIES
        if head is None and entry.source is None:
            continue
        source = source_range(layout, cues, head, (token.i,), layout.bounds(head)) if head is not None else None
        content = layout.trim(words)
        if layout.has_words(content) and (head is None or not content[0] <= head < content[1]):
            yield Draft(token.i, head, source, (token.i,), (content,), stance, form, implied=entry.source,
                        tells=form != TOPIC)


def _clause(layout: Layout, cues: Cues, noun: Token, entry: Entry) -> tuple[Range, Stance, str] | None:
    """The clause that a noun holds, and the stance it takes."""
    for child in layout.analysis.children(noun.i):
        if child.i < noun.i or child.dep not in _CLAUSAL:
            continue
        marks = [c for c in layout.analysis.children(child.i) if c.dep == "mark"]
        if marks and layout.lowers[marks[0].i] in cues.complementizers:
            form = CLAUSE
        elif child.morph.get("VerbForm") == "Inf" and marks:
            form = INFINITIVE
        else:
            continue
        if form in entry.takes:
            first, stop = layout.reach[child.i]
            low, high = layout.bounds(noun.i)
            return (max(first, marks[0].i if form == CLAUSE else first, low), min(stop, high)), entry.takes[form], form
    return None


def _topic(layout: Layout, noun: Token, entry: Entry) -> tuple[Range, Stance, str] | None:
    """ "criticism [of the deal]", "a call [for restraint]": what an attitude is about, by its preposition."""
    for child in layout.analysis.children(noun.i):
        case = next((c for c in layout.analysis.children(child.i)
                     if c.dep in ("case", "mark") and noun.i < c.i <= noun.i + 2), None) if child.i > noun.i else None
        if case is not None and case.lemma in entry.obliques:
            stance, form = entry.obliques[case.lemma]
            return (case.i + 1, min(layout.reach[child.i][1], layout.bounds(noun.i)[1])), stance, form
    return None


def _rejecter(layout: Layout, cues: Cues, noun: Token) -> int | None:
    """Who denies what a noun holds: "dismissed any suggestion that"."""
    governor = layout.tokens[noun.head]
    if noun.dep == "obj" and governor.lemma in cues.rejecting:
        return find_speaker(layout, cues, (governor.i,)).head
    return None


def _owner(layout: Layout, cues: Cues, noun: Token, owning: Collection[str]) -> int | None:
    """Whose claim, promise or plan it is: its possessor, or the subject of "make", "express", "have"."""
    for child in layout.analysis.children(noun.i):
        if child.dep == "nmod:poss" or (child.dep == "nmod" and child.pos in ("NOUN", "PROPN")
                                        and layout.analysis.case(child.i) in owning):
            return child.i
    governor = layout.tokens[noun.head]
    if noun.dep in ("obj", "obl", "obl:arg") and governor.lemma in cues.supports:
        return find_speaker(layout, cues, (governor.i,)).head
    return None
