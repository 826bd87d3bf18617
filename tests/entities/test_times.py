"""Time expressions: short sentences, one for each kind of expression, read against Thursday 16 May 2024."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest

from selon.domain.catalog import LANGUAGES, shipped
from selon.domain.records import Report, When
from selon.entities.times import TimeRules, find_times
from selon.language.analyse import Analyser
from selon.pipeline import Coder

THURSDAY = date(2024, 5, 16)


@lru_cache
def tools(language: str) -> tuple[Analyser, TimeRules]:
    folder = shipped().language(language)
    return Analyser(folder), TimeRules.of(folder)


def times(language: str, text: str, anchor: date | None = THURSDAY) -> tuple[When, ...]:
    analyser, rules = tools(language)
    return find_times(analyser.analyse(Report("x", text, language)), rules, anchor)


def values(language: str, text: str, anchor: date | None = THURSDAY) -> list[tuple[str, str | None]]:
    return [(when.text, when.value) for when in times(language, text, anchor)]


ENGLISH = [
    ("On 27 July 2023 the army shelled the town.", [("27 July 2023", "2023-07-27")]),
    ("The deal was signed on September 9, 1993.", [("September 9, 1993", "1993-09-09")]),
    ("They met on the 12th of May, 2021.", [("the 12th of May, 2021", "2021-05-12")]),
    ("On 27/07/2023 and 2023-07-28 shells fell.", [("27/07/2023", "2023-07-27"), ("2023-07-28", "2023-07-28")]),
    ("Talks are due to resume on June 3.", [("June 3", "2024-06-03")]),
    ("The deal was signed Sept. 9.", [("Sept. 9", "2023-09-09")]),
    ("The attack on Oct. 7 of last year killed many.", [("Oct. 7 of last year", "2023-10-07")]),
    ("He will visit Berlin in June.", [("June", "2024-06")]),
    ("He left in mid-July and returned in late August.", [("mid-July", "2023-07"), ("late August", "2023-08")]),
    ("In the spring of 2014 the rebels attacked.", [("the spring of 2014", "2014-03/2014-05")]),
    ("Troops withdrew in the third quarter of 2019.", [("the third quarter of 2019", "2019-07/2019-09")]),
    ("In the second half of 2021 exports fell.", [("the second half of 2021", "2021-07/2021-12")]),
    ("In the 1990s the two countries were allies.", [("the 1990s", "199X")]),
    ("In the nineteenth century the empire fell.", [("the nineteenth century", "18XX")]),
    ("The minister resigned on Friday.", [("Friday", "2024-05-10")]),
    ("The summit will open on Friday.", [("Friday", "2024-05-17")]),
    ("He spoke on Thursday.", [("Thursday", "2024-05-16")]),
    ("The minister resigned last Thursday.", [("last Thursday", "2024-05-09")]),
    ("Last month, Moscow expelled two diplomats.", [("Last month", "2024-04")]),
    ("She was in Rome last week.", [("last week", "2024-05-06/2024-05-12")]),
    ("The parliament votes tomorrow.", [("tomorrow", "2024-05-17")]),
    ("The raid happened on 4 March. The next day, police came.",
     [("4 March", "2024-03-04"), ("The next day", "2024-03-05")]),
    ("They met on 4 March. The following Friday, they left.",
     [("4 March", "2024-03-04"), ("The following Friday", "2024-03-08")]),
    ("They met on 4 March. That same month, they left.", [("4 March", "2024-03-04"), ("That same month", "2024-03")]),
    ("They met on 4 March. Two days later they left.", [("4 March", "2024-03-04"), ("Two days later", "2024-03-06")]),
    ("The attack took place the day before.", [("the day before", "2024-05-15")]),
    ("He was arrested three days ago.", [("three days ago", "2024-05-13")]),
    ("Half a century ago they were at war.", [("Half a century ago", "1974")]),
    ("The embassy will reopen in two weeks.", [("in two weeks", "2024-05-30")]),
    ("They crossed the desert in two weeks.", [("in two weeks", None)]),
    ("Elections will be held before the end of the year.", [("before the end of the year", "2024-05-16/2024-12-31")]),
    ("He has been in jail since Wednesday.", [("since Wednesday", "2024-05-15/..")]),
    ("The truce will hold until Friday.", [("until Friday", "2024-05-16/2024-05-17")]),
    ("The court will rule within 48 hours.", [("within 48 hours", "2024-05-16/2024-05-18")]),
    ("Clashes raged from 25 to 27 July.", [("from 25 to 27 July", "2023-07-25/2023-07-27")]),
    ("Clashes raged between 2014 and 2016.", [("between 2014 and 2016", "2014/2016")]),
    ("It was closed from Monday through Friday.", [("from Monday through Friday", "2024-05-06/2024-05-10")]),
    ("On the night of Saturday to Sunday, shells fell.",
     [("the night of Saturday to Sunday", "2024-05-11/2024-05-12")]),
    ("Iran fired missiles overnight.", [("overnight", "2024-05-15/2024-05-16")]),
    ("Ministers met this weekend.", [("this weekend", "2024-05-11/2024-05-12")]),
    ("He died on Christmas Day.", [("Christmas Day", "2023-12-25")]),
    ("They left before Easter 2024.", [("before Easter 2024", "../2024-03-31")]),
    ("The fast of Ramadan began.", [("Ramadan", None)]),
    ("He has recently resigned.", [("recently", None)]),
    ("The army killed 1950 people and gave $ 2000.", []),
    ("He may come.", []),
    ("The 32-year-old man died.", []),
]

FRENCH = [
    ("Le 27 juillet 2023, la ville a été bombardée.", [("Le 27 juillet 2023", "2023-07-27")]),
    ("Le 27/07/2023, la ville a été bombardée.", [("27/07/2023", "2023-07-27")]),
    ("Il est parti le 1er avril.", [("le 1er avril", "2024-04-01")]),
    ("Les pourparlers doivent reprendre le 3 juin.", [("le 3 juin", "2024-06-03")]),
    ("Il a convoqué les députés pour le 9 janvier.", [("le 9 janvier", "2025-01-09")]),
    ("L'armée aurait tiré le 3 juin.", [("le 3 juin", "2023-06-03")]),
    ("Ils ont défilé samedi 7 octobre.", [("samedi 7 octobre", "2023-10-07")]),
    ("Il est parti à la mi-juillet et revenu fin août.", [("la mi-juillet", "2023-07"), ("fin août", "2023-08")]),
    ("La guerre a commencé début 2022.", [("début 2022", "2022")]),
    ("Le camp a été fermé à la fin du mois de mars.", [("la fin du mois de mars", "2024-03")]),
    ("Au printemps 2014, ils ont attaqué.", [("printemps 2014", "2014-03/2014-05")]),
    ("Il reviendra au troisième trimestre.", [("troisième trimestre", "2024-07/2024-09")]),
    ("Dans les années 1990, ils étaient alliés.", [("les années 1990", "199X")]),
    ("Le ministre a démissionné vendredi.", [("vendredi", "2024-05-10")]),
    ("Le sommet s'ouvrira vendredi.", [("vendredi", "2024-05-17")]),
    ("Il a démissionné jeudi dernier.", [("jeudi dernier", "2024-05-09")]),
    ("Il se rendra à Paris vendredi prochain.", [("vendredi prochain", "2024-05-17")]),
    ("La semaine dernière, il a vu le roi.", [("La semaine dernière", "2024-05-06/2024-05-12")]),
    ("L'an dernier, il a vu le roi.", [("L'an dernier", "2023")]),
    ("Hier, puis avant-hier, il a plu.", [("Hier", "2024-05-15"), ("avant-hier", "2024-05-14")]),
    ("L'attaque a eu lieu la veille.", [("la veille", "2024-05-15")]),
    ("Il est venu le 4 mars. Le lendemain, il est reparti.",
     [("le 4 mars", "2024-03-04"), ("Le lendemain", "2024-03-05")]),
    ("Il est venu le 4 mars. Ce jour-là, il a plu.", [("le 4 mars", "2024-03-04"), ("Ce jour-là", "2024-03-04")]),
    ("Il est venu le 4 mars. Deux jours plus tard, il a plu.",
     [("le 4 mars", "2024-03-04"), ("Deux jours plus tard", "2024-03-06")]),
    ("Il est venu mardi. La veille, il a plu. Le même jour, il est parti.",
     [("mardi", "2024-05-14"), ("La veille", "2024-05-13"), ("Le même jour", "2024-05-14")]),
    ("Il a été arrêté il y a trois jours.", [("il y a trois jours", "2024-05-13")]),
    ("L'ambassade rouvrira dans deux semaines.", [("dans deux semaines", "2024-05-30")]),
    ("Ils voteront d'ici à la fin du mois.", [("d'ici à la fin du mois", "2024-05-16/2024-05-31")]),
    ("Il est en prison depuis mercredi.", [("depuis mercredi", "2024-05-15/..")]),
    ("Il est en prison depuis sept mois.", [("depuis sept mois", "2023-10/..")]),
    ("La trêve tiendra jusqu'à vendredi.", [("jusqu'à vendredi", "2024-05-16/2024-05-17")]),
    ("Les combats ont duré du 25 au 27 juillet.", [("du 25 au 27 juillet", "2023-07-25/2023-07-27")]),
    ("Les combats ont duré de 2014 à 2016.", [("de 2014 à 2016", "2014/2016")]),
    ("Dans la nuit de samedi à dimanche, il a plu.", [("la nuit de samedi à dimanche", "2024-05-11/2024-05-12")]),
    ("Dans la nuit du 1er au 2 mai, il a plu.", [("la nuit du 1er au 2 mai", "2024-05-01/2024-05-02")]),
    ("Ils se réuniront les 6 et 7 juin.", [("les 6", "2024-06-06"), ("7 juin", "2024-06-07")]),
    ("Il est mort à Noël.", [("Noël", "2023-12-25")]),
    ("Il a été arrêté récemment.", [("récemment", None)]),
    ("L'armée a tué 1950 personnes.", []),
    ("Un homme âgé de 54 ans est mort.", []),
]


@pytest.mark.parametrize(("language", "text", "expected"),
                         [("en", *row) for row in ENGLISH] + [("fr", *row) for row in FRENCH])
def test_value(language: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert values(language, text) == expected


@pytest.mark.parametrize(("language", "text", "timex", "kind"), [
    ("en", "He will speak at 8 p.m. on Thursday.", "2024-05-16T20:00", "TIME"),
    ("en", "Shelling resumed at 14:30.", "2024-05-16T14:30", "TIME"),
    ("en", "He arrived on Monday evening.", "2024-05-13TEV", "TIME"),
    ("en", "He ruled for three days.", "P3D", "DURATION"),
    ("en", "He ruled for two and a half years.", "P2.5Y", "DURATION"),
    ("en", "Protesters gather every Monday.", "XXXX-WXX-1", "SET"),
    ("en", "The council meets weekly.", "P1W", "SET"),
    ("en", "He is now in Rome.", "PRESENT_REF", "DATE"),
    ("en", "She was in Rome last week.", "2024-W19", "DATE"),
    ("fr", "Les tirs ont repris à 14h30.", "2024-05-16T14:30", "TIME"),
    ("fr", "Il a parlé à 20 heures.", "2024-05-16T20:00", "TIME"),
    ("fr", "Il est arrivé lundi matin.", "2024-05-13TMO", "TIME"),
    ("fr", "La trêve a duré 72 heures.", "PT72H", "DURATION"),
    ("fr", "Il a attendu plusieurs jours.", "PXD", "DURATION"),
    ("fr", "Ils se réunissent chaque année.", "P1Y", "SET"),
    ("fr", "Il est actuellement à Rome.", "PRESENT_REF", "DATE"),
])
def test_timex(language: str, text: str, timex: str, kind: str) -> None:
    [when] = times(language, text)
    assert (when.timex, when.timex_type) == (timex, kind)


def test_dateline_dates_a_report_without_a_date() -> None:
    text = "BEYROUTH, 2 avril 2024 (AFP) — Une explosion a tué cinq personnes lundi."
    assert values("fr", text, None) == [("2 avril 2024", "2024-04-02"), ("lundi", "2024-04-01")]


def test_dateline_comes_before_the_day_of_publication() -> None:
    text = "Le Caire, 15 mai (SANA) – Le Conseil a approuvé aujourd’hui une résolution."
    assert values("fr", text) == [("15 mai", "2024-05-15"), ("aujourd’hui", "2024-05-15")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_resolved_without_a_date(language: str) -> None:
    texts = {"en": "He left on Friday, in June, last week.",
             "fr": "Il est parti vendredi, en juin, la semaine dernière."}
    found = times(language, texts[language], None)
    assert len(found) == 3
    assert [when.value for when in found] == [None, None, None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_expression_says_its_rule_and_its_characters(language: str) -> None:
    table = ENGLISH if language == "en" else FRENCH
    for text, _ in table:
        for when in times(language, text):
            assert when.text == text[when.start:when.end]
            assert when.why


@pytest.mark.parametrize(("language", "text", "value"), [
    # an end lies behind the day told before it
    ("en", "On Tuesday Peru ordered the envoy to leave by Saturday.", "2024-03-14/2024-03-16"),
    ("fr", "Mardi, le Pérou a ordonné à l'ambassadeur de partir avant samedi.", "2024-03-14/2024-03-16"),
    # an infinitive looks ahead, what is said looks back
    ("en", "Peru is to meet Chile on Tuesday.", "2024-03-19"),
    ("fr", "Le Pérou doit rencontrer le Chili mardi.", "2024-03-19"),
    ("en", "Peru said on Tuesday that its troops would leave.", "2024-03-12"),
    ("fr", "Le Pérou a dit mardi que ses troupes partiraient.", "2024-03-12"),
    # "days later" is not far
    ("en", "Peru left in January; days later Chile left too.", "2024-01"),
])
def test_a_date_lies_where_its_sentence_looks(coder: Coder, language: str, text: str, value: str) -> None:
    times = coder.code(text, language=language, published="2024-03-14").times
    assert times[-1].value == value
