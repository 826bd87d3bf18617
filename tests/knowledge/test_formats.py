"""Reading actors from a table, from PETRARCH's dictionaries and from FollowTheMoney."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selon.domain.catalog import shipped
from selon.domain.errors import NotText, UnreadableReport
from selon.knowledge.cameo import Cameo
from selon.knowledge.files import read_actor_file
from selon.knowledge.followthemoney import read_entities
from selon.knowledge.formats import ActorFormat, guess
from selon.knowledge.petrarch import read_actors, read_agents
from selon.knowledge.reading import Reading
from selon.knowledge.tables import read_table

CATALOG = shipped()


def rows(reading: Reading, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(entry.row[column] for column in columns) for entry in reading.entries]


# --------------------------------------------------------------------------------------------- table


def test_a_table_of_people_bodies_and_outlets():
    reading = read_table(
        "Name;Kind;Country;Sectors;Office;Since;Aliases\n"
        "# a comment\n"
        "Ada Exemplar;;Norvège;GOV, MIL;defence minister;2024-05;Ada X.|A. Exemplar\n"
        "Example Front;group;MLI;REB;;;Front Exemple\n"
        "The Example Post;outlet;NOR;;;;\n", CATALOG)
    assert not reading.problems
    assert [entry.file for entry in reading.entries] == ["people", "organisations", "media"]
    assert rows(reading, "name", "country") == [
        ("Ada Exemplar", "NOR"), ("Example Front", "MLI"), ("The Example Post", "NOR")]
    assert reading.entries[0].row["sectors"] == "GOV MIL"
    assert reading.entries[1].row["aliases_fr"] == "Front Exemple"
    assert reading.entries[2].row["ownership"] == "private"


@pytest.mark.parametrize(("text", "line", "reason"), [
    ("title,country\nmayor,NOR\n", 1, "no column “name”"),
    ("name,colour\nAda,red\n", 1, "unknown column 'colour'"),
    ("name,name\nAda,Ada\n", 1, "same name"),
    ("name,country\nAda,NOR\nBo,Narnia\n", 3, "Narnia"),
    ("name,country\nAda,NOR,x\n", 2, "3 cells under 2 columns"),
    ("name,kind\nAda,robot\n", 2, "none of person"),
    ("name,kind,title\nFront,group,mayor\n", 2, "cannot be given"),
])
def test_problems_name_line_and_reason(text, line, reason):
    (problem,) = read_table(text, CATALOG).problems
    assert problem.line == line
    assert reason in problem.reason


# ------------------------------------------------------------------------------------------ PETRARCH


@pytest.mark.parametrize(("code", "country", "sectors", "unknown"), [
    ("AFGGOVMIL", "AFG", ("GOV", "MIL"), ()),
    ("ROMMED", "ROU", ("JRN",), ()),
    ("USAHLH", "USA", ("MED",), ()),
    ("KENGOVENV", "KEN", ("GOV",), ()),
    ("KENENV", "KEN", ("SOC",), ()),
    ("IGOUNO", "UNO", (), ()),
    ("IGOXYZ", "IGO", (), ()),
    ("IRQMOSSFI", "IRQ", ("REL",), ()),
    ("QQQGOV", "", ("GOV",), ("QQQ",)),
])
def test_cameo_codes(code, country, sectors, unknown):
    meaning = Cameo.of(CATALOG).meaning(code)
    assert (meaning.country, meaning.sectors, meaning.unknown) == (country, sectors, unknown)


ACTORS = """\
# invented
EXAMPLE_FRONT_ [MLIREB]
+EF_
ADA_AL-EXEMPLAR_  ; invented
+A._EXEMPLAR_
\t[NORELI 500101-010101]
\t[NORGOV 20010102-051231]
\t[NORGOVMIL >060101]
\t[NORELI]
EXAMPLIA_ [NOR]
ARMY_OF_EXAMPLIA [KENREB <950101]
\t[KENMIL >950101]
"""


def test_actors_dictionary():
    reading = read_actors(ACTORS, CATALOG)
    assert not reading.problems
    people = [entry.row for entry in reading.entries if entry.file == "people"]
    bodies = [entry.row for entry in reading.entries if entry.file == "organisations"]
    assert [tuple(row[c] for c in ("name", "aliases", "country", "sectors", "since", "until")) for row in people] \
        == [("Ada Al-Exemplar", "A. Exemplar", "NOR", "GOV", "2001-01-02", "2005-12-31"),
            ("Ada Al-Exemplar", "", "NOR", "GOV MIL", "2006-01-01", "")]
    assert [tuple(row[c] for c in ("name", "kind", "country", "sectors", "aliases_fr")) for row in bodies] \
        == [("Example Front", "group", "MLI", "REB", "EF"), ("Army of Examplia", "organisation", "KEN", "MIL", "")]
    assert sum(reading.left_out.values()) == 2


@pytest.mark.parametrize(("text", "line", "reason"), [
    ("ADA_EXEMPLAR [NORGOV 05x]\n", 1, "no days"),
    ("ADA_EXEMPLAR\n", 1, "no code"),
    ("ADA_EXEMPLAR [NRNGOV 050101-060101]\n", 1, "unknown code NRN"),
    ("+ADA\n", 1, "before any actor"),
])
def test_problems_of_an_actors_dictionary(text, line, reason):
    (problem,) = read_actors(text, CATALOG).problems
    assert (problem.line, reason in problem.reason) == (line, True)


def test_agents_dictionary():
    reading = read_agents(
        "# invented\n!PERSON! = MAN, WOMEN\nKELP_FARMER [~AGR]  # note\nMOON!PERSON! [~EDU]\n"
        "TIDE_WATCHER {TIDE_WATCHES} [~GOVHLH]\nNOTHING\n", CATALOG)
    assert rows(reading, "words", "kind", "sectors") == [
        ("kelp farmer", "person", "AGR"), ("moonman", "person", "EDU"), ("moonwomen", "group", "EDU"),
        ("tide watcher", "person", "GOV MED"), ("tide watches", "group", "GOV MED")]
    assert [problem.line for problem in reading.problems] == [6]


# ------------------------------------------------------------------------------------ FollowTheMoney


def entity(id: str, schema: str, **properties: list[str]) -> str:
    return json.dumps({"id": id, "schema": schema, "properties": properties})


def test_entities_with_offices():
    reading = read_entities("\n".join((
        entity("o", "Occupancy", holder=["p"], post=["x"], startDate=["2021-02-03"], endDate=["2024"]),
        entity("x", "Position", name=["Minister of Tides"], country=["no"], topics=["gov.national"]),
        entity("m", "Membership", member=["p"], organization=["b"], role=["chair"]),
        entity("p", "Person", name=["Ada Exemplar", "A. Exemplar"], nationality=["no"], wikidataId=["Q5"]),
        entity("b", "PublicBody", name=["Office of Tides"], country=["gb-sct"]),
        entity("c", "Company", name=["Tide Ltd"], jurisdiction=["fr"]),
        entity("v", "Vessel", name=["Tide"]))), CATALOG)
    assert not reading.problems
    assert rows(reading, "name", "country", "sectors") == [
        ("Ada Exemplar", "NOR", "GOV"), ("Ada Exemplar", "GBR", "GOV"), ("Office of Tides", "GBR", "GOV"),
        ("Tide Ltd", "FRA", "BUS")]
    office = reading.entries[0].row
    assert (office["title"], office["since"], office["until"], office["aliases"], office["wikidata"]) == (
        "minister of Tides", "2021-02-03", "2024", "A. Exemplar", "Q5")
    assert reading.left_out == {"entities of schema Vessel": 1}


def test_problems_of_entities():
    reading = read_entities("{\n" + entity("o", "Occupancy", holder=["p"]) + "\n[]\n", CATALOG)
    assert [problem.line for problem in reading.problems] == [1, 3, 2]
    assert "which the file lacks" in reading.problems[-1].reason


# ---------------------------------------------------------------------------------------- which format


@pytest.mark.parametrize(("name", "text", "form"), [
    ("a.csv", "", ActorFormat.CSV),
    ("a.140130.actors.txt", "", ActorFormat.ACTORS),
    ("A.agents.txt", "", ActorFormat.AGENTS),
    ("a.ftm.json", "", ActorFormat.FTM),
    ("a.txt", '{"id": "x"}\n', ActorFormat.FTM),
    ("a.txt", "FARMER [~AGR]\n", ActorFormat.AGENTS),
    ("a.txt", "ADA [NORGOV]\n", ActorFormat.ACTORS),
    ("a.txt", "what is this\n", None),
])
def test_format_is_told_by_name_or_lines(name, text, form):
    assert guess(name, text) is form


def test_files_that_cannot_be_read(tmp_path: Path):
    (tmp_path / "a.txt").write_text("what is this\n", encoding="utf-8")
    (tmp_path / "b.csv").write_bytes(b"name\n\xff\xfe\n")
    with pytest.raises(UnreadableReport, match="--format"):
        read_actor_file(tmp_path / "a.txt", CATALOG)
    with pytest.raises(NotText):
        read_actor_file(tmp_path / "b.csv", CATALOG)
    with pytest.raises(UnreadableReport, match="cannot read"):
        read_actor_file(tmp_path / "c.csv", CATALOG)
