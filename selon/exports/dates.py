"""Dates in EDTF as people write them: `2023-07-25/2023-07-27` is 25–27 July 2023."""

from __future__ import annotations

import re

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter",
            "33": "first quarter of", "34": "second quarter of", "35": "third quarter of", "36": "fourth quarter of",
            "40": "first half of", "41": "second half of"}
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:T(?P<clock>\d\d:\d\d)\S*)?")
_DECADE = re.compile(r"(?P<decade>\d{3})X")
_CENTURY = re.compile(r"(?P<century>\d\d)XX")
_OPEN = ("", "..")
_QUALIFIERS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


def readable(edtf: str) -> str:
    """An EDTF value in English words; a value of another shape comes back as it is.

    Source: Extended Date/Time Format, ISO 8601-2:2019, levels 0 and 1, with the quarters of level 2.
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _single(edtf)
    if start in _OPEN:
        return f"until {_single(end)}"
    if end in _OPEN:
        return f"since {_single(start)}"
    return _single(start) if start == end else _range(start, end)


def _single(edtf: str) -> str:
    if edtf[-1:] in _QUALIFIERS:
        return _QUALIFIERS[edtf[-1]] + _single(edtf[:-1])
    if found := _DECADE.fullmatch(edtf):
        return f"{found['decade']}0s"
    if found := _CENTURY.fullmatch(edtf):
        return f"{int(found['century']) + 1}th century" if found["century"] != "20" else "21st century"
    found = _DATE.fullmatch(edtf)
    words = _words(found) if found else None
    return edtf if words is None or found is None else words + (f", {found['clock']}" if found["clock"] else "")


def _words(found: re.Match[str]) -> str | None:
    """Day, month and year; None where the month is no month."""
    year, month, day = found["year"], found["month"], found["day"]
    if month is None:
        return year
    if month in _SEASONS and day is None:
        return f"{_SEASONS[month]} {year}"
    if not 1 <= int(month) <= 12:
        return None
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}" if day else f"{_MONTHS[int(month) - 1]} {year}"


def _range(start: str, end: str) -> str:
    """Two dates with what they share said once."""
    first, last = _single(start).split(), _single(end).split()
    shared = 0
    while shared < min(len(first), len(last)) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    left = first[:len(first) - shared]
    dash = "–" if len(left) == 1 and len(last) - shared == 1 else " – "
    return " ".join(left) + dash + " ".join(last)
