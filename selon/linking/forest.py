"""Groups that grow by joining two at a time (union and find)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Forest:
    """Things in groups; each group is known by one of its members, its root."""

    home: dict[str, str]

    @classmethod
    def of(cls, ids: Iterable[str]) -> Forest:
        """Each in a group of its own."""
        return cls({id: id for id in ids})

    def root(self, id: str) -> str:
        """The member by which the group of `id` is known."""
        while self.home[id] != id:
            id = self.home[id]
        return id

    def join(self, one: str, other: str) -> bool:
        """Makes the groups of two one, known by the root of the first; False where they were one already."""
        first, second = self.root(one), self.root(other)
        self.home[second] = first
        return first != second

    def groups(self) -> list[tuple[str, ...]]:
        """The groups, members and groups sorted."""
        found: dict[str, list[str]] = {}
        for id in sorted(self.home):
            found.setdefault(self.root(id), []).append(id)
        return sorted(map(tuple, found.values()))
