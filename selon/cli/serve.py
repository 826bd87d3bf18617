"""`selon serve`: the workspace over a database, in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selon.cli.options import DATABASE, Database
from selon.cli.running import hush, plainly, tell

if TYPE_CHECKING:
    import socket

    from selon.web.settings import Settings

app = typer.Typer()
LEAST_TOKEN = 16  # characters
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@app.command(short_help="Open the workspace: read and compare in the browser.")
def serve(
    context: typer.Context,
    db: Database = DATABASE,
    host: Annotated[str, typer.Option(metavar="NAME", help="Name or address to serve at.")] = LOOPBACK[0],
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="N", help="Port to serve at.")] = 8423,
    users: Annotated[Path | None, typer.Option(
        metavar="FILE", help="Who may sign in, and what they may do; selon users add makes it.")] = None,
    token: Annotated[str | None, typer.Option(
        metavar="WORDS", envvar="SELON_TOKEN", help="Whoever has it may read.", show_envvar=True)] = None,
    fetch: Annotated[bool | None, typer.Option(
        "--fetch/--no-fetch", help="Whether \"Try it\" takes addresses too and fetches them, none of private networks. "
                                   "Default: only where this machine alone is served.")] = None,
    is_opened: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Open the workspace on a database: a web page on this machine that shows events, reports and sources.

    It serves this machine alone, until Ctrl-C, and sends nothing anywhere but to addresses that "Try it" is given.
    Reports can be added meanwhile. To serve others, name the --host that they know it by, and say with --users or
    --token who may come in.

    \b
    Examples:
      selon serve --db news.db --open
      selon serve --port 9000
      selon serve --host news.example.org --users users.json
    """
    if host not in LOOPBACK and users is None and token is None:
        raise typer.BadParameter(f"{host} can be reached by others, and nothing says who may read; "
                                 "serve at 127.0.0.1, or give --users or --token", param_hint="--host")
    if token is not None and len(token) < LEAST_TOKEN:
        raise typer.BadParameter(f"a token needs {LEAST_TOKEN} characters at least", param_hint="--token")
    hush()
    with plainly():
        from selon.newsroom.coding import load_coder
        from selon.store.users import read_users
        from selon.web.coding import WHILE_SOMEBODY_WAITS
        from selon.web.settings import Settings

        is_fetching = host in LOOPBACK if fetch is None else fetch
        known = read_users(users) if users else None
        _run(Settings(db, hosts=(*LOOPBACK, host.lower()), load=context.obj or load_coder, users=known, token=token,
                      fetch=WHILE_SOMEBODY_WAITS if is_fetching else None), host, port, is_opened)


def _run(settings: Settings, host: str, port: int, is_opened: bool) -> None:
    import uvicorn

    from selon.web.app import create_app

    app = create_app(settings)
    listening = _listening(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    tell(f"the workspace is at {address}  (Ctrl-C ends it)")
    if is_opened:
        _open_soon(address)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3))
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        tell("closed")


def _listening(host: str, port: int) -> socket.socket:
    """The port, taken. Raises PortTaken: better before the address is printed than after."""
    import socket

    from selon.domain.errors import PortTaken

    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(kind, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise PortTaken(host, port, error.strerror or str(error)) from error
    return listening


def _open_soon(address: str) -> None:
    """Shows the page once the server has had time to start."""
    import threading
    import webbrowser

    timer = threading.Timer(0.7, webbrowser.open, [address])
    timer.daemon = True
    timer.start()
