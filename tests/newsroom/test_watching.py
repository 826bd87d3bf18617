"""Watched feeds: what is new in them goes into the database once, and a second look asks politely."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from selon.cli import app
from selon.newsroom.adding import Fate, Summary
from selon.newsroom.room import open_newsroom
from selon.newsroom.watching import watch_feeds
from selon.pipeline import Coder
from selon.reports.document import Given
from selon.reports.watch import WatchSettings
from tests.reports.site import Clock, Site, fetcher, served

PARAGRAPH = "<p>France expelled two diplomats of Mali on {} March 2024, the ministry said in Paris.</p>"
FILLING = "<p>Nothing else was known about it in the capital that evening.</p>" * 40


def feed(*days: int) -> bytes:
    items = "".join(
        f"<item><title>Day {day}</title><guid>{day}</guid><link>/{day}</link>"
        f"<pubDate>{day:02} Mar 2024 12:00:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[{PARAGRAPH.format(day)}{FILLING}]]></content:encoded></item>" for day in days)
    return ('<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Paper'
            f"</title><language>en</language>{items}</channel></rss>").encode()


def looked(database: str, site: Site, coder: Coder) -> list[Summary]:
    """One look at the feed, as `selon watch --rounds 1` takes it."""
    with open_newsroom(database) as room:
        return list(watch_feeds(room.engine, [site.url("/feed")], coder, fetcher=fetcher(site, Clock()),
                                settings=WatchSettings(rounds=1), given=Given()))


def test_a_feed_is_watched(database: str, coder: Coder) -> None:
    with served() as site:
        site.pages["/feed"] = 200, {"Content-Type": "application/rss+xml", "ETag": '"one"'}, feed(4, 5)
        first = looked(database, site, coder)
        site.pages["/feed"] = 200, {"Content-Type": "application/rss+xml", "ETag": '"two"'}, feed(5, 6)
        second = looked(database, site, coder)
        asked = [headers for path, headers in site.asked if path == "/feed"]
    assert [summary.counts[Fate.ADDED] for summary in first] == [1, 1]
    assert sum(summary.counts[Fate.ADDED] for summary in second) == 1
    assert ("if-none-match" in asked[0], asked[1].get("if-none-match")) == (False, '"one"')
    with open_newsroom(database) as room:
        found = room.claims(dyad="FRA:MLI", limit=None)
    assert {(claim.publisher, claim.published) for claim in found} == {
        ("The Paper", f"2024-03-0{day}") for day in (4, 5, 6)}


def test_the_command_refuses_private_networks_and_ends_after_its_rounds(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with served() as site:
        site.pages["/feed"] = 200, {"Content-Type": "application/rss+xml"}, feed(4)
        Path("feeds.txt").write_text(site.url("/feed") + "\n")
        result = CliRunner().invoke(app, ["watch", "feeds.txt", "--rounds", "1"], prog_name="selon")
        assert site.asked == []
    assert (result.exit_code, result.stdout) == (0, "")
    assert site.url("/feed") in result.stderr
    with open_newsroom(tmp_path / "selon.db", is_reader=True) as room:
        assert len(room.claims()) == 0
