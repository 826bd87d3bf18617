"""The commands over a database, from files to listings."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from selon.cli import app
from tests.newsroom.fast import WIRE, fill, load

SENTENCE = "France expelled two diplomats of Mali on {} March 2024.\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, **options: CliRunner().invoke(app, arguments, prog_name="selon", **options)


@pytest.fixture
def filled(tmp_path: Path) -> None:
    """Thirty invented reports in the folder's database."""
    fill(str(tmp_path / "selon.db"), WIRE.reports(30))


@pytest.mark.usefixtures("filled")
def test_the_demo_tells_a_story(tmp_path: Path) -> None:
    root = Path(__file__).parents[1]
    told = subprocess.run([sys.executable, str(root / "scripts" / "demo_story.py"), str(tmp_path / "selon.db")],
                          env=os.environ | {"PYTHONPATH": str(root)}, capture_output=True, text=True, check=True)
    assert "Who says so" in told.stdout


def test_add_then_ask(run, tmp_path: Path, coder) -> None:
    for day in (1, 2):
        (tmp_path / f"{day}.txt").write_text(
            f"Published: 2024-03-0{day}\nPublisher: Paper {day}\nLanguage: en\n\n{SENTENCE.format(day)}")
    (tmp_path / "empty.txt").write_text("")
    added = run("add", "1.txt", "2.txt", "empty.txt", "--jobs", "1", obj=lambda: coder)
    assert added.exit_code == 1
    assert "empty.txt: it is empty" in added.stderr
    assert "selon: 2 added, 0 updated, 0 known, 1 skipped; 2 claims went into selon.db" in added.stderr
    again = run("add", "1.txt", "2.txt", "--jobs", "1", obj=lambda: coder)
    assert (again.exit_code, "2 known" in again.stderr) == (0, True)
    found = json.loads(run("claims", "--dyad", "FRA-MLI", "--format", "json").stdout)
    assert {(one["claim"]["event"], one["publisher"]) for one in found} == {
        ("SANCTION", "Paper 1"), ("SANCTION", "Paper 2")}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("kind", ["events", "claims", "sources", "participants"])
def test_all_formats_hold_the_same(run, kind: str) -> None:
    whole = json.loads(run(kind, "--limit", "0", "--format", "json").stdout)
    lines = [json.loads(line) for line in run(kind, "--limit", "0", "--format", "jsonl").stdout.splitlines()]
    rows = list(csv.DictReader(io.StringIO(run(kind, "--limit", "0", "--format", "csv").stdout)))
    table = run(kind, "--limit", "0")
    assert whole == lines
    assert len(rows) == len(whole) == len(table.stdout.splitlines()) - 1
    assert table.stderr.startswith(f"{len(whole)} {kind}")


@pytest.mark.usefixtures("filled")
def test_pages_go_on(run) -> None:
    first = run("events", "--limit", "3")
    after = first.stderr.split("--after ")[1].strip()
    shown = json.loads(run("events", "--limit", "3", "--after", after, "--format", "json").stdout)
    everything = json.loads(run("events", "--limit", "0", "--format", "json").stdout)
    assert shown == everything[3:6]


@pytest.mark.usefixtures("filled")
def test_an_event_is_told(run) -> None:
    event = json.loads(run("events", "--sort", "reports", "--limit", "1", "--format", "json").stdout)[0]
    told = run("event", event["id"][:12])
    assert told.exit_code == 0
    for words in (event["type"], event["status"], "Who says so", event["id"], *event["origin_names"]):
        assert words in told.stdout
    record = json.loads(run("event", event["id"], "--format", "json").stdout)
    assert set(record["records"]) == set(record["claims"])


@pytest.mark.usefixtures("filled")
def test_recode(run) -> None:
    done = run("recode", "--jobs", "1", "--all", obj=load)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "30 reports coded again, 30 of them as before" in done.stderr


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(("arguments", "status", "words"), [
    (("events", "--db", "none.db"), 1, "there is no database none.db"),
    (("event", "ffff"), 1, "there is no event ffff"),
    (("claims", "--sort", "origins"), 2, "'oldest'"),
    (("events", "--since", "yesterday"), 2, "write year-month-day"),
    (("add", "x.txt", "--columns", "words=body"), 2, "is none of"),
    (("add", "x.txt", "--language", "xx"), 2, "Selon reads"),
    (("add", "x.txt", "--db", "nowhere/x.db"), 1, "there is no folder"),
    (("watch", "none.opml"), 1, "cannot read none.opml"),
])
def test_what_is_wrong_is_one_line(run, arguments: tuple[str, ...], status: int, words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == status
    assert words in " ".join(result.stderr.split())
    assert "Traceback" not in result.output
