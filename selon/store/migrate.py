"""A database is brought to the tables of this Selon when it is opened; one of a newer Selon is refused."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from selon.domain.errors import DatabaseNewer, DatabaseOlder, UnreadableDatabase
from selon.store.engines import reading, told_plainly, writing

# All versions, the oldest first; each has a file in migrations/versions/. A test keeps both the same.
VERSIONS = ("0001", "0002", "0003")


def version_of(connection: Connection) -> str | None:
    """The version of the tables, None for an empty database. Raises UnreadableDatabase for another program's."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables and "claims" in tables:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if tables:
        raise UnreadableDatabase("the database holds tables of another program; name a file or database of its own")
    return None


def readable(engine: Engine) -> None:
    """Sees that the tables are those of this Selon; changes none. Raises DatabaseNewer, DatabaseOlder and
    UnreadableDatabase."""
    version = _known_version(engine)
    if version is None:
        raise UnreadableDatabase("there is nothing in the database yet; selon add makes its tables")
    if version != VERSIONS[-1]:
        raise DatabaseOlder(version, VERSIONS[-1])


def _known_version(engine: Engine) -> str | None:
    """The version of the tables. Raises DatabaseNewer and UnreadableDatabase."""
    with reading(engine) as connection:
        version = version_of(connection)
    if version is not None and version not in VERSIONS:
        raise DatabaseNewer(version, VERSIONS[-1])
    return version


def migrated(engine: Engine) -> None:
    """Makes the tables, or brings them to this version. Two that open at once wait for each other.

    Raises DatabaseNewer and UnreadableDatabase.
    """
    if _known_version(engine) == VERSIONS[-1]:
        return
    if engine.dialect.name == "sqlite":
        _keep_log(engine)
    with writing(engine) as connection:
        if version_of(connection) != VERSIONS[-1]:
            _upgrade(connection)


def _keep_log(engine: Engine) -> None:
    """Write-ahead log: readers and the writer do not block each other. It stays so, and cannot be set in a transaction.
    """
    with told_plainly(engine):
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode=WAL")
        finally:
            connection.close()


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
