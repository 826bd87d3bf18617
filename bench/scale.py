"""What a database costs when it is large: adding a report, asking, and the share of both beside coding.

    python -m bench.scale                     # 10,000 and 1,000,000 claims; some minutes and 8 GB of disk
    python -m bench.scale --claims 100000     # a smaller large one
    python -m bench.scale --reports FILE...   # also the share of storing and linking, over reports of your own

The large database is the small one, over and over: each copy has ids, days and blocking keys of its own, and the same
names, so that every list of a facet grows with the database. The reports that are added continue the first copy.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, text

from bench.synthetic import Newswire
from selon.domain.records import CodedReport, Report
from selon.newsroom.adding import AT_ONCE, file_reports
from selon.newsroom.coding import Desk
from selon.newsroom.room import Newsroom, open_newsroom
from selon.store.engines import reading, writing
from selon.store.rows import Prepared

SMALL = 10_000
ADDED = 96  # reports
QUERIES = 300
# Four reports a day with events of their own: what is linked is what should be, and no day is one large cluster.
WIRE = Newswire(seed=11, reports_a_day=4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000, help="of the large database")
    parser.add_argument("--reports", nargs="*", type=Path, default=[], help="texts for the share of storing")
    parser.add_argument("--folder", type=Path, help="where the databases are made; default: a temporary folder")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="selon-scale-", dir=options.folder))
    try:
        for line in measured(folder, options.claims, options.reports):
            print(line, flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measured(folder: Path, claims: int, texts: Sequence[Path]) -> Iterator[str]:
    """The lines of the table, each when it is known."""
    desk = Desk(WIRE)
    count = SMALL // 8
    small, large = folder / "small.db", folder / "large.db"
    fresh = _prepared(desk, list(WIRE.reports(ADDED, first=count)))
    enlarged(folder, claims)
    costs = {}
    for path in (small, large):
        with open_newsroom(path) as room:
            held = _claims(room)
            filed(room, fresh[:AT_ONCE])  # what is read first is not yet in memory
            costs[path] = filed(room, fresh[AT_ONCE:]) / (ADDED - AT_ONCE) * 1000
            yield f"adding a report at {held:>9,} claims: {costs[path]:.1f} ms (storing and linking, processor time)"
    yield f"ratio: {costs[large] / costs[small]:.2f}"
    with open_newsroom(large, is_reader=True) as room:
        yield from asked(room)
    if texts:
        yield from share(texts)


def enlarged(folder: Path, claims: int) -> Path:
    """Makes the small and the large database in a folder; gives the large one."""
    small, large = folder / "small.db", folder / "large.db"
    with open_newsroom(small) as room:
        filed(room, _prepared(Desk(WIRE), list(WIRE.reports(SMALL // 8))))
        shutil.copy(_closed(room, small), large)
    with open_newsroom(large) as room:
        while (held := _claims(room)) < claims:
            with writing(room.engine) as connection:
                copy(connection, held)
        with writing(room.engine) as connection:
            connection.execute(text("ANALYZE"))
    return large


def _prepared(desk: Desk, reports: list[Report]) -> list[Prepared]:
    return [one for one in desk.prepare(reports) if isinstance(one, Prepared)]


def filed(room: Newsroom, reports: Sequence[Prepared]) -> float:
    """Stores and links reports as `selon add` does; seconds of processor time."""
    began = time.process_time()
    for first in range(0, len(reports), AT_ONCE):
        with writing(room.engine) as connection:
            file_reports(connection, reports[first:first + AT_ONCE])
    return time.process_time() - began


def _closed(room: Newsroom, path: Path) -> Path:
    """The file with all that is in it: closing empties the write-ahead log."""
    room.close()
    return path


def _claims(room: Newsroom) -> int:
    with reading(room.engine) as connection:
        return int(connection.execute(text("SELECT count(*) FROM claims")).scalar_one())


# ------------------------------------------------------------------------------------ the large one

_NEW = "printf('%04x', :n) || substr({}, 5)"  # an id of the copy
_DAY = "date({}, '-' || (:n * 400) || ' days')"  # years before the first copy
_COPIES = (
    f"INSERT INTO reports SELECT {_NEW.format('id')}, text_hash, language, url || '#' || :n, publisher, title, "
    f"{_DAY.format('published')}, authors, agency, origin_kind, origin, origin_why, coder_id, replaced_by, details, "
    "added_at FROM reports WHERE {base}",
    f"INSERT INTO claims SELECT serial + :shift, {_NEW.format('id')}, {_NEW.format('report_id')}, position, "
    f"{_NEW.format('event_id')}, type, status, polarity, certainty, foreground, origin, time, {_DAY.format('day')}, "
    "place, place_country, lat, lon, evidence, facets, record FROM claims WHERE {base}",
    f"INSERT INTO participants SELECT {_NEW.format('claim_id')}, role, position, name, kind, country, sectors, "
    "wikidata, mention FROM participants WHERE {base_claim}",
    f"INSERT INTO sources SELECT {_NEW.format('claim_id')}, position, name, kind, named, country, stance, quote, cue "
    "FROM sources WHERE {base_claim}",
    f"INSERT INTO claim_facets SELECT facet, value, {_DAY.format('day')}, {_NEW.format('id')} FROM claim_facets "
    "WHERE {base}",
    f"INSERT INTO events SELECT {_NEW.format('id')}, type, title, status, claims, reports, origins, time, "
    f"{_DAY.format('day')}, place, place_country, lat, lon, facets, record FROM events WHERE {{base}}",
    f"INSERT INTO event_facets SELECT facet, value, {_DAY.format('day')}, {_NEW.format('id')} FROM event_facets "
    "WHERE {base}",
    f"INSERT INTO report_cards SELECT {_NEW.format('report_id')}, card, keys FROM report_cards WHERE {{base_report}}",
    f"INSERT INTO claim_cards SELECT {_NEW.format('claim_id')}, card, keys FROM claim_cards WHERE {{base_claim}}",
    "INSERT INTO claim_keys SELECT key + :n * 7919, day - :n * 400, serial + :shift FROM claim_keys "
    "WHERE serial <= :first",
    f"INSERT INTO report_keys SELECT :n || key, {_NEW.format('report_id')} FROM report_keys WHERE {{base_report}}",
    f"INSERT INTO links SELECT {_NEW.format('first')}, {_NEW.format('second')}, score, why FROM links "
    "WHERE {base_first}",
)


def copy(connection: Connection, held: int) -> None:
    """One more copy of the first claims. The ids of copies begin with their number, those of the first with chance."""
    first = int(connection.execute(text("SELECT count(*) FROM claims WHERE report_id IN "
                                        "(SELECT id FROM reports WHERE url NOT LIKE '%#%')")).scalar_one())
    number = held // first
    connection.execute(text("CREATE TEMP TABLE IF NOT EXISTS base AS SELECT id FROM ("
                            "SELECT id FROM claims UNION SELECT id FROM reports UNION SELECT id FROM events)"))
    wheres = {"base": "id IN (SELECT id FROM base)", "base_claim": "claim_id IN (SELECT id FROM base)",
              "base_report": "report_id IN (SELECT id FROM base)", "base_first": "first IN (SELECT id FROM base)"}
    for statement in _COPIES:
        connection.execute(text(statement.format(**wheres)), {"n": number, "shift": number * first, "first": first})


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


def _sample(wire: Newswire, known: list[CodedReport] = []) -> list[CodedReport]:  # noqa: B006
    if not known:
        known += [wire.coded(report) for report in wire.reports(200)]
    return known


# --------------------------------------------------------------------------------------------- share


def share(paths: Sequence[Path]) -> Iterator[str]:
    """Storing and linking beside coding, over reports of files that readers know."""
    from selon.newsroom.reporting import Given, as_reports
    from selon.pipeline import load
    from selon.reports.sources import read_source

    coder = load()
    reports = [item for path in paths for item in as_reports(read_source(str(path)), coder, Given())
               if isinstance(item, Report)]
    for language in {report.language for report in reports}:
        list(coder.code_many([next(report for report in reports if report.language == language)]))
    began = time.process_time()
    coded = {one.report.id: one for one in coder.code_many(sorted(reports, key=lambda report: report.language))}
    coding = time.process_time() - began
    desk = Desk(_Known(coded))
    began = time.process_time()
    ready = _prepared(desk, reports)
    preparing = time.process_time() - began
    with tempfile.TemporaryDirectory() as folder, open_newsroom(Path(folder) / "share.db") as room:
        storing = filed(room, ready)
    yield (f"{len(ready):,} reports: coding {coding:.1f} s, making cards and rows {preparing:.1f} s, "
           f"storing and linking {storing:.1f} s: {(preparing + storing) / coding:.0%} of coding")


class _Known:
    """Gives what has been coded before."""

    def __init__(self, coded: dict[str, CodedReport]) -> None:
        self.coded = coded

    def code_many(self, reports: Iterable[Report]) -> Iterator[CodedReport]:
        return (self.coded[report.id] for report in reports)


if __name__ == "__main__":
    main()
