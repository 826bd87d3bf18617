"""`selon actors`: who Selon knows, and the user's own actors beside them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selon.cli.exits import FAILED
from selon.cli.options import checked_day, group, language_option
from selon.cli.running import plainly, tell
from selon.domain.catalog import Catalog, shipped
from selon.knowledge.formats import ActorFormat

if TYPE_CHECKING:
    from selon.knowledge.store import Store

app = group()


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


# ---------------------------------------------------------------------------------------------- find


@app.command(short_help="Tell who bears a name or fits a description, in which office when.")
def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, or a description such as “the French army”.")],
    date: Annotated[str | None, typer.Option(
        metavar="DATE", callback=checked_day,
        help="Day that offices are asked for, YYYY-MM-DD. Default: any.")] = None,
    language: Annotated[
        str | None, language_option("a description", default="whichever understands most")] = None,
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
    from selon.cli.actors_told import described, named, nobody

    with plainly():
        catalog = _all_actors()
        lines = [*named(catalog, name, date)] or [*described(catalog, name, date, language)]
    if lines:
        typer.echo("\n".join(lines))
        return
    typer.echo("\n".join(nobody(catalog, name)), err=True)
    raise typer.Exit(FAILED)


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
    from selon.cli.actors_told import entry_line
    from selon.knowledge.reading import Reading, countries_by_name
    from selon.knowledge.tables import keep_row

    reading = Reading(shipped().codes())
    keep_row(reading, {column: cell for column, cell in cells.items() if cell}, countries_by_name(shipped()), 1)
    if reading.problems:
        raise typer.BadParameter("; ".join(problem.reason for problem in reading.problems))
    with _own_actors() as store:
        for change in store.put(reading.entries):
            typer.echo(f"{change.outcome}: {entry_line(change.entry)}")


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
    from selon.cli.actors_told import entry_line

    with _own_actors() as store:
        removed = store.remove(name)
    if not removed:
        tell(f"none of your own actors is called {name!r}")
        raise typer.Exit(FAILED)
    for entry in removed:
        typer.echo(f"removed: {entry_line(entry)}")


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
    from selon.cli.actors_told import change_lines, problem_lines
    from selon.knowledge.files import read_actor_file

    with _own_actors() as store:
        reading = read_actor_file(file, shipped(), form)
        for line in problem_lines(reading, skip_bad=skip_bad):
            typer.echo(line, err=True)
        if reading.problems and not skip_bad:
            raise typer.Exit(FAILED)
        if dry_run:
            typer.echo(f"{len(reading.entries)} rows could be imported; nothing was stored")
        else:
            typer.echo("\n".join(change_lines(store.put(reading.entries))))
    raise typer.Exit(FAILED if reading.problems else 0)


# ---------------------------------------------------------------------------------------------- list


@app.command("list", short_help="List your own actors and where they are stored.")
def list_() -> None:
    """List your own actors, file by file, each with the path of its file.

    \b
    Examples:
      selon actors list
      selon actors list | grep NOR
    """
    from selon.cli.actors_told import own_lines

    with _own_actors() as store:
        typer.echo("\n".join(own_lines(store.rows())))


@contextmanager
def _own_actors() -> Iterator[Store]:
    """The user's own actors; whatever cannot be done with them is told plainly."""
    with plainly():
        from selon.domain.own import user_folder
        from selon.knowledge.store import Store

        yield Store(user_folder(), shipped())


def _all_actors() -> Catalog:
    """The actors that ship with Selon, and the user's own before them."""
    from selon.domain.own import user_folder

    return shipped().with_own(user_folder())
