"""Names other than persons' become mentions: nationality words, bodies, outlets, states and places."""

from __future__ import annotations

from dataclasses import dataclass, replace

from selon.domain.analysis import Name, Token
from selon.domain.cast import Mention
from selon.domain.folding import fold
from selon.domain.gazetteer import Known, NameKind
from selon.domain.records import Entity, EntityKind, Place
from selon.entities.labels import Labels
from selon.entities.people import choose
from selon.entities.persons import Persons
from selon.entities.phrases import Stretch, is_plural
from selon.entities.references import History
from selon.entities.roles import plural
from selon.entities.scene import Scene
from selon.entities.titles import Titles

_MODEL_KINDS = {"PER": EntityKind.PERSON, "ORG": EntityKind.ORGANISATION, "LOC": EntityKind.PLACE}
_NOUN_LINKS = ("nsubj", "obj", "obl", "iobj", "conj", "root", "appos", "nmod")


@dataclass(frozen=True)
class Named:
    """Resolves names: by the gazetteer, else by what the report told before, else as the model saw them."""

    scene: Scene
    history: History
    titles: Titles
    labels: Labels
    persons: Persons

    def mention(self, i: int, name: Name) -> Mention | None:
        """The mention of a name whose head is token `i`."""
        if name.label == "NORP":
            return self._nationality(i, name)
        if self._is_misread_place(name):
            return self._unknown(i, replace(name, label="LOC"))
        if name.label == "PER":
            return self.persons.mention(name, self.titles.title_of(name))
        known = choose(name.known, self.scene.date, self.scene.countries)
        return self._known(i, name, known) if known else self._unknown(i, name)

    def _is_misread_place(self, name: Name) -> bool:
        """Whether the model took a place for a person: one word that stands where places stand, for nobody told of."""
        if name.label != "PER" or name.known or name.stop - name.first > 1 or self.titles.title_of(name) is not None:
            return False
        if self.scene.place_of(name) is None and not self._is_called_place(name):
            return False
        return self.history.person(self.scene.text(name)) is None

    def _is_called_place(self, name: Name) -> bool:
        """Whether the noun beside a name says that it is a place: "the *town of* Masisi", "the Saki *air base*"."""
        tokens, directory = self.scene.analysis.tokens, self.scene.directory
        site = self.scene.hits.get(tokens[name.first].head)
        if site is not None and site.role.label in directory.sites:
            return True
        return name.first > 1 and tokens[name.first - 1].lemma in directory.genitive and (
            tokens[name.first - 2].lower in directory.place_nouns)

    def compound(self, token: Token, nations: tuple[str, ...]) -> Mention:
        """ "franco-allemand": one nationality word of several states."""
        words = Stretch(token.i, token.i + 1)
        return Mention(token.i, *words, self._states(words, nations, token), "demonym")

    def short_state(self, token: Token) -> Mention | None:
        """ "the North" in a report on Korea."""
        short = self.scene.directory.short_states.get(token.text)
        if short is None or not any(self.scene.countries[code] for code in short.beside):
            return None
        if not self.scene.has_definite_word(token.i) or self.scene.analysis.dependents(token.i, "nmod"):
            return None
        words = Stretch(token.i, token.i + 1)
        entity = self.scene.entity(words, self.scene.directory.states[short.country], EntityKind.STATE,
                                   country=short.country,
                                   why=f"“{token.text}” in a report on {' and '.join(short.beside)}")
        return self.scene.mention(token.i, words, (entity,), "name")

    def _nationality(self, i: int, name: Name) -> Mention | None:
        """ "Russian" beside a noun names the state, "the Russians" its people."""
        if not name.known:
            return None
        known, token = name.known[0], self.scene.analysis.tokens[i]
        if _names_people(token):
            home = self._home_of(token)
            people = self._people_of(known)
            if home is not None:
                people = self.labels.english(people, home)
            entity = self.scene.entity(name, people, EntityKind.GROUP, country=home or known.country,
                                       why=f"people of {known.name}")
            return self.scene.mention(i, name, (entity,), "description")
        entity = self.scene.entity(name, known.name, EntityKind.STATE, country=known.country,
                                   why=f"nationality word: {token.text}")
        return Mention(i, name.first, name.stop, (*self._prefixed(name), entity), "demonym")

    def _home_of(self, token: Token) -> str | None:
        """The state of a people that another nationality or a place tells apart: "*Bosnian* Serbs", "ethnic Uzbeks in
        *Kyrgyzstan*"."""
        dependents = self.scene.analysis.dependents
        for child in dependents(token.i, "amod", "compound", "nmod"):
            is_where = child.dep == "nmod" and self.scene.analysis.case(child.i) in self.scene.directory.locative
            near = self.scene.names.get(child.i)
            if near is not None and near.known and near.known[0].country and (is_where or near.label == "NORP"):
                return near.known[0].country
        return None

    def _prefixed(self, name: Name) -> tuple[Entity, ...]:
        """ "*Franco*-German": the state of the half before the hyphen, where the tokenizer parts the two."""
        tokens = self.scene.analysis.tokens
        if name.first < 2 or tokens[name.first - 1].text != "-":
            return ()
        prefix = tokens[name.first - 2]
        code = self.scene.directory.prefixes.get(fold(prefix.text))
        return self._states(Stretch(prefix.i, prefix.i + 1), (code,), prefix) if code else ()

    def _states(self, words: Stretch, nations: tuple[str, ...], token: Token) -> tuple[Entity, ...]:
        names = self.scene.directory.nations
        return tuple(self.scene.entity(words, names[code], EntityKind.STATE, country=code,
                                       why=f"nationality word: {token.text}") for code in nations)

    def _people_of(self, known: Known) -> str:
        directory, code = self.scene.directory, known.country or ""
        return directory.peoples.get(code) or plural(directory.roles.adjectives.get(code, known.name))

    def _known(self, i: int, name: Name, known: Known) -> Mention:
        if (other := self._of_another_country(i, name, known)) is not None:
            return other
        entity = self.scene.entity(name, known.name, known.entity, country=known.country, sectors=known.sectors,
                                   id=known.id, why=f"data/actors: {known.name}")
        return replace(self.scene.mention(i, name, (entity,), "name"), place=self.scene.place_of(name),
                       source_kind=known.source_kind)

    def _of_another_country(self, i: int, name: Name, known: Known) -> Mention | None:
        """ "*Chile's* Defense Department": wording that many countries share is not the one body that the data know."""
        if known.kind is not NameKind.ORGANISATION or not self._is_shared_wording(name, known):
            return None
        country = self.labels.country_beside(i) or self.labels.place_beside(i)
        if country in (None, known.country) or country not in self.scene.directory.states:
            return None
        entity = self.scene.entity(name, self.labels.english(self.scene.text(name), country), known.entity,
                                   country=country, sectors=known.sectors, why=f"like {known.name}, of another country")
        return self.scene.mention(i, name, (entity,), "name")

    def _is_shared_wording(self, name: Name, known: Known) -> bool:
        """Whether the full name begins with its country, and the words here leave that out."""
        nations, text = self.scene.directory.nation_words(known.country), fold(self.scene.text(name))
        begins = any(fold(known.name).startswith(f"{word} ") for word in nations)
        return begins and not any(word in text.split() for word in nations)

    def _unknown(self, i: int, name: Name) -> Mention | None:
        if (person := self._surname_alone(name)) is not None:
            return person
        if (body := self._short_for(name)) is not None:
            return self.scene.mention(i, name, (body,), "name")
        place = self.scene.place_of(name)
        entity = self._as_the_model_saw(i, name, place)
        return replace(self.scene.mention(i, name, (entity,), "name"), place=place) if entity else None

    def _as_the_model_saw(self, i: int, name: Name, place: Place | None) -> Entity | None:
        kind = EntityKind.PLACE if place is not None and name.label != "ORG" else _MODEL_KINDS.get(name.label)
        if kind is None:
            return None
        why = f"name of a {kind} by the language model"
        if place is not None and kind is EntityKind.PLACE:
            return self.scene.entity(name, place.name, kind, country=place.country, why=why)
        sectors = next((hit.role.sectors for hit in self.scene.nouns_in(name) if hit.role.sectors), ())
        return self.scene.entity(name, self.scene.text(name), kind, country=self.labels.country_beside(i),
                                 sectors=sectors if kind is EntityKind.ORGANISATION else (), why=why)

    def _surname_alone(self, name: Name) -> Mention | None:
        """A person whom the model took for something else: named before, or in office and under a title."""
        hit = self.titles.title_of(name)
        is_titled = hit is not None and hit.role.office and name.stop - name.first == 1
        if not is_titled and self.history.person(self.scene.text(name)) is None:
            return None
        return self.persons.mention(replace(name, label="PER"), hit)

    def _short_for(self, name: Name) -> Entity | None:
        """The body named before in full that a capitalised word is short for: "la Ligue", "the Council"."""
        if name.label not in ("ORG", "MISC", "LOC"):
            return None
        return self.history.body_called(self.scene.text(name))


def _names_people(token: Token) -> bool:
    """Whether a nationality word is a noun in the plural and no attribute of one ("Russian officials")."""
    is_attribute = token.head > token.i and token.dep in ("amod", "compound", "nmod")
    return token.is_noun and token.relation in _NOUN_LINKS and not is_attribute and (
        is_plural(token) or token.text.endswith("s"))
