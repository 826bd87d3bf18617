"""Fetches a page, a feed or a robots.txt from the web: politely, boundedly, and never from a private network.

`Fetcher.fetch` adds one concern after the other: robots.txt, then patience with busy servers, then redirects, then
one exchange with one checked address (`connection.py`, `addresses.py`). No cookies, no proxies: behind a proxy the
address that is connected to could not be checked.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import SplitResult, urljoin

from selon.domain.errors import (
    BadAddress,
    FetchError,
    FetchFailed,
    RefusedByRobots,
    TooLarge,
    TooManyRedirects,
    WrongContent,
)
from selon.reports.addresses import Resolve, allowed_numbers, checked_address, resolver
from selon.reports.connection import Answer, Limits, exchange
from selon.reports.robots import ALL_ALLOWED, MAX_BYTES, NONE_ALLOWED, Robots, read_robots
from selon.version import __version__

V = TypeVar("V")

AGENT = "Selon"
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 500, 502, 503, 504)
NOT_MODIFIED = 304
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/*;q=0.8"
_TEXTUAL = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/rdf",
            "application/json", "application/ld+json", "application/feed+json", "application/octet-stream")
SITES_REMEMBERED = 1_000  # robots.txt of so many sites are kept, each for
ROBOTS_SECONDS = 24 * 3600.0  # the standard's advice
ROBOTS_RETRY_SECONDS = 600.0  # where robots.txt cannot be had, its site is left alone so long
LONGEST_DELAY = 60.0  # seconds between two requests that a site's Crawl-delay can ask for


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How the web is read. Built once, by whoever parses the options of the user."""

    limits: Limits = field(default_factory=Limits)
    private_hosts: Collection[str] = ()  # "host" or "host:port" that may lie in a private network
    heeds_robots: bool = True
    max_redirects: int = 5
    attempts: int = 3  # for busy servers and broken connections
    longest_wait: float = 60.0  # seconds before another attempt; a server that asks for more is given up for now
    host_delay: float = 1.0  # seconds between two requests to one host
    contact: str = ""  # address or mail of whoever runs this, told to the sites


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched. Its body is empty where nothing has changed since the tags that were given."""

    url: str  # after all redirects
    body: bytes
    content_type: str
    charset: str | None
    etag: str | None
    modified: str | None
    is_unchanged: bool = False


class Fetcher:
    """Fetches addresses, one at a time. Remembers robots.txt and when it last asked each host."""

    def __init__(self, settings: FetchSettings | None = None, *, clock: Callable[[], float] = time.monotonic,
                 sleep: Callable[[float], None] = time.sleep, resolve: Resolve | None = None) -> None:
        self.settings = settings or FetchSettings()
        self._clock = clock
        self._sleep = sleep
        self._resolve = resolve or resolver(self.settings.limits.connect_seconds)
        self._sites: OrderedDict[str, _Site] = OrderedDict()
        self._last_asked: OrderedDict[str, float] = OrderedDict()

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What an address holds, or that it is unchanged since these tags. Raises FetchError."""
        tags = {"If-None-Match": etag, "If-Modified-Since": modified}
        conditions = {name: value for name, value in tags.items() if value}
        return self._patiently(_Request(checked_address(url), conditions, self.settings.limits,
                                        self.settings.heeds_robots))

    # ------------------------------------------------------------------------------------- patience

    def _patiently(self, request: _Request) -> Fetched:
        """Tries again where a server is busy or a connection breaks, later each time."""
        attempt = 1
        while True:
            try:
                return self._followed(request)
            except FetchFailed as error:
                wait = error.retry_after if error.retry_after is not None else 2.0 ** attempt
                is_passing = error.status is None or error.status in _BUSY
                if not is_passing or attempt >= self.settings.attempts or wait > self.settings.longest_wait:
                    raise
                self._sleep(wait)
                attempt += 1

    # ------------------------------------------------------------------------------------ redirects

    def _followed(self, request: _Request) -> Fetched:
        """Each redirect is checked as the first address was; all of them together have one time limit."""
        for _ in range(self.settings.max_redirects + 1):
            if request.heeds_robots:
                self._heed_robots(request.parts)
            answer, seconds = self._asked(request)
            if answer.status not in _REDIRECTS:
                return _fetched(request.parts, answer)
            target = answer.headers.get("location")
            if not target:
                raise FetchFailed("it redirects without saying where", status=answer.status)
            request = replace(request, parts=_joined(request.parts, target), limits=request.limits.less(seconds))
        raise TooManyRedirects(f"it redirects more than {self.settings.max_redirects} times; "
                               "give the address that a browser ends at")

    def _asked(self, request: _Request) -> tuple[Answer, float]:
        """The answer to one request, and the seconds that it took."""
        numbers = allowed_numbers(request.parts, self._resolve, self.settings.private_hosts)
        self._wait_for(request.parts)
        headers = {"User-Agent": self._agent(), "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate",
                   "Connection": "close", **request.conditions}
        begun = self._clock()
        answer = exchange(request.parts, numbers, headers, request.limits, clock=self._clock, is_wanted=_is_wanted)
        return answer, self._clock() - begun

    def _agent(self) -> str:
        contact = f" (+{self.settings.contact})" if self.settings.contact else ""
        return f"{AGENT}/{__version__}{contact}"

    def _wait_for(self, parts: SplitResult) -> None:
        """Leaves the host the time between two requests that it asks for, or that is polite."""
        known = self._sites.get(_site(parts))
        asked = known.robots.delay if known else None
        delay = max(self.settings.host_delay, min(asked or 0.0, LONGEST_DELAY))
        last = self._last_asked.get(parts.netloc)
        if last is not None and (wait := last + delay - self._clock()) > 0:
            self._sleep(wait)
        _remember(self._last_asked, parts.netloc, self._clock())

    # --------------------------------------------------------------------------------------- robots

    def _heed_robots(self, parts: SplitResult) -> None:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        site = self._site_rules(_site(parts))
        if site.failure is not None:
            raise FetchFailed(f"the robots.txt of {parts.hostname} cannot be read: {site.failure}",
                              status=site.failure.status, retry_after=site.failure.retry_after or ROBOTS_RETRY_SECONDS)
        if not site.robots.allows(path):
            raise RefusedByRobots(f"the robots.txt of {parts.hostname} asks programs not to fetch it")

    def _site_rules(self, site: str) -> _Site:
        known = self._sites.get(site)
        if known is None or self._clock() > known.until:
            known = self._read_robots(site)
            _remember(self._sites, site, known)
        return known

    def _read_robots(self, site: str) -> _Site:
        """No robots.txt allows all; while one cannot be had, nothing is fetched (RFC 9309)."""
        until = self._clock() + ROBOTS_SECONDS
        limits = replace(self.settings.limits, max_bytes=MAX_BYTES)
        try:
            found = self._patiently(_Request(checked_address(f"{site}/robots.txt"), {}, limits, heeds_robots=False))
        except FetchFailed as error:
            if error.status is None or error.status in _BUSY:
                return _Site(self._clock() + ROBOTS_RETRY_SECONDS, NONE_ALLOWED, error)
            return _Site(until, ALL_ALLOWED)
        except TooLarge:
            return _Site(until, NONE_ALLOWED)
        except FetchError:
            return _Site(until, ALL_ALLOWED)  # no text, or redirects without end: as if there were none
        return _Site(until, read_robots(found.body.decode("utf-8", "replace"), AGENT))


@dataclass(frozen=True, slots=True)
class _Request:
    parts: SplitResult
    conditions: Mapping[str, str]
    limits: Limits
    heeds_robots: bool


@dataclass(frozen=True, slots=True)
class _Site:
    """What is known of a site, and until when."""

    until: float
    robots: Robots
    failure: FetchFailed | None = None


def _site(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc}"


def _remember(memory: OrderedDict[str, V], key: str, value: V) -> None:
    """Keeps a value as the newest of at most SITES_REMEMBERED."""
    memory[key] = value
    memory.move_to_end(key)
    if len(memory) > SITES_REMEMBERED:
        memory.popitem(last=False)


def _joined(parts: SplitResult, target: str) -> SplitResult:
    try:
        return checked_address(urljoin(parts.geturl(), target))
    except ValueError as error:
        raise BadAddress(f"it redirects to {target[:100]!r}, which is no address") from error


def _is_wanted(status: int, headers: Mapping[str, str]) -> bool:
    """Only a success has a body worth reading, and only text. Raises WrongContent."""
    if not 200 <= status < 300:
        return False
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and not kind.startswith(_TEXTUAL) and not kind.endswith(("+xml", "+json")):
        raise WrongContent(f"it is of the type {kind}, not a page, a feed or text")
    return True


def _fetched(parts: SplitResult, answer: Answer) -> Fetched:
    headers = answer.headers
    if not 200 <= answer.status < 300 and answer.status != NOT_MODIFIED:
        raise FetchFailed(f"the server answers {answer.status} {_phrase(answer.status)}", status=answer.status,
                          retry_after=_retry_after(headers))
    message = Message()
    message["content-type"] = headers.get("content-type", "")
    return Fetched(parts.geturl(), answer.body, message.get_content_type() if "content-type" in headers else "",
                   message.get_content_charset(), headers.get("etag"), headers.get("last-modified"),
                   answer.status == NOT_MODIFIED)


def _phrase(status: int) -> str:
    try:
        return f"({HTTPStatus(status).phrase})"
    except ValueError:
        return "(an unknown status)"


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait; a date counts from the server's own clock."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        gap = parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError):
        return None
    return max(gap.total_seconds(), 0.0)
