"""Which event types can be words for one event: data/linking/families.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations
from typing import Any

from selon.domain.catalog import shipped
from selon.domain.records import EventTypeId
from selon.linking.forest import Forest


@dataclass(frozen=True)
class Families:
    """Likeness of types, the types without direction, and those that a report tells in pieces."""

    near: dict[frozenset[EventTypeId], float]
    reciprocal: frozenset[EventTypeId]
    in_pieces: frozenset[EventTypeId]
    wars: frozenset[str]  # triggers that tell of a whole war, not of one of its acts; folded

    @classmethod
    def of(cls, data: dict[str, Any]) -> Families:
        return cls({frozenset(row["types"]): row["likeness"] for row in data["near"]}, frozenset(data["reciprocal"]),
                   frozenset(data["in_pieces"]), frozenset(word for words in data["wars"].values() for word in words))

    def likeness(self, one: EventTypeId, other: EventTypeId) -> float:
        """1 for the same type, 0 for types that are never one event."""
        return 1.0 if one == other else self._either_way.get((one, other), 0.0)

    @cached_property
    def _either_way(self) -> dict[tuple[EventTypeId, EventTypeId], float]:
        return {order: value for pair, value in self.near.items() for order in permutations(sorted(pair), 2)}

    @cached_property
    def blocks(self) -> dict[EventTypeId, EventTypeId]:
        """Each type with the first of those it is joined with by nearness, over any number of steps."""
        forest = Forest.of(kind for pair in self.near for kind in pair)
        for pair in self.near:
            forest.join(*sorted(pair))
        return {kind: group[0] for group in forest.groups() for kind in group}


@lru_cache(maxsize=1)
def state_codes() -> frozenset[str]:
    """The codes by which the names of a report stand for states; "AFP" and "BBC" look like them and are none."""
    return shipped().codes().countries


@lru_cache(maxsize=1)
def families() -> Families:
    """The shipped families."""
    return Families.of(shipped().read("linking/families"))
