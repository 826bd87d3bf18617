"""How long the pages of the workspace take on a large database, by the server's clock.

    python -m bench.pages                     # 1,000,000 claims; some minutes and 8 GB of disk
    python -m bench.pages --claims 50000      # a smaller one
    python -m bench.pages --db news.db        # one of your own

Each kind of page is asked for with what the reports say, some frequent, some rare: the whole HTML, one at a time.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from bench.scale import WIRE, enlarged
from selon.web.app import create_app
from selon.web.settings import Settings

TIMES = 40  # of each kind of page
_P95 = int(TIMES * 0.95)
BASE = "http://127.0.0.1"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000, help="of the database that is made")
    parser.add_argument("--db", type=Path, help="a database that is there")
    parser.add_argument("--folder", type=Path, help="where the database is made; default: a temporary folder")
    options = parser.parse_args()
    if options.db:
        _print(options.db)
        return
    folder = Path(tempfile.mkdtemp(prefix="selon-pages-", dir=options.folder))
    try:
        _print(enlarged(folder, options.claims))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _print(database: Path) -> None:
    for line in measured(database):
        print(line, flush=True)


def measured(database: Path) -> Iterator[str]:
    """A line for each kind of page: the median, the 95th of a hundred and the longest; then processor time.

    On a machine that has other work the clock counts that too.
    """
    with TestClient(create_app(Settings(database)), base_url=BASE) as client:
        for kind, addresses in _addresses(client).items():
            times = [_timed(client, addresses[i % len(addresses)]) for i in range(TIMES)]
            clock, processor = (sorted(one) for one in zip(*times, strict=True))
            yield (f"{kind:<9} median {statistics.median(clock):6.1f} ms, p95 {clock[_P95]:6.1f} ms, "
                   f"longest {clock[-1]:6.1f} ms; processor time median {statistics.median(processor):6.1f} ms, "
                   f"p95 {processor[_P95]:6.1f} ms")


def _timed(client: TestClient, address: str) -> tuple[float, float]:
    began = time.perf_counter(), time.process_time()
    status = client.get(address).status_code
    assert status == 200, (status, address)
    return (time.perf_counter() - began[0]) * 1000, (time.process_time() - began[1]) * 1000


def _addresses(client: TestClient) -> dict[str, list[str]]:
    chance = random.Random(5)
    events = [*_found(client, "/events.json?sort=origins&limit=20"), *_found(client, "/events.json?limit=20")]
    told = [client.get(f"/events/{event['id']}.json").json() for event in events[:10]]
    tellings = [telling for one in told for origin in one["origins"] for telling in origin["tellings"]]
    actors = [row["name"] for row in client.get("/actors.json?limit=200").json()["actors"]]
    sources = [row["name"] for row in client.get("/sources.json?limit=200").json()["sources"]]
    words = [claim.place.name for report in WIRE.reports(20) for claim in WIRE.coded(report).claims if claim.place]
    types = sorted({event["type"] for event in events})
    return {
        "overview": ["/", "/?lang=fr"],
        "events": ["/events", *(f"/events?type={kind}" for kind in types), "/events?status=disputed",
                   "/events?sort=origins", *(f"/events?text={word}" for word in words[:6]), "/events?text=attacked",
                   "/events?type=ASSAULT&source=AFP&sort=oldest", "/events?min_origins=3&sort=reports",
                   *(f"/events?actor={name}" for name in actors[:4])],
        "event": [f"/events/{event['id']}" for event in events],
        "report": [f"/reports/{telling['report_id']}" for telling in tellings[:30]],
        "claim": [f"/reports/{telling['report_id']}?claim={telling['claims'][0]}" for telling in tellings[:30]],
        "actors": ["/actors", "/actors?kind=person", "/actors?name=an"],
        "actor": [f"/actor?name={name}" for name in (*actors[:5], *chance.sample(actors, min(20, len(actors))))],
        "sources": ["/sources", "/sources?kind=agency"],
        "source": [f"/source?name={name}" for name in sources[:20]],
        "review": ["/review", "/review?doubt=no-country", "/review?disputed=true",
                   *(f"/review?type={kind}" for kind in types)],
        "decide": [f"/review/claims/{telling['claims'][0]}" for telling in tellings[:30]],
    }


def _found(client: TestClient, address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(address).json()["events"]
    return found


if __name__ == "__main__":
    main()
