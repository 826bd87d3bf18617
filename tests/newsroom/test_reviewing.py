"""What people decide holds: over the machine, over re-coding, over each other's haste, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from selon.domain.errors import BadReview, NotStored, ReviewConflict
from selon.domain.plain import plain
from selon.domain.records import Claim, CodedReport, Report
from selon.domain.reviews import Act, Review, agreement, cohen, doubts, krippendorff, standing
from selon.linking.decide import partition as whole
from selon.newsroom.adding import Adding
from selon.newsroom.coding import CodesReports
from selon.newsroom.reviewing import Decided
from selon.newsroom.room import Newsroom, open_newsroom
from selon.store.engines import reading
from selon.store.nearby import Nearby
from selon.store.queries import Filter
from tests.newsroom.fast import HOW, WIRE, content, fill, partition

ANNE, BASIL = "Anne", "Basil"


@pytest.fixture
def room(database: str) -> Iterator[Newsroom]:
    fill(database, WIRE.reports(30))
    with open_newsroom(database) as opened:
        yield opened


def some_claim(room: Newsroom, number: int = 0) -> Claim:
    return room.claims(sort="oldest", limit=None)[number].claim


def accept(by: str = ANNE, seen: str | None = None) -> Decided:
    return Decided(Act.ACCEPT, by, seen=seen)


def reject(by: str = ANNE, seen: str | None = None) -> Decided:
    return Decided(Act.REJECT, by, seen=seen)


def correct(by: str = ANNE, seen: str | None = None, **changes: object) -> Decided:
    return Decided(Act.CORRECT, by, "looked it up", changes, seen)


def ids(room: Newsroom, **asked: str) -> set[str]:
    return {found.id for found in room.claims(limit=None, **asked)}


# ---------------------------------------------------------------------------------------- decisions


def test_a_correction_shows_everywhere(room: Newsroom) -> None:
    claim = some_claim(room)
    actor = {**plain(claim.actor[0]), "name": "Norland", "country": "NRL", "kind": "state"}
    [entry] = room.reviews.decide(claim.id, correct(actor=[actor]))
    assert (entry.by, entry.field, entry.note, entry.old) == (ANNE, "actor", "looked it up", [plain(claim.actor[0])])
    assert ids(room, actor="Norland") == {claim.id} == ids(room, country="NRL")
    assert claim.id not in ids(room, actor=claim.actor[0].name)
    [event] = room.events(actor="Norland")
    assert "Norland" in event.actors
    assert [voice.claims for voice in room.participants(limit=None) if voice.name == "Norland"] == [1]
    told = room.event(event.id)
    assert claim.id in told.story.claims


def test_the_status_follows(room: Newsroom) -> None:
    claim = some_claim(room)
    room.reviews.decide(claim.id, correct(polarity="negative", certainty="certain", auxiliary=["negation"]))
    assert claim.id in ids(room, status="negated")
    assert [entry.field for entry in room.reviews.look(claim.id).entries] == ["polarity", "auxiliary"]


def test_a_rejected_claim_is_gone_and_comes_back(room: Newsroom) -> None:
    claim, before = some_claim(room), partition(room)
    [entry] = room.reviews.decide(claim.id, reject())
    assert claim.id not in ids(room)
    assert all(event.claims for event in room.events(limit=None))
    assert room.reviews.look(claim.id).is_rejected
    room.reviews.undo(entry.together, by=BASIL)
    assert claim.id in ids(room)
    assert partition(room) == before


def test_events_are_what_all_claims_and_links_make(room: Newsroom) -> None:
    for number in range(0, 60, 7):
        claim = some_claim(room, number)
        room.reviews.decide(claim.id, reject() if number % 2 else correct(event="CONSULT"))
        with reading(room.engine) as connection:
            near = Nearby(connection)
            near.read([found.id for found in room.claims(limit=None)])
        made = whole(near.reports.keys(), near.reports, near.times, near.links)
        assert partition(room) == set(map(frozenset, made))


def test_undoing_leaves_the_claims_as_they_were(database: str) -> None:
    fill(database, WIRE.reports(30))
    before = without_history(database)
    with open_newsroom(database) as room:
        claim = some_claim(room, 3)
        room.reviews.decide(claim.id, correct(event="CONSULT", certainty="possible"))
        room.reviews.decide(claim.id, accept())
        assert without_history(database) != before
        room.reviews.undo_last(by=ANNE)
        room.reviews.undo_last(by=ANNE)
        with pytest.raises(BadReview, match="nothing that could be taken back"):
            room.reviews.undo_last(by=ANNE)
        assert [entry.act for entry in room.reviews.look(claim.id).entries] == [
            Act.CORRECT, Act.CORRECT, Act.ACCEPT, Act.UNDO, Act.UNDO, Act.UNDO]
    assert without_history(database) == before


def without_history(database: str) -> list[str]:
    """All but the entries, and the ids of events that a claim has left."""
    return [line for line in content(database) if not line.startswith(('["reviews"', '["originals"'))]


def test_taking_back_can_be_taken_back(room: Newsroom) -> None:
    claim = some_claim(room)
    [entry] = room.reviews.decide(claim.id, reject())
    [undone] = room.reviews.undo(entry.together, by=ANNE)
    with pytest.raises(BadReview, match="taken back before"):
        room.reviews.undo(entry.together, by=ANNE)
    room.reviews.undo(undone.together, by=ANNE)
    assert room.reviews.look(claim.id).is_rejected


def test_a_missed_claim_is_added(room: Newsroom) -> None:
    claim = some_claim(room)
    report = room.reviews.look(claim.id).report
    start = report.text.index(claim.place.text)
    added = room.reviews.add(report.id, {
        "event": "PROTEST", "start": start, "end": start + len(claim.place.text), "certainty": "possible",
        "actor": [plain(claim.actor[0])]}, by=ANNE)
    [found] = [one for one in room.claims(limit=None, type="PROTEST") if one.id == added.claim_id]
    assert found.claim.status == "possible"
    assert found.claim.evidence == claim.evidence
    assert found.event_id
    with pytest.raises(BadReview, match="correct it instead"):
        room.reviews.add(report.id, {
            "event": "PROTEST", "start": start, "end": added.new["trigger"]["end"]}, by=BASIL)
    room.reviews.undo(added.together, by=ANNE)
    assert added.claim_id not in ids(room)


@pytest.mark.parametrize(("changes", "words"), [
    ({"event": "PICNIC"}, "no PLOVER type"), ({"mode": ["nap"]}, "is no mode"), ({"certainty": "perhaps"}, "certainty"),
    ({"context": ["weather"]}, "no context"), ({"status": "denied"}, "cannot be corrected"), ({}, "no field"),
    ({"actor": "Norland"}, "actor"), ({"actor": [{"name": "Norland"}]}, "actor"), ({"foreground": "yes"}, "foreground"),
    ({"trigger": {"text": "sang", "start": 0, "end": 4}}, "do not stand"),
    ({"object": {"text": "x", "start": -5, "end": 10**9}}, "do not stand"),
    ({"time": {"text": "", "start": 0, "end": 0, "value": "soon"}}, "is no time"),
    ({"place": {"text": "", "start": 0, "end": 0, "name": "Here", "country": "here", "lat": None, "lon": None}},
     "code"),
])
def test_what_breaks_the_rules_is_told_and_not_kept(room: Newsroom, changes: dict, words: str) -> None:
    claim = some_claim(room)
    with pytest.raises(BadReview, match=words):
        room.reviews.decide(claim.id, correct(**changes))
    assert room.reviews.look(claim.id).entries == ()


def test_what_is_not_there_is_told(room: Newsroom) -> None:
    with pytest.raises(NotStored):
        room.reviews.decide("nothing", accept())
    with pytest.raises(NotStored):
        room.reviews.undo("nothing", by=ANNE)
    with pytest.raises(NotStored):
        room.reviews.merge("nothing", "nowhere", by=ANNE)


# -------------------------------------------------------------------------------------- two at once


def test_who_comes_second_is_told_and_nothing_is_lost(room: Newsroom) -> None:
    claim = some_claim(room)
    seen = room.reviews.look(claim.id).version
    room.reviews.decide(claim.id, correct(certainty="possible", seen=seen))
    with pytest.raises(ReviewConflict, match="Anne decided on it"):
        room.reviews.decide(claim.id, reject(BASIL, seen))
    assert len(room.reviews.look(claim.id).entries) == 1
    room.reviews.decide(claim.id, reject(BASIL, room.reviews.look(claim.id).version))


def test_of_many_at_once_one_decides(room: Newsroom) -> None:
    claim = some_claim(room)
    seen = room.reviews.look(claim.id).version

    def decide(number: int) -> bool:
        try:
            room.reviews.decide(claim.id, correct(f"reviewer {number}", seen, certainty="possible"))
        except ReviewConflict:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(decide, range(6))) == 1
    assert len(room.reviews.look(claim.id).entries) == 1


def test_decisions_while_reports_are_added(room: Newsroom) -> None:
    chosen = [found.id for found in room.claims(limit=20)]
    with ThreadPoolExecutor(3) as pool:
        adding = pool.submit(room.add, list(WIRE.reports(60, first=30)), HOW)
        decided = list(pool.map(lambda id: room.reviews.decide(id, correct(certainty="possible")), chosen))
        adding.result()
    assert len(decided) == 20
    assert {id for id in chosen if id in ids(room, status="possible")} == set(chosen)
    assert len({found.report_id for found in room.claims(limit=None)}) == 90


# ---------------------------------------------------------------------------------------- re-coding


class Newer:
    """A later coder: it changes its mind on places, misses claims of one type, and calls it by its version."""

    misses: str = ""

    def code_many(self, reports: list[Report]) -> Iterator[CodedReport]:
        for report in reports:
            coded = WIRE.coded(report)
            claims = tuple(replace(claim, place=None) for claim in coded.claims if claim.event != self.misses)
            yield replace(coded, claims=claims, coder="synthetic 2")


def newer() -> CodesReports:
    return Newer()


def test_corrections_survive_recoding(room: Newsroom) -> None:
    corrected, accepted, rejected, untouched = (some_claim(room, number) for number in range(4))
    room.reviews.decide(corrected.id, correct(certainty="possible"))
    room.reviews.decide(accepted.id, accept())
    room.reviews.decide(rejected.id, reject())
    done = room.recode(Adding(load=newer))
    claims = {found.id: found.claim for found in room.claims(limit=None)}
    assert done.changes
    assert (claims[corrected.id].certainty, claims[corrected.id].place) == ("possible", None)
    assert claims[accepted.id].place == accepted.place  # accepted as it was
    assert rejected.id not in claims
    assert claims[untouched.id].place is None
    assert room.reviews.look(accepted.id).machine.place is None
    assert not room.recode(Adding(load=newer)).changes


def test_what_the_machine_no_longer_finds_stays_if_somebody_decided(room: Newsroom, monkeypatch) -> None:
    claim = some_claim(room)
    [entry] = room.reviews.decide(claim.id, correct(certainty="possible"))
    monkeypatch.setattr(Newer, "misses", claim.event)
    room.recode(Adding(load=newer))
    left = {found.id: found for found in room.claims(limit=None) if found.claim.event == claim.event}
    assert left.keys() == {claim.id}
    assert left[claim.id].claim.certainty == "possible"
    assert left[claim.id].event_id
    assert not room.reviews.look(claim.id).is_found
    room.reviews.undo(entry.together, by=ANNE)
    assert claim.id not in ids(room)


def test_an_added_claim_survives_recoding(room: Newsroom) -> None:
    claim = some_claim(room)
    report = room.reviews.look(claim.id).report
    added = room.reviews.add(report.id, {"event": "PROTEST", "start": 0, "end": 5}, by=ANNE)
    room.recode(Adding(load=newer))
    assert added.claim_id in ids(room)
    assert room.reviews.look(added.claim_id).event_id


def test_a_coder_that_learns_finds_the_claim_once(room: Newsroom, monkeypatch) -> None:
    claim = some_claim(room)
    report = room.reviews.look(claim.id).report
    other = "CONSULT" if claim.event != "CONSULT" else "ASSAULT"
    room.reviews.decide(claim.id, correct(event=other))

    def learnt(_: Newer, reports: list[Report]) -> Iterator[CodedReport]:
        for one in reports:
            coded = WIRE.coded(one)
            yield replace(coded, claims=tuple(
                replace(c, event=other, id="learnt") if c.id == claim.id else c for c in coded.claims))

    monkeypatch.setattr(Newer, "code_many", learnt)
    room.recode(Adding(load=newer))
    of_words = [found for found in room.claims(limit=None)
                if found.report_id == report.id and found.claim.trigger == claim.trigger]
    assert [found.id for found in of_words] == [claim.id]


# ------------------------------------------------------------------------------------------- events


def test_events_are_merged_split_and_left_to_the_machine_again(room: Newsroom) -> None:
    before = partition(room)
    one, other = [event for event in room.events(limit=None) if event.claims > 1][:2]
    members = {claim.id for id in (one.id, other.id) for claim in room.event(id).claims}
    room.reviews.merge(one.id, other.id, by=ANNE, why="one attack")
    assert frozenset(members) in partition(room)
    home = next(found.event_id for found in room.claims(limit=None) if found.id in members)
    history = room.reviews.event_history(home)
    assert {(entry.by, entry.why) for entry in history} == {(ANNE, "one attack")}
    gone = sorted(members)[:2]
    room.reviews.split(gone, by=BASIL)
    assert {frozenset(gone), frozenset(members) - frozenset(gone)} <= partition(room)
    room.recode(Adding(load=newer))
    assert {frozenset(gone), frozenset(members) - frozenset(gone)} <= partition(room)
    merge, split = history[0].together, room.reviews.event_history(home)[-1].together
    room.reviews.undo_pairs(split, by=ANNE)
    assert frozenset(members) in partition(room)
    with pytest.raises(BadReview, match="overtaken"):
        room.reviews.undo_pairs(split, by=ANNE)
    room.reviews.undo_pairs(merge, by=ANNE)
    room.recode(HOW)
    assert partition(room) == before


def test_splitting_all_of_an_event_is_refused(room: Newsroom) -> None:
    event = room.events()[0]
    with pytest.raises(BadReview, match="must stay"):
        room.reviews.split([claim.id for claim in room.event(event.id).claims], by=ANNE)


# -------------------------------------------------------------------------------- queue and agreement


def test_the_queue_begins_with_the_most_doubtful(room: Newsroom) -> None:
    doubtful, second = some_claim(room, 5), some_claim(room, 9)
    room.reviews.decide(doubtful.id, correct(BASIL, certainty="possible", foreground=False, actor=[]))
    queue = room.reviews.queue(by=ANNE, limit=1000, is_second_look=True)
    assert queue[0].id == doubtful.id
    assert {found.id for found in queue} == ids(room)
    assert doubtful.id not in {found.id for found in room.reviews.queue(by=ANNE, limit=1000)}
    assert room.reviews.queue(Filter(doubt="no-actor"), by=ANNE, is_second_look=True)[0].id == doubtful.id
    room.reviews.decide(second.id, accept())
    assert second.id not in {found.id for found in room.reviews.queue(by=ANNE, limit=1000, is_second_look=True)}
    assert second.id in {found.id for found in room.reviews.queue(by=BASIL, limit=1000, is_second_look=True)}


def test_the_queue_of_disputed_events_is_filtered_and_in_order(room: Newsroom) -> None:
    event = max(room.events(limit=None), key=lambda event: event.claims)
    denied, doubtful, *_ = (found.claim for found in room.event(event.id).claims)
    room.reviews.decide(denied.id, correct(polarity="negative", auxiliary=["negation"]))
    room.reviews.decide(doubtful.id, correct(certainty="possible", foreground=False))
    disputed = {event.id for event in room.events(limit=None, status="disputed")}
    assert disputed
    asked = Filter(event_status="Disputed")
    queue = room.reviews.queue(asked, by=BASIL, limit=1000, is_second_look=True)
    assert {found.id for found in queue} == {
        found.id for found in room.claims(limit=None) if found.event_id in disputed}
    counts = [len(doubts(found.claim)) for found in queue]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]
    of_type = room.reviews.queue(replace(asked, type=doubtful.event), by=BASIL, limit=1000, is_second_look=True)
    assert {found.id for found in of_type} == {found.id for found in queue if found.claim.event == doubtful.event}


def test_agreement_counts_each_reviewers_own_word(room: Newsroom) -> None:
    first, second, third = (some_claim(room, number) for number in range(3))
    for by in (ANNE, BASIL):
        room.reviews.decide(first.id, accept(by))
        room.reviews.decide(second.id, correct(by, certainty="possible" if by == ANNE else "probable"))
    room.reviews.decide(third.id, accept(ANNE))
    room.reviews.decide(third.id, reject(BASIL))
    found = {one.about: one for one in room.reviews.agreement()}
    assert (found["verdict"].claims, found["verdict"].percent) == (3, pytest.approx(2 / 3))
    assert (found["certainty"].claims, found["certainty"].percent) == (2, 0.5)
    assert (found["event"].percent, found["event"].kappa) == (1.0, pytest.approx(1.0) if first.event != second.event
                                                              else None)


def test_kappa_and_alpha_are_those_of_the_books() -> None:
    # 2 x 2 table 20, 5, 10, 15: observed .70, expected .50.
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert cohen(pairs) == pytest.approx(0.4)
    # Krippendorff's own example of nominal data, two observers and twelve units.
    assert krippendorff(list(zip("aabbdcccedda", "babbbccceddd", strict=True))) == pytest.approx(0.692, abs=0.001)
    assert agreement("verdict", [("c", "A", "accept")]).percent is None
    assert cohen([("yes", "yes")]) is None


def test_standing_of_entries() -> None:
    def entry(id: str, act: Act, undoes: str | None = None) -> Review:
        return Review(id, id, "c", "r", act, None, None, None, "", ANNE, "", undoes)

    said = [entry("1", Act.ACCEPT), entry("2", Act.REJECT), entry("3", Act.UNDO, "2"), entry("4", Act.UNDO, "3")]
    assert [one.id for one in standing(said)] == ["1", "2"]
    assert [one.id for one in standing(said[:3])] == ["1"]
