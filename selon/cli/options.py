"""The options that several commands share, each checked before anything heavy is loaded."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

import typer

from selon.domain.catalog import LANGUAGES
from selon.domain.errors import BadDate, UnknownLanguage

DATABASE = "selon.db"

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def group() -> typer.Typer:
    """An empty group of commands, which shows its help where none of them is named."""
    return typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, context_settings=SETTINGS)


def checked_day(day: str | None) -> str | None:
    """A day of the calendar as YYYY-MM-DD. Raises BadParameter."""
    if day is None:
        return None
    try:
        return datetime.date.fromisoformat(day.strip()).isoformat()
    except ValueError as error:
        raise typer.BadParameter(str(BadDate(day))) from error


def _checked_language(language: str | None) -> str | None:
    if language is not None and language.lower() not in LANGUAGES:
        raise typer.BadParameter(str(UnknownLanguage(language, LANGUAGES)))
    return language.lower() if language else None


def language_option(of: str, *, default: str = "detected") -> Any:
    """The option --language, told to be the language of something."""
    return typer.Option(metavar="CODE", callback=_checked_language,
                        help=f"Language of {of}: {', '.join(LANGUAGES)}. Default: {default}.")


ReportsLanguage = Annotated[str | None, language_option("all reports")]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the reports.")]
Database = Annotated[str, typer.Option(
    "--db", metavar="DATABASE", envvar="SELON_DB",
    help="A file, or postgresql://USER@HOST/NAME of a server.", show_envvar=True)]
Jobs = Annotated[int | None, typer.Option(
    "--jobs", "-j", min=1, metavar="N",
    help="Processes that code, 1.2 GB of memory each. Default: as many as processors and memory allow, 8 at most.")]
