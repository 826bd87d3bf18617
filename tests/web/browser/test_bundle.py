"""The bundle on a page of our own: views, the selection that they share, the keyboard, words that become offsets."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.looks import look_at
from tests.web.browser.sample import EVENTS, PARAGRAPHS


@pytest.fixture
def opened(page: Page, sample: str) -> Page:
    """The sample page, drawn."""
    return visit(page, f"{sample}/events")


def visit(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    page.wait_for_selector("[data-view=network] svg")
    return page


def shown(page: Page) -> list[str]:
    return page.eval_on_selector_all("[data-event]:not([hidden])", "rows => rows.map(row => row.dataset.event)")


def drag(page: Page, start: float, end: float) -> None:
    """Drags over the timeline, from and to a share of its width."""
    box = page.locator(".sv-field").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + start * box["width"], box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + end * box["width"], box["y"] + 60, steps=5)
    page.mouse.up()


# ------------------------------------------------------------------------------------------- views


def test_views_are_drawn(opened: Page) -> None:
    assert opened.locator(".sv-country").count() > 150
    assert opened.locator(".sv-point").count() == 5  # places, not events
    assert opened.locator(".sv-timeline .sv-bar").count() == 6
    assert opened.locator(".sv-node").count() == 4
    assert opened.locator(".sv-edge").count() == 5


def test_points_are_as_large_as_their_claims_are_many(opened: Page) -> None:
    sizes = opened.eval_on_selector_all(".sv-point", """points => Object.fromEntries(points.map(
        point => [point.textContent.split(":")[0], Number(point.getAttribute("r"))]))""")
    assert sizes["Gao"] > sizes["Algiers"] > sizes["Paris"]


def test_words_are_in_the_language_of_the_page(page: Page, sample: str) -> None:
    visit(page, f"{sample}/fr")
    expect(page.locator(".sv-timeline .sv-legend button").first).to_have_text("Coopération verbale")


def test_texts_stay_texts(opened: Page) -> None:
    assert opened.locator("main b").count() == 0


# ------------------------------------------------------------------------------------------- selection


def test_dragging_over_the_timeline_narrows_list_map_and_address(opened: Page) -> None:
    drag(opened, 0.0, 0.2)
    assert shown(opened) == ["e1", "e2"]
    assert opened.locator(".sv-point").count() == 2
    opened.wait_for_url("**/events?since=2024-03-02&until=2024-03-08")
    expect(opened.locator("input[name=until]")).to_have_value("2024-03-08")
    expect(opened.locator(".sv-line")).to_contain_text("2 of 7")


def test_the_network_shows_the_chosen_time(opened: Page) -> None:
    drag(opened, 0.99, 0.999)
    assert opened.locator(".sv-edge").count() == 1
    assert opened.locator(".sv-node.sv-out").count() == 2


def test_the_timeline_is_worked_from_the_keyboard(opened: Page) -> None:
    opened.get_by_role("slider", name="To").focus()
    opened.keyboard.press("PageDown")
    opened.keyboard.press("ArrowLeft")
    opened.wait_for_url("**/events?since=2024-03-02&until=2024-03-28")
    assert shown(opened) == ["e1", "e2", "e3", "e4", "e5"]


def test_a_point_narrows_the_list_and_escape_widens_it(opened: Page) -> None:
    opened.locator(".sv-point", has_text="Gao").click()
    assert shown(opened) == ["e1", "e4"]
    opened.wait_for_url("**/events?place=Gao")
    opened.keyboard.press("Escape")
    assert len(shown(opened)) == len(EVENTS)
    opened.wait_for_url("**/events")


def test_a_country_narrows_the_list(opened: Page) -> None:
    opened.locator(".sv-country[data-code=DZA]").dispatch_event("click")
    assert shown(opened) == ["e5"]


def test_places_are_buttons_too(opened: Page) -> None:
    opened.locator(".sv-listing summary").click()
    button = opened.get_by_role("button", name="Mali: 10 claims")
    button.focus()
    opened.keyboard.press("Enter")
    assert shown(opened) == ["e1", "e2", "e4"]
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()


def test_a_class_is_shown_alone(opened: Page) -> None:
    opened.locator(".sv-timeline").get_by_role("button", name="Material conflict").click()
    assert shown(opened) == ["e1", "e4"]
    assert opened.locator(".sv-point").count() == 1


def test_an_address_opens_with_its_selection(page: Page, sample: str) -> None:
    visit(page, f"{sample}/events?since=2024-03-10&until=2024-03-21")
    assert page.locator(".sv-chosen:not(.sv-none)").count() == 1
    assert len(shown(page)) == len(EVENTS)  # the server has narrowed the list already
    page.keyboard.press("Escape")
    page.wait_for_url("**/events")


# ------------------------------------------------------------------------------------------- keyboard


def test_keys_move_over_rows_and_open_them(opened: Page) -> None:
    for key in "jjjk":
        opened.keyboard.press(key)
    expect(opened.locator("[data-current]")).to_have_attribute("data-event", "e2")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/events/e2")


def test_keys_pass_over_rows_that_are_hidden(opened: Page) -> None:
    opened.locator(".sv-point", has_text="Gao").click()
    opened.keyboard.press("j")
    opened.keyboard.press("j")
    expect(opened.locator("[data-current]")).to_have_attribute("data-event", "e4")


def test_two_keys_go_to_a_page(opened: Page) -> None:
    opened.keyboard.press("g")
    opened.keyboard.press("o")
    opened.wait_for_url(lambda url: url.endswith("/"))


def test_the_search_field_is_one_key_away_and_takes_keys_as_letters(opened: Page) -> None:
    opened.keyboard.press("/")
    field = opened.locator("input[name=text]")
    expect(field).to_be_focused()
    opened.keyboard.type("jag?")
    expect(field).to_have_value("jag?")
    assert opened.locator("[data-current]").count() == 0


def test_a_shortcut_presses_its_button_and_that_of_the_row_first(opened: Page) -> None:
    opened.evaluate("""() => document.addEventListener("click", ({target}) => {
        window.clicked = target.closest("[data-event]")?.dataset.event ?? target.textContent; })""")
    opened.keyboard.press("a")
    assert opened.evaluate("() => window.clicked") == "Accept"
    opened.keyboard.press("j")
    opened.keyboard.press("j")
    opened.keyboard.press("x")
    assert opened.evaluate("() => window.clicked") == "e2"


def test_the_list_of_keys_names_them_and_can_turn_them_off(opened: Page) -> None:
    opened.keyboard.press("?")
    dialog = opened.get_by_role("dialog", name="Keyboard")
    for words in ("Next row", "Events", "Accept", "Mark"):
        expect(dialog.get_by_text(words, exact=True)).to_be_visible()
    dialog.get_by_role("checkbox").uncheck()
    opened.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    opened.keyboard.press("j")
    assert opened.locator("[data-current]").count() == 0


# ------------------------------------------------------------------------------------------- adding a claim


@pytest.mark.parametrize("words", ["Algeria agreed to", "🕊 Niger", "Paris said"])
def test_selected_words_fill_the_form_in_code_points(opened: Page, words: str) -> None:
    opened.evaluate(SELECT, words)
    expect(opened.locator("form[data-add-claim][data-filled]")).to_be_visible()
    start = int(opened.locator("input[name=start]").input_value())
    end = int(opened.locator("input[name=end]").input_value())
    assert "\n\n".join(PARAGRAPHS)[start:end] == words == opened.locator("input[name=words]").input_value()


# Selects words of a paragraph, which can begin and end in different elements of it.
SELECT = """words => {
  const nodes = [];
  const walker = document.createTreeWalker(document.querySelector("[data-report-text]"), NodeFilter.SHOW_TEXT);
  const isText = node => !node.parentElement.closest("[data-not-text]");
  while (walker.nextNode()) if (isText(walker.currentNode)) nodes.push(walker.currentNode);
  const text = nodes.map(node => node.data).join("");
  const at = offset => {
    for (const node of nodes) { if (offset <= node.length) return [node, offset]; offset -= node.length; }
  };
  const start = text.indexOf(words);
  const range = document.createRange();
  range.setStart(...at(start));
  range.setEnd(...at(start + words.length));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


# ------------------------------------------------------------------------------------------- looks


def test_the_page_is_fit_for_everybody(opened: Page, axe: str) -> None:
    assert look_at(opened, "sample", axe) == []


def test_the_list_of_keys_is_fit_for_everybody(opened: Page, axe: str) -> None:
    opened.keyboard.press("?")
    assert look_at(opened, "keys", axe) == []


def test_colours_tell_the_classes_apart_in_both_schemes(opened: Page) -> None:
    for scheme in ("light", "dark"):
        opened.emulate_media(color_scheme=scheme)
        fills = opened.eval_on_selector_all(
            ".sv-swatch", "all => all.slice(0, 4).map(one => getComputedStyle(one).backgroundColor)")
        assert len(set(fills)) == 4
        assert opened.eval_on_selector(".sv-bar", "bar => getComputedStyle(bar).fill") in fills
