"""The one entry to all readers: a file, folder, table, feed, archive, address or standard input as documents."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from selon.domain.errors import EmptyReport, ReportTooLong, SelonError, UnreadableReport
from selon.reports.charset import decode_page
from selon.reports.columns import Columns, clean
from selon.reports.document import Document, Item, Skipped
from selon.reports.feeds import MAX_BYTES as MAX_FEED
from selon.reports.feeds import read_feed
from selon.reports.fetch import Fetcher
from selon.reports.files import MAX_BYTES, decode, read_text
from selon.reports.folders import files_of, shown
from selon.reports.header import with_header
from selon.reports.html import looks_like_html
from selon.reports.kinds import Kind, head_text, kind_of
from selon.reports.rows import read_json, read_table
from selon.reports.streams import Source, Unpacked, with_head
from selon.reports.warc import read_warc

STANDARD_INPUT = "-"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How sources are read. Built once, by whoever parses the options of the user."""

    columns: Columns = field(default_factory=Columns)  # of JSONL and CSV rows
    follow: bool = True  # fetch the page of a feed's entry that holds only a teaser; False takes the feed's own words
    fetcher: Fetcher = field(default_factory=Fetcher)  # give one to several calls: it remembers whom it asked when
    stdin: BinaryIO | None = None  # None: the process's standard input
    on_progress: Callable[[float], None] | None = None  # told the share of the source read so far, 0 to 1


def is_address(spec: str) -> bool:
    """Whether a source is an address rather than a path."""
    return bool(_ADDRESS.match(spec))


def read_source(spec: str, options: SourceOptions | None = None) -> Iterator[Item]:
    """The documents of a source, streaming, in its own order, and what had to be skipped.

    `spec` is a path, an http or https address, or "-". What is in it is told by its content. A bad item
    becomes a `Skipped` and never stops the rest; so does a source that cannot be read at all. Raises nothing
    of SelonError, and closes what it opened when the iterator is closed.
    `Coder.report_of(document)` makes the report: it finds the language and sets the identity.
    """
    options = options or SourceOptions()
    name = "standard input" if spec == STANDARD_INPUT else shown(spec)
    try:
        if spec == STANDARD_INPUT:
            stream = options.stdin or sys.stdin.buffer
            yield from _Opened(name, options).items(stream)
        elif is_address(spec):
            fetched = options.fetcher.fetch(spec)
            opened = _Opened(name, options, base=fetched.url, charset=fetched.charset)
            yield from opened.items(io.BytesIO(fetched.body))
        elif spec:
            yield from _path(Path(spec), name, options)
        else:
            raise UnreadableReport("the name of the source is empty")
    except SelonError as error:
        yield Skipped(name, str(error), spec if is_address(spec) else None)
    except OSError as error:
        yield Skipped(name, f"cannot read it: {error.strerror or error}")


def _path(path: Path, name: str, options: SourceOptions) -> Iterator[Item]:
    if path.is_dir():
        yield from _folder(path, options)
        return
    with path.open("rb") as file:
        size = path.stat().st_size or None
        yield from _Opened(name, options, size=size or 0).items(Source(file, size, options.on_progress))


def _folder(folder: Path, options: SourceOptions) -> Iterator[Item]:
    within = replace(options, on_progress=None)
    if not any(folder.iterdir()):
        raise EmptyReport("the folder is empty")
    for found in files_of(folder):
        if isinstance(found, Skipped):
            yield found
            continue
        path, share = found
        if options.on_progress:
            options.on_progress(share)
        try:
            yield from _path(path, shown(path), within)
        except SelonError as error:
            yield Skipped(shown(path), str(error))
        except OSError as error:
            yield Skipped(shown(path), f"cannot read it: {error.strerror or error}")


@dataclass(frozen=True, slots=True)
class _Opened:
    """An open source: its name for people, and where it was fetched from, if it was."""

    name: str
    options: SourceOptions
    base: str | None = None
    charset: str | None = None
    size: int = 0

    def items(self, stream: BinaryIO | io.RawIOBase) -> Iterator[Item]:
        head, whole = with_head(stream)
        kind = kind_of(head, self.name, self.options.columns)
        if kind is not Kind.PACKED:
            yield from self._items(kind, head, whole)
            return
        unpacked = Unpacked(whole)
        head, whole = with_head(unpacked)
        kind = kind_of(head, self.name, self.options.columns)
        if kind is Kind.PACKED:
            raise UnreadableReport("it is packed twice; unpack it once")
        if kind is Kind.ARCHIVE:
            yield from read_warc(whole, self.name, unpacked)
        else:
            yield from self._items(kind, head, whole)
        if unpacked.broken and kind is not Kind.ARCHIVE:
            yield Skipped(self.name, "its packing is broken; what stands behind could not be read")

    def _items(self, kind: Kind, head: bytes, stream: BinaryIO) -> Iterator[Item]:
        if kind is Kind.ARCHIVE:
            yield from read_warc(stream, self.name)
        elif kind is Kind.ROWS:
            yield from read_json(head, stream, self.name, self.options.columns)
        elif kind is Kind.TABLE:
            yield from read_table(head, stream, self.name, self.options.columns)
        elif kind is Kind.FEED:
            yield from read_feed(self._all(stream, MAX_FEED), self.name, self.base, self.charset, self.options.fetcher,
                                 follow=self.options.follow)
        else:
            yield self._report(self._all(stream, MAX_BYTES))

    def _report(self, data: bytes) -> Document:
        is_page = self.base is not None or looks_like_html(head_text(data[:64_000]))
        text = clean(decode_page(data, self.charset) if is_page else decode(data))
        document = read_text(text, self.base)
        return replace(document if is_page else with_header(document), where=self.name)

    def _all(self, stream: BinaryIO, limit: int) -> bytes:
        """All of a stream that holds one thing. Raises ReportTooLong."""
        data = stream.read(limit + 1)
        if len(data) > limit:
            raise ReportTooLong(max(len(data), self.size), limit)
        return data
