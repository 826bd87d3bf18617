"""The command from sets to table, JSON and messages, with a coder that knows one verb."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench import run
from bench.__main__ import main
from bench.adapters import Coder, Row
from bench.run import Job, collect, parts
from bench.sets import BENCHMARKS, Benchmark, sampled
from bench.speed import compare, place_index
from bench.table import table
from selon.domain.records import Report

Write = Callable[[str, Sequence[Row]], Path]
Load = Callable[[], Coder]

MET: Row = {"id": "1", "text": "France met Mali.", "language": "en",
            "events": [{"type": "CONSULT", "source": [], "target": []}]}
CALM: Row = {"id": "2", "text": "All was calm.", "language": "en", "events": []}


def sets(write: Write) -> Path:
    write("events/plover_gsr_en", [MET, CALM])
    write("clusters/clusters_ecbplus_mentions_en", [CALM])
    write("events/up_spanish_fight_es", [{**CALM, "language": "es"}])
    return write("events/cameo_manual_null_en", [CALM])


def test_table_shows_figures_beside_floors(write: Write, fake_load: Load, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sets", str(sets(write)), "--only", "events", "--jobs", "1"], fake_load) == 0
    printed = capsys.readouterr().out.splitlines()
    [gsr] = [line for line in printed if line.startswith("events/plover_gsr_en")]
    assert gsr.split()[1:5] == ["type", "1.00", "1.00", ".500"]
    assert gsr.endswith("cue .61, PETRARCH2 .41, UP .46")
    assert max(map(len, printed)) <= 110


def test_absent_and_waiting_sets_are_told(write: Write, fake_load: Load, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(sets(write))
    main(["--sets", folder, "--only", "events", "--jobs", "1"], fake_load)
    main(["--sets", folder, "--only", "clusters", "--jobs", "1"], fake_load)
    said = capsys.readouterr().err
    assert "events/plv_en skipped: absent" in said
    assert "events/up_spanish_fight_es skipped: holds no language that Selon reads" in said
    assert "clusters/ecbplus_mentions left out" in said
    assert "clusters/ecbplus_docs skipped: absent" in said


def test_json_holds_each_scorers_own_output(write: Write, fake_load: Load, tmp_path: Path) -> None:
    target = tmp_path / "figures.json"
    main(["--sets", str(sets(write)), "--only", "events", "--jobs", "1", "--json", str(target)], fake_load)
    found = json.loads(target.read_text(encoding="utf-8"))
    assert list(found) == ["events/plover_gsr_en", "events/cameo_manual_null_en"]
    assert found["events/plover_gsr_en"]["arguments"] == ["--merge", "--json"]
    assert found["events/cameo_manual_null_en"]["type_set_accuracy"] == 1.0


def test_a_failing_set_leaves_the_others(write: Write, fake_load: Load, capsys: pytest.CaptureFixture[str]) -> None:
    folder = sets(write)
    write("events/plv_en", [{"id": "3", "language": "en"}])
    assert main(["--sets", str(folder), "--only", "events", "--jobs", "1"], fake_load) == 1
    printed = capsys.readouterr().out
    assert "failed: KeyError: 'text'" in printed
    assert ".500" in printed


def test_a_failing_scorer_is_told(write: Write, fake_load: Load, tmp_path: Path,
                                  capsys: pytest.CaptureFixture[str]) -> None:
    folder = sets(write)
    (tmp_path / "score" / "score_events.py").write_text("raise SystemExit('no such field')", encoding="utf-8")
    assert main(["--sets", str(folder), "--only", "plover_gsr_en", "--jobs", "1"], fake_load) == 1
    assert "failed: score_events.py: no such field" in capsys.readouterr().out


@pytest.mark.parametrize(("given", "words"), [
    (["--only", "nonsense"], "no set nonsense"),
    (["--errors", "places"], "takes a gold or events set"),
    (["--sample", "0"], "from 1 up"),
    (["--scorers", "/nowhere"], "is no folder"),
])
def test_bad_arguments_say_what_to_do(write: Write, capsys: pytest.CaptureFixture[str], given: list[str],
                                      words: str) -> None:
    with pytest.raises(SystemExit):
        main(["--sets", str(sets(write)), *given])
    assert words in capsys.readouterr().err


def test_speed_that_fails_is_told(write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write("gold/seed", [{**CALM, "claims": []}])
    target = tmp_path / "figures.json"
    assert main(["--sets", str(folder), "--only", "speed", "--json", str(target)], broken_load) == 1
    assert "speed failed: " in capsys.readouterr().err
    assert json.loads(target.read_text(encoding="utf-8")) == {}


def broken_load() -> Coder:
    raise LookupError("no coder")


def test_files_without_a_row_are_named(write: Write, fake_load: Load, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write("events/novel_set", [CALM])
    main(["--sets", str(folder), "--jobs", "1"], fake_load)
    assert "events/novel_set left out" in capsys.readouterr().err


def echo(_: Coder, rows: Sequence[Row]) -> list[Row]:
    return [{"id": row["id"]} for row in rows]


def test_parts_come_back_in_order(fake_load: Load) -> None:
    rows: list[Row] = [{"id": str(i), "text": "x" * (run.PART_CHARACTERS // 2)} for i in range(9)]
    assert [len(part) for part in parts(rows)] == [2, 2, 2, 2, 1]
    with ThreadPoolExecutor(2) as pool:
        [job] = collect([Job(Benchmark("a/b", echo), rows)], pool, fake_load)
    assert [row["id"] for row in job.predicted] == [str(i) for i in range(9)]


def test_sample_spreads_over_the_set() -> None:
    rows: list[Row] = [{"id": str(i)} for i in range(10)]
    assert [row["id"] for row in sampled(rows, 3)] == ["0", "3", "6"]
    assert sampled(rows, 20) == rows


def test_every_key_is_unique_and_has_a_way_to_be_measured() -> None:
    assert len({one.key for one in BENCHMARKS}) == len(BENCHMARKS)
    assert all(one.waits or (one.adapter and one.scorer and one.measures) for one in BENCHMARKS)


def test_table_fits_with_every_floor() -> None:
    reasons = {one.key: one.waits or "skipped: absent" for one in BENCHMARKS}
    widest = [f"{'':75}{measure.floor}" for one in BENCHMARKS for measure in one.measures]
    assert max(map(len, [*table(BENCHMARKS, {}, reasons).splitlines(), *widest])) <= 110


def test_speed_compares_the_same_words(fake_load: Load) -> None:
    read: list[str] = []
    figures = compare(fake_load(), {"en": read.extend}, [Report("1", "France met Mali.", "en")], rounds=3)
    assert read == ["France met Mali."] * 3
    assert figures["share_of_bare_pipeline"] == figures["words_per_second"] / figures["bare_words_per_second"]


def test_the_index_of_places_is_measured() -> None:
    figures = place_index()
    assert 0 < figures["place_lookup_us"] < figures["place_index_ms"] * 1000
