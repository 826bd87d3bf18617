"""What is stored around some claims, read as far as linking asks for it and kept for the rest of a transaction."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from selon.domain.events import Decision
from selon.store.links import decisions_on, links_of
from selon.store.lookup import Lookup
from selon.store.schema import claims

_CLAIMS = select(claims.c.id, claims.c.report_id, claims.c.event_id, claims.c.time)
_BY_ID, _BY_EVENT = Lookup(_CLAIMS, claims.c.id), Lookup(_CLAIMS, claims.c.event_id)


class Nearby:
    """Claims with their reports, events, times, links and verdicts: `linking.around.Surroundings` over a database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.reports: dict[str, str] = {}
        self.events: dict[str, str] = {}
        self.times: dict[str, str | None] = {}
        self.links: dict[str, dict[str, float]] = {}  # of claims whose links have been read
        self.decisions: dict[tuple[str, str], Decision] = {}
        self._members: dict[str, set[str]] = {}
        self._decided: dict[str, set[str]] = {}

    def meet(self, claim_ids: Collection[str]) -> set[str]:
        """Reads what claims are, without their links. Those of them that are there."""
        self._note(_BY_ID, set(claim_ids) - self.reports.keys())
        return {claim for claim in claim_ids if claim in self.reports}

    def read(self, claim_ids: Collection[str]) -> None:
        """Reads the links and verdicts of claims, and what the claims are that these lead to."""
        fresh = set(claim_ids) - self.links.keys()
        found = links_of(self._connection, fresh)
        self.links |= found
        for one in decisions_on(self._connection, fresh):
            self.decisions[one.first, one.second] = one
            self._decided.setdefault(one.first, set()).add(one.second)
            self._decided.setdefault(one.second, set()).add(one.first)
        self.meet(fresh.union(*found.values(), *(self._decided.get(claim, ()) for claim in fresh)))

    def members(self, event_ids: Collection[str]) -> set[str]:
        """All claims of events."""
        asked = set(event_ids)
        fresh = asked - self._members.keys()
        self._members |= {event: set() for event in fresh}
        for claim in self._note(_BY_EVENT, fresh):
            self._members[self.events[claim]].add(claim)
        return set().union(*(self._members[event] for event in asked))

    def beside(self, claim_ids: Collection[str]) -> set[str]:
        """The claims that links and verdicts lead to from claims that have been read."""
        return set[str]().union(*(self.links[claim] for claim in claim_ids),
                                *(self._decided.get(claim, ()) for claim in claim_ids))

    def _note(self, lookup: Lookup, values: Collection[str]) -> list[str]:
        found = []
        for id, report, event, time in lookup(self._connection, values):
            found.append(id)
            self.reports[id], self.times[id] = report, time
            if event is not None:
                self.events[id] = event
        return found
