"""`selon actors`: finding, adding, importing and listing, over a data folder of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from selon.cli import app

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app).commands["actors"].commands


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SELON_DATA", str(tmp_path / "own"))
    return lambda *arguments: CliRunner().invoke(app, ("actors", *arguments), prog_name="selon")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name, run):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"selon actors {name}" in result.output.partition("Examples:")[2]
    assert all(getattr(parameter, "help", None) for parameter in COMMANDS[name].params)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name):
    assert f"### `selon actors {name}" in PAGE
    options = [option for parameter in COMMANDS[name].params for option in getattr(parameter, "opts", [])
               if option.startswith("--")]
    assert [option for option in options if f"`{option}" not in PAGE] == []


def test_find_marks_the_office_at_a_date(run):
    result = run("find", "Emmanuel Macron", "--date", "2020-01-01")
    assert result.exit_code == 0
    assert "Emmanuel Macron  person" in result.output
    assert "(people.csv)" in result.output
    (held,) = [line for line in result.output.splitlines() if line.startswith("→")]
    assert "president  FRA GOV" in held


def test_find_by_family_name_organisation_and_country(run):
    assert "Emmanuel Macron" in run("find", "macron").output
    assert "(organisations.csv)" in run("find", "OTAN").output
    assert "(countries.csv)" in run("find", "Norvège").output


def test_find_reads_a_description_and_tells_who_held_the_office(run):
    output = run("find", "le président français", "--language", "fr", "--date", "2020-01-01").output
    assert "French president  person  FRA GOV" in output
    assert "Emmanuel Macron" in output


def test_find_nobody_suggests_and_fails(run):
    result = run("find", "Emanuel Macronn", "--language", "en")
    assert result.exit_code == 1
    assert "Emmanuel Macron" in result.stderr


def test_add_find_list_and_remove(run):
    added = run("add", "Ada Exemplar", "--country", "Norway", "--office", "mayor", "--sectors", "GOV",
                "--since", "2024", "--alias", "A. Exemplar")
    assert added.output.startswith("added: Ada Exemplar")
    assert "(your own people.csv)" in run("find", "a exemplar").output
    assert "Ada Exemplar  person  mayor, 2024 – …  NOR GOV" in run("list").output
    assert run("remove", "Ada Exemplar").exit_code == 0
    assert "no actors of your own yet" in run("list").output
    assert run("remove", "Ada Exemplar").exit_code == 1


def test_add_refuses_what_no_row_can_hold(run):
    result = run("add", "Ada Exemplar", "--country", "Narnia", "--since", "soon")
    assert result.exit_code == 2
    assert "Narnia" in result.stderr
    assert "'soon' is no date" in result.stderr


def test_import_is_all_or_nothing_unless_told_otherwise(run, tmp_path):
    Path("own.csv").write_text("name,country\nAda Exemplar,NOR\nBo Exemplar,Narnia\n", encoding="utf-8")
    refused = run("import", "own.csv")
    assert refused.exit_code == 1
    assert "line 3: Bo Exemplar: country 'Narnia'" in refused.stderr
    assert "nothing was imported" in refused.stderr
    assert not (tmp_path / "own" / "actors" / "people.csv").exists()
    partly = run("import", "own.csv", "--skip-bad")
    assert partly.exit_code == 1
    assert "1 added, 0 replaced, 0 unchanged" in partly.stdout
    assert "0 added, 0 replaced, 1 unchanged" in run("import", "own.csv", "--skip-bad").stdout


def test_import_dry_run_stores_nothing(run, tmp_path):
    Path("own.csv").write_text("name,country\nAda Exemplar,NOR\n", encoding="utf-8")
    result = run("import", "own.csv", "--dry-run")
    assert (result.exit_code, "1 rows could be imported" in result.output) == (0, True)
    assert not (tmp_path / "own").exists()


def test_import_of_a_file_of_unknown_format(run):
    Path("own.txt").write_text("what is this\n", encoding="utf-8")
    result = run("import", "own.txt")
    assert result.exit_code == 1
    assert "--format" in result.stderr
