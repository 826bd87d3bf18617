"""The user's files: rows are put and removed under a lock, and each file is replaced at once and whole."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

from selon.domain.catalog import Catalog
from selon.domain.errors import DataError
from selon.domain.own import COLUMNS, PEOPLE, Row, key_of, name_key, path_of, read_own
from selon.knowledge.reading import Entry, alias_columns, joined


class Outcome(StrEnum):
    """What became of a row that was put."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """A row as it stands in the user's files now, and what that changed."""

    entry: Entry
    outcome: Outcome


_HEAD = "# Your own actors. They go before those that ship with Selon; docs/actors.md tells the columns.\n"

# Cells that a new row may leave empty without meaning that nothing is known.
_KEPT = ("wikidata", "country", "sectors", "languages", "domain", "owner")


@dataclass(frozen=True)
class Store:
    """A user's data folder, beside the knowledge that ships."""

    folder: Path
    shipped: Catalog

    def put(self, entries: Sequence[Entry]) -> list[Change]:
        """All rows, or on any error none. A row goes in the place of the user's one of the same key, or of the
        shipped one; what it leaves empty is kept from it. Raises DataError and BadEntries."""
        with self._locked():
            changes: list[Change] = []
            drafts: dict[Path, list[Row]] = {}
            for file in COLUMNS:
                if rows := [entry for entry in entries if entry.file == file]:
                    drafts[path_of(self.folder, file)] = self._merged(file, rows, changes)
            self._write(drafts)
            return changes

    def remove(self, name: str) -> list[Entry]:
        """Every row of a name; what ships under it is in force again. Raises DataError and BadEntries."""
        wanted = name_key(name)
        with self._locked():
            removed: list[Entry] = []
            drafts: dict[Path, list[Row]] = {}
            for file in COLUMNS:
                rows = self._rows(file)
                gone = [row for row in rows if name_key(row.get("name") or row.get("words") or "") == wanted]
                if gone:
                    removed += [Entry(file, row) for row in gone]
                    drafts[path_of(self.folder, file)] = [row for row in rows if row not in gone]
            self._write(drafts)
            return removed

    def rows(self) -> dict[str, tuple[Row, ...]]:
        """All rows of the user, by file. Raises DataError and BadEntries."""
        return {file: self._rows(file) for file in COLUMNS}

    def _rows(self, file: str) -> tuple[Row, ...]:
        return read_own(path_of(self.folder, file), file, self.shipped.codes())

    def _merged(self, file: str, entries: Sequence[Entry], changes: list[Change]) -> list[Row]:
        own = {key_of(file, row): row for row in self._rows(file)}
        rows = self.shipped.rows(f"actors/{file}") if (self.shipped.folder / f"actors/{file}.csv").exists() else []
        known = {key_of(file, row): row for row in reversed(rows)}
        names = _names(file, rows)
        for entry in entries:
            row = _called_as_shipped(file, entry.row, names)
            key = key_of(file, row)
            before = own.get(key) or known.get(key)
            row = _completed(file, row, before) if before else row
            outcome = (Outcome.ADDED if before is None else Outcome.UNCHANGED
                       if all(row[column] == before[column] for column in COLUMNS[file]) else Outcome.REPLACED)
            if outcome is not Outcome.UNCHANGED:
                own[key] = row
            changes.append(Change(Entry(file, row), outcome))
        return list(own.values())

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Waits until no other process writes to the folder."""
        try:
            (self.folder / "actors").mkdir(parents=True, exist_ok=True)
            with (self.folder / "actors" / ".lock").open("a+b") as handle:
                _lock(handle)
                yield
        except OSError as error:
            raise DataError(f"cannot write to {self.folder}: {error.strerror or error}") from error

    @staticmethod
    def _write(drafts: dict[Path, list[Row]]) -> None:
        """Every file is written beside its place first; then all take their places."""
        written: list[tuple[str, Path]] = []
        try:
            for path, rows in drafts.items():
                written.append((_draft(path, rows), path))
            for draft, path in written:
                os.replace(draft, path)
        finally:
            for draft, _ in written:
                with suppress(FileNotFoundError):
                    os.unlink(draft)


def _draft(path: Path, rows: Sequence[Row]) -> str:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    with open(handle, "w", encoding="utf-8", newline="") as stream:
        stream.write(_HEAD)
        table = csv.DictWriter(stream, COLUMNS[path.stem], lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
        stream.flush()
        os.fsync(stream.fileno())
    return name


def _lock(handle: IO[bytes]) -> None:
    """Holds the file until it is closed."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(handle, fcntl.LOCK_EX)


def _names(file: str, rows: Sequence[Row]) -> dict[tuple[str, ...], list[Row]]:
    """Shipped rows by each of their names."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        for name in {row["name"], *(alias for column in alias_columns(file) for alias in row[column].split("|"))}:
            if name:
                found.setdefault(name_key(name), []).append(row)
    return found


def _called_as_shipped(file: str, row: Row, names: dict[tuple[str, ...], list[Row]]) -> Row:
    """A row of somebody who ships under another spelling takes that name, and its own becomes an alias."""
    if "name" not in row:
        return row
    bearers = {known["name"]: known for known in names.get(name_key(row["name"]), ())
               if _may_be_same(file, row, known)}
    if len(bearers) != 1 or row["name"] in bearers:
        return row
    (name,) = bearers
    aliases = {column: joined([*row[column].split("|"), row["name"]]) for column in alias_columns(file)}
    return {**row, **aliases, "name": name}


def _may_be_same(file: str, row: Row, known: Row) -> bool:
    if row["wikidata"] and known["wikidata"]:
        return row["wikidata"] == known["wikidata"]
    return file != PEOPLE or not row["country"] or not known["country"] or row["country"] == known["country"]


def _completed(file: str, row: Row, before: Row) -> Row:
    """The row with what it leaves empty taken from the one before, and the names of both."""
    kept = {column: before[column] for column in _KEPT if column in row and not row[column]}
    aliases = {column: joined([*before[column].split("|"), *row[column].split("|")]) for column in alias_columns(file)}
    return {**row, **kept, **aliases}
