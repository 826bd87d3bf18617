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
from selon.entities.collectives import Collectives
from selon.entities.labels import Labels, Said
from selon.entities.persons import Persons
from selon.entities.phrases import Stretch, counts_many, is_demonstrative, is_indefinite, is_plural, is_single
from selon.entities.references import History
from selon.entities.roles import RoleHit, plural
from selon.entities.scene import Lookup, Scene
from selon.entities.setting import setting
from selon.entities.titles import Titles

# PLOVER sectors of those who serve a state: told of without nationality they are of the country told about.
_FEWEST = 2  # persons that a plural noun stands for
_BODY_LINKS = ("appos", "flat", "nmod", "compound", "amod")


@dataclass(frozen=True)
class Descriptions:
    """Resolves role nouns; those beside them are mentions of their own, asked for through `at`."""

    scene: Scene
    history: History
    titles: Titles
    labels: Labels
    persons: Persons
    collectives: Collectives
    at: Lookup

    def mention(self, hit: RoleHit) -> Mention | None:
        """The mention of a role noun: the first reading that fits."""
        readings = (self._titled, self._apposed_person, self._apposed_body, self._members, self.collectives.mention,
                    self._own_state, self._other_side)
        if self._is_nobody(hit):
            return None
        for reading in readings:
            if (found := reading(hit)) is not None:
                return found
        if self._is_location(hit):
            return None
        said = self.labels.said(hit)
        return self._taken_up(hit, said) or (None if self._is_abstract(hit) else self._introduced(hit, said))

    def _is_nobody(self, hit: RoleHit) -> bool:
        """Whether a noun without any article stands for no one at all: "personne ne sait"."""
        return hit.role.label in self.scene.directory.labels_with_article and is_single(
            self.scene.analysis, self._noun(hit)) and not self.scene.analysis.dependents(
                hit.head, "det", "nmod:poss") and self.labels.owner(hit) is None

    def _is_abstract(self, hit: RoleHit) -> bool:
        """Whether a noun with an article alone stands for nobody new: "recourir à *la force*"."""
        if hit.role.label not in self.scene.directory.labels_with_more or not self.scene.has_definite_word(hit.head):
            return False
        noun, analysis = self._noun(hit), self.scene.analysis
        return is_single(analysis, noun) and not noun.dep.startswith("nsubj") and not any(
            word.dep != "nmod" or analysis.case(word.i) in self.scene.directory.genitive
            for word in analysis.dependents(noun.i, "amod", "nmod", "nmod:poss", "acl", "acl:relcl", "compound"))

    # Somebody named beside the noun

    def _titled(self, hit: RoleHit) -> Mention | None:
        """ "Defence Minister *Gallant*": title and name are one mention."""
        name = self.titles.bearers.get(hit.head)
        return self.persons.mention(name, hit) if name else None

    def _apposed_person(self, hit: RoleHit) -> Mention | None:
        """ "the rebels' spokesman, Colonel X": the noun stands for whoever is named in apposition."""
        if hit.role.kind not in (EntityKind.PERSON, EntityKind.GROUP):
            return None
        if is_plural(self._noun(hit)):
            return self._apposed_persons(hit)
        for child in self.scene.analysis.dependents(hit.head, "appos"):
            mention = self.at(child.i)
            if mention and mention.form == "name" and mention.entities[0].kind is EntityKind.PERSON:
                return self._described_person(hit, mention)
        return None

    def _apposed_persons(self, hit: RoleHit) -> Mention | None:
        """ "the two ministers, *X and Y*": the noun stands for all who are named in apposition."""
        dependents = self.scene.analysis.dependents
        names = [word for child in dependents(hit.head, "appos") for word in (child, *dependents(child.i, "conj"))]
        found = [mention for word in names if (mention := self.at(word.i)) and mention.form == "name"
                 and mention.entities[0].kind is EntityKind.PERSON]
        entities = tuple(entity for mention in found for entity in mention.entities)
        if len(entities) < len(names) or len(entities) < _FEWEST:
            return None
        return self.scene.mention(hit.head, hit, entities, "description")

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

    def _members(self, hit: RoleHit) -> Mention | None:
        """ "a *group of refugees*": a noun that only gathers them stands for those whom it gathers."""
        if hit.role.label not in self.scene.directory.gathering_labels or is_plural(self._noun(hit)):
            return None
        for child in self.scene.analysis.dependents(hit.head, "nmod"):
            if is_plural(child) and self.scene.analysis.case(child.i) in self.scene.directory.genitive and (
                    mention := self.at(child.i)) and mention.entities[0].kind is EntityKind.GROUP:
                entities = tuple(self.scene.moved(entity, hit, why=entity.why) for entity in mention.entities)
                return self.scene.mention(hit.head, hit, entities, "description")
        return None

    # Somebody told of before

    def _own_state(self, hit: RoleHit) -> Mention | None:
        """ "his country", "leurs pays": the states that the owners belong to."""
        if hit.role.kind is not EntityKind.STATE:
            return None
        owners = (mention for child in self.scene.analysis.dependents(hit.head, "nmod:poss")
                  if (mention := self.at(child.i)))
        states, is_several = self.scene.directory.states, self._names_several(hit)
        countries = [code for code in dict.fromkeys(entity.country for owner in owners for entity in owner.entities)
                     if code is not None and code in states]
        if not countries or is_several != (len(countries) > 1):
            return None
        entities = tuple(self.scene.entity(hit, states[code], EntityKind.STATE, country=code, why="the owner's state")
                         for code in countries)
        return replace(self.scene.mention(hit.head, hit, entities, "description"), antecedent=True)

    def _other_side(self, hit: RoleHit) -> Mention | None:
        """ "his *guest*", "their *hosts*": the foreigner told of last, or for several the state most told of."""
        if hit.role.label not in self.scene.directory.visit_labels:
            return None
        owners = [entity for child in self.scene.analysis.dependents(hit.head, "nmod:poss", "det")
                  if (mention := self.at(child.i)) for entity in mention.entities]
        own = {entity.country for entity in owners} - {None}
        if not own:
            return None
        several = self._names_several(hit)
        foreign = self.history.foreign(EntityKind.STATE if several else EntityKind.PERSON, own)
        counted = self.scene.countries
        earlier = max(foreign, key=lambda entity: counted[entity.country or ""] if several else 0, default=None)
        if earlier is None:
            return None
        entity = self.scene.moved(earlier, hit, why=f"takes up “{earlier.name}”")
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
            earlier = self.history.titled(hit.role, said.label, said.country, word) or self._this_person(hit, said)
        if earlier is None:
            return None
        entity = self.scene.moved(earlier, hit, why=f"takes up “{earlier.name}”")
        if entity.kind is EntityKind.PERSON and entity.country is None:
            entity = replace(entity, country=said.country or self.persons.nation_beside(hit))
        mention = self.scene.mention(hit.head, hit, (entity,), "description")
        return replace(mention, antecedent=True, source_kind=hit.role.source)

    def _this_person(self, hit: RoleHit, said: Said) -> Entity | None:
        """ "*This activist*": whoever was named last."""
        if self._kind(hit) is not EntityKind.PERSON or not is_demonstrative(self.scene.analysis, hit.head):
            return None
        country = said.country or self.persons.nation_beside(hit)
        return self.history.latest_person(self._noun(hit).sentence, country)

    def _group(self, hit: RoleHit, said: Said) -> Entity | None:
        """A group told of before in more words: "Arab foreign ministers ... *the ministers*"."""
        if said.country or self.labels.is_of_others(hit) or hit.role.kind not in (EntityKind.PERSON, EntityKind.GROUP):
            return None
        return self.history.group(plural(said.label))

    # Somebody new

    def _introduced(self, hit: RoleHit, said: Said) -> Mention:
        """Whoever the words describe, and nobody has named."""
        entity = self._described(hit, said)
        others = (*self._of_other_nations(hit, said.label, entity), *self._leaders(hit, entity))
        mention = self.scene.mention(hit.head, hit, (entity, *others), "description")
        return replace(mention, source_kind=hit.role.source, named=self._is_lookup(hit, entity.country))

    def _described(self, hit: RoleHit, said: Said) -> Entity:
        kind, is_several, country = self._kind(hit), self._names_several(hit), said.country or self._setting(hit)
        several = is_several and not self._are_one_each(hit) and kind in (
            EntityKind.GROUP, EntityKind.STATE, EntityKind.ORGANISATION)
        name = self.labels.full(hit, said, country, several=several)
        if is_several and kind is EntityKind.STATE:
            kind = EntityKind.GROUP
        return self.scene.entity(hit, name, kind, country=country, sectors=said.sectors,
                                 why=f"role noun: {self.scene.text(hit)}")

    def _setting(self, hit: RoleHit) -> str | None:
        """A noun for a state's institution or servants is of the country that the report plays in: "the army",
        "police", "les députés"; it must be definite, or a body that English names without article."""
        if not self.scene.directory.sectors.state.intersection(hit.role.sectors) or hit.role.relational:
            return None
        is_bare = hit.role.kind is EntityKind.ORGANISATION and hit.role.plural == is_plural(self._noun(hit)) and (
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
        several = self._names_several(hit) and not self._are_one_each(hit)
        for nation in self._nations(hit):
            if nation.country != entity.country:
                yield replace(entity, name=self.labels.english(label, nation.country, several=several),
                              country=nation.country)

    def _nations(self, hit: RoleHit) -> list[Entity]:
        """The states that the nationality words and owners of a noun name, coordinated ones included."""
        words = [child.i for child in self.labels.beside(hit) if self.labels.may_own(child)]
        for i in words:  # grows as it is read: each word brings those coordinated with it
            words.extend(other.i for other in self.scene.analysis.dependents(i, "conj") if other.i not in words)
        return [nation for i in words for nation in (*self._nations_at(i), *self._owners_at(i))]

    def _owners_at(self, i: int) -> tuple[Entity, ...]:
        """The states of several owners, told one by one or taken up by one word: "rulers of Mali and *Niger*", "*their*
        embassies"."""
        mention, states = self.at(i), self.scene.directory.states
        if mention is None or mention.entities[0].kind is EntityKind.PERSON:
            return ()
        if mention.form == "name" and mention.entities[0].kind is EntityKind.STATE:
            return mention.entities
        if not mention.antecedent or len(mention.entities) < _FEWEST:
            return ()
        return tuple(replace(entity, name=name, kind=EntityKind.STATE) for entity in mention.entities
                     if (name := states.get(entity.country or "")))

    def _are_one_each(self, hit: RoleHit) -> bool:
        """ "les ministres *russe et chinois*": several singular adjectives, one person each."""
        beside = [child for child in self.labels.beside(hit) if child.dep in ("amod", "conj")]
        words = [word for child in beside for word in (child, *self.scene.analysis.dependents(child.i, "conj"))
                 if self._nations_at(word.i)]
        is_inflected = any("Gender" in word.morph for word in words)  # else the adjective's form tells nothing
        return hit.role.kind is EntityKind.PERSON and len(words) > 1 and is_inflected and all(
            word.morph.get("Number") != "Plur" for word in words)

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
        if self._names_several(hit) or counts_many(analysis, hit.head, self.scene.directory.one):
            return EntityKind.GROUP
        return EntityKind.PERSON if kind is EntityKind.PERSON or is_single(analysis, self._noun(hit)) else kind

    def _is_lookup(self, hit: RoleHit, country: str | None) -> bool:
        """Whether the source could be looked up: a body or an office that only one holds."""
        is_definite = self.scene.is_definite(hit.head) and not is_indefinite(self.scene.analysis, hit.head)
        if hit.role.kind in (EntityKind.ORGANISATION, EntityKind.THING):
            return is_definite or country is not None
        return hit.role.office and is_definite and not self.scene.analysis.dependents(hit.head, "nummod")
