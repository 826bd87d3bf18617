"""Reviewing in a browser, from the keyboard: whatever is decided is looked up in the database afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from selon.domain.records import Claim
from selon.domain.reviews import Act
from selon.newsroom.reviewing import Seen
from selon.newsroom.room import Newsroom, open_newsroom
from selon.store.users import no_users, with_user
from selon.web.settings import Settings
from tests.newsroom.fast import WIRE, fill, partition
from tests.web.browser.looks import look_at
from tests.web.browser.served import served
from tests.web.browser.test_bundle import SELECT

PASSWORD = "only for tests"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    fill(str(path), WIRE.reports(20))
    return path


@pytest.fixture
def room(news: Path) -> Iterator[Newsroom]:
    with open_newsroom(news) as opened:
        yield opened


@pytest.fixture
def address(news: Path) -> Iterator[str]:
    """The workspace over a database of its own: these tests write. Asked for before the page, so closed after it."""
    with served(Settings(news)) as at:
        yield at


def ready(page: Page) -> Page:
    page.wait_for_selector("html[data-ready]")
    return page


def first_claim(page: Page, address: str) -> str:
    """Goes to the first claim of the queue by keys alone; gives its id."""
    ready_at(page, f"{address}/review")
    page.keyboard.press("n")
    page.wait_for_url("**/review/claims/*")
    ready(page)
    return claim_of(page)


def ready_at(page: Page, address: str) -> None:
    page.goto(address)
    ready(page)


def claim_of(page: Page) -> str:
    return page.url.rsplit("/", 1)[1].split("?")[0].split("#")[0]


def seen(room: Newsroom, claim: str) -> Seen:
    return room.reviews.look(claim)


def standing_claim(room: Newsroom, claim: str) -> Claim:
    found = seen(room, claim).claim
    assert found is not None
    return found


# -------------------------------------------------------------------------------------------- claims


@pytest.mark.parametrize(("key", "act"), [("a", Act.ACCEPT), ("r", Act.REJECT)])
def test_a_key_decides_and_leads_on_and_another_takes_it_back(
        address: str, page: Page, room: Newsroom, key: str, act: Act) -> None:
    claim = first_claim(page, address)
    page.keyboard.press(key)
    page.wait_for_url(lambda url: "/review/claims/" in url and claim not in url)
    assert [entry.act for entry in seen(room, claim).standing] == [act]
    assert (seen(room, claim).claim is None) == (act is Act.REJECT)
    ready(page).keyboard.press("u")
    page.wait_for_url(f"**/review/claims/{claim}*")
    assert seen(room, claim).standing == ()
    assert standing_claim(room, claim) == seen(room, claim).machine


def test_a_key_leads_to_the_fields_and_enter_keeps_them(address: str, page: Page, room: Newsroom) -> None:
    claim = first_claim(page, address)
    page.keyboard.press("e")
    expect(page.locator("select#event")).to_be_focused()
    field = page.locator("[id='actor.0.name']")
    field.fill("Norland")
    field.press("Enter")
    expect(page.locator(".review-history")).to_contain_text("Norland")
    assert standing_claim(room, claim).actor[0].name == "Norland"
    [entry] = seen(room, claim).standing
    assert (entry.act, entry.field) == (Act.CORRECT, "actor")


def test_keys_typed_into_a_note_are_letters(address: str, page: Page, room: Newsroom) -> None:
    claim = first_claim(page, address)
    page.locator("#quick-note").press_sequentially("rare")
    assert seen(room, claim).entries == ()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_url(lambda url: claim not in url)
    assert [(entry.act, entry.note) for entry in seen(room, claim).entries] == [(Act.ACCEPT, "rare")]


def test_the_list_of_keys_names_those_of_the_page(address: str, page: Page) -> None:
    first_claim(page, address)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    for words in ("Accept", "Reject", "Correct", "Next", "Take back my last decision"):
        expect(dialog.get_by_text(words, exact=True)).to_be_visible()


def test_words_that_are_selected_become_a_claim(address: str, page: Page, room: Newsroom) -> None:
    report = room.reviews.report(room.claims()[0].report_id)
    words = " ".join(report.text.split()[2:4])
    ready_at(page, f"{address}/review/reports/{report.id}/add")
    page.evaluate(SELECT, words)
    expect(page.locator("#words")).to_have_value(words)
    page.locator("#event").select_option("AID")
    page.locator("h1").click()
    page.keyboard.press("a")
    page.wait_for_url("**/review/claims/*")
    added = standing_claim(room, claim_of(page))
    assert (added.event, added.trigger.text) == ("AID", words)
    assert report.text[added.trigger.start:added.trigger.end] == words
    assert [entry.act for entry in seen(room, added.id).standing] == [Act.ADD]
    ready(page).keyboard.press("u")
    expect(page.get_by_text("This addition was taken back.")).to_be_visible()
    assert seen(room, added.id).claim is None


# -------------------------------------------------------------------------------------------- events


def test_claims_are_split_off_merged_again_and_all_of_it_taken_back(address: str, page: Page, room: Newsroom) -> None:
    before = partition(room)
    event = next(event for event in room.events(limit=None) if event.claims > 2)
    claims = [found.id for found in room.event(event.id).claims]
    ready_at(page, f"{address}/review/events/{event.id}")
    for key in "jjx":
        page.keyboard.press(key)
    [gone] = page.locator("input[name=claim]:checked").evaluate_all("all => all.map(one => one.value)")
    page.get_by_role("button", name="Split off what is chosen").click()
    expect(page.locator(".review-history")).to_contain_text("two events")
    home = {claim: seen(room, claim).event_id for claim in claims}
    assert {claim for claim in claims if home[claim] == home[gone]} == {gone}

    stay = next(home[claim] for claim in claims if claim != gone)
    ready_at(page, f"{address}/review/events/{home[gone]}")
    page.get_by_label("Id of the other event").fill(str(stay))
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.locator(".review-history")).to_contain_text("one event")
    assert len({seen(room, claim).event_id for claim in claims}) == 1

    for _ in range(2):  # the merge; then the split stands again
        with page.expect_navigation():
            page.get_by_role("button", name="Take back").last.click()
    expect(page.get_by_role("button", name="Take back")).to_have_count(0)
    assert partition(room) == before


# -------------------------------------------------------------------------------------------- looks


def test_every_page_is_fit_for_everybody(address: str, page: Page, room: Newsroom, axe: str) -> None:
    claim = room.reviews.queue(by="anne")[0]
    event = next(event for event in room.events(limit=None) if event.claims > 1)
    wrong: list[str] = []
    for name, path in {"review queue": "/review", "review claim": f"/review/claims/{claim.id}",
                       "review add": f"/review/reports/{claim.report_id}/add",
                       "review event": f"/review/events/{event.id}",
                       "review agreement": "/review/agreement"}.items():
        ready_at(page, address + path)
        wrong += look_at(page, name, axe)
    assert wrong == []


def test_signing_in_leads_back(page: Page, news: Path, axe: str) -> None:
    users = with_user(no_users(), "anne", "reviewer", PASSWORD)
    with served(Settings(news, users=users)) as at:
        ready_at(page, f"{at}/review?doubt=no-actor")
        assert look_at(page, "login", axe) == []
        page.get_by_label("Name").fill("anne")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/review?doubt=no-actor")
        expect(page.get_by_text("You decide as anne.")).to_be_visible()
