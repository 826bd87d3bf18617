"""Templates of pages: whatever they print is escaped, cannot turn lines round or hide words, and leads to the web."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from selon.exports.marks import printable


def templates(folder: Path) -> Environment:
    """The templates of a folder."""
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                       lstrip_blocks=True, finalize=_finalized)


def _finalized(value: object) -> object:
    return printable(value) if type(value) is str else value


def web_address(url: str | None) -> str | None:
    """The address if a click on it is safe: a page could otherwise run a script through `javascript:`."""
    return url if url and url.lower().startswith(("http://", "https://")) else None
