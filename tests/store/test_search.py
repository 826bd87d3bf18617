"""Words are found without regard to case and accents, the same way in both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

from selon.store.days import first_day
from selon.store.engines import engine_of, reading, writing
from selon.store.migrate import migrated
from selon.store.schema import claims, coders, reports, texts
from selon.store.search import matching, phrases

SENTENCES = [
    "Les négociations ont échoué à l'aube.", "Paris a négocié; « l'armée » s'est tue.", "NATO's summit: no deal.",
    "Le Kremlin, à Moscou, n’a rien dit.", "Œuvre d'un général-major.",
]


@pytest.fixture
def filled(database: str):
    engine = engine_of(database)
    migrated(engine)
    with writing(engine) as connection:
        connection.execute(insert(coders).values(id=1, name="x"))
        connection.execute(insert(texts).values(hash="x", text="x"))
        connection.execute(insert(reports).values(
            id="x", text_hash="x", language="fr", coder_id=1, details=b"", authors=[], added_at=""))
        for number, sentence in enumerate(SENTENCES):
            connection.execute(insert(claims).values(
                id=str(number), report_id="x", position=number, type="X", status="x", polarity="x", certainty="x",
                foreground=1, day="", evidence=sentence, facets=[], record={}))
    yield engine
    engine.dispose()


@pytest.mark.parametrize(("asked", "found"), [
    ("negociations", "0"), ("NÉGOCIATIONS", "0"), ("negoci*", "01"), ("armée", "1"), ('"l armee"', "1"),
    ("summit deal", "2"), ('"no deal"', "2"), ('"deal no"', ""), ("moscou kremlin", "3"), ("general", "4"),
    ("nothing", ""), ("a OR b", ""), ("nato's", "2"), ("general-major", "4"),
])
def test_words_are_found(filled, asked: str, found: str) -> None:
    with reading(filled) as connection:
        query = select(claims.c.id).where(claims.c.serial.in_(matching(asked, connection.dialect)))
        assert "".join(sorted(connection.execute(query).scalars())) == found


@pytest.mark.parametrize("asked", ["", "  ", '"', "* ' \\", "(a", "!a & b", 'a" NEAR b'])
def test_no_query_breaks(filled, asked: str) -> None:
    with reading(filled) as connection:
        if phrases(asked):
            connection.execute(matching(asked, connection.dialect)).all()


@pytest.mark.parametrize(("edtf", "day"), [
    ("2023-07-27", "2023-07-27"), ("2023-07", "2023-07-01"), ("2023", "2023-01-01"),
    ("2023-07-25/2023-07-27", "2023-07-25"),
    ("../2020", "2020-01-01"), ("2020/..", "2020-01-01"), ("2023-23", "2023-09-01"), ("199X", "1990-01-01"),
    ("19XX", "1900-01-01"), ("2023-07-27T10:00", "2023-07-27"), (None, None), ("", None), ("soon", None),
])
def test_first_day(edtf: str | None, day: str | None) -> None:
    assert first_day(edtf) == day
