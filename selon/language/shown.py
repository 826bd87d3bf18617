"""A report's text as the model is shown it, and where each of its characters stands in the report.

Marks that the models have hardly seen are replaced one for one. Character references that a page left in its text
("Marks &amp; Spencer", "l&#39;armée") become the one character that they stand for.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass

_FOR_THE_MODEL = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "″": '"',
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u200b": " ", "\ufeff": " ", "\u00ad": "-", "‑": "-", "‐": "-",
})
_REFERENCE = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")


@dataclass(frozen=True, slots=True)
class Shown:
    """The text that the model reads. `gaps`: behind which of its characters some are left out, and how many till then,
    in order."""

    text: str
    gaps: tuple[tuple[int, int], ...] = ()

    def origin(self, offset: int) -> int:
        """The offset in the report of one in this text."""
        at = bisect_right(self.gaps, (offset,)) if self.gaps else 0
        return offset + (self.gaps[at - 1][1] if at else 0)


def shown(text: str) -> Shown:
    """What the model reads of a report's text."""
    kept, gaps = list[str](), list[tuple[int, int]]()
    last = length = left_out = 0
    for found in _REFERENCE.finditer(text) if "&" in text else ():
        character = html.unescape(found.group())
        if len(character) != 1:
            continue
        kept.append(text[last:found.start()] + character)
        length += len(kept[-1])
        last = found.end()
        left_out += len(found.group()) - 1
        gaps.append((length - 1, left_out))
    kept.append(text[last:])
    return Shown("".join(kept).translate(_FOR_THE_MODEL), tuple(gaps))
