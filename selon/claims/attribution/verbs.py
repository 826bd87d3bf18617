"""Attributions that a verb, an adjective or a noun introduces: "said that", "nie avoir", "is sure", "the claim that"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selon.claims.attribution.cues import (
    CLAUSE, GERUND, HOST, INFINITIVE, NOUN, PREDICATE, QUESTION, QUOTE, TOPIC, Cues, Entry,
)
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.layout import Layout, Range
from selon.claims.attribution.people import Speaker, find_speaker, noun_behind, source_range, with_apposition
from selon.domain.analysis import Token
from selon.domain.records import Stance

MAX_BETWEEN = 14  # words from a cue to the "that" of its clause
_PREDICATES = frozenset({"VERB", "AUX", "ADJ"})
_CLAUSAL = frozenset({"ccomp", "xcomp", "csubj", "csubj:pass", "advcl", "acl", "acl:relcl", "parataxis", "dep", "obj", "obl"})
_HELPERS = frozenset({"aux", "cop"})
_BREAKS = frozenset({",", "—", "–", "-", "--", "(", ";"})
_NOT_GROWN = frozenset({"punct", "ccomp", "xcomp", "advcl", "csubj", "parataxis", "conj"})
_STRAYED = frozenset({"obl", "obl:arg", "obj", "nmod", "advmod", "dep", "xcomp"})  # of the clause, hung on its cue
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


def read_verbs(layout: Layout, cues: Cues) -> Iterator[Draft]:
    """The attributions whose cue is a verb or an adjective, in text order."""
    taken: set[int] = set()
    for token in layout.tokens:
        entries = cues.verbs.get(token.lemma) or cues.by_ending(token)
        if entries is None or token.i in taken or token.pos not in _PREDICATES or token.dep in ("case", "amod", "compound"):
            continue
        for entry in entries:
            group = _match(layout, token, entry.words)
            if group is None:
                continue
            draft = _read(Reading(layout, cues, entry, group, _with_helpers(layout, group)))
            if draft is not None:
                taken.update(group)
                yield draft
                break


def _match(layout: Layout, token: Token, words: tuple[str, ...]) -> tuple[int, ...] | None:
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


def _with_helpers(layout: Layout, group: tuple[int, ...]) -> tuple[int, ...]:
    """The cue as it is marked: the verb with its auxiliaries and the adverbs and negations beside it."""
    found = set(group)
    for i in group:
        for child in layout.analysis.children(i):
            if child.dep.partition(":")[0] in _HELPERS or child.dep == "compound:prt":
                found.add(child.i)
    first, last = min(found), max(group)
    for i in group:
        for child in layout.analysis.children(i):
            is_beside = first - 1 <= child.i < last
            if child.dep == "advmod" and is_beside and layout.reach[child.i] == (child.i, child.i + 1):
                found.add(child.i)
    return tuple(sorted(found))


def _read(reading: Reading) -> Draft | None:
    """The attribution of a cue: what it is set into ("..., he said, ..."), else its complement, else what
    stands beside it."""
    return _set_into(reading) or _complement(reading) or _quoted_behind(reading)


def _draft(reading: Reading, speaker: Speaker, content: list[Range], form: str, stance: Stance) -> Draft | None:
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
    return Draft(reading.anchor, head, source, reading.cue, pieces, stance, form)


def _without(part: Range, hole: Range) -> list[Range]:
    if hole[1] <= part[0] or part[1] <= hole[0]:
        return [part]
    return [piece for piece in ((part[0], hole[0]), (hole[1], part[1])) if piece[0] < piece[1]]


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


# Complements

def _complement(reading: Reading) -> Draft | None:
    layout, entry = reading.layout, reading.entry
    last = max(reading.group)
    for i in reversed(reading.group):
        for child in layout.analysis.children(i):
            if child.i in reading.group or child.i < last:
                continue
            form = _form(reading, child)
            if form is None:
                continue
            if form in entry.takes:
                return _with_complement(reading, child, form)
    return _announced(reading) or _noun_complement(reading)


def _announced(reading: Reading) -> Draft | None:
    """A clause that the parser hung elsewhere, told by its first word: "told the BBC before the vote that ..."."""
    layout, cues = reading.layout, reading.cues
    if CLAUSE not in reading.entry.takes or _is_unfinished(reading):
        return None
    low, high = reading.bounds
    last = max(reading.group)
    for i in range(last + 1, min(last + MAX_BETWEEN, high - 2)):
        token = layout.tokens[i]
        if layout.lowers[i] in cues.complementizers and token.pos == "SCONJ":
            follows = i == last + 1 or layout.tokens[i - 1].text == "," or layout.tokens[token.head].dep == "advcl"
            if not follows:
                return None
            content = [_to_quotation_end(layout, _before_next_cue(reading, (i, high)))]
            return _draft(reading, find_speaker(layout, cues, reading.group), content, CLAUSE,
                          reading.entry.takes[CLAUSE])
        if token.pos in ("VERB", "AUX") and token.morph.get("VerbForm") == "Fin" and token.i != last + 1 and (
                layout.reach[token.i][0] > last + 1 and layout.tokens[i - 1].pos == "CCONJ"):
            return None
    return None


def _form(reading: Reading, child: Token) -> str | None:
    """What kind of complement a dependent is, None where it is none."""
    layout, cues = reading.layout, reading.cues
    if child.dep not in _CLAUSAL or _is_parenthesis(layout, child):
        return None
    first = layout.reach[child.i][0]
    if first <= max(reading.group):
        first = min((c.i for c in layout.analysis.children(child.i) if c.i > max(reading.group)), default=child.i)
    marks = [c for c in layout.analysis.children(child.i) if c.dep == "mark"]
    if marks and layout.lowers[marks[0].i] in cues.complementizers and marks[0].i > max(reading.group):
        return CLAUSE
    opening = layout.lowers[first]
    complement = child.dep in ("ccomp", "xcomp", "csubj", "csubj:pass")
    if opening in cues.complementizers and child.pos in ("VERB", "AUX", "ADJ", "NOUN", "PROPN", "PRON", "ADV"):
        return CLAUSE
    if opening in cues.interrogatives:
        is_asked = reading.entry.takes.get(QUESTION) is Stance.ASKS
        return QUESTION if complement or is_asked or (
            QUESTION in reading.entry.takes and first <= max(reading.group) + 2) else None
    is_infinitive = child.morph.get("VerbForm") == "Inf" or any(
        c.morph.get("VerbForm") == "Inf" and c.dep.startswith(("aux", "cop")) for c in layout.analysis.children(child.i))
    if is_infinitive and child.dep in ("xcomp", "ccomp", "advcl", "acl", "obl", "obj"):
        has_subject = any(c.dep.startswith("nsubj") for c in layout.analysis.children(child.i))
        return CLAUSE if has_subject and not marks else INFINITIVE
    is_gerund = child.pos in ("VERB", "AUX") and child.morph.get("Aspect") == "Prog" and not any(
        c.dep.startswith(("aux", "nsubj")) for c in layout.analysis.children(child.i))
    if is_gerund and (
            child.dep in ("xcomp", "ccomp") or (marks and child.dep in ("advcl", "acl"))):
        return GERUND
    if child.dep == "xcomp":
        return PREDICATE
    if child.dep in ("ccomp", "csubj", "csubj:pass"):
        return CLAUSE
    return None


def _is_parenthesis(layout: Layout, child: Token) -> bool:
    """Whether a dependent clause is set off by a comma and so is no complement, unless it is one by its label."""
    first = layout.reach[child.i][0]
    return child.dep in ("parataxis", "dep", "acl:relcl", "obj", "obl") and (
        first == 0 or child.pos not in ("VERB", "AUX") or layout.tokens[first - 1].text in _BREAKS)


def _with_complement(reading: Reading, child: Token, form: str) -> Draft | None:
    layout = reading.layout
    speaker = find_speaker(layout, reading.cues, reading.group)
    first, stop = _clip(reading, layout.reach[child.i])
    after = max(reading.group) + 1
    if form == CLAUSE:
        after = next((c.i for c in layout.analysis.children(child.i) if c.i >= after and c.dep == "mark"
                      and layout.lowers[c.i] in reading.cues.complementizers), after)
    content = [(max(first, after), stop)]
    left = (first, min(reading.cue))
    if form == CLAUSE and left[0] < left[1] and layout.tokens[left[1] - 1].text == ",":
        content.insert(0, left)
    content[-1] = _before_next_cue(reading, content[-1])
    content[-1] = _to_quotation_end(layout, _with_conjuncts(reading, child, content[-1], form))
    if form in (CLAUSE, QUESTION) and layout.lowers[min(content[-1][1], len(layout.tokens) - 1)] == ":":
        content = [*content, *_quotation_behind(reading, content[-1][1])]
    if form in (INFINITIVE, GERUND, PREDICATE):
        content = _with_object(reading, speaker, child, content)
    return _draft(reading, speaker, content, form, reading.entry.takes[form])


def _before_next_cue(reading: Reading, words: Range) -> Range:
    """A content ends where its source goes on to say more: "that he would leave, adding that ..."."""
    layout = reading.layout
    for i in range(words[0] + 1, words[1] - 1):
        if layout.tokens[i].text != "," or layout.quotation_of[i] >= 0:
            continue
        nxt = next((j for j in range(i + 1, min(i + 4, words[1])) if layout.tokens[j].pos not in ("ADV", "ADP")), i)
        morph = layout.tokens[nxt].morph
        if layout.tokens[nxt].pos == "VERB" and reading.cues.speaks(layout.tokens[nxt].lemma) and (
                morph.get("Aspect") == "Prog" or morph.get("Tense") == "Pres" and morph.get("VerbForm") == "Part"):
            return words[0], i
    return words


def _with_conjuncts(reading: Reading, child: Token, words: Range, form: str) -> Range:
    """ "to meet and exceed", "that A and that B": coordinate complements that the parser hung on the cue."""
    layout = reading.layout
    for i in (*reading.group, child.i):
        for other in layout.analysis.children(i):
            first, stop = layout.reach[other.i]
            if first < words[1] - 1 or first > words[1] + 2:
                continue
            if i != child.i and form == CLAUSE and other.dep in _STRAYED and words[1] - words[0] > 1:
                words = words[0], _clip(reading, (first, stop))[1]
            if other.dep != "conj":
                continue
            opening = next((j for j in range(first, stop) if layout.tokens[j].dep != "cc"
                            and layout.tokens[j].pos != "PUNCT"), first)
            has_subject = any(c.dep.startswith("nsubj") for c in layout.analysis.children(other.i))
            if layout.lowers[opening] in reading.cues.complementizers or (
                    other.morph.get("VerbForm") != "Fin" and not has_subject
                    and not any(c.dep.startswith("aux") for c in layout.analysis.children(other.i))):
                words = words[0], _clip(reading, (first, stop))[1]
    return words


def _with_object(reading: Reading, speaker: Speaker, child: Token, content: list[Range]) -> list[Range]:
    """ "urged [Kiev to stop]", "called [it a failure]", "[the talks] are expected [to resume]"."""
    layout = reading.layout
    labels = ("nsubj:pass",) if speaker.is_passive else ("obj",)
    for i in reading.group:
        for other in layout.analysis.children(i):
            if other.dep in labels and other.i != child.i and other.i < child.i:
                words = layout.reach[other.i]
                if words[1] == content[0][0]:
                    return [(words[0], content[0][1]), *content[1:]]
                return [words, *content]
    return content


def _clip(reading: Reading, words: Range) -> Range:
    first, stop = reading.bounds
    return max(first, words[0]), min(stop, words[1])


def _to_quotation_end(layout: Layout, words: Range) -> Range:
    """A range that ends inside a quotation that it opens runs on to that quotation's end."""
    number = layout.quotation_of[words[1] - 1]
    if number >= 0:
        first, stop = layout.with_marks(number)
        if words[0] <= first or first == words[0] - 1:
            return words[0], max(words[1], stop)
    following = words[1]
    if following < len(layout.tokens) and layout.is_mark(following) and following not in layout.opened_by:
        return words[0], following + 1
    return words


def _noun_complement(reading: Reading) -> Draft | None:
    """ "announced the expulsion of", "called for restraint", "described it as a failure"."""
    layout, entry = reading.layout, reading.entry
    if PREDICATE in entry.takes and (draft := _described(reading)) is not None:
        return draft
    if not entry.obliques and NOUN not in entry.takes and TOPIC not in entry.takes:
        return None
    last = max(reading.group)
    for i in reading.group:
        for child in layout.analysis.children(i):
            if child.i < last or child.pos not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
                continue
            case = layout.analysis.case(child.i)
            stance, form = entry.obliques.get(case, (None, NOUN)) if case else (None, NOUN)
            if stance is None and child.dep == "obj" and not case:
                form = NOUN if NOUN in entry.takes else TOPIC
                stance = entry.takes.get(form)
            if stance is None:
                continue
            first, stop = _clip(reading, _with_reason(reading, layout.reach[child.i]))
            first = max(first, last + 1) + (1 if case else 0)
            return _draft(reading, find_speaker(layout, reading.cues, reading.group), [(first, stop)], form, stance)
    return None


def _with_reason(reading: Reading, words: Range) -> Range:
    """ "blamed the junta [for the raid]", "showed Petit [leading the field]": what follows without a comma."""
    layout = reading.layout
    for child in layout.analysis.children(reading.anchor):
        first, stop = layout.reach[child.i]
        if first == words[1] and (child.dep in ("xcomp", "advcl", "acl") and child.pos == "VERB"
                                  or layout.lowers[first] in reading.cues.reasons):
            words = words[0], stop
    return words


def _described(reading: Reading) -> Draft | None:
    """ "described the deal as a failure", "qualifie l'accord d'erreur": the thing and what it is called."""
    layout = reading.layout
    last = max(reading.group)
    things = layout.analysis.dependents(reading.anchor, "obj")
    named = [child for child in layout.analysis.children(reading.anchor)
             if layout.lowers[layout.reach[child.i][0]] in reading.cues.predicating]
    named += [child for thing in things for child in layout.analysis.children(thing.i)
              if layout.lowers[layout.reach[child.i][0]] in reading.cues.as_words]
    for child in named:
        if child.i > last and child.dep.partition(":")[0] in ("obl", "nmod", "advcl", "xcomp", "acl"):
            speaker = find_speaker(layout, reading.cues, reading.group)
            content = _with_object(reading, speaker, child, [_to_quotation_end(layout, layout.reach[child.i])])
            return _draft(reading, speaker, content, PREDICATE, reading.entry.takes[PREDICATE])
    return None


# Quotations and clauses that a cue is set into or stands before

def _set_into(reading: Reading) -> Draft | None:
    """ "..., he said, ...", "..., a déclaré le ministre": the sentence around a reporting phrase."""
    layout, entry = reading.layout, reading.entry
    if HOST not in entry.takes and QUOTE not in entry.takes:
        return None
    first, stop = _region(reading)
    opening = _opening(reading)
    behind = _inverted(reading, opening)
    if behind is not None:
        first = opening
    if layout.lowers[first] in reading.cues.complementizers or _is_unfinished(reading):
        return None
    left = _left(reading, first)
    if not left:
        return None
    after_quote = layout.is_mark(first - 1) or layout.is_mark(max(first - 2, 0))
    if behind is None and not after_quote and not _is_host(reading, left[0], first, stop):
        return None
    speaker = Speaker(behind) if behind is not None else find_speaker(layout, reading.cues, reading.group)
    if speaker.is_passive and speaker.head is None:
        return None
    if behind is not None:
        stop = max(stop, with_apposition(layout, source_range(layout, reading.cues, behind, reading.cue, reading.bounds),
                                         reading.bounds[1])[1])
    content = [*left, *(_quotation_behind(reading, stop) or _right(reading, stop, is_whole=not _has_finite(layout, left[0])))]
    return _draft(reading, speaker, content, HOST, entry.takes.get(HOST) or entry.takes[QUOTE])


def _is_unfinished(reading: Reading) -> bool:
    """Whether a cue is an infinitive or a present participle: "to say", "ajoutant"."""
    if any(reading.layout.tokens[i].morph.get("VerbForm") == "Fin" for i in reading.cue):
        return False
    morph = reading.layout.tokens[reading.anchor].morph
    return morph.get("VerbForm") == "Inf" or "Prog" in morph.get("Aspect", "") or morph.get("Tense") == "Pres"


def _opening(reading: Reading) -> int:
    """Where a cue's own words begin, clitics and adverbs before it included."""
    opening, low = min(reading.cue), reading.bounds[0]
    while opening > low and (reading.layout.tokens[opening - 1].pos in ("PRON", "PART", "ADV")
                             and reading.layout.tokens[opening - 1].head in reading.group
                             and not reading.layout.tokens[opening - 1].dep.startswith("nsubj")):
        opening -= 1
    return opening


def _inverted(reading: Reading, opening: int) -> int | None:
    """The source behind a cue that opens its phrase, as after a quotation: "..., a déclaré le ministre"."""
    layout = reading.layout
    if opening == 0 or _is_unfinished(reading):
        return None
    before = layout.tokens[opening - 1]
    if before.text not in _BREAKS and before.text not in "?!…" and not layout.is_mark(opening - 1):
        return None
    behind = _clitic(reading) or noun_behind(layout, reading.cues, max(reading.cue), reading.bounds[1])
    if behind is None or not layout.is_mark(opening - 1) and _has_own_subject(reading, opening, behind):
        return None
    if NOUN not in reading.entry.takes:
        return behind
    # "..., a annoncé le porte-parole" or "La junte, isolée, a annoncé une trêve": by who can speak.
    speaks = layout.tokens[behind].pos in ("PROPN", "PRON") or layout.tokens[behind].lemma in reading.cues.kinds
    after_mark = layout.is_mark(opening - 1) or layout.is_mark(max(opening - 2, 0))
    return behind if after_mark or (speaks and layout.tokens[reading.anchor].dep != "conj") else None


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
                    if child.dep.startswith("nsubj") and child.i < opening), None)
    if subject is None or _has_finite(layout, (layout.reach[subject.i][1], opening)):
        return False
    _, high = reading.bounds
    stop = layout.reach[behind][1]
    return not (stop < high and layout.tokens[stop].text == "," and _has_finite(layout, (stop, high)))


def _is_host(reading: Reading, left: Range, first: int, stop: int) -> bool:
    """Whether the words before a reporting phrase are a clause that it reports, and not a part of its own."""
    layout = reading.layout
    low, high = reading.bounds
    if not _has_finite(layout, left) and not _has_finite(layout, (stop, high)):
        return False
    if stop < high and layout.tokens[stop].pos != "PUNCT" and layout.tokens[first].dep != "mark":
        return False
    if _is_unfinished(reading):
        return False
    token = layout.tokens[reading.anchor]
    if any(child.dep in ("ccomp", "csubj") and child.i < first for i in reading.group
           for child in layout.analysis.children(i)):
        return True
    if token.dep in ("parataxis", "ccomp", "dep", "advmod", "root"):
        return token.dep != "root" and token.head < first or token.head >= stop or token.dep in ("parataxis",)
    marks = [child for child in layout.analysis.children(token.i) if child.dep in ("mark", "advmod")
             and layout.lowers[child.i] in reading.cues.as_words]
    return token.dep == "advcl" and bool(marks)


def _has_finite(layout: Layout, words: Range) -> bool:
    return any(layout.tokens[i].morph.get("VerbForm") == "Fin" for i in range(*words))


def _quoted_behind(reading: Reading) -> Draft | None:
    """ "He said: ...", "X continued, '...'": a quotation behind a cue."""
    layout, entry = reading.layout, reading.entry
    if QUOTE not in entry.takes and HOST not in entry.takes:
        return None
    _, stop = _region(reading)
    content = _quotation_behind(reading, stop)
    if not content:
        return None
    speaker = find_speaker(layout, reading.cues, reading.group)
    if speaker.head is None:
        return None
    return _draft(reading, speaker, content, QUOTE, entry.takes.get(QUOTE) or entry.takes[HOST])


def _region(reading: Reading) -> Range:
    """The stretch of a reporting phrase: the cue, its source, and what hangs on them without a comma."""
    layout = reading.layout
    first, stop = min(reading.cue), max(reading.cue) + 1
    low, high = reading.bounds
    grown = True
    while grown:
        grown = False
        for i in reading.group:
            for child in layout.analysis.children(i):
                begin, end = layout.reach[child.i]
                if child.dep in _NOT_GROWN or child.i in reading.group:
                    continue
                if child.dep.startswith(("nsubj", "expl")) or child.dep in ("iobj", "obj"):
                    if begin >= first - 25 and end <= first and child.dep.startswith(("nsubj", "expl", "iobj", "obj")):
                        first, grown = begin, True
                if begin == stop and end > stop and child.dep != "cc":
                    stop, grown = end, True
                elif end == first and begin < first and child.dep in ("mark", "advmod", "iobj", "obj", "expl:pv", "cc", "expl:subj", "expl"):
                    first, grown = begin, True
    return max(low, first), min(high, stop)


def _quotation_behind(reading: Reading, stop: int) -> list[Range]:
    """What follows a reporting phrase as its content: a quotation, or the rest after a colon."""
    layout = reading.layout
    low, high = reading.bounds
    i, tokens = stop, layout.tokens
    colon = False
    while i < len(tokens) and not colon and (tokens[i].text in (",", ":") or tokens[i].dep == "cc" and i > stop):
        colon = tokens[i].text == ":"
        i += 1
    if i >= len(tokens) or layout.quotation_of[reading.anchor] >= 0:
        return []
    number = layout.opened_by.get(i)
    if number is not None and (colon or i > stop or i == stop) and (i <= high or colon):
        first, end = layout.with_marks(number)
        return [(first, max(end, min(high, end)))]
    if colon and i < high:
        return [(i, high)]
    return []


def _left(reading: Reading, first: int) -> list[Range]:
    """What stands before a reporting phrase: the sentence so far, from the beginning of an open quotation."""
    layout = reading.layout
    low, _ = reading.bounds
    if first <= low:
        return _before_sentence(reading, first)
    before = layout.tokens[first - 1]
    if before.text not in _BREAKS and not layout.is_mark(first - 1) and before.text not in ("?", "!", "…"):
        return []
    stop = first - 1 if before.text in _BREAKS else first
    return [(_beginning(reading, low, stop), stop)]


def _before_sentence(reading: Reading, first: int) -> list[Range]:
    """A quotation that has just closed: the parser took "..., he said" after a full stop as a new sentence."""
    layout = reading.layout
    if first and layout.is_mark(first - 1) and layout.quotation_of[first - 1] < 0:
        number = layout.quotation_of[first - 2] if first > 1 else -1
        _, stop = _region(reading)
        if number >= 0 and layout.paragraph(first - 1) == layout.paragraph(first) and (layout.tokens[first].text[:1].islower() or not layout.has_words((stop, reading.bounds[1]))):
            return [layout.with_marks(number)]
    return []


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
    return low


def _right(reading: Reading, stop: int, *, is_whole: bool) -> list[Range]:
    """The content's rest behind a reporting phrase in the middle of a sentence. `is_whole`: what stands before
    the phrase is no clause by itself, so what follows belongs to it."""
    layout = reading.layout
    _, high = reading.bounds
    if stop >= high or layout.tokens[stop].text not in _BREAKS:
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
