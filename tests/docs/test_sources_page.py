"""docs/sources.md names every column and states every limit as the code has it, and its example runs."""

from __future__ import annotations

import contextlib
import io
import re
from dataclasses import fields
from pathlib import Path

import pytest

from selon.reports import feeds, files, html, rows, streams, warc, watch
from selon.reports.columns import USUAL, Columns
from selon.reports.connection import Limits
from selon.reports.fetch import FetchSettings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
LIMITS, SETTINGS = Limits(), FetchSettings()


def test_every_column_and_name_is_listed() -> None:
    assert USUAL.keys() == {field.name for field in fields(Columns)}
    for what, names in USUAL.items():
        assert f"| {what} | {', '.join(f'`{name}`' for name in names)} |" in PAGE


@pytest.mark.parametrize("words", [
    f"one report | {files.MAX_BYTES:,} bytes", f"text of a page | {html.MAX_TEXT:,} characters",
    f"{html.MAX_ELEMENTS:,} elements, {html.MAX_ATTRIBUTES:,} attributes", f"a row with its text | {rows.MAX_ROW:,}",
    f"a JSON array | {rows.MOST_ARRAY:,}", f"a feed | {feeds.MAX_BYTES:,} bytes, {feeds.MOST_ENTRIES:,} entries",
    f"an archived record | {warc.MAX_RECORD:,} bytes",
    f"{streams.MAX_RATIO} times its size, above {streams.BOMB_BYTES:,}",
    f"more than {SETTINGS.max_redirects} redirects", f"more than {LIMITS.max_bytes:,} bytes",
    f"{LIMITS.connect_seconds:.0f} seconds to connect, {LIMITS.read_seconds:.0f} of silence",
    f"of silence, {LIMITS.total_seconds:.0f} in all",
    f"An entry of {feeds.WHOLE_WORDS} words", f"every {watch.WatchSettings().interval / 60:.0f} minutes",
])
def test_every_limit_is_stated(words: str) -> None:
    assert words in " ".join(PAGE.split())


def test_the_defaults_are_those_described() -> None:
    assert (SETTINGS.host_delay, SETTINGS.attempts, SETTINGS.heeds_robots) == (1.0, 3, True)
    assert not SETTINGS.private_hosts


def test_the_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    [snippet] = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(snippet, "docs/sources.md", "exec"), {})
    assert len(output.getvalue().splitlines()) == len(list((ROOT / "examples").iterdir()))
