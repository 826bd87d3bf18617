"""Whose word a report is: the voice behind it.

Codebook, decision 11: the credited or copied agency, the one body it works from, or its publisher. What is told by
copies alone, without any credit, is seen when reports are compared (linking/voices.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from selon.domain.gazetteer import Gazetteer, Known, NameKind
from selon.domain.records import Attribution, Claim, Origin, Polarity, Report, SourceKind, Stance

_SINGLE_BODIES = frozenset({SourceKind.OFFICIAL, SourceKind.ORGANISATION, SourceKind.DOCUMENT})
_AGENCIES = frozenset({SourceKind.AGENCY, SourceKind.STATE_MEDIA})
# A report works from one body when this share of its attributed claims, or more, rest on it.
MAIN_SHARE = 0.6
# An agency is what a report works from when it stands in the lead, or when the report comes back to it: one name in
# passing ("state television claims ...") is one voice among others.
LEAD_WEIGHT = 2
ENOUGH = 2
CREDIT_REACH = 160  # characters from the end in which a credit in brackets may begin

_BRACKETED = re.compile(r"\(([^()\n]{2,60})\)")
_WORD = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class CreditWords:
    """How reports credit agencies: data/actors/credits.yaml."""

    unnamed: frozenset[str]
    longest_line: int

    @classmethod
    def of(cls, data: dict[str, Any]) -> CreditWords:
        return cls(frozenset(data["unnamed_agencies"]), data["longest_line"])


def origin_of(report: Report, claims: Sequence[Claim], attributions: Sequence[Attribution], gazetteer: Gazetteer,
              dateline: tuple[int, int] | None, credit_words: CreditWords | None = None) -> Origin | None:
    """The origin of a report, or None when nothing names one and it has no publisher."""
    if report.agency:
        return Origin("copy", report.agency, "credited in the byline of the page")
    if credit := _credited(report.text, gazetteer, dateline, credit_words):
        return Origin("copy", credit, "credited in the dateline, in the byline or at the end")
    if agency := _cited_agency(report.text, attributions, gazetteer):
        return Origin("cites", agency, "the agency that it works from: it stands in the lead, or comes back")
    if denial := _denying_body(claims):
        return Origin("denial", denial, "the body whose denial it carries")
    if body := _main_body(claims, attributions):
        return Origin("independent", body, "the one body it works from")
    return Origin("independent", report.publisher, "its publisher") if report.publisher else None


# ------------------------------------------------------------------------------------------ credits


def _credited(text: str, gazetteer: Gazetteer, dateline: tuple[int, int] | None,
              words: CreditWords | None) -> str | None:
    """The agency that the dateline, the byline or the end of a report credits."""
    longest = words.longest_line if words else 0
    for credit in (*_bracketed(text, dateline), *_short_lines(text, longest)):
        if agency := next(_agencies(credit.replace("/", " "), gazetteer), None):
            return agency[1].name
        if words and any(f" {credit.casefold()} ".replace(".", " ").endswith(f" {w} ") for w in words.unnamed):
            return "agencies"
    return None


def _bracketed(text: str, dateline: tuple[int, int] | None) -> list[str]:
    head = text[:dateline[1]] if dateline else text[:0]
    foot = text[-CREDIT_REACH:].rstrip()
    return [*_BRACKETED.findall(head), *(m for m in _BRACKETED.findall(foot) if foot.endswith(f"({m})"))]


def _short_lines(text: str, longest: int) -> list[str]:
    """Lines of a few words at the head and the foot of a report: bylines and credits, which are no sentences."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    if len(lines) < 3:
        return []
    return [line.strip("()[]— –-") for line in (*lines[:2], lines[-1])
            if len(line.split()) <= longest and line[-1] not in ".?!:»”"]


# ------------------------------------------------------------------------------------------- citing


def _agencies(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, Known]]:
    """Agencies, and outlets that a state runs, named in a text, with where each name begins. A short name that the
    text sets in brackets behind a full one stands for that one all through it."""
    found = list(_WORD.finditer(text))
    spelt: dict[str, Known] = {}
    end, full = -1, None
    for match in gazetteer.matches([word.group() for word in found]):
        known = next((k for k in match.known if k.kind is NameKind.MEDIA and k.source_kind in _AGENCIES), None)
        if known is None:
            continue
        start, stop = found[match.first].start(), found[match.stop - 1].end()
        if full is not None and text[end:start].strip() == "(":
            spelt[text[start:stop]] = full
        known = spelt.get(text[start:stop], known)
        end, full = stop, known
        yield start, known


def _cited_agency(text: str, attributions: Sequence[Attribution], gazetteer: Gazetteer) -> str | None:
    """The agency that a report works from, the innermost where one cites the other."""
    lead = len(text.strip().split("\n", 1)[0])
    weight: Counter[str] = Counter()
    for start, known in _agencies(text, gazetteer):
        weight[known.name] += LEAD_WEIGHT if start < lead else 1
    inner = {a.resolved.name for a in attributions if a.parent is not None}
    for source in (attribution.resolved for attribution in attributions):
        # "the agency", "the same source", "state media": names were counted above, where they stand
        counts = source.name in weight or (source.kind is SourceKind.STATE_MEDIA and not source.named)
        if counts and source.kind in _AGENCIES and not _named(source.text, gazetteer):
            weight[source.name] += LEAD_WEIGHT if source.start < lead else 1
    if not weight:
        return None
    name = max(weight, key=lambda name: (weight[name], name in inner, name))
    return name if weight[name] >= ENOUGH else None


def _named(words: str, gazetteer: Gazetteer) -> bool:
    return next(_agencies(words, gazetteer), None) is not None


# ------------------------------------------------------------------------------------------- bodies


def _denying_body(claims: Sequence[Claim]) -> str | None:
    """The body that denies what the report is about: it does so in the first claim, or again and again."""
    if claims and (source := _denier(claims[0])):
        return source
    deniers = Counter(claim.attribution[-1].name for claim in claims if claim.attribution
                      and claim.polarity is Polarity.NEGATIVE and claim.attribution[-1].stance is Stance.DENIES)
    attributed = sum(bool(claim.attribution) for claim in claims)
    if not deniers:
        return None
    name, count = deniers.most_common(1)[0]
    return name if count >= 2 or count / attributed >= MAIN_SHARE else None


def _denier(claim: Claim) -> str | None:
    """The body by whose word a claim's event did not happen."""
    if claim.polarity is Polarity.POSITIVE or not claim.attribution:
        return None
    source = claim.attribution[-1]
    return source.name if source.named and source.kind in _SINGLE_BODIES else None


def _main_body(claims: Sequence[Claim], attributions: Sequence[Attribution]) -> str | None:
    """The body that most attributed claims rest on, where the report comes back to it."""
    bodies = Counter(claim.attribution[-1].name for claim in claims
                     if claim.attribution and claim.attribution[-1].kind in _SINGLE_BODIES)
    if not bodies:
        return None
    name, count = bodies.most_common(1)[0]
    passages = sum(attribution.resolved.name == name for attribution in attributions)
    return name if count >= 3 and passages >= 2 and count / sum(bodies.values()) >= MAIN_SHARE else None
