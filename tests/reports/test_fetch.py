"""The web is read politely and boundedly, and private networks not at all. All servers here are on loopback."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from http.server import BaseHTTPRequestHandler

import pytest

from selon.domain.errors import (
    BadAddress,
    FetchError,
    FetchFailed,
    RefusedAddress,
    RefusedByRobots,
    TooLarge,
    TooManyRedirects,
    WrongContent,
)
from selon.reports.addresses import checked_address, is_public
from selon.reports.connection import Limits
from selon.reports.fetch import Fetcher, FetchSettings
from selon.version import __version__
from tests.reports.site import Clock, Site, fetcher

HTML = {"Content-Type": "text/html; charset=utf-8"}


def redirect(target: str, status: int = 302) -> tuple[int, dict[str, str], bytes]:
    return status, {"Location": target}, b""


def test_a_page_is_fetched_with_what_the_server_says_of_it(site: Site) -> None:
    site.pages["/a"] = 200, {**HTML, "ETag": '"1"', "Last-Modified": "Mon, 06 May 2024 10:00:00 GMT"}, b"<p>Texte"
    found = fetcher(site).fetch(site.url("/a"))
    assert (found.body, found.content_type, found.charset) == (b"<p>Texte", "text/html", "utf-8")
    assert (found.etag, found.modified) == ('"1"', "Mon, 06 May 2024 10:00:00 GMT")
    assert site.asked[-1][1]["user-agent"] == f"Selon/{__version__}"


def test_the_sites_are_told_whom_to_ask(site: Site) -> None:
    site.pages["/a"] = 200, HTML, b"x"
    fetcher(site, contact="https://example.org/us").fetch(site.url("/a"))
    assert site.asked[-1][1]["user-agent"] == f"Selon/{__version__} (+https://example.org/us)"


def test_an_unchanged_page_is_not_sent_again(site: Site) -> None:
    site.pages["/a"] = 304, {}, b""
    found = fetcher(site).fetch(site.url("/a"), etag='"1"', modified="Mon, 06 May 2024 10:00:00 GMT")
    assert found.is_unchanged
    assert site.asked[-1][1]["if-none-match"] == '"1"'
    assert site.asked[-1][1]["if-modified-since"] == "Mon, 06 May 2024 10:00:00 GMT"


# ------------------------------------------------------------------------------- addresses refused


@pytest.mark.parametrize("url", [
    "ftp://example.org/a", "file:///etc/passwd", "javascript:alert(1)", "example.org/a", "http://", "",
    "http://user:secret@example.org/", "http://example.org:99999/", "http://[::1/", f"http://example.org/{'a' * 5000}",
])
def test_what_is_no_web_address_is_told(url: str) -> None:
    with pytest.raises(BadAddress):
        checked_address(url)


def test_addresses_are_written_as_the_protocol_wants_them() -> None:
    assert checked_address("http://müller.example:80/é à?q=ü#top").geturl() == (
        "http://xn--mller-kva.example/%C3%A9%20%C3%A0?q=%C3%BC")


@pytest.mark.parametrize("number", [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "240.0.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::", "no number",
])
def test_private_addresses_are_known_in_every_dress(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_public_addresses_are_public(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]"])
def test_a_private_address_is_refused_by_default(site: Site, host: str) -> None:
    site.pages["/a"] = 200, HTML, b"secret"
    with pytest.raises(RefusedAddress, match="private"):
        Fetcher(FetchSettings(heeds_robots=False)).fetch(f"http://{host}:{site.port}/a")
    assert site.asked == []


def test_a_redirect_into_a_private_network_is_refused(site: Site) -> None:
    site.pages["/a"] = redirect(f"http://localhost:{site.port}/secret")
    with pytest.raises(RefusedAddress):
        fetcher(site).fetch(site.url("/a"))
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "http://[", ""])
def test_a_redirect_elsewhere_than_the_web_is_refused(site: Site, target: str) -> None:
    site.pages["/a"] = redirect(target)
    with pytest.raises(FetchError):
        fetcher(site).fetch(site.url("/a"))


def test_a_name_that_changes_its_address_gains_nothing(site: Site) -> None:
    """The name is looked up once; the connection goes to the very address that was checked."""
    looked_up: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        looked_up.append(host)
        return ["192.0.2.1"] if len(looked_up) > 1 else ["127.0.0.1"]

    site.pages["/a"] = 200, HTML, b"x"
    settings = FetchSettings(private_hosts={"news.example"}, heeds_robots=False)
    found = Fetcher(settings, resolve=resolve).fetch(f"http://news.example:{site.port}/a")
    assert found.body == b"x"
    assert looked_up == ["news.example"]
    assert site.asked[-1][1]["host"] == f"news.example:{site.port}"


def test_of_several_addresses_only_public_ones_are_tried() -> None:
    settings = FetchSettings(heeds_robots=False)
    with pytest.raises(RefusedAddress):
        Fetcher(settings, resolve=lambda *_: ["10.0.0.1", "::1"]).fetch("http://news.example/")


def test_a_host_that_is_not_there_is_told() -> None:
    def resolve(host: str, _port: int) -> list[str]:
        raise FetchFailed(f"there is no host {host}, or the network is down")

    clock = Clock()
    with pytest.raises(FetchFailed, match=r"no host news\.example"):
        Fetcher(FetchSettings(heeds_robots=False), resolve=resolve, clock=clock, sleep=clock.sleep).fetch(
            "http://news.example/")


# --------------------------------------------------------------------------------------- redirects


def test_redirects_are_followed(site: Site) -> None:
    site.pages["/a"], site.pages["/b"] = redirect("/b", 301), redirect("c?d=1", 308)
    site.pages["/c?d=1"] = 200, HTML, b"x"
    assert fetcher(site).fetch(site.url("/a")).url == site.url("/c?d=1")


def test_endless_redirects_end(site: Site) -> None:
    site.pages["/a"], site.pages["/b"] = redirect("/b"), redirect("/a")
    with pytest.raises(TooManyRedirects, match="more than 5"):
        fetcher(site).fetch(site.url("/a"))
    assert len(site.paths()) == 6


# ------------------------------------------------------------------------------------ size and time


def test_a_page_that_is_too_large_is_not_read(site: Site) -> None:
    site.pages["/a"] = 200, HTML, b"x" * 300_000
    with pytest.raises(TooLarge, match="300,000"):
        fetcher(site).fetch(site.url("/a"))


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 10_000)


def test_a_page_without_end_ends(site: Site) -> None:
    site.pages["/a"] = endless
    with pytest.raises(TooLarge, match="more than 200,000"):
        fetcher(site).fetch(site.url("/a"))


@pytest.mark.parametrize(("packing", "packed"), [
    ("gzip", gzip.compress(bytes(50_000_000), 9)), ("deflate", zlib.compress(bytes(50_000_000), 9)),
])
def test_a_bomb_ends_at_the_limit(site: Site, packing: str, packed: bytes) -> None:
    assert len(packed) < 100_000
    site.pages["/a"] = 200, {**HTML, "Content-Encoding": packing}, packed
    with pytest.raises(TooLarge, match="unpacks to more than 200,000"):
        fetcher(site).fetch(site.url("/a"))


@pytest.mark.parametrize(("packing", "pack"), [
    ("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", lambda data: zlib.compress(data)[2:-4]),
    ("identity", bytes),
])
def test_packed_pages_are_unpacked(site: Site, packing: str, pack: type[bytes]) -> None:
    page = ("é" * 40_000).encode()
    site.pages["/a"] = 200, {**HTML, "Content-Encoding": packing}, pack(page)
    assert fetcher(site).fetch(site.url("/a")).body == page


@pytest.mark.parametrize(("headers", "error"), [
    ({"Content-Encoding": "br"}, WrongContent), ({"Content-Encoding": "gzip"}, FetchFailed),
    ({"Content-Type": "image/png"}, WrongContent), ({"Content-Type": "application/pdf"}, WrongContent),
])
def test_what_is_no_text_is_refused(site: Site, headers: dict[str, str], error: type[FetchError]) -> None:
    site.pages["/a"] = 200, {**HTML, **headers}, b"not what it says"
    with pytest.raises(error):
        fetcher(site, attempts=1).fetch(site.url("/a"))


def test_a_server_that_says_nothing_is_given_up(site: Site) -> None:
    site.pages["/a"] = lambda _handler: time.sleep(0.5)
    with pytest.raises(FetchFailed, match="in time"):
        Fetcher(FetchSettings(private_hosts={site.host}, heeds_robots=False, attempts=1,
                              limits=Limits(1, 0.1, 5, 1000))).fetch(site.url("/a"))


def dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
    for _ in range(100):
        handler.wfile.write(b"X: y\r\n"[:1])
        time.sleep(0.02)


def test_a_server_that_drips_is_given_up(site: Site) -> None:
    site.pages["/a"] = dripping
    begun = time.monotonic()
    with pytest.raises(FetchFailed, match="in time"):
        Fetcher(FetchSettings(private_hosts={site.host}, heeds_robots=False, attempts=1,
                              limits=Limits(1, 5, 0.2, 1000))).fetch(site.url("/a"))
    assert time.monotonic() - begun < 1


def test_a_broken_off_page_is_no_page(site: Site) -> None:
    site.pages["/a"] = 200, {**HTML, "Content-Length": "500"}, b"only the beginning"
    with pytest.raises(FetchFailed, match="broke off"):
        fetcher(site, attempts=1).fetch(site.url("/a"))


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH\r\n", b"", b"HTTP/1.1 999999 x\r\n\r\n",
                                    b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n",
                                    b"HTTP/1.1 200 OK\r\n" + b"A: " + b"b" * 100_000 + b"\r\n\r\n",
                                    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n"])
def test_what_is_no_http_is_told(site: Site, answer: bytes) -> None:
    site.pages["/a"] = lambda handler: handler.wfile.write(answer) and None
    with pytest.raises(FetchFailed):
        fetcher(site, attempts=1).fetch(site.url("/a"))


def test_a_closed_port_is_told(site: Site) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(FetchFailed, match="no connection"):
        fetcher(site, attempts=1, private_hosts={f"127.0.0.1:{port}"}).fetch(f"http://127.0.0.1:{port}/")


# ---------------------------------------------------------------------------------------- patience


def busy(times: int, headers: dict[str, str], status: int = 503) -> list[tuple[int, dict[str, str], bytes]]:
    return [(status, headers, b"")] * times + [(200, HTML, b"x")]


def in_turn(site: Site, path: str, answers: list[tuple[int, dict[str, str], bytes]]) -> None:
    def page(handler: BaseHTTPRequestHandler) -> None:
        status, headers, body = answers.pop(0)
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    site.pages[path] = page


@pytest.mark.parametrize(("headers", "slept"), [
    ({}, [2.0, 4.0]), ({"Retry-After": "7"}, [7.0, 7.0]),
    ({"Date": "Mon, 06 May 2024 10:00:00 GMT", "Retry-After": "Mon, 06 May 2024 10:00:05 GMT"}, [5.0, 5.0]),
])
def test_a_busy_server_is_asked_again_later(site: Site, headers: dict[str, str], slept: list[float]) -> None:
    clock = Clock()
    in_turn(site, "/a", busy(2, headers, 429))
    assert fetcher(site, clock, host_delay=0.0).fetch(site.url("/a")).body == b"x"
    assert clock.slept == slept


def test_a_server_that_wants_hours_is_left_alone(site: Site) -> None:
    clock = Clock()
    in_turn(site, "/a", busy(1, {"Retry-After": "7200"}))
    with pytest.raises(FetchFailed) as raised:
        fetcher(site, clock).fetch(site.url("/a"))
    assert (raised.value.status, raised.value.retry_after) == (503, 7200.0)
    assert 7200.0 not in clock.slept


def test_a_missing_page_is_asked_for_once(site: Site) -> None:
    with pytest.raises(FetchFailed, match="404"):
        fetcher(site).fetch(site.url("/none"))
    assert site.paths() == ["/none"]


def test_requests_to_one_host_are_spaced(site: Site) -> None:
    clock = Clock()
    site.pages["/a"] = 200, HTML, b"x"
    one = fetcher(site, clock, heeds_robots=False, host_delay=3.0)
    for _ in range(3):
        one.fetch(site.url("/a"))
    assert clock.slept == [3.0, 3.0]


# ------------------------------------------------------------------------------------------ robots


def test_robots_are_heeded_and_read_once(site: Site) -> None:
    site.pages["/robots.txt"] = 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /no\nCrawl-delay: 5\n"
    site.pages["/yes"] = 200, HTML, b"x"
    clock = Clock()
    one = fetcher(site, clock)
    one.fetch(site.url("/yes"))
    with pytest.raises(RefusedByRobots, match=r"robots\.txt"):
        one.fetch(site.url("/no/page"))
    assert [path for path, _ in site.asked] == ["/robots.txt", "/yes"]
    assert clock.slept == [5.0]


def test_robots_hold_for_redirects(site: Site) -> None:
    site.pages["/robots.txt"] = 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /no\n"
    site.pages["/yes"] = redirect("/no")
    with pytest.raises(RefusedByRobots):
        fetcher(site).fetch(site.url("/yes"))


def test_robots_can_be_set_aside(site: Site) -> None:
    site.pages["/robots.txt"] = 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /\n"
    site.pages["/a"] = 200, HTML, b"x"
    assert fetcher(site, heeds_robots=False).fetch(site.url("/a")).body == b"x"


def test_while_robots_cannot_be_had_the_site_is_left_alone(site: Site) -> None:
    site.pages["/robots.txt"] = 503, {}, b""
    site.pages["/a"] = 200, HTML, b"x"
    one = fetcher(site)
    for _ in range(2):
        with pytest.raises(FetchFailed, match=r"robots\.txt"):
            one.fetch(site.url("/a"))
    assert [path for path, _ in site.asked] == ["/robots.txt"] * 3


@pytest.mark.parametrize("answer", [
    redirect("/robots.txt"), (200, {"Content-Type": "image/png"}, b"x"), (403, {}, b""),
])
def test_robots_that_are_none_allow_all(site: Site, answer: tuple[int, dict[str, str], bytes]) -> None:
    site.pages["/robots.txt"] = answer
    site.pages["/a"] = 200, HTML, b"x"
    assert fetcher(site).fetch(site.url("/a")).body == b"x"
