"""Mentions without a report around them: countries and sectors of names, descriptions, bodies and places."""

from __future__ import annotations

import pytest

from selon.entities.roles import plural
from selon.pipeline import Coder
from tests.conftest import Speaker

DATE = "2023-06-15"


def told(coder: Coder, language: str, mention: str, date: str | None = DATE) -> tuple[str | None, tuple[str, ...]]:
    found = coder.resolve_actor(mention, language=language, date=date)
    assert found is not None, mention
    return found.country, found.sectors


@pytest.mark.parametrize(("language", "mention", "country", "sectors"), [
    # a group is what it consists of
    ("en", "a group of farmers", None, ("AGR",)),
    ("fr", "un groupe d'agriculteurs", None, ("AGR",)),
    # a title that any body has is borne in one
    ("en", "the president of the Kenyan trade union", "KEN", ("LAB",)),
    ("fr", "le président du syndicat kényan", "KEN", ("LAB",)),
    ("en", "a Peruvian intelligence agency officer", "PER", ("SPY",)),
    # a place beside a body tells its country
    ("en", "the Nagpur High Court", "IND", ("JUD",)),
    ("fr", "la police de Lagos", "NGA", ("COP",)),
    # wording that many countries share
    ("en", "Chad's Defense Department", "TCD", ("GOV", "MIL")),
    # those who left
    ("en", "a former Turkish official", "TUR", ("ELI",)),
    ("fr", "un ancien responsable turc", "TUR", ("ELI",)),
    # a title's own words are no name
    ("en", "Finance Minister", None, ("GOV",)),
    # nouns of the sectors
    ("en", "Kenyan vandals", "KEN", ("CRM",)),
    ("fr", "des fugitifs kényans", "KEN", ("CRM",)),
    ("en", "a Chilean attorney", "CHL", ("JUD",)),
    ("fr", "un avocat chilien", "CHL", ("JUD",)),
    ("fr", "des ambulances kényanes", "KEN", ("MED",)),
    ("en", "Georgian customs officers", "GEO", ("COP",)),
    ("fr", "les douaniers géorgiens", "GEO", ("COP",)),
    # bodies and partly recognised states
    ("en", "South Ossetia", "GEO", ("PRE",)),
    ("fr", "l'Ossétie du Sud", "GEO", ("PRE",)),
    ("en", "Makerere University", "UGA", ("EDU",)),
    ("en", "the Storting", "NOR", ("LEG",)),
    ("fr", "le Storting", "NOR", ("LEG",)),
    ("en", "the Pentagon", "USA", ("GOV", "MIL")),
    ("fr", "le Pentagone", "USA", ("GOV", "MIL")),
])
def test_country_and_sectors(coder: Coder, language: str, mention: str, country: str | None,
                             sectors: tuple[str, ...]) -> None:
    assert told(coder, language, mention) == (country, sectors)


def test_a_surname_alone_is_whoever_holds_office_then(coder: Coder) -> None:
    assert told(coder, "fr", "Macron", "2020-03-01") == ("FRA", ("GOV",))
    assert told(coder, "en", "Trump", "2019-03-01") == ("USA", ("GOV",))


def test_between_two_offices_somebody_is_of_the_elite(coder: Coder) -> None:
    assert told(coder, "en", "Donald Trump", "2022-03-01") == ("USA", ("ELI",))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_town_alone_is_a_place(coder: Coder, language: str) -> None:
    assert told(coder, language, "Tiraspol") == ("MDA", ())
    assert told(coder, language, "Goma") == ("COD", ())


def test_names_of_several_words_need_no_capital_where_they_are_given_without(french: Speaker) -> None:
    [claim] = french.claims("L'armée israélienne a bombardé un village, selon l'agence Reuters.")
    assert [entity.name for entity in claim.actor] == ["Israel Defense Forces"]
    assert [source.name for source in claim.attribution] == ["Reuters"]


@pytest.mark.parametrize(("label", "several"), [
    ("child", "children"), ("passer-by", "passers-by"), ("former attorney general", "former attorneys general"),
    ("boss", "bosses"), ("monarch", "monarchs"), ("leader of the bloc", "leaders of the bloc"), ("Taliban", "Taliban"),
])
def test_labels_have_their_english_plural(label: str, several: str) -> None:
    assert plural(label) == several
