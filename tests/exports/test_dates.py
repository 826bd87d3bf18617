import pytest

from selon.exports.dates import readable


@pytest.mark.parametrize(("edtf", "words"), [
    ("2023", "2023"),
    ("2023-07", "July 2023"),
    ("2023-07-27", "27 July 2023"),
    ("2023-07-27T14:30", "27 July 2023, 14:30"),
    ("2023-07-25/2023-07-27", "25–27 July 2023"),
    ("2023-07-30/2023-08-02", "30 July – 2 August 2023"),
    ("2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024"),
    ("2023-07/2023-08", "July–August 2023"),
    ("2020/2023", "2020–2023"),
    ("2023-07-27/2023-07-27", "27 July 2023"),
    ("../2020", "until 2020"),
    ("2023-07-26/..", "since 26 July 2023"),
    ("2023-21", "spring 2023"),
    ("2023-34", "second quarter of 2023"),
    ("199X", "1990s"),
    ("19XX", "20th century"),
    ("20XX", "21st century"),
    ("2023-07~", "about July 2023"),
    ("2023?", "perhaps 2023"),
    ("XXXX-WXX-2", "XXXX-WXX-2"),
    ("2023-99", "2023-99"),
])
def test_dates_read_as_people_write_them(edtf, words):
    assert readable(edtf) == words
