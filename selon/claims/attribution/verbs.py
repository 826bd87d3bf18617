"""Attributions that a verb or an adjective introduces."""

from __future__ import annotations

from collections.abc import Iterator

from selon.claims.attribution.complements import read_complement
from selon.claims.attribution.cues import Cues
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.hosts import read_host, read_quotation
from selon.claims.attribution.layout import Layout
from selon.claims.attribution.reading import Reading, match, with_helpers

_ATTRIBUTIVE = frozenset({"case", "amod", "compound"})
_PREDICATES = frozenset({"VERB", "AUX", "ADJ"})


def read_verbs(layout: Layout, cues: Cues) -> Iterator[Draft]:
    """The attributions whose cue is a verb or an adjective, in text order."""
    taken: set[int] = set()
    for token in layout.tokens:
        if token.pos not in _PREDICATES or token.dep in _ATTRIBUTIVE or token.i in taken:
            continue
        entries = cues.verbs.get(token.lemma) or cues.by_ending(token)
        for entry in entries or ():
            group = match(layout, token, entry.words)
            if group is None:
                continue
            draft = _read(Reading(layout, cues, entry, group, with_helpers(layout, group)))
            if draft is not None:
                taken.update(group)
                yield draft
                break


def _read(reading: Reading) -> Draft | None:
    """The attribution of a cue: what it is set into ("..., he said, ..."), else its complement, else what
    stands beside it."""
    return read_host(reading) or read_complement(reading) or read_quotation(reading)
