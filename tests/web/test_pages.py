"""Every page answers in both languages, with headings and landmarks, and has its JSON and CSV twins."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from selon.store import figures
from selon.web.guard import SECURITY
from selon.web.viewer import embedded
from selon.web.views import voices
from selon.web.words import LANGUAGES, messages

VOID = {"meta", "link", "input", "br", "img", "rect", "hr"}


class Page(HTMLParser):
    """Fails on tags that do not close, and keeps what a page holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open[-1:] == [tag], self.open[-4:]
            self.open.pop()

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def addresses(client: TestClient) -> dict[str, str]:
    """An address of each kind of page."""
    found = client.get("/events.json?sort=origins&limit=1").json()["events"][0]
    told = client.get(f"/events/{found['id']}.json").json()
    telling = told["origins"][0]["tellings"][0]
    source = client.get("/sources.json").json()["sources"][0]["name"]
    return {"overview": "/", "events": "/events", "event": f"/events/{found['id']}",
            "report": f"/reports/{telling['report_id']}",
            "claim": f"/reports/{telling['report_id']}?claim={telling['claims'][0]}",
            "actors": "/actors", "actor": f"/actor?name={found['actors'][0]}", "sources": "/sources",
            "source": f"/source?name={source}", "try": "/try", "help": "/help", "docs": "/docs"}


KINDS = ("overview", "events", "event", "report", "claim", "actors", "actor", "sources", "source", "try", "help",
         "docs")
MOST_LINKS = 8  # followed from a page
TWINLESS = ("try", "help", "docs")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_whole(client: TestClient, kind: str, language: str) -> None:
    answer = client.get(addresses(client)[kind], headers={"accept-language": language})
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.all("html")[0]["lang"] == language
    assert len(page.all("h1")) == len(page.all("main")) == 1
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {attributes.get("for") for attributes in page.all("label")}
    for field in (*page.all("input"), *page.all("select"), *page.all("textarea")):
        assert field["id"] in labelled
    for _, attributes in page.tags:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
    for script in page.all("script"):
        assert script.get("type") == "application/json" or str(script.get("src")).startswith("/static/")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in TWINLESS])
def test_every_page_has_twins_at_its_address(client: TestClient, kind: str) -> None:
    path, _, query = addresses(client)[kind].partition("?")
    base = "/overview" if path == "/" else path
    as_json = client.get(f"{base}.json?{query}")
    as_csv = client.get(f"{base}.csv?{query}")
    assert as_json.json()
    rows = list(csv.reader(io.StringIO(as_csv.text)))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    asked = client.get(f"{path}?{query}", headers={"accept": "application/json"})
    assert asked.json() == as_json.json()
    assert client.get(f"{path}?{query}", headers={"accept": "text/csv"}).text == as_csv.text


@pytest.mark.parametrize("kind", KINDS)
def test_links_lead_somewhere(client: TestClient, kind: str) -> None:
    page = Page(client.get(addresses(client)[kind]).text)
    links = {str(a["href"]).partition("#")[0] for a in page.all("a") if str(a["href"]).startswith("/")}
    for link in sorted(links)[::max(len(links) // MOST_LINKS, 1)]:
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("path", ["/", "/nowhere", "/events?since=yesterday", "/static/workspace.css", "/code"])
def test_every_answer_is_marked(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert SECURITY.items() <= dict(answer.headers).items() or all(
        answer.headers[name] == value for name, value in SECURITY.items())
    assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(("path", "status"), [
    ("/nowhere", 404), ("/events/ffffffffffffffff", 404), ("/reports/none", 404), ("/actor?name=Nobody+at+all", 404),
    ("/source?name=Nobody+at+all", 404), ("/actor", 400), ("/events?since=yesterday", 400),
    ("/events?limit=0", 400), ("/events?after=none", 404), ("/code", 405)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_says_what_to_do(client: TestClient, path: str, status: int, language: str) -> None:
    answer = client.get(path, headers={"accept-language": language, "accept": "text/html"})
    assert answer.status_code == status
    if path != "/code":
        assert messages()[f"fault.{status}.advice"][language] in answer.text
        assert Page(answer.text).all("h1")
    if status == 404 and path != "/nowhere":
        assert "error" in client.get(path, headers={"accept": "application/json"}).json()


def test_filters_stand_in_the_address_and_in_the_form(client: TestClient) -> None:
    asked = {"type": "ASSAULT", "since": "2015-01-02", "until": "2015-01-20", "sort": "oldest", "min_origins": "1",
             "dated": "true"}
    answer = client.get("/events", params=asked)
    page = Page(answer.text)
    fields = {field["name"]: field.get("value") for field in page.all("input")}
    assert (fields["since"], fields["until"], fields["min_origins"]) == ("2015-01-02", "2015-01-20", "1")
    assert answer.text.count(" selected") == 2
    found = client.get("/events.json", params=asked).json()["events"]
    assert found
    assert all(event["type"] == "ASSAULT" and "2015-01-02" <= event["day"] <= "2015-01-20" for event in found)
    assert [event["day"] for event in found] == sorted(event["day"] for event in found)


def test_empty_fields_of_the_form_ask_for_nothing(client: TestClient) -> None:
    empty = "text=&type=&status=&since=&until=&actor=&min_origins=&sort=&limit="
    assert client.get(f"/events.json?{empty}").json()["events"] == client.get("/events.json").json()["events"]


def test_pages_of_a_list_hold_each_event_once(client: TestClient) -> None:
    address, seen = "/events.json?limit=20", []
    while address:
        page = client.get(address).json()
        seen += [event["id"] for event in page["events"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == client.get("/overview.json").json()["events"]


def test_a_language_is_kept(client: TestClient) -> None:
    answer = client.get("/help?lang=fr")
    assert "lang=fr" in answer.headers["set-cookie"]
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert 'lang="fr"' in client.get("/help", cookies={"lang": "fr"}).text
    client.cookies.clear()


def test_a_claim_is_tied_to_its_words(client: TestClient) -> None:
    answer = client.get(addresses(client)["claim"])
    for role in ("trigger", "actor", "recipient"):
        assert f"f-{role}" in answer.text
    assert 'id="word"' in answer.text
    assert 'id="claim"' in answer.text


def test_the_overview_counts_what_is_there(client: TestClient) -> None:
    figures = client.get("/overview.json").json()
    events = client.get("/events.json?limit=500").json()["events"]
    assert figures["events"] == len(events)
    assert figures["event_status"] == {status: sum(e["status"] == status for e in events)
                                       for status in {e["status"] for e in events}}


def test_every_message_stands_in_both_languages_with_the_same_values() -> None:
    for key, texts in messages().items():
        said = [texts[language] for language in LANGUAGES]
        values = [set(re.findall(r"{(\w+)}", str(text if isinstance(text, str) else text["other"]))) for text in said]
        assert values[0] == values[1], key
        assert all(text if isinstance(text, str) else {"one", "other"} <= set(text) for text in said), key


def test_data_in_a_page_neither_ends_its_block_nor_hides_words() -> None:
    said = str(embedded({"points": [{"label": "a\u202eb\x1b</script>&"}]}))
    assert json.loads(said) == {"points": [{"label": "a\ufffdb\u241b</script>&"}]}
    assert not set("<>&") & set(said)
    for hidden, shown in (("\x08", "\u2408"), ("\x0c", "\u240c"), ("\u202e", "\ufffd"), ("\\b", "\\b"), ("\n", "\n")):
        assert json.loads(str(embedded([hidden]))) == [shown]


def test_an_actor_says_how_many_of_its_events_are_counted(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    [name] = [one["name"] for one in client.get("/actors.json?limit=1").json()["actors"]]
    told = "Counted in the newest events of either role, 2 of each at most."
    assert told not in client.get("/actor", params={"name": name}).text
    for module in (figures, voices):
        monkeypatch.setattr(module, "MOST_EVENTS", 2)
    assert told in client.get("/actor", params={"name": name}).text
