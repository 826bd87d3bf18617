"""Bytes of a file, of standard input or of an answer as one stream: its head can be looked at, gzip is opened.

A gzip file may be broken in the middle or unpack without end. Archives of the web are many packed pieces in a row:
behind a broken one the reading goes on at the next.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO

from selon.domain.errors import UnreadableReport
from selon.reports.document import Document

HEAD_BYTES = 64 * 1024
CHUNK = 256 * 1024
MEMBER = b"\x1f\x8b\x08"  # how each begins
MOST_BROKEN = 1_000  # places of one archive

# Text packs to a tenth, logs to a fiftieth. What unpacks to more than this many times its size is a trap, once it
# has unpacked to so much that it matters.
MAX_RATIO = 200
BOMB_BYTES = 50_000_000


class Source(io.RawIOBase):
    """A binary stream that knows how much of it has been read, as a share of its size where that is known."""

    def __init__(self, stream: BinaryIO, size: int | None, told: Callable[[float], None] | None) -> None:
        super().__init__()
        self._stream, self._size, self._told, self._read = stream, size, told, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[:len(data)] = data
        self._read += len(data)
        if self._told and self._size:
            self._told(min(self._read / self._size, 1.0))
        return len(data)


class Unpacked(io.RawIOBase):
    """A gzip stream of any number of members. Raises UnreadableReport for a bomb.

    A broken member ends the stream as if its end were reached; `goes_on()` then takes up the next one.
    """

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._inflater = zlib.decompressobj(31)
        self._pending = b""
        self._packed = self._unpacked = 0
        self._is_amid = self._is_stopped = self._is_done = False
        self.broken = 0  # members that could not be unpacked to their end

    def readable(self) -> bool:
        return True

    def goes_on(self) -> bool:
        """Whether the stream stopped at a broken member and has another one, which is read next."""
        self._is_stopped = False
        return not self._is_done

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not (self._is_done or self._is_stopped):
            if data := self._next(len(buffer)):
                buffer[:len(data)] = data
                return len(data)
        return 0

    def _next(self, size: int) -> bytes:
        """Some unpacked bytes; none while a new member or more of the stream has to be taken up."""
        if not self._pending and not self._more():
            self.broken += self._is_amid
            return b""
        self._is_amid = True
        try:
            data = self._inflater.decompress(self._pending, size)
        except zlib.error:
            self._give_up_member()
            return b""
        self._pending = self._inflater.unconsumed_tail
        if self._inflater.eof:
            self._pending = self._inflater.unused_data
            self._leap()
        self._unpacked += len(data)
        if self._unpacked > max(BOMB_BYTES, self._packed * MAX_RATIO):
            self._is_done = True
            raise UnreadableReport(f"it unpacks to more than {MAX_RATIO} times its size, which no text does")
        return data

    def _more(self) -> bool:
        more = self._stream.read(CHUNK)
        self._packed += len(more)
        self._pending += more
        self._is_done = not more
        return bool(more)

    def _give_up_member(self) -> None:
        self.broken += 1
        if self.broken > MOST_BROKEN:
            self._is_done = True
            raise UnreadableReport(f"it is broken in more than {MOST_BROKEN:,} places; get it anew")
        self._is_stopped = True
        self._pending = self._pending[1:]  # else the same beginning would be found again
        self._leap()

    def _leap(self) -> None:
        """To the beginning of the next member."""
        self._inflater = zlib.decompressobj(31)
        self._is_amid = False
        while (at := self._pending.find(MEMBER)) < 0:
            self._pending = self._pending[-len(MEMBER) + 1:]
            if not self._more():
                return
        self._pending = self._pending[at:]


class Prefixed(io.RawIOBase):
    """A stream whose head has been read already, whole again."""

    def __init__(self, head: bytes, stream: BinaryIO | io.RawIOBase) -> None:
        super().__init__()
        self._head, self._stream = memoryview(head), stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data: bytes | memoryview = self._head[:len(buffer)]
        self._head = self._head[len(data):]
        if not data:
            data = self._stream.read(len(buffer)) or b""
        buffer[:len(data)] = data
        return len(data)


def with_head(stream: BinaryIO | io.RawIOBase) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and the whole of it."""
    head = b""
    while len(head) < HEAD_BYTES and (more := stream.read(HEAD_BYTES - len(head))):
        head += more
    return head, io.BufferedReader(Prefixed(head, stream), CHUNK)


def located(document: Document, where: str) -> Document:
    """The document with the place that it was read from."""
    return replace(document, where=where)
