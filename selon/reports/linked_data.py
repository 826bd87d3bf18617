"""The JSON-LD of a page: which of its objects is the report, and what it says.

Source: schema.org/NewsArticle. Pages write lists, `@graph`, references by `@id`, and broken JSON.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator
from typing import Any

Facts = dict[str, Any]

MAX_CHARACTERS = 1_000_000  # of one script
DEPTH = 4  # lists and graphs in lists and graphs
_ARTICLES = ("Article", "Posting", "Report")
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")


def article(scripts: Iterable[str]) -> Facts:
    """The facts of the page's report; empty where it tells none."""
    things = [thing for script in scripts for thing in _things(_loaded(script), DEPTH)]
    known = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and len(thing) > 1}
    found = next((thing for thing in things if _is_article(thing)), {})
    return {key: _resolved(value, known) for key, value in found.items()}


def _loaded(script: str) -> Any:
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    if not text or len(text) > MAX_CHARACTERS:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _things(value: Any, depth: int) -> Iterator[Facts]:
    if depth and isinstance(value, list):
        for item in value:
            yield from _things(item, depth - 1)
    elif depth and isinstance(value, dict):
        yield value
        for key in _INSIDE:
            yield from _things(value.get(key), depth - 1)


def _is_article(thing: Facts) -> bool:
    kinds = thing.get("@type")
    return any(isinstance(kind, str) and kind.endswith(_ARTICLES)
               for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _resolved(value: Any, known: dict[str, Facts]) -> Any:
    if isinstance(value, list):
        return [_resolved(item, known) for item in value]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return {**value, **known.get(value["@id"], {})}
    return value


def text_of(value: Any) -> str | None:
    """A value as one line of text: "a", {"@value": "a"}, {"name": "a"}, {"@id": "a"} or the first of a list."""
    if isinstance(value, list):
        return next((text for item in value if (text := text_of(item))), None)
    if isinstance(value, dict):
        return text_of(next((value[key] for key in ("@value", "name", "@id") if isinstance(value.get(key), str)), None))
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(value).split()) or None


def names(value: Any) -> list[str]:
    """The names of people or bodies, however they are written; addresses are none."""
    values = value if isinstance(value, list) else [value]
    found = (text_of(item["name"] if isinstance(item, dict) and "name" in item else item) for item in values)
    return [name for name in found if name and "://" not in name]


def authors(facts: Facts) -> list[str]:
    return names(facts.get("author")) or names(facts.get("creator"))
