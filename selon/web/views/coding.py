"""Try it: a text, or the one at an address, is coded and shown, and kept nowhere. For programs: POST /code."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from threading import Event
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from selon.domain.catalog import LANGUAGES
from selon.domain.errors import SelonError
from selon.domain.records import CodedReport
from selon.exports.json import to_json
from selon.store.found import FoundClaim
from selon.web.asked import TextForm, TextToCode
from selon.web.coding import CodingDesk, TooManyTexts
from selon.web.faults import invalid
from selon.web.lanes import in_turn
from selon.web.viewer import Content, View, Viewer
from selon.web.views.reports import report_values
from selon.web.words import Phrase

router = APIRouter()
LEFT_SECONDS = 0.5  # between two looks whether the reader has closed the page


@router.get("/try", response_class=Response, summary="A form to code a text",
            responses={200: {"content": {"text/html": {}}, "description": "The form"}})
def form(view: View) -> Response:
    """A form that takes a text."""
    return _page(view, {})


@router.post("/try", response_class=Response, summary="Code the text of the form and show it",
             responses={200: {"content": {"text/html": {}}, "description": "The text, coded"}})
async def tried(view: View, sent: Annotated[TextForm, Form()]) -> Response:
    """The text, coded, as a report's page shows it. Nothing is kept."""
    given = {name: value if value.strip() else None for name, value in sent.model_dump().items()}
    try:
        asked = TextToCode.model_validate(given)
    except ValidationError as error:
        return _page(view, given, fault=_fault(error, view), status=400)
    try:
        coded = await _coded(view.request, asked)
    except TooManyTexts as error:
        return _page(view, given, fault=view.words.fault(str(error)), status=429)
    except SelonError as error:
        return _page(view, given, fault=view.words.fault(str(error)), status=400)
    return await in_turn(_page)(view=view, given=given, coded=coded)  # a long text would keep all others waiting


def _fault(error: ValidationError, view: Viewer) -> Phrase:
    kinds = {fault["type"] for fault in error.errors()}
    for kind, message in (("one_needed", "try.one"), ("string_too_long", "try.long")):
        if kind in kinds:
            return Phrase(view.words(message), view.words.language)
    return Phrase(invalid([{**fault, "loc": ()} for fault in error.errors()], view.words), view.words.language)


def _page(view: Viewer, given: dict[str, Any], *, fault: Phrase | None = None, coded: CodedReport | None = None,
          status: int = 200) -> Response:
    desk: CodingDesk = view.request.app.state.desk
    given = {**dict.fromkeys(TextForm.model_fields), **given}
    values: dict[str, Any] = {"given": given, "fault": fault, "has_coded": coded is not None, "reads": LANGUAGES,
                              "fetches": desk.fetch is not None}
    if coded:
        found = [FoundClaim(claim.id, None, coded.report.id, coded.report.publisher, coded.report.published, None, None,
                            None, claim) for claim in coded.claims]
        values |= report_values(coded, found, None, None, view.words, explained=True)
        values |= {"replaced_by": None, "address": ""}
    return view.page("try.html.j2", Content(view.words("try.title"), values, status=status))


@router.post("/code", summary="Code a text", response_class=JSONResponse, responses={
    200: {"description": "The coded report, a record as `selon schema` prints its JSON Schema"},
    400: {"description": "The text cannot be coded"}, 413: {"description": "The text is too long"},
    429: {"description": "Too many texts in a minute"}})
async def code(request: Request, asked: TextToCode) -> JSONResponse:
    """The coded report of a text, or of what stands at an address. Nothing is kept."""
    try:
        return JSONResponse(to_json(await _coded(request, asked)))
    except TooManyTexts as error:
        return JSONResponse({"error": str(error)}, 429, {"Retry-After": str(error.seconds)})
    except SelonError as error:
        return JSONResponse({"error": str(error)}, 400)


async def _coded(request: Request, asked: TextToCode) -> CodedReport:
    """The text, coded; given up as soon as nobody waits for it any more."""
    desk: CodingDesk = request.app.state.desk
    who, left = request.client.host if request.client else "", Event()
    watch = asyncio.create_task(_watch(request, left))
    try:
        return await run_in_threadpool(desk.code, asked.to_code(), who, left.is_set)
    finally:
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch


async def _watch(request: Request, left: Event) -> None:
    while not await request.is_disconnected():
        await asyncio.sleep(LEFT_SECONDS)
    left.set()
