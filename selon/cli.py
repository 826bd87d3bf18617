"""The command line: `selon read`, `actors`, `schema`, `languages`, `types`. Parses options, calls functions, prints.

The commands over a database are in `cli_news.py`.

Heavy modules load inside the commands, so that `selon --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selon import cli_actors, cli_news, cli_reviews, cli_serve
from selon.domain.catalog import LANGUAGES, EventType, shipped
from selon.domain.errors import BadDate, SelonError, UnknownLanguage
from selon.exits import FAILED, INTERRUPTED
from selon.exports.writers import Format, Writer, opened, writer
from selon.progress import Progress
from selon.version import __version__

if TYPE_CHECKING:
    from selon.pipeline import Coder
    from selon.reports.document import Document, Item

STANDARD_INPUT = "-"

_SUFFIXES = {".json": Format.JSON, ".jsonl": Format.JSONL, ".html": Format.HTML, ".htm": Format.HTML}

app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
app.add_typer(cli_actors.app, name="actors", short_help="Ask who Selon knows, and teach it actors of your own.")
app.add_typer(cli_news.app)
app.add_typer(cli_serve.app)
app.add_typer(cli_reviews.app, name="reviews", short_help="List, export and import what people decided on claims.")
app.add_typer(cli_reviews.users_app, name="users", short_help="Say who may use a workspace that is served to others.")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"selon {__version__}")
        raise typer.Exit


@app.callback()
def _selon(version: Annotated[bool, typer.Option(
        "--version", help="Show the version and exit.", callback=_print_version, is_eager=True)] = False) -> None:
    """Read news reports and tell who did what to whom, where, when, according to whom, how certain.

    \b
    Examples:
      selon read report.txt
      selon read page.html --format html -o coded.html
      selon add news/ --db news.db
      selon events --db news.db --country PRK
      selon read --help
    """


# ------------------------------------------------------------------------------------------- options


def _checked_date(published: str | None) -> str | None:
    """The date, checked before anything is loaded."""
    import datetime

    if published is None:
        return None
    try:
        return datetime.date.fromisoformat(published.strip()).isoformat()
    except ValueError as error:
        raise typer.BadParameter(str(BadDate(published))) from error


def _checked_language(language: str | None) -> str | None:
    if language is not None and language.lower() not in LANGUAGES:
        raise typer.BadParameter(str(UnknownLanguage(language, LANGUAGES)))
    return language.lower() if language else None


def _checked_output(output: Path | None) -> Path | None:
    """A path that can be written, so that hours of coding do not end in a missing folder."""
    if output is None or str(output) == STANDARD_INPUT:
        return None
    if output.is_dir():
        raise typer.BadParameter(f"{output} is a folder; name a file")
    if not output.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {output.parent}; make it first")
    return output


def _checked_files(files: list[str]) -> list[str]:
    if files.count(STANDARD_INPUT) > 1:
        raise typer.BadParameter("standard input (-) can be read only once")
    return files


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of the reports; it wins over what the files say."""

    language: str | None = None
    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None

    def over(self, document: Document) -> Document:
        """The document with what the user says of it."""
        said: dict[str, Any] = {name: value for name in ("language", "published", "publisher", "title", "url")
                                if (value := getattr(self, name))}
        return replace(document, **said)


# ---------------------------------------------------------------------------------------------- read


@app.command(short_help="Code reports: text with claims marked, sentences or records.")
def read(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(
        metavar="FILE", callback=_checked_files,
        help="Files, folders, feeds, tables, archives or addresses; - is standard input.")],
    language: Annotated[str | None, typer.Option(
        metavar="CODE", callback=_checked_language,
        help=f"Language of the reports: {', '.join(LANGUAGES)}. Default: detected.")] = None,
    published: Annotated[str | None, typer.Option(
        metavar="DATE", callback=_checked_date,
        help="Day of publication, YYYY-MM-DD; “on Tuesday” counts from it.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published the reports.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Title of the report; for one FILE.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Address of the report; for one FILE.")] = None,
    form: Annotated[Format | None, typer.Option(
        "--format", "-f", help="Default: what the name after --output ends in, else pretty.")] = None,
    output: Annotated[Path | None, typer.Option(
        "--output", "-o", metavar="FILE", callback=_checked_output,
        help="Write to FILE, at once and whole, instead of to the screen.")] = None,
    explain: Annotated[bool, typer.Option(
        "--explain", help="Tell for each field which rule and words gave it (pretty and html), and why other words "
                          "that can tell an event gave no claim (pretty).")] = False,
    shipped_only: Annotated[bool, typer.Option(
        "--shipped-only", help="Leave your own actors out (selon actors), so that others get the same.")] = False,
) -> None:
    """Code reports: their text with its claims marked, and each claim as a sentence or a record.

    A FILE is text, HTML, JSONL, CSV, an RSS or Atom feed, a WARC archive, a folder of these, or the address of a
    page or feed; what it is, its content tells.

    A text file may begin with lines "Publisher: ...", "Published: ...", "Title: ...", "URL: ..." and
    "Language: ...", then a blank line. Options win over them. A file that cannot be read is named at the end
    and does not stop the others.

    \b
    Examples:
      selon read report.txt
      selon read report.txt --published 2023-07-28 --explain
      selon read *.txt --format jsonl --output coded.jsonl
      selon read *.html -o coded.html
      selon read https://example.org/feed.xml articles.csv --format jsonl
      curl -s https://example.org/news.html | selon read - --format json

    \b
    Exit status:
      0 all reports coded, 1 a file failed, 2 wrong usage, 130 interrupted
    """
    if len(files) > 1 and (title or url):
        raise typer.BadParameter("--title and --url say what one report is; give one FILE with them")
    form = form or (_SUFFIXES.get(output.suffix.lower()) if output else None) or Format.PRETTY
    _hush()
    given = Given(language, published, publisher, title, url)
    outcome = Outcome(len(files))
    try:
        with opened(output) as stream:
            target = writer(form, stream, several=len(files) > 1, explained=explain)
            load = context.obj or partial(_load, own=not shipped_only)
            _read_all(files, load, given, target, outcome, explain=explain)
            target.finish(whole=not outcome.is_interrupted)
    except BrokenPipeError:
        raise  # whoever read our output has left: the command line library ends us quietly
    except OSError as error:
        outcome.failures.append(f"cannot write {output or 'standard output'}: {error.strerror or error}")
    raise typer.Exit(_tell(outcome))


@dataclass(slots=True)
class Outcome:
    """How far the reading of several files came."""

    total: int
    done: int = 0
    languages: set[str] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)
    is_interrupted: bool = False


def _read_all(files: Sequence[str], load: Callable[[], Coder], given: Given, target: Writer, outcome: Outcome, *,
              explain: bool) -> None:
    """Every report of every source to the writer; what fails is noted and the rest goes on."""
    from selon.reports.sources import SourceOptions, read_source

    with Progress(len(files)) as progress:
        try:
            progress.say("loading Selon")
            coder = load()
            options = SourceOptions(on_progress=progress.at)
            for name in files:
                progress.say(f"reading {_shown(name)}")
                _tell_of_keyboard(name)
                for number, item in enumerate(read_source(name, options)):
                    outcome.total += number > 0  # the first is counted with its FILE
                    _read_one(item, coder, given, target, outcome, progress, explain=explain)
                progress.advance()
        except KeyboardInterrupt:
            outcome.is_interrupted = True
        except SelonError as error:  # the user's own actors cannot be used
            outcome.failures.append(str(error))


def _read_one(item: Item, coder: Coder, given: Given, target: Writer, outcome: Outcome, progress: Progress, *,
              explain: bool) -> None:
    from selon.reports.document import Skipped

    where = item.where or "the report"
    if isinstance(item, Skipped):
        outcome.failures.append(f"{where}: {item.reason}")
        return
    try:
        report = coder.report_of(given.over(item))
        is_first = report.language not in outcome.languages
        progress.say(f"loading the language model ({report.language})" if is_first else f"reading {where}")
        coded, left = coder.explained(report) if explain else (next(coder.code_many([report])), ())
    except SelonError as error:
        outcome.failures.append(f"{where}: {error}")
        return
    except Exception as error:  # a fault of ours in one report must not cost the others
        fault = f"{type(error).__name__}: {error}".splitlines()[0]
        outcome.failures.append(f"{where}: Selon failed on it ({fault}); please report this")
        return
    with progress.paused():
        target.add(coded, left)
    outcome.languages.add(report.language)
    outcome.done += 1


def _tell_of_keyboard(name: str) -> None:
    if name == STANDARD_INPUT and sys.stdin.isatty():
        typer.echo("selon: reading standard input; end it with Ctrl-D", err=True)


def _load(*, own: bool) -> Coder:
    from selon.pipeline import load

    return load(own=own)


def _shown(name: str) -> str:
    """A file's name for people, whatever bytes it is made of."""
    return "standard input" if name == STANDARD_INPUT else os.fsencode(name).decode("utf-8", "replace")


def _tell(outcome: Outcome) -> int:
    """What went wrong, on standard error, and the exit status."""
    from selon.exports.marks import printable

    for failure in outcome.failures:
        typer.echo(printable(f"selon: {failure}".replace("\n", " ")), err=True)
    if outcome.is_interrupted:
        typer.echo(f"selon: interrupted; {outcome.done} of {outcome.total} reports were coded", err=True)
        return INTERRUPTED
    if outcome.failures and outcome.total > 1:
        typer.echo(f"selon: {outcome.done} of {outcome.total} reports were coded", err=True)
    return FAILED if outcome.failures else 0


def _hush() -> None:
    """Libraries' warnings mean nothing to whoever reads reports, unless asked for with `python -W`."""
    import logging
    import warnings

    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())


# --------------------------------------------------------------------------------- what Selon knows


@app.command(short_help="Print the JSON Schema of a record.")
def schema() -> None:
    """Print the JSON Schema of the record that `read --format json` gives.

    \b
    Examples:
      selon schema > schema.json
    """
    import json

    from selon.exports.json import schema as record_schema

    typer.echo(json.dumps(record_schema(), ensure_ascii=False, indent=2))


@app.command(short_help="List the languages that Selon reads.")
def languages() -> None:
    """List the languages that Selon reads, each with the spaCy pipeline that it uses.

    \b
    Examples:
      selon languages
    """
    from importlib.util import find_spec

    for code in LANGUAGES:
        pipeline = shipped().language(code).read("language")["pipeline"].partition("/")[0]
        state = "installed" if find_spec(pipeline) else "not installed"
        typer.echo(f"{code}  {pipeline} ({state})")


@app.command(short_help="List the 16 event types and their modes.")
def types() -> None:
    """List the 16 event types with their modes, each with its definition.

    \b
    Examples:
      selon types
      selon types | less
    """
    typer.echo("\n\n".join(map(_described, shipped().event_types.values())))


def _described(kind: EventType) -> str:
    """A type and its modes, wrapped to the terminal."""
    import shutil
    from textwrap import fill

    width = max(min(shutil.get_terminal_size().columns, 100), 40)
    column = max(map(len, kind.modes), default=0) + 4
    modes = (fill(mode["definition"], width, initial_indent=f"  {name}".ljust(column), subsequent_indent=" " * column)
             for name, mode in kind.modes.items())
    return "\n".join((kind.id, fill(kind.definition, width, initial_indent="  ", subsequent_indent="  "), *modes))


def main() -> None:
    """What the `selon` command runs."""
    app(prog_name="selon")

