"""Dates as sources write them, as a day. What is no date, or could be two, is None and never a guess."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?\Z")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d\d?)/(\d\d?)(?=/|-|\Z)")


def day(text: object) -> str | None:
    """YYYY-MM-DD of "2024-05-06T10:00:00+02:00", "20240506", "Mon, 06 May 2024 10:00:00 GMT"; else None.

    The day is the one that is written, without regard to time zones.
    """
    if not isinstance(text, str):
        return None
    found = _YEAR_FIRST.match(text.strip()) or _DIGITS.match(text.strip())
    if found:
        return _checked(*map(int, found.groups()))
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def day_in_address(url: str | None) -> str | None:
    """The day that a publisher writes into the addresses of its reports: /2024/05/06/."""
    found = _IN_ADDRESS.search(url or "")
    return _checked(*map(int, found.groups())) if found else None


def _checked(year: int, month: int, of_month: int) -> str | None:
    try:
        return datetime.date(year, month, of_month).isoformat()
    except ValueError:
        return None
