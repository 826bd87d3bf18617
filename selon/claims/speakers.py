"""First-person pronouns inside a content stand for whoever speaks; an official's "we" for the state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selon.claims.sources import chain_at
from selon.domain.analysis import Analysis, Token
from selon.domain.cast import Cast, Mention
from selon.domain.records import Attribution, Entity, EntityKind, Source, SourceKind

_SPEAKER_KINDS = {
    SourceKind.PERSON: EntityKind.PERSON, SourceKind.OFFICIAL: EntityKind.PERSON,
    SourceKind.WITNESSES: EntityKind.GROUP, SourceKind.EXPERTS: EntityKind.GROUP,
}


def with_speakers(cast: Cast, analysis: Analysis, attributions: Sequence[Attribution],
                  spokesmen: frozenset[str]) -> Cast:
    """The cast with "I", "we", "notre" tied to the innermost source of the content they stand in. `spokesmen`: the
    sectors of officials whose "we" is the state."""
    added = tuple(_speakers(cast, analysis, attributions, spokesmen))
    return Cast.of((*cast.mentions, *added), cast.places, cast.times, cast.numbers) if added else cast


def _speakers(cast: Cast, analysis: Analysis, attributions: Sequence[Attribution],
              spokesmen: frozenset[str]) -> Iterator[Mention]:
    if not attributions:
        return
    for token in analysis.tokens:
        if token.morph.get("Person") != "1" or token.pos not in ("PRON", "DET") or cast.at(token.i):
            continue
        chain = chain_at(attributions, token.start)
        if chain and (speaker := _speaker(cast, analysis, chain[-1].resolved, token, spokesmen)):
            yield Mention(token.i, token.i, token.i + 1, (speaker,), "pronoun", antecedent=True)


def _speaker(cast: Cast, analysis: Analysis, source: Source, token: Token, spokesmen: frozenset[str]) -> Entity | None:
    for mention in cast.mentions:
        first = analysis.tokens[mention.first]
        if first.start < source.end and source.start < analysis.tokens[mention.stop - 1].end:
            entity = _whole(cast, mention.entities[0], token, spokesmen)
            return Entity(token.text, token.start, token.end, entity.name, entity.kind, entity.country,
                          entity.sectors, entity.id, f"“{token.text}”: the speaker")
    kind = _SPEAKER_KINDS.get(source.kind)
    if kind is None:
        return None
    return Entity(token.text, token.start, token.end, source.name, kind, source.country, (), source.id,
                  f"“{token.text}”: the speaker")


def _whole(cast: Cast, speaker: Entity, token: Token, spokesmen: frozenset[str]) -> Entity:
    """Whom an official's "we" stands for: the state that they speak for, where the report names it."""
    is_official = speaker.kind is EntityKind.PERSON and bool(spokesmen.intersection(speaker.sectors))
    if token.morph.get("Number") != "Plur" or not is_official:
        return speaker
    return next((entity for entity in cast.entities
                 if entity.kind is EntityKind.STATE and entity.country == speaker.country), speaker)
