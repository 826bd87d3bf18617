"""The workspace in a browser: every page, light and dark, wide and narrow, and what one does on them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser.looks import look_at

VIEWS = ("timeline", "map", "network")


def visit(page: Page, address: str) -> Page:
    """Opens a page and waits until its views are drawn."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    for view in page.locator("[data-view]").all():
        expect(view.locator("svg").first).to_be_visible()
    return page


def addresses(page: Page, workspace: str) -> dict[str, str]:
    """One page of each sort: those of the navigation, and the first that each list leads to."""
    visit(page, workspace)
    found = {"overview": workspace + "/"}
    for link in page.locator("nav a[data-key]").all():
        path = link.get_attribute("href") or "/"
        found.setdefault(path.strip("/") or "overview", workspace + path)
    for sort, prefix in (("event", "/events/"), ("report", "/reports/"), ("actor", "/actor?"), ("source", "/source?")):
        start = {"event": "events", "report": "event", "actor": "actors", "source": "sources"}[sort]
        visit(page, found[start])
        path = page.locator(f"main a[href^='{prefix}']").first.get_attribute("href")
        assert path, f"no {sort} is linked from {found[start]}"
        found[sort] = workspace + path
    return {**found, "help": workspace + "/help", "docs": workspace + "/docs"}


def test_every_page_is_fit_for_everybody(page: Page, workspace: str, axe: str) -> None:
    wrong: list[str] = []
    for name, address in addresses(page, workspace).items():
        visit(page, address)
        wrong += look_at(page, name, axe)
    assert wrong == []


def test_the_overview_draws_all_views(page: Page, workspace: str) -> None:
    visit(page, workspace)
    for view in VIEWS:
        assert page.locator(f"[data-view={view}] svg").count() == 1
    assert page.locator(".sv-point").count() > 5
    assert page.locator(".sv-edge").count() > 3


def test_pages_say_the_same_without_a_script(browser: Browser, workspace: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(workspace + "/events")
    assert plain.locator("[data-event]").count() > 10
    assert plain.locator("table").count() > 0
    context.close()


def test_the_timeline_narrows_the_list_of_events(page: Page, workspace: str) -> None:
    visit(page, workspace + "/events?type=ASSAULT")
    before = page.locator("[data-event]:visible").count()
    page.get_by_role("slider").first.focus()
    page.keyboard.press("End")  # the last month or year alone
    after = page.locator("[data-event]:visible").count()
    assert 0 < after < before
    page.wait_for_url("**/events?*since=*")
    page.get_by_role("link", name="Search everything in this selection").click()
    page.wait_for_selector("html[data-ready]")
    assert page.locator("[data-event]:visible").count() >= after
    expect(page.locator("main input[name=since]")).not_to_have_value("")


def test_a_point_of_the_map_narrows_the_list_of_events(page: Page, workspace: str) -> None:
    visit(page, workspace + "/events")
    before = page.locator("[data-event]:visible").count()
    page.locator(".sv-listing summary").click()
    # The map has more events than the page lists: a place of one that is listed.
    place = page.evaluate("""() => {
      const listed = new Set([...document.querySelectorAll("[data-event]")].map(row => row.dataset.event));
      const {points} = JSON.parse(document.querySelector("#map-data").textContent);
      return points.find(point => listed.has(point.id)).place; }""")
    page.locator(".sv-places").get_by_role("button", name=f"{place}:").first.click()
    assert 0 < page.locator("[data-event]:visible").count() < before
    page.keyboard.press("Escape")
    assert page.locator("[data-event]:visible").count() == before


def test_events_are_found_and_opened_from_the_keyboard(page: Page, workspace: str) -> None:
    visit(page, workspace)
    page.keyboard.press("g")
    page.keyboard.press("e")
    page.wait_for_url("**/events")
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("j")
    first = page.locator("[data-current] a[href^='/events/']").first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")


@pytest.mark.parametrize(("language", "words"), [("en", "Verbal cooperation"), ("fr", "Coopération verbale")])
def test_views_speak_the_language_of_the_page(page: Page, workspace: str, language: str, words: str) -> None:
    page.context.set_extra_http_headers({"Accept-Language": language})
    visit(page, workspace)
    expect(page.locator(".sv-timeline .sv-key").first).to_have_text(words)
