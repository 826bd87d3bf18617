"""What a web page says of itself: JSON-LD first, then meta tags, then the elements that readers see.

The day of publication is the page's own word: JSON-LD, meta tags, a marked `<time>`, the address. No date is read
out of its prose and none is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from selon.reports.agencies import credited_agency, is_agency
from selon.reports.dates import day, day_in_address
from selon.reports.linked_data import Facts, article, authors, names, text_of

_DATES = ("article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date",
          "dc.date", "dc.date.issued", "dc.date.created", "dcterms.created", "dcterms.date", "dcterms.issued",
          "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "article.published",
          "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime")
_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_SITES = ("og:site_name", "article:publisher", "application-name", "dc.publisher", "publisher")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl",
            "citation_author")
_BYLINE_WORDS = ("byline", "author", "signature")
_PUBLISHED_TIME = ("//time[@pubdate or @itemprop='datePublished' or contains(@class, 'published')]/@datetime"
                   " | //*[@itemprop='datePublished']/@content")
_ARTICLE_TIME = "//article//time/@datetime"
BYLINES, BYLINE_CHARACTERS = 10, 200  # bylines longer than this are texts


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page's own words about the report that it holds."""

    title: str | None
    published: str | None
    publisher: str | None
    language: str | None
    url: str | None
    authors: tuple[str, ...]
    agency: str | None


def page_facts(tree: Any, url: str | None = None) -> PageFacts:
    """What a parsed page (lxml) says of itself. `url` is where it was fetched from, if it was."""
    facts = article(_scripts(tree))
    meta = _meta(tree)
    address = _address(tree, facts, meta, url)
    named = [*authors(facts), *(name for name in _all(meta, _AUTHORS) if "://" not in name)]
    return PageFacts(
        title=text_of(facts.get("headline")) or _first(meta, _TITLES) or _heading(tree),
        published=_published(tree, facts, meta, address),
        publisher=next(iter(names(facts.get("publisher"))), None) or _first(meta, _SITES, is_name=True),
        language=_language(tree, facts, meta), url=address,
        authors=tuple(dict.fromkeys(name for name in named if not is_agency(name))),
        agency=credited_agency([*_credits(facts), *named, *_bylines(tree)]))


def _scripts(tree: Any) -> list[str]:
    return [script.text or "" for script in tree.iter("script")
            if (script.get("type") or "").strip().lower().startswith("application/ld+json")]


def _meta(tree: Any) -> dict[str, list[str]]:
    """Meta tags by name; several of one name in order."""
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = " ".join((tag.get("content") or "").split())
        for key in {tag.get("property"), tag.get("name"), tag.get("itemprop")} - {None}:
            if content:
                found.setdefault(key.lower(), []).append(content)
    return found


def _all(meta: dict[str, list[str]], keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        yield from meta.get(key, ())


def _first(meta: dict[str, list[str]], keys: Iterable[str], *, is_name: bool = False) -> str | None:
    return next((value for value in _all(meta, keys) if not (is_name and "://" in value)), None)


def _heading(tree: Any) -> str | None:
    """The heading that readers see, if there is one only; else the title of the window, with the name of the site."""
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    titles = [" ".join((title.text or "").split()) for title in tree.iter("title")]
    return next(filter(None, [*headings[:len(headings) == 1], *titles]), None)


def _published(tree: Any, facts: Facts, meta: dict[str, list[str]], address: str | None) -> str | None:
    stated = (facts.get("datePublished"), facts.get("dateCreated"), *_all(meta, _DATES),
              *tree.xpath(_PUBLISHED_TIME)[:5], *tree.xpath(_ARTICLE_TIME)[:1])
    return next((found for value in stated if (found := day(value))), None) or day_in_address(address)


def _address(tree: Any, facts: Facts, meta: dict[str, list[str]], url: str | None) -> str | None:
    """The address that a page gives itself, if it is one of the same site; else where it was fetched from.

    A copy of a report that points to the original on another site stays a report of its own.
    """
    canonical = [tag.get("href") for tag in tree.iter("link") if "canonical" in (tag.get("rel") or "").lower().split()]
    for target in (*canonical, *meta.get("og:url", ()), facts.get("url"), text_of(facts.get("mainEntityOfPage"))):
        joined = _joined(url, target)
        if joined and (url is None or _is_same_page_elsewhere(joined, url)):
            return joined
    return url


def _joined(url: str | None, target: object) -> str | None:
    if not isinstance(target, str) or not target.strip():
        return None
    try:
        joined = urljoin(url or "", target.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.hostname else None


def _is_same_page_elsewhere(canonical: str, url: str) -> bool:
    """Of the same site, and not its front page: sites that point all pages there are not rare."""
    of_canonical, of_url = urlsplit(canonical), urlsplit(url)
    same_site = _domain(of_canonical.hostname) == _domain(of_url.hostname)
    return same_site and (of_canonical.path not in ("", "/") or of_url.path in ("", "/"))


def _domain(host: str | None) -> str:
    """The last two labels, or three where the last two are as short as in "co.uk"."""
    labels = (host or "").split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2:])


def _language(tree: Any, facts: Facts, meta: dict[str, list[str]]) -> str | None:
    root = next(tree.iter("html"), tree)
    stated = (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang"),
              text_of(facts.get("inLanguage")), *meta.get("og:locale", ()), *meta.get("content-language", ()))
    for value in stated:
        code = re.match(r"[a-zA-Z]{2}(?![a-zA-Z])", value or "")
        if code:
            return code[0].lower()
    return None


def _credits(facts: Facts) -> Iterator[str]:
    for key in ("author", "creator", "creditText", "sourceOrganization", "provider", "copyrightHolder"):
        yield from names(facts.get(key))


def _bylines(tree: Any) -> Iterator[str]:
    """Short elements that say who wrote it. Those of pictures are about the pictures."""
    wanted = " or ".join(f"contains(@class, '{word}') or contains(@itemprop, '{word}')" for word in _BYLINE_WORDS)
    for element in tree.xpath(f"//*[({wanted}) and not(ancestor-or-self::figure) and not(ancestor::aside)]")[:BYLINES]:
        words = " ".join(element.text_content().split())
        if 0 < len(words) <= BYLINE_CHARACTERS:
            yield words
