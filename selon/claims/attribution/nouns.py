"""Attributions that a noun introduces: "the army's claim that ...", "la promesse du ministre de ..."."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from selon.claims.attribution.cues import CLAUSE, INFINITIVE, QUOTE, TOPIC, Cues, Entry
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.layout import Layout, Range
from selon.claims.attribution.people import find_speaker, source_range
from selon.domain.analysis import Token
from selon.domain.records import Stance

WHICH = "which"  # form of a clause behind "selon laquelle"
MAX_TO_PRONOUN = 8  # words from a noun to the "selon laquelle" of its clause
_CLAUSAL = frozenset({"acl", "acl:relcl", "ccomp", "xcomp", "advcl"})


def read_nouns(layout: Layout, cues: Cues) -> Iterator[Draft]:
    """The attributions whose cue is a noun with a clause, and whose source the text names."""
    for token in layout.tokens:
        if token.pos != "NOUN":
            continue
        entry = cues.nouns.get(token.lemma)
        if entry is None:
            continue
        found = (_clause(layout, cues, token, entry) or _according_to_which(layout, cues, token, entry)
                 or _quoted(layout, token, entry) or _topic(layout, token, entry))
        if found is None:
            continue
        words, stance, form = found
        head = _owner(layout, cues, token, () if form == TOPIC else cues.owning)
        if (rejecter := _rejecter(layout, cues, token)) is not None:
            head, stance = rejecter, Stance.DENIES
        if head is None and entry.source is None:
            continue
        cue = (token.i, words[0] - 2, words[0] - 1) if form == WHICH else (token.i,)
        source = source_range(layout, cues, head, cue, layout.bounds(head)) if head is not None else None
        content = layout.trim(words)
        if layout.has_words(content) and (head is None or not content[0] <= head < content[1]):
            yield Draft(token.i, head, source, cue, (content,), stance, form, implied=entry.source,
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


def _according_to_which(layout: Layout, cues: Cues, noun: Token, entry: Entry) -> tuple[Range, Stance, str] | None:
    """ "une rumeur selon laquelle": the clause behind the pronoun is what the noun tells."""
    high = layout.bounds(noun.i)[1]
    for i in range(noun.i + 1, min(noun.i + MAX_TO_PRONOUN, high - 1)):
        if layout.tokens[i].pos == "NOUN" and layout.tokens[i].lemma in cues.nouns:
            return None
        if (layout.lowers[i],) in {words for words, _ in cues.prepositions.get(layout.lowers[i], ())} and (
                layout.lowers[i + 1] in cues.relatives and CLAUSE in entry.takes):
            verb = layout.tokens[i + 1].head
            stop = layout.reach[verb][1] if verb > i + 1 else layout.clause_stop(i + 2, high)
            return (i + 2, min(stop, high)), entry.takes[CLAUSE], WHICH
    return None


def _quoted(layout: Layout, noun: Token, entry: Entry) -> tuple[Range, Stance, str] | None:
    """ "made the following comment: ...": the quotation behind the colon after a noun."""
    colon = noun.i + 1
    if CLAUSE not in entry.takes or colon + 1 >= len(layout.tokens) or layout.tokens[colon].text != ":":
        return None
    number = layout.opened_by.get(colon + 1)
    return None if number is None else (layout.with_marks(number), entry.takes[CLAUSE], QUOTE)


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
        if child.dep == "nmod:poss" or (child.dep == "nmod" and child.is_noun
                                        and layout.analysis.case(child.i) in owning):
            return child.i
    governor = layout.tokens[noun.head]
    if noun.dep in ("obj", "obl", "obl:arg") and governor.lemma in cues.supports:
        return find_speaker(layout, cues, (governor.i,)).head
    return None
