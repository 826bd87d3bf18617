"""A database has the tables of this version, or is brought there, or is refused."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from selon.domain.errors import DatabaseBusy, DatabaseCrowded, DatabaseNewer, DatabaseOlder, UnreadableDatabase
from selon.store import migrate
from selon.store.engines import engine_of, reading, writing
from selon.store.migrate import VERSIONS, migrated, readable, version_of
from selon.store.schema import metadata

# What search.py makes beside the tables.
SEARCH = ("claims_search", "ix_claims_search")


def test_each_version_has_its_migration() -> None:
    scripts = ScriptDirectory(str(Path(migrate.__file__).parent / "migrations"))
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == VERSIONS


def test_migrations_make_the_tables_of_the_schema(database: str) -> None:
    engine = engine_of(database)
    migrated(engine)
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [one for one in compare_metadata(context, metadata) if not is_beside(one)]
    engine.dispose()
    assert differences == []


def is_beside(difference: object) -> bool:
    """A comment, which only PostgreSQL could hold, or a part of the search index."""
    if isinstance(difference, list):
        return all(one[0] == "modify_comment" for one in difference)
    assert isinstance(difference, tuple)
    kind, thing = difference[0], difference[-1]
    names = {getattr(thing, "name", ""), getattr(getattr(thing, "table", None), "name", "")}
    return kind.endswith("table_comment") or any(str(name).startswith(SEARCH) for name in names) or (
        kind == "remove_column" and thing.name == "search")


def test_opening_again_changes_nothing(database: str) -> None:
    for _ in range(2):
        engine = engine_of(database)
        migrated(engine)
        engine.dispose()


def test_several_that_open_a_new_database_at_once(database: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: migrated(engine_of(database)), range(4)))


def test_a_newer_database_is_refused(database: str) -> None:
    engine = engine_of(database)
    migrated(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer, match=r"of version 9999.*upgrade Selon"):
        migrated(engine)
    engine.dispose()


def test_a_reader_leaves_an_older_database_as_it_is(database: str) -> None:
    engine = engine_of(database)
    migrated(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    with pytest.raises(DatabaseOlder, match=r"of version 0002, older than .* selon add"):
        readable(engine)
    with reading(engine) as connection:
        assert version_of(connection) == "0002"
    engine.dispose()


def test_a_reader_makes_no_tables(database: str) -> None:
    engine = engine_of(database)
    with pytest.raises(UnreadableDatabase, match="selon add makes its tables"):
        readable(engine)
    with reading(engine) as connection:
        assert version_of(connection) is None
    engine.dispose()


def hold(held: ExitStack, engine: Engine) -> None:
    """Keeps more connections than there are."""
    for _ in range(50):
        held.enter_context(reading(engine))


def test_too_many_at_once_are_told(database: str) -> None:
    engine = engine_of(database)
    engine.pool._timeout = 0.01  # type: ignore[attr-defined]
    with ExitStack() as held, pytest.raises(DatabaseCrowded, match="all connections"):
        hold(held, engine)
    assert issubclass(DatabaseCrowded, DatabaseBusy)  # the workspace answers 503
    engine.dispose()


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    with pytest.raises(UnreadableDatabase, match="another program"):
        migrated(engine_of(path))


@pytest.mark.parametrize(("name", "content", "words"), [
    ("text.db", b"no database at all, " * 100, "not a database"), ("nowhere/x.db", None, "no folder"),
    (".", None, "is a folder"), ("mysqlx://a/b", None, "no address"),
])
def test_what_is_no_database_is_told(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    path = name if "://" in name else tmp_path / name
    if content and isinstance(path, Path):
        path.write_bytes(content)
    with pytest.raises(UnreadableDatabase, match=words):
        migrated(engine_of(path))


def test_a_reader_makes_no_database(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDatabase, match="selon add makes one"):
        engine_of(tmp_path / "none.db", is_reader=True)


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(UnreadableDatabase):
        migrated(engine_of("postgresql://nobody@/none?host=/nowhere"))
