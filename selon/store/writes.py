"""Reports and their claims go in and out. Every function works in the transaction of its caller."""

from __future__ import annotations

import datetime
import json
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Dialect,
    Table,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg as postgresql_driver

from selon.store.lookup import Lookup
from selon.store.rows import Prepared, Row, facet_rows, tally
from selon.store.schema import (
    changes,
    claim_cards,
    claim_facets,
    claim_keys,
    claims,
    coders,
    copies,
    participants,
    report_cards,
    report_keys,
    reports,
    sources,
    states,
    texts,
    voices,
)

T = TypeVar("T")
IDS_AT_ONCE = 500  # values in one IN list; SQLite takes 32,766 and plans small lists better


def now(minutes: int = 0) -> str:
    """This moment, or so many minutes after it, UTC, to the second."""
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=minutes)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def in_chunks(values: Collection[T], size: int = IDS_AT_ONCE) -> Iterator[list[T]]:
    """The values in lists that fit a statement."""
    ordered = list(values)
    yield from (ordered[i:i + size] for i in range(0, len(ordered), size))


def upsert(connection: Connection, table: Table) -> Any:
    """An insert that can say what happens to a row that is there; both databases have the same words for it."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Writes rows. Those of a report are hundreds: the driver is given them without a detour."""
    if not rows:
        return
    statement, names, encoded = _insert(table, connection.dialect.name)
    values = [{**row, **{name: as_json(row[name]) for name in encoded}} for row in rows] if encoded else rows
    by_name = connection.dialect.positional is False
    columns = itemgetter(*names)
    connection.exec_driver_sql(statement, list(values) if by_name else [
        columns(row) for row in values])


@cache
def _insert(table: Table, dialect: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The statement of a table, its columns in order, and those that hold JSON. Row numbers are the database's."""
    names = tuple(column.name for column in table.c if column is not table.autoincrement_column)
    encoded = tuple(name for name in names if isinstance(table.c[name].type, JSON))
    kind: Dialect = sqlite.dialect() if dialect == "sqlite" else postgresql_driver.dialect()  # type: ignore[no-untyped-call]
    return str(insert(table).compile(dialect=kind, column_keys=list(names))), names, encoded


def as_json(value: Any) -> str:
    """A value as JSON text; text is taken to be JSON already."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# --------------------------------------------------------------------------------------- looking up

_REPORTS = Lookup(select(reports.c.id), reports.c.id)
_CURRENT = Lookup(select(reports.c.url, reports.c.id).where(reports.c.replaced_by.is_(None)).order_by(reports.c.id),
                  reports.c.url)
_EVENTS = Lookup(select(claims.c.id, claims.c.event_id).where(claims.c.event_id.is_not(None)), claims.c.report_id)
_SERIALS = Lookup(select(claims.c.id, claims.c.serial), claims.c.id)


def known_reports(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of the reports that are in the database, replaced ones too."""
    return {id for id, in _REPORTS(connection, ids)}


def current_at(connection: Connection, urls: Collection[str]) -> dict[str, list[str]]:
    """The reports at each URL that none has replaced."""
    found: dict[str, list[str]] = {}
    for url, id in _CURRENT(connection, urls):
        found.setdefault(url, []).append(id)
    return found


def events_of_reports(connection: Connection, report_ids: Collection[str]) -> dict[str, str]:
    """The claims of reports that are in an event: claim to event."""
    return dict(_EVENTS(connection, report_ids))


# ------------------------------------------------------------------------------------ putting in


def put_reports(connection: Connection, prepared: Sequence[Prepared]) -> None:
    """Writes reports that are not there, with their claims. The events of the claims are the linker's to set."""
    if not prepared:
        return
    connection.execute(upsert(connection, texts).on_conflict_do_nothing(), [
        {"hash": one.report["text_hash"], "text": one.text} for one in prepared])
    numbers = {name: coder_number(connection, name) for name in sorted({one.coder for one in prepared})}
    insert_rows(connection, reports, [
        {**one.report, "coder_id": numbers[one.coder], "added_at": now()} for one in prepared])
    put_report_cards(connection, prepared)
    put_claims(connection, prepared)


def put_report_cards(connection: Connection, prepared: Sequence[Prepared]) -> None:
    """Writes what linking keeps of reports."""
    insert_rows(connection, report_cards, [
        {"report_id": one.id, "card": one.cards.packed_report, "keys": _joined(one.cards.copy_keys)}
        for one in prepared])
    insert_rows(connection, report_keys, [
        {"key": key, "report_id": one.id} for one in prepared for key in sorted(set(one.cards.copy_keys))])


def put_claims(connection: Connection, prepared: Sequence[Prepared]) -> None:
    """Writes the claims of reports that have none."""
    insert_rows(connection, claims, [row for one in prepared for row in one.claims])
    insert_rows(connection, participants, [row for one in prepared for row in one.participants])
    insert_rows(connection, sources, [row for one in prepared for row in one.sources])
    insert_rows(connection, claim_facets, [
        facet for one in prepared for row in one.claims for facet in facet_rows(row)])
    insert_rows(connection, claim_cards, [row for one in prepared for row in card_rows(one)])
    numbers = serials(connection, [row["id"] for one in prepared for row in one.claims])
    insert_rows(connection, claim_keys, [row for one in prepared for row in key_rows(one, numbers)])
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for one in prepared:
        counts.update(tally(one.participants, one.sources))
    count_voices(connection, counts)


def serials(connection: Connection, claim_ids: Collection[str]) -> dict[str, int]:
    """The row numbers of claims."""
    return dict(_SERIALS(connection, claim_ids))


def card_rows(one: Prepared) -> Iterator[Row]:
    """The rows of the cards of a report's claims."""
    for card, data, keys in zip(one.cards.claims, one.cards.packed_claims, one.cards.keys, strict=True):
        yield {"claim_id": card.claim_id, "card": data, "keys": array("q", keys.held).tobytes()}


def key_rows(one: Prepared, numbers: Mapping[str, int]) -> Iterator[Row]:
    """The rows of the blocking keys of a report's claims."""
    day = _ordinal(one.report["published"])
    for card, keys in zip(one.cards.claims, one.cards.keys, strict=True):
        yield from ({"key": key, "day": day, "serial": numbers[card.claim_id]} for key in keys.held)


def _ordinal(published: str | None) -> int:
    return datetime.date.fromisoformat(published).toordinal() if published else 0


def _joined(keys: Iterable[str]) -> str:
    return "\n".join(sorted(set(keys)))


def coder_number(connection: Connection, name: str) -> int:
    """The number of a coder's version, new or known."""
    connection.execute(upsert(connection, coders).values(name=name).on_conflict_do_nothing())
    return int(connection.execute(select(coders.c.id).where(coders.c.name == name)).scalar_one())


def count_voices(connection: Connection, counts: Mapping[tuple[str, str, str, str], int]) -> None:
    """Adds to the counts of sources and participants; less than nothing takes away."""
    if not counts:
        return
    statement = upsert(connection, voices)
    statement = statement.on_conflict_do_update(
        index_elements=["role", "name", "kind", "country"],
        set_={"claims": voices.c.claims + statement.excluded.claims})
    # Sorted: two writers of PostgreSQL could otherwise wait for each other's rows.
    connection.execute(statement, [
        {"role": role, "name": name, "kind": kind, "country": country, "claims": count}
        for (role, name, kind, country), count in sorted(counts.items())])
    if fewer := sorted(voice for voice, count in counts.items() if count < 0):
        names = ("role", "name", "kind", "country")
        connection.execute(
            delete(voices).where(*(voices.c[name] == bindparam(f"old_{name}") for name in names), voices.c.claims <= 0),
            [{f"old_{name}": value for name, value in zip(names, voice, strict=True)} for voice in fewer])


# ------------------------------------------------------------------------------------ taking out


def take_out_claims(connection: Connection, report_id: str) -> None:
    """Deletes the claims of a report with all that hangs on them: rows, facets, keys, cards and links."""
    _take_out(connection, claims.c.report_id == report_id)


def take_out_claim(connection: Connection, claim_id: str) -> None:
    """Deletes one claim with all that hangs on it."""
    _take_out(connection, claims.c.id == claim_id)


def _take_out(connection: Connection, which: ColumnElement[bool]) -> None:
    count_voices(connection, _uncounted(connection, which))
    facets = [facet for row in connection.execute(select(claims.c.id, claims.c.day, claims.c.facets).where(which))
              for facet in facet_rows(row._asdict())]
    delete_rows(connection, claim_facets, facets)
    held = select(claims.c.serial, claim_cards.c["keys"], reports.c.published).join(
        claim_cards, claim_cards.c.claim_id == claims.c.id).join(reports, reports.c.id == claims.c.report_id)
    delete_rows(connection, claim_keys, [
        {"key": key, "day": _ordinal(published), "serial": serial}
        for serial, keys, published in connection.execute(held.where(which)) for key in array("q", keys)])
    connection.execute(delete(claims).where(which))


def delete_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Deletes rows by their whole primary key."""
    if rows:
        names = [column.name for column in table.primary_key]
        connection.execute(delete(table).where(*(table.c[name] == bindparam(f"old_{name}") for name in names)),
                           [{f"old_{name}": row[name] for name in names} for row in rows])


def _uncounted(connection: Connection, which: ColumnElement[bool]) -> Counter[tuple[str, str, str, str]]:
    ids = select(claims.c.id).where(which)
    found = [[row._asdict() for row in connection.execute(select(table).where(table.c.claim_id.in_(ids)))]
             for table in (participants, sources)]
    return Counter({voice: -count for voice, count in tally(*found).items()})


def replace_report(connection: Connection, old: str, new: str) -> None:
    """Says that a report has newer text. Its own text stays, its claims and its place among copies go."""
    take_out_claims(connection, old)
    drop_report_cards(connection, old)
    connection.execute(update(reports).where(reports.c.id == old).values(replaced_by=new))


def drop_report_cards(connection: Connection, report_id: str) -> None:
    """Forgets what linking keeps of a report, and which others it copies."""
    connection.execute(delete(copies).where(or_(copies.c.first == report_id, copies.c.second == report_id)))
    held = connection.execute(select(report_cards.c["keys"]).where(report_cards.c.report_id == report_id)).scalar()
    delete_rows(connection, report_keys, [{"key": key, "report_id": report_id} for key in (held or "").splitlines()])
    connection.execute(delete(report_cards).where(report_cards.c.report_id == report_id))


def note_changes(connection: Connection, noted: Iterable[tuple[str, str, Sequence[str], str]]) -> None:
    """Keeps what became of reports, claims and events: kind, subject, others and why."""
    insert_rows(connection, changes, [
        {"at": now(), "kind": kind, "subject": subject, "others": list(others), "why": why}
        for kind, subject, others, why in noted])


# -------------------------------------------------------------------------------------- remembering


def state_of(connection: Connection, kind: str, name: str) -> Row | None:
    """What is remembered of a source, None for one never met."""
    found: Row | None = connection.execute(
        select(states.c.state).where(states.c.kind == kind, states.c.name == name)).scalar()
    return found


def remember(connection: Connection, kind: str, name: str, state: Row) -> None:
    statement = upsert(connection, states).values(kind=kind, name=name, state=state)
    connection.execute(statement.on_conflict_do_update(index_elements=["kind", "name"], set_={"state": state}))
