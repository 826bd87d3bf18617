"""The command line's `selon actors`: who Selon knows, and the user's own actors beside them."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selon.domain.catalog import LANGUAGES, Catalog, shipped
from selon.domain.errors import BadDate, SelonError, UnknownLanguage
from selon.domain.own import MEDIA, PEOPLE, ROLES, Row, path_of, user_folder
from selon.exits import FAILED
from selon.knowledge.find import Bearer, bearers, holders, holds, near
from selon.knowledge.formats import ActorFormat, read_actor_file
from selon.knowledge.reading import Entry, Reading, countries_by_name
from selon.knowledge.store import Change, Outcome, Store
from selon.knowledge.tables import keep_row

if TYPE_CHECKING:
    from selon.domain.records import Entity

_PROBLEMS_SHOWN = 40

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None,
                  context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})


@app.callback()
def actors() -> None:
    """Ask who Selon knows, and teach it people, organisations, outlets and words of your own.

    Your own actors are CSV files in a folder of yours: $SELON_DATA, else $XDG_DATA_HOME/selon, else the usual
    place of your system. They go before those that ship with Selon, and upgrades leave them alone.

    \b
    Examples:
      selon actors find Shoigu --date 2023-07-28
      selon actors add "Ada Example" --country Norway --office "prime minister" --sectors GOV --since 2026-03
      selon actors import my-actors.csv
      selon actors list
    """


def _checked_date(date: str | None) -> str | None:
    if date is None:
        return None
    try:
        return datetime.date.fromisoformat(date.strip()).isoformat()
    except ValueError as error:
        raise typer.BadParameter(str(BadDate(date))) from error


def _checked_language(language: str | None) -> str | None:
    if language is not None and language.lower() not in LANGUAGES:
        raise typer.BadParameter(str(UnknownLanguage(language, LANGUAGES)))
    return language.lower() if language else None


# ---------------------------------------------------------------------------------------------- find


@app.command(short_help="Tell who bears a name or fits a description, in which office when.")
def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, or a description such as “the French army”.")],
    date: Annotated[str | None, typer.Option(
        metavar="DATE", callback=_checked_date,
        help="Day that offices are asked for, YYYY-MM-DD. Default: any.")] = None,
    language: Annotated[str | None, typer.Option(
        metavar="CODE", callback=_checked_language,
        help=f"Language of a description: {', '.join(LANGUAGES)}. Default: whichever understands most.")] = None,
) -> None:
    """Tell who bears a name, in which office when, and which file says so; or who fits a description.

    An arrow marks what holds at the date. Where nobody bears the name, the words are read as a description;
    where they are none either, names that are spelt much like it are shown.

    \b
    Examples:
      selon actors find "Sergei Shoigu"
      selon actors find Macron --date 2016-01-01
      selon actors find "le ministre russe de la Défense" --date 2023-07-28
      selon actors find "the Ugandan army" --language en

    \b
    Exit status:
      0 somebody was found, 1 nobody was, 2 wrong usage
    """
    try:
        catalog = shipped().with_own(user_folder())
        lines = [*_named(catalog, name, date)] or [*_described(catalog, name, date, language)]
    except SelonError as error:
        raise _failure(error) from error
    if lines:
        typer.echo("\n".join(lines))
        return
    typer.echo("\n".join(_nobody(catalog, name)), err=True)
    raise typer.Exit(FAILED)


def _named(catalog: Catalog, name: str, date: str | None) -> Iterator[str]:
    for bearer in bearers(catalog, name):
        yield from _bearer_lines(bearer, date)


def _bearer_lines(bearer: Bearer, date: str | None) -> Iterator[str]:
    first = bearer.rows[0]
    wikidata = next((row["wikidata"] for row in bearer.rows if row.get("wikidata")), "")
    codes = _codes(first) if bearer.file != PEOPLE else ""  # a person's are those of each office
    what = [bearer.name, first.get("kind") or _KINDS.get(bearer.file, ""), codes, wikidata]
    owner = "your own " if bearer.is_own else ""
    yield f"{'  '.join(filter(None, what))}  ({owner}{bearer.file}.csv)"
    if others := [name for name in bearer.names() if name != bearer.name]:
        yield f"  also {', '.join(others)}"
    for row in bearer.rows if bearer.file == PEOPLE else ():
        yield from _office_lines(row, date)


_KINDS = {PEOPLE: "person", MEDIA: "outlet", "countries": "state"}


def _office_lines(row: Row, date: str | None) -> Iterator[str]:
    """One line an office, with an arrow where it was held at the date."""
    if not (row["title"] or row["sectors"] or row["since"] or row["until"]):
        return
    mark = "→" if date and holds(row, date) else " "
    yield f"{mark} {row['since'] or '…':>10} – {row['until'] or '…':<10}  {row['title'] or '(no title)'}  {_codes(row)}"


def _codes(row: Row) -> str:
    country = row.get("country") or row.get("code") or ""
    return " ".join(filter(None, (country, row.get("sectors", "JRN" if "ownership" in row else ""))))


def _described(catalog: Catalog, words: str, date: str | None, language: str | None) -> Iterator[str]:
    """The words as a description: what they tell, and who held the office that they name."""
    from selon.entities.roles import RoleLexicon
    from selon.pipeline import Coder

    coder = Coder(catalog)
    readings = [(entity, code) for code in ((language,) if language else LANGUAGES)
                if (entity := coder.resolve_actor(words, language=code, date=date)) and _tells(entity)]
    if not readings:
        return
    entity, code = max(readings, key=lambda reading: _tells(reading[0]))
    yield _entity_line(entity, code)
    adjective = RoleLexicon.of(catalog, catalog.language(code)).adjective(entity.country)
    for bearer in holders(catalog, date, lambda row: row["country"] == entity.country
                          and f"{adjective} {row['title']}" == entity.name):
        yield from _bearer_lines(bearer, date)


def _tells(entity: Entity) -> int:
    """How much a reading of a description tells: country and sectors."""
    return bool(entity.country) + bool(entity.sectors)


def _entity_line(entity: Entity, language: str) -> str:
    what = (entity.name, entity.kind.value, " ".join(filter(None, (entity.country, *entity.sectors))))
    why = entity.why or "description"
    return f"{'  '.join(filter(None, what))}  ({why}; read as {language})"


def _nobody(catalog: Catalog, name: str) -> Iterator[str]:
    yield f"selon: nobody in the files bears the name {name!r}, and the words describe nobody"
    if others := near(catalog, name):
        yield f"  spelt much like it: {', '.join(others)}"
    yield "  add whoever is meant with: selon actors add"


# ----------------------------------------------------------------------------------------------- add


@app.command(short_help="Add or change one person, organisation, group or outlet.")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Canonical English name.")],
    kind: Annotated[str | None, typer.Option(
        metavar="KIND",
        help="person, organisation, group or outlet. Default: from the other options, else person.")] = None,
    alias: Annotated[list[str] | None, typer.Option(
        metavar="NAME", help="A further name; may be given several times.")] = None,
    country: Annotated[str | None, typer.Option(
        metavar="COUNTRY", help="Name, ISO 3166-1 alpha-3 code, or UNO, EUR, IGO, NGO, MNC ...")] = None,
    sectors: Annotated[str | None, typer.Option(metavar="CODES", help="PLOVER sectors: “GOV MIL”.")] = None,
    office: Annotated[str | None, typer.Option(
        metavar="TITLE", help="A person's office in short English: “defence minister”.")] = None,
    since: Annotated[str | None, typer.Option(
        metavar="DATE", help="First day of the office: 2024, 2024-05 or 2024-05-14.")] = None,
    until: Annotated[str | None, typer.Option(
        metavar="DATE", help="Last day of the office; leave out while it lasts.")] = None,
    wikidata: Annotated[str | None, typer.Option(metavar="ITEM", help="Wikidata item: Q1490.")] = None,
    outlet_type: Annotated[str | None, typer.Option(
        "--type", metavar="TYPE", help="An outlet's: agency, newspaper, broadcaster, magazine or site.")] = None,
    ownership: Annotated[str | None, typer.Option(
        metavar="CLASS", help="An outlet's: state, public or private.")] = None,
    domain: Annotated[str | None, typer.Option(metavar="DOMAIN", help="An outlet's web domain.")] = None,
) -> None:
    """Add one person, organisation, group or outlet to your own actors, or change what is known of them.

    One call adds one office; call it again for the next. A person, title, country and start that are known are
    changed; names are added to those known.

    \b
    Examples:
      selon actors add "Ada Example" --country NOR --office "prime minister" --sectors GOV --since 2026-03-01
      selon actors add "Northern Front" --kind group --country Mali --sectors REB --alias "Front du Nord"
      selon actors add "The Fjord Post" --kind outlet --country NOR --type newspaper --domain fjordpost.example

    \b
    Exit status:
      0 it is stored, 1 it could not be stored, 2 wrong usage
    """
    cells = {"name": name, "kind": kind, "aliases": "|".join(alias or ()), "country": country, "sectors": sectors,
             "title": office, "since": since, "until": until, "wikidata": wikidata, "type": outlet_type,
             "ownership": ownership, "domain": domain}
    reading = Reading(shipped().codes())
    keep_row(reading, {column: cell for column, cell in cells.items() if cell}, countries_by_name(shipped()), 1)
    if reading.problems:
        raise typer.BadParameter("; ".join(problem.reason for problem in reading.problems))
    try:
        for change in _store().put(reading.entries):
            typer.echo(f"{change.outcome}: {_entry_line(change.entry)}")
    except SelonError as error:
        raise _failure(error) from error


def _entry_line(entry: Entry) -> str:
    row = entry.row
    if entry.file == ROLES:
        return f"{row['words']} ({row['language']})  {row['kind']}  {row['sectors']}".rstrip()
    has_office = row.get("title") or row.get("since") or row.get("until")
    office = f"{row['title'] or '(no title)'}, {row['since'] or '…'} – {row['until'] or '…'}" if has_office else ""
    return "  ".join(filter(None, (row["name"], row.get("kind") or _KINDS.get(entry.file, ""), office, _codes(row))))


@app.command(short_help="Remove what you added under a name.")
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name, or the words of a role noun.")],
) -> None:
    """Remove all your rows of a name. What ships with Selon under it is in force again.

    \b
    Examples:
      selon actors remove "Ada Example"

    \b
    Exit status:
      0 something was removed, 1 there was nothing to remove, 2 wrong usage
    """
    try:
        removed = _store().remove(name)
    except SelonError as error:
        raise _failure(error) from error
    if not removed:
        typer.echo(f"selon: none of your own actors is called {name!r}", err=True)
        raise typer.Exit(FAILED)
    for entry in removed:
        typer.echo(f"removed: {_entry_line(entry)}")


# -------------------------------------------------------------------------------------------- import


@app.command("import", short_help="Import actors from a file: CSV, PETRARCH or FollowTheMoney.")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.")],
    form: Annotated[ActorFormat | None, typer.Option(
        "--format", "-f", help="Default: told by the name or the lines of the file.")] = None,
    skip_bad: Annotated[bool, typer.Option(
        "--skip-bad", help="Import the other rows where some cannot be kept.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what the file holds and store nothing.")] = False,
) -> None:
    """Import actors from a file into your own: all its rows, or on any bad row none.

    \b
    Formats:
      csv              a table with named columns: name, kind, aliases, country, sectors, title,
                       since, until, wikidata ... (docs/actors.md lists them)
      petrarch-actors  an .actors.txt dictionary of PETRARCH or TABARI; CAMEO codes become
                       countries and PLOVER sectors
      petrarch-agents  an .agents.txt dictionary: English role nouns
      ftm              FollowTheMoney entities, one JSON object a line

    \b
    Examples:
      selon actors import my-actors.csv
      selon actors import Phoenix.Countries.actors.txt --skip-bad
      selon actors import entities.ftm.json --dry-run

    \b
    Exit status:
      0 all rows are stored, 1 some or none are, 2 wrong usage
    """
    try:
        reading = read_actor_file(file, shipped(), form)
        _tell_problems(reading, skip_bad=skip_bad)
        if reading.problems and not skip_bad:
            raise typer.Exit(FAILED)
        if dry_run:
            typer.echo(f"{len(reading.entries)} rows could be imported; nothing was stored")
        else:
            _tell_changes(_store().put(reading.entries))
    except SelonError as error:
        raise _failure(error) from error
    raise typer.Exit(FAILED if reading.problems else 0)


def _tell_problems(reading: Reading, *, skip_bad: bool) -> None:
    for reason, count in reading.left_out.items():
        typer.echo(f"left out: {count} {reason}", err=True)
    for problem in reading.problems[:_PROBLEMS_SHOWN]:
        typer.echo(f"selon: {problem}", err=True)
    if (more := len(reading.problems) - _PROBLEMS_SHOWN) > 0:
        typer.echo(f"selon: and {more} more", err=True)
    if reading.problems:
        rest = "skipped" if skip_bad else "nothing was imported; correct them, or import the rest with --skip-bad"
        typer.echo(f"selon: {len(reading.problems)} rows cannot be kept: {rest}", err=True)


def _tell_changes(changes: Iterable[Change]) -> None:
    """How many rows of each file were added, replaced and unchanged, and where they are."""
    counts: Counter[tuple[str, Outcome]] = Counter((change.entry.file, change.outcome) for change in changes)
    if not counts:
        typer.echo("the file holds no actors")
    for file in dict.fromkeys(file for file, _ in counts):
        told = ", ".join(f"{counts[file, outcome]} {outcome}" for outcome in Outcome)
        typer.echo(f"{told}  ({path_of(user_folder(), file)})")


# ---------------------------------------------------------------------------------------------- list


@app.command("list", short_help="List your own actors and where they are stored.")
def list_() -> None:
    """List your own actors, file by file, each with the path of its file.

    \b
    Examples:
      selon actors list
      selon actors list | grep NOR
    """
    try:
        rows = _store().rows()
    except SelonError as error:
        raise _failure(error) from error
    _list(rows)


def _list(rows: Mapping[str, Iterable[Row]]) -> None:
    lines = [line for file, held in rows.items() if held
             for line in (f"# {path_of(user_folder(), file)}", *(_entry_line(Entry(file, row)) for row in held))]
    typer.echo("\n".join(lines) if lines else f"no actors of your own yet in {user_folder()}")


def _store() -> Store:
    return Store(user_folder(), shipped())


def _failure(error: SelonError) -> typer.Exit:
    typer.echo(f"selon: {error}", err=True)
    return typer.Exit(FAILED)
