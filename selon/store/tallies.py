"""Counts of claims and events that the database itself keeps: figures of the whole cost no walk through it.

Triggers count, so that whatever writes a claim or an event cannot forget to. Each statement below gives, for a row of
`claims` or `events`, what it is counted under: (what, value, month).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Dialect, func, or_, select

from selon.domain.records import SourceKind
from selon.store.schema import tallies

_KINDS = ", ".join(f"'{kind}'" for kind in SourceKind)

# What is counted, for docs/database.md too.
WHAT = {
    "event type": "events by type and month of `events.day`",
    "event status": "events by status",
    "dyad": "events by dyad, `rus:ukr`",
    "deal": "events by dyad and type, `rus:ukr:ASSAULT`, and month",
    "claim status": "claims by status",
    "source kind": "claims by the kinds of source in their chains; `none` for the report's own word",
}


def _facets(dialect: Dialect, row: str) -> tuple[str, str, str]:
    """The pairs of a row's facets: what they are selected from, the facet and the value."""
    if dialect.name == "sqlite":
        facet, value = (f"json_extract(pair.value, '$[{place}]')" for place in (0, 1))
        return f"json_each({row}.facets) AS pair", facet, value
    return f"jsonb_array_elements({row}.facets) AS pair", "(pair ->> 0)", "(pair ->> 1)"


def _event_rows(dialect: Dialect, row: str, source: str = "") -> Iterator[str]:
    pairs, facet, value = _facets(dialect, row)
    month = f"substr({row}.day, 1, 7)"
    plain = f" FROM {source}" if source else ""
    yield f"SELECT 'event type', {row}.type, {month}{plain}"
    yield f"SELECT 'event status', {row}.status, ''{plain}"
    before = f"{source}, " if source else ""
    yield f"SELECT 'dyad', {value}, '' FROM {before}{pairs} WHERE {facet} = 'dyad'"
    yield f"SELECT 'deal', {value} || ':' || {row}.type, {month} FROM {before}{pairs} WHERE {facet} = 'dyad'"


def _claim_rows(dialect: Dialect, row: str, source: str = "") -> Iterator[str]:
    pairs, facet, value = _facets(dialect, row)
    before = f"{source}, " if source else ""
    yield f"SELECT 'claim status', {row}.status, ''" + (f" FROM {source}" if source else "")
    yield f"SELECT 'source kind', {value}, '' FROM {before}{pairs} WHERE {facet} = 'source' AND {value} IN ({_KINDS})"
    has_source = f"EXISTS (SELECT 1 FROM {pairs} WHERE {facet} = 'source')"
    yield f"SELECT 'source kind', 'none', ''{f' FROM {source}' if source else ''} WHERE NOT {has_source}"


_ROWS = {"events": _event_rows, "claims": _claim_rows}
_COUNTED = {"events": "type, status, day, facets", "claims": "status, facets"}  # columns whose change changes a count


def statements(dialect: Dialect) -> tuple[str, ...]:
    """What fills the counts of a database and keeps them."""
    made: list[str] = []
    for table, rows in _ROWS.items():
        union = " UNION ALL ".join(rows(dialect, table, table))
        nothing = "SELECT NULL AS what, NULL AS value, NULL AS month WHERE 1 = 0"  # names the columns
        made.append("INSERT INTO tallies (what, value, month, count) SELECT what, value, month, count(*) "
                    f"FROM ({nothing} UNION ALL {union}) AS counted GROUP BY what, value, month")
        made += _sqlite_triggers(dialect, table) if dialect.name == "sqlite" else _postgres_triggers(dialect, table)
    return tuple(made)


def _counting(dialect: Dialect, table: str, row: str, by: int) -> str:
    """One row more or less. An upsert from a SELECT needs a WHERE in SQLite."""
    counted = " UNION ALL ".join(_ROWS[table](dialect, row))
    return (f"INSERT INTO tallies (what, value, month, count) SELECT one.*, {by} FROM ({counted}) AS one WHERE 1 = 1 "
            f"ON CONFLICT (what, value, month) DO UPDATE SET count = tallies.count + {by};")


_NONE_LEFT = "DELETE FROM tallies WHERE count <= 0 AND (what, value, month) IN ({counted});"


def _uncounting(dialect: Dialect, table: str, row: str) -> str:
    counted = " UNION ALL ".join(_ROWS[table](dialect, row))
    return f"{_counting(dialect, table, row, -1)} {_NONE_LEFT.format(counted=counted)}"


def _sqlite_triggers(dialect: Dialect, table: str) -> Iterator[str]:
    more, less = _counting(dialect, table, "new", 1), _uncounting(dialect, table, "old")
    yield f"CREATE TRIGGER {table}_counted AFTER INSERT ON {table} BEGIN {more} END"
    yield f"CREATE TRIGGER {table}_uncounted AFTER DELETE ON {table} BEGIN {less} END"
    yield f"CREATE TRIGGER {table}_recounted AFTER UPDATE OF {_COUNTED[table]} ON {table} BEGIN {more} {less} END"


def _postgres_triggers(dialect: Dialect, table: str) -> Iterator[str]:
    more, less = _counting(dialect, table, "new", 1), _uncounting(dialect, table, "old")
    yield (f"CREATE FUNCTION selon_count_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
           f"IF TG_OP <> 'DELETE' THEN {more} END IF; IF TG_OP <> 'INSERT' THEN {less} END IF; RETURN NULL; END $$")
    yield (f"CREATE TRIGGER {table}_counted AFTER INSERT OR DELETE OR UPDATE OF {_COUNTED[table]} ON {table} "
           f"FOR EACH ROW EXECUTE FUNCTION selon_count_{table}()")


# ------------------------------------------------------------------------------------------ asking


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are of something."""

    value: str
    month: str  # YYYY-MM; '' where it is not told by month, or not known
    count: int


def tallied(connection: Connection, what: str, *, limit: int | None = None) -> list[Tally]:
    """The counts of one kind, the largest first."""
    query = (select(tallies.c.value, tallies.c.month, tallies.c["count"]).where(tallies.c.what == what)
             .order_by(tallies.c["count"].desc(), tallies.c.value, tallies.c.month).limit(limit))
    return [Tally(*row) for row in connection.execute(query)]


def tallied_since(connection: Connection, what: str, month: str) -> list[Tally]:
    """The counts of one kind from a month on; what has no month is left out."""
    query = select(tallies.c.value, tallies.c.month, tallies.c["count"]).where(
        tallies.c.what == what, tallies.c.month >= month, tallies.c.month != "")
    return [Tally(*row) for row in connection.execute(query)]


def dyads_of(connection: Connection, code: str, limit: int) -> list[Tally]:
    """The counts of the dyads of a country with others, the largest first. It is in lower case, as they are."""
    value, count = tallies.c.value, tallies.c["count"]
    query = (select(value, tallies.c.month, count)
             .where(tallies.c.what == "dyad", value != f"{code}:{code}",
                    or_(value.startswith(f"{code}:", autoescape=True), value.endswith(f":{code}", autoescape=True)))
             .order_by(count.desc(), value).limit(limit))
    return [Tally(*row) for row in connection.execute(query)]


def deals(connection: Connection, dyad: str, since: str = "") -> list[Tally]:
    """The counts of a dyad by type and month, from a month on, in the order of the months."""
    query = (select(tallies.c.value, tallies.c.month, tallies.c["count"])
             .where(*_of_dyad(dyad), tallies.c.month >= since).order_by(tallies.c.month, tallies.c.value))
    return [Tally(value.removeprefix(f"{dyad}:"), month, count) for value, month, count in connection.execute(query)]


def deal_totals(connection: Connection, dyad: str) -> list[Tally]:
    """The counts of a dyad by type, of all months together."""
    query = (select(tallies.c.value, func.sum(tallies.c["count"])).where(*_of_dyad(dyad))
             .group_by(tallies.c.value).order_by(tallies.c.value))
    return [Tally(value.removeprefix(f"{dyad}:"), "", int(count)) for value, count in connection.execute(query)]


def _of_dyad(dyad: str) -> tuple[ColumnElement[bool], ...]:
    return tallies.c.what == "deal", tallies.c.value > f"{dyad}:", tallies.c.value < f"{dyad};"


def total(connection: Connection, what: str) -> int:
    """All that is counted under something."""
    return int(connection.execute(select(func.coalesce(func.sum(tallies.c["count"]), 0)).where(
        tallies.c.what == what)).scalar_one())
