"""Polls feeds again and again, and gives what is new in them. Ctrl-C ends it.

What has been seen and the tags of each feed live in a `WatchState`, which the store keeps; clock and sleep are given,
so that nothing here has to wait in a test. Requests to one host are spaced by the fetcher.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from selon.domain.errors import FetchFailed, SelonError, UnreadableReport
from selon.reports.addresses import checked_address
from selon.reports.charset import decode_page
from selon.reports.document import Item, Skipped
from selon.reports.feeds import Entry, entries, entry_document, without_declaration
from selon.reports.fetch import Fetcher

MAX_LIST = 5_000_000  # bytes of a list of feeds
GONE = 410


@dataclass(frozen=True, slots=True)
class Tags:
    """What a server said of a feed when it was last read; sent back, so that it need not send the same again."""

    etag: str | None = None
    modified: str | None = None


class WatchState(Protocol):
    """What watching has to remember between polls and runs."""

    def tags(self, feed: str) -> Tags: ...

    def set_tags(self, feed: str, tags: Tags) -> None: ...

    def is_seen(self, feed: str, entry: str) -> bool: ...

    def set_seen(self, feed: str, entry: str) -> None: ...


@dataclass(slots=True)
class MemoryState:
    """A state that ends with the process."""

    known: dict[str, Tags] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def tags(self, feed: str) -> Tags:
        return self.known.get(feed, Tags())

    def set_tags(self, feed: str, tags: Tags) -> None:
        self.known[feed] = tags

    def is_seen(self, feed: str, entry: str) -> bool:
        return (feed, entry) in self.seen

    def set_seen(self, feed: str, entry: str) -> None:
        self.seen.add((feed, entry))


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """How often feeds are asked, and how much of their entries is fetched."""

    interval: float = 900.0  # seconds between two polls of one feed
    longest_interval: float = 24 * 3600.0  # of a feed that fails again and again: each failure doubles the interval
    follow: bool = True  # fetch the pages of entries that are only teasers
    rounds: int | None = None  # polls of each feed; None goes on until Ctrl-C


@dataclass(order=True, slots=True)
class _Turn:
    due: float
    order: int
    url: str = field(compare=False)
    failures: int = field(default=0, compare=False)
    done: int = field(default=0, compare=False)


def feed_addresses(data: bytes) -> list[str]:
    """The feeds of an OPML file, or of a text with one address a line; # begins a comment.

    Raises UnreadableReport and BadAddress with the line that is wrong.
    """
    if len(data) > MAX_LIST:
        raise UnreadableReport(f"a list of feeds of more than {MAX_LIST:,} bytes")
    text = decode_page(data)
    if text.lstrip().startswith("<"):
        found = list(_outlines(text))
    else:
        lines = (line.partition(" #")[0].strip() for line in text.splitlines())
        found = [line for line in lines if line and not line.startswith("#")]
    if not found:
        raise UnreadableReport("it names no feed; write one address a line, or give an OPML file")
    return list(dict.fromkeys(checked_address(url).geturl() for url in found))


def _outlines(text: str) -> Iterator[str]:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(without_declaration(text))
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise UnreadableReport(f"it is no OPML file ({type(error).__name__})") from error
    for outline in root.iter("outline"):
        if address := next((value for name, value in outline.attrib.items() if name.lower() == "xmlurl"), None):
            yield address.strip()


def watch(feeds: Iterable[str], fetcher: Fetcher, state: WatchState, settings: WatchSettings | None = None, *,
          clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep) -> Iterator[Item]:
    """New documents of the feeds as they appear, and what had to be skipped. Ends on Ctrl-C while it waits or fetches.

    An entry counts as seen only when the caller asks for the next item: what breaks off in between comes again.
    """
    settings = settings or WatchSettings()
    turns = [_Turn(clock(), order, url) for order, url in enumerate(feeds)]
    heapq.heapify(turns)
    try:
        while turns:
            turn = heapq.heappop(turns)
            if (wait := turn.due - clock()) > 0:
                sleep(wait)
            yield from _polled(turn, fetcher, state, settings)
            turn.done += 1
            if turn.failures >= 0 and (settings.rounds is None or turn.done < settings.rounds):
                turn.due = max(turn.due, clock() + _pause(turn, settings))
                heapq.heappush(turns, turn)
    except KeyboardInterrupt:
        return


def _pause(turn: _Turn, settings: WatchSettings) -> float:
    return min(settings.interval * 2.0 ** min(turn.failures, 20), max(settings.longest_interval, settings.interval))


def _polled(turn: _Turn, fetcher: Fetcher, state: WatchState, settings: WatchSettings) -> Iterator[Item]:
    """One feed, read once. Its failures are counted in its turn; below zero means that it is gone."""
    try:
        yield from _new(turn.url, fetcher, state, settings)
        turn.failures = 0
    except FetchFailed as error:
        if error.status == GONE:
            turn.failures = -1
            yield Skipped(turn.url, "the feed is gone for good; take it off the list", turn.url)
            return
        turn.failures += 1
        turn.due += error.retry_after or 0.0
        yield _failed(turn, error, settings)
    except SelonError as error:
        turn.failures += 1
        yield _failed(turn, error, settings)


def _failed(turn: _Turn, error: SelonError, settings: WatchSettings) -> Skipped:
    minutes = _pause(turn, settings) / 60
    return Skipped(turn.url, f"{error} (it is tried again in {minutes:,.0f} minutes)", turn.url)


def _new(feed: str, fetcher: Fetcher, state: WatchState, settings: WatchSettings) -> Iterator[Item]:
    """What a feed holds that has not been seen. Its tags are kept only when every entry has been dealt with."""
    tags = state.tags(feed)
    fetched = fetcher.fetch(feed, etag=tags.etag, modified=tags.modified)
    if fetched.is_unchanged:
        return
    is_complete = True
    for entry in entries(fetched.body, feed, fetched.url, fetched.charset):
        if isinstance(entry, Skipped):
            yield entry
        elif not state.is_seen(feed, entry.id):
            item, is_final = _read(entry, fetcher, settings)
            yield item
            is_complete &= is_final
            if is_final:
                state.set_seen(feed, entry.id)
    state.set_tags(feed, Tags(fetched.etag, fetched.modified) if is_complete else Tags())


def _read(entry: Entry, fetcher: Fetcher, settings: WatchSettings) -> tuple[Item, bool]:
    """The entry's item, and whether another try would give nothing else."""
    try:
        return entry_document(entry, fetcher, follow=settings.follow), True
    except FetchFailed as error:
        is_passing = error.status is None or error.status == 429 or error.status >= 500
        again = " (it is tried again)" if is_passing else ""
        return Skipped(entry.where, f"{error}{again}", entry.url), not is_passing
    except SelonError as error:
        return Skipped(entry.where, str(error), entry.url), True
