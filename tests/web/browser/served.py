"""The workspace itself over the example reports, on a free port of this machine."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn

from selon.newsroom.adding import Adding
from selon.newsroom.reporting import as_reports
from selon.newsroom.room import open_newsroom
from selon.pipeline import Coder
from selon.reports.document import Given
from selon.reports.sources import SourceOptions, read_source
from selon.web.app import create_app
from selon.web.settings import Settings

EXAMPLES = Path(__file__).parents[3] / "examples"
START_S = 20


def fill(database: Path, coder: Coder) -> None:
    """Codes the example reports into a database."""
    items = as_reports(read_source(str(EXAMPLES), SourceOptions()), coder, Given())
    with open_newsroom(database) as room:
        room.add(items, Adding(load=lambda: coder))


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """Serves the workspace and gives its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="warning"))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    give_up = time.monotonic() + START_S
    while not server.started and time.monotonic() < give_up:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()
