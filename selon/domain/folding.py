"""Text in the form in which words and names are compared: without case and accents."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
# Accents that Latin, Greek and Cyrillic letters bear, and what may be a mark of another script: those that are
# looked at one by one take four times as long.
_ACCENTS = re.compile(r"[\u0300-\u034e\u0350-\u036f]+")
_MAY_BE_MARK = re.compile(r"[^\x00-\u034f\u0370-\u0482\u2010-\u2044]")


def bare(text: str) -> str:
    """Text without case and accents; what Unicode writes in several ways ("ﬁ", "№") becomes plain letters."""
    if text.isascii():  # most text: the long way round changes nothing but case
        return text.lower()
    rest = _ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return _MAY_BE_MARK.sub(_unless_mark, rest)


def _unless_mark(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word of a name without case, accents, points and typographic apostrophes."""
    return bare(word.replace("’", "'")).replace(".", "")


@lru_cache(maxsize=65_536)
def pieces(word: str) -> tuple[str, ...]:
    """The folded parts of a word: hyphens and apostrophes part them, as tokenizers of languages differ in it."""
    return tuple(fold(word).replace("'", " ").replace("-", " ").split())


def words(text: str) -> list[str]:
    """The words of a text, bare, in order."""
    return _WORD.findall(bare(text))
