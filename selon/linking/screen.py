"""Which pairs of claims can be likely at all: told for thousands at once, from what is cheap to know of each claim.

For every pair the sum of features is bounded from above. What can be computed for all pairs together is (words,
sentences, objects, types, modes, denials, the two reports), and of the rest it is only asked whether both claims tell
the fact. Sets of names and countries are compared as bits, so that two can seem to have something in common and have
not. A pair whose bound does not reach the edge is one that `compare.likely` would drop.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import compress
from typing import TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from selon.domain.events import OPEN, ClaimCard, Evidence
from selon.domain.records import Polarity
from selon.linking.compare import LEAST, likely
from selon.linking.families import families
from selon.linking.features import FEATURES, UNLIKE, story_shared, weeks_apart
from selon.linking.vectors import unit

_WEIGHTS = {feature.name: feature.weight for feature in FEATURES}
# What a pair gets in full where both claims tell the fact, as it is not computed here.
_GRANTED = (("place", "place"), ("time", "time"), ("counts", "number"))
_BITS = 63
_ROUNDED = 1e-4  # by what two ways to compute one likeness can differ, and much less

Places = NDArray[np.intp]
Floats = NDArray[np.float32]
Id = TypeVar("Id", int, str)


def likely_among(cards: Mapping[Id, ClaimCard], pairs: Collection[tuple[Id, Id]]) -> dict[tuple[Id, Id], Evidence]:
    """What `compare.likely` gives for those of the pairs that are kept."""
    place = {id: at for at, id in enumerate(cards)}
    asked = list(pairs)
    worth = worth_comparing(list(cards.values()), np.array(
        [(place[one], place[other]) for one, other in asked], np.intp).reshape(-1, 2))
    return {(one, other): evidence for one, other in compress(asked, worth.tolist())
            if (evidence := likely(cards[one], cards[other]))}


def worth_comparing(cards: Sequence[ClaimCard], pairs: Places) -> NDArray[np.bool_]:
    """Whether each pair of claims can be likely: `pairs` are places in `cards`, shape (n, 2); the answer's is (n,)."""
    if not len(pairs):
        return np.zeros(0, np.bool_)
    one, other = pairs[:, 0], pairs[:, 1]
    told = np.array([card.facts for card in cards])
    both = told[one] & told[other]
    denies = np.array([card.polarity is Polarity.NEGATIVE for card in cards])
    denied = denies[one] != denies[other]
    bound = _WEIGHTS["denial"] * denied + _WEIGHTS["copy"]
    bound = bound + _of_types(cards, one, other) + _of_words(cards, one, other, both)
    bound += _of_modes(cards, one, other, both)
    bound += _of_sides(cards, one, other) + _of_reports(cards, one, other, _tells(both, "time"), denied)
    for fact, name in _GRANTED:
        bound += _WEIGHTS[name] * _tells(both, fact)
    worth: NDArray[np.bool_] = bound >= LEAST
    return worth


def _tells(facts: NDArray[np.int_], fact: str) -> NDArray[np.bool_]:
    told: NDArray[np.bool_] = (facts >> OPEN.index(fact) & 1).astype(np.bool_)
    return told


def _of_types(cards: Sequence[ClaimCard], one: Places, other: Places) -> Floats:
    """What the types say, and two sides of equal standing can."""
    kinds = sorted({card.event for card in cards})
    place = {kind: at for at, kind in enumerate(kinds)}
    code = np.array([place[card.event] for card in cards])
    alike = np.array([[families().likeness(mine, theirs) for theirs in kinds] for mine in kinds], np.float32)
    mutual = np.array([kind in families().reciprocal for kind in kinds])[code]
    said: Floats = (_WEIGHTS["type"] * alike[code[one], code[other]]
                    + _WEIGHTS["parties"] * (mutual[one] & mutual[other])).astype(np.float32)
    return said


def _of_words(cards: Sequence[ClaimCard], one: Places, other: Places, both: NDArray[np.int_]) -> Floats:
    """What event words, objects and sentences say."""
    lemma = _numbered(card.lemma for card in cards)
    words = _likeness([card.trigger_vector for card in cards], one, other)
    objects = _likeness([card.object_vector for card in cards], one, other)
    said = _WEIGHTS["words"] * np.where(lemma[one] == lemma[other], 1, words)
    said += _WEIGHTS["other words"] * (_tells(both, "trigger_vector") & (words < UNLIKE - _ROUNDED))
    said += _WEIGHTS["object"] * objects
    said += _WEIGHTS["other object"] * (_tells(both, "object_vector") & (objects < UNLIKE - _ROUNDED))
    said += _WEIGHTS["sentence"] * _likeness([card.sentence_vector for card in cards], one, other)
    return said.astype(np.float32)


def _likeness(vectors: Sequence[bytes], one: Places, other: Places) -> Floats:
    """Likeness of packed vectors, 0 to 1; 0 where one is empty."""
    length = max(map(len, vectors), default=0)
    table = np.zeros((len(vectors), length), np.float32)
    for at, vector in enumerate(vectors):
        if vector:
            table[at] = unit(vector)
    found: Floats = np.maximum(np.einsum("ij,ij->i", table[one], table[other]), 0)
    return found


def _of_modes(cards: Sequence[ClaimCard], one: Places, other: Places, both: NDArray[np.int_]) -> Floats:
    """A common mode speaks for, different ones against."""
    modes = _bits(card.modes for card in cards)
    common = (modes[one] & modes[other]) != 0
    weights = np.where(common, _WEIGHTS["mode"], _WEIGHTS["other mode"]).astype(np.float32)
    return weights * _tells(both, "modes")


def _of_sides(cards: Sequence[ClaimCard], one: Places, other: Places) -> Floats:
    """What names and countries in common can say of those who act and those it is done to."""
    said = np.zeros(len(one), np.float32)
    for name, sides in (("actor", [card.acting for card in cards]), ("recipient", [card.affected for card in cards])):
        for weight, bits in ((name, _bits(side.marks for side in sides)),
                             (f"{name}'s country", _bits(side.countries for side in sides))):
            said += np.float32(_WEIGHTS[weight]) * ((bits[one] & bits[other]) != 0)
    return said


def _of_reports(cards: Sequence[ClaimCard], one: Places, other: Places, timed: NDArray[np.bool_],
                denied: NDArray[np.bool_]) -> Floats:
    """What two reports say by names in common and the days between them; one report tells an event once.

    `timed`: both claims say when it happened; where these agree, it does not matter when the reports appeared.
    """
    reports = list({card.report: None for card in cards})
    place = {report: at for at, report in enumerate(reports)}
    code = np.array([place[card.report] for card in cards])
    met, at = np.unique(np.stack((code[one], code[other]), axis=1), axis=0, return_inverse=True)
    between = [(story_shared(reports[mine], reports[theirs]), weeks_apart(reports[mine], reports[theirs]))
               for mine, theirs in met]
    story, apart = (np.array(values, np.float32)[at.reshape(-1)] for values in zip(*between, strict=True))
    same = code[one] == code[other]
    said: Floats = (_WEIGHTS["story"] * story + _WEIGHTS["apart"] * apart * ~timed
                    + _WEIGHTS["one report"] / 2 * (same & ~denied)).astype(np.float32)
    return said


def _numbered(values: Iterable[Hashable]) -> NDArray[np.int_]:
    """The same number for the same value."""
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values])


def _bits(sets: Iterable[Iterable[str]]) -> NDArray[np.int64]:
    """Sets as bits: two without a bit in common have nothing in common."""
    known: dict[str, int] = {}

    def bit(value: str) -> int:
        if value not in known:
            known[value] = 1 << crc32(value.encode()) % _BITS
        return known[value]

    def row(values: Iterable[str]) -> int:
        found = 0
        for value in values:
            found |= bit(value)
        return found

    return np.array([row(values) for values in sets], np.int64)
