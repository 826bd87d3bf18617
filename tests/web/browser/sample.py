"""A page with everything that the bundle knows, and a server for it: the bundle is tested before and beside the app."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from scripts.build_web import BUNDLE

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'"
TYPES = {"js": "text/javascript", "css": "text/css", "html": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the sample: invented, like all of them."""

    id: str
    day: str | None
    place: str
    country: str
    lat: float
    lon: float
    quad: int
    claims: int
    words: str


EVENTS = (
    Event("e1", "2024-03-02", "Gao", "MLI", 16.27, -0.04, 4, 7, "Gunmen attack a convoy near Gao"),
    Event("e2", "2024-03-05", "Bamako", "MLI", 12.65, -8.0, 3, 2, "Bamako accuses Paris of meddling"),
    Event("e3", "2024-03-11", "Niamey", "NER", 13.51, 2.11, 1, 3, "Niger and Algeria agree to talks"),
    Event("e4", "2024-03-11", "Gao", "MLI", 16.27, -0.04, 4, 1, "A blast wounds two soldiers in Gao"),
    Event("e5", "2024-03-20", "Algiers", "DZA", 36.75, 3.04, 2, 4, "Algeria sends tents & flour to Niger"),
    Event("e6", "2024-04-01", "Paris", "FRA", 48.85, 2.35, 1, 1, "France welcomes the talks"),
    Event("e7", None, "Niamey", "NER", 13.51, 2.11, 3, 1, "<b>Niger</b> “threatens” to leave"),
)
DEALS = (
    ("MLI", "FRA", 3, "2024-03", 2), ("NER", "DZA", 1, "2024-03", 3), ("DZA", "NER", 2, "2024-03", 4),
    ("FRA", "NER", 1, "2024-04", 1), ("FRA", "MLI", 4, "", 5),
)
NAMES = {"MLI": "Mali", "FRA": "France", "NER": "Niger", "DZA": "Algeria"}

# The dove counts as one code point and as two of the units that JavaScript counts in.
PARAGRAPHS = ("🕊 Niger and Algeria agreed to talks.", "Paris said it was glad.")

STYLE = """
:root { color-scheme: light dark; --paper: light-dark(#fdfcfa, #17191c); --ink: light-dark(#202428, #e4e2dd); }
body { margin: 1rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
"""


def sample_page(language: str = "en") -> str:
    """The page as HTML, as the workspace would write it."""
    return f"""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>Sample</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/sample.css">
<link rel="stylesheet" href="/static/bundle/workspace.css">
<script type="module" src="/static/bundle/workspace.js"></script></head>
<body><nav aria-label="Site"><a href="/" data-key="o">Overview</a> <a href="/events" data-key="e">Events</a></nav>
<main><h1>Sample</h1>
<form><label>Words <input type="search" name="text"></label> <label>Since <input name="since"></label>
<label>Until <input name="until"></label> <label>Place <input name="place"></label></form>
{_view("timeline", _timeline())}{_view("map", _map())}
<ol>{"".join(_row(event) for event in EVENTS)}</ol>
{_view("network", _network())}
<h2>Review</h2>
<button type="button" data-shortcut="a">Accept</button>
<div data-report-text><p data-start="0">{_marked(PARAGRAPHS[0])}</p>
<p data-start="{len(PARAGRAPHS[0]) + 2}">{PARAGRAPHS[1]}</p></div>
<form data-add-claim><label>Start <input name="start"></label> <label>End <input name="end"></label>
<label>Words <input name="words"></label></form>
</main></body></html>"""


def _view(name: str, data: object) -> str:
    embedded = json.dumps(data).replace("<", "\\u003c")
    return (f'<h2>{name.title()}</h2>'
            f'<div data-view="{name}" data-from="{name}-data" aria-label="{name} of the sample"></div>'
            f'<script type="application/json" id="{name}-data">{embedded}</script>')


def _map() -> dict[str, object]:
    return {"points": [
        {"id": event.id, "lat": event.lat, "lon": event.lon, "place": event.place, "country": event.country,
         "n": event.claims, "quad": event.quad, "label": event.words, "day": event.day, "url": f"/events/{event.id}"}
        for event in EVENTS]}


def _timeline() -> dict[str, object]:
    dated = [event for event in EVENTS if event.day]
    counts = {event.day: [0, 0, 0, 0] for event in dated}
    for event in dated:
        counts[event.day][event.quad - 1] += event.claims
    return {"unit": "day", "buckets": [{"start": day, "quads": quads} for day, quads in counts.items()],
            "events": [{"id": event.id, "day": event.day, "quad": event.quad} for event in dated]}


def _network() -> dict[str, object]:
    return {"unit": "month",
            "nodes": [{"id": code, "label": name, "n": 3, "url": f"/actor?name={code}"}
                      for code, name in NAMES.items()],
            "edges": [{"from": a, "to": b, "counts": {start: [n if quad == one else 0 for one in range(1, 5)]}}
                      for a, b, quad, start, n in DEALS]}


def _row(event: Event) -> str:
    words = event.words.replace("&", "&amp;").replace("<", "&lt;")
    return (f'<li data-item data-event="{event.id}"><a href="/events/{event.id}">{words}</a>'
            f' <button type="button" data-shortcut="x" data-shortcut-name="Mark">Mark</button></li>')


def _marked(paragraph: str) -> str:
    """With a mark and a note in it that is not the report's text."""
    return paragraph.replace("agreed", "<mark>agreed<span data-not-text hidden> AGREE</span></mark>")


class _Handler(BaseHTTPRequestHandler):
    """Serves the sample at every address, under the workspace's content security policy, and the bundle."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/sample.css":
            self._answer(STYLE.encode(), "css")
        elif (file := BUNDLE / path.rpartition("/")[2]).is_file():
            self._answer(file.read_bytes(), file.suffix[1:])
        elif path.startswith("/static/"):
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self._answer(sample_page("fr" if path.startswith("/fr") else "en").encode(), "html")

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", TYPES[kind])
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet: a test that fails says what failed."""


@contextmanager
def sample_server() -> Iterator[str]:
    """Serves the sample on a free port of this machine and gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
