"""Decisions leave as gold that a scorer can read, and make the same claims in another database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from selon.cli import app
from selon.domain.errors import BadEntries
from selon.domain.plain import from_plain, plain
from selon.domain.records import Claim
from selon.domain.reviews import Act
from selon.newsroom.review_exchange import exported, import_reviews
from selon.newsroom.reviewing import Decided
from selon.newsroom.room import Newsroom, open_newsroom
from tests.newsroom.fast import WIRE, fill

REPORTS = 12


def decide_some(room: Newsroom) -> list[str]:
    """One of each kind; gives the claims decided on, in the order of the kinds."""
    first, second, third, fourth = (found.id for found in room.claims(limit=4, sort="oldest"))
    room.reviews.decide(first, Decided(Act.ACCEPT, "Anne"))
    room.reviews.decide(second, Decided(Act.CORRECT, "Anne", "see", {"certainty": "possible", "foreground": False}))
    room.reviews.decide(third, Decided(Act.REJECT, "Basil"))
    [entry] = room.reviews.decide(fourth, Decided(Act.REJECT, "Basil"))
    room.reviews.undo(entry.together, by="Basil")
    report = room.reviews.look(first).report.id
    added = room.reviews.add(report, {"event": "PROTEST", "start": 0, "end": 4}, by="Anne")
    event, other = [event for event in room.events(limit=None) if event.claims > 1][:2]
    room.reviews.merge(event.id, other.id, by="Basil")
    return [first, second, third, fourth, added.claim_id]


def records(database: str) -> list[dict]:
    with open_newsroom(database, is_reader=True) as room:
        return list(exported(room.engine))


def claims(database: str) -> dict[str, Claim]:
    with open_newsroom(database, is_reader=True) as room:
        return {found.id: found.claim for found in room.claims(limit=None)}


def together(database: str) -> set[frozenset[str]]:
    with open_newsroom(database, is_reader=True) as room:
        events: dict[str | None, set[str]] = {}
        for found in room.claims(limit=None):
            events.setdefault(found.event_id, set()).add(found.id)
    return {frozenset(members) for members in events.values()}


def test_gold_holds_what_was_decided(database: str) -> None:
    fill(database, WIRE.reports(REPORTS))
    with open_newsroom(database) as room:
        accepted, corrected, rejected, undone, added = decide_some(room)
    gold = {claim["id"]: claim for record in records(database) for claim in record["claims"]}
    assert rejected not in gold
    assert [gold[id].get("optional", False) for id in (accepted, corrected, added, undone)] == [
        False, False, False, True]
    assert (gold[corrected]["certainty"], gold[corrected]["status"]) == ("possible", "possible")
    for record in records(database):
        for claim in record["claims"]:
            words = claim["trigger"]
            assert record["text"][words["start"]:words["end"]] == words["text"]
            assert from_plain(Claim, claim).id == claim["id"]


@pytest.mark.parametrize("first", ["reports", "decisions"])
def test_decisions_make_the_same_claims_elsewhere(database: str, tmp_path: Path, first: str) -> None:
    fill(database, WIRE.reports(REPORTS))
    with open_newsroom(database) as room:
        decide_some(room)
    lines, other = json.loads(json.dumps(records(database))), str(tmp_path / "other.db")
    if first == "reports":
        fill(other, WIRE.reports(REPORTS))
    with open_newsroom(other) as room:
        done = import_reviews(room.engine, lines)
        assert (done.new, done.known, done.waiting > 0) == (7, 0, first == "decisions")
        again = import_reviews(room.engine, lines)
        assert (again.new, again.known, again.pairs) == (0, 7, 0)
    fill(other, WIRE.reports(REPORTS))
    assert claims(other) == claims(database)
    assert together(other) == together(database)
    assert without_events(records(other)) == without_events(lines)


def without_events(records: list[dict]) -> list[dict]:
    """Events that came about in another order can have other ids."""
    return [{**record, "claims": [{**claim, "event_key": None} for claim in record["claims"]]} for record in records]


def test_what_holds_no_decisions_is_told(database: str) -> None:
    with open_newsroom(database) as room, pytest.raises(BadEntries, match="line 2"):
        import_reviews(room.engine, [{"id": "a", "reviews": [], "originals": [], "pairs": []}, {"id": "b"}])


@pytest.mark.parametrize(("field", "value", "words"), [
    ("country", "Norland", "no code of a country"), ("id", "30", "no Wikidata item"), ("sectors", ["XYZ"], "no sector"),
])
def test_imported_values_are_checked(database: str, tmp_path: Path, field: str, value: object, words: str) -> None:
    fill(database, WIRE.reports(REPORTS))
    with open_newsroom(database) as room:
        claim = room.claims(limit=1)[0].claim
        actor = {**plain(claim.actor[0]), "name": "Norland"}
        room.reviews.decide(claim.id, Decided(Act.CORRECT, "Anne", "", {"actor": [actor]}))
    [record] = json.loads(json.dumps(records(database)))
    record["reviews"][0]["new"][0][field] = value
    with open_newsroom(tmp_path / "other.db") as room:
        with pytest.raises(BadEntries, match="line 1") as told:
            import_reviews(room.engine, [record])
        assert words in str(told.value)
        assert room.reviews.entries() == []


@pytest.mark.parametrize(("change", "words"), [
    ({"field": "status"}, "no field that can be corrected"), ({"at": "yesterday"}, "yesterday"),
    ({"field": "time", "new": {"text": "", "start": 0, "end": 0, "value": "2023-02-30"}}, "is no time"),
    ({"field": "certainty", "new": "perhaps"}, "valid Certainty"),
])
def test_imported_entries_are_checked(database: str, change: dict[str, object], words: str) -> None:
    fill(database, WIRE.reports(REPORTS))
    with open_newsroom(database) as room:
        room.reviews.decide(room.claims(limit=1)[0].id, Decided(Act.CORRECT, "Anne", "", {"certainty": "possible"}))
        [record] = json.loads(json.dumps(list(exported(room.engine))))
        record["reviews"][0] |= {"id": "another", **change}
        with pytest.raises(BadEntries, match="line 1") as told:
            import_reviews(room.engine, [record])
    assert words in str(told.value)


def test_the_commands(tmp_path: Path) -> None:
    database, other, gold = str(tmp_path / "a.db"), str(tmp_path / "b.db"), tmp_path / "gold.jsonl"
    for name in (database, other):
        fill(name, WIRE.reports(REPORTS))
    with open_newsroom(database) as room:
        decide_some(room)
    run = CliRunner().invoke
    listed = run(app, ["reviews", "list", "--db", database, "--by", "Anne"])
    assert "certainty: certain → possible" in listed.stdout
    assert len(listed.stdout.splitlines()) == 4
    rows = run(app, ["reviews", "list", "--db", database, "--format", "jsonl"]).stdout.splitlines()
    assert [json.loads(row)["act"] for row in rows].count("undo") == 1
    assert run(app, ["reviews", "export", "--db", database, "-o", str(gold)]).exit_code == 0
    assert "7 entries taken in" in run(app, ["reviews", "import", str(gold), "--db", other]).stderr
    assert "verdict" in run(app, ["reviews", "agreement", "--db", other]).stdout
    gold.write_text("{}\nno json\n", encoding="utf-8")
    failed = run(app, ["reviews", "import", str(gold), "--db", other])
    assert (failed.exit_code, "line 2" in failed.stderr) == (1, True)
    assert run(app, ["reviews", "import", str(tmp_path / "none"), "--db", other]).exit_code == 1
