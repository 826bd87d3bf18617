"""Words of a report that may name a place, with what the text itself says of them."""

from __future__ import annotations

from dataclasses import dataclass

from selon.entities.places_index import Kind, Toponym, normalise

# UCDP precision behind "near" and with "northern".
NEARBY, PART = 2, 4


@dataclass(frozen=True, slots=True)
class Words:
    """Words that may name a place, with what the text says of them. Tokens `[first, stop)`."""

    first: int
    stop: int
    start: int
    end: int
    text: str
    candidates: tuple[Toponym, ...]
    sure: bool  # False: only a place if the text says where it lies
    precision: int | None = None  # where the words round it say "near" or "northern"
    kinds: tuple[Kind, ...] = ()  # asked for: "the Kursk region"
    neighbours: tuple[int, ...] = ()  # numbers of the toponyms it is listed with ("Ohio, Iowa and New York")
    holder: int | None = None  # number of the toponym that the text names as containing it
    loose: bool = False  # the holder stands behind "in", not behind a comma

    @property
    def key(self) -> str:
        return normalise(self.text)
