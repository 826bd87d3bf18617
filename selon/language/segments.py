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
_DASH = re.compile(r"\s+(?:--|[–—-])\s+|(?<=\))\s*(?:--|[–—-])\s*")
_AGENCY = re.compile(r"\(([^()]{2,40})\)\s*$")
_MAX_DATELINE_WORDS = 12
_MAX_TOWN_WORDS = 4


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
    opening = text[first:first + DATELINE_REACH].split("\n", 1)[0]
    dash = _DASH.search(opening)
    if dash is None:
        return None
    line = opening[:dash.start()].rstrip()
    if not _is_dateline(line):
        return None
    return first, first + len(line), first + dash.end()


def _is_dateline(line: str) -> bool:
    """A town in capitals, or a capitalised town with a date or an agency in brackets; no full sentence."""
    words = line.split()
    if not words or len(words) > _MAX_DATELINE_WORDS:
        return False
    agency = _AGENCY.search(line)
    town = re.split(r"[,(]", line, maxsplit=1)[0].strip()
    if not town[:1].isalpha() or len(town.split()) > _MAX_TOWN_WORDS:
        return False
    has_date = any(mark.isdigit() for mark in line) and "," in line
    return town.isupper() or (town[0].isupper() and (agency is not None or has_date))


def _is_wrapped(line: str, following: str) -> bool:
    """Whether a line goes on in the next one, as in mail and plain-text wires."""
    if _SENTENCE_END.search(line):
        return False
    return len(line) >= WRAPPED_LINE or following.islower()
