"""Standing facts that are no events: who is whose ally, holds which office, belongs to what. Data: relations.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from selon.claims.slots import Slots
from selon.domain.cast import Mention
from selon.domain.catalog import Language
from selon.domain.records import Entity, EntityKind, Party, Relation, RelationType, Span


@dataclass(frozen=True)
class RelationWords:
    """`relations.yaml`: nouns and phrases that state a relation."""

    nouns: Mapping[str, RelationType]
    phrases: Mapping[tuple[str, str], RelationType]  # preposition, noun: "at war"
    partners: tuple[str, ...]  # prepositions of the other side of a phrase: "at war *with*"

    @classmethod
    def of(cls, language: Language) -> RelationWords:
        rows = language.read("relations")
        return cls({str(word): RelationType(kind) for kind, words in rows["nouns"].items() for word in words},
                   {tuple(str(phrase).rsplit(" ", 1)): RelationType(kind)  # type: ignore[misc]
                    for kind, phrases in rows["phrases"].items() for phrase in phrases},
                   tuple(map(str, rows["partners"])))


def find_relations(slots: Slots, words: RelationWords) -> Iterator[Relation]:
    """Relations in text order, still without their attribution."""
    for mention in slots.cast.mentions:
        if office := _office(slots, mention):
            yield office
    for token in slots.analysis.tokens:
        kind = words.nouns.get(token.lemma)
        if kind is not None and token.pos in ("NOUN", "PROPN", "ADJ"):
            yield from _by_noun(slots, token.i, kind)
        elif token.pos == "NOUN" and (kind := words.phrases.get((slots.analysis.case(token.i), token.lemma))):
            yield from _by_phrase(slots, token.i, kind, words.partners)


def _office(slots: Slots, mention: Mention) -> Relation | None:
    """A person named together with a title."""
    entity = mention.entities[0]
    if mention.title is None or entity.kind is not EntityKind.PERSON or len(mention.entities) > 1:
        return None
    return Relation(RelationType.OFFICE, Party(entity.name, entity.country),
                    Party(mention.title, entity.country), slots.analysis.span(mention.first, mention.stop))


def _by_noun(slots: Slots, i: int, kind: RelationType) -> Iterator[Relation]:
    objects = _related(slots, i)
    subjects = _holders(slots, i, are_places=kind is RelationType.PART_OF)
    yield from _pairs(slots, i, kind, subjects, objects)


def _by_phrase(slots: Slots, i: int, kind: RelationType, partners: Sequence[str]) -> Iterator[Relation]:
    """ "The two Koreas are at war", "Russia is at war with Ukraine"."""
    subjects = _holders(slots, i)
    objects = [entity for name in partners for entity in slots.agents(slots.slot(i, name))]
    if not objects and len(subjects) == 2:
        subjects, objects = subjects[:1], subjects[1:]
    yield from _pairs(slots, i, kind, subjects, objects)


def _pairs(slots: Slots, i: int, kind: RelationType, subjects: list[Entity],
           objects: list[Entity]) -> Iterator[Relation]:
    for subject in subjects:
        for other in objects:
            if subject.name != other.name:
                yield Relation(kind, Party(subject.name, subject.country), Party(other.name, other.country),
                               _evidence(slots, i, subject, other))


def _related(slots: Slots, i: int) -> list[Entity]:
    names = ("possessive", "adjective", *sorted(slots.patterns.genitive), *sorted(slots.patterns.dative))
    for name in names:
        if found := slots.agents(slots.slot(i, name)):
            return list(found)
    return []


def _holders(slots: Slots, i: int, *, are_places: bool = False) -> list[Entity]:
    """Who is said to be it: the subject of the copula, also through "one of", or the noun it is apposed to."""

    def fits(entity: Entity) -> bool:
        return entity.can_act or (are_places and entity.kind is EntityKind.PLACE)

    analysis, token = slots.analysis, slots.analysis.tokens[i]
    at = token
    for _ in range(2):
        if analysis.dependents(at.i, "cop"):
            heads = [part for t in analysis.dependents(at.i, "nsubj") for part in slots.coordinated(t.i)]
            return [e for head in heads for e in slots.cast.entities_at(head) if fits(e)]
        if at.dep == "appos":
            return [e for e in slots.cast.entities_at(at.head) if fits(e)]
        if at.dep != "nmod":
            break
        at = analysis.tokens[at.head]
    before = [m for m in slots.cast.mentions if m.stop == token.i - 1 and analysis.tokens[m.stop].text == ","]
    return [e for m in before[-1:] for e in m.entities if fits(e) and not analysis.case(i)]


def _evidence(slots: Slots, i: int, subject: Entity, other: Entity) -> Span:
    token = slots.analysis.tokens[i]
    start = min(subject.start, other.start, token.start)
    end = max(subject.end, other.end, token.end)
    return Span(start, end, slots.analysis.text[start:end])
