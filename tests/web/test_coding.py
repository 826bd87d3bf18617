"""Texts that are sent to be coded: shown, refused with a reason, and limited."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path
from threading import Event

import pytest
from fastapi.testclient import TestClient

import selon
from selon.domain.records import CodedReport, Report
from selon.newsroom.coding import load_coder
from selon.web.app import create_app
from selon.web.coding import (
    WHILE_SOMEBODY_WAITS,
    CodingDesk,
    CodingEnded,
    ToCode,
    TookTooLong,
    TooManyTexts,
)
from selon.web.settings import Settings
from tests.reports.site import Site, served
from tests.web.conftest import client_of
from tests.web.test_pages import Page

TEXT = "France expelled two Malian diplomats on Monday, the foreign ministry said."
PATIENCE = 60  # seconds for a busy machine


@pytest.fixture(scope="module")
def real(database: Path):  # type: ignore[no-untyped-def]
    """A workspace with the coder of this installation, in its process."""
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
    ({"text": ""}, 400), ({"text": "x" * 100_001}, 400), ({"text": TEXT, "published": "yesterday"}, 400),
    ({"text": TEXT, "url": "https://example.org/"}, 400), ({"text": TEXT, "language": "xx"}, 400)])
def test_what_cannot_be_coded_is_told(real: TestClient, data: dict[str, str], status: int) -> None:
    answer = real.post("/try", data=data)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize("body", [
    {}, {"text": ""}, {"text": TEXT, "url": "https://example.org/"}, {"url": "https://example.org/"},
    {"text": "x" * 100_001}, {"text": TEXT, "language": "xx"}, {"text": TEXT, "published": "now"}])
def test_a_program_is_told_what_is_wrong(client: TestClient, body: dict[str, str]) -> None:
    answer = client.post("/code", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_many_texts_of_one_reader_are_sent_away() -> None:
    desk = CodingDesk(slow, 2)
    for _ in range(2):
        desk._check_rate("reader")
    with pytest.raises(TooManyTexts) as caught:
        desk._check_rate("reader")
    assert 0 < caught.value.seconds <= 61
    desk._check_rate("another")


def test_the_limit_is_told(database: Path) -> None:
    with client_of(database, codings_a_minute=0) as client:
        assert client.post("/code", json={"text": TEXT}).status_code == 429
        assert client.post("/try", data={"text": TEXT}).status_code == 429


# ------------------------------------------------------------------------------------ the process


class Slow:
    """A coder that takes longer than anybody waits."""

    def code_many(self, _: Iterable[Report], /) -> Iterator[CodedReport]:
        time.sleep(600)
        yield from ()


def slow() -> Slow:
    return Slow()


def dead() -> Slow:
    """A coder whose process is ended from outside while it begins."""
    os.kill(os.getpid(), signal.SIGKILL)
    return Slow()


def processes() -> set[int]:
    return {child.pid for child in active_children() if child.pid}


ASKED = ToCode(TEXT, language="en")


def test_a_text_that_takes_too_long_is_given_up_and_leaves_nothing_behind() -> None:
    before, desk = processes(), CodingDesk(slow, 10, seconds=0.3)
    with pytest.raises(TookTooLong):
        desk.code(ASKED, "reader")
    assert processes() <= before


def test_a_text_is_given_up_when_its_reader_leaves() -> None:
    before, desk, left = processes(), CodingDesk(slow, 10), Event()
    with ThreadPoolExecutor(2) as pool:
        coding = pool.submit(desk.code, ASKED, "reader", left.is_set)
        waiting = pool.submit(desk.code, ASKED, "another", left.is_set)
        time.sleep(0.5)
        assert (coding.done(), waiting.done()) == (False, False)
        left.set()
        for one in (coding, waiting):
            with pytest.raises(CodingEnded):
                one.result(PATIENCE)
    assert processes() <= before


def test_a_process_that_dies_is_told_and_another_started() -> None:
    desk = CodingDesk(dead, 10)
    for _ in range(2):
        with pytest.raises(CodingEnded):
            desk.code(ASKED, "reader")


def test_the_end_of_the_workspace_ends_a_text_in_the_middle() -> None:
    before, desk = processes(), CodingDesk(slow, 10)
    with ThreadPoolExecutor(1) as pool:
        coding = pool.submit(desk.code, ASKED, "reader")
        while processes() <= before:
            time.sleep(0.05)
        desk.close()
        with pytest.raises(CodingEnded):
            coding.result(PATIENCE)
    assert processes() <= before


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells in files which processes run")
def test_a_killed_workspace_leaves_no_process_behind(tmp_path: Path) -> None:
    """The process that codes ends even in the middle of a text, when nobody tells it to."""
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    workspace = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True,
                                 env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert workspace.stdout is not None
    worker = int(workspace.stdout.readline())
    workspace.kill()
    workspace.wait()
    end = time.monotonic() + PATIENCE
    while is_running(worker) and time.monotonic() < end:
        time.sleep(0.1)
    assert not is_running(worker)


KILLED = """
import threading, time
from multiprocessing import active_children
from selon.web.coding import CodingDesk
from tests.web.test_coding import ASKED, slow

if __name__ == "__main__":
    desk = CodingDesk(slow, 10)
    threading.Thread(target=desk.code, args=(ASKED, "reader"), daemon=True).start()
    while not active_children():
        time.sleep(0.05)
    time.sleep(2)
    print(active_children()[0].pid, flush=True)
    time.sleep(600)
"""


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


# ------------------------------------------------------------------------------------ addresses


PAGE = f"<html lang='en'><head><title>News</title></head><body><article><p>{TEXT}</p></article></body></html>"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with served() as site:
        site.pages["/report"] = 200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()
        site.pages["/image"] = 200, {"Content-Type": "image/png"}, b"x"
        yield site


@pytest.fixture(scope="module")
def fetching(database: Path, site: Site) -> Iterator[TestClient]:
    """A workspace that may fetch from the site on loopback, and from nowhere else near here."""
    settings = replace(WHILE_SOMEBODY_WAITS, private_hosts=(site.host,), host_delay=0.0)
    with TestClient(create_app(Settings(database, load=load_coder, codings_a_minute=1000, fetch=settings)),
                    base_url="http://127.0.0.1:8423") as opened:
        yield opened


def test_what_stands_at_an_address_is_coded(fetching: TestClient, site: Site) -> None:
    shown = fetching.post("/try", data={"url": site.url("/report"), "published": "2024-03-15"})
    assert shown.status_code == 200, shown.text
    assert 'class="trigger' in shown.text
    coded = fetching.post("/code", json={"url": site.url("/report"), "publisher": "The Invented"}).json()
    assert (coded["url"], coded["publisher"]) == (site.url("/report"), "The Invented")
    assert coded["claims"]


@pytest.mark.parametrize(("url", "words"), [
    ("http://127.0.0.1:1/", "private"), ("http://169.254.169.254/latest", "private"), ("/etc/passwd", "address"),
    (" -", "address"), ("file:///etc/passwd", "http"), ("/image", "image/png"), ("/gone", "404")])
def test_what_cannot_be_fetched_is_told(fetching: TestClient, site: Site, url: str, words: str) -> None:
    address = site.url(url) if url in ("/image", "/gone") else url
    for answer in (fetching.post("/try", data={"url": address}), fetching.post("/code", json={"url": address})):
        assert answer.status_code == 400
        assert words in answer.text
        assert "root:" not in answer.text


def test_addresses_are_fetched_only_where_that_is_switched_on(real: TestClient, fetching: TestClient) -> None:
    assert 'name="url"' in fetching.get("/try").text
    assert 'name="url"' not in real.get("/try").text
    answer = real.post("/code", json={"url": "https://example.org/"})
    assert (answer.status_code, "--fetch" in answer.json()["error"]) == (400, True)
