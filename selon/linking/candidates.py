"""Blocking keys: which claims are worth comparing, found by equality in an index, whatever the size of a database.

Claims that no key brings together are not compared. There are three sorts, each with the block of the claim's type
(types that can be one event share a block): two names that the report is about, in a window of publication; a party of
the claim, or else a state that the report is about, in a window of the event's own date; and both sides of the claim,
in a wide window of publication. A claim is kept under the window that its day lies in, and compared with those of the
windows before and behind it too.

A key is a number of 63 bits: the first day of its window, then a hash of the rest. The news of a time thus stand
together in the index, however large it is, and the windows beside a key's are found by adding to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from selon.domain.events import ClaimCard, Keys, Party
from selon.linking.days import days_of
from selon.linking.families import families, state_codes

# Days of a window: two reports, or two events, no further apart than this always lie in one or in two side by side.
NEWS_DAYS = 12
EVENT_DAYS = 3
BACKGROUND_DAYS = 60
LONGEST_TIME = 40  # a time of more days than this is no window: a year says too little
TOP_STATES = 3  # of a report: whom it is about
TOP_NAMES = 5  # and who or what else
# A bucket of the index with more claims than this is read only as far: the latest published first.
MAX_BUCKET = 100
_HASH_BITS = 41  # the day of the last year that EDTF writes in four digits has 22

Window = tuple[str, int, int]  # what is looked for, first day and days of the window; no days: there is no day


def keys(card: ClaimCard) -> Keys:
    """The blocking keys of a claim. Two claims ask for each other or neither does."""
    held, asked, block = set[int](), set[int](), _block(card)
    for what, first, days in (*_by_report(card), *_by_event_day(card), *_by_sides(card)):
        rest = _hashed(f"{block}|{what}")
        held.add((first << _HASH_BITS) + rest)
        asked.update((day << _HASH_BITS) + rest for day in {first - days, first, first + days} if day >= 0)
    return Keys(tuple(sorted(held)), tuple(sorted(asked)))


@lru_cache(maxsize=50_000)
def _hashed(key: str) -> int:
    """Two keys with one hash would only make claims be compared that need not be."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> (64 - _HASH_BITS)


def _by_report(card: ClaimCard) -> Iterator[Window]:
    window = _window(_published(card), NEWS_DAYS)
    return ((f"news|{pair}", *window) for pair in _pairs(card.report.names))


@lru_cache(maxsize=1_000)
def _pairs(names: tuple[str, ...]) -> frozenset[str]:
    """Two names that a report is about, one of them a state; of one without states, each name."""
    states = _states(names)[:TOP_STATES]
    others = [name for name in names if name not in state_codes()][:TOP_NAMES]
    about = sorted({*states, *others})
    return frozenset(f"{one}+{other}" for one, other in combinations(about, 2)
                     if one in state_codes() or other in state_codes()) or frozenset({*about, "-"})


def _by_event_day(card: ClaimCard) -> Iterator[Window]:
    days = days_of(card.time)
    if days is None or days.length > LONGEST_TIME:
        return
    sides = sorted({*_sides(card.actors), *_sides(card.recipients)}) or _states(card.report.names)
    for side in sides[:3]:
        for window in {_window(days.first, EVENT_DAYS), _window(days.last, EVENT_DAYS)}:
            yield f"day|{side}", *window


def _by_sides(card: ClaimCard) -> Iterator[Window]:
    sides = sorted({*_sides(card.actors), *_sides(card.recipients)})[:3]
    window = _window(_published(card), BACKGROUND_DAYS)
    return ((f"sides|{one}+{other}", *window) for one, other in combinations(sides, 2))


def _states(names: tuple[str, ...]) -> list[str]:
    """The states that a report is about, the most named first."""
    return [name for name in names if name in state_codes()]


def _sides(parties: tuple[Party, ...]) -> set[str]:
    """Countries of parties; names of those without."""
    return {party.country or party.name for party in parties}


def _published(card: ClaimCard) -> int | None:
    """The day the report appeared; of an undated one, the first day of the event."""
    if card.report.day is not None:
        return card.report.day
    days = days_of(card.time)
    return days.first if days else None


def _window(day: int | None, days: int) -> tuple[int, int]:
    """First day and days of the window that a day lies in; nothing lies beside that of no day."""
    return (0, 0) if day is None else (day - day % days, days)


def _block(card: ClaimCard) -> str:
    return families().blocks.get(card.event, card.event)
