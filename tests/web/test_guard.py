"""What stands before the pages: names, origins, sizes; and reports that mean harm."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from selon.web.viewer import embedded
from tests.web import hostile
from tests.web.test_pages import Page

PATHS = ("/", "/events", "/actors", "/sources")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[", "127.0.0.1@evil.example"])
def test_another_name_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("headers", [
    {"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"}])
def test_another_site_cannot_send(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/code", json={"text": "x"}, headers=headers).status_code == 403


def test_a_large_body_is_refused(client: TestClient) -> None:
    assert client.post("/code", content=b"x" * 2_000_001).status_code == 413
    assert client.post("/code", content=(b"x" * 500_000 for _ in range(5))).status_code == 413


def test_embedded_data_cannot_end_its_block() -> None:
    assert "<" not in embedded({"a": hostile.END_OF_DATA})


def _all_addresses(client: TestClient) -> list[str]:
    found = client.get("/events.json").json()["events"]
    reports = [report for event in found
               for origin in client.get(f"/events/{event['id']}.json").json()["origins"]
               for report in (telling["report_id"] for telling in origin["tellings"])]
    claims = [f"/reports/{id}?claim={client.get(f'/reports/{id}.json').json()['claims'][0]['id']}" for id in reports]
    voices = [f"/{kind}" for kind in ("actors", "sources")]
    return [*PATHS, *(f"/events/{event['id']}" for event in found), *(f"/reports/{id}" for id in reports), *claims,
            *voices]


def test_hostile_reports_do_no_harm(hostile_client: TestClient) -> None:
    for address in _all_addresses(hostile_client):
        answer = hostile_client.get(address)
        assert answer.status_code == 200, address
        page = Page(answer.text)
        assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes), address
        assert not page.all("img"), address
        assert all(script.get("type") == "application/json" or str(script.get("src")).startswith("/static/")
                   for script in page.all("script")), address
        assert not any(str(a.get("href")).lower().startswith("javascript") for a in page.all("a")), address
        assert "49" not in {word for word in answer.text.split() if word == "49"}, address
        assert not set(answer.text) & set("\u202e\u202d\u2066"), address
        assert len(answer.text) < 600_000, address


@pytest.mark.parametrize("trick", hostile.ALL)
def test_pages_of_hostile_names_open(hostile_client: TestClient, trick: str) -> None:
    for path in ("/actor", "/source", "/events"):
        answer = hostile_client.get(path, params={"name": trick[:200], "actor": trick[:200], "text": trick[:200]})
        assert answer.status_code in (200, 400, 404)
        Page(answer.text)


def test_a_spreadsheet_gets_no_formula(hostile_client: TestClient) -> None:
    text = hostile_client.get("/sources.csv").text
    assert not any(cell.startswith("=") for line in text.splitlines() for cell in line.replace('"', "").split(","))


def test_a_very_long_text_is_shown_in_parts(hostile_client: TestClient) -> None:
    longest = max(_all_addresses(hostile_client), key=lambda address: len(hostile_client.get(address).text))
    assert longest
    found = [address for address in _all_addresses(hostile_client) if "?part=2" in hostile_client.get(address).text]
    assert found
    assert hostile_client.get(f"{found[0].partition('?')[0]}?part=2").status_code == 200
