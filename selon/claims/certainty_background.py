"""Whether an event is told as background: completed before what the report is about, and not its news."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from selon.claims.certainty_rules import CertaintyRules
from selon.domain.analysis import Analysis, Token
from selon.domain.edtf import ends, parsed_date
from selon.domain.records import Auxiliary, Certainty, Judgement, When

# Set on the development reports: what a report tells of the last days is its news, even in the pluperfect;
# what is older than the second figure is background in any tense.
NEWS_DAYS = 3
BACKGROUND_DAYS = 10
# How far up the tree an event noun may stand from the clause that dates it.
REACH = 5



def with_background(judgement: Judgement, analysis: Analysis, i: int, rules: CertaintyRules, time: When | None,
                    published: str | None) -> Judgement:
    """Adds `historical` to what is told in the pluperfect, bears an old date, or stands in a clause that does."""
    if Auxiliary.FUTURE in judgement.auxiliary or judgement.certainty is not Certainty.CERTAIN:
        return judgement
    if time is not None and time.value is not None and time.value.endswith(".."):
        return judgement  # it still goes on
    age = _age_in_days(time, published)
    if analysis.case(i) in rules.since:
        is_background = True  # "since the coup": whatever is told has come after it
    elif age is None:
        is_background = _is_told_as_past(analysis, i, published)
    else:
        is_background = age >= BACKGROUND_DAYS or (age > NEWS_DAYS and _is_pluperfect(analysis, analysis.tokens[i]))
    if not is_background:
        return judgement
    return replace(judgement, auxiliary=tuple(sorted({*judgement.auxiliary, Auxiliary.HISTORICAL})))


def _is_told_as_past(analysis: Analysis, i: int, published: str | None) -> bool:
    """The event's own tense, or the tense or year of the clause that it stands in."""
    for token in _clauses(analysis, i):
        if _is_pluperfect(analysis, token) and not _is_backshifted(analysis, token):
            return True
        if published and _has_old_year(analysis, token, int(published[:4])):
            return True
    return False


def _clauses(analysis: Analysis, i: int) -> Iterator[Token]:
    """The event word; for a noun also the words up to its verb, and the clause that tells more of it."""
    token = analysis.tokens[i]
    yield token
    if token.is_verb:
        if token.dep in ("advcl", "acl:relcl") and token.morph.get("VerbForm") == "Fin":
            yield analysis.tokens[token.head]
        return
    yield from analysis.dependents(i, "acl:relcl")
    for number, above in enumerate(analysis.ancestors(i)):
        if number >= REACH:
            return
        yield above
        if above.is_verb:
            return


def _is_pluperfect(analysis: Analysis, token: Token) -> bool:
    """ "had met", "avait rencontré": a past participle with a past auxiliary that is not the passive's."""
    if not token.is_verb or token.morph.get("VerbForm") != "Part" or token.morph.get("Tense") == "Pres":
        return False
    return any(child.morph.get("Tense") in ("Imp", "Past") and child.morph.get("VerbForm") == "Fin"
               and child.morph.get("Mood", "Ind") == "Ind"
               for child in analysis.dependents(token.i, "aux") if child.dep != "aux:pass")


def _is_backshifted(analysis: Analysis, token: Token) -> bool:
    """ "said that it had met": the pluperfect only follows the tense of the verb that says so."""
    while token.dep == "conj":
        token = analysis.tokens[token.head]
    return token.dep in ("ccomp", "acl")


def _has_old_year(analysis: Analysis, token: Token, year: int) -> bool:
    """Whether a year before the report's is among the dependents of a word, two levels down."""
    for child in analysis.children(token.i):
        if child.dep.startswith(("obl", "nmod", "nummod", "obj", "advmod")):
            for word in (child, *analysis.children(child.i)):
                if len(word.text) == 4 and word.text.isdecimal() and 1900 <= int(word.text) < year:
                    return True
    return False


def _age_in_days(time: When | None, published: str | None) -> int | None:
    """Days from the event's last day to the report's; None where either is unknown."""
    if time is None or not time.value or not published:
        return None
    end = parsed_date(ends(time.value)[1])
    last = end.last if end else None
    return None if last is None else (datetime.date.fromisoformat(published) - last).days
