"""The data check: every file under data/ keeps its own rules."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from selon.claims.certainty import CertaintyRules
from selon.claims.frames import NO_EVENT, Lexicon
from selon.claims.relations import RelationWords
from selon.claims.sources import Cues
from selon.domain.catalog import DATA, LANGUAGES, SectorGroups, read_yaml, shipped
from selon.domain.errors import DataError
from selon.domain.records import EntityKind
from selon.entities.numbers import NumberRules
from selon.entities.times import TimeRules

CATALOG = shipped()
CODES = yaml.safe_load((DATA / "ontology" / "codes.yaml").read_text(encoding="utf-8"))
SECTORS = set(CODES["sectors"])
COUNTRIES = {row["code"] for row in CATALOG.rows("actors/countries")}
ALL_CODES = COUNTRIES | set(CODES["international"])
# Codes of countries.csv that are no members of the United Nations: territories, observers, states that few recognise.
NOT_UN_MEMBERS = {
    "ABW", "AIA", "ALA", "ASM", "ATA", "BES", "BLM", "BMU", "COK", "CUW", "CXR", "CYM", "ESH", "FLK", "FRO",
    "GGY", "GIB", "GLP", "GRL", "GUF", "GUM", "HKG", "IMN", "IOT", "JEY", "MAC", "MAF", "MNP", "MSR", "MTQ",
    "MYT", "NCL", "NFK", "NIU", "PCN", "PRI", "PSE", "PYF", "REU", "SHN", "SJM", "SPM", "SXM", "TCA", "TKL",
    "TWN", "VAT", "VGB", "VIR", "WLF", "XKX",
}
# Offices that head a state or its government.
HEADS = {
    "president", "interim president", "prime minister", "interim prime minister", "chancellor", "king", "queen",
    "emir", "sultan", "emperor", "grand duke", "prince", "supreme leader", "leader", "de facto leader",
    "junta leader", "military ruler", "military council chairman", "head of state", "captain regent",
    "presidency member", "presidential council chairman", "chief adviser", "interim government chief adviser",
}
# Months since 2000 in which a state had no government of its own, or was none yet.
WITHOUT_LEADERS = {
    "IRQ": ("2003-05", "2004-05"),  # under occupation
    "SOM": ("2000-01", "2000-07"),  # before the transitional government
    "SSD": ("2000-01", "2011-06"),
    "TLS": ("2000-01", "2002-04"),
}
# States whose foreign and defence ministers since 2010 the data hold, and months in which there was none.
OFTEN_IN_THE_NEWS = {
    "ARG", "AUS", "BRA", "CAN", "CHN", "FRA", "DEU", "IND", "IDN", "ITA", "JPN", "KOR", "MEX", "RUS", "SAU", "ZAF",
    "TUR", "GBR", "USA", "IRN", "ISR", "UKR", "PRK", "VEN",
}
MINISTERS = {"foreign": {"foreign minister", "secretary of state", "foreign secretary"},
             "defence": {"defence minister", "defence secretary", "secretary of defense", "defense secretary"}}
VACANT = {("CHN", "defence", "2023-11")}  # Li Shangfu was removed in October, Dong Jun appointed in December
BODIES_LED = {
    "UN Secretary-General", "NATO Secretary-General", "European Commission president", "EU High Representative",
    "African Union Commission chairperson", "ECOWAS Commission president", "ASEAN Secretary-General",
    "Arab League Secretary-General", "IAEA director general", "ICC prosecutor", "ICC president",
}
EDTF_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")


@pytest.fixture(scope="module", params=LANGUAGES)
def lexicon(request: pytest.FixtureRequest) -> Lexicon:
    return Lexicon.of(CATALOG.language(request.param))


def test_there_are_sixteen_types_each_with_an_example_in_every_language() -> None:
    assert len(CATALOG.event_types) == 16
    for kind in CATALOG.event_types.values():
        assert kind.definition.endswith(".")
        assert set(kind.examples) == set(LANGUAGES)


def test_types_refer_to_types_and_modes_that_exist() -> None:
    types = CATALOG.event_types
    for kind in types.values():
        assert kind.future_is is None or kind.future_is in types
        for inner, outcome in kind.absorbs.items():
            assert inner in types
            assert outcome == "" or outcome in kind.modes or outcome.removeprefix("=") in types


def test_every_frame_names_a_type_its_modes_and_contexts(lexicon: Lexicon) -> None:
    types = CATALOG.event_types
    for entries in lexicon.entries.values():
        for frame in {id(entry.frame): entry.frame for entry in entries}.values():
            assert frame.event == NO_EVENT or frame.event in types
            if frame.event != NO_EVENT:
                assert set(frame.mode) <= set(types[frame.event].modes), frame
            assert set(frame.context) <= set(CODES["contexts"]), frame


def test_every_type_and_mode_has_words_in_every_language(lexicon: Lexicon) -> None:
    told = {frame.event for entries in lexicon.entries.values() for frame in (e.frame for e in entries)}
    modes = Counter((e.frame.event, mode) for entries in lexicon.entries.values()
                    for e in entries for mode in e.frame.mode)
    for kind in CATALOG.event_types.values():
        assert kind.id in told
        derived = set(kind.absorbs.values()) | set(lexicon.mode_words.get(kind.id, {}))
        missing = [mode for mode in kind.modes if not modes[kind.id, mode] and mode not in derived]
        assert not missing, (kind.id, missing)


def unlike_words(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Where a language file holds a key or a list item that is no word: "yes" read as a truth value, a number."""
    found = []
    if isinstance(value, dict):
        found += [(*path, key) for key in value if not isinstance(key, str)]
        found += [each for key, held in value.items() for each in unlike_words(held, (*path, key))]
    elif isinstance(value, list):
        found += [(*path, item) for item in value if not isinstance(item, str | dict | list)]
        found += [each for item in value for each in unlike_words(item, path)]
    return found


@pytest.mark.parametrize("code", LANGUAGES)
def test_keys_and_list_items_are_words(code: str) -> None:
    language = CATALOG.language(code)
    files = {path.stem: language.read(path.stem) for path in language.folder.glob("*.yaml")
             if path.stem not in {"numbers", "times"}}  # their keys are the numbers that the words stand for
    assert not unlike_words(files | language.read_all("events"))


def test_on_off_yes_and_no_are_words(tmp_path: Path) -> None:
    file = tmp_path / "words.yaml"
    file.write_text("{on: [off, yes, no, y], bare: true, future: false}", encoding="utf-8")
    assert read_yaml(file) == {"on": ["off", "yes", "no", "y"], "bare": True, "future": False}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_file_compiles(code: str) -> None:
    language = CATALOG.language(code)
    for rules in (Cues, CertaintyRules, RelationWords, TimeRules, NumberRules):
        assert rules.of(language)  # type: ignore[attr-defined]
    assert set(language.read("roles")) >= {"roles", "honorifics", "ministries", "collectives"}


SAME_LISTS = ("certainty", "grammar", "modes", "numbers", "patterns", "relations", "spots", "times")


@pytest.mark.parametrize("name", SAME_LISTS)
def test_every_language_has_the_same_lists(name: str) -> None:
    first, *others = (CATALOG.language(code).read(name).keys() for code in LANGUAGES)
    assert all(keys == first for keys in others)


def test_words_around_places_are_the_same_lists_in_every_language() -> None:
    words = CATALOG.read("places/words")
    assert words.keys() == set(LANGUAGES)
    assert len({frozenset(lists) for lists in words.values()}) == 1


def test_sector_groups_hold_known_sectors_alone() -> None:
    assert CATALOG.sectors.spokesmen <= CATALOG.sectors.agents <= CATALOG.sectors.state <= SECTORS
    with pytest.raises(DataError, match="XYZ"):
        SectorGroups.of({**CODES, "sector_groups": {**CODES["sector_groups"], "state": ["GOV", "XYZ"]}})
    with pytest.raises(DataError, match="residents"):
        SectorGroups.of({**CODES, "sector_groups": {"state": ["GOV"]}})


@pytest.mark.parametrize("code", LANGUAGES)
def test_roles_name_known_kinds_and_sectors(code: str) -> None:
    for words, row in CATALOG.language(code).read("roles")["roles"].items():
        assert row["en"], words
        assert row["kind"] in set(EntityKind), words
        assert set(row.get("sectors") or ()) <= SECTORS, words


# Labels of French nouns whose English word means too much else to be a role noun of its own ("order", "the right"),
# and names of who is meant.
ONLY_LABELS = {"address", "collective", "concordant sources", "exile", "Green", "hawk", "Labour politician", "left",
               "lobby", "majority", "order", "pair", "right", "star", "toll", "French president", "Russian president",
               "US president", "Islamic Revolutionary Guard Corps", "Taliban", "Western countries"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_labels_are_english_nouns_under_their_own_name(code: str) -> None:
    english = CATALOG.language("en").read("roles")["roles"]
    for words, row in CATALOG.language(code).read("roles")["roles"].items():
        if row["en"] not in ONLY_LABELS:
            assert row["en"].lower() in english, words
            assert english[row["en"].lower()]["en"] == row["en"], words


# English nouns whose label has no word in common with them: abbreviations, spellings, words for the same office,
# numbers that stand for people.
RENAMED = {"accused", "amir", "blue helmet", "ceo", "combat aircraft", "cop", "czar", "daily", "despatch", "dozens",
           "faithful", "holy see", "humanitarian", "hundreds", "idp", "member of the european parliament", "mp",
           "non-governmental organisation", "non-governmental organization", "official press", "paper", "pontiff",
           "pow", "regime", "rep", "rep.", "scores", "sen", "sen.", "shi'ite", "shiite", "thousands", "tv", "weekly"}


def test_english_labels_are_the_nouns_themselves() -> None:
    """A label has the beginning of one of its words in common with its noun: "rapist" is no "hijacker"."""
    table = CATALOG.language("en").read("roles")["roles"]
    labels = {row["en"] for words, row in table.items() if words in RENAMED}
    for words, row in table.items():
        is_renamed = words in RENAMED or (row.get("number") == "plural" and row["en"] in labels)
        assert is_renamed or any(word[:4].lower() in words for word in row["en"].split()), words


# One English word for people of two sectors: heads of a party, of an armed force's staff; aircraft; police forces.
OF_TWO_SECTORS = {"leader", "chief of staff", "bomber", "security forces"}


def test_nouns_of_one_label_are_of_one_sector() -> None:
    sectors: dict[str, set[str]] = {}
    for code in LANGUAGES:
        for words, row in CATALOG.language(code).read("roles")["roles"].items():
            if row["sectors"] and row["en"] not in OF_TWO_SECTORS:
                known = sectors.setdefault(row["en"], set(row["sectors"]))
                assert known == set(row["sectors"]), words


def test_countries_are_complete_and_unique() -> None:
    rows = CATALOG.rows("actors/countries")
    assert len(rows) >= 193
    assert max(Counter(row["code"] for row in rows).values()) == 1
    for row in rows:
        assert re.fullmatch(r"[A-Z]{3}", row["code"])
        assert row["names_en"], row["code"]
        assert row["names_fr"], row["code"]
        assert -90 <= float(row["lat"]) <= 90, row["code"]
        assert -180 <= float(row["lon"]) <= 180, row["code"]


def test_people_hold_dated_offices_of_known_codes() -> None:
    seen: set[tuple[str, str, str]] = set()
    for row in CATALOG.rows("actors/people"):
        where = f"{row['name']}, {row['title']}"
        assert not row["country"] or row["country"] in ALL_CODES, where
        assert set(row["sectors"].split()) <= SECTORS, where
        for bound in (row["since"], row["until"]):
            assert not bound or EDTF_DATE.match(bound), where
            if len(bound) == 10:
                date.fromisoformat(bound)
        if row["since"] and row["until"]:
            assert row["since"][:len(row["until"])] <= row["until"], where
        key = (row["name"], row["title"], row["since"])
        assert key not in seen, where
        seen.add(key)


def test_un_members_have_a_leader_in_every_month_since_2000() -> None:
    """Somebody who heads the state or its government; a year alone counts as all its months."""
    members = COUNTRIES - NOT_UN_MEMBERS
    assert len(members) == 193
    offices = [row for row in CATALOG.rows("actors/people") if row["title"] in HEADS]
    months = [f"{year}-{month:02}" for year in range(2000, 2026) for month in range(1, 13)]
    led = {(office["country"], month) for office in offices for month in months
           if _holds_in(office["since"][:7], office["until"][:7], month)}
    missing = [(code, month) for code in sorted(members) for month in months
               if (code, month) not in led and not _is_excused(code, month)]
    assert missing == []


def test_ministers_of_states_often_in_the_news_are_known_since_2010() -> None:
    months = [f"{year}-{month:02}" for year in range(2010, 2026) for month in range(1, 13)]
    held = {(row["country"], kind, month) for row in CATALOG.rows("actors/people") for kind, titles in MINISTERS.items()
            if row["title"].removeprefix("interim ").removeprefix("acting ") in titles
            for month in months if _holds_in(row["since"][:7], row["until"][:7], month)}
    every = {(code, kind, month) for code in OFTEN_IN_THE_NEWS for kind in MINISTERS for month in months}
    assert sorted(every - held - VACANT) == []


def test_international_bodies_have_a_head_since_2010() -> None:
    months = [f"{year}-{month:02}" for year in range(2010, 2026) for month in range(1, 13)]
    held = {(row["title"].replace("acting ", ""), month) for row in CATALOG.rows("actors/people")
            for month in months if _holds_in(row["since"][:7], row["until"][:7], month)}
    assert sorted({(title, month) for title in BODIES_LED for month in months} - held) == []


def test_bodies_and_outlets_are_as_many_as_promised() -> None:
    assert len({row["name"] for row in CATALOG.rows("actors/organisations")}) >= 300
    assert len({row["name"] for row in CATALOG.rows("actors/media")}) >= 400


def _is_excused(code: str, month: str) -> bool:
    first, last = WITHOUT_LEADERS.get(code, ("", ""))
    return first <= month <= last


def _holds_in(since: str, until: str, month: str) -> bool:
    return since <= month and (not until or month[:len(until)] <= until)


@pytest.mark.parametrize("name", ["actors/organisations", "actors/media", "actors/metonyms"])
def test_bodies_have_known_codes(name: str) -> None:
    for row in CATALOG.rows(name):
        where = row.get("name") or row.get("text")
        assert not row["country"] or row["country"] in ALL_CODES, where
        assert set((row.get("sectors") or "").split()) <= SECTORS, where
        assert not row.get("kind") or row["kind"] in set(EntityKind), where


def test_outlets_have_an_owner_class_and_a_basis() -> None:
    for row in CATALOG.rows("actors/media"):
        assert row["ownership"] in {"state", "public", "private"}, row["name"]
        assert row["basis"], row["name"]
        assert row["type"] in {"agency", "newspaper", "broadcaster", "site", "magazine"}, row["name"]


def test_wikidata_ids_look_like_ids() -> None:
    for name in ("people", "organisations", "media"):
        for row in CATALOG.rows(f"actors/{name}"):
            assert re.fullmatch(r"(Q\d+)?", row["wikidata"]), row["name"]


def test_every_data_file_tells_licence_and_source() -> None:
    for path in sorted(DATA.rglob("*")):
        if path.suffix in {".yaml", ".csv"}:
            head = path.read_text(encoding="utf-8")[:1500]
            assert head.startswith("#"), path
            assert re.search(r"[Ll]icen[cs]e|CC0|CC BY|Apache", head), path


def test_csv_rows_have_all_columns() -> None:
    for path in sorted(DATA.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(line for line in lines if not line.startswith("#")))
        assert {len(row) for row in rows} == {len(rows[0])}, path
