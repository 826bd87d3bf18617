"""Dates in EDTF as people write them: `2023-07-25/2023-07-27` is 25–27 July 2023."""

from __future__ import annotations

from selon.domain.edtf import OPEN, EdtfDate, ends, parsed_date

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter",
            33: "first quarter of", 34: "second quarter of", 35: "third quarter of", 36: "fourth quarter of",
            40: "first half of", 41: "second half of"}
_QUALIFIERS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


def readable(edtf: str) -> str:
    """An EDTF value in English words; a value of another shape comes back as it is."""
    first, last = ends(edtf)
    if first == last:
        return _single(first)
    if first in OPEN:
        return f"until {_single(last)}"
    return f"since {_single(first)}" if last in OPEN else _range(first, last)


def _single(edtf: str) -> str:
    date = parsed_date(edtf)
    if date is None or (words := _words(date)) is None:
        return edtf
    clock = f", {date.clock}" if date.clock else ""
    return f"{_QUALIFIERS.get(date.qualifier or '', '')}{words}{clock}"


def _words(date: EdtfDate) -> str | None:
    """Day, month and year; None where the month is no month."""
    if date.year.endswith("XX"):
        return f"{int(date.year[:2]) + 1}th century" if date.year != "20XX" else "21st century"
    if date.is_round:
        return f"{date.year[:3]}0s"
    if date.month is None:
        return date.year
    if date.month in _SEASONS and date.day is None:
        return f"{_SEASONS[date.month]} {date.year}"
    if not 1 <= date.month <= 12:
        return None
    month = f"{_MONTHS[date.month - 1]} {date.year}"
    return f"{date.day} {month}" if date.day else month


def _range(start: str, end: str) -> str:
    """Two dates with what they share said once."""
    first, last = _single(start).split(), _single(end).split()
    shared = 0
    while shared < min(len(first), len(last)) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    left = first[:len(first) - shared]
    dash = "–" if len(left) == 1 and len(last) - shared == 1 else " – "
    return " ".join(left) + dash + " ".join(last)
