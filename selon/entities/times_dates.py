"""How dates are read: by the calendar, or counted from another date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from selon.entities import times_values as calendar
from selon.entities.times_rules import Node
from selon.entities.times_setting import (
    NOTHING,
    Meaning,
    Setting,
    Slots,
    day_beside,
    grain_of,
    length_of,
    of_period,
    with_part,
)
from selon.entities.times_tense import AHEAD, BACK, NEITHER
from selon.entities.times_values import Period

# Without tense a date is the nearest one, but the past reaches further: news tell what has happened.
# A guess: anything from 0 to 4.5 scores the same on the development sets.
PAST_BIAS_MONTHS = 2.0


def read_date(node: Node, setting: Setting) -> Meaning:
    """A month, or a day of a month, of a year that is given or fits the report's date and the tense."""
    slots = node.slots
    number = int(slots["month"])
    if number > 12 and "day" in slots:  # an American 7/27/2023
        slots = {**slots, "month": slots["day"], "day": number}
        number = int(slots["month"])
    year = _year_of(slots, setting)
    if year is None:
        year = _fitting_year(slots, number, node, setting)
    if year is None:
        return NOTHING
    if "day" not in slots:
        return of_period(calendar.month(year, number))
    first = calendar.real_date(year, number, int(slots["day"]))
    last = calendar.real_date(year, number, int(slots["last"])) if "last" in slots else first
    return of_period(calendar.span(first, last)) if first and last and first <= last else NOTHING


def _year_of(slots: Slots, setting: Setting) -> int | None:
    """The year that the words give: in figures, by two figures, or as a phrase ("last year")."""
    for name in ("year", "news_year"):
        if name in slots:
            return int(slots[name])
    if "short_year" in slots:
        short = int(slots["short_year"])
        latest = setting.anchor.year + 5 if setting.anchor else 2030
        return 2000 + short if 2000 + short <= latest else 1900 + short
    if "within" in slots:
        period = setting.read(slots["within"]).period
        return period.first.year if period else None
    return None


def _fitting_year(slots: Slots, month: int, node: Node, setting: Setting) -> int | None:
    anchor = setting.anchor
    if anchor is None:
        return None
    day = int(slots.get("day", 0))
    years = [year for year in (anchor.year - 1, anchor.year, anchor.year + 1)
             if not day or calendar.real_date(year, month, day)]
    if "weekday" in slots and day:
        fitting = [year for year in years if date(year, month, day).isoweekday() == int(slots["weekday"])]
        if fitting:
            return fitting[0]
    direction = slots.get("which", setting.direction(node.start))
    return _choose_year(years, month, day, anchor, int(direction))


def _choose_year(years: list[int], month: int, day: int, anchor: date, direction: int) -> int | None:
    now = (anchor.month, anchor.day) if day else (anchor.month, 0)
    if direction == BACK:
        years = [year for year in years if (year, month, day) <= (anchor.year, *now)]
        return years[-1] if years else None
    if direction == AHEAD:
        return next((year for year in years if (year, month, day) >= (anchor.year, *now)), None)
    middle = anchor.year * 12 + anchor.month - PAST_BIAS_MONTHS
    return min(years, default=None, key=lambda year: abs(year * 12 + month - middle))


def read_within(node: Node, setting: Setting) -> Meaning:
    """A date without a year and, apart from it, its year."""
    slots = node.slots
    inner = slots["date"]
    return setting.read(replace(inner, slots={**inner.slots, "within": slots["within"]}))


def read_year(node: Node, setting: Setting) -> Meaning:
    """ "2023", "last year"."""
    slots = node.slots
    year = _year_of(slots, setting)
    return of_period(calendar.year(year), told=False) if year else NOTHING


def read_years(node: Node, _setting: Setting) -> Meaning:
    """ "1914-1918", "2022-23"."""
    slots = node.slots
    first, last = int(slots["first"]), int(slots["last"])
    if last < 100:
        last += first // 100 * 100
    if first >= last:
        return NOTHING
    return Meaning(f"{first}/{last}", str(first), "DATE", None)


def read_weekday(node: Node, setting: Setting) -> Meaning:
    """A day of the week; "last" excludes the report's own day, the bare name does not."""
    slots = node.slots
    anchor = setting.reference if slots.get("of") == "told" else setting.anchor
    if anchor is None:
        return NOTHING
    weekday, step = int(slots["weekday"]), int(slots.get("which", 0))
    if step:
        found = calendar.nearest_weekday(anchor + timedelta(step), weekday, step)
    else:
        found = calendar.nearest_weekday(anchor, weekday, setting.direction(node.start) or BACK)
    return of_period(calendar.day(found))


def read_weekday_date(node: Node, setting: Setting) -> Meaning:
    """ "Monday 24": the nearest such day of a month that is a Monday."""
    slots = node.slots
    if setting.anchor is None:
        return NOTHING
    days = (setting.anchor + timedelta(step) for step in sorted(range(-200, 200), key=abs))
    found = next((value for value in days if value.day == slots["day"]
                  and value.isoweekday() == int(slots["weekday"])), None)
    return of_period(calendar.day(found)) if found else NOTHING


def read_season(node: Node, setting: Setting) -> Meaning:
    """ "spring 2023"; without a year, that which fits the tense."""
    slots = node.slots
    name = str(slots["season"])
    year = _year_of(slots, setting)
    if year is None and setting.anchor:
        direction = int(slots.get("which", setting.direction(node.start)))
        year = _choose_year([setting.anchor.year + step for step in (-1, 0, 1)],
                            calendar.SEASON_STARTS[name], 0, setting.anchor, direction)
    return of_period(calendar.season(year, name), told=False) if year else NOTHING


def read_part_of_year(node: Node, setting: Setting) -> Meaning:
    """A quarter or half of a year that is given, else of the one that fits the tense."""
    slots = node.slots
    number, unit = int(slots["ordinal"]), str(slots["unit"])
    size = calendar.MONTHS.get(unit)
    if size not in (3, 6) or not 1 <= number <= 12 // size:
        return NOTHING
    year = _year_of(slots, setting)
    if year is None and setting.anchor:
        ends_later = number * size > setting.anchor.month
        year = setting.anchor.year - (ends_later and setting.direction(node.start) == BACK)
    make = calendar.quarter if size == 3 else calendar.half
    return of_period(make(year, number), told=False) if year else NOTHING


def read_decade(node: Node, _setting: Setting) -> Meaning:
    """ "the 1990s", "the 90s"."""
    slots = node.slots
    first = int(slots["decade"])
    if first < 100:
        first += 1900 if first > 20 else 2000
    return of_period(calendar.decade(first), told=False) if first < 2100 and first % 10 == 0 else NOTHING


def read_century(node: Node, _setting: Setting) -> Meaning:
    """ "the 20th century", up to the 21st."""
    slots = node.slots
    number = int(slots["ordinal"])
    return of_period(calendar.century(number), told=False) if 1 <= number <= 21 else NOTHING


def read_holiday(node: Node, setting: Setting) -> Meaning:
    """A feast of the civil or Western church year; "easter+1" counts days from Easter Sunday."""
    slots = node.slots
    rule, year = str(slots["holiday"]), _year_of(slots, setting)
    if rule == "moves":
        return Meaning(None, None)
    if year is not None:
        return of_period(calendar.day(_holiday(rule, year)))
    if setting.anchor is None:
        return NOTHING
    days = [_holiday(rule, setting.anchor.year + step) for step in (-1, 0, 1)]
    direction = int(slots.get("which", setting.direction(node.start)))
    back = [value for value in days if value <= setting.anchor]
    ahead = [value for value in days if value >= setting.anchor]
    if direction == NEITHER:
        nearness = {abs((value - setting.anchor).days): value for value in days}
        return of_period(calendar.day(nearness[min(nearness)]))
    return of_period(calendar.day(back[-1] if direction == BACK else ahead[0]))


def _holiday(rule: str, year: int) -> date:
    if rule.startswith("easter"):
        return calendar.easter(year) + timedelta(int(rule.removeprefix("easter")))
    month, day = map(int, rule.split("-"))
    return date(year, month, day)


# Dates counted from another one

def read_shifted(node: Node, setting: Setting) -> Meaning:
    """The period that lies a number of units from the report's date or from the last date told."""
    slots = node.slots
    told = slots.get("of") == "told"
    base = setting.reference if told else setting.anchor
    unit, count = str(slots["unit"]), int(slots.get("which", slots.get("shift", 0)))
    if base is None:
        return NOTHING
    period = calendar.containing(unit, calendar.shift(base, unit, count))
    if not count and period.first > base and setting.direction(node.start) != AHEAD:
        period = calendar.containing(unit, calendar.shift(base, unit, -1))  # "met this weekend", told on a Monday
    if "part" in slots:
        return with_part(of_period(period, told=not told), str(slots["part"]))
    return of_period(period, told=not told and unit == "D")


def read_counted(node: Node, setting: Setting) -> Meaning:
    """ "three days ago", "two weeks later": a length of time before or after a date."""
    slots = node.slots
    unit, count = length_of(slots["length"])
    told = slots.get("of") == "told"
    base = setting.reference if told else setting.anchor
    sign = int(slots["sign"])
    if base is None:
        return NOTHING
    if count is None:
        return _vaguely(unit, sign, setting.told if told else None)
    found = calendar.shift(base, unit, sign * count)
    return of_period(calendar.containing(grain_of(unit), found), told=False)


def read_vaguely_later(node: Node, setting: Setting) -> Meaning:
    """ "hours later"."""
    slots = node.slots
    return _vaguely(str(slots["unit"]), int(slots["sign"]), setting.told)


def read_the_day(node: Node, setting: Setting) -> Meaning:
    """ "the day": the one told, else the report's."""
    slots = node.slots
    return day_beside(slots, setting)


def _vaguely(unit: str, sign: int, told: Period | None) -> Meaning:
    """ "some hours later" is still the day told before, "days later" its month; any larger unit leads no one knows
    where."""
    if told and told.is_day and unit in calendar.HOURS:
        return Meaning(told.edtf, told.timex, "DATE", told)
    is_near = told is not None and unit == "D" and told.grain in ("D", "M")
    return Meaning(calendar.month(told.first.year, told.first.month).edtf if told and is_near else None,
                   "FUTURE_REF" if sign > 0 else "PAST_REF")


def read_same(node: Node, setting: Setting) -> Meaning:
    """ "the same month": the period around the last date told."""
    slots = node.slots
    if setting.told is None:
        return NOTHING
    meaning = of_period(calendar.containing(str(slots["unit"]), setting.told.first), told=False)
    return with_part(meaning, str(slots["part"])) if "part" in slots else meaning


