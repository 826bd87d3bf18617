"""Lines `Key: value` at the top of a text file say what the report is; the text begins after the blank line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from selon.domain.errors import EmptyReport
from selon.reports.document import Document

KEYS = ("publisher", "published", "title", "url", "language")

_TOP = re.compile(r"\A\s*(?P<lines>(?:[^\S\r\n]*+\S[^\r\n]*+(?:\r\n|\r|\n))+)[ \t]*(?:(?:\r\n|\r|\n)\s*|\Z)")
_LINE = re.compile(r"\s*(?P<key>\w+)[ \t]*:(?P<value>.*)")


def with_header(document: Document) -> Document:
    """The document without its header, and with what the header says. Unchanged where it has none.

    It is a header only when every line before the first blank one has a known key: prose such as
    "Moscow: talks failed" stays text. Raises EmptyReport where nothing follows the header.
    """
    top = _TOP.match(document.text)
    if top is None:
        return document
    lines = [_LINE.fullmatch(line) for line in top["lines"].splitlines()]
    found = {line["key"].lower(): line["value"].strip() for line in lines if line}
    if None in lines or len(found) < len(lines) or not found.keys() <= set(KEYS):
        return document
    text = document.text[top.end():]
    if not text.strip():
        raise EmptyReport("it holds a header and no text after it")
    if "language" in found:
        found["language"] = found["language"].lower()
    said: dict[str, Any] = {key: value for key, value in found.items() if value}
    return replace(document, text=text, **said)
