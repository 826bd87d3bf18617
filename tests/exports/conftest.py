"""Builders: a coded report in one line, without any language model."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from selon.domain.records import (
    Attribution,
    Certainty,
    Claim,
    CodedReport,
    Entity,
    EntityKind,
    Party,
    Place,
    Polarity,
    Quote,
    Relation,
    RelationType,
    Report,
    Source,
    SourceKind,
    Span,
    Stance,
    Status,
    When,
)

TEXT = "Selon KCNA, Kim Jong Un a rencontré M. Choïgou à Pyongyang en juillet 2023.\nMoscou ne dit rien."


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def entity(text: str, words: str, name: str, country: str | None = None, *sectors: str) -> Entity:
    at = span(text, words)
    return Entity(words, at.start, at.end, name, EntityKind.PERSON, country, sectors, why="known")


def source(text: str = TEXT, words: str = "KCNA", cue: str = "Selon", **changes: Any) -> Source:
    at = span(text, words)
    made = Source(words, at.start, at.end, "KCNA", SourceKind.STATE_MEDIA, True, "PRK", Stance.ASSERTS, span(text, cue),
                  (), Quote.INDIRECT)
    return dataclasses.replace(made, **changes)


def claim(text: str = TEXT, **changes: Any) -> Claim:
    made = Claim(
        id="c1", event="CONSULT", mode=(), context=(), trigger=span(text, "rencontré"),
        actor=(entity(text, "M. Choïgou", "Sergei Shoigu", "RUS", "GOV", "MIL"),),
        recipient=(entity(text, "Kim Jong Un", "Kim Jong Un", "PRK", "GOV"),), object=None,
        place=Place("Pyongyang", *_ends(text, "Pyongyang"), "Pyongyang", "PRK", 39.0, 125.8),
        time=When("juillet 2023", *_ends(text, "juillet 2023"), "2023-07"), numbers=(), attribution=(source(text),),
        polarity=Polarity.POSITIVE, certainty=Certainty.CERTAIN, auxiliary=(), status=Status.REPORTED, evidence=(),
        why=(("event", "CONSULT: rencontrer"), ("actor", "subject")))
    return dataclasses.replace(made, **changes)


def coded(*claims: Claim, text: str = TEXT, relations: tuple[Relation, ...] = (), **about: Any) -> CodedReport:
    usual = {"id": "r", "text": text, "language": "fr", "publisher": "Le Soir", "published": "2023-07-28"}
    report = Report(**usual | about)
    sources = dict.fromkeys(source for claim in claims for source in claim.attribution)
    attributions = tuple(Attribution(f"a{i}", None, (Span(s.start, s.end, s.text),), (s.cue,), s.content, s)
                         for i, s in enumerate(sources))
    return CodedReport(report, claims, relations, attributions, (), (), (), None, "selon 0")


def ally(words: str) -> Relation:
    return Relation(RelationType.ALLY, Party("Russia", "RUS"), Party("North Korea", "PRK"), span(TEXT, words))


def _ends(text: str, words: str) -> tuple[int, int]:
    at = span(text, words)
    return at.start, at.end


class Build:
    """The builders above, for tests."""

    text = TEXT
    span = staticmethod(span)
    entity = staticmethod(entity)
    source = staticmethod(source)
    claim = staticmethod(claim)
    coded = staticmethod(coded)
    ally = staticmethod(ally)


@pytest.fixture
def build() -> type[Build]:
    return Build


