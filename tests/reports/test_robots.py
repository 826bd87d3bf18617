"""robots.txt after RFC 9309."""

from __future__ import annotations

import pytest

from selon.reports.robots import read_robots

TEXT = """
# a comment
User-agent: other
Disallow: /

User-agent: *
User-agent: third
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Disallow: /*/print
Allow: /equal
Disallow: /equal
Disallow: /café
Disallow:
Crawl-delay: 2.5
"""


@pytest.mark.parametrize(("path", "allowed"), [
    ("/", True), ("/private", False), ("/private/x", False), ("/private/open/x", True), ("/a.pdf", False),
    ("/a.pdf.html", True), ("/a.pdf/b.pdf", False), ("/news/print", False), ("/news/print/2", False), ("/print", True),
    ("/equal", True), ("/caf%C3%A9/menu", False),
])
def test_the_longest_rule_wins(path: str, allowed: bool) -> None:
    assert read_robots(TEXT, "Selon").allows(path) is allowed


def test_a_programs_own_rules_replace_the_common_ones() -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: selon\nDisallow: /a\n\nUser-agent: Selon\nDisallow: /b"
    robots = read_robots(text, "Selon")
    assert [robots.allows(path) for path in ("/a", "/b", "/c")] == [False, False, True]


@pytest.mark.parametrize(("line", "delay"), [("2.5", 2.5), ("soon", None), ("-1", None), ("nan", None), ("1e9", None)])
def test_the_delay_is_a_sane_number(line: str, delay: float | None) -> None:
    assert read_robots(f"User-agent: *\nCrawl-delay: {line}", "Selon").delay == delay


@pytest.mark.parametrize("text", [
    "", "<html>", "Disallow: /", "User-agent: *\nDisallow:", "\x00\x01: \x02", "User-agent: *",
])
def test_what_is_no_rule_allows_all(text: str) -> None:
    assert read_robots(text, "Selon").allows("/a")


def test_many_wildcards_take_no_time() -> None:
    assert read_robots("User-agent: *\nDisallow: /" + "*a" * 2000 + "$", "Selon").allows("/" + "a" * 1900 + "b")
