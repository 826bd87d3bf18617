"""The whole journey: identity, order, languages, bad input."""

import json

import jsonschema
import pytest

import selon
from selon.domain.errors import BadDate, EmptyReport, ReportTooLong, UnknownLanguage
from selon.exports.json import schema
from selon.language.analyse import MAX_CHARACTERS
from selon.pipeline import Coder, report_id

FRENCH = "Selon l'agence Anadolu, le ministre turc de la Défense a rencontré lundi son homologue irakien à Bagdad."
ENGLISH = "Kenyan police arrested two opposition leaders in Mombasa on Sunday, a spokesman said."


def test_the_same_text_gives_the_same_bytes(coder: Coder) -> None:
    first, second = (json.dumps(selon.to_json(coder.code(FRENCH, published="2024-05-07"))) for _ in range(2))
    assert first == second


def test_reports_come_back_in_order_whatever_their_language(coder: Coder) -> None:
    texts = [FRENCH, ENGLISH, ENGLISH, FRENCH]
    reports = [coder.report(text, id=str(n)) for n, text in enumerate(texts)]
    coded = list(coder.code_many(reports))
    assert [c.report.id for c in coded] == ["0", "1", "2", "3"]
    assert [c.report.language for c in coded] == ["fr", "en", "en", "fr"]


def test_the_record_fits_its_schema(coder: Coder) -> None:
    for text in (FRENCH, ENGLISH):
        jsonschema.validate(selon.to_json(coder.code(text, published="2024-05-07")), schema())


@pytest.mark.parametrize("text", [FRENCH, ENGLISH])
def test_every_span_says_what_it_points_at(coder: Coder, text: str) -> None:
    record = selon.to_json(coder.code(text, published="2024-05-07"))

    def check(value: object) -> None:
        if isinstance(value, dict):
            if {"text", "start", "end"} <= value.keys():
                assert record["text"][value["start"]:value["end"]] == value["text"]
            for part in value.values():
                check(part)
        elif isinstance(value, list):
            for part in value:
                check(part)

    check({key: value for key, value in record.items() if key != "text"})


def test_a_text_without_events_gives_no_claims(coder: Coder) -> None:
    assert coder.code("The weather was fine and the river ran slowly past the old mill.").claims == ()


@pytest.mark.parametrize("text", ["", "   \n\t ", "\u200b\u00a0"])
def test_nothing_to_read_is_an_error(coder: Coder, text: str) -> None:
    with pytest.raises(EmptyReport):
        coder.code(text, language="en")


def test_another_language_is_named_not_guessed(coder: Coder) -> None:
    with pytest.raises(UnknownLanguage, match="en, fr"):
        coder.code("Bundeskanzler Scholz traf am Montag den polnischen Ministerpräsidenten in Warschau, "
                   "wie ein Sprecher der Bundesregierung mitteilte.")
    with pytest.raises(UnknownLanguage):
        coder.code(ENGLISH, language="xx")


@pytest.mark.parametrize("date", ["yesterday", "2024-13-01", "2024-02-30", "07/28/2023", ""])
def test_a_date_that_is_none_is_an_error(coder: Coder, date: str) -> None:
    with pytest.raises(BadDate, match="year-month-day"):
        coder.code(ENGLISH, published=date)


def test_a_dump_of_many_reports_is_refused(coder: Coder) -> None:
    with pytest.raises(ReportTooLong, match="split"):
        coder.code("a" * (MAX_CHARACTERS + 1), language="en")


@pytest.mark.parametrize("text", [
    "x" * 20_000, "« " * 500, "\u202e\u200d\u0301" * 300 + " Paris", "((((" * 400, "🙂 " * 300 + "Kyiv said so.",
    "A. " * 800, '"' * 999 + " he said", "Le\r\n\r\n\r\nministre\rfrançais\n", "<b>Paris</b> &amp; <script>x</script>",
])
def test_strange_text_is_read_without_failing(coder: Coder, text: str) -> None:
    for language in ("en", "fr"):
        coded = coder.code(text, language=language, published="2024-01-01")
        assert coded.report.text == text


def test_identity_does_not_depend_on_white_space() -> None:
    assert report_id("P", None, "one  two\nthree") == report_id("P", None, "one two three")
    assert report_id("P", None, "one") != report_id("Q", None, "one")


def test_no_date_means_no_year_is_invented(coder: Coder) -> None:
    [claim] = [c for c in coder.code(ENGLISH).claims if c.event == "COERCE"]
    assert claim.time is None or claim.time.value is None
