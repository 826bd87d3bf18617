"""Who bears a name: every row of every file that has it, in which office when, and what is near where nobody does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from selon.domain.catalog import LANGUAGES, Catalog
from selon.domain.gazetteer import Office
from selon.domain.own import MEDIA, ORGANISATIONS, PEOPLE, ROLES, Row, name_key

_NAME_COLUMNS: dict[str, tuple[str, ...]] = {
    "countries": ("name", "metonyms", *(f"{kind}_{code}" for kind in ("names", "adjectives", "capital")
                                        for code in LANGUAGES)),
    PEOPLE: ("name", "aliases"),
    ORGANISATIONS: ("name", *(f"aliases_{code}" for code in LANGUAGES)),
    MEDIA: ("name", "aliases"),
    "metonyms": ("text",),
}
_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody or something of one file that bears a name; people have a row for each office."""

    name: str
    file: str
    rows: tuple[Row, ...]
    is_own: bool  # whether a row of the user tells of it

    def names(self) -> tuple[str, ...]:
        """All names, each once."""
        return tuple(dict.fromkeys(name for row in self.rows for name in _names(self.file, row)))


def bearers(catalog: Catalog, name: str) -> list[Bearer]:
    """All that bear a name; where nobody does, the people with this family name."""
    wanted = name_key(name)
    found = list(_bearing(catalog, lambda key: key == wanted)) if wanted else []
    if found or len(wanted) != 1:
        return found
    return [known for known in _bearing(catalog, lambda key: len(key) > 1 and key[-1] == wanted[0])
            if known.file == PEOPLE]


def holders(catalog: Catalog, date: str | None, matches: Callable[[Row], bool]) -> list[Bearer]:
    """The people who hold an office that matches at a date; without a date, those who hold it still."""
    rows = [row for row in catalog.rows(f"actors/{PEOPLE}") if matches(row) and holds(row, date)]
    return [_bearer(catalog, PEOPLE, row["name"], [row]) for row in rows]


def holds(row: Row, date: str | None) -> bool:
    """Whether the office of a row was held at a date, or without one is held still."""
    if not any(row[column] for column in ("title", "sectors", "since", "until")):
        return False
    office = Office(row["title"], None, (), row["since"] or None, row["until"] or None)
    return office.holds_at(date) if date else office.until is None


def near(catalog: Catalog, name: str) -> list[str]:
    """Known names that are spelt much like this one."""
    spelt = {" ".join(name_key(known)): known for file in (PEOPLE, ORGANISATIONS, MEDIA)
             for row in catalog.rows(f"actors/{file}") for known in _names(file, row)}
    return [spelt[key] for key in get_close_matches(" ".join(name_key(name)), spelt, _SUGGESTIONS, cutoff=0.8)]


def _bearing(catalog: Catalog, fits: Callable[[tuple[str, ...]], bool]) -> Iterator[Bearer]:
    for file in _NAME_COLUMNS:
        rows = catalog.rows(f"actors/{file}")
        found = [row for row in rows if any(fits(name_key(name)) for name in _names(file, row))]
        for canonical in dict.fromkeys(row["name"] for row in found):
            of_it = [row for row in rows if row["name"] == canonical] if file == PEOPLE else [
                row for row in found if row["name"] == canonical]
            yield _bearer(catalog, file, canonical, of_it)


def _bearer(catalog: Catalog, file: str, name: str, rows: Sequence[Row]) -> Bearer:
    own = catalog.own.rows.get(file, ()) if catalog.own else ()
    return Bearer(name, file, tuple(rows), any(row in own for row in rows))


def _names(file: str, row: Row) -> Iterator[str]:
    for column in _NAME_COLUMNS.get(file, ("words",) if file == ROLES else ()):
        yield from (name.strip() for name in row[column].split("|") if name.strip())
