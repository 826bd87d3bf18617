"""A workspace over invented reports, and one over reports that mean harm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from selon.newsroom.room import open_newsroom
from selon.web.app import create_app
from selon.web.settings import Settings
from tests.newsroom.fast import HOW, WIRE, fill, load
from tests.web import hostile

BASE = "http://127.0.0.1:8423"


def client_of(database: Path, **settings: object) -> TestClient:
    app = create_app(Settings(database, load=load, **settings))  # type: ignore[arg-type]
    return TestClient(app, base_url=BASE, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "news.db"
    fill(str(path), WIRE.reports(60))
    return path


@pytest.fixture(scope="session")
def client(database: Path) -> Iterator[TestClient]:
    with client_of(database) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _no_language_kept(client: TestClient) -> None:
    client.cookies.clear()


@pytest.fixture(scope="session")
def hostile_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("hostile") / "news.db"
    with open_newsroom(path) as room:
        summary = room.add(hostile.reports(), replace(HOW, load=hostile.load))
    assert not summary.skipped
    with client_of(path) as opened:
        yield opened
