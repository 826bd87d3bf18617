"""The first page: what is in the database."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from selon.web.viewer import Content, View, twins

router = APIRouter()


@twins(router, "/", "Overview")
def overview(view: View) -> Response:
    """What is in the database, at a glance."""
    found = view.newsroom.events(limit=10)
    rows = [event.flat() for event in found]
    return view.show("overview.html.j2", Content(view.words("overview.title"), {"newest": found.records},
                                                 {"newest": rows}, rows))
