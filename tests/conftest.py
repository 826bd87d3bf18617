"""One coder for all tests, and a helper per language that codes a sentence in one call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

import selon
from selon.domain.records import Claim, CodedReport
from selon.pipeline import Coder
from tests.databases import new_database, postgres_server

PUBLISHED = "2024-03-15"  # a Friday


@dataclass(frozen=True, slots=True)
class Speaker:
    """Codes sentences of one language: `[claim] = english.claims("France expelled two diplomats.")`."""

    coder: Coder
    language: str

    def code(self, sentence: str, *, published: str | None = PUBLISHED) -> CodedReport:
        return self.coder.code(sentence, language=self.language, published=published)

    def claims(self, sentence: str, *, published: str | None = PUBLISHED) -> Sequence[Claim]:
        return self.code(sentence, published=published).claims


@pytest.fixture(scope="session")
def coder() -> Coder:
    return selon.load()


@pytest.fixture(scope="session")
def english(coder: Coder) -> Speaker:
    return Speaker(coder, "en")


@pytest.fixture(scope="session")
def french(coder: Coder) -> Speaker:
    return Speaker(coder, "fr")


# ------------------------------------------------------------------------------------------- databases


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of the tests' own; skips where none is installed, unless SELON_REQUIRE_POSTGRES is set."""
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that nothing is in: a file, and a database of the server."""
    if request.param == "sqlite":
        return str(tmp_path / "news.db")
    return new_database(request.getfixturevalue("postgres"))
