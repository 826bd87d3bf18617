"""How far adding is, for whoever waits for it, and what became of all in the end."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self

from selon.cli.progress import bar
from selon.cli.running import tell
from selon.newsroom.adding import Fate, Summary

if TYPE_CHECKING:
    from selon.reports.document import Skipped

# Where no terminal shows a bar, a line is written so often.
LINE_SECONDS = 30.0
NAMED = 20  # skipped items that are named one by one; `Summary.skipped` holds more


class Watcher:
    """Shows on standard error how much is done, how fast, and how long the rest will take."""

    def __init__(self, sources: int) -> None:
        self._sources, self._before, self._share = sources, -1, 0.0
        self._began = self._last_line = time.monotonic()
        self._bar = bar(total=1.0, words="reading") if sys.stderr.isatty() else None

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def next_source(self) -> None:
        """The next source is being read."""
        self._before, self._share = self._before + 1, 0.0

    def share(self, share: float) -> None:
        """So much of the present source has been read, 0 to 1."""
        self._share = min(max(share, 0.0), 1.0)

    def told(self, summary: Summary) -> None:
        """One batch more is done."""
        words = self._words(summary)
        if self._bar:
            self._bar.update(self._bar.task_ids[0], completed=self._done, description=words)
        elif time.monotonic() - self._last_line >= LINE_SECONDS:
            self._last_line = time.monotonic()
            tell(words)

    @property
    def _done(self) -> float:
        """Share of all sources; each counts the same, as nobody knows how much is in the next."""
        return (max(self._before, 0) + self._share) / max(self._sources, 1)

    def _words(self, summary: Summary) -> str:
        seconds = max(time.monotonic() - self._began, 0.001)
        coded = summary.counts[Fate.ADDED] + summary.counts[Fate.UPDATED]
        parts = [f"{coded:,} added", *(f"{count:,} {fate}" for fate in (Fate.KNOWN, Fate.SKIPPED)
                                       if (count := summary.counts[fate]))]
        rate = f"{coded / seconds:.1f} reports a second"
        left = f"about {_duration(seconds * (1 - self._done) / self._done)} left" if self._done > 0.01 else ""
        return ", ".join(filter(None, (*parts, rate, left)))


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def summary_lines(summary: Summary, database: str) -> Iterator[str]:
    """What was skipped and why, then how much of what there was."""
    yield from map(_skipped, summary.skipped[:NAMED])
    if len(summary.skipped) > NAMED:
        reasons = Counter(skipped.reason for skipped in summary.skipped[NAMED:])
        for reason, count in reasons.most_common(NAMED):
            yield f"{count:,} more: {reason}"
    counts = ", ".join(f"{summary.counts[fate]:,} {fate}" for fate in Fate)
    yield f"{counts}; {summary.claims:,} claims went into {database}"
    if summary.is_interrupted:
        yield "interrupted; run it again to go on"


def watch_line(summary: Summary) -> str:
    """One line on one item of a feed; empty for what is known."""
    if summary.skipped:
        return _skipped(summary.skipped[0])
    for fate in (Fate.ADDED, Fate.UPDATED):
        if summary.counts[fate]:
            return f"{fate}, {summary.claims} claims"
    return ""


def _skipped(skipped: Skipped) -> str:
    return f"{skipped.where}: {skipped.reason}"
