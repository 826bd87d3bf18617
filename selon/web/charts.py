"""Data for the timeline, the map and the network; the timeline is drawn as SVG too, for pages without a script."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from selon.store.found import FoundEvent
from selon.store.tallies import Deal, Tally
from selon.web.told import QUADS, quad_of, short
from selon.web.words import Words

MOST_MONTHS = 121  # more are told by year
LEAST_MONTHS = 12  # two bars would fill the page
YEARS_SHOWN = 10  # of a network, before the newest event
HEIGHT = 120  # of the drawing; its width is 10 a bar


@dataclass(frozen=True, slots=True)
class Bar:
    """What happened in a month or a year: how much of each quad class, and the parts of its drawing."""

    start: str
    label: str
    quads: tuple[int, ...]
    url: str
    parts: tuple[tuple[int, float, float], ...] = ()  # quad, top and height

    @property
    def total(self) -> int:
        return sum(self.quads)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars from the first month or year to the last, none left out."""

    unit: str
    bars: tuple[Bar, ...]
    width: int
    height: int = HEIGHT

    def data(self) -> dict[str, Any]:
        """For the script (web/src/facts.ts)."""
        return {"unit": self.unit, "buckets": [{"start": bar.start, "quads": list(bar.quads)} for bar in self.bars]}


def timeline(tallies: Iterable[Tally], words: Words, address: Callable[[str, str], str]) -> Timeline | None:
    """A timeline of counts by type and month; None of nothing. `address` leads to the events of days."""
    counts: dict[str, list[int]] = defaultdict(_nothing)
    for tally in tallies:
        if len(tally.month) == 7 and (quad := quad_of(tally.value)):
            counts[tally.month][QUADS.index(quad)] += tally.count
    if not counts:
        return None
    unit, slots = "month", _months(min(counts), max(counts))
    slots = _months(_before(slots[-1], LEAST_MONTHS - 1), slots[-1]) if len(slots) < LEAST_MONTHS else slots
    if len(slots) > MOST_MONTHS:
        years: dict[str, list[int]] = defaultdict(_nothing)
        for month, found in counts.items():
            years[month[:4]] = [one + other for one, other in zip(years[month[:4]], found, strict=True)]
        unit, counts = "year", years
        slots = [f"{year:04d}" for year in range(int(min(years)), int(max(years)) + 1)][-120:]
    most = max((sum(counts[slot]) for slot in slots if slot in counts), default=1) or 1
    bars = tuple(_bar(slot, counts.get(slot, _nothing()), most, words, address) for slot in slots)
    return Timeline(unit, bars, 10 * len(bars))


def _nothing() -> list[int]:
    return [0] * len(QUADS)


def _before(month: str, months: int) -> str:
    n = max(int(month[:4]) * 12 + int(month[5:7]) - 1 - months, 12)
    return f"{n // 12:04d}-{n % 12 + 1:02d}"


def _months(first: str, last: str) -> list[str]:
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(start, min(end, start + 2400) + 1)]


def _bar(slot: str, counts: Sequence[int], most: int, words: Words, address: Callable[[str, str], str]) -> Bar:
    parts, top = [], float(HEIGHT)
    for quad, count in zip(QUADS, counts, strict=True):
        if count:
            height = max(HEIGHT * count / most, 0.6)
            top -= height
            parts.append((quad, round(top, 2), round(height, 2)))
    first, last = (f"{slot}-01", f"{slot}-31") if len(slot) == 7 else (f"{slot}-01-01", f"{slot}-12-31")
    return Bar(slot, words.date(slot), tuple(counts), address(first, _last_day(last)), tuple(parts))


def _last_day(day: str) -> str:
    """The last day of a month that is written with 31 days."""
    import calendar

    year, month = int(day[:4]), int(day[5:7])
    return f"{day[:8]}{calendar.monthrange(max(year, 1), month)[1]:02d}"


def map_data(events: Sequence[FoundEvent], words: Words) -> dict[str, Any]:
    """The events that have a place on the map."""
    return {"points": [
        {"id": event.id, "lat": event.lat, "lon": event.lon, "place": short(event.place or ""),
         "country": event.place_country, "n": event.claims, "quad": quad_of(event.type), "day": event.day,
         "label": short(f"{words.named('type', event.type)}{words.colon} {event.title}", 140),
         "url": f"/events/{event.id}"}
        for event in events if event.lat is not None and event.lon is not None]}


def points(events: Sequence[FoundEvent]) -> list[dict[str, Any]]:
    """Events as points of a timeline."""
    return [{"id": event.id, "day": event.day, "quad": quad_of(event.type)} for event in events if event.day]


def first_month(newest: str | None) -> str:
    """The month that a network begins with: one of a century is too much for a page."""
    return f"{max(int(newest[:4]) - YEARS_SHOWN, 1):04d}-01" if newest else "0001-01"


def network_data(deals: Iterable[Deal], name: Callable[[str], str],
                 address: Callable[[str], str]) -> dict[str, Any]:
    """Who deals with whom, from counts by quad class and month."""
    sizes: Counter[str] = Counter()
    edges: dict[str, dict[str, list[int]]] = {}
    for deal in deals:
        if deal.kind in QUADS:
            counts = edges.setdefault(deal.dyad, {}).setdefault(deal.month, _nothing())
            counts[QUADS.index(deal.kind)] += deal.count
    for dyad, months in edges.items():
        count = sum(map(sum, months.values()))
        for side in dyad.upper().split(":"):
            sizes[side] += count
    return {"unit": "month",
            "nodes": [{"id": id, "label": name(id), "n": n, "url": address(id)} for id, n in sizes.most_common()],
            "edges": [dict(zip(("from", "to"), dyad.upper().split(":"), strict=True), counts=months)
                      for dyad, months in edges.items()]}
