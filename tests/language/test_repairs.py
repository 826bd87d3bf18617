"""What the parser misreads and a reader does not, seen through the claims it leads to."""

import pytest

from tests.conftest import Speaker


def test_a_name_behind_its_title_leaves_the_verb_its_object(french: Speaker) -> None:
    [claim] = french.claims("Le roi a montré au ministre turc de la Défense, M. Yasar Guler, les armes du royaume.")
    assert claim.event == "CONSULT"
    assert [entity.country for entity in claim.recipient] == ["TUR"]
    assert claim.object is not None
    assert "armes" in claim.object.text


def test_a_place_is_parted_from_the_weekday_behind_it(french: Speaker) -> None:
    [claim] = french.claims("Le ministre turc s'est rendu à Doha lundi.")
    assert claim.place is not None
    assert claim.place.name == "Doha"
    assert claim.time is not None
    assert claim.time.value == "2024-03-11"


def test_a_headline_does_not_cut_the_sentence_below_it(english: Speaker) -> None:
    claims = english.claims("Canada expels six\n\nCanada expelled six Indian diplomats on Monday.")
    assert [entity.country for entity in claims[-1].actor] == ["CAN"]


@pytest.mark.parametrize(("sentence", "event", "recipient"), [
    ("Le roi du Maroc a reçu le 4 mars le président tchadien.", "CONSULT", "MAR"),
    ("La Serbie a expulsé à son tour un diplomate croate.", "SANCTION", "HRV"),
    ("Le Maroc a distribué lundi des tentes à des familles libyennes.", "AID", "LBY"),
    ("Alger avait déjà expédié vers le Mali, depuis janvier, jusqu’à mille caisses de munitions.", "AID", "MLI"),
    ("Le Kenya a reçu dimanche soir, à Nairobi, le chef de la diplomatie omanaise.", "CONSULT", "KEN"),
])
def test_what_stands_between_verb_and_object_does_not_part_them(
        french: Speaker, sentence: str, event: str, recipient: str) -> None:
    [claim] = french.claims(sentence)
    assert claim.event == event
    assert recipient in [entity.country for entity in claim.recipient]


def test_a_pronoun_before_the_verb_names_the_receiver(french: Speaker) -> None:
    claims = french.claims("La Somalie a demandé de l'aide. Le Qatar lui a livré des blindés.")
    assert [entity.country for entity in claims[-1].recipient] == ["SOM"]


def test_a_semicolon_parts_two_clauses(english: Speaker) -> None:
    claims = english.claims("Chad's parliament ratified the treaty; weeks later Libya expelled a Chadian diplomat.")
    assert [claim.event for claim in claims] == ["SUPPORT", "SANCTION"]


@pytest.mark.parametrize(("sentence", "event", "trigger"), [
    ("La gendarmerie enquête sur la disparition d’un marin.", "ACCUSE", "enquête"),  # an adjective to the tagger
    ("Bakou menace de fermer le corridor.", "THREATEN", "menace"),  # a noun to the tagger
    ("La Norvège a gelé les avoirs du banquier.", "SANCTION", "gelé"),
    ("La France presse Israël de laisser entrer l’aide.", "REQUEST", "presse"),
])
def test_a_verb_is_told_by_the_grammar_around_it(french: Speaker, sentence: str, event: str, trigger: str) -> None:
    [claim] = french.claims(sentence)
    assert (claim.event, claim.trigger.text) == (event, trigger)
    assert claim.actor


def test_an_adjective_behind_its_noun_stays_an_adjective(french: Speaker) -> None:
    assert french.claims("Une ferme isolée, une marche lente, la presse locale.") == ()


@pytest.mark.parametrize(("sentence", "recipient"), [
    ("Le ministre sortant, Paul Sala, a remercié Tokyo et Séoul de leur appui.", ["JPN", "KOR"]),
    ("M. Sala a exhorté Tokyo et Séoul à cesser ces manœuvres.", ["JPN", "KOR"]),
])
def test_a_second_object_is_listed_with_the_first(french: Speaker, sentence: str, recipient: list[str]) -> None:
    claim = french.claims(sentence)[0]
    assert [entity.country for entity in claim.recipient] == recipient
    assert next(entity.name for entity in claim.actor).endswith("Sala")


def test_a_conjunction_of_several_words_makes_a_condition(french: Speaker) -> None:
    claims = french.claims("Les dockers menacent de faire grève à moins que le gouvernement chilien ne cède.")
    assert [claim.certainty.value for claim in claims if claim.event == "CONCEDE"] == ["unknown"]


def test_a_noun_in_apposition_is_no_clause(french: Speaker) -> None:
    claim = french.claims("Le Front, premier parti d'opposition, soutient le gouvernement tchadien.")[0]
    assert claim.event == "SUPPORT"
    assert [entity.country for entity in claim.recipient] == ["TCD"]


def test_a_verb_behind_an_apposition_is_the_clause(english: Speaker) -> None:
    [claim] = english.claims("Envoys say that Chad's foreign minister, Paul Sala, pledged in Doha to cooperate.")
    assert [entity.name for entity in claim.actor] == ["Paul Sala"]
    assert claim.recipient == ()


def test_a_nationality_behind_its_noun_is_its_adjective(french: Speaker) -> None:
    [claim] = french.claims("Le président kényan a rencontré son homologue ougandais jeudi à Entebbe.")
    assert [entity.name for entity in claim.recipient] == ["Ugandan counterpart"]


def test_counted_adjectives_are_people(french: Speaker) -> None:
    claim = french.claims("Des rebelles ont attaqué un hameau, tuant au moins neuf civils.")[-1]
    assert [entity.name for entity in claim.recipient] == ["civilians"]


@pytest.mark.parametrize(("sentence", "actors"), [
    ("Le roi a rencontré le consul et le Tchad a salué l'armée.", [["king", "consul"], ["Chad"]]),
    ("Le Pérou a critiqué le Chili et le Mali a expulsé un diplomate.", [["Peru"], ["Mali"]]),
])
def test_two_clauses_share_no_noun_between_them(french: Speaker, sentence: str, actors: list[list[str]]) -> None:
    assert [[entity.name for entity in claim.actor] for claim in french.claims(sentence)] == actors


def test_two_clauses_share_no_noun_between_them_in_english(english: Speaker) -> None:
    claims = english.claims("Peru criticised Chile and Mali expelled a diplomat.")
    assert [[entity.name for entity in claim.actor] for claim in claims] == [["Peru"], ["Mali"]]


def test_the_subject_before_a_participle_is_that_of_the_clause(french: Speaker) -> None:
    [claim] = french.claims("Le Pérou, citant un rapport chilien, a accusé le Mali.")
    assert [entity.country for entity in claim.actor] == ["PER"]
    assert [entity.country for entity in claim.recipient] == ["MLI"]


def test_a_reflexive_is_no_passive(french: Speaker) -> None:
    [claim] = french.claims("Le Mali s'est retiré de l'alliance.")
    assert [entity.country for entity in claim.actor] == ["MLI"]
