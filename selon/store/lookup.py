"""Rows looked up by many values at once, as linking does by the thousand."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    Connection,
    CursorResult,
    Select,
    String,
    any_,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg as postgresql


@dataclass(frozen=True, eq=False)
class Lookup:
    """The rows of a query whose column has one of some values; those of an empty collection are none.

    The values go to the database as one. A list of markers, one for each, takes longer to write than to answer. Rows
    come as the driver gives them, so columns that hold JSON are none for it.
    """

    query: Select[Any]
    column: Column[Any]

    def __call__(self, connection: Connection, values: Collection[Any]) -> Sequence[Any]:
        if not values:
            return []
        asked = sorted(values)
        if connection.dialect.name == "sqlite":
            return _plain(connection.exec_driver_sql(_of_sqlite(self), (json.dumps(asked),)))
        return _plain(connection.exec_driver_sql(_of_postgresql(self), {"asked": asked}))


def _plain(result: CursorResult[Any]) -> Sequence[Any]:
    """All rows as tuples of the driver: to make SQLAlchemy's rows of them takes as long as to read them."""
    with result:
        return result.cursor.fetchall() if result.cursor else ()


@cache
def _of_sqlite(lookup: Lookup) -> str:
    values = func.json_each(bindparam("asked")).table_valued("value")
    query = lookup.query.where(lookup.column.in_(select(values.c.value)))
    return str(query.compile(dialect=sqlite.dialect()))


@cache
def _of_postgresql(lookup: Lookup) -> str:
    kind = String() if isinstance(lookup.column.type, String) else BigInteger()
    query = lookup.query.where(lookup.column == any_(bindparam("asked", type_=ARRAY(kind))))
    return str(query.compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
