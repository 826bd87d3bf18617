"""Calendar periods: a day, week, month ... century, with their EDTF and TIMEX3 values."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}  # units that are whole months
DAYS = {"D": 1, "W": 7, "WE": 7, "FN": 14}
HOURS = {"S": 1 / 3600, "MIN": 1 / 60, "HR": 1}
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Days `first` to `last`. `grain` is a unit, `timex` the value without a time of day."""

    first: date
    last: date
    grain: str
    timex: str
    edtf: str

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.grain == "D"


def day(value: date) -> Period:
    return Period(value, value, "D", value.isoformat(), value.isoformat())


def span(first: date, last: date) -> Period:
    """Some days in a row. Its TIMEX3 value is its first day: TIMEX3 has no ranges."""
    return Period(first, last, "D", first.isoformat(), f"{first}/{last}") if first != last else day(first)


def week(value: date) -> Period:
    """The ISO week of a day, Monday to Sunday."""
    year, number, weekday = value.isocalendar()
    monday = value - timedelta(weekday - 1)
    return replace(span(monday, monday + timedelta(6)), grain="W", timex=f"{year:04}-W{number:02}")


def weekend(value: date) -> Period:
    """Saturday and Sunday of the week of a day."""
    own = week(value)
    return replace(span(own.first + timedelta(5), own.last), grain="WE", timex=f"{own.timex}-WE")


def month(year: int, number: int) -> Period:
    text = f"{year:04}-{number:02}"
    return Period(date(year, number, 1), last_of(year, number), "M", text, text)


def months(year: int, number: int, count: int, grain: str, timex: str) -> Period:
    """`count` months from a month on."""
    end_year, end = divmod(year * 12 + number - 1 + count - 1, 12)
    return Period(date(year, number, 1), last_of(end_year, end + 1), grain, timex,
                  f"{year:04}-{number:02}/{end_year:04}-{end + 1:02}")


def quarter(year: int, number: int) -> Period:
    return months(year, 3 * number - 2, 3, "Q", f"{year:04}-Q{number}")


def half(year: int, number: int) -> Period:
    return months(year, 6 * number - 5, 6, "H", f"{year:04}-H{number}")


def season(year: int, name: str) -> Period:
    """A season by whole months; winter begins in December of its year."""
    return months(year, SEASON_STARTS[name], 3, "SE", f"{year:04}-{name}")


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31), "Y", f"{number:04}", f"{number:04}")


def decade(first: int) -> Period:
    text = f"{first:04}"[:3]
    return Period(date(max(first, 1), 1, 1), date(first + 9, 12, 31), "DE", text, f"{text}X")


def century(number: int) -> Period:
    """The 20th century is the years 1900 to 1999, as EDTF and TIMEX3 count."""
    text = f"{number - 1:02}"
    first = max((number - 1) * 100, 1)
    return Period(date(first, 1, 1), date((number - 1) * 100 + 99, 12, 31), "CE", text, f"{text}XX")


def containing(unit: str, value: date) -> Period:
    """The period of a unit that a day lies in."""
    if unit in MONTHS:
        return {
            "M": lambda: month(value.year, value.month), "Q": lambda: quarter(value.year, (value.month + 2) // 3),
            "H": lambda: half(value.year, (value.month + 5) // 6), "Y": lambda: year(value.year),
            "DE": lambda: decade(value.year // 10 * 10), "CE": lambda: century(value.year // 100 + 1),
        }[unit]()
    return {"W": week, "WE": weekend}.get(unit, day)(value)


def shift(value: date, unit: str, count: float) -> date:
    """A day moved by a number of units; the 31st becomes the last day of a shorter month."""
    if unit in MONTHS:
        index = value.year * 12 + value.month - 1 + round(count * MONTHS[unit])
        years, number = divmod(index, 12)
        years = min(max(years, 1), 9998)
        return date(years, number + 1, min(value.day, monthrange(years, number + 1)[1]))
    days = count * DAYS[unit] if unit in DAYS else count * HOURS.get(unit, 0) / 24
    moved = value.toordinal() + int(days)  # hours count as days only when they fill them
    return date.fromordinal(min(max(moved, 1), date.max.toordinal() - 366))


def nearest_weekday(anchor: date, weekday: int, direction: int) -> date:
    """The last (-1) or next (+1) such weekday, the anchor's own day included; 0: the nearer one, the past on a tie."""
    back = (anchor.isoweekday() - weekday) % 7
    if direction > 0 or (direction == 0 and back > 3):
        return anchor + timedelta((7 - back) % 7)
    return anchor - timedelta(back)


def easter(year_: int) -> date:
    """Western Easter Sunday. Source: J. Meeus, Astronomical Algorithms (1991), chapter 8."""
    a, (b, c) = year_ % 19, divmod(year_, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    number, rest = divmod(h + m - 7 * n + 114, 31)
    return date(year_, number, rest + 1)


def last_of(year_: int, number: int) -> date:
    return date(year_, number, monthrange(year_, number)[1])


def real_date(year_: int, number: int, day_: int) -> date | None:
    """The date, or None where the calendar has none (30 February)."""
    try:
        return date(year_, number, day_)
    except ValueError:
        return None
