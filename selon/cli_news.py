"""The commands over a database: `selon add`, `recode`, `events`, `claims`, `sources`, `participants`, `event`, `watch`.

Heavy modules load inside the commands, so that `selon --help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selon.domain.catalog import LANGUAGES
from selon.domain.errors import SelonError, UnknownLanguage
from selon.exits import FAILED, INTERRUPTED
from selon.exports.listing import ListFormat

if TYPE_CHECKING:
    from pathlib import Path

    from selon.exports.listing import Listed
    from selon.newsroom.adding import Adding, Summary
    from selon.newsroom.room import Newsroom

DATABASE = "selon.db"

app = typer.Typer()


class EventForm(StrEnum):
    """How an event is told."""

    TEXT = "text"
    JSON = "json"


class Order(StrEnum):
    """In what order results come."""

    NEWEST = "newest"
    OLDEST = "oldest"
    ORIGINS = "origins"
    REPORTS = "reports"


# ------------------------------------------------------------------------------------------- options


def _checked_language(language: str | None) -> str | None:
    if language is not None and language.lower() not in LANGUAGES:
        raise typer.BadParameter(str(UnknownLanguage(language, LANGUAGES)))
    return language.lower() if language else None


def _checked_day(day: str | None) -> str | None:
    import datetime

    if day is None:
        return None
    try:
        return datetime.date.fromisoformat(day.strip()).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{day!r} is no date; write year-month-day, such as 2023-07-28") from error


Database = Annotated[str, typer.Option(
    "--db", metavar="DATABASE", envvar="SELON_DB",
    help="A file, or postgresql://USER@HOST/NAME of a server.", show_envvar=True)]
Jobs = Annotated[int | None, typer.Option(
    "--jobs", "-j", min=1, metavar="N",
    help="Processes that code, 1.2 GB of memory each. Default: as many as processors and memory allow, 8 at most.")]
Actor = Annotated[str | None, typer.Option(
    metavar="WHO", help="Who does it: a name, a surname, a country code or a Wikidata item.")]
Recipient = Annotated[str | None, typer.Option(metavar="WHO", help="To whom it is done; as --actor.")]
Country = Annotated[str | None, typer.Option(metavar="CODE", help="Country of an actor or a recipient: PRK.")]
Dyad = Annotated[str | None, typer.Option(metavar="CODES", help="Country that acts and country acted upon: RUS-UKR.")]
Type = Annotated[str | None, typer.Option(metavar="TYPE", help="PLOVER type; selon types lists them.")]
Mode = Annotated[str | None, typer.Option(metavar="MODE", help="PLOVER mode of the type.")]
Context = Annotated[str | None, typer.Option(metavar="CONTEXT", help="PLOVER context: military, economic ...")]
Source = Annotated[str | None, typer.Option(
    metavar="NAME", help="Name or kind of a source anywhere in the chain: Yonhap, state_media.")]
Origin = Annotated[str | None, typer.Option(metavar="NAME", help="The ultimate voice: TASS.")]
Place = Annotated[str | None, typer.Option(metavar="NAME", help="Name or country code of the place.")]
Since = Annotated[str | None, typer.Option(
    metavar="DATE", callback=_checked_day,
    help="On this day or later. What has no time of its own counts by the day of its report.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", callback=_checked_day, help="On this day or earlier.")]
Dated = Annotated[bool, typer.Option("--dated", help="Only what reports give a time for.")]
Text = Annotated[str | None, typer.Option(
    metavar="WORDS", help="Words of the sentences that say it; \"a phrase\", beginnings*.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=0, metavar="N", help="At most so many; 0: all.")]
After = Annotated[str | None, typer.Option(metavar="ID", help="The page behind the one that ended with this id.")]
Format = Annotated[ListFormat, typer.Option(
    "--format", "-f", help="How it is written; all fields stand in csv and json.")]

_FIELDS = ("actor", "recipient", "country", "dyad", "type", "mode", "context", "status", "source", "origin", "place",
           "since", "until", "dated", "text", "min_origins")


def _asked(values: dict[str, Any]) -> dict[str, Any]:
    """The filters among a command's options, those that were given."""
    return {name: values[name] for name in _FIELDS if values.get(name) not in (None, False)}


# ----------------------------------------------------------------------------------------------- add


@app.command(short_help="Add reports to a database, linked with what is there.")
def add(
    context: typer.Context,
    sources: Annotated[list[str], typer.Argument(
        metavar="SOURCE", help="Files, folders, JSONL, CSV, feeds, WARC archives, addresses; - is standard input.")],
    db: Database = DATABASE,
    jobs: Jobs = None,
    language: Annotated[str | None, typer.Option(
        metavar="CODE", callback=_checked_language,
        help=f"Language of all reports: {', '.join(LANGUAGES)}. Default: detected.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published the reports.")] = None,
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
    _hush()
    with _plainly():
        from selon.newsroom.room import open_newsroom
        from selon.newsroom.telling import Watcher

        how = _adding(context, jobs)
        with open_newsroom(db) as newsroom, Watcher(len(sources)) as watcher:
            items = _items(sources, watcher, chosen, language, publisher)
            summary = newsroom.add(items, _told(how, watcher))
        raise typer.Exit(_tell(summary, db))


def _columns(text: str | None) -> dict[str, str]:
    """`text=body,date=day` as a mapping. Raises BadParameter."""
    from dataclasses import fields

    from selon.reports.columns import Columns

    pairs = [pair.partition("=")[::2] for pair in (text or "").split(",") if pair.strip()]
    known = {field.name for field in fields(Columns)}
    for name, column in pairs:
        if name.strip() not in known or not column.strip():
            raise typer.BadParameter(f"--columns: {name.strip()!r} is none of {', '.join(sorted(known))}, "
                                     "or has no column; write text=body,date=day")
    return {name.strip(): column.strip() for name, column in pairs}


def _adding(context: typer.Context, jobs: int | None) -> Adding:
    from selon.newsroom.adding import Adding
    from selon.newsroom.coding import default_jobs

    return Adding(jobs=jobs or default_jobs(), **({"load": context.obj} if context.obj else {}))


def _told(how: Adding, watcher: Any) -> Adding:
    from dataclasses import replace

    return replace(how, on_batch=watcher.told)


def _items(sources: Sequence[str], watcher: Any, columns: dict[str, str], language: str | None,
           publisher: str | None) -> Iterator[Any]:
    from selon.newsroom.reporting import Given, as_reports
    from selon.pipeline import load
    from selon.reports.columns import Columns
    from selon.reports.sources import SourceOptions, read_source

    coder, given = load(), Given(language, publisher)
    options = SourceOptions(columns=Columns(**columns), on_progress=watcher.share)
    for source in sources:
        watcher.next_source()
        yield from as_reports(read_source(source, options), coder, given)


def _tell(summary: Summary, db: str) -> int:
    """What became of the reports, on standard error, and the exit status."""
    from selon.newsroom.telling import summary_lines

    for line in summary_lines(summary, db):
        typer.echo(line, err=True)
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
    _hush()
    with _plainly():
        from selon.newsroom.room import open_newsroom
        from selon.version import __version__

        with open_newsroom(db) as newsroom:
            done = newsroom.recode(_adding(context, jobs), coder=None if everything else f"selon {__version__}")
        for change in done.changes:
            typer.echo(f"{change.kind}  {change.claim_id}  {change.why}  in report {change.report_id}")
        for failure in done.failures:
            typer.echo(f"selon: report {failure.report.id}: {failure.reason}", err=True)
        typer.echo(f"selon: {done.reports} reports coded again, {done.same} of them as before", err=True)
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
    language: Annotated[str | None, typer.Option(
        metavar="CODE", callback=_checked_language,
        help=f"Language of all reports: {', '.join(LANGUAGES)}. Default: detected.")] = None,
) -> None:
    """Watch feeds and add what is new in them, until Ctrl-C.

    Feeds are asked politely: what has not changed is not sent again, robots.txt is heeded, and a feed that fails is
    asked less and less often. What was seen is kept in the database.

    \b
    Examples:
      selon watch feeds.opml --db news.db
      selon watch feeds.txt --every 60
    """
    _hush()
    with _plainly():
        from pathlib import Path

        from selon.newsroom.reporting import Given
        from selon.newsroom.room import open_newsroom
        from selon.newsroom.telling import watch_line
        from selon.newsroom.watching import watch_feeds
        from selon.pipeline import load
        from selon.reports.fetch import Fetcher
        from selon.reports.watch import WatchSettings, feed_addresses

        addresses = feed_addresses(_bytes(Path(feeds)))
        settings = WatchSettings(interval=every * 60, rounds=rounds)
        with open_newsroom(db) as newsroom:
            for summary in watch_feeds(newsroom.engine, addresses, load(), fetcher=Fetcher(), settings=settings,
                                       given=Given(language)):
                if line := watch_line(summary):
                    typer.echo(line, err=True)


def _bytes(path: Path) -> bytes:
    from selon.domain.errors import UnreadableReport

    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableReport(f"cannot read {path}: {error.strerror or error}") from error


# ------------------------------------------------------------------------------------------- listing

_EVENT_COLUMNS = ("day", "type", "actors", "recipients", "place", "status", "origins", "reports", "id")
_CLAIM_COLUMNS = ("day", "type", "status", "actor", "recipient", "sources", "origin", "publisher", "id")
_VOICE_COLUMNS = ("name", "kind", "country", "claims")


@app.command(short_help="List events by who, whom, what, where, when and according to whom.")
def events(
    db: Database = DATABASE,
    actor: Actor = None, recipient: Recipient = None, country: Country = None, dyad: Dyad = None, type: Type = None,
    mode: Mode = None, context: Context = None,
    status: Annotated[str | None, typer.Option(
        metavar="WORD", help="single-origin, corroborated, disputed, unconfirmed or denied.")] = None,
    source: Source = None, origin: Origin = None, place: Place = None, since: Since = None, until: Until = None,
    dated: Dated = False, text: Text = None,
    min_origins: Annotated[int | None, typer.Option(
        "--min-origins", min=1, metavar="N", help="At least so many independent origins.")] = None,
    sort: Annotated[Order, typer.Option(help="What comes first.")] = Order.NEWEST,
    limit: Limit = 50, after: After = None, form: Format = ListFormat.TABLE,
) -> None:
    """List events. Filters add up; upper and lower case and accents make no difference.

    \b
    Examples:
      selon events --country PRK --since 2023-07-01
      selon events --dyad RUS-UKR --type ASSAULT --min-origins 2 --sort origins
      selon events --text '"cessez-le-feu"' --format jsonl
    """
    asked = _asked(locals())
    _list(db, lambda room: room.events(sort=sort.value, limit=limit or None, after=after, **asked),
          form, _EVENT_COLUMNS, "events", limit)


@app.command(short_help="List claims: an event as one report tells it.")
def claims(
    db: Database = DATABASE,
    actor: Actor = None, recipient: Recipient = None, country: Country = None, dyad: Dyad = None, type: Type = None,
    mode: Mode = None, context: Context = None,
    status: Annotated[str | None, typer.Option(
        metavar="WORD", help="asserted, reported, planned, possible, hypothetical, negated or denied.")] = None,
    source: Source = None, origin: Origin = None, place: Place = None, since: Since = None, until: Until = None,
    dated: Dated = False, text: Text = None,
    sort: Annotated[Order, typer.Option(help="What comes first: newest or oldest.")] = Order.NEWEST,
    limit: Limit = 50, after: After = None, form: Format = ListFormat.TABLE,
) -> None:
    """List claims. Filters add up; upper and lower case and accents make no difference.

    \b
    Examples:
      selon claims --actor Shoigu --status denied
      selon claims --source state_media --country PRK --format csv > claims.csv
    """
    if sort not in (Order.NEWEST, Order.OLDEST):
        raise typer.BadParameter("claims are sorted by newest or oldest")
    asked = _asked(locals())
    _list(db, lambda room: room.claims(sort=sort.value, limit=limit or None, after=after, **asked),
          form, _CLAIM_COLUMNS, "claims", limit)


@app.command(short_help="List who is cited, the most cited first.")
def sources(
    db: Database = DATABASE,
    name: Annotated[str | None, typer.Option(metavar="TEXT", help="A part of the name.")] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Kind of source: official, agency ...")] = None,
    speaks_from: Annotated[str | None, typer.Option(
        "--from", metavar="CODE", help="Country that the source speaks from.")] = None,
    actor: Actor = None, recipient: Recipient = None, country: Country = None, dyad: Dyad = None, type: Type = None,
    place: Place = None, since: Since = None, until: Until = None,
    limit: Limit = 50, form: Format = ListFormat.TABLE,
) -> None:
    """List sources with the number of claims that cite them: in all claims, or in those that the filters leave.

    \b
    Examples:
      selon sources --kind state_media
      selon sources --country UKR --type ASSAULT --since 2023-06-01
    """
    asked, which = _asked(locals()), (name, kind, speaks_from)
    _list(db, lambda room: room.sources(_which(*which), limit=limit or None, **asked),
          form, _VOICE_COLUMNS, "sources", None)


@app.command(short_help="List who acts and is acted upon, the most frequent first.")
def participants(
    db: Database = DATABASE,
    name: Annotated[str | None, typer.Option(metavar="TEXT", help="A part of the name.")] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="person, organisation, state or group.")] = None,
    country: Country = None, type: Type = None, source: Source = None, origin: Origin = None, place: Place = None,
    since: Since = None, until: Until = None,
    limit: Limit = 50, form: Format = ListFormat.TABLE,
) -> None:
    """List participants with the number of claims that they are in. `selon actors` tells of those Selon knows.

    \b
    Examples:
      selon participants --kind person --country PRK
      selon participants --source KCNA --format csv
    """
    asked, which = _asked(locals()), (name, kind, country)
    asked.pop("country", None)  # here it is the participant's own
    _list(db, lambda room: room.participants(_which(*which), limit=limit or None, **asked),
          form, _VOICE_COLUMNS, "participants", None)


def _which(name: str | None, kind: str | None, country: str | None) -> Any:
    from selon.store.queries import VoiceFilter

    return VoiceFilter(name, kind, country)


def _list(db: str, find: Callable[[Newsroom], Sequence[Listed]], form: ListFormat, columns: Sequence[str], kind: str,
          limit: int | None) -> None:
    """Finds and writes; a table is followed, on standard error, by how many there are."""
    with _plainly():
        from selon.exports.listing import count_line, write_list
        from selon.exports.writers import opened
        from selon.newsroom.room import open_newsroom

        with open_newsroom(db, is_reader=True) as newsroom:
            found = find(newsroom)
        with opened(None) as stream:
            write_list(found, form, stream, columns)
        if form is ListFormat.TABLE:
            last = [str(found[-1].flat().get("id", ""))] if found else []
            typer.echo(count_line(len(found), kind, limit or None, last), err=True)


# ------------------------------------------------------------------------------------------ one event


@app.command(short_help="Tell an event: who says so, under which origin, and what they disagree on.")
def event(
    id: Annotated[str, typer.Argument(metavar="ID", help="Its id, or the beginning of it.")],
    db: Database = DATABASE,
    form: Annotated[EventForm, typer.Option("--format", "-f", help="For reading, or all of it as JSON.")] =
    EventForm.TEXT,
) -> None:
    """Tell an event: what happened, who says so, the reports under each independent origin, what they disagree on.

    \b
    Examples:
      selon event 5027f272
      selon event 5027f272 --format json
    """
    with _plainly():
        from selon.exports.story import story_json, story_text
        from selon.exports.writers import opened
        from selon.newsroom.room import open_newsroom

        with open_newsroom(db, is_reader=True) as newsroom:
            told = newsroom.event(id)
        sentences = {claim.id: claim.claim for claim in told.claims}
        with opened(None) as stream:
            if form is EventForm.JSON:
                stream.write(story_json(told.story, sentences))
            else:
                story_text(told.story, sentences, stream)


# ------------------------------------------------------------------------------------------- helpers


@contextmanager
def _plainly() -> Iterator[None]:
    """Turns what Selon raises into one line for people and exit status 1."""
    try:
        yield
    except SelonError as error:
        from selon.exports.marks import printable

        typer.echo(printable(f"selon: {error}".replace("\n", " ")), err=True)
        raise typer.Exit(FAILED) from error


def _hush() -> None:
    """Libraries' warnings mean nothing to whoever reads reports, unless asked for with `python -W`."""
    import warnings

    if not sys.warnoptions:
        warnings.simplefilter("ignore")
