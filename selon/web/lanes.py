"""Threads in which pages are made: few at once, and the few who review do not queue behind the many who read.

Python makes one page at a time, whatever the number of threads: with many, each takes as long as all together, also the
one that holds the turn to write. What waits for something else (a text that is coded, a password that is checked) is
not counted among pages.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.responses import Response

PAGES = 2  # one is made while the other waits for the database
REVIEWS = 1
DECISIONS = 1  # the database takes one at a time


@dataclass(frozen=True, slots=True)
class Lanes:
    """Of one workspace."""

    pages: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(PAGES))
    reviews: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(REVIEWS))
    decisions: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(DECISIONS))


Page = Callable[..., Response]
Waiting = Callable[..., Awaitable[Response]]


def in_turn(function: Page) -> Waiting:
    """A function of a `view` that makes a page: waits for its turn in the lane of pages."""
    return _in_lane(function, "pages")


def reviewing(function: Page) -> Waiting:
    """The same in the lane of pages to review by."""
    return _in_lane(function, "reviews")


def deciding(function: Page) -> Waiting:
    """The same in the lane of decisions."""
    return _in_lane(function, "decisions")


def _in_lane(function: Page, lane: str) -> Waiting:
    @wraps(function)
    async def waiting(**asked: Any) -> Response:
        lanes: Lanes = asked["view"].request.app.state.lanes
        return await to_thread.run_sync(partial(function, **asked), limiter=getattr(lanes, lane))

    return waiting
