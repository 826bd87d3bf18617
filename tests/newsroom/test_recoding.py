"""Coding again replaces what the machine wrote, keeps ids, lists what changed, and leaves decisions alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from selon.domain.errors import NotStored
from selon.domain.events import Verdict
from selon.domain.records import CodedReport, Report, Status
from selon.newsroom.adding import Adding
from selon.newsroom.room import open_newsroom
from tests.newsroom.fast import HOW, WIRE, content, fill, partition


class Newer:
    """A coder that has learnt: it finds fewer claims in one report and judges others differently."""

    def code_many(self, reports: Iterable[Report]) -> Iterator[CodedReport]:
        for report in reports:
            coded = replace(WIRE.coded(report), coder="synthetic 2")
            first, *others = coded.claims
            if report.id == WIRE.report(3).id:
                yield replace(coded, claims=tuple(others))
            elif report.id == WIRE.report(4).id:
                yield replace(coded, claims=(replace(first, status=Status.DENIED), *others))
            else:
                yield coded


def newer() -> Newer:
    return Newer()


def test_the_same_coder_changes_nothing(database: str) -> None:
    fill(database, WIRE.reports(20))
    before = content(database)
    with open_newsroom(database) as room:
        done = room.recode(HOW)
    assert (done.reports, done.same, done.changes) == (20, 20, [])
    assert content(database) == before


def test_a_newer_coder_replaces_and_tells(database: str) -> None:
    fill(database, WIRE.reports(20))
    with open_newsroom(database) as room:
        events = {claim.id: claim.event_id for claim in room.claims(limit=None)}
        done = room.recode(Adding(load=newer))
        gone, changed = WIRE.coded(WIRE.report(3)).claims[0], WIRE.coded(WIRE.report(4)).claims[0]
        assert [(one.kind, one.claim_id) for one in sorted(done.changes, key=lambda one: one.kind)] == [
            ("claim changed", changed.id), ("claim gone", gone.id)]
        assert next(one.why for one in done.changes if one.claim_id == changed.id).endswith(": status")
        after = {claim.id: claim for claim in room.claims(limit=None)}
        assert after.keys() == events.keys() - {gone.id}
        assert after[changed.id].claim.status is Status.DENIED
        assert all(found.claims for found in room.events(limit=None))
        assert sum(found.claims for found in room.events(limit=None)) == len(after)
        assert room.recode(Adding(load=newer), coder="synthetic 2").reports == 0


def test_what_people_decide_holds(database: str) -> None:
    fill(database, WIRE.reports(20))
    with open_newsroom(database) as room:
        pair = sorted(next(iter(sorted(sorted(one) for one in partition(room) if len(one) > 1))))[:2]
        lone = [next(iter(one)) for one in sorted(map(sorted, partition(room))) if len(one) == 1][:2]
        room.decide(*pair, Verdict.DIFFERENT, by="reader", why="not the same day")
        room.decide(*lone, Verdict.SAME, by="reader")
        for again in (lambda: None, lambda: room.recode(Adding(load=newer)), lambda: room.add(WIRE.reports(40), HOW)):
            again()
            events = {claim.id: claim.event_id for claim in room.claims(limit=None)}
            assert events[pair[0]] != events[pair[1]]
            assert events[lone[0]] == events[lone[1]]
        room.decide(*lone, Verdict.UNDECIDED, by="reader")
        events = {claim.id: claim.event_id for claim in room.claims(limit=None)}
        assert events[lone[0]] != events[lone[1]]


def test_a_decision_on_no_claim_is_told(database: str) -> None:
    fill(database, WIRE.reports(1))
    with open_newsroom(database) as room, pytest.raises(NotStored, match="no claim nothing"):
        room.decide(room.claims()[0].id, "nothing", Verdict.SAME, by="reader")


def test_a_report_with_newer_text_does_not_come_back(database: str) -> None:
    fill(database, WIRE.reports(3))
    old = WIRE.report(1)
    new = replace(old, id="newer", text=f"{old.text} More.")

    class Slow:
        """While it codes, newer text at the address of a report is added."""

        def code_many(self, reports: Iterable[Report]) -> Iterator[CodedReport]:
            fill(database, [new])
            for report in reports:
                coded = WIRE.coded(report)
                yield replace(coded, claims=coded.claims[1:], coder="synthetic 2")

    with open_newsroom(database) as room:
        room.recode(Adding(load=Slow))
        assert old.id not in {found.report_id for found in room.claims(limit=None)}
        assert new.id in {found.report_id for found in room.claims(limit=None)}
        told = room.recode(Adding(load=Slow), coder="synthetic 2")
    assert (told.reports, told.failures) == (1, [])
