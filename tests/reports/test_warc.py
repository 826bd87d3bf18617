"""Archives are read record by record; a broken or hostile one costs neither memory nor its neighbours."""

from __future__ import annotations

import gzip
import io
import time

import pytest

from selon.reports.document import Document, Item, Skipped
from selon.reports.sources import SourceOptions, read_source

TEXT = ("<p>The minister met her counterpart in Rome on Monday, where both signed an accord on fishing rights.</p>"
        "<p>They will meet again in the spring, according to a joint statement issued late in the evening.</p>")


def page(number: int) -> bytes:
    head = f"<html lang='en'><head><title>Page {number}</title></head>"
    return f"{head}<body><article>{TEXT}</article></body></html>".encode()


def response(body: bytes, headers: str = "Content-Type: text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body


def record(block: bytes, number: int = 1, *, kind: str = "response", mime: str = "application/http; msgtype=response",
           length: object = None) -> bytes:
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Target-URI: https://e.org/2024/05/0{number}/a\r\nWARC-Date: 2024-06-01T10:00:00Z\r\n"
            f"Content-Type: {mime}\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


ONE, TWO, THREE = (record(response(page(number)), number) for number in (1, 2, 3))
INFO = record(b"software: x\r\n", kind="warcinfo", mime="application/warc-fields")
REQUEST = record(b"GET / HTTP/1.1\r\n\r\n", kind="request", mime="application/http; msgtype=request")


def read(data: bytes) -> list[Item]:
    return list(read_source("-", SourceOptions(stdin=io.BytesIO(data))))


def titles(items: list[Item]) -> list[str | None]:
    return [item.title for item in items if isinstance(item, Document)]


def reasons(items: list[Item]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Skipped)]


@pytest.mark.parametrize("data", [
    INFO + REQUEST + ONE + TWO, gzip.compress(INFO) + gzip.compress(REQUEST) + gzip.compress(ONE) + gzip.compress(TWO),
    gzip.compress(INFO + ONE + REQUEST + TWO),
])
def test_pages_of_an_archive(data: bytes) -> None:
    items = read(data)
    assert titles(items) == ["Page 1", "Page 2"]
    assert reasons(items) == []
    first = items[0]
    assert isinstance(first, Document)
    assert (first.url, first.published, first.language) == ("https://e.org/2024/05/01/a", "2024-05-01", "en")
    assert first.where is not None
    assert first.where.startswith("standard input, byte ")


def test_packed_and_chunked_pages() -> None:
    packed = record(response(gzip.compress(page(1)), "Content-Type: text/html\r\nContent-Encoding: gzip"))
    body = page(2)
    chunked = record(response(f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n",
                              "Content-Type: text/html\r\nTransfer-Encoding: chunked"))
    assert titles(read(packed + chunked)) == ["Page 1", "Page 2"]


@pytest.mark.parametrize(("block", "reason"), [
    (response(b"x", status="404 Not Found"), "404"), (response(b"\x89PNG", "Content-Type: image/png"), "image/png"),
    (response(b""), "empty"), (response(b"<html></html>"), "no text"), (response(b"\xff\xd8\xff\xe0\x00"), "binary"),
    (b"no HTTP at all", ""), (b"", ""),
    (response(gzip.compress(bytes(30_000_000)), "Content-Type: text/html\r\nContent-Encoding: gzip"), "more than"),
    (response(gzip.compress(page(1))[:-40], "Content-Type: text/html\r\nContent-Encoding: gzip"), ""),
])
def test_what_is_no_page_is_told(block: bytes, reason: str) -> None:
    items = read(record(block, 2) + THREE)
    assert titles(items)[-1] == "Page 3"
    assert len(items) == 2
    if isinstance(items[0], Skipped):
        assert reason in items[0].reason


def test_a_revisit_is_told() -> None:
    assert "changed" in reasons(read(record(response(b""), kind="revisit")))[0]


@pytest.mark.parametrize("broken", [
    ONE[:-40], ONE[:60], ONE.replace(b"Content-Length: ", b"Content-Length: x"),
    ONE.replace(b"Content-Length", b"Content"), record(response(page(1)), length=-5),
    record(response(page(1)), length=10), record(response(page(1)), length=99_999),
    record(response(page(1)), length=99_999_999_999), b"garbage " * 1_000 + b"\r\n",
    b"WARC/1.0\r\n" + b"A: b\r\n" * 30_000,
    b"\x00" * 100_000 + b"\n", b"WARC/" * 20_000 + b"\n",
])
def test_a_broken_record_costs_not_its_neighbours(broken: bytes) -> None:
    packed = gzip.compress(ONE) + gzip.compress(broken) + gzip.compress(TWO + THREE)
    for items in (read(ONE + broken + TWO + THREE), read(packed)):
        assert titles(items)[0] == "Page 1"
        assert titles(items)[-2:] == ["Page 2", "Page 3"]
        assert reasons(items)


def test_a_broken_packed_piece_costs_not_its_neighbours() -> None:
    packed = gzip.compress(TWO)
    middle = packed[:100] + b"\xff" * 40 + packed[140:]
    items = read(gzip.compress(ONE) + middle + gzip.compress(THREE))
    assert (titles(items)[0], titles(items)[-1]) == ("Page 1", "Page 3")
    assert any("packed piece" in reason for reason in reasons(items))


def test_an_archive_that_breaks_off_is_told() -> None:
    packed = gzip.compress(ONE) + gzip.compress(TWO)
    items = read(packed[:-30])
    assert titles(items)[0] == "Page 1"
    assert reasons(items)


@pytest.mark.parametrize("data", [b"WARC/1.0\r\n" * 200_000, b"WARC/1.0\r\nContent-Length: x\r\n\r\n" * 50_000])
def test_an_archive_of_nothing_but_breaks_ends(data: bytes) -> None:
    begun = time.monotonic()
    assert "more than 1,000 places" in reasons(read(data))[-1]
    assert time.monotonic() - begun < 5


def test_a_bomb_in_an_archive_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.reports.streams.BOMB_BYTES", 1_000_000)
    items = read(gzip.compress(ONE) + gzip.compress(record(bytes(30_000_000), length=30_000_000)))
    assert titles(items) == ["Page 1"]
    assert any("200 times" in reason for reason in reasons(items))
