"""Who says what, in short sentences of our own, both languages alike."""

from __future__ import annotations

import itertools

import pytest

from selon.claims.sources import Cues, chain_at, voices
from selon.domain.catalog import LANGUAGES, shipped
from selon.domain.records import Attribution, Quote, SourceKind, Stance

ASSERTS, DENIES, DOUBTS, ASKS = Stance.ASSERTS, Stance.DENIES, Stance.DOUBTS, Stance.ASKS
HOPES, EXPECTS, SUGGESTS = Stance.HOPES, Stance.EXPECTS, Stance.SUGGESTS

# language, sentence, source, cue, content pieces, stance
ONE = [
    ("en", "The minister said that the port would reopen.",
     "The minister", "said", ["that the port would reopen"], ASSERTS),
    ("fr", "Le ministre a affirmé que le port rouvrirait.",
     "Le ministre", "a affirmé", ["que le port rouvrirait"], ASSERTS),
    ("en", "The mayor told the Herald he will step down in May.",
     "The mayor", "told", ["he will step down in May"], ASSERTS),
    ("fr", "Le maire a confié au Temps qu'il partira en mai.",
     "Le maire", "a confié", ["qu'il partira en mai"], ASSERTS),
    ("en", "The bridge has collapsed, the governor said.",
     "the governor", "said", ["The bridge has collapsed"], ASSERTS),
    ("fr", "Le pont s'est effondré, a déclaré le gouverneur.",
     "le gouverneur", "a déclaré", ["Le pont s'est effondré"], ASSERTS),
    ("en", "The town, the prefect insisted, is calm.", "the prefect", "insisted", ["The town", "is calm"], ASSERTS),
    ("fr", "La ville, assure le préfet, est calme.", "le préfet", "assure", ["La ville", "est calme"], ASSERTS),
    ("en", "\"We will rebuild it,\" the mayor said.", "the mayor", "said", ["\"We will rebuild it,\""], ASSERTS),
    ("fr", "« Nous le reconstruirons », a promis la maire.",
     "la maire", "a promis", ["« Nous le reconstruirons »"], ASSERTS),
    ("en", "According to the report, forty people drowned.",
     "the report", "According to", ["forty people drowned"], ASSERTS),
    ("fr", "Selon le rapport, quarante personnes se sont noyées.",
     "le rapport", "Selon", ["quarante personnes se sont noyées"], ASSERTS),
    ("en", "Forty people drowned, according to the police.",
     "the police", "according to", ["Forty people drowned"], ASSERTS),
    ("fr", "Quarante personnes se sont noyées, d'après la police.",
     "la police", "d'après", ["Quarante personnes se sont noyées"], ASSERTS),
    ("en", "The army denied shelling the village.", "The army", "denied", ["shelling the village"], DENIES),
    ("fr", "L'armée a nié avoir bombardé le village.", "L'armée", "a nié", ["avoir bombardé le village"], DENIES),
    ("en", "The company denied any role in the leak.", "The company", "denied", ["any role in the leak"], DENIES),
    ("fr", "La société a démenti tout projet de vente.", "La société", "a démenti", ["tout projet de vente"], DENIES),
    ("en", "Experts doubt that the truce will hold.", "Experts", "doubt", ["that the truce will hold"], DOUBTS),
    ("fr", "Des experts doutent que la trêve tienne.", "Des experts", "doutent", ["que la trêve tienne"], DOUBTS),
    ("en", "Families asked whether the dam had been inspected.",
     "Families", "asked", ["whether the dam had been inspected"], ASKS),
    ("fr", "Les familles demandent si le barrage a été inspecté.",
     "Les familles", "demandent", ["si le barrage a été inspecté"], ASKS),
    ("en", "Villagers hope that the road will be repaired.",
     "Villagers", "hope", ["that the road will be repaired"], HOPES),
    ("fr", "Les habitants espèrent que la route sera réparée.",
     "Les habitants", "espèrent", ["que la route sera réparée"], HOPES),
    ("en", "Analysts fear that prices will rise.", "Analysts", "fear", ["that prices will rise"], EXPECTS),
    ("fr", "Les analystes craignent que les prix montent.",
     "Les analystes", "craignent", ["que les prix montent"], EXPECTS),
    ("en", "Observers believe that the vote was fair.", "Observers", "believe", ["that the vote was fair"], SUGGESTS),
    ("fr", "Les observateurs estiment que le vote a été honnête.",
     "Les observateurs", "estiment", ["que le vote a été honnête"], SUGGESTS),
    ("en", "Ankara accused Athens of jamming its radars.",
     "Ankara", "accused", ["Athens of jamming its radars"], ASSERTS),
    ("fr", "Ankara accuse Athènes d'avoir brouillé ses radars.",
     "Ankara", "accuse", ["Athènes d'avoir brouillé ses radars"], ASSERTS),
    ("en", "The rebels vowed to retake the airport.", "The rebels", "vowed", ["to retake the airport"], ASSERTS),
    ("fr", "Les rebelles ont menacé de reprendre l'aéroport.",
     "Les rebelles", "ont menacé", ["de reprendre l'aéroport"], ASSERTS),
    ("en", "Paris called for restraint.", "Paris", "called for", ["restraint"], ASKS),
    ("en", "The admiral went on to say that the port was safe.",
     "The admiral", "went on to say", ["that the port was safe"], ASSERTS),
    ("en", "The ministry expressed concern over the raid.",
     "The ministry", "expressed concern over", ["the raid"], ASSERTS),
    ("en", "The mayor made the following comment: \"We will rebuild the bridge.\"",
     "The mayor", "made comment", ["\"We will rebuild the bridge.\""], ASSERTS),
    ("fr", "Pékin nie avoir fourni des armes à Moscou.",
     "Pékin", "nie", ["avoir fourni des armes à Moscou"], DENIES),
    ("fr", "Taipei affirme que deux navires sont entrés dans ses eaux.",
     "Taipei", "affirme", ["que deux navires sont entrés dans ses eaux"], ASSERTS),
    ("fr", "Les analystes s'attendent à ce que la banque relève ses taux.",
     "Les analystes", "attendent", ["que la banque relève ses taux"], EXPECTS),
    ("fr", "L'hypothèse du juge selon laquelle le navire a coulé est fausse.",
     "juge", "hypothèse selon laquelle", ["le navire a coulé"], SUGGESTS),
    ("fr", "Le bac a coulé dans le port, a rapporté l'agence.",
     "l'agence", "a rapporté", ["Le bac a coulé dans le port"], ASSERTS),
    ("fr", "« Le pont est fermé », lui a signifié le vice-ministre Anton Braz.",
     "le vice-ministre Anton Braz", "a signifié", ["« Le pont est fermé »"], ASSERTS),
    ("fr", "Le port est fermé, a précisé à Reuters un de ses porte-parole.",
     "un de ses porte-parole", "a précisé", ["Le port est fermé"], ASSERTS),
    ("fr", "Le ministère dément aussi avoir vendu le port.",
     "Le ministère", "dément", ["avoir vendu le port"], DENIES),
    ("fr", "La reine a visité le musée, et souhaité que la paix dure.",
     "La reine", "souhaité", ["que la paix dure"], HOPES),
    ("fr", "« Le pont est fermé depuis lundi. » ― Anne Petit",
     "Anne Petit", "―", ["« Le pont est fermé depuis lundi. »"], ASSERTS),
]


PATTERNS = {
    "en": ["{who} said: \"{words}\"", "\"{words}\", {who} said.", "\"{words}\", said {who}.",
           "According to {who}, \"{words}\"", "{who}: \"{words}\"", "{who}, citing a friend, said \"{words}\".",
           "{who} denied that \"{words}\".", "\"{words}\", {who} was quoted as saying."],
    "fr": ["{who} a dit : « {words} »", "« {words} », a dit {who}.", "« {words} », lui a dit {who}.",
           "Selon {who}, « {words} »", "{who} : « {words} »", "{who}, citant un ami, a déclaré : « {words} »",
           "{who} dément que « {words} ».", "« {words} », rapporte {who}."],
}
WHO = {"en": ["the mayor", "Anna Small", "Lima", "a senior officer", "the port’s owner"],
       "fr": ["le maire", "Anna Petit", "Lima", "un haut gradé", "la patronne du port"]}
WORDS = {"en": ["the mayor has gone", "we told Lima that Anna Small says no", "the owner said so; the officer left"],
         "fr": ["le maire est parti", "nous avons dit à Lima qu'Anna Petit refuse", "la patronne l'a dit ; il part"]}


@pytest.mark.parametrize(("language", "pattern"), [(code, one) for code in LANGUAGES for one in PATTERNS[code]])
def test_nobody_says_a_quotation_that_they_stand_in(attribute, language, pattern):
    """Whoever speaks and whatever they say, the words of a source are never part of what it says."""
    for who, words in itertools.product(WHO[language], WORDS[language]):
        text = pattern.format(who=who, words=words)
        text = text[0].upper() + text[1:]
        for item in attribute(language, text):
            for source, content in itertools.product(item.source, item.content):
                assert source.end <= content.start or content.end <= source.start, (text, item)


@pytest.mark.parametrize(("language", "text", "source", "cue", "content", "stance"), ONE, ids=[row[1] for row in ONE])
def test_source_cue_and_content(attribute, language, text, source, cue, content, stance):
    [found] = attribute(language, text)
    assert [span.text for span in found.source] == [source]
    assert " ".join(span.text for span in found.cue) == cue
    assert [span.text for span in found.content] == content
    assert found.resolved.stance is stance


# A report's own voice: no attribution lies over the words in question.
OWN = [
    ("en", "Two soldiers were allegedly wounded near the border.", "wounded"),
    ("fr", "Deux soldats auraient été blessés près de la frontière.", "blessés"),
    ("en", "Police dispersed the crowd with tear gas.", "dispersed"),
    ("fr", "La police a dispersé la foule.", "dispersé"),
    ("en", "The council condemned the bombing of the market.", "bombing"),
    ("fr", "Le conseil a condamné le bombardement du marché.", "bombardement"),
    ("en", "The ministers decided to reopen the embassy closed after the coup.", "coup"),
    ("fr", "Les ministres ont décidé de rouvrir l'ambassade fermée après le putsch.", "putsch"),
    ("en", "The palace neither confirmed nor denied the resignation.", "resignation"),
]


@pytest.mark.parametrize(("language", "text", "word"), OWN, ids=[row[1] for row in OWN])
def test_the_reports_own_voice(attribute, language, text, word):
    assert chain_at(attribute(language, text), text.index(word)) == ()


@pytest.mark.parametrize(("language", "text", "cue"), [
    ("en", "It was announced that the talks had ended.", "was announced"),
    ("fr", "Il a été annoncé que les pourparlers étaient finis.", "a été annoncé"),
])
def test_nobody_is_named(attribute, language, text, cue):
    [found] = attribute(language, text)
    assert found.source == ()
    assert found.resolved.kind is SourceKind.UNNAMED
    assert not found.resolved.named
    assert cue in found.resolved.text


# language, sentence, a word of the content, the chain of those who say it
CHAINS = [
    ("en", "Yonhap, citing a navy officer, reported that a drill would begin on Monday.", "drill",
     ["Yonhap", "a navy officer"]),
    ("fr", "L'agence Yonhap, citant un officier, rapporte que des exercices commenceront lundi.", "exercices",
     ["L'agence Yonhap", "un officier"]),
    ("en", "A drill began on Monday, Yonhap reported, citing a navy officer.", "drill",
     ["Yonhap", "a navy officer"]),
    ("en", "According to the ministry, quoted by Tass, two boats were sunk.", "sunk", ["Tass", "the ministry"]),
    ("fr", "Selon le ministère, cité par l'agence Tass, deux bateaux ont été coulés.", "coulés",
     ["l'agence Tass", "le ministère"]),
    ("en", "In a statement carried by IRNA, the Guards threatened to close the strait.", "close",
     ["IRNA", "the Guards"]),
    ("fr", "Dans un communiqué relayé par l'agence IRNA, les Gardiens ont menacé de fermer le détroit.", "fermer",
     ["l'agence IRNA", "les Gardiens"]),
    ("en", "The radio said that the general had denied that the fort had fallen.", "fallen",
     ["The radio", "the general"]),
    ("fr", "La radio a indiqué que le général avait nié que le fort soit tombé.", "tombé",
     ["La radio", "le général"]),
    ("en", "The war is over, the president was quoted by AFP as saying.", "over", ["AFP", "the president"]),
]


@pytest.mark.parametrize(("language", "text", "word", "chain"), CHAINS, ids=[row[1] for row in CHAINS])
def test_chains_are_outermost_first(attribute, language, text, word, chain):
    found = chain_at(attribute(language, text), text.index(word))
    assert [item.source[0].text for item in found] == chain
    assert [item.parent for item in found] == [None, *(item.id for item in found[:-1])]


def test_both_ends_of_a_relay_give_the_whole_chain(attribute):
    text = "Yonhap, citing a navy officer, reported that a drill would begin on Monday."
    found = attribute("en", text)
    for item in found:
        assert [voice.source[0].text for voice in voices(found, item)] == ["Yonhap", "a navy officer"]


@pytest.mark.parametrize(("language", "text"), [
    ("en", "The road is open, a diplomat told AFP."),
    ("fr", "La route est ouverte, a déclaré un diplomate à l'AFP."),
])
def test_who_is_told_is_no_source(attribute, language, text):
    [found] = attribute(language, text)
    assert "diplomat" in found.source[0].text
    assert "AFP" not in found.source[0].text


@pytest.mark.parametrize(("language", "text", "quote"), [
    ("en", "\"The road is open,\" the mayor said.", Quote.DIRECT),
    ("en", "The mayor said that the road was \"wide open\".", Quote.MIXED),
    ("en", "The mayor said that the road was open.", Quote.INDIRECT),
    ("fr", "« La route est ouverte », a dit le maire.", Quote.DIRECT),
    ("fr", "Le maire a dit que la route était « grande ouverte ».", Quote.MIXED),
    ("fr", "Le maire a dit que la route était ouverte.", Quote.INDIRECT),
])
def test_quote(attribute, language, text, quote):
    [found] = attribute(language, text)
    assert found.resolved.quote is quote


@pytest.mark.parametrize(("language", "text", "pieces"), [
    ("en", "\"The dam is safe,\" the engineer said. \"Nobody has to leave.\"",
     ["\"The dam is safe,\"", "\"Nobody has to leave.\""]),
    ("fr", "« Le barrage est sûr », a dit l'ingénieur. « Personne ne doit partir. »",
     ["« Le barrage est sûr »", "« Personne ne doit partir. »"]),
    ("fr", "L'ingénieur a déclaré : « Le barrage est sûr. Personne ne doit partir. »",
     ["« Le barrage est sûr. Personne ne doit partir. »"]),
])
def test_a_quotation_goes_on_over_sentences(attribute, language, text, pieces):
    found = attribute(language, text)[0]
    assert [span.text for span in found.content] == pieces


@pytest.mark.parametrize(("language", "text", "kind"), [
    ("en", "State media said that the lake had frozen.", SourceKind.STATE_MEDIA),
    ("fr", "Les médias d'État ont annoncé que le lac avait gelé.", SourceKind.STATE_MEDIA),
    ("en", "Witnesses said that the lake had frozen.", SourceKind.WITNESSES),
    ("fr", "Des témoins ont dit que le lac avait gelé.", SourceKind.WITNESSES),
    ("en", "The statement said that the lake had frozen.", SourceKind.DOCUMENT),
    ("fr", "Le communiqué précise que le lac a gelé.", SourceKind.DOCUMENT),
    ("en", "Some analysts say that the lake has frozen.", SourceKind.EXPERTS),
    ("fr", "Certains experts estiment que le lac a gelé.", SourceKind.EXPERTS),
    ("en", "The ministry said that the lake had frozen.", SourceKind.OFFICIAL),
    ("fr", "Le ministère a dit que le lac avait gelé.", SourceKind.OFFICIAL),
    ("en", "A source said that the lake had frozen.", SourceKind.UNNAMED),
    ("fr", "Une source a indiqué que le lac avait gelé.", SourceKind.UNNAMED),
])
def test_kind_by_the_words_of_a_source(attribute, language, text, kind):
    [found] = attribute(language, text)
    assert found.resolved.kind is kind
    assert not found.resolved.named


LONG = {
    "en": "\"I am sorry,\" the pilot said. The crew believes \"we were lucky\", and according to the airline \"all is "
          "well\". Smith: \"They told us that the union says it knows why.\" The union, citing \"a friend\", "
          "denied it.",
    "fr": "« Je regrette », a dit le pilote. L'équipage croit que « nous avons eu de la chance » et, selon la "
          "compagnie, « tout va bien ». Martin : « On nous a dit que le syndicat sait pourquoi. » « C'est faux », "
          "répond le syndicat.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_quotation_belongs_to_a_source_inside_it(attribute, language):
    found = attribute(language, LONG[language])
    assert found
    for item in found:
        for source in item.source:
            assert not any(_inside(source, content) for content in item.content), item


@pytest.mark.parametrize("language", LANGUAGES)
def test_spans_are_the_words_they_cover(attribute, language):
    text = LONG[language]
    for item in attribute(language, text):
        for span in (*item.source, *item.cue, *item.content):
            assert text[span.start:span.end] == span.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_text_gives_the_same_attributions(attribute, language):
    assert attribute(language, LONG[language]) == attribute(language, LONG[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cue_has_a_stance_for_each_content_it_takes(language):
    cues = Cues.of(shipped().language(language))
    for entries in cues.verbs.values():
        for entry in entries:
            assert entry.takes or entry.obliques
            assert all(isinstance(stance, Stance) for stance in entry.takes.values())


def _inside(source: object, content: object) -> bool:
    return content.start <= source.start and source.end <= content.end


def _ids(found: tuple[Attribution, ...]) -> list[str]:
    return [item.id for item in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_are_unique_and_parents_exist(attribute, language):
    found = attribute(language, LONG[language])
    assert len(set(_ids(found))) == len(found)
    assert all(item.parent is None or item.parent in _ids(found) for item in found)
