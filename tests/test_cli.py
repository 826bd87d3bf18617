"""The command line, mostly over a coder that finds nothing and needs no language model."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import jsonschema
import pytest
import typer
from typer.testing import CliRunner

from selon import Coder, load
from selon.cli import app
from selon.domain.catalog import LANGUAGES, shipped
from selon.domain.records import CodedReport, Report
from selon.exports.json import schema

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app).commands


class Empty(Coder):
    """Finds nothing in any report, breaks on one and is broken off by another."""

    def code_many(self, reports: Iterable[Report]) -> Iterator[CodedReport]:
        for report in reports:
            if "break off" in report.text:
                raise KeyboardInterrupt
            if "fault" in report.text:
                raise ZeroDivisionError("division by\nzero")
            yield CodedReport(report, (), (), (), (), (), (), None, "empty")




@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs the command in a folder of its own over the coder that finds nothing."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, **options: CliRunner().invoke(
        app, arguments, prog_name="selon", **({"obj": Empty} | options))


@pytest.fixture
def report(tmp_path):
    """Writes a file and gives its name."""
    def write(name: str, text: str | bytes = "France expelled two diplomats.\n") -> str:
        data = text.encode() if isinstance(text, str) else text
        (tmp_path / name).write_bytes(data)
        return name
    return write


def lines(result) -> list[str]:
    return result.stderr.splitlines()


# ---------------------------------------------------------------------------------- help and documents


def options_of(name: str) -> list[str]:
    return [option for parameter in COMMANDS[name].params for option in getattr(parameter, "opts", [])
            if option.startswith("--")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name, run):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"selon {name}" in result.output.partition("Examples:")[2]
    assert COMMANDS[name].short_help
    assert all(getattr(parameter, "help", None) for parameter in COMMANDS[name].params)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name):
    section = re.search(rf"^## `selon {name}[^\n]*\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert section, f"docs/command-line.md has no section on {name}"
    assert "Example" in section[1]
    assert not [option for option in options_of(name) if f"`{option}" not in section[1]]


STORING = {"sqlalchemy", "alembic", "selon.store", "selon.newsroom"}
SERVING = {"fastapi", "uvicorn", "jinja2", "selon.web"}
READING = {"spacy", "numpy", "trafilatura", "lxml", "feedparser", "py3langid", "rich", "yaml",
           "selon.pipeline", "selon.reports", "selon.domain.records"}  # newer Typers bring pydantic themselves


@pytest.mark.parametrize(("arguments", "heavy"), [
    (["--help"], READING | STORING | SERVING),
    (["events", "--help"], READING | STORING | SERVING),
    (["actors", "find", "Shoigu"], STORING | SERVING | {"spacy", "trafilatura"}),
    (["read", str(ROOT / "examples" / "20-shoal-wire-en.txt"), "--format", "json"], STORING | SERVING),
])
def test_a_command_loads_no_more_than_it_needs(arguments, heavy):
    code = ("import sys; from selon.cli import app; app(sys.argv[1:], standalone_mode=False);"
            "print(*sys.modules, file=sys.stderr)")
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code, *arguments], capture_output=True, text=True,
                          check=True)
    assert not heavy & set(done.stderr.split())


def test_version(run):
    assert re.fullmatch(r"selon \d+\.\d+\.\d+\S*\n", run("--version").output)


def test_schema(run):
    assert json.loads(run("schema").output) == schema()


def test_languages(run):
    assert [line.split()[0] for line in run("languages").output.splitlines()] == list(LANGUAGES)


def test_types_with_modes_and_definitions(run):
    output = run("types").output
    flat = " ".join(output.split())
    for kind in shipped().event_types.values():
        assert f"{kind.id} {' '.join(kind.definition.split())}" in flat
        assert all(f"{name} {' '.join(mode['definition'].split())}" in flat for name, mode in kind.modes.items())
    assert len(re.findall(r"^[A-Z]+$", output, re.MULTILINE)) == 16


# ------------------------------------------------------------------------------------------ wrong usage


@pytest.mark.parametrize(("arguments", "words"), [
    ((), "Missing argument"),
    (("a", "--published", "28/07/2023"), "write year-month-day"),
    (("a", "--published", "2023-02-30"), "is no date"),
    (("a", "--language", "xx"), "Selon reads en, fr"),
    (("a", "--format", "pdf"), "pdf"),
    (("a", "b", "--title", "x"), "give one FILE"),
    (("a", "b", "--url", "x"), "give one FILE"),
    (("-", "-"), "only once"),
    (("a", "-o", "nowhere/out.json"), "no folder"),
    (("a", "-o", "."), "is a folder"),
])
def test_wrong_usage_ends_with_2_before_anything_is_read(run, arguments, words):
    result = run("read", *arguments, obj=lambda: pytest.fail("loaded"))
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())
    assert "Traceback" not in result.output


# ------------------------------------------------------------------------------------------- bad files


@pytest.mark.parametrize(("name", "content", "words"), [
    ("empty.txt", b"", "empty.txt: it is empty"),
    ("blank.txt", b" \n\n ", "blank.txt: it is empty"),
    ("a.pdf", b"%PDF-1.4\n\x00", "a.pdf: it is a binary file"),
    ("header.txt", b"Title: x\n\n", "header.txt: it holds a header and no text"),
    ("date.txt", b"Published: yesterday\nLanguage: en\n\nFrance spoke.", "date.txt: 'yesterday' is no date"),
    ("tongue.txt", b"Language: xx\n\nFrance spoke.", "tongue.txt: the language is 'xx', and Selon reads en, fr"),
    ("long.txt", b"x" * 6_000_000, "long.txt: 6,000,000 characters"),
    ("fault.txt", b"Language: en\n\nfault", "fault.txt: Selon failed on it (ZeroDivisionError: division by"),
])
def test_a_bad_file_is_one_line_and_exit_status_1(run, report, name, content, words):
    result = run("read", report(name, content))
    assert result.exit_code == 1
    assert [line.startswith(f"selon: {words}") for line in lines(result)] == [True]
    assert result.stdout == ""


def test_a_missing_file_and_a_folder(run, tmp_path):
    (tmp_path / "folder").mkdir()
    result = run("read", "missing.txt", "folder")
    assert result.exit_code == 1
    assert lines(result) == [
        "selon: missing.txt: cannot read it: No such file or directory",
        "selon: folder: the folder is empty",
        "selon: 0 of 2 reports were coded",
    ]


def test_a_bad_file_does_not_stop_the_others(run, report):
    files = [report("a.txt"), report("empty.txt", ""), report("b.txt")]
    result = run("read", *files, "--format", "jsonl", "--language", "en")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert lines(result) == ["selon: empty.txt: it is empty", "selon: 2 of 3 reports were coded"]


def test_a_file_name_cannot_steer_the_terminal(run, report):
    assert lines(run("read", report("\x1b[2J.txt", ""))) == ["selon: ␛[2J.txt: it is empty"]


# ------------------------------------------------------------------------------------ what is written


def record(result) -> dict:
    return json.loads(result.stdout)


def test_a_header_tells_of_the_report_and_options_win(run, report):
    name = report("a.txt", "Publisher: Le Soir\nPublished: 2023-07-28\nLanguage: FR\nURL: https://example.org\n\nParis.\n")
    found = record(run("read", name, "--format", "json", "--publisher", "AFP"))
    assert {key: found[key] for key in ("publisher", "published", "language", "url", "text")} == {
        "publisher": "AFP", "published": "2023-07-28", "language": "fr", "url": "https://example.org",
        "text": "Paris.\n"}


def test_standard_input(run):
    found = record(run("read", "-", "--format", "json", "--language", "fr", "--title", "T", input="Paris parle."))
    assert (found["text"], found["title"]) == ("Paris parle.", "T")


def test_json_of_several_files_is_an_array(run, report):
    assert len(record(run("read", report("a.txt"), report("b.txt"), "--format", "json", "--language", "en"))) == 2


@pytest.mark.parametrize(("name", "start"), [("o.json", "{\n"), ("o.jsonl", '{"id"'), ("o.html", "<!doctype html>"),
                                             ("o.txt", "France expelled")])
def test_the_name_of_the_output_tells_the_format(run, report, tmp_path, name, start):
    result = run("read", report("a.txt"), "--language", "en", "-o", name)
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_a_failure_keeps_the_old_output(run, report, tmp_path):
    report("o.json", "old")
    assert run("read", report("empty.txt", ""), "-o", "o.json").exit_code == 1
    assert (tmp_path / "o.json").read_text() == "old"


@pytest.mark.parametrize(("form", "kept"), [("jsonl", 1), ("json", None), ("html", None)])
def test_breaking_off_tells_how_far_it_came_and_keeps_whole_lines(run, report, tmp_path, form, kept):
    files = [report("a.txt"), report("b.txt", "break off"), report("c.txt")]
    result = run("read", *files, "--language", "en", "--format", form, "-o", "out")
    assert result.exit_code == 130
    assert lines(result) == ["selon: interrupted; 1 of 3 reports were coded"]
    assert (len((tmp_path / "out").read_text().splitlines()) if (tmp_path / "out").exists() else None) == kept


# ------------------------------------------------------------------------- with the real coder: slow


@pytest.fixture(scope="session")
def coder() -> Coder:
    return load()


EXAMPLE = ROOT / "examples" / "20-shoal-wire-en.txt"


def test_an_example_is_told_in_sentences(run, coder):
    result = run("read", str(EXAMPLE), "--language", "en", "--explain", obj=lambda: coder)
    assert result.exit_code == 0
    body = EXAMPLE.read_text(encoding="utf-8").partition("\n\n")[2]
    assert body.split("\n")[0] in result.stdout
    assert re.search(r"^[A-Z]+ .* → .*   certain", result.stdout, re.MULTILINE)
    assert re.search(r"^  certainty +\w+", result.stdout, re.MULTILINE)


def test_an_example_is_a_valid_record(run, coder):
    found = record(run("read", str(EXAMPLE), "--language", "en", "--format", "json", obj=lambda: coder))
    jsonschema.Draft202012Validator(schema()).validate(found)
    assert found["claims"]
    triggers = [claim["trigger"] for claim in found["claims"]]
    assert [found["text"][word["start"]:word["end"]] for word in triggers] == [word["text"] for word in triggers]


# --------------------------------------------------------------------------------------- other sources


def test_a_table_and_a_folder_give_several_reports(run, report, tmp_path):
    (tmp_path / "folder").mkdir()
    rows = report("a.csv", "text,title,language\nFrance spoke.,One,en\n,Two,en\nParis parle.,Trois,fr\n")
    report("folder/b.txt", "Language: en\n\nFrance spoke.")
    result = run("read", rows, "folder", "--format", "json")
    assert [found["title"] for found in record(result)] == ["One", "Trois", None]
    assert lines(result) == ["selon: a.csv, line 3: there is no text in it", "selon: 3 of 4 reports were coded"]


def test_a_private_address_is_refused(run):
    result = run("read", "http://127.0.0.1:9/a")
    assert result.exit_code == 1
    assert "private network" in lines(result)[0]
