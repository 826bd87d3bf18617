"""Whom words stand for that name nobody: pronouns, possessives, phrases for several, descriptions taken up."""

from __future__ import annotations

import pytest

from tests.conftest import Speaker
from tests.entities.test_cast import entities_at, names_at

ENGLISH_REFERENCES = [
    # A subject is not its own object, nor that of a verb that shares it.
    ("Xi Jinping arrived in Moscow. Vladimir Putin thanked him and gave him a sword.", "him", ["Xi Jinping"] * 2),
    # Blamed or thanked for what is their own.
    ("Norway punished Poland for its raid on a Swedish port.", "its", ["Poland"]),
    ("Kenya and its allies withdrew.", "its", ["Kenya"]),
    # Named for the clause to speak of, and named just after.
    ("After he met Xi Jinping, Emmanuel Macron flew to Tokyo.", "he", ["Emmanuel Macron"]),
    # What a relative clause tells is an aside.
    ("ASEAN, whose secretariat sits in Jakarta, said that it had not been consulted.", "it", ["ASEAN"]),
    # Nobody acts on himself by a plain pronoun, though another verb names him.
    ("Peru shelled Chile to punish it for its blockade.", "it", ["Chile"]),
    ("Peru shelled Chile to punish it for its blockade.", "its", ["Chile"]),
    # Who speaks is spoken of, who is only cited is not.
    ("Peru denied the raid, but its navy said that it had sunk the boat.", "it", ["Peruvian navy"]),
    ("Xi Jinping arrived. According to a Chilean official, he will leave.", "he", ["Xi Jinping"]),
    # Coordinated ones together.
    ("Chad and Sudan signed a truce. They promised to withdraw their troops.", "They", ["Chad", "Sudan"]),
    ("Xi Jinping received Emmanuel Macron. They discussed trade.", "They", ["Xi Jinping", "Emmanuel Macron"]),
]

FRENCH_REFERENCES = [
    ("Xi Jinping est arrivé à Moscou. Vladimir Poutine l’a remercié et lui a remis un sabre.", "lui", ["Xi Jinping"]),
    ("La Norvège a puni la Pologne pour son raid contre un port suédois.", "son", ["Poland"]),
    ("Quant au Kenya, il a refusé cet accord.", "il", ["Kenya"]),
    ("Les États-Unis ont menacé Cuba. Il a riposté.", "Il", ["Cuba"]),
    ("Le Tchad et le Soudan ont signé une trêve. Ils ont promis de se retirer.", "Ils", ["Chad", "Sudan"]),
    ("Xi Jinping a reçu Emmanuel Macron. Ils ont parlé de commerce.", "Ils", ["Xi Jinping", "Emmanuel Macron"]),
]


@pytest.mark.parametrize(("sentence", "word", "names"), ENGLISH_REFERENCES)
def test_english_word_refers_to(english: Speaker, sentence: str, word: str, names: list[str]) -> None:
    assert names_at(english, sentence, word) == names


@pytest.mark.parametrize(("sentence", "word", "names"), FRENCH_REFERENCES)
def test_french_word_refers_to(french: Speaker, sentence: str, word: str, names: list[str]) -> None:
    assert names_at(french, sentence, word) == names


def test_speaker_is_not_told_of_in_his_own_words(french: Speaker) -> None:
    text = "La ministre Mélanie Joly est arrivée. « Nous demandons que l’Inde collabore », a-t-elle insisté."
    [speaker] = entities_at(french, text, "-elle")
    assert speaker.name == "Mélanie Joly"


ENGLISH_COLLECTIVES = [
    ("Mali, Burkina Faso and Niger left ECOWAS. The three governments signed a charter.", "The three governments",
     {"Mali", "Burkina Faso", "Niger"}),
    ("Kenya and Somalia held talks. The two neighbours agreed on a border.", "The two neighbours",
     {"Kenya", "Somalia"}),
    ("Sergei Lavrov met Antony Blinken in Vienna. The two sides discussed a truce.", "The two sides",
     {"Russia", "United States"}),
    ("Sergei Lavrov met Antony Blinken in Vienna. The delegations discussed a truce.", "The delegations",
     {"Russian delegation", "US delegation"}),
    ("Kenya and Somalia held talks. The leaders of the two countries signed a treaty.",
     "The leaders of the two countries", {"Kenyan leaders", "Somali leaders"}),
]

FRENCH_COLLECTIVES = [
    ("Les présidents du Tchad et du Togo se sont vus lundi. Les deux dirigeants ont signé un accord.",
     "Les deux dirigeants", {"Chadian leader", "Togolese leader"}),
    ("Le Mali, le Burkina Faso et le Niger ont quitté la Cédéao. Les trois régimes ont signé une charte.",
     "Les trois régimes", {"Mali", "Burkina Faso", "Niger"}),
    ("Le Kenya et la Somalie ont négocié. Les deux voisins ont signé un accord.", "Les deux voisins",
     {"Kenya", "Somalia"}),
    ("Sergueï Lavrov a rencontré Antony Blinken à Vienne. Les deux camps ont parlé d’une trêve.", "Les deux camps",
     {"Russia", "United States"}),
    ("Sergueï Lavrov a rencontré Antony Blinken à Vienne. Les deux délégations ont parlé d’une trêve.",
     "Les deux délégations", {"Russian delegation", "US delegation"}),
    ("Le Kenya et la Somalie ont négocié. Les dirigeants des deux pays ont signé un traité.",
     "Les dirigeants des deux pays", {"Kenyan leaders", "Somali leaders"}),
]


@pytest.mark.parametrize(("sentence", "words", "names"), ENGLISH_COLLECTIVES)
def test_english_phrase_for_several(english: Speaker, sentence: str, words: str, names: set[str]) -> None:
    assert set(names_at(english, sentence, words)) == names


@pytest.mark.parametrize(("sentence", "words", "names"), FRENCH_COLLECTIVES)
def test_french_phrase_for_several(french: Speaker, sentence: str, words: str, names: set[str]) -> None:
    assert set(names_at(french, sentence, words)) == names


def test_each_of_several_owners_is_an_actor(english: Speaker, french: Speaker) -> None:
    text = "The presidents of Chad, Togo and Gabon said their countries would leave the bloc."
    assert set(names_at(english, text, "their countries")) == {"Chad", "Togo", "Gabon"}
    text = "Les présidents du Tchad et du Togo ont signé un accord."
    [claim] = french.claims(text)
    assert {entity.country for entity in claim.actor} == {"TCD", "TGO"}


def test_this_person_is_the_one_named_last(french: Speaker) -> None:
    text = ("La police a arrêté Jonas Brek Halvor lundi. Ce poète, citoyen norvégien, avait été relâché en mai. "
            "La police accuse M. Halvor de vol.")
    assert [(entity.name, entity.country) for entity in entities_at(french, text, "M. Halvor")] == [
        ("Jonas Brek Halvor", "NOR")]


def test_nobody_is_no_actor(french: Speaker) -> None:
    assert not names_at(french, "L’armée n’a tiré sur personne.", "personne")


def test_an_envoy_is_not_whoever_sent_him(english: Speaker) -> None:
    text = "Jonas Brek, the Kenyan president’s envoy, met William Ruto."
    assert [entity.name for entity in entities_at(english, text, "Jonas Brek, the Kenyan president’s envoy")] == [
        "Jonas Brek"]


def test_a_singular_noun_stands_for_one(english: Speaker) -> None:
    text = "ECOWAS leaders met in Abuja and cut Niger off. ECOWAS had warned the country twice."
    assert names_at(english, text, "the country") == ["Niger"]


ENGLISH_SETTINGS = [
    ("Soldiers toppled the president of Gabon. Gabon has closed its borders. The police dispersed a march.",
     "The police", "GAB"),
    ("Gabon has closed its borders. Police dispersed a march.", "Police", "GAB"),
    ("Gabon has closed its borders. The officers demanded ransom.", "The officers", "GAB"),
    ("Togo accused Benin of lies. The bloc threatened sanctions.", "The bloc", None),
    ("The Kenyan president and prime minister resigned.", "prime minister", "KEN"),
]

FRENCH_SETTINGS = [
    ("Le Gabon a fermé ses frontières. La police a dispersé une marche.", "La police", "GAB"),
    ("Le Gabon a fermé ses frontières. Les militaires ont arrêté un ministre.", "Les militaires", "GAB"),
    ("Le Togo a accusé le Bénin de mensonge. Le bloc a brandi des sanctions.", "Le bloc", None),
]


@pytest.mark.parametrize(("text", "words", "country"), ENGLISH_SETTINGS)
def test_english_institution_is_of_the_country_told_about(
        english: Speaker, text: str, words: str, country: str | None) -> None:
    assert {entity.country for entity in entities_at(english, text, words)} == {country}


@pytest.mark.parametrize(("text", "words", "country"), FRENCH_SETTINGS)
def test_french_institution_is_of_the_country_told_about(
        french: Speaker, text: str, words: str, country: str | None) -> None:
    assert {entity.country for entity in entities_at(french, text, words)} == {country}


def test_each_nation_of_a_plural_noun_is_one_person(english: Speaker, french: Speaker) -> None:
    names = names_at(french, "Les ministres canadien et mexicain de la Défense se sont parlé.",
                     "Les ministres canadien et mexicain de la Défense")
    assert set(names) == {"Canadian defence minister", "Mexican defence minister"}
    negotiators = names_at(english, "Turkish and Greek negotiators met.", "Turkish and Greek negotiators")
    assert set(negotiators) == {"Turkish negotiators", "Greek negotiators"}


def test_an_officials_we_is_the_state(english: Speaker, french: Speaker) -> None:
    [claim] = [c for c in english.claims(
        "“We demand that Cuba release the sailors,” French foreign minister Stéphane Séjourné said. France waits.")
        if c.event == "REQUEST"]
    assert [entity.name for entity in claim.actor] == ["France"]
    [claim] = [c for c in french.claims(
        "« Nous exigeons que Cuba libère les marins », a dit le ministre français Stéphane Séjourné. La France attend.")
        if c.event == "REQUEST"]
    assert [entity.name for entity in claim.actor] == ["France"]


QUALIFIED = [
    ("en", "Tuareg militants attacked a convoy.", "Tuareg militants", "Tuareg militants"),
    ("fr", "Des militants touaregs ont attaqué un convoi.", "Des militants touaregs", "Tuareg activists"),
    ("en", "Protesters burned the Danish embassy in Tripoli.", "the Danish embassy", "Danish embassy in Libya"),
    ("fr", "La foule a brûlé le consulat danois à Benghazi.", "le consulat danois", "Danish consulate in Benghazi"),
    ("en", "American companies left Cuba.", "American companies", "US companies"),
    ("en", "Chile recalled its ambassador to Peru.", "its ambassador", "Chilean ambassador to Peru"),
    ("fr", "L’ambassadrice de Norvège à Dakar a démissionné.", "L’ambassadrice de Norvège",
     "Norwegian ambassador to Senegal"),
    ("en", "Rebels shelled the Tessalit air base in Mali.", "the Tessalit air base", "Tessalit air base"),
    ("fr", "Un drone a touché la base aérienne de Tessalit, au Mali.", "la base aérienne de Tessalit",
     "Tessalit air base"),
    ("en", "The US air base in Qatar was hit.", "The US air base", "US air base"),
    ("en", "The Chadian regime fell.", "The Chadian regime", "Chadian government"),
    ("fr", "Le régime tchadien est tombé.", "Le régime tchadien", "Chadian government"),
]


@pytest.mark.parametrize(("language", "text", "words", "name"), QUALIFIED)
def test_descriptions_keep_what_tells_them_apart(
        english: Speaker, french: Speaker, language: str, text: str, words: str, name: str) -> None:
    assert names_at(english if language == "en" else french, text, words) == [name]


UNKNOWN_PERSONS = [
    ("en", "Police shot Jonas Brek Halvor, a poet and Norwegian citizen. Halvor died.", "Halvor", "NOR"),
    ("fr", "Le Gabon a fermé ses frontières. Le ministre de la Défense, Brice Ondoumba, a promis une enquête.",
     "Le ministre de la Défense, Brice Ondoumba", "GAB"),
]


@pytest.mark.parametrize(("language", "text", "words", "country"), UNKNOWN_PERSONS)
def test_unknown_person_has_the_country_that_the_text_tells(
        english: Speaker, french: Speaker, language: str, text: str, words: str, country: str) -> None:
    entities = entities_at(english if language == "en" else french, text, words)
    assert {entity.country for entity in entities} == {country}


VISITS = [
    ("en", "William Ruto received Narendra Modi in Nairobi. He thanked his guest.", "his guest", "Narendra Modi"),
    ("en", "Emmanuel Macron landed in Nairobi. William Ruto was absent, and Mr Macron thanked his hosts.", "his hosts",
     "Kenya"),
    ("fr", "Emmanuel Macron est à Nairobi. William Ruto a montré le port à son invité.", "son invité",
     "Emmanuel Macron"),
]


@pytest.mark.parametrize(("language", "text", "words", "name"), VISITS)
def test_guest_and_host_are_the_other_side_of_a_visit(
        english: Speaker, french: Speaker, language: str, text: str, words: str, name: str) -> None:
    assert names_at(english if language == "en" else french, text, words) == [name]


def test_a_name_goes_on_though_its_last_word_is_also_an_outlet(french: Speaker) -> None:
    assert names_at(french, "Il a rencontré Sanjay Kumar Rai à Delhi.", "Sanjay Kumar Rai") == ["Sanjay Kumar Rai"]


def test_a_pronoun_between_commas_sets_apart_whoever_stands_before_it(french: Speaker) -> None:
    *_, last = french.claims("Le Togo accuse le Bénin d'avoir attaqué un village. "
                             "L'armée gabonaise, elle, a bombardé un camp.")
    assert [entity.country for entity in last.actor] == ["GAB"]
