"""What stands before every page: who may ask, how much, and what a browser may do with the answer."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from selon.web.settings import Settings
from selon.web.words import COOKIE, chosen_language, words_of

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                               "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
                               "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
CHANGES = ("POST", "PUT", "PATCH", "DELETE")


class Guard:
    """Lets through what comes from this workspace's own pages and programs, and marks every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        marked = _marking(send, "no-cache" if scope["path"].startswith("/static/") else "no-store")
        if refusal := self._refusal(scope["method"], headers):
            status, words = refusal
            said = words_of(_language(headers)).fault(words).text
            await PlainTextResponse(f"{said}\n", status)(scope, receive, marked)
            return
        await self.app(scope, _limited(receive, self.settings), marked)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        host = _name(headers.get("host", ""))
        if host not in self.settings.hosts:
            return 400, (f"This workspace does not answer to the name {host[:100]!r}. Use the address that "
                         "`selon serve` printed, or name the host with --host.")
        if method in CHANGES and not _is_own(headers):
            return 403, "A page of another site has sent this. Send it from a page of this workspace."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.settings.largest_body:
            return 413, _too_much(self.settings)
        return None


def _too_much(settings: Settings) -> str:
    return f"That is more than {settings.largest_body:,} bytes. Send it in parts."


def _language(headers: Headers) -> str:
    kept = cookie_parser(headers.get("cookie", "")).get(COOKIE)
    return chosen_language(None, kept, headers.get("accept-language", ""))


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _is_own(headers: Headers) -> bool:
    """Whether a page of this workspace, or a program that is no browser, sends something."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    try:
        return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
    except ValueError:
        return False


def _limited(receive: Receive, settings: Settings) -> Receive:
    """Reads no more than is taken, also from whoever does not say how much comes."""
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > settings.largest_body:
            raise HTTPException(413, _too_much(settings))
        return message

    return limited


def _marking(send: Send, cache: str) -> Send:
    """Files of the workspace are kept and asked about again; pages show what somebody may not be allowed to see later.
    """
    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", cache)
        await send(message)

    return marked
