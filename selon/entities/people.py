"""Who a known name stands for at the report's date: which bearer, which office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from selon.domain.folding import fold
from selon.domain.gazetteer import Known, NameKind, Office
from selon.domain.records import EntityKind

SHORTEST_MISSPELT = 5  # letters: of shorter names, too many are one letter apart
FORMER = ("ELI",)  # PLOVER's sector of former officials


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of somebody at one date."""

    name: str
    country: str | None
    sectors: tuple[str, ...]
    id: str | None
    titles: tuple[str, ...]
    why: str


def at_date(known: Known, date: str | None) -> Person:
    """The person in office at a date (EDTF); without a date, by the latest office."""
    held = _offices(known, date)
    if held:
        sectors = tuple(dict.fromkeys(sector for office in held for sector in office.sectors))
        return _person(known, held[0].country, sectors, f"data/actors/people: {held[0].title}",
                       titles=tuple(office.title for office in held))
    if not known.offices:
        return _person(known, None, known.sectors, "data/actors/people")
    past = [office for office in known.offices if not (date and office.since and date < office.since[:len(date)])]
    latest = max(past or known.offices, key=lambda office: office.since or "")
    if not past:
        return _person(known, latest.country, (), "before any office known")
    return _person(known, latest.country, FORMER, f"data/actors/people: formerly {latest.title}")


def _person(known: Known, country: str | None, sectors: tuple[str, ...], why: str, *,
            titles: tuple[str, ...] = ()) -> Person:
    return Person(known.name, country or known.country, sectors, known.id, titles, why)


def _offices(known: Known, date: str | None) -> Sequence[Office]:
    """The offices held at a date; without a date, the one still held or held last."""
    if date:
        return [office for office in known.offices if office.holds_at(date)]
    if not known.offices:
        return []
    return [max(known.offices, key=lambda office: (office.until is None, office.since or ""))]


def choose(bearers: Sequence[Known], date: str | None, countries: Mapping[str, int],
           title: str | None = None) -> Known | None:
    """The bearer whom the report means: by title, by office at the date, by the countries it speaks of.

    None where two are equally likely: abstaining beats guessing.
    """
    if not bearers:
        return None
    ranked = sorted(((_fitness(known, date, countries, title), -n, known) for n, known in enumerate(bearers)),
                    key=lambda row: row[:2], reverse=True)
    is_tie = len(ranked) > 1 and ranked[0][0] == ranked[1][0]
    is_person = bearers[0].kind is NameKind.PERSON and bearers[0].entity is EntityKind.PERSON
    return None if is_tie and is_person else ranked[0][2]


def _fitness(known: Known, date: str | None, countries: Mapping[str, int], title: str | None) -> tuple[int, ...]:
    """What speaks for a bearer, the weightiest first."""
    offices = _offices(known, date)
    has_title = title is not None and any(fold(office.title) == fold(title) for office in known.offices)
    country = offices[0].country if offices else known.country
    return int(has_title), int(bool(offices)), countries.get(country or "", 0)


def by_surname(people: Sequence[tuple[str, Known]], family_first: frozenset[str]) -> dict[str, tuple[Known, ...]]:
    """People by the folded family name of each of their names: the last word, in some countries the first."""
    found: dict[str, list[Known]] = {}
    for alias, known in people:
        words = alias.split()
        if len(words) < 2:
            continue
        surnames = {words[-1], *(words[:1] if known.country in family_first else ())}
        for surname in surnames:
            if known not in (bearers := found.setdefault(fold(surname), [])):
                bearers.append(known)
    return {surname: tuple(bearers) for surname, bearers in found.items()}


def share_a_first_name(known: Known, given: str) -> bool:
    """Whether somebody is also called by this first name: "Vladimir Vladimirovich Putin" is Vladimir Putin."""
    return any(fold(word) == fold(given) for word in known.name.split()[:-1])


def by_first_name(surnames: Mapping[str, Iterable[Known]]) -> dict[str, tuple[tuple[str, Known], ...]]:
    """Folded surnames and their bearers by each folded first name that the bearers are known by."""
    found: dict[str, list[tuple[str, Known]]] = {}
    for surname, bearers in surnames.items():
        for known in bearers:
            for word in known.name.split()[:-1]:
                found.setdefault(fold(word), []).append((surname, known))
    return {word: tuple(rows) for word, rows in found.items()}


def is_misspelt(word: str, known: str) -> bool:
    """Whether a folded surname is a known one but for one letter added, left out or changed, and no short one.

    Never in its first letter, which typists and romanisations seldom change.
    """
    if min(len(word), len(known)) < SHORTEST_MISSPELT or word[0] != known[0] or word == known:
        return False
    same = next((i for i, pair in enumerate(zip(word, known, strict=False)) if pair[0] != pair[1]),
                min(len(word), len(known)))
    match len(word) - len(known):
        case 0:
            return word[same + 1:] == known[same + 1:]
        case 1:
            return word[same + 1:] == known[same:]
        case -1:
            return word[same:] == known[same + 1:]
    return False
