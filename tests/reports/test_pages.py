"""What a page says of itself is taken from where it says it, and what it does not say stays unknown."""

from __future__ import annotations

import contextlib
import json
import time
from typing import Any

import pytest

from selon.domain.errors import UnreadableReport
from selon.reports.charset import decode_page
from selon.reports.dates import day, day_in_address
from selon.reports.document import Document
from selon.reports.html import read_html

BODY = ("<p>The minister met her counterpart in Rome on Monday, where both signed an accord on fishing rights.</p>"
        "<p>They will meet again in the spring, according to a joint statement issued late in the evening.</p>")
URL = "https://www.example.org/news/accord"


def page(head: str = "", body: str = BODY, url: str | None = URL) -> Document:
    return read_html(f"<!doctype html><html><head><title>Accord | Post</title>{head}</head>"
                     f"<body><article><h1>Accord</h1>{body}</article></body></html>", url)


def linked(data: Any) -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return f'<script type="application/ld+json">{text}</script>'


ARTICLE = {"@type": "NewsArticle", "headline": "An accord &amp; more", "datePublished": "2024-05-06T23:30:00-05:00",
           "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Organization", "name": "Reuters"}],
           "publisher": {"@type": "Organization", "name": "The Post"}, "inLanguage": "en-GB", "url": "/news/accord-2"}
PUBLISHER = {"@id": "#pub", "@type": "Organization", "name": "The Post"}


@pytest.mark.parametrize("data", [
    ARTICLE, [{"@type": "WebSite", "name": "x"}, ARTICLE], {"@graph": [{"@type": "BreadcrumbList"}, ARTICLE]},
    {"@type": "WebPage", "mainEntity": ARTICLE}, {"@graph": [{**ARTICLE, "publisher": {"@id": "#pub"}}, PUBLISHER]},
    {**ARTICLE, "@type": ["Thing", "ReportageNewsArticle"]},
])
def test_linked_data_in_every_shape(data: Any) -> None:
    found = page(linked(data))
    assert (found.title, found.published, found.publisher) == ("An accord & more", "2024-05-06", "The Post")
    assert (found.authors, found.agency, found.language) == (("Ann Lee",), "Reuters", "en")
    assert found.url == "https://www.example.org/news/accord-2"


@pytest.mark.parametrize("data", ["{broken", "[" * 100_000, "null", "3", '{"@graph": 1}', '{"@type": "NewsArticle"}',
                                  '{"@type": "NewsArticle", "author": 1, "headline": {}, "datePublished": []}'])
def test_broken_linked_data_says_nothing(data: str) -> None:
    found = page(linked(data))
    assert (found.published, found.authors, found.agency) == (None, (), None)
    assert "accord" in found.text


def test_linked_data_of_other_pages_are_not_taken() -> None:
    teaser = {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Other", "author": "Bo"}]}
    assert page(linked(teaser)).authors == ()


def test_meta_tags() -> None:
    found = page('<meta property="og:title" content="An accord"><meta property="og:site_name" content="The Post">'
                 '<meta property="article:published_time" content="2024-05-06T10:00:00Z">'
                 '<meta name="author" content="Ann Lee"><meta property="article:author" content="https://fb.example/a">'
                 '<meta property="og:locale" content="en_GB"><link rel="canonical" href="/news/a">')
    assert found.title == "An accord"
    assert (found.published, found.publisher, found.authors) == ("2024-05-06", "The Post", ("Ann Lee",))
    assert (found.language, found.url) == ("en", "https://www.example.org/news/a")


def test_a_page_without_data_is_named_by_its_heading() -> None:
    assert (page().title, page().publisher) == ("Accord", None)
    assert page(body="<h1>Two</h1>" + BODY).title == "Accord | Post"


@pytest.mark.parametrize(("body", "published"), [
    ('<time itemprop="datePublished" datetime="2024-05-06T10:00">Monday</time>', "2024-05-06"),
    ('<time datetime="2024-05-06">6 May</time> ... <time datetime="2021-01-01">old</time>', "2024-05-06"),
    ("<p>© 2024 The Post</p>", None), ("<p>On 6 May 2023 they met. Updated 2023-05-06.</p>", None),
    ('<footer><time>2020</time></footer>', None),
])
def test_dates_are_the_pages_own_or_unknown(body: str, published: str | None) -> None:
    assert page(body=body + BODY).published == published


@pytest.mark.parametrize(("byline", "agency"), [
    ("By Ann Lee and AFP", "AFP"), ("Le Post avec AFP", "AFP"), ("AP", "Associated Press"), ("By Ann Lee", None),
    ("Par l'Agence France-Presse", "AFP"), ("ap", None), ("The AFPX desk", None),
])
def test_a_byline_credits_an_agency(byline: str, agency: str | None) -> None:
    assert page(body=f'<p class="article-byline">{byline}</p>{BODY}').agency == agency


def test_the_credit_of_a_picture_is_no_credit_of_the_report() -> None:
    assert page(body=f'<figure><img><figcaption class="author">Photo AFP</figcaption></figure>{BODY}').agency is None


@pytest.mark.parametrize(("href", "url"), [
    ("https://example.org/news/accord", "https://example.org/news/accord"), ("https://agency.example/news/1", URL),
    ("/", URL), ("javascript:alert(1)", URL), ("http://[", URL), ("", URL), ("?page=1", f"{URL}?page=1"),
])
def test_the_address_is_one_of_the_same_site(href: str, url: str) -> None:
    assert page(f'<link rel="canonical" href="{href}">').url == url


@pytest.mark.parametrize(("text", "found"), [
    ("2024-05-06", "2024-05-06"), ("2024-05-06T23:59:59+14:00", "2024-05-06"), ("2024/5/6", "2024-05-06"),
    ("20240506", "2024-05-06"), ("20240506T101500Z", "2024-05-06"), ("20240506101500", "2024-05-06"),
    ("Mon, 06 May 2024 10:00:00 GMT", "2024-05-06"), ("05/06/2024", None), ("2024", None), ("2024-05", None),
    ("2024-13-01", None), ("0000-00-00", None), ("yesterday", None), ("", None), (None, None), (1714988400, None),
    ("1714988400", None),
])
def test_days(text: object, found: str | None) -> None:
    assert day(text) == found


def test_days_in_addresses() -> None:
    assert day_in_address("https://e.org/2024/05/06/a") == "2024-05-06"
    assert day_in_address("https://e.org/2024/13/06/a") is None
    assert day_in_address("https://e.org/1234/05/06/a") is None


# ------------------------------------------------------------------------------------ hostile pages


@pytest.mark.parametrize(("text", "reason"), [
    ("<html><body>" + "<div>" * 100_000 + "x", "deep"),
    ("<html><body><p " + " ".join(f"a{i}=b" for i in range(50_000)) + ">x", "attributes"),
    ("<html><body><p " + " ".join(f"a{i}='>'" for i in range(50_000)) + ">x", "attributes"),
    ("<html><body><script>'<x \"'</script><p " + " ".join(f"a{i}" for i in range(50_000)) + ">x", "attributes"),
    ("<html><body>" + "<p>x</p>" * 50_000, "elements"), ("<html><body><p>" + "word " * 300_000, "limit"),
])
def test_pages_that_cost_minutes_are_refused_at_once(text: str, reason: str) -> None:
    begun = time.monotonic()
    with pytest.raises(UnreadableReport, match=reason):
        read_html(text)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("piece", [
    "<script>", "<!--", "<a '\"", '<a "', "<a b=", "</", "<![CDATA[", "&#x0;", "&#xD800;", "<svg/",
])
def test_broken_markup_ends(piece: str) -> None:
    begun = time.monotonic()
    with contextlib.suppress(UnreadableReport):
        read_html("<html><body>" + piece * 15_000)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(("declared", "meta", "encoding"), [
    ("utf-8", None, "utf-8"), (None, "utf-8", "utf-8"), ("iso-8859-1", None, "utf-8"), ("iso-8859-1", None, "cp1252"),
    (None, "windows-1252", "cp1252"), ("utf-8", None, "cp1252"), (None, None, "cp1252"), (None, None, "utf-16"),
    ("utf-16-le", None, "utf-16-le"), ("no such", None, "utf-8"), ("unicode_escape", None, "utf-8"),
    ("utf-7", None, "utf-8"), (None, "iso-8859-15", "iso-8859-15"),
])
def test_pages_are_read_whatever_encoding_they_claim(declared: str | None, meta: str | None, encoding: str) -> None:
    text = (f'<meta charset="{meta}">' if meta else "") + "L’été où l'Élysée a dit «\u00a0non\u00a0»."
    text = text.replace("’", "'") if encoding.startswith("iso") else text
    assert decode_page(text.encode(encoding), declared) == text


def test_stray_nuls_are_left_out() -> None:
    assert decode_page(b"<p>" + b"word " * 100 + b"\x00end") == "<p>" + "word " * 100 + "end"
