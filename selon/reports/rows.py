"""JSON objects, one a line or in one array, and CSV tables: every row becomes a document or says why not."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from selon.domain.errors import ReportTooLong, SelonError, UnreadableReport
from selon.reports.columns import Columns, chosen, delimiter_of, row_document
from selon.reports.document import Item, Skipped
from selon.reports.kinds import encoding_of, head_text

# A row holds one report and what is said about it; more characters than this are no row.
MAX_ROW = 10_000_000
MOST_ARRAY = 50_000_000  # characters of a JSON document that is no lines of objects


class Lines:
    """The lines of a text stream, each bounded; knows the number of the last one."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        # Bytes that are none of the encoding are kept as marks, so that they cost their own row only.
        self._text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
        self.number = 0
        self._since = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_ROW)
        if not line:
            raise StopIteration
        self.number += 1
        self._since += len(line)
        if self._since >= MAX_ROW:
            if not line.endswith("\n"):
                self._skip_rest()
            raise ReportTooLong(self._since, MAX_ROW)
        return line

    def row_begins(self) -> None:
        """A row may hold several lines; its size is counted from here."""
        self._since = 0

    def rest(self, limit: int) -> str:
        return self._text.read(limit)

    def _skip_rest(self) -> None:
        while (piece := self._text.readline(MAX_ROW)) and not piece.endswith("\n"):
            pass


def read_json(head: bytes, stream: BinaryIO, name: str, columns: Columns) -> Iterator[Item]:
    """JSON objects: one a line, or a whole document that is an object or an array of them."""
    lines = Lines(stream, encoding_of(head))
    if _is_one_document(head):
        yield from _whole(lines, name, columns)
        return
    while True:
        lines.row_begins()
        try:
            line = next(lines, "")
            if not line:
                return
            row = _loaded(line) if line.strip() else None
        except SelonError as error:
            yield Skipped(f"{name}, line {lines.number:,}", str(error))
            continue
        if row is not None:
            yield _item(row, columns, f"{name}, line {lines.number:,}")


def _is_one_document(head: bytes) -> bool:
    """Whether JSON begins that is not a line of its own."""
    start = head_text(head).lstrip()
    first, newline, _ = start.partition("\n")
    if start.startswith("["):
        return True
    return bool(newline) and not first.rstrip().endswith("}")


def _whole(lines: Lines, name: str, columns: Columns) -> Iterator[Item]:
    text = lines.rest(MOST_ARRAY + 1)
    try:
        if len(text) > MOST_ARRAY:
            raise ReportTooLong(len(text), MOST_ARRAY)
        rows = _loaded(text)
    except SelonError as error:
        yield Skipped(name, f"{error}; or write one object a line (JSONL)")
        return
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], start=1):
        yield _item(row, columns, f"{name}, object {number:,}")


def _loaded(text: str) -> Any:
    try:
        return json.loads(text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        raise UnreadableReport(f"it is no JSON ({str(error)[:80]})") from error


def _item(row: Any, columns: Columns, where: str) -> Item:
    try:
        if not isinstance(row, dict):
            raise UnreadableReport("it is no JSON object with named values")
        return row_document(row, columns, where)
    except SelonError as error:
        url = row.get("url") if isinstance(row, dict) else None
        return Skipped(where, str(error), url if isinstance(url, str) else None)


def read_table(head: bytes, stream: BinaryIO, name: str, columns: Columns) -> Iterator[Item]:
    """The rows of a CSV table whose first row names the columns. What parts them is found out."""
    csv.field_size_limit(MAX_ROW)
    text = head_text(head)
    lines = Lines(stream, encoding_of(head))
    delimiter = delimiter_of(text, columns) or ("\t" if "\t" in text.partition("\n")[0] else ",")
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        names = tuple(cell.strip().lstrip("\ufeff") for cell in next(reader, []))
        chosen(columns, names)
    except (SelonError, csv.Error) as error:
        yield Skipped(name, str(error))
        return
    yield from _cells(reader, lines, name, _Row(names, columns))


def _cells(reader: Iterator[list[str]], lines: Lines, name: str,
           item: Callable[[list[str], str], Item]) -> Iterator[Item]:
    while True:
        lines.row_begins()
        where = f"{name}, line {lines.number + 1:,}"
        try:
            cells = next(reader, None)
        except (SelonError, csv.Error) as error:
            yield Skipped(where, f"{error}; is a quotation mark not closed?")
            continue
        if cells is None:
            return
        if cells:
            yield item(cells, where)


class _Row:
    """Cells as an item."""

    def __init__(self, names: tuple[str, ...], columns: Columns) -> None:
        self._names, self._columns = names, columns

    def __call__(self, cells: list[str], where: str) -> Item:
        if len(cells) != len(self._names):
            return Skipped(where, f"it has {len(cells)} cells, and the table {len(self._names)} columns")
        return _item(dict(zip(self._names, cells, strict=True)), self._columns, where)
