"""What the scorers are given."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bench import adapters
from bench.adapters import Coder
from selon.claims.certainty import ABILITY, DUTY, Ties
from selon.claims.sources import Telling
from selon.domain.analysis import Analysis, Name, Token
from selon.domain.records import Attribution, Stance, Status

Load = Callable[[], Coder]


def test_claims_become_events_with_their_main_sector(fake_load: Load) -> None:
    [row] = adapters.events(fake_load(), [{"id": "1", "text": "France met Mali."}])
    assert row == {"id": "1", "events": [{
        "type": "CONSULT", "trigger": "met",
        "source": [{"text": "France", "country": "FRA", "sector": "MIL"}],
        "target": [{"text": "Mali", "country": "MAL", "sector": None}]}]}


def test_places_and_times_keep_the_scorers_names(fake_load: Load) -> None:
    rows = [{"id": "1", "text": "Paris"}]
    assert adapters.places(fake_load(), rows)[0]["places"][0]["geonameid"] == 2988507
    assert adapters.times(fake_load(), rows)[0]["times"][0] == {
        "start": 0, "end": 5, "type": "DATE", "value": "2024-05-06"}


def test_certainty_becomes_status_or_score(fake_load: Load) -> None:
    row = {"id": "1", "text": "They never met", "events": [{"span": [5, 10]}, {"span": [11, 14]}]}
    assert [e["status"] for e in adapters.status(fake_load(), [row])[0]["events"]] == ["negated", "asserted"]
    assert adapters.factuality(fake_load(), [row])[0]["events"] == [
        {"span": [5, 10], "score": -2.0}, {"span": [11, 14], "score": 3.0}]


@pytest.mark.parametrize(("ties", "telling", "status"), [
    (Ties(False, None, False, None, False, False), None, Status.ASSERTED),
    (Ties(False, None, False, None, False, False), Telling(Stance.ASSERTS, True), Status.REPORTED),
    (Ties(False, None, False, "known", False, False), Telling(Stance.ASSERTS, False), Status.ASSERTED),
    (Ties(False, None, False, "denied", False, False), Telling(Stance.DENIES, True), Status.DENIED),
    (Ties(True, "future", False, None, False, False), None, Status.NEGATED),
    (Ties(False, None, False, "cancelled", False, False), None, Status.NEGATED),
    (Ties(False, None, False, ABILITY, False, False), None, Status.POSSIBLE),
    (Ties(False, None, False, DUTY, True, False), None, Status.POSSIBLE),
    (Ties(False, None, False, DUTY, False, False), None, Status.HYPOTHETICAL),
    (Ties(False, None, True, None, False, False), None, Status.HYPOTHETICAL),
    (Ties(False, None, False, "planned", False, False), None, Status.HYPOTHETICAL),
    (Ties(False, "future", False, None, False, False), Telling(Stance.ASSERTS, True), Status.PLANNED),
    (Ties(False, None, False, "perceived", False, False), None, Status.REPORTED),
])
def test_timeml_knows_only_what_is_tied_to_the_word(ties: Ties, telling: Telling | None, status: Status) -> None:
    assert adapters.timeml_status_of(ties, telling) is status


@pytest.mark.parametrize(("tokens", "written"), [
    ("`` We met , '' he said .", "“We met,” he said."),
    ("She 'd miss it ; I ca n't .", "She'd miss it; I can't."),
    ("the boy 's return ( to Cuba )", "the boy's return (to Cuba)"),
    ("two  spaces", "two  spaces"),
])
def test_tokens_become_text(tokens: str, written: str) -> None:
    assert adapters.untokenised(tokens)[0] == written


def test_spans_follow_the_words() -> None:
    tokens = "`` We ca n't , '' said Bob 's aide ."
    text, places = adapters.untokenised(tokens)
    assert len(places) == len(tokens)
    start = tokens.index("aide")
    assert text[places[start]:places[start + 3] + 1] == "aide"


def test_names_keep_persons_organisations_and_places() -> None:
    tokens = tuple(Token(i, word, word, "PROPN", "dep", i, start, start + len(word), {}, 0)
                   for i, (word, start) in enumerate((("Russian", 0), ("Kim", 8), ("Jong", 12), ("Un", 17))))
    analysis = Analysis("Russian Kim Jong Un", "en", tokens, (), (), (Name(0, 1, "NORP"), Name(1, 4, "PER")))
    assert adapters.name_rows(analysis) == [{"start": 8, "end": 19, "type": "PER"}]


def test_actors_are_right_where_checked(fake_load: Load) -> None:
    gold = [{"id": "1", "mention": "France", "country": "FRA", "sector": "MIL", "checked": ["code_1", "country"]},
            {"id": "2", "mention": "two men", "country": "MLI", "sector": "UNK", "checked": ["code_1", "country"]},
            {"id": "3", "mention": "France", "country": "", "checked": []}]
    assert adapters.share_right(gold, adapters.actors(fake_load(), gold)) == {"country": 0.5, "sector": 1.0}


def test_chain_runs_from_relay_to_speaker(attribute: Callable[..., Attribution]) -> None:
    text = "Yonhap, citing an officer, says that a chief said drills begin."
    relay = attribute("1", text, "Yonhap", "a chief said drills begin")
    officer = attribute("2", text, "an officer", "a chief said drills begin", "1")
    chief = attribute("3", text, "a chief", "drills begin", "2")
    found = (relay, officer, chief)
    rows = adapters.attribution_rows(found, found)
    assert [row["chain"] for row in rows] == [
        ["Yonhap", "an officer"], ["Yonhap", "an officer"], ["Yonhap", "an officer", "a chief"]]
    nobody = attribute("4", text, "", "drills begin")
    assert adapters.attribution_rows([nobody], [nobody])[0]["chain"] == [None]


@pytest.mark.parametrize(("written", "day"), [
    ("2009-03-24 09:33:48.834765-05", "2009-03-24"), ("12 April 2022", "2022-04-12"),
    ("October 1, 2021", "2021-10-01"), ("9:55 AM ET, Sun January 4, 2015", None), (None, None),
])
def test_dates_of_the_sets(written: str | None, day: str | None) -> None:
    assert adapters.iso_day(written) == day


def test_a_placeholder_is_no_date() -> None:
    row = {"id": "1", "text": "x", "publication_date": "2000-01-01", "date_is_placeholder": True}
    assert adapters.report_of(row).published is None


def test_claims_are_linked_across_the_rows(fake_load: Load) -> None:
    rows = [{"id": str(i), "text": "France met Mali.", "published": "2024-05-06"} for i in range(2)]
    answers = adapters.linked(fake_load(), rows)
    assert all(claim["event_key"] for answer in answers for claim in answer["claims"])


def test_clusters_name_every_row(fake_load: Load) -> None:
    text = "Karvina bridge closed after Lindqvist found 37 cracks in pillars that had been mended in 1988 and 1994."
    rows = [{"id": "a", "text": text}, {"id": "b", "text": text}, {"id": "c", "text": "A wolf was seen near Tromso."}]
    for adapter in (adapters.stories, adapters.copies):
        found = {row["id"]: row["cluster"] for row in adapter(fake_load(), rows)}
        assert found["a"] == found["b"] != found["c"]
