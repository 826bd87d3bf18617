"""What can be asked of a database: claims, events, sources and participants by filters.

A filter is a set of facets, and each facet value is a list of ids in the order of their days (`claim_facets`,
`event_facets`). A query walks the shortest of its lists and looks each id up in the others: fast while the page that is
asked for is near its beginning, whatever the size of the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, exists, func, or_, select

from selon.domain.errors import NotStored
from selon.domain.plain import from_plain
from selon.domain.records import Claim
from selon.store.found import FoundClaim, FoundEvent, FoundVoice
from selon.store.links import MOST_ORIGINS
from selon.store.schema import (
    claim_facets,
    claims,
    event_facets,
    events,
    participants,
    reports,
    sources,
    voices,
)
from selon.store.search import folded, holding, matching, phrases, plain_name

_BEHIND = "~"  # what sorts behind all that an id can go on with
# Lists shorter than this are walked whole and sorted; set so that either way takes a few milliseconds.
SHORT_LIST = 3_000
MANY_MATCHES = 100_000  # of a text: to look up one row takes as long as to list a tenth of a million of them


class Sort(StrEnum):
    """In what order results come; ties by id."""

    NEWEST = "newest"
    OLDEST = "oldest"
    ORIGINS = "origins"  # events only: the most independent origins first
    REPORTS = "reports"  # events only: the most reports first


@dataclass(frozen=True, slots=True)
class Filter:
    """What results must have; None asks for nothing. Upper and lower case and accents make no difference."""

    actor: str | None = None  # name, surname, country code or Wikidata item
    recipient: str | None = None
    country: str | None = None  # of an actor or a recipient
    dyad: str | None = None  # two country codes, "RUS:UKR": who to whom
    type: str | None = None
    mode: str | None = None
    context: str | None = None
    status: str | None = None  # of the claim; asked of events, of the event
    source: str | None = None  # name or kind of any source in the chain
    origin: str | None = None
    place: str | None = None  # name or country code
    since: str | None = None  # first day, YYYY-MM-DD; what has no time counts by the day of its report
    until: str | None = None  # last day
    dated: bool = False  # only what reports give a time for
    text: str | None = None  # words of the evidence, "phrases" and beginnings*
    min_origins: int | None = None  # events only
    doubt: str | None = None  # claims only: a reason to review it
    doubts: int | None = None  # claims only: it has so many
    event_status: str | None = None  # of the event, asked of claims too

    def facets(self) -> tuple[tuple[str, str], ...]:
        """The facets that are asked for, with their values as stored."""
        named = ((name, getattr(self, name)) for name in (
            "dyad", "actor", "recipient", "country", "source", "origin", "place", "mode", "context", "doubt", "type",
            "status"))
        found = [(name, _facet_value(name, value)) for name, value in named if value]
        if self.min_origins and self.min_origins > 1:
            found.append(("origins", str(min(self.min_origins, MOST_ORIGINS))))
        if self.doubts is not None:
            found.append(("doubts", str(self.doubts)))
        return tuple(found)


def _facet_value(name: str, value: str) -> str:
    return folded(value).replace("-", ":").replace(" ", "") if name == "dyad" else folded(value)


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of the results: so many, after the one with this id."""

    sort: Sort = Sort.NEWEST
    limit: int | None = 50
    after: str | None = None


@dataclass(frozen=True, slots=True)
class _Listing:
    """A table of things with ids and days, and the table of their facets."""

    kind: str
    table: Table
    facets: Table


@dataclass(frozen=True, slots=True)
class _Way:
    """How a query goes."""

    start: str = ""  # where not at a list in its order: at the "matches" of a text, or at "events" of a status
    has_many_matches: bool = False


_AS_LISTED = _Way()
_TOLD = [column for column in events.c if column is not events.c.facets]  # JSON costs as much to read as the rest
_CLAIMS = _Listing("claim", claims, claim_facets)
_EVENTS = _Listing("event", events, event_facets)


# ------------------------------------------------------------------------------------------- asking


def find_claims(connection: Connection, asked: Filter, page: Page) -> list[FoundClaim]:
    """Claims that have all that is asked for. Raises NotStored where `page.after` is no claim."""
    ids = _ids(connection, _CLAIMS, asked, page)
    return list(claims_by_id(connection, ids))


def claim_ids(connection: Connection, asked: Filter, page: Page) -> list[str]:
    """The ids of claims that have all that is asked for. Raises NotStored where `page.after` is no claim."""
    return _ids(connection, _CLAIMS, asked, page)


def find_events(connection: Connection, asked: Filter, page: Page) -> list[FoundEvent]:
    """Events whose claims have all that is asked for. Raises NotStored where `page.after` is no event."""
    ids = _ids(connection, _EVENTS, asked, page)
    return events_by_id(connection, ids)


def events_by_id(connection: Connection, ids: list[str]) -> list[FoundEvent]:
    """Events in the order of the ids; those that are gone are left out."""
    rows = {row.id: row for chunk in _chunks(ids)
            for row in connection.execute(select(*_TOLD).where(events.c.id.in_(chunk)))}
    return [_event(rows[id]) for id in ids if id in rows]


def event_by_id(connection: Connection, id: str) -> FoundEvent:
    """An event by its id or the beginning of it. Raises NotStored for none and for more than one."""
    first = id.lower()  # by comparing: SQLite looks through the whole table for LIKE
    query = select(*_TOLD).where(events.c.id >= first, events.c.id < first + _BEHIND).order_by(events.c.id).limit(2)
    rows = connection.execute(query).all() if id else []
    if len(rows) != 1 and (not rows or rows[0].id != id):
        raise NotStored("event", id) if not rows else NotStored("single event that begins with", id)
    return _event(rows[0])


def claims_by_id(connection: Connection, ids: list[str]) -> Iterator[FoundClaim]:
    """Claims in the order of the ids."""
    for chunk in _chunks(ids):
        query = (select(claims.c.id, claims.c.event_id, claims.c.report_id, reports.c.publisher, reports.c.published,
                        reports.c.url, claims.c.origin, claims.c.day, claims.c.record)
                 .join(reports, reports.c.id == claims.c.report_id).where(claims.c.id.in_(chunk)))
        rows = {row.id: row for row in connection.execute(query)}
        yield from (FoundClaim(row.id, row.event_id, row.report_id, row.publisher, row.published, row.url, row.origin,
                               row.day or None, from_plain(Claim, row.record)) for row in map(rows.__getitem__, chunk))


def _event(row: Any) -> FoundEvent:
    record = row.record
    return FoundEvent(
        row.id, row.type, row.title, row.status, row.claims, row.reports, row.origins, tuple(record["actors"]),
        tuple(record["recipients"]), tuple(origin["name"] for origin in record["origins"]), row.time, row.day or None,
        row.place, row.place_country, row.lat, row.lon)


def _chunks(ids: list[str], size: int = 500) -> Iterator[list[str]]:
    yield from (ids[i:i + size] for i in range(0, len(ids), size))


# --------------------------------------------------------------------------------- how it is found


def _ids(connection: Connection, listing: _Listing, asked: Filter, page: Page) -> list[str]:
    facets = _by_length(connection, listing, asked)
    by_day = page.sort in (Sort.NEWEST, Sort.OLDEST)
    length = facets[0][0] if facets else SHORT_LIST
    way = _way(connection, listing, asked, is_short=length < SHORT_LIST)
    walk = _walk_facet if facets and not way.start and (by_day or length < SHORT_LIST) else _walk_table
    query = walk(connection, listing, asked, page, [facet for _, facet in facets], way)
    return list(connection.execute(query.limit(page.limit)).scalars())


def _way(connection: Connection, listing: _Listing, asked: Filter, *, is_short: bool) -> _Way:
    """The way of a query; from a short list of a facet all else is looked up."""
    matches = _matches(connection, asked) if asked.text else MANY_MATCHES
    many = matches >= MANY_MATCHES and not any(phrase.is_prefix for phrase in phrases(asked.text or ""))
    if is_short:
        return _Way("", many)
    if matches < SHORT_LIST:
        return _Way("matches", many)
    has_few_events = asked.event_status and listing is _CLAIMS and _length(
        connection, event_facets, "status", folded(asked.event_status)) < SHORT_LIST
    return _Way("events" if has_few_events else "", many)


def _length(connection: Connection, facets: Table, facet: str, value: str, *conditions: ColumnElement[bool]) -> int:
    """How long the list of a facet is, as far as it matters."""
    head = select(facets.c.id).where(facets.c.facet == facet, facets.c.value == value, *conditions)
    return connection.execute(select(func.count()).select_from(head.limit(SHORT_LIST).subquery())).scalar_one()


def _by_length(connection: Connection, listing: _Listing, asked: Filter) -> list[tuple[int, tuple[str, str]]]:
    """The facets asked for, the shortest list first."""
    facets = listing.facets
    counted = [(_length(connection, facets, *facet, *_days(facets, asked)), facet) for facet in asked.facets()]
    # Python's sort keeps the order of `Filter.facets`, the more telling first, where counting says nothing.
    return sorted(counted, key=lambda one: one[0])


def _matches(connection: Connection, asked: Filter) -> int:
    if not phrases(asked.text or ""):
        return 0
    head = matching(asked.text or "", connection.dialect).limit(MANY_MATCHES).subquery()
    return connection.execute(select(func.count()).select_from(head)).scalar_one()


def _walk_facet(connection: Connection, listing: _Listing, asked: Filter, page: Page,
                facets: list[tuple[str, str]], way: _Way = _AS_LISTED) -> Any:
    """From a facet's list, in its order, to the other facets and the table."""
    walked = listing.facets.alias("walked")
    (facet, value), *others = facets
    table = listing.table
    query = select(walked.c.id).where(walked.c.facet == facet, walked.c.value == value, *_days(walked, asked))
    conditions = [_has(listing, walked.c.id, walked.c.day, other) for other in others]
    rest = _rest(connection, listing, asked, way)
    order = _order_column(page, walked, table)
    if rest or order.table is table:
        query = query.join(table, table.c.id == walked.c.id)
    query = query.where(*conditions, *rest)
    return _ordered(connection, query, listing, page, order, walked.c.id)


def _walk_table(connection: Connection, listing: _Listing, asked: Filter, page: Page, facets: list[tuple[str, str]],
                way: _Way = _AS_LISTED) -> Any:
    """From the table in the order asked for, or from where the way starts, to the facets."""
    table = listing.table
    query = select(table.c.id).where(*_days(table, asked))
    query = query.where(*(_has(listing, table.c.id, table.c.day, facet) for facet in facets))
    query = query.where(*_rest(connection, listing, asked, way))
    order = _order_column(page, table, table)
    return _ordered(connection, query, listing, page, order, table.c.id, walks_index=not way.start)


def _days(table: Any, asked: Filter) -> list[ColumnElement[bool]]:
    conditions = []
    if asked.since:
        conditions.append(table.c.day >= asked.since)
    if asked.until:
        conditions.append(table.c.day <= asked.until)
        conditions.append(table.c.day != "")
    return conditions


def _has(listing: _Listing, id: Any, day: Any, facet: tuple[str, str]) -> ColumnElement[bool]:
    other = listing.facets.alias()
    name, value = facet
    return exists().where(other.c.facet == name, other.c.value == value, other.c.day == day, other.c.id == id)


def _rest(connection: Connection, listing: _Listing, asked: Filter, way: _Way) -> list[ColumnElement[bool]]:
    """What no facet holds."""
    table = listing.table
    conditions: list[ColumnElement[bool]] = []
    if asked.dated:
        conditions.append(table.c.time.is_not(None))
    if asked.min_origins and asked.min_origins > MOST_ORIGINS and table is events:
        conditions.append(events.c.origins >= asked.min_origins)
    if asked.event_status:
        conditions.append(_has_status(table, folded(asked.event_status), way))
    if asked.text and phrases(asked.text):
        conditions.append(_matching(connection, table, asked.text, way))
    return conditions


def _has_status(table: Table, status: str, way: _Way) -> ColumnElement[bool]:
    """That an event, or the event of a claim, has a status."""
    if table is events:
        return events.c.status == status
    if way.start == "events":
        return claims.c.event_id.in_(select(event_facets.c.id).where(
            event_facets.c.facet == "status", event_facets.c.value == status))
    # As a value: SQLite would list all events of the status before it looks at the first claim.
    return select(events.c.status).where(events.c.id == claims.c.event_id).scalar_subquery() == status


def _matching(connection: Connection, table: Table, asked: str, way: _Way) -> ColumnElement[bool]:
    """That a claim, or a claim of an event, is among the matches of a text.

    Where another list is walked, SQLite must look each row up among the matches. Left to itself it goes through all
    of them for each row; the sum that is no column keeps it from that, and lists them once. Of many it is faster to
    look at those rows alone that are walked.
    """
    found = matching(asked, connection.dialect)
    if way.start == "matches":
        return claims.c.serial.in_(found) if table is claims else events.c.id.in_(
            select(claims.c.event_id).where(claims.c.serial.in_(found)))
    among = holding(asked, connection.dialect) if way.has_many_matches else (claims.c.serial + 0).in_(found)
    return among if table is claims else exists().where(claims.c.event_id == events.c.id, among)


def _order_column(page: Page, days: Any, table: Any) -> Any:
    return table.c[str(page.sort)] if page.sort in (Sort.ORIGINS, Sort.REPORTS) and table is events else days.c.day


def _ordered(connection: Connection, query: Any, listing: _Listing, page: Page, order: Any, id: Any,
             *, walks_index: bool = True) -> Any:
    """The query in its order, from behind the last one that was seen."""
    if page.after is not None:
        query = query.where(_behind(connection, listing, page, order, id))
    if not walks_index:
        order = order + "" if order.name == "day" else order + 0  # no index of this: the matches are sorted instead
    if page.sort is Sort.OLDEST:
        return query.order_by(order, id)
    return query.order_by(order.desc(), id.desc())


def _behind(connection: Connection, listing: _Listing, page: Page, order: Any, id: Any) -> ColumnElement[bool]:
    column = listing.table.c[order.name]
    last = connection.execute(select(column).where(listing.table.c.id == page.after)).one_or_none()
    if last is None:
        raise NotStored(listing.kind, page.after or "")
    if page.sort is Sort.OLDEST:
        return and_(order >= last[0], or_(order > last[0], id > page.after))
    return and_(order <= last[0], or_(order < last[0], id < page.after))


# ------------------------------------------------------------------------------------------- voices


@dataclass(frozen=True, slots=True)
class VoiceFilter:
    """Which sources or participants."""

    name: str | None = None  # a part of the name
    kind: str | None = None
    country: str | None = None


def find_voices(connection: Connection, role: str, which: VoiceFilter, asked: Filter, limit: int | None,
                ) -> list[FoundVoice]:
    """Sources or participants (`role`), the most cited first: of all claims, or of those that are asked for."""
    if asked == Filter():
        name, kind, country, count = _columns(voices.c.name, voices.c.kind, voices.c.country, voices.c.claims)
        query = select(name, kind, country, count).where(voices.c.role == role)
    else:
        table = sources if role == "source" else participants
        name, kind, country, count = _columns(table.c.name, table.c.kind, func.coalesce(table.c.country, ""),
                                              func.count(table.c.claim_id.distinct()))
        ids = _all_ids(connection, asked).subquery()
        query = (select(name, kind, country, count).join(ids, ids.c.id == table.c.claim_id)
                 .group_by(name, kind, country))
    conditions = [column == value for column, value in (
        (kind, which.kind and which.kind.lower()), (country, which.country and which.country.upper())) if value]
    if which.name:
        conditions.append(func.selon_plain(name).contains(plain_name(which.name), autoescape=True))
    rows = connection.execute(query.where(*conditions).order_by(count.desc(), name, kind, country).limit(limit))
    return [FoundVoice(name, kind, country or None, count) for name, kind, country, count in rows]


def _columns(*columns: Any) -> tuple[Any, ...]:
    return columns


def _all_ids(connection: Connection, asked: Filter) -> Any:
    facets = [facet for _, facet in _by_length(connection, _CLAIMS, asked)]
    page = Page(limit=None)
    walk = _walk_facet(connection, _CLAIMS, asked, page, facets) if facets else _walk_table(
        connection, _CLAIMS, asked, page, [])
    return walk.order_by(None)
