"""How fast Selon reads beside the spaCy pipelines it stands on, and how much memory it takes."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import median

from bench.adapters import Coder
from selon.domain.catalog import shipped
from selon.domain.records import Report
from selon.language.analyse import load_pipeline

ROUNDS = 5  # a median of five shrugs off two rounds in which the machine had other work
BATCH = 16  # reports a batch: what the analyser itself uses
Read = Callable[[Sequence[str]], None]


def measure(load: Callable[[], Coder], reports: Sequence[Report]) -> dict[str, float]:
    """The speed figures, from a process of their own: peak memory is of a process, not of a function."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measure_here, load, reports).result()


def _measure_here(load: Callable[[], Coder], reports: Sequence[Report]) -> dict[str, float]:
    coder = load()
    read_all(coder, reports)  # loads what is loaded on first use
    peak = peak_mb()  # before the bare pipelines come in beside Selon's own
    bare = {language: bare_pipeline(language) for language in sorted({report.language for report in reports})}
    return {**compare(coder, bare, reports), "peak_mb": peak}


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


def seconds(action: Callable[[], None]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def peak_mb() -> float:
    """The most memory this process has held, in megabytes (10^6 bytes)."""
    unit = 1 if sys.platform == "darwin" else 1024  # bytes on macOS, kibibytes elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
