"""How the workspace is served. Read once, by whoever starts it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from selon.newsroom.coding import LoadCoder, load_coder
from selon.reports.fetch import FetchSettings
from selon.store.users import Users
from selon.web.coding import SECONDS

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the workspace shows, to whom, and how much it takes in."""

    database: str | Path
    hosts: tuple[str, ...] = LOOPBACK  # names it answers to: another one is a page of somebody else's that leads here
    load: LoadCoder = field(default=load_coder)  # what codes the texts of "Try it" and of POST /code
    largest_body: int = 2_000_000  # bytes of a request
    codings_a_minute: int = 30  # of one address
    coding_seconds: float = SECONDS  # for one of them
    fetch: FetchSettings | None = None  # how "Try it" and POST /code fetch an address; None: they fetch none
    users: Users | None = None  # who may sign in; None: nobody needs to, or the token is enough
    token: str | None = None  # whoever has it may read
