"""Counts of claims and events that the database itself keeps: figures of the whole cost no walk through it.

Triggers count, so that whatever writes a claim or an event cannot forget to. The second migration makes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, or_, select, true, union_all

from selon.store.schema import tallies

_dyad, _deal = tallies.alias("dyad"), tallies.alias("deal")

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


@dataclass(frozen=True, slots=True)
class Deal:
    """How many events of a class of types are of a dyad."""

    dyad: str  # rus:ukr
    kind: int
    month: str  # YYYY-MM; '' where it is not told by month, or not known
    count: int


def deals(connection: Connection, dyads: Collection[str], kinds: Mapping[str, int], since: str) -> list[Deal]:
    """The counts of dyads by class and month, from a month on. `kinds` gives the class of each type."""
    names = ("asked_dyad", "asked_kind", "asked_month")  # other names than those of columns, which would come first
    dyad, type_, kind = _asked(tuple(kinds.items()))
    columns = [column.label(name) for column, name in zip((dyad, kind, _deal.c.month), names, strict=True)]
    query = (select(*columns, func.sum(_deal.c["count"])).join_from(dyad.table, type_.table, true())
             .join(_deal, _of(dyad, type_)).where(_deal.c.month >= since))
    found = connection.execute(_among(query, dyad, dyads).group_by(*names).order_by(*names))
    return [Deal(name, number, start, int(count)) for name, number, start, count in found]


def deal_totals(connection: Connection, dyads: Collection[str], kinds: Mapping[str, int]) -> list[Deal]:
    """The counts of dyads by class, of all months together."""
    dyad, type_, kind = _asked(tuple(kinds.items()))
    # Summed one by one: to group the months of all would sort them first.
    months = select(func.sum(_deal.c["count"])).where(_of(dyad, type_)).scalar_subquery()
    query = _among(select(dyad, kind, months).join_from(dyad.table, type_.table, true()), dyad, dyads)
    found = Counter[tuple[str, int]]()
    for name, number, count in connection.execute(query):
        found[name, number] += int(count or 0)
    return [Deal(name, number, "", count) for (name, number), count in sorted(found.items()) if count]


@lru_cache(maxsize=4)
def _asked(kinds: tuple[tuple[str, int], ...]) -> tuple[Any, Any, Any]:
    """Columns: dyads, and each type with its class. To look up each dyad of each type takes the months that are asked
    for alone, and one statement takes all dyads of a page, which are dozens."""
    types = union_all(*(select(literal(id).label("type"), literal(kind).label("kind"))
                        for id, kind in kinds)).subquery("types")
    return _dyad.c.value, types.c.type, types.c.kind


def _of(dyad: Any, type_: Any) -> ColumnElement[bool]:
    return and_(_deal.c.what == "deal", _deal.c.value == dyad + ":" + type_)


def _among(query: Select[Any], dyad: Any, dyads: Collection[str]) -> Select[Any]:
    return query.where(_dyad.c.what == "dyad", dyad.in_(dyads))


def total(connection: Connection, what: str) -> int:
    """All that is counted under something."""
    return int(connection.execute(select(func.coalesce(func.sum(tallies.c["count"]), 0)).where(
        tallies.c.what == what)).scalar_one())
