"""Fills a claim's actor, recipient and object from the slots of its frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from selon.claims.frames import Path, Role
from selon.claims.slots import Slots
from selon.claims.triggers import Reading
from selon.domain.catalog import EventType
from selon.domain.records import Entity, EntityKind, Span

VERBAL_CONFLICT = 3  # PLOVER's quad class of demands, accusations, refusals and threats

# Dependents that are no part of the words that name an object: clauses, appositions, punctuation.
_OUTSIDE_PHRASE = frozenset({"acl:relcl", "appos", "punct", "parataxis", "cc", "conj", "acl", "advcl", "dep", "case",
                             "mark"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Who did it to whom, and what was given, shown or asked for."""

    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...]
    object: Span | None
    heads: tuple[int, ...]  # tokens of all participants, for numbers and places
    why: tuple[tuple[str, str], ...]


def fill_roles(slots: Slots, reading: Reading, types: Mapping[str, EventType]) -> Roles:
    """The participants of one reading. A role whose words stand for nobody who can act stays empty."""
    actor, actor_heads, actor_why = _role(slots, reading.word, reading.frame.roles["actor"])
    recipient, recipient_heads, recipient_why = _role(slots, reading.word, reading.frame.roles["recipient"])
    if not recipient:
        suffering = slots.slot(reading.word, "suffering")
        recipient, recipient_heads = _entities(slots, suffering), suffering
    object_head = _object_head(slots, reading, {*actor_heads, *recipient_heads})
    if not _without(recipient, actor):
        recipient, recipient_why = _through_content(slots, reading, types, object_head, actor)
    recipient = _without(recipient, actor)
    return Roles(
        _distinct(actor), _distinct(recipient),
        phrase(slots, object_head) if object_head is not None else None,
        tuple(dict.fromkeys((*actor_heads, *recipient_heads, *([object_head] if object_head is not None else [])))),
        tuple(pair for pair in (("actor", actor_why), ("recipient", recipient_why)) if pair[1]))


def _role(slots: Slots, word: int, role: Role) -> tuple[tuple[Entity, ...], tuple[int, ...], str]:
    """Entities of the first alternative that holds any, the tokens they stand at, and the slots' names."""
    for option in role:
        heads = tuple(dict.fromkeys(head for path in option for head in slots.fill(word, path) if head != word))
        entities = _entities(slots, heads)
        if entities:
            return entities, heads, "+".join(".".join(path) for path in option)
    return (), (), ""


def _entities(slots: Slots, heads: Iterable[int]) -> tuple[Entity, ...]:
    return tuple(entity for head in heads for entity in _acting(slots, head))


def _acting(slots: Slots, head: int) -> tuple[Entity, ...]:
    """Who the words stand for; what cannot act stands for whoever it belongs to."""
    entities = tuple(entity for entity in slots.cast.entities_at(head) if entity.can_act)
    if entities or slots.analysis.tokens[head].pos in ("VERB", "AUX"):
        return entities
    return _owners(slots, head)


def _owners(slots: Slots, head: int) -> tuple[Entity, ...]:
    """Whoever a thing belongs to by the text: "*Ukrainian* positions", "the embassy *of France*"."""
    for name in ("possessive", "adjective", *sorted(slots.patterns.genitive), "compound",
                 *sorted(slots.patterns.ablative)):
        found = tuple(entity for at in slots.slot(head, name)
                      for entity in slots.cast.entities_at(at) if entity.can_act)
        if found:
            return found
    return ()


def _object_head(slots: Slots, reading: Reading, taken: set[int]) -> int | None:
    """The head of what the claim calls its object: the frame's own slot, else what fills a role but cannot act."""
    frame = reading.frame
    paths: list[Path] = [path for option in frame.roles["object"] for path in option]
    if not paths:
        paths = [path for option in frame.roles["recipient"] for path in option]
    for path in paths:
        for head in slots.fill(reading.word, path):
            stands_for_someone = any(e.can_act for e in slots.cast.entities_at(head))
            if head != reading.trigger and not (stands_for_someone and head in taken):
                return head
    return None


def _through_content(slots: Slots, reading: Reading, types: Mapping[str, EventType], head: int | None,
                     actor: tuple[Entity, ...]) -> tuple[tuple[Entity, ...], str]:
    """Whom a promise, refusal or demand concerns, where only its content says so.

    "Agreed to supply arms *to Mali*", "demanded the withdrawal of *Serbian* forces": the participants of what is
    asked or promised, in the order that the type's `content_order` gives. "Rejected a *UN* appeal", "denounced
    *Serbia's* crackdown": in verbal conflict, whoever the thing belongs to.
    """
    kind = types[reading.event]
    for inner in reading.absorbed:
        for role in kind.content_order:
            found, _, _ = _role(slots, inner.word, inner.frame.roles[role])
            if found := _without(found, actor):
                return found, f"content.{role}"
    if head is not None and kind.quad == VERBAL_CONFLICT and (found := _without(_owners(slots, head), actor)):
        return found, "object's owner"
    return (), ""


def phrase(slots: Slots, head: int) -> Span:
    """The words of a noun phrase or clause without appositions, relative clauses and coordination."""
    analysis = slots.analysis
    kept, waiting = [head], [head]
    is_clause = analysis.tokens[head].pos in ("VERB", "AUX")
    while waiting:
        at = waiting.pop()
        for child in analysis.children(at):
            outside = child.dep in _OUTSIDE_PHRASE and not (
                child.dep in ("case", "mark") and (at != head or is_clause)) and not (
                is_clause and child.dep in ("conj", "cc", "advcl"))
            if not outside and analysis.sentence_of(child.i) is analysis.sentence_of(head):
                kept.append(child.i)
                waiting.append(child.i)
    first, last = min(kept), max(kept)
    return analysis.span(first, last + 1)


def _distinct(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Each entity once, the first mention kept."""
    found: dict[tuple[str, str | None], Entity] = {}
    for entity in entities:
        found.setdefault((entity.name, entity.country), entity)
    return tuple(found.values())


def _without(entities: Sequence[Entity], others: Sequence[Entity]) -> tuple[Entity, ...]:
    names = {entity.name for entity in others}
    return tuple(entity for entity in entities if entity.name not in names)


def as_state(entity: Entity) -> Entity:
    """A place that is a state's seat or the state itself, as the state that acts."""
    return replace(entity, kind=EntityKind.STATE) if entity.kind is EntityKind.PLACE else entity
