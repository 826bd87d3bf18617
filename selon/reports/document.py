"""What reading a source gives: documents, and what had to be skipped. Nothing is dropped without a word."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Document:
    """Text to be coded, with what its file, page, row or feed says about it. `None` is what it does not say."""

    text: str
    title: str | None = None
    published: str | None = None  # YYYY-MM-DD as the source states it; never the day it was fetched
    publisher: str | None = None
    language: str | None = None  # ISO 639-1
    url: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None  # the news agency that a byline or the page's data credits
    id: str | None = None  # identity given by the source; else the report gets a hash
    where: str | None = None  # for people: "news.jsonl, line 12"


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not become a document: where it stood, and why in words that say what to do."""

    where: str
    reason: str
    url: str | None = None


Item = Document | Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user says of all documents of a source; it wins over what they say themselves."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None

    def over(self, document: Document) -> Document:
        """The document with what the user says of it."""
        return replace(document, **{one.name: said for one in fields(self) if (said := getattr(self, one.name))})
