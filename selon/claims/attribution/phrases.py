"""Attributions that no verb introduces: prepositions ("according to", "selon") and turns ("Putin: ...")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selon.claims.attribution.cues import TOPIC, Cues
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.layout import Layout, Range
from selon.claims.attribution.people import source_range
from selon.domain.analysis import Token
from selon.domain.records import Stance

MAX_FRONTED = 12  # words of "For Mr Petit, ..."
MAX_TURN = 8  # words of who speaks before a colon
MIN_SIGNED = 4  # words of a quotation with a name behind it
_DASHES = frozenset({"―", "—", "–", "--", "-"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def read_prepositions(layout: Layout, cues: Cues) -> Iterator[Draft]:
    """ "According to the ministry, ..." wherever it stands in its sentence."""
    for token in layout.tokens:
        rows = cues.prepositions.get(layout.lowers[token.i])
        if rows is None:
            continue
        for words, stance in rows:
            stop = token.i + len(words)
            if layout.lowers[token.i:stop] == words:
                draft = _according(layout, cues, token, stop, stance)
                if draft is not None:
                    yield draft
                break


def read_fronted(layout: Layout, cues: Cues) -> Iterator[Draft]:
    """ "Pour le ministre, ..." at the head of a sentence, where the noun is somebody who can speak."""
    for sentence in layout.analysis.sentences:
        stance = cues.fronted.get(layout.lowers[sentence.first])
        if stance is None:
            continue
        noun = layout.tokens[layout.tokens[sentence.first].head]
        comma = next((i for i in range(sentence.first, min(sentence.first + MAX_FRONTED, sentence.stop))
                      if layout.tokens[i].text == ","), None)
        label = next((name.label for name in layout.analysis.names if name.first <= noun.i < name.stop), None)
        can_speak = label in ("PER", "ORG") or noun.lemma in cues.kinds
        if comma is not None and sentence.first < noun.i < comma and can_speak:
            draft = _according(layout, cues, layout.tokens[sentence.first], sentence.first + 1, stance)
            if draft is not None:
                yield draft


def read_documents(layout: Layout, cues: Cues, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """ "In a new poll, ...": a document tells what its sentence says, unless somebody else does."""
    told = {layout.tokens[draft.anchor].sentence for draft in drafts if draft.form != TOPIC}
    for token in layout.tokens:
        if layout.lowers[token.i] not in cues.bearing or token.dep != "case" or token.sentence in told:
            continue
        noun = layout.tokens[token.head]
        if noun.lemma in cues.polls and layout.quotation_of[token.i] < 0 and noun.dep == "obl":
            draft = _according(layout, cues, token, token.i + 1, Stance.ASSERTS)
            if draft is not None:
                yield draft


def _according(layout: Layout, cues: Cues, token: Token, stop: int, stance: Stance) -> Draft | None:
    low, high = layout.bounds(token.i)
    low, high = layout.clause_start(low, token.i), layout.clause_stop(stop, high)
    head = _noun_of(layout, token.i, stop, high)
    if head is None or layout.lowers[head] in cues.relatives:
        return None
    cue = tuple(range(token.i, stop))
    first, end = stop, source_range(layout, cues, head, cue, (stop, high))[1]
    end = _up_to_comma(layout, first, end, high)
    around = _around(layout, head, (token.i, end), (low, high))
    content = tuple(_whole(layout, part) for piece in around if layout.has_words(part := layout.trim(piece)))
    if not content:
        return None
    return Draft(token.i, head, layout.trim((first, end)), cue, content, stance, "according")


def _whole(layout: Layout, words: Range) -> Range:
    """A content that opens a quotation, with all of it, over as many sentences as it has."""
    number = layout.opened_by.get(words[0])
    return words if number is None else (words[0], max(words[1], layout.with_marks(number)[1]))


def _noun_of(layout: Layout, first: int, stop: int, high: int) -> int | None:
    """The head of the noun phrase behind a preposition."""
    for i in range(stop - 1, first - 1, -1):
        head = layout.tokens[i].head
        if head >= stop and layout.tokens[head].pos in _NOMINAL:
            return head
    return next((i for i in range(stop, min(stop + 6, high)) if layout.tokens[i].pos in _NOMINAL), None)


def _up_to_comma(layout: Layout, first: int, end: int, high: int) -> int:
    """A source ends at its first comma, unless a name that explains it follows and a second comma after it."""
    for i in range(first, end):
        if layout.tokens[i].text == ",":
            second = next((j for j in range(i + 1, high) if layout.tokens[j].text == ","), high)
            explains = i + 1 < high and layout.tokens[i + 1].pos in ("PROPN", "DET") and second <= i + MAX_TURN
            is_last = second == high or layout.tokens[i + 1].pos == "DET"
            return second if explains and not is_last else i
    return end


def _around(layout: Layout, head: int, phrase: Range, bounds: Range) -> list[Range]:
    """The clause that a phrase stands in: the whole sentence, or the subordinate clause around it."""
    low, high = bounds
    first, stop = phrase
    is_last = not layout.has_words((stop, high))
    is_set_off = first > low and layout.tokens[first - 1].text == ","
    if not is_last or not is_set_off:
        low, high = _clause(layout, head, bounds)
        low, high = min(low, first), max(high, stop)
    after = _skip_parenthesis(layout, stop, high)
    return [(low, first), (after, high)]


def _skip_parenthesis(layout: Layout, stop: int, high: int) -> int:
    """Behind "selon le ministère, cité par Tass," the clause begins after the second comma."""
    if stop >= high or layout.tokens[stop].text != ",":
        return stop
    token = layout.tokens[stop + 1] if stop + 1 < high else None
    if token is None:
        return stop
    for i in range(stop + 1, min(stop + 4, high)):
        if layout.tokens[i].dep in ("acl", "acl:relcl") and layout.tokens[i].head < stop:
            for j in range(i + 1, high):
                if layout.tokens[j].text == ",":
                    return j + 1
    return stop


def _clause(layout: Layout, head: int, bounds: Range) -> Range:
    """The clause that holds a phrase: the complement clause around it, or the sentence."""
    for token in layout.analysis.ancestors(head):
        if token.dep in ("ccomp", "acl:relcl", "csubj") and token.head != token.i:
            first, stop = layout.reach[token.i]
            return max(first, bounds[0]), min(stop, bounds[1])
    return bounds


def read_turns(layout: Layout) -> Iterator[Draft]:
    """ "Putin: ..." at the head of a line: a headline or a speaker's turn."""
    previous = -1
    for sentence in layout.analysis.sentences:
        starts = sentence.paragraph != previous
        previous = sentence.paragraph
        if not starts:
            continue
        first = sentence.first + (1 if layout.is_mark(sentence.first) else 0)
        colon = next((i for i in range(first, min(first + MAX_TURN, sentence.stop))
                      if layout.tokens[i].text == ":"), None)
        if colon is None or colon == first or not _names_someone(layout, first, colon, sentence.number):
            continue
        head = next((i for i in range(first, colon) if not first <= layout.tokens[i].head < colon
                     or layout.tokens[i].head == i), first)
        stop = _turn_end(layout, colon + 1, sentence.paragraph)
        content = layout.trim((colon + 1, stop))
        if layout.has_words(content):
            yield Draft(colon, head, layout.trim((first, colon)), (colon,), (content,), Stance.ASSERTS, "turn")


def read_signed(layout: Layout) -> Iterator[Draft]:
    """ « ... » ― Anne Petit: a quotation with its speaker behind a dash, at the end of a line."""
    for number, (first, stop) in enumerate(layout.quotations):
        dash = layout.with_marks(number)[1]
        if dash + 1 >= len(layout.tokens) or layout.tokens[dash].text not in _DASHES or stop - first < MIN_SIGNED:
            continue
        end = _name_end(layout, dash + 1)
        if end is not None:
            content = layout.trim(layout.with_marks(number))
            yield Draft(dash, end - 1, (dash + 1, end), (dash,), (content,), Stance.ASSERTS, "turn")


def _name_end(layout: Layout, first: int) -> int | None:
    """Behind a name that fills the rest of its line."""
    stop = first
    while stop < len(layout.tokens) and stop < first + MAX_TURN and layout.tokens[stop].pos == "PROPN":
        stop += 1
    text, end = layout.analysis.text, layout.tokens[stop - 1].end
    ends = stop == len(layout.tokens) or "\n" in text[end:layout.tokens[stop].start]
    return stop if ends and stop > first else None


def _names_someone(layout: Layout, first: int, colon: int, number: int) -> bool:
    words = layout.tokens[first:colon]
    if any(token.pos in ("VERB", "AUX", "PUNCT") for token in words) or words[0].pos in ("ADP", "SCONJ", "CCONJ"):
        return False
    text = layout.analysis.text[words[0].start:words[-1].end]
    labels = {name.label for name in layout.analysis.names if first <= name.first < colon}
    quoted = colon + 1 in layout.opened_by
    if text.isupper() and len(text) > 2:
        return True
    is_name = bool(labels & {"PER", "ORG", "LOC"}) or all(token.text[:1].isupper() for token in words)
    return is_name and (number == 0 or quoted)


def _turn_end(layout: Layout, i: int, paragraph: int) -> int:
    tokens = layout.tokens
    stop = i
    while stop < len(tokens) and layout.paragraph(stop) == paragraph:
        stop += 1
    return stop
