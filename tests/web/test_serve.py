"""`selon serve`: started, asked, ended with Ctrl-C; and what it says when it cannot start."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from selon.cli import app

PATIENCE = 60  # seconds for a busy machine


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_it_serves_until_ctrl_c(database: Path) -> None:
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "selon", "serve", "--db", str(database), "--port", str(port)],
                              stderr=subprocess.PIPE, text=True)
    try:
        assert "<h1>" in _page(f"http://127.0.0.1:{port}/", server)
    finally:
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=PATIENCE)
    assert server.returncode == 0
    assert f"http://127.0.0.1:{port}/" in said
    assert said.endswith("selon: closed\n")
    assert "Traceback" not in said


def _page(address: str, server: subprocess.Popen[str]) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.2)
    return ""


def test_a_missing_database_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["serve", "--db", str(tmp_path / "none.db")])
    assert result.exit_code == 1
    assert "selon add makes one" in result.output


def test_others_are_not_served(database: Path) -> None:
    result = CliRunner().invoke(app, ["serve", "--db", str(database), "--host", "0.0.0.0"])
    assert result.exit_code == 2
    assert "can be reached by others" in " ".join(result.output.replace("│", " ").split())


def test_a_port_in_use_is_told(database: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(app, ["serve", "--db", str(database), "--port", str(port)])
    assert result.exit_code == 1
    assert f"--port {port + 1}" in result.output


@pytest.mark.parametrize("words", ["selon serve --db news.db --open", "Ctrl-C"])
def test_help_has_examples(words: str) -> None:
    assert words in CliRunner().invoke(app, ["serve", "--help"]).output
