"""Reports go into a database once, whole, in any order, whatever breaks off and whoever else writes."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from selon.domain.errors import DatabaseBusy, DatabaseFull, DatabaseReadOnly
from selon.domain.records import Report
from selon.domain.reviews import Act
from selon.newsroom.adding import Adding, Fate, file_reports, in_transactions
from selon.newsroom.coding import CodesReports, Desk
from selon.newsroom.reviewing import Decided
from selon.newsroom.room import open_newsroom
from selon.pipeline import report_id
from selon.reports.document import Skipped
from selon.store import engines
from selon.store.engines import writing
from tests.newsroom.fast import HOW, WIRE, content, fill, load, partition

KILLS = 50


def newer(report: Report, text: str = "Nothing new.") -> Report:
    """The same page with other text; the coder of the tests finds the old claims in it."""
    return replace(report, text=report.text + " " + text, id=report_id(report.publisher, report.url, text))


def test_reports_are_added_once(database: str) -> None:
    reports = list(WIRE.reports(40))
    first, second = fill(database, reports), fill(database, [*reports, *WIRE.reports(2, first=40)])
    assert (first.counts[Fate.ADDED], first.counts[Fate.KNOWN]) == (40, 0)
    assert (second.counts[Fate.ADDED], second.counts[Fate.KNOWN]) == (2, 40)
    with open_newsroom(database) as room:
        assert len(room.claims(limit=None)) == first.claims + second.claims


def test_a_report_that_comes_twice_in_one_run_is_added_once(database: str) -> None:
    report = WIRE.report(3)
    summary = fill(database, [report, report])
    assert summary.counts == {Fate.ADDED: 1, Fate.KNOWN: 1}


def test_newer_text_takes_the_place_of_older(database: str) -> None:
    report = WIRE.report(0)
    fill(database, [report, *WIRE.reports(5, first=1)])
    summary = fill(database, [newer(report)])
    assert summary.counts == {Fate.UPDATED: 1, Fate.KNOWN: 0}
    with open_newsroom(database) as room:
        assert report.id not in {claim.report_id for claim in room.claims(limit=None)}
        assert newer(report).id in {claim.report_id for claim in room.claims(limit=None)}
        assert all(event.claims for event in room.events(limit=None))


def test_both_versions_in_one_run_leave_the_later(database: str) -> None:
    report = WIRE.report(0)
    fill(database, [report, WIRE.report(1), newer(report)])
    with open_newsroom(database) as room:
        assert {claim.report_id for claim in room.claims(limit=None)} == {newer(report).id, WIRE.report(1).id}


def test_a_report_without_address_updates_none(database: str) -> None:
    first, second, third = WIRE.report(0), WIRE.report(1), WIRE.report(2)
    coded = [WIRE.coded(one) for one in (first, newer(first), second, third)]
    at = [coded[0].report, coded[1].report, *(replace(one.report, url=None) for one in coded[2:])]
    [*ready] = Desk(Given([replace(one, report=report) for one, report in zip(coded, at, strict=True)])).prepare(at)
    with open_newsroom(database) as room, writing(room.engine) as connection:
        fates = file_reports(connection, [ready[2], *ready[:2], ready[3]])
    assert [fates[report.id] for report in at] == [Fate.ADDED, Fate.UPDATED, Fate.ADDED, Fate.ADDED]


class Given:
    """Gives what has been coded before."""

    def __init__(self, coded):
        self.coded = coded

    def code_many(self, reports):
        assert len(list(reports)) == len(self.coded)
        return iter(self.coded)


class Broken:
    """Fails on one report."""

    def code_many(self, reports):
        for report in reports:
            if report.url and report.url.endswith("/2"):
                raise ZeroDivisionError("a fault")
            yield WIRE.coded(report)


def broken() -> CodesReports:
    return Broken()


def test_one_that_fails_does_not_cost_the_others(database: str) -> None:
    with open_newsroom(database) as room:
        summary = room.add([*WIRE.reports(5), Skipped("x.txt", "it is empty")], Adding(load=broken))
    assert summary.counts == {Fate.ADDED: 4, Fate.SKIPPED: 2, Fate.KNOWN: 0}
    assert [skipped.reason for skipped in summary.skipped] == [
        "it is empty", "Selon failed on it (ZeroDivisionError: a fault); please report this"]


def test_processes_code_the_same(tmp_path: Path) -> None:
    reports = list(WIRE.reports(30))
    fill(str(tmp_path / "one.db"), reports)
    with open_newsroom(tmp_path / "many.db") as room:
        room.add(reports, Adding(jobs=2, load=load))
    assert content(str(tmp_path / "many.db")) == content(str(tmp_path / "one.db"))


# ------------------------------------------------------------------------------------------- any order


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(range(24)), cut=st.integers(1, 23))
def test_any_order_gives_the_same_events(tmp_path_factory: pytest.TempPathFactory, order: list[int], cut: int) -> None:
    reports = [WIRE.report(number) for number in order]
    database = str(tmp_path_factory.mktemp("order") / "news.db")
    fill(database, reports[:cut])
    fill(database, reports[cut:])
    with open_newsroom(database) as room:
        assert partition(room) == in_order(tmp_path_factory)


def in_order(folders: pytest.TempPathFactory, known: dict[str, set[frozenset[str]]] = {}) -> set[frozenset[str]]:  # noqa: B006
    if not known:
        database = str(folders.mktemp("in-order") / "news.db")
        fill(database, WIRE.reports(24))
        with open_newsroom(database) as room:
            known["events"] = partition(room)
            assert max(map(len, known["events"])) > 1
    return known["events"]


# ------------------------------------------------------------------------------- kills, others, no room


def in_child(work: Callable[[], None]) -> int:
    """Runs it in a copy of this process, which ends with it; gives its number."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            os._exit(1)
    return child


def test_killed_fifty_times_it_ends_as_if_undisturbed(tmp_path: Path) -> None:
    reports, chance = list(WIRE.reports(500)), random.Random(5)
    undisturbed, killed = str(tmp_path / "undisturbed.db"), str(tmp_path / "killed.db")
    began = time.monotonic()
    fill(undisturbed, reports)
    a_batch = (time.monotonic() - began) / (len(reports) / 16)
    progress = 0
    for _ in range(KILLS):
        child = in_child(lambda: fill(killed, reports))
        time.sleep(chance.uniform(0.1, 2.0) * a_batch)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with open_newsroom(killed) as room:
        progress = len({claim.report_id for claim in room.claims(limit=None)})
    assert progress > 0
    summary = fill(killed, reports)
    assert summary.counts[Fate.ADDED] + summary.counts[Fate.KNOWN] == 500
    assert content(killed) == content(undisturbed)


def test_two_that_write_and_one_that_reads(database: str) -> None:
    with open_newsroom(database):
        pass
    children = [in_child(lambda first=first: fill(database, WIRE.reports(60, first=first))) for first in (0, 30)]
    seen = [0]
    while children:
        with open_newsroom(database, is_reader=True) as room:
            claims = room.claims(limit=None)
            assert all(claim.event_id for claim in claims)
            seen.append(len(claims))
        children = [child for child in children if is_running(child)]
    assert seen == sorted(seen)
    with open_newsroom(database) as room:
        claims = room.claims(limit=None)
        assert {claim.report_id for claim in claims} == {report.id for report in WIRE.reports(90)}
        assert len(claims) == sum(len(WIRE.coded(report).claims) for report in WIRE.reports(90))


def is_running(child: int) -> bool:
    done, status = os.waitpid(child, os.WNOHANG)
    assert status == 0
    return done == 0


def test_no_room_is_told_and_costs_nothing(tmp_path: Path) -> None:
    database = str(tmp_path / "small.db")
    fill(database, WIRE.reports(16))
    before = content(database)
    with open_newsroom(database) as room:
        @event.listens_for(room.engine, "connect")
        def _limit(connection, _record):
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={pages + 10}")

        room.engine.dispose()
        with pytest.raises(DatabaseFull, match="make room and run it again"):
            room.add(WIRE.reports(64, first=16), HOW)
    assert content(database) == before
    fill(database, WIRE.reports(80))
    fill(str(tmp_path / "whole.db"), WIRE.reports(80))
    assert content(database) == content(str(tmp_path / "whole.db"))


def test_a_database_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    database = str(tmp_path / "closed.db")
    fill(database, WIRE.reports(3))
    before = content(database)
    with open_newsroom(database) as room:
        event.listen(room.engine, "connect", lambda connection, _record: connection.execute("PRAGMA query_only=ON"))
        room.engine.dispose()
        with pytest.raises(DatabaseReadOnly, match="cannot be written to"):
            room.add(WIRE.reports(8), HOW)
    assert content(database) == before


def test_whoever_decides_gets_in_between_reports(database: str) -> None:
    fill(database, WIRE.reports(5))
    has_begun = threading.Event()

    def add() -> None:
        with open_newsroom(database) as room:
            room.add(WIRE.reports(200, first=100), replace(HOW, on_batch=lambda _: has_begun.set()))

    adding = threading.Thread(target=add)
    adding.start()
    try:
        with open_newsroom(database) as room:
            assert has_begun.wait(60)
            [claim] = room.claims(limit=1, sort="oldest")
            room.reviews.decide(claim.id, Decided(Act.ACCEPT, "Ada"))
            assert adding.is_alive()
    finally:
        adding.join()
    with open_newsroom(database) as room:
        assert [entry.claim_id for entry in room.reviews.entries()] == [claim.id]


def test_transactions_are_short_while_somebody_decides(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(database, WIRE.reports(5))
    outcomes = Desk(WIRE).prepare(list(WIRE.reports(16, first=100)))
    with open_newsroom(database) as room:
        assert [len(part) for part in in_transactions(room.engine, outcomes)] == [16]
        [claim] = room.claims(limit=1)
        room.reviews.decide(claim.id, Decided(Act.ACCEPT, "Ada"))
        assert [len(part) for part in in_transactions(room.engine, outcomes)] == [4, 4, 4, 4]
        monkeypatch.setattr("selon.newsroom.adding.REVIEWER_MINUTES", -1)  # as if the decision were long ago
        assert [len(part) for part in in_transactions(room.engine, outcomes)] == [16]


def test_a_writer_that_waits_for_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = str(tmp_path / "news.db")
    with open_newsroom(database) as first, open_newsroom(database) as second:
        monkeypatch.setattr(engines, "BUSY_SECONDS", 0.3)
        with writing(first.engine):
            began = time.monotonic()
            with pytest.raises(DatabaseBusy, match="in use by another program"), writing(second.engine):
                pass
            assert 0.3 <= time.monotonic() - began < 5
        with writing(second.engine):
            pass
