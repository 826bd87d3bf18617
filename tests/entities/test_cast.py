"""Who a report means: names with titles, offices at a date, descriptions, references, outlets and groups."""

from __future__ import annotations

import pytest

from selon.domain.records import Entity
from tests.conftest import PUBLISHED, Speaker


def entities_at(speaker: Speaker, sentence: str, words: str, published: str | None = PUBLISHED) -> list[Entity]:
    """The entities that exactly these words of a sentence stand for."""
    found = speaker.code(sentence, published=published).entities
    return [entity for entity in found if entity.text == words]


def names_at(speaker: Speaker, sentence: str, words: str) -> list[str]:
    return [entity.name for entity in entities_at(speaker, sentence, words)]


ENGLISH_NAMES = [
    ("Russian Foreign Minister Sergei Lavrov met Chinese President Xi Jinping in Beijing.",
     "Russian Foreign Minister Sergei Lavrov", "Sergei Lavrov"),
    ("Russian Foreign Minister Sergei Lavrov met Chinese President Xi Jinping in Beijing.",
     "Chinese President Xi Jinping", "Xi Jinping"),
    ("Yoav Gallant visited Washington. The minister thanked Lloyd Austin.", "The minister", "Yoav Gallant"),
    ("The army spokesman, Colonel Adama Diallo, denied the attack.",
     "The army spokesman, Colonel Adama Diallo", "Adama Diallo"),
    ("The Turkish defence minister threatened Greece.", "The Turkish defence minister", "Turkish defence minister"),
    ("ECOWAS leaders imposed sanctions on Niger.", "ECOWAS leaders", "ECOWAS leaders"),
    ("The Russians attacked Kharkiv.", "The Russians", "Russians"),
    ("A UN spokeswoman said on Tuesday that aid had arrived.", "A UN spokeswoman", "United Nations spokesperson"),
    ("A Swedish officer was arrested in Kaliningrad.", "A Swedish officer", "Swedish officer"),
    ("Emmanuel Macron arrived in Kyiv. He promised weapons.", "He", "Emmanuel Macron"),
    ("Iran threatened Israel. Its army fired missiles.", "Its", "Iran"),
    ("Iran threatened Israel. Its army fired missiles.", "Its army", "Iranian army"),
    ("Narendra Modi said his country would buy Russian oil.", "his country", "India"),
]

FRENCH_NAMES = [
    ("Le ministre russe des Affaires étrangères, Sergueï Lavrov, a rencontré le président chinois Xi Jinping à Pékin.",
     "Le ministre russe des Affaires étrangères, Sergueï Lavrov", "Sergei Lavrov"),
    ("Le ministre russe des Affaires étrangères, Sergueï Lavrov, a rencontré le président chinois Xi Jinping à Pékin.",
     "le président chinois Xi Jinping", "Xi Jinping"),
    ("Yoav Gallant s'est rendu à Washington. Le ministre a remercié Lloyd Austin.", "Le ministre", "Yoav Gallant"),
    ("Le porte-parole de l'armée malienne, le colonel Adama Diallo, a démenti l'attaque.",
     "Le porte-parole de l'armée malienne, le colonel Adama Diallo", "Adama Diallo"),
    ("Le ministre turc de la Défense a menacé la Grèce.", "Le ministre turc de la Défense",
     "Turkish defence minister"),
    ("Les dirigeants de la Cédéao ont imposé des sanctions au Niger.", "Les dirigeants de la Cédéao",
     "ECOWAS leaders"),
    ("Les Russes ont attaqué Kharkiv.", "Les Russes", "Russians"),
    ("Un officier suédois a été arrêté à Kaliningrad.", "Un officier suédois", "Swedish officer"),
    ("Emmanuel Macron est arrivé à Kiev. Il a promis des armes.", "Il", "Emmanuel Macron"),
    ("L'Iran a menacé Israël. Son armée a tiré des missiles.", "Son", "Iran"),
    ("L'Iran a menacé Israël. Son armée a tiré des missiles.", "Son armée", "Iranian army"),
    ("Narendra Modi a déclaré que son pays achèterait du pétrole russe.", "son pays", "India"),
]


@pytest.mark.parametrize(("sentence", "words", "name"), ENGLISH_NAMES)
def test_english_words_stand_for_one(english: Speaker, sentence: str, words: str, name: str) -> None:
    assert names_at(english, sentence, words) == [name]


@pytest.mark.parametrize(("sentence", "words", "name"), FRENCH_NAMES)
def test_french_words_stand_for_one(french: Speaker, sentence: str, words: str, name: str) -> None:
    assert names_at(french, sentence, words) == [name]


@pytest.mark.parametrize(("sentence", "words", "names"), [
    ("Vladimir Putin met Xi Jinping in Moscow. The two leaders signed an agreement.", "The two leaders",
     ["Vladimir Putin", "Xi Jinping"]),
    ("France and Mali held talks. The two countries signed an agreement.", "The two countries", ["France", "Mali"]),
])
def test_english_collectives_stand_for_several(english: Speaker, sentence: str, words: str, names: list[str]) -> None:
    assert names_at(english, sentence, words) == names


@pytest.mark.parametrize(("sentence", "words", "names"), [
    ("Vladimir Poutine a rencontré Xi Jinping à Moscou. Les deux dirigeants ont signé un accord.",
     "Les deux dirigeants", ["Vladimir Putin", "Xi Jinping"]),
    ("La France et le Mali ont discuté. Les deux pays ont signé un accord.", "Les deux pays", ["France", "Mali"]),
])
def test_french_collectives_stand_for_several(french: Speaker, sentence: str, words: str, names: list[str]) -> None:
    assert names_at(french, sentence, words) == names


@pytest.mark.parametrize(("published", "sectors", "why"), [
    ("2022-06-01", ("GOV",), "foreign minister"),
    ("2022-09-20", ("GOV",), "prime minister"),
    ("2023-05-01", ("ELI",), "formerly prime minister"),
])
def test_office_is_that_of_the_date(english: Speaker, published: str, sectors: tuple[str, ...], why: str) -> None:
    [truss] = entities_at(english, "Liz Truss visited Kyiv.", "Liz Truss", published)
    assert (truss.country, truss.sectors) == ("GBR", sectors)
    assert truss.why.endswith(why)


@pytest.mark.parametrize(("published", "sectors"), [("2010-06-01", ()), ("2024-03-01", ("GOV",))])
def test_nobody_holds_an_office_before_the_first(french: Speaker, published: str, sectors: tuple[str, ...]) -> None:
    [attal] = entities_at(french, "Gabriel Attal s'est rendu à Lyon.", "Gabriel Attal", published)
    assert (attal.country, attal.sectors) == ("FRA", sectors)


def test_topic_gives_the_sectors_and_nationality_the_country(english: Speaker, french: Speaker) -> None:
    [one] = entities_at(english, "The Turkish defence minister threatened Greece.", "The Turkish defence minister")
    [other] = entities_at(french, "Le ministre turc de la Défense a menacé la Grèce.",
                          "Le ministre turc de la Défense")
    assert (one.country, one.sectors) == (other.country, other.sectors) == ("TUR", ("GOV", "MIL"))


def test_each_nationality_word_is_an_actor(english: Speaker, french: Speaker) -> None:
    [talks] = english.claims("Russian and American negotiators met in Geneva.")
    assert [actor.name for actor in talks.actor] == ["Russian negotiators", "US negotiators"]
    names = {entity.name for entity in french.code(
        "Des négociateurs russes et américains se sont rencontrés à Genève.").entities}
    assert {"Russian negotiators", "US negotiators"} <= names


def test_leader_takes_part_in_what_the_group_does(english: Speaker) -> None:
    [visit] = english.claims("A delegation led by Li Qiang visited Berlin.")
    assert "Li Qiang" in [actor.name for actor in visit.actor]


def test_short_state_needs_the_report_to_name_it_in_full(english: Speaker) -> None:
    assert names_at(english, "The North attacked the convoy.", "The North") != ["North Korea"]


@pytest.mark.parametrize("sentence", ["Some experts said the missile had failed.",
                                      "Residents said the village was burning."])
def test_unnamed_people_are_not_given_a_country(english: Speaker, sentence: str) -> None:
    assert [(e.kind, e.country, e.id) for e in english.code(sentence).entities if e.kind == "group"] == [
        ("group", None, None)]


def test_unknown_person_keeps_what_the_title_says(english: Speaker) -> None:
    [person] = entities_at(english, "Malian Colonel Adama Diallo denied the attack.", "Malian Colonel Adama Diallo")
    assert (person.name, person.country, person.sectors, person.id) == ("Adama Diallo", "MLI", ("MIL",), None)


@pytest.mark.parametrize(("sentence", "names"), [
    ("Franco-German officials visited Kyiv.", {"French officials", "German officials"}),
    ("Sino-Russian exercises began on Monday.", {"China", "Russia"}),
])
def test_english_compound_nationality_names_both_states(english: Speaker, sentence: str, names: set[str]) -> None:
    assert names <= {entity.name for entity in english.code(sentence).entities}


@pytest.mark.parametrize(("sentence", "names"), [
    ("Une délégation franco-allemande s'est rendue à Kiev.", {"French delegation", "German delegation"}),
    ("Les forces américano-sud-coréennes ont commencé des manœuvres.", {"US forces", "South Korean forces"}),
])
def test_french_compound_nationality_names_both_states(french: Speaker, sentence: str, names: set[str]) -> None:
    assert names <= {entity.name for entity in french.code(sentence).entities}


def test_name_under_an_outlets_noun_is_no_person(english: Speaker) -> None:
    [agency] = entities_at(english, "The Syrian news agency Sana reported strikes on Damascus.",
                           "The Syrian news agency Sana")
    assert (agency.name, agency.kind, agency.country) == ("SANA", "organisation", "SYR")


def test_outlet_is_known_beside_its_noun(english: Speaker, french: Speaker) -> None:
    assert "TASS" in {entity.name for entity in english.code("The news agency TASS reported an explosion.").entities}
    assert "TASS" in {entity.name for entity in french.code("L'agence russe TASS a annoncé une explosion.").entities}


def test_indefinite_group_is_not_of_the_country_it_visits(english: Speaker) -> None:
    [group] = entities_at(english, "A delegation led by Li Qiang visited Berlin.", "A delegation")
    assert group.country is None


def test_nationality_of_a_phrases_last_word_counts(french: Speaker) -> None:
    [person] = entities_at(
        french, "Le porte-parole de l'armée malienne, le colonel Adama Diallo, a démenti l'attaque.",
        "Le porte-parole de l'armée malienne, le colonel Adama Diallo")
    assert person.country == "MLI"


def test_title_binds_whatever_the_order_of_hashes(french: Speaker) -> None:
    """A noun's written form goes before its lemma: "autorités" is no singular "autorité"."""
    [authorities] = entities_at(french, "Les autorités libanaises ont fermé la frontière.",
                                "Les autorités libanaises")
    assert (authorities.name, authorities.kind) == ("Lebanese authorities", "group")


@pytest.mark.parametrize(("sentence", "words", "name", "country"), [
    ("President Laurent Gbago spoke.", "President Laurent Gbago", "Laurent Gbagbo", "CIV"),  # a letter left out
    ("Laurent Gbago spoke.", "Laurent Gbago", "Laurent Gbago", None),  # without the title it may be anybody
    ("President Bush spoke.", "President Bush", "Bush", "USA"),  # which of two stays open, the country does not
    ("Soviet troops crossed the river.", "Soviet troops", "Soviet troops", "RUS"),
    ("Chechen refugees crossed the river.", "Chechen refugees", "Chechen refugees", "RUS"),
    ("Kurdish refugees crossed the river.", "Kurdish refugees", "Kurdish refugees", None),  # of several states
])
def test_what_is_known_of_a_name_is_told(
        english: Speaker, sentence: str, words: str, name: str, country: str | None) -> None:
    [entity] = entities_at(english, sentence, words, published=None)
    assert (entity.name, entity.country) == (name, country)


def test_a_place_is_nobody_though_the_model_says_so(english: Speaker) -> None:
    [entity] = entities_at(english, "The troops left Khiam on Wednesday.", "Khiam")
    assert (entity.kind.value, entity.country) == ("place", "LBN")


def test_who_is_told_behind_a_place_bears_no_name_of_it(english: Speaker) -> None:
    [entity] = entities_at(english, "Tanks were sent to Khartoum, a Danish officer said.", "a Danish officer")
    assert entity.name == "Danish officer"


@pytest.mark.parametrize(("sentence", "words"), [
    ("Chad and Sudan agreed to share intelligence.", []),
    ("Ukrainian intelligence blew up a depot.", ["Ukrainian intelligence"]),
])
def test_what_is_known_is_nobody_unless_whose_it_is_told(english: Speaker, sentence: str, words: list[str]) -> None:
    found = english.code(sentence, published=PUBLISHED).entities
    assert [entity.text for entity in found if "intelligence" in entity.text] == words


def test_what_is_called_a_town_is_no_person(english: Speaker) -> None:
    [entity] = entities_at(english, "Rebels captured the town of Masisi.", "Masisi")
    assert entity.kind.value == "place"


def test_where_something_is_sent_is_not_whose_ministry_tells_of_it(english: Speaker) -> None:
    sentence = "Norway will send 40 doctors to Manila, the foreign ministry announced."
    [entity] = entities_at(english, sentence, "the foreign ministry")
    assert entity.country is None
