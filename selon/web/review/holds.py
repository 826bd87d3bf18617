"""Claims that are handed out, so that two who review at once get different ones. Kept in memory: nothing depends on it,
a decision says which version of the claim it was made on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from threading import Lock

HOLD_SECONDS = 900.0  # a reviewer who has not decided after so long has gone elsewhere


class Holds:
    """The claim that each reviewer was handed last, one at most."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[str, tuple[str, float]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._held)

    def hand_out(self, reviewer: str, claims: Sequence[str]) -> str | None:
        """The first of the claims that nobody else holds, and from now on the reviewer's; None where all are held."""
        now = self._clock()
        with self._lock:
            self._held = {by: (claim, until) for by, (claim, until) in self._held.items() if until > now}
            taken = {claim for by, (claim, _) in self._held.items() if by != reviewer}
            self._held.pop(reviewer, None)
            free = next((claim for claim in claims if claim not in taken), None)
            if free is not None:
                self._held[reviewer] = free, now + HOLD_SECONDS
            return free
