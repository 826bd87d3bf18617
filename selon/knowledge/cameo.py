"""CAMEO's actor codes in Selon's: "AFGGOVMIL" is Afghanistan, GOV and MIL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selon.domain.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code tells. `unknown` are its parts that neither table has."""

    country: str
    sectors: tuple[str, ...]
    unknown: tuple[str, ...]
    is_place: bool  # a country or a region of the world, and nothing more


@dataclass(frozen=True)
class Cameo:
    """Reads actor codes by ontology/cameo.yaml."""

    countries: Mapping[str, str]
    places: frozenset[str]  # the codes of states and regions among them
    bodies: Mapping[str, str]
    sectors: Mapping[str, tuple[str, ...]]
    fields: frozenset[str]

    @classmethod
    def of(cls, catalog: Catalog) -> Cameo:
        """The catalog's tables. Raises DataError for unreadable files."""
        table = catalog.read("ontology/cameo")
        states = {row["code"]: row["code"] for row in catalog.rows("actors/countries")}
        places = {**dict.fromkeys(table["regions"], ""), **states, **table["countries"]}
        sectors = {code: tuple(found) for code, found in table["sectors"].items()}
        return cls({**places, **table["international"]}, frozenset(places), table["bodies"], sectors,
                   frozenset(table["fields_of_government"]))

    def meaning(self, code: str) -> Meaning:
        """The meaning of a code of three letters a part; the first may be a country or a kind of body."""
        parts = [code[i:i + 3] for i in range(0, len(code), 3)]
        country, sectors, unknown = "", list[str](), list[str]()
        for n, part in enumerate(parts):
            if n == 0 and part in self.countries:
                country = self.countries[part]
            elif part in self.bodies:
                country = self.bodies[part]
            elif part in self.sectors:
                sectors += () if part in self.fields and "GOV" in sectors else self.sectors[part]
            elif part in self.countries:
                country = country or self.countries[part]
            elif country not in ("IGO", "NGO", "MNC", "IMG"):  # what follows is the body's own short name
                unknown.append(part)
        is_place = len(parts) == 1 and parts[0] in self.places
        return Meaning(country, tuple(dict.fromkeys(sectors)), tuple(unknown), is_place)
