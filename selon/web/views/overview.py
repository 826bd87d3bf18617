"""The first page: what is in the database, at a glance."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from selon.store.engines import reading
from selon.store.tallies import Tally, deal_totals, deals, tallied, tallied_since
from selon.web.charts import first_month, map_data, network_data, timeline
from selon.web.told import QUADS, dyad_rows, event_view, quads
from selon.web.viewer import Content, View, twins
from selon.web.words import Words

router = APIRouter()
DYADS = 12
NETWORK_DYADS = 24
LISTED = 6
ON_MAP = 100  # the newest events with a place


@twins(router, "/", "Overview")
def overview(view: View) -> Response:
    """Events over time, who deals with whom, what is new, what is disputed, and whose word it all is."""
    words, room = view.words, view.newsroom
    newest = room.events(limit=ON_MAP)
    disputed = room.events(status="disputed", sort="origins", limit=LISTED)
    with reading(room.engine) as connection:
        since = first_month(newest[0].day if newest else None)
        tallies = tallied_since(connection, "event type", since)
        shares = {name: tallied(connection, what) for name, what in (
            ("event_status", "event status"), ("claim_status", "claim status"), ("source_kind", "source kind"))}
        dyads = [one.value for one in tallied(connection, "dyad", limit=4 * NETWORK_DYADS)
                 if _is_between_two(one.value)]
        recent = deals(connection, dyads[:NETWORK_DYADS], quads(), since)
        told = dyad_rows(dyads[:DYADS], deal_totals(connection, dyads[:DYADS], quads()))
    line = timeline(tallies, words, lambda since, until: f"/events?{urlencode({'since': since, 'until': until})}")
    data: dict[str, Any] = {
        "events": sum(one.count for one in shares["event_status"]),
        "claims": sum(one.count for one in shares["claim_status"]),
        **{name: {one.value: one.count for one in found} for name, found in shares.items()},
        "dyads": told,
        "over_time": [{"start": bar.start, **{f"quad_{q}": n for q, n in zip(QUADS, bar.quads, strict=True)}}
                      for bar in line.bars] if line else [],
        "newest": [event.flat() for event in newest[:LISTED]], "disputed": [event.flat() for event in disputed]}
    values = {
        "figures": data, "timeline": line, "timeline_data": line.data() if line else None,
        "map": map_data(newest.records, words),
        "network": network_data(recent, words.country, _actor_address),
        "newest": [event_view(event, words) for event in newest[:LISTED]],
        "disputed": [event_view(event, words) for event in disputed],
        "shares": {name: _shares(found, name, words) for name, found in shares.items()},
        "dyads": data["dyads"], "most_in_dyad": max((one["events"] for one in data["dyads"]), default=1)}
    return view.show("overview.html.j2", Content(words("overview.title"), values, data, _rows(data)))


def _is_between_two(dyad: str) -> bool:
    first, _, second = dyad.partition(":")
    return first != second


def _shares(found: list[Tally], section: str, words: Words) -> list[dict[str, object]]:
    whole = sum(one.count for one in found) or 1
    return [{"value": one.value, "label": words.named(section, one.value), "count": one.count,
             "share": one.count / whole} for one in found]


def _rows(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures as rows: what, which, how many."""
    rows = [{"figure": name, "value": value, "count": count}
            for name in ("event_status", "claim_status", "source_kind") for value, count in data[name].items()]
    rows += [{"figure": "dyad", "value": f"{one['actor']}-{one['recipient']}", "count": one["events"]}
             for one in data["dyads"]]
    return rows + [{"figure": name, "value": one["start"], "count": one[name]}
                   for one in data["over_time"] for name in one if name != "start"]


def _actor_address(code: str) -> str:
    return f"/actor?{urlencode({'name': code})}"
