"""What people decided on claims goes in and out, and what the machine says of those claims is kept beside it.

Entries are only ever added. Every function works in the transaction of its caller.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from selon.domain.events import Verdict
from selon.domain.plain import Json
from selon.domain.reviews import Act, Review, standing
from selon.store.schema import claims, decisions, originals, reviews
from selon.store.writes import in_chunks, insert_rows, upsert


@dataclass(frozen=True, slots=True)
class Original:
    """What the machine says of a claim that somebody decided on."""

    claim_id: str
    report_id: str
    position: int
    found: bool  # the machine still finds it
    record: Json | None  # as the machine last wrote it; None: it never did


@dataclass(frozen=True, slots=True)
class PairDecision:
    """An entry on two claims: one event, or two."""

    serial: int
    first: str
    second: str
    verdict: Verdict
    by: str
    why: str
    at: str
    together: str | None


# --------------------------------------------------------------------------------------- entries


def save_reviews(connection: Connection, entries: Sequence[Review]) -> None:
    """Adds entries, in their order."""
    insert_rows(connection, reviews, [
        {"id": one.id, "together": one.together, "claim_id": one.claim_id, "report_id": one.report_id,
         "act": str(one.act), "field": one.field, "old": _json(one.old), "new": _json(one.new), "note": one.note,
         "by": one.by, "at": one.at, "undoes": one.undoes} for one in entries])


def _json(value: Any) -> str:
    # Text stands for JSON in `insert_rows`: a value that is itself text must be written as JSON first.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def has_decisions_since(connection: Connection, moment: str) -> bool:
    """Whether the last that somebody decided, on a claim or on two, is not older than a moment (UTC, to the second)."""
    last = (connection.execute(select(table.c.at).order_by(table.c.serial.desc()).limit(1)).scalar()
            for table in (reviews, decisions))
    return any(at is not None and at >= moment for at in last)


def known_reviews(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of the entries that the database holds."""
    return {id for chunk in in_chunks(sorted(ids))
            for id in connection.execute(select(reviews.c.id).where(reviews.c.id.in_(chunk))).scalars()}


def reviews_of_claim(connection: Connection, claim_id: str) -> list[Review]:
    """All entries on a claim, the first one first."""
    return list(_entries(connection, reviews.c.claim_id == claim_id))


def reviews_together(connection: Connection, together: str) -> list[Review]:
    """The entries of one decision."""
    return list(_entries(connection, reviews.c.together == together))


def review_of_id(connection: Connection, id: str) -> list[Review]:
    """The entry of an id, if there is one."""
    return list(_entries(connection, reviews.c.id == id))


def reviews_of_reports(connection: Connection, report_ids: Collection[str]) -> dict[str, dict[str, list[Review]]]:
    """All entries on the claims of reports: report to claim to entries, in their order."""
    found: dict[str, dict[str, list[Review]]] = {}
    for chunk in in_chunks(sorted(report_ids)):
        for entry in _entries(connection, reviews.c.report_id.in_(chunk)):
            found.setdefault(entry.report_id, {}).setdefault(entry.claim_id, []).append(entry)
    return found


def all_reviews(connection: Connection, *, by: str | None = None, claim_id: str | None = None) -> Iterator[Review]:
    """Every entry, the first one first: of one reviewer, or on one claim, or all."""
    conditions = [column == value for column, value in (
        (reviews.c.by, by), (reviews.c.claim_id, claim_id)) if value is not None]
    return _entries(connection, *conditions)


def reviewed_reports(connection: Connection) -> list[str]:
    """The reports with entries, sorted."""
    return list(connection.execute(select(reviews.c.report_id).distinct().order_by(reviews.c.report_id)).scalars())


def reviewed_among(connection: Connection, claim_ids: Collection[str], *, by: str | None = None) -> set[str]:
    """Those of the claims with entries that stand: those of one reviewer, or anyone's."""
    by_claim: dict[str, list[Review]] = {}
    for chunk in in_chunks(claim_ids):
        for entry in _entries(connection, reviews.c.claim_id.in_(chunk)):
            by_claim.setdefault(entry.claim_id, []).append(entry)
    return {claim for claim, entries in by_claim.items()
            if any(by is None or entry.by == by for entry in standing(entries))}


def last_by(connection: Connection, by: str) -> Review | None:
    """The last entry of a reviewer that is no taking back and has not been taken back."""
    query = select(reviews).where(reviews.c.by == by, reviews.c.act != str(Act.UNDO)).order_by(reviews.c.serial.desc())
    for row in connection.execute(query.limit(100)):
        entry = _review(row)
        if entry.id in {one.id for one in standing(reviews_of_claim(connection, entry.claim_id))}:
            return entry
    return None


def _entries(connection: Connection, *conditions: ColumnElement[bool]) -> Iterator[Review]:
    return map(_review, connection.execute(select(reviews).where(*conditions).order_by(reviews.c.serial)))


def _review(row: Row[Any]) -> Review:
    return Review(row.id, row.together, row.claim_id, row.report_id, Act(row.act), row.field, row.old, row.new,
                  row.note, row.by, row.at, row.undoes)


# -------------------------------------------------------------------------------- what the machine says


def originals_of(connection: Connection, claim_ids: Collection[str]) -> dict[str, Original]:
    """What is kept of claims, by id and in the order of ids."""
    return {row.claim_id: Original(row.claim_id, row.report_id, row.position, bool(row.found), row.record)
            for chunk in in_chunks(sorted(claim_ids)) for row in connection.execute(
                select(originals).where(originals.c.claim_id.in_(chunk)).order_by(originals.c.claim_id))}


def save_originals(connection: Connection, kept: Iterable[Original]) -> None:
    """Keeps what the machine says now; of a claim that it does not find any more, what it said last."""
    rows = [{"claim_id": one.claim_id, "report_id": one.report_id, "position": one.position, "found": int(one.found),
             "record": one.record} for one in kept]
    if rows:
        statement = upsert(connection, originals)
        names = ("position", "found", "record")
        connection.execute(statement.on_conflict_do_update(
            index_elements=["claim_id"], set_={name: statement.excluded[name] for name in names}), rows)


def claim_row(connection: Connection, claim_id: str) -> dict[str, Any] | None:
    """Report, position, event and record of a claim as it stands; None for one that is not there."""
    row = connection.execute(select(claims.c.report_id, claims.c.position, claims.c.event_id, claims.c.record).where(
        claims.c.id == claim_id)).one_or_none()
    return None if row is None else row._asdict()


def next_position(connection: Connection, report_id: str) -> int:
    """Behind the last claim of a report."""
    held = connection.execute(select(claims.c.position).where(claims.c.report_id == report_id)).scalars()
    kept = connection.execute(select(originals.c.position).where(originals.c.report_id == report_id)).scalars()
    return max((*held, *kept), default=-1) + 1


def version_of(record: Json | None, entries: Sequence[Review]) -> str:
    """What a reviewer saw of a claim, in one word: its values and the last entry on it."""
    seen = json.dumps([record, entries[-1].id if entries else None], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


# ------------------------------------------------------------------------------------------ pairs


def pair_decisions(connection: Connection, claim_ids: Collection[str]) -> list[PairDecision]:
    """All entries on pairs with one of the claims at either end, the first one first."""
    found = {}
    for chunk in in_chunks(sorted(claim_ids)):
        for end in (decisions.c.first, decisions.c.second):
            for row in connection.execute(select(decisions).where(end.in_(chunk))):
                found[row.serial] = _pair(row)
    return [one for _, one in sorted(found.items())]


def all_pair_decisions(connection: Connection) -> list[PairDecision]:
    """All entries on pairs, the first one first."""
    return [_pair(row) for row in connection.execute(select(decisions).order_by(decisions.c.serial))]


def pairs_together(connection: Connection, together: str) -> list[PairDecision]:
    """The entries of one merge or split."""
    query = select(decisions).where(decisions.c.together == together).order_by(decisions.c.serial)
    return [_pair(row) for row in connection.execute(query)]


def _pair(row: Row[Any]) -> PairDecision:
    return PairDecision(row.serial, row.first, row.second, Verdict(row.verdict), row.by, row.why, row.at, row.together)
