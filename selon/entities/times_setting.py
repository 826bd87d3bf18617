"""Where a time expression stands, and what it means there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from selon.entities.times_rules import Node
from selon.entities.times_values import MONTHS, Period, day

Slots = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Meaning:
    """EDTF value and TIMEX3 value; `told`: a date that later expressions may refer to."""

    value: str | None
    timex: str | None
    kind: str = "DATE"
    period: Period | None = None
    told: bool = False


NOTHING = Meaning(None, None)


@dataclass(frozen=True)
class Setting:
    """Where an expression stands: the report's date, the last dates told before it, and the clause's tense."""

    anchor: date | None
    direction: Callable[[int], int]  # -1 back, 0 neither, 1 ahead, of the clause around a character
    readings: Mapping[str, Reading]
    told: Period | None = None
    told_day: Period | None = None

    def read(self, node: Node) -> Meaning:
        """The meaning of a node here."""
        return self.readings[node.read](node, self)

    def looking(self, direction: int) -> Setting:
        """The same place in a clause that looks back (-1) or ahead (1)."""
        return Setting(self.anchor, lambda _: direction, self.readings, self.told, self.told_day)

    def on(self, anchor: date) -> Setting:
        """The same place in a report of another day."""
        return replace(self, anchor=anchor)

    def after(self, period: Period) -> Setting:
        """The setting once a date has been told."""
        return replace(self, told=period, told_day=period if period.is_day else self.told_day)

    @property
    def reference(self) -> date | None:
        """The day that "the next day" goes on from: the last one told, else the report's."""
        return self.told.first if self.told else self.anchor


Reading = Callable[[Node, Setting], Meaning]


def of_period(period: Period | None, *, told: bool = True) -> Meaning:
    """The meaning of a date that is one period of the calendar."""
    return Meaning(period.edtf, period.timex, "DATE", period, told) if period else NOTHING


def with_part(meaning: Meaning, part: str) -> Meaning:
    """A part of a day: the day stays the EDTF value, as the codebook has no hours."""
    if meaning.period is None or not meaning.period.is_day:
        return replace(meaning, kind="TIME")
    return replace(meaning, timex=f"{meaning.period.timex}T{part}", kind="TIME")


def day_beside(slots: Slots, setting: Setting) -> Meaning:
    """The day that a part of a day belongs to: named beside it, else told before, else the report's."""
    if "date" in slots:
        return setting.read(slots["date"])
    if setting.told_day:
        return of_period(setting.told_day, told=False)
    return of_period(day(setting.anchor), told=False) if setting.anchor else NOTHING


def count_of(slots: Slots) -> float | None:
    """How many units: None where the words do not say ("some days")."""
    if "some" in slots:
        return None
    return float(slots.get("number", 1)) * float(slots.get("times", 1)) + float(slots.get("plus", 0))


def length_of(node: Node) -> tuple[str, float | None]:
    """Unit and count of a length of time, with or without more words around it."""
    while "inner" in node.slots:
        node = node.slots["inner"]
    return str(node.slots["unit"]), count_of(node.slots)


def grain_of(unit: str) -> str:
    """How exact a date is that is counted in a unit: "a decade ago" tells a year."""
    months = MONTHS.get(unit, 0)
    return "Y" if months >= 12 else "M" if months else "D"
