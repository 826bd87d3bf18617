"""Reports are added to a database: read, coded, stored and linked, some in one transaction.

It can be stopped at any point and run again. What is there is known by its id, which follows from its content; a
report is there with its claims, links and events, or not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Engine

from selon.domain.records import Report
from selon.newsroom.coding import Failed, LoadCoder, Outcome, coded_in_order, load_coder
from selon.newsroom.linker import link_reports
from selon.newsroom.overlay import reviewed
from selon.newsroom.reporting import Item
from selon.reports.document import Skipped
from selon.store.engines import make_way, reading, writing
from selon.store.reviews import has_decisions_since
from selon.store.rows import Prepared
from selon.store.writes import (
    current_at,
    events_of_reports,
    in_chunks,
    known_reports,
    note_changes,
    now,
    put_reports,
    replace_report,
)

# Items of a source that are looked up and coded together. They are counted from the beginning of the source, so that a
# run that goes on after a break has the same groups as one without.
AT_ONCE = 16
# Reports that are stored and linked in one transaction: all that were coded together. While somebody decides on claims,
# a few only: a fifth of a second, as a rule, which a decision then has to wait.
FILED_BESIDE_REVIEWERS = 4
REVIEWER_MINUTES = 10  # so long after a decision its reviewer is taken to be still at work
REASONS_KEPT = 1_000  # what was skipped is counted in full and named up to here

Filed = TypeVar("Filed", bound=Outcome)


class Fate(StrEnum):
    """What became of one item of a source."""

    ADDED = "added"
    UPDATED = "updated"  # newer text at the URL of a report that was there
    KNOWN = "known"
    SKIPPED = "skipped"


@dataclass
class Summary:
    """What became of the items of all sources."""

    counts: Counter[Fate] = field(default_factory=Counter)
    claims: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    is_interrupted: bool = False

    def note(self, fate: Fate, *, claims: int = 0, skipped: Skipped | None = None) -> None:
        """Counts one more report by what became of it."""
        self.counts[fate] += 1
        self.claims += claims
        if skipped and len(self.skipped) < REASONS_KEPT:
            self.skipped.append(skipped)


@dataclass(frozen=True, slots=True)
class Adding:
    """How reports are added."""

    jobs: int = 1
    load: LoadCoder = load_coder
    on_batch: Callable[[Summary], None] | None = None  # told after every batch


def add(engine: Engine, items: Iterable[Item], how: Adding) -> Summary:
    """Adds the reports among the items, skips what is there, and says what became of each.

    An interrupt (Ctrl-C) ends it between two transactions. Raises StoreError where the database cannot be written;
    what was added before stays.
    """
    summary = Summary()
    try:
        batches = _new(engine, iter(items), summary)
        for outcomes in coded_in_order(batches, how.load, how.jobs):
            _file(engine, outcomes, summary)
            if how.on_batch:
                how.on_batch(summary)
    except KeyboardInterrupt:
        summary.is_interrupted = True
    return summary


def _new(engine: Engine, items: Iterator[Item], summary: Summary) -> Iterator[list[Report]]:
    """The reports that the database does not hold, by batches of items; each once."""
    met: set[str] = set()
    while batch := list(islice(items, AT_ONCE)):
        reports = {item.id: item for item in batch if isinstance(item, Report)}
        with reading(engine) as connection:
            met |= known_reports(connection, reports.keys() - met)
        new = [report for id, report in reports.items() if id not in met]
        skipped = [item for item in batch if isinstance(item, Skipped)]
        for item in skipped:
            summary.note(Fate.SKIPPED, skipped=item)
        summary.counts[Fate.KNOWN] += len(batch) - len(skipped) - len(new)
        met |= reports.keys()
        if new:
            yield new


def _file(engine: Engine, outcomes: Sequence[Outcome], summary: Summary) -> None:
    """Stores a batch, what nobody else has stored meanwhile."""
    for failed in outcomes:
        if isinstance(failed, Failed):
            report = failed.report
            summary.note(Fate.SKIPPED, skipped=Skipped(_where(report), failed.reason, report.url))
    coded = [outcome for outcome in outcomes if not isinstance(outcome, Failed)]
    for part in in_transactions(engine, coded):
        with writing(engine) as connection:
            fates = file_reports(connection, part)
        for one in part:
            summary.note(fates[one.id], claims=len(one.claims) if fates[one.id] is not Fate.KNOWN else 0)
        make_way(engine)


def in_transactions(engine: Engine, outcomes: Sequence[Filed]) -> Iterator[list[Filed]]:
    """What was coded together in parts for one transaction each."""
    with reading(engine) as connection:
        is_beside = has_decisions_since(connection, now(-REVIEWER_MINUTES))
    return in_chunks(outcomes, FILED_BESIDE_REVIEWERS if is_beside else AT_ONCE)


def file_reports(connection: Connection, coded: Sequence[Prepared]) -> dict[str, Fate]:
    """Stores and links reports in the transaction of the caller."""
    fates: dict[str, Fate] = dict.fromkeys(known_reports(connection, [one.id for one in coded]), Fate.KNOWN)
    new = [one for one in coded if one.id not in fates]
    older = current_at(connection, {one.report["url"] for one in new if one.report["url"]})
    for part in _apart(new):
        _file_new(connection, part, older)
        fates.update((one.id, Fate.UPDATED if older.get(one.report["url"]) else Fate.ADDED) for one in part)
        older |= {one.report["url"]: [one.id] for one in part if one.report["url"]}
    return fates


def _apart(reports: Sequence[Prepared]) -> Iterator[list[Prepared]]:
    """Reports in parts without two of one URL: the later one replaces the earlier."""
    part: list[Prepared] = []
    for one in reports:
        if one.report["url"] and one.report["url"] in {other.report["url"] for other in part}:
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def _file_new(connection: Connection, reports: Sequence[Prepared], older: Mapping[str, Sequence[str]]) -> None:
    replaced = {old: one for one in reports for old in older.get(one.report["url"] or "", ())}
    left = events_of_reports(connection, replaced)
    reports = reviewed(connection, reports)  # decisions can have come from elsewhere before the report
    put_reports(connection, reports)
    for old, one in replaced.items():
        replace_report(connection, old, one.id)
    note_changes(connection, [("report updated", one.id, [old], f"newer text at {one.report['url']}")
                              for old, one in replaced.items()])
    link_reports(connection, reports, touched=set(left.values()))


def _where(report: Report) -> str:
    return report.url or report.title or f"report {report.id}"
