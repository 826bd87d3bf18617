"""Where: the toponyms of a report, each resolved to one point or left without.

Three steps. Words that may name a place are found: capitalised runs of tokens that the gazetteer knows and
that the language stage does not take for a person. Then what the text itself says of them is read: "Paris,
Texas", "Surrey, en Colombie-Britannique", "the Kursk region". Then each name gets one sense in the whole
report: the place with the best sum of rank, population, and agreement with the other places.

"Mr Washington", "Paris Hilton" and "Russian" are no places.
"""

from __future__ import annotations

from selon.domain.analysis import Analysis
from selon.domain.catalog import Language
from selon.domain.records import Place
from selon.entities.places_index import PlaceIndex
from selon.entities.places_nesting import Gaps, likely, with_holders
from selon.entities.places_reader import Reader
from selon.entities.places_senses import resolve

__all__ = ["PlaceIndex", "find_places"]


def find_places(analysis: Analysis, index: PlaceIndex, language: Language) -> tuple[Place, ...]:
    """Every toponym of the report, resolved to coordinates or left without, in text order."""
    reader = Reader(analysis, index, language.code)
    between = Gaps.of(index.words[language.code])
    return resolve(likely(with_holders(analysis, list(reader.read()), between)), reader.told_countries())
