"""Common nouns for people and bodies: what "minister", "soldats" or "junte" say of an actor. Data: roles.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from selon.domain.analysis import Analysis, Token
from selon.domain.catalog import Catalog, Language, shipped
from selon.domain.folding import pieces
from selon.domain.records import EntityKind
from selon.entities.phrases import Stretch, head_of

# Where English writes a shorter adjective than the list of nationality words gives first.
_ATTRIBUTES = ("ADJ", "VERB")  # words that a role noun may begin with: "displaced people"
_OUTLET_SOURCES = ("agency", "media", "state_media")


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun says of whoever it names."""

    label: str  # in English
    kind: EntityKind
    sectors: tuple[str, ...]
    office: bool  # a title that can stand beside a name
    source: str | None  # the kind of source it is, where the noun itself says so
    plural: bool
    collective: bool  # a body even in the singular: "a delegation"
    each: bool  # "the delegations" are one for each of several told of before
    relational: bool  # its country is not its owner's: "his counterpart"
    borrows: bool = False  # a title that any body has: what the body is, whoever bears it is

    @property
    def is_outlet(self) -> bool:
        """Whether the noun names a body that publishes: "news agency", "chaîne de télévision"."""
        return self.kind is EntityKind.ORGANISATION and self.source in _OUTLET_SOURCES


@dataclass(frozen=True, slots=True)
class RoleHit:
    """A role noun in a report: tokens `[first, stop)`, syntactic head `head`."""

    head: int
    first: int
    stop: int
    role: Role


@dataclass(frozen=True, slots=True)
class Collective:
    """A phrase that stands for several named before: "les deux dirigeants"."""

    lemmas: tuple[str, ...]
    number: int | None
    kind: str  # person, state, organisation, any


@dataclass(frozen=True, slots=True)
class Ministry:
    """What a minister or ministry is for: label and sectors of a topic."""

    label: str  # in English
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Labels:
    """English role labels with a meaning of their own, from naming.yaml."""

    collective: frozenset[str]
    relational: frozenset[str]
    borrowing: frozenset[str]
    of_each: frozenset[str]

    @classmethod
    def of(cls, naming: Mapping[str, Any]) -> _Labels:
        return cls(*(frozenset(naming[kind]) for kind in (
            "collective_labels", "relational_labels", "borrowing_labels", "labels_of_each")))


_Phrase = tuple[tuple[str, ...], Role]  # the folded words of a role noun, and what it says


@dataclass(frozen=True, kw_only=True)
class RoleLexicon:
    """roles.yaml of a language, indexed for reading: nouns by first word, collectives by last lemma."""

    roles: Mapping[str, tuple[_Phrase, ...]]
    ministries: Mapping[str, Ministry]  # by topic
    collectives: Mapping[str, tuple[Collective, ...]]
    numerals: Mapping[str, int]  # number words: "two", "both"
    qualifiers: Mapping[str, str]  # adjectives of peoples, faiths and looks -> English
    honorifics: frozenset[str]
    adjectives: Mapping[str, str]  # country -> English nationality adjective

    @classmethod
    def of(cls, catalog: Catalog, language: Language) -> RoleLexicon:
        """The lexicon of a language. Raises DataError for unreadable files."""
        table, naming = language.read("roles"), catalog.read("actors/naming")
        return cls(
            roles=_by_first_word({**table["roles"], **_own(catalog, language)}, _Labels.of(naming)),
            ministries={str(topic).lower(): Ministry(row["en"], tuple(row["sectors"]))
                        for topic, row in table["ministries"].items()},
            collectives=_by_last_lemma(table["collectives"]),
            numerals={str(word): int(number) for word, number in table["numerals"].items()},
            qualifiers={str(word): str(english) for word, english in table["qualifiers"].items()},
            honorifics=frozenset(str(word).lower() for word in table["honorifics"]),
            adjectives={row["code"]: _adjective(row)
                        for row in (*catalog.rows("actors/countries"), *catalog.rows("actors/regions"))}
            | naming["short_adjectives"])

    def adjective(self, country: str | None) -> str | None:
        """The nationality adjective that an English description begins with."""
        return self.adjectives.get(country or "")

    def collective_at(self, analysis: Analysis, head: int) -> Collective | None:
        """The phrase for several named before that ends at token `head`."""
        token = analysis.tokens[head]
        for last in (token.lemma, token.lower):
            for collective in self.collectives.get(last, ()):
                if _ends_at(analysis, head, collective.lemmas):
                    return collective
        return None

    def hits(self, analysis: Analysis) -> Iterator[RoleHit]:
        """Longest role nouns of a report from left to right, none overlapping."""
        at, tokens = 0, analysis.tokens
        while at < len(tokens):
            token = tokens[at]
            found = None
            if token.pos in ("NOUN", "PROPN", *_ATTRIBUTES):
                found = self._at(analysis, at)
            if found is None:
                at += 1
                continue
            yield found
            at = found.stop

    def _at(self, analysis: Analysis, at: int) -> RoleHit | None:
        """The longest role noun that begins at token `at`; an adjective or participle alone is none."""
        token = analysis.tokens[at]
        best: tuple[int, Role] | None = None
        for first in dict.fromkeys(parts[0] for parts in _forms(token) if parts):
            for path, role in self.roles.get(first, ()):
                stop = _matched(analysis, at, path)
                if stop is not None and (best is None or stop > best[0]):
                    best = stop, role
        if best is None or (best[0] == at + 1 and token.pos in _ATTRIBUTES):
            return None
        stop, role = best
        return RoleHit(head_of(analysis, Stretch(at, stop)), at, stop, role)


def _matched(analysis: Analysis, at: int, path: tuple[str, ...]) -> int | None:
    """Where a phrase ends that begins at token `at`, or None; each word may stand in its form or its lemma."""
    done, tokens = 0, analysis.tokens
    while done < len(path):
        if at >= len(tokens):
            return None
        for parts in _forms(tokens[at]):
            if parts and path[done:done + len(parts)] == parts:
                done += len(parts)
                break
        else:
            if tokens[at].text not in ("-", "'", "’") or not done:
                return None
        at += 1
    return at


def _forms(token: Token) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The folded parts of a word and of its lemma."""
    return pieces(token.text), pieces(token.lemma)


def _ends_at(analysis: Analysis, head: int, lemmas: tuple[str, ...]) -> bool:
    first = head - len(lemmas) + 1
    if first < 0:
        return False
    words = analysis.tokens[first:head + 1]
    return all(lemma in (word.lemma, word.lower) for word, lemma in zip(words, lemmas, strict=True))


@lru_cache(maxsize=4_096)
def plural(label: str) -> str:
    """The plural of an English label, by its last word."""
    if irregular := _irregular(label):
        return irregular
    if " of " in label:
        head, _, rest = label.partition(" of ")
        return f"{plural(head)} of {rest}"
    if label.endswith(("men", "women")) or (label.endswith("s") and not label.endswith("ss")):
        return label
    if label.endswith("man"):
        return f"{label[:-3]}men"
    if label.endswith("y") and label[-2:-1] not in "aeiou":
        return f"{label[:-1]}ies"
    return f"{label}es" if label.endswith(("ch", "sh", "x", "ss")) else f"{label}s"


def _irregular(label: str) -> str | None:
    """The plural of a label whose last words are in the table of irregular ones."""
    words = label.split(" ")
    for first in range(len(words)):
        if found := _irregular_plurals().get(" ".join(words[first:])):
            return " ".join((*words[:first], found))
    return None


@lru_cache(maxsize=1)
def _irregular_plurals() -> dict[str, str]:
    return dict(shipped().read("actors/naming")["irregular_plurals"])


def _own(catalog: Catalog, language: Language) -> dict[str, dict[str, Any]]:
    """The user's own role nouns, in the shape of roles.yaml."""
    return {row["words"].lower(): {"en": row["label"] or row["words"].lower(), "kind": row["kind"],
                                   "sectors": row["sectors"].split()}
            for row in catalog.own_roles(language.code)}


def _by_first_word(rows: Mapping[str, Mapping[str, Any]], labels: _Labels) -> dict[str, tuple[_Phrase, ...]]:
    """Role nouns by their first word, longest first."""
    index: dict[str, list[_Phrase]] = {}
    for words, row in rows.items():
        path = tuple(part for word in str(words).split() for part in pieces(word))
        index.setdefault(path[0], []).append((path, _role(row, labels)))
    return {first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in index.items()}


def _by_last_lemma(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Collective, ...]]:
    index: dict[str, list[Collective]] = {}
    for row in rows:
        collective = Collective(tuple(row["lemmas"]), row["number"], row["kind"])
        index.setdefault(collective.lemmas[-1], []).append(collective)
    return {last: tuple(found) for last, found in index.items()}


def _role(row: Mapping[str, Any], labels: _Labels) -> Role:
    label = row["en"]
    names_body = label in labels.collective or label.split()[-1] in labels.collective
    return Role(label=label, kind=EntityKind(row["kind"]), sectors=tuple(row.get("sectors") or ()),
                office=bool(row.get("office")), source=row.get("source"), plural=row.get("number") == "plural",
                collective=row["kind"] == "group" and names_body, each=label in labels.of_each,
                relational=label in labels.relational, borrows=label in labels.borrowing)


def _adjective(row: Mapping[str, str]) -> str:
    """The English nationality adjective of a country: the first that its row gives."""
    first = (row["adjectives_en"] or row["name"]).split("|")[0]
    return " ".join(word.capitalize() for word in first.split(" "))
