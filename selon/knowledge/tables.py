"""A user's own CSV with named columns becomes rows: people, bodies and outlets in one table."""

from __future__ import annotations

import csv
from collections.abc import Mapping

from selon.domain.catalog import Catalog
from selon.domain.own import COLUMNS, MEDIA, ORGANISATIONS, PEOPLE, name_key
from selon.knowledge.reading import FILE_OF_KIND, Reading, alias_columns, countries_by_name, joined

_SAME = {"office": "title", "start": "since", "end": "until", "sector": "sectors", "id": "wikidata", "alias": "aliases"}
KNOWN_COLUMNS = tuple(dict.fromkeys(("name", "kind", "aliases", *(
    column for file in (PEOPLE, ORGANISATIONS, MEDIA) for column in COLUMNS[file]))))


def read_table(text: str, catalog: Catalog) -> Reading:
    """Rows of a CSV table parted by comma, semicolon or tab. Columns may be missing, all but the name."""
    reading, countries = Reading(catalog.codes()), countries_by_name(catalog)
    lines = csv.reader(text.splitlines(), delimiter=_delimiter(text))
    header: list[str] | None = None
    for cells in lines:
        if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
            continue
        if header is None:
            header = [_column(cell) for cell in cells]
            if wrong := _header_problem(header):
                reading.problem(lines.line_num, "", wrong)
                break
        elif len(cells) > len(header):
            reading.problem(lines.line_num, cells[0], f"{len(cells)} cells under {len(header)} columns")
        else:
            keep_row(reading, dict(zip(header, cells, strict=False)), countries, lines.line_num)
    return reading


def keep_row(reading: Reading, row: Mapping[str, str], countries: Mapping[tuple[str, ...], str], line: int) -> None:
    """One row of named cells: what it is of follows from its kind, or from the cells that it fills."""
    row = {column: cell.strip() for column, cell in row.items()}
    kind = row.get("kind") or _kind(row)
    file = FILE_OF_KIND.get(kind)
    if file is None:
        reading.problem(line, row.get("name", ""), f"kind {kind!r} is none of {', '.join(FILE_OF_KIND)}")
        return
    if stray := [column for column, cell in row.items() if cell and column not in _allowed(file)]:
        reading.problem(line, row.get("name", ""), f"{', '.join(stray)} cannot be given for kind {kind!r}")
        return
    country = row.get("country", "")
    row |= {"country": countries.get(name_key(country), country), "kind": kind,
            "sectors": row.get("sectors", "").replace(",", " ").replace("|", " ")}
    reading.keep(file, _filled(file, row), line)


def _delimiter(text: str) -> str:
    """What parts the cells: the mark that the header has most of."""
    header = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    return max(",;\t", key=header.count)


def _column(cell: str) -> str:
    name = cell.strip().lower().replace(" ", "_")
    return _SAME.get(name, name)


def _header_problem(header: list[str]) -> str | None:
    if "name" not in header:
        return f"the first line names no column “name”; columns: {', '.join(KNOWN_COLUMNS)}"
    if unknown := [column for column in header if column not in KNOWN_COLUMNS]:
        return f"unknown column {', '.join(map(repr, unknown))}; columns: {', '.join(KNOWN_COLUMNS)}"
    if len(set(header)) < len(header):
        return "two columns have the same name"
    return None


def _kind(row: Mapping[str, str]) -> str:
    """Without a word on it: offices are held by people, and outlets have an owner class or a domain."""
    if any(row.get(column) for column in ("title", "since", "until")):
        return "person"
    if any(row.get(column) for column in ("ownership", "domain", "type", "languages")):
        return "outlet"
    return "organisation" if any(row.get(column) for column in ("aliases_en", "aliases_fr")) else "person"


def _allowed(file: str) -> frozenset[str]:
    return frozenset((*COLUMNS[file], "kind", "aliases", *(("sectors",) if file == MEDIA else ())))


def _filled(file: str, row: dict[str, str]) -> dict[str, str]:
    """The row with what its file needs: names of no language in each, and an outlet's usual class."""
    if file == MEDIA:
        return row | {"type": row.get("type") or "site", "ownership": row.get("ownership") or "private",
                      "basis": row.get("basis") or "said by the user"}
    names = row.get("aliases", "").split("|")
    return row | {column: joined([*row.get(column, "").split("|"), *names]) for column in alias_columns(file)}
