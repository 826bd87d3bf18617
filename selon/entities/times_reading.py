"""What an expression says, read where it stands: each rule of times.yaml names one of these readings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from selon.entities import times_values as calendar
from selon.entities.times_rules import Node
from selon.entities.times_tense import AHEAD, BACK, NEITHER
from selon.entities.times_values import Period

Slots = Mapping[str, Any]
MONTHS_AHEAD = 2  # a month-day without tense lies ahead only when it is as near as this


@dataclass(frozen=True)
class Setting:
    """Where an expression stands: the report's date, the last date told before it, and the clause's tense."""

    anchor: date | None
    told: Period | None
    told_day: Period | None
    direction: Callable[[int], int]

    def looking(self, direction: int) -> Setting:
        return replace(self, direction=lambda _: direction)

    def after(self, period: Period) -> Setting:
        """The setting once a date has been told."""
        return replace(self, told=period, told_day=period if period.is_day else self.told_day)

    @property
    def reference(self) -> date | None:
        """The day that "the next day" goes on from: the last one told, else the report's."""
        return self.told.first if self.told else self.anchor


@dataclass(frozen=True, slots=True)
class Meaning:
    """EDTF value and TIMEX3 value; `told`: a date that later expressions may refer to."""

    value: str | None
    timex: str | None
    kind: str = "DATE"
    period: Period | None = None
    told: bool = False


NOTHING = Meaning(None, None)


def read(node: Node, setting: Setting) -> Meaning:
    """The meaning of a node in its setting."""
    return READINGS[node.read](node.slots, node, setting)


def of_period(period: Period | None, *, told: bool = True) -> Meaning:
    return Meaning(period.edtf, period.timex, "DATE", period, told) if period else NOTHING


# Calendar dates

def read_date(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """A month, or a day of a month, of a year that is given or fits the report's date and the tense."""
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
        period = read(slots["within"], setting).period
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
    middle = anchor.year * 12 + anchor.month
    # Without tense the nearest one; the past has the wider reach, as news tell what has happened.
    return min(years, default=None, key=lambda year: abs(year * 12 + month - middle + 3.5))


def read_year(slots: Slots, node: Node, setting: Setting) -> Meaning:
    year = _year_of(slots, setting)
    return of_period(calendar.year(year), told=False) if year else NOTHING


def read_years(slots: Slots, node: Node, setting: Setting) -> Meaning:
    first, last = int(slots["first"]), int(slots["last"])
    if last < 100:
        last += first // 100 * 100
    if first >= last:
        return NOTHING
    return Meaning(f"{first}/{last}", str(first), "DATE", None)


def read_weekday(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """A day of the week; "last" excludes the report's own day, the bare name does not."""
    if setting.anchor is None:
        return NOTHING
    weekday = int(slots["weekday"])
    if "which" in slots and slots["which"]:
        step = int(slots["which"])
        found = calendar.nearest_weekday(setting.anchor + timedelta(step), weekday, step)
    else:
        found = calendar.nearest_weekday(setting.anchor, weekday, setting.direction(node.start) or int(
            slots.get("default", BACK)))
    return of_period(calendar.day(found))


def read_weekday_date(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """ "Monday 24": the nearest such day of a month that is a Monday."""
    if setting.anchor is None:
        return NOTHING
    days = (setting.anchor + timedelta(step) for step in sorted(range(-200, 200), key=abs))
    found = next((value for value in days if value.day == slots["day"]
                  and value.isoweekday() == int(slots["weekday"])), None)
    return of_period(calendar.day(found)) if found else NOTHING


def read_season(slots: Slots, node: Node, setting: Setting) -> Meaning:
    name = str(slots["season"])
    year = _year_of(slots, setting)
    if year is None and setting.anchor:
        direction = int(slots.get("which", setting.direction(node.start)))
        year = _choose_year([setting.anchor.year + step for step in (-1, 0, 1)],
                            calendar.SEASON_STARTS[name], 0, setting.anchor, direction)
    return of_period(calendar.season(year, name), told=False) if year else NOTHING


def read_part_of_year(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """A quarter or half of a year that is given, else of the one that fits the tense."""
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


def read_decade(slots: Slots, node: Node, setting: Setting) -> Meaning:
    first = int(slots["decade"])
    return of_period(calendar.decade(first if first >= 100 else 1900 + first if first > 20 else 2000 + first), told=False)


def read_century(slots: Slots, node: Node, setting: Setting) -> Meaning:
    number = int(slots["ordinal"])
    return of_period(calendar.century(number), told=False) if 1 <= number <= 21 else NOTHING


def read_holiday(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """A feast of the civil or Western church year; "easter+1" counts days from Easter Sunday."""
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
        return of_period(calendar.day(min(days, key=lambda value: abs((value - setting.anchor).days))))
    return of_period(calendar.day(back[-1] if direction == BACK else ahead[0]))


def _holiday(rule: str, year: int) -> date:
    if rule.startswith("easter"):
        return calendar.easter(year) + timedelta(int(rule.removeprefix("easter")))
    month, day = map(int, rule.split("-"))
    return date(year, month, day)


# Dates counted from another one

def read_shifted(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """The period that lies a number of units from the report's date or from the last date told."""
    told = slots.get("of") == "told"
    base = setting.reference if told else setting.anchor
    unit, count = str(slots["unit"]), int(slots.get("which", slots.get("shift", 0)))
    if base is None:
        return NOTHING
    period = calendar.containing(unit, calendar.shift(base, unit, count))
    if "part" in slots:
        return _with_part(of_period(period, told=not told), str(slots["part"]))
    return of_period(period, told=not told and unit == "D")


def read_counted(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """ "three days ago", "two weeks later": a length of time before or after a date."""
    unit, count = _length(slots["length"])
    told = slots.get("of") == "told"
    base = setting.reference if told else setting.anchor
    sign = int(slots["sign"])
    if base is None:
        return NOTHING
    if count is None:
        return _vaguely(unit, sign, setting.told if told else None)
    found = calendar.shift(base, unit, sign * count)
    period = calendar.containing(unit if calendar.MONTHS.get(unit, 0) >= 1 and unit not in ("H", "Q", "CE") else "D", found)
    if unit == "DE":
        period = calendar.year(found.year)
    return of_period(period, told=False)


def read_vaguely_later(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """ "hours later"."""
    return _vaguely(str(slots["unit"]), int(slots["sign"]), setting.told)


def read_the_day(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """ "the day": the one told, else the report's."""
    return _day_beside(slots, setting)


def _vaguely(unit: str, sign: int, told: Period | None) -> Meaning:
    """ "some hours later" is still the day told before; any larger unit leads no one knows where."""
    if told and told.is_day and unit in calendar.HOURS:
        return Meaning(told.edtf, told.timex, "DATE", told)
    return Meaning(None, "FUTURE_REF" if sign > 0 else "PAST_REF")


def read_same(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """ "the same month": the period around the last date told."""
    if setting.told is None:
        return NOTHING
    meaning = of_period(calendar.containing(str(slots["unit"]), setting.told.first), told=False)
    return _with_part(meaning, str(slots["part"])) if "part" in slots else meaning


# Parts of a date

def read_edge(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """ "early 2024", "the end of July": the whole period, as TIMEX3 has it."""
    return read(slots["date"], setting)


def read_part(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """A part of a day: of the day named beside it, else of the last one told or the report's."""
    return _with_part(_day_beside(slots, setting), str(slots["part"]))


def read_clock(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """A time of day: its EDTF value is the day, as the codebook has no hours."""
    time = _clock(slots)
    if time is None:
        return NOTHING
    beside = _day_beside(slots, setting)
    if beside.period is None or not beside.period.is_day:
        return Meaning(None, f"T{time}", "TIME")
    timex = f"{beside.period.timex}T{time}{slots.get('zone') or ''}"
    return Meaning(beside.value, timex, "TIME", beside.period, beside.told)


def read_clock_beside(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """A time of day and its date, in either order."""
    clock = slots["clock"]
    return read_clock({**clock.slots, "date": slots["date"]}, node, setting)


def _clock(slots: Slots) -> str | None:
    if "four" in slots:
        hours, minutes = divmod(int(slots["four"]), 100)
    else:
        hours, minutes = int(slots["hour"]), int(slots.get("minute") or 0)
    half = slots.get("half")
    if half == "pm" and hours < 12:
        hours += 12
    elif half == "am" and hours == 12:
        hours = 0
    return f"{hours:02}:{minutes:02}" if hours <= 24 and minutes < 60 else None


def _day_beside(slots: Slots, setting: Setting) -> Meaning:
    if "date" in slots:
        return read(slots["date"], setting)
    if setting.told_day:
        return of_period(setting.told_day, told=False)
    return of_period(calendar.day(setting.anchor), told=False) if setting.anchor else NOTHING


def _with_part(meaning: Meaning, part: str) -> Meaning:
    if meaning.period is None or not meaning.period.is_day:
        return replace(meaning, kind="TIME")
    return replace(meaning, timex=f"{meaning.period.timex}T{part}", kind="TIME")


def read_night(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """A night between two days."""
    setting = setting.looking(setting.direction(node.start) or BACK)
    last = read(slots["last"], setting).period if "last" in slots else None
    first = read(slots["first"], setting).period if "first" in slots else None
    if "first" not in slots and setting.anchor:
        last = calendar.day(setting.anchor)
    if last and last.is_day and not (first and first.last < last.first):
        first = calendar.day(last.first - timedelta(1))
    if not first or not last:
        return NOTHING
    return Meaning(calendar.span(first.first, last.first).edtf, f"{first.timex}TNI", "TIME",
                   last, told=True)


# Open and closed stretches

def read_since(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """From a date on: open towards the present."""
    inner = read(slots["date"], setting.looking(BACK))
    return replace(inner, value=f"{_begin(inner.value)}/..") if inner.value else inner


def read_until(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """Up to a date: from the report's date where that comes before, else open."""
    looking = NEITHER if setting.direction(node.start) == BACK else AHEAD
    inner = read(slots["date"], setting.looking(looking))
    if inner.period is None or not inner.value:
        return inner
    if setting.anchor and setting.anchor <= inner.period.last:
        return replace(inner, value=f"{setting.anchor}/{inner.period.last}")
    return replace(inner, value=f"../{_end(inner.value)}", told=False)


def read_since_length(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """ "for the past three months", "depuis trois mois": open, begins that long before the report."""
    unit, count = _length(slots["length"])
    inner = read(slots["length"], setting)
    if setting.anchor is None or count is None or unit in calendar.HOURS:
        return inner
    begin = calendar.shift(setting.anchor, unit, -count)
    grain = {"Y": "Y", "M": "M"}.get(unit, "Y" if calendar.MONTHS.get(unit, 0) > 12 else "D")
    return replace(inner, value=f"{calendar.containing(grain, begin).edtf}/..")


def read_within_length(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """ "within 60 days": from the last date told, or the report's, to its end."""
    unit, count = _length(slots["length"])
    inner = read(slots["length"], setting)
    base = setting.reference
    if base is None or count is None or unit in calendar.HOURS:
        return inner
    return replace(inner, value=f"{base}/{calendar.shift(base, unit, count)}")


def read_in_length(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """ "in two weeks": a date (or all time up to it) where the clause looks ahead, else how long it took."""
    if setting.direction(node.start) != AHEAD:
        return read(slots["length"], setting)
    return (read_within_length if slots.get("within") else read_counted)(slots, node, setting)


def read_ahead(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """A date that something is set for."""
    return read(slots["inner"], setting.looking(AHEAD))


def read_range(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """From one date to another."""
    last = read(slots["last"], setting)
    first = read(slots["first"], setting)
    if not (first.period and last.period and first.period.first <= last.period.last):
        return NOTHING
    return Meaning(f"{_begin(first.value)}/{_end(last.value)}", first.timex, "DATE", first.period)


def _begin(value: str | None) -> str:
    return (value or "").partition("/")[0]


def _end(value: str | None) -> str:
    return (value or "").rpartition("/")[2]


# Lengths, repetitions and words without a date

def read_duration(slots: Slots, node: Node, setting: Setting) -> Meaning:
    unit, count = str(slots["unit"]), _count(slots)
    return Meaning(None, _duration(unit, count), "DURATION")


def read_outer(slots: Slots, node: Node, setting: Setting) -> Meaning:
    """The meaning of what it holds, with more words around it."""
    return read(slots["inner"], setting)


def read_set(slots: Slots, node: Node, setting: Setting) -> Meaning:
    if "weekday" in slots:
        return Meaning(None, f"XXXX-WXX-{slots['weekday']}", "SET")
    if "frequency" in slots:
        return Meaning(None, str(slots["frequency"]), "SET")
    return Meaning(None, _duration(str(slots["unit"]), _count(slots)), "SET")


def read_vague(slots: Slots, node: Node, setting: Setting) -> Meaning:
    return Meaning(None, str(slots["vague"]), str(slots.get("kind", "DATE")))


def _count(slots: Slots) -> float | None:
    """How many units: None where the words do not say ("some days")."""
    if "some" in slots:
        return None
    return float(slots.get("number", 1)) * float(slots.get("times", 1)) + float(slots.get("plus", 0))


def _length(node: Node) -> tuple[str, float | None]:
    while "inner" in node.slots:
        node = node.slots["inner"]
    return str(node.slots["unit"]), _count(node.slots)


_DURATION_UNITS = {"MIN": ("T", "M", 1), "HR": ("T", "H", 1), "S": ("T", "S", 1), "Q": ("", "M", 3), "H": ("", "M", 6),
                   "DE": ("", "Y", 10), "CE": ("", "Y", 100), "FN": ("", "W", 2), "WE": ("", "WE", 1)}


def _duration(unit: str, count: float | None) -> str:
    time, letter, factor = _DURATION_UNITS.get(unit, ("", unit, 1))
    if count is None:
        return f"P{time}X{'DE' if unit == 'DE' else letter}"
    return f"P{time}{count * factor:g}{letter}"


Reading = Callable[[Slots, Node, Setting], Meaning]
READINGS: Mapping[str, Reading] = {
    name.removeprefix("read_"): function for name, function in list(globals().items()) if name.startswith("read_")
}
