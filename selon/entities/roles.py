"""Common nouns for people and bodies: what "minister", "soldats" or "junte" say of an actor. Data: roles.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from selon.domain.analysis import Analysis
from selon.domain.catalog import Catalog, Language
from selon.domain.gazetteer import pieces
from selon.domain.records import EntityKind


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
    relational: bool  # its country is not its owner's: "his counterpart"


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


@dataclass(frozen=True)
class RoleLexicon:
    """roles.yaml of a language, indexed by first word."""

    roles: Mapping[str, tuple[tuple[tuple[str, ...], Role], ...]]
    ministries: Mapping[str, tuple[str, tuple[str, ...]]]  # topic -> English label, sectors
    collectives: tuple[Collective, ...]
    honorifics: frozenset[str]
    adjectives: Mapping[str, str]  # country -> English nationality adjective

    @classmethod
    def of(cls, catalog: Catalog, language: Language) -> RoleLexicon:
        table = language.read("roles")
        naming = catalog.read("actors/naming")
        bodies = frozenset(naming["collective_labels"])
        relational = frozenset(naming["relational_labels"])
        index: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
        for words, row in table["roles"].items():
            path = tuple(part for word in str(words).split() for part in pieces(word))
            index.setdefault(path[0], []).append((path, _role(row, bodies, relational)))
        return cls(
            {first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in index.items()},
            {str(topic).lower(): (row["en"], tuple(row["sectors"])) for topic, row in table["ministries"].items()},
            tuple(Collective(tuple(row["lemmas"]), row["number"], row["kind"]) for row in table["collectives"]),
            frozenset(str(word).lower() for word in table["honorifics"]),
            {row["code"]: _adjective(row) for row in (*catalog.rows("actors/countries"), *catalog.rows("actors/regions"))})

    def hits(self, analysis: Analysis) -> Iterator[RoleHit]:
        """Longest role nouns of a report from left to right, none overlapping."""
        at, tokens = 0, analysis.tokens
        while at < len(tokens):
            token = tokens[at]
            found = None
            if token.pos in ("NOUN", "PROPN", "ADJ"):
                found = self._at(analysis, at)
            if found is None:
                at += 1
                continue
            yield found
            at = found.stop

    def _at(self, analysis: Analysis, at: int) -> RoleHit | None:
        token = analysis.tokens[at]
        firsts = {parts[0] for parts in (pieces(token.text), pieces(token.lemma)) if parts}
        best: tuple[int, Role] | None = None
        for path, role in (option for first in firsts for option in self.roles.get(first, ())):
            stop = _matched(analysis, at, path)
            if stop is not None and (best is None or stop > best[0]):
                best = stop, role
        if best is None or (best[0] == at + 1 and token.pos == "ADJ"):
            return None
        return RoleHit(head_of(analysis, at, best[0]), at, best[0], best[1])


def _matched(analysis: Analysis, at: int, path: tuple[str, ...]) -> int | None:
    """Where a phrase ends that begins at token `at`, or None; each word may stand in its form or its lemma."""
    done = 0
    while done < len(path):
        if at >= len(analysis.tokens):
            return None
        token = analysis.tokens[at]
        parts = next((parts for parts in (pieces(token.text), pieces(token.lemma))
                      if parts and path[done:done + len(parts)] == parts), None)
        if parts is None:
            if token.text not in ("-", "'", "’") or not done:
                return None
            parts = ()
        done += len(parts)
        at += 1
    return at


def head_of(analysis: Analysis, first: int, stop: int) -> int:
    """The token of `[first, stop)` that governs the others."""
    for i in range(first, stop):
        head = analysis.tokens[i].head
        if head == i or not first <= head < stop:
            return i
    return first


def plural(label: str) -> str:
    """The plural of an English label, by its last word."""
    if " of " in label:
        head, _, rest = label.partition(" of ")
        return f"{plural(head)} of {rest}"
    if label.endswith(("s", "people", "police", "men", "women", "staff")):
        return label
    if label.endswith("man"):
        return f"{label[:-3]}men"
    if label.endswith("y") and label[-2:-1] not in "aeiou":
        return f"{label[:-1]}ies"
    return f"{label}es" if label.endswith(("ch", "sh", "x")) else f"{label}s"


def _role(row: Mapping[str, Any], bodies: frozenset[str], relational: frozenset[str]) -> Role:
    label = row["en"]
    return Role(label, EntityKind(row["kind"]), tuple(row.get("sectors") or ()), bool(row.get("office")),
                row.get("source"), row.get("number") == "plural",
                row["kind"] == "group" and (label in bodies or label.split()[-1] in bodies),
                label in relational)


def _adjective(row: Mapping[str, str]) -> str:
    """The English nationality adjective of a country: the first that its row gives."""
    first = (row["adjectives_en"] or row["name"]).split("|")[0]
    return " ".join(word.capitalize() for word in first.split(" "))
