"""Where sentences must and must not begin, decided from the text before the parser reads it.

News is not running prose: headlines carry no full stop, a dateline runs into the first sentence, and
abbreviations end in a point. The parser may split further, but never against what is decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# A line break inside a paragraph is kept as a break of sentences unless the line was wrapped: wrapped
# lines are about this long or longer, in characters.
WRAPPED_LINE = 55
# A dateline stands within this many characters of the beginning.
DATELINE_REACH = 90

_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))*[ \t]*")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'»”’)\]]*\s*$")
_DATELINE = re.compile(
    r"^\s*(?P<line>(?:[^\W\d_][\w’'.\-]*[ ,/]*){1,6}"          # a place, perhaps a country
    r"(?:[,.]?\s*\(?\d{0,2}(?:er)?\s*[^\W\d_]*\.?\s*\d{0,4}\)?,?)?"  # perhaps a date
    r"(?:\s*\([^()\n]{2,40}\))?)\s*(?:--|[–—]|-(?=\s))\s*",   # perhaps an agency, then a dash
    re.UNICODE,
)


@dataclass(frozen=True, slots=True)
class Segments:
    """Characters at which a sentence begins, the dateline's span, and each paragraph's start."""

    starts: frozenset[int]
    paragraphs: tuple[int, ...]
    dateline: tuple[int, int] | None


def segment(text: str) -> Segments:
    """The forced beginnings of sentences in a text, as character offsets."""
    first = len(text) - len(text.lstrip())
    starts, paragraphs = {first}, [first]
    line_start = first
    for gap in _BREAK.finditer(text, first):
        if gap.end() >= len(text):
            break
        line, following = text[line_start:gap.start()], text[gap.end():gap.end() + 1]
        is_blank_line = len(re.findall(r"\r\n|\r|\n", gap.group())) > 1
        if is_blank_line or not _is_wrapped(line, following):
            starts.add(gap.end())
            paragraphs.append(gap.end())
        line_start = gap.end()
    dateline = find_dateline(text, first)
    if dateline:
        starts.add(dateline[2])
    return Segments(frozenset(starts), tuple(paragraphs), dateline[:2] if dateline else None)


def find_dateline(text: str, first: int) -> tuple[int, int, int] | None:
    """Start and end of a dateline ("SEOUL, July 27 (Yonhap)") and where the body begins after its dash."""
    found = _DATELINE.match(text[first:first + DATELINE_REACH])
    if not found:
        return None
    line = found.group("line")
    has_date_or_agency = any(mark.isdigit() for mark in line) or "(" in line
    town = re.split(r"[,(]", line)[0].strip()
    if not (town.isupper() or (has_date_or_agency and town[:1].isupper() and len(town.split()) <= 4)):
        return None
    start = first + found.start("line")
    return start, start + len(line.rstrip()), first + found.end()


def _is_wrapped(line: str, following: str) -> bool:
    """Whether a line goes on in the next one, as in mail and plain-text wires."""
    if _SENTENCE_END.search(line):
        return False
    return len(line) >= WRAPPED_LINE or following.islower()
