"""Putting and removing rows: what is told of it, and that two processes lose nothing."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from selon.domain.catalog import shipped
from selon.domain.errors import BadEntries
from selon.domain.own import COLUMNS, path_of
from selon.knowledge.reading import Entry
from selon.knowledge.store import Outcome, Store


def person(name: str, **cells: str) -> Entry:
    return Entry("people", dict.fromkeys(COLUMNS["people"], "") | {"name": name} | cells)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, shipped())


def outcomes(store: Store, *entries: Entry) -> list[Outcome]:
    return [change.outcome for change in store.put(entries)]


def test_added_unchanged_and_replaced(store):
    ada = person("Ada Exemplar", country="NOR", title="mayor", since="2020", sectors="GOV")
    closed = person("Ada Exemplar", country="NOR", title="mayor", since="2020", sectors="GOV", until="2024")
    assert outcomes(store, ada, ada) == [Outcome.ADDED, Outcome.UNCHANGED]
    assert outcomes(store, closed) == [Outcome.REPLACED]
    assert [row["until"] for row in store.rows()["people"]] == ["2024"]


def test_shipped_rows_count_as_known(store):
    shipped_row = next(row for row in shipped().rows("actors/people") if row["title"])
    assert outcomes(store, Entry("people", shipped_row)) == [Outcome.UNCHANGED]
    assert store.rows()["people"] == ()


def test_another_spelling_of_somebody_known_becomes_an_alias(store):
    store.put([person("EMMANUEL MACRON", country="FRA", title="honorary mayor")])
    (row,) = store.rows()["people"]
    assert row["name"] == "Emmanuel Macron"


def test_removed_rows_let_shipped_ones_back(store):
    store.put([person("Ada Exemplar"), person("Bo Exemplar")])
    assert [entry.row["name"] for entry in store.remove("ada exemplar")] == ["Ada Exemplar"]
    assert [row["name"] for row in store.rows()["people"]] == ["Bo Exemplar"]
    assert store.remove("ada exemplar") == []


def test_a_broken_own_file_stops_the_writing(store):
    path = path_of(store.folder, "people")
    path.parent.mkdir()
    text = ",".join(COLUMNS["people"]) + "\nAda,,,Narnia,,,,\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadEntries):
        store.put([person("Bo Exemplar")])
    assert path.read_text(encoding="utf-8") == text
    assert sorted(p.name for p in path.parent.iterdir()) == [".lock", "people.csv"]


def _put_many(folder: Path, first: str) -> None:
    store = Store(folder, shipped())
    for n in range(8):
        store.put([person(f"{first} Exemplar {n}")])


def test_two_processes_lose_nothing(tmp_path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_put_many, args=(tmp_path, name)) for name in ("Ada", "Bo")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert len(Store(tmp_path, shipped()).rows()["people"]) == 16
