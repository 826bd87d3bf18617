"""Counts and amounts: short sentences in a table."""

from __future__ import annotations

from functools import lru_cache

import pytest

from selon.domain.catalog import shipped
from selon.domain.records import Number, Report
from selon.entities.numbers import NumberRules, find_numbers
from selon.language.analyse import Analyser


@lru_cache
def tools(language: str) -> tuple[Analyser, NumberRules]:
    folder = shipped().language(language)
    return Analyser(folder), NumberRules.of(folder)


def numbers(language: str, text: str) -> tuple[Number, ...]:
    analyser, rules = tools(language)
    return find_numbers(analyser.analyse(Report("x", text, language)), rules)


@pytest.mark.parametrize(("language", "text", "what", "value", "unit"), [
    ("en", "The blast killed 12 and left rubble.", "killed", 12, None),
    ("en", "Sixteen people were killed.", "killed", 16, None),
    ("en", "Two soldiers died.", "killed", 2, None),
    ("en", "Some 300 troops were deployed.", "people", 300, None),
    ("en", "Police arrested 1,200 people.", "arrested", 1200, None),
    ("en", "More than 40 others were injured.", "wounded", 40, None),
    ("en", "About 2.5 million people have been displaced.", "displaced", 2_500_000, None),
    ("en", "The army fired 18 missiles.", "weapons", 18, None),
    ("en", "The EU gave €503 million.", "money", 503_000_000, "EUR"),
    ("en", "It pledged $1.5bn.", "money", 1_500_000_000, "USD"),
    ("en", "It costs three million dollars.", "money", 3_000_000, "USD"),
    ("en", "Talks lasted four and a half hours.", "duration", 4.5, "hour"),
    ("en", "They sent twenty-five thousand tonnes.", "goods", 25_000, "tonne"),
    ("en", "Turnout was 15%.", "percent", 15, "%"),
    ("fr", "L'attentat a tué seize personnes.", "killed", 16, None),
    ("fr", "L'attentat a fait 25 morts.", "killed", 25, None),
    ("fr", "Une fillette a été blessée.", "wounded", 1, None),
    ("fr", "La police a arrêté quatre responsables.", "arrested", 4, None),
    ("fr", "Environ 1 500 soldats ont été dépêchés.", "people", 1500, None),
    ("fr", "Quatre-vingt-dix-sept personnes ont péri.", "killed", 97, None),
    ("fr", "Une vingtaine de chars ont été déployés.", "weapons", 20, None),
    ("fr", "La guerre a fait plus d’un demi-million de morts.", "killed", 500_000, None),
    ("fr", "Deux millions et demi de personnes ont fui.", "displaced", 2_500_000, None),
    ("fr", "L'UE a versé 50 milliards d'euros.", "money", 50_000_000_000, "EUR"),
    ("fr", "L'entretien a duré quatre heures et demie.", "duration", 4.5, "hour"),
    ("fr", "Il a livré dix mille conteneurs.", "weapons", 10_000, "container"),
])
def test_number(language: str, text: str, what: str, value: float, unit: str | None) -> None:
    [number] = numbers(language, text)
    assert (number.what, number.value, number.unit) == (what, value, unit)


@pytest.mark.parametrize(("language", "text", "value", "low", "high"), [
    ("en", "At least 12 people were killed.", 12, 12, None),
    ("en", "Up to 40 drones were fired.", 40, None, 40),
    ("en", "Between 20 and 30 protesters marched.", None, 20, 30),
    ("en", "Hundreds of protesters marched.", None, 100, None),
    ("en", "Tens of thousands of people marched.", None, 10_000, None),
    ("fr", "Au moins dix personnes ont été tuées.", 10, 10, None),
    ("fr", "Plus de 300 drones ont été lancés.", 300, 300, None),
    ("fr", "Jusqu’à dix mille soldats ont été dépêchés.", 10_000, None, 10_000),
    ("fr", "Entre 10 000 et 11 000 soldats ont été dépêchés.", None, 10_000, 11_000),
    ("fr", "Des milliers de personnes ont défilé.", None, 1000, None),
])
def test_bounds(language: str, text: str, value: float | None, low: float | None, high: float | None) -> None:
    [number] = numbers(language, text)
    assert (number.value, number.low, number.high) == (value, low, high)


@pytest.mark.parametrize(("language", "text"), [
    ("en", "He came on 6 February, as the 32nd member, with F-16 jets."),
    ("en", "A soldier of the guard spoke in 2023."),
    ("fr", "Il est venu le 6 février, à 13 heures."),
    ("fr", "Il a signé un accord avec une délégation du trente-deuxième membre."),
])
def test_no_count(language: str, text: str) -> None:
    assert numbers(language, text) == ()


def test_killer_is_not_killed() -> None:
    [number] = numbers("fr", "Il a été abattu par deux hommes.")
    assert (number.what, number.value) == ("people", 2)
