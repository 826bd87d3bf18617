"""The nouns of reviewing: what people decide on claims, entry by entry, and what of it stands.

A decision is never changed and never deleted: whoever takes one back adds an entry that says so.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

from selon.domain.records import Certainty, Claim, Polarity, SourceKind


class Act(StrEnum):
    """What a person does with a claim."""

    ACCEPT = "accept"  # it is right, with the corrections made before
    CORRECT = "correct"  # one field of it has another value
    REJECT = "reject"  # the report makes no such claim
    ADD = "add"  # the report makes a claim that the machine missed
    UNDO = "undo"  # an earlier entry is taken back


# What can be corrected. `id` and `status` follow from the others, `why` tells how the claim came about.
FIELDS = ("event", "mode", "context", "trigger", "actor", "recipient", "object", "place", "time", "numbers",
          "attribution", "polarity", "certainty", "auxiliary", "evidence", "foreground")


@dataclass(frozen=True, slots=True)
class Review:
    """One entry: who decided what on a claim, when, and why."""

    id: str
    together: str  # the same for all entries of one decision: a form with three corrected fields is three entries
    claim_id: str
    report_id: str
    act: Act
    field: str | None  # of a correction
    old: Any  # JSON value before; of a rejection the whole claim
    new: Any  # JSON value from now on; of an acceptance the machine's claim, of an addition the whole claim
    note: str
    by: str
    at: str  # UTC
    undoes: str | None = None  # the id of the entry that is taken back


def effective(entries: Sequence[Review]) -> tuple[Review, ...]:
    """The entries that have not been taken back, takings back too, in their order, of all entries on one claim.

    Taking back can be taken back itself.
    """
    taken_back: set[str] = set()
    for entry in reversed(entries):
        if entry.act is Act.UNDO and entry.undoes and entry.id not in taken_back:
            taken_back.add(entry.undoes)
    return tuple(entry for entry in entries if entry.id not in taken_back)


def standing(entries: Sequence[Review]) -> tuple[Review, ...]:
    """The entries that count, in their order, of all entries on one claim: not those taken back, nor the taking back.
    """
    return tuple(entry for entry in effective(entries) if entry.act is not Act.UNDO)


def is_rejected(entries: Sequence[Review]) -> bool:
    """Whether the last word of standing entries is that there is no such claim."""
    return bool(entries) and entries[-1].act is Act.REJECT


def corrections(entries: Iterable[Review]) -> dict[str, Any]:
    """Field and value of the corrections among standing entries; the last one of a field counts."""
    return {entry.field: entry.new for entry in entries if entry.act is Act.CORRECT and entry.field}


def base(entries: Iterable[Review], machine: Any) -> Any:
    """The claim, as JSON, that corrections are laid over: what was added or accepted, else what the machine says."""
    for entry in entries:
        if entry.act in (Act.ADD, Act.ACCEPT) and entry.new is not None:
            machine = entry.new
    return machine


def verdict_of(entries: Sequence[Review]) -> Act | None:
    """One word for standing entries: added, rejected, corrected or accepted; None for no entry."""
    if not entries:
        return None
    if is_rejected(entries):
        return Act.REJECT
    acts = {entry.act for entry in entries}
    return next(act for act in (Act.ADD, Act.CORRECT, Act.ACCEPT, Act.REJECT) if act in acts)


# ------------------------------------------------------------------------------------ what to look at


class Doubt(StrEnum):
    """Why a claim is worth a review."""

    UNCERTAIN = "uncertain"  # possible, or committed to by nobody
    BACKGROUND = "background"  # told on the way: not the news of its sentence
    NO_ACTOR = "no-actor"  # nobody does it
    NO_COUNTRY = "no-country"  # a participant that can act has no country
    DENIAL = "denial"  # it did not happen, or somebody says so
    NO_CLASS = "no-class"  # its source is of no stated class


def doubts(claim: Claim) -> tuple[Doubt, ...]:
    """The reasons that hold for a claim."""
    people = (*claim.actor, *claim.recipient)
    holds = {
        Doubt.UNCERTAIN: claim.certainty in (Certainty.POSSIBLE, Certainty.UNKNOWN),
        Doubt.BACKGROUND: not claim.foreground,
        Doubt.NO_ACTOR: not claim.actor,
        Doubt.NO_COUNTRY: any(entity.can_act and not entity.country for entity in people),
        Doubt.DENIAL: claim.polarity is Polarity.NEGATIVE,
        Doubt.NO_CLASS: any(source.kind is SourceKind.UNNAMED for source in claim.attribution)}
    return tuple(doubt for doubt, does in holds.items() if does)


# --------------------------------------------------------------------------------------- agreement


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What one reviewer says of one claim."""

    claim_id: str
    by: str
    verdict: Act  # accept, correct, reject or add
    values: tuple[tuple[str, str], ...]  # field and value as JSON, as this reviewer would have it; none if rejected

    @classmethod
    def of(cls, claim_id: str, by: str, own: Sequence[Review], claim: dict[str, Any] | None) -> Verdicts:
        """Of a reviewer's standing entries, and the claim that they make."""
        verdict = verdict_of(own)
        assert verdict is not None
        values = () if claim is None else tuple((field, _comparable(claim[field])) for field in FIELDS)
        return cls(claim_id, by, verdict, values)


def _comparable(value: Any) -> str:
    """A value as text, without how the coder came to it."""
    return json.dumps(_without_why(value), sort_keys=True, ensure_ascii=False)


def _without_why(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_why(item) for name, item in value.items() if name != "why"}
    return [_without_why(item) for item in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far reviewers say the same."""

    about: str  # "verdict", or a field
    claims: int  # decided on by two reviewers or more
    percent: float | None  # share of pairs of reviewers' words that are the same, 0 to 1
    kappa: float | None  # Cohen's, of two reviewers; None: another number of them, or nothing to differ on
    alpha: float | None  # Krippendorff's, nominal, of any number of reviewers


def agreements(said: Sequence[Verdicts]) -> tuple[Agreement, ...]:
    """Agreement on accept, correct or reject, then on each field of claims that none of the reviewers rejects.

    Sources: J. Cohen, Educational and Psychological Measurement 20 (1960), 37; K. Krippendorff, Content Analysis
    (2004), chapter 11, the coincidence matrix of nominal data.
    """
    judged = [one for one in said if one.verdict is not Act.ADD]
    found = [agreement("verdict", [(one.claim_id, one.by, str(one.verdict)) for one in judged])]
    for field in FIELDS:
        found.append(agreement(field, [(one.claim_id, one.by, dict(one.values)[field])
                                       for one in judged if one.values]))
    return tuple(found)


def agreement(about: str, words: Sequence[tuple[str, str, str]]) -> Agreement:
    """Agreement of words on claims: claim, reviewer, word."""
    units: dict[str, dict[str, str]] = {}
    for claim, reviewer, word in words:
        units.setdefault(claim, {})[reviewer] = word
    shared = [unit for unit in units.values() if len(unit) > 1]
    pairs = [(one, other) for unit in shared for one, other in combinations([unit[who] for who in sorted(unit)], 2)]
    percent = sum(one == other for one, other in pairs) / len(pairs) if pairs else None
    reviewers = {who for unit in shared for who in unit}
    return Agreement(about, len(shared), percent, cohen(pairs) if len(reviewers) == 2 else None,
                     krippendorff([list(unit.values()) for unit in shared]))


def cohen(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two reviewers' words; None for no pairs, and where both have only one and the same word."""
    if not pairs:
        return None
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    observed = sum(one == other for one, other in pairs) / len(pairs)
    expected = sum(first[word] * second[word] for word in first) / len(pairs) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff(units: Sequence[Sequence[str]]) -> float | None:
    """Krippendorff's alpha for nominal words; None where there is nothing to compare, or only one word."""
    units = [unit for unit in units if len(unit) > 1]
    total = sum(map(len, units))
    words = Counter(word for unit in units for word in unit)
    expected = sum(count * (total - count) for count in words.values())
    if not expected:
        return None
    observed = sum((len(unit) ** 2 - sum(count ** 2 for count in Counter(unit).values())) / (len(unit) - 1)
                   for unit in units)
    return 1 - (total - 1) * observed / expected


def brief(value: Any, *, nothing: str = "none") -> str:
    """A reviewed value in one line: of entities and spans their names and words, `nothing` where there is none."""
    if isinstance(value, list):
        return ", ".join(brief(item, nothing=nothing) for item in value) or nothing
    if isinstance(value, dict):
        return str(value.get("name") or value.get("value") or value.get("text"))
    return nothing if value is None else str(value)
