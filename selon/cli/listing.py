"""What a database holds: `selon events`, `claims`, `sources` and `participants` list, `event` tells one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selon.cli.options import DATABASE, Database, checked_day
from selon.cli.running import opened_database
from selon.exports.formats import ListFormat

if TYPE_CHECKING:
    from selon.exports.listing import Listed
    from selon.newsroom.room import Newsroom

app = typer.Typer()


class EventForm(StrEnum):
    """How an event is told."""

    TEXT = "text"
    JSON = "json"


class Order(StrEnum):
    """In what order events come."""

    NEWEST = "newest"
    OLDEST = "oldest"
    ORIGINS = "origins"
    REPORTS = "reports"


class ClaimOrder(StrEnum):
    """In what order claims come."""

    NEWEST = "newest"
    OLDEST = "oldest"


# ------------------------------------------------------------------------------------------- options


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
    metavar="DATE", callback=checked_day,
    help="On this day or later. What has no time of its own counts by the day of its report.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", callback=checked_day, help="On this day or earlier.")]
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
    sort: Annotated[ClaimOrder, typer.Option(help="What comes first.")] = ClaimOrder.NEWEST,
    limit: Limit = 50, after: After = None, form: Format = ListFormat.TABLE,
) -> None:
    """List claims. Filters add up; upper and lower case and accents make no difference.

    \b
    Examples:
      selon claims --actor Shoigu --status denied
      selon claims --source state_media --country PRK --format csv > claims.csv
    """
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
    from selon.exports.listing import count_line, write_list
    from selon.exports.writers import opened

    with opened_database(db, is_reader=True) as newsroom:
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
    with opened_database(db, is_reader=True) as newsroom:
        told = newsroom.event(id)
    from selon.exports.story import story_json, story_text
    from selon.exports.writers import opened

    sentences = {claim.id: claim.claim for claim in told.claims}
    with opened(None) as stream:
        if form is EventForm.JSON:
            stream.write(story_json(told.story, sentences))
        else:
            story_text(told.story, sentences, stream)
