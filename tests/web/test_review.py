"""The review pages work as plain forms, in both languages, for whoever may decide, and for nobody else's pages."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from selon.domain.plain import plain
from selon.newsroom.room import Newsroom, open_newsroom
from selon.store.users import Users, no_users, with_user
from selon.web import access
from selon.web.app import create_app
from selon.web.readers import reader_of
from selon.web.review.holds import HOLD_SECONDS, Holds
from selon.web.settings import Settings
from tests.newsroom.fast import WIRE, fill, partition

PASSWORD = "correct horse"
HTML = {"accept": "text/html"}


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = str(tmp_path / "news.db")
    fill(path, WIRE.reports(20))
    return path


@pytest.fixture
def room(database: str) -> Iterator[Newsroom]:
    with open_newsroom(database) as opened:
        yield opened


def client_of(database: str, **settings: object) -> TestClient:
    app = create_app(Settings(database, hosts=("testserver",), **settings))
    return TestClient(app, headers=HTML, follow_redirects=False)


@pytest.fixture
def client(database: str) -> Iterator[TestClient]:
    with client_of(database) as opened:
        yield opened


@pytest.fixture(scope="module")
def users() -> Users:
    return with_user(with_user(no_users(), "anne", "reviewer", PASSWORD), "rené", "reader", PASSWORD)


def form_of(page: str, act: str, *, last: bool = False) -> dict[str, object]:
    """What a browser would send of the first or last form whose field or button `act` has this value."""
    forms = re.findall(r"<form method=\"post\".*?</form>", page, re.DOTALL)
    for found in reversed(forms) if last else forms:
        if f'value="{act}"' in found:
            return {**fields_of(found), "act": act}
    raise AssertionError(f"no form to {act}")


def fields_of(form: str) -> dict[str, object]:
    fields: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        values = {name: html.unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if "name" in values and (values.get("type") != "checkbox" or " checked" in tag):
            fields[values["name"]] = values.get("value", "")
    for name, options in re.findall(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r"<option(?: value=\"([^\"]*)\")? selected>([^<]*)", options)
        first = re.search(r"<option(?: value=\"([^\"]*)\")?>([^<]*)", options)
        match = chosen or first
        assert match
        fields[name] = html.unescape(match[1] if match[1] is not None else match[2])
    return fields


def csrf_of(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


# -------------------------------------------------------------------------------------------- flows


@pytest.mark.parametrize(("language", "words"), [("en", "Claims to review"), ("fr", "Affirmations à réviser")])
def test_every_page_in_both_languages(client: TestClient, room: Newsroom, language: str, words: str) -> None:
    claim = room.claims()[0]
    event = next(event for event in room.events(limit=None) if event.claims > 1)
    for path in ("/review", f"/review/claims/{claim.id}", f"/review/reports/{claim.report_id}/add",
                 f"/review/events/{event.id}", "/review/agreement"):
        page = client.get(path, params={"lang": language})
        assert page.status_code == 200, page.text
        assert f'lang="{language}"' in page.text
        assert words in page.text
        assert "<script>" not in page.text
        assert " style=" not in page.text


def test_events_and_reports_lead_here(client: TestClient, room: Newsroom) -> None:
    claim = room.claims()[0]
    assert f"/review/events/{claim.event_id}" in client.get(f"/events/{claim.event_id}").text
    page = client.get(f"/reports/{claim.report_id}", params={"claim": claim.id}).text
    assert f"/review/claims/{claim.id}" in page
    assert f"/review/reports/{claim.report_id}/add" in page


def test_accepting_leads_to_the_next(client: TestClient, room: Newsroom) -> None:
    queue = client.get("/review.json").json()["claims"]
    first = client.get("/review/next")
    assert first.headers["location"] == f"/review/claims/{queue[0]['id']}"
    page = client.get(first.headers["location"]).text
    done = client.post(first.headers["location"], data=form_of(page, "accept"))
    assert (done.status_code, done.headers["location"]) == (303, "/review/next")
    assert client.get("/review/next").headers["location"] == f"/review/claims/{queue[1]['id']}"
    passed_over = client.get("/review/next", params={"after": queue[1]["id"]})
    assert passed_over.headers["location"] == f"/review/claims/{queue[2]['id']}"
    [entry] = room.reviews.look(queue[0]["id"]).entries
    assert (entry.act, entry.by) == ("accept", access.local_name())


def test_a_form_that_was_not_touched_corrects_nothing(client: TestClient, room: Newsroom) -> None:
    for found in room.claims(limit=5):
        path = f"/review/claims/{found.id}"
        answer = client.post(path, data=form_of(client.get(path).text, "correct"))
        assert (answer.status_code, "no field has another value" in answer.text) == (422, True)


def test_correcting_fields_by_their_words(client: TestClient, room: Newsroom) -> None:
    found = room.claims()[0]
    path = f"/review/claims/{found.id}"
    form = form_of(client.get(path).text, "correct")
    words = found.claim.trigger.text
    form |= {"certainty": "possible", "object": words, "actor.0.name": "Norland", "actor.0.country": "nrl",
             "actor.0.kind": "state", "numbers.0.what": "killed", "numbers.0.text": words, "numbers.0.value": "12,5",
             "attribution.0.text": words, "attribution.0.name": "Somebody", "attribution.0.cue": words,
             "time.value": "2023-07", "auxiliary": ["hypothetical"], "note": "see <b>"}
    assert client.post(path, data=form).headers["location"] == path
    claim = next(one.claim for one in room.claims(limit=None, actor="Norland") if one.id == found.id)
    assert (claim.certainty, claim.object, claim.auxiliary) == ("possible", claim.trigger, ("hypothetical",))
    assert (claim.actor[0].country, claim.actor[0].span) == ("NRL", found.claim.actor[0].span)
    assert [(number.what, number.value) for number in claim.numbers] == [("killed", 12.5)]
    assert (claim.attribution[0].name, claim.time.value) == ("Somebody", "2023-07")
    page = client.get(path).text
    assert "see &lt;b&gt;" in page
    form = form_of(page, "correct") | {"actor.0.name": "", "actor.0.text": "", "place.text": "", "place.name": ""}
    client.post(path, data=form)
    claim = next(one.claim for one in room.claims(limit=None) if one.id == found.id)
    assert (claim.actor, claim.place) == ((), None)


@pytest.mark.parametrize(("fields", "words"), [
    ({"trigger": "words that stand nowhere"}, "do not stand"), ({"actor.0.country": "Norland"}, "no code"),
    ({"mode": "nap"}, "is no mode"), ({"time.value": "soon"}, "no time"), ({"place.lat": "north"}, "no number"),
])
def test_what_cannot_be_is_told_and_the_form_kept(client: TestClient, room: Newsroom, fields: dict, words: str) -> None:
    path = f"/review/claims/{room.claims()[0].id}"
    form = form_of(client.get(path).text, "correct") | fields | {"note": "my note"}
    answer = client.post(path, data=form)
    assert answer.status_code == 422
    assert words in html.unescape(answer.text)
    assert 'value="my note"' in answer.text
    assert all(f'value="{value}"' in answer.text for value in fields.values())


def test_two_at_once_get_different_claims(database: str) -> None:
    both = with_user(with_user(no_users(), "anne", "reviewer", PASSWORD), "rené", "reviewer", PASSWORD)
    app = create_app(Settings(database, hosts=("testserver",), users=both))
    anne, rene = (TestClient(app, headers=HTML, follow_redirects=False) for _ in range(2))
    assert [sign_in(anne, "anne", PASSWORD).status_code, sign_in(rene, "rené", PASSWORD).status_code] == [303, 303]

    def handed(client: TestClient, **asked: str) -> str:
        return client.get("/review/next", params=asked).headers["location"].split("?")[0]

    first, second = handed(anne), handed(rene)
    assert first != second
    assert (handed(anne), handed(rene)) == (first, second)  # whoever asks again goes on with the same
    third = handed(rene, after=second.rsplit("/", 1)[1])
    assert third not in (first, second)
    assert handed(anne, after=first.rsplit("/", 1)[1]) == second  # passed over by rené, so free again
    assert handed(anne, second="true") == handed(rene, second="true") == first


def test_a_claim_that_was_handed_out_long_ago_is_handed_out_again() -> None:
    seconds = [0.0]
    holds = Holds(lambda: seconds[0])
    assert (holds.hand_out("anne", "ab"), holds.hand_out("rené", "ab"), holds.hand_out("zoé", "ab")) == ("a", "b", None)
    seconds[0] = HOLD_SECONDS
    assert holds.hand_out("zoé", "ab") == "a"


def test_who_comes_second_is_told(client: TestClient, room: Newsroom) -> None:
    path = f"/review/claims/{room.claims()[0].id}"
    page = client.get(path).text
    client.post(path, data=form_of(page, "correct") | {"certainty": "possible"})
    late = client.post(path, data=form_of(page, "correct") | {"certainty": "unknown", "note": "mine"})
    assert late.status_code == 409
    assert 'value="mine"' in late.text
    assert "has decided on this claim meanwhile" in late.text
    assert client.post(path, data=form_of(late.text, "correct")).status_code == 303  # what was sent stands in the form
    assert room.reviews.look(path.rsplit("/", 1)[1]).claim.certainty == "unknown"


def test_rejecting_and_taking_back(client: TestClient, room: Newsroom) -> None:
    id = room.claims()[0].id
    path = f"/review/claims/{id}"
    client.post(path, data=form_of(client.get(path).text, "reject"))
    assert id not in {found.id for found in room.claims(limit=None)}
    page = client.get(path).text
    assert "This claim is rejected" in page
    back = client.post("/review/undo", data={"csrf": csrf_of(page)})
    assert back.headers["location"] == path
    assert id in {found.id for found in room.claims(limit=None)}
    assert client.post("/review/undo", data={"csrf": csrf_of(page)}).status_code == 409


def test_adding_a_missing_claim(client: TestClient, room: Newsroom) -> None:
    found = room.claims()[0]
    path = f"/review/reports/{found.report_id}/add"
    page = client.get(path).text
    place = plain(found.claim.place)
    by_script = {"csrf": csrf_of(page), "event": "PROTEST", "words": place["text"], "start": str(place["start"]),
                 "end": str(place["end"])}
    added = client.post(path, data=by_script)
    assert added.status_code == 303
    assert client.get(added.headers["location"]).status_code == 200
    assert client.post(path, data=by_script).status_code == 422  # it is there now
    by_hand = {"csrf": csrf_of(page), "event": "AID", "words": place["text"], "start": "", "end": ""}
    assert client.post(path, data=by_hand).status_code == 303
    nowhere = client.post(path, data=by_hand | {"words": "nowhere at all"})
    assert (nowhere.status_code, 'value="nowhere at all"' in nowhere.text) == (422, True)


def test_merging_and_splitting_events(client: TestClient, room: Newsroom) -> None:
    before = partition(room)
    one, other = [event for event in room.events(limit=None) if event.claims > 1][:2]
    path = f"/review/events/{one.id}"
    merged = client.post(path, data=form_of(client.get(path).text, "merge") | {"other": other.id, "note": "one attack"})
    home = merged.headers["location"]
    page = client.get(home).text
    assert "one attack" in page
    claims = re.findall(r'name="claim" value="(\w+)"', page)
    assert len(claims) == one.claims + other.claims
    split = client.post(home, data=form_of(page, "split") | {"claim": claims[:1]})
    assert split.status_code == 303
    assert frozenset(claims[:1]) in partition(room)
    assert client.post(home, data=form_of(page, "split") | {"claim": claims}).status_code in (404, 422)
    taken_back = 0
    while path := next((path for event in room.events(limit=None) if 'name="together"' in client.get(
            path := f"/review/events/{event.id}").text), None):
        client.post(path, data=form_of(client.get(path).text, "undo", last=True))
        taken_back += 1
        assert taken_back <= 2
    assert taken_back == 2
    assert partition(room) == before


# -------------------------------------------------------------------------------------------- access


def test_without_its_token_no_form_counts(client: TestClient, room: Newsroom) -> None:
    path = f"/review/claims/{room.claims()[0].id}"
    form = form_of(client.get(path).text, "reject")
    for csrf in ("", "0" * 64):
        assert client.post(path, data=form | {"csrf": csrf}).status_code == 403
    other = client.post(path, data=form, headers={"origin": "https://evil.example"})
    assert other.status_code == 403
    assert room.reviews.look(path.rsplit("/", 1)[1]).entries == ()


def sign_in(client: TestClient, name: str, password: str, goal: str = "/review") -> object:
    return client.post("/login", data={"csrf": csrf_of(client.get("/login").text), "name": name, "password": password,
                                       "goal": goal})


def test_users_sign_in_and_their_names_stand(database: str, users: Users, room: Newsroom) -> None:
    with client_of(database, users=users) as client:
        away = client.get("/review?doubt=denial")
        assert away.headers["location"] == "/login?goal=%2Freview%3Fdoubt%3Ddenial"
        assert client.get("/review.json", headers={"accept": "application/json"}).status_code == 401
        wrong = sign_in(client, "anne", "wrong horse")
        assert (wrong.status_code, "do not fit" in wrong.text) == (401, True)
        right = sign_in(client, "anne", PASSWORD, "https://evil.example/")
        assert right.headers["location"] == "/"
        cookie = right.headers["set-cookie"].lower()
        assert all(word in cookie for word in ("httponly", "samesite=lax", "max-age=43200"))
        path = f"/review/claims/{room.claims()[0].id}"
        client.post(path, data=form_of(client.get(path).text, "accept"))
        assert [entry.by for entry in room.reviews.entries()] == ["anne"]
        client.post("/logout", data={"csrf": csrf_of(client.get("/review").text)})
        assert client.get("/review").status_code == 303


def test_a_reader_reads(database: str, users: Users, room: Newsroom) -> None:
    with client_of(database, users=users) as client:
        sign_in(client, "rené", PASSWORD)
        path = f"/review/claims/{room.claims()[0].id}"
        page = client.get(path)
        assert page.status_code == 200
        assert 'value="accept"' not in page.text
        csrf = csrf_of(page.text)
        event, report = room.events()[0].id, room.claims()[0].report_id
        for goal, form in ((path, {"act": "accept"}), ("/review/undo", {}), (f"/review/events/{event}", {}),
                           (f"/review/reports/{report}/add", {"event": "AID"})):
            assert client.post(goal, data={"csrf": csrf, **form}).status_code == 403
        assert room.reviews.entries() == []


def test_sessions_cannot_be_made_up_and_end_with_the_password(database: str, users: Users) -> None:
    with client_of(database, users=users) as client:
        sign_in(client, "rené", PASSWORD)
        cookie = client.cookies[access.SESSION]
        named, _, signature = cookie.strip('"').rpartition(".")
        for made_up in (f"{named}.{'0' * 64}", f"{named[:-8]}.{signature}", "x", "", f".{signature}", "é"):
            client.cookies.clear()
            answer = client.get("/review", headers={"cookie": f"{access.SESSION}={made_up}".encode()})
            assert answer.status_code == 303
    changed = with_user(users, "rené", "reader", "another horse")
    with client_of(database, users=changed) as client:
        assert client.get("/review", headers={"cookie": f"{access.SESSION}={cookie}"}).status_code == 303


def test_passwords_cannot_be_tried_for_long(database: str, users: Users) -> None:
    with client_of(database, users=users) as client:
        answers = [sign_in(client, "anne", f"guess {number}").status_code for number in range(access.TRIES + 1)]
        assert answers == [401] * access.TRIES + [429]
        assert sign_in(client, "anne", PASSWORD).status_code == 429


def test_passwords_sent_at_once_count_each(database: str, users: Users) -> None:
    with client_of(database, users=users) as client:
        csrf = csrf_of(client.get("/login").text)

        def guess(number: int) -> int:
            return client.post("/login", data={"csrf": csrf, "name": "anne", "password": f"guess {number}"}).status_code

        with ThreadPoolExecutor(4 * access.TRIES) as pool:
            answers = list(pool.map(guess, range(4 * access.TRIES)))
        assert sorted(answers) == [401] * access.TRIES + [429] * (3 * access.TRIES)


def test_few_passwords_are_checked_at_once(
        database: str, users: Users, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "CHECK_SECONDS", 0.01)
    with client_of(database, users=users) as client:
        gate: access.Gate = client.app.state.gate  # type: ignore[attr-defined]
        for _ in range(access.CHECKS):
            gate.checks.acquire()
        assert [sign_in(client, "anne", PASSWORD).status_code for _ in range(access.TRIES)] == [429] * access.TRIES
        gate.checks.release()
        for _ in range(access.TRIES + 1):  # what is right leaves nothing behind
            assert sign_in(client, "anne", PASSWORD).status_code == 303
            client.cookies.clear()
        assert gate.tries.failed == {}


def test_guesses_without_a_name_lock_their_address_alone(database: str) -> None:
    app = create_app(Settings(database, hosts=("testserver",), token="a-long-token"))
    one, other = (TestClient(app, headers=HTML, follow_redirects=False, client=(address, 1))
                  for address in ("192.0.2.1", "192.0.2.2"))
    assert [sign_in(one, "", f"guess {number}").status_code for number in range(access.TRIES + 1)][-1] == 429
    assert sign_in(other, "", "a-long-token").status_code == 303


def test_nobody_is_no_reviewer() -> None:
    with pytest.raises(AttributeError):
        reader_of(Request({"type": "http"}))


def test_a_token_lets_read(database: str) -> None:
    with client_of(database, token="a-long-token") as client:
        bearer = {"accept": "application/json", "authorization": "Bearer a-long-token"}
        assert client.get("/review.json", headers=bearer).status_code == 200
        assert client.get("/review.json", headers={**bearer, "authorization": "Bearer other"}).status_code == 401
        assert sign_in(client, "", "a-long-token").status_code == 303
        page = client.get("/review").text
        assert "data-review-key=\"u\"" not in page
