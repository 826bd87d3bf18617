"""One HTTP exchange with one checked numeric address: bounded in time, bytes and unpacked bytes."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import SplitResult

from selon.domain.errors import FetchFailed, TooLarge, WrongContent
from selon.reports.addresses import port_of

CHUNK = 64 * 1024
_PACKINGS = {"": None, "identity": None, "gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's window bits
_RAW_DEFLATE = -15  # what some servers send as "deflate"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one exchange may cost."""

    connect_seconds: float = 10.0
    read_seconds: float = 20.0  # of silence
    total_seconds: float = 60.0
    max_bytes: int = 10_000_000  # as sent, and again after unpacking

    def less(self, seconds: float) -> Limits:
        """The same, with so much of the time gone."""
        return replace(self, total_seconds=self.total_seconds - seconds)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, before anybody follows its redirects."""

    status: int
    headers: Mapping[str, str]  # names in lower case
    body: bytes


class Deadline:
    """How long an exchange may still take."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self._end = clock() + limits.total_seconds
        self._clock = clock
        self._silence = limits.read_seconds

    def seconds(self) -> float:
        """The time-out of the next step. Raises TimeoutError when no time is left."""
        left = self._end - self._clock()
        if left <= 0:
            raise TimeoutError("it took too long altogether")
        return min(left, self._silence)


class _TimedSocket(io.RawIOBase):
    """A socket whose every step has a time-out, so that a server that sends a byte now and then ends too."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        super().__init__()
        self._sock = sock
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._sock.settimeout(self._deadline.seconds())
        return self._sock.recv_into(buffer)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self, CHUNK)

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._deadline.seconds())
        self._sock.sendall(data)

    def close(self) -> None:
        """The socket itself is closed by `exchange`: what is read from it may outlive the connection object."""


def exchange(parts: SplitResult, numbers: Sequence[str], headers: Mapping[str, str], limits: Limits, *,
             clock: Callable[[], float], is_wanted: Callable[[int, Mapping[str, str]], bool]) -> Answer:
    """One GET, sent to the first of these numeric addresses that answers.

    The body is read only where `is_wanted` says so of status and headers. Raises FetchFailed, TooLarge, WrongContent.
    """
    deadline = Deadline(limits, clock)
    try:
        with _connected(parts, numbers, limits, deadline) as sock:
            return _asked(parts, sock, headers, limits, deadline, is_wanted)
    except TimeoutError as error:
        raise FetchFailed(f"{parts.hostname} did not answer in time; try again later") from error
    except ssl.SSLError as error:
        raise FetchFailed(f"no safe connection to {parts.hostname}: {error.reason or error}") from error
    except OSError as error:
        raise FetchFailed(f"no connection to {parts.hostname}: {error.strerror or error}") from error
    except (http.client.HTTPException, ValueError) as error:
        raise FetchFailed(f"{parts.hostname} answered what is no HTTP ({type(error).__name__})") from error


def _connected(parts: SplitResult, numbers: Sequence[str], limits: Limits, deadline: Deadline) -> socket.socket:
    """A connection to one of the numeric addresses; no name is looked up again."""
    failure: OSError = OSError("it has no address")
    for number in numbers:
        try:
            sock = socket.create_connection((number, port_of(parts)), min(limits.connect_seconds, deadline.seconds()))
        except OSError as error:
            failure = error
            continue
        return sock if parts.scheme == "http" else _secured(sock, parts.hostname or "")
    raise failure


def _secured(sock: socket.socket, host: str) -> socket.socket:
    try:
        return ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    except BaseException:
        sock.close()
        raise


def _asked(parts: SplitResult, sock: socket.socket, headers: Mapping[str, str], limits: Limits, deadline: Deadline,
           is_wanted: Callable[[int, Mapping[str, str]], bool]) -> Answer:
    connection = http.client.HTTPConnection(parts.hostname or "", port_of(parts))
    connection.sock = _TimedSocket(sock, deadline)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    connection.putrequest("GET", target, skip_host=True, skip_accept_encoding=True)
    for name, value in {"Host": parts.netloc, **headers}.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    said = {name.lower(): value for name, value in answer.getheaders()}
    body = b"".join(_unpacked(answer, said, limits)) if is_wanted(answer.status, said) else b""
    return Answer(answer.status, said, body)


def _unpacked(answer: http.client.HTTPResponse, headers: Mapping[str, str], limits: Limits) -> Iterator[bytes]:
    """The body, unpacked piece by piece, so that a bomb ends at the limit and not in memory."""
    packing = headers.get("content-encoding", "").strip().lower()
    if packing not in _PACKINGS:
        raise WrongContent(f"it is packed as {packing!r}, which Selon did not ask for")
    pieces = _sent(answer, limits.max_bytes)
    bits = _PACKINGS[packing]
    return pieces if bits is None else _inflated(pieces, bits, limits.max_bytes)


def _sent(answer: http.client.HTTPResponse, limit: int) -> Iterator[bytes]:
    announced, total = answer.length, 0
    if announced is not None and announced > limit:
        raise TooLarge(f"it holds {announced:,} bytes, and the limit is {limit:,}")
    while total != announced and (piece := answer.read1(CHUNK)):
        total += len(piece)
        if total > limit:
            raise TooLarge(f"it holds more than {limit:,} bytes")
        yield piece
    if announced is not None and total < announced:
        raise FetchFailed("the connection broke off before all was sent; try again later")


def _inflated(pieces: Iterator[bytes], bits: int, limit: int) -> Iterator[bytes]:
    inflater = zlib.decompressobj(bits)
    total, is_first = 0, True
    try:
        for piece in pieces:
            if is_first and bits == 15 and not _has_zlib_head(piece):
                inflater = zlib.decompressobj(_RAW_DEFLATE)
            is_first = False
            while piece:
                out = inflater.decompress(piece, CHUNK)
                total += len(out)
                if total > limit:
                    raise TooLarge(f"it unpacks to more than {limit:,} bytes")
                yield out
                piece = inflater.unconsumed_tail
                if inflater.eof:
                    return
        yield inflater.flush()
    except zlib.error as error:
        raise FetchFailed("what was sent cannot be unpacked; try again later") from error


def _has_zlib_head(data: bytes) -> bool:
    return len(data) >= 2 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
