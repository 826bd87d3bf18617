"""The first page: what is in the database, at a glance."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from selon.store.engines import reading
from selon.store.tallies import Tally, deals, tallied, tallied_since
from selon.web.charts import QUADS, map_data, network_data, timeline
from selon.web.told import event_view, quad_of
from selon.web.viewer import Content, View, twins
from selon.web.words import Words

router = APIRouter()
DYADS = 12
NETWORK_DYADS = 24
LISTED = 6
ON_MAP = 100  # the newest events with a place
YEARS_SHOWN = 10


@twins(router, "/", "Overview")
def overview(view: View) -> Response:
    """Events over time, who deals with whom, what is new, what is disputed, and whose word it all is."""
    words, room = view.words, view.newsroom
    newest = room.events(limit=ON_MAP)
    disputed = room.events(status="disputed", sort="origins", limit=LISTED)
    with reading(room.engine) as connection:
        first_month = _first_month(newest[0].day if newest else None)
        tallies = tallied_since(connection, "event type", first_month)
        shares = {name: tallied(connection, what) for name, what in (
            ("event_status", "event status"), ("claim_status", "claim status"), ("source_kind", "source kind"))}
        dyads = [one for one in tallied(connection, "dyad", limit=4 * NETWORK_DYADS) if _is_between_two(one.value)]
        by_dyad = {one.value: deals(connection, one.value) for one in dyads[:NETWORK_DYADS]}
    line = timeline(tallies, words, lambda since, until: f"/events?{urlencode({'since': since, 'until': until})}")
    data: dict[str, Any] = {
        "events": sum(one.count for one in shares["event_status"]),
        "claims": sum(one.count for one in shares["claim_status"]),
        **{name: {one.value: one.count for one in found} for name, found in shares.items()},
        "dyads": [_dyad(one, by_dyad[one.value]) for one in dyads[:DYADS]],
        "over_time": [{"start": bar.start, **{f"quad_{q}": n for q, n in zip(QUADS, bar.quads, strict=True)}}
                      for bar in line.bars] if line else [],
        "newest": [event.flat() for event in newest[:LISTED]], "disputed": [event.flat() for event in disputed]}
    values = {
        "figures": data, "timeline": line, "timeline_data": line.data() if line else None,
        "map": map_data(newest.records, words),
        "network": network_data(recent(by_dyad, first_month), words.country, _actor_address),
        "newest": [event_view(event, words) for event in newest[:LISTED]],
        "disputed": [event_view(event, words) for event in disputed],
        "shares": {name: _shares(found, name, words) for name, found in shares.items()},
        "dyads": data["dyads"], "most_in_dyad": max((one["events"] for one in data["dyads"]), default=1)}
    return view.show("overview.html.j2", Content(words("overview.title"), values, data, _rows(data)))


def recent(deals_of: dict[str, list[Tally]], first_month: str) -> dict[str, list[Tally]]:
    """The counts of each dyad from a month on: a network of a century is too much for a page."""
    return {dyad: [one for one in told if one.month >= first_month] for dyad, told in deals_of.items()}


def _first_month(newest: str | None) -> str:
    return f"{max(int(newest[:4]) - YEARS_SHOWN, 1):04d}-01" if newest else "0001-01"


def _is_between_two(dyad: str) -> bool:
    first, _, second = dyad.partition(":")
    return first != second


def _dyad(one: Tally, told: list[Tally]) -> dict[str, object]:
    first, _, second = one.value.upper().partition(":")
    quads = [sum(tally.count for tally in told if quad_of(tally.value) == quad) for quad in QUADS]
    return {"actor": first, "recipient": second, "events": one.count, "quads": quads}


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
