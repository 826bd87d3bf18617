"""Where: the toponyms of a report, each resolved to one point or left without.

Three steps. Words that may name a place are found: capitalised runs of tokens that the gazetteer knows and
that the language stage does not take for a person. Then what the text itself says of them is read: "Paris,
Texas", "Surrey, en Colombie-Britannique", "the Kursk region". Then each name gets one sense in the whole
report: the place with the best sum of rank, population, and agreement with the other places.

"Mr Washington", "Paris Hilton" and "Russian" are no places.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, hypot, radians

from selon.domain.analysis import Analysis, Name, Token
from selon.domain.catalog import Language
from selon.domain.records import Place
from selon.entities.places_index import Kind, PlaceIndex, Toponym, normalise

# Letters of an acronym: "SANA" is the agency, not Saña.
LONGEST_ACRONYM = 5
# Tokens of the longest name.
LONGEST_NAME = 7
# Weight (see Toponym.weight) from which on a name is taken without the model's word for it.
STRONG = 5.4
# ... and against its word, where it takes a well-known place for a person or an organisation.
FAMOUS = 6.7
# ... and behind a preposition of place.
LOCATED = 4.6
# Candidates of one name that are compared; containment looks at all of them.
COMPARED = 12
# A candidate this much lighter than the heaviest cannot catch up, whatever the report says, containment apart.
HOPELESS = 9.0
# What agreement is worth beside a power of ten of population. Set on the development sets.
SAME_COUNTRY, SAME_REGION, NEAR, ASKED_KIND, CONTAINED, LOOSELY_CONTAINED = 3.5, 5.0, 1.0, 3.0, 10.0, 4.0
LISTED_TOGETHER = 1.8
# A resolved place within this distance supports another, in km.
NEAR_KM = 150.0
# A district has no list of its towns: what lies within this distance of its middle lies in it, in km.
DISTRICT_KM = 60.0

# The nationality words of a report vote for their country with this share of a name's vote.
TOLD = 0.6
# Confidence from which on a resolved town supports others near it.
SURE = 0.5
# Rounds of weighing: the first knows the names alone, the others what the round before has decided.
PASSES = 2
# UCDP precision behind "near" and with "northern".
NEARBY, PART = 2, 4

__all__ = ["PlaceIndex", "find_places", "resolve"]

_ARTICLE = r"(?:(?:the|le|la|les)\s+|l\W)?$"
_BEHIND_COMMA = re.compile(r"\s*[,(]\s*(?:(?:in|en|au|aux|à|dans|near)\s+)?" + _ARTICLE, re.IGNORECASE)
_BEHIND_IN = re.compile(r"\s+(?:in|en|au|aux|dans)\s+" + _ARTICLE, re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|,?\s*(?:and|or|et|ou)|/)\s*(?:the\s+)?$", re.IGNORECASE)
# Tokens that may stand inside a name beside capitalised words and joiners.
_INSIDE = frozenset(("-", "’", "'", "'s", "’s"))


@dataclass(frozen=True, slots=True)
class _Toponym:
    """Words that may name a place, with what the text says of them. Tokens `[first, stop)`."""

    first: int
    stop: int
    start: int
    end: int
    text: str
    candidates: tuple[Toponym, ...]
    sure: bool  # False: only a place if the text says where it lies
    precision: int | None = None  # where the words round it say "near" or "northern"
    kinds: tuple[Kind, ...] = ()  # asked for: "the Kursk region"
    neighbours: tuple[int, ...] = ()  # numbers of the toponyms it is listed with ("Ohio, Iowa and New York")
    holder: int | None = None  # number of the toponym that the text names as containing it
    loose: bool = False  # the holder stands behind "in", not behind a comma

    @property
    def key(self) -> str:
        return normalise(self.text)


def find_places(analysis: Analysis, index: PlaceIndex, language: Language) -> tuple[Place, ...]:
    """Every toponym of the report, resolved to coordinates or left without, in text order."""
    reader = _Reader(analysis, index, language.code)
    return resolve(_likely(_with_holders(analysis, list(reader.read()))), reader.told_countries())


class _Reader:
    """Finds the words that may name a place."""

    def __init__(self, analysis: Analysis, index: PlaceIndex, language: str) -> None:
        self.analysis, self.index, self.language = analysis, index, language
        self.tokens = analysis.tokens
        self.words = index.words[language]
        self.demonyms = index.demonyms[language]
        self.names: dict[int, Name] = {i: name for name in analysis.names for i in range(name.first, name.stop)}
        self.openers, self.loose_openers = index.openers[language], index.loose_openers[language]
        self.closers = index.closers[language]
        self.generic, self.sites = index.generic[language], index.sites[language]
        self.texts = {token.text for token in self.tokens}
        self.persons = {self.tokens[i].text for name in analysis.names
                        if name.label == "PER" and name.stop - name.first > 1 for i in (name.first, name.stop - 1)}

    def read(self) -> Iterator[_Toponym]:
        past = 0
        for token in self.tokens:
            i = token.i
            if i < past:
                continue
            if token.text[0].isupper():
                found = self._at(i)
            elif token.text in self.openers:
                found = self._listed(i)
            else:
                continue
            if found is not None:
                yield found
                past = found.stop

    def told_countries(self) -> frozenset[str]:
        """Countries whose nationality words the report uses ("Canadian police")."""
        demonyms = self.demonyms
        return frozenset(demonyms[word] for word in map(str.lower, self.texts) if word in demonyms)

    def _at(self, i: int) -> _Toponym | None:
        """The longest toponym that begins with the capitalised token `i`."""
        token = self.tokens[i]
        if token.text[-1] == "." or self._is_behind_comma(i):
            state, is_behind = self.index.find_short(token.text), self._is_behind_comma(i)
            if state is not None and (is_behind or not self.index.find_listed(token.text, self.language)):
                return self._toponym(i, i + 1, (state,), sure=True) if is_behind else None
        limit = self._limit(i)
        for stop in range(limit, i, -1):
            last = self.tokens[stop - 1].text
            if not last[-1].isalnum() and last[-1] != ".":
                continue
            text = token.text if stop - i == 1 else self._text(i, stop)
            if stop - i == 1 or last[0].isupper():
                found = self.index.find(text, self.language)
            else:
                found = self.index.find_listed(text, self.language) if last in self.closers else ()
            if found:
                return self._accepted(i, stop, found)
        if "-" in token.text:
            return self._compound(i)
        name = self.names.get(i)
        if name is not None and name.first == i and name.label == "LOC":
            return self._unknown(name)
        return None

    def _is_behind_comma(self, i: int) -> bool:
        before = self.analysis.text[max(0, self.tokens[i].start - 2):self.tokens[i].start]
        return before in (", ", " (") or before.endswith(",")

    def _compound(self, i: int) -> _Toponym | None:
        """The place in front of a hyphen: "U.S.-led", "Paris-based"."""
        token = self.tokens[i]
        head, _, tail = token.text.rpartition("-")
        found = self.index.find(head, self.language) if tail.islower() else ()
        if not found or found[0].weight < STRONG or head.lower() in self.words["firsts"]:
            return None
        return replace(self._toponym(i, i + 1, found, sure=True), end=token.start + len(head), text=head)

    def _limit(self, i: int) -> int:
        """Where the run of capitalised words and joiners from token `i` on ends."""
        tokens, joiners = self.tokens, self.words["joiners"]
        stop, sentence = i + 1, tokens[i].sentence
        is_loose = tokens[i].text in self.loose_openers
        for j in range(i + 1, min(i + LONGEST_NAME, len(tokens))):
            token = tokens[j]
            text = token.text
            if token.sentence != sentence or token.start - tokens[j - 1].end > 1:
                break
            if text[0].isupper() or text[0].isdigit():
                stop = j + 1
            elif text not in _INSIDE and text.lower() not in joiners:
                if text.isalpha():
                    stop = j + 1  # "Korean peninsula": known to the hand-made tables only
                if not is_loose:
                    break
        return stop

    def _text(self, first: int, stop: int) -> str:
        return self.analysis.text[self.tokens[first].start:self.tokens[stop - 1].end]

    def _listed(self, i: int) -> _Toponym | None:
        """A name of the hand-made tables that begins in lower case: "mer Noire", "southern Lebanon"."""
        limit = min(i + LONGEST_NAME, len(self.tokens))
        capitals = [token.i for token in self.tokens[i + 1:limit] if token.text[0].isupper()]
        if not capitals:
            return None
        for stop in range(limit, capitals[0], -1):
            if not self.tokens[stop - 1].text[-1].isalnum():
                continue
            found = self.index.find_listed(self._text(i, stop), self.language)
            if found:
                return self._toponym(i, stop, found, sure=True)
        return None

    def _unknown(self, name: Name) -> _Toponym | None:
        """What the model calls a place and no table knows: called after a town, or a village."""
        first, stop = name.first, name.stop
        inner = self._inner(first, stop)
        if inner is not None:
            return inner
        tokens = self.tokens[first:stop]
        if all(token.lower in self.words["site"] or token.lower in self.words["firsts"] for token in tokens):
            return None
        if tokens[0].lower in self.demonyms or not any(token.pos == "PROPN" for token in tokens):
            return None
        text = self._text(first, stop)
        if any(char.isdigit() for char in text) or (text.isupper() and len(text) <= LONGEST_ACRONYM):
            return None
        sited = any(token.lower in self.words["site"] for token in tokens)
        return self._toponym(first, stop, (), sure=sited or self._is_located(first))

    def _inner(self, first: int, stop: int) -> _Toponym | None:
        """A known place inside a longer name: "Greater Toronto Area" near Toronto, "Oaxaca State", "Nazi Germany"."""
        for length in range(stop - first - 1, 0, -1):
            for start in range(stop - length, first - 1, -1):
                found = self._known(start, start + length)
                if found is None:
                    continue
                rest = [token.lower for token in self.tokens[first:stop] if not start <= token.i < start + length]
                if self.generic.issuperset(rest):
                    return self._toponym(first, stop, found, sure=True, kinds=self._kinds(rest))
                if not self.sites.isdisjoint(rest):
                    return self._called_after(first, stop, found)
                if start + length == stop or self.tokens[start].text.isupper():
                    return self._toponym(start, start + length, found, sure=True)
        return None

    def _known(self, first: int, stop: int) -> tuple[Toponym, ...] | None:
        """What the tokens mean if they are a well-known place."""
        if not (self.tokens[first].text[0].isupper() and self.tokens[stop - 1].text[0].isupper()):
            return None
        found = self.index.find(self._text(first, stop), self.language)
        is_known = found and found[0].weight >= STRONG and self.tokens[first].lower not in self.words["firsts"]
        return found if is_known else None

    def _called_after(self, first: int, stop: int, found: tuple[Toponym, ...]) -> _Toponym:
        """A building or the like that bears a town's name lies in or near it; a country's name tells nothing."""
        towns = tuple(place for place in found if place.kind in (Kind.CITY, Kind.DISTRICT) and not place.alias)
        return self._toponym(first, stop, towns, sure=True, precision=NEARBY)

    def _is_located(self, first: int) -> bool:
        """Whether a preposition of place stands before token `first`."""
        if first == 0:
            return False
        before = self.tokens[first - 1]
        if before.pos == "DET" and first > 1:
            before = self.tokens[first - 2]
        return before.lower in self.words["locative"] or bool(self._asked_kinds(first, first))

    def _accepted(self, first: int, stop: int, found: tuple[Toponym, ...]) -> _Toponym | None:
        """The toponym of a known name, where nothing speaks against it."""
        tokens, best = self.tokens, found[0]
        token = tokens[first]
        single = stop - first == 1
        if single and self._is_other_word(token, best):
            return None
        name = self.names.get(first)
        label = name.label if name else ""
        whole = name is not None and name.first >= first and name.stop <= stop
        if best.listed and not single and (whole or name is None):
            return self._toponym(first, stop, found, sure=True)
        common = single and token.lower in self.words["firsts"] and best.weight < FAMOUS + 2
        located = self._is_located(first)
        if single and not located and token.text in self.persons and best.weight < FAMOUS + 3:
            return None
        if label == "PER":
            least = LOCATED if located else FAMOUS
            sure = whole and best.weight >= least and not common and token.text not in self.persons
            return self._toponym(first, stop, found, sure=True) if sure else None
        if name is not None and label == "LOC" and not common:
            return self._toponym(first, stop, found, sure=True) if whole else self._part(first, stop, name, found)
        if name is not None and label in ("ORG", "MISC", "NORP") and not whole:
            return self._in_organisation(first, stop, name, found)
        if single and label != "LOC" and self._is_second(first):
            return None
        sure = best.weight >= (LOCATED if located else STRONG) and not common
        sure = sure and any(tokens[i].pos == "PROPN" for i in range(first, stop)) and not self._is_first_name(stop)
        return self._toponym(first, stop, found, sure=sure)

    def _is_other_word(self, token: Token, best: Toponym) -> bool:
        """Whether a single word is no place here: a nationality, a titled person, an acronym, a common noun."""
        if (token.lower in self.demonyms and best.kind != Kind.COUNTRY) or self._is_titled(token.i):
            return True
        if best.weight >= FAMOUS:
            return False
        if len(token.text) <= LONGEST_ACRONYM and token.text.isupper() and not best.listed:
            return True
        if best.kind == Kind.CITY and any(child.dep == "det" for child in self.analysis.children(token.i)):
            return True
        return token.lower in self.texts

    def _in_organisation(self, first: int, stop: int, name: Name, found: tuple[Toponym, ...]) -> _Toponym | None:
        """The place that an organisation bears in its name: "US Army", "University of Michigan"."""
        is_edge = first == name.first or self.tokens[first - 1].lower in self.words["inside"]
        is_known = found[0].weight >= STRONG and self.tokens[first].lower not in self.words["firsts"]
        return self._toponym(first, stop, found, sure=True) if name.label == "ORG" and is_edge and is_known else None

    def _is_second(self, i: int) -> bool:
        """Whether a name before it makes the word a part of another name: "Real Madrid", "West Nile"."""
        if i == 0 or self.tokens[i - 1].pos != "PROPN" or self.tokens[i - 1].head != i:
            return False
        before = self.tokens[i - 1]
        return (before.dep in ("compound", "flat") and before.text[0].isupper() and not before.text.isupper()
                and before.lower not in self.words["titles"] and before.lower not in self.demonyms)

    def _part(self, first: int, stop: int, name: Name, found: tuple[Toponym, ...]) -> _Toponym | None:
        """A known name inside a longer one that is not: "Aleppo airport", "Lake Charles Bay"."""
        rest = [token for token in self.tokens[name.first:name.stop] if not first <= token.i < stop]
        if not any(token.text[0].isupper() and token.lower not in self.words["direction"] for token in rest):
            return self._toponym(first, stop, found, sure=True)
        if first > name.first:
            return self._toponym(first, stop, found, sure=found[0].weight > STRONG)
        if rest[0].text in ",(" or (self.tokens[first].text.isupper() and not rest[0].text.isupper()):
            return self._toponym(first, stop, found, sure=True)
        if all(token.lower in self.words["site"] or not token.text[0].isupper() for token in rest):
            return self._called_after(first, name.stop, found)
        return self._unknown(name)

    def _is_titled(self, i: int) -> bool:
        """Whether a title stands before token `i`."""
        if i == 0:
            return False
        before = self.tokens[i - 1]
        if before.text == "." and i > 1:
            before = self.tokens[i - 2]
        return (before.text[0].isupper() or before.pos == "NOUN") and before.lower.rstrip(".") in self.words["titles"]

    def _is_first_name(self, stop: int) -> bool:
        """Whether a surname follows, so that the name is a person's."""
        name = self.names.get(stop)
        return name is not None and name.label == "PER" and name.first < stop

    def _toponym(self, first: int, stop: int, found: tuple[Toponym, ...], *, sure: bool,
                 precision: int | None = None, kinds: tuple[Kind, ...] = ()) -> _Toponym:
        start, end = self.tokens[first].start, self.tokens[stop - 1].end
        return _Toponym(first, stop, start, end, self.analysis.text[start:end], found, sure,
                        precision or self._told_precision(first), kinds or self._asked_kinds(first, stop))

    def _told_precision(self, first: int) -> int | None:
        """NEARBY, PART, or None where the words round the name say nothing."""
        before = [token.lower for token in self.tokens[max(0, first - 3):first]]
        if before and before[-1] in self.words["direction"]:
            return PART
        is_site = len(before) > 1 and before[-2] in self.sites and before[-1] in self.words["inside"]
        if is_site or any(word in self.words["near"] for word in before[-2:]):
            return NEARBY
        if len(before) > 1 and before[-2] in self.words["direction"] and before[-1] in self.words["inside"]:
            return PART
        return None

    def _asked_kinds(self, first: int, stop: int) -> tuple[Kind, ...]:
        """The kinds of place that a noun beside the name asks for."""
        around = [token.lower for token in self.tokens[stop:stop + 1]]
        if first > 1 and self.tokens[first - 1].lower in self.words["inside"]:
            around.append(self.tokens[first - 2].lower)
        return self._kinds(around)

    def _kinds(self, words: Iterable[str]) -> tuple[Kind, ...]:
        """The kinds of place that common nouns name."""
        for word in words:
            if word in self.words["region"]:
                return (Kind.REGION, Kind.DISTRICT)
            if word in self.words["district"]:
                return (Kind.DISTRICT,)
            if word in self.words["city"]:
                return (Kind.CITY,)
        return ()


def _with_holders(analysis: Analysis, toponyms: Sequence[_Toponym]) -> list[_Toponym]:
    """The toponyms with the number of the one that contains each, where the text says so, and of their neighbours."""
    gaps = [analysis.text[a.end:b.start] if b.start - a.end < 16 else "..." for a, b in pairwise(toponyms)]
    held: list[_Toponym] = []
    for i, toponym in enumerate(toponyms):
        around = [j for j, gap in ((i - 1, i - 1), (i + 1, i)) if 0 <= gap < len(gaps) and _LISTED.match(gaps[gap])]
        toponym = replace(toponym, neighbours=tuple(around)) if around else toponym
        if i < len(gaps) and gaps[i] != "...":
            behind_comma = _BEHIND_COMMA.match(gaps[i]) is not None and not _is_list(toponyms, i, gaps)
            if (behind_comma or _BEHIND_IN.match(gaps[i])) and _can_hold(toponyms[i + 1], toponym):
                toponym = replace(toponym, holder=i + 1, loose=not behind_comma)
        held.append(toponym)
    return held


def _is_list(toponyms: Sequence[_Toponym], i: int, gaps: Sequence[str]) -> bool:
    """Whether a comma behind toponym `i` parts equals: "Iraq, Iran", "Ohio, Washington, Iowa"."""
    kind, after = _first_kind(toponyms[i]), _first_kind(toponyms[i + 1])
    if kind is not None and kind == after:
        return True
    before = _first_kind(toponyms[i - 1]) if i and _LISTED.match(gaps[i - 1]) else None
    return before is not None and before == after and before <= Kind.REGION


def _first_kind(toponym: _Toponym) -> Kind | None:
    return toponym.candidates[0].kind if toponym.candidates else None


def _likely(toponyms: Sequence[_Toponym]) -> list[_Toponym]:
    """The toponyms that are sure, or that the text places in another or another in them, renumbered."""
    holders = {toponym.holder for toponym in toponyms}
    kept = [i for i, toponym in enumerate(toponyms) if toponym.sure or toponym.holder is not None or i in holders]
    number = {old: new for new, old in enumerate(kept)}
    return [replace(toponym, holder=None if toponym.holder is None else number[toponym.holder],
                    neighbours=tuple(number[j] for j in toponym.neighbours if j in number))
            for toponym in (toponyms[i] for i in kept)]


def _can_hold(holder: _Toponym, held: _Toponym) -> bool:
    if not held.candidates:
        return any(place.kind <= Kind.DISTRICT for place in holder.candidates[:3])
    return any(_lies_in(place, other) for other in holder.candidates[:6] for place in held.candidates)


def _lies_in(place: Toponym, holder: Toponym) -> bool:
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


def resolve(toponyms: Sequence[_Toponym], told: frozenset[str]) -> tuple[Place, ...]:
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

    def __init__(self, toponyms: Sequence[_Toponym], groups: Mapping[str, Sequence[int]]) -> None:
        self.toponyms, self.groups = toponyms, groups
        self.holders: dict[str, list[_Toponym]] = defaultdict(list)
        self.held: dict[str, list[_Toponym]] = defaultdict(list)
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
        return any(_lies_in(place, other) for holder in self.holders[key] for other in holder.candidates[:6])

    def _said(self, key: str, place: Toponym, group: Sequence[_Toponym],
              senses: Mapping[str, _Sense]) -> tuple[float, str]:
        """What the text's own words on containment are worth to a place, and why."""
        worth, why = 0.0, ""
        for toponym in group:
            if toponym.holder is None:
                continue
            holder = self.toponyms[toponym.holder]
            sense = senses.get(holder.key)
            places = [sense.place] if sense is not None else holder.candidates[:6]
            if any(_lies_in(place, other) for other in places):
                gain = LOOSELY_CONTAINED if toponym.loose else CONTAINED
                if gain > worth:
                    worth, why = gain, f"the text says: in {holder.text}"
        for toponym in self.held.get(key, ()):
            if any(_lies_in(other, place) for other in toponym.candidates):
                gain = (LOOSELY_CONTAINED if toponym.loose else CONTAINED) / 2
                if gain > worth:
                    worth, why = gain, f"the text says: {toponym.text} lies in it"
        return worth, why

    def place(self, toponym: _Toponym, senses: Mapping[str, _Sense]) -> Place:
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


def _precision(toponym: _Toponym, place: Toponym) -> int:
    """UCDP precision: that of the place, coarser where the words round the name say "near" or "northern"."""
    if toponym.precision == PART and place.kind == Kind.COUNTRY:
        return PART
    if toponym.precision == NEARBY and place.precision == 1:
        return NEARBY
    return place.precision
