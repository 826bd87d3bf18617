"""Text search over the evidence of claims, without regard to case and accents: FTS5 and tsvector behind one query.

Its index and triggers are made by the first migration.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Dialect, Select, column, func, select, table, text

from selon.domain.folding import bare, words
from selon.store.schema import claims

_PART = re.compile(r'"(?P<phrase>[^"]*)"?|(?P<word>\S+)')


@lru_cache(maxsize=20_000)
def folded(value: str) -> str:
    """Text in lower case and without accents, in single spaces: how names are compared."""
    return " ".join(bare(value).split())


def plain_name(said: str) -> str:
    """Text as `selon_plain` makes it in the database, the same in SQLite and PostgreSQL: in lower case, without
    accents, with spaces for punctuation."""
    return said.lower().translate(_plain_letters())


@lru_cache(maxsize=1)
def _plain_letters() -> dict[int, str]:
    return {ord(letter): plain for letter, plain in _letters()}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; of the last one, perhaps only the beginning."""

    words: tuple[str, ...]
    is_prefix: bool


def phrases(query: str) -> tuple[Phrase, ...]:
    """What is asked for: every word, "phrases in quotation marks", and beginnings of words, `negotiat*`."""
    found = []
    for part in _PART.finditer(query):
        said = part["phrase"] if part["phrase"] is not None else part["word"]
        if asked := tuple(words(said)):
            found.append(Phrase(asked, said.endswith("*")))
    return tuple(found)


def matching(query: str, dialect: Dialect) -> Select[tuple[int]]:
    """The serial numbers of the claims whose evidence holds all that is asked for."""
    asked = phrases(query)
    if dialect.name == "sqlite":
        index = table("claims_search", column("rowid"))
        return select(index.c.rowid).where(text("claims_search MATCH :asked").bindparams(asked=_fts5(asked)))
    return select(claims.c.serial).where(_search(query))


def holding(query: str, dialect: Dialect) -> ColumnElement[bool]:
    """That the evidence of a claim holds all that is asked for, looked at by itself."""
    if dialect.name == "sqlite":
        return matching(query, dialect).where(column("rowid") == claims.c.serial).correlate(claims).exists()
    return _search(query)


def _search(query: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column("search").op("@@")(func.to_tsquery("simple", _tsquery(phrases(query))))
    return found


def _fts5(asked: tuple[Phrase, ...]) -> str:
    return " AND ".join(f'"{" ".join(phrase.words)}"{"*" if phrase.is_prefix else ""}' for phrase in asked) or '""'


def _tsquery(asked: tuple[Phrase, ...]) -> str:
    return " & ".join(f"({' <-> '.join(phrase.words)}{':*' if phrase.is_prefix else ''})" for phrase in asked)


def _letters() -> Iterator[tuple[str, str]]:
    """Accented Latin letters and punctuation, and what stands for them."""
    for code in range(0x21, 0x2E80):
        letter = chr(code)
        base = "".join(c for c in unicodedata.normalize("NFD", letter.lower()) if not unicodedata.combining(c))
        if code > 0x7F and len(base) == 1 and base.isascii() and base.isalpha():
            yield letter, base
        elif unicodedata.category(letter)[0] in "PS":
            yield letter, " "
