"""What the text says of the places around a place: "Paris, Texas", "Surrey, en Colombie-Britannique", "Ohio, Iowa"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, radians

from selon.domain.analysis import Analysis
from selon.entities.places_index import Kind, Toponym
from selon.entities.places_words import Words

# A district has no list of its towns: what lies within this distance of its middle lies in it, in km.
DISTRICT_KM = 60.0

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What stands between two names where one place holds the other, or both are listed. `words` of a language."""

    behind_comma: Pattern
    behind_preposition: Pattern
    listed: Pattern

    @classmethod
    def of(cls, words: Mapping[str, frozenset[str]]) -> Gaps:
        holding, off, listing = (_one_of(words[name]) for name in ("holding", "holding_off", "listing"))
        article = rf"(?:{_one_of(words['articles'])}\s+|{_one_of(words['elided'])}\W)?$"
        return cls(_pattern(rf"\s*[,(]\s*(?:{off}\s+)?{article}"), _pattern(rf"\s+{holding}\s+{article}"),
                   _pattern(rf"\s*(?:,|,?\s*{listing}|/)\s*{article}"))


def _one_of(words: frozenset[str]) -> str:
    """A pattern for any of some words; for none it never matches."""
    return f"(?:{'|'.join(map(re.escape, sorted(words)))})" if words else "(?!)"


@lru_cache(maxsize=32)
def _pattern(text: str) -> Pattern:
    return re.compile(text, re.IGNORECASE)


def with_holders(analysis: Analysis, toponyms: Sequence[Words], between: Gaps) -> list[Words]:
    """The toponyms with the number of the one that contains each, where the text says so, and of their neighbours."""
    gaps = [analysis.text[a.end:b.start] if b.start - a.end < 16 else "..." for a, b in pairwise(toponyms)]
    held: list[Words] = []
    for i, toponym in enumerate(toponyms):
        around = [j for j, gap in ((i - 1, i - 1), (i + 1, i))
                  if 0 <= gap < len(gaps) and between.listed.match(gaps[gap])]
        toponym = replace(toponym, neighbours=tuple(around)) if around else toponym
        if i < len(gaps) and gaps[i] != "...":
            behind_comma = between.behind_comma.match(gaps[i]) is not None and not _is_list(toponyms, i, gaps, between)
            if (behind_comma or between.behind_preposition.match(gaps[i])) and _can_hold(toponyms[i + 1], toponym):
                toponym = replace(toponym, holder=i + 1, loose=not behind_comma)
        held.append(toponym)
    return held


def _is_list(toponyms: Sequence[Words], i: int, gaps: Sequence[str], between: Gaps) -> bool:
    """Whether a comma behind toponym `i` parts equals: "Iraq, Iran", "Ohio, Washington, Iowa"."""
    kind, after = _first_kind(toponyms[i]), _first_kind(toponyms[i + 1])
    if kind is not None and kind == after:
        return True
    before = _first_kind(toponyms[i - 1]) if i and between.listed.match(gaps[i - 1]) else None
    return before is not None and before == after and before <= Kind.REGION


def _first_kind(toponym: Words) -> Kind | None:
    return toponym.candidates[0].kind if toponym.candidates else None


def likely(toponyms: Sequence[Words]) -> list[Words]:
    """The toponyms that are sure, or that the text places in another or another in them, renumbered."""
    holders = {toponym.holder for toponym in toponyms}
    kept = [i for i, toponym in enumerate(toponyms) if toponym.sure or toponym.holder is not None or i in holders]
    number = {old: new for new, old in enumerate(kept)}
    return [replace(toponym, holder=None if toponym.holder is None else number[toponym.holder],
                    neighbours=tuple(number[j] for j in toponym.neighbours if j in number))
            for toponym in (toponyms[i] for i in kept)]


def _can_hold(holder: Words, held: Words) -> bool:
    if not held.candidates:
        return any(place.kind <= Kind.DISTRICT for place in holder.candidates[:3])
    return any(lies_in(place, other) for other in holder.candidates[:6] for place in held.candidates)


def lies_in(place: Toponym, holder: Toponym) -> bool:
    """Whether a place lies in a country, region or district, as far as the gazetteer tells."""
    if holder.kind == Kind.COUNTRY:
        return place.country == holder.country and place.kind != Kind.COUNTRY
    if holder.kind == Kind.REGION:
        return (place.region is not None and place.region == holder.geoname_id and place.kind > Kind.REGION)
    if holder.kind == Kind.DISTRICT:
        return place.kind > Kind.DISTRICT and place.region == holder.region and distance_km(place, holder) < DISTRICT_KM
    return False


def distance_km(place: Toponym, other: Toponym) -> float:
    """Distance of two places in km on a flat map around them: good to a few per cent below 500 km."""
    wide = abs(place.lon - other.lon)
    return 111.2 * hypot(place.lat - other.lat, min(wide, 360 - wide) * cos(radians((place.lat + other.lat) / 2)))
