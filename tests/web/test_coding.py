"""Texts that are sent to be coded: shown, refused with a reason, and limited."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import selon
from selon.domain.errors import SelonError
from selon.web.coding import CodingDesk, TooManyTexts
from tests.web.conftest import client_of
from tests.web.test_pages import Page

TEXT = "France expelled two Malian diplomats on Monday, the foreign ministry said."


@pytest.fixture(scope="module")
def real(database: Path):  # type: ignore[no-untyped-def]
    """A workspace with the coder of this installation, in its process."""
    from selon.newsroom.coding import load_coder
    from selon.web.app import create_app
    from selon.web.settings import Settings

    app = create_app(Settings(database, load=load_coder, codings_a_minute=1000))
    with TestClient(app, base_url="http://127.0.0.1:8423") as opened:
        yield opened


def test_a_text_is_coded_as_the_library_codes_it(real: TestClient) -> None:
    answer = real.post("/code", json={"text": TEXT, "published": "2024-03-15"})
    assert answer.status_code == 200
    coded = selon.load().code(TEXT, published="2024-03-15")
    assert [claim["id"] for claim in answer.json()["claims"]] == [claim.id for claim in coded.claims]


def test_the_form_shows_it(real: TestClient) -> None:
    answer = real.post("/try", data={"text": TEXT, "language": "en", "published": "2024-03-15", "publisher": "<b>"})
    assert answer.status_code == 200
    assert Page(answer.text).all("h1")
    assert 'class="trigger' in answer.text
    assert "<b>" not in answer.text.replace("<b><a", "")


@pytest.mark.parametrize(("data", "status"), [
    ({"text": ""}, 400), ({"text": "x" * 100_001}, 400), ({"text": TEXT, "published": "yesterday"}, 400)])
def test_what_cannot_be_coded_is_told(real: TestClient, data: dict[str, str], status: int) -> None:
    answer = real.post("/try", data=data)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize("body", [
    {}, {"text": ""}, {"text": "x" * 100_001}, {"text": TEXT, "language": "xx"}, {"text": TEXT, "published": "now"}])
def test_a_program_is_told_what_is_wrong(client: TestClient, body: dict[str, str]) -> None:
    answer = client.post("/code", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_many_texts_of_one_reader_are_sent_away() -> None:
    desk = CodingDesk(_never, 2)
    for _ in range(2):
        desk._check_rate("reader")
    with pytest.raises(TooManyTexts) as caught:
        desk._check_rate("reader")
    assert 0 < caught.value.seconds <= 61
    desk._check_rate("another")


def _never() -> None:
    raise SelonError("not to be loaded")


def test_the_limit_is_told(database: Path) -> None:
    with client_of(database, codings_a_minute=0) as client:
        assert client.post("/code", json={"text": TEXT}).status_code == 429
        assert client.post("/try", data={"text": TEXT}).status_code == 429
