"""What stands around a reporting phrase: the phrase itself, what is before it, what is behind it."""

from __future__ import annotations

from selon.claims.attribution.cues import CLAUSE, QUOTE
from selon.claims.attribution.layout import Range
from selon.claims.attribution.reading import BREAKS, Reading

MAX_SUBJECT = 25  # words of a source before its cue
_NOT_GROWN = frozenset({"punct", "ccomp", "xcomp", "advcl", "csubj", "parataxis", "conj"})
_OWN = ("nsubj", "expl", "iobj", "obj")  # of the cue itself, wherever it stands before it
_GROWN_LEFT = frozenset({"mark", "advmod", "cc"})


def region(reading: Reading) -> Range:
    """The stretch of a reporting phrase: the cue, its source, and what hangs on them without a comma."""
    layout = reading.layout
    first, stop = min(reading.cue), max(reading.cue) + 1
    low, high = reading.bounds
    children = [(child.dep, *layout.reach[child.i]) for i in reading.group for child in layout.analysis.children(i)
                if child.dep not in _NOT_GROWN and child.i not in reading.group
                and not (child.dep == "obj" and child.i < first and child.pos != "PRON")]
    owners = [begin for dep, begin, end in children if dep.startswith("nsubj") and end <= first]
    children = [row for row in children if not row[0].startswith("nsubj") or row[1] >= max(owners, default=0)]
    grown = True
    while grown:
        grown = False
        for dep, begin, end in children:
            is_near = first - MAX_SUBJECT <= begin and end <= first
            if begin < first and ((is_near and dep.startswith(_OWN)) or (end == first and dep in _GROWN_LEFT)):
                first, grown = begin, True
            if begin == stop < end and dep != "cc":
                stop, grown = end, True
    return max(low, first), min(high, stop)


def quotation_behind(reading: Reading, stop: int) -> list[Range]:
    """What follows a reporting phrase as its content: a quotation, or the rest after a colon."""
    layout = reading.layout
    _, high = reading.bounds
    i, tokens, colon = stop, layout.tokens, False
    while i < len(tokens) and not colon and (tokens[i].text in (",", ":") or (tokens[i].dep == "cc" and i > stop)):
        colon = tokens[i].text == ":"
        i += 1
    if i >= len(tokens) or layout.quotation_of[reading.anchor] >= 0:
        return []
    number = layout.opened_by.get(i)
    if number is not None and (i <= high or colon):
        return [layout.with_marks(number)]
    if colon and i < high and CLAUSE in reading.entry.takes:
        return [(i, high)]
    if colon and i == high and QUOTE in reading.entry.takes and layout.paragraph(i) != layout.paragraph(i - 1):
        return [(i, layout.paragraph_stop(i))]  # a block set off in a paragraph of its own
    return []


def left_of(reading: Reading, first: int) -> list[Range]:
    """What stands before a reporting phrase: the sentence so far, from the beginning of an open quotation."""
    layout = reading.layout
    low, _ = reading.bounds
    if first <= low:
        return _before_sentence(reading, first)
    before = layout.tokens[first - 1]
    if before.text == ";":
        return []  # a clause of its own begins
    if before.text not in BREAKS and not layout.is_mark(first - 1) and before.text not in ("?", "!", "…"):
        return []
    stop = first - 1 if before.text in BREAKS else first
    return [(_beginning(reading, low, stop), stop)]


def _before_sentence(reading: Reading, first: int) -> list[Range]:
    """A quotation that has just closed: the parser took "he said" after its full stop as a new sentence."""
    layout = reading.layout
    if first < 2 or not layout.is_mark(first - 1) or layout.quotation_of[first - 1] >= 0:
        return []
    number = layout.quotation_of[first - 2]
    if number < 0 or layout.paragraph(first - 1) != layout.paragraph(first):
        return []
    is_all = not layout.has_words((region(reading)[1], reading.bounds[1]))
    return [layout.with_marks(number)] if is_all or layout.tokens[first].text[:1].islower() else []


def _beginning(reading: Reading, low: int, stop: int) -> int:
    """Where the content before a cue begins. A quotation that ends at the cue and began in an earlier
    sentence, or after a colon, is all of it."""
    layout = reading.layout
    for i in range(stop - 1, max(low, stop - 4) - 1, -1):
        number = layout.quotation_of[i]
        if number < 0 or layout.quotation_of[reading.anchor] == number:
            continue
        first, _ = layout.with_marks(number)
        if first <= low or layout.tokens[first - 1].text == ":":
            return first
        break
    return layout.clause_start(low, stop)


def right_of(reading: Reading, stop: int, *, is_whole: bool) -> list[Range]:
    """The content's rest behind a reporting phrase in the middle of a sentence. `is_whole`: what stands before
    the phrase is no clause by itself, so what follows belongs to it."""
    layout = reading.layout
    _, high = reading.bounds
    if stop >= high or layout.tokens[stop].text not in BREAKS:
        return []
    first = stop + 1
    while first < high and layout.tokens[first].pos == "PUNCT" and not layout.is_mark(first):
        first += 1
    if first >= high or not layout.has_words((first, high)):
        return []
    token = layout.tokens[first]
    while token.head != token.i and first <= token.head < high:
        token = layout.tokens[token.head]
    if token.dep.startswith("cc") or layout.tokens[first].morph.get("Aspect") == "Prog":
        return []
    if is_whole:
        return [(first, high)]
    if token.head in reading.group:
        return []
    if token.head != token.i and token.head >= min(reading.cue) and token.head < stop:
        return []
    return [(first, high)]
