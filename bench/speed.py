"""How fast Selon reads beside the spaCy pipelines it stands on, and how much memory it takes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from statistics import median

from bench.adapters import Coder
from selon.domain.catalog import DATA, shipped
from selon.domain.records import Report
from selon.entities.places_index import PlaceIndex
from selon.language.pipelines import load_pipeline

ROUNDS = 5  # a median of five shrugs off two rounds in which the machine had other work
BATCH = 16  # reports a batch: what the analyser itself uses
STARTS = 5  # fresh processes a language
_DONE = "claims"
_PROGRAM = f"""import selon, sys
coded = selon.load().code(sys.argv[1])
assert coded.claims
print({_DONE!r}, flush=True)
"""
Read = Callable[[Sequence[str]], None]


def measure(load: Callable[[], Coder], reports: Sequence[Report]) -> dict[str, float]:
    """The speed figures, from a process of their own: peak memory is of a process, not of a function."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        figures = pool.submit(_measure_here, load, reports).result()
    return {**figures, **start_seconds(sorted({report.language for report in reports}))}


def start_seconds(languages: Iterable[str]) -> dict[str, float]:
    """Seconds from the start of a fresh process until it holds its first claims, by language: medians, with a warm
    disk and cache.

    The report is the catalog's first example of an event type. The end of the process is not counted.
    """
    kind = next(iter(shipped().event_types.values()))

    return {f"start_seconds_{code}": median(_start(kind.examples[code]) for _ in range(STARTS)) for code in languages}


def _start(text: str) -> float:
    """The seconds of one start. Raises CalledProcessError where it ends without a claim."""
    command = [sys.executable, "-W", "ignore", "-c", _PROGRAM, text]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    start = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        taken = time.perf_counter() - start
    if line.strip() != _DONE or process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return taken


def place_index() -> dict[str, float]:
    """Milliseconds until a fresh index of places answers, and microseconds until it finds a name not met before: the
    median over the world's capitals."""
    index = PlaceIndex(DATA)
    capitals = [row["capital"] for row in shipped().rows("actors/countries") if row["capital"]]
    opened, *found = [seconds(partial(index.find, name)) for name in dict.fromkeys(capitals)]
    return {"place_index_ms": opened * 1e3, "place_lookup_us": median(found) * 1e6}


def _measure_here(load: Callable[[], Coder], reports: Sequence[Report]) -> dict[str, float]:
    places = place_index()
    coder = load()
    read_all(coder, reports)  # loads what is loaded on first use
    peak = peak_mb()  # before the bare pipelines come in beside Selon's own
    bare = {language: bare_pipeline(language) for language in sorted({report.language for report in reports})}
    return {**compare(coder, bare, reports), **places, "peak_mb": peak}


def compare(coder: Coder, bare: Mapping[str, Read], reports: Sequence[Report],
            rounds: int = ROUNDS) -> dict[str, float]:
    """Words per second of the coder and of the bare pipelines: medians of rounds taken in turn."""
    texts = {language: [report.text for report in reports if report.language == language] for language in bare}
    words = sum(len(report.text.split()) for report in reports)
    ours, theirs = list[float](), list[float]()
    for _ in range(rounds):
        ours.append(seconds(lambda: read_all(coder, reports)))
        theirs.append(seconds(lambda: read_bare(bare, texts)))
    mine, other = words / median(ours), words / median(theirs)
    return {"words_per_second": mine, "bare_words_per_second": other, "share_of_bare_pipeline": mine / other}


def read_all(coder: Coder, reports: Iterable[Report]) -> None:
    for _ in coder.code_many(reports):
        pass


def read_bare(bare: Mapping[str, Read], texts: Mapping[str, Sequence[str]]) -> None:
    for language, read in bare.items():
        read(texts[language])


def bare_pipeline(language: str) -> Read:
    """The spaCy pipeline of a language and nothing else, warmed up."""
    pipeline = load_pipeline(shipped().language(language).read("language")["pipeline"])

    def read(texts: Sequence[str]) -> None:
        for _ in pipeline.pipe(texts, batch_size=BATCH):
            pass

    read(["."])
    return read


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def peak_mb() -> float:
    """The most memory this process has held, in megabytes (10^6 bytes)."""
    unit = 1 if sys.platform == "darwin" else 1024  # bytes on macOS, kibibytes elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
