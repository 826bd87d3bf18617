"""A real Chromium. Where there is none, these tests are skipped, unless SELON_REQUIRE_CHROMIUM is set."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from scripts.build_web import WEB, BundleNotBuilt, build, install, is_built
from selon.pipeline import Coder
from selon.web.settings import Settings
from tests.web.browser.sample import sample_server
from tests.web.browser.served import fill, served

SHOTS = Path(__file__).parents[3] / "shots"  # ignored by git: to be looked at
AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
WAIT_MS = 10_000


def _without(reason: str) -> None:
    """Skips what cannot run here; fails where everything must."""
    if os.environ.get("SELON_REQUIRE_CHROMIUM"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("SELON_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        _without("no Chromium is installed (Debian: apt-get install chromium; else SELON_CHROMIUM=/path/to/it)")
    with sync_playwright() as playwright:
        # A container's root has no user namespaces to build a sandbox from, and /dev/shm may be tiny.
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield started
        started.close()


@pytest.fixture(scope="session", autouse=True)
def _bundle() -> None:
    """The bundle, built if it is not."""
    if not is_built():
        try:
            build()
        except BundleNotBuilt as problem:
            _without(str(problem))


@pytest.fixture(scope="session")
def sample() -> Iterator[str]:
    """The address of the sample page."""
    with sample_server() as address:
        yield address


@pytest.fixture(scope="session")
def workspace(coder: Coder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the workspace over the example reports."""
    database = tmp_path_factory.mktemp("workspace") / "news.db"
    fill(database, coder)
    with served(Settings(database, load=lambda: coder)) as address:
        yield address


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker as a script."""
    if not AXE.is_file():
        try:
            install(dev=True)
        except BundleNotBuilt as problem:
            _without(str(problem))
    return AXE.read_text(encoding="utf-8")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must neither complain nor ask another machine for anything."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(WAIT_MS)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda asked: complaints.append(asked.url) if _is_elsewhere(asked.url) else None)
    opened.on("response", lambda had: complaints.append(f"{had.status} {had.url}") if had.status >= 400 else None)
    yield opened
    context.close()
    assert complaints == []


def _is_elsewhere(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1"
