"""Fills a claim's actor, recipient and object from the slots of its frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from selon.claims.frames import Path, Role
from selon.claims.slots import Slots
from selon.claims.triggers import Reading
from selon.domain.catalog import VERBAL_CONFLICT, EventType
from selon.domain.records import Entity, EntityKind, Span

_Filled = tuple[tuple[Entity, ...], tuple[int, ...], str]  # entities, tokens they stand at, slots that gave them

COUNTRY_PRECISION = 6  # of a Place that is a whole country; UCDP's code

_MEANS = (EntityKind.GROUP, EntityKind.ORGANISATION)  # what a state can use or give, its people and bodies

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


def fill_roles(slots: Slots, reading: Reading, types: Mapping[str, EventType], told: Mapping[int, Reading]) -> Roles:
    """The participants of one reading. A role whose words stand for nobody who can act stays empty.

    `told`: all readings of the report by their words.
    """
    actor, actor_heads, actor_why = _actor(slots, reading)
    recipient, recipient_heads, recipient_why = _recipient(slots, reading, actor, actor_why)
    if recipient_why in slots.patterns.locative:
        recipient = _without_own_state(recipient, actor)
    is_loose = _belongs_within(slots, reading, recipient_why, recipient_heads)
    object_head = _object_head(slots, reading, {*actor_heads, *(() if is_loose else recipient_heads)})
    if is_loose or not _without(recipient, actor):
        through, through_why = _through_content(slots, reading, types[reading.event], told, object_head, actor)
        if through or not is_loose or recipient_why in slots.patterns.genitive:
            recipient, recipient_why = through, through_why
    if recipient_why.startswith(("clause", "content")):
        recipient = _without_own_state(recipient, actor)
    recipient = _without(recipient, actor) or _without(_further(slots, reading, types, told), actor)
    if types[reading.event].spares_capitals:
        recipient = tuple(entity for entity in recipient if not _is_capital(slots, entity))
    return Roles(
        _distinct(actor), _distinct(recipient),
        phrase(slots, object_head) if object_head is not None else None,
        tuple(dict.fromkeys((*actor_heads, *recipient_heads, *([object_head] if object_head is not None else [])))),
        tuple(pair for pair in (("actor", actor_why), ("recipient", recipient_why)) if pair[1]))


def _actor(slots: Slots, reading: Reading) -> _Filled:
    """Whoever the frame's own slots give, else whoever is said to have part in the deed."""
    filled = _role(slots, reading.word, reading.frame.roles["actor"])
    if filled[0] or reading.frame.word_class != "noun":
        return filled
    sharing = slots.slot(reading.trigger, "sharing")
    return acting(slots, sharing), sharing, "sharing"


def _recipient(slots: Slots, reading: Reading, actor: tuple[Entity, ...], actor_why: str) -> _Filled:
    """Whoever the frame's own slots give, else who suffers the noun, else whom its genitive names."""
    filled = _role(slots, reading.word, reading.frame.roles["recipient"], actor)
    if filled[2] == "clause.object" and _are_means(filled[0], actor):
        filled = (), (), ""
    if not filled[0]:
        suffering = slots.slot(reading.word, "suffering")
        filled = acting(slots, suffering), suffering, ""
    if not filled[0] and reading.frame.word_class == "noun" and actor_why not in slots.patterns.genitive:
        filled = _objective(slots, reading, actor)
    return filled


def _further(slots: Slots, reading: Reading, types: Mapping[str, EventType],
             told: Mapping[int, Reading]) -> tuple[Entity, ...]:
    """Whoever the slots give that the type adds to its frames', else whom its aim is directed against.

    "Will strike unless *Oslo* yields"; "blocked roads in protest at *Oslo's* refusal", "to denounce *Oslo*"; but "to
    thank Oslo" is against nobody.
    """
    kind, words = types[reading.event], dict.fromkeys((reading.word, reading.trigger))
    for name in kind.recipient_else:
        for head in (at for word in words for at in slots.slot(word, name)):
            doers = _role(slots, head, told[head].frame.roles["actor"])[0] if head in told else ()
            if found := doers or acting(slots, (head,)):
                return found
    if kind.aimed:
        for aim in (at for word in words for at in slots.aims(word)):
            is_hostile = aim in told and types[told[aim].event].quad >= VERBAL_CONFLICT
            if is_hostile and (found := _role(slots, aim, told[aim].frame.roles["recipient"])[0]):
                return found
    return ()


def _role(slots: Slots, word: int, role: Role, others: Sequence[Entity] = ()) -> _Filled:
    """Entities of the first alternative that holds any but `others`, the tokens they stand at, and the slots' names.

    What sets the scene of the clause comes last: only where no alternative holds another.
    """
    scene: _Filled = (), (), ""
    for option in role:
        heads = tuple(dict.fromkeys(head for path in option for head in slots.fill(word, path) if head != word))
        entities = acting(slots, heads)
        if _without(entities, others):
            filled = entities, heads, "+".join(".".join(path) for path in option)
            if not all(_sets_scene(slots, head) for head in heads):
                return filled
            scene = scene if scene[0] else filled
    return scene


def _belongs_within(slots: Slots, reading: Reading, why: str, heads: Iterable[int]) -> bool:
    """Whether what a preposition gave is part of an event asked for or promised: "demanded a withdrawal *from Congo*"
    asks nothing of Congo."""
    if why not in slots.patterns.ablative and why not in slots.patterns.genitive:
        return False
    within = {i for inner in reading.absorbed for i in slots.analysis.subtree(inner.word)}
    return within.issuperset(heads)


def _objective(slots: Slots, reading: Reading, actor: tuple[Entity, ...]) -> _Filled:
    """The genitive of an event noun whose actor stands elsewhere: "Moscow's invasion *of Ukraine*"."""
    if not actor:
        return (), (), ""
    for name in sorted(slots.patterns.genitive):
        heads = slots.slot(reading.word, name)
        if found := _without(slots.agents(heads), actor):
            return found, heads, name
    return (), (), ""


def acting(slots: Slots, heads: Iterable[int]) -> tuple[Entity, ...]:
    """All who can act that words stand for; for a thing, whoever it belongs to."""
    return tuple(entity for head in heads for entity in _acting(slots, head))


def _acting(slots: Slots, head: int) -> tuple[Entity, ...]:
    """Who the words stand for; what cannot act stands for whoever it belongs to."""
    entities = slots.agents((head,))
    if entities or slots.analysis.tokens[head].is_verb:
        return entities
    return _named_beside(slots, head) or _owners(slots, head)


def _named_beside(slots: Slots, head: int) -> tuple[Entity, ...]:
    """Who a noun is told to be by a person's name in apposition: "freed the beekeeper *Ali Reza*"."""
    return tuple(entity for child in slots.analysis.dependents(head, "appos", "flat")
                 for entity in slots.cast.entities_at(child.i) if entity.kind is EntityKind.PERSON)


def _owners(slots: Slots, head: int) -> tuple[Entity, ...]:
    """Whoever a thing belongs to by the text: "*Ukrainian* positions", "the embassy *of France*"."""
    for name in ("possessive", "adjective", *sorted(slots.patterns.genitive), "compound",
                 *sorted(slots.patterns.ablative)):
        if found := slots.agents(slots.slot(head, name)):
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
            is_nationality = slots.analysis.tokens[head].pos == "ADJ" and stands_for_someone
            if head != reading.trigger and not is_nationality and not (stands_for_someone and head in taken) \
                    and not slots.tells_when(head):
                return head
    return None


def _without_own_state(recipient: Sequence[Entity], actor: Sequence[Entity]) -> tuple[Entity, ...]:
    """Nobody's own state is whom they address or go to: "the Turkish minister warned that *Ankara* would respond", "in
    *Oslo* the Norwegian government offered help"."""
    own = {entity.country for entity in actor}
    return tuple(entity for entity in recipient if entity.kind is not EntityKind.STATE or entity.country not in own)


def _sets_scene(slots: Slots, head: int) -> bool:
    """Whether words only tell where the clause takes place: a capital before its subject, "*in Oslo*, Peru offered"."""
    token = slots.analysis.tokens[head]
    return token.relation == "obl" and slots.analysis.case(head) in slots.patterns.locative \
        and any(head < subject.i for subject in slots.analysis.dependents(token.head, "nsubj", "nsubj:pass")) \
        and any(_is_capital(slots, entity) for entity in slots.cast.entities_at(head))


def _is_capital(slots: Slots, entity: Entity) -> bool:
    """Whether the words name a capital: bombed or occupied it is a place, not the state that sits there."""
    if entity.kind is not EntityKind.STATE:
        return False
    return any(place.start >= entity.start and place.end <= entity.end and place.precision != COUNTRY_PRECISION
               for place in slots.cast.places)


def _through_content(slots: Slots, reading: Reading, kind: EventType, told: Mapping[int, Reading], head: int | None,
                     actor: tuple[Entity, ...]) -> tuple[tuple[Entity, ...], str]:
    """Whom a promise, refusal or demand concerns, where only its content says so.

    "Agreed to supply arms *to Mali*", "demanded the withdrawal of *Serbian* forces": the participants of what is
    asked or promised, in the order that the type's `content_order` gives. "Rejected a *UN* appeal", "denounced
    *Serbia's* crackdown", "demanded a truce with *the army*": in verbal conflict, whoever does the thing, owns it, made
    it or is to share it.
    """
    for inner in (inner for inner in reading.absorbed if not _lies_deeper(slots, inner)):
        for role in kind.content_order:
            found, _, _ = _role(slots, inner.word, inner.frame.roles[role])
            if found := _without(found, actor):
                return found, f"content.{role}"
    if kind.absorbs:
        for clause in slots.slot(reading.word, "clause"):
            for name in ("object", "iobj", *sorted(slots.patterns.dative), *sorted(slots.patterns.comitative)):
                found = _without(acting(slots, slots.slot(clause, name)), actor)
                if found and (name != "object" or not _are_means(found, actor)):
                    return found, f"clause.{name}"
    if head is None or kind.quad != VERBAL_CONFLICT:
        return (), ""
    found = _behind_object(slots, reading, told, head, actor)
    return (found, "object's doer or owner") if found else ((), "")


def _behind_object(slots: Slots, reading: Reading, told: Mapping[int, Reading], head: int,
                   actor: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Who does the thing spoken of or owns it, else made it, else is to share it."""
    doers = _role(slots, head, told[head].frame.roles["actor"])[0] if head in told else _owners(slots, head)
    # "demanded the release *of Keita*" asks nothing of him
    sufferers = tuple(entity for inner in reading.absorbed if inner.word == head
                      for entity in _role(slots, head, inner.frame.roles["recipient"])[0])
    found = _without(doers, (*actor, *sufferers))
    if found or sufferers:
        return found
    partners = (at for name in sorted(slots.patterns.comitative) for at in slots.slot(head, name))
    return _without(acting(slots, slots.makers(head)), actor) or _without(acting(slots, partners), actor)


def _lies_deeper(slots: Slots, inner: Reading) -> bool:
    """Whether an event is only what the content is about: "threatened an answer to *violence* against tourists"."""
    noun = slots.analysis.tokens[inner.word]
    return noun.dep == "nmod" and slots.analysis.tokens[noun.head].lemma not in slots.patterns.containers \
        and slots.analysis.case(noun.i) not in slots.patterns.genitive


def _are_means(entities: Sequence[Entity], actor: Sequence[Entity]) -> bool:
    """Whether the objects of a promise are what it is kept with: one's own, or troops of no stated country."""
    own = {entity.country for entity in actor}
    return all((entity.kind is EntityKind.GROUP and entity.country is None)
               or (entity.kind in _MEANS and entity.country in own) for entity in entities)


def phrase(slots: Slots, head: int) -> Span:
    """The words of a noun phrase or clause without appositions, relative clauses and coordination."""
    analysis = slots.analysis
    kept, waiting = [head], [head]
    is_clause = analysis.tokens[head].is_verb
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
