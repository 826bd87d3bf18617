"""A coded report as the flat JSON record of the codebook, and the JSON Schema of that record.

Names and shapes are those of the records in `domain/records.py`; offsets count code points of `text`.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from enum import StrEnum
from typing import Any

from selon.domain import records
from selon.domain.plain import Json, plain
from selon.domain.records import Attribution, CodedReport, Span


def to_json(coded: CodedReport) -> Json:
    """The flat record: the report's own fields, then all that it says."""
    report = coded.report
    return {
        "id": report.id, "url": report.url, "publisher": report.publisher, "title": report.title,
        "published": report.published, "authors": list(report.authors), "agency": report.agency,
        "language": report.language, "text": report.text,
        "claims": [plain(claim) for claim in coded.claims],
        "relations": [plain(relation) for relation in coded.relations],
        "attributions": [_attribution(attribution) for attribution in coded.attributions],
        "entities": [plain(entity) for entity in coded.entities],
        "places": [plain(place) for place in coded.places],
        "times": [plain(time) for time in coded.times],
        "origin": plain(coded.origin),
        "coder": coded.coder,
    }


def _attribution(attribution: Attribution) -> Json:
    return {
        "id": attribution.id, "parent": attribution.parent,
        "source": _pairs(attribution.source), "cue": _pairs(attribution.cue),
        "content": _pairs(attribution.content), "resolved": plain(attribution.resolved),
    }


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


# ------------------------------------------------------------------------------------------ schema


def schema() -> Json:
    """The JSON Schema (draft 2020-12) of `to_json`, made from the records."""
    definitions: Json = {}
    flat = {"id": str, "url": str | None, "publisher": str | None, "title": str | None, "published": str | None,
            "authors": tuple[str, ...], "agency": str | None, "language": str, "text": str}
    properties = {name: _type(kind, definitions) for name, kind in flat.items()}
    hints = typing.get_type_hints(CodedReport)
    for name in ("claims", "relations", "attributions", "entities", "places", "times", "origin", "coder"):
        properties[name] = _type(hints[name], definitions)
    pair = {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "integer"}], "items": False, "minItems": 2}
    for name in ("source", "cue", "content"):
        definitions["Attribution"]["properties"][name] = {"type": "array", "items": pair}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Selon coded report",
        "description": "One report and all that it says. Offsets are half-open and count code points of `text`.",
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _type(kind: Any, definitions: Json) -> Json:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_type(argument, definitions) for argument in arguments]}
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return {"type": "array", "items": _type(arguments[0], definitions)}
        return {"type": "array", "prefixItems": [_type(argument, definitions) for argument in arguments],
                "items": False, "minItems": len(arguments)}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        definitions.setdefault(kind.__name__, {"enum": [str(member) for member in kind]})
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, definitions)
    simple = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
    return {"type": simple[kind]}


def _record(kind: type, definitions: Json) -> Json:
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}
        hints = typing.get_type_hints(kind, vars(records))
        properties = {field.name: _type(hints[field.name], definitions) for field in dataclasses.fields(kind)}
        definitions[kind.__name__] = {
            "description": (kind.__doc__ or "").split("\n")[0], "type": "object", "properties": properties,
            "required": list(properties), "additionalProperties": False}
    return {"$ref": f"#/$defs/{kind.__name__}"}
