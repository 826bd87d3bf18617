"""The compiled knowledge that resolving a cast needs: made once per language, then only read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from selon.domain.actors import split
from selon.domain.catalog import Catalog, Language, SectorGroups
from selon.domain.folding import fold
from selon.domain.gazetteer import Known
from selon.entities.people import by_first_name, by_surname
from selon.entities.roles import RoleLexicon

# Word lists of a language's grammar.yaml, and of data/actors/naming.yaml.
_GRAMMAR = ("one", "definite", "dative", "genitive", "locative", "leading", "former", "inside", "topics", "reasons",
            "sides", "led", "quantities")
_NAMING = ("leading_titles", "sites", "visit_labels", "labels_with_article", "labels_with_more", "gathering_labels")


@dataclass(frozen=True, slots=True)
class ShortState:
    """A state that one word stands for where the report names one of the states beside it: "the North"."""

    country: str
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mission:
    """A mission abroad: whether the city or the country that it is in is told, and the English word before that."""

    in_city: bool
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PronounWords:
    """Pronouns and possessives whose number, gender or kind the language's model leaves out."""

    several: frozenset[str]  # "they"
    thing: frozenset[str]  # "it"
    person: frozenset[str]  # "he", "hers"
    owned_by_several: frozenset[str]  # "leur": a possessive's own number is that of what is possessed


@dataclass(frozen=True, kw_only=True)
class Directory:
    """What a language's resolver needs: role nouns, function words, and all people that Selon knows by surname."""

    roles: RoleLexicon
    sectors: SectorGroups
    pronouns: PronounWords
    one: frozenset[str]  # lemmas of the number one
    surnames: Mapping[str, tuple[Known, ...]]
    definite: frozenset[str]
    dative: frozenset[str]
    genitive: frozenset[str]
    locative: frozenset[str]
    leading: frozenset[str]  # verbs of leading a group
    former: frozenset[str]  # adjectives of those who left an office: "former", "ancien"
    inside: frozenset[str]  # prepositions that make a person noun a place: "at the head of"
    topics: frozenset[str]  # prepositions of what a clause speaks of: "as for"
    according: frozenset[str]  # prepositions of sources: "according to"
    citing: frozenset[str]  # verbs whose object is a source: "citing"
    place_nouns: frozenset[str]  # what a place is called: "town", "province"
    reasons: frozenset[str]  # prepositions of what somebody is blamed or thanked for: "for"
    sides: frozenset[str]  # "pro", "anti": the nation behind the hyphen is not the bearer's own
    led: frozenset[str]  # second halves of words that tell whose forces they are: "Ethiopian-*led*"
    quantities: frozenset[str]  # nouns that only count: "dozens"
    states: Mapping[str, str]  # names by code
    peoples: Mapping[str, str]  # inhabitants in English, by code
    short_states: Mapping[str, ShortState]
    nationalities: Mapping[str, str]  # codes by folded nationality word of the language
    leading_titles: frozenset[str]  # of those whom the news calls by their surname alone: "president"
    visit_labels: frozenset[str]  # English labels of the other side of a visit: "guest"
    sites: frozenset[str]  # English labels of sites that are called by the place where they lie
    missions: Mapping[str, Mission]  # by English label
    labels_with_article: frozenset[str]  # English role labels that without article stand for nobody
    labels_with_more: frozenset[str]  # English role labels that introduce nobody by an article alone
    gathering_labels: frozenset[str]  # English role labels that only gather people: "a group of refugees"
    home_of: Mapping[str, str]  # codes of the states that English words for peoples belong to: "Chechen"
    former_states: Mapping[str, str]  # English adjectives of states of the past by name
    nations: Mapping[str, str]  # names of states and regions by code
    prefixes: Mapping[str, str]  # codes by folded first half of a compound nationality: "franco"

    @classmethod
    def of(cls, catalog: Catalog, language: Language, people: Sequence[tuple[str, Known]]) -> Directory:
        """A language's directory over the catalog's actors. Raises DataError for unreadable files."""
        cues = language.read("cues")
        grammar, naming = language.read("grammar"), catalog.read("actors/naming")
        countries = catalog.rows("actors/countries")
        return cls(
            roles=RoleLexicon.of(catalog, language),
            sectors=catalog.sectors,
            pronouns=PronounWords(**{name: frozenset(words) for name, words in grammar["pronouns"].items()}),
            surnames=by_surname(people, frozenset(naming["family_name_first"])),
            **{name: frozenset(grammar[name]) for name in _GRAMMAR},
            **{name: frozenset(naming[name]) for name in _NAMING},
            according=frozenset(word.replace("' ", "'") for words in cues["prepositions"].values() for word in words),
            citing=frozenset(cues["citing"]),
            place_nouns=frozenset(word for kind in ("city", "region", "district")
                                  for word in catalog.read("places/words")[language.code][kind]),
            states={row["code"]: row["name"] for row in countries},
            peoples={row["code"]: name for row in countries if (name := _people_of(row["adjectives_en"]))},
            short_states={word: ShortState(code, tuple(row["beside"]))
                          for code, row in naming["short_states"].items() for word in row["words"]},
            nationalities={fold(word): row["code"] for row in (*catalog.rows("actors/regions"), *countries)
                           for word in split(row[f"adjectives_{language.code}"])},
            missions={label: Mission(row["of"] == "city", row["link"]) for label, row in naming["missions"].items()},
            home_of=dict(naming["peoples"]),
            former_states={row["name"]: row["adjective"] for row in catalog.rows("actors/former_states")},
            nations={row["code"]: row["name"] for row in (*catalog.rows("actors/regions"), *countries)},
            prefixes={fold(word): row["code"] for row in countries for word in split(row["prefixes"])})

    @cached_property
    def first_names(self) -> Mapping[str, tuple[tuple[str, Known], ...]]:
        """Folded surnames and their bearers by folded first name; only a name that is not known asks for it."""
        return by_first_name(self.surnames)

    def nation_words(self, country: str | None) -> frozenset[str]:
        """The folded English words that a body's full name may begin with: "US", "Japan", "Japanese"."""
        known = (self.nations.get(country or ""), self.roles.adjective(country))
        return frozenset(fold(word) for word in known if word)

    @cached_property
    def owner_cases(self) -> frozenset[str]:
        """The prepositions in which an owner stands beside its noun; none at all is one of them."""
        return self.genitive | {""}

    def compound_nations(self, word: str) -> tuple[str, ...]:
        """The codes of all nations of a compound nationality, "franco-allemand", "US-led"; none for any other word."""
        whole = fold(word)
        if "-" not in whole or whole in self.nationalities:
            return ()
        cuts = (i for i, character in enumerate(whole) if character == "-")
        for prefix, rest in ((whole[:cut], whole[cut + 1:]) for cut in cuts):
            if rest in self.led and prefix in self.nationalities:
                return (self.nationalities[prefix],)
            first, last = self.prefixes.get(prefix), self.nationalities.get(rest)
            others = (last,) if last else self.compound_nations(rest)
            if first and others:
                return (first, *others)
        return ()


def _people_of(adjectives: str) -> str | None:
    """The inhabitants' plural among the nationality words of a country: "turkish|turk|turks" gives "Turks"."""
    words = adjectives.split("|")
    found = next((word for word in words if word.endswith("s") and word[:-1] in words), None)
    return " ".join(part.capitalize() for part in found.split()) if found else None
