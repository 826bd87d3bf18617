"""What a source holds, told by its first bytes; its name only decides between a table and plain text."""

from __future__ import annotations

import codecs
import json
import re
from enum import StrEnum

from selon.reports.columns import Columns, delimiter_of
from selon.reports.html import looks_like_html


class Kind(StrEnum):
    """What a source holds, told by its content."""

    REPORT = "report"  # a text or web page
    FEED = "feed"
    ROWS = "rows"  # JSON objects
    TABLE = "table"  # CSV
    ARCHIVE = "archive"  # WARC
    PACKED = "packed"  # gzip


_ROOT = re.compile(r"<(?:\w{1,40}:)?(?P<name>\w{1,40})")
_BEFORE_ROOT = (("<?", "?>"), ("<!--", "-->"), ("<!", ">"))  # declaration, comment, document type
_FEED_ROOTS = ("rss", "feed", "RDF")
_TABLE_ENDINGS = (".csv", ".tsv")
_ROW_ENDINGS = (".jsonl", ".ndjson", ".json", ".jl")


def kind_of(head: bytes, name: str, columns: Columns) -> Kind:
    """What the bytes at the head of a source are."""
    if head.startswith(b"\x1f\x8b"):
        return Kind.PACKED
    if head.startswith(b"WARC/"):
        return Kind.ARCHIVE
    text, ending = head_text(head), name.lower().removesuffix(".gz")
    if _is_feed(text):
        return Kind.FEED
    if looks_like_html(text):
        return Kind.REPORT
    if _is_json(text, ending):
        return Kind.ROWS
    if ending.endswith(_TABLE_ENDINGS) or delimiter_of(text, columns, least=2):
        return Kind.TABLE
    return Kind.REPORT


def encoding_of(head: bytes) -> str:
    """The encoding of a table or of JSON: by its mark, else UTF-8, else Windows-1252."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
                           (codecs.BOM_UTF16_BE, "utf-16")):
        if head.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def head_text(head: bytes) -> str:
    """The beginning of a file as text, in the charset that it seems to be in."""
    return head.decode(encoding_of(head), "replace").lstrip("\ufeff")


def _is_feed(text: str) -> bool:
    start = text[:10_000].lstrip()
    while start and (ends := next((end for begin, end in _BEFORE_ROOT if start.startswith(begin)), None)):
        if ends == ">" and "[" in start.partition(">")[0]:
            ends = "]>"  # a document type with declarations inside
        start = start.partition(ends)[2].lstrip()
    root = _ROOT.match(start)
    return root is not None and root["name"] in _FEED_ROOTS


def _is_json(text: str, ending: str) -> bool:
    start = text.lstrip()
    if start.startswith("["):
        return ending.endswith(_ROW_ENDINGS) or start[1:].lstrip().startswith("{")
    if not start.startswith("{"):
        return False
    first = start.split("\n", 1)[0]
    try:
        return ending.endswith(_ROW_ENDINGS) or isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return re.match(r'\{\s*"[^"]*"\s*:', start) is not None
