"""What a role noun and the words beside it say of whoever it names: English label, owner, country, sectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selon.domain.analysis import Token
from selon.domain.cast import Mention
from selon.domain.records import Entity, EntityKind
from selon.entities.directory import Mission
from selon.entities.people import FORMER
from selon.entities.roles import Ministry, RoleHit, plural
from selon.entities.scene import Lookup, Scene
from selon.entities.setting import seat, setting

_FORMER = "former"
_OWNER_LINKS = ("nmod:poss", "nmod", "amod", "compound", "appos", "flat", "obl", "conj")
_LONGEST_TOPIC = 4  # words: "affaires étrangères et européennes"
_LONGEST_OWNER = 20  # characters of a body's name that still fit before a label: "ECOWAS leaders"


@dataclass(frozen=True, slots=True)
class Said:
    """What the words say of whoever a role noun names; an empty label says nothing."""

    label: str = ""
    country: str | None = None
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Labels:
    """Reads the words around role nouns; owners are mentions of their own, asked for through `at`."""

    scene: Scene
    at: Lookup

    def said(self, hit: RoleHit) -> Said:
        """Label, country and sectors together."""
        return Said(self.label(hit), self.country(hit), self.sectors(hit))

    def label(self, hit: RoleHit) -> str:
        """The English label of a role noun, with the topic of a minister or ministry: "former defence minister"."""
        topic = self._topic(hit)
        label = f"{topic.label} {hit.role.label}" if topic and " " not in hit.role.label else hit.role.label
        return f"{_FORMER} {label}" if self._is_former(hit) and not label.startswith(_FORMER) else label

    def sectors(self, hit: RoleHit) -> tuple[str, ...]:
        """The topic's sectors, else those of the body that a general title is borne in, else the noun's own, else the
        owner's, else those of whom a group consists; those who left an office are the elite."""
        if self._is_former(hit):
            return FORMER
        topic = self._topic(hit)
        sectors = topic.sectors if topic else (self._of_body(hit) or hit.role.sectors)
        if sectors:
            return sectors
        owner = self.owner(hit)
        return (owner.sectors if owner else ()) or self._of_complement(hit)

    def _of_body(self, hit: RoleHit) -> tuple[str, ...]:
        """ "president of the *human rights league*", "an *intelligence agency* officer": a title that any body has."""
        if not hit.role.borrows:
            return ()
        return next((entity.sectors for entity in self._complements(hit)
                     if entity.sectors and entity.kind in (EntityKind.ORGANISATION, EntityKind.GROUP)), ())

    def _of_complement(self, hit: RoleHit) -> tuple[str, ...]:
        """ "a group of *tourists*"."""
        if hit.role.kind not in (EntityKind.GROUP, EntityKind.ORGANISATION):
            return ()
        return next((entity.sectors for entity in self._complements(hit) if entity.sectors), ())

    def _complements(self, hit: RoleHit) -> Iterator[Entity]:
        """Whom the words that hang on the noun in the genitive, or beside it, stand for."""
        for child in self.scene.analysis.dependents(hit.head, "nmod", "compound", "nmod:poss"):
            inside = hit.first <= child.i < hit.stop
            if not inside and self.may_own(child) and (mention := self.at(child.i)) and mention.entities:
                yield mention.entities[0]

    def _is_former(self, hit: RoleHit) -> bool:
        """Whether an office holder is told of as one who was: "ancien ambassadeur", "the ousted president"."""
        return hit.role.kind in (EntityKind.PERSON, EntityKind.GROUP) and not hit.role.collective and any(
            child.lemma in self.scene.directory.former for child in self.scene.analysis.dependents(hit.head, "amod"))

    def country(self, hit: RoleHit) -> str | None:
        """From a nationality word within the noun's own words, an owner or a body beside it, or where it is."""
        for i in range(hit.first, hit.stop):
            if i != hit.head and i in self.scene.names and (mention := self.at(i)) and mention.entities:
                return mention.entities[0].country
        owner = self.owner(hit)
        if owner:
            return owner.country
        if hit.role.label in self.scene.directory.missions:
            return self._shared_country(hit)  # where it is sent to is not whose it is
        return self._home(hit) or seat(self.scene, hit) or self._shared_country(hit) or self.place_beside(
            hit.head, travels=not self.scene.directory.sectors.sent.isdisjoint(hit.role.sectors))

    def _home(self, hit: RoleHit) -> str | None:
        """The country of a people told beside the noun: "*Chechen* refugees"."""
        return self.scene.directory.home_of.get(self._qualifier(hit) or "")

    def _shared_country(self, hit: RoleHit) -> str | None:
        """ "the *Russian* government and army": the second noun, without article, shares the first one's owner."""
        noun = self.scene.analysis.tokens[hit.head]
        if noun.dep != "conj" or self.scene.analysis.dependents(noun.i, "det", "nmod:poss", "nummod"):
            return None
        first = self.scene.hits.get(noun.head)
        return self.country(first) if first else None

    def seat_of_office(self, hit: RoleHit) -> str | None:
        """The country of whoever bears a title of state without nationality: "the foreign minister, X"."""
        if not hit.role.office or "GOV" not in hit.role.sectors or self.is_of_others(hit):
            return None
        return setting(self.scene, self.scene.analysis.tokens[hit.head], several=True)

    def is_of_others(self, hit: RoleHit) -> bool:
        """Whether a capitalised adjective or an owner beside the noun says whose it is, though no country is known."""
        return self._is_of_a_region(hit) or any(
            self.scene.analysis.case(child.i) in self.scene.directory.genitive and not self._topic_at(child.i)
            for child in self.scene.analysis.dependents(hit.head, "nmod") if not hit.first <= child.i < hit.stop)

    def _is_of_a_region(self, hit: RoleHit) -> bool:
        return any(child.text[:1].isupper() and child.i < hit.head and child.i not in range(hit.first, hit.stop)
                   for child in self.scene.analysis.dependents(hit.head, "amod", "compound"))

    def place_beside(self, i: int, *, travels: bool = False) -> str | None:
        """The country of a place among the words that hang on a noun: "*Madras* High Court", "police in *Accra*".

        `travels`: they are often abroad, and of a place only in the genitive: "troops in Mali" may be anybody's.
        """
        for child in self.scene.analysis.dependents(i, "compound", "amod", "nmod:poss", "nmod"):
            is_abroad = travels and self.scene.analysis.case(child.i) in self.scene.directory.locative
            if is_abroad or not self.may_own(child):
                continue
            starts = {self.scene.analysis.tokens[k].start for k in self.scene.analysis.subtree(child.i)
                      if not self.scene.stands_behind_sides(k)}
            if place := next((place for place in self.scene.places if place.start in starts), None):
                return place.country
        return None

    def owner(self, hit: RoleHit) -> Entity | None:
        """The state or body that whoever the noun names belongs to: "*Russian* minister", "leaders of *ECOWAS*"."""
        for child in self.beside(hit):
            mention = self.at(child.i) if self.may_own(child) else None
            if mention is None or (hit.role.relational and mention.form != "demonym"):
                continue
            if mention.entities and mention.entities[0].country and not self._is_another_person(mention, child):
                return mention.entities[0]
        return None

    def _is_another_person(self, mention: Mention, child: Token) -> bool:
        """Whether a person beside a noun owns nothing of it: "President *X* and commission chief Y"."""
        return mention.entities[0].kind is EntityKind.PERSON and child.dep != "nmod:poss" and (
            not self.scene.analysis.case(child.i))

    def beside(self, hit: RoleHit) -> Iterator[Token]:
        """Words that hang on the noun, and attributes of its further words: "porte-parole de l'armée *malienne*"."""
        dependents = self.scene.analysis.dependents
        yield from dependents(hit.head, *_OWNER_LINKS)
        for i in range(hit.first, hit.stop):
            if i != hit.head:
                yield from (child for child in dependents(i, "amod", "nmod", "conj", "compound")
                            if not hit.first <= child.i < hit.stop)
        for topic in dependents(hit.head, "nmod", "compound"):
            if not hit.first <= topic.i < hit.stop and self._topic_at(topic.i):
                yield from dependents(topic.i, "nmod", "compound")  # "*British* defence secretary"

    def country_beside(self, i: int) -> str | None:
        """The country of a nationality word or owner beside a name of a body."""
        for child in self.scene.analysis.dependents(i, "amod", "compound", "nmod:poss", "nmod"):
            mention = self.at(child.i)
            if mention and mention.entities and self._tells_country(mention, child):
                return mention.entities[0].country
        return None

    def english(self, label: str, country: str | None, *, several: bool = False, owner: Entity | None = None) -> str:
        """An English description: "Russian defence ministers", "ECOWAS leaders"."""
        if several:
            label = plural(label)
        if owner is not None and owner.kind is EntityKind.ORGANISATION and len(owner.name) <= _LONGEST_OWNER:
            return f"{owner.name} {label}"
        adjective = self.scene.directory.former_states.get(owner.name if owner else "") or (
            self.scene.directory.roles.adjective(country))
        if adjective is None:
            return label
        is_former, bare = label.startswith(f"{_FORMER} "), label.removeprefix(f"{_FORMER} ")
        return f"{_FORMER} {adjective} {bare}" if is_former else f"{adjective} {label}"

    def full(self, hit: RoleHit, said: Said, country: str | None, *, several: bool) -> str:
        """The English description of whoever a role noun introduces: "US companies", "Kurdish militants", "French
        embassy in Niger"."""
        qualifier = self._qualifier(hit)
        if qualifier and said.country in (None, self.scene.directory.home_of.get(qualifier)):
            return f"{qualifier} {plural(said.label) if several else said.label}"
        if not several and (place := self._called_by(hit, said.label)):
            return f"{place} {said.label}"
        name = self.english(said.label, country, owner=self.owner(hit), several=several)
        mission = self.scene.directory.missions.get(said.label) if not several else None
        post = self._post(hit, mission, country) if mission else None
        return f"{name} {mission.link} {post}" if mission and post else name

    def _called_by(self, hit: RoleHit, label: str) -> str | None:
        """The place or other name that a site is called by: "the *Saki* air base", "la base aérienne *de Saki*"."""
        if label not in self.scene.directory.sites:
            return None
        names = (self.scene.names.get(child.i) for child in self.beside(hit) if self.may_own(child))
        for name in names:
            if name and name.label != "NORP" and not any(known.entity is EntityKind.STATE for known in name.known):
                place = self.scene.place_of(name)
                return place.name if place else self.scene.text(name)
        return None

    def _qualifier(self, hit: RoleHit) -> str | None:
        """The English word for a people, faith or look told beside the noun, where no nationality is."""
        words = (word for child in self.scene.analysis.dependents(hit.head, "amod", "compound")
                 for word in (child.lower, child.lemma))
        return next((found for word in words if (found := self.scene.directory.roles.qualifiers.get(word))), None)

    def _post(self, hit: RoleHit, mission: Mission, country: str | None) -> str | None:
        """Where a mission abroad stands, or whom it is sent to: an embassy in a country, a consulate in a city."""
        dependents, verb = self.scene.analysis.dependents, self.scene.analysis.tokens[hit.head].head
        for child in (*dependents(hit.head, "nmod", "obl"), *(dependents(verb, "obl") if mission.in_city else ())):
            name = self.scene.names.get(child.i)
            if name is None or self.scene.analysis.case(child.i) not in self.scene.directory.locative:
                continue
            place, mention = self.scene.place_of(name), self.at(child.i)
            if mission.in_city and place is not None:
                return place.name
            if mention and mention.entities:
                return self.scene.directory.states.get(mention.entities[0].country or "")
        if mission.in_city:
            return None
        host = setting(self.scene, self.scene.analysis.tokens[hit.head])
        return self.scene.directory.states.get(host or "") if host != country else None

    def _topic(self, hit: RoleHit) -> Ministry | None:
        if hit.role.sectors[:1] != ("GOV",):
            return None
        for child in self.scene.analysis.dependents(hit.head, "nmod", "compound", "amod"):
            if not hit.first <= child.i < hit.stop and (found := self._topic_at(child.i)):
                return found
        return None

    def _topic_at(self, i: int) -> Ministry | None:
        """The longest topic that the words under token `i` begin with."""
        tokens, ministries = self.scene.analysis.tokens, self.scene.directory.roles.ministries
        words = [tokens[k].lower.replace("’", "'") for k in self.scene.analysis.subtree(i)
                 if tokens[k].dep not in ("case", "det", "punct")]
        lengths = range(min(len(words), _LONGEST_TOPIC), 0, -1)
        return next((found for length in lengths if (found := ministries.get(" ".join(words[:length])))), None)

    def may_own(self, child: Token) -> bool:
        """Owners stand in the genitive, as possessors or as words beside the noun, not behind other prepositions."""
        case = self.scene.analysis.case(child.i)
        if child.dep in ("conj", "obl") and not case:
            return False
        if child.dep == "appos" and self.scene.is_person(child.i):
            return False
        return case in self.scene.directory.owner_cases

    def _tells_country(self, mention: Mention, child: Token) -> bool:
        return mention.form == "demonym" or self.scene.analysis.case(child.i) in self.scene.directory.owner_cases
