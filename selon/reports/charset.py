"""Bytes of a web page as text, whatever the server and the page say of their encoding.

Valid UTF-8 that holds more than ASCII is UTF-8: text of another encoding reads so by chance never. Only then does
the server's word count, then the page's own.
"""

from __future__ import annotations

import codecs
import re

from selon.reports.files import decode

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,10}=\s{0,10}["']?\s{0,10}([\w:.-]{1,40})""", re.IGNORECASE)
_META_BYTES = 4_096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Encodings of text. Python knows more codecs: some run code-like rules, and none of those is a page's.
_FAMILIES = re.compile(r"(?:utf[-_]?(?:8|16|32)|iso[-_]?8859|latin|windows-?125|cp125|cp85|cp866|koi8|gb|big5|shift"
                       r"|sjis|euc|mac|tis|us-?ascii|ascii)", re.IGNORECASE)
_WINDOWS = {"iso8859-1": "cp1252", "ascii": "cp1252"}  # as browsers do
_MOST_WRONG = 0.01  # share of characters that the encoding does not know


def decode_page(data: bytes, declared: str | None = None) -> str:
    """The text of a page. NULs, which pages hold by accident, are left out. Raises EmptyReport and NotText."""
    if data.startswith(_MARKS):
        return decode(data)
    found = _META.search(data[:_META_BYTES])
    stated = [name for name in (declared, found[1].decode("ascii") if found else None) if name]
    if text := _by_statement(data, stated):
        return text
    return decode(_without_nuls(data))


def _by_statement(data: bytes, stated: list[str]) -> str | None:
    if not data.isascii() and (text := _strictly(data, "utf-8")) is not None:
        return text.replace("\x00", "")
    for name in stated:
        if (codec := _codec(name)) is None:
            continue
        text = data.decode(codec, "replace")
        if text.count("\ufffd") <= len(text) * _MOST_WRONG and text.strip():
            return text.replace("\x00", "")
    return None


def _without_nuls(data: bytes) -> bytes:
    """NULs here and there are accidents; many of them are UTF-16 or no text."""
    return data.replace(b"\x00", b"") if data.count(0) <= len(data) * _MOST_WRONG else data


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _codec(name: str) -> str | None:
    if not _FAMILIES.match(name):
        return None
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return _WINDOWS.get(codec, codec)
