"""What the parser misreads and a reader does not, seen through the claims it leads to."""

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
