"""The day by which a time in EDTF is sorted."""

from __future__ import annotations

import re

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_ROUND = re.compile(r"(?P<digits>\d{2,3})X{1,2}")
# Seasons, quarters and halves of EDTF: the month in which each begins.
EDTF_MONTHS = {"21": "03", "22": "06", "23": "09", "24": "12", "33": "01", "34": "04", "35": "07", "36": "10",
               "40": "01", "41": "07"}


def first_day(edtf: str | None) -> str | None:
    """The first day of a time, `2023-07-01` for `2023-07`; of an interval with open start its end's first day.

    None for no time and for a value that is no date.
    """
    for part in (edtf or "").split("/"):
        if found := _DATE.match(part):
            month = found["month"] or "01"
            return f"{found['year']}-{EDTF_MONTHS.get(month, month)}-{found['day'] or '01'}"
        if found := _ROUND.match(part):
            return f"{found['digits'].ljust(4, '0')}-01-01"
    return None
