"""The names of formats that coded reports and listings are written in."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """How coded reports are written."""

    PRETTY = "pretty"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


class ListFormat(StrEnum):
    """How rows are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
