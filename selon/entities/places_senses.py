"""Chooses what each name means: one sense in the whole report, by rank, population and agreement with the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selon.domain.records import Place
from selon.entities.places_index import Kind, Toponym
from selon.entities.places_nesting import distance_km, lies_in
from selon.entities.places_words import NEARBY, PART, Words

# Candidates of one name that are compared; containment looks at all of them.
COMPARED = 12
# A candidate this much lighter than the heaviest cannot catch up, whatever the report says, containment apart.
HOPELESS = 9.0
# What agreement is worth beside a power of ten of population. Set on the development sets.
SAME_COUNTRY, SAME_REGION, NEAR, ASKED_KIND, CONTAINED, LOOSELY_CONTAINED = 3.5, 5.0, 1.0, 3.0, 10.0, 4.0
LISTED_TOGETHER = 1.8
# A resolved place within this distance supports another, in km.
NEAR_KM = 150.0
# The nationality words of a report vote for their country with this share of a name's vote.
TOLD = 0.6
# Confidence from which on a resolved town supports others near it.
SURE = 0.5
# Rounds of weighing: the first knows the names alone, the others what the round before has decided.
PASSES = 2


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a name means in this report, how sure that is, from 0 to 1, and why."""

    place: Toponym
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the places of a report have in common: how many names vote for each country and region."""

    countries: Counter[str]
    regions: Counter[int]
    votes: float
    towns: tuple[tuple[str, Toponym], ...]  # resolved places small enough to be near one another

    def agreement(self, place: Toponym, key: str, own: _Sense | None) -> tuple[float, str]:
        """What the other names of the report are worth to a place, in powers of ten, and why."""
        here = self.countries[place.country] if place.country else 0.0
        there = self.regions[place.region] if place.region else 0.0
        votes = self.votes
        if own is not None:
            votes -= own.confidence
            here -= own.confidence if place.country and own.place.country == place.country else 0.0
            there -= own.confidence if place.region and own.place.region == place.region else 0.0
        worth = SAME_COUNTRY * here / (votes + 1) + SAME_REGION * there / (votes + 1)
        why = f"{place.country} is the setting" if here > 0.3 * votes else "best known"
        if place.kind >= Kind.DISTRICT and any(name != key and _is_near(place, town) for name, town in self.towns):
            return worth + NEAR, "near another place of the report"
        return worth, why


def _is_near(place: Toponym, other: Toponym) -> bool:
    return abs(place.lat - other.lat) < NEAR_KM / 110 and distance_km(place, other) < NEAR_KM


def resolve(toponyms: Sequence[Words], told: frozenset[str]) -> tuple[Place, ...]:
    """One sense for each name of the report, then one place for each mention."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, toponym in enumerate(toponyms):
        groups[toponym.key].append(i)
    resolver = _Resolver(toponyms, groups)
    senses: dict[str, _Sense] = {}
    for _ in range(PASSES):
        setting = _setting(senses, told)
        senses = {key: sense for key in groups if (sense := resolver.sense(key, setting, senses)) is not None}
    return tuple(resolver.place(toponym, senses) for toponym in toponyms)


def _setting(senses: Mapping[str, _Sense], told: frozenset[str]) -> _Setting:
    countries: Counter[str] = Counter()
    regions: Counter[int] = Counter()
    for country in told:
        countries[country] += TOLD  # type: ignore[assignment]
    for sense in senses.values():
        if sense.place.country:
            countries[sense.place.country] += sense.confidence  # type: ignore[assignment]
        if sense.place.region:
            regions[sense.place.region] += sense.confidence  # type: ignore[assignment]
    towns = tuple((key, sense.place) for key, sense in senses.items()
                  if sense.place.kind in (Kind.CITY, Kind.SITE, Kind.DISTRICT) and sense.confidence > SURE)
    return _Setting(countries, regions, sum(sense.confidence for sense in senses.values()) + TOLD * len(told), towns)


class _Resolver:
    """Weighs the candidates of each name."""

    def __init__(self, toponyms: Sequence[Words], groups: Mapping[str, Sequence[int]]) -> None:
        self.toponyms, self.groups = toponyms, groups
        self.holders: dict[str, list[Words]] = defaultdict(list)
        self.held: dict[str, list[Words]] = defaultdict(list)
        for toponym in toponyms:
            if toponym.holder is not None:
                holder = toponyms[toponym.holder]
                self.holders[toponym.key].append(holder)
                self.held[holder.key].append(toponym)

    def sense(self, key: str, setting: _Setting, senses: Mapping[str, _Sense]) -> _Sense | None:
        """The best candidate of a name; None where it has none."""
        group = [self.toponyms[i] for i in self.groups[key]]
        candidates = self._compared(key, group[0].candidates)
        if not candidates:
            return None
        own = senses.get(key)
        kinds = {kind for toponym in group for kind in toponym.kinds}
        listed = {senses[self.toponyms[i].key].place.kind for toponym in group for i in toponym.neighbours
                  if self.toponyms[i].key in senses}
        scored = []
        for place in candidates:
            worth, why = setting.agreement(place, key, own)
            said, told = self._said(key, place, group, senses)
            worth += place.weight + said + (ASKED_KIND if place.kind in kinds else 0.0)
            worth += LISTED_TOGETHER if place.kind in listed else 0.0
            scored.append((worth, told or why, place))
        scored.sort(key=lambda row: -row[0])
        best = scored[0]
        rival = next((row[0] for row in scored[1:] if row[2].country != best[2].country), best[0] - 2)
        return _Sense(best[2], min(1.0, max(0.1, (best[0] - rival) / 2)), best[1])

    def _compared(self, key: str, candidates: tuple[Toponym, ...]) -> Sequence[Toponym]:
        """The likeliest candidates, and those inside a place that the text names as containing them."""
        if key in self.holders:
            return [place for i, place in enumerate(candidates) if i < COMPARED or self._is_held(key, place)]
        if key in self.held or len(candidates) < 2:
            return candidates[:COMPARED]
        least = candidates[0].weight - HOPELESS
        return [place for place in candidates[:COMPARED] if place.weight >= least]

    def _is_held(self, key: str, place: Toponym) -> bool:
        return any(lies_in(place, other) for holder in self.holders[key] for other in holder.candidates[:6])

    def _said(self, key: str, place: Toponym, group: Sequence[Words],
              senses: Mapping[str, _Sense]) -> tuple[float, str]:
        """What the text's own words on containment are worth to a place, and why."""
        worth, why = 0.0, ""
        for toponym in group:
            if toponym.holder is None:
                continue
            holder = self.toponyms[toponym.holder]
            sense = senses.get(holder.key)
            places = [sense.place] if sense is not None else holder.candidates[:6]
            if any(lies_in(place, other) for other in places):
                gain = LOOSELY_CONTAINED if toponym.loose else CONTAINED
                if gain > worth:
                    worth, why = gain, f"the text says: in {holder.text}"
        for toponym in self.held.get(key, ()):
            if any(lies_in(other, place) for other in toponym.candidates):
                gain = (LOOSELY_CONTAINED if toponym.loose else CONTAINED) / 2
                if gain > worth:
                    worth, why = gain, f"the text says: {toponym.text} lies in it"
        return worth, why

    def place(self, toponym: Words, senses: Mapping[str, _Sense]) -> Place:
        """The mention with its point, or without where nothing tells it."""
        sense = senses.get(toponym.key)
        if sense is not None:
            found = sense.place
            return Place(toponym.text, toponym.start, toponym.end, found.name, found.country, found.lat, found.lon,
                         _precision(toponym, found), found.geoname_id, sense.why)
        holder = None if toponym.holder is None or toponym.loose else senses.get(self.toponyms[toponym.holder].key)
        if holder is None:
            return Place(toponym.text, toponym.start, toponym.end, toponym.text, None, None, None,
                         why="no table knows it")
        found = holder.place
        return Place(toponym.text, toponym.start, toponym.end, toponym.text, found.country, found.lat, found.lon,
                     found.precision, None, f"only known to lie in {found.name}")


def _precision(toponym: Words, place: Toponym) -> int:
    """UCDP precision: that of the place, coarser where the words round the name say "near" or "northern"."""
    if toponym.precision == PART and place.kind == Kind.COUNTRY:
        return PART
    if toponym.precision == NEARBY and place.precision == 1:
        return NEARBY
    return place.precision
