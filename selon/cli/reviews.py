"""`selon reviews`: what people decided on claims, out and in."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from selon.cli.options import DATABASE, Database, group
from selon.cli.running import opened_database, tell

app = group()


@app.callback()
def reviews() -> None:
    """What people decided on claims, out and in.

    \b
    Examples:
      selon reviews list --db news.db --by anne
      selon reviews export --db news.db > gold.jsonl
      selon reviews import gold.jsonl --db other.db
      selon reviews agreement --db news.db
    """


class ListForm(StrEnum):
    """How entries are written."""

    TABLE = "table"
    JSONL = "jsonl"


class ExportForm(StrEnum):
    """How gold is written."""

    JSONL = "jsonl"


@app.command("list", short_help="List what people decided, the first entry first.")
def list_reviews(
    db: Database = DATABASE,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this reviewer decided.")] = None,
    claim: Annotated[str | None, typer.Option(metavar="ID", help="Only what was decided on this claim.")] = None,
    form: Annotated[ListForm, typer.Option("--format", "-f", help="How it is written.")] = ListForm.TABLE,
) -> None:
    """List what people decided on claims: who, when, which field, old and new value, note.

    \b
    Examples:
      selon reviews list --db news.db
      selon reviews list --by anne --format jsonl
    """
    with opened_database(db, is_reader=True) as newsroom:
        entries = newsroom.reviews.entries(by=by, claim_id=claim)
    from selon.newsroom.review_exchange import flat

    if form is ListForm.JSONL:
        _write(sys.stdout, (flat(entry) for entry in entries))
    else:
        for entry in entries:
            typer.echo(_line(flat(entry)))
        tell(f"{len(entries)} entries")


def _line(row: dict[str, Any]) -> str:
    from selon.domain.reviews import brief
    from selon.exports.marks import printable

    change = f"{row['field']}: {brief(row['old'])} → {brief(row['new'])}" if row["field"] else ""
    words = [row["at"], row["by"], row["act"], row["claim_id"], change, row["note"] and f"({row['note']})"]
    return printable("  ".join(filter(None, words)).replace("\n", " "))


@app.command("export", short_help="Write what people decided as gold, one report a line.")
def export_reviews(
    db: Database = DATABASE,
    form: Annotated[ExportForm, typer.Option("--format", "-f", help="How it is written.")] = ExportForm.JSONL,
    output: Annotated[Path | None, typer.Option(
        "--output", "-o", metavar="FILE", help="Where to; default: standard output.")] = None,
) -> None:
    """Write the reports that people decided on, with their claims as decided, in the JSON of the codebook.

    Claims that nobody has looked at are marked `optional`. `selon reviews import` reads the same lines.

    \b
    Examples:
      selon reviews export --db news.db > gold.jsonl
    """
    del form  # there is one so far
    from selon.exports.writers import opened
    from selon.newsroom.review_exchange import exported

    with opened_database(db, is_reader=True) as newsroom, opened(output) as stream:
        _write(stream, exported(newsroom.engine))


def _write(stream: Any, records: Iterable[dict[str, Any]]) -> None:
    for record in records:
        stream.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")


@app.command("import", short_help="Take in what people decided in another database.")
def import_reviews(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What selon reviews export wrote.")],
    db: Database = DATABASE,
) -> None:
    """Take in what people decided in another database. What is there already is left alone.

    Decisions on a report that this database does not hold wait until it is added.

    \b
    Examples:
      selon reviews import gold.jsonl --db other.db
    """
    from selon.newsroom import review_exchange

    with opened_database(db) as newsroom:
        done = review_exchange.import_reviews(newsroom.engine, _records(file))
    tell(f"{done.new} entries taken in, {done.known} were there; {done.pairs} verdicts on two claims; "
         f"{done.waiting} reports are not here yet")


def _records(file: Path) -> Iterator[dict[str, Any]]:
    from selon.domain.errors import BadEntries, UnreadableReport

    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableReport(f"cannot read {file}: {error}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise BadEntries(f"{file} is no file of JSON lines", [f"line {number}: {error}"]) from error


@app.command("agreement", short_help="Tell how far reviewers decide the same.")
def agreement(db: Database = DATABASE) -> None:
    """Tell how far reviewers agree: the share of equal words, Cohen's kappa of two, Krippendorff's alpha of any number.

    \b
    Examples:
      selon reviews agreement --db news.db
    """
    with opened_database(db, is_reader=True) as newsroom:
        found = newsroom.reviews.agreement()
    typer.echo(f"{'':12}{'claims':>8}{'equal':>8}{'kappa':>8}{'alpha':>8}")
    for one in found:
        figures = "".join(f"{'-' if value is None else f'{value:.2f}':>8}"
                          for value in (one.percent, one.kappa, one.alpha))
        typer.echo(f"{one.about:12}{one.claims:>8}{figures}")
