"""Who does it to whom, where grammar tells it in a roundabout way."""

import pytest

from selon.domain.records import Claim, Polarity
from tests.conftest import Speaker


def claim_of(speaker: Speaker, sentence: str, event: str) -> Claim:
    found = [claim for claim in speaker.claims(sentence) if claim.event == event]
    assert found, sentence
    return found[0]


def codes(claim: Claim, role: str) -> list[str | None]:
    return [entity.country for entity in getattr(claim, role)]


@pytest.mark.parametrize(("sentence", "event", "actor"), [
    ("Eritrea denied any role in the killing of Abel Tesfay.", "ASSAULT", ["ERI"]),
    ("Sudan admitted a part in the killing of Abel Tesfay.", "ASSAULT", ["SDN"]),
    ("Togo accused Benin of a hand in the murder of the envoy.", "ASSAULT", ["BEN"]),
    ("Sudanese soldiers were engaged in fighting near the port.", "ASSAULT", ["SDN"]),
    ("Ghanaian envoys approved a set of sanctions against Liberia.", "SANCTION", ["GHA"]),
    ("Ethiopian-led forces shelled the camps near the border.", "ASSAULT", ["ETH"]),
    ("Chad and Sudan are guilty of breaking the truce.", "ASSAULT", ["TCD", "SDN"]),
])
def test_the_doer_is_found(english: Speaker, sentence: str, event: str, actor: list[str]) -> None:
    assert codes(claim_of(english, sentence, event), "actor") == actor


@pytest.mark.parametrize(("sentence", "event", "actor"), [
    ("L'Érythrée a nié tout rôle dans l'assassinat d'Abel Tesfay.", "ASSAULT", ["ERI"]),
    ("Le Togo accuse le Bénin d'implication dans le meurtre de l'émissaire.", "ASSAULT", ["BEN"]),
    ("L'armée serbe était engagée dans des combats contre les rebelles.", "ASSAULT", ["SRB"]),
])
def test_the_doer_is_found_in_french(french: Speaker, sentence: str, event: str, actor: list[str]) -> None:
    assert codes(claim_of(french, sentence, event), "actor") == actor


@pytest.mark.parametrize(("sentence", "event", "recipient"), [
    ("The Ghanaian senate ratified the Kenyan candidacy.", "SUPPORT", ["KEN"]),
    ("Tokyo approved a transfer of radars to Manila.", "AGREE", ["PHL"]),
    ("Kenya is ready to put soldiers in the port.", "AGREE", []),
    ("Gunmen shot an anti-Mali singer in Accra.", "ASSAULT", ["GHA"]),
])
def test_whom_it_concerns_is_found(english: Speaker, sentence: str, event: str, recipient: list[str | None]) -> None:
    assert codes(claim_of(english, sentence, event), "recipient") == recipient


def test_two_told_of_before_are_met(english: Speaker) -> None:
    *_, last = english.claims("The envoy met President William Ruto and Raila Odinga. "
                              "The French minister then met both men.")
    assert {entity.name for entity in (*last.actor, *last.recipient)} >= {"William Ruto", "Raila Odinga"}


@pytest.mark.parametrize("sentence", [
    "Taxi drivers blocked a bridge in Lomé to demand the dismissal of the minister.",
    "Des chauffeurs de taxi ont bloqué un pont à Lomé pour exiger le renvoi du ministre.",
])
def test_what_roads_are_blocked_for_is_not_denied(english: Speaker, french: Speaker, sentence: str) -> None:
    speaker = french if "Des" in sentence else english
    assert claim_of(speaker, sentence, "REQUEST").polarity is Polarity.POSITIVE


def test_a_people_without_a_state_acts(english: Speaker, french: Speaker) -> None:
    assert [e.name for e in claim_of(english, "Kurds attacked a village.", "ASSAULT").actor] == ["Kurds"]
    assert [e.name for e in claim_of(french, "Les Kurdes ont attaqué un village.", "ASSAULT").actor] == ["Kurds"]


@pytest.mark.parametrize(("sentence", "actor", "recipient"), [
    ("Lula met Vladimir Putin in Moscow.", ["BRA"], ["RUS"]),
    ("Vladimir Putin met Lula in Moscow.", ["BRA"], ["RUS"]),
    ("Lula and Vladimir Putin met in Moscow.", ["BRA", "RUS"], []),
    ("Lula met Vladimir Putin in Geneva.", ["BRA", "RUS"], []),
])
def test_whoever_is_met_at_home_is_the_host(
        english: Speaker, sentence: str, actor: list[str], recipient: list[str]) -> None:
    claim = claim_of(english, sentence, "CONSULT")
    assert (codes(claim, "actor"), codes(claim, "recipient")) == (actor, recipient)


def test_whoever_is_quoted_behind_the_word_does_it(french: Speaker) -> None:
    claim = claim_of(french, "« Le Togo a tout caché aux marins », déplore un armateur kényan.", "ACCUSE")
    assert [entity.name for entity in claim.actor] == ["Kenyan shipowner"]
    assert codes(claim, "recipient") == ["TGO"]


def test_a_group_of_people_are_these_people(english: Speaker, french: Speaker) -> None:
    claim = claim_of(english, "Soldiers shot a group of Malian refugees.", "ASSAULT")
    assert [entity.name for entity in claim.recipient] == ["Malian refugees"]
    claim = claim_of(french, "Un groupe de rebelles tchadiens a attaqué un convoi.", "ASSAULT")
    assert [entity.name for entity in claim.actor] == ["Chadian rebels"]


def test_their_allies_are_those_of_the_state_beside_them(french: Speaker) -> None:
    claim = claim_of(french, "Hanoï a dénoncé les sanctions des États-Unis et de leurs amis.", "ACCUSE")
    assert set(codes(claim, "recipient")) == {"USA"}


@pytest.mark.parametrize(("sentence", "event", "recipient"), [
    ("Peru rejected the timetable that Chile had proposed.", "REJECT", ["CHL"]),
    ("Sudan denounced the blockade that Egypt had imposed on two ports.", "ACCUSE", ["EGY"]),
    ("The senators demanded the release of a Kenyan singer.", "REQUEST", []),
    ("Mali demanded the withdrawal of Algerian troops from the oasis.", "REQUEST", ["DZA"]),
    ("Chad and Niger agreed to reopen their embassies.", "AGREE", []),
    ("Police accused Togo and Benin, which has closed its ports, of fraud.", "ACCUSE", ["TGO", "BEN"]),
    ("Uganda threatened to bomb the camps unless Burundi disarms them.", "THREATEN", ["BDI"]),
    ("Uganda said it would bomb the camps if Burundi armed them.", "THREATEN", ["BDI"]),
    ("Dockers marched to salute the sailors and denounce Chile.", "PROTEST", ["CHL"]),
    ("Dockers marched to thank Chile.", "PROTEST", []),
])
def test_who_is_meant_is_told_by_what_is_spoken_of(
        english: Speaker, sentence: str, event: str, recipient: list[str]) -> None:
    assert codes(claim_of(english, sentence, event), "recipient") == recipient


@pytest.mark.parametrize(("sentence", "event", "recipient"), [
    ("Le Pérou a rejeté le calendrier que lui proposait le Chili.", "REJECT", ["CHL"]),
    ("Les sénateurs réclament la libération d'une chanteuse kényane.", "REQUEST", []),
    ("Les dockers ont marché vers le port pour remercier le Chili.", "PROTEST", []),
    ("Le Tchad menace de fermer ses ports à moins que le Niger ne cède.", "THREATEN", ["NER"]),
    ("Le Pérou a annoncé qu'il bombarderait les camps si le Chili fermait ses ports.", "THREATEN", ["CHL"]),
])
def test_who_is_meant_is_told_by_what_is_spoken_of_in_french(
        french: Speaker, sentence: str, event: str, recipient: list[str]) -> None:
    assert codes(claim_of(french, sentence, event), "recipient") == recipient


def test_only_the_last_of_several_is_told_more_of_in_the_singular(english: Speaker) -> None:
    claim = claim_of(english, "The envoy saw William Ruto and Raila Odinga, who is being held at a hotel.", "COERCE")
    assert [entity.name for entity in claim.recipient] == ["Raila Odinga"]


def test_a_threat_needs_its_own_doer_to_make_it(english: Speaker) -> None:
    claims = english.claims("Kenya said that Uganda would bomb the camps if Burundi armed them.")
    assert "THREATEN" not in {claim.event for claim in claims}


@pytest.mark.parametrize(("sentence", "recipient"), [
    ("Thousands marched in Dodoma to protest against Rwanda's decision to close the lake.", ["RWA"]),
    ("Miners began a hunger strike in protest at the Bolivian government's refusal to negotiate.", ["BOL"]),
    ("Farmers blocked a bridge in defiance of Paraguayan authorities.", ["PRY"]),
    ("Nurses went on strike to demand the dismissal of the Zambian health minister.", ["ZMB"]),
])
def test_whom_a_protest_is_against_is_told_by_its_cause(
        english: Speaker, sentence: str, recipient: list[str]) -> None:
    assert codes(claim_of(english, sentence, "PROTEST"), "recipient") == recipient


def test_whom_a_protest_is_against_is_told_by_its_cause_in_french(french: Speaker) -> None:
    claim = claim_of(french, "Des pêcheurs ont bloqué un port, dénonçant la politique de Lusaka.", "PROTEST")
    assert codes(claim, "recipient") == ["ZMB"]
    claims = french.claims("Des enseignants ont défilé pour protester contre la décision du Laos.")
    assert [(claim.event, codes(claim, "recipient")) for claim in claims] == [("PROTEST", ["LAO"])]


def test_those_among_whom_it_happens_did_not_do_it(english: Speaker) -> None:
    assert claim_of(english, "The attack among pilgrims in Kenya killed a priest.", "ASSAULT").actor == ()


def test_numbers_alone_are_people(english: Speaker, french: Speaker) -> None:
    assert [e.name for e in claim_of(english, "Thousands marched in Dodoma.", "PROTEST").actor] == ["people"]
    claim = claim_of(french, "Des milliers de pêcheurs ont manifesté à Dakar.", "PROTEST")
    assert [entity.name for entity in claim.actor] == ["fishermen"]


@pytest.mark.parametrize(("sentence", "event", "recipient"), [
    ("Benin rejected charges made by a Togolese union to President Patrice Talon.", "ACCUSE", ["BEN"]),
    ("Paris pledged to increase the aid sent to Sudanese villagers.", "AGREE", ["SDN"]),
    ("Ecuador, which brought its soldiers home from Gabon, has not commented.", "RETREAT", ["GAB"]),
    ("Gunmen abducted six aid workers, including a Danish nurse.", "ASSAULT", [None, "DNK"]),
    ("Malian rebels demanded a truce with the Nigerien army before letting lorries pass.", "REQUEST", ["NER"]),
])
def test_words_around_the_noun_tell_whom_it_concerns(
        english: Speaker, sentence: str, event: str, recipient: list[str | None]) -> None:
    assert codes(claim_of(english, sentence, event), "recipient") == recipient


@pytest.mark.parametrize(("sentence", "event", "recipient"), [
    ("Le Pérou a pris des sanctions sans précédent contre le Chili.", "SANCTION", ["CHL"]),
    ("Le Pérou s'est engagé à augmenter l'aide acheminée aux villageois chiliens.", "AGREE", ["CHL"]),
    ("À Lima, le gouvernement péruvien a offert ses bons offices.", "AGREE", []),
    ("À Lima, le gouvernement chilien a offert une aide au Togo.", "AID", ["TGO"]),
    ("Trois soldats, dont un colonel danois, ont été tués.", "ASSAULT", [None, "DNK"]),
])
def test_words_around_the_noun_tell_whom_it_concerns_in_french(
        french: Speaker, sentence: str, event: str, recipient: list[str | None]) -> None:
    assert codes(claim_of(french, sentence, event), "recipient") == recipient


def test_whoever_is_met_where_one_has_gone_is_the_host(english: Speaker) -> None:
    claims = english.claims("Lula had come to Doha on Monday; on Tuesday he met Qatari Emir Tamim bin Hamad Al Thani.")
    assert [(codes(c, "actor"), codes(c, "recipient")) for c in claims] == [(["BRA"], ["QAT"]), (["BRA"], ["QAT"])]


@pytest.mark.parametrize(("sentence", "recipient"), [
    ("Peru's foreign minister warned that Lima would respond if Chile did not stop.", ["CHL"]),
    ("Le ministre péruvien a prévenu que Lima riposterait si le Chili ne cessait pas.", ["CHL"]),
])
def test_nobody_threatens_their_own_state(
        english: Speaker, french: Speaker, sentence: str, recipient: list[str]) -> None:
    speaker = french if sentence.startswith("Le ") else english
    assert codes(claim_of(speaker, sentence, "THREATEN"), "recipient") == recipient


def test_a_word_for_which_people_they_are_tells_no_event(english: Speaker) -> None:
    claims = english.claims("The coup leaders imposed a curfew.")
    assert [claim.trigger.text for claim in claims] == ["curfew"]


def test_whom_one_travels_to_talk_with_is_whom_one_meets(english: Speaker) -> None:
    [claim] = english.claims("The Chadian foreign minister flew to Riyadh for talks with the Saudi crown prince.")
    assert (codes(claim, "actor"), codes(claim, "recipient")) == (["TCD"], ["SAU"])


def test_an_embassy_is_whom_it_is_done_to(english: Speaker, french: Speaker) -> None:
    for speaker, sentence, event in ((english, "A crowd marched on the Danish embassy in Tripoli.", "PROTEST"),
                                     (french, "La foule a manifesté devant l’ambassade du Danemark à Tripoli.",
                                      "PROTEST"),
                                     (french, "Un drone a détruit l’ambassade du Danemark à Tripoli.", "ASSAULT")):
        [recipient] = claim_of(speaker, sentence, event).recipient
        assert (recipient.name, recipient.country) == ("Danish embassy in Libya", "DNK"), sentence


def test_one_praises_another_and_not_oneself(english: Speaker) -> None:
    claim = claim_of(english, "William Ruto received Narendra Modi. The Kenyan leader congratulated his guest.",
                     "SUPPORT")
    assert [entity.name for entity in claim.recipient] == ["Narendra Modi"]


@pytest.mark.parametrize(("sentence", "host"), [
    ("Envoys of Chad negotiated with Sudan in the presence of their Omani host, Haitham bin Tariq.", "OMN"),
    ("The rebels negotiated with the army, with Togo as host.", "TGO"),
    ("Narendra Modi travelled to Nairobi as the guest of William Ruto.", "KEN"),
])
def test_who_is_named_as_host_is_the_recipient(english: Speaker, sentence: str, host: str) -> None:
    claim = claim_of(english, sentence, "CONSULT")
    assert codes(claim, "recipient") == [host]
    assert host not in codes(claim, "actor")


@pytest.mark.parametrize(("sentence", "host"), [
    ("Narendra Modi s’est rendu à Nairobi en invité de William Ruto.", "KEN"),
    ("Les rebelles ont négocié avec l'armée, avec le Togo pour hôte.", "TGO"),
])
def test_who_is_named_as_host_is_the_recipient_in_french(french: Speaker, sentence: str, host: str) -> None:
    assert codes(claim_of(french, sentence, "CONSULT"), "recipient") == [host]


def test_a_guest_told_of_in_one_clause_is_met_in_the_next(english: Speaker) -> None:
    *_, met = english.claims("Narendra Modi had travelled to Nairobi as the guest of William Ruto; "
                             "two days later he met Musalia Mudavadi, the Kenyan foreign minister.")
    assert (codes(met, "actor"), codes(met, "recipient")) == (["IND"], ["KEN"])


def test_force_is_no_party(english: Speaker, french: Speaker) -> None:
    assert not claim_of(english, "Togo will use force unless the mutineers surrender.", "ASSAULT").recipient
    threat = claim_of(french, "Le Togo a menacé de recourir à la force contre les putschistes.", "THREATEN")
    assert [entity.name for entity in threat.recipient] == ["putschists"]
    shelled = claim_of(french, "Une force africaine est arrivée. La force a bombardé un village du Tchad.", "ASSAULT")
    assert shelled.actor
