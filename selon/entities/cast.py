"""The cast of a report: who it names, describes and refers back to.

1. Names: what the gazetteer knows, else what the model saw (named.py, persons.py; titles.py joins them with titles).
2. Descriptions: role nouns with nationality, topic and owner (descriptions.py; labels.py reads the words beside them).
3. References, tied to who was told of before (references.py): pronouns and possessives (pronouns.py), "the two men"
   (collectives.py), "the minister" (descriptions.py).
Places, times and numbers come from their own modules and are only joined here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from selon.domain.analysis import Analysis, Token
from selon.domain.cast import Cast, Mention
from selon.domain.records import Entity, EntityKind, Number, Place, When
from selon.entities.collectives import Collectives, Several
from selon.entities.descriptions import Descriptions
from selon.entities.directory import Directory
from selon.entities.labels import Labels
from selon.entities.named import Named
from selon.entities.persons import Persons
from selon.entities.phrases import Stretch
from selon.entities.pronouns import Pronouns, is_reference
from selon.entities.references import History
from selon.entities.scene import Scene
from selon.entities.titles import Titles

__all__ = ["Directory", "resolve_cast"]


def resolve_cast(analysis: Analysis, directory: Directory, *, date: str | None = None,
                 places: Iterable[Place] = (), times: Iterable[When] = (), numbers: Iterable[Number] = ()) -> Cast:
    """Everybody that a report mentions, resolved at the report's date (EDTF)."""
    places = tuple(places)
    scene = Scene(analysis, directory, date, places)
    return Cast.of(_Casting(scene).mentions(), places, times, numbers)


@dataclass(frozen=True)
class _Casting:
    """One report's resolution in progress. Two things grow with it and end with it: the history of who has been
    told of, and the mentions made so far."""

    scene: Scene
    history: History = field(default_factory=History)
    made: dict[int, Mention | None] = field(default_factory=dict)

    def mentions(self) -> Iterator[Mention]:
        """All mentions in text order; each is history to the next."""
        told: set[int] = set()
        for token in self.scene.analysis.tokens:
            mention = self.at(token.i)
            if mention is None or id(mention) in told:
                continue
            told.add(id(mention))
            self.history.add(mention, self.scene.analysis, self.scene.directory.locative)
            yield mention

    def at(self, i: int) -> Mention | None:
        """The mention whose head is token `i`; each is made once, with those that it depends on before it."""
        if i not in self.made:
            self.made[i] = None  # a circle of owners ends here
            mention = self._make(i)
            self.made[i] = mention
            if mention is not None:
                self.made.update(dict.fromkeys((mention.head, *mention.also), mention))
        return self.made[i]

    def _make(self, i: int) -> Mention | None:
        token, name, hit = self.scene.analysis.tokens[i], self.scene.names.get(i), self.scene.hits.get(i)
        if name is not None and self.scene.takes_sides(name):
            return None
        if nations := self.scene.directory.compound_nations(token.text):
            return self._named.compound(token, nations)
        if name is not None and not name.known and (state := self._named.short_state(token)) is not None:
            return state
        if name is not None:
            return self._named.mention(i, name)
        if hit is not None:
            return self._descriptions.mention(hit)
        if is_reference(token):
            return self._reference(token)
        return self._named.short_state(token) or self._collectives.phrase(i)

    def _reference(self, token: Token) -> Mention | None:
        """A pronoun or possessive, where it is clear whom it stands for."""
        words = Stretch(token.i, token.i + 1)
        found = self._awaited(token, words) or tuple(
            self.scene.moved(entity, words, why=f"“{token.text}”: told of before")
            for entity in self._pronouns.referred(token))
        form = "possessive" if token.dep == "nmod:poss" else "pronoun"
        return Mention(token.i, words.first, words.stop, found, form, antecedent=True) if found else None

    def _awaited(self, token: Token, words: Stretch) -> tuple[Entity, ...]:
        """The person named as subject behind the clause that a pronoun stands in."""
        subject = self._pronouns.awaited(token)
        mention = self.at(subject) if subject is not None else None
        if mention is None or mention.form != "name" or mention.entities[0].kind is not EntityKind.PERSON:
            return ()
        if not self._pronouns.may_stand_for(token, mention.entities[0]):
            return ()
        return (self.scene.moved(mention.entities[0], words, why=f"“{token.text}”: named just after"),)

    @cached_property
    def _pronouns(self) -> Pronouns:
        return Pronouns(self.scene, self.history)

    @cached_property
    def _titles(self) -> Titles:
        return Titles(self.scene)

    @cached_property
    def _labels(self) -> Labels:
        return Labels(self.scene, self.at)

    @cached_property
    def _persons(self) -> Persons:
        return Persons(self.scene, self.history, self._labels, self.at)

    @cached_property
    def _collectives(self) -> Collectives:
        return Collectives(self.scene, Several(self.scene, self.history), self._labels)

    @cached_property
    def _named(self) -> Named:
        return Named(self.scene, self.history, self._titles, self._labels, self._persons)

    @cached_property
    def _descriptions(self) -> Descriptions:
        return Descriptions(self.scene, self.history, self._titles, self._labels, self._persons, self._collectives,
                            self.at)
