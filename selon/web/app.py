"""The workspace as an application: its pages, what stands before them, and what is said when something is wrong."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from selon.domain.catalog import DATA
from selon.newsroom.room import open_newsroom
from selon.version import __version__
from selon.web import access, faults
from selon.web.coding import CodingDesk
from selon.web.guard import Guard
from selon.web.lanes import Lanes
from selon.web.review import pages as review
from selon.web.review.holds import Holds
from selon.web.settings import Settings
from selon.web.told import quads
from selon.web.viewer import environment
from selon.web.views import coding, events, help, overview, reports, voices
from selon.web.words import LANGUAGES, words_of

ROUTERS = tuple(page.router for page in (overview, events, reports, voices, review, access, coding, help))


def create_app(settings: Settings) -> FastAPI:
    """The workspace over a database. Raises StoreError where it cannot be read."""
    newsroom = open_newsroom(settings.database, is_reader=True)
    desk = CodingDesk(settings.load, settings.codings_a_minute, fetch=settings.fetch, seconds=settings.coding_seconds)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        _load()
        yield
        newsroom.close()
        desk.close()
        if app.state.writer is not None:
            app.state.writer.close()

    app = FastAPI(title="Selon", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.settings, app.state.newsroom, app.state.desk = settings, newsroom, desk
    gate = access.Gate(settings)
    app.state.gate, app.state.writer, app.state.holds, app.state.lanes = gate, None, Holds(), Lanes()
    faults.install(app)
    for router in ROUTERS:
        app.include_router(router)
    faults.describe(app)
    app.mount("/static", StaticFiles(directory=DATA / "web" / "static"), name="static")
    app.add_middleware(access.Access, gate=gate)
    app.add_middleware(Guard, settings=settings)
    return app


def _load() -> None:
    """Loads what all pages need, so that the first reader waits no longer than others.

    It stays, so the collector of garbage need not look at it again: that would take a tenth of a second each time.
    """
    quads()
    for language in LANGUAGES:
        words_of(language).country("")
    for name in environment().list_templates():
        environment().get_template(name)
    gc.collect()
    gc.freeze()
