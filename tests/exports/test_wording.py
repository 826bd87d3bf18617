import pytest

from selon.domain.records import Auxiliary, Certainty, Number, Polarity, SourceKind, Span, Stance, Status, When
from selon.exports.wording import explain, heading, number_words, parties, word


def test_a_claim_reads_as_a_sentence(build):
    assert word(build.claim()).line == (
        "CONSULT  Sergei Shoigu (RUS GOV MIL) → Kim Jong Un (PRK GOV)   Pyongyang, July 2023   "
        "reported by KCNA (PRK)   certain")


def test_a_claim_that_holds_nothing_still_reads(build):
    bare = build.claim(actor=(), recipient=(), place=None, time=None, attribution=(), status=Status.ASSERTED)
    assert word(bare).line == "CONSULT  actor not named   certain"


def test_an_undated_claim_keeps_the_words_of_its_time(build):
    claim = build.claim(time=When("récemment", 0, 9, None))
    assert word(claim).circumstances == "Pyongyang, “récemment”"


def test_what_did_not_happen_is_said(build):
    assert word(build.claim(polarity=Polarity.NEGATIVE, status=Status.NEGATED)).event == "not CONSULT"


def test_a_denial_names_who_denies_and_is_not_negated_twice(build):
    denier = build.source(words="Moscou", cue="ne dit rien", name="Moscow", kind=SourceKind.OFFICIAL, country="RUS",
                          stance=Stance.DENIES)
    words = word(build.claim(attribution=(denier,), polarity=Polarity.NEGATIVE, status=Status.DENIED))
    assert (words.event, words.attribution) == ("CONSULT", "denied by Moscow (RUS)")


def test_denying_a_negative_affirms(build):
    denier = build.source(kind=SourceKind.OFFICIAL, stance=Stance.DENIES)
    assert word(build.claim(attribution=(denier,))).attribution == "said by KCNA (PRK)"


def test_a_chain_cites(build):
    yonhap = build.source(name="Yonhap", kind=SourceKind.AGENCY, country="KOR")
    assert word(build.claim(attribution=(yonhap, build.source()))).attribution == (
        "reported by Yonhap (KOR), citing KCNA (PRK)")


@pytest.mark.parametrize(("kind", "stance", "words"), [
    (SourceKind.PERSON, Stance.ASSERTS, "said by"),
    (SourceKind.EXPERTS, Stance.SUGGESTS, "suggested by"),
    (SourceKind.WITNESSES, Stance.ASSERTS, "according to"),
    (SourceKind.DOCUMENT, Stance.ASSERTS, "stated in"),
    (SourceKind.OFFICIAL, Stance.HOPES, "hoped for by"),
])
def test_the_verb_follows_stance_and_kind(build, kind, stance, words):
    claim = build.claim(attribution=(build.source(kind=kind, stance=stance, named=False),))
    assert word(claim).attribution == f"{words} KCNA (PRK, not named)"


@pytest.mark.parametrize("kind", SourceKind)
@pytest.mark.parametrize("stance", Stance)
def test_every_source_has_words(build, kind, stance):
    assert "KCNA" in word(build.claim(attribution=(build.source(kind=kind, stance=stance),))).attribution


def test_a_source_without_a_name_is_called_so(build):
    claim = build.claim(attribution=(build.source(name="unnamed", kind=SourceKind.UNNAMED, named=False, country=None),))
    assert word(claim).attribution == "according to an unnamed source"


@pytest.mark.parametrize(("certainty", "auxiliary", "status", "words"), [
    (Certainty.PROBABLE, (Auxiliary.FUTURE,), Status.PLANNED, "probable, planned"),
    (Certainty.POSSIBLE, (Auxiliary.FUTURE, Auxiliary.HYPOTHETICAL), Status.HYPOTHETICAL,
     "possible, in the future, hypothetical"),
    (Certainty.CERTAIN, (Auxiliary.HISTORICAL,), Status.ASSERTED, "certain, background"),
    (Certainty.UNKNOWN, (Auxiliary.NEGATION,), Status.NEGATED, "left open"),
])
def test_certainty_is_told_in_words(build, certainty, auxiliary, status, words):
    assert word(build.claim(certainty=certainty, auxiliary=auxiliary, status=status)).judgement == words


@pytest.mark.parametrize(("number", "words"), [
    (Number("seize", 0, 5, "killed", 16.0), "16 killed"),
    (Number("300", 0, 3, "weapons", 300.0, 300.0), "at least 300 weapons"),
    (Number("20 à 30", 0, 7, "wounded", None, 20.0, 30.0), "20–30 wounded"),
    (Number("sept jours", 0, 10, "duration", 7.0, unit="day"), "7 days"),
    (Number("une semaine", 0, 11, "duration", 1.0, unit="week"), "1 week"),
    (Number("€503 million", 0, 12, "money", 503e6, unit="EUR"), "503,000,000 EUR"),
    (Number("des dizaines", 0, 12, "arrested", None), "“des dizaines” arrested"),
])
def test_numbers(number, words):
    assert number_words(number) == words


def test_parties_are_named_once(build):
    kim = build.entity(build.text, "Kim Jong Un", "Kim Jong Un", "PRK")
    assert parties([kim, kim]) == "Kim Jong Un (PRK)"


def test_a_report_without_title_is_called_by_its_first_words(build):
    assert heading(build.coded(text="Un mot. " * 40).report).endswith("…")
    assert heading(build.coded(title="Visite").report) == "Visite"


def test_every_field_that_holds_something_is_explained(build):
    claim = build.claim(context=("military",), object=Span(0, 5, "Selon"), numbers=(Number("2", 0, 1, "killed", 2.0),))
    reasons = {reason.field: reason for reason in explain(claim)}
    assert set(reasons) == {"event", "actor", "recipient", "object", "context", "place", "time", "number",
                            "attribution", "certainty", "status"}
    assert "“M. Choïgou”; subject; known" in reasons["actor"].why
