"""The command line, `selon`: each module parses the options of a few commands, calls functions and prints.

Heavy modules load inside the commands, so that `selon --help` answers at once.
"""

from __future__ import annotations

from typing import Annotated

import typer

from selon.cli import actors, adding, listing, read, reviews, serve, shipped, users
from selon.cli.options import SETTINGS
from selon.version import __version__

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
                  context_settings=SETTINGS)
app.add_typer(read.app)
app.add_typer(shipped.app)
app.add_typer(actors.app, name="actors", short_help="Ask who Selon knows, and teach it actors of your own.")
app.add_typer(adding.app)
app.add_typer(listing.app)
app.add_typer(serve.app)
app.add_typer(reviews.app, name="reviews", short_help="List, export and import what people decided on claims.")
app.add_typer(users.app, name="users", short_help="Say who may use a workspace that is served to others.")


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


def main() -> None:
    """What the `selon` command runs."""
    app(prog_name="selon")
