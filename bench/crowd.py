"""Many at once: 50 who read pages and 3 who decide, while reports are added. Nothing may fail, nothing get lost.

    python -m bench.crowd --reports 300 --seconds 30

It serves a synthetic database on a port of this machine, and ends with status 1 for an error or a lost decision.
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
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
import uvicorn

from bench.synthetic import Newswire, load
from selon.newsroom.adding import Adding
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
    parser.add_argument("--seconds", type=float, default=30.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(crowd(f"{folder}/news.db", options.reports, options.seconds))


def crowd(database: str, reports: int, seconds: float) -> int:
    """Runs it and prints the figures; 1 where something failed or got lost."""
    wire, tally = Newswire(), Tally()
    with open_newsroom(database) as room:
        room.add(wire.reports(reports), Adding(load=load))
    users = no_users()
    for name in ("reader", *(f"reviewer {number}" for number in range(REVIEWERS))):
        users = with_user(users, name, "reader" if name == "reader" else "reviewer", PASSWORD)
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(database, users=users)), port=0, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    cookies = signed_in(address, "reader")
    until = time.monotonic() + seconds
    jobs: list[Callable[[], None]] = [lambda n=n: read(address, cookies, until, tally, n) for n in range(READERS)]  # type: ignore[misc]
    jobs += [lambda n=n: review(address, f"reviewer {n}", until, tally) for n in range(REVIEWERS)]  # type: ignore[misc]
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    added = add_until(database, wire, reports, until)
    for thread in threads:
        thread.join()
    server.should_exit = True
    return told(database, tally, added)


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


def add_until(database: str, wire: Newswire, first: int, until: float) -> int:
    """Adds reports meanwhile, some at a time; gives how many."""
    added = 0
    with open_newsroom(database) as room:
        while time.monotonic() < until:
            room.add(wire.reports(16, first=first + added), Adding(load=load))
            added += 16
            time.sleep(0.2)
    return added


def told(database: str, tally: Tally, added: int) -> int:
    with open_newsroom(database, is_reader=True) as room:
        kept = {entry.claim_id for entry in room.reviews.entries()}
    lost = [claim for claim in tally.decided if claim not in kept]
    print(f"pages {len(tally.seconds)}, median {statistics.median(tally.seconds) * 1000:.0f} ms, "
          f"p95 {share(tally.seconds) * 1000:.0f} ms; reports added {added}")
    print(f"decisions {len(tally.decided)}, p95 {share(tally.waits) * 1000:.0f} ms, "
          f"told of a conflict {tally.conflicts}; lost {len(lost)}; errors {len(tally.errors)}")
    for error in tally.errors[:5]:
        print(error)
    return int(bool(lost or tally.errors))


def share(seconds: list[float], at: float = 0.95) -> float:
    """The time that so many of them stay below."""
    return sorted(seconds)[int(at * (len(seconds) - 1))] if seconds else 0.0


if __name__ == "__main__":
    main()
