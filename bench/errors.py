"""Where the score of a set is lost: misses and false alarms by cause.

The scorer's own functions decide what is matched with what, so that the causes add up to its figures.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.adapters import Coder, Row, report_of
from bench.run import Job
from selon.domain.overlooked import Overlooked


class Cause(StrEnum):
    NO_TRIGGER = "no trigger"
    SHARED_TRIGGER = "one claim where gold has several"
    TYPE = "wrong type"
    ROLE = "wrong role"
    ATTRIBUTION = "wrong attribution"
    CERTAINTY = "wrong certainty or polarity"
    EXTRA = "extra claim"


CAUSES = tuple(Cause)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with one claim."""

    cause: Cause
    label: str  # what counts are kept by: a type, or what became what
    report: str
    sentence: str
    detail: str
    alone: bool = True  # nothing else is wrong with the claim: to mend this makes it right
    word: tuple[int, int] | None = None  # characters of the trigger that was missed


def load_scorer(path: Path) -> ModuleType:
    """A scorer as a module, for its own way of matching."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


def find_errors(job: Job, scorers: Path) -> list[Finding]:
    """All that is wrong in a coded gold or events set."""
    assert isinstance(job.benchmark.scorer, str)
    scorer = load_scorer(scorers / job.benchmark.scorer)
    predicted = {row["id"]: row for row in job.predicted}
    find = claim_findings if job.benchmark.scorer == "score_claims.py" else event_findings
    return [finding for row in job.gold
            for finding in find(scorer, row, predicted.get(row["id"], {}), job.benchmark.arguments)]


# ---------------------------------------------------------------------------------------- claims


def claim_findings(scorer: ModuleType, gold: Row, predicted: Row, _: Sequence[str] = ()) -> Iterator[Finding]:
    """What is wrong in one gold report."""
    claims, guesses = gold["claims"], predicted.get("claims") or []
    partner: dict[int, int] = dict(scorer.match(gold["text"], claims, guesses))
    for number, claim in enumerate(claims):
        if scorer.is_optional(claim):
            continue
        if number in partner:
            yield from differences(scorer, gold, claim, guesses[partner[number]])
        else:
            shared = any(scorer.overlap(claim["trigger"], guess["trigger"]) for guess in guesses)
            yield told(Cause.SHARED_TRIGGER if shared else Cause.NO_TRIGGER, claim["event"], gold, claim,
                       word=None if shared else claim["trigger"])
    for number, guess in enumerate(guesses):
        if number not in partner.values():
            yield told(Cause.EXTRA, guess["event"], gold, guess)


def told(cause: Cause, label: str, report: Row, claim: Row, *, word: Row | None = None) -> Finding:
    span = (word["start"], word["end"]) if word else None
    return Finding(cause, label, report["id"], sentence(report["text"], claim["trigger"]), summary(claim), word=span)


def with_hindrances(findings: Iterable[Finding], job: Job, coder: Coder) -> Iterator[Finding]:
    """Misses with the step at which Selon left the word, so that they are counted by it."""
    reports = {row["id"]: report_of(row) for row in job.gold}
    for report, group in groupby(findings, key=lambda one: one.report):
        several = list(group)
        spans = [one.word for one in several if one.word is not None]
        left = coder.overlooked(reports[report], spans) if spans else ()
        yield from (_hindered(finding, left) for finding in several)


def _hindered(finding: Finding, left: Iterable[Overlooked]) -> Finding:
    if finding.word is None:
        return finding
    why = next((one for one in left if one.word.start <= finding.word[0] < one.word.end), None)
    if why is None:
        return finding
    detail = f"{finding.detail}\n      {why.hindrance}" + (f": {why.detail}" if why.detail else "")
    return replace(finding, label=str(why.hindrance), detail=detail)


def differences(scorer: ModuleType, report: Row, gold: Row, guess: Row) -> list[Finding]:
    """All that keeps a matched claim from being fully right."""
    found = list(_causes(scorer, gold, guess))
    detail = f"gold {summary(gold)}\n      coded {summary(guess)}"
    return [Finding(cause, label, report["id"], sentence(report["text"], gold["trigger"]), detail, len(found) == 1)
            for cause, label in found]


def _causes(scorer: ModuleType, gold: Row, guess: Row) -> Iterator[tuple[Cause, str]]:
    if gold["event"] != guess["event"]:
        yield Cause.TYPE, f"{gold['event']} coded {guess['event']}"
    for role in ("actor", "recipient"):
        if label := set_label(scorer.countries(gold, role), scorer.countries(guess, role)):
            yield Cause.ROLE, f"{role} {label}"
    if not scorer.same_innermost(gold, guess):
        chains = bool(gold["attribution"]), bool(guess["attribution"])
        yield Cause.ATTRIBUTION, {(True, False): "missing", (False, True): "extra"}.get(chains, "other source")
    for name in ("polarity", "certainty"):
        if gold[name] != guess[name]:
            yield Cause.CERTAINTY, f"{gold[name]} coded {guess[name]}"


def set_label(gold: Iterable[str], guess: Iterable[str]) -> str:
    """How a coded set of countries differs from the gold one; empty where it does not."""
    missing, extra = set(gold) - set(guess), set(guess) - set(gold)
    if missing and extra:
        return "other"
    return "missing" if missing else "extra" if extra else ""


def summary(claim: Row) -> str:
    """A claim in one line."""
    sources = " < ".join(link["name"] or link["text"] for link in reversed(claim["attribution"])) or "own voice"
    return (f"{claim['event']} “{claim['trigger']['text']}” {parties(claim['actor'])} > {parties(claim['recipient'])}"
            f" | {claim['certainty']} {claim['polarity']} | {sources}")


def parties(entities: Sequence[Row]) -> str:
    named = [f"{one.get('name') or one.get('text')} {one.get('country') or '-'}" for one in entities]
    return ", ".join(named) or "nobody"


ENDS = re.compile(r"[.!?…]['\"”»)]*\s+|\n")


def sentence(text: str, span: Row) -> str:
    """The words around a span up to the next full stops; only for people to read."""
    ends = [0, *(end.end() for end in ENDS.finditer(text)), len(text)]
    start = max(end for end in ends if end <= span["start"])
    return text[start:min(end for end in ends if end >= span["end"])].strip()


# ---------------------------------------------------------------------------------------- events


def event_findings(scorer: ModuleType, gold: Row, predicted: Row, arguments: Sequence[str] = ()) -> Iterator[Finding]:
    """What is wrong in one sentence of an events set; its gold names no trigger words."""
    wanted, coded = (prepared(scorer, row, arguments) for row in (gold, predicted))
    matched: list[tuple[Row, Row]] = scorer.match(wanted, coded)
    missed = without(wanted, [one for one, _ in matched])
    extra = without(coded, [one for _, one in matched])
    detail = f"gold {events_summary(gold)}\n      coded {events_summary(predicted) or 'nothing'}"

    def finding(cause: Cause, label: str) -> Finding:
        return Finding(cause, label, gold["id"], gold["text"], detail)

    for event in missed:
        if extra:
            yield finding(Cause.TYPE, f"{event['type']} coded {extra.pop(0)['type']}")
        else:
            yield finding(Cause.NO_TRIGGER, event["type"])
    for one, other in matched:
        for role, (right, guess) in zip(("source", "target"), scorer.roles(one, other, "country"), strict=True):
            if label := set_label(right, guess):
                yield finding(Cause.ROLE, f"{role} {label}")
    if gold.get("exhaustive", True):
        yield from (finding(Cause.EXTRA, event["type"]) for event in extra)


def prepared(scorer: ModuleType, row: Row, arguments: Sequence[str]) -> list[Row]:
    """Events as the scorer compares them, under its own arguments."""
    renamed = dict(argument.split("=") for argument in arguments if "=" in argument)
    events = [{**event, "type": renamed.get(event["type"], event["type"])} for event in row.get("events") or []]
    simple = [scorer.simplify(event) for event in events]
    merged: list[Row] = scorer.merge(simple) if "--merge" in arguments else simple
    return merged


def without(events: Sequence[Row], taken: Sequence[Row]) -> list[Row]:
    """The events that are none of `taken`, by identity: two events of a sentence can be equal."""
    return [event for event in events if not any(event is other for other in taken)]


def events_summary(row: Row) -> str:
    return "; ".join(
        f"{event['type']} “{event.get('trigger') or event.get('event_text') or ''}” "
        f"{parties(event.get('source') or [])} > {parties(event.get('target') or [])}"
        for event in row.get("events") or [])


# ---------------------------------------------------------------------------------------- output


def show(findings: Sequence[Finding]) -> str:
    """Counts by cause and class, then every finding with its sentence."""
    ordered = sorted(findings, key=lambda one: (CAUSES.index(one.cause), one.label, one.report))
    groups = [(cause, list(group)) for cause, group in groupby(ordered, key=lambda one: one.cause)]
    lines = [f"{'cause':36}{'count':>6}{'alone':>7}   (alone: nothing else is wrong with the claim)"]
    lines += [f"{cause:36}{len(group):6}{sum(one.alone for one in group):7}" for cause, group in groups]
    for cause, group in groups:
        lines += ["", f"== {cause}: {len(group)}", *counted(group), ""]
        lines += [f"  {one.label} [{one.report}] {one.sentence}\n      {one.detail}" for one in group]
    return "\n".join(lines)


def counted(findings: Iterable[Finding]) -> Iterator[str]:
    counts: Counter[Any] = Counter(finding.label for finding in findings)
    return (f"  {count:5}  {label}" for label, count in counts.most_common())
