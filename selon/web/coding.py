"""Codes texts for the workspace: one at a time, in a process of its own, so that pages answer meanwhile.

The process can be ended at any moment, by the time limit, by a reader who leaves or by the end of the workspace; the
next text starts another. It ends by itself when the workspace is killed.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection

from selon.domain.errors import ReportTooLong, SelonError, UnreadableReport
from selon.domain.records import CodedReport, Report
from selon.newsroom.coding import LoadCoder, be_worker
from selon.pipeline import Coder, load
from selon.reports.addresses import checked_address
from selon.reports.connection import Limits
from selon.reports.document import Skipped
from selon.reports.fetch import Fetcher, FetchSettings
from selon.reports.sources import SourceOptions, read_source

SECONDS = 120.0  # for one text; the first waits for the language model too
WAITING = 8  # texts that wait for their turn; the next is sent away
LONGEST_TEXT = 100_000  # characters
MINUTE = 60.0
LOOK_SECONDS = 0.1  # between two looks whether the reader has left
# A reader waits, and so do all behind: no second attempt, and less time than `selon add` has.
WHILE_SOMEBODY_WAITS = FetchSettings(Limits(5.0, 10.0, 20.0, 5_000_000), attempts=1, longest_wait=0.0)


class TooManyTexts(SelonError):
    """More texts than are taken at once, or from one reader in a minute."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many texts are being coded; send this one again in {seconds} seconds, "
                         "or code many with `selon add`")
        self.seconds = seconds


class TookTooLong(SelonError):
    """A text that was not coded in time."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the text was not coded within {seconds:.0f} seconds; send a part of it, or code it with "
                         "`selon read`")


class CodingEnded(SelonError):
    """The process that codes was ended: from outside, by a reader who left, or with the workspace."""

    def __init__(self) -> None:
        super().__init__("the process that codes texts has ended before it was done, perhaps for lack of memory; send "
                         "the text again, or a part of it")


class FetchingOff(SelonError):
    """An address was sent to a workspace that fetches none."""

    def __init__(self) -> None:
        super().__init__("this workspace fetches no addresses; paste the text, or let whoever runs it start "
                         "`selon serve` with --fetch")


@dataclass(frozen=True, slots=True)
class ToCode:
    """A text, or the address of one, and what is known of it."""

    text: str | None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    publisher: str | None = None
    title: str | None = None


Left = Callable[[], bool]  # whether nobody waits for the answer any more


class CodingDesk:
    """Takes texts to be coded."""

    def __init__(self, load_coder: LoadCoder, texts_a_minute: int, *, fetch: FetchSettings | None = None,
                 seconds: float = SECONDS) -> None:
        self.fetch, self.seconds = fetch, seconds
        self._load, self._texts_a_minute = load_coder, texts_a_minute
        self._worker: _Worker | None = None
        self._lock, self._turn = threading.Lock(), threading.Lock()
        self._places = threading.BoundedSemaphore(WAITING)
        self._sent: dict[str, deque[float]] = {}

    def code(self, asked: ToCode, reader: str, has_left: Left = lambda: False) -> CodedReport:
        """The text, coded. Raises TooManyTexts, TookTooLong, CodingEnded, and what fetching and reading it raise."""
        if asked.text is None and self.fetch is None:
            raise FetchingOff
        self._check_rate(reader)
        if not self._places.acquire(blocking=False):
            raise TooManyTexts(10)
        try:
            self._wait_for_turn(has_left)
            try:
                return self._coded(asked, has_left)
            finally:
                self._turn.release()
        finally:
            self._places.release()

    def _wait_for_turn(self, has_left: Left) -> None:
        until = time.monotonic() + self.seconds
        while not self._turn.acquire(timeout=LOOK_SECONDS):
            if has_left():
                raise CodingEnded
            if time.monotonic() > until:
                raise TooManyTexts(10)

    def _coded(self, asked: ToCode, has_left: Left) -> CodedReport:
        with self._lock:
            if self._worker is None or not self._worker.is_alive:
                self._worker = _Worker(self._load, self.fetch)
            worker = self._worker
        try:
            answer = worker.answer(asked, self.seconds, has_left)
        except SelonError:
            worker.end()
            raise
        if isinstance(answer, SelonError):
            raise answer
        return answer

    def close(self) -> None:
        """Ends the process, also in the middle of a text."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker:
            worker.end()

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


class _Worker:
    """The process that codes, seen from the workspace."""

    def __init__(self, load_coder: LoadCoder, fetch: FetchSettings | None) -> None:
        context = get_context("spawn")  # not forked: a copy of a process with threads can hang
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, load_coder, fetch), daemon=True)
        self._process.start()
        theirs.close()  # else the pipe would not end with the process

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    def answer(self, asked: ToCode, seconds: float, has_left: Left) -> CodedReport | SelonError:
        """Raises TookTooLong and CodingEnded; the process is of no use afterwards."""
        until = time.monotonic() + seconds
        try:
            self._pipe.send(asked)
            while not self._pipe.poll(LOOK_SECONDS):
                if has_left():
                    raise CodingEnded
                if time.monotonic() > until:
                    raise TookTooLong(seconds)
            answer: CodedReport | SelonError = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise CodingEnded from error
        return answer

    def end(self) -> None:
        self._process.kill()
        self._process.join(5)
        with suppress(OSError):
            self._pipe.close()


# ----------------------------------------------------------------------------------- in the process


def _work(pipe: Connection, load_coder: LoadCoder, fetch: FetchSettings | None) -> None:
    be_worker()
    reader = _Reader(load(), Fetcher(fetch) if fetch else None)
    coder = load_coder()
    while True:
        try:
            asked = pipe.recv()
        except EOFError:  # the workspace has ended
            return
        try:
            [answer] = coder.code_many([reader.report(asked)])
            pipe.send(answer)
        except SelonError as error:
            pipe.send(SelonError(str(error)))  # its words: not every error can be sent as it is


@dataclass(frozen=True, slots=True)
class _Reader:
    coder: Coder
    fetcher: Fetcher | None

    def report(self, asked: ToCode) -> Report:
        if asked.text is not None:
            return self.coder.report(asked.text, language=asked.language, published=asked.published,
                                     publisher=asked.publisher, title=asked.title)
        # Checked first: whatever is no address, `read_source` takes for a file of this machine.
        return self._fetched(asked, checked_address(asked.url or "").geturl())

    def _fetched(self, asked: ToCode, url: str) -> Report:
        """The report at an address; what the reader says of it goes before what the page says."""
        assert self.fetcher is not None  # the desk sends no address without one
        items = list(islice(read_source(url, SourceOptions(follow=False, fetcher=self.fetcher)), 2))
        match items:
            case [Skipped() as skipped]:
                raise UnreadableReport(f"{url[:200]}: {skipped.reason}")
            case [document] if not isinstance(document, Skipped):
                if len(document.text) > LONGEST_TEXT:
                    raise ReportTooLong(len(document.text), LONGEST_TEXT)
                return self.coder.report_of(replace(
                    document, language=asked.language or document.language, title=asked.title or document.title,
                    published=asked.published or document.published, publisher=asked.publisher or document.publisher))
        raise UnreadableReport(f"{url[:200]} holds several reports or none; give the address of one report, "
                               "or add them all with `selon add`")
