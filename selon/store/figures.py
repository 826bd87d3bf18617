"""Figures on one actor: when it was in the news, and with what."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from selon.store.queries import Filter
from selon.store.schema import event_facets, events
from selon.store.tallies import Tally

MOST_EVENTS = 1_000  # the newest of an actor that are counted: each is looked up, from the disk where none was lately


def months_of(connection: Connection, asked: Filter) -> list[Tally]:
    """How many events of each type and month have the one facet that is asked for: of the newest MOST_EVENTS."""
    [(facet, value)] = asked.facets()
    newest = (select(event_facets.c.id, event_facets.c.day)
              .where(event_facets.c.facet == facet, event_facets.c.value == value, event_facets.c.day != "")
              .order_by(event_facets.c.day.desc(), event_facets.c.id.desc()).limit(MOST_EVENTS).subquery())
    month = func.substr(newest.c.day, 1, 7)
    query = (select(events.c.type, month, func.count()).join(newest, newest.c.id == events.c.id)
             .group_by(events.c.type, month))
    return [Tally(*row) for row in connection.execute(query)]
