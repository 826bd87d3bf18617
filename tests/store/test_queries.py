"""Every filter finds what reading all claims one by one finds, in its order, page by page, in both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from selon.domain.errors import NotStored
from selon.newsroom.room import Newsroom, open_newsroom
from selon.store import queries
from selon.store.engines import reading, writing
from selon.store.found import FoundClaim
from selon.store.queries import VoiceFilter
from selon.store.search import folded
from selon.store.writes import count_voices
from tests.databases import new_database
from tests.newsroom.fast import WIRE, fill

Judge = Callable[[FoundClaim], bool]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def room(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    database = str(tmp_path_factory.mktemp("queries") / "news.db")
    if request.param == "postgres":
        database = new_database(request.getfixturevalue("postgres"))
    fill(database, WIRE.reports(120))
    with open_newsroom(database, is_reader=True) as opened:
        yield opened


def words_of(name: str) -> set[str]:
    return {folded(name), *folded(name).split()}


def by_country(code: str) -> Judge:
    return lambda found: code in {e.country for e in (*found.claim.actor, *found.claim.recipient)}


SAMPLE = [WIRE.coded(report).claims[0] for report in WIRE.reports(3, first=40)]
PERSON = next(e for n in range(120) for c in WIRE.coded(WIRE.report(n)).claims for e in c.actor if e.kind == "person")
CASES: list[tuple[dict[str, object], Judge]] = [
    ({}, lambda _: True),
    ({"type": "assault"}, lambda found: found.claim.event == "ASSAULT"),
    ({"status": "reported"}, lambda found: found.claim.status == "reported"),
    ({"country": SAMPLE[0].actor[0].country.lower()}, by_country(SAMPLE[0].actor[0].country)),
    ({"actor": PERSON.name.split()[-1]},
     lambda found: any(folded(PERSON.name.split()[-1]) in words_of(e.name) for e in found.claim.actor
                       if e.kind == "person")),
    ({"recipient": SAMPLE[1].recipient[0].name},
     lambda found: SAMPLE[1].recipient[0].name in {e.name for e in found.claim.recipient}),
    ({"dyad": f"{SAMPLE[0].actor[0].country}-{SAMPLE[0].recipient[0].country}"},
     lambda found: (found.claim.actor[0].country, found.claim.recipient[0].country) == (
         SAMPLE[0].actor[0].country, SAMPLE[0].recipient[0].country)),
    ({"source": "TASS"}, lambda found: "TASS" in {source.name for source in found.claim.attribution}),
    ({"source": "state_media"}, lambda found: "state_media" in {source.kind for source in found.claim.attribution}),
    ({"place": SAMPLE[2].place.name}, lambda found: found.claim.place.name == SAMPLE[2].place.name),
    ({"since": "2015-01-10", "until": "2015-01-15"}, lambda found: "2015-01-10" <= found.day <= "2015-01-15"),
    ({"type": "ASSAULT", "source": "AFP", "since": "2015-01-05"},
     lambda found: found.claim.event == "ASSAULT" and found.day >= "2015-01-05"
     and "AFP" in {source.name for source in found.claim.attribution}),
    ({"text": "attacked"}, lambda found: found.claim.trigger.text == "attacked"),
    ({"text": '"promised to help"'}, lambda found: found.claim.trigger.text == "promised to help"),
    ({"text": "attack* january", "type": "ASSAULT"}, lambda found: found.claim.event == "ASSAULT"
     and "January" in found.claim.evidence[0].text),
    ({"dated": True}, lambda found: found.claim.time is not None),
    ({"country": "ZZZ"}, lambda _: False),
]
each_case = pytest.mark.parametrize(("asked", "fits"), CASES, ids=[str(sorted(asked)) for asked, _ in CASES])


@each_case
def test_claims(room: Newsroom, asked: dict, fits: Judge) -> None:
    everything = room.claims(limit=None)
    expected = sorted((found for found in everything if fits(found)), key=lambda found: (found.day, found.id))
    assert [found.id for found in room.claims(sort="oldest", limit=None, **asked)] == [found.id for found in expected]
    assert [found.id for found in room.claims(limit=None, **asked)] == [found.id for found in reversed(expected)]


WAYS = [(10_000, 100_000), (10_000, 3), (2, 100_000), (2, 3)]  # how long a short list is, how many are many matches


@pytest.mark.parametrize("asked", [
    {"text": "attacked"}, {"text": "january said"}, {"text": "attack*"}, {"text": '"promised to help"'},
    {"text": "attacked", "source": "TASS"}, {"event_status": "Disputed"}, {"event_status": "corroborated"},
    {"event_status": "corroborated", "text": "said"}, {"event_status": "corroborated", "doubts": 0},
    {"event_status": "single-origin", "text": "attacked", "type": "ASSAULT"}], ids=str)
@pytest.mark.parametrize("find", [queries.find_claims, queries.find_events], ids=["claims", "events"])
def test_each_way_finds_the_same(room: Newsroom, find: Callable, asked: dict, monkeypatch) -> None:
    if "doubts" in asked and find is queries.find_events:
        pytest.skip("claims only")
    found = []
    for short, many in WAYS:
        monkeypatch.setattr(queries, "SHORT_LIST", short)
        monkeypatch.setattr(queries, "MANY_MATCHES", many)
        with reading(room.engine) as connection:
            whole = find(connection, queries.Filter(**asked), queries.Page(limit=None))
            pages = [find(connection, queries.Filter(**asked), queries.Page(limit=7)), *(
                find(connection, queries.Filter(**asked), queries.Page(limit=7, after=one.id)) for one in whole[6::7])]
        assert [one for page in pages for one in page] == whole
        found.append(whole)
    assert all(one == found[0] for one in found)
    if status := asked.get("event_status"):
        homes = {event.id for event in room.events(limit=None) if event.status == folded(status)}
        assert all((one.event_id if find is queries.find_claims else one.id) in homes for one in found[0])


@each_case
def test_events_are_those_of_the_claims(room: Newsroom, asked: dict, fits: Judge) -> None:
    if "status" in asked or "since" in asked or len(asked) > 1:
        pytest.skip("of an event as a whole, or of several of its claims")
    expected = {found.event_id for found in room.claims(limit=None) if fits(found)}
    assert {event.id for event in room.events(limit=None, **asked)} == expected


@pytest.mark.parametrize("sort", ["newest", "oldest", "origins", "reports"])
@pytest.mark.parametrize("asked", [{}, {"type": "ASSAULT"}, {"text": "attacked"}], ids=str)
def test_pages_join(room: Newsroom, sort: str, asked: dict) -> None:
    whole = [event.id for event in room.events(sort=sort, limit=None, **asked)]
    paged: list[str] = []
    while page := room.events(sort=sort, limit=7, after=paged[-1] if paged else None, **asked):
        paged += [event.id for event in page]
    assert paged == whole
    assert len(set(whole)) == len(whole)


def test_events_by_origins(room: Newsroom) -> None:
    events = room.events(limit=None, sort="origins")
    assert [event.origins for event in events] == sorted((event.origins for event in events), reverse=True)
    for least in (1, 2, 3):
        found = {event.id for event in room.events(limit=None, min_origins=least)}
        assert found == {event.id for event in events if event.origins >= least}
    for status in {event.status for event in events}:
        assert {event.id for event in room.events(limit=None, status=status)} == {
            event.id for event in events if event.status == status}


def test_a_page_behind_nothing_is_told(room: Newsroom) -> None:
    with pytest.raises(NotStored, match="no claim nowhere"):
        room.claims(after="nowhere")


def test_voices_count_claims(room: Newsroom) -> None:
    claims = room.claims(limit=None)
    for role, entities in (("sources", lambda claim: claim.attribution),
                           ("participants", lambda claim: (*claim.actor, *claim.recipient))):
        voices = getattr(room, role)(limit=None)
        assert [voice.claims for voice in voices] == sorted((voice.claims for voice in voices), reverse=True)
        for voice in voices[:10]:
            named = [found for found in claims if voice.name in {one.name for one in entities(found.claim)}]
            assert voice.claims == len(named)
        assert [voice.name for voice in getattr(room, role)(limit=None, since="2000-01-01")] == [
            voice.name for voice in voices]
    assert {voice.kind for voice in room.sources(VoiceFilter(kind="agency"), limit=None)} == {"agency"}
    assert [voice.name for voice in room.sources(VoiceFilter(name="yonh"), limit=None)] == ["Yonhap"]


def test_names_are_found_alike_in_both_databases(database: str) -> None:
    with open_newsroom(database) as room, writing(room.engine) as connection:
        count_voices(connection, {("source", name, "person", ""): 1 for name in (
            "Zoé Éluard", "Ægir O’Neill", "Jean-Luc Bœuf", "İnci Şahin", "100% News", "a_b")})
    with open_newsroom(database, is_reader=True) as room:
        def found(name: str) -> list[str]:
            return [voice.name for voice in room.sources(VoiceFilter(name=name), limit=None)]

        assert found("zoe elu") == found("ZOÉ ÉLU") == ["Zoé Éluard"]
        assert found("o'neill") == found("O’NEILL") == ["Ægir O’Neill"]
        assert found("jean luc") == ["Jean-Luc Bœuf"]
        assert found("sahin") == ["İnci Şahin"]
        assert found("100% n") == ["100% News"]
        assert found("a_b") == ["a_b"]
        assert found("z%e") == []


def test_a_voice_that_nobody_cites_any_more_is_gone(database: str) -> None:
    with open_newsroom(database) as room:
        with writing(room.engine) as connection:
            count_voices(connection, {("source", name, "person", ""): 2 for name in ("Ada", "Bo")})
            count_voices(connection, {("source", "Ada", "person", ""): -2, ("source", "Bo", "person", ""): -1})
        assert [(voice.name, voice.claims) for voice in room.sources()] == [("Bo", 1)]


def test_an_event_is_told_by_the_beginning_of_its_id(room: Newsroom) -> None:
    event = room.events(sort="reports", limit=1)[0]
    told = room.event(event.id[:10])
    assert told.event == event
    assert {claim.id for claim in told.claims} == set(told.story.claims)
    assert told.story.reports == event.reports
    for wrong in ("", "nothing"):
        with pytest.raises(NotStored):
            room.event(wrong)


def test_columns(room: Newsroom) -> None:
    found = room.claims(limit=5)
    assert found.to_arrow().column("id").to_pylist() == [claim.id for claim in found]
    assert list(found.to_pandas()["type"]) == [claim.claim.event for claim in found]
    assert found.to_polars()["actor"].to_list() == [[e.name for e in claim.claim.actor] for claim in found]


def test_a_missing_package_is_told(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    with pytest.raises(Exception, match=r"pip install 'selon\[frames\]'"):
        room.claims(limit=1).to_polars()


def test_a_file_that_only_can_be_read_is_read(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    fill(str(database), WIRE.reports(3))
    database.chmod(0o444)
    with open_newsroom(database, is_reader=True) as opened:
        assert opened.events()
