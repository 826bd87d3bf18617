"""Coded reports as one web page that needs nothing else: no script, no request, light and dark, narrow and wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Template

from selon.domain.catalog import DATA
from selon.domain.records import Claim, CodedReport, Source, Status
from selon.exports.marks import Paragraph, Role, paragraphs
from selon.exports.templates import templates, web_address
from selon.exports.wording import (
    STATUS_WORDS,
    Reason,
    Wording,
    byline,
    explain,
    heading,
    origin_words,
    relation_words,
    source_words,
    word,
)


@dataclass(frozen=True, slots=True)
class ClaimView:
    """What the page shows of a claim."""

    anchor: str
    status: Status
    status_words: str
    words: Wording
    chain: tuple[str, ...]  # from the publisher to the innermost source
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """What the page shows of a report."""

    anchor: str
    heading: str
    byline: str
    origin: str
    url: str | None
    language: str
    paragraphs: tuple[Paragraph, ...]
    claims: tuple[ClaimView, ...]
    relations: tuple[str, ...]
    coder: str


def to_html(reports: Sequence[CodedReport], *, explained: bool = False) -> str:
    """One page with all reports, and a table of contents where there are several."""
    views = [_view(coded, f"r{number}") for number, coded in enumerate(reports, start=1)]
    title = views[0].heading if len(views) == 1 else f"{len(views)} reports, coded"
    return _template().render(
        title=title, reports=views, explained=explained, roles=list(Role), statuses=STATUS_WORDS.items(),
        coders=sorted({view.coder for view in views if view.coder}))


def _view(coded: CodedReport, anchor: str) -> ReportView:
    report = coded.report
    claims = tuple(_claim(coded, claim, f"{anchor}-c{number}") for number, claim in enumerate(coded.claims, start=1))
    return ReportView(
        anchor, heading(report), byline(report), origin_words(coded), web_address(report.url), report.language,
        paragraphs(coded), claims, tuple(relation_words(relation) for relation in coded.relations), coded.coder)


def _claim(coded: CodedReport, claim: Claim, anchor: str) -> ClaimView:
    publisher = coded.report.publisher or "this report"
    chain = (publisher, *(_link(source) for source in claim.attribution))
    return ClaimView(anchor, claim.status, STATUS_WORDS[claim.status], word(claim), chain, explain(claim))


def _link(source: Source) -> str:
    """A source of the chain with the words that tie it: "KCNA (PRK), “said”"."""
    return f"{source_words(source)}, “{source.cue.text}”" if source.cue.text else source_words(source)


@lru_cache(maxsize=1)
def _template() -> Template:
    return templates(DATA / "exports").get_template("report.html.j2")
