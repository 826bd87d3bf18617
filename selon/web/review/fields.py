"""The fields of a claim as a form, and a form as fields of a claim.

A row that was not touched stays the record that it was, with all that no form shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from selon.domain.errors import BadReview
from selon.domain.plain import Json
from selon.newsroom.review_values import located
from selon.web.access import Form, one

ENTITY = ("text", "name", "kind", "country", "sectors", "id")
NUMBER = ("text", "what", "value", "low", "high", "unit")
SOURCE = ("text", "name", "kind", "named", "country", "stance", "cue")
PLACE = ("text", "name", "country", "lat", "lon")
TIME = ("text", "value")
ROWS = {"actor": ENTITY, "recipient": ENTITY, "numbers": NUMBER, "attribution": SOURCE}
EMPTY_ROWS = 1  # below those that are there
_FIGURES = ("value", "low", "high", "lat", "lon")
_DEFAULTS: dict[str, Json] = {
    "actor": {"name": "", "kind": "state", "country": None, "sectors": [], "id": None, "why": "a reviewer"},
    "numbers": {"what": "", "value": None, "low": None, "high": None, "unit": None},
    "attribution": {"name": "", "kind": "person", "named": True, "country": None, "stance": "asserts",
                    "content": [], "quote": "indirect", "id": None, "why": "a reviewer"},
    "place": {"name": "", "country": None, "lat": None, "lon": None, "precision": None, "geoname_id": None,
              "why": "a reviewer"},
    "time": {"value": None, "timex": None, "timex_type": None, "why": "a reviewer"}}
_DEFAULTS["recipient"] = _DEFAULTS["actor"]


def rows_of(claim: Json, field: str) -> Iterator[dict[str, str]]:
    """What the form shows of a field with rows, and an empty row for one more."""
    for item in claim[field]:
        yield {name: shown(item[name]) for name in ROWS[field]}
    yield from (dict.fromkeys(ROWS[field], "") for _ in range(EMPTY_ROWS))


def shown(value: Any) -> str:
    """A value as a form shows it."""
    if isinstance(value, dict):
        return str(value["text"])
    if isinstance(value, list):
        return " ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)


def read_changes(form: Form, claim: Json, text: str) -> Json:
    """The fields that the form gives other values than the claim has. Raises BadReview."""
    near = claim["trigger"]["start"]
    found: Json = {name: one(form, name) for name in ("event", "polarity", "certainty") if name in form}
    found.update({name: one(form, name).replace(",", " ").split() for name in ("mode", "context") if name in form})
    if "has_auxiliary" in form:
        found["auxiliary"] = sorted(form.get("auxiliary", []))
    if "has_foreground" in form:
        found["foreground"] = one(form, "foreground") == "yes"
    for name in ("trigger", "object"):
        if name in form:
            found[name] = _words(name, one(form, name), claim[name], text, near)
    single: tuple[tuple[str, tuple[str, ...]], ...] = (("place", PLACE), ("time", TIME))
    for name, parts in single:
        if f"{name}.text" in form:
            found[name] = _record(name, {part: one(form, f"{name}.{part}") for part in parts}, claim[name], text, near)
    for name, parts in ROWS.items():
        if f"{name}.0.{parts[0]}" in form:
            found[name] = _rows(form, name, parts, claim[name], text, near)
    if sorted(claim["auxiliary"]) == found.get("auxiliary"):
        del found["auxiliary"]
    return {name: value for name, value in found.items() if value != claim[name]}


def _rows(form: Form, name: str, parts: Sequence[str], before: list[Json], text: str, near: int) -> list[Json]:
    found = []
    number = 0
    while f"{name}.{number}.{parts[0]}" in form:
        said = {part: one(form, f"{name}.{number}.{part}") for part in parts}
        item = _record(name, said, before[number] if number < len(before) else None, text, near)
        if item is not None:
            found.append(item)
        number += 1
    return found


def _record(field: str, said: dict[str, str], before: Json | None, text: str, near: int) -> Json | None:
    """An entity, source, number, place or time; None where its name and words are left empty."""
    if not any(said[part] for part in ("text", "name", "value") if part in said):
        return None
    made: Json = {**(before or _DEFAULTS[field])}
    for part, words in said.items():
        if before is not None and shown(before[part]) == words:
            continue
        made[part] = _value(field, part, words)
    if before is None or before["text"] != said["text"]:
        made.update(_span(field, said["text"], text, near))
    if "cue" in said and (before is None or before["cue"]["text"] != said["cue"]):
        made["cue"] = _span(field, said["cue"], text, near)
    if field == "attribution" and not made["content"]:
        made["content"] = []
    return made


def _value(field: str, part: str, words: str) -> Any:
    if part == "sectors":
        return words.replace(",", " ").upper().split()
    if part == "named":
        return words != "no"
    if part == "country":
        return words.upper() or None
    if part in _FIGURES and field != "time":
        if not words:
            return None
        try:
            return float(words.replace(" ", "").replace(" ", "").replace(",", "."))
        except ValueError as error:
            raise BadReview(f"{words!r} is no number", field=field) from error
    return words or (None if part in ("id", "unit", "value") else "")


def _words(field: str, words: str, before: Json | None, text: str, near: int) -> Json | None:
    if before is not None and before["text"] == words:
        return before
    if not words:
        return None
    return _span(field, words, text, near)


def _span(field: str, words: str, text: str, near: int) -> Json:
    """The words where they stand; for none, an empty place at the trigger."""
    if not words:
        return {"text": "", "start": near, "end": near}
    try:
        span = located(text, words, near)
    except BadReview as error:
        raise BadReview(str(error), field=field) from error
    return {"text": span.text, "start": span.start, "end": span.end}
