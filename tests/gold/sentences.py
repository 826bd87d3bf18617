"""Selon's own annotated sentences, read from the YAML beside this file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from selon.domain.records import Report, Span

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "fr")
PUBLISHED = "2024-03-15"  # a Friday; sentences without a date of their own appeared then

CLAIM_KEYS = frozenset({
    "event", "trigger", "optional", "mode", "actor", "recipient", "object", "place", "time", "numbers", "source",
    "status", "certainty", "polarity", "auxiliary"})


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim that a sentence makes. `given` holds the fields that are scored, and no others."""

    event: str
    trigger: Span
    optional: bool  # counts neither when found nor when missed
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoldRelation:
    type: str
    subject: str  # a country code, or a name
    object: str


@dataclass(frozen=True, slots=True)
class GoldSentence:
    report: Report
    claims: tuple[GoldClaim, ...] = ()
    relations: tuple[GoldRelation, ...] = field(default=())

    @property
    def text(self) -> str:
        return self.report.text

    @property
    def has_event(self) -> bool:
        return bool(self.claims)


@cache
def read_sentences(language: str) -> tuple[GoldSentence, ...]:
    """All sentences of one language, in file order."""
    rows = yaml.safe_load((FOLDER / f"sentences_{language}.yaml").read_text(encoding="utf-8"))
    return tuple(_sentence(row, f"{language}-{i}", language) for i, row in enumerate(rows, start=1))


def _sentence(row: Mapping[str, Any], id: str, language: str) -> GoldSentence:
    text = row["text"]
    report = Report(id, text, language, published=str(row.get("published", PUBLISHED)))
    return GoldSentence(
        report, tuple(_claim(claim, text) for claim in row.get("claims", [])),
        tuple(GoldRelation(**relation) for relation in row.get("relations", [])))


def _claim(row: Mapping[str, Any], text: str) -> GoldClaim:
    if unknown := row.keys() - CLAIM_KEYS:
        raise ValueError(f"{text!r} has a claim with unknown keys: {', '.join(sorted(unknown))}")
    given = {key: row[key] for key in row if key not in ("event", "trigger", "optional")}
    return GoldClaim(row["event"], _span(row["trigger"], text), row.get("optional", False), given)


def _span(words: str, text: str) -> Span:
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    if found is None:
        raise ValueError(f"{text!r} does not hold the trigger {words!r}")
    return Span(found.start(), found.end(), words)
