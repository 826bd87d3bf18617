"""The pages that every page leads to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the navigation."""

    path: str
    message: str  # key of its name
    key: str  # keyboard: g, then this
    parts: tuple[str, ...] = ()  # how the addresses of its parts begin

    def current(self, path: str) -> str:
        """For `aria-current` on the page of an address: "page" for the page itself, "true" for a part of it."""
        return "page" if path == self.path else "true" if path.startswith(self.parts) else ""


NAVIGATION = (
    Entry("/", "navigation.overview", "o"),
    Entry("/events", "navigation.events", "e", ("/events/",)),
    Entry("/actors", "navigation.actors", "a", ("/actor",)),
    Entry("/sources", "navigation.sources", "s", ("/source",)),
    Entry("/review", "navigation.review", "r", ("/review/",)),
    Entry("/try", "navigation.try", "t"),
)
