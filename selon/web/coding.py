"""Codes texts for the workspace: one at a time, in a process of its own, so that pages answer meanwhile."""

from __future__ import annotations

import threading
import time
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

from selon.domain.errors import CodingStopped, SelonError
from selon.domain.records import CodedReport, Report
from selon.newsroom.coding import CodesReports, LoadCoder
from selon.pipeline import load

SECONDS = 120  # for one text; the first waits for the language model too
WAITING = 8  # texts that wait for their turn; the next is sent away
MINUTE = 60.0


class TooManyTexts(SelonError):
    """More texts than are taken at once, or from one reader in a minute."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many texts are being coded; send this one again in {seconds} seconds, "
                         "or code many with `selon add`")
        self.seconds = seconds


class CodingDesk:
    """Takes texts to be coded."""

    def __init__(self, load_coder: LoadCoder, texts_a_minute: int) -> None:
        self._load, self._texts_a_minute = load_coder, texts_a_minute
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self._turn = threading.BoundedSemaphore(WAITING)
        self._sent: dict[str, deque[float]] = {}

    def code(self, text: str, reader: str, **about: Any) -> CodedReport:
        """The text, coded. Raises TooManyTexts, CodingStopped, and what reading a report raises."""
        self._check_rate(reader)
        if not self._turn.acquire(blocking=False):
            raise TooManyTexts(10)
        try:
            return self._started().submit(_code, text, about).result(SECONDS)
        except (BrokenProcessPool, TookTooLong) as error:
            self.close()
            raise CodingStopped from error
        finally:
            self._turn.release()

    def close(self) -> None:
        """Ends the process."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool:
            pool.shutdown(wait=False, cancel_futures=True)

    def _check_rate(self, reader: str) -> None:
        now = time.monotonic()
        with self._lock:
            if len(self._sent) > 10_000:  # readers that come once and never again
                self._sent.clear()
            sent = self._sent.setdefault(reader, deque())
            while sent and sent[0] < now - MINUTE:
                sent.popleft()
            if len(sent) >= self._texts_a_minute:
                raise TooManyTexts(int(MINUTE - (now - (sent[0] if sent else now))) + 1)
            sent.append(now)

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                # Spawned, not forked: a copy of a process with threads can hang.
                self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_start,
                                                 initargs=(self._load,))
            return self._pool


_coder: CodesReports | None = None  # of the process that codes; set once, before any text comes


def _start(load_coder: LoadCoder) -> None:
    import signal
    import warnings

    global _coder
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; the server decides
    warnings.simplefilter("ignore")
    _coder = load_coder()


def _code(text: str, about: dict[str, Any]) -> CodedReport:
    assert _coder is not None
    [coded] = _coder.code_many([_report(text, about)])
    return coded


def _report(text: str, about: dict[str, Any]) -> Report:
    return load().report(text, **about)
