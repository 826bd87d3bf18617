"""Attributions that a verb or an adjective introduces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selon.claims.attribution.complements import read_complement
from selon.claims.attribution.cues import CLAUSE, HOST, INFINITIVE, NOUN, Cues
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.hosts import read_host, read_quotation
from selon.claims.attribution.layout import Layout
from selon.claims.attribution.people import source_range
from selon.claims.attribution.reading import Reading, has_finite, match, with_helpers
from selon.domain.analysis import Token
from selon.domain.records import Stance

MAX_TAG = 10  # words of a source and its cue at the end of a sentence
_ATTRIBUTIVE = frozenset({"case", "amod", "compound"})
_PREDICATES = frozenset({"VERB", "AUX", "ADJ"})
_UNSEEN = frozenset({"ADV", "ADJ", "NOUN"})


def read_verbs(layout: Layout, cues: Cues) -> Iterator[Draft]:
    """The attributions whose cue is a verb or an adjective, in text order."""
    taken: set[int] = set()
    for token in layout.tokens:
        if token.dep in _ATTRIBUTIVE or token.i in taken or _is_in_compound(layout, token):
            continue
        if token.pos not in _PREDICATES and not _is_misread(layout, cues, token):
            continue
        entries = cues.verbs.get(token.lemma) or cues.by_ending(token)
        for entry in entries or ():
            group = match(layout, token, entry.words)
            if group is None or (entry.reflexive and not _is_reflexive(layout, cues, token)):
                continue
            draft = _read(Reading(layout, cues, entry, group, with_helpers(layout, group)))
            if draft is not None:
                taken.update(group)
                yield draft
                break


def _is_reflexive(layout: Layout, cues: Cues, token: Token) -> bool:
    return any(child.lower in cues.reflexives and child.i < token.i and child.dep.startswith(("expl", "obj", "iobj"))
               for child in layout.analysis.children(token.i))


def _is_misread(layout: Layout, cues: Cues, token: Token) -> bool:
    """A cue that the model took for a noun: right behind a quotation ("..., soupire un marchand"), or without
    determiner before its clause ("Ottawa, lui, doute que")."""
    if token.pos != "NOUN" or token.i < 2 or cues.recovered(token.lemma, cues.verbs) is None:
        return False
    if layout.is_mark(token.i - 1) or (layout.is_mark(token.i - 2) and layout.tokens[token.i - 1].text == ","):
        return True
    following = layout.lowers[token.i + 1] if token.i + 1 < len(layout.tokens) else ""
    return following in cues.complementizers and layout.tokens[token.i - 1].pos in ("PUNCT", "CCONJ", "PROPN", "PRON")


def _is_in_compound(layout: Layout, token: Token) -> bool:
    """Whether a hyphen glues a verb to the word before it: "c'est-à-dire"."""
    before = layout.tokens[token.i - 1] if token.i > 1 else token
    return before.text == "-" and before.end == token.start and before.start == layout.tokens[token.i - 2].end


def read_unseen(layout: Layout, cues: Cues) -> Iterator[Draft]:
    """A cue that the model took for an adverb or adjective of its own content, right behind a name: "Le Caire
    dément avoir négocié"."""
    for token in layout.tokens:
        if token.pos not in _UNSEEN or not 0 < token.i < len(layout.tokens) - 1 or token.head < token.i - 1:
            continue
        lemma = cues.recovered(token.lemma, cues.verbs)
        name, following = layout.tokens[token.i - 1], _behind_adverbs(layout, token.i)
        top = max(token.head, following.i, following.head)
        is_that = layout.lowers[following.i] in cues.complementizers
        form = CLAUSE if is_that else INFINITIVE if following.morph.get("VerbForm") == "Inf" else None
        if form is None and following.pos == "DET" and layout.bounds(token.i)[0] == name.i:
            form = NOUN  # "Rome dément tout rôle": a name, a cue and a noun with its article
        speaks = name.pos == "PROPN" or (name.pos == "NOUN" and name.lemma in cues.kinds)
        if lemma is None or form is None or not speaks or layout.bounds(token.i)[0] > name.i:
            continue
        entry = next((entry for entry in cues.verbs[lemma] if form in entry.takes and len(entry.words) == 1), None)
        high = layout.bounds(token.i)[1]
        stop = layout.clause_stop(following.i, high) if form == NOUN else min(layout.reach[top][1], high)
        content = layout.trim((following.i, stop))
        if entry is not None and layout.has_words(content):
            source = source_range(layout, cues, name.i, (token.i,), layout.bounds(name.i))
            yield Draft(token.i, name.i, source, (token.i,), (content,), entry.takes[form], form)


def _behind_adverbs(layout: Layout, i: int) -> Token:
    """The first word behind a cue that is no adverb: "dément aussi avoir négocié"."""
    last = len(layout.tokens) - 1
    while i + 1 < last and layout.tokens[i + 1].pos == "ADV":
        i += 1
    return layout.tokens[min(i + 1, last)]


def read_participles(layout: Layout, cues: Cues) -> Iterator[Draft]:
    """ "the raid announced by the ministry", "une frappe imputée à Israël": a noun is the content."""
    for token in layout.tokens:
        if token.dep != "acl" or token.pos not in ("VERB", "ADJ") or token.head >= token.i:
            continue
        agent = next((child for child in layout.analysis.children(token.i) if child.dep == "obl:agent" or (
            child.dep == "obl" and layout.analysis.case(child.i) in cues.agents)), None)
        entry = next((e for e in cues.verbs.get(token.lemma, ()) if NOUN in e.takes and len(e.words) == 1), None)
        is_imputed = token.lemma in cues.imputing
        if (entry is None or agent is None) and not is_imputed:
            continue
        content = layout.trim((layout.reach[token.head][0], token.i))
        stance = entry.takes[NOUN] if entry is not None else Stance.ASSERTS
        if agent is None:
            yield Draft(token.i, None, None, (token.i,), (content,), stance, NOUN)
        else:
            source = source_range(layout, cues, agent.i, (token.i,), layout.bounds(token.i))
            yield Draft(token.i, agent.i, source, (token.i,), (content,), stance, NOUN)


def read_tags(layout: Layout, cues: Cues, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """ "..., AFP reports." at the end of a sentence, where the model took the verb for a noun or hung its
    subject on the noun before: told by the words between the last comma and the verb."""
    known = {draft.anchor for draft in drafts}
    for sentence in layout.analysis.sentences:
        last = sentence.stop - 1
        while last > sentence.first and layout.tokens[last].pos == "PUNCT":
            last -= 1
        token = layout.tokens[last]
        comma = next((i for i in range(last - 1, max(last - MAX_TAG, sentence.first), -1)
                      if layout.tokens[i].text == ","), None)
        if comma is None or last in known or layout.quotation_of[last] >= 0:
            continue
        entry = next((e for e in cues.verbs.get(token.lemma, ()) if len(e.words) == 1 and HOST in e.takes), None)
        head = _tag_source(layout, cues, token, comma + 1) if entry is not None else None
        content = layout.trim((layout.clause_start(sentence.first, comma), comma))
        if entry is not None and head is not None and has_finite(layout, content):
            yield Draft(last, head, (comma + 1, last), (last,), (content,), entry.takes[HOST], HOST)


def _tag_source(layout: Layout, cues: Cues, token: Token, first: int) -> int | None:
    """Who speaks in "..., [an official in the capital] hinted.": a name right before the verb, or the first
    noun for somebody who can speak."""
    stop = token.i - 1 if layout.tokens[token.i - 1].text == ")" else token.i  # "the National News Agency (NNA) said"
    words = layout.tokens[first:stop]
    if any(word.pos in ("VERB", "AUX", "SCONJ", "CCONJ") for word in words) or not words:
        return None
    if words[-1].pos == "PROPN" and words[0].pos in ("PROPN", "DET"):
        return words[-1].i
    if token.morph.get("VerbForm") != "Fin" or words[0].pos != "DET":
        return None
    return next((word.i for word in words if word.lemma in cues.kinds), None)


def _read(reading: Reading) -> Draft | None:
    """The attribution of a cue: what it is set into ("..., he said, ..."), else its complement, else what
    stands beside it."""
    return read_host(reading) or read_complement(reading) or read_quotation(reading)
