"""What a page function is given, and how it answers: HTML, or its JSON or CSV twin at the same address.

    @twins(router, "/events", "Events by filters")
    def events(view: View, asked: Annotated[EventsAsked, Query()]) -> Response:
        return view.show("events.html.j2", Content(title, values, data, rows))
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from jinja2 import Environment
from markupsafe import Markup
from starlette.responses import Response

from selon.domain.catalog import DATA
from selon.domain.plain import plain
from selon.exports.listing import write_csv
from selon.exports.marks import printable
from selon.exports.templates import templates
from selon.newsroom.room import Newsroom
from selon.web.lanes import Page, Waiting, in_turn
from selon.web.navigation import NAVIGATION
from selon.web.readers import Reader, reader_of
from selon.web.words import COOKIE, COOKIE_SECONDS, LANGUAGES, Words, chosen_language, words_of

TEMPLATES = DATA / "web" / "templates"
STATIC = DATA / "web" / "static"
BUNDLE = "bundle/workspace.js"  # of map, timeline and network; pages read without it


class Form(StrEnum):
    """In what form a page is asked for."""

    HTML = "html"
    JSON = "json"
    CSV = "csv"


_HIDDEN = re.compile(r"\\[bfu]")  # how JSON writes control characters
_MEDIA = {Form.JSON: "application/json", Form.CSV: "text/csv"}


Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Content:
    """What a page says: for its template, for its JSON twin, and as rows for its CSV twin.

    What takes long to make, and is for a twin alone, is given as a function.
    """

    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    data: Any = None
    rows: Rows | Callable[[], Rows] = ()
    status: int = 200


class Viewer:
    """A request, and how to answer it."""

    def __init__(self, request: Request) -> None:
        self.request = request

    @property
    def newsroom(self) -> Newsroom:
        """The database, opened to read."""
        room: Newsroom = self.request.app.state.newsroom
        return room

    @cached_property
    def words(self) -> Words:
        """What the pages say, in the reader's language."""
        request = self.request
        return words_of(chosen_language(request.query_params.get("lang"), request.cookies.get(COOKIE),
                                        request.headers.get("accept-language", "")))

    @cached_property
    def reader(self) -> Reader:
        """Who asks."""
        return reader_of(self.request)

    @cached_property
    def form(self) -> Form:
        """The form that the address asks for by its ending, else the one that the browser likes best."""
        path = self.request.url.path
        for form in (Form.JSON, Form.CSV):
            if path.endswith(f".{form}"):
                return form
        return _accepted_form(self.request.headers.get("accept", ""))

    def show(self, template: str, content: Content) -> Response:
        """The answer in the form that was asked for."""
        match self.form:
            case Form.JSON:
                data = content.data() if callable(content.data) else content.data
                response = Response(to_json(data), content.status, media_type="application/json")
            case Form.CSV:
                rows = content.rows() if callable(content.rows) else content.rows
                response = Response(to_csv(rows), content.status, media_type="text/csv; charset=utf-8")
            case Form.HTML:
                return self.page(template, content, has_twins=True)
        return self._marked(response)

    def page(self, template: str, content: Content, *, has_twins: bool = False) -> Response:
        """The answer as HTML, for what has no other form."""
        text = self.html(template, content, has_twins=has_twins)
        return self._marked(Response(text, content.status, media_type="text/html"))

    def _marked(self, response: Response) -> Response:
        response.headers["Vary"] = "Accept, Accept-Language, Cookie"
        response.headers["Content-Language"] = self.words.language
        if self.request.query_params.get("lang") in LANGUAGES:
            response.set_cookie(COOKIE, self.words.language, max_age=COOKIE_SECONDS, httponly=True, samesite="lax")
        return response

    def html(self, template: str, content: Content, *, has_twins: bool = False) -> str:
        """The page as HTML."""
        return environment().get_template(template).render(
            t=self.words, view=self, title=content.title, navigation=NAVIGATION, has_twins=has_twins,
            has_bundle=(STATIC / BUNDLE).exists(), languages=LANGUAGES, **content.values)

    def here(self, **changes: Any) -> str:
        """This address with other parameters: None takes one out."""
        gone = [name for name, value in changes.items() if value is None]
        url = self.request.url.remove_query_params(["lang", *gone])
        url = url.include_query_params(**{name: value for name, value in changes.items() if value is not None})
        return url.path + (f"?{url.query}" if url.query else "")

    def in_language(self, language: str) -> str:
        """The address of this page in a language; an answer to a form has no address, and its form's is taken."""
        url = self.request.url.include_query_params(lang=language)
        return f"{url.path}?{url.query}"

    def twin(self, form: str) -> str:
        """The address of this page in another form."""
        url = self.request.url.remove_query_params("lang")
        path = "/overview" if url.path == "/" else url.path
        return f"{path}.{form}" + (f"?{url.query}" if url.query else "")


async def _viewer(request: Request) -> Viewer:
    return Viewer(request)  # async, or it would wait for a thread of its own


View = Annotated[Viewer, Depends(_viewer)]


def twins(router: APIRouter, path: str, summary: str, *, lane: Callable[[Page], Waiting] = in_turn,
          ) -> Callable[[Page], Page]:
    """Registers a page at its address, and its JSON and CSV twins at the same with an ending; it takes its turn."""

    def register(function: Page) -> Page:
        base, shown = "/overview" if path == "/" else path, lane(function)
        # The endings come first: `{id}` would take them in.
        for form, media in _MEDIA.items():
            router.add_api_route(
                f"{base}.{form}", shown, methods=["GET"], summary=f"{summary}, as {form.upper()}",
                operation_id=f"{function.__name__}_{form}", response_class=Response,
                responses={200: {"content": {media: {}}, "description": summary}})
        forms: dict[str, Any] = {media: {} for media in ("text/html", *_MEDIA.values())}
        router.add_api_route(
            path, shown, methods=["GET"], summary=summary, operation_id=function.__name__, response_class=Response,
            responses={200: {"content": forms, "description": summary}})
        return function

    return register


def to_json(value: Any) -> str:
    """JSON of a record or of plain values."""
    return json.dumps(plain(value) if not isinstance(value, dict) else value, ensure_ascii=False, default=plain)


def to_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """A header and a line a row, with the line ends that the standard asks for."""
    stream = io.StringIO()
    write_csv(rows, stream, line_end="\r\n")
    return stream.getvalue()


def _accepted_form(accept: str) -> Form:
    """HTML wherever it is taken: only a program asks for JSON or CSV alone."""
    if "html" in accept or "*/*" in accept or not accept:
        return Form.HTML
    return next((form for form, media in _MEDIA.items() if media in accept), Form.HTML)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of the pages."""
    made = templates(TEMPLATES)
    made.filters["embedded"] = embedded
    return made


def embedded(value: Any) -> Markup:
    """JSON for a `<script type="application/json">` block: nothing in it can end the block or hide words."""
    said = to_json(value)
    if not said.isprintable() or _HIDDEN.search(said):  # seldom; to look at each value takes longer than to write it
        said = to_json(_printable(value))
    return Markup(said.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {name: _printable(one) for name, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, (list, tuple)) else value
