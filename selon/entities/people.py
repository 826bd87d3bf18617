"""Who a known name stands for at the report's date: which bearer, which office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selon.domain.gazetteer import Known, NameKind, Office, fold
from selon.domain.records import EntityKind

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
        return Person(known.name, held[0].country or known.country, sectors, known.id,
                      tuple(office.title for office in held), f"data/actors/people: {held[0].title}")
    if known.offices:
        latest = max(known.offices, key=lambda office: office.since or "")
        if date and latest.since and date < latest.since[:len(date)]:
            return Person(known.name, latest.country or known.country, (), known.id, (), "before any office known")
        return Person(known.name, latest.country or known.country, FORMER, known.id, (),
                      f"data/actors/people: formerly {latest.title}")
    return Person(known.name, known.country, known.sectors, known.id, (), "data/actors/people")


def _offices(known: Known, date: str | None) -> Sequence[Office]:
    if date:
        return [office for office in known.offices if office.holds_at(date)]
    return [max(known.offices, key=lambda office: (office.until is None, office.since or ""))] if known.offices else []


def choose(bearers: Sequence[Known], date: str | None, countries: Mapping[str, int],
           title: str | None = None) -> Known | None:
    """The bearer whom the report means: by title, by office at the date, by the countries it speaks of.

    None where two are equally likely: abstaining beats guessing.
    """
    if not bearers:
        return None
    ranked = sorted(((_fitness(known, date, countries, title), -n, known) for n, known in enumerate(bearers)),
                    key=lambda row: row[:2], reverse=True)
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0] and bearers[0].kind is NameKind.PERSON \
            and bearers[0].entity is EntityKind.PERSON:
        return None
    return ranked[0][2]


def _fitness(known: Known, date: str | None, countries: Mapping[str, int], title: str | None) -> tuple[int, ...]:
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
