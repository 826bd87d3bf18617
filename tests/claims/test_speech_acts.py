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
