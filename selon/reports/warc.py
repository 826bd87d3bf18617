"""WARC archives, such as those of CC-NEWS: every archived page becomes a document.

The archive is cut into records here, so that a broken or huge one costs no memory and not its neighbours;
`fastwarc` reads each. Source of the format: ISO 28500 (WARC 1.1).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from selon.domain.errors import SelonError, TooLarge, UnreadableReport
from selon.reports.charset import decode_page
from selon.reports.document import Document, Item, Skipped
from selon.reports.files import MAX_BYTES, read_text
from selon.reports.streams import MOST_BROKEN, Unpacked, located

MAX_HEADER = 64 * 1024
MAX_RECORD = 20_000_000  # bytes as archived, pictures and films included
_MAGIC = b"WARC/"
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_NEXT = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
_SILENT = ("warcinfo", "request", "metadata", "continuation")  # they accompany pages and are none


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where no record can be read."""

    at: int
    reason: str


class Records:
    """The records of an archive, each whole in memory and none larger than MAX_RECORD."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._buffer = bytearray()
        self._at = 0  # where the buffer begins in the unpacked archive

    def __iter__(self) -> Iterator[tuple[int, bytes] | Broken]:
        broken = 0
        while self._skip_blank():
            at = self._at
            try:
                yield at, self._record()
            except UnreadableReport as error:
                yield Broken(at, str(error))
                broken += 1
                if broken > MOST_BROKEN:
                    raise UnreadableReport(f"it is broken in more than {MOST_BROKEN:,} places; get it anew") from error
                self._resume()

    def _fill(self, size: int) -> bool:
        """Whether the buffer holds so many bytes, after reading what is missing."""
        while len(self._buffer) < size and (more := self._stream.read(max(size - len(self._buffer), 64 * 1024))):
            self._buffer += more
        return len(self._buffer) >= size

    def _drop(self, size: int) -> None:
        del self._buffer[:size]
        self._at += size

    def _skip_blank(self) -> bool:
        while self._fill(1):
            blank = len(self._buffer) - len(self._buffer.lstrip(b"\r\n"))
            self._drop(blank)
            if self._buffer:
                return True
        return False

    def _record(self) -> bytes:
        """The record at the buffer's head, taken out of it. Raises UnreadableReport and leaves the buffer as it is."""
        self._fill(len(_MAGIC))
        if not self._buffer.startswith(_MAGIC):
            raise UnreadableReport("there is no record where one should begin")
        self._fill(MAX_HEADER)
        following = _NEXT.search(self._buffer, 1, MAX_HEADER)  # a head ends before the next one begins
        end = _END_OF_HEADER.search(self._buffer, 0, following.start() if following else MAX_HEADER)
        length = _LENGTH.search(self._buffer, 0, end.end()) if end else None
        if end is None or length is None:
            raise UnreadableReport("the head of a record is broken")
        size = end.end() + int(length[1])
        if size > MAX_RECORD:
            raise UnreadableReport(f"a record of {int(length[1]):,} bytes; the limit is {MAX_RECORD:,}")
        if not self._fill(size):
            raise UnreadableReport("a record breaks off")
        self._fill(size + len(_MAGIC))
        if not bytes(self._buffer[size:size + 4]).startswith((b"\r\n", b"\n", _MAGIC[:4])) and len(self._buffer) > size:
            raise UnreadableReport("a record is longer or shorter than it says")
        record = bytes(self._buffer[:size])
        self._drop(size)
        return record

    def _resume(self) -> None:
        """To where the next record seems to begin."""
        start = 1  # not the same record again
        while True:
            if found := _NEXT.search(self._buffer, start):
                self._drop(found.start())
                return
            self._drop(max(len(self._buffer) - 12, 0))  # it may hold the beginning of the next
            start = 0
            if not self._fill(len(self._buffer) + 1):
                self._drop(len(self._buffer))
                return


def read_warc(stream: BinaryIO, name: str, unpacked: Unpacked | None = None) -> Iterator[Item]:
    """The pages of an archive. `unpacked` is what unpacks the stream, if it is packed."""
    while True:
        for found in Records(stream):
            if isinstance(found, Broken):
                yield Skipped(f"{name}, byte {found.at:,}", found.reason)
            else:
                yield from _page(found[1], f"{name}, byte {found[0]:,}")
        if unpacked is None or not unpacked.goes_on():
            return
        yield Skipped(name, "a packed piece of it is broken; what stands behind is read")


def _page(record: bytes, where: str) -> Iterator[Item]:
    from fastwarc.warc import ArchiveIterator

    url: str | None = None
    try:
        for archived in ArchiveIterator(io.BytesIO(record), parse_http=True, auto_decode="all",
                                        max_header_len=MAX_HEADER):
            kind = str(archived.record_type)
            url = _address(archived.headers.get("WARC-Target-URI"))
            if kind not in _SILENT:
                yield _document(archived, kind, url, where)
            return
        yield Skipped(where, "the head of a record is broken", url)
    except SelonError as error:
        yield Skipped(where, str(error), url)
    except Exception as error:  # a foreign parser on hostile input: whatever it raises is ours to tell
        yield Skipped(where, f"the record cannot be read ({type(error).__name__})", url)


def _document(archived: Any, kind: str, url: str | None, where: str) -> Document:
    if kind == "revisit":
        raise UnreadableReport("the page had not changed since it was archived before")
    http = archived.http_headers
    if http is not None and http.status_code != 200:
        raise UnreadableReport(f"the server answered {http.status_code}")
    mime = archived.http_content_type if http is not None else archived.headers.get("Content-Type")
    plain = (mime or "").partition(";")[0].strip().lower()
    if plain and not plain.startswith(("text/", "application/xhtml")):
        raise UnreadableReport(f"it is of the type {plain}, no page")
    data = archived.reader.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise TooLarge(f"it holds more than {MAX_BYTES:,} bytes")
    return located(read_text(decode_page(data, archived.http_charset if http is not None else "utf-8"), url), where)


def _address(target: str | None) -> str | None:
    return target.strip("<>") if target else None
