"""What goes into a database: `selon add`, `recode` and `watch`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selon.cli.exits import FAILED, INTERRUPTED
from selon.cli.options import DATABASE, Database, Jobs, Publisher, ReportsLanguage
from selon.cli.running import hush, opened_database, plainly, tell
from selon.version import __version__

if TYPE_CHECKING:
    from selon.cli.telling import Watcher
    from selon.newsroom.adding import Adding, Summary
    from selon.newsroom.reporting import Item
    from selon.reports.columns import Columns
    from selon.reports.document import Given

app = typer.Typer()


# ----------------------------------------------------------------------------------------------- add


@app.command(short_help="Add reports to a database, linked with what is there.")
def add(
    context: typer.Context,
    sources: Annotated[list[str], typer.Argument(
        metavar="SOURCE", help="Files, folders, JSONL, CSV, feeds, WARC archives, addresses; - is standard input.")],
    db: Database = DATABASE,
    jobs: Jobs = None,
    language: ReportsLanguage = None,
    publisher: Publisher = None,
    columns: Annotated[str | None, typer.Option(
        metavar="NAMES", help="Columns of CSV and JSONL, where the names are not the usual ones: text=body,date=day.",
    )] = None,
) -> None:
    """Add reports to a database: each is coded, stored, and linked with the reports of the same events.

    What is there already is left alone, so that a run that was stopped, or broke, can be run again. A report with
    new text at the same URL takes the place of the older one.

    \b
    Examples:
      selon add news/*.txt
      selon add archive.warc.gz feed.xml --db news.db --jobs 4
      selon add table.csv --columns text=body,title=headline
      selon add https://example.org/feed.xml --db postgresql://me@server/news

    \b
    Exit status:
      0 all done, 1 something was skipped for an error or the database failed, 2 wrong usage, 130 interrupted
    """
    chosen = _columns(columns)
    hush()
    from selon.cli.telling import Watcher
    from selon.reports.document import Given

    given = Given(language=language, publisher=publisher)
    with opened_database(db) as newsroom, Watcher(len(sources)) as watcher:
        how = replace(_adding(context, jobs), on_batch=watcher.told)
        summary = newsroom.add(_items(sources, watcher, chosen, given), how)
    raise typer.Exit(_told(summary, db))


def _columns(text: str | None) -> Columns:
    """The columns named as `text=body,date=day`. Raises BadParameter."""
    from selon.reports.columns import Columns

    pairs = [pair.partition("=")[::2] for pair in (text or "").split(",") if pair.strip()]
    known = {field.name for field in fields(Columns)}
    for name, column in pairs:
        if name.strip() not in known or not column.strip():
            raise typer.BadParameter(f"--columns: {name.strip()!r} is none of {', '.join(sorted(known))}, "
                                     "or has no column; write text=body,date=day")
    return Columns(**{name.strip(): column.strip() for name, column in pairs})


def _adding(context: typer.Context, jobs: int | None) -> Adding:
    from selon.newsroom.adding import Adding
    from selon.newsroom.coding import default_jobs

    return Adding(jobs=jobs or default_jobs(), **({"load": context.obj} if context.obj else {}))


def _items(sources: Sequence[str], watcher: Watcher, columns: Columns, given: Given) -> Iterator[Item]:
    """The reports of all sources, one after another."""
    from selon.newsroom.reporting import as_reports
    from selon.pipeline import load
    from selon.reports.sources import SourceOptions, read_source

    coder = load()
    options = SourceOptions(columns=columns, on_progress=watcher.share)
    for source in sources:
        watcher.next_source()
        yield from as_reports(read_source(source, options), coder, given)


def _told(summary: Summary, db: str) -> int:
    """What became of the reports, on standard error, and the exit status."""
    from selon.cli.telling import summary_lines

    for line in summary_lines(summary, db):
        tell(line)
    return INTERRUPTED if summary.is_interrupted else FAILED if summary.skipped else 0


# -------------------------------------------------------------------------------------------- recode


@app.command(short_help="Code the reports of a database again, and list what changed.")
def recode(
    context: typer.Context,
    db: Database = DATABASE,
    jobs: Jobs = None,
    everything: Annotated[bool, typer.Option(
        "--all", help="Also reports that this version of Selon has coded.")] = False,
) -> None:
    """Code the reports of a database again with this version of Selon, and list what changed.

    What the machine wrote is replaced. A claim with the same trigger and type keeps its id and its event, and what
    people decided stays. Run again after an interruption, it goes on where it was.

    \b
    Examples:
      selon recode --db news.db
      selon recode --db news.db --all > changes.txt
    """
    hush()
    with opened_database(db) as newsroom:
        done = newsroom.recode(_adding(context, jobs), coder=None if everything else f"selon {__version__}")
    for change in done.changes:
        typer.echo(f"{change.kind}  {change.claim_id}  {change.why}  in report {change.report_id}")
    for failure in done.failures:
        tell(f"report {failure.report.id}: {failure.reason}")
    tell(f"{done.reports} reports coded again, {done.same} of them as before")
    raise typer.Exit(INTERRUPTED if done.is_interrupted else FAILED if done.failures else 0)


# --------------------------------------------------------------------------------------------- watch


@app.command(short_help="Watch feeds and add what is new in them.")
def watch(
    feeds: Annotated[str, typer.Argument(metavar="FEEDS", help="An OPML file, or a text with one address a line.")],
    db: Database = DATABASE,
    every: Annotated[float, typer.Option(
        "--every", min=1, metavar="MINUTES", help="Minutes between two looks at a feed.")] = 15.0,
    rounds: Annotated[int | None, typer.Option(
        "--rounds", min=1, metavar="N", help="Look so often at each feed; default: until Ctrl-C.")] = None,
    language: ReportsLanguage = None,
) -> None:
    """Watch feeds and add what is new in them, until Ctrl-C.

    Feeds are asked politely: what has not changed is not sent again, robots.txt is heeded, and a feed that fails is
    asked less and less often. What was seen is kept in the database.

    \b
    Examples:
      selon watch feeds.opml --db news.db
      selon watch feeds.txt --every 60
    """
    hush()
    from selon.cli.telling import watch_line
    from selon.newsroom.watching import watch_feeds
    from selon.pipeline import load
    from selon.reports.document import Given
    from selon.reports.fetch import Fetcher
    from selon.reports.watch import WatchSettings, feed_addresses

    with plainly():
        addresses = feed_addresses(_bytes(Path(feeds)))
    settings = WatchSettings(interval=every * 60, rounds=rounds)
    with opened_database(db) as newsroom:
        for summary in watch_feeds(newsroom.engine, addresses, load(), fetcher=Fetcher(), settings=settings,
                                   given=Given(language=language)):
            if line := watch_line(summary):
                tell(line)


def _bytes(path: Path) -> bytes:
    from selon.domain.errors import UnreadableReport

    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableReport(f"cannot read {path}: {error.strerror or error}") from error
