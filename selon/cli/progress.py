"""A progress bar on standard error, for whoever watches a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

QUIET_SECONDS = 2.0  # a single report that is done by then shows no progress


class Progress:
    """Shows how far several reports are, or that one report takes its time. Silent where nobody watches."""

    def __init__(self, total: int) -> None:
        self._bar = bar(total=total, is_counted=True) if sys.stderr.isatty() else None
        self._delay = Timer(0.0 if total > 1 else QUIET_SECONDS, self._start)
        self._delay.daemon = True

    def __enter__(self) -> Self:
        self._delay.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._stop()

    def say(self, text: str) -> None:
        """What is being done now."""
        if self._bar:
            self._bar.update(self._bar.task_ids[0], description=text)

    def advance(self) -> None:
        """One report more is done."""
        if self._bar:
            self._bar.update(self._bar.task_ids[0], completed=int(self._bar.tasks[0].completed) + 1)

    def at(self, share: float) -> None:
        """So much, 0 to 1, of the present source has been read."""
        if self._bar:
            self._bar.update(self._bar.task_ids[0], completed=int(self._bar.tasks[0].completed) + min(share, 0.99))

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Takes the bar away while something else is written to the terminal; for good behind the last report."""
        self._stop()
        yield
        if self._bar and self._bar.tasks[0].remaining != 1:
            self._start()

    def _start(self) -> None:
        if self._bar:
            self._bar.start()

    def _stop(self) -> None:
        self._delay.cancel()
        if self._delay.is_alive():
            self._delay.join()
        if self._bar:
            self._bar.stop()


def bar(*, total: float, words: str = "", is_counted: bool = False) -> Bar:
    """A bar on standard error that goes away in the end, without a bar proper where one thing alone is counted."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    share = () if is_counted and total <= 1 else (BarColumn(24),)
    count = (MofNCompleteColumn(),) if is_counted and total > 1 else ()
    made = Progress(SpinnerColumn(), *share, *count, TimeElapsedColumn(),
                    TextColumn("{task.description}", markup=False), console=Console(stderr=True), transient=True,
                    redirect_stdout=False, redirect_stderr=False)
    made.add_task(words, total=total)
    return made
