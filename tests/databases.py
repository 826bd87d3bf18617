"""Databases for tests: a SQLite file of one's own, and a private PostgreSQL server that the tests start and stop."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

SERVER_USER = "postgres"  # a PostgreSQL server refuses to run as root; Debian's package makes this user
numbers = count()


def server_programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest version; None where none is installed."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    found = str(homes[-1]) if homes else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def postgres_server() -> Iterator[str]:
    """A server on a socket in a folder of its own; gives the address of its databases without a name."""
    programs = server_programs()
    if programs is None:
        reason = "no PostgreSQL server is installed (Debian: apt-get install postgresql)"
        if os.environ.get("SELON_REQUIRE_POSTGRES"):
            pytest.fail(reason)
        pytest.skip(reason)
    home = Path(tempfile.mkdtemp(prefix="selon-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(home, SERVER_USER)
    run = _runner(programs)
    try:
        run("initdb", "-D", f"{home}/data", "-U", "selon", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        run("pg_ctl", "-D", f"{home}/data", "-w", "-l", f"{home}/log", "-o",
            f"-k {home} -h '' -c fsync=off -c max_connections=40", "start")
        try:
            yield f"postgresql://selon@/{{name}}?host={home}"
        finally:
            run("pg_ctl", "-D", f"{home}/data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _runner(programs: Path) -> Callable[..., None]:
    def run(program: str, *arguments: str) -> None:
        user = {"user": SERVER_USER} if os.geteuid() == 0 else {}
        done = subprocess.run([programs / program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              cwd="/", text=True, check=False, **user)
        assert done.returncode == 0, done.stdout

    return run


def new_database(server: str) -> str:
    """The address of a new, empty database of the server."""
    import psycopg

    name = f"selon{next(numbers)}"
    with psycopg.connect(server.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.format(name=name)
