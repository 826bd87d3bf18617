"""From a draft to an Attribution: what kind of source it is, what it is called and where it speaks from."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from selon.claims.attribution.cues import Cues
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.layout import Layout, Range
from selon.domain.cast import Cast, Mention
from selon.domain.records import Entity, EntityKind, Quote, Source, SourceKind, Span


def resolve(layout: Layout, cast: Cast, cues: Cues, draft: Draft) -> Source:
    """The Source record of a draft."""
    cue = _span(layout, (draft.cue[0], draft.cue[-1] + 1))
    content = tuple(_span(layout, part) for part in _told(layout, draft))
    quote = _quote(layout, draft.content)
    if draft.head is None or draft.source is None:
        kind = draft.implied or SourceKind.UNNAMED
        return Source(cue.text, cue.start, cue.end, kind.value, kind, False, None, draft.stance, cue, content, quote,
                      None, "nobody is named")
    words = source_span(layout, draft.source)
    mention = cast.at(draft.head)
    entity = _entity(layout, cast, draft, mention)
    kind, why = _kind(layout, cues, draft, mention, entity)
    named = _is_named(layout, draft, mention)
    country = entity.country if entity else None
    is_outlet = mention is not None and mention.form == "name"
    if kind is SourceKind.MEDIA and not is_outlet and country in cues.state_press_only:
        kind, why = SourceKind.STATE_MEDIA, f"every outlet of {country} is the state's"
    if kind is SourceKind.STATE_MEDIA and not is_outlet:
        country = country or _main_country(cast)
        name, named = f"state media of {country}" if country else "state media", False
    else:
        name = entity.name if entity else _bare(layout, cues, draft.source, draft.head)
    return Source(words.text, words.start, words.end, name, kind, named, country, draft.stance, cue, content, quote,
                  entity.id if entity else None, f"{why}; a relay" if draft.form == "relay" else why)


def _told(layout: Layout, draft: Draft) -> tuple[Range, ...]:
    """The content that is the source's word. An opinion about something is no word that it happened
    ("condemned the raid"), save what stands in quotation marks."""
    if draft.tells:
        return draft.content
    quoted: list[Range] = []
    for first, stop in draft.content:
        inside = [i for i in range(first, stop) if layout.quotation_of[i] >= 0]
        if inside and layout.quotation_of[draft.anchor] < 0:
            quoted.append((inside[0], inside[-1] + 1))
    return tuple(quoted)


def source_span(layout: Layout, words: Range) -> Span:
    """The words of a source, without the hyphen of a clitic ("dit-il")."""
    span = _span(layout, words)
    text = span.text.removeprefix("-t").lstrip("-")
    return Span(span.end - len(text), span.end, text) if text else span


def _span(layout: Layout, words: Range) -> Span:
    return layout.analysis.span(*words)


def _entity(layout: Layout, cast: Cast, draft: Draft, mention: Mention | None) -> Entity | None:
    """Who speaks. Several who speak together are one source: their names joined, their country if it is one."""
    assert draft.head is not None
    assert draft.source is not None
    partners = [found for child in layout.analysis.dependents(draft.head, "conj")
                if draft.source[0] <= child.i < draft.source[1] and (found := cast.at(child.i)) is not None]
    everyone = [entity for one in (mention, *partners) if one is not None for entity in one.entities]
    if not everyone:
        return None
    names, countries = list(dict.fromkeys(e.name for e in everyone)), {e.country for e in everyone}
    if len(names) == 1:
        return everyone[0]
    return replace(everyone[0], name=f"{', '.join(names[:-1])} and {names[-1]}", id=None,
                   country=everyone[0].country if len(countries) == 1 else None)


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
    if entity is not None and (entity.kind is EntityKind.STATE or cues.official_sectors.intersection(entity.sectors)):
        return SourceKind.OFFICIAL, f"{entity.name} speaks for a state body"
    lemma = _class_word(layout, cues, draft.head)
    if lemma in cues.kinds:
        return cues.kinds[lemma], f"the noun {lemma}"
    if entity is not None and entity.kind is EntityKind.PERSON:
        return SourceKind.PERSON, f"{entity.name} is a person"
    if entity is not None and entity.kind in (EntityKind.ORGANISATION, EntityKind.GROUP):
        return SourceKind.ORGANISATION, f"{entity.name} is an organisation"
    return draft.implied or _kind_by_name(layout, draft), "by its words"


def _class_word(layout: Layout, cues: Cues, head: int) -> str:
    """The noun that says what class a source is of: the head, or in "one of its spokesmen" the noun behind it."""
    token = layout.tokens[head]
    if token.pos in ("PRON", "NUM", "DET"):
        return next((child.lemma for child in layout.analysis.dependents(head, "nmod")
                     if child.lemma in cues.kinds), token.lemma)
    if token.pos == "PROPN":  # a capital at the head of a sentence makes no name
        return token.lower if token.i == layout.analysis.sentences[token.sentence].first else ""
    return token.lemma


def _is_state_media(layout: Layout, cues: Cues, source: Range) -> bool:
    shapes = [{layout.tokens[i].lemma, layout.lowers[i]} for i in range(*source)]
    return any(all(word in shape for word, shape in zip(words, shapes[i:], strict=False))
               for words in cues.state_media for i in range(len(shapes) - len(words) + 1))


def _kind_by_name(layout: Layout, draft: Draft) -> SourceKind:
    head = draft.head
    assert head is not None
    label = next((name.label for name in layout.analysis.names if name.first <= head < name.stop), None)
    if label == "PER":
        return SourceKind.PERSON
    if label == "LOC":
        return SourceKind.OFFICIAL
    has_article = any(child.dep == "det" and child.i < head for child in layout.analysis.children(head))
    if label == "ORG" or (layout.tokens[head].pos == "PROPN" and has_article):
        return SourceKind.ORGANISATION  # people's names take no article
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


def _bare(layout: Layout, cues: Cues, source: Range, head: int) -> str:
    """The words of a source without a leading article."""
    first, stop = source
    while first < min(head, stop - 1) and layout.lowers[first] in cues.articles:
        first += 1
    return layout.analysis.span(first, stop).text
