"""Reports as they stand in the database."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select, update

from selon.domain.errors import NotStored
from selon.domain.plain import from_plain
from selon.domain.records import Attribution, Claim, CodedReport, Entity, Origin, Place, Relation, Report, When
from selon.store.rows import Prepared, Row, unpacked
from selon.store.schema import claim_cards, claims, coders, report_cards, reports, texts
from selon.store.writes import coder_number, in_chunks


def report_ids(connection: Connection, *, except_coder: str | None = None) -> list[str]:
    """The reports that none has replaced, except those of one version of the coder."""
    query = select(reports.c.id).where(reports.c.replaced_by.is_(None)).order_by(reports.c.id)
    if except_coder is not None:
        query = query.join(coders, coders.c.id == reports.c.coder_id).where(coders.c.name != except_coder)
    return list(connection.execute(query).scalars())


def current_reports(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of the reports that are there and that none has replaced."""
    return {id for chunk in in_chunks(ids) for id in connection.execute(
        select(reports.c.id).where(reports.c.id.in_(chunk), reports.c.replaced_by.is_(None))).scalars()}


def report_of(connection: Connection, id: str) -> Report:
    """A report with its text. Raises NotStored."""
    row = connection.execute(select(reports, texts.c.text).join(
        texts, texts.c.hash == reports.c.text_hash).where(reports.c.id == id)).one_or_none()
    if row is None:
        raise NotStored("report", id)
    return Report(row.id, row.text, row.language, row.url, row.publisher, row.title, row.published,
                  tuple(row.authors), row.agency)


def claim_records(connection: Connection, report_id: str) -> dict[str, Row]:
    """The claims of a report as JSON, by id."""
    rows = connection.execute(select(claims.c.id, claims.c.record).where(claims.c.report_id == report_id))
    return {row.id: row.record for row in rows}


def stored_cards(connection: Connection, report_id: str) -> dict[str, bytes]:
    """The packed card of a report and those of its claims, by id."""
    query = (select(claim_cards.c.claim_id, claim_cards.c.card)
             .join(claims, claims.c.id == claim_cards.c.claim_id).where(claims.c.report_id == report_id))
    of_report = select(report_cards.c.report_id, report_cards.c.card).where(report_cards.c.report_id == report_id)
    return {id: bytes(card) for id, card in (*connection.execute(query), *connection.execute(of_report))}


def set_coding(connection: Connection, report: Prepared) -> None:
    """Writes what a coder says of a report as a whole, and which one it was."""
    new = {name: report.report[name] for name in ("origin_kind", "origin", "origin_why", "details")}
    connection.execute(update(reports).where(reports.c.id == report.id).values(
        **new, coder_id=coder_number(connection, report.coder)))


def coded_of(connection: Connection, id: str) -> tuple[CodedReport, str | None]:
    """A report as it was coded, its claims in text order, and the id of the report that replaced it.

    Raises NotStored.
    """
    report = report_of(connection, id)
    row = connection.execute(
        select(reports.c.details, reports.c.origin_kind, reports.c.origin, reports.c.origin_why, reports.c.replaced_by,
               coders.c.name).join(coders, coders.c.id == reports.c.coder_id).where(reports.c.id == id)).one()
    details = unpacked(bytes(row.details))
    records = connection.execute(
        select(claims.c.record).where(claims.c.report_id == id).order_by(claims.c.position)).scalars()
    coded = CodedReport(
        report, tuple(from_plain(Claim, record) for record in records),
        tuple(from_plain(Relation, value) for value in details["relations"]),
        tuple(from_plain(Attribution, value) for value in details["attributions"]),
        tuple(from_plain(Entity, value) for value in details["entities"]),
        tuple(from_plain(Place, value) for value in details["places"]),
        tuple(from_plain(When, value) for value in details["times"]),
        Origin(row.origin_kind, row.origin, row.origin_why or "") if row.origin_kind else None, row.name)
    return coded, row.replaced_by
