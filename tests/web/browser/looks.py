"""What is asked of every page: readable by everybody, at any width, in light and dark."""

from __future__ import annotations

import re
from typing import Literal

from playwright.sync_api import Page

from tests.web.browser.conftest import SHOTS

LOOKS: tuple[tuple[Literal["light", "dark"], str], ...] = (("light", "wide"), ("dark", "wide"), ("light", "narrow"))
WIDTHS = {"wide": 1200, "narrow": 360}


def faults(page: Page, axe: str) -> list[str]:
    """Serious and critical accessibility faults, with the elements that have them."""
    page.evaluate(axe)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{fault['id']}: {[node['html'][:160] for node in fault['nodes']][:4]}"
            for fault in found if fault["impact"] in ("serious", "critical")]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")


def shoot(page: Page, name: str) -> None:
    """A picture of the whole page in the ignored folder shots/."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}.png", full_page=True)


def look_at(page: Page, name: str, axe: str) -> list[str]:
    """Pictures in every width and scheme; what is wrong with any of them."""
    wrong: list[str] = []
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": WIDTHS[width], "height": 900})
        page.wait_for_timeout(100)  # views are drawn again to the new width
        shoot(page, f"{name}-{scheme}-{width}")
        if overflow(page) > 0:
            wrong.append(f"{name}, {width}: {overflow(page)} px too wide")
        if width == "wide":
            wrong.extend(f"{name}, {scheme}: {fault}" for fault in faults(page, axe))
    return wrong
