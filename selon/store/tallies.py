"""Counts of claims and events that the database itself keeps: figures of the whole cost no walk through it.

Triggers count, so that whatever writes a claim or an event cannot forget to. The second migration makes them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from selon.store.schema import tallies

# What is counted, for docs/database.md too.
WHAT = {
    "event type": "events by type and month of `events.day`",
    "event status": "events by status",
    "dyad": "events by dyad, `rus:ukr`",
    "deal": "events by dyad and type, `rus:ukr:ASSAULT`, and month",
    "claim status": "claims by status",
    "source kind": "claims by the kinds of source in their chains; `none` for the report's own word",
}


# ------------------------------------------------------------------------------------------ asking


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are of something."""

    value: str
    month: str  # YYYY-MM; '' where it is not told by month, or not known
    count: int


def tallied(connection: Connection, what: str, *, limit: int | None = None) -> list[Tally]:
    """The counts of one kind, the largest first."""
    query = (select(tallies.c.value, tallies.c.month, tallies.c["count"]).where(tallies.c.what == what)
             .order_by(tallies.c["count"].desc(), tallies.c.value, tallies.c.month).limit(limit))
    return [Tally(*row) for row in connection.execute(query)]


def tallied_since(connection: Connection, what: str, month: str) -> list[Tally]:
    """The counts of one kind from a month on; what has no month is left out."""
    query = select(tallies.c.value, tallies.c.month, tallies.c["count"]).where(
        tallies.c.what == what, tallies.c.month >= month, tallies.c.month != "")
    return [Tally(*row) for row in connection.execute(query)]


def deals(connection: Connection, dyad: str) -> list[Tally]:
    """The counts of a dyad by type and month, in the order of the months."""
    first = f"{dyad}:"
    query = (select(tallies.c.value, tallies.c.month, tallies.c["count"])
             .where(tallies.c.what == "deal", tallies.c.value > first, tallies.c.value < f"{dyad};")
             .order_by(tallies.c.month, tallies.c.value))
    return [Tally(value.removeprefix(first), month, count) for value, month, count in connection.execute(query)]


def total(connection: Connection, what: str) -> int:
    """All that is counted under something."""
    return int(connection.execute(select(func.coalesce(func.sum(tallies.c["count"]), 0)).where(
        tallies.c.what == what)).scalar_one())
