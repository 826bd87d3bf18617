"""`selon read`: reports coded one after another, to the screen or a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selon.cli.exits import FAILED, INTERRUPTED
from selon.cli.options import Publisher, checked_day, language_option
from selon.cli.progress import Progress
from selon.cli.running import hush, tell
from selon.domain.errors import SelonError
from selon.exports.formats import Format

if TYPE_CHECKING:
    from selon.exports.writers import Writer
    from selon.pipeline import Coder
    from selon.reports.document import Given, Item

app = typer.Typer()

STANDARD_INPUT = "-"

_SUFFIXES = {".json": Format.JSON, ".jsonl": Format.JSONL, ".html": Format.HTML, ".htm": Format.HTML}


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


@app.command(short_help="Code reports: text with claims marked, sentences or records.")
def read(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(
        metavar="FILE", callback=_checked_files,
        help="Files, folders, feeds, tables, archives or addresses; - is standard input.")],
    language: Annotated[str | None, language_option("the reports")] = None,
    published: Annotated[str | None, typer.Option(
        metavar="DATE", callback=checked_day,
        help="Day of publication, YYYY-MM-DD; “on Tuesday” counts from it.")] = None,
    publisher: Publisher = None,
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
    hush()
    from selon.exports.writers import opened, writer
    from selon.reports.document import Given

    given = Given(language=language, published=published, publisher=publisher, title=title, url=url)
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
    raise typer.Exit(_told(outcome))


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
        tell("reading standard input; end it with Ctrl-D")


def _load(*, own: bool) -> Coder:
    from selon.pipeline import load

    return load(own=own)


def _shown(name: str) -> str:
    """A file's name for people, whatever bytes it is made of."""
    return "standard input" if name == STANDARD_INPUT else os.fsencode(name).decode("utf-8", "replace")


def _told(outcome: Outcome) -> int:
    """What went wrong, on standard error, and the exit status."""
    for failure in outcome.failures:
        tell(failure)
    if outcome.is_interrupted:
        tell(f"interrupted; {outcome.done} of {outcome.total} reports were coded")
        return INTERRUPTED
    if outcome.failures and outcome.total > 1:
        tell(f"{outcome.done} of {outcome.total} reports were coded")
    return FAILED if outcome.failures else 0
