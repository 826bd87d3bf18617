"""EDTF values as ranges of days: what the codebook's times say when two of them are compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from selon.domain.edtf import ends, parsed_date

DAYS_OPEN = 400  # how far an interval with an open end is taken to reach
NARROW_DAYS = 3


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
    first, last = (_calendar_days(end) for end in ends(value))
    if first is None and last is None:
        return None
    if first is None:
        assert last is not None
        return Days(last.last - DAYS_OPEN, last.last)
    return Days(first.first, last.last if last else first.first + DAYS_OPEN)


def narrow(value: str | None) -> Days | None:
    """The days of a time that names them to the day or nearly so; None for a month, a year or nothing."""
    days = days_of(value)
    return days if days is not None and days.length <= NARROW_DAYS else None


def _calendar_days(edtf: str) -> Days | None:
    """The days of one date; a decade is too round to tell one event from another."""
    date = parsed_date(edtf)
    if date is None or date.is_round or date.first is None or date.last is None:
        return None
    return Days(date.first.toordinal(), date.last.toordinal())
