"""A cue word in its sentence, and the draft that is made of it."""

from __future__ import annotations

from dataclasses import dataclass

from selon.claims.attribution.cues import HOST, INFINITIVE, NOUN, QUESTION, TOPIC, Cues, Entry
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.layout import Layout, Range
from selon.claims.attribution.people import Speaker, source_range, with_apposition
from selon.domain.analysis import Token
from selon.domain.records import Stance

BREAKS = frozenset({",", "—", "–", "-", "--", "(", ";"})  # set a reporting phrase off from what it reports
_WILLS = frozenset({Stance.HOPES, Stance.EXPECTS, Stance.ASKS})
_HELPERS = frozenset({"aux", "cop"})
_SKIPPED = frozenset({"ADV", "PRON", "PART", "DET"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A cue word in its sentence."""

    layout: Layout
    cues: Cues
    entry: Entry
    group: tuple[int, ...]  # the cue's own words
    cue: tuple[int, ...]  # with auxiliaries, negation and adverbs between them

    @property
    def anchor(self) -> int:
        return self.group[-1]

    @property
    def bounds(self) -> Range:
        return self.layout.bounds(self.group[0])


def match(layout: Layout, token: Token, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens of a cue of several words: each after the other, an adverb or pronoun between them aside."""
    found, i = [token.i], token.i + 1
    for word in words[1:]:
        for _ in range(3):
            if i >= len(layout.tokens):
                return None
            if layout.tokens[i].lemma == word or layout.lowers[i] == word:
                break
            if layout.tokens[i].pos not in _SKIPPED:
                return None
            i += 1
        else:
            return None
        found.append(i)
        i += 1
    return tuple(found)


def with_helpers(layout: Layout, group: tuple[int, ...]) -> tuple[int, ...]:
    """The cue as it is marked: the verb with its auxiliaries and the adverbs and negations beside it."""
    found = set(group)
    for i in group:
        for child in layout.analysis.children(i):
            is_here = layout.quotation_of[child.i] == layout.quotation_of[i]
            if is_here and (child.relation in _HELPERS or child.dep == "compound:prt"):
                found.add(child.i)
    first, last = min(found), max(group)
    for i in group:
        for child in layout.analysis.children(i):
            is_beside = first - 1 <= child.i < last
            if child.dep == "advmod" and is_beside and layout.reach[child.i] == (child.i, child.i + 1):
                found.add(child.i)
    return tuple(sorted(found))


def draft_of(reading: Reading, speaker: Speaker, content: list[Range], form: str, stance: Stance) -> Draft | None:
    """The attribution of a content to a speaker; None where nobody can be its source."""
    layout = reading.layout
    head = speaker.head
    if head is not None and layout.lowers[head] in reading.cues.impersonal:
        head = _impersonal_source(reading)
    elif head is not None and layout.lowers[head] in reading.cues.expletives and _is_impersonal(reading):
        head = None
    elif head is not None and speaker.is_shared and layout.lowers[head] in reading.cues.expletives:
        return None  # "it is hard to say that": nobody says it
    elif head is None and not speaker.is_passive:
        return None
    if speaker.is_shared and stance in _WILLS and layout.tokens[reading.anchor].morph.get("VerbForm") == "Inf":
        return None  # "accused them of wanting to", "used the trip to ask for": no voice of its own
    if form == TOPIC and _is_purpose(reading):
        return None
    source = None
    if head is not None:
        source = source_range(layout, reading.cues, head, reading.cue, layout.bounds(head))
        if form == HOST and head > reading.anchor:
            source = with_apposition(layout, source, reading.bounds[1])
        content = [piece for part in content for piece in _without(part, source)]
        if speaker.pronoun is not None:
            source = (speaker.pronoun, speaker.pronoun + 1)
    pieces = tuple(piece for part in content if layout.has_words(piece := layout.trim(part)))
    if not pieces:
        return None
    tells = form not in reading.entry.idle and not _is_unsaid(reading, form, stance)
    return Draft(reading.anchor, head, source, reading.cue, pieces, stance, form, tells=tells)


def _is_unsaid(reading: Reading, form: str, stance: Stance) -> bool:
    """ "has neither confirmed nor denied", "did not say whether": what a source keeps to itself."""
    if form not in (QUESTION, NOUN, INFINITIVE) or stance not in (Stance.ASSERTS, Stance.DENIES):
        return False
    anchor = reading.layout.tokens[reading.anchor]
    twin = (anchor.head,) if anchor.dep == "conj" else ()  # "neither confirmed nor denied"
    return any(child.lower in reading.cues.negations for i in (*reading.group, *twin)
               for child in reading.layout.analysis.children(i))


def _without(part: Range, hole: Range) -> list[Range]:
    if hole[1] <= part[0] or part[1] <= hole[0]:
        return [part]
    return [piece for piece in ((part[0], hole[0]), (hole[1], part[1])) if piece[0] < piece[1]]


def _is_purpose(reading: Reading) -> bool:
    """ "des conseillers pour parler de ce qui s'est passé": nobody has spoken yet."""
    return any(child.dep in ("mark", "case") and child.lemma in reading.cues.purposes
               for child in reading.layout.analysis.children(reading.group[0]))


def _is_impersonal(reading: Reading) -> bool:
    """ "It was announced", "il est souligné": nobody is meant, and yet it is said."""
    return any(child.dep in ("aux:pass", "expl:pass") for i in reading.group
               for child in reading.layout.analysis.children(i))


def _impersonal_source(reading: Reading) -> int | None:
    """ "apprend-on de source diplomatique": the noun that says what kind of source it is."""
    for i in reading.group:
        for child in reading.layout.analysis.children(i):
            if child.i > i and child.lemma in reading.cues.impersonal_sources:
                return child.i
    return None


def is_unfinished(reading: Reading) -> bool:
    """Whether a cue is an infinitive or a present participle: "to say", "ajoutant"."""
    if any(reading.layout.tokens[i].morph.get("VerbForm") == "Fin" for i in reading.cue):
        return False
    morph = reading.layout.tokens[reading.anchor].morph
    return morph.get("VerbForm") == "Inf" or "Prog" in morph.get("Aspect", "") or morph.get("Tense") == "Pres"


def has_finite(layout: Layout, words: Range) -> bool:
    """Whether a finite verb is among some words."""
    return any(layout.tokens[i].morph.get("VerbForm") == "Fin" for i in range(*words))


def clip(reading: Reading, words: Range) -> Range:
    """The words that lie within the bounds of the reading."""
    first, stop = reading.bounds
    return max(first, words[0]), min(stop, words[1])
