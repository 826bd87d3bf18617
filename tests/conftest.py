"""One coder for all tests, and a helper per language that codes a sentence in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

import selon
from selon.domain.records import Claim, CodedReport
from selon.pipeline import Coder

PUBLISHED = "2024-03-15"  # a Friday


@dataclass(frozen=True, slots=True)
class Speaker:
    """Codes sentences of one language: `[claim] = english.claims("France expelled two diplomats.")`."""

    coder: Coder
    language: str

    def code(self, sentence: str, *, published: str | None = PUBLISHED) -> CodedReport:
        return self.coder.code(sentence, language=self.language, published=published)

    def claims(self, sentence: str, *, published: str | None = PUBLISHED) -> Sequence[Claim]:
        return self.code(sentence, published=published).claims


@pytest.fixture(scope="session")
def coder() -> Coder:
    return selon.load()


@pytest.fixture(scope="session")
def english(coder: Coder) -> Speaker:
    return Speaker(coder, "en")


@pytest.fixture(scope="session")
def french(coder: Coder) -> Speaker:
    return Speaker(coder, "fr")
