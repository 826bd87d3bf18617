"""News agencies that a byline credits: "Par Léa Roy avec AFP", "Reuters Staff"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from selon.domain.actors import split
from selon.domain.catalog import shipped


def credited_agency(bylines: Iterable[str]) -> str | None:
    """The first agency that one of these bylines names, by the name that data/actors/media.csv gives it."""
    pattern, names = _agencies()
    return next((names[found[0]] for byline in bylines if (found := pattern.search(byline))), None)


def is_agency(name: str) -> bool:
    """Whether a byline is an agency's name and no person's."""
    return name.strip() in _agencies()[1]


@cache
def _agencies() -> tuple[re.Pattern[str], dict[str, str]]:
    """Case counts: AP is an agency, "ap" is not."""
    names = {alias: row["name"] for row in shipped().rows("actors/media") if row["type"] == "agency"
             for alias in (row["name"], *split(row["aliases"]))}
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), names
