"""Who may come in: on this machine whoever started the workspace, else users with a password or holders of a token.

A session is a signed cookie: name, role's user and end, and an HMAC-SHA256 over them and the user's password hash, so
that a new password ends all sessions. Every form carries a token that only pages of the same session can know.
"""

from __future__ import annotations

import base64
import getpass
import hashlib
import hmac
import secrets
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock
from typing import Annotated
from urllib.parse import parse_qs, quote, urlsplit

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from selon.store.users import TOKEN_READER, User, Users, no_users
from selon.web.readers import Reader, Role, reader_of
from selon.web.settings import Settings
from selon.web.viewer import Content, View

SESSION = "selon_session"
SESSION_SECONDS = 12 * 3600
TRIES, TRY_SECONDS = 5, 300.0  # failed logins of one address, and of one name, and for how long they count
CHECKS, CHECK_SECONDS = 2, 5.0  # passwords checked at once, each takes 32 MB; and how long one waits for its turn
OPEN = ("/login", "/static/")  # what nobody needs to sign in for


def local_name() -> str:
    """The name of whoever started the workspace."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user number without an entry
        return "local"


@dataclass
class Tries:
    """Failed logins, and those that are being checked, so that nobody can try passwords for long."""

    failed: dict[str, deque[float]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def begin(self, *keys: str) -> bool:
        """Whether one more may be tried. It counts from now on: many sent at once would else all be checked."""
        since = time.monotonic() - TRY_SECONDS
        with self.lock:
            for key in [key for key, moments in self.failed.items() if moments[-1] < since]:
                del self.failed[key]
            if any(sum(moment > since for moment in self.failed.get(key, ())) >= TRIES for key in keys):
                return False
            for key in keys:
                self.failed.setdefault(key, deque(maxlen=TRIES)).append(time.monotonic())
            return True

    def forget(self, *keys: str) -> None:
        """Takes a try back that did not fail."""
        with self.lock:
            for key in keys:
                moments = self.failed.get(key)
                if moments:
                    moments.pop()
                if not moments:
                    self.failed.pop(key, None)


class Gate:
    """Knows sessions and form tokens, and who they belong to."""

    def __init__(self, settings: Settings) -> None:
        self.users: Users = settings.users or no_users()
        self.token = settings.token
        self.is_closed = settings.users is not None or settings.token is not None
        self.local = Reader(local_name(), Role.REVIEWER)
        self.tries, self.checks = Tries(), BoundedSemaphore(CHECKS)

    def reader(self, headers: Headers) -> Reader | None:
        """Whoever asks; None for nobody that may come in."""
        if not self.is_closed:
            return self.local
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if self.token and scheme.lower() == "bearer" and _same(given.strip(), self.token):
            return Reader(TOKEN_READER, Role.READER)
        return self._of_session(cookie_parser(headers.get("cookie", "")).get(SESSION, ""))

    def _of_session(self, cookie: str) -> Reader | None:
        named, _, signature = cookie.rpartition(".")
        try:
            name, ends, _ = base64.urlsafe_b64decode(named.encode()).decode().rsplit("\n", 2)
            is_over = float(ends) < time.time()
        except ValueError:
            return None
        if is_over or not _same(signature, self._signature(named, name)):
            return None
        if name == TOKEN_READER:
            return Reader(TOKEN_READER, Role.READER) if self.token else None
        user = self.users.named(name)
        return Reader(user.name, Role(user.role)) if user else None

    def session(self, name: str) -> str:
        """A cookie that says who its holder is."""
        said = f"{name}\n{time.time() + SESSION_SECONDS:.0f}\n{secrets.token_hex(8)}"
        named = base64.urlsafe_b64encode(said.encode()).decode()
        return f"{named}.{self._signature(named, name)}"

    def _signature(self, named: str, name: str) -> str:
        user = self.users.named(name)
        held = user.password if user else self.token if name == TOKEN_READER else ""
        return self._mac(f"session\n{named}\n{held}")

    def form_token(self, request: Request) -> str:
        """What forms of this session carry."""
        return self._mac(f"form\n{request.cookies.get(SESSION, '')}\n{reader_of(request).name}")

    def _mac(self, said: str) -> str:
        return hmac.new(self.users.secret.encode(), said.encode(), hashlib.sha256).hexdigest()

    def signed_in(self, name: str, password: str) -> User | str | None:
        """The user of a name and password; the token's reader for no name and the token."""
        if self.token and not name and _same(password, self.token):
            return TOKEN_READER
        return self.users.checked(name, password)


def _same(one: str, other: str) -> bool:
    """In constant time."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


class Access:
    """Lets in whoever may come in, and says who they are."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app, self.gate = app, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers, path = Headers(scope=scope), scope["path"]
        reader = self.gate.reader(headers)
        if reader is None and not path.startswith(OPEN):
            await _sent_away(scope, headers)(scope, receive, send)
            return
        scope.setdefault("state", {})["reader"] = reader or Reader("", Role.READER)
        await self.app(scope, receive, send)


def _sent_away(scope: Scope, headers: Headers) -> Response:
    if scope["method"] == "GET" and "html" in headers.get("accept", ""):
        query = scope["query_string"].decode("latin-1")
        goal = scope["path"] + (f"?{query}" if query else "")
        return RedirectResponse(f"/login?goal={quote(goal, safe='')}", 303)
    return JSONResponse({"error": "Sign in at /login, or send the token: Authorization: Bearer TOKEN."}, 401,
                        {"WWW-Authenticate": "Bearer"})


# -------------------------------------------------------------------------------------------- forms

Form = Mapping[str, list[str]]


async def sent_form(request: Request) -> Form:
    """What a form of one of our pages sends. Raises HTTPException 403 for one that does not carry its token."""
    body = (await request.body()).decode("utf-8", "replace")
    try:
        form = parse_qs(body, keep_blank_values=True, max_num_fields=2_000)
    except ValueError as error:
        raise HTTPException(400, "the form has too many fields") from error
    gate: Gate = request.app.state.gate
    if not _same(form.get("csrf", [""])[0], gate.form_token(request)):
        raise HTTPException(403, "This form is not from a page of this session; load the page again.")
    return form


async def reviewers_form(request: Request, form: Annotated[Form, Depends(sent_form)]) -> Form:
    """The same, from somebody who may decide. Raises HTTPException 403."""
    if reader_of(request).role is not Role.REVIEWER:
        raise HTTPException(403, "Only reviewers decide; ask whoever keeps the users file.")
    return form


SentForm = Annotated[Form, Depends(sent_form)]
ReviewersForm = Annotated[Form, Depends(reviewers_form)]


def one(form: Form, name: str) -> str:
    """The value of a field, '' where it was not sent; line ends as texts have them."""
    return form.get(name, [""])[0].replace("\r\n", "\n").strip()


# -------------------------------------------------------------------------------------------- pages

router = APIRouter()


@router.get("/login", include_in_schema=False)
def login(view: View, goal: str = "/") -> Response:
    """The page to sign in."""
    return _login_page(view, goal, 200, "")


def _login_page(view: View, goal: str, status: int, what: str) -> Response:
    gate: Gate = view.request.app.state.gate
    values = {"goal": _inside(goal), "what": what, "csrf": gate.form_token(view.request),
              "has_users": bool(gate.users.users), "has_token": gate.token is not None}
    return Response(view.html("review/login.html.j2", Content(view.words("login.title"), values)), status,
                    media_type="text/html")


def _inside(goal: str) -> str:
    """An address of this workspace; anything else would lead whoever signs in to another site."""
    parts = urlsplit(goal)
    is_ours = goal.startswith("/") and not goal.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return goal if is_ours and goal.isprintable() else "/"


@router.post("/login", include_in_schema=False)
def sign_in(view: View, form: SentForm) -> Response:
    """Signs in, or says why not."""
    gate: Gate = view.request.app.state.gate
    name, password, goal = one(form, "name"), form.get("password", [""])[0], one(form, "goal")
    address = view.request.client.host if view.request.client else ""
    # Whoever comes with the token gives no name: one who guesses would lock out all others.
    keys = (f"address {address}", *((f"name {name[:200]}",) if name else ()))
    if not gate.tries.begin(*keys):
        return _login_page(view, goal, 429, view.words("login.too_many"))
    if not gate.checks.acquire(timeout=CHECK_SECONDS):
        gate.tries.forget(*keys)
        return _login_page(view, goal, 429, view.words("login.too_many"))
    try:
        known = gate.signed_in(name, password)
    finally:
        gate.checks.release()
    if known is None:
        return _login_page(view, goal, 401, view.words("login.wrong"))
    gate.tries.forget(*keys)
    answer = RedirectResponse(_inside(goal), 303)
    answer.set_cookie(SESSION, gate.session(known if isinstance(known, str) else known.name), max_age=SESSION_SECONDS,
                      httponly=True, samesite="lax", secure=view.request.url.scheme == "https")
    return answer


@router.post("/logout", include_in_schema=False)
def sign_out(_: SentForm) -> Response:
    """Ends the session in this browser."""
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(SESSION, httponly=True, samesite="lax")
    return answer
