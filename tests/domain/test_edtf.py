"""Values of EDTF as dates of the calendar."""

from __future__ import annotations

import datetime

import pytest

from selon.domain.edtf import EdtfDate, ends, parsed_date


@pytest.mark.parametrize(("edtf", "first", "last"), [
    ("2023-07-27", "2023-07-27", "2023-07-27"), ("2023-07", "2023-07-01", "2023-07-31"),
    ("2024-02", "2024-02-01", "2024-02-29"), ("2023", "2023-01-01", "2023-12-31"),
    ("2023-22", "2023-06-01", "2023-08-31"), ("2023-24", "2023-12-01", "2024-02-29"),
    ("2023-36", "2023-10-01", "2023-12-31"), ("2023-40", "2023-01-01", "2023-06-30"),
    ("199X", "1990-01-01", "1999-12-31"), ("19XX", "1900-01-01", "1999-12-31"),
    ("2023-07~", "2023-07-01", "2023-07-31"), ("2023-07-27T14:30:00Z", "2023-07-27", "2023-07-27"),
])
def test_the_days_of_a_date(edtf: str, first: str, last: str) -> None:
    date = parsed_date(edtf)
    assert date
    assert (date.first, date.last) == (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


@pytest.mark.parametrize("edtf", ["2023-02-30", "2023-13", "2023-00", "2023-99", "0000"])
def test_what_the_calendar_has_not_has_no_days(edtf: str) -> None:
    date = parsed_date(edtf)
    assert date
    assert (date.first, date.last) == (None, None)


@pytest.mark.parametrize("edtf", ["", "..", "soon", "2023-7", "20234", "199X-05", "2023-07-27/2023-07-28", "P3D"])
def test_what_is_no_date(edtf: str) -> None:
    assert parsed_date(edtf) is None


def test_the_parts_of_a_date() -> None:
    assert parsed_date("2023-07-27T14:30~") == EdtfDate("2023", 7, 27, "14:30", "~")


@pytest.mark.parametrize(("edtf", "both"), [
    ("2023", ("2023", "2023")), ("2023-07/2023-08", ("2023-07", "2023-08")), ("2020/..", ("2020", "..")),
    ("../2020", ("..", "2020")), ("", ("", "")),
])
def test_the_ends_of_a_time(edtf: str, both: tuple[str, str]) -> None:
    assert ends(edtf) == both
