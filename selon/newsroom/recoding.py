"""Reports are coded again by the current coder: what the machine wrote is replaced, what people decided stays."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine

from selon.domain.records import Report
from selon.newsroom.adding import AT_ONCE, in_transactions
from selon.newsroom.coding import Failed, LoadCoder, Outcome, coded_in_order, load_coder
from selon.newsroom.linker import link_reports
from selon.newsroom.overlay import reviewed
from selon.store.engines import make_way, reading, writing
from selon.store.reports import claim_records, current_reports, report_ids, report_of, set_coding, stored_cards
from selon.store.rows import Prepared, Row
from selon.store.writes import (
    drop_report_cards,
    events_of_reports,
    in_chunks,
    note_changes,
    put_claims,
    put_report_cards,
    take_out_claims,
)


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """How a claim differs from what an earlier coder wrote."""

    kind: str  # "claim new", "claim changed", "claim gone"
    claim_id: str
    report_id: str
    why: str  # which fields, or what the claim is


@dataclass
class Recoded:
    """What coding again changed."""

    reports: int = 0
    same: int = 0
    changes: list[ClaimChange] = field(default_factory=list)
    failures: list[Failed] = field(default_factory=list)
    is_interrupted: bool = False


def recode(engine: Engine, *, coder: str | None = None, jobs: int = 1, load: LoadCoder = load_coder,
           ) -> Recoded:
    """Codes the reports of a database again, some in one transaction, and lists what changed.

    `coder`: leave out what this version has coded, so that a run that was stopped goes on.
    """
    done = Recoded()
    try:
        for outcomes in coded_in_order(_stored(engine, coder), load, jobs):
            for part in in_transactions(engine, outcomes):
                _replace_all(engine, part, done)
                make_way(engine)
    except KeyboardInterrupt:
        done.is_interrupted = True
    return done


def _stored(engine: Engine, coder: str | None) -> Iterator[list[Report]]:
    with reading(engine) as connection:
        ids = report_ids(connection, except_coder=coder)
    for chunk in in_chunks(ids, AT_ONCE):
        with reading(engine) as connection:
            reports = [report_of(connection, id) for id in chunk]
        yield reports


def _replace_all(engine: Engine, outcomes: Sequence[Outcome], done: Recoded) -> None:
    coded = [outcome for outcome in outcomes if not isinstance(outcome, Failed)]
    done.failures += [outcome for outcome in outcomes if isinstance(outcome, Failed)]
    with writing(engine) as connection:
        current = current_reports(connection, [one.id for one in coded])  # newer text can have come meanwhile
        coded = [one for one in coded if one.id in current]
        changes = [replace_coding(connection, one) for one in reviewed(connection, coded)]
    done.reports += len(coded)
    done.same += sum(not found for found in changes)
    done.changes += (change for found in changes for change in found)


def replace_coding(connection: Connection, report: Prepared) -> list[ClaimChange]:
    """Puts a report's new claims in the place of its old ones; a claim with the same id keeps its event."""
    old, new = claim_records(connection, report.id), {row["id"]: json.loads(row["record"]) for row in report.claims}
    changes = list(_changes(report.id, old, new))
    if changes or stored_cards(connection, report.id) != _cards(report):
        _replace(connection, report)
        note_changes(connection, [(change.kind, change.claim_id, [report.id], change.why) for change in changes])
    set_coding(connection, report)
    return changes


def _replace(connection: Connection, report: Prepared) -> None:
    previous = events_of_reports(connection, [report.id])
    take_out_claims(connection, report.id)
    drop_report_cards(connection, report.id)
    put_report_cards(connection, [report])
    put_claims(connection, [report])
    link_reports(connection, [report], previous=previous)


def _cards(report: Prepared) -> dict[str, bytes]:
    cards = report.cards
    return {report.id: cards.packed_report, **{
        card.claim_id: data for card, data in zip(cards.claims, cards.packed_claims, strict=True)}}


def _changes(report_id: str, old: Mapping[str, Row], new: Mapping[str, Row]) -> Iterator[ClaimChange]:
    for id in sorted(old.keys() | new.keys()):
        if id not in new:
            yield ClaimChange("claim gone", id, report_id, _told(old[id]))
        elif id not in old:
            yield ClaimChange("claim new", id, report_id, _told(new[id]))
        elif fields := [name for name in new[id] if name != "why" and new[id][name] != old[id].get(name)]:
            yield ClaimChange("claim changed", id, report_id, f"{_told(new[id])}: {', '.join(fields)}")


def _told(record: Row) -> str:
    return f"{record['event']} “{record['trigger']['text']}”"
