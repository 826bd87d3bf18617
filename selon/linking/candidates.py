"""Blocking keys: which claims are worth comparing, found by equality in an index, whatever the size of a database.

Claims without a common key are not compared. There are three sorts, each with the block of the claim's type (types
that can be one event share a block): two names that the report is about, in a window of publication; a party of the
claim, in a window of the event's own date; and both sides of the claim, in a wide window of publication.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from selon.domain.events import ClaimCard, Party
from selon.linking.days import days_of
from selon.linking.families import families

# Days: two reports, or two events, no further apart than this always share a window.
NEWS_DAYS = 12
EVENT_DAYS = 3
BACKGROUND_DAYS = 60
LONGEST_TIME = 40  # a time of more days than this is no window: a year says too little
TOP_STATES = 3  # of a report: whom it is about
TOP_NAMES = 5  # and who or what else
MAX_KEYS = 56
# A bucket of the index with more claims than this is read only as far: the latest published first.
MAX_BUCKET = 200


def keys(card: ClaimCard) -> tuple[str, ...]:
    """The blocking keys of a claim, sorted: at most MAX_KEYS."""
    found = {*_by_report(card), *_by_event_day(card), *_by_sides(card)}
    return tuple(f"{_block(card)}|{key}" for key in sorted(found)[:MAX_KEYS])


def _by_report(card: ClaimCard) -> Iterator[str]:
    states = [name for name in card.report.names if is_state(name)][:TOP_STATES]
    others = [name for name in card.report.names if not is_state(name)][:TOP_NAMES]
    about = sorted({*states, *others})
    pairs = {f"{one}+{other}" for one, other in combinations(about, 2)
             if is_state(one) or is_state(other)} or {*about, "-"}
    for window in _windows(_published(card), NEWS_DAYS):
        for pair in pairs:
            yield f"news|{pair}|{window}"


def _by_event_day(card: ClaimCard) -> Iterator[str]:
    days = days_of(card.time)
    if days is None or days.length > LONGEST_TIME:
        return
    windows = {*_windows(days.first, EVENT_DAYS), *_windows(days.last, EVENT_DAYS)}
    for side in sorted({*_sides(card.actors), *_sides(card.recipients)})[:3]:
        for window in sorted(windows):
            yield f"day|{side}|{window}"


def _by_sides(card: ClaimCard) -> Iterator[str]:
    sides = sorted({*_sides(card.actors), *_sides(card.recipients)})[:3]
    for window in _windows(_published(card), BACKGROUND_DAYS):
        for first in range(len(sides)):
            for second in range(first + 1, len(sides)):
                yield f"sides|{sides[first]}+{sides[second]}|{window}"


def is_state(name: str) -> bool:
    """Whether a name of a report is a country code."""
    return len(name) == 3 and name.isupper()


def _sides(parties: tuple[Party, ...]) -> set[str]:
    """Countries of parties; names of those without."""
    return {party.country or party.name for party in parties}


def _published(card: ClaimCard) -> int | None:
    """The day the report appeared; of an undated one, the first day of the event."""
    if card.report.published:
        return date.fromisoformat(card.report.published).toordinal()
    days = days_of(card.time)
    return days.first if days else None


def _windows(day: int | None, apart: int) -> tuple[int, ...]:
    """The two windows that a day lies in; 0 for no day."""
    return (0,) if day is None else (day // apart, day // apart + 1)


def _block(card: ClaimCard) -> str:
    return _BLOCKS.get(card.event, card.event)


def _blocks() -> dict[str, str]:
    """Each type with the first of those it is joined with by nearness, over any number of steps."""
    types = {kind for pair in families().near for kind in pair}
    blocks: dict[str, str] = {}
    for kind in sorted(types):
        if kind not in blocks:
            reach, waiting = {kind}, [kind]
            while waiting:
                fresh = set(families().around(waiting.pop())) - reach
                reach |= fresh
                waiting += sorted(fresh)
            blocks |= dict.fromkeys(reach, kind)
    return blocks


_BLOCKS = _blocks()
