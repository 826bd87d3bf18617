"""A report: its text with what it says marked, and one claim of it tied to its words."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from selon.domain.errors import NotStored
from selon.domain.records import Claim, CodedReport
from selon.exports.json import to_json
from selon.exports.templates import web_address
from selon.exports.wording import heading, relation_words
from selon.store.engines import reading
from selon.store.found import FoundClaim
from selon.store.queries import claims_by_id
from selon.store.reports import coded_of
from selon.web.asked import Id, ReportAsked
from selon.web.marked import marked_text
from selon.web.told import claim_view, short
from selon.web.viewer import Content, View, twins
from selon.web.words import Words

router = APIRouter()
MOST_CLAIMS = 400  # listed beside one part of a text


@twins(router, "/reports/{id}", "A report")
def report(view: View, id: Id, asked: Annotated[ReportAsked, Query()]) -> Response:
    """A report's text with claims, entities and sources marked; with `claim`, that claim and why it was coded so."""
    with reading(view.newsroom.engine) as connection:
        coded, replaced_by = coded_of(connection, id)
        found = list(claims_by_id(connection, [claim.id for claim in coded.claims]))
    chosen = next((claim for claim in coded.claims if claim.id == asked.claim), None)
    if asked.claim and chosen is None:
        raise NotStored("claim", f"{short(asked.claim, 60)} of this report")
    values = {**report_values(coded, found, chosen, asked.part, view.words), "replaced_by": replaced_by,
              "address": f"/reports/{coded.report.id}"}
    return view.show("report.html.j2", Content(
        values["heading"], values, {**to_json(coded), "replaced_by": replaced_by}, [one.flat() for one in found]))


def report_values(coded: CodedReport, found: list[FoundClaim], chosen: Claim | None, part: int | None,
                  words: Words, *, explained: bool = False) -> dict[str, Any]:
    """What the template of a report prints."""
    report = coded.report
    views = [claim_view(one, words, explained=explained) for one in found[:MOST_CLAIMS]]
    picked = next((claim_view(one, words, explained=True) for one in found if chosen and one.id == chosen.id), None)
    origin = coded.origin
    return {
        "coded": coded, "heading": short(heading(report), 200), "text": marked_text(coded, chosen, part),
        "publisher": short(report.publisher or words("report.no_publisher")), "published": words.date(report.published),
        "url": web_address(report.url),
        "origin": {"name": short(origin.name), "kind": words.named("origin_kind", origin.kind),
                   "why": origin.why} if origin else None,
        "claims": views, "chosen": picked, "left_out": len(found) - len(views),
        "by_id": {one.id: one for one in views},
        "relations": [relation_words(relation) for relation in coded.relations[:100]]}
