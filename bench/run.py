"""Codes sets in a few processes and hands what was coded to the scorers."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.adapters import Adapter, Coder, Row
from bench.sets import Benchmark

Load = Callable[[], Coder]

# Small enough that two processes end at about the same time, large enough that no part is all overhead.
PART_CHARACTERS = 200_000


class BenchError(Exception):
    """A set could not be measured."""


class ScorerFailed(BenchError):
    """A scorer ended with an error."""

    def __init__(self, scorer: str, words: str) -> None:
        super().__init__(f"{scorer}: {words.strip().splitlines()[-1] if words.strip() else 'no word of why'}")


@dataclass(slots=True)
class Job:
    """A set on its way through the coder."""

    benchmark: Benchmark
    gold: list[Row]
    predicted: list[Row] = field(default_factory=list)
    error: str | None = None
    seconds: float = 0.0  # of the processes that coded it, added up

    def parts(self) -> Iterator[list[Row]]:
        """The rows in the pieces in which they are coded."""
        return iter([self.gold]) if self.benchmark.whole else parts(self.gold)


@lru_cache(maxsize=1)
def _coder(load: Load) -> Coder:
    """One coder for each process: loading takes longer than many a set."""
    return load()


def code_part(load: Load, adapter: Adapter, rows: list[Row]) -> tuple[list[Row], float]:
    """What the coder makes of some rows, and the seconds it took (a language loads on first use)."""
    coder = _coder(load)
    start = time.perf_counter()
    return adapter(coder, rows), time.perf_counter() - start


def parts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows in runs of about PART_CHARACTERS of text."""
    part, size = list[Row](), 0
    for row in rows:
        part.append(row)
        size += len(row.get("text", ""))
        if size >= PART_CHARACTERS:
            yield part
            part, size = [], 0
    if part:
        yield part


def code(jobs: Sequence[Job], *, load: Load, processes: int) -> Iterator[Job]:
    """The jobs with their predictions, each as soon as it is done; a job that failed says why in `error`."""
    if processes == 1:
        for job in jobs:
            yield _code_here(job, load)
        return
    # A fresh interpreter for each process: a forked one would share, and count, the memory of this one.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from collect(jobs, pool, load)


def _code_here(job: Job, load: Load) -> Job:
    assert job.benchmark.adapter is not None
    try:
        for part in job.parts():
            predicted, seconds = code_part(load, job.benchmark.adapter, part)
            job.predicted += predicted
            job.seconds += seconds
    except Exception as error:  # whatever the coder raises belongs to this set alone; the run goes on
        job.error = f"{type(error).__name__}: {error}"
    return job


def collect(jobs: Sequence[Job], pool: Executor, load: Load) -> Iterator[Job]:
    """Codes the jobs part by part, the largest first, and yields each when its last part is in."""
    waiting: dict[Future[tuple[list[Row], float]], tuple[Job, int]] = {}
    done: dict[str, dict[int, list[Row]]] = {job.benchmark.key: {} for job in jobs}
    for job in sorted(jobs, key=characters, reverse=True):
        assert job.benchmark.adapter is not None
        for number, part in enumerate(job.parts()):
            waiting[pool.submit(code_part, load, job.benchmark.adapter, part)] = (job, number)
    left = Counter(job.benchmark.key for job, _ in waiting.values())
    for future in as_completed(waiting):
        job, number = waiting[future]
        key = job.benchmark.key
        try:
            done[key][number], seconds = future.result()
            job.seconds += seconds
        except Exception as error:  # as above: told with the set, and the others go on
            job.error = f"{type(error).__name__}: {error}"
        left[key] -= 1
        if not left[key]:
            job.predicted = [row for _, part in sorted(done.pop(key).items()) for row in part]
            yield job


def characters(job: Job) -> int:
    return sum(len(row.get("text", "")) for row in job.gold)


def score(job: Job, scorers: Path) -> Any:
    """The scorer's own JSON for a coded job. Raises ScorerFailed."""
    benchmark = job.benchmark
    if callable(benchmark.scorer):
        return benchmark.scorer(job.gold, job.predicted)
    with TemporaryDirectory() as folder:
        gold, predicted = Path(folder, "gold.jsonl"), Path(folder, "predicted.jsonl")
        write_rows(gold, job.gold)
        write_rows(predicted, job.predicted)
        command = [sys.executable, str(scorers / benchmark.scorer), str(gold), str(predicted), *benchmark.arguments]
        done = subprocess.run([*command, "--json"], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise ScorerFailed(benchmark.scorer, done.stderr)
    return json.loads(done.stdout)


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
