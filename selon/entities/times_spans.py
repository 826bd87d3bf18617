"""How parts of a day, stretches of time, lengths and repetitions are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from selon.domain.edtf import ends
from selon.entities import times_values as calendar
from selon.entities.times_dates import read_counted
from selon.entities.times_rules import Node
from selon.entities.times_setting import (
    NOTHING,
    Meaning,
    Setting,
    Slots,
    count_of,
    day_beside,
    grain_of,
    length_of,
    with_part,
)
from selon.entities.times_tense import AHEAD, BACK, NEITHER

# A weekday before the day told by less than this is one after it: an end lies behind its beginning.
_NEARLY = timedelta(7)

# Parts of a date

def read_edge(node: Node, setting: Setting) -> Meaning:
    """ "early 2024", "the end of July": the whole period, as TIMEX3 has it."""
    slots = node.slots
    return setting.read(slots["date"])


def read_part(node: Node, setting: Setting) -> Meaning:
    """A part of a day: of the day named beside it, else of the last one told or the report's."""
    slots = node.slots
    return with_part(day_beside(slots, setting), str(slots["part"]))


def read_clock(node: Node, setting: Setting) -> Meaning:
    """A time of day: its EDTF value is the day, as the codebook has no hours."""
    slots = node.slots
    time = _clock(slots)
    if time is None:
        return NOTHING
    beside = day_beside(slots, setting)
    if beside.period is None or not beside.period.is_day:
        return Meaning(None, f"T{time}", "TIME")
    timex = f"{beside.period.timex}T{time}{slots.get('zone') or ''}"
    return Meaning(beside.value, timex, "TIME", beside.period, beside.told)


def read_clock_beside(node: Node, setting: Setting) -> Meaning:
    """A time of day and its date, in either order."""
    slots = node.slots
    clock = slots["clock"]
    return read_clock(replace(clock, slots={**clock.slots, "date": slots["date"]}), setting)


def _clock(slots: Slots) -> str | None:
    if "four" in slots:
        hours, minutes = divmod(int(slots["four"]), 100)
    else:
        hours, minutes = int(slots["hour"]), int(slots.get("minute") or 0)
    half = str(slots.get("half") or "").lower()
    if half.startswith("p") and hours < 12:
        hours += 12
    elif half.startswith("a") and hours == 12:
        hours = 0
    return f"{hours:02}:{minutes:02}" if hours <= 24 and minutes < 60 else None


def read_night(node: Node, setting: Setting) -> Meaning:
    """A night between two days."""
    slots = node.slots
    setting = setting.looking(setting.direction(node.start) or BACK)
    last = setting.read(slots["last"]).period if "last" in slots else None
    first = setting.read(slots["first"]).period if "first" in slots else None
    if "first" not in slots and setting.anchor:
        last = calendar.day(setting.anchor)
    if last and last.is_day and not (first and first.last < last.first):
        first = calendar.day(last.first - timedelta(1))
    if not first or not last:
        return NOTHING
    return Meaning(calendar.span(first.first, last.first).edtf, f"{first.timex}TNI", "TIME",
                   last, told=True)


# Open and closed stretches

def read_since(node: Node, setting: Setting) -> Meaning:
    """From a date on: open towards the present."""
    slots = node.slots
    inner = setting.looking(BACK).read(slots["date"])
    return replace(inner, value=f"{ends(inner.value)[0]}/..") if inner.value else inner


def read_until(node: Node, setting: Setting) -> Meaning:
    """Up to a date: from the report's date where that comes before, else open."""
    slots = node.slots
    looking = NEITHER if setting.direction(node.start) == BACK else AHEAD
    inner = setting.looking(looking).read(slots["date"])
    if inner.period is None or not inner.value:
        return inner
    told = setting.told_day
    if told and told.first - _NEARLY < inner.period.last < told.first:  # "on Tuesday told them to leave by Saturday"
        inner = setting.on(told.first).looking(AHEAD).read(slots["date"])
    # the report's own day is the earliest it can be
    if inner.period and setting.anchor and setting.anchor <= inner.period.last:
        return replace(inner, value=f"{setting.anchor}/{inner.period.last}")
    return replace(inner, value=f"../{ends(inner.value or '')[1]}", told=False)


def read_since_length(node: Node, setting: Setting) -> Meaning:
    """ "for the past three months", "depuis trois mois": open, begins that long before the report."""
    slots = node.slots
    unit, count = length_of(slots["length"])
    inner = setting.read(slots["length"])
    if setting.anchor is None or count is None or not _fills_days(unit, count):
        return inner
    begin = calendar.shift(setting.anchor, unit, -count)
    return replace(inner, value=f"{calendar.containing(grain_of(unit), begin).edtf}/..")


def read_within_length(node: Node, setting: Setting) -> Meaning:
    """ "within 60 days": from the last date told, or the report's, to its end."""
    slots = node.slots
    unit, count = length_of(slots["length"])
    inner = setting.read(slots["length"])
    base = setting.reference
    if base is None or count is None or not _fills_days(unit, count):
        return inner
    return replace(inner, value=f"{base}/{calendar.shift(base, unit, count)}")


def _fills_days(unit: str, count: float) -> bool:
    return count * calendar.HOURS.get(unit, 24) >= 24


def read_in_length(node: Node, setting: Setting) -> Meaning:
    """ "in two weeks": a date (or all time up to it) where the clause looks ahead, else how long it took."""
    slots = node.slots
    if length_of(slots["length"])[1] is None or setting.direction(node.start) != AHEAD:
        return setting.read(slots["length"])
    return (read_within_length if slots.get("within") else read_counted)(node, setting)


def read_ahead(node: Node, setting: Setting) -> Meaning:
    """A date that something is set for."""
    slots = node.slots
    return setting.looking(AHEAD).read(slots["inner"])


def read_range(node: Node, setting: Setting) -> Meaning:
    """From one date to another; where they come out in the wrong order, one is counted from the other."""
    slots = node.slots
    first, last = setting.read(slots["first"]), setting.read(slots["last"])
    begin, end = first.period, last.period
    if begin and end and begin.first > end.last:
        if setting.direction(node.start) == AHEAD:
            last = setting.on(begin.first).looking(AHEAD).read(slots["last"])
        else:
            first = setting.on(end.last).looking(BACK).read(slots["first"])
        begin, end = first.period, last.period
    if begin is None or end is None or begin.first > end.last:
        return NOTHING
    return Meaning(f"{ends(first.value or '')[0]}/{ends(last.value or '')[1]}", first.timex, "DATE", begin)


# Lengths, repetitions and words without a date

def read_duration(node: Node, _setting: Setting) -> Meaning:
    """ "for three months": how long, not when."""
    slots = node.slots
    unit, count = str(slots["unit"]), count_of(slots)
    return Meaning(None, _duration(unit, count), "DURATION")


def read_outer(node: Node, setting: Setting) -> Meaning:
    """The meaning of what it holds, with more words around it."""
    slots = node.slots
    return setting.read(slots["inner"])


def read_set(node: Node, _setting: Setting) -> Meaning:
    """ "every Tuesday", "twice a week": how often, not when."""
    slots = node.slots
    if "weekday" in slots:
        return Meaning(None, f"XXXX-WXX-{slots['weekday']}", "SET")
    if "frequency" in slots:
        return Meaning(None, str(slots["frequency"]), "SET")
    return Meaning(None, _duration(str(slots["unit"]), count_of(slots)), "SET")


def read_vague(node: Node, _setting: Setting) -> Meaning:
    """ "recently", "now": words for a time without a date."""
    slots = node.slots
    return Meaning(None, str(slots["vague"]), str(slots.get("kind", "DATE")))


_DURATION_UNITS = {"MIN": ("T", "M", 1), "HR": ("T", "H", 1), "S": ("T", "S", 1), "Q": ("", "M", 3), "H": ("", "M", 6),
                   "DE": ("", "Y", 10), "CE": ("", "Y", 100), "FN": ("", "W", 2), "WE": ("", "WE", 1)}


def _duration(unit: str, count: float | None) -> str:
    time, letter, factor = _DURATION_UNITS.get(unit, ("", unit, 1))
    if count is None:
        return f"P{time}X{'DE' if unit == 'DE' else letter}"
    return f"P{time}{count * factor:g}{letter}"


