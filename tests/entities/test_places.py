"""Places: which words are toponyms, and which place each one means."""

from __future__ import annotations

import csv
import re
import time
from dataclasses import replace
from itertools import pairwise

import pytest

from selon.domain.analysis import Analysis, Name, Sentence, Token, with_children
from selon.domain.catalog import DATA, shipped
from selon.domain.records import Place
from selon.entities.places import find_places
from selon.entities.places_index import SCALE, Kind, PlaceIndex, fingerprint, normalise

INDEX = PlaceIndex(DATA)
_WORD = re.compile(r"(?:[A-Z]\.)+|\w+(?=['’])['’](?!s\b)|['’]s\b|\w+|[^\w\s]")


def analysis(text: str, language: str = "en", **labels: str) -> Analysis:
    """An analysis without a model: capitalised words are proper nouns, `PER="Paris Hilton"` labels a name."""
    spans = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    tokens = tuple(Token(i, text[a:b], text[a:b].lower(), "PROPN" if text[a].isupper() else "NOUN", "dep", 0, a, b,
                         {}, 0) for i, (a, b) in enumerate(spans))
    names = tuple(sorted((_name(tokens, text.index(words), len(words), label.rstrip("_"))
                          for label, words in labels.items()), key=lambda name: name.first))
    sentence = Sentence(0, 0, len(tokens), 0, len(text), 0)
    return Analysis(text, language, tokens, (sentence,), (), names, None, with_children(tokens))


def _name(tokens: tuple[Token, ...], start: int, length: int, label: str) -> Name:
    inside = [token.i for token in tokens if start <= token.start < start + length]
    return Name(inside[0], inside[-1] + 1, label)


def places(text: str, language: str = "en", **labels: str) -> tuple[Place, ...]:
    return find_places(analysis(text, language, **labels), INDEX, shipped().language(language))


@pytest.mark.parametrize(("text", "language", "mention", "name", "country"), [
    ("They met in Paris.", "en", "Paris", "Paris", "FRA"),
    ("They met in Paris, Texas.", "en", "Paris", "Paris", "USA"),
    ("Il a été tué à Surrey, en Colombie-Britannique.", "fr", "Surrey", "Surrey", "CAN"),
    ("A man died in Edmonton, Ky. on Friday.", "en", "Edmonton", "Edmonton", "USA"),
    ("The US and Canada signed.", "en", "US", "United States", "USA"),
    ("L'armée a repris Alep.", "fr", "Alep", "Aleppo", "SYR"),
    ("Shells fell on Kharkov.", "en", "Kharkov", "Kharkiv", "UKR"),
    ("Un missile est tombé en mer du Japon.", "fr", "mer du Japon", "Sea of Japan", None),
    ("They flew to Mexico.", "en", "Mexico", "Mexico", "MEX"),
    ("Il est arrivé à Mexico.", "fr", "Mexico", "Mexico City", "MEX"),
    ("Scotland voted.", "en", "Scotland", "Scotland", "GBR"),
    ("La République populaire démocratique de Corée a nié.", "fr", "République populaire démocratique de Corée",
     "North Korea", "PRK"),
])
def test_a_name_means_the_likeliest_place(text: str, language: str, mention: str, name: str, country: str) -> None:
    found = {place.text: place for place in places(text, language)}
    assert (found[mention].name, found[mention].country) == (name, country)
    assert found[mention].why


def test_the_text_decides_between_state_and_country() -> None:
    [atlanta, georgia] = places("A court in Atlanta, Georgia, ruled.")
    assert (atlanta.country, georgia.country, georgia.precision) == ("USA", "USA", 4)
    [tbilisi, georgia] = places("A court in Tbilisi, Georgia, ruled.")
    assert (tbilisi.country, georgia.country, georgia.precision) == ("GEO", "GEO", 6)


def test_a_comma_between_equals_contains_nothing() -> None:
    assert [place.country for place in places("It met Iraq, Iran and Syria.")] == ["IRQ", "IRN", "SYR"]


def test_one_sense_per_report() -> None:
    found = places("Police in London, Ontario, made arrests. The mayor of London spoke.")
    assert [place.country for place in found if place.text == "London"] == ["CAN", "CAN"]


@pytest.mark.parametrize(("text", "labels"), [
    ("Paris Hilton spoke.", {"PER": "Paris Hilton"}),
    ("We saw Mr Washington there.", {}),
    ("The Russian army left.", {}),
    ("News from SANA said so.", {}),
    ("It is up to us.", {}),
])
def test_no_place(text: str, labels: dict[str, str]) -> None:
    assert places(text, "en", **labels) == ()


@pytest.mark.parametrize(("text", "language", "precision"), [
    ("in Pyongyang", "en", 1),
    ("near Pyongyang", "en", 2),
    ("près de Pyongyang", "fr", 2),
    ("dans la région de Koursk", "fr", 4),
    ("in the Kursk region", "en", 4),
    ("in southern Lebanon", "en", 4),
    ("dans le sud du Mali", "fr", 4),
    ("in the Red Sea", "en", 5),
    ("in Mali", "en", 6),
])
def test_precision_follows_ucdp(text: str, language: str, precision: int) -> None:
    [place] = places(f"It was {text}.", language)
    assert place.precision == precision


def test_an_unknown_village_has_no_coordinates() -> None:
    [place] = places("They fled to Xyzzyville.", LOC="Xyzzyville")
    assert (place.lat, place.lon, place.country, place.precision) == (None, None, None, None)
    assert place.why == "no table knows it"


def test_an_unknown_village_lies_where_the_text_says() -> None:
    village, state = places("They fled to Xyzzyville, Ohio.", LOC="Xyzzyville")
    assert (village.name, village.country, village.lat, village.precision) == ("Xyzzyville", "USA", state.lat, 4)


def test_places_come_in_text_order_with_their_words() -> None:
    text = "From Seoul, Kim flew to Moscow and Vladivostok."
    found = places(text)
    assert [place.text for place in found] == ["Seoul", "Moscow", "Vladivostok"]
    assert all(text[place.start:place.end] == place.text for place in found)


def test_a_merged_token_is_one_name() -> None:
    text = "North Korea fired."
    tokens = (Token(0, "North Korea", "north korea", "PROPN", "dep", 0, 0, 11, {}, 0),
              Token(1, "fired", "fire", "VERB", "dep", 0, 12, 17, {}, 0))
    merged = Analysis(text, "en", tokens, (Sentence(0, 0, 2, 0, 18, 0),), (), (), None, with_children(tokens))
    [place] = find_places(merged, INDEX, shipped().language("en"))
    assert (place.text, place.country) == ("North Korea", "PRK")


@pytest.mark.parametrize(("name", "normal"), [
    ("São Paulo", "sao paulo"), ("Saint-Pétersbourg", "saint petersbourg"), ("St. Louis", "saint louis"),
    ("N'Djamena", "n djamena"), ("Łódź", "lodz"), ("U.S.", "us"),
])
def test_names_are_compared_without_accents_case_and_marks(name: str, normal: str) -> None:
    assert normalise(name) == normal


def test_the_gazetteer_is_sorted_and_whole() -> None:
    gazetteer = INDEX.gazetteer
    assert len(gazetteer) > 250_000
    assert gazetteer.find("zzzz nowhere") == []
    [first, *_] = gazetteer.find(normalise("Vladivostok"))
    assert (first.country, first.kind, first.geoname_id) == ("RUS", Kind.CITY, 2013348)
    assert gazetteer.by_id(2013348) == first
    assert abs(first.lat - 43.1056) < 2 / SCALE * 100
    assert fingerprint("a") != fingerprint("b")


def test_opening_the_index_and_looking_up_is_fast() -> None:
    started = time.process_time()
    index = PlaceIndex(DATA)
    index.find("Paris")
    assert time.process_time() - started < 3.0  # 0.15 s on an idle core; a list of all names would take far longer
    started = time.process_time()
    for i in range(1000):
        index.find(f"Lima {i % 10}" if i % 2 else "Lima")
    assert time.process_time() - started < 0.1  # 1 microsecond a name known, 70 a new one, on an idle core


@pytest.mark.parametrize(("text", "language", "name"), [
    ("Ils se sont vus à La Haye.", "fr", "The Hague"),
    ("Ils se sont vus au Caire.", "fr", "Cairo"),
    ("Ils sont partis du Caire.", "fr", "Cairo"),
    ("Le Caire a été bouclé.", "fr", "Cairo"),
    ("Ils se sont vus à La Havane.", "fr", "Havana"),
    ("Ils se sont vus à la Havane.", "fr", "Havana"),
    ("Ils se sont vus à La Mecque.", "fr", "Mecca"),
    ("Ils se sont vus à Sanaa.", "fr", "Sanaa"),
    ("Ils se sont vus à Sana’a.", "fr", "Sanaa"),
    ("They met in Sana a.", "en", "Sanaa"),
    ("They met in Sana'a.", "en", "Sanaa"),
    ("They met in São Paulo.", "en", "Sao Paulo"),
    ("Ils se sont vus à Tel Aviv.", "fr", "Tel Aviv"),
    ("Ils se sont vus à Addis Abeba.", "fr", "Addis Ababa"),
    ("Ils se sont vus à N Djamena.", "fr", "N'Djamena"),
    ("Ils se sont vus à Ndjamena.", "fr", "N'Djamena"),
    ("They met in Port au Prince.", "en", "Port-au-Prince"),
    ("Ils se sont vus a Teheran.", "fr", "Tehran"),
])
def test_names_are_found_however_they_are_spelled(text: str, language: str, name: str) -> None:
    assert name in {place.name for place in places(text, language)}


@pytest.mark.parametrize(("text", "language", "verb"), [
    ("They left Khiam.", "en", "leave"), ("Ils ont quitté Khiam.", "fr", "quitter"),
])
def test_a_verb_that_takes_a_place_outweighs_the_model(text: str, language: str, verb: str) -> None:
    taken = analysis(text, language, PER="Khiam")
    tokens = tuple(replace(token, lemma=verb, pos="VERB") if token.text in ("left", "quitté") else token
                   for token in taken.tokens)
    found = find_places(replace(taken, tokens=tokens), INDEX, shipped().language(language))
    assert [place.country for place in found] == ["LBN"]


@pytest.mark.parametrize("name", ["extra", "exonyms_fr"])
def test_hand_made_tables_keep_their_rules(name: str) -> None:
    lines = (DATA / "places" / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    assert "licence" in "".join(line for line in lines if line.startswith("#")).lower()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)
    for row in rows:
        if name == "exonyms_fr":
            town = INDEX.gazetteer.by_id(int(row["geonameid"]))
            assert town is not None, row
            assert town.country == row["country"], row
        else:
            assert row["kind"].upper() in Kind.__members__, row
            assert row["precision"] in "123456", row
            assert abs(float(row["lat"])) <= 90, row
            assert abs(float(row["lon"])) <= 180, row


def test_words_are_lower_case_and_alike_in_all_languages() -> None:
    keys = [set(lists) for lists in INDEX.words.values()]
    assert all(a == b for a, b in pairwise(keys))
    assert all(word == word.lower() for lists in INDEX.words.values() for words in lists.values() for word in words)
