"""Contents that a cue is set into or stands before: "..., he said, ...", "a déclaré : « ... »"."""

from __future__ import annotations

from selon.claims.attribution.beside import left_of, quotation_behind, region, right_of
from selon.claims.attribution.cues import CLAUSE, HOST, NOUN, QUOTE
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.layout import Range
from selon.claims.attribution.people import (
    Speaker,
    before_relative,
    find_speaker,
    noun_behind,
    source_range,
    with_apposition,
)
from selon.claims.attribution.reading import BREAKS, Reading, draft_of, has_finite, is_unfinished
from selon.domain.analysis import Token

MAX_INTERRUPTION = 16  # words of ", citing ...," between a source and its cue


def read_host(reading: Reading) -> Draft | None:
    """ "..., he said, ...", "..., a déclaré le ministre": the sentence around a reporting phrase."""
    layout, entry = reading.layout, reading.entry
    if HOST not in entry.takes and QUOTE not in entry.takes:
        return None
    if is_unfinished(reading):
        return _as_saying(reading)
    first, stop = region(reading)
    opening = _opening(reading)
    behind = _inverted(reading, opening)
    if behind is not None:
        first = opening
    if layout.lowers[first] in reading.cues.complementizers or _has_clause_behind(reading, stop):
        return None
    interrupted = _interrupted(reading, opening) if behind is None else None
    if interrupted is not None:
        behind, first = interrupted
    left = left_of(reading, first)
    if not left or (behind is None and before_relative(layout, reading.cues, reading.group) is not None):
        return None
    if behind is None and not _is_behind_mark(reading, first) and not _is_host(reading, left[0], first, stop):
        return None
    speaker = Speaker(behind) if behind is not None else find_speaker(layout, reading.cues, reading.group)
    if speaker.is_passive and speaker.head is None:
        return None
    if behind is not None and behind > reading.anchor:
        source = source_range(layout, reading.cues, behind, reading.cue, reading.bounds)
        stop = max(stop, with_apposition(layout, source, reading.bounds[1])[1])
    rest = quotation_behind(reading, stop) or right_of(reading, stop, is_whole=not has_finite(layout, left[0]))
    return draft_of(reading, speaker, [*left, *rest], HOST, entry.takes.get(HOST) or entry.takes[QUOTE])


def _has_clause_behind(reading: Reading, stop: int) -> bool:
    """ "..., and hoped that it would last": what stands behind a cue is its content, not what stands before."""
    layout = reading.layout
    return CLAUSE in reading.entry.takes and any(
        i < reading.bounds[1] and layout.lowers[i] in reading.cues.complementizers
        and layout.tokens[i].pos in ("SCONJ", "PRON") for i in (stop, max(reading.cue) + 1))


def _as_saying(reading: Reading) -> Draft | None:
    """ "..., he was quoted as saying": what stands before the quoting phrase."""
    layout, cues, token = reading.layout, reading.cues, reading.layout.tokens[reading.anchor]
    quoting = layout.tokens[token.head]
    if quoting.lemma not in cues.citing or layout.lowers[layout.reach[token.i][0]] not in cues.as_words:
        return None
    _, high = reading.bounds
    if layout.has_words((token.i + 1, high)) and layout.tokens[token.i + 1].text not in BREAKS:
        return None
    quoted = next((child for child in layout.analysis.children(quoting.i)
                   if child.dep in ("nsubj:pass", "obj")), None)
    begins = min((layout.reach[child.i][0] for child in layout.analysis.children(quoting.i)
                  if child.dep.startswith("nsubj")), default=quoting.i)
    left = left_of(reading, begins)
    if quoted is None or not left:
        return None
    return draft_of(reading, Speaker(quoted.i), left, HOST, reading.entry.takes.get(HOST) or reading.entry.takes[QUOTE])


def _interrupted(reading: Reading, opening: int) -> tuple[int, int] | None:
    """ "..., Yonhap, citing KCNA, said": the source and where it begins, before a phrase that names another."""
    layout = reading.layout
    if opening < 2 or layout.tokens[opening - 1].text != ",":
        return None
    commas = [i for i in range(opening - 2, max(opening - MAX_INTERRUPTION, reading.bounds[0]), -1)
              if layout.tokens[i].text == ","]
    if len(commas) < 2 or layout.tokens[commas[0] + 1].lemma not in reading.cues.citing:
        return None
    words = range(commas[1] + 1, commas[0])
    heads = [i for i in words if layout.tokens[i].pos in ("PROPN", "NOUN") and layout.tokens[i].head not in words]
    return (heads[-1], words.start) if heads else None


def _is_behind_mark(reading: Reading, first: int) -> bool:
    """Whether a quotation closes right before a phrase, a comma aside."""
    return reading.layout.is_mark(first - 1) or reading.layout.is_mark(max(first - 2, 0))


def _opening(reading: Reading) -> int:
    """Where a cue's own words begin, clitics and adverbs before it included."""
    opening, low = min(reading.cue), reading.bounds[0]
    while opening > low and _is_own(reading, reading.layout.tokens[opening - 1]):
        opening -= 1
    return opening


def _is_own(reading: Reading, word: Token) -> bool:
    is_clitic = word.lower in reading.cues.clitics and word.head in reading.group  # whatever the parser calls it
    return is_clitic or (word.pos in ("PRON", "PART", "ADV") and word.head in reading.group
                         and not word.dep.startswith("nsubj"))


def _inverted(reading: Reading, opening: int) -> int | None:
    """The source behind a cue that opens its phrase, as after a quotation: "..., a déclaré le ministre"."""
    layout = reading.layout
    if opening == 0 or is_unfinished(reading):
        return None
    before = layout.tokens[opening - 1].text
    if before not in BREAKS and before not in "?!…" and not layout.is_mark(opening - 1):
        return None
    behind = _clitic(reading) or noun_behind(layout, reading.cues, max(reading.cue), reading.bounds[1])
    if behind is None or (not layout.is_mark(opening - 1) and _has_own_subject(reading, opening, behind)):
        return None
    if NOUN not in reading.entry.takes:
        return behind
    # "..., a annoncé le porte-parole" or "La junte, isolée, a annoncé une trêve": by who can speak.
    speaks = layout.tokens[behind].pos in ("PROPN", "PRON") or layout.tokens[behind].lemma in reading.cues.kinds
    is_alone = layout.tokens[reading.anchor].dep != "conj" or _ends_sentence(reading, behind)
    return behind if _is_behind_mark(reading, opening) or (speaks and is_alone) else None


def _ends_sentence(reading: Reading, behind: int) -> bool:
    """ "..., a rapporté l'agence.": without a conjunction, and nothing behind the one who speaks."""
    layout = reading.layout
    joined = any(child.dep == "cc" for child in layout.analysis.children(reading.anchor))
    return reading.cues.inverts and not joined and not layout.has_words((layout.reach[behind][1], reading.bounds[1]))


def _clitic(reading: Reading) -> int | None:
    """The subject between auxiliary and verb: "a-t-il déclaré"."""
    tokens = reading.layout.tokens
    return next((i for i in range(max(reading.cue) - 1, min(reading.cue), -1)
                 if tokens[i].pos == "PRON" and tokens[i].text.startswith("-") and len(tokens[i].text) > 2), None)


def _has_own_subject(reading: Reading, opening: int, behind: int) -> bool:
    """Whether a subject stands before the cue, an apposition aside: "Petit, 69, told AFP". The parser often
    takes the subject of what is said for the cue's own; then a finite verb stands between the two, or the
    clause that the cue is set into goes on behind it."""
    layout = reading.layout
    subject = next((child for i in reading.group for child in layout.analysis.children(i)
                    if child.dep.startswith("nsubj") and child.i < opening
                    and not layout.is_quoted_apart(child.i, reading.anchor)), None)
    if subject is None or has_finite(layout, (layout.reach[subject.i][1], opening)):
        return False
    low, high = reading.bounds
    if reading.cues.inverts and has_finite(layout, (low, layout.reach[subject.i][0])):
        return False
    stop = layout.reach[behind][1]
    return not (stop < high and layout.tokens[stop].text == "," and has_finite(layout, (stop, high)))


def _is_host(reading: Reading, left: Range, first: int, stop: int) -> bool:
    """Whether the words before a reporting phrase are a clause that it reports, and not a part of its own."""
    layout = reading.layout
    _, high = reading.bounds
    if not has_finite(layout, left) and not has_finite(layout, (stop, high)):
        return False
    if stop < high and layout.tokens[stop].pos != "PUNCT" and layout.tokens[first].dep != "mark":
        return False
    token = layout.tokens[reading.anchor]
    if any(child.dep in ("ccomp", "csubj") and child.i < first for i in reading.group
           for child in layout.analysis.children(i)):
        return True
    if token.dep in ("parataxis", "ccomp", "dep", "advmod"):
        return token.dep == "parataxis" or not first <= token.head < stop
    if token.dep in ("root", "conj") and stop >= high - 1:
        return _is_clause_of(reading, left)
    marks = [child for child in layout.analysis.children(token.i) if child.dep in ("mark", "advmod")
             and layout.lowers[child.i] in reading.cues.as_words]
    return token.dep == "advcl" and bool(marks)


def _is_clause_of(reading: Reading, left: Range) -> bool:
    """Whether the words before a phrase at the end of a sentence are one finite clause without a conjunction."""
    layout = reading.layout
    tops = [i for i in range(*left) if not left[0] <= layout.tokens[i].head < left[1] or layout.tokens[i].head == i]
    return any(layout.tokens[i].pos in ("VERB", "AUX", "ADJ", "NOUN") and has_finite(layout, layout.reach[i])
               and not any(child.dep == "mark" for child in layout.analysis.children(i)) for i in tops)


def read_quotation(reading: Reading) -> Draft | None:
    """ "He said: ...", "X continued, '...'": a quotation behind a cue."""
    layout, entry = reading.layout, reading.entry
    if QUOTE not in entry.takes and HOST not in entry.takes:
        return None
    _, stop = region(reading)
    content = quotation_behind(reading, stop)
    if not content:
        return None
    speaker = find_speaker(layout, reading.cues, reading.group)
    if speaker.head is None:
        return None
    return draft_of(reading, speaker, content, QUOTE, entry.takes.get(QUOTE) or entry.takes[HOST])
