"""Which column or key of a row holds what, and how a row becomes a document."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from selon.domain.errors import BadDate, EmptyReport, NotText, ReportTooLong, UnreadableReport
from selon.reports.agencies import credited_agency, is_agency
from selon.reports.dates import day
from selon.reports.document import Document
from selon.reports.files import MAX_BYTES

_FOREIGN_BYTES = re.compile("[\udc80-\udcff]")  # how `Lines` keeps bytes that it cannot decode
_HALVES = re.compile("[\ud800-\udc7f\udd00-\udfff]")

DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns or keys that the user gives; `None` looks for the usual ones, see USUAL."""

    text: str | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    id: str | None = None
    authors: str | None = None


# The usual names, the first that a row has; case and the marks between words do not count. Those of `articledata`
# and of FollowTheMoney's Article are among them.
USUAL: dict[str, tuple[str, ...]] = {
    "text": ("text", "bodyText", "body", "content", "articleBody", "maintext", "fulltext", "texte", "contenu"),
    "title": ("title", "headline", "titre"),
    "date": ("date", "publishedAt", "published", "publication_date", "pubDate", "date_publish", "datePublished"),
    "url": ("url", "canonicalUrl", "sourceUrl", "link", "permalink", "adresse"),
    "publisher": ("publisher", "site", "source", "outlet", "sitename", "source_domain", "media"),
    "language": ("language", "lang", "inLanguage", "langue"),
    "id": ("id", "_id", "uid"),
    "authors": ("authors", "bylines", "author", "byline", "auteur", "auteurs"),
}
_CODES = {"eng": "en", "fra": "fr", "fre": "fr", "english": "en", "french": "fr", "anglais": "en",
          "français": "fr", "francais": "fr"}


def plain(name: str) -> str:
    """A column name without case and marks between words."""
    return "".join(c for c in name.casefold() if c.isalnum())


@lru_cache(maxsize=256)  # rows of one source mostly have the same names
def chosen(columns: Columns, present: tuple[str, ...]) -> dict[str, str]:
    """For each field the column that holds it. Raises UnreadableReport where a named one is missing, or the text."""
    by_plain = {plain(name): name for name in reversed(present)}
    found: dict[str, str] = {}
    for field in fields(Columns):
        asked = getattr(columns, field.name)
        if asked is not None and asked not in present:
            raise UnreadableReport(f"it has no column {asked!r}; it has {_listed(present)}")
        usual = (by_plain[plain(name)] for name in USUAL[field.name] if plain(name) in by_plain)
        if name := asked or next(usual, None):
            found[field.name] = name
    if "text" not in found:
        raise UnreadableReport("it has no column of text; name it (selon add --columns text=NAME). "
                               f"It has {_listed(present)}")
    return found


_KNOWN = {plain(name) for names in USUAL.values() for name in names}


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(name[:40] for name in names[:12])
    return shown + (f" and {len(names) - 12} more" if len(names) > 12 else "") if shown else "none"


def delimiter_of(text: str, columns: Columns, *, least: int = 1) -> str | None:
    """What parts the columns of a table that begins so; None where its first line does not name a column of text.

    `least` names must be known: prose can begin with "Text, ...", but hardly with "Text, Title".
    """
    first = text.split("\n", 1)[0]
    for delimiter in DELIMITERS:
        names = next(csv.reader([first], delimiter=delimiter), [])
        known = {plain(name) for name in names} & _KNOWN
        has_text = bool(known & {plain(name) for name in USUAL["text"]}) and len(known) >= least
        if len(names) > 1 and (has_text or columns.text in names):
            return delimiter
    return None


def row_document(row: Mapping[str, Any], columns: Columns, where: str) -> Document:
    """A row as a document. Raises UnreadableReport and BadDate with a reason that says what to do."""
    if isinstance(row.get("properties"), dict):  # FollowTheMoney
        row = {**row["properties"], "id": row.get("id")}
    held = chosen(columns, tuple(row))
    values = {field: _text(row[name], is_whole=field == "text") for field, name in held.items() if field != "authors"}
    text = values.get("text")
    if not text:
        raise EmptyReport("there is no text in it")
    if len(text) > MAX_BYTES:
        raise ReportTooLong(len(text), MAX_BYTES)
    if _FOREIGN_BYTES.search(text):
        raise NotText("its bytes are not of the encoding that the rest is in; save all of it as UTF-8")
    people = tuple(_several(row.get(held.get("authors", ""))))
    return Document(
        text, values.get("title"), _day(values.get("date")), values.get("publisher"), _code(values.get("language")),
        values.get("url"), tuple(name for name in people if not is_agency(name)), credited_agency(people),
        values.get("id"), where)


def clean(text: str) -> str:
    """Without NULs, which no database keeps, and halves of characters, which no encoding does."""
    return _HALVES.sub("\ufffd", text.replace("\x00", ""))


def _text(value: Any, *, is_whole: bool = False) -> str | None:
    """A value as text. FollowTheMoney has lists: the pieces of a text are joined, of other values the first counts."""
    if isinstance(value, list):
        pieces = [piece for item in value if not isinstance(item, list) and (piece := _text(item))]
        return "\n\n".join(pieces if is_whole else pieces[:1]) or None
    if isinstance(value, (bool, dict)) or value is None:
        return None
    return clean(str(value)).strip() or None


def _several(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else str(value or "").split(";"):
        if isinstance(item, dict):
            item = item.get("name")
        if name := _text(item):
            yield name


def _day(value: str | None) -> str | None:
    if value is None:
        return None
    if (found := day(value)) is None:
        raise BadDate(value[:40])
    return found


def _code(value: str | None) -> str | None:
    """ISO 639-1: "fr" of "fr-FR", of "fra" and of "French"."""
    if value is None:
        return None
    return _CODES.get(value.casefold(), value.casefold().replace("_", "-").partition("-")[0]) or None
