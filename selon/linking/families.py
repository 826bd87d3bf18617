"""Which event types can be words for one event: data/linking/families.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from selon.domain.catalog import shipped
from selon.domain.records import EventTypeId


@dataclass(frozen=True, slots=True)
class Families:
    """Likeness of types, the types without direction, and those that a report tells in pieces."""

    near: dict[frozenset[EventTypeId], float]
    reciprocal: frozenset[EventTypeId]
    in_pieces: frozenset[EventTypeId]

    @classmethod
    def of(cls, data: dict[str, Any]) -> Families:
        return cls({frozenset(row["types"]): row["likeness"] for row in data["near"]}, frozenset(data["reciprocal"]),
                   frozenset(data["in_pieces"]))

    def likeness(self, one: EventTypeId, other: EventTypeId) -> float:
        """1 for the same type, 0 for types that are never one event."""
        return 1.0 if one == other else self.near.get(frozenset((one, other)), 0.0)

    def around(self, kind: EventTypeId) -> tuple[EventTypeId, ...]:
        """A type and those near it, sorted."""
        return tuple(sorted({kind, *(other for pair in self.near if kind in pair for other in pair)}))


@lru_cache(maxsize=1)
def families() -> Families:
    """The shipped families."""
    return Families.of(shipped().read("linking/families"))
