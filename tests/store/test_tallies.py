"""The counts that the database keeps are those that counting gives, after adding, replacing and coding again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from selon.domain.catalog import shipped
from selon.newsroom.adding import Adding
from selon.newsroom.room import Newsroom, open_newsroom
from selon.store.engines import reading
from selon.store.tallies import WHAT, deal_totals, deals, dyads_of, tallied, total
from tests.newsroom.fast import HOW, WIRE, fill

KINDS = {id: kind.quad for id, kind in shipped().event_types.items()}


def counted(room: Newsroom) -> dict[str, Counter[tuple[str, str]]]:
    """Every count, from all claims and events one by one."""
    found: dict[str, Counter[tuple[str, str]]] = {what: Counter() for what in WHAT}
    claims, events = list(room.claims(limit=None)), list(room.events(limit=None))
    dyads: dict[str, set[str]] = {}
    for one in claims:
        found["claim status"][str(one.claim.status), ""] += 1
        kinds = {str(source.kind) for source in one.claim.attribution} or {"none"}
        found["source kind"].update((kind, "") for kind in kinds)
        dyads.setdefault(one.event_id or "", set()).update(
            f"{a.country}:{b.country}".lower() for a in one.claim.actor for b in one.claim.recipient)
    for event in events:
        month = (event.day or "")[:7]
        found["event type"][event.type, month] += 1
        found["event status"][event.status, ""] += 1
        found["dyad"].update((dyad, "") for dyad in dyads[event.id])
        found["deal"].update((f"{dyad}:{event.type}", month) for dyad in dyads[event.id])
    return found


def kept(room: Newsroom) -> dict[str, Counter[tuple[str, str]]]:
    with reading(room.engine) as connection:
        return {what: Counter({(one.value, one.month): one.count for one in tallied(connection, what)})
                for what in WHAT}


def test_counts_follow_whatever_happens(database: str) -> None:
    fill(database, WIRE.reports(40))
    with open_newsroom(database) as room:
        assert kept(room) == counted(room)
        newer = replace(WIRE.report(50), url=WIRE.report(3).url, id="0" * 16)
        room.add([newer], Adding(load=HOW.load))
        room.recode(HOW)
        assert kept(room) == counted(room)


def test_dyads_are_told_by_class_and_month(database: str) -> None:
    fill(database, WIRE.reports(30))
    with open_newsroom(database, is_reader=True) as room, reading(room.engine) as connection:
        [busiest] = tallied(connection, "dyad", limit=1)
        several = [one.value for one in tallied(connection, "dyad", limit=5)]
        told = [one for one in tallied(connection, "deal") if one.value.rpartition(":")[0] in several]
        expected = Counter({(dyad, KINDS[kind], one.month): 0 for one in told
                            for dyad, _, kind in [one.value.rpartition(":")]})
        for one in told:
            dyad, _, kind = one.value.rpartition(":")
            expected[dyad, KINDS[kind], one.month] += one.count
        found = deals(connection, several, KINDS, "")
        assert {(one.dyad, one.kind, one.month): one.count for one in found} == expected
        assert sum(one.count for one in found if one.dyad == busiest.value) == busiest.count
        since = max(one.month for one in found)
        assert deals(connection, several, KINDS, since) == [one for one in found if one.month >= since]
        totals = Counter[tuple[str, int]]()
        for one in found:
            totals[one.dyad, one.kind] += one.count
        assert {(one.dyad, one.kind): one.count for one in deal_totals(connection, several, KINDS)} == totals
        assert deals(connection, [], KINDS, "") == deal_totals(connection, [], KINDS) == []
        one, _, other = busiest.value.partition(":")
        for code in (one, other):
            found = dyads_of(connection, code, 1000)
            every = [dyad for dyad in tallied(connection, "dyad") if code in dyad.value.split(":")]
            assert found == [dyad for dyad in every if dyad.value != f"{code}:{code}"]
            assert dyads_of(connection, code, 1) == found[:1]
        assert total(connection, "claim status") == len(room.claims(limit=None))


@pytest.mark.parametrize("what", WHAT)
def test_every_count_is_explained(what: str) -> None:
    assert WHAT[what]
