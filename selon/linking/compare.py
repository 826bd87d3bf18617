"""How likely two claims tell of one event, and why: the sum of the features, as a probability."""

from __future__ import annotations

import math

from selon.domain.events import ClaimCard, Evidence, Reason
from selon.linking.days import narrow
from selon.linking.families import families
from selon.linking.features import BIAS, FEATURES

# A pair from which on it is kept: below, it is as if it had not been compared.
EDGE = 0.45
# Days that two precise dates of one event may differ: a night, a time zone, a day of reporting.
DAYS_TOLERATED = 2
_FEATURES = tuple((feature.name, feature.of, feature.weight) for feature in FEATURES)


def compare(a: ClaimCard, b: ClaimCard, *, least: float = 0.0) -> Evidence:
    """Score and reasons of a pair; no reasons for a score below `least`. The order of the two changes nothing."""
    if b.claim_id < a.claim_id:
        a, b = b, a
    if veto := ruled_out(a, b):
        return Evidence(0.0, (), veto)
    seen, total = [], 0.0
    for name, of, weight in _FEATURES:
        value, words = of(a, b)
        if value:
            value = round(value, 4)
            total += value * weight
            seen.append((name, value, weight, words))
    score = round(1 / (1 + math.exp(-BIAS - total)), 4)
    return Evidence(score, () if score < least else tuple([Reason(*one) for one in seen]))


def ruled_out(a: ClaimCard, b: ClaimCard) -> str | None:
    """What makes it impossible that two claims are one event."""
    if not families().likeness(a.event, b.event):
        return f"{a.event} is never {b.event}"
    mine, theirs = narrow(a.time), narrow(b.time)
    if mine and theirs and mine.apart(theirs) > DAYS_TOLERATED:
        return f"{mine.apart(theirs)} days apart by their own dates"
    return None
