"""What a reader is told when something is wrong: what it was and what to do, as a page or as JSON."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response

from selon.domain.errors import DatabaseBusy, NotStored, SelonError, StoreError
from selon.web.guard import SECURITY
from selon.web.viewer import Content, Form, Viewer
from selon.web.words import REASONS_IN, Phrase, Words, words_of

KNOWN = (400, 403, 404, 405, 413, 429, 500, 503)  # have a message of their own
MOST_FAULTS = 5

log = logging.getLogger("selon.web")


def install(app: FastAPI) -> None:
    """Tells all that can go wrong in this way."""
    app.add_exception_handler(NotStored, lambda request, error: told(request, 404, str(error)))
    app.add_exception_handler(StoreError, _store)
    app.add_exception_handler(SelonError, lambda request, error: told(request, 400, str(error)))
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


def describe(app: FastAPI) -> None:
    """Says in the schema of the addresses what a fault looks like, in place of what FastAPI would answer."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        schema = made()
        fault = {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
        for methods in schema["paths"].values():
            for one in methods.values():
                one["responses"].pop("422", None)
                one["responses"].setdefault("400", {"description": "What is wrong", "content": {
                    "application/json": {"schema": fault}}})
        for name in ("HTTPValidationError", "ValidationError"):
            schema.get("components", {}).get("schemas", {}).pop(name, None)
        return schema

    app.openapi = openapi  # type: ignore[method-assign]


def told(request: Request, status: int, what: str | Sequence[Any]) -> Response:
    """The answer that says what is wrong, in words or as pydantic lists it: to people in their language."""
    view = Viewer(request)
    if view.form is not Form.HTML or request.url.path == "/code":
        return JSONResponse({"error": what if isinstance(what, str) else invalid(what, words_of(REASONS_IN))}, status)
    words = view.words
    said = words.fault(what) if isinstance(what, str) else Phrase(invalid(what, words), words.language)
    key = status if status in KNOWN else 400 if status < 500 else 500
    values = {"status": status, "what": said, "advice": words(f"fault.{key}.advice")}
    return view.page("fault.html.j2", Content(words(f"fault.{key}.title"), values, status=status))


def _store(request: Request, error: Exception) -> Response:
    log.error("%s", error)
    return told(request, 503 if isinstance(error, DatabaseBusy) else 500, str(error))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    answer = told(request, error.status_code, request.url.path[:200] if error.status_code == 404 else error.detail)
    answer.headers.update(error.headers or {})
    return answer


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return told(request, 400, error.errors())


def invalid(faults: Sequence[Any], words: Words) -> str:
    """What is wrong with the parts of an address or a form."""
    said = []
    for fault in faults[:MOST_FAULTS]:
        field = ".".join(map(str, fault["loc"][1:]))
        what = _wrong(fault, words)
        said.append((words("invalid.about", field=field, what=what) if field else what)[:300])
    return words("invalid.joint").join(said)


def _wrong(fault: Mapping[str, Any], words: Words) -> str:
    """What is wrong with one: by its kind, else as whoever found it says."""
    key = f"invalid.{fault['type']}"
    if words.has(key):
        return words(key, **fault.get("ctx", {}))
    cause = fault.get("ctx", {}).get("error")
    return words.fault(str(cause) if cause else fault["msg"]).text


def _unforeseen(request: Request, error: Exception) -> Response:
    """A fault of Selon's. It is answered outside of the guard, which marks all else."""
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    try:
        answer = told(request, 500, type(error).__name__)
    except Exception:  # the page itself is what fails
        answer = PlainTextResponse("Selon failed. Go back and try again; if it happens again, please report it.\n", 500)
    answer.headers.update(SECURITY)
    return answer
