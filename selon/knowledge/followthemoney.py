"""FollowTheMoney entities, one JSON object a line, become rows: people with offices, bodies and companies.

Links are read in any order: whoever occupies a position, is member of a body, directs or is employed by one holds
an office there. Schemata that name no actor are left out and counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from selon.domain.catalog import Catalog
from selon.domain.own import ORGANISATIONS, PEOPLE
from selon.knowledge.reading import Reading, joined, with_aliases

_PERSON, _POSITION = "Person", "Position"


@dataclass(frozen=True, slots=True)
class Link:
    """A schema that ties a person to a post or a body, and which properties hold the two ends."""

    person: str
    post: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entity of the file."""

    id: str
    schema: str
    line: int
    values: Mapping[str, list[str]]

    def all(self, *names: str) -> list[str]:
        return [value for name in names for value in self.values.get(name, ())]

    def first(self, *names: str) -> str:
        return next(iter(self.all(*names)), "")


def read_entities(text: str, catalog: Catalog) -> Reading:
    """The entities of a file: links first, as an office is a row of whoever holds it."""
    reading = Reading(catalog.codes())
    return _Reader(Schema.of(catalog), {item.id: item for item in _items(text, reading)}, reading).read()


@dataclass(frozen=True)
class Schema:
    """What ontology/followthemoney.yaml tells of countries, topics and schemata."""

    countries: Mapping[str, str]
    topics: Mapping[str, str]
    bodies: Mapping[str, str]
    links: Mapping[str, Link]

    @classmethod
    def of(cls, catalog: Catalog) -> Schema:
        """The catalog's tables. Raises DataError for unreadable files."""
        table = catalog.read("ontology/followthemoney")
        return cls(table["countries"], table["topics"], table["bodies"],
                   {name: Link(**ends) for name, ends in table["links"].items()})

    def country(self, codes: list[str]) -> str:
        """The first country of a list; parts of a country count as it: "gb-sct"."""
        return next((self.countries.get(code.lower().partition("-")[0], code.upper()) for code in codes), "")

    def sectors(self, *topics: str) -> str:
        """The sectors of topics, each once."""
        return " ".join(dict.fromkeys(sector for topic in topics if (sector := self.topics.get(topic))))


@dataclass(frozen=True)
class _Reader:
    schema: Schema
    items: Mapping[str, Item]
    reading: Reading

    def read(self) -> Reading:
        offices = self._offices()
        for item in self.items.values():
            if item.schema == _PERSON:
                self._keep_person(item, offices.get(item.id, []))
            elif item.schema in self.schema.bodies:
                self._keep_body(item)
            elif item.schema not in self.schema.links and item.schema != _POSITION:
                self.reading.leave_out(f"entities of schema {item.schema}")
        return self.reading

    def _offices(self) -> dict[str, list[Item]]:
        """The links of each person. One whose ends the file does not hold is a problem."""
        offices: dict[str, list[Item]] = {}
        for item in self.items.values():
            if (link := self.schema.links.get(item.schema)) is None:
                continue
            ends = item.first(link.person), item.first(link.post)
            if missing := [end or "nobody" for end in ends if end not in self.items]:
                self.reading.problem(item.line, item.schema, f"points at {', '.join(missing)}, which the file lacks")
            else:
                offices.setdefault(ends[0], []).append(item)
        return offices

    def _keep_person(self, item: Item, links: list[Item]) -> None:
        base = {"name": item.first("name"), "wikidata": item.first("wikidataId"),
                "aliases": joined([*item.all("name")[1:], *item.all("alias", "weakAlias")]),
                "country": self.schema.country(item.all("citizenship", "nationality", "country"))}
        own = self.schema.sectors(*item.all("topics"))
        held = [(self._office(link, base, own), link.line) for link in links]
        if not held:
            held = [({**base, "title": _small(title), "sectors": own}, item.line)
                    for title in item.all("position") or [""]]
        for n, (row, line) in enumerate(held):
            self.reading.keep(PEOPLE, row if n == 0 else {**row, "aliases": ""}, line)

    def _office(self, link: Item, base: Mapping[str, str], own: str) -> dict[str, str]:
        """The row of one link: the post tells title, state and sectors, and the body of the post helps."""
        post = self.items[link.first(self.schema.links[link.schema].post)]
        body = post if post.schema != _POSITION else self.items.get(post.first("organization"))
        beside = [post, *([body] if body else [])]
        title = post.first("name") if post.schema == _POSITION else link.first("role")
        sectors = self.schema.sectors(*(topic for each in beside for topic in each.all("topics"))) or own
        if not sectors and body:
            sectors = self.schema.bodies.get(body.schema, "")
        country = self.schema.country([code for each in beside for code in each.all("country", "jurisdiction")])
        return {**base, "title": _small(title), "sectors": sectors, "country": country or base["country"],
                "since": link.first("startDate")[:10], "until": link.first("endDate")[:10]}

    def _keep_body(self, item: Item) -> None:
        row = {"name": item.first("name"), "wikidata": item.first("wikidataId"), "kind": "organisation",
               "country": self.schema.country(item.all("country", "jurisdiction", "mainCountry")),
               "sectors": self.schema.sectors(*item.all("topics")) or self.schema.bodies[item.schema]}
        names = [*item.all("name")[1:], *item.all("alias", "weakAlias", "abbreviation")]
        self.reading.keep(ORGANISATIONS, with_aliases(ORGANISATIONS, row, names), item.line)


def _small(title: str) -> str:
    """A title as Selon's files write it: "Minister of Defence" begins small."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _items(text: str, reading: Reading) -> Iterator[Item]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield _item(json.loads(line), number)
        except (ValueError, TypeError, KeyError, AttributeError):
            reading.problem(number, "", "is no FollowTheMoney entity: a JSON object with id, schema and properties")


def _item(data: Any, line: int) -> Item:
    values = {str(name): [_text(value) for value in (held if isinstance(held, list) else [held])]
              for name, held in data["properties"].items()}
    return Item(str(data["id"]), str(data["schema"]), line, values)


def _text(value: Any) -> str:
    """A value, or the id of an entity that stands nested in its place."""
    return str(value["id"]) if isinstance(value, dict) else str(value).strip()
