"""Errors by cause, on claims and events made for it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from bench.adapters import Row
from bench.errors import Cause, claim_findings, event_findings, sentence, show

TEXT = "France met Mali. Later Niger expelled two envoys. Chad protested."


def claim(word: str, event: str, actor: str = "", source: str = "", **values: Any) -> Row:
    start = TEXT.index(word)
    return {"event": event, "trigger": {"text": word, "start": start, "end": start + len(word)},
            "actor": [{"name": actor, "country": actor}] if actor else [], "recipient": [],
            "attribution": [{"name": source, "text": source}] if source else [],
            "polarity": "positive", "certainty": "certain", **values}


def same_place(one: Row, other: Row) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def match_claims(_: str, gold: list[Row], predicted: list[Row]) -> list[tuple[int, int]]:
    return [(i, j) for i, one in enumerate(gold) for j, other in enumerate(predicted)
            if same_place(one["trigger"], other["trigger"])]


CLAIM_SCORER: Any = SimpleNamespace(
    match=match_claims, overlap=same_place, is_optional=lambda claim: claim.get("optional", False),
    countries=lambda claim, role: {one["country"] for one in claim[role]},
    same_innermost=lambda gold, guess: gold["attribution"] == guess["attribution"])


def claim_causes(gold: list[Row], predicted: list[Row]) -> list[tuple[Cause, str, bool]]:
    report = {"id": "1", "text": TEXT, "claims": gold}
    return [(one.cause, one.label, one.alone) for one in claim_findings(CLAIM_SCORER, report, {"claims": predicted})]


def test_missed_extra_and_optional_claims() -> None:
    gold = [claim("met", "CONSULT"), claim("protested", "PROTEST", optional=True)]
    assert claim_causes(gold, [claim("expelled", "SANCTION")]) == [
        (Cause.NO_TRIGGER, "CONSULT", True), (Cause.EXTRA, "SANCTION", True)]


def test_what_is_wrong_with_a_matched_claim() -> None:
    gold = [claim("met", "CONSULT", "FRA"), claim("expelled", "SANCTION", "NER", "AFP")]
    predicted = [claim("met", "AGREE", certainty="probable"), claim("expelled", "SANCTION", "NER")]
    assert claim_causes(gold, predicted) == [
        (Cause.TYPE, "CONSULT coded AGREE", False), (Cause.ROLE, "actor missing", False),
        (Cause.CERTAINTY, "certain coded probable", False), (Cause.ATTRIBUTION, "missing", True)]


def test_right_claims_leave_nothing() -> None:
    assert claim_causes([claim("met", "CONSULT", "FRA")], [claim("met", "CONSULT", "FRA")]) == []


EVENT_SCORER: Any = SimpleNamespace(
    simplify=lambda event: event, merge=lambda events: events,
    match=lambda gold, predicted: [(g, p) for g in gold for p in predicted if g["type"] == p["type"]],
    roles=lambda gold, guess, name: [({one[name] for one in gold[role]}, {one[name] for one in guess[role]})
                                     for role in ("source", "target")])


def event(kind: str, source: str = "") -> Row:
    return {"type": kind, "source": [{"text": source, "country": source}] if source else [], "target": []}


def event_causes(gold: list[Row], predicted: list[Row], **values: Any) -> list[tuple[Cause, str]]:
    row = {"id": "1", "text": TEXT, "events": gold, **values}
    found = event_findings(EVENT_SCORER, row, {"events": predicted}, ("--map", "CONCEDE=YIELD"))
    return [(one.cause, one.label) for one in found]


def test_events_by_cause() -> None:
    assert event_causes([event("AGREE")], []) == [(Cause.NO_TRIGGER, "AGREE")]
    assert event_causes([event("AGREE")], [event("AID")]) == [(Cause.TYPE, "AGREE coded AID")]
    assert event_causes([event("AID", "FRA")], [event("AID", "MLI")]) == [(Cause.ROLE, "source other")]
    assert event_causes([event("YIELD")], [event("CONCEDE"), event("AID")]) == [(Cause.EXTRA, "AID")]
    assert event_causes([event("YIELD")], [event("CONCEDE"), event("AID")], exhaustive=False) == []


def test_sentences_are_cut_around_the_trigger() -> None:
    assert sentence(TEXT, claim("expelled", "SANCTION")["trigger"]) == "Later Niger expelled two envoys."
    assert sentence(TEXT, claim("protested", "PROTEST")["trigger"]) == "Chad protested."


def test_shown_with_counts_and_sentences() -> None:
    report = {"id": "r1", "text": TEXT, "claims": [claim("met", "CONSULT"), claim("expelled", "SANCTION")]}
    lines = show(list(claim_findings(CLAIM_SCORER, report, {}))).splitlines()
    assert lines[1].split() == ["no", "trigger", "2", "2"]
    assert "      1  CONSULT" in lines
    assert any(line.startswith("  CONSULT [r1] France met Mali.") for line in lines)
