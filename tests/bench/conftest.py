"""Tiny sets, tiny scorers and a coder that knows one verb."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from bench.adapters import Coder, Row
from selon.domain.overlooked import Hindrance, Overlooked
from selon.domain.records import (
    Attribution,
    Certainty,
    Claim,
    CodedReport,
    Entity,
    EntityKind,
    Judgement,
    Place,
    Polarity,
    Report,
    Source,
    SourceKind,
    Span,
    Stance,
    Status,
    When,
)
from selon.domain.records import Quote as QuoteKind
from selon.pipeline import Judged

SCORERS = {
    "score_events.py": """
        gold, predicted = rows()
        tally(sum(p["events"] == [] for p in predicted), gold, predicted, "events")
    """,
    "score_attribution.py": """
        gold, predicted = rows()
        show({"ALL": {"prf": {"attr_found": [0.5, 0.25, 1 / 3]}}})
    """,
}
SCORER_HEAD = '''
import json, sys
def rows(): return [[json.loads(line) for line in open(path)] for path in sys.argv[1:3]]
def show(value): print(json.dumps(value))
def tally(empty, gold, predicted, name):
    found = sum(len(row[name]) for row in predicted); wanted = sum(len(row[name]) for row in gold)
    show({"type": {"p": 1.0, "r": found / wanted if wanted else 0.0, "f1": 0.5}, "macro_f1": 0.25,
          "type_set_accuracy": empty / len(gold), "full_match": None, "arguments": sys.argv[3:]})
'''


class FakeCoder:
    """Codes every "met" as CONSULT between the capitalised words around it."""

    def code_many(self, reports: Iterable[Report]) -> Iterator[CodedReport]:
        return (coded_report(report) for report in reports)

    def judge(self, report: Report, spans: Sequence[tuple[int, int]]) -> list[Judged]:
        words = [report.text[start:end] for start, end in spans]
        return [Judged(Judgement(Certainty.PROBABLE, Polarity.NEGATIVE, ()), ()) if word == "never"
                else Judged(Judgement(Certainty.CERTAIN, Polarity.POSITIVE, ()), ()) for word in words]

    def overlooked(self, report: Report, spans: Sequence[tuple[int, int]]) -> tuple[Overlooked, ...]:
        return tuple(Overlooked(Span(start, end, report.text[start:end]), Hindrance.UNKNOWN, "")
                     for start, end in spans)

    def resolve_actor(self, mention: str, *, language: str, date: str | None = None) -> Entity | None:
        known = mention == "France" and language == "en" and date is None
        return entity("France", 0, "FRA", ("GOV", "MIL")) if known else None


def load() -> Coder:
    return FakeCoder()


def entity(text: str, start: int, country: str | None, sectors: tuple[str, ...] = ()) -> Entity:
    return Entity(text, start, start + len(text), text, EntityKind.STATE, country, sectors)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def coded_report(report: Report) -> CodedReport:
    found = (claim_of(report),) if " met " in report.text else ()
    places = (Place("Paris", 0, 5, "Paris", "FRA", 48.85, 2.35, 2, 2988507),)
    times = (When("today", 0, 5, "2024-05-06", "2024-05-06", "DATE"),)
    return CodedReport(report, found, (), (), tuple(e for c in found for e in c.actor), places, times, None, "fake")


def claim_of(report: Report) -> Claim:
    before, _, after = report.text.partition(" met ")
    whom = after.split(".")[0]
    actor = entity(before, 0, before[:3].upper(), ("GOV", "MIL"))
    other = entity(whom, len(before) + 5, whom[:3].upper())
    return Claim("c1", "CONSULT", (), (), span(report.text, "met"), (actor,), (other,), None, None, None, (), (),
                 Polarity.POSITIVE, Certainty.CERTAIN, (), Status.ASSERTED, (span(report.text, report.text),))


def attribution(id: str, text: str, source: str, content: str, parent: str | None = None) -> Attribution:
    who = (span(text, source),) if source else ()
    cue, said = span(text, text[:1]), (span(text, content),)
    resolved = Source(source, 0, 0, source, SourceKind.AGENCY, True, None, Stance.ASSERTS, cue, said,
                      QuoteKind.INDIRECT)
    return Attribution(id, parent, who, (cue,), said, resolved)


@pytest.fixture
def fake_load() -> Callable[[], Coder]:
    return load


@pytest.fixture
def attribute() -> Callable[..., Attribution]:
    return attribution


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, Sequence[Row]], Path]:
    """Writes a set below tmp_path/sets; the scorers lie beside it."""
    scorers = tmp_path / "score"
    scorers.mkdir()
    for name, body in SCORERS.items():
        lines = [line.strip() for line in body.strip().splitlines()]
        (scorers / name).write_text("\n".join([SCORER_HEAD, *lines]), encoding="utf-8")

    def write_set(key: str, rows: Sequence[Row]) -> Path:
        path = tmp_path / "sets" / f"{key}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return tmp_path / "sets"

    return write_set
