"""The readings that a rule of times.yaml can name."""

from __future__ import annotations

from collections.abc import Mapping

from selon.entities import times_dates as dates
from selon.entities import times_spans as spans
from selon.entities.times_setting import Reading

READINGS: Mapping[str, Reading] = {
    "date": dates.read_date,
    "within": dates.read_within,
    "year": dates.read_year,
    "years": dates.read_years,
    "weekday": dates.read_weekday,
    "weekday_date": dates.read_weekday_date,
    "season": dates.read_season,
    "part_of_year": dates.read_part_of_year,
    "decade": dates.read_decade,
    "century": dates.read_century,
    "holiday": dates.read_holiday,
    "shifted": dates.read_shifted,
    "counted": dates.read_counted,
    "vaguely_later": dates.read_vaguely_later,
    "the_day": dates.read_the_day,
    "same": dates.read_same,
    "edge": spans.read_edge,
    "part": spans.read_part,
    "clock": spans.read_clock,
    "clock_beside": spans.read_clock_beside,
    "night": spans.read_night,
    "since": spans.read_since,
    "until": spans.read_until,
    "since_length": spans.read_since_length,
    "within_length": spans.read_within_length,
    "in_length": spans.read_in_length,
    "ahead": spans.read_ahead,
    "range": spans.read_range,
    "duration": spans.read_duration,
    "outer": spans.read_outer,
    "set": spans.read_set,
    "vague": spans.read_vague,
}
