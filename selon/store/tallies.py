"""Counts of claims and events that the database itself keeps: figures of the whole cost no walk through it.

Triggers count, so that whatever writes a claim or an event cannot forget to. The second migration makes them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, or_, select

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


def dyads_of(connection: Connection, code: str, limit: int) -> list[Tally]:
    """The counts of the dyads of a country with others, the largest first. It is in lower case, as they are."""
    value, count = tallies.c.value, tallies.c["count"]
    query = (select(value, tallies.c.month, count)
             .where(tallies.c.what == "dyad", value != f"{code}:{code}",
                    or_(value.startswith(f"{code}:", autoescape=True), value.endswith(f":{code}", autoescape=True)))
             .order_by(count.desc(), value).limit(limit))
    return [Tally(*row) for row in connection.execute(query)]


def deals(connection: Connection, dyad: str, since: str = "") -> list[Tally]:
    """The counts of a dyad by type and month, from a month on, in the order of the months."""
    query = (select(tallies.c.value, tallies.c.month, tallies.c["count"])
             .where(*_of_dyad(dyad), tallies.c.month >= since).order_by(tallies.c.month, tallies.c.value))
    return [Tally(value.removeprefix(f"{dyad}:"), month, count) for value, month, count in connection.execute(query)]


def deal_totals(connection: Connection, dyad: str) -> list[Tally]:
    """The counts of a dyad by type, of all months together."""
    query = (select(tallies.c.value, func.sum(tallies.c["count"])).where(*_of_dyad(dyad))
             .group_by(tallies.c.value).order_by(tallies.c.value))
    return [Tally(value.removeprefix(f"{dyad}:"), "", int(count)) for value, count in connection.execute(query)]


def _of_dyad(dyad: str) -> tuple[ColumnElement[bool], ...]:
    return tallies.c.what == "deal", tallies.c.value > f"{dyad}:", tallies.c.value < f"{dyad};"


def total(connection: Connection, what: str) -> int:
    """All that is counted under something."""
    return int(connection.execute(select(func.coalesce(func.sum(tallies.c["count"]), 0)).where(
        tallies.c.what == what)).scalar_one())
