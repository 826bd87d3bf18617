"""Whether an event is told as background: completed before what the report is about, and not its news."""

from __future__ import annotations

from dataclasses import replace

from selon.domain.analysis import Analysis
from selon.domain.records import Auxiliary, Judgement, When

# A thing dated this many days or more before the report is told as background.
BACKGROUND_DAYS = 45


def with_background(judgement: Judgement, analysis: Analysis, i: int, time: When | None,
                    published: str | None) -> Judgement:
    """Adds `historical` to what is told in the pluperfect or bears an old date of its own."""
    if Auxiliary.FUTURE in judgement.auxiliary:
        return judgement
    if _is_pluperfect(analysis, i) or _is_old(time, published):
        return replace(judgement, auxiliary=tuple(sorted({*judgement.auxiliary, Auxiliary.HISTORICAL})))
    return judgement


def _is_pluperfect(analysis: Analysis, i: int) -> bool:
    token = analysis.tokens[i]
    if token.pos not in ("VERB", "AUX"):
        return False
    auxiliaries = [t for t in analysis.dependents(i, "aux") if t.dep != "aux:pass"]
    return any(t.morph.get("Tense") in ("Imp", "Past") and t.morph.get("VerbForm") == "Fin"
               and t.morph.get("Mood", "Ind") == "Ind" and t.lemma in ("have", "avoir", "être") for t in auxiliaries)


def _is_old(time: When | None, published: str | None) -> bool:
    if time is None or not time.value or not published:
        return False
    value = time.value.split("/")[-1 if not time.value.endswith("..") else 0].strip(".")
    if not value[:4].isdigit():
        return False
    if len(value) < 7 or len(published) < 10:
        return value[:4] < published[:4]
    return _days(published) - _days(value) >= BACKGROUND_DAYS


def _days(value: str) -> int:
    """A date as a count of days, month by 30.4 days: near enough to tell old from new."""
    parts = [int(part) for part in value.split("-") if part.isdigit()]
    year, month, day = (*parts, 6, 15)[:3] if len(parts) == 1 else (*parts, 15)[:3]
    return int(year * 365.25 + month * 30.44 + day)
