"""Whose word a report is: the voice behind it.

Codebook, decision 11: the credited or copied agency, the one body it works from, or its publisher.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from selon.domain.gazetteer import Gazetteer, Known, NameKind
from selon.domain.records import Attribution, Claim, Origin, Polarity, Report, SourceKind, Stance

# An agency in brackets at the head or the foot of a report, or in its byline, within so many characters.
CREDIT_REACH = 160

_BRACKETED = re.compile(r"\(([^()\n]{2,60})\)")
_SINGLE_BODIES = frozenset({SourceKind.OFFICIAL, SourceKind.ORGANISATION, SourceKind.DOCUMENT})
# A report works from one body when this share of its attributed claims, or more, rest on it.
MAIN_SHARE = 0.6


def origin_of(report: Report, claims: Sequence[Claim], attributions: Sequence[Attribution], gazetteer: Gazetteer,
              dateline: tuple[int, int] | None) -> Origin | None:
    """The origin of a report, or None when nothing names one and it has no publisher."""
    if agency := _credited(report, gazetteer, dateline):
        return Origin("copy", agency.name, "credited in the dateline or at the end")
    if agency_source := _main_agency(attributions):
        return Origin("cites", agency_source, "the agency that it cites most")
    if denial := _denying_body(claims):
        return Origin("denial", denial, "the body whose denial it carries")
    if body := _main_body(claims):
        return Origin("independent", body, "the one body it works from")
    return Origin("independent", report.publisher, "its publisher") if report.publisher else None


def _credited(report: Report, gazetteer: Gazetteer, dateline: tuple[int, int] | None) -> Known | None:
    text = report.text
    head = text[:dateline[1]] if dateline else text[:0]
    foot = text[-CREDIT_REACH:].rstrip()
    credits = [*_BRACKETED.findall(head), *(m for m in _BRACKETED.findall(foot) if foot.endswith(f"({m})"))]
    for credit in credits:
        for match in gazetteer.matches(credit.replace("/", " ").split()):
            for known in match.known:
                if known.kind is NameKind.MEDIA and known.source_kind in ("agency", "state_media"):
                    return known
    return None


def _main_agency(attributions: Sequence[Attribution]) -> str | None:
    """The agency that the report cites most, as source or as relay."""
    cited = Counter(attribution.resolved.name for attribution in attributions
                    if attribution.resolved.kind in (SourceKind.AGENCY, SourceKind.STATE_MEDIA)
                    and attribution.resolved.named)
    return cited.most_common(1)[0][0] if cited else None


def _denying_body(claims: Sequence[Claim]) -> str | None:
    deniers = Counter(claim.attribution[-1].name for claim in claims if claim.attribution
                      and claim.polarity is Polarity.NEGATIVE and claim.attribution[-1].stance is Stance.DENIES)
    attributed = sum(bool(claim.attribution) for claim in claims)
    if not deniers:
        return None
    name, count = deniers.most_common(1)[0]
    return name if count >= 2 or count / attributed >= MAIN_SHARE else None


def _main_body(claims: Sequence[Claim]) -> str | None:
    bodies = Counter(claim.attribution[-1].name for claim in claims
                     if claim.attribution and claim.attribution[-1].kind in _SINGLE_BODIES)
    if not bodies:
        return None
    name, count = bodies.most_common(1)[0]
    return name if count >= 3 and count / sum(bodies.values()) >= MAIN_SHARE else None
