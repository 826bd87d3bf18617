"""From a draft to an Attribution: what kind of source it is, what it is called and where it speaks from."""

from __future__ import annotations

from collections import Counter

from selon.claims.attribution.cues import TOPIC, Cues
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.layout import Layout, Range
from selon.domain.cast import Cast, Mention
from selon.domain.records import Entity, EntityKind, Quote, Source, SourceKind, Span

OFFICIAL_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})


def resolve(layout: Layout, cast: Cast, cues: Cues, draft: Draft) -> Source:
    """The Source record of a draft."""
    cue = _span(layout, (draft.cue[0], draft.cue[-1] + 1))
    # An opinion about something vouches for nothing: "condemned the attack" is not word of an attack.
    content = () if draft.form == TOPIC else tuple(_span(layout, part) for part in draft.content)
    quote = _quote(layout, draft.content)
    if draft.head is None or draft.source is None:
        kind = draft.implied or SourceKind.UNNAMED
        return Source(cue.text, cue.start, cue.end, kind.value, kind, False, None, draft.stance, cue, content, quote,
                      None, "nobody is named")
    words = source_span(layout, draft.source)
    mention = cast.at(draft.head)
    entity = mention.entities[0] if mention and mention.entities else None
    kind, why = _kind(layout, cues, draft, mention, entity)
    named = _is_named(layout, draft, mention)
    country = entity.country if entity else None
    if kind is SourceKind.STATE_MEDIA and entity is None:
        country = country or _main_country(cast)
        name, named = f"state media of {country}" if country else "state media", False
    else:
        name = entity.name if entity else _bare(layout, cues, draft.source)
    return Source(words.text, words.start, words.end, name, kind, named, country, draft.stance, cue, content, quote,
                  entity.id if entity else None, f"{why}; a relay" if draft.form == "relay" else why)


def source_span(layout: Layout, words: Range) -> Span:
    """The words of a source, without the hyphen of a clitic ("dit-il")."""
    span = _span(layout, words)
    text = span.text.removeprefix("-t").lstrip("-")
    return Span(span.end - len(text), span.end, text) if text else span


def _span(layout: Layout, words: Range) -> Span:
    return layout.analysis.span(*words)


def _quote(layout: Layout, content: tuple[Range, ...]) -> Quote:
    inside = [layout.quotation_of[i] >= 0 for first, stop in content for i in range(first, stop)
              if layout.tokens[i].pos != "PUNCT"]
    if inside and all(inside):
        return Quote.DIRECT
    return Quote.MIXED if any(inside) else Quote.INDIRECT


def _kind(layout: Layout, cues: Cues, draft: Draft, mention: Mention | None,
          entity: Entity | None) -> tuple[SourceKind, str]:
    assert draft.head is not None
    assert draft.source is not None
    if mention is not None and mention.source_kind:
        return SourceKind(mention.source_kind), "the cast says so"
    if _is_state_media(layout, cues, draft.source):
        return SourceKind.STATE_MEDIA, "the words say so"
    if entity is not None and (entity.kind is EntityKind.STATE or OFFICIAL_SECTORS.intersection(entity.sectors)):
        return SourceKind.OFFICIAL, f"{entity.name} speaks for a state body"
    if entity is not None and entity.kind is EntityKind.PERSON:
        return SourceKind.PERSON, f"{entity.name} is a person"
    lemma = layout.tokens[draft.head].lemma
    if lemma in cues.kinds:
        return cues.kinds[lemma], f"the noun {lemma}"
    if entity is not None and entity.kind in (EntityKind.ORGANISATION, EntityKind.GROUP):
        return SourceKind.ORGANISATION, f"{entity.name} is an organisation"
    return draft.implied or _kind_by_name(layout, draft), "by its words"


def _is_state_media(layout: Layout, cues: Cues, source: Range) -> bool:
    lemmas = tuple(layout.tokens[i].lemma.replace("’", "'") for i in range(*source))
    return any(lemmas[i:i + len(words)] == words
               for words in cues.state_media for i in range(len(lemmas) - len(words) + 1))


def _kind_by_name(layout: Layout, draft: Draft) -> SourceKind:
    head = draft.head
    assert head is not None
    label = next((name.label for name in layout.analysis.names if name.first <= head < name.stop), None)
    if label == "PER":
        return SourceKind.PERSON
    if label == "LOC":
        return SourceKind.OFFICIAL
    if label == "ORG":
        return SourceKind.ORGANISATION
    return SourceKind.PERSON if layout.tokens[head].pos == "PROPN" else SourceKind.UNNAMED


def _is_named(layout: Layout, draft: Draft, mention: Mention | None) -> bool:
    assert draft.source is not None
    if mention is not None:
        return mention.named
    return any(layout.tokens[i].pos == "PROPN" for i in range(*draft.source))


def _main_country(cast: Cast) -> str | None:
    """The state that the report speaks of most."""
    counts = Counter(entity.country for entity in cast.entities if entity.country and entity.can_act)
    return counts.most_common(1)[0][0] if counts else None


def _bare(layout: Layout, cues: Cues, source: Range) -> str:
    """The words of a source without a leading article."""
    first, stop = source
    while first < stop - 1 and layout.lowers[first] in cues.articles:
        first += 1
    return layout.analysis.span(first, stop).text
