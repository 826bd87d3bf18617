"""Acts told without a word for them, and who stands behind what is only named."""

import pytest

from tests.conftest import Speaker


@pytest.mark.parametrize(("sentence", "event", "actor", "recipient"), [
    ("Kyiv said Moscow must release the prisoners.", "REQUEST", ["UKR"], ["RUS"]),
    ("Syria said it will not release the Turkish officers.", "REJECT", ["SYR"], ["TUR"]),
])
def test_demands_and_refusals_are_events(
        english: Speaker, sentence: str, event: str, actor: list[str], recipient: list[str]) -> None:
    [claim] = english.claims(sentence)
    assert claim.event == event
    assert [entity.country for entity in claim.actor] == actor
    assert [entity.country for entity in claim.recipient] == recipient


def test_a_mention_that_only_points_back_is_no_claim(french: Speaker) -> None:
    claims = french.claims("Le ministre turc s'est rendu à Doha lundi. Cette visite revêt une grande importance.")
    assert len(claims) == 1


def test_unnamed_civilians_are_at_home_where_it_happens(english: Speaker) -> None:
    [claim] = english.claims("Protesters marched in Nairobi on Sunday.")
    assert [entity.country for entity in claim.actor] == ["KEN"]


@pytest.mark.parametrize(("sentence", "actor", "recipient"), [
    ("Chad said that talks with Sudan were out of the question.", ["TCD"], ["SDN"]),
    ("Talks with Sudan are out of the question.", [], ["SDN"]),  # nobody is said to say so
])
def test_what_is_out_of_the_question_is_refused_by_who_says_so(
        english: Speaker, sentence: str, actor: list[str], recipient: list[str]) -> None:
    [claim] = english.claims(sentence)
    assert claim.event == "REJECT"
    assert [entity.country for entity in claim.actor] == actor
    assert [entity.country for entity in claim.recipient] == recipient


@pytest.mark.parametrize("sentence", [
    "Ndjamena a déclaré qu'une rencontre avec le Soudan était hors de question.",
    "Il est hors de question de recevoir le président soudanais, a dit le ministre tchadien.",
])
def test_what_is_out_of_the_question_is_refused_in_french(french: Speaker, sentence: str) -> None:
    [claim] = french.claims(sentence)
    assert (claim.event, claim.trigger.text) == ("REJECT", "question")
    assert [entity.country for entity in claim.actor] == ["TCD"]
    assert [entity.country for entity in claim.recipient] == ["SDN"]


@pytest.mark.parametrize(("sentence", "status"), [
    ("Togo denied the accusations made by Benin.", "asserted"),  # they were made
    ("Togo denied any accusation against Benin.", "denied"),  # none was
])
def test_a_denied_accusation_was_made(english: Speaker, sentence: str, status: str) -> None:
    [claim] = english.claims(sentence)
    assert (claim.event, claim.status.value) == ("ACCUSE", status)


def test_who_denies_an_accusation_is_the_one_accused(english: Speaker, french: Speaker) -> None:
    [claim] = english.claims("Togo denied the accusations made by Benin.")
    assert [entity.country for entity in claim.recipient] == ["TGO"]
    claims = french.claims("Le ministère malien s'est défendu contre les accusations lancées par le Tchad.")
    found = next(claim for claim in claims if claim.event == "ACCUSE")
    assert [entity.country for entity in (*found.actor, *found.recipient)] == ["TCD", "MLI"]
