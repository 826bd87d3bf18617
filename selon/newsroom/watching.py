"""Feeds are watched: what is new in them goes into the database, and so does what is remembered of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from sqlalchemy import Engine

from selon.newsroom.adding import Adding, Summary, add
from selon.newsroom.coding import CodesReports
from selon.newsroom.reporting import as_reports
from selon.pipeline import Coder
from selon.reports.document import Given
from selon.reports.fetch import Fetcher
from selon.reports.watch import Tags, WatchSettings, watch
from selon.store.engines import reading, writing
from selon.store.writes import remember, state_of


@dataclass(frozen=True, slots=True)
class StoredState:
    """What watching remembers, in the database: a row for each feed and one for each entry that was seen."""

    engine: Engine

    def tags(self, feed: str) -> Tags:
        with reading(self.engine) as connection:
            state = state_of(connection, "feed", feed) or {}
        return Tags(state.get("etag"), state.get("modified"))

    def set_tags(self, feed: str, tags: Tags) -> None:
        with writing(self.engine) as connection:
            remember(connection, "feed", feed, {"etag": tags.etag, "modified": tags.modified})

    def is_seen(self, feed: str, entry: str) -> bool:
        with reading(self.engine) as connection:
            return state_of(connection, "entry", _name(feed, entry)) is not None

    def set_seen(self, feed: str, entry: str) -> None:
        with writing(self.engine) as connection:
            remember(connection, "entry", _name(feed, entry), {})


def _name(feed: str, entry: str) -> str:
    return blake2b(f"{feed}\0{entry}".encode(), digest_size=16).hexdigest()


def watch_feeds(engine: Engine, feeds: Sequence[str], coder: Coder, *, fetcher: Fetcher, settings: WatchSettings,
                given: Given) -> Iterator[Summary]:
    """Adds what is new in feeds, one report at a time, and tells of each. Ends on Ctrl-C, or after `settings.rounds`.

    An entry counts as seen when its report is in the database: what breaks off in between comes again.
    """
    how = Adding(load=_Loaded(coder))
    for item in as_reports(watch(feeds, fetcher, StoredState(engine), settings), coder, given):
        summary = add(engine, [item], how)
        yield summary
        if summary.is_interrupted:
            return


@dataclass(frozen=True, slots=True)
class _Loaded:
    """Gives a coder that is loaded already."""

    coder: Coder

    def __call__(self) -> CodesReports:
        return self.coder
