"""Many at once: 50 who read pages and 3 who decide, while reports are added. Nothing may fail, nothing get lost.

    python -m bench.crowd --seconds 30
    python -m bench.crowd --claims 100000     # on a large database, as `bench.pages` builds it

The workspace, whoever adds and the readers are processes of their own, as they are where people work. Whoever adds
stores and links one report after the other without pause, faster than any coder. It ends with status 1 for an error or
a lost decision.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import Queue, get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

import httpx
import uvicorn

from bench.scale import WIRE, enlarged
from bench.synthetic import Newswire
from selon.domain.records import Report
from selon.newsroom.adding import Adding, Fate
from selon.newsroom.room import open_newsroom
from selon.store.users import no_users, with_user
from selon.web.app import create_app
from selon.web.settings import Settings

READERS, REVIEWERS = 50, 3
PASSWORD = "only for this run"
PAGES = ("/", "/events", "/events?sort=origins", "/actors", "/sources", "/review", "/events.json?limit=20")


@dataclass
class Tally:
    """What happened, from all threads."""

    seconds: list[float] = field(default_factory=list)  # of pages
    waits: list[float] = field(default_factory=list)  # of decisions
    errors: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    conflicts: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=300, help="in the database before it begins")
    parser.add_argument("--claims", type=int, help="of a database that is made large")
    parser.add_argument("--db", type=Path, help="a database of bench.pages that is there; it is written to")
    parser.add_argument("--seconds", type=float, default=30.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="selon-crowd-") as folder:
        database = options.db or _made(Path(folder), options.reports, options.claims)
        sys.exit(crowd(str(database), options.seconds))


def _made(folder: Path, reports: int, claims: int | None) -> Path:
    if claims:
        return enlarged(folder, claims)
    with open_newsroom(folder / "news.db") as room:
        room.add(WIRE.reports(reports), Adding(load=load))
    return folder / "news.db"


def load() -> Newswire:
    return WIRE


def crowd(database: str, seconds: float) -> int:
    """Runs it and prints the figures; 1 where something failed or got lost."""
    tally, spawned = Tally(), get_context("spawn")
    ours, theirs = spawned.Pipe()
    server = spawned.Process(target=serve, args=(database, theirs), daemon=True)
    server.start()
    address = f"http://127.0.0.1:{ours.recv()}"
    until = time.monotonic() + seconds
    added, adding = spawned.Queue(), spawned.Event()
    adder = spawned.Process(target=add_until, args=(database, adding, added), daemon=True)
    adder.start()
    cookies = signed_in(address, "reader")
    jobs: list[Callable[[], None]] = [lambda n=n: read(address, cookies, until, tally, n) for n in range(READERS)]  # type: ignore[misc]
    jobs += [lambda n=n: review(address, f"reviewer {n}", until, tally) for n in range(REVIEWERS)]  # type: ignore[misc]
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    adding.set()
    reports = added.get()
    ours.send("stop")
    return told(database, tally, reports, ours.recv())


def serve(database: str, pipe: Connection) -> None:
    """The workspace; tells its port, and when it is stopped its processor time."""
    users = no_users()
    for name in ("reader", *(f"reviewer {number}" for number in range(REVIEWERS))):
        users = with_user(users, name, "reader" if name == "reader" else "reviewer", PASSWORD)
    app = create_app(Settings(database, users=users))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    began = time.process_time()
    pipe.send(server.servers[0].sockets[0].getsockname()[1])
    pipe.recv()
    pipe.send(time.process_time() - began)


def add_until(database: str, ending: Event, added: Queue[int]) -> None:
    """Adds reports until it is told to end; tells how many."""
    def reports() -> Iterator[Report]:
        numbers = count(100_000)  # none that the database holds
        while not ending.is_set():
            yield WIRE.report(next(numbers))

    with open_newsroom(database) as room:
        summary = room.add(reports(), Adding(load=load))
    added.put(summary.counts[Fate.ADDED])


def signed_in(address: str, name: str) -> httpx.Cookies:
    """The session of a user."""
    with httpx.Client(base_url=address, headers={"accept": "text/html"}) as client:
        csrf = csrf_of(client.get("/login").text)
        client.post("/login", data={"csrf": csrf, "name": name, "password": PASSWORD, "goal": "/"})
        return client.cookies


def csrf_of(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    return found[1] if found else ""


def read(address: str, cookies: httpx.Cookies, until: float, tally: Tally, number: int) -> None:
    """Looks at a page every second or so, as somebody who reads does."""
    chance = random.Random(number)
    with httpx.Client(base_url=address, cookies=cookies, headers={"accept": "text/html"}, timeout=60) as client:
        while time.monotonic() < until:
            time.sleep(chance.uniform(0.5, 2.0))
            began = time.monotonic()
            answer = client.get(chance.choice(PAGES))
            tally.seconds.append(time.monotonic() - began)
            if answer.status_code != 200:
                tally.errors.append(f"{answer.request.url}: {answer.status_code}")


def review(address: str, name: str, until: float, tally: Tally) -> None:
    """Accepts the next claim of the queue, again and again."""
    cookies = signed_in(address, name)
    with httpx.Client(base_url=address, cookies=cookies, headers={"accept": "text/html"}, timeout=60,
                      follow_redirects=True) as client:
        while time.monotonic() < until:
            page = client.get("/review/next")
            seen = re.search(r'name="seen" value="(\w+)"', page.text)
            if seen is None:
                continue
            began = time.monotonic()
            answer = client.post(page.url, data={"csrf": csrf_of(page.text), "seen": seen[1], "act": "accept",
                                                 "stay": "1"})
            tally.waits.append(time.monotonic() - began)
            if answer.status_code == 200:
                tally.decided.append(page.url.path.rsplit("/", 1)[1])
            elif answer.status_code == 409:
                tally.conflicts += 1
            else:
                tally.errors.append(f"{answer.request.url}: {answer.status_code}")


def told(database: str, tally: Tally, added: int, processor: float) -> int:
    with open_newsroom(database, is_reader=True) as room:
        kept = {entry.claim_id for entry in room.reviews.entries()}
    lost = [claim for claim in tally.decided if claim not in kept]
    print(f"pages {len(tally.seconds)}, median {statistics.median(tally.seconds) * 1000:.0f} ms, "
          f"p95 {share(tally.seconds) * 1000:.0f} ms; reports added {added}")
    print(f"decisions {len(tally.decided)}, median {share(tally.waits, 0.5) * 1000:.0f} ms, "
          f"p95 {share(tally.waits) * 1000:.0f} ms, longest {share(tally.waits, 1) * 1000:.0f} ms; "
          f"told of a conflict {tally.conflicts}; lost {len(lost)}; errors {len(tally.errors)}")
    answers = len(tally.seconds) + 3 * len(tally.waits)  # a decision is a claim, a form and the claim again
    print(f"the workspace took {processor:.1f} s of processor time, {processor / max(answers, 1) * 1000:.0f} ms a page")
    for error in tally.errors[:5]:
        print(error)
    return int(bool(lost or tally.errors))


def share(seconds: list[float], at: float = 0.95) -> float:
    """The time that so many of them stay below."""
    return sorted(seconds)[int(at * (len(seconds) - 1))] if seconds else 0.0


if __name__ == "__main__":
    main()
