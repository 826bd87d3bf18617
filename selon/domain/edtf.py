"""Times as the records hold them, in EDTF: `2023-07-27`, `2023-07`, `199X`, `2023-07-25/2023-07-27`, `2020/..`.

Source: Extended Date/Time Format, ISO 8601-2:2019, levels 0 and 1, with the quarters and halves of level 2.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

OPEN = ("", "..")  # an end of an interval that is not known

# What stands for a month in a season, quarter or half of a year: its first month, and how many it has.
SEASONS = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),
           33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3), 40: (1, 6), 41: (7, 6)}

_DATE = re.compile(r"(?:(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?|(?P<round>\d{3}X|\d\dXX))"
                   r"(?:T(?P<clock>\d\d:\d\d)\S*?)?(?P<qualifier>[~?%])?")


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """One date, by the parts that it gives. It need not be in the calendar: one can write 2023-02-30."""

    year: str  # four digits, those left open as X: 199X is a decade, 19XX a century
    month: int | None = None  # from 21 on one of SEASONS
    day: int | None = None
    clock: str | None = None  # hour and minute, 14:30
    qualifier: str | None = None  # ~ approximate, ? uncertain, % both

    @property
    def is_round(self) -> bool:
        """Whether it is a decade or a century."""
        return "X" in self.year

    @property
    def first(self) -> datetime.date | None:
        """Its first day; None where the calendar has none."""
        month, _ = self._months
        return _real(int(self.year.replace("X", "0")), month, self.day or 1)

    @property
    def last(self) -> datetime.date | None:
        """Its last day; None where the calendar has none."""
        first, (month, months) = self.first, self._months
        if first is None or self.day:
            return first
        years, before = divmod(month + months - 2, 12)
        year = int(self.year.replace("X", "9")) + years
        return _real(year, before + 1, calendar.monthrange(year, before + 1)[1])

    @property
    def _months(self) -> tuple[int, int]:
        """The month that it begins in, and how many it lasts."""
        return SEASONS.get(self.month, (self.month, 1)) if self.month is not None else (1, 12)


@lru_cache(maxsize=20_000)
def parsed_date(edtf: str) -> EdtfDate | None:
    """One date, no interval; None for a value of another shape."""
    found = _DATE.fullmatch(edtf)
    if found is None:
        return None
    month, day = (int(found[part]) if found[part] else None for part in ("month", "day"))
    return EdtfDate(found["year"] or found["round"], month, day, found["clock"], found["qualifier"])


def ends(edtf: str) -> tuple[str, str]:
    """Both ends of an interval, each perhaps one of OPEN; the same twice for one date."""
    first, slash, last = edtf.partition("/")
    return first, last if slash else first


def _real(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
