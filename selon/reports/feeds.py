"""RSS and Atom feeds: every entry becomes a document, with its own text or that of the page it points to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from selon.domain.errors import EmptyReport, SelonError, UnreadableReport
from selon.reports.agencies import credited_agency, is_agency
from selon.reports.charset import decode_page
from selon.reports.columns import clean
from selon.reports.dates import day
from selon.reports.document import Document, Item, Skipped
from selon.reports.fetch import Fetched, Fetcher
from selon.reports.files import read_text

MAX_BYTES = 5_000_000
MOST_ENTRIES = 2_000  # of one feed
# An entry with so many words is the whole report; with fewer it is taken for a teaser.
WHOLE_WORDS = 200

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_XML_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{1,40})["']""")
_BLOCKS = re.compile(r"(?i)</(?:p|div|h[1-6]|li|blockquote|section|article|tr)\s*>|<(?:br|hr)\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, as the feed gives it."""

    id: str
    text: str
    title: str | None
    published: str | None
    publisher: str | None
    language: str | None
    url: str | None
    authors: tuple[str, ...]
    where: str

    @property
    def is_whole(self) -> bool:
        """Whether the feed gives the text itself rather than a teaser."""
        return len(self.text.split()) >= WHOLE_WORDS


def read_feed(data: bytes, name: str, base: str | None, charset: str | None, fetcher: Fetcher,
              *, follow: bool) -> Iterator[Item]:
    """The entries of a feed as documents, in its own order. `base` is the address that it was fetched from."""
    for entry in entries(data, name, base, charset):
        yield entry if isinstance(entry, Skipped) else entry_item(entry, fetcher, follow=follow)


def entries(data: bytes, name: str, base: str | None = None, charset: str | None = None) -> Iterator[Entry | Skipped]:
    """The entries of a feed. Raises UnreadableReport where it is none or a trap."""
    import feedparser

    if len(data) > MAX_BYTES:
        raise UnreadableReport(f"a feed of more than {MAX_BYTES:,} bytes")
    declared = _XML_ENCODING.match(data)
    text = decode_page(data, charset or (declared[1].decode("ascii") if declared else None))
    text = without_declaration(text)
    _refuse_entities(text)
    feed = feedparser.parse(text.encode("utf-8", "replace"), sanitize_html=False, resolve_relative_uris=False,
                            response_headers={"content-type": "application/xml; charset=utf-8"})
    if not feed.version:
        raise UnreadableReport("it is no RSS or Atom feed")
    for number, raw in enumerate(feed.entries[:MOST_ENTRIES], start=1):
        yield _entry(raw, feed, base, f"{name}, entry {number:,}")
    if len(feed.entries) > MOST_ENTRIES:
        yield Skipped(name, f"the feed has {len(feed.entries):,} entries; the first {MOST_ENTRIES:,} are read")


def entry_item(entry: Entry, fetcher: Fetcher, *, follow: bool) -> Item:
    """The document of an entry: of its page where the entry is only a teaser, if pages are to be followed."""
    try:
        return entry_document(entry, fetcher, follow=follow)
    except SelonError as error:
        return Skipped(entry.where, str(error), entry.url)


def entry_document(entry: Entry, fetcher: Fetcher, *, follow: bool) -> Document:
    """The same, or SelonError where it cannot be had."""
    if follow and entry.url and not entry.is_whole:
        page = page_document(fetcher.fetch(entry.url))
        return replace(page, title=page.title or entry.title, published=page.published or entry.published,
                       publisher=page.publisher or entry.publisher, language=page.language or entry.language,
                       authors=page.authors or _people(entry.authors),
                       agency=page.agency or credited_agency(entry.authors), where=entry.where)
    if not entry.text:
        raise EmptyReport("the entry holds no text" + ("" if entry.url else " and no address of a page"))
    return Document(entry.text, entry.title, entry.published, entry.publisher, entry.language, entry.url,
                    _people(entry.authors), credited_agency(entry.authors), where=entry.where)


def page_document(fetched: Fetched) -> Document:
    """A fetched page as a document. Raises UnreadableReport."""
    return read_text(clean(decode_page(fetched.body, fetched.charset)), fetched.url)


def without_declaration(text: str) -> str:
    """Decoded XML without the line that names another encoding."""
    return _DECLARATION.sub("", text, count=1)


def _people(authors: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in authors if not is_agency(name))


def _refuse_entities(text: str) -> None:
    """Entities that a feed defines can grow without end or reach for files. Raises UnreadableReport."""
    from xml.sax import SAXException
    from xml.sax.handler import ContentHandler

    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import parseString

    try:
        if "<!ENTITY" in text:
            raise UnreadableReport("it defines XML entities, which feeds have no need of and attacks have")
        parseString(text.encode("utf-8", "replace"), ContentHandler())
    except DefusedXmlException as error:
        raise UnreadableReport("it defines XML entities, which feeds have no need of and attacks have") from error
    except (SAXException, ValueError, LookupError):
        return  # broken XML, which the lenient reader may still understand


def _entry(raw: Any, feed: Any, base: str | None, where: str) -> Entry:
    link = raw.get("link") or next((link.get("href") for link in raw.get("links", ())), None)
    url = _joined(base, link)
    dated = raw.get("published") or (raw.get("updated") if feed.version.startswith("rss") else None)
    contents = [content.get("value", "") for content in raw.get("content", ())] + [raw.get("summary", "")]
    names = [author.get("name", "") for author in raw.get("authors", ())] or [raw.get("author", "")]
    return Entry(
        id=raw.get("id") or url or raw.get("title", ""), text=fragment_text(max(contents, key=len)),
        title=fragment_text(raw.get("title", "")) or None, published=day(dated),
        publisher=fragment_text((raw.get("source") or {}).get("title") or feed.feed.get("title", "")) or None,
        language=_code(feed.feed.get("language")), url=url,
        authors=tuple(name for name in map(fragment_text, names) if name), where=where)


def _joined(base: str | None, link: str | None) -> str | None:
    try:
        return urljoin(base or "", link) if link else None
    except ValueError:
        return link


def _code(language: str | None) -> str | None:
    found = re.match(r"[a-zA-Z]{2}(?![a-zA-Z])", language or "")
    return found[0].lower() if found else None


def fragment_text(fragment: str) -> str:
    """The words of a piece of HTML, a line for each block."""
    import lxml.etree
    import lxml.html

    if "<" not in fragment and "&" not in fragment:
        return clean(fragment).strip()
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(_BLOCKS.sub(r"\g<0>" + _BREAK, fragment).encode("utf-8", "replace"),
                                             parser=parser)
    except (lxml.etree.LxmlError, ValueError):
        return ""
    for element in tree.xpath("//script | //style"):
        element.drop_tree()
    lines = (" ".join(line.split()) for line in tree.text_content().split(_BREAK))
    return clean("\n".join(line for line in lines if line))


_BREAK = "\ue000"  # a character for private use, which no text holds
