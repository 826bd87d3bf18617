"""Invented reports of three claims, and the coder that knows them: storing and linking are real, coding is not."""

from __future__ import annotations

from collections.abc import Iterable

from bench.synthetic import Newswire
from selon.domain.records import Report
from selon.newsroom.adding import Adding, Summary
from selon.newsroom.room import Newsroom, open_newsroom
from selon.store.dump import dump
from selon.store.engines import reading

WIRE = Newswire(seed=7, claims_a_report=3, reports_a_day=4)


def load() -> Newswire:
    return WIRE


HOW = Adding(load=load)


def fill(database: str, reports: Iterable[Report]) -> Summary:
    """Adds reports to a database and closes it."""
    with open_newsroom(database) as room:
        return room.add(reports, HOW)


def content(database: str) -> list[str]:
    """All that a database holds, without what tells when it came in."""
    with open_newsroom(database) as room, reading(room.engine) as connection:
        return list(dump(connection))


def partition(room: Newsroom) -> set[frozenset[str]]:
    """Which claims are one event."""
    events: dict[str | None, set[str]] = {}
    for claim in room.claims(limit=None):
        events.setdefault(claim.event_id, set()).add(claim.id)
    assert None not in events
    return {frozenset(claims) for claims in events.values()}
