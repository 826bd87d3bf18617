"""How likely two claims tell of one event, and why: the sum of the features, as a probability."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import cache

from selon.domain.events import OPEN, ClaimCard, Evidence, Reason
from selon.linking.days import narrow
from selon.linking.families import families
from selon.linking.features import BIAS, FEATURES, Seen

Step = tuple[int, Callable[[ClaimCard, ClaimCard], Seen], float, float]  # see `_plan`

# A pair from which on it is kept: below, it is as if it had not been compared.
EDGE = 0.45
# Days that two precise dates of one event may differ: a night, a time zone, a day of reporting.
DAYS_TOLERATED = 2
# The sum of features below which no score reaches the edge. What rounding values and scores can add is far less than
# the hundredth that is taken off.
LEAST = math.log(EDGE / (1 - EDGE)) - BIAS - 0.01
# In which order features say soonest that a pair does not reach the edge: first what is cheap and decides much. Tried
# out on claims of reports on the same events; it changes nothing but the time.
_ORDER = ("number", "time", "place", "other mode", "story", "mode", "other time", "object", "sentence", "apart",
          "other object", "recipient", "denial", "recipient's country", "actor", "actor's country", "type", "parties",
          "copy", "one report", "words", "other words", "swapped", "other recipient", "other actor", "other place")


def compare(a: ClaimCard, b: ClaimCard) -> Evidence:
    """Score and reasons of a pair. The order of the two changes nothing."""
    if b.claim_id < a.claim_id:
        a, b = b, a
    if veto := ruled_out(a, b):
        return Evidence(0.0, (), veto)
    return _evidence((place, feature.of(a, b)) for place, feature in enumerate(FEATURES))


def likely(a: ClaimCard, b: ClaimCard) -> Evidence | None:
    """What `compare` gives for a pair that is kept; None for all others.

    Most pairs are not: it stops where all that the features that are left could add does not reach the edge.
    """
    if b.claim_id < a.claim_id:
        a, b = b, a
    total, found = 0.0, list[tuple[int, Seen]]()
    for place, of, weight, rest in _plan(a.facts & b.facts):
        seen = of(a, b)
        if seen[0]:
            total += seen[0] * weight
            found.append((place, seen))
        if total + rest < LEAST:
            return None
    evidence = _evidence(sorted(found))
    return evidence if evidence.score >= EDGE and not ruled_out(a, b) else None


@cache
def _plan(facts: int) -> tuple[Step, ...]:
    """The features that can say something of two claims that both tell these facts (`ClaimCard.facts`): place in their
    table, function, weight, and the most that those behind it can add."""
    places = {feature.name: place for place, feature in enumerate(FEATURES)}
    plan, rest = list[Step](), 0.0
    for name in reversed(_ORDER):
        place = places[name]
        feature = FEATURES[place]
        if not feature.needs or facts >> OPEN.index(feature.needs) & 1:
            plan.append((place, feature.of, feature.weight, rest))
            rest += max(feature.weight, 0.0)
    return tuple(reversed(plan))


def _evidence(seen: Iterable[tuple[int, Seen]]) -> Evidence:
    """The sum of what features say, in the order of their table: another order could round to another score."""
    reasons, total = list[Reason](), 0.0
    for place, (value, words) in seen:
        if value:
            value = round(value, 4)
            feature = FEATURES[place]
            total += value * feature.weight
            reasons.append(Reason(feature.name, value, feature.weight, words()))
    return Evidence(round(1 / (1 + math.exp(-BIAS - total)), 4), tuple(reasons))


def ruled_out(a: ClaimCard, b: ClaimCard) -> str | None:
    """What makes it impossible that two claims are one event."""
    if not families().likeness(a.event, b.event):
        return f"{a.event} is never {b.event}"
    if (a.lemma in families().wars) != (b.lemma in families().wars):
        return "a war is none of its acts"
    mine, theirs = narrow(a.time), narrow(b.time)
    if mine and theirs and mine.apart(theirs) > DAYS_TOLERATED:
        return f"{mine.apart(theirs)} days apart by their own dates"
    return None
