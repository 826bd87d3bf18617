"""Certainty, polarity and auxiliary modes of an event word, in short sentences of our own.

A row is what is expected, the word, and the sentence it stands in. Expected is FactBank's pair of certainty and
polarity (CT, PR, PS, U with + or -), then the auxiliary modes: f future, h hypothetical.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from selon.claims.certainty import (
    ABILITY,
    DUTY,
    MOTION,
    CertaintyRules,
    Ties,
    judge,
    status_of,
    ties,
    with_background,
    with_source,
)
from selon.claims.certainty_effects import EFFECTS
from selon.domain.analysis import Analysis
from selon.domain.catalog import LANGUAGES, shipped
from selon.domain.errors import DataError
from selon.domain.records import (
    Auxiliary,
    Certainty,
    Judgement,
    Polarity,
    Quote,
    Report,
    Source,
    SourceKind,
    Span,
    Stance,
    Status,
    When,
)
from selon.language.analyse import Analyser
from tests.conftest import Speaker

Read = Callable[[str, str], Analysis]
DEGREES = {Certainty.CERTAIN: "CT", Certainty.PROBABLE: "PR", Certainty.POSSIBLE: "PS", Certainty.UNKNOWN: "U"}
GOVERNORS_A_LANGUAGE = 300

ENGLISH = [
    # what stands beside a word and what stands above it
    ("CT-", "demonstrated", "No one demonstrated."),
    ("U+fh", "strike", "Will Peru strike Ecuador this week?"),
    ("U+h", "seen", "“Have you seen the wreck?” she asked."),
    ("PS+fh", "cooperation", "Peru may review its cooperation with Chile."),
    ("CT+", "extended", "On Friday parliament extended the truce; its speaker called for a vote."),
    ("CT+", "imposing", "Quito denounced its neighbours for imposing sanctions."),
    ("CT-", "killed", "Quito rejected any suggestion that its agents had killed the envoy."),
    ("PS+h", "raid", "Lima accused Quito of a possible hand in the raid."),
    ("CT+", "leave", "The villagers saw the soldiers leave."),
    # negation and its scope
    ("CT+", "attacked", "The army attacked the town."),
    ("CT-", "attack", "The army did not attack the town."),
    ("CT-", "attacked", "The town was not attacked by the army."),
    ("CT-", "attacked", "No one attacked the town."),
    ("CT-", "attacked", "The army never attacked the town."),
    ("CT-", "attacked", "No soldier attacked the town."),
    ("CT-", "condemned", "Neither Paris nor London condemned India."),
    ("CT+", "attack", "The army did not only attack the town."),
    ("CT-", "signing", "They left without signing the deal."),
    ("CT-", "attack", "There was no attack on the town."),
    ("CT-", "attack", "Instead of an attack, the army chose talks."),
    ("CT+", "attack", "Despite the attack, talks went on."),
    ("CT-", "attack", "They did not attack or seize the town."),
    ("CT-", "seize", "They did not attack or seize the town."),
    ("CT-", "meet", "They have yet to meet."),
    # modals, future, plans
    ("PS+fh", "attack", "Mali may attack Niger."),
    ("PS-fh", "attack", "Mali may not attack Niger."),
    ("CT-", "attack", "Mali could not attack Niger."),
    ("PS+h", "attacked", "Mali may have attacked Niger."),
    ("PR+", "attacked", "Mali must have attacked Niger."),
    ("U+fh", "attack", "Mali should attack Niger."),
    ("U+fh", "leave", "The troops must leave the town."),
    ("CT+", "leave", "The troops had to leave the town."),
    ("PR+f", "attack", "Mali will attack Niger."),
    ("CT-f", "attack", "Mali will not attack Niger."),
    ("PR+f", "meet", "The defence chiefs are to meet immediately."),
    ("PR+f", "resume", "The talks are due to resume on Monday."),
    ("PR+f", "strike", "Kyiv is going to strike back."),
    ("PR+f", "attack", "The army is about to attack."),
    ("PR+f", "attack", "He said Mali would attack Niger."),
    ("PR+f", "sign", "They will meet and sign a treaty."),
    ("PS+fh", "seize", "They may attack and seize the town."),
    ("PR+f", "visit", "A visit is planned for May."),
    ("PR+f", "withdraw", "Russia to withdraw troops from Syria"),
    ("PR+f", "withdraw", "Paris promised to withdraw its troops."),
    ("CT-f", "withdraw", "Paris does not plan to withdraw its troops."),
    ("CT-f", "meet", "He has no plans to meet the rebels."),
    ("PR+f", "talks", "The two sides agreed to hold talks."),
    # conditions and questions
    ("U+fh", "attacks", "Iran will respond if Israel attacks."),
    ("PR+fh", "respond", "Iran will respond if Israel attacks."),
    ("U+fh", "respond", "Iran would respond if Israel attacked."),
    ("PR+fh", "attack", "Paris will attack unless Mali leaves."),
    ("U+fh", "attack", "Should Israel attack the port, Iran would respond."),
    ("U+h", "attack", "In case of an attack, Paris would respond."),
    ("U+h", "attack", "Any attack on the town will be punished."),
    ("U+h", "attacked", "It is unclear whether Mali attacked Niger."),
    ("U+h", "attacked", "Paris asked whether Mali had attacked Niger."),
    ("U+h", "attacked", "Has Mali attacked Niger?"),
    ("CT+", "attacked", "Why did Mali, which attacked Niger, refuse?"),
    # what verbs imply of their complement
    ("CT+", "take", "The rebels managed to take the city."),
    ("CT-", "take", "The rebels failed to take the city."),
    ("CT-", "meet", "The minister refused to meet the rebels."),
    ("U+h", "meet", "The minister did not refuse to meet the rebels."),
    ("CT-", "attack", "Nobody dared to attack the town."),
    ("CT+", "leave", "The army forced the rebels to leave."),
    ("CT+", "capture", "Mali helped the rebels capture the town."),
    ("CT-", "attacking", "France prevented Mali from attacking Niger."),
    ("CT-", "attacking", "The army refrained from attacking the town."),
    ("CT+", "attacking", "Mali began attacking Niger."),
    ("CT+", "attacking", "Mali stopped attacking Niger in 2019."),
    ("CT-", "condemning", "They stopped short of condemning the coup."),
    ("CT-", "attack", "The army avoided an attack on the town."),
    ("CT-", "attack", "The army foiled an attack on the town."),
    ("CT-", "visit", "The minister cancelled his visit to Paris."),
    ("CT+", "free", "Washington was able to free the hostages."),
    ("CT-", "free", "Washington was not able to free the hostages."),
    ("U+h", "take", "The rebels tried to take the city."),
    ("U+fh", "meet", "The minister wants to meet the rebels."),
    ("U+fh", "withdraw", "Paris urged Mali to withdraw its troops."),
    ("U+fh", "withdrawal", "Paris demanded the withdrawal of the troops."),
    ("U+fh", "release", "The UN called for the release of the hostages."),
    ("U+fh", "free", "The army entered the town to free the hostages."),
    ("PS+fh", "attack", "Mali threatened to attack Niger."),
    ("PS+h", "attack", "The risk of an attack on the town is growing."),
    # what is said, thought, denied and taken for granted
    ("CT-", "struck", "Israel denied that it struck Damascus."),
    ("CT-", "struck", "Israel denied having struck Damascus."),
    ("CT-", "attacked", "It is not true that Mali attacked Niger."),
    ("CT-", "killing", "He was cleared of killing the general."),
    ("CT-f", "sending", "Paris ruled out sending troops."),
    ("PS+fh", "sending", "Paris did not rule out sending troops."),
    ("CT+", "killing", "He was accused of killing the general."),
    ("PR+", "killing", "He is suspected of killing the general."),
    ("U+h", "attacked", "Paris has not confirmed that Mali attacked Niger."),
    ("PR+", "attacked", "Paris thinks that Mali attacked Niger."),
    ("PR-", "attacked", "Paris does not think that Mali attacked Niger."),
    ("PR-f", "attack", "It is unlikely that Mali will attack Niger."),
    ("PR+", "attacked", "Mali is believed to have attacked Niger."),
    ("PR+", "ordered", "He is said to have ordered the strike."),
    ("PR+", "attacked", "Mali reportedly attacked Niger."),
    ("PS+h", "attacked", "Perhaps Mali attacked Niger."),
    ("PR+", "attack", "The alleged attack took place in May."),
    ("PS+h", "attack", "A possible attack on the town worries Paris."),
    ("CT+", "attacked", "Paris regrets that Mali attacked Niger."),
    ("CT+", "attacked", "Paris did not know that Mali attacked Niger."),
    ("CT+", "invasion", "Paris will never accept the invasion of Ukraine."),
    ("CT+", "attacked", "The rebels, who attacked the town, may leave."),
]

FRENCH = [
    # ce qui se tient à côté du mot, et au-dessus
    ("CT-", "condamné", "Ni Rome ni Madrid n'ont condamné le putsch."),
    ("CT-", "quitté", "L'armée, qui n'a pas encore quitté la ville, se tait."),
    ("U+h", "livré", "Rome a-t-elle livré des missiles à Lima ?"),
    ("PS+fh", "rencontre", "Une rencontre entre les deux présidents pourrait avoir lieu à Lima."),
    ("PS+fh", "coopération", "Le Pérou pourrait revoir sa coopération avec le Chili."),
    ("PR+f", "indemniser", "Le Chili a salué la décision du tribunal d'indemniser les pêcheurs."),
    ("CT+", "partir", "Les villageois ont vu les soldats partir."),
    # la négation et sa portée
    ("CT+", "attaqué", "L'armée a attaqué la ville."),
    ("CT-", "attaqué", "L'armée n'a pas attaqué la ville."),
    ("CT-", "attaquée", "La ville n'a pas été attaquée par l'armée."),
    ("CT-", "attaqué", "Personne n'a attaqué la ville."),
    ("CT-", "attaqué", "Aucun soldat n'a attaqué la ville."),
    ("CT-", "condamné", "Ni Londres ni Washington n'ont condamné l'Inde."),
    ("CT-", "tiré", "Les gendarmes n'ont tiré sur personne."),
    ("CT+", "attaqué", "L'armée n'a attaqué que la ville."),
    ("CT-", "signé", "Ils sont partis sans avoir signé l'accord."),
    ("CT-", "accord", "Ils sont partis sans accord."),
    ("CT-", "livre", "La France ne livre plus d'armes au Mali."),
    ("CT-", "attaque", "Il n'y a pas eu d'attaque contre la ville."),
    ("CT-", "rencontre", "La rencontre n'a pas eu lieu."),
    ("CT+", "attaque", "Malgré l'attaque, les discussions continuent."),
    # le conditionnel, le futur, les projets
    ("PR+", "tué", "L'armée aurait tué dix civils."),
    ("PR+", "disposerait", "Le Mali disposerait de missiles."),
    ("PS+fh", "attaquer", "Le Mali pourrait attaquer le Niger."),
    ("PS+h", "demandé", "Le ministre pourrait avoir demandé des munitions."),
    ("CT-", "attaquer", "Le Mali ne peut pas attaquer le Niger."),
    ("CT+", "libérer", "La France a pu libérer les otages."),
    ("CT-", "libérer", "La France n'a pas pu libérer les otages."),
    ("PR+f", "attaquer", "Le Mali va attaquer le Niger."),
    ("PR+f", "attaquera", "Le Mali attaquera le Niger."),
    ("CT-f", "attaquera", "Le Mali n'attaquera pas le Niger."),
    ("PR+f", "rencontrer", "Le ministre devrait rencontrer les rebelles."),
    ("PR+f", "rencontrer", "Le ministre doit rencontrer les rebelles lundi."),
    ("U+fh", "quitter", "Les troupes devront quitter la ville."),
    ("CT+", "quitter", "Le ministre a dû quitter la ville."),
    ("U+fh", "partent", "Il faut que les troupes partent."),
    ("PR+f", "partirait", "Le ministre a dit qu'il partirait lundi."),
    ("PR+f", "signer", "Ils vont se rencontrer et signer un traité."),
    ("PR+f", "réunion", "Une réunion est prévue lundi."),
    ("PR+f", "visite", "Le ministre effectuera une visite à Alger."),
    ("PR+f", "retirer", "Paris a promis de retirer ses troupes."),
    ("PR+f", "signer", "Le ministre s'apprête à signer le traité."),
    ("CT-f", "retirer", "Paris ne prévoit pas de retirer ses troupes."),
    ("CT-f", "rencontrer", "Il n'a pas l'intention de rencontrer les rebelles."),
    # conditions et questions
    ("U+fh", "attaque", "Si Israël attaque le port, l'Iran ripostera."),
    ("PR+fh", "ripostera", "Si Israël attaque le port, l'Iran ripostera."),
    ("U+fh", "riposterait", "Si Israël attaquait le port, l'Iran riposterait."),
    ("CT+", "frappé", "Même si Paris a frappé la ville, Damas se tait."),
    ("U+h", "attaque", "En cas d'attaque contre la ville, Paris réagira."),
    ("U+fh", "riposterait", "Le ministre n'a pas dit s'il riposterait."),
    ("U+h", "attaqué", "On ignore si le Mali a attaqué le Niger."),
    ("U+h", "attaqué", "Le Mali a-t-il attaqué le Niger ?"),
    ("CT+", "attaqué", "Pourquoi le Mali a attaqué le Niger ?"),
    # ce que les verbes impliquent de leur complément
    ("CT+", "prendre", "Les rebelles ont réussi à prendre la ville."),
    ("CT-", "attaquer", "L'armée a failli attaquer la ville."),
    ("CT-", "rencontrer", "Le ministre refuse de rencontrer les rebelles."),
    ("CT-", "attaquer", "Personne n'a osé attaquer la ville."),
    ("CT-", "attaquer", "Ils ont empêché les soldats d'attaquer la ville."),
    ("CT+", "négocier", "La France a contraint le Mali à négocier."),
    ("CT+", "partir", "Elle a été forcée de partir."),
    ("CT+", "frapper", "L'armée vient de frapper la ville."),
    ("CT-", "attaque", "L'armée a évité une attaque contre la ville."),
    ("CT-", "attaque", "L'armée a déjoué une attaque contre la ville."),
    ("CT-", "visite", "Le ministre a annulé sa visite à Paris."),
    ("U+h", "prendre", "Les rebelles ont tenté de prendre la ville."),
    ("U+fh", "rencontrer", "Le ministre veut rencontrer les rebelles."),
    ("U+fh", "retirer", "Paris a demandé au Mali de retirer ses troupes."),
    ("U+fh", "retrait", "Paris a exigé le retrait des troupes."),
    ("U+fh", "libération", "L'ONU a appelé à la libération des otages."),
    ("U+fh", "négocie", "Paris exige que le Mali négocie."),
    ("U+fh", "libérer", "L'armée est entrée dans la ville pour libérer les otages."),
    ("PS+fh", "frapper", "L'Iran menace de frapper la ville."),
    ("PS+fh", "envoyer", "Paris envisage d'envoyer des troupes."),
    ("PS+h", "attaque", "Le risque d'une attaque contre la ville grandit."),
    # ce qui est dit, pensé, nié, tenu pour acquis
    ("CT-", "frappé", "Israël a démenti avoir frappé Damas."),
    ("CT-", "frappé", "Israël nie que son armée ait frappé Damas."),
    ("CT-f", "envoyer", "Paris exclut d'envoyer des troupes."),
    ("PS+fh", "envoyer", "Paris n'exclut pas d'envoyer des troupes."),
    ("CT+", "armer", "Le Mali accuse Paris d'armer les rebelles."),
    ("PR+", "tué", "Il est soupçonné d'avoir tué le général."),
    ("U+h", "attaqué", "Paris n'a pas confirmé que le Mali avait attaqué le Niger."),
    ("PR+", "tué", "Paris estime que l'armée a tué dix civils."),
    ("PR-", "attaqué", "Paris ne pense pas que le Mali a attaqué le Niger."),
    ("PR-", "attaqué", "Il est peu probable que le Mali ait attaqué le Niger."),
    ("PR+", "attaqué", "Le Mali a probablement attaqué le Niger."),
    ("PS+h", "attaqué", "Le Mali a peut-être attaqué le Niger."),
    ("PR+", "attaque", "L'attaque présumée a eu lieu en mai."),
    ("CT+", "attaqué", "Paris regrette que le Mali ait attaqué le Niger."),
    ("CT+", "invasion", "Paris a condamné l'invasion de l'Ukraine."),
    ("U+fh", "fournir", "Paris devrait réfléchir avant de fournir des armes au Mali."),
    ("CT+", "attaqué", "Les rebelles, qui ont attaqué la ville, pourraient partir."),
]

ROWS = [("en", *row) for row in ENGLISH] + [("fr", *row) for row in FRENCH]


@pytest.fixture(scope="session")
def read() -> Read:
    """The analysis of a sentence in a language."""
    analysers = {code: Analyser(shipped().language(code)) for code in LANGUAGES}
    return lambda language, sentence: analysers[language].analyse(Report("r", sentence, language))


@pytest.fixture(scope="session")
def rules() -> dict[str, CertaintyRules]:
    return {code: CertaintyRules.of(shipped().language(code)) for code in LANGUAGES}


def at(analysis: Analysis, word: str) -> int:
    return next(token.i for token in analysis.tokens if token.text == word)


def in_short(judgement: Judgement) -> str:
    polarity = "-" if judgement.polarity is Polarity.NEGATIVE else "+"
    modes = "".join(mode[0] for mode in judgement.auxiliary if mode is not Auxiliary.NEGATION)
    return DEGREES[judgement.certainty] + polarity + modes


@pytest.mark.parametrize(("language", "expected", "word", "sentence"), ROWS)
def test_a_word_is_as_certain_as_its_sentence_says(
        read: Read, rules: dict[str, CertaintyRules], language: str, expected: str, word: str, sentence: str) -> None:
    analysis = read(language, sentence)
    judgement = judge(analysis, at(analysis, word), rules[language])
    assert in_short(judgement) == expected, judgement.why


@pytest.mark.parametrize(("language", "word", "sentence"), [(row[0], row[2], row[3]) for row in ROWS])
def test_negation_is_an_auxiliary_mode_of_every_negative(
        read: Read, rules: dict[str, CertaintyRules], language: str, word: str, sentence: str) -> None:
    analysis = read(language, sentence)
    judgement = judge(analysis, at(analysis, word), rules[language])
    assert (Auxiliary.NEGATION in judgement.auxiliary) is (judgement.polarity is Polarity.NEGATIVE)


def test_a_skipped_governor_says_nothing(read: Read, rules: dict[str, CertaintyRules]) -> None:
    analysis = read("en", "Mali threatened to attack Niger.")
    skip = frozenset((at(analysis, "threatened"),))
    assert in_short(judge(analysis, at(analysis, "attack"), rules["en"], skip=skip)) == "CT+"


# ------------------------------------------------------------------------------------- the source

SAID = Judgement(Certainty.CERTAIN, Polarity.POSITIVE, ())


def source(stance: Stance) -> Source:
    return Source("Paris", 0, 5, "France", SourceKind.OFFICIAL, True, "FRA", stance, Span(6, 10, "said"),
                  (Span(11, 20, "it struck"),), Quote.INDIRECT)


@pytest.mark.parametrize(("stance", "expected", "status"), [
    (Stance.ASSERTS, "CT+", Status.REPORTED),
    (Stance.DENIES, "CT-", Status.DENIED),
    (Stance.DOUBTS, "PR-", Status.NEGATED),
    (Stance.SUGGESTS, "PR+", Status.POSSIBLE),
    (Stance.HOPES, "U+fh", Status.HYPOTHETICAL),
    (Stance.ASKS, "U+h", Status.HYPOTHETICAL),
])
def test_status_follows_the_source(stance: Stance, expected: str, status: Status) -> None:
    chain = (source(stance),)
    judgement = with_source(SAID, chain)
    assert in_short(judgement) == expected
    assert status_of(judgement, chain) is status


@pytest.mark.parametrize(("certainty", "auxiliary", "status"), [
    (Certainty.CERTAIN, (), Status.ASSERTED),
    (Certainty.PROBABLE, (), Status.POSSIBLE),
    (Certainty.PROBABLE, (Auxiliary.FUTURE,), Status.PLANNED),
    (Certainty.PROBABLE, (Auxiliary.FUTURE, Auxiliary.HYPOTHETICAL), Status.HYPOTHETICAL),
    (Certainty.POSSIBLE, (Auxiliary.HYPOTHETICAL,), Status.POSSIBLE),
    (Certainty.UNKNOWN, (Auxiliary.HYPOTHETICAL,), Status.HYPOTHETICAL),
])
def test_status_in_the_reports_own_voice(certainty: Certainty, auxiliary: tuple[Auxiliary, ...],
                                         status: Status) -> None:
    assert status_of(replace(SAID, certainty=certainty, auxiliary=auxiliary), ()) is status


def test_what_a_source_takes_for_granted_stays_certain(read: Read, rules: dict[str, CertaintyRules]) -> None:
    analysis = read("en", "Paris demanded the withdrawal of the troops, which are looting the town.")
    judgement = with_source(judge(analysis, at(analysis, "looting"), rules["en"]), (source(Stance.ASKS),))
    assert judgement.certainty is Certainty.CERTAIN


# ------------------------------------------------------------------------------------- background

PUBLISHED = "2024-03-15"


@pytest.mark.parametrize(("language", "word", "sentence", "expected"), [
    ("en", "sail", "The crew could not sail.", Ties(True, None, False, "can", False, False)),
    ("en", "sail", "The crew failed to sail.", Ties(False, None, False, "failed", False, False)),
    ("en", "sail", "If the wind turns, the crew will sail.", Ties(False, None, True, "planned", False, False)),
    ("fr", "naviguer", "L'équipage devrait naviguer.", Ties(False, None, False, DUTY, True, False)),
    ("fr", "naviguer", "L'équipage n'a pas pu naviguer.", Ties(False, None, False, ABILITY, False, True)),
    ("fr", "naviguer", "L'équipage va naviguer.", Ties(False, None, False, MOTION, False, False)),
    ("fr", "voyage", "Un voyage est prévu en mai.", Ties(False, None, False, "planned", False, False)),
    ("fr", "partira", "L'équipage ne partira pas.", Ties(True, "future", False, None, False, False)),
    ("fr", "partir", "Le chef a décidé de demander à l'équipage de partir.",
     Ties(False, None, False, "asked", False, False)),
])
def test_ties_look_no_further_than_the_next_word(
        read: Read, rules: dict[str, CertaintyRules], language: str, word: str, sentence: str, expected: Ties) -> None:
    analysis = read(language, sentence)
    assert ties(analysis, at(analysis, word), rules[language]) == expected


@pytest.mark.parametrize(("language", "word", "sentence", "time", "is_background"), [
    ("en", "attacked", "Mali had attacked Niger.", None, True),
    ("fr", "attaqué", "Le Mali avait attaqué le Niger.", None, True),
    ("en", "attacked", "Paris said that Mali had attacked Niger.", None, False),
    ("fr", "attaqué", "Paris a dit que le Mali avait attaqué le Niger.", None, False),
    ("en", "attacked", "Mali attacked Niger on Friday.", "2024-03-15", False),
    ("en", "attacked", "Mali attacked Niger in November 2011.", "2011-11", True),
    ("fr", "attaqué", "La veille, le Mali avait attaqué le Niger.", "2024-03-14", False),
    ("fr", "attaqué", "Le Mali a attaqué le Niger en 2017.", "2017", True),
    ("en", "attacking", "Mali has been attacking Niger since 2022.", "2022/..", False),
    ("fr", "invasion", "Le Mali avait rompu avec le Niger en 2011 après l'invasion du nord.", None, True),
    ("en", "attack", "Mali may attack Niger.", None, False),
    ("en", "coup", "Chile has traded less with Peru since the coup.", None, True),
    ("fr", "putsch", "Le Chili commerce moins avec le Pérou depuis le putsch.", None, True),
])
def test_background_is_what_was_over_before_the_news(
        read: Read, rules: dict[str, CertaintyRules], language: str, word: str, sentence: str, time: str | None,
        is_background: bool) -> None:
    analysis = read(language, sentence)
    i = at(analysis, word)
    when = When("", 0, 0, time) if time else None
    judgement = with_background(judge(analysis, i, rules[language]), analysis, i, rules[language], when, PUBLISHED)
    assert (Auxiliary.HISTORICAL in judgement.auxiliary) is is_background


# ------------------------------------------------------------------------------------- the data


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lexicon_is_systematic(rules: dict[str, CertaintyRules], language: str) -> None:
    governors = rules[language].governors
    assert len(set().union(*governors.values())) >= GOVERNORS_A_LANGUAGE
    assert {effect for kind in governors.values() for effect in kind.values()} <= EFFECTS.keys()


class Invented:
    """A language whose certainty.yaml is given here."""

    code = "xx"

    def __init__(self, **changed: object) -> None:
        self.changed = changed

    def read(self, name: str) -> object:
        given = shipped().language("en").read(name)
        return {**given, **self.changed} if name == "certainty" else given


@pytest.mark.parametrize("governors", [
    {"refusd": {"any": ["refuse"]}},
    {"refused": {"gerund": ["refuse"]}},
    {"refused": {"any": ["stop"]}, "happened": {"any": ["stop"]}},
], ids=["no such effect", "no such complement", "two effects for one word"])
def test_a_slip_in_the_data_is_an_error(governors: object) -> None:
    with pytest.raises(DataError, match=r"xx/certainty\.yaml"):
        CertaintyRules.of(Invented(governors=governors))  # type: ignore[arg-type]


@pytest.mark.parametrize(("sentence", "event"), [
    ("Chad did not rule out talks with the rebels.", "AGREE"),
    ("Chad has not ruled out tariffs on Sudanese goods.", "SANCTION"),
    ("Le Tchad n'a pas exclu de nouvelles sanctions contre le Soudan.", "SANCTION"),
])
def test_what_is_not_ruled_out_is_possible(english: Speaker, french: Speaker, sentence: str, event: str) -> None:
    [claim] = (french if sentence.startswith("Le ") else english).claims(sentence)
    assert (claim.event, claim.certainty.value, claim.polarity.value) == (event, "possible", "positive")
