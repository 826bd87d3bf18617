"""Which claims are one event, worked out around what is new alone: the cost of a report is that of its own news.

The result is exactly what `partition` makes of all claims at once. Joining takes the most alike of all groups first,
and a group that grows is no more like a third one than the likelier of its parts was. So a set of whole events comes
out as the same events whatever stands beside it, as long as nothing joins across its edge. Hence: take what is new and
the events that it is linked to, join all of that, and see whether each of these events is what it was. Those that are
not belong to what is new too, and it begins again with the events that they are linked to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

from selon.domain.events import Decision
from selon.linking.decide import Pair, partition


class Surroundings(Protocol):
    """What a store knows around claims. After `read`, of these claims: all their links and verdicts, and of them and
    of all claims that these lead to, the report, the event (none for a new claim) and when each says it happened."""

    reports: dict[str, str]
    events: dict[str, str]
    times: dict[str, str | None]
    links: dict[str, dict[str, float]]
    decisions: dict[Pair, Decision]

    def read(self, claims: Collection[str]) -> None: ...

    def members(self, events: Collection[str]) -> set[str]:
        """All claims of events."""

    def beside(self, claims: Collection[str]) -> set[str]:
        """The claims that links and verdicts lead to from claims that have been read."""


def settled(fresh: Collection[str], known: Surroundings) -> list[tuple[str, ...]]:
    """The events of claims, and all others that change with them: each whole, sorted.

    `fresh`: claims that are new, or that a verdict or a change of links is about, each with all claims of its event.
    """
    known.read(fresh)
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    inside = {*fresh, *_whole(_likeliest(fresh, known), known)}  # these will hardly be what they were
    while True:
        known.read(inside)
        outside = _whole(known.beside(inside) - inside, known)
        known.read(outside)
        parts = list(_events(inside | outside, known, found))
        touched = {claim for part in parts if not _is_as_it_was(part, known) for claim in part} & outside
        if not touched:
            return sorted(part for part in parts if inside.issuperset(part))
        inside |= _whole(touched, known)


def _events(claims: Collection[str], known: Surroundings,
            found: dict[tuple[str, ...], list[tuple[str, ...]]]) -> Iterator[tuple[str, ...]]:
    """The events among claims. What links and verdicts connect depends on nothing else: it is worked out once."""
    for connected in _connected(claims, known):
        if connected not in found:
            found[connected] = partition(connected, known.reports, known.times, known.links, known.decisions.values())
        yield from found[connected]


def _connected(claims: Collection[str], known: Surroundings) -> Iterator[tuple[str, ...]]:
    """Claims in parts that no link or verdict connects."""
    left = set(claims)
    while left:
        reached = {left.pop()}
        part = set(reached)
        while reached := known.beside(reached) & left:
            left -= reached
            part |= reached
        yield tuple(sorted(part))


def _likeliest(claims: Collection[str], known: Surroundings) -> set[str]:
    """The claim that each is most like."""
    return {max(linked, key=lambda other: (linked[other], other)) for claim in claims if (linked := known.links[claim])}


def _whole(claims: Collection[str], known: Surroundings) -> set[str]:
    """Claims with all claims of their events."""
    return {*claims, *known.members({known.events[claim] for claim in claims if claim in known.events})}


def _is_as_it_was(part: Collection[str], known: Surroundings) -> bool:
    events = {known.events.get(claim) for claim in part}
    if len(events) > 1:
        return False
    event = events.pop()
    return len(part) == 1 if event is None else len(part) == len(known.members([event]))
