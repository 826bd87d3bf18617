"""Feeds become documents, and watching them gives what is new, politely."""

from __future__ import annotations

import io

import pytest

from selon.domain.errors import BadAddress, UnreadableReport
from selon.reports.document import Document, Item, Skipped
from selon.reports.sources import SourceOptions, read_source
from selon.reports.watch import MemoryState, WatchSettings, feed_addresses, watch
from tests.reports.site import Clock, Site, fetcher

XML = {"Content-Type": "application/rss+xml"}
HTML = {"Content-Type": "text/html; charset=utf-8"}
LONG = "<p>" + "Le ministre a rencontré son homologue. " * 50 + "</p>"


def rss(*items: str, language: str = "fr-fr") -> bytes:
    return ('<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Le Soir</title>'
            f"<language>{language}</language>{''.join(items)}</channel></rss>").encode()


def item(number: int, body: str = "", link: str = "") -> str:
    return (f"<item><title>Titre {number} &amp;amp; suite</title><guid>g{number}</guid>"
            f"<link>{link or f'/{number}'}</link><pubDate>Mon, 06 May 2024 23:30:00 -0500</pubDate>{body}</item>")


ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Post</title>
<entry><id>a</id><title>One</title><link href="https://e.org/1"/><updated>2024-05-07T00:00:00Z</updated>
<author><name>Ann Lee</name></author><author><name>Reuters</name></author>
<content type="html">&lt;p&gt;First &lt;b&gt;words&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;
&lt;script&gt;no&lt;/script&gt;</content>
</entry></feed>"""


def page(words: str) -> bytes:
    return (f"<html lang='fr'><head><title>Page</title></head><body><article>"
            f"<p>{words} Le ministre a rencontré lundi son homologue italien à Rome.</p>"
            "<p>Ils ont signé un accord sur la pêche, selon un communiqué.</p>"
            "</article></body></html>").encode()


def read(site: Site, path: str, **options: object) -> list[Item]:
    return list(read_source(site.url(path), SourceOptions(fetcher=fetcher(site), **options)))  # type: ignore[arg-type]


def test_a_whole_entry_is_read_as_it_is(site: Site) -> None:
    site.pages["/f"] = 200, XML, rss(item(1, f"<content:encoded><![CDATA[{LONG}]]></content:encoded>"
                                             "<dc:creator>Léa Roy avec AFP</dc:creator>"))
    [found] = read(site, "/f")
    assert isinstance(found, Document)
    assert found.text.startswith("Le ministre")
    assert (found.title, found.published, found.publisher) == ("Titre 1 & suite", "2024-05-06", "Le Soir")
    assert (found.language, found.url, found.agency) == ("fr", site.url("/1"), "AFP")
    assert site.paths() == ["/f"]


def test_a_teaser_leads_to_its_page(site: Site) -> None:
    site.pages["/f"] = 200, XML, rss(item(1, "<description>Court.</description>"), item(2), item(3))
    site.pages["/1"], site.pages["/3"] = (200, HTML, page("Un.")), (200, HTML, page("Trois."))
    first, second, third = read(site, "/f")
    assert isinstance(first, Document)
    assert first.text.startswith("Un.")
    assert (first.published, first.publisher) == ("2024-05-06", "Le Soir")
    assert isinstance(second, Skipped)
    assert "404" in second.reason
    assert second.url == site.url("/2")
    assert isinstance(third, Document)


def test_pages_need_not_be_followed(site: Site) -> None:
    site.pages["/f"] = 200, XML, rss(item(1, "<description>Court &amp;lt;b&amp;gt;.</description>"), item(2))
    first, second = read(site, "/f", follow=False)
    assert isinstance(first, Document)
    assert first.text == "Court <b>."
    assert isinstance(second, Skipped)
    assert site.paths() == ["/f"]


def test_an_atom_feed_from_standard_input() -> None:
    [found] = read_source("-", SourceOptions(stdin=io.BytesIO(ATOM), follow=False))
    assert found == Document("First words.\nSecond.", "One", None, "The Post", "en", "https://e.org/1", ("Ann Lee",),
                             "Reuters", where="standard input, entry 1")


def test_a_link_into_a_private_network_is_refused(site: Site) -> None:
    site.pages["/f"] = 200, XML, rss(item(1, link="http://169.254.169.254/meta-data/"),
                                     item(2, link="file:///etc/passwd"))
    reasons = [found.reason for found in read(site, "/f") if isinstance(found, Skipped)]
    assert "private" in reasons[0]
    assert "http" in reasons[1]


@pytest.mark.parametrize("head", [
    '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://127.0.0.1/x">%a;]>',
])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(site: Site, head: str, encoding: str) -> None:
    text = rss(item(1, "<description>&a;</description>")).decode().replace("?>", f"?>{head}", 1)
    site.pages["/f"] = 200, XML, text.replace('encoding="utf-8"', f'encoding="{encoding}"').encode(encoding)
    [found] = read(site, "/f")
    assert isinstance(found, Skipped)
    assert "entities" in found.reason


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16"])
def test_a_feed_in_another_encoding(site: Site, encoding: str) -> None:
    text = rss(item(1, "<description>L'été.</description>")).decode().replace("utf-8", encoding)
    site.pages["/f"] = 200, {"Content-Type": "text/xml"}, text.encode(encoding)
    assert [found.text for found in read(site, "/f", follow=False) if isinstance(found, Document)] == ["L'été."]


def test_a_broken_feed_gives_what_can_be_read(site: Site) -> None:
    broken = rss(item(1, "<description>Un.</description>"), "<item><b>& </item>").replace(b"</rss>", b"")
    site.pages["/f"] = 200, XML, broken
    first = read(site, "/f", follow=False)[0]
    assert isinstance(first, Document)
    assert first.text == "Un."


# ---------------------------------------------------------------------------------------- watching


def watched(site: Site, clock: Clock, state: MemoryState, *paths: str, **settings: object) -> list[Item]:
    chosen = WatchSettings(follow=False, **settings)  # type: ignore[arg-type]
    feeds = [site.url(path) for path in paths]
    return list(watch(feeds, fetcher(site, clock, host_delay=0.0), state, chosen, clock=clock, sleep=clock.sleep))


def test_what_is_new_comes_once(site: Site) -> None:
    clock, state = Clock(), MemoryState()
    site.pages["/f"] = 200, {**XML, "ETag": '"1"'}, rss(item(1, "<description>Un.</description>"))
    assert len(watched(site, clock, state, "/f", rounds=2, interval=60.0)) == 1
    assert clock.slept == [60.0]
    assert site.asked[-1][1]["if-none-match"] == '"1"'
    site.pages["/f"] = 200, {**XML, "ETag": '"2"'}, rss(item(1, "<description>Un.</description>"),
                                                       item(2, "<description>Deux.</description>"))
    [new] = watched(site, clock, state, "/f", rounds=1)
    assert isinstance(new, Document)
    assert new.text == "Deux."
    site.pages["/f"] = 304, {}, b""
    assert watched(site, clock, state, "/f", rounds=1) == []


def test_a_feed_that_fails_is_asked_less_and_less(site: Site) -> None:
    clock = Clock()
    found = watched(site, clock, MemoryState(), "/none", rounds=4, interval=60.0, longest_interval=200.0)
    assert clock.slept == [120.0, 200.0, 200.0]
    assert isinstance(found[0], Skipped)
    assert found[0].reason == (
        "the server answers 404 (Not Found) (it is tried again in 2 minutes)")


def test_a_feed_that_is_gone_is_let_go(site: Site) -> None:
    site.pages["/f"] = 410, {}, b""
    assert len(watched(site, Clock(), MemoryState(), "/f", rounds=5)) == 1
    assert site.paths() == ["/f"]


def test_a_page_that_fails_for_now_is_tried_again(site: Site) -> None:
    clock, state = Clock(), MemoryState()
    site.pages["/f"] = 200, {**XML, "ETag": '"1"'}, rss(item(1))
    site.pages["/1"] = 503, {}, b""
    feed = [site.url("/f")]
    once = WatchSettings(rounds=1)
    [first] = watch(feed, fetcher(site, clock), state, once, clock=clock, sleep=clock.sleep)
    assert isinstance(first, Skipped)
    site.pages["/1"] = 200, HTML, page("Un.")
    [second] = watch(feed, fetcher(site, clock), state, once, clock=clock, sleep=clock.sleep)
    assert isinstance(second, Document)
    assert list(watch(feed, fetcher(site, clock), state, once, clock=clock, sleep=clock.sleep)) == []


def test_what_was_not_taken_comes_again(site: Site) -> None:
    clock, state = Clock(), MemoryState()
    site.pages["/f"] = 200, XML, rss(item(1, "<description>Un.</description>"))
    items = watch([site.url("/f")], fetcher(site, clock), state, WatchSettings(follow=False), clock=clock)
    next(items)
    items.close()  # type: ignore[attr-defined]
    assert len(watched(site, clock, state, "/f", rounds=1)) == 1


def test_ctrl_c_ends_it(site: Site) -> None:
    def sleep(_seconds: float) -> None:
        raise KeyboardInterrupt

    site.pages["/f"] = 200, XML, rss(item(1, "<description>Un.</description>"))
    clock = Clock()
    assert len(list(watch([site.url("/f")], fetcher(site, clock), MemoryState(), WatchSettings(follow=False),
                          clock=clock, sleep=sleep))) == 1


@pytest.mark.parametrize("text", [
    "# feeds\nhttps://a.org/f\n\nhttps://b.org/f  # second\nhttps://a.org/f\n",
    '<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><body><outline text="x"><outline xmlUrl="https://a.org/f"/>'
    '<outline xmlurl=" https://b.org/f "/></outline></body></opml>',
])
def test_lists_of_feeds(text: str) -> None:
    assert feed_addresses(text.encode()) == ["https://a.org/f", "https://b.org/f"]


@pytest.mark.parametrize("text", [
    "# none\n", "<opml><body/></opml>", "<opml", "file:///etc/passwd\n",
    '<!DOCTYPE a [<!ENTITY b "c">]><opml><outline xmlUrl="&b;"/></opml>',
])
def test_what_is_no_list_of_feeds_is_told(text: str) -> None:
    with pytest.raises((UnreadableReport, BadAddress)):
        feed_addresses(text.encode())
