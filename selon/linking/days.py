"""EDTF values as ranges of days: what the codebook's times say when two of them are compared."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
DAYS_OPEN = 400  # how far an interval with an open end is taken to reach


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, counted from year 1."""

    first: int
    last: int

    def apart(self, other: Days) -> int:
        """Days between the two; 0 where they touch."""
        return max(self.first - other.last, other.first - self.last, 0)

    @property
    def length(self) -> int:
        return self.last - self.first + 1


@lru_cache(maxsize=20_000)
def days_of(value: str | None) -> Days | None:
    """The days of a date, month, year or interval; None for no value and for one that is none of these."""
    if not value:
        return None
    start, slash, end = value.partition("/")
    if not slash:
        return _plain(start)
    first, last = _plain(start), _plain(end)
    if first is None and last is None:
        return None
    if first is None:
        assert last is not None
        return Days(last.last - DAYS_OPEN, last.last)
    return Days(first.first, last.last if last else first.first + DAYS_OPEN)


def _plain(value: str) -> Days | None:
    found = _DATE.match(value)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        first = datetime.date(year, month or 1, day or 1)
        last = datetime.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return Days(first.toordinal(), last.toordinal())
