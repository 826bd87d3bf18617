"""Coded reports written one after another to a stream or, whole or not at all, to a file."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TextIO

from selon.domain.files import replacing
from selon.domain.overlooked import Overlooked
from selon.domain.plain import Json
from selon.domain.records import CodedReport
from selon.exports.formats import Format
from selon.exports.json import to_json


class Writer(Protocol):
    """Takes coded reports one by one."""

    def add(self, coded: CodedReport, left: Sequence[Overlooked] = ()) -> None:
        """Take one more report; a streaming format writes it at once. `left`: words that gave no claim, for people."""

    def finish(self, *, whole: bool) -> None:
        """Write what is still held back. Not `whole`: the user broke off, and half a document helps nobody."""


class PrettyWriter:
    """For people, report after report."""

    def __init__(self, stream: TextIO, *, explained: bool = False) -> None:
        from selon.exports.pretty import console_for

        self.console, self.explained, self.count = console_for(stream), explained, 0

    def add(self, coded: CodedReport, left: Sequence[Overlooked] = ()) -> None:
        from selon.exports.pretty import pretty, separator

        if self.count:
            self.console.print(separator())
        legend = self.console.is_terminal and self.count == 0
        self.console.print(pretty(coded, explained=self.explained, legend=legend, left=left))
        self.count += 1

    def finish(self, *, whole: bool) -> None:
        """Nothing is held back."""


class JsonLinesWriter:
    """One record a line, as soon as it is coded."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def add(self, coded: CodedReport, left: Sequence[Overlooked] = ()) -> None:  # noqa: ARG002
        self.stream.write(json.dumps(to_json(coded), ensure_ascii=False) + "\n")
        self.stream.flush()

    def finish(self, *, whole: bool) -> None:
        """Nothing is held back."""


class JsonWriter:
    """One object for one file with one report, else an array."""

    def __init__(self, stream: TextIO, *, several: bool) -> None:
        self.stream, self.several = stream, several
        self.records: list[Json] = []

    def add(self, coded: CodedReport, left: Sequence[Overlooked] = ()) -> None:  # noqa: ARG002
        self.records.append(to_json(coded))

    def finish(self, *, whole: bool) -> None:
        """Writes the array or the object, where it is whole."""
        if whole and self.records:
            value = self.records if self.several or len(self.records) > 1 else self.records[0]
            self.stream.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


class HtmlWriter:
    """One page for all."""

    def __init__(self, stream: TextIO, *, explained: bool = False) -> None:
        self.stream, self.explained = stream, explained
        self.reports: list[CodedReport] = []

    def add(self, coded: CodedReport, left: Sequence[Overlooked] = ()) -> None:  # noqa: ARG002
        self.reports.append(coded)

    def finish(self, *, whole: bool) -> None:
        """Writes the page, where all reports are on it."""
        from selon.exports.html import to_html

        if whole and self.reports:
            self.stream.write(to_html(self.reports, explained=self.explained))


def writer(form: Format, stream: TextIO, *, several: bool, explained: bool) -> Writer:
    """The writer of a format over a stream."""
    match form:
        case Format.PRETTY:
            return PrettyWriter(stream, explained=explained)
        case Format.JSONL:
            return JsonLinesWriter(stream)
        case Format.JSON:
            return JsonWriter(stream, several=several)
        case Format.HTML:
            return HtmlWriter(stream, explained=explained)


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is replaced at once when all is written and stays as it was on any error.

    A file to which nothing was written stays as it was too.
    """
    if path is None:
        stream = _standard_output()
        yield stream
        stream.flush()
    elif path.exists() and not path.is_file():  # a device or a pipe can only be written to
        with path.open("w", encoding="utf-8") as stream:
            yield stream
    else:
        with replacing(Path(os.path.realpath(path))) as stream:
            yield stream


def _standard_output() -> TextIO:
    """Standard output as UTF-8, whatever the system's habit: the formats are."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    return sys.stdout
