"""The pages that every page leads to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the navigation."""

    path: str
    message: str  # key of its name
    key: str  # keyboard: g, then this


NAVIGATION = (
    Entry("/", "navigation.overview", "o"),
    Entry("/events", "navigation.events", "e"),
    Entry("/actors", "navigation.actors", "a"),
    Entry("/sources", "navigation.sources", "s"),
    Entry("/review", "navigation.review", "r"),
    Entry("/try", "navigation.try", "t"),
)
