"""Where and when a claim happens: what ties a place or a date to the word of an event, in both languages."""

from __future__ import annotations

import pytest

from selon.domain.records import Claim
from selon.pipeline import Coder

PUBLISHED = "2024-03-15"  # a Friday


def claim(coder: Coder, language: str, text: str, trigger: str) -> Claim:
    """The claim whose trigger begins with the word given."""
    claims = coder.code(text, language=language, published=PUBLISHED).claims
    found = [item for item in claims if item.trigger.text.startswith(trigger)]
    assert found, f"no claim at {trigger}: {[item.trigger.text for item in claims]}"
    return found[0]


@pytest.mark.parametrize(("language", "text", "trigger", "place"), [
    # "where" and "y" take up the place before them
    ("en", "The Kenyan president flew to Kampala, where he met his Ugandan counterpart.", "met", "Kampala"),
    ("fr", "Le président kényan s'est rendu à Kampala, où il a rencontré son homologue ougandais.",
     "rencontré", "Kampala"),
    ("fr", "Le ministre est arrivé à Nairobi et y a rencontré son homologue kényan.", "rencontré", "Nairobi"),
    # a noun of area, or of a building in a town, stands between
    ("en", "Rebels shelled the outskirts of Sirte on Monday.", "shelled", "Sirte"),
    ("fr", "Les rebelles ont bombardé la périphérie de Syrte lundi.", "bombardé", "Sirte"),
    ("en", "Gunmen killed two soldiers at the airport of Kisangani.", "killed", "Kisangani"),
    ("fr", "Des hommes armés ont tué deux soldats sur l'aéroport de Kisangani.", "tué", "Kisangani"),
    ("fr", "L'armée a tué trois civils au sud de Kisangani.", "tué", "Kisangani"),
    # a clause of the same time and place
    ("en", "Speaking in Tunis on Monday, the Italian prime minister threatened Libya with sanctions.",
     "threatened", "Tunis"),
    ("fr", "Réunis à Accra, les dirigeants africains ont suspendu le Mali.", "suspendu", "Accra"),
    ("en", "In Harare thousands of people marched before police arrested the organisers.", "arrested", "Harare"),
    # what is given to a state does not happen there, nor what a source's seat is
    ("en", "Belgium delivered tanks to Ukraine.", "delivered", None),
    ("fr", "La Belgique a livré des chars à l'Ukraine.", "livré", None),
    ("fr", "Le Ghana a expulsé un diplomate togolais, selon un responsable en poste à Lagos.", "expulsé", None),
    # what is asked or refused happens elsewhere
    ("en", "Hungary ruled out the deployment of troops in Moldova.", "ruled", None),
])
def test_a_place_is_tied_to_its_event(coder: Coder, language: str, text: str, trigger: str, place: str | None) -> None:
    found = claim(coder, language, text, trigger).place
    assert (found and found.name) == place


@pytest.mark.parametrize(("language", "text", "trigger", "mention", "country"), [
    ("en", "The Kenyan president arrived in Kampala on Monday. Police arrested two men at the airport.", "arrested",
     "airport", "UGA"),
    ("fr", "Le président kényan est arrivé lundi à Kampala. La police a arrêté deux hommes devant le parlement.",
     "arrêté",
     "parlement", "UGA"),
    ("en", "The minister landed in Kigali. In the city, police arrested a journalist.", "arrested", "city", "RWA"),
    ("fr", "Le ministre a atterri à Kigali. Dans la ville, la police a arrêté un journaliste.",
     "arrêté", "ville", "RWA"),
])
def test_a_building_lies_in_the_town_told_before(coder: Coder, language: str, text: str, trigger: str, mention: str,
                                                 country: str) -> None:
    found = claim(coder, language, text, trigger).place
    assert found
    assert (found.text, found.country) == (mention, country)
    assert "told before" in found.why


@pytest.mark.parametrize(("language", "text", "trigger", "value"), [
    # what opens the sentence, whatever the parser makes its root
    ("fr", "Jeudi, à Lima, la foule a rendu hommage au défunt président.", "hommage", "2024-03-14"),
    # a clause of the same time
    ("en", "When the delegation landed in Lima on Tuesday, Peru signed the treaty.", "signed", "2024-03-12"),
    ("fr", "Arrivé mardi à Lima, le ministre a été reçu par le président péruvien.", "reçu", "2024-03-12"),
    ("fr", "Le général a été renversé puis emprisonné mardi par des soldats.", "renversé", "2024-03-12"),
    # "when" takes up the date before it
    ("en", "The last visit was in 2011, when the Peruvian president met the Chilean leader.", "met", "2011"),
    # an event noun's own date, where the verb happens within it
    ("en", "At a summit in Lima on Tuesday, Peru expelled a Chilean diplomat.", "expelled", "2024-03-12"),
    ("fr", "Le président péruvien a rencontré son homologue chilien au sommet du 12 mars.", "rencontré", "2024-03-12"),
    # what is past does not happen within a stretch to come
    ("en", "Peru on Tuesday ordered a Chilean diplomat to leave the country within ten days.", "ordered", "2024-03-12"),
    # when a deed is denied tells nothing of the deed
    ("fr", "Lundi, le Pérou a nié toute attaque contre la Bolivie.", "attaque", None),
    ("en", "On Monday Peru denied having delivered arms to Bolivia.", "delivered", None),
])
def test_a_date_is_tied_to_its_event(coder: Coder, language: str, text: str, trigger: str, value: str | None) -> None:
    found = claim(coder, language, text, trigger).time
    assert (found and found.value) == value
