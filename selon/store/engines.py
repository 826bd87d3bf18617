"""Connections to SQLite and PostgreSQL: how they are set up, how a transaction begins, and what goes wrong.

SQLite writes under BEGIN IMMEDIATE and PostgreSQL under an advisory lock: one writer at a time in either, so that what
a writer reads in its transaction is what it builds on. Readers never wait and never block (WAL, MVCC). PostgreSQL lets
writers in by turns. SQLite lets in whoever asks while nobody writes, so those who wait ask often (LOOK_MS), and whoever
writes a lot leaves gaps (`make_way`).
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from selon.domain.errors import (
    DatabaseBusy,
    DatabaseCrowded,
    DatabaseFull,
    DatabaseReadOnly,
    StoreError,
    UnreadableDatabase,
)
from selon.store.search import plain_name

BUSY_SECONDS = 60  # a writer waits so long for another one
LOOK_MS = 128  # SQLite's own waiting looks every 25 ms for so long, and every 100 ms afterwards: it is begun anew
GAP_SECONDS = 0.03  # longer than between two such looks
CACHE_KIB = 64 * 1024
CONNECTIONS = 6  # of one process, each with such a cache; more threads than this take turns
LOG_PAGES = 16_000  # 64 MB of write-ahead log before it goes into the database: each time costs a wait for the disk
WRITE_LOCK = 0x5E104  # advisory lock of PostgreSQL: one number for all of Selon's writers of one database

_SQLITE_ERRORS: dict[str, type[StoreError]] = {
    "SQLITE_FULL": DatabaseFull, "SQLITE_IOERR": DatabaseFull, "SQLITE_READONLY": DatabaseReadOnly,
    "SQLITE_BUSY": DatabaseBusy, "SQLITE_LOCKED": DatabaseBusy}
_POSTGRES_ERRORS: dict[str, type[StoreError]] = {
    "53100": DatabaseFull, "25006": DatabaseReadOnly, "42501": DatabaseReadOnly, "55P03": DatabaseBusy,
    "40P01": DatabaseBusy}


def is_address(database: str) -> bool:
    """Whether it names a server, rather than a file."""
    return "://" in database


def engine_of(database: str | Path, *, is_reader: bool = False) -> Engine:
    """An engine for a file or an address such as postgresql://user@host/name. Raises UnreadableDatabase."""
    name = os.fspath(database)
    if not is_address(name):
        return _sqlite(Path(name), is_reader=is_reader)
    try:
        return _postgres(make_url(name))
    except (ArgumentError, NoSuchModuleError) as error:
        raise UnreadableDatabase(f"{name} is no address of a database; write a file name, "
                                 "or postgresql://user@host/name") from error
    except ModuleNotFoundError as error:
        raise UnreadableDatabase("PostgreSQL needs one more package: pip install 'selon[postgres]'") from error


def _sqlite(path: Path, *, is_reader: bool) -> Engine:
    if path.is_dir():
        raise UnreadableDatabase(f"{path} is a folder; name a database file")
    if is_reader and not path.exists():
        raise UnreadableDatabase(f"there is no database {path}; selon add makes one")
    if not path.absolute().parent.is_dir():
        raise UnreadableDatabase(f"there is no folder {path.parent}; make it first")
    options = _read_options(path) if is_reader else "mode=rwc"
    url = f"file:{quote(str(path.absolute()))}?{options}"
    # SQLAlchemy takes the address without a name for a database in memory, which has one connection a thread.
    engine = create_engine("sqlite://", creator=lambda: _connected(url), json_serializer=_json, poolclass=QueuePool,
                           pool_size=CONNECTIONS, max_overflow=0, pool_timeout=BUSY_SECONDS)
    event.listen(engine, "begin", _begin)
    return engine


def _read_options(path: Path) -> str:
    """A reader shares memory with writers, in a file beside the database; where none can be made, nobody writes."""
    shared = path.with_name(f"{path.name}-shm")
    is_closed = not os.access(path.absolute().parent, os.W_OK) and not shared.exists()
    return "mode=ro&immutable=1" if is_closed else "mode=ro" if not os.access(path, os.W_OK) else "mode=rw"


def _connected(url: str) -> sqlite3.Connection:
    connection = sqlite3.connect(url, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    for setting in ("foreign_keys=ON", "synchronous=NORMAL", f"cache_size=-{CACHE_KIB}",
                    "temp_store=MEMORY", f"wal_autocheckpoint={LOG_PAGES}"):
        connection.execute(f"PRAGMA {setting}")
    connection.create_function("selon_plain", 1, plain_name, deterministic=True)
    return connection


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        _begin_writing(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection
    until = time.monotonic() + BUSY_SECONDS
    driver.execute(f"PRAGMA busy_timeout={LOOK_MS}")
    try:
        while _is_busy(driver) and time.monotonic() < until:
            pass
        if not driver.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # so that its failure is told as any other
    finally:
        driver.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


def _is_busy(driver: sqlite3.Connection) -> bool:
    """Whether another one writes for all of LOOK_MS; if not, a transaction has begun, or cannot begin."""
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorname.startswith("SQLITE_BUSY")
    return False


def _postgres(url: URL) -> Engine:
    driver = url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url
    return create_engine(driver, json_serializer=_json, pool_pre_ping=True)


def _json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# ------------------------------------------------------------------------------------ transactions


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it or nothing. Waits for other writers. Raises StoreError."""
    with told_plainly(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")
        yield connection


def make_way(engine: Engine) -> None:
    """Lets others write before the next of many transactions. Without it they could wait for all of them to end."""
    if engine.dialect.name == "sqlite":
        time.sleep(GAP_SECONDS)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database throughout. Raises StoreError."""
    with told_plainly(engine), engine.connect() as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield connection


@contextmanager
def told_plainly(engine: Engine) -> Iterator[None]:
    """Turns the database's errors into ours."""
    try:
        yield
    except DBAPIError as error:
        raise _plain_error(error, engine) from error
    except PoolTimeout as error:
        raise DatabaseCrowded from error


def _plain_error(error: DBAPIError, engine: Engine) -> StoreError:
    cause: Any = error.orig
    said = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
    name = getattr(cause, "sqlite_errorname", None)
    if name is not None:
        known = next((kind for start, kind in _SQLITE_ERRORS.items() if name.startswith(start)), None)
        return known(said) if known else UnreadableDatabase(f"the database cannot be used: {said}")
    kind = _POSTGRES_ERRORS.get(getattr(cause, "sqlstate", None) or "")
    return kind(said) if kind else UnreadableDatabase(f"the database {engine.url.host or ''} failed: {said}")
