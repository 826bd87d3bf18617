"""How `selon actors` tells of actors, in lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from selon.domain.catalog import LANGUAGES, Catalog
from selon.domain.own import MEDIA, PEOPLE, ROLES, Row, path_of, user_folder
from selon.knowledge.find import Bearer, bearers, holders, holds, near
from selon.knowledge.reading import Entry, Reading
from selon.knowledge.store import Change, Outcome

if TYPE_CHECKING:
    from selon.domain.records import Entity

PROBLEMS_SHOWN = 40

_KINDS = {PEOPLE: "person", MEDIA: "outlet", "countries": "state"}


def named(catalog: Catalog, name: str, date: str | None) -> Iterator[str]:
    """Whoever bears a name, with an arrow at what holds at the date."""
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


def _office_lines(row: Row, date: str | None) -> Iterator[str]:
    """One line an office, with an arrow where it was held at the date."""
    if not (row["title"] or row["sectors"] or row["since"] or row["until"]):
        return
    mark = "→" if date and holds(row, date) else " "
    yield f"{mark} {row['since'] or '…':>10} – {row['until'] or '…':<10}  {row['title'] or '(no title)'}  {_codes(row)}"


def _codes(row: Row) -> str:
    country = row.get("country") or row.get("code") or ""
    return " ".join(filter(None, (country, row.get("sectors", "JRN" if "ownership" in row else ""))))


def described(catalog: Catalog, words: str, date: str | None, language: str | None) -> Iterator[str]:
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


def nobody(catalog: Catalog, name: str) -> Iterator[str]:
    """That no actor is meant by a name, and what to do next."""
    yield f"selon: nobody in the files bears the name {name!r}, and the words describe nobody"
    if others := near(catalog, name):
        yield f"  spelt much like it: {', '.join(others)}"
    yield "  add whoever is meant with: selon actors add"


def entry_line(entry: Entry) -> str:
    """One of the user's own rows."""
    row = entry.row
    if entry.file == ROLES:
        return f"{row['words']} ({row['language']})  {row['kind']}  {row['sectors']}".rstrip()
    has_office = row.get("title") or row.get("since") or row.get("until")
    office = f"{row['title'] or '(no title)'}, {row['since'] or '…'} – {row['until'] or '…'}" if has_office else ""
    return "  ".join(filter(None, (row["name"], row.get("kind") or _KINDS.get(entry.file, ""), office, _codes(row))))


def problem_lines(reading: Reading, *, skip_bad: bool) -> Iterator[str]:
    """What was left out of a file, and which of its rows cannot be kept."""
    for reason, count in reading.left_out.items():
        yield f"left out: {count} {reason}"
    for problem in reading.problems[:PROBLEMS_SHOWN]:
        yield f"selon: {problem}"
    if (more := len(reading.problems) - PROBLEMS_SHOWN) > 0:
        yield f"selon: and {more} more"
    if reading.problems:
        rest = "skipped" if skip_bad else "nothing was imported; correct them, or import the rest with --skip-bad"
        yield f"selon: {len(reading.problems)} rows cannot be kept: {rest}"


def change_lines(changes: Iterable[Change]) -> Iterator[str]:
    """How many rows of each file were added, replaced and unchanged, and where they are."""
    counts: Counter[tuple[str, Outcome]] = Counter((change.entry.file, change.outcome) for change in changes)
    if not counts:
        yield "the file holds no actors"
    for file in dict.fromkeys(file for file, _ in counts):
        told = ", ".join(f"{counts[file, outcome]} {outcome}" for outcome in Outcome)
        yield f"{told}  ({path_of(user_folder(), file)})"


def own_lines(rows: Mapping[str, Sequence[Row]]) -> list[str]:
    """The user's own actors, file by file under its path."""
    lines = [line for file, held in rows.items() if held
             for line in (f"# {path_of(user_folder(), file)}", *(entry_line(Entry(file, row)) for row in held))]
    return lines or [f"no actors of your own yet in {user_folder()}"]
