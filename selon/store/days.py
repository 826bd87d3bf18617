"""The day by which a time in EDTF is sorted."""

from __future__ import annotations

from selon.domain.edtf import ends, parsed_date


def first_day(edtf: str | None) -> str | None:
    """The first day of a time, `2023-07-01` for `2023-07`; of an interval with open start its end's first day.

    None for no time and for a value that is no date.
    """
    for end in ends(edtf or ""):
        if (date := parsed_date(end)) and (day := date.first):
            return day.isoformat()
    return None
