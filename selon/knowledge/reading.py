"""What reading a file of actors gives: rows to keep, rows that cannot be kept, and what was left out on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from selon.domain.catalog import LANGUAGES, Catalog
from selon.domain.own import COLUMNS, MEDIA, ORGANISATIONS, PEOPLE, Codes, name_key, reasons

_SPLIT = "|"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row for one of the user's files."""

    file: str
    row: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be kept."""

    line: int
    what: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}: {self.reason}" if self.what else f"line {self.line}: {self.reason}"


@dataclass(slots=True)
class Reading:
    """The rows of a file, in its order. `left_out` counts by reason what the user's data have no use for."""

    codes: Codes
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    def keep(self, file: str, row: Mapping[str, str], line: int) -> None:
        """Keep a row, its missing columns empty; one that breaks the rules becomes a problem."""
        whole = {column: " ".join(row.get(column, "").split()) for column in COLUMNS[file]}
        why = reasons(file, whole, self.codes)
        if why:
            self.problem(line, whole.get("name") or whole.get("words") or "", "; ".join(why))
        else:
            self.entries.append(Entry(file, whole))

    def problem(self, line: int, what: str, reason: str) -> None:
        """Notes a row that cannot be kept, and why."""
        self.problems.append(Problem(line, what, reason))

    def leave_out(self, reason: str) -> None:
        """Counts an entry that is no actor of Selon's kind."""
        self.left_out[reason] = self.left_out.get(reason, 0) + 1


def joined(names: list[str]) -> str:
    """Several values in one cell, each once."""
    return _SPLIT.join(dict.fromkeys(name.strip() for name in names if name.strip()))


def alias_columns(file: str) -> tuple[str, ...]:
    """The columns of a file that hold further names."""
    return tuple(column for column in COLUMNS[file] if column.startswith("aliases"))


def with_aliases(file: str, row: Mapping[str, str], names: list[str]) -> dict[str, str]:
    """The row with further names in every alias column of its file that is still empty."""
    return {**row, **{column: row.get(column) or joined(names) for column in alias_columns(file)}}


def countries_by_name(catalog: Catalog) -> dict[tuple[str, ...], str]:
    """Codes of the countries by each of their names."""
    return {name_key(name): row["code"] for row in catalog.rows("actors/countries")
            for name in (row["name"], *(n for code in LANGUAGES for n in row[f"names_{code}"].split(_SPLIT))) if name}


FILE_OF_KIND = {"person": PEOPLE, "organisation": ORGANISATIONS, "group": ORGANISATIONS, "outlet": MEDIA}
