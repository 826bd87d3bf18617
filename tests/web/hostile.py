"""Reports that try to run a script, break the page, hide words or be too large; each is coded as one event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bench.synthetic import Newswire
from selon.domain.records import (
    Certainty,
    Claim,
    CodedReport,
    Entity,
    EntityKind,
    Origin,
    Place,
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
from selon.newsroom.coding import CodesReports
from selon.pipeline import report_id

SCRIPT = "<script>alert(1)</script>"
ATTRIBUTE = "\" onmouseover=alert(1) x='"
END_OF_DATA = "</script><img src=x onerror=alert(1)>"
TEMPLATE = "{{ 7 * 7 }}{% raw %}${7*7}"
TURNED = "\u202egnp.exe\u202c"
HIDDEN = "\u200b\u200d\ufeff"
FORMULA = "=HYPERLINK(\"http://example.org\")"
LONG = "x" * 20_000
ADDRESS = "javascript:alert(1)"
ALL = (SCRIPT, ATTRIBUTE, END_OF_DATA, TEMPLATE, TURNED, HIDDEN, FORMULA, LONG)


def load() -> CodesReports:
    return Hostile()


def reports() -> Iterator[Report]:
    """One report a trick, and one with a paragraph of a million characters."""
    for number, trick in enumerate((*ALL, "m " * 500_000)):
        text = f"{trick} attacked {trick} on Monday."
        yield Report(report_id(trick, str(number), text), text, "en", ADDRESS if number % 2 else f"https://e.org/{number}",
                     trick[:3000], trick[:3000], "2024-03-15")


class Hostile:
    """Finds in each report one claim whose every word is the report's trick."""

    def code_many(self, reports: Iterable[Report], /) -> Iterator[CodedReport]:
        return map(self._coded, reports)

    def _coded(self, report: Report) -> CodedReport:
        trick = report.publisher or ""
        at = report.text.index(" attacked ") + 1
        trigger = Span(at, at + 8, "attacked")
        who = Entity(trick, 0, len(trick), trick, EntityKind.PERSON, "RUS", id=trick[:40])
        source = Source(trick, 0, len(trick), trick, SourceKind.UNNAMED, False, None, Stance.DENIES,
                        Span(0, len(trick), trick), (Span(0, len(report.text), report.text),), Quote.DIRECT, why=trick)
        claim = Claim(
            Newswire(1).coded(Newswire(1).report(0)).claims[0].id[:-4] + report.id[:4], "ASSAULT", (), (), trigger,
            (who,), (who,), Span(0, len(trick), trick), Place(trick, 0, len(trick), trick, "RUS", 50.0, 30.0),
            When(trick, 0, len(trick), trick[:30]), (), (source,), Polarity.NEGATIVE, Certainty.CERTAIN, (),
            Status.DENIED, (Span(0, len(report.text), report.text),), why=(("event", trick),))
        return CodedReport(report, (claim,), (), (), (who,), (), (), Origin("cites", trick, trick), "hostile 1")
