"""Reports are coded and made ready for the database, here or in processes of their own."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing import get_context, parent_process
from typing import Protocol

from selon.domain.errors import CodingStopped, SelonError
from selon.domain.records import CodedReport, Report
from selon.linking.candidates import keys
from selon.linking.cards import Carder, to_json
from selon.linking.copies import copy_keys
from selon.store.rows import Cards, Prepared, packed, prepared

AT_ONCE = 4  # reports handed to a process together: a language model reads several faster than one by one
# Fewer new reports than this are coded here: another process would take longer to load its language model.
WORTH_A_PROCESS = 12
PROCESS_GIB = 1.2  # memory of one process with both language models
MOST_JOBS = 8  # by default; one writer keeps up with more, but that is for whoever asks for it


class CodesReports(Protocol):
    """What codes reports: `selon.pipeline.Coder`, or whatever stands in for it."""

    def code_many(self, reports: Iterable[Report], /) -> Iterator[CodedReport]:
        """The coded reports, in order."""


LoadCoder = Callable[[], CodesReports]  # a function of a module, so that another process can be told its name


@dataclass(frozen=True, slots=True)
class Failed:
    """A report that could not be coded, and why."""

    report: Report
    reason: str


Outcome = Prepared | Failed


@dataclass
class Desk:
    """Codes reports and works out what the database keeps of them."""

    coder: CodesReports
    carder: Carder = field(default_factory=Carder)

    def prepare(self, reports: Sequence[Report]) -> list[Outcome]:
        """Each report prepared, or why not. One that fails does not cost the others."""
        try:
            return [self._prepared(coded) for coded in self.coder.code_many(reports)]
        except Exception as error:
            if len(reports) > 1:
                return [outcome for report in reports for outcome in self.prepare([report])]
            return [Failed(reports[0], _reason(error))]

    def _prepared(self, coded: CodedReport) -> Prepared:
        report = self.carder.report(coded)
        claims = self.carder.claims(coded, report)
        return prepared(coded, Cards(
            report, claims, packed(to_json(report)), tuple(packed(to_json(card)) for card in claims),
            tuple(map(keys, claims)), copy_keys(report)))


def _reason(error: Exception) -> str:
    if isinstance(error, SelonError):
        return str(error)
    fault = f"{type(error).__name__}: {error}".splitlines()[0]
    return f"Selon failed on it ({fault}); please report this"


def load_coder() -> CodesReports:
    """The coder of this installation."""
    from selon.pipeline import load

    return load()


def default_jobs() -> int:
    """As many processes as processors and free memory allow."""
    free_gib = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30 if hasattr(os, "sysconf") else 2.0
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(processors, int(free_gib / PROCESS_GIB), MOST_JOBS))


def coded_in_order(batches: Iterator[list[Report]], load: LoadCoder, jobs: int) -> Iterator[list[Outcome]]:
    """The outcomes of each batch, in order, streaming. Reads no more ahead than keeps the processes busy."""
    head = _first(batches, WORTH_A_PROCESS)
    if jobs == 1 or sum(map(len, head)) < WORTH_A_PROCESS:
        desk: Desk | None = None
        for batch in chain(head, batches):
            desk = desk or Desk(load())
            yield desk.prepare(batch)
    else:
        yield from _in_processes(chain(head, batches), load, jobs)


def _first(batches: Iterator[list[Report]], reports: int) -> list[list[Report]]:
    """The first batches, as many as hold so many reports."""
    head: list[list[Report]] = []
    while sum(map(len, head)) < reports and (batch := next(batches, None)):
        head.append(batch)
    return head


def _in_processes(batches: Iterable[list[Report]], load: LoadCoder, jobs: int) -> Iterator[list[Outcome]]:
    # Spawned, not forked: a copy of a process with threads can hang.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(load,))
    waiting: deque[list[Future[list[Outcome]]]] = deque()
    try:
        for batch in batches:
            waiting.append([pool.submit(_work, batch[i:i + AT_ONCE]) for i in range(0, len(batch), AT_ONCE)])
            if len(waiting) > jobs:
                yield _gathered(waiting.popleft())
        while waiting:
            yield _gathered(waiting.popleft())
    except BrokenProcessPool as error:
        raise CodingStopped from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _gathered(parts: Iterable[Future[list[Outcome]]]) -> list[Outcome]:
    return [outcome for part in parts for outcome in part.result()]


_desk: Desk | None = None  # of this process; set once by `_start`, before any work comes


def _start(load: LoadCoder) -> None:
    """Sets up a process that codes."""
    global _desk
    be_worker()
    _desk = Desk(load())


def be_worker() -> None:
    """Makes this process one that works for another: it ends with it, not at Ctrl-C, and says nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; the other one decides
    os.environ["OMP_NUM_THREADS"] = "1"
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _hush()


def _leave_with_parent() -> None:
    """A killed writer leaves processes that wait for work for ever; nobody would end them."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _hush() -> None:
    import warnings

    warnings.simplefilter("ignore")


def _work(reports: list[Report]) -> list[Outcome]:
    assert _desk is not None
    return _desk.prepare(reports)
