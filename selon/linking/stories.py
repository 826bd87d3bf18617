"""Which reports tell one story, in any language: from what stays the same when a text is translated.

Names, numbers and the beginnings of words that languages share ("contract", "contrato") are weighed by how rare they
are among the reports of their language, and compared by cosine. No language needs to be known to Selon for it. A story
is coarser than an event; the function looks at a set of reports at once, and the order of them changes nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from selon.domain.folding import bare
from selon.domain.records import Report
from selon.linking.decide import Pair, joined, pair_of

STEM = 5  # letters of a word that are kept: endings are what languages differ in
SHORTEST = 3  # letters of a word that is no name
NAME_WEIGHT = 2.0
NUMBER_WEIGHT = 2.0
LEAD = 400  # characters in which the story is told in short: what stands there counts twice
COMMON = 0.5  # what stands in more than this share of the reports of a language tells nothing
ALIKE = 0.05  # pairs below are not kept
# Mean likeness from which on reports are one story. Set on ECB+ and MEANTIME.
ONE_STORY = 0.2

_TOKEN = re.compile(r"\d[\d.,\u00a0\u202f]*\d|\d|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells of its story: tokens with weights, of unit length."""

    id: str
    weights: dict[str, float]


def stories(reports: Iterable[Report]) -> list[tuple[str, ...]]:
    """Ids of the reports of each story, sorted."""
    told = weighed({report.id: report for report in reports}.values())
    return joined([one.id for one in told], likenesses(told), from_mean=ONE_STORY)


def weighed(reports: Iterable[Report]) -> list[Told]:
    """Reports by what their tokens weigh: how often they stand in it, and how rare they are in its language."""
    counted = [(report, tokens(report.text)) for report in reports]
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    sizes = Counter(report.language for report, _ in counted)
    for report, counts in counted:
        seen[report.language].update(counts.keys())
    return [Told(report.id, _unit({token: value * _rarity(seen[report.language][token], sizes[report.language])
                                   for token, value in counts.items()})) for report, counts in counted]


def _rarity(holders: int, size: int) -> float:
    """Nothing for what stands in most reports; in a set of few reports every token tells."""
    return 0.0 if size > 4 and holders > COMMON * size else math.log(1 + size / holders)


def tokens(text: str) -> dict[str, float]:
    """Word beginnings, names and numbers of a text with what each weighs there."""
    found: dict[str, float] = defaultdict(float)
    begins = True
    end = 0
    for match in _TOKEN.finditer(text):
        word = match.group()
        begins = begins or any(mark in text[end:match.start()] for mark in ".!?\n:«“\"")
        token, weight = _token(word, begins=begins)
        if token:
            found[token] += weight * (2 if match.start() < LEAD else 1)
        begins, end = False, match.end()
    return {token: 1 + math.log(value) if value > 1 else value for token, value in found.items()}


def _token(word: str, *, begins: bool) -> tuple[str, float]:
    if word[0].isdigit():
        digits = re.sub(r"\D", "", word)
        return (f"#{digits}", NUMBER_WEIGHT if len(digits) > 1 else 0.5)
    stem = bare(word)[:STEM]
    if len(stem) < SHORTEST:
        return "", 0.0
    return stem, NAME_WEIGHT if word[0].isupper() and not begins else 1.0


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in weights.values()))
    return {token: value / length for token, value in weights.items() if value} if length else {}


def likenesses(told: Sequence[Told]) -> dict[Pair, float]:
    """Cosine of all pairs of reports that share enough."""
    holders: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for report in sorted(told, key=lambda report: report.id):
        for token, weight in report.weights.items():
            holders[token].append((report.id, weight))
    sums: dict[Pair, float] = defaultdict(float)
    for _, bearers in sorted(holders.items()):
        for i, (one, weight) in enumerate(bearers):
            for other, also in bearers[i + 1:]:
                sums[pair_of(one, other)] += weight * also
    return {pair: value for pair, value in sums.items() if value >= ALIKE}
