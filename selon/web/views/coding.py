"""Try it: a text is coded and shown, and kept nowhere. The same for programs: POST /code."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from selon.domain.errors import SelonError
from selon.domain.records import CodedReport
from selon.exports.json import to_json
from selon.store.found import FoundClaim
from selon.web.asked import TextToCode
from selon.web.coding import CodingDesk, TooManyTexts
from selon.web.viewer import Content, View, Viewer
from selon.web.views.reports import report_values

router = APIRouter()


@router.get("/try", response_class=Response, summary="A form to code a text",
            responses={200: {"content": {"text/html": {}}, "description": "The form"}})
def form(view: View) -> Response:
    """A form that takes a text."""
    return _page(view, {})


@router.post("/try", response_class=Response, summary="Code the text of the form and show it",
             responses={200: {"content": {"text/html": {}}, "description": "The text, coded"}})
async def tried(view: View, text: Annotated[str, Form(max_length=200_000)] = "",
                language: Annotated[str, Form(max_length=10)] = "", published: Annotated[str, Form(max_length=40)] = "",
                publisher: Annotated[str, Form(max_length=400)] = "",
                ) -> Response:
    """The text, coded, as a report's page shows it. Nothing is kept."""
    given = {"text": text, "language": language or None, "published": published or None, "publisher": publisher or None}
    try:
        asked = TextToCode.model_validate(given)
    except ValidationError as error:
        return _page(view, given, fault=_fault(error, view), status=400)
    try:
        coded = await run_in_threadpool(_coded, view.request, asked)
    except TooManyTexts as error:
        return _page(view, given, fault=str(error), status=429)
    except SelonError as error:
        return _page(view, given, fault=str(error), status=400)
    return _page(view, given, coded=coded)


def _fault(error: ValidationError, view: Viewer) -> str:
    kinds = {fault["type"] for fault in error.errors()}
    words = view.words
    return words("try.empty") if "string_too_short" in kinds else words("try.long") \
        if "string_too_long" in kinds else "; ".join(str(fault["msg"]) for fault in error.errors()[:3])


def _page(view: Viewer, given: dict[str, Any], *, fault: str = "", coded: CodedReport | None = None,
          status: int = 200) -> Response:
    given = {"text": None, "language": None, "published": None, "publisher": None, **given}
    values: dict[str, Any] = {"given": given, "fault": fault, "has_coded": coded is not None}
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
def code(request: Request, asked: TextToCode) -> JSONResponse:
    """The coded report of a text. Nothing is kept."""
    try:
        return JSONResponse(to_json(_coded(request, asked)))
    except TooManyTexts as error:
        return JSONResponse({"error": str(error)}, 429, {"Retry-After": str(error.seconds)})
    except SelonError as error:
        return JSONResponse({"error": str(error)}, 400)


def _coded(request: Request, asked: TextToCode) -> CodedReport:
    desk: CodingDesk = request.app.state.desk
    who = request.client.host if request.client else ""
    return desk.code(asked.text, who, language=asked.language, published=asked.published, publisher=asked.publisher,
                     title=asked.title)
