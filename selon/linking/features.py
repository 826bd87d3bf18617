"""What speaks for and against two claims telling of one event, one function for each feature.

Each gives a value of 0 to 1 and its reason, and is symmetric. A missing fact speaks neither way: it could agree. Most
pairs are dropped, so a reason is a function that makes the words.
Weights stand beside them in the table at the end; they were fitted by logistic regression on the development reports
(bench), rounded, and the sign of each is that of common sense. Set by hand are those of "actor", "recipient", "other
object", "denial", "one report" and the bias.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from selon.domain.events import ClaimCard, ReportCard, Side, Spot
from selon.domain.records import EntityKind, Polarity
from selon.linking.copies import PAIRS_KEPT, runs_shared
from selon.linking.days import days_of
from selon.linking.families import families, state_codes
from selon.linking.vectors import unit, word_likeness

Seen = tuple[float, Callable[[], str]]  # value and words
NOTHING: Seen = (0.0, str)

EARTH_KM = 6371.0
NEAR_KM = 60.0  # two places of one event: a town and its district
FAR_KM = 400.0
STATE_SHARE = 0.4
MONTH = 31  # days
FAR_DAYS = 21  # between two reports that are no news of one event
UNDATED = 0.5  # what a report without date counts as, where 1 is far apart
UNLIKE = 0.1  # cosine of event words below which they have nothing in common


@dataclass(frozen=True, slots=True)
class Feature:
    """A function of two claims and what it weighs in the sum, in logits."""

    name: str
    of: Callable[[ClaimCard, ClaimCard], Seen]
    weight: float
    needs: str = ""  # one of `ClaimCard.facts` without which, in either claim, it says nothing


# ------------------------------------------------------------------------------------ type and words


def same_type(a: ClaimCard, b: ClaimCard) -> Seen:
    """They are of one type, or of types that are taken for one another."""
    value = families().likeness(a.event, b.event)
    return value, lambda: f"both {a.event}" if a.event == b.event else f"{_both(a.event, b.event)} can be one event"


def same_mode(a: ClaimCard, b: ClaimCard) -> Seen:
    """They share a mode."""
    common = set(a.modes) & set(b.modes)
    return (1.0, lambda: f"both {', '.join(sorted(common))}") if common else NOTHING


def other_mode(a: ClaimCard, b: ClaimCard) -> Seen:
    """Their modes differ."""
    if a.modes and b.modes and not set(a.modes) & set(b.modes):
        return 1.0, lambda: f"{_both(', '.join(a.modes), ', '.join(b.modes))} differ"
    return NOTHING


def same_words(a: ClaimCard, b: ClaimCard) -> Seen:
    """Their event words mean alike."""
    value = 1.0 if a.lemma == b.lemma else word_likeness(a.trigger_vector, b.trigger_vector)
    return value, lambda: f"{_both(f'“{a.trigger}”', f'“{b.trigger}”')}, alike to {value:.2f}"


def other_words(a: ClaimCard, b: ClaimCard) -> Seen:
    """Their event words have nothing in common."""
    if not a.trigger_vector or not b.trigger_vector or word_likeness(a.trigger_vector, b.trigger_vector) >= UNLIKE:
        return NOTHING
    return 1.0, lambda: f"{_both(f'“{a.trigger}”', f'“{b.trigger}”')} mean different things"


def same_object(a: ClaimCard, b: ClaimCard) -> Seen:
    """What is given, said or discussed is alike."""
    value = word_likeness(a.object_vector, b.object_vector)
    return (value, lambda: f"{_both(f'“{a.object}”', f'“{b.object}”')}, alike to {value:.2f}") if value else NOTHING


def other_object(a: ClaimCard, b: ClaimCard) -> Seen:
    """What is given, said or discussed has nothing in common: shells are no soldiers."""
    if not a.object_vector or not b.object_vector or word_likeness(a.object_vector, b.object_vector) >= UNLIKE:
        return NOTHING
    return 1.0, lambda: f"{_both(f'“{a.object}”', f'“{b.object}”')} are different things"


def same_sentence(a: ClaimCard, b: ClaimCard) -> Seen:
    """Their sentences are about the same things."""
    mine, theirs = a.sentence_vector, b.sentence_vector
    value = max(float(unit(mine).dot(unit(theirs))), 0.0) if mine and theirs else 0.0  # nearly every pair comes here
    return value, lambda: f"sentences alike to {value:.2f}"


# ---------------------------------------------------------------------------------------- who


def same_actor(a: ClaimCard, b: ClaimCard) -> Seen:
    """The same one acts, by name; that it is the same state says less."""
    return _namesakes(a.acting, b.acting, "actor")


def same_actor_country(a: ClaimCard, b: ClaimCard) -> Seen:
    """Those who act are of one country: the state, its leader and its army can all be named for one act."""
    return _compatriots(a.acting, b.acting, "actors")


def same_recipient(a: ClaimCard, b: ClaimCard) -> Seen:
    """It is done to the same one, by name; that it is the same state says less."""
    return _namesakes(a.affected, b.affected, "recipient")


def same_recipient_country(a: ClaimCard, b: ClaimCard) -> Seen:
    """Those it is done to are of one country."""
    return _compatriots(a.affected, b.affected, "recipients")


def other_actor(a: ClaimCard, b: ClaimCard) -> Seen:
    """Others act, of other countries."""
    return _conflict(a.acting, b.acting, "actors") if _directed(a, b) else NOTHING


def other_recipient(a: ClaimCard, b: ClaimCard) -> Seen:
    """It is done to others, of other countries."""
    return _conflict(a.affected, b.affected, "recipients") if _directed(a, b) else NOTHING


def swapped(a: ClaimCard, b: ClaimCard) -> Seen:
    """Who acts in one is who it is done to in the other."""
    if not _directed(a, b) or a.acting.meets(b.acting) or a.affected.meets(b.affected):
        return NOTHING
    crossed = a.acting.meets(b.affected) or a.affected.meets(b.acting)
    return (1.0, lambda: "who acts in one suffers in the other") if crossed else NOTHING


def same_parties(a: ClaimCard, b: ClaimCard) -> Seen:
    """The same two sides, whoever stands first, where both do the same."""
    if _directed(a, b):
        return NOTHING
    mine, others = a.acting.countries | a.affected.countries, b.acting.countries | b.affected.countries
    if len(mine) < 2 or len(others) < 2:
        return NOTHING
    common = mine & others
    return len(common) / max(len(mine), len(others)), lambda: f"between {', '.join(sorted(common))}"


def _directed(a: ClaimCard, b: ClaimCard) -> bool:
    reciprocal = families().reciprocal
    return a.event not in reciprocal or b.event not in reciprocal


def _namesakes(one: Side, other: Side, role: str) -> Seen:
    same = {_both(mine.name, theirs.name): STATE_SHARE if mine.kind is EntityKind.STATE else 1.0
            for mine, theirs in one.namesakes(other)}
    return (max(same.values()), lambda: f"same {role}: {', '.join(sorted(same))}") if same else NOTHING


def _compatriots(one: Side, other: Side, roles: str) -> Seen:
    common = one.countries & other.countries
    return (1.0, lambda: f"{roles} of {', '.join(sorted(common))}") if common else NOTHING


def _conflict(one: Side, other: Side, roles: str) -> Seen:
    mine, theirs = one.countries, other.countries
    if mine and theirs and not one.meets(other):
        return 1.0, lambda: f"{roles} of other countries: {_both(', '.join(sorted(mine)), ', '.join(sorted(theirs)))}"
    return NOTHING


# ------------------------------------------------------------------------------- where, when, how many


def same_place(a: ClaimCard, b: ClaimCard) -> Seen:
    """They put it in one place, or near by."""
    here, there = a.place, b.place
    if here is None or there is None:
        return NOTHING
    km = distance_km(here, there)
    if here.name == there.name or (km is not None and km <= NEAR_KM):
        return 1.0, lambda: f"both in {min(here.name, there.name)}"
    if here.country and here.country == there.country and max(_width(here), _width(there)) >= 4:
        return 0.6, lambda: f"both in {here.country}"
    return NOTHING


def other_place(a: ClaimCard, b: ClaimCard) -> Seen:
    """They put it in places far apart, neither within the other."""
    here, there = a.place, b.place
    if here is None or there is None or same_place(a, b)[0]:
        return NOTHING
    km = distance_km(here, there)
    far = km is not None and km >= FAR_KM and max(_width(here), _width(there)) < 4
    abroad = here.country != there.country and None not in (here.country, there.country)
    return (1.0, lambda: f"{_both(here.name, there.name)} lie apart") if far or abroad else NOTHING


def _width(place: Spot) -> int:
    return place.precision or 1


def distance_km(a: Spot, b: Spot) -> float | None:
    """Great-circle distance in kilometres, from WGS 84 degrees; None without coordinates.

    Source: haversine formula, R. W. Sinnott, Sky & Telescope 68 (1984), 159.
    """
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = (math.sin((lat_b - lat_a) / 2) ** 2
            + math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2)
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def same_time(a: ClaimCard, b: ClaimCard) -> Seen:
    """The days they give overlap or touch. The narrower they are, the more it says. Within a
    report it says nothing: what happens in one day is told with that day, and a second mention does without."""
    mine, theirs = days_of(a.time), days_of(b.time)
    if mine is None or theirs is None or mine.apart(theirs) > 1 or a.report.id == b.report.id:
        return NOTHING
    value = 1.0 if max(mine.length, theirs.length) <= 7 else 0.5
    return value, lambda: f"both on {_both(a.time or '', b.time or '')}"


def other_time(a: ClaimCard, b: ClaimCard) -> Seen:
    """The days they give lie apart."""
    mine, theirs = days_of(a.time), days_of(b.time)
    if mine is None or theirs is None or (gap := mine.apart(theirs)) <= 1:
        return NOTHING
    return 1.0, lambda: f"{gap} days apart"


def same_count(a: ClaimCard, b: ClaimCard) -> Seen:
    """They give the same number of the same things."""
    common = {(c.what, c.best) for c in a.counts if c.what != "duration"} & {(c.what, c.best) for c in b.counts}
    return (1.0, lambda: ", ".join(f"both {best:g} {what}" for what, best in sorted(common))) if common else NOTHING


def denial(a: ClaimCard, b: ClaimCard) -> Seen:
    """One says that it happened, the other that it did not: what is denied is what is told."""
    if (a.polarity is Polarity.NEGATIVE) == (b.polarity is Polarity.NEGATIVE):
        return NOTHING
    return 1.0, lambda: "one denies what the other tells"


# -------------------------------------------------------------------------------------- the reports


def same_report(a: ClaimCard, b: ClaimCard) -> Seen:
    """One report tells an event once, as a rule: a second mention with nothing new is no claim. What it denies it has
    to tell twice, and an attack is told in pieces: the blow, and then whom it hit."""
    if a.report.id != b.report.id or denial(a, b)[0]:
        return NOTHING
    return 0.5 if {a.event, b.event} <= families().in_pieces else 1.0, lambda: "told in one report"


def same_story(a: ClaimCard, b: ClaimCard) -> Seen:
    """Their reports name the same people and places."""
    return story_shared(a.report, b.report), lambda: _shared_names(a.report, b.report)


def same_text(a: ClaimCard, b: ClaimCard) -> Seen:
    """Their reports are near copies."""
    if a.report.id == b.report.id:
        return NOTHING
    value = runs_shared(a.report, b.report)
    return (value, lambda: f"reports share {value:.0%} of their word runs") if value >= 0.2 else NOTHING


def days_between_reports(a: ClaimCard, b: ClaimCard) -> Seen:
    """Their reports appeared days apart: weeks are 1. Undated ones count as half. Where both say when it
    happened, and agree, it does not matter when they were written."""
    if a.time and b.time and _agree_when(a, b):
        return NOTHING
    return weeks_apart(a.report, b.report), lambda: _days_apart(a.report, b.report)


def weeks_apart(a: ReportCard, b: ReportCard) -> float:
    """How far apart two reports appeared, 0 to 1: three weeks are 1, an undated one counts as half."""
    return UNDATED if a.day is None or b.day is None else min(abs(a.day - b.day) / FAR_DAYS, 1.0)


def _days_apart(a: ReportCard, b: ReportCard) -> str:
    undated = a.day is None or b.day is None
    return "a report is undated" if undated else f"published {abs((a.day or 0) - (b.day or 0))} days apart"


def _agree_when(a: ClaimCard, b: ClaimCard) -> bool:
    """Whether both claims say when it happened, to the month or better, and the times touch."""
    mine, theirs = days_of(a.time), days_of(b.time)
    return (mine is not None and theirs is not None and max(mine.length, theirs.length) <= MONTH
            and mine.apart(theirs) == 0)


def story_shared(a: ReportCard, b: ReportCard) -> float:
    """Share of the names of two reports, 0 to 1: one report tells one story."""
    return 1.0 if a.id == b.id else names_shared(a, b)


@lru_cache(maxsize=PAIRS_KEPT)
def names_shared(a: ReportCard, b: ReportCard) -> float:
    """Share of the names of the report with fewer that the other names too; states weigh less. 0 to 1."""
    least = min(_weight(a.all_names), _weight(b.all_names))
    return _weight(a.all_names & b.all_names) / least if least else 0.0


def _shared_names(a: ReportCard, b: ReportCard) -> str:
    if a.id == b.id:
        return "one report"
    common = sorted(a.all_names & b.all_names)
    return f"reports share {', '.join(common[:5])}" if common else "reports share no name"


@lru_cache(maxsize=20_000)
def _weight(names: frozenset[str]) -> float:
    states = len(names & state_codes())
    return len(names) - states + STATE_SHARE * states


def _both(one: str, other: str) -> str:
    """Two things in one order, whichever claim comes first."""
    return one if one == other else " and ".join(sorted((one, other)))


FEATURES = (
    Feature("type", same_type, 1.5),
    Feature("mode", same_mode, 1.7, "modes"),
    Feature("other mode", other_mode, -1.8, "modes"),
    Feature("words", same_words, 0.4),
    Feature("other words", other_words, -0.8, "trigger_vector"),
    Feature("object", same_object, 2.7, "object_vector"),
    Feature("other object", other_object, -1.0, "object_vector"),
    Feature("sentence", same_sentence, 2.4),
    Feature("actor", same_actor, 0.4, "actors"),
    Feature("actor's country", same_actor_country, 0.4, "actors"),
    Feature("recipient", same_recipient, 1.0, "recipients"),
    Feature("recipient's country", same_recipient_country, 0.6, "recipients"),
    Feature("other actor", other_actor, -0.5, "actors"),
    Feature("other recipient", other_recipient, -1.1, "recipients"),
    Feature("swapped", swapped, -2.3),
    Feature("parties", same_parties, 0.3),
    Feature("place", same_place, 1.4, "place"),
    Feature("other place", other_place, -0.3, "place"),
    Feature("time", same_time, 1.3, "time"),
    Feature("other time", other_time, -2.1, "time"),
    Feature("number", same_count, 2.2, "counts"),
    Feature("denial", denial, 0.5),
    Feature("one report", same_report, -2.8),
    Feature("story", same_story, 2.0),
    Feature("copy", same_text, 0.5),
    Feature("apart", days_between_reports, -3.0),
)
BIAS = -3.0
