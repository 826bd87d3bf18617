"""Rows looked up by many values at once, in either database."""

from __future__ import annotations

from sqlalchemy import select

from selon.newsroom.room import open_newsroom
from selon.store.engines import reading
from selon.store.lookup import Lookup
from selon.store.schema import claims
from tests.newsroom.fast import WIRE, fill

BY_ID = Lookup(select(claims.c.id, claims.c.serial).order_by(claims.c.serial), claims.c.id)
BY_SERIAL = Lookup(select(claims.c.id), claims.c.serial)


def test_rows_are_found_by_any_number_of_values(database: str) -> None:
    fill(database, WIRE.reports(3))
    with open_newsroom(database, is_reader=True) as room, reading(room.engine) as connection:
        held = dict(connection.execute(select(claims.c.id, claims.c.serial)).tuples().all())
        others = [f"“claim” \\ {i}" for i in range(40_000)]  # more than SQLite takes as markers of one statement
        found = BY_ID(connection, [*others, *held])
        assert [(id, serial) for id, serial in found] == sorted(held.items(), key=lambda item: item[1])
        assert {id for id, in BY_SERIAL(connection, set(held.values()))} == held.keys()


def test_nothing_is_found_by_no_values(database: str) -> None:
    fill(database, WIRE.reports(1))
    with open_newsroom(database, is_reader=True) as room, reading(room.engine) as connection:
        assert list(BY_ID(connection, [])) == []
        assert list(BY_ID(connection, {"no claim"})) == []
