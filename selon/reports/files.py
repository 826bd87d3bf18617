"""A file, or standard input, becomes text and what the page says of itself. Hostile input ends in a clear error."""

from __future__ import annotations

import codecs
from pathlib import Path

from selon.domain.errors import EmptyReport, NotText, ReportTooLong, UnreadableReport
from selon.reports.document import Document
from selon.reports.html import looks_like_html, read_html

# More bytes than this are no single report: they are refused before they are read.
MAX_BYTES = 5_000_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
# First bytes of common formats that hold no plain text.
_BINARY_HEADS = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"BZh", b"\x7fELF",
                 b"SQLite format", b"MZ\x90", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"ID3", b"OggS", b"RIFF")


def read_file(path: Path) -> Document:
    """What a text or HTML file holds. Raises UnreadableReport with a reason that says what to do."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise UnreadableReport(f"{path} is a folder; name its files, for instance {path}/*.txt")
        if size > MAX_BYTES:
            raise ReportTooLong(size, MAX_BYTES)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableReport(f"cannot read {path}: {error.strerror or error}") from error
    return read_bytes(data)


def read_bytes(data: bytes) -> Document:
    """Text or HTML of unknown encoding as a document. Raises UnreadableReport."""
    if len(data) > MAX_BYTES:
        raise ReportTooLong(len(data), MAX_BYTES)
    return read_text(decode(data))


def read_text(text: str, url: str | None = None) -> Document:
    """Text or HTML as a document; `url` is where it was fetched from. Raises UnreadableReport."""
    document = read_html(text, url) if looks_like_html(text) else Document(text, url=url)
    if not document.text.strip():
        raise EmptyReport("there is no text in it")
    return document


def decode(data: bytes) -> str:
    """Bytes as text: by byte-order mark, as UTF-8, as UTF-16 without mark, else as Windows-1252.

    Raises NotText for binary formats and for bytes that read as no language at all.
    """
    if not data.strip(b" \t\r\n\x00"):
        raise EmptyReport("it is empty")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if data.startswith(_BINARY_HEADS):
        raise NotText("it is a binary file, not text; convert it to plain text or HTML first")
    if encoding_16 := _utf16_without_mark(data):
        return _decoded(data, encoding_16)
    if b"\x00" in data:
        raise NotText("it is a binary file, not text; convert it to plain text or HTML first")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(f"its mark says {encoding}, but its bytes are not; save it as UTF-8") from error


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 of European text has a zero in every other byte."""
    sample = data[:4000]
    half = len(sample) // 2
    if half < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.05 else None


def _legacy(data: bytes) -> str:
    text = data.decode("cp1252", errors="replace")
    odd = sum(1 for c in text if c == "\ufffd" or (not c.isprintable() and c not in "\t\r\n\f\xa0\xad"))
    if odd > len(text) * 0.02:
        raise NotText("its bytes are text in no encoding known here; save it as UTF-8")
    return text
