"""Role nouns become mentions: "the Russian defence minister", "les deux dirigeants", "an army spokesman, Colonel X".

A noun may stand for somebody named beside it, for several told of before, for the owner's state, for somebody
told of before under that title; where it does none of these it introduces somebody by description alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from selon.domain.analysis import Name, Token
from selon.domain.cast import Mention
from selon.domain.gazetteer import NameKind
from selon.domain.records import Entity, EntityKind
from selon.entities.collectives import Several
from selon.entities.labels import Labels, Said
from selon.entities.persons import Persons
from selon.entities.phrases import Stretch, counts_many, is_demonstrative, is_indefinite, is_plural, is_single
from selon.entities.references import History
from selon.entities.roles import RoleHit, plural
from selon.entities.scene import Lookup, Scene
from selon.entities.setting import setting
from selon.entities.titles import Titles

# PLOVER sectors of those who serve a state: told of without nationality they are of the country told about.
_OF_A_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
_BODY_LINKS = ("appos", "flat", "nmod", "compound", "amod")


@dataclass(frozen=True)
class Descriptions:
    """Resolves role nouns; those beside them are mentions of their own, asked for through `at`."""

    scene: Scene
    history: History
    titles: Titles
    labels: Labels
    persons: Persons
    at: Lookup

    @property
    def several(self) -> Several:
        return Several(self.scene, self.history)

    def mention(self, hit: RoleHit) -> Mention | None:
        """The mention of a role noun: the first reading that fits."""
        for reading in (self._titled, self._apposed_person, self._apposed_body, self._collective, self._own_state):
            if (found := reading(hit)) is not None:
                return found
        if self._is_location(hit):
            return None
        said = self.labels.said(hit)
        return self._taken_up(hit, said) or self._introduced(hit, said)

    # Somebody named beside the noun

    def _titled(self, hit: RoleHit) -> Mention | None:
        """ "Defence Minister *Gallant*": title and name are one mention."""
        name = self.titles.bearers.get(hit.head)
        return self.persons.mention(name, hit) if name else None

    def _apposed_person(self, hit: RoleHit) -> Mention | None:
        """ "the rebels' spokesman, Colonel X": the noun stands for whoever is named in apposition."""
        if is_plural(self._noun(hit)) or hit.role.kind not in (EntityKind.PERSON, EntityKind.GROUP):
            return None
        for child in self.scene.analysis.dependents(hit.head, "appos"):
            mention = self.at(child.i)
            if mention and mention.form == "name" and mention.entities[0].kind is EntityKind.PERSON:
                return self._described_person(hit, mention)
        return None

    def _described_person(self, hit: RoleHit, named: Mention) -> Mention:
        """A person's mention, with what the noun adds to what the name tells."""
        entity, label = named.entities[0], self.labels.label(hit)
        entity = replace(entity, country=entity.country or self.labels.country(hit),
                         sectors=entity.sectors or self.labels.sectors(hit))
        self.history.note_titles(entity.name, (label,), hit.role.label)
        mention = self.scene.mention(hit.head, Stretch(hit.first, named.stop), (entity,), "name")
        return replace(mention, also=(named.head, *named.also), title=label if hit.role.office else None)

    def _apposed_body(self, hit: RoleHit) -> Mention | None:
        """ "l'agence d'État russe *TASS*", "the *IRNA* news agency": the noun stands for the body named beside it."""
        if hit.role.kind is not EntityKind.ORGANISATION or is_plural(self._noun(hit)):
            return None
        for child in self.scene.analysis.dependents(hit.head, *_BODY_LINKS):
            name = self.scene.names.get(child.i)
            if name is None or not self._names_the_body(hit, child, name):
                continue
            if (named := self.at(child.i)) is not None:
                mention = self.scene.mention(hit.head, Stretch.over(hit, name), named.entities, "name")
                return replace(mention, source_kind=named.source_kind, also=(named.head, *named.also))
        return None

    def _names_the_body(self, hit: RoleHit, child: Token, name: Name) -> bool:
        if not name.known or self.scene.analysis.case(child.i):
            return False
        known = name.known[0]
        is_outlet = known.kind is NameKind.MEDIA and hit.role.is_outlet
        is_apposed = child.dep == "appos" and child.i > hit.head
        return known.entity is EntityKind.ORGANISATION and (is_outlet or is_apposed)

    # Somebody told of before

    def _collective(self, hit: RoleHit) -> Mention | None:
        """ "the two leaders": several told of before, where no nationality says otherwise."""
        found = self._counted(hit)
        if found is None or self.labels.country(hit) is not None:
            return None
        words, number, kind = found
        why = f"“{self.scene.text(words)}”: told of before"
        entities = tuple(self.scene.moved(entity, words, why=why)
                         for entity in self.several.told(number, kind, words.first))
        if not entities:
            return None
        return replace(self.scene.mention(hit.head, words, entities, "description"), antecedent=True)

    def _counted(self, hit: RoleHit) -> tuple[Stretch, int, str] | None:
        """The words, number and kind of a phrase for several."""
        analysis, last = self.scene.analysis, hit.stop - 1
        collective = self.scene.directory.roles.collective_at(analysis, last)
        if collective is not None and (collective.number or self._names_several(hit)):
            return Stretch(last - len(collective.lemmas) + 1, last + 1), collective.number or 2, collective.kind
        return None

    def _own_state(self, hit: RoleHit) -> Mention | None:
        """ "his country", "leur pays": the state that the owner belongs to."""
        if hit.role.kind is not EntityKind.STATE or is_plural(self._noun(hit)):
            return None
        owners = (mention for child in self.scene.analysis.dependents(hit.head, "nmod:poss")
                  if (mention := self.at(child.i)))
        country = next((entity.country for owner in owners for entity in owner.entities), None)
        states = self.scene.directory.states
        if country is None or country not in states:
            return None
        entity = self.scene.entity(hit, states[country], EntityKind.STATE, country=country, why="the owner's state")
        return replace(self.scene.mention(hit.head, hit, (entity,), "description"), antecedent=True)

    def _taken_up(self, hit: RoleHit, said: Said) -> Mention | None:
        """Whoever was told of before with this title: "the minister", "the Russian leader", "the agency"."""
        is_pointing = self.scene.is_definite(hit.head) or is_demonstrative(self.scene.analysis, hit.head)
        if not is_pointing:
            return None
        if self._names_several(hit):
            earlier = self._group(hit, said)
        else:
            word = self.scene.text(Stretch(hit.head, hit.head + 1))
            earlier = self.history.titled(hit.role, said.label, said.country, word)
        if earlier is None:
            return None
        entity = self.scene.moved(earlier, hit, why=f"takes up “{earlier.name}”")
        mention = self.scene.mention(hit.head, hit, (entity,), "description")
        return replace(mention, antecedent=True, source_kind=hit.role.source)

    def _group(self, hit: RoleHit, said: Said) -> Entity | None:
        """A group told of before in more words: "Arab foreign ministers ... *the ministers*"."""
        if said.country or self.labels.is_of_others(hit) or hit.role.kind not in (EntityKind.PERSON, EntityKind.GROUP):
            return None
        return self.history.group(plural(said.label))

    # Somebody new

    def _introduced(self, hit: RoleHit, said: Said) -> Mention:
        """Whoever the words describe, and nobody has named."""
        entity = self._described(hit, said.label, said.country or self._setting(hit), said.sectors)
        others = (*self._of_other_nations(hit, said.label, entity), *self._leaders(hit, entity))
        mention = self.scene.mention(hit.head, hit, (entity, *others), "description")
        return replace(mention, source_kind=hit.role.source, named=self._is_lookup(hit, entity.country))

    def _described(self, hit: RoleHit, label: str, country: str | None, sectors: tuple[str, ...]) -> Entity:
        kind, is_several = self._kind(hit), self._names_several(hit)
        name = self.labels.english(label, country, owner=self.labels.owner(hit), several=is_several and kind in (
            EntityKind.GROUP, EntityKind.STATE))
        if is_several and kind is EntityKind.STATE:
            kind = EntityKind.GROUP
        return self.scene.entity(hit, name, kind, country=country, sectors=sectors,
                                 why=f"role noun: {self.scene.text(hit)}")

    def _setting(self, hit: RoleHit) -> str | None:
        """A noun for a state's institution or servants is of the country that the report plays in: "the army",
        "police", "les députés"; it must be definite, or a body that English names without article."""
        if not set(hit.role.sectors) & _OF_A_STATE or hit.role.relational:
            return None
        is_bare = hit.role.kind is EntityKind.ORGANISATION and not self._names_several(hit) and (
            self._noun(hit).dep.startswith("nsubj")
            and not self.scene.analysis.dependents(hit.head, "det", "nmod:poss", "nummod", "amod"))
        is_definite = self.scene.has_definite_word(hit.head) or (
            self.scene.is_definite(hit.head) and not self._names_several(hit))
        if is_indefinite(self.scene.analysis, hit.head) or not (is_definite or is_bare):
            return None
        if self.labels.is_of_others(hit):
            return None
        is_people = self._names_several(hit) and hit.role.kind is not EntityKind.ORGANISATION
        return setting(self.scene, self._noun(hit), several=is_people)

    def _of_other_nations(self, hit: RoleHit, label: str, entity: Entity) -> Iterator[Entity]:
        """ "Russian and *American* negotiators": one actor for each nationality word."""
        dependents = self.scene.analysis.dependents
        words = [child.i for child in dependents(hit.head, "amod", "compound") if self._nations_at(child.i)]
        words += [other.i for i in words for other in dependents(i, "conj")]
        several = entity.kind is EntityKind.GROUP and self._names_several(hit)
        for nation in (nation for i in words for nation in self._nations_at(i)):
            if nation.country != entity.country:
                yield replace(entity, name=self.labels.english(label, nation.country, several=several),
                              country=nation.country)

    def _nations_at(self, i: int) -> tuple[Entity, ...]:
        """The states that a nationality word names."""
        mention = self.at(i)
        return mention.entities if mention and mention.form == "demonym" else ()

    def _leaders(self, hit: RoleHit, group: Entity) -> tuple[Entity, ...]:
        """Those who lead a group take part in what it does: "a delegation led by Li"."""
        if group.kind is not EntityKind.GROUP:
            return ()
        dependents = self.scene.analysis.dependents
        found = [self.at(agent.i) for verb in dependents(hit.head, "acl")
                 if verb.lemma in self.scene.directory.leading for agent in dependents(verb.i, "obl")]
        return tuple(replace(entity, country=entity.country or group.country)
                     for mention in found if mention for entity in mention.entities
                     if entity.kind is EntityKind.PERSON)

    # What the noun's form says

    def _noun(self, hit: RoleHit) -> Token:
        return self.scene.analysis.tokens[hit.head]

    def _names_several(self, hit: RoleHit) -> bool:
        return is_plural(self._noun(hit)) or hit.role.plural

    def _is_location(self, hit: RoleHit) -> bool:
        """ "at the head of": a person noun behind such a preposition is where, not who."""
        return hit.role.kind is EntityKind.PERSON and (
            self.scene.analysis.case(hit.head) in self.scene.directory.inside)

    def _kind(self, hit: RoleHit) -> EntityKind:
        """Several people are a group, one of them a person; a body stays what it is."""
        kind, analysis = hit.role.kind, self.scene.analysis
        if kind not in (EntityKind.PERSON, EntityKind.GROUP) or hit.role.collective:
            return kind
        if self._names_several(hit) or counts_many(analysis, hit.head):
            return EntityKind.GROUP
        return EntityKind.PERSON if kind is EntityKind.PERSON or is_single(analysis, self._noun(hit)) else kind

    def _is_lookup(self, hit: RoleHit, country: str | None) -> bool:
        """Whether the source could be looked up: a body or an office that only one holds."""
        is_definite = self.scene.is_definite(hit.head) and not is_indefinite(self.scene.analysis, hit.head)
        if hit.role.kind in (EntityKind.ORGANISATION, EntityKind.THING):
            return is_definite or country is not None
        return hit.role.office and is_definite and not self.scene.analysis.dependents(hit.head, "nummod")
