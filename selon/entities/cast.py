"""The cast of a report: who it names, describes and refers back to.

1. Names: what the gazetteer knows, else what the model saw.
2. Descriptions: role nouns with nationality, topic and owner; joined with the name beside them.
3. References: pronouns, possessives, "the two men", "the minister", tied to who was told of before.
Places, times and numbers come from their own modules and are only joined here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from selon.domain.analysis import Analysis, Name, Token
from selon.domain.cast import Cast, Mention
from selon.domain.catalog import Catalog, Language
from selon.domain.gazetteer import Known, NameKind, fold
from selon.domain.records import Entity, EntityKind, Number, Place, When
from selon.entities.people import at_date, by_surname, choose, share_a_first_name
from selon.entities.references import History, is_reference
from selon.entities.roles import RoleHit, RoleLexicon, head_of, plural

# A report in which one state is named so many times as often as any other plays in that state.
DOMINANT = 2
_TITLE_LINKS = frozenset({"compound", "flat", "appos", "amod", "nmod", "conj", "dep"})
_OWNER_LINKS = ("nmod:poss", "nmod", "amod", "compound", "appos", "flat", "obl", "conj")
_MODEL_KINDS = {"PER": EntityKind.PERSON, "ORG": EntityKind.ORGANISATION, "LOC": EntityKind.PLACE}


@dataclass(frozen=True)
class Directory:
    """What a language's resolver needs: role nouns, and all people that Selon knows by surname."""

    roles: RoleLexicon
    surnames: Mapping[str, tuple[Known, ...]]
    definite: frozenset[str]
    genitive: frozenset[str]
    locative: frozenset[str]
    leading: frozenset[str]  # verbs of leading a group
    inside: frozenset[str]  # prepositions that make a person noun a place: "at the head of"
    states: Mapping[str, str]  # names by code
    peoples: Mapping[str, str]  # inhabitants in English, by code
    short_states: Mapping[str, tuple[str, tuple[str, ...]]]  # word -> code, codes that the report must name

    @classmethod
    def of(cls, catalog: Catalog, language: Language, people: Sequence[tuple[str, Known]]) -> Directory:
        grammar = language.read("grammar")
        return cls(RoleLexicon.of(catalog, language), by_surname(people, frozenset(catalog.read("actors/naming")["family_name_first"])),
                   frozenset(grammar["definite"]), frozenset(grammar["genitive"]), frozenset(grammar["locative"]),
                   frozenset(grammar["leading"]),
                   frozenset(grammar["inside"]),
                   {row["code"]: row["name"] for row in catalog.rows("actors/countries")},
                   {row["code"]: people for row in catalog.rows("actors/countries")
                    if (people := _people_of(row["adjectives_en"]))},
                   {word: (code, tuple(row["beside"]))
                    for code, row in catalog.read("actors/naming")["short_states"].items() for word in row["words"]})


def _people_of(adjectives: str) -> str | None:
    """The inhabitants' plural among the nationality words of a country: "turkish|turk|turks" gives "Turks"."""
    words = adjectives.split("|")
    found = next((word for word in words if word.endswith("s") and word[:-1] in words), None)
    return " ".join(part.capitalize() for part in found.split()) if found else None


def resolve_cast(analysis: Analysis, directory: Directory, *, date: str | None = None,
                 places: Iterable[Place] = (), times: Iterable[When] = (), numbers: Iterable[Number] = ()) -> Cast:
    """Everybody that a report mentions, resolved at the report's date (EDTF)."""
    places = tuple(places)
    return Cast.of(_Resolver(analysis, directory, date, places).mentions(), places, times, numbers)


@dataclass
class _Resolver:
    """One report's resolution in progress; its state ends with it."""

    analysis: Analysis
    directory: Directory
    date: str | None
    places: tuple[Place, ...]
    history: History = field(default_factory=History)
    done: dict[int, Mention | None] = field(default_factory=dict)

    def mentions(self) -> Iterator[Mention]:
        told: set[int] = set()
        for token in self.analysis.tokens:
            mention = self.at(token.i)
            if mention is None or id(mention) in told:
                continue
            told.add(id(mention))
            self.history.add(mention, self.analysis)
            yield mention

    # ------------------------------------------------------------------------------ what stands where

    @cached_property
    def names(self) -> dict[int, Name]:
        """Names by head. Where the model calls an institution's common noun a name ("ministère des Affaires
        étrangères"), the noun says more."""
        named = {head_of(self.analysis, name.first, name.stop): name for name in self.analysis.names}
        nouns = {hit.head for hit in self.directory.roles.hits(self.analysis)
                 if hit.role.kind is EntityKind.ORGANISATION and hit.role.sectors}
        return {head: name for head, name in named.items() if name.known or name.label == "PER" or head not in nouns}

    @cached_property
    def hits(self) -> dict[int, RoleHit]:
        taken = {i for name in self.names.values() for i in range(name.first, name.stop)}
        taken |= {token.i for place in self.places if place.end - place.start > 3
                  if (token := self.analysis.token_at(place.end - 1))}
        return {hit.head: hit for hit in self.directory.roles.hits(self.analysis)
                if not any(i in taken for i in range(hit.first, hit.stop))}

    @cached_property
    def countries(self) -> Counter[str]:
        """How often the report names each country."""
        return Counter(known.country for name in self.analysis.names for known in name.known[:1]
                       if known.country and known.entity is EntityKind.STATE)

    @cached_property
    def place_at(self) -> dict[int, Place]:
        return {place.start: place for place in self.places}

    def at(self, i: int) -> Mention | None:
        """The mention whose head is token `i`; each is made once."""
        if i not in self.done:
            self.done[i] = None  # a circle of owners ends here
            mention = self._make(i)
            self.done[i] = mention
            if mention is not None:
                for other in (mention.head, *mention.also):
                    self.done[other] = mention
        return self.done[i]

    def _make(self, i: int) -> Mention | None:
        token = self.analysis.tokens[i]
        name, hit = self.names.get(i), self.hits.get(i)
        if name is not None:
            return self._named(i, name)
        if hit is not None:
            return self._described(hit)
        if is_reference(token):
            return self._referring(token)
        return self._short_state(token)

    def _short_state(self, token: Token) -> Mention | None:
        """ "the North" in a report on Korea."""
        short = self.directory.short_states.get(token.text)
        if short is None or not any(self.countries[code] for code in short[1]):
            return None
        if not any(t.lower in self.directory.definite for t in self.analysis.dependents(token.i, "det")):
            return None
        if self.analysis.dependents(token.i, "nmod"):
            return None
        entity = self._entity(token.i, token.i + 1, self.directory.states[short[0]], EntityKind.STATE, short[0],
                              why=f"“{token.text}” in a report on {' and '.join(short[1])}")
        return self._mention(token.i, token.i, token.i + 1, (entity,), "name")

    # --------------------------------------------------------------------------------------- names

    def _named(self, i: int, name: Name) -> Mention | None:
        if name.label == "NORP":
            return self._nationality(i, name)
        if name.label == "PER":
            hit = self._title_of(name)
            return self._person(name, hit)
        return self._body_or_place(i, name)

    def _nationality(self, i: int, name: Name) -> Mention | None:
        if not name.known:
            return None
        known, token = name.known[0], self.analysis.tokens[i]
        is_noun = token.pos in ("NOUN", "PROPN") and token.dep.partition(":")[0] in (
            "nsubj", "obj", "obl", "iobj", "conj", "root", "appos", "nmod") and (
            token.morph.get("Number") == "Plur" or token.text.endswith("s")) and not self._governs_beside(i)
        if not is_noun:
            entity = self._entity(name.first, name.stop, known.name, EntityKind.STATE, known.country,
                                  why=f"nationality word: {token.text}")
            return Mention(i, name.first, name.stop, (entity,), "demonym")
        people = self.directory.peoples.get(known.country or "") or plural(
            self.directory.roles.adjectives.get(known.country or "", known.name))
        entity = self._entity(name.first, name.stop, people, EntityKind.GROUP, known.country,
                              why=f"people of {known.name}")
        return self._mention(i, name.first, name.stop, (entity,), "description")

    def _governs_beside(self, i: int) -> bool:
        """Whether the word is an attribute written before its noun ("Russian officials")."""
        token = self.analysis.tokens[i]
        return token.head > i and token.dep in ("amod", "compound", "nmod")

    def _body_or_place(self, i: int, name: Name) -> Mention | None:
        known = choose(name.known, self.date, self.countries)
        place = self.place_at.get(self.analysis.tokens[name.first].start)
        if known is None:
            return self._unknown(i, name, place)
        why = f"data/actors: {known.name}"
        entity = self._entity(name.first, name.stop, known.name, known.entity, known.country, known.sectors,
                              known.id, why)
        return self._mention(i, name.first, name.stop, (entity,), "name", place=place,
                             source_kind=known.source_kind)

    def _unknown(self, i: int, name: Name, place: Place | None) -> Mention | None:
        if (person := self._surname_alone(name)) is not None:
            return person
        if (body := self._short_for(name)) is not None:
            return self._mention(i, name.first, name.stop, (body,), "name")
        kind = _MODEL_KINDS.get(name.label)
        text = self.analysis.span(name.first, name.stop).text
        if place is not None and name.label != "ORG":
            kind = EntityKind.PLACE
        if kind is None:
            return None
        country = place.country if place is not None and kind is EntityKind.PLACE else self._country_beside(i)
        entity = self._entity(name.first, name.stop, place.name if place and kind is EntityKind.PLACE else text,
                              kind, country, why=f"name of a {kind} by the language model")
        return self._mention(i, name.first, name.stop, (entity,), "name", place=place)

    def _surname_alone(self, name: Name) -> Mention | None:
        """A person whom the model took for something else: named before, or in office and under a title."""
        text = self.analysis.span(name.first, name.stop).text
        hit = self._title_of(name)
        if self.history.person(text) is None and not (hit and hit.role.office and name.stop - name.first == 1):
            return None
        return self._person(replace(name, label="PER"), hit)

    def _short_for(self, name: Name) -> Entity | None:
        """The body named before in full that a capitalised word is short for: "la Ligue", "the Council"."""
        if name.label not in ("ORG", "MISC", "LOC"):
            return None
        return self.history.body_called(self.analysis.span(name.first, name.stop).text)

    # ------------------------------------------------------------------------------------- persons

    def _person(self, name: Name, hit: RoleHit | None) -> Mention:
        span = self.analysis.span(name.first, name.stop)
        bare = self._without_honorific(span.text)
        title = self._label(hit) if hit else None
        country = self._country_of(hit) or self._nation_of(name) if hit else None
        earlier = self.history.person(bare)
        known = choose(name.known, self.date, self._favouring(country), title)
        if known is None and earlier is None:
            known = self._by_surname(bare, country, title)
        head = hit.head if hit and self._governs(hit.head, name) else head_of(self.analysis, name.first, name.stop)
        also = tuple(i for i in ({hit.head} if hit else set()) | {head_of(self.analysis, name.first, name.stop)}
                     if i != head)
        first, stop = name.first, name.stop
        if hit:
            first, stop = min(first, hit.first), max(stop, hit.stop)
        entity = self._person_entity(first, stop, bare, known, earlier, hit, country)
        roles = tuple(filter(None, (title, *(at_date(known, self.date).titles if known else ()))))
        self.history.note_titles(entity.name, roles, hit.role.label if hit else None)
        return self._mention(head, first, stop, (entity,), "name", also=also, title=title if hit and hit.role.office else None)

    def _nation_of(self, name: Name) -> str | None:
        """A nationality word that the parser hung on the name rather than on its title: "*British* Secretary King"."""
        for child in self.analysis.dependents(head_of(self.analysis, name.first, name.stop), "amod", "compound", "nmod:poss"):
            mention = self.at(child.i) if child.i < name.first else None
            if mention and mention.entities and mention.entities[0].kind in (EntityKind.STATE, EntityKind.ORGANISATION):
                return mention.entities[0].country
        return None

    def _person_entity(self, first: int, stop: int, bare: str, known: Known | None, earlier: Entity | None,
                       hit: RoleHit | None, country: str | None) -> Entity:
        """Titles in the text come before stored knowledge; the disagreement is told in `why`."""
        sectors = self._sectors(hit) if hit else ()
        if known is not None:
            person = at_date(known, self.date)
            why = person.why
            if hit and country and person.country and country != person.country:
                why += f"; the text says {country}"
            if hit and sectors and person.sectors and set(sectors) != set(person.sectors):
                why += f"; the text says {' '.join(sectors)}"
            merged = self._merged(sectors, person.sectors)
            return self._entity(first, stop, person.name, EntityKind.PERSON, country or person.country,
                                merged, person.id, why)
        if earlier is not None:
            return self._entity(first, stop, earlier.name, EntityKind.PERSON, country or earlier.country,
                                sectors or earlier.sectors, earlier.id, "named before in the report")
        return self._entity(first, stop, bare, EntityKind.PERSON, country, sectors, None,
                            "unknown to the data; country and sectors from the words beside the name")

    @staticmethod
    def _merged(told: tuple[str, ...], stored: tuple[str, ...]) -> tuple[str, ...]:
        """A title that is less exact than what is known ("minister") does not hide the rest."""
        if not told or stored == ("ELI",):
            return told or stored
        return stored if set(told) <= set(stored) else told

    def _favouring(self, country: str | None) -> Mapping[str, int]:
        return self.countries + Counter({country: 1000}) if country else self.countries

    def _by_surname(self, bare: str, country: str | None, title: str | None) -> Known | None:
        """A bearer of the surname who holds an office now, and whose country the report speaks of."""
        bearers = self.directory.surnames.get(fold(bare.split()[-1]), ()) if bare else ()
        if len(bare.split()) > 1:
            bearers = tuple(known for known in bearers if share_a_first_name(known, bare.split()[0]))
            return choose(bearers, self.date, self._favouring(country), title)
        current = [known for known in bearers if at_date(known, self.date).titles
                   and (at_date(known, self.date).country in self.countries or country or title)]
        return choose(current, self.date, self._favouring(country), title) if current else None

    def _without_honorific(self, text: str) -> str:
        words = text.split()
        while len(words) > 1 and words[0].lower() in self.directory.roles.honorifics:
            words = words[1:]
        return " ".join(words)

    def _title_of(self, name: Name) -> RoleHit | None:
        """The role noun that a name bears: joined by syntax, or written right before or after it."""
        head = head_of(self.analysis, name.first, name.stop)
        token = self.analysis.tokens[head]
        hits = self.hits
        for hit in hits.values():
            if hit.role.kind in (EntityKind.THING, EntityKind.STATE) or hit.role.plural:
                continue
            if self._is_joined(hit, token, name):
                return hit
        return None

    def _is_joined(self, hit: RoleHit, token: Token, name: Name) -> bool:
        noun = self.analysis.tokens[hit.head]
        if noun.sentence != token.sentence or self._someone_between(hit, name):
            return False
        if noun.head == token.i and noun.dep in ("compound", "appos", "amod", "flat", "nmod") and (
                not self.analysis.case(noun.i)):
            return not self.analysis.dependents(noun.i, "case:poss")
        if token.head == noun.i and token.dep in _TITLE_LINKS - {"conj", "dep", "nmod"} and not self.analysis.case(token.i):
            return True
        return self._stands_beside(hit, name)

    def _someone_between(self, hit: RoleHit, name: Name) -> bool:
        first, stop = (hit.stop, name.first) if hit.first < name.first else (name.stop, hit.first)
        return any(i in self.names and self.names[i].label == "PER" for i in range(first, stop))

    def _stands_beside(self, hit: RoleHit, name: Name) -> bool:
        """ "ministre russe de la Défense, M. Choïgou": nothing but the noun's own words, perhaps a comma, between."""
        tokens = self.analysis.tokens
        if hit.first < name.first:
            own = set(self.analysis.subtree(hit.head))
            between = range(hit.stop, name.first)
            if len(between) > 8 or any(t in self.names and self.names[t].label == "PER" for t in between):
                return False
            words = [t for t in between if t not in own or tokens[t].pos == "PUNCT"]
            has_comma = name.first - 1 >= hit.stop and tokens[name.first - 1].text == ","
            if has_comma:
                return hit.role.office and all(tokens[t].text == "," for t in words) and bool(between)
            if tokens[name.first - 1].pos in ("ADP", "DET"):
                return False  # "prosecutors in Kherson": the name is where, not who
            return all(self._names_topic_or_nation(t) for t in between) and (
                hit.role.office or not list(between)) and not self.analysis.dependents(hit.head, "case:poss")
        comma = hit.first - 1
        while comma > name.stop and tokens[comma].pos in ("DET", "ADJ", "PROPN", "NOUN", "ADP", "PART"):
            comma -= 1
        return comma == name.stop and tokens[comma].text == "," and hit.first - comma <= 5 and (
            tokens[hit.head].dep == "appos" or hit.role.office)

    def _names_topic_or_nation(self, i: int) -> bool:
        token = self.analysis.tokens[i]
        return token.pos in ("ADJ", "ADP", "DET", "NOUN", "PROPN", "CCONJ") and token.text != ","

    def _governs(self, i: int, name: Name) -> bool:
        return any(token.i == i for token in self.analysis.ancestors(head_of(self.analysis, name.first, name.stop)))

    # -------------------------------------------------------------------------------- descriptions

    def _described(self, hit: RoleHit) -> Mention | None:
        named = self._name_titled(hit)
        if named is not None:
            return self._person(named, hit)
        if (apposed := self._apposed_person(hit) or self._apposed_body(hit)) is not None:
            return apposed
        if collective := self._collective(hit):
            return collective
        if (state := self._own_state(hit)) is not None:
            return state
        if hit.role.kind is EntityKind.PERSON and self.analysis.case(hit.head) in self.directory.inside:
            return None
        token = self.analysis.tokens[hit.head]
        label, country, sectors = self._label(hit), self._country_of(hit), self._sectors(hit)
        earlier = self._taken_up(hit, label, country)
        is_plural = token.morph.get("Number") == "Plur" or hit.role.plural
        if earlier is not None and not is_plural:
            entity = replace(earlier, text="", why=f"takes up “{earlier.name}”")
            return self._mention(hit.head, hit.first, hit.stop, (self._at_span(entity, hit),), "description",
                                 antecedent=True, source_kind=hit.role.source)
        if country is None and self._is_definite(hit):
            country = self._setting(token) if not is_plural or hit.role.kind is EntityKind.ORGANISATION else None
        kind = self._kind(hit, token, is_plural=is_plural)
        name = self._english(label, country, is_plural and kind in (EntityKind.GROUP, EntityKind.STATE),
                             self._owner(hit))
        if is_plural and kind is EntityKind.STATE:
            kind = EntityKind.GROUP
        entity = self._entity(hit.first, hit.stop, name, kind, country, sectors,
                              why=f"role noun: {self.analysis.span(hit.first, hit.stop).text}")
        others = (*self._of_other_nations(hit, label, entity), *self._leaders(hit, kind, country))
        return self._mention(hit.head, hit.first, hit.stop, (entity, *others), "description",
                             source_kind=hit.role.source, named=self._is_lookup(hit, country))

    def _of_other_nations(self, hit: RoleHit, label: str, entity: Entity) -> Iterator[Entity]:
        """ "Russian and *American* negotiators": one actor for each nationality word."""
        words = [child for child in self.analysis.dependents(hit.head, "amod", "compound")
                 if (mention := self.at(child.i)) and mention.form == "demonym"]
        words += [other for word in words for other in self.analysis.dependents(word.i, "conj")]
        for word in words:
            mention = self.at(word.i)
            if mention and mention.form == "demonym" and mention.entities[0].country != entity.country:
                country = mention.entities[0].country
                yield replace(entity, name=self._english(label, country, entity.kind is EntityKind.GROUP, None),
                              country=country)

    def _leaders(self, hit: RoleHit, kind: EntityKind, country: str | None) -> tuple[Entity, ...]:
        """Those who lead a group take part in what it does: "a delegation led by Li"."""
        if kind is not EntityKind.GROUP:
            return ()
        found = [self.at(agent.i) for verb in self.analysis.dependents(hit.head, "acl")
                 if verb.lemma in self.directory.leading
                 for agent in self.analysis.dependents(verb.i, "obl")]
        return tuple(replace(entity, country=entity.country or country)
                     for mention in found if mention for entity in mention.entities
                     if entity.kind is EntityKind.PERSON)

    def _apposed_body(self, hit: RoleHit) -> Mention | None:
        """ "l'agence d'État russe *TASS*", "the *IRNA* news agency": the noun stands for the body named beside it."""
        if hit.role.kind is not EntityKind.ORGANISATION or self.analysis.tokens[hit.head].morph.get("Number") == "Plur":
            return None
        for child in self.analysis.dependents(hit.head, "appos", "flat", "nmod", "compound", "amod"):
            name = self.names.get(child.i)
            if name is None or not name.known or self.analysis.case(child.i):
                continue
            known = name.known[0]
            is_outlet = known.kind is NameKind.MEDIA and hit.role.source in ("agency", "media", "state_media")
            if known.entity is EntityKind.ORGANISATION and (is_outlet or (child.dep == "appos" and child.i > hit.head)):
                mention = self.at(child.i)
                if mention is not None:
                    return self._mention(hit.head, min(hit.first, name.first), max(hit.stop, name.stop),
                                         mention.entities, "name", source_kind=mention.source_kind,
                                         also=(mention.head, *mention.also))
        return None

    def _own_state(self, hit: RoleHit) -> Mention | None:
        """ "his country", "leur pays": the state that the owner belongs to."""
        if hit.role.kind is not EntityKind.STATE or self.analysis.tokens[hit.head].morph.get("Number") == "Plur":
            return None
        country = next((entity.country for child in self.analysis.dependents(hit.head, "nmod:poss")
                        if (mention := self.at(child.i)) for entity in mention.entities), None)
        if country is None or country not in self.directory.states:
            return None
        entity = self._entity(hit.first, hit.stop, self.directory.states[country], EntityKind.STATE, country,
                              why="the owner's state")
        return self._mention(hit.head, hit.first, hit.stop, (entity,), "description", antecedent=True)

    def _apposed_person(self, hit: RoleHit) -> Mention | None:
        """ "the rebels' spokesman, Colonel X": the noun stands for whoever is named in apposition."""
        token = self.analysis.tokens[hit.head]
        if token.morph.get("Number") == "Plur" or hit.role.kind not in (EntityKind.PERSON, EntityKind.GROUP):
            return None
        for child in self.analysis.dependents(hit.head, "appos"):
            mention = self.at(child.i)
            if mention and mention.form == "name" and mention.entities[0].kind is EntityKind.PERSON:
                entity = mention.entities[0]
                country = entity.country or self._country_of(hit)
                sectors = entity.sectors or self._sectors(hit)
                label = self._label(hit)
                self.history.note_titles(entity.name, (label,), hit.role.label)
                return self._mention(hit.head, hit.first, mention.stop,
                                     (replace(entity, country=country, sectors=sectors),), "name",
                                     also=(mention.head, *mention.also), title=label if hit.role.office else None)
        return None

    def _kind(self, hit: RoleHit, token: Token, *, is_plural: bool) -> EntityKind:
        """Several people are a group, one of them a person; a body stays what it is."""
        kind = hit.role.kind
        if kind not in (EntityKind.PERSON, EntityKind.GROUP) or hit.role.collective:
            return kind
        if is_plural or self._counts_many(hit):
            return EntityKind.GROUP
        return EntityKind.PERSON if kind is EntityKind.PERSON or self._is_single(token) else kind

    def _name_titled(self, hit: RoleHit) -> Name | None:
        return next((name for name in self.names.values()
                     if name.label == "PER" and self._title_of(name) is hit), None)

    def _is_single(self, token: Token) -> bool:
        return token.morph.get("Number") == "Sing" and not self.analysis.dependents(token.i, "nummod")

    def _counts_many(self, hit: RoleHit) -> bool:
        return any(t.lemma not in ("1", "un", "one") for t in self.analysis.dependents(hit.head, "nummod"))

    def _is_definite(self, hit: RoleHit) -> bool:
        return any(t.lower in self.directory.definite for t in self.analysis.dependents(hit.head, "det")) or (
            self.analysis.tokens[hit.head].sentence == 0)

    def _is_lookup(self, hit: RoleHit, country: str | None) -> bool:
        """Whether the source could be looked up: a body or an office that only one holds."""
        if hit.role.kind is EntityKind.ORGANISATION or hit.role.kind is EntityKind.THING:
            return self._is_definite(hit) or country is not None
        return hit.role.office and self._is_definite(hit) and not self.analysis.dependents(hit.head, "nummod")

    def _taken_up(self, hit: RoleHit, label: str, country: str | None) -> Entity | None:
        """Whoever was told of before with this title: "the minister", "the Russian leader", "the agency"."""
        if not self._is_definite(hit) and not self._is_demonstrative(hit):
            return None
        return self.history.titled(hit.role, label, country)

    def _is_demonstrative(self, hit: RoleHit) -> bool:
        return any(t.morph.get("PronType") == "Dem" for t in self.analysis.dependents(hit.head, "det"))

    def _collective(self, hit: RoleHit) -> Mention | None:
        token = self.analysis.tokens[hit.head]
        for collective in self.directory.roles.collectives:
            if collective.lemmas[-1] not in (token.lemma, token.lower):
                continue
            first = hit.head - len(collective.lemmas) + 1
            words = self.analysis.tokens[max(first, 0):hit.head + 1]
            if len(words) == len(collective.lemmas) and all(
                    lemma in (t.lemma, t.lower) for t, lemma in zip(words, collective.lemmas, strict=True)):
                if self._country_of(hit) is not None:
                    return None
                return self._several(hit.head, first, collective.number, collective.kind)
        return None

    def _several(self, head: int, first: int, number: int | None, kind: str) -> Mention | None:
        entities = self.history.several(number, kind)
        if not entities:
            return None
        span = self.analysis.span(first, head + 1)
        found = tuple(replace(e, text=span.text, start=span.start, end=span.end, why=f"“{span.text}”: told of before")
                      for e in entities)
        return self._mention(head, first, head + 1, found, "description", antecedent=True)

    # ----------------------------------------------------------------- labels, countries and sectors

    def _label(self, hit: RoleHit) -> str:
        """The English label of a role noun, with the topic of a minister or ministry."""
        topic = self._topic(hit)
        if topic and " " not in hit.role.label:
            return f"{topic[0]} {hit.role.label}"
        return hit.role.label

    def _topic(self, hit: RoleHit) -> tuple[str, tuple[str, ...]] | None:
        ministries = self.directory.roles.ministries
        for child in self.analysis.dependents(hit.head, "nmod", "compound", "amod"):
            if child.i in range(hit.first, hit.stop):
                continue
            words = [self.analysis.tokens[i].lower.replace("’", "'") for i in self.analysis.subtree(child.i)
                     if self.analysis.tokens[i].dep not in ("case", "det", "punct")]
            for length in range(min(len(words), 4), 0, -1):
                if (found := ministries.get(" ".join(words[:length]))) and hit.role.sectors[:1] == ("GOV",):
                    return found
        return None

    def _sectors(self, hit: RoleHit) -> tuple[str, ...]:
        topic = self._topic(hit)
        sectors = topic[1] if topic else hit.role.sectors
        if sectors:
            return sectors
        owner = self._owner(hit)
        return owner.sectors if owner else ()

    def _owner(self, hit: RoleHit) -> Entity | None:
        for child in self.analysis.dependents(hit.head, *_OWNER_LINKS):
            mention = self.at(child.i) if child.i != hit.head and self._may_own(hit, child) else None
            if hit.role.relational and mention and mention.form != "demonym":
                continue
            if mention and mention.entities and mention.entities[0].country:
                return mention.entities[0]
        return None

    def _country_of(self, hit: RoleHit) -> str | None:
        """From a nationality word, an owner or a body beside the noun; from within the noun's own words too."""
        for i in range(hit.first, hit.stop):
            if i != hit.head and i in self.names and (mention := self.at(i)) and mention.entities:
                return mention.entities[0].country
        owner = self._owner(hit)
        return owner.country if owner else self._seat_of(hit)

    def _seat_of(self, hit: RoleHit) -> str | None:
        """Where people or a body are, when the noun itself says so: "rebels *in Chad*"."""
        for child in self.analysis.dependents(hit.head, "nmod"):
            if self.analysis.case(child.i) in self.directory.locative and (country := self._place_of(child.i)):
                return country
        return None

    def _may_own(self, hit: RoleHit, child: Token) -> bool:
        """Owners stand in the genitive, as possessors or as words beside the noun, not behind other prepositions."""
        case = self.analysis.case(child.i)
        if child.dep in ("conj", "obl") and not case:
            return False
        if child.dep in ("appos",) and self.names.get(child.i) is not None and self.names[child.i].label == "PER":
            return False
        return case == "" or case in self.directory.genitive

    def _country_beside(self, i: int) -> str | None:
        for child in self.analysis.dependents(i, "amod", "compound", "nmod:poss", "nmod"):
            mention = self.at(child.i)
            if mention and mention.entities and (
                    mention.form == "demonym" or self.analysis.case(child.i) in ("", *self.directory.genitive)):
                return mention.entities[0].country
        return None

    def _setting(self, token: Token) -> str | None:
        """The country in which a sentence plays: its own places, those just before, the dateline."""
        sentence = self.analysis.sentences[token.sentence]
        for number in (sentence.number, sentence.number - 1):
            if number < 0:
                continue
            other = self.analysis.sentences[number]
            for i in range(other.first, other.stop):
                if self.analysis.case(i) in self.directory.locative and (place := self._place_of(i)):
                    return place
        told = self.countries.most_common(2)
        if told and (len(told) == 1 or told[0][1] >= DOMINANT * told[1][1]):
            return told[0][0]
        if self.analysis.dateline is not None and len(self.countries) <= 1:
            line = self.analysis.sentences[0]
            return next((c for i in range(line.first, line.stop) if (c := self._place_of(i))), None)
        return None

    def _place_of(self, i: int) -> str | None:
        name = self.names.get(i)
        if name is None or name.label != "LOC":
            return None
        if name.known and name.known[0].kind in (NameKind.COUNTRY, NameKind.CAPITAL):
            return name.known[0].country
        place = self.place_at.get(self.analysis.tokens[name.first].start)
        return place.country if place else None

    def _english(self, label: str, country: str | None, is_plural: bool, owner: Entity | None) -> str:
        """An English description: "Russian defence ministers", "ECOWAS leaders"."""
        if is_plural:
            label = plural(label)
        if owner is not None and owner.kind is EntityKind.ORGANISATION and len(owner.name) <= 20:
            return f"{owner.name} {label}"
        adjective = {"USA": "US"}.get(country or "") or self.directory.roles.adjectives.get(country or "")
        return f"{adjective} {label}" if adjective else label

    # ---------------------------------------------------------------------------------- references

    def _referring(self, token: Token) -> Mention | None:
        entities = self.history.referred(token, self.analysis)
        if not entities:
            return None
        found = tuple(replace(e, text=token.text, start=token.start, end=token.end, why=f"“{token.text}”: told of before")
                      for e in entities)
        form = "possessive" if token.dep == "nmod:poss" else "pronoun"
        return Mention(token.i, token.i, token.i + 1, found, form, antecedent=True)

    # ------------------------------------------------------------------------------------- records

    def _entity(self, first: int, stop: int, name: str, kind: EntityKind, country: str | None = None,
                sectors: tuple[str, ...] = (), id: str | None = None, why: str = "") -> Entity:
        span = self.analysis.span(first, stop)
        return Entity(span.text, span.start, span.end, name, kind, country, sectors, id, why)

    def _at_span(self, entity: Entity, hit: RoleHit) -> Entity:
        span = self.analysis.span(hit.first, hit.stop)
        return replace(entity, text=span.text, start=span.start, end=span.end)

    def _mention(self, head: int, first: int, stop: int, entities: tuple[Entity, ...], form: str, *,
                 antecedent: bool = False, place: Place | None = None, source_kind: str | None = None,
                 named: bool = True, also: tuple[int, ...] = (), title: str | None = None) -> Mention:
        """A mention whose words are the whole noun phrase without relative clauses and appositions."""
        first, stop = self._phrase(head, first, stop)
        span = self.analysis.span(first, stop)
        entities = (replace(entities[0], text=span.text, start=span.start, end=span.end), *entities[1:])
        return Mention(head, first, stop, entities, form, antecedent, place, source_kind, named, title, also)

    def _phrase(self, head: int, first: int, stop: int) -> tuple[int, int]:
        kept = {*range(first, stop)}
        waiting = [head, *(i for i in range(first, stop))]
        while waiting:
            at = waiting.pop()
            for child in self.analysis.children(at):
                inner = child.dep in ("det", "amod", "compound", "nummod", "flat", "nmod:poss", "case:poss", "det:predet") \
                    or (child.dep == "nmod" and self.analysis.case(child.i) in ("", *self.directory.genitive)
                        and self.names.get(head) is None) \
                    or (child.dep == "case" and at not in (head,) and not first <= at < stop) \
                    or (child.dep == "advmod" and self.analysis.tokens[at].pos in ("ADJ", "NUM"))
                if inner and child.i not in kept and child.sentence == self.analysis.tokens[head].sentence:
                    kept.add(child.i)
                    waiting.append(child.i)
        return min(kept), max(kept) + 1
