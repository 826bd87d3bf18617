"""What commands do alike: quiet libraries, open a database, turn what Selon raises into words and an exit status."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from selon.cli.exits import FAILED
from selon.domain.errors import BadEntries, SelonError

if TYPE_CHECKING:
    from selon.newsroom.room import Newsroom


def tell(words: str, *, opening: str = "selon: ") -> None:
    """One line for people on standard error. What a report or a file's name holds cannot steer the terminal."""
    from selon.exports.marks import printable

    typer.echo(printable(f"{opening}{words}".replace("\n", " ")), err=True)


@contextmanager
def plainly() -> Iterator[None]:
    """Turns what Selon raises into a line for people, with one more for each bad entry, and exit status 1."""
    try:
        yield
    except BadEntries as error:
        tell(f"{error.summary}:")
        for entry in error.entries:
            tell(entry, opening="  ")
        raise typer.Exit(FAILED) from error
    except SelonError as error:
        tell(str(error))
        raise typer.Exit(FAILED) from error


@contextmanager
def opened_database(db: str, *, is_reader: bool = False) -> Iterator[Newsroom]:
    """The newsroom over a database; whatever cannot be done with it is told plainly."""
    with plainly():
        from selon.newsroom.room import open_newsroom

        with open_newsroom(db, is_reader=is_reader) as newsroom:
            yield newsroom


def hush() -> None:
    """Libraries' warnings mean nothing to whoever reads reports, unless asked for with `python -W`."""
    import logging

    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())
