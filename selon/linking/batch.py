"""Linking all at once, without a database: the same keys, pairs and groups as a store makes one report at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from selon.domain.events import ClaimCard, Decision, Evidence, Group, ReportCard
from selon.linking.candidates import MAX_BUCKET, keys
from selon.linking.copies import copies, copy_keys
from selon.linking.decide import Pair, identify, pair_of, regroup
from selon.linking.forest import Forest
from selon.linking.screen import likely_among


def link(cards: Iterable[ClaimCard], decisions: Iterable[Decision] = ()) -> tuple[Group, ...]:
    """The events among claims, with ids."""
    every = sorted(cards, key=lambda card: card.claim_id)
    groups, _ = identify(regroup(every, likely_pairs(every), decisions), {})
    return groups


def likely_pairs(cards: Sequence[ClaimCard]) -> dict[Pair, Evidence]:
    """Pairs of claims that keys bring together and that are likely enough to be kept."""
    buckets: dict[int, list[ClaimCard]] = defaultdict(list)
    for card in cards:
        for key in keys(card).held:
            buckets[key].append(card)
    newest = {key: _newest(bucket) for key, bucket in buckets.items()}
    known = {card.claim_id: card for card in cards}
    pairs = {pair_of(card.claim_id, other.claim_id) for card in cards for key in keys(card).asked
             for other in newest.get(key, ()) if other is not card}
    return likely_among(known, sorted(pairs))


def _newest(bucket: Sequence[ClaimCard]) -> Sequence[ClaimCard]:
    return sorted(bucket, key=lambda card: (card.report.published or "", card.claim_id))[-MAX_BUCKET:]


def copy_groups(reports: Iterable[ReportCard]) -> list[tuple[str, ...]]:
    """Ids of reports that are near copies of one another; a report that nobody copies is alone."""
    every = list(reports)
    buckets: dict[str, list[ReportCard]] = defaultdict(list)
    for report in every:
        for key in copy_keys(report):
            buckets[key].append(report)
    forest = Forest.of(report.id for report in every)
    for bucket in buckets.values():
        for one, other in combinations(bucket, 2):
            if copies(one, other):
                forest.join(one.id, other.id)
    return forest.groups()
