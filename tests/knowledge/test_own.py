"""The user's own actors: where they live, what they change, and that the record tells of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import selon
from selon import Coder
from selon.domain.catalog import shipped
from selon.domain.errors import BadEntries, DataError
from selon.domain.own import COLUMNS, path_of, reasons, user_folder
from selon.knowledge.reading import Entry
from selon.knowledge.store import Store

CODES = shipped().codes()


def entry(file: str, **cells: str) -> Entry:
    return Entry(file, {column: cells.get(column, "") for column in COLUMNS[file]})


def premier(**cells: str) -> Entry:
    return entry("people", **{"name": "Ada Exemplar", "country": "NOR", "title": "prime minister", "sectors": "GOV",
                              "since": "2024-03-01"} | cells)


@pytest.mark.parametrize(("environment", "platform", "folder"), [
    ({"SELON_DATA": "/data/own", "XDG_DATA_HOME": "/xdg"}, "linux", "/data/own"),
    ({"XDG_DATA_HOME": "/xdg"}, "linux", "/xdg/selon"),
    ({}, "linux", str(Path.home() / ".local/share/selon")),
    ({}, "darwin", str(Path.home() / "Library/Application Support/selon")),
    ({"LOCALAPPDATA": "/local"}, "win32", "/local/selon"),
])
def test_folder(environment, platform, folder):
    assert user_folder(environment, platform) == Path(folder)


@pytest.mark.parametrize("name", ["people", "organisations", "media"])
def test_columns_are_those_of_the_shipped_files(name):
    assert tuple(shipped().rows(f"actors/{name}")[0]) == COLUMNS[name]


@pytest.mark.parametrize(("cells", "reason"), [
    ({"name": "—"}, "has no letters"),
    ({"country": "Norway"}, "no ISO 3166-1"),
    ({"sectors": "GOV QQQ"}, "QQQ"),
    ({"wikidata": "12"}, "no item"),
    ({"since": "2024-13"}, "no date"),
    ({"until": "2023"}, "before it begins"),
])
def test_bad_cells_have_a_reason(cells, reason):
    (found,) = reasons("people", premier(**cells).row, CODES)
    assert reason in found


@pytest.fixture(scope="module")
def coder(tmp_path_factory) -> Coder:
    """A coder with an office, a further name and a role noun of the user."""
    folder = tmp_path_factory.mktemp("own")
    Store(folder, shipped()).put([
        premier(), entry("people", name="Emmanuel Macron", aliases="Manu Exemplar"),
        entry("roles", language="en", words="beekeeper", label="beekeeper", kind="person", sectors="AGR")])
    return selon.load(own=folder)


def test_own_offices_count_and_the_record_tells(coder):
    plain = selon.load()
    entity = coder.resolve_actor("Ada Exemplar", language="en", date="2024-05-01")
    assert entity is not None
    assert (entity.country, entity.sectors) == ("NOR", ("GOV",))
    before = coder.resolve_actor("Ada Exemplar", language="en", date="2023-05-01")
    assert before is not None
    assert before.sectors == ()
    assert plain.version == f"selon {selon.__version__}"
    assert coder.version.startswith(f"selon {selon.__version__}+own.")
    assert coder.code("Ada Exemplar resigned.", language="en").coder == coder.version


def test_no_own_rows_leave_the_version_alone(tmp_path):
    assert selon.load(own=tmp_path).version == selon.load().version


def test_the_fingerprint_hangs_on_the_rows_alone(tmp_path):
    first, second = premier(), premier(name="Bo Exemplar")
    Store(tmp_path / "a", shipped()).put([first, second])
    Store(tmp_path / "b", shipped()).put([second])
    Store(tmp_path / "b", shipped()).put([first])
    assert selon.load(own=tmp_path / "a").version == selon.load(own=tmp_path / "b").version


def test_own_rows_go_before_shipped_ones(tmp_path):
    Store(tmp_path, shipped()).put([entry("organisations", name="NATO", kind="organisation", country="IGO",
                                          sectors="MIL", aliases_en="The Alliance of Tests")])
    catalog = shipped().with_own(tmp_path)
    (row,) = [row for row in catalog.rows("actors/organisations") if row["name"] == "NATO"]
    assert row["sectors"] == "MIL"
    assert "The Alliance of Tests" in row["aliases_en"].split("|")
    assert "OTAN" in row["aliases_fr"].split("|")


def test_another_alias_keeps_the_shipped_offices(coder):
    found = coder.resolve_actor("Manu Exemplar", language="en", date="2024-05-01")
    assert found is not None
    assert (found.name, found.country, found.sectors) == ("Emmanuel Macron", "FRA", ("GOV",))


def test_own_role_nouns(coder):
    found = coder.resolve_actor("a Kenyan beekeeper", language="en")
    assert found is not None
    assert (found.country, found.sectors) == ("KEN", ("AGR",))


def test_a_broken_file_names_row_and_reason(tmp_path):
    path = path_of(tmp_path, "people")
    path.parent.mkdir()
    path.write_text("name,wikidata,aliases,country,title,sectors,since,until\nAda,,,Narnia,,,,\n", encoding="utf-8")
    with pytest.raises(BadEntries, match=r"'Ada'.*Narnia"):
        selon.load(own=tmp_path)
    path.write_text("name\nAda\n", encoding="utf-8")
    with pytest.raises(DataError, match="no column wikidata"):
        selon.load(own=tmp_path)
