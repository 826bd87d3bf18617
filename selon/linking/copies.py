"""Near copies: reports that share runs of words, found by fingerprints that a store can index.

A fingerprint holds hashes of the runs of words of a text, thinned by their value (one in `THINNING`), so that the
same run is kept in every text or in none (A. Broder, "On the resemblance and containment of documents", 1997).
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from functools import lru_cache

from selon.domain.events import ReportCard
from selon.domain.folding import words

RUN = 5  # words: shorter runs are common phrases, longer ones miss a copy with edits
THINNING = 3
KEPT = 200  # hashes at most: those of about 600 words
INDEXED = 12  # of the lowest hashes: two copies of similar length nearly always share one
# A report is a near copy when this share of the shorter one's runs stands in the other. Set on invented copies with
# some words changed in each sentence; quotations shared by two independent reports stay below it.
COPIED_SHARE = 0.5
PAIRS_KEPT = 20_000  # of reports: each is looked at for all pairs of their claims
FEWEST = 4  # hashes of the shorter text: below, a share says nothing


def fingerprint(text: str) -> tuple[int, ...]:
    """Thinned hashes of the word runs of a text, sorted; the same for the same words."""
    row = words(text)
    runs = {" ".join(row[i:i + RUN]) for i in range(max(len(row) - RUN + 1, 1))} if row else set[str]()
    hashes = (int.from_bytes(hashlib.blake2b(run.encode(), digest_size=4).digest(), "big") for run in runs)
    return tuple(sorted(h for h in hashes if h % THINNING == 0)[:KEPT])


@lru_cache(maxsize=PAIRS_KEPT)
def runs_shared(one: ReportCard, other: ReportCard) -> float:
    """Share of the shorter text's runs that stand in the other: symmetric, 0 to 1."""
    a, b = one.fingerprint, other.fingerprint
    if min(len(a), len(b)) < FEWEST:
        return 0.0
    # Both are cut at KEPT: above the lower of the two ends, nothing can be compared.
    end = min(a[-1] if len(a) == KEPT else 1 << 32, b[-1] if len(b) == KEPT else 1 << 32)
    shorter = min(bisect_right(a, end), bisect_right(b, end))
    return len(one.runs & other.runs) / shorter if shorter >= FEWEST else 0.0


def copies(a: ReportCard, b: ReportCard) -> bool:
    """Whether two reports are near copies of each other."""
    return runs_shared(a, b) >= COPIED_SHARE


def copy_keys(report: ReportCard) -> tuple[str, ...]:
    """Blocking keys for near copies: reports without a common one are not compared."""
    return tuple(f"run:{h:08x}" for h in report.fingerprint[:INDEXED])
