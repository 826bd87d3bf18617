"""Reads short sentences through the real pipelines, each loaded once a session."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from selon.claims.sources import Cues, find_attributions
from selon.domain.cast import Cast
from selon.domain.catalog import shipped
from selon.domain.records import Attribution, Report
from selon.language.analyse import Analyser

Attribute = Callable[[str, str], tuple[Attribution, ...]]


@cache
def analyser(code: str) -> Analyser:
    """The analyser of a language."""
    return Analyser(shipped().language(code))


@cache
def _cues(code: str) -> Cues:
    return Cues.of(shipped().language(code))


@pytest.fixture(scope="session")
def attribute() -> Attribute:
    """Finds the attributions of a text in a language, with nobody resolved: sources go by their words."""
    def read(language: str, text: str) -> tuple[Attribution, ...]:
        analysis = analyser(language).analyse(Report("test", text, language))
        return find_attributions(analysis, Cast.of([]), _cues(language))
    return read
