"""`selon schema`, `languages` and `types`: what a record holds, and what Selon reads and codes."""

from __future__ import annotations

import typer

from selon.domain.catalog import LANGUAGES, EventType, shipped

app = typer.Typer()


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
