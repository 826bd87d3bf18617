"""What linking reads and writes: cards, blocking keys, links, decisions, and which claims make which event."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    bindparam,
    insert,
    select,
    update,
)

from selon.domain.events import Decision, EventStory, Evidence, Verdict
from selon.store.days import first_day
from selon.store.lookup import Lookup
from selon.store.rows import FacetKey, Row, facet_keys, facet_row, facet_rows
from selon.store.schema import (
    claim_cards,
    claim_facets,
    claims,
    copies,
    decisions,
    event_facets,
    events,
    links,
    report_cards,
    report_keys,
)
from selon.store.search import folded
from selon.store.writes import delete_rows, in_chunks, insert_rows, now

_HOLDERS = "SELECT serial FROM claim_keys WHERE"
_LAST = "ORDER BY day DESC, serial DESC LIMIT ?"
MOST_ORIGINS = 9  # the facet `origins` counts up to here


@dataclass(frozen=True, slots=True)
class PackedCard:
    """A claim's card and its report's, as stored."""

    claim_id: str
    serial: int
    claim: bytes
    report: bytes


# ---------------------------------------------------------------------------------------- candidates


def candidates(connection: Connection, keys: Collection[int], most: int) -> dict[int, list[int]]:
    """For each key the serial numbers of the claims that hold it, no more than so many, those published last."""
    # By the driver: thousands of keys of a few claims each. SQLite has no wait between two questions, and no LATERAL.
    driver = connection.connection.cursor()
    if connection.dialect.name == "sqlite":
        return {key: [serial for serial, in rows] for key in sorted(keys) if (
            rows := driver.execute(f"{_HOLDERS} key = ? {_LAST}", (key, most)).fetchall())}
    found: dict[int, list[int]] = {}
    driver.execute(f"SELECT asked.key, part.serial FROM unnest(%s::bigint[]) AS asked(key), LATERAL "
                   f"({_HOLDERS} key = asked.key {_LAST.replace('?', '%s')}) AS part", (sorted(keys), most))
    for key, serial in driver.fetchall():
        found.setdefault(key, []).append(serial)
    return found


def like_reports(connection: Connection, keys: Collection[str]) -> dict[str, list[str]]:
    """For each key of near copies the reports that hold it."""
    found: dict[str, list[str]] = {}
    for key, report in _HOLDING(connection, set(keys)):
        found.setdefault(key, []).append(report)
    return found


_HOLDING = Lookup(select(report_keys.c.key, report_keys.c.report_id), report_keys.c.key)


def cards_by_serial(connection: Connection, serials: Collection[int]) -> list[PackedCard]:
    """The cards of claims, by serial number, in any order."""
    return _packed(_CARDS_BY_SERIAL(connection, serials))


def cards_of(connection: Connection, claim_ids: Collection[str]) -> list[PackedCard]:
    """The cards of claims, by claim id."""
    return _packed(_CARDS_BY_ID(connection, claim_ids))


def cards_of_events(connection: Connection, event_ids: Collection[str]) -> list[PackedCard]:
    """The cards of all claims of events."""
    return _packed(_CARDS_BY_EVENT(connection, event_ids))


_CARDS = (select(claims.c.id, claims.c.serial, claim_cards.c.card, report_cards.c.card)
          .join(claim_cards, claim_cards.c.claim_id == claims.c.id)
          .join(report_cards, report_cards.c.report_id == claims.c.report_id))
_CARDS_BY_SERIAL = Lookup(_CARDS, claims.c.serial)  # in no order: they are many, and sorting moves all of a card
_CARDS_BY_ID, _CARDS_BY_EVENT = (
    Lookup(_CARDS.order_by(claims.c.id), column) for column in (claims.c.id, claims.c.event_id))


def _packed(rows: Iterable[Sequence[Any]]) -> list[PackedCard]:
    return [PackedCard(*row) for row in rows]


def report_cards_of(connection: Connection, report_ids: Collection[str]) -> dict[str, bytes]:
    """The packed cards of reports."""
    return dict(_REPORT_CARDS(connection, report_ids))


_REPORT_CARDS = Lookup(select(report_cards.c.report_id, report_cards.c.card), report_cards.c.report_id)


# ------------------------------------------------------------------------------------ links, decisions


def save_links(connection: Connection, pairs: Mapping[tuple[str, str], Evidence]) -> None:
    """Keeps pairs of claims, the smaller id first, with score and reasons."""
    insert_rows(connection, links, [
        {"first": first, "second": second, "score": evidence.score,
         "why": "; ".join(reason.words for reason in evidence.reasons if reason.words)}
        for (first, second), evidence in sorted(pairs.items())])


def save_copies(connection: Connection, pairs: Iterable[tuple[str, str]]) -> None:
    """Keeps pairs of near copies, the smaller id first."""
    insert_rows(connection, copies, [{"first": first, "second": second} for first, second in sorted(pairs)])


def links_of(connection: Connection, claim_ids: Collection[str]) -> dict[str, dict[str, float]]:
    """Of each of the claims those that it is linked with, and the score; without the reasons: there can be many."""
    found: dict[str, dict[str, float]] = {claim: {} for claim in claim_ids}
    for lookup in _LINKS:
        for claim, other, score in lookup(connection, claim_ids):
            found[claim][other] = score
    return found


_LINKS = tuple(Lookup(select(links.c[end], links.c[other], links.c.score), links.c[end])
               for end, other in (("first", "second"), ("second", "first")))


def decisions_on(connection: Connection, claim_ids: Collection[str]) -> list[Decision]:
    """The verdicts that count on pairs with one of the claims at either end: of each pair the latest.

    Claims that are in no report any more are left out.
    """
    latest: dict[tuple[str, str], tuple[int, Decision]] = {}
    for lookup in _DECISIONS:
        for serial, first, second, verdict, by, why in lookup(connection, claim_ids):
            known = latest.get((first, second))
            if known is None or known[0] < serial:
                latest[first, second] = (serial, Decision(first, second, Verdict(verdict), by, why))
    there = existing(connection, {id for pair in latest for id in pair})
    return [decision for pair, (_, decision) in sorted(latest.items()) if there.issuperset(pair)]


_VERDICTS = select(*(decisions.c[name] for name in ("serial", "first", "second", "verdict", "by", "why")))
_DECISIONS = tuple(Lookup(_VERDICTS, end) for end in (decisions.c.first, decisions.c.second))


def existing(connection: Connection, claim_ids: Collection[str]) -> set[str]:
    """Those of the claims that the database holds."""
    return {id for id, in _CLAIMS(connection, claim_ids)}


_CLAIMS = Lookup(select(claims.c.id), claims.c.id)


def save_decision(connection: Connection, decision: Decision) -> None:
    """Keeps a person's verdict; earlier ones on the pair stay and count no more."""
    save_decisions(connection, [decision], None)


def save_decisions(connection: Connection, verdicts: Iterable[Decision], together: str | None,
                   at: str | None = None) -> None:
    """Keeps verdicts on pairs that a person gave at once; `together` names them as one merge or split."""
    rows = [{"first": min(one.first, one.second), "second": max(one.first, one.second), "verdict": str(one.verdict),
             "by": one.by, "why": one.why, "at": at or now(), "together": together} for one in verdicts]
    if rows:
        connection.execute(insert(decisions), rows)


# -------------------------------------------------------------------------------------------- events


def homes_of(connection: Connection, claim_ids: Collection[str]) -> dict[str, str]:
    """The event of each claim that is there and has one."""
    return dict(_HOMES(connection, claim_ids))


_HOMES = Lookup(select(claims.c.id, claims.c.event_id).where(claims.c.event_id.is_not(None)), claims.c.id)


def sizes_of(connection: Connection, event_ids: Collection[str]) -> dict[str, int]:
    """How many claims each event was written with."""
    return dict(_SIZES(connection, event_ids))


_SIZES = Lookup(select(events.c.id, events.c.claims), events.c.id)


def members_of(connection: Connection, event_ids: Collection[str]) -> set[str]:
    """All claims of events."""
    return {id for id, in _MEMBERS(connection, event_ids)}


_MEMBERS = Lookup(select(claims.c.id), claims.c.event_id)


def set_members(connection: Connection, members: Mapping[str, str]) -> None:
    """Puts claims into events: claim to event."""
    if members:
        connection.execute(
            update(claims).where(claims.c.id == bindparam("claim")).values(event_id=bindparam("event")),
            [{"claim": claim, "event": event} for claim, event in sorted(members.items())])


def empty_events(connection: Connection, event_ids: Collection[str]) -> set[str]:
    """Those of the events that have no claim left; they are deleted."""
    gone = set(event_ids) - {event for event, in _HELD(connection, event_ids)}
    rows = _stored_events(connection, gone)
    delete_rows(connection, event_facets, [facet for row in rows.values() for facet in facet_rows(row)])
    delete_rows(connection, events, list(rows.values()))
    return set(rows)


_HELD = Lookup(select(claims.c.event_id).distinct(), claims.c.event_id)


def _stored_events(connection: Connection, event_ids: Collection[str]) -> dict[str, Row]:
    return {row["id"]: dict(row) for chunk in in_chunks(sorted(event_ids)) for row in connection.execute(
        select(events.c.id, events.c.day, events.c.facets).where(events.c.id.in_(chunk))).mappings()}


def save_events(connection: Connection, stories: Sequence[EventStory]) -> None:
    """Writes what can be asked of events: their rows, their facets, and whose word each of their claims is."""
    if not stories:
        return
    _save_origins(connection, stories)
    facets = _facets_of_claims(connection, [story.id for story in stories])
    rows = [{**row, "facets": _with_own(facets[row["id"]], row)} for row in map(event_row, stories)]
    before = _stored_events(connection, [row["id"] for row in rows])
    known = [row for row in rows if row["id"] in before]
    if known:
        connection.execute(_RENEWED, [{f"new_{name}": value for name, value in row.items()} for row in known])
    insert_rows(connection, events, [row for row in rows if row["id"] not in before])
    _renew_facets(connection, rows, before)


def _renew_facets(connection: Connection, rows: Iterable[Row], before: Mapping[str, Row]) -> None:
    """Writes the facets of events that are new to them, and deletes those that they have no more."""
    gone, fresh = list[FacetKey](), list[FacetKey]()
    for row in rows:
        was = before.get(row["id"])
        if was is not None and was["day"] == row["day"] and was["facets"] == row["facets"]:
            continue
        old, new = set(facet_keys(was)) if was is not None else set[FacetKey](), set(facet_keys(row))
        gone += old - new
        fresh += new - old
    delete_rows(connection, event_facets, list(map(facet_row, sorted(gone))))
    insert_rows(connection, event_facets, list(map(facet_row, sorted(fresh))))


_RENEWED = update(events).where(events.c.id == bindparam("new_id")).values(
    {column.name: bindparam(f"new_{column.name}") for column in events.c if column.name != "id"})


def _facets_of_claims(connection: Connection, event_ids: Sequence[str]) -> dict[str, set[tuple[str, str]]]:
    """What an event is found by: whatever one of its claims is, except the status, which is its own."""
    found: dict[str, set[tuple[str, str]]] = {}
    for chunk in in_chunks(sorted(event_ids)):
        for event, facets in connection.execute(
                select(claims.c.event_id, claims.c.facets).where(claims.c.event_id.in_(chunk))):
            found.setdefault(event, set()).update((facet, value) for facet, value in facets if facet != "status")
    return found


def _with_own(facets: set[tuple[str, str]], row: Row) -> list[list[str]]:
    counts = range(2, min(row["origins"], MOST_ORIGINS) + 1)
    return [list(pair) for pair in sorted({*facets, ("status", row["status"]),
                                           *(("origins", str(count)) for count in counts)})]


def event_row(story: EventStory) -> Row:
    """The row of an event."""
    days = [telling.published for branch in story.origins for telling in branch.tellings if telling.published]
    spot = story.place
    return {
        "id": story.id, "type": story.event, "title": story.title, "status": str(story.status),
        "claims": len(story.claims), "reports": story.reports, "origins": story.independent_origins,
        "time": story.time, "day": first_day(story.time) or min(days, default=""),
        "place": spot and spot.name, "place_country": spot and spot.country,
        "lat": spot and spot.lat, "lon": spot and spot.lon,
        "record": {
            "types": list(story.types), "actors": list(story.actors), "recipients": list(story.recipients),
            "why": story.why,
            "origins": [{"name": branch.voice.name, "state_controlled": branch.voice.state_controlled,
                         "ground": str(branch.voice.ground),
                         "reports": [telling.report_id for telling in branch.tellings]} for branch in story.origins],
            "disagreements": [{"about": one.about, "values": [account.value for account in one.accounts],
                               "conflict": one.conflict} for one in story.disagreements]}}


def _save_origins(connection: Connection, stories: Sequence[EventStory]) -> None:
    """A claim's origin is known for good only beside the other reports of its event: copies have their model's."""
    told = {claim: branch.voice.name for story in stories for branch in story.origins
            for telling in branch.tellings for claim in telling.claims}
    others = [claim for claim, name in _ORIGINS(connection, told.keys()) if name != told[claim]]
    moved = [(row, told[row["id"]]) for chunk in in_chunks(sorted(others)) for row in _stored_claims(connection, chunk)]
    if moved:
        _move_origins(connection, moved)


_ORIGINS = Lookup(select(claims.c.id, claims.c.origin), claims.c.id)


def _move_origins(connection: Connection, moved: Sequence[tuple[Row, str]]) -> None:
    after = [{**row, "origin": name, "facets": [
        *([facet, value] for facet, value in row["facets"] if facet != "origin"), ["origin", folded(name)]]}
        for row, name in moved]
    connection.execute(
        update(claims).where(claims.c.id == bindparam("claim")).values(
            origin=bindparam("name"), facets=bindparam("found_by")),
        [{"claim": row["id"], "name": row["origin"], "found_by": sorted(row["facets"])} for row in after])
    for change, rows in ((delete_rows, [row for row, _ in moved]), (insert_rows, after)):
        change(connection, claim_facets, [
            facet for row in rows for facet in facet_rows(row) if facet["facet"] == "origin"])


def _stored_claims(connection: Connection, claim_ids: Sequence[str]) -> list[Row]:
    return [dict(row) for row in connection.execute(select(
        claims.c.id, claims.c.origin, claims.c.day, claims.c.facets).where(claims.c.id.in_(claim_ids))).mappings()]
