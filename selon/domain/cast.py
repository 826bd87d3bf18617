"""Who, where and when the report mentions: what the entities stage hands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from selon.domain.records import Entity, Number, Place, When


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """Words that stand for one or more entities. Tokens `[first, stop)`, syntactic head `head`.

    "les deux dirigeants" is one mention of two entities. A demonym adjective ("russe") is a mention of
    the state. `antecedent` tells that the words only refer back (pronoun, "the two men", "the minister").
    `place` is set where the words also name a place ("Pyongyang": the state and the city).
    """

    head: int
    first: int
    stop: int
    entities: tuple[Entity, ...]
    form: str  # name, description, pronoun, possessive, demonym
    antecedent: bool = False
    place: Place | None = None
    source_kind: str | None = None  # what the words say of a source: experts, witnesses, document, state_media ...
    named: bool = True  # False: nobody could look it up ("certains experts")
    title: str | None = None  # in English: the office that the words give a person ("defence minister")
    also: tuple[int, ...] = ()  # further tokens at which the same words may be asked for: title and name


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    """All mentions of a report; each stage asks by token."""

    mentions: tuple[Mention, ...]
    places: tuple[Place, ...] = ()
    times: tuple[When, ...] = ()
    numbers: tuple[Number, ...] = ()
    _by_head: dict[int, Mention] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, mentions: Iterable[Mention], places: Iterable[Place] = (), times: Iterable[When] = (),
           numbers: Iterable[Number] = ()) -> Cast:
        found = tuple(sorted(mentions, key=lambda mention: (mention.first, mention.stop)))
        by_head = {head: mention for mention in found for head in mention.also}
        by_head |= {mention.head: mention for mention in found}
        return cls(found, tuple(places), tuple(times), tuple(numbers), by_head)

    def at(self, head: int) -> Mention | None:
        """The mention whose syntactic head is token `head`."""
        return self._by_head.get(head)

    def entities_at(self, head: int) -> tuple[Entity, ...]:
        """Who a token stands for; nobody where it is no head of a mention."""
        mention = self._by_head.get(head)
        return mention.entities if mention else ()

    def introduces(self, entity: Entity) -> bool:
        """Whether a description brings an entity in ("villagers", "a judge"): no name, nobody told of before."""
        return any(mention.form == "description" and not mention.antecedent and entity in mention.entities
                   for mention in self.mentions)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Everybody who is mentioned, in text order."""
        return tuple(entity for mention in self.mentions for entity in mention.entities)
