"""The workspace as an application: its pages, what stands before them, and what is said when something is wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from selon.domain.catalog import DATA
from selon.newsroom.room import open_newsroom
from selon.version import __version__
from selon.web.guard import Guard
from selon.web.settings import Settings
from selon.web.views import overview

ROUTERS = (overview.router,)  # in this order; a page that takes any address would come last


def create_app(settings: Settings) -> FastAPI:
    """The workspace over a database. Raises StoreError where it cannot be read."""
    newsroom = open_newsroom(settings.database, is_reader=True)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        newsroom.close()

    app = FastAPI(title="Selon", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.settings, app.state.newsroom = settings, newsroom
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=DATA / "web" / "static"), name="static")
    app.add_middleware(Guard, settings=settings)
    return app
