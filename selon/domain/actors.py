"""Reads data/actors/ into a gazetteer of one language: countries, people, bodies, outlets, seats of power."""

from __future__ import annotations

from collections.abc import Iterator

from selon.domain.catalog import Catalog, Language
from selon.domain.gazetteer import Gazetteer, Known, NameKind, Office
from selon.domain.records import EntityKind

People = tuple[tuple[str, Known], ...]  # everybody under each of their names


def load_gazetteer(catalog: Catalog, language: Language, people: People | None = None) -> Gazetteer:
    """All names that the data gives for a language; `people` of the catalog, where they have been read before. Raises
    DataError for unreadable files."""
    gazetteer = Gazetteer(lowercase_demonyms=bool(language.read("language").get("lowercase_demonyms")))
    for name, known in _all_names(catalog, language.code, known_people(catalog) if people is None else people):
        gazetteer.add(name, known)
    return gazetteer


def split(cell: str | None) -> list[str]:
    """The values of a cell that are parted by a bar."""
    if not cell:
        return []
    return [part for each in cell.split("|") if (part := each.strip())]


def _all_names(catalog: Catalog, code: str, people: People) -> Iterator[tuple[str, Known]]:
    yield from _countries(catalog, code)
    yield from _regions(catalog, code)
    yield from _former_states(catalog, code)
    yield from people
    yield from _organisations(catalog, code)
    yield from _media(catalog)
    yield from _metonyms(catalog, code)


def _countries(catalog: Catalog, code: str) -> Iterator[tuple[str, Known]]:
    for row in catalog.rows("actors/countries"):
        def state(kind: NameKind, row: dict[str, str] = row) -> Known:
            return Known(row["name"], kind, EntityKind.STATE, row["code"])

        for name in {row["name"], *split(row[f"names_{code}"])}:
            yield name, state(NameKind.COUNTRY)
        for name in split(row[f"adjectives_{code}"]):
            yield name, state(NameKind.DEMONYM)
        for name in {*split(row[f"capital_{code}"]), *split(row["metonyms"])}:
            yield name, state(NameKind.CAPITAL)


def _regions(catalog: Catalog, code: str) -> Iterator[tuple[str, Known]]:
    for row in catalog.rows("actors/regions"):
        for name in split(row[f"adjectives_{code}"]):
            yield name, Known(row["name"], NameKind.DEMONYM, EntityKind.STATE, row["code"])


def _former_states(catalog: Catalog, code: str) -> Iterator[tuple[str, Known]]:
    for row in catalog.rows("actors/former_states"):
        for column, kind in (("names", NameKind.COUNTRY), ("adjectives", NameKind.DEMONYM)):
            for name in split(row[f"{column}_{code}"]):
                yield name, Known(row["name"], kind, EntityKind.STATE, row["country"])


def known_people(catalog: Catalog) -> People:
    """Everybody of people.csv under each of their names."""
    return tuple(_people(catalog))


def _people(catalog: Catalog) -> Iterator[tuple[str, Known]]:
    rows: dict[str, list[dict[str, str]]] = {}
    for row in catalog.rows("actors/people"):
        rows.setdefault(row["name"], []).append(row)
    for name, held in rows.items():
        offices = tuple(
            Office(row["title"], row["country"] or None, tuple(row["sectors"].split()),
                   row["since"] or None, row["until"] or None)
            for row in held if row["title"] or row["sectors"] or row["since"] or row["until"]
        )
        wikidata = next((row["wikidata"] for row in held if row["wikidata"]), None)
        country = next((row["country"] for row in held if row["country"]), None)
        known = Known(name, NameKind.PERSON, EntityKind.PERSON, country, (), wikidata, offices)
        for alias in {name, *(alias for row in held for alias in split(row["aliases"]))}:
            yield alias, known


def _organisations(catalog: Catalog, code: str) -> Iterator[tuple[str, Known]]:
    for row in catalog.rows("actors/organisations"):
        known = Known(row["name"], NameKind.ORGANISATION, EntityKind(row["kind"]), row["country"] or None,
                      tuple(row["sectors"].split()), row["wikidata"] or None)
        for alias in {row["name"], *split(row[f"aliases_{code}"])}:
            yield alias, known


_SOURCE_KINDS = {"state": "state_media"}


def _media(catalog: Catalog) -> Iterator[tuple[str, Known]]:
    for row in catalog.rows("actors/media"):
        kind = _SOURCE_KINDS.get(row["ownership"]) or ("agency" if row["type"] == "agency" else "media")
        known = Known(row["name"], NameKind.MEDIA, EntityKind.ORGANISATION, row["country"] or None,
                      ("JRN",), row["wikidata"] or None, source_kind=kind)
        for alias in {row["name"], *split(row["aliases"])}:
            yield alias, known


def _metonyms(catalog: Catalog, code: str) -> Iterator[tuple[str, Known]]:
    for row in catalog.rows("actors/metonyms"):
        if row["language"] in (code, "*"):
            yield row["text"], Known(row["name"], NameKind.CAPITAL, EntityKind(row["kind"]),
                                     row["country"] or None, tuple(row["sectors"].split()))
