"""What a database costs when it is large: adding a report, asking, and the share of both beside coding.

    python -m bench.scale                     # 10,000 and 1,000,000 claims; some minutes and 8 GB of disk
    python -m bench.scale --claims 100000 1000000
    python -m bench.scale --reports FILE...   # also the share of storing and linking, over reports of your own

The large database is the small one, over and over: each copy has ids, days and blocking keys of its own, and the same
names, so that every list of a facet grows with the database. The reports that are added continue the first copy.
Adding is measured in processor time, the median of batches of sixteen reports; asking in time that passes.
"""

from __future__ import annotations

import argparse
import gc
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from sqlalchemy import text

from bench.synthetic import Newswire
from selon.domain.records import CodedReport, Report
from selon.newsroom.adding import AT_ONCE, file_reports, in_transactions
from selon.newsroom.coding import Desk
from selon.newsroom.room import Newsroom, open_newsroom
from selon.store.engines import reading, writing
from selon.store.rows import Prepared
from selon.store.schema import metadata

SMALL = 10_000
ADDED = 160  # reports
QUERIES = 300
# A day of a team's feeds: two dozen reports on forty stories. A claim is compared with ten others, as in ECB+.
CLAIMS = 5
WIRE = Newswire(seed=11, claims_a_report=CLAIMS, reports_a_day=24, stories=40)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=[1_000_000], help="of the large databases")
    parser.add_argument("--reports", nargs="*", type=Path, default=[], help="texts for the share of storing")
    parser.add_argument("--folder", type=Path, help="where the databases are made; default: a temporary folder")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="selon-scale-", dir=options.folder))
    try:
        for line in measured(folder, options.claims, options.reports):
            print(line, flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measured(folder: Path, claims: Sequence[int], texts: Sequence[Path]) -> Iterator[str]:
    """The lines of the table, each when it is known."""
    desk = Desk(WIRE)
    count = SMALL // CLAIMS
    small = folder / "small.db"
    fresh = _prepared(desk, list(WIRE.reports(ADDED, first=count)))
    held = _filled(small)
    least = 0.0
    for size in (held, *claims):
        path = folder / f"{size}.db"
        multiply(small, path, max(1, round(size / held)))
        with open_newsroom(path) as room:
            cost = added(room, fresh)
            least = least or cost
            yield (f"{_claims(room):,} claims: adding a report takes {cost:.1f} ms (storing and linking, processor "
                   f"time), {cost / least:.2f} times as long as in the smallest; "
                   f"{path.stat().st_size / _claims(room) / 1000:.1f} kB a claim")
        with open_newsroom(path, is_reader=True) as room:
            yield from asked(room)
        path.unlink()
    if texts:
        yield from share(texts)


def enlarged(folder: Path, claims: int) -> Path:
    """Makes the small and the large database in a folder; gives the large one."""
    small, large = folder / "small.db", folder / "large.db"
    held = _filled(small)
    multiply(small, large, max(1, round(claims / held)))
    return large


def _filled(small: Path) -> int:
    """Makes the small database; the number of its claims."""
    with open_newsroom(small) as room:
        filed(room, _prepared(Desk(WIRE), list(WIRE.reports(SMALL // CLAIMS))))
        return _claims(room)


def _prepared(desk: Desk, reports: list[Report]) -> list[Prepared]:
    return [one for one in desk.prepare(reports) if isinstance(one, Prepared)]


def added(room: Newsroom, reports: Sequence[Prepared]) -> float:
    """Milliseconds of processor time that a report takes: the median of batches."""
    filed(room, reports[:AT_ONCE])  # what is read first is not yet in memory
    batches = [reports[i:i + AT_ONCE] for i in range(AT_ONCE, len(reports), AT_ONCE)]
    return statistics.median(filed(room, batch) / len(batch) for batch in batches) * 1000


def filed(room: Newsroom, reports: Sequence[Prepared]) -> float:
    """Stores and links reports as `selon add` does; seconds of processor time."""
    began = time.process_time()
    for first in range(0, len(reports), AT_ONCE):
        for part in in_transactions(room.engine, reports[first:first + AT_ONCE]):
            with writing(room.engine) as connection:
                file_reports(connection, part)
    return time.process_time() - began


def _claims(room: Newsroom) -> int:
    with reading(room.engine) as connection:
        return int(connection.execute(text("SELECT count(*) FROM claims")).scalar_one())


# ------------------------------------------------------------------------------------ the large one

APART = 420  # days between two copies: whole windows of all blocking keys (linking/candidates.py)
_ID = "CASE n WHEN 0 THEN {0} ELSE printf('%04x', n) || {0} END"
_DAY = f"date({{}}, '-' || (n * {APART}) || ' days')"
# What is another in each copy; all other columns are as in the first.
_OTHER = {
    "reports": {"id": _ID, "url": "{} || '#' || n", "published": _DAY},
    "claims": {"serial": "{} + n * :claims", "id": _ID, "report_id": _ID, "event_id": _ID, "day": _DAY},
    "events": {"id": _ID, "day": _DAY},
    "participants": {"claim_id": _ID}, "sources": {"claim_id": _ID}, "claim_cards": {"claim_id": _ID},
    "claim_facets": {"day": _DAY, "id": _ID}, "event_facets": {"day": _DAY, "id": _ID},
    "report_cards": {"report_id": _ID}, "report_keys": {"key": "n || {}", "report_id": _ID},
    "copies": {"first": _ID, "second": _ID}, "links": {"first": _ID, "second": _ID},
    "claim_keys": {"key": f"{{}} - ((n * {APART}) << 41)", "day": f"{{}} - n * {APART}", "serial": "{} + n * :claims"}}
_ONCE = ("texts", "coders")  # kept once in any database
_VOICES = "INSERT INTO voices SELECT role, name, kind, country, claims * :copies FROM small.voices"


def multiply(small: Path, large: Path, copies: int) -> None:
    """Makes a database of so many copies of another, each table in the order of its key: nothing is read again."""
    open_newsroom(large).close()
    with closing(sqlite3.connect(large, isolation_level=None)) as connection:
        for setting in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-500000"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("ATTACH ? AS small", (str(small),))
        put_back = _without_search(connection)
        numbers = {"copies": copies, "claims": connection.execute("SELECT max(serial) FROM small.claims").fetchone()[0]}
        connection.execute("BEGIN")
        for table in _ONCE:
            connection.execute(f"INSERT OR IGNORE INTO {table} SELECT * FROM small.{table}")
        for table, other in _OTHER.items():
            connection.execute(_copying(table, other), numbers)
        connection.execute(_VOICES, {"copies": copies})
        for statement in put_back:
            connection.execute(statement)
        connection.execute("COMMIT")
        connection.execute("ANALYZE main")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _copying(table: str, other: Mapping[str, str]) -> str:
    columns = [column.name for column in metadata.tables[table].c]
    values = ", ".join(other.get(name, "{}").format(f'held."{name}"') for name in columns)
    order = ", ".join(str(columns.index(column.name) + 1) for column in metadata.tables[table].primary_key)
    return (f"WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :copies) "
            f"INSERT INTO main.{table} SELECT {values} FROM numbers CROSS JOIN small.{table} AS held ORDER BY {order}")


def _without_search(connection: sqlite3.Connection) -> list[str]:
    """Takes away what is made faster at the end: indexes and search. Gives the statements that bring them back."""
    found = connection.execute("SELECT type, name, sql FROM main.sqlite_master WHERE sql IS NOT NULL AND "
                               "(type = 'index' OR name = 'claims_search_insert')").fetchall()
    for kind, name, _ in found:
        connection.execute(f"DROP {kind} main.{name}")
    return [*(sql for _, _, sql in found), "INSERT INTO claims_search(claims_search) VALUES ('rebuild')"]


# ---------------------------------------------------------------------------------------------- asking


def asked(room: Newsroom) -> Iterator[str]:
    """How long filtered queries take."""
    chance = random.Random(3)
    for name, ask in (("claims", room.claims), ("events", room.events)):
        times = sorted(_timed(lambda ask=ask: ask(**_filter(chance))) for _ in range(QUERIES))  # type: ignore[misc]
        yield (f"{QUERIES} filtered queries of {name}: median {statistics.median(times):.1f} ms, "
               f"p95 {times[int(len(times) * 0.95)]:.1f} ms, longest {times[-1]:.1f} ms")


def _timed(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def _filter(chance: random.Random) -> dict[str, object]:
    """One to three conditions, drawn from what the reports say: some frequent, some rare."""
    claim = chance.choice(_sample(WIRE)).claims[0]
    actor, recipient = claim.actor[0], claim.recipient[0]
    place = claim.place.name if claim.place else ""
    choices: list[dict[str, object]] = [
        {"type": claim.event}, {"country": actor.country}, {"actor": actor.name}, {"recipient": recipient.name},
        {"dyad": f"{actor.country}:{recipient.country}"}, {"place": place}, {"source": "TASS"}, {"origin": "AFP"},
        {"status": "reported"}, {"text": claim.trigger.text}, {"text": place},
        {"since": "2000-01-01", "until": "2005-01-01"}]
    found: dict[str, object] = {}
    for choice in chance.sample(choices, chance.randint(1, 3)):
        found |= choice
    return found


@lru_cache(maxsize=1)
def _sample(wire: Newswire) -> list[CodedReport]:
    return [wire.coded(report) for report in wire.reports(200)]


# --------------------------------------------------------------------------------------------- share


def share(paths: Sequence[Path]) -> Iterator[str]:
    """Storing and linking beside coding, over reports of files that readers know: all in one process, one after the
    other, with what is loaded once loaded before."""
    from selon.newsroom.reporting import as_reports
    from selon.pipeline import load
    from selon.reports.document import Given
    from selon.reports.sources import read_source

    coder = load()
    found = (item for path in paths for item in as_reports(read_source(str(path)), coder, Given()))
    reports = list({item.id: item for item in found if isinstance(item, Report)}.values())
    for language in {report.language for report in reports}:
        list(coder.code_many([next(report for report in reports if report.language == language)]))
    began = time.process_time()
    coded = {one.report.id: one for one in coder.code_many(sorted(reports, key=lambda report: report.language))}
    coding = time.process_time() - began
    desk = Desk(_Known(coded))
    _prepared(desk, reports[:1])
    began = time.process_time()
    ready = _prepared(desk, reports)
    preparing = time.process_time() - began
    gc.collect()
    gc.freeze()  # where reports are added, those that were coded before are gone, and no burden to the collector
    with tempfile.TemporaryDirectory() as folder, open_newsroom(Path(folder) / "share.db") as room:
        storing = filed(room, ready)
    yield (f"{len(ready):,} reports: coding {coding / len(ready) * 1000:.0f} ms a report; storing and linking "
           f"{storing / coding:.1%} of that, with cards and rows {(preparing + storing) / coding:.1%}")


class _Known:
    """Gives what has been coded before."""

    def __init__(self, coded: dict[str, CodedReport]) -> None:
        self.coded = coded

    def code_many(self, reports: Iterable[Report]) -> Iterator[CodedReport]:
        return (self.coded[report.id] for report in reports)


if __name__ == "__main__":
    main()
