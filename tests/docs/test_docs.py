"""Every command, field, type and data file is documented, what is generated is current, and what is shown runs."""

from __future__ import annotations

import contextlib
import dataclasses
import html
import io
import json
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import selon
from scripts import build_docs
from selon.domain import records
from selon.domain.catalog import DATA, EventType, shipped
from selon.exports.json import schema
from selon.pipeline import Coder

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PAGES = sorted([README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", DATA / "README.md",
                ROOT / "examples" / "README.md", *(ROOT / "docs").glob("*.md")])
MAKE_RULES = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
RECORDS = [kind for kind in vars(records).values()
           if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind is not records.Judgement]
VALUES = [kind for kind in vars(records).values()
          if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum]

# The parser's sums differ a little between processors: a line of the picture may, too. Share of lines that must not.
SAME_LINES = 0.9
README_LINES = 190

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    """The code blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text_of(page), re.MULTILINE | re.DOTALL)


def section(page: str, heading: str) -> str:
    """The lines under a heading up to the next one."""
    found = re.search(rf"^### {re.escape(heading)}$(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"no heading ### {heading}"
    return found[1]


# ------------------------------------------------------------------------------- what must be there


@each_page
def test_commands_of_make_exist(page: Path) -> None:
    named = {name for block in blocks(page, "console") for name in re.findall(r"\$ make ([a-z]+)", block)}
    assert named <= MAKE_RULES


def test_read_me_opens_with_the_two_commands() -> None:
    opening = text_of(README)[:200]
    assert "$ make demo" in opening
    assert "$ make test" in opening
    assert len(text_of(README).splitlines()) <= README_LINES


@pytest.mark.parametrize(("name", "command"), build_docs.commands())
def test_every_command_and_option_is_documented(name: str, command: Any) -> None:
    said = text_of(build_docs.COMMANDS).partition(f"# `selon {name}")[2].partition("\n#")[0]
    options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
    assert said
    assert [option for option in options if f"`{option}" not in said] == []


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_field_is_documented(kind: type) -> None:
    said = section(text_of(build_docs.RECORD), kind.__name__)
    assert [field.name for field in dataclasses.fields(kind) if f"| `{field.name}` |" not in said] == []


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_every_value_is_documented(kind: type[StrEnum]) -> None:
    said = section(text_of(build_docs.RECORD), kind.__name__)
    assert [value for value in kind if f"| `{value}` |" not in said] == []


@pytest.mark.parametrize("kind", shipped().event_types.values(), ids=lambda kind: kind.id)
def test_every_event_type_is_explained(kind: EventType) -> None:
    said = section(text_of(build_docs.EVENT_TYPES), kind.id)
    assert kind.definition in said
    assert [mode for mode in kind.modes if f"| `{mode}` |" not in said] == []
    assert [example for example in kind.examples.values() if example not in said] == []


def test_every_data_file_is_listed_with_a_licence() -> None:
    page = text_of(build_docs.DATA_FILES)
    for folder, files in data_folders():
        rows = [row for row in section(page, folder).splitlines() if row.startswith("| `")]
        listed = {row.split("`")[1]: row.split(" | ")[2] for row in rows}
        assert listed.keys() == files
        assert all(listed.values())


def data_folders() -> Iterator[tuple[str, set[str]]]:
    for folder in [DATA, *sorted(path for path in DATA.rglob("*") if path.is_dir())]:
        files = {path.name for path in folder.iterdir() if path.is_file() and path != build_docs.DATA_FILES}
        parts = folder.relative_to(DATA).parts
        if files and not any(part.startswith((".", "__")) or part == build_docs.BUILT for part in parts):
            yield ("data/" if folder == DATA else f"{folder.relative_to(DATA).as_posix()}/"), files


def test_every_actors_file_and_column_is_explained() -> None:
    page = text_of(ROOT / "docs" / "actors.md")
    for path in sorted((DATA / "actors").iterdir()):
        said = section(page, path.name)
        if path.suffix == ".csv":
            header = next(line for line in text_of(path).splitlines() if not line.startswith("#"))
            assert [column for column in header.split(",") if f"`{column}`" not in said] == []


# -------------------------------------------------------------------------------- what must be true


@pytest.fixture(scope="module")
def parts() -> build_docs.Parts:
    return build_docs.data_parts()


@pytest.mark.parametrize("page", build_docs.GENERATED, ids=lambda page: page.name)
def test_generated_page_is_current(parts: build_docs.Parts, page: Path) -> None:
    assert text_of(page) == build_docs.filled(text_of(page), parts[page]), "run python scripts/build_docs.py"


def test_example_record_is_valid() -> None:
    [block] = blocks(build_docs.RECORD, "json")
    record = json.loads(block)
    jsonschema.validate(record, schema())
    assert record["text"] == build_docs.EXAMPLE
    assert [claim["event"] for claim in record["claims"]] == ["CONSULT"]


@each_page
def test_links_resolve(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text_of(page), flags=re.DOTALL))
    broken = [target for target in targets if not target.startswith("https://") and not leads_somewhere(page, target)]
    assert broken == []


def leads_somewhere(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    goal = (page.parent / path).resolve() if path else page
    return goal.exists() and (not anchor or anchor in anchors(goal))


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_page
def test_lines_end_cleanly(page: Path) -> None:
    text = text_of(page)
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_picture_needs_no_network() -> None:
    addresses = re.findall(r"https?://[^\s\"')]+", text_of(build_docs.PICTURE))
    assert {address for address in addresses if not address.startswith("http://www.w3.org/")} <= {
        "https://www.textualize.io"}  # the comment that names what drew it


# ------------------------------------------------------------------------------- what must be shown


def test_read_me_snippet_prints_what_it_says(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selon, "load", lambda: coder, raising=False)  # loading takes seconds
    snippet, [printed] = blocks(README, "python")[0], blocks(README, "text")
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(snippet, str(README), "exec"), {})
    assert output.getvalue() == printed


def test_picture_shows_what_the_command_prints(coder: Coder) -> None:
    shown, printed = lines_of(text_of(build_docs.PICTURE)), lines_of(build_docs.picture(coder))
    same = len(set(shown) & set(printed)) / len(set(printed))
    assert same >= SAME_LINES, "run python scripts/build_docs.py"


def lines_of(svg: str) -> list[str]:
    """The lines of a drawn terminal, by height."""
    found: dict[float, str] = {}
    for height, words in re.findall(r'<text [^>]*y="([\d.]+)"[^>]*>(.*?)</text>', svg):
        found[float(height)] = found.get(float(height), "") + html.unescape(words).replace("\xa0", " ")
    return [line.rstrip() for _, line in sorted(found.items()) if line.strip()]
