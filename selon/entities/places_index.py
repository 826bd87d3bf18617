"""The gazetteer: names of places to the places they may mean.

Most of it is one binary file, `data/places/gazetteer.bin`, which `scripts/build_places.py` writes. It is
mapped into memory, not read: opening it takes a millisecond, and all worker processes share its pages.
Countries, seas, regions and exonyms are small hand-made tables and are read beside it, so that an edit
of theirs takes effect at once.

Layout of the file: a line of JSON with the number of elements of each section and the table of countries,
then the sections, little-endian, each aligned to 8 bytes. Names are kept as 64-bit fingerprints: half a
million of them collide with a word of the text about once in 10^13 look-ups.
"""

from __future__ import annotations

import json
import mmap
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from hashlib import blake2b
from math import log10
from pathlib import Path
from typing import Any

from selon.domain.catalog import LANGUAGES, read_csv, read_yaml
from selon.domain.errors import DataError
from selon.domain.folding import bare

# Section of the file: name, struct code of its elements.
SECTIONS = (
    ("fingerprints", "Q"),  # of all names, sorted
    ("first_posting", "I"),  # per name, and one more: where its postings begin
    ("postings", "I"),  # numbers of places; the highest bit marks a name other than the main one
    ("geoname_id", "I"),  # per place, ascending
    ("latitude", "i"),  # in SCALE-ths of a degree
    ("longitude", "i"),
    ("population", "I"),
    ("first_letter", "I"),  # per place, and one more: where its main name begins in `letters`
    ("region", "H"),  # number of the first-level region, 0 for none
    ("region_id", "I"),  # per first-level region: its geoname id, 0 first
    ("country", "B"),  # number in the table of countries
    ("kind", "B"),
    ("letters", "B"),  # main names, UTF-8
)
SCALE = 10_000
ALIAS = 1 << 31
# A name with more meanings than this keeps its most populous ones.
MAX_CANDIDATES = 60

_FOLDED = str.maketrans({
    **dict.fromkeys("'`’‘ʼʻ-‑–/,()\u00a0\u202f", " "), ".": None,
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ə": "e", "æ": "ae", "œ": "oe", "þ": "th",
})
_SHORTENED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_HAS_SHORTENED = re.compile(r"\b(?:st|ste|mt|ft)\b")


class Kind(IntEnum):
    """What a place is. The numbers are written into the index."""

    COUNTRY = 0
    REGION = 1  # first-level: state, province, oblast
    DISTRICT = 2  # second-level: county, département
    CITY = 3
    AREA = 4  # sea, river, front, region without borders
    SITE = 5  # building, base, border crossing


# UCDP: 1 exact, 2 near, 3 district, 4 region, 5 sea or area, 6 country.
PRECISION = {Kind.COUNTRY: 6, Kind.REGION: 4, Kind.DISTRICT: 3, Kind.CITY: 1, Kind.AREA: 5, Kind.SITE: 1}


# In powers of ten of population, set on the development sets: what a rank is worth beside inhabitants.
RANK = {Kind.COUNTRY: 3.0, Kind.REGION: 0.5, Kind.DISTRICT: -1.0, Kind.CITY: 0.0, Kind.AREA: 4.0, Kind.SITE: 5.0}
CAPITAL, LISTED, FOREIGN = 1.0, 0.3, 1.0
# Listed places count as towns of at least this many people: they are listed because the news speaks of them.
LISTED_POPULATION = 300_000
# A name other than the main one and of fewer letters than this is mostly a chance likeness ("Soul" for Seoul).
SHORT_ALIAS, CHANCE = 5, 2.0
# "Kursk" is the town, and the region where the text says so. People from whom on a town gives the name its sense.
NAMESAKE, NAMESAKE_FROM = 1.5, 100_000


@dataclass(frozen=True, slots=True)
class Toponym:
    """One place that a name may mean."""

    name: str
    country: str | None  # ISO 3166-1 alpha-3
    lat: float
    lon: float
    kind: Kind
    population: int
    precision: int  # UCDP
    geoname_id: int | None
    region: int | None = None  # geoname id of the first-level region it lies in
    alias: bool = False  # found by a name other than its main one
    capital: bool = False
    listed: bool = False  # from the hand-made tables: known from the news
    penalty: float = 0.0  # a region that shares its name with a town in it, a name that is also a word

    # How likely the place is meant when nothing else is known: its population in powers of ten, and its rank.
    weight: float = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        weight = (log10(self.population + 100) + RANK[self.kind] + (CAPITAL if self.capital else 0.0)
                  + (LISTED if self.listed else 0.0) - (FOREIGN if self.alias else 0.0) - self.penalty)
        object.__setattr__(self, "weight", weight)


def normalise(name: str) -> str:
    """The form in which names are compared: no case, accents, points, hyphens or apostrophes; Saint in full."""
    folded = bare(name).translate(_FOLDED)
    if _HAS_SHORTENED.search(folded):
        return " ".join(_SHORTENED.get(word, word) for word in folded.split())
    return " ".join(folded.split())


def fingerprint(name: str) -> int:
    """64 bits that stand for a normalised name."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True)
class Gazetteer:
    """The mapped file. Raises DataError where it is missing or of another layout."""

    path: Path
    _sections: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def header(self) -> dict[str, Any]:
        """The first line of the file. Raises DataError for another layout."""
        try:
            with self.path.open("rb") as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise DataError(f"{self.path}: {error}; run scripts/build_places.py") from error
        line = data[:data.find(b"\n")]
        header: dict[str, Any] = json.loads(line)
        view, position = memoryview(data), _aligned(len(line) + 1)
        for (name, code), count in zip(SECTIONS, header["counts"], strict=True):
            size = count * _SIZES[code]
            self._sections[name] = view[position:position + size].cast(code)  # type: ignore[call-overload]
            position = _aligned(position + size)
        return header

    @cached_property
    def countries(self) -> list[tuple[str, int, int]]:
        """Alpha-3 code, geoname id and population by the number that places refer to."""
        return [(code, geoname_id, population) for code, geoname_id, population in self.header["countries"]]

    def __len__(self) -> int:
        return len(self._section("geoname_id"))

    def find(self, name: str) -> list[Toponym]:
        """Places of a normalised name, the most populous first."""
        fingerprints = self._section("fingerprints")
        wanted = fingerprint(name)
        at = bisect_left(fingerprints, wanted)
        if at == len(fingerprints) or fingerprints[at] != wanted:
            return []
        first = self._section("first_posting")
        return [self.place(number & ~ALIAS, alias=bool(number & ALIAS))
                for number in self._section("postings")[first[at]:first[at + 1]]]

    def by_id(self, geoname_id: int) -> Toponym | None:
        """The place of a geoname id."""
        ids = self._section("geoname_id")
        at = bisect_left(ids, geoname_id)
        return self.place(at) if at < len(ids) and ids[at] == geoname_id else None

    def place(self, number: int, *, alias: bool = False) -> Toponym:
        """The place with a number of this file."""
        sections = self._sections
        start, stop = sections["first_letter"][number:number + 2]
        kind = Kind(sections["kind"][number])
        region = sections["region_id"][sections["region"][number]]
        return Toponym(
            name=bytes(sections["letters"][start:stop]).decode(),
            country=self.countries[sections["country"][number]][0],
            lat=sections["latitude"][number] / SCALE, lon=sections["longitude"][number] / SCALE,
            kind=kind, population=sections["population"][number], precision=PRECISION[kind],
            geoname_id=sections["geoname_id"][number], region=region or None, alias=alias,
        )

    def _section(self, name: str) -> Any:
        if not self._sections:
            self.header  # noqa: B018  maps the file
        return self._sections[name]


_SIZES = {"Q": 8, "I": 4, "i": 4, "H": 2, "B": 1}


def _aligned(position: int) -> int:
    return -(-position // 8) * 8


def write_gazetteer(path: Path, header: Mapping[str, Any], sections: Mapping[str, bytes]) -> None:
    """Writes the file that Gazetteer maps; the same content gives the same bytes."""
    counts = [len(sections[name]) // _SIZES[code] for name, code in SECTIONS]
    line = json.dumps({**header, "counts": counts}, ensure_ascii=True, sort_keys=True).encode() + b"\n"
    with path.open("wb") as file:
        for part in (line, *(sections[name] for name, _ in SECTIONS)):
            file.write(part + bytes(_aligned(len(part)) - len(part)))


@dataclass(frozen=True)
class PlaceIndex:
    """All names of places that Selon knows, by language of the report; read on first use."""

    folder: Path  # data/
    _found: dict[tuple[str, str], tuple[Toponym, ...]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer(self.folder / "places" / "gazetteer.bin")

    @cached_property
    def countries(self) -> dict[str, Toponym]:
        """States and territories by alpha-3 code."""
        known = {code: (geoname_id, population) for code, geoname_id, population in self.gazetteer.countries}
        return {row["code"]: Toponym(row["name"], row["code"], float(row["lat"]), float(row["lon"]), Kind.COUNTRY,
                                     known.get(row["code"], (None, 0))[1], PRECISION[Kind.COUNTRY],
                                     known.get(row["code"], (None, 0))[0], listed=True)
                for row in self._country_rows if row["lat"]}

    @cached_property
    def demonyms(self) -> dict[str, dict[str, str]]:
        """By language: nationality words in lower case to the alpha-3 code."""
        return {language: {word: row["code"] for row in self._country_rows
                           for word in _listed(row[f"adjectives_{language}"])}
                for language in LANGUAGES}

    @cached_property
    def words(self) -> dict[str, dict[str, frozenset[str]]]:
        """By language: the words around place names of `data/places/words.yaml`."""
        return {language: {name: frozenset(words) for name, words in lists.items()}
                for language, lists in read_yaml(self.folder / "places" / "words.yaml").items()}

    @cached_property
    def generic(self) -> dict[str, frozenset[str]]:
        """By language: common nouns that tell what kind of region or town a name is, and the words that join them."""
        return {language: words["region"] | words["district"] | words["city"] | words["inside"]
                for language, words in self.words.items()}

    @cached_property
    def sites(self) -> dict[str, frozenset[str]]:
        """By language: nouns of buildings and natural features, which only bear a place's name."""
        return {language: words["site"] - self.generic[language] for language, words in self.words.items()}

    def find(self, name: str, language: str = "en") -> tuple[Toponym, ...]:
        """What a name may mean, the likeliest first; "US" and "us" differ, "Paris" and "PARIS" do not."""
        found = self._found.get((name, language))
        if found is None:
            found = tuple(self._look_up(name, language))
            if len(self._found) < MAX_REMEMBERED:
                self._found[name, language] = found
        return found

    def find_short(self, name: str) -> Toponym | None:
        """The state of an abbreviation that only counts behind a comma ("Ky.", "TX")."""
        return self._short.get(name) or self._short.get(name.rstrip("."))

    def find_listed(self, name: str, language: str) -> tuple[Toponym, ...]:
        """What a name of the hand-made tables means."""
        return tuple(self._tables[language].get(normalise(name), ()))

    def _look_up(self, name: str, language: str) -> list[Toponym]:
        bare = name.replace(".", "")
        if bare.isupper() and bare in self._as_written[language]:
            return [self._as_written[language][bare]]
        short = normalise(name)
        listed = self._tables[language].get(short, [])
        seen = {place.geoname_id for place in listed if place.geoname_id}
        capitals = self._capitals
        chance = CHANCE if len(short) < SHORT_ALIAS else 0.0
        others = [replace(place, capital=place.geoname_id in capitals, penalty=chance if place.alias else 0.0)
                  for place in self.gazetteer.find(short) if place.geoname_id not in seen]
        return sorted(_namesakes([*listed, *others]), key=lambda place: -place.weight)

    @cached_property
    def _country_rows(self) -> list[dict[str, str]]:
        return read_csv(self.folder / "actors" / "countries.csv")

    @cached_property
    def _extra_rows(self) -> list[dict[str, str]]:
        return read_csv(self.folder / "places" / "extra.csv")

    @cached_property
    def _capitals(self) -> frozenset[int]:
        return frozenset(place.geoname_id for place in self._capital_towns.values() if place.geoname_id)

    @cached_property
    def _capital_towns(self) -> dict[str, Toponym]:
        """Capitals by country: the town of that name, else the point that the table gives."""
        towns = {}
        for row in self._country_rows:
            if row["capital"] and row["capital_lat"]:
                found = [place for place in self.gazetteer.find(normalise(row["capital"]))
                         if place.country == row["code"] and place.kind is Kind.CITY]
                town = found[0] if found else Toponym(row["capital"], row["code"], float(row["capital_lat"]),
                                                      float(row["capital_lon"]), Kind.CITY, 100_000, 1, None)
                towns[row["code"]] = replace(town, name=row["capital"], capital=True, alias=False, listed=True)
        return towns

    @cached_property
    def _entries(self) -> list[tuple[str, str, Toponym]]:
        """Language, name and place of all hand-made tables; a name in no language's list counts in all."""
        entries: list[tuple[str, str, Toponym]] = []
        # The table of countries takes England for the United Kingdom; here it is a part of it.
        parts = {(row["country"], normalise(name)) for row in self._extra_rows
                 for name in (row["name"], *_listed(row["names_fr"]))}
        for row in self._country_rows:
            if (place := self.countries.get(row["code"])) is not None:
                entries += [(language, name, place) for language in LANGUAGES
                            for name in _listed(row[f"names_{language}"])
                            if (row["code"], normalise(name)) not in parts]
            if (capital := self._capital_towns.get(row["code"])) is not None:
                entries += [(language, name, capital) for language in LANGUAGES
                            for name in _listed(row[f"capital_{language}"])]
        for row in self._extra_rows:
            place = self._extra(row)
            entries += [(language, name, place) for language in LANGUAGES
                        for name in dict.fromkeys([row["name"], *_listed(row[f"names_{language}"])])]
        for row in read_csv(self.folder / "places" / "exonyms_fr.csv"):
            town = self.gazetteer.by_id(int(row["geonameid"]))
            if town is not None:
                town = replace(town, name=row["english"], listed=True, capital=town.geoname_id in self._capitals)
                entries += [(language, row["name"], town) for language in LANGUAGES]
        return entries

    def _extra(self, row: dict[str, str]) -> Toponym:
        geoname_id = int(row["geonameid"]) if row["geonameid"] else None
        known = self.gazetteer.by_id(geoname_id) if geoname_id else None
        return Toponym(row["name"], row["country"] or None, float(row["lat"]), float(row["lon"]),
                       Kind[row["kind"].upper()], max(LISTED_POPULATION, known.population if known else 0),
                       int(row["precision"]), geoname_id, known.region if known else None, listed=True,
                       capital=geoname_id in self._capitals)

    @cached_property
    def _tables(self) -> dict[str, dict[str, list[Toponym]]]:
        """By language: places of a normalised listed name, one of each."""
        tables: dict[str, dict[str, list[Toponym]]] = {language: {} for language in LANGUAGES}
        for language, name, place in self._entries:
            if _is_as_written(name):
                continue
            known = tables[language].setdefault(normalise(name), [])
            if not any((other.geoname_id or other.name) == (place.geoname_id or place.name) for other in known):
                known.append(place)
        return tables

    @cached_property
    def _as_written(self) -> dict[str, dict[str, Toponym]]:
        """By language: all-capital names ("US", "RDC") without points."""
        found: dict[str, dict[str, Toponym]] = {language: {} for language in LANGUAGES}
        for language, name, place in self._entries:
            if _is_as_written(name):
                found[language].setdefault(name.replace(".", ""), place)
        return found

    @cached_property
    def openers(self) -> dict[str, frozenset[str]]:
        """By language: lower-case words that listed names begin with ("mer Noire", "southern Lebanon")."""
        return {language: frozenset(name.split()[0].partition("-")[0] for where, name, _ in self._entries
                                    if where == language and name[0].islower() and " " in name)
                for language in LANGUAGES}

    @cached_property
    def closers(self) -> dict[str, frozenset[str]]:
        """By language: lower-case words that listed names end with ("Korean peninsula")."""
        return {language: frozenset(name.split()[-1] for where, name, _ in self._entries
                                    if where == language and " " in name and name.split()[-1].islower())
                for language in LANGUAGES}

    @cached_property
    def loose_openers(self) -> dict[str, frozenset[str]]:
        """By language: capitalised words that open listed names with common words inside ("République populaire")."""
        return {language: frozenset(name.split()[0] for where, name, _ in self._entries
                                    if where == language and name[0].isupper() and _has_common_words(name))
                for language in LANGUAGES}

    @cached_property
    def _short(self) -> dict[str, Toponym]:
        return {name: self._extra(row) for row in self._extra_rows for name in _listed(row["short"])}


def _namesakes(places: list[Toponym]) -> Iterator[Toponym]:
    """The places of one name; a region gives way to a large town of its name inside it, or to the capital."""
    towns = {place.region: place for place in reversed(places)
             if place.kind == Kind.CITY and (place.population >= NAMESAKE_FROM or place.capital)}
    capitals = {place.country: place for place in places if place.capital}
    for place in places:
        town = (towns.get(place.geoname_id) or capitals.get(place.country)) if place.kind == Kind.REGION else None
        yield place if town is None else replace(place, penalty=max(0.0, place.weight - town.weight + NAMESAKE))


# Names whose meanings are kept in memory, per process.
MAX_REMEMBERED = 50_000


def _listed(names: str | None) -> list[str]:
    return [name for name in (names or "").split("|") if name]


def _has_common_words(name: str) -> bool:
    return any(word.islower() and len(word) > 3 for word in name.split()[1:])


def _is_as_written(name: str) -> bool:
    """Abbreviations in capitals: "US", "U.S.", "B.C."."""
    bare = name.replace(".", "")
    return bare.isupper() and " " not in bare and len(bare) <= 5
