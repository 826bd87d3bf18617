"""python -m bench --sets DIR: one table of figures for all sets below DIR."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bench import errors, speed
from bench.adapters import load_coder, report_of
from bench.run import BenchError, Job, Load, code, score
from bench.sets import BENCHMARKS, ENDINGS, Benchmark, sampled
from bench.table import speed_lines, table

SPEED = "speed"
GOLD = ("gold/seed", "gold/fr_dev", "gold/en_dev")
# Two processes with as many threads each as there are cores would only stand in each other's way.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures Selon on the development sets.")
    parser.add_argument("--sets", type=Path, required=True, metavar="DIR", help="folder of the sets")
    parser.add_argument("--scorers", type=Path, metavar="DIR", help="folder of the scorers (default: DIR/../score)")
    parser.add_argument("--only", metavar="NAME", help="one set, a folder of sets (gold, events ...), or speed")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every scorer's own JSON to FILE")
    parser.add_argument("--sample", type=int, metavar="N", help="at most N rows of every set, for a quick look")
    parser.add_argument("--errors", metavar="NAME", help="print what is wrong in a gold or events set, by cause")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes that code (default: 2)")
    options = parser.parse_args(given)
    options.scorers = options.scorers or options.sets.parent / "score"
    check(parser, options)
    return options


def check(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Ends with a message that says what to do where an argument cannot be met."""
    for folder in (options.sets, options.scorers):
        if not folder.is_dir():
            parser.error(f"{folder} is no folder; name the sets with --sets and the scorers with --scorers")
    if options.jobs < 1 or (options.sample is not None and options.sample < 1):
        parser.error("--jobs and --sample take a number from 1 up")
    if options.only and options.only != SPEED and not chosen(options.only):
        parser.error(f"no set {options.only}; there are {', '.join(one.key for one in BENCHMARKS)} and {SPEED}")
    if options.errors and not error_sets(options.errors):
        parser.error(f"--errors takes a gold or events set, not {options.errors}")


def chosen(name: str | None) -> list[Benchmark]:
    """The sets that a name stands for; all of them without a name."""
    return [one for one in BENCHMARKS
            if (not one.by_name_only if name is None else one.answers_to(name) and (
                not one.by_name_only or one.key == name))]


def error_sets(name: str) -> list[Benchmark]:
    return [one for one in chosen(name) if one.scorer in ("score_claims.py", "score_events.py")]


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


# ------------------------------------------------------------------------------------- measuring


def gather(benchmarks: Sequence[Benchmark], sets: Path, sample: int | None) -> tuple[list[Job], dict[str, str]]:
    """The sets that can be measured, and why the others cannot."""
    jobs, reasons = list[Job](), dict[str, str]()
    for benchmark in benchmarks:
        if benchmark.waits:
            reasons[benchmark.key] = benchmark.waits
        elif (found := benchmark.rows(sets)) is None:
            reasons[benchmark.key] = "skipped: absent"
        elif rows := sampled(found, sample):
            jobs.append(Job(benchmark, rows))
        else:
            reasons[benchmark.key] = "skipped: holds no language that Selon reads"
    return jobs, reasons


def measure(jobs: Sequence[Job], reasons: dict[str, str], options: argparse.Namespace, load: Load) -> dict[str, Any]:
    """The score of every job; what fails is told in `reasons`."""
    scores: dict[str, Any] = {}
    for number, job in enumerate(code(jobs, load=load, processes=options.jobs), start=1):
        key = job.benchmark.key
        say(f"[{number}/{len(jobs)}] {key}: {len(job.gold):,} rows in {job.seconds:.1f} s")
        try:
            if job.error:
                raise BenchError(job.error)
            scores[key] = score(job, options.scorers)
        except BenchError as error:
            reasons[key] = f"failed: {error}"
            say(f"{key} failed: {error}")
    return scores


def measure_speed(sets: Path, sample: int | None, reasons: dict[str, str], load: Load) -> dict[str, float] | None:
    """The speed on the gold reports; None, and why in `reasons`, where there is none."""
    jobs, _ = gather([one for one in BENCHMARKS if one.key in GOLD], sets, sample)
    if not jobs:
        say("speed skipped: no gold reports")
        return None
    say("speed: Selon and the bare pipelines in turn, before any set")
    try:
        return speed.measure(load, [report_of(row) for job in jobs for row in job.gold])
    except Exception as error:  # as with a set that fails: told, and the sets go on
        reasons[SPEED] = f"failed: {type(error).__name__}: {error}"
        say(f"{SPEED} {reasons[SPEED]}")
        return None


def tell_strangers(sets: Path) -> None:
    """Names the files below `sets` that no row of BENCHMARKS stands for."""
    known = {one.file or one.key for one in BENCHMARKS}
    for ending in ENDINGS:
        for path in sorted(sets.glob(f"*/*{ending}")):
            if (name := path.relative_to(sets).as_posix().removesuffix(ending)) not in known:
                say(f"{name} left out: no row of bench/sets.py stands for it")


def show_errors(options: argparse.Namespace, load: Load) -> int:
    jobs, reasons = gather(error_sets(options.errors), options.sets, options.sample)
    for key, reason in reasons.items():
        say(f"{key} {reason}")
    failed = False
    coder = cache(load)
    for job in code(jobs, load=load, processes=min(options.jobs, max(len(jobs), 1))):
        if job.error:
            print(f"{job.benchmark.key}: {job.error}")
        else:
            found = errors.with_hindrances(errors.find_errors(job, options.scorers), job, coder())
            print(f"{job.benchmark.key}\n{errors.show(list(found))}\n")
        failed |= job.error is not None
    return int(failed)


def show_table(options: argparse.Namespace, load: Load) -> int:
    benchmarks = [] if options.only == SPEED else chosen(options.only)
    jobs, reasons = gather(benchmarks, options.sets, options.sample)
    for key, reason in reasons.items():
        say(f"{key} {reason}")
    speeds = None if options.only not in (None, SPEED) else measure_speed(options.sets, options.sample, reasons, load)
    scores = measure(jobs, reasons, options, load)
    if benchmarks:
        print(table(benchmarks, scores, reasons))
    if speeds:
        print(speed_lines(speeds))
    if options.json:
        write_json(options.json, benchmarks, scores, speeds)
    return int(any(reason.startswith("failed") for reason in reasons.values()))


def write_json(path: Path, benchmarks: Sequence[Benchmark], scores: Mapping[str, Any],
               speeds: Mapping[str, float] | None) -> None:
    found = {one.key: scores[one.key] for one in benchmarks if one.key in scores}
    path.write_text(json.dumps({**found, SPEED: speeds} if speeds else found, indent=1) + "\n", encoding="utf-8")


def main(given: Sequence[str] | None = None, load: Load = load_coder) -> int:
    """Runs the command. Returns 1 where a set failed."""
    options = arguments(given)
    os.environ.update(dict.fromkeys(THREADS, "1"))
    if options.errors:
        return show_errors(options, load)
    start = time.perf_counter()
    if options.only is None:
        tell_strangers(options.sets)
    status = show_table(options, load)
    say(f"done in {time.perf_counter() - start:.0f} s")
    return status


if __name__ == "__main__":
    raise SystemExit(main())
