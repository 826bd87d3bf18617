"""Rows for people and for programs: a table, JSON, JSON Lines and CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TextIO

from selon.exports.dates import readable
from selon.exports.formats import ListFormat
from selon.exports.marks import printable

LIST_SEPARATOR = "; "
LONGEST_CELL = 120  # characters of a cell where no terminal sets a width


class Listed(Protocol):
    """What can be listed."""

    def flat(self) -> dict[str, Any]:
        """Plain values, for a row of a table."""

    def whole(self) -> dict[str, Any]:
        """All that is known, for JSON."""


def write_list(found: Sequence[Listed], form: ListFormat, stream: TextIO, columns: Sequence[str]) -> None:
    """Writes what was found; of a table only the columns named, of other formats all."""
    match form:
        case ListFormat.TABLE:
            _write_table([one.flat() for one in found], stream, columns)
        case ListFormat.JSON:
            stream.write(json.dumps([one.whole() for one in found], ensure_ascii=False, indent=2) + "\n")
        case ListFormat.JSONL:
            stream.writelines(json.dumps(one.whole(), ensure_ascii=False) + "\n" for one in found)
        case ListFormat.CSV:
            write_csv([one.flat() for one in found], stream)


def write_csv(rows: Sequence[Mapping[str, Any]], stream: TextIO, *, line_end: str = "\n") -> None:
    """A header and a line a row. Lists are joined; a cell never begins like a formula of a spreadsheet."""
    if rows:
        writer = csv.writer(stream, lineterminator=line_end)
        writer.writerow(rows[0])
        writer.writerows([_no_formula(_cell(value)) for value in row.values()] for row in rows)


def _cell(value: Any) -> Any:
    return LIST_SEPARATOR.join(map(str, value)) if isinstance(value, (list, tuple)) else value


def _no_formula(value: Any) -> Any:
    """A spreadsheet would run "=HYPERLINK(...)" of a hostile report."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _write_table(rows: Sequence[Mapping[str, Any]], stream: TextIO, columns: Sequence[str]) -> None:
    from rich.table import Table

    from selon.exports.pretty import console_for

    console = console_for(stream)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in columns:
        number = bool(rows) and isinstance(rows[0][name], int)
        table.add_column(name.replace("_", " "), justify="right" if number else "left", no_wrap=name == "id",
                         overflow="fold" if name == "id" else "ellipsis")
    for row in rows:
        table.add_row(*(_shown(name, row[name], console.is_terminal) for name in columns))
    console.print(table)


def _shown(name: str, value: Any, is_terminal: bool) -> str:
    if value is None or value == "":
        return "–"
    if name == "time":
        return readable(str(value))
    text = printable(str(_cell(list(dict.fromkeys(value)) if isinstance(value, list) else value))) or "–"
    return text if is_terminal or len(text) <= LONGEST_CELL else text[:LONGEST_CELL - 1] + "…"


def count_line(shown: int, kind: str, limit: int | None, last: Iterable[str]) -> str:
    """How many there are, and how one gets the next page."""
    words = f"{shown} {kind}" if shown != 1 else f"1 {kind.removesuffix('s')}"
    after = next(iter(last), None)
    return f"{words}; more: --after {after}" if limit is not None and shown == limit and after else words
