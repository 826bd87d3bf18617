"""A word that could tell an event and gave no claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from selon.domain.records import Span


class Hindrance(StrEnum):
    """The step at which a word was left."""

    UNKNOWN = "not in the lexicon"
    CLASS = "parsed as another word class"
    CONDITION = "another word stands in a slot of its frames"
    SLOT = "a slot of its frames is empty"
    NO_EVENT = "read as no event"
    PART = "part of another event"
    NOBODY = "no participant"
    REPEAT = "adds nothing to a claim made before"


@dataclass(frozen=True, slots=True)
class Overlooked:
    """A word that gave no claim, and why."""

    word: Span
    hindrance: Hindrance
    detail: str
