"""Text search over the evidence of claims, without regard to case and accents: FTS5 and tsvector behind one query."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Dialect, Select, column, func, select, table, text

from selon.store.schema import claims

_PART = re.compile(r'"(?P<phrase>[^"]*)"?|(?P<word>\S+)')
_WORD = re.compile(r"[^\W_]+")


def folded(value: str) -> str:
    """Text in lower case and without accents, in single spaces: how names are compared."""
    parted = unicodedata.normalize("NFKD", value.casefold())
    return " ".join("".join(c for c in parted if not unicodedata.combining(c)).split())


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
        if words := tuple(_WORD.findall(folded(said))):
            found.append(Phrase(words, said.endswith("*")))
    return tuple(found)


def matching(query: str, dialect: Dialect) -> Select[tuple[int]]:
    """The serial numbers of the claims whose evidence holds all that is asked for."""
    asked = phrases(query)
    if dialect.name == "sqlite":
        index = table("claims_search", column("rowid"))
        return select(index.c.rowid).where(text("claims_search MATCH :asked").bindparams(asked=_fts5(asked)))
    found: ColumnElement[bool] = column("search").op("@@")(func.to_tsquery("simple", _tsquery(asked)))
    return select(claims.c.serial).where(found)


def _fts5(asked: tuple[Phrase, ...]) -> str:
    return " AND ".join(f'"{" ".join(phrase.words)}"{"*" if phrase.is_prefix else ""}' for phrase in asked) or '""'


def _tsquery(asked: tuple[Phrase, ...]) -> str:
    return " & ".join(f"({' <-> '.join(phrase.words)}{':*' if phrase.is_prefix else ''})" for phrase in asked)


# ------------------------------------------------------------------------------------ its objects

_SQLITE = (
    """CREATE VIRTUAL TABLE claims_search USING fts5(evidence, content='claims', content_rowid='serial',
       tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER claims_search_insert AFTER INSERT ON claims BEGIN
       INSERT INTO claims_search(rowid, evidence) VALUES (new.serial, new.evidence); END""",
    """CREATE TRIGGER claims_search_delete AFTER DELETE ON claims BEGIN
       INSERT INTO claims_search(claims_search, rowid, evidence) VALUES ('delete', old.serial, old.evidence); END""",
    """CREATE TRIGGER claims_search_update AFTER UPDATE OF evidence ON claims BEGIN
       INSERT INTO claims_search(claims_search, rowid, evidence) VALUES ('delete', old.serial, old.evidence);
       INSERT INTO claims_search(rowid, evidence) VALUES (new.serial, new.evidence); END""",
)


def statements(dialect: Dialect) -> tuple[str, ...]:
    """What makes the search index of a new database."""
    if dialect.name == "sqlite":
        return _SQLITE
    # No extension: unaccent would need rights that a team's database may not give.
    letters, plain = _letters()
    return (
        f"""CREATE FUNCTION selon_plain(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
            AS $$ SELECT translate(lower(said), '{letters}', '{plain}') $$""",
        """ALTER TABLE claims ADD COLUMN search tsvector
           GENERATED ALWAYS AS (to_tsvector('simple', selon_plain(evidence))) STORED""",
        "CREATE INDEX ix_claims_search ON claims USING gin (search)",
    )


def _letters() -> tuple[str, str]:
    """Accented Latin letters and punctuation, and what stands for them."""
    letters, plain = [], []
    for code in range(0x21, min(0x2E80, sys.maxunicode)):
        letter = chr(code)
        base = "".join(c for c in unicodedata.normalize("NFD", letter.lower()) if not unicodedata.combining(c))
        if code > 0x7F and len(base) == 1 and base.isascii() and base.isalpha():
            letters.append(letter)
            plain.append(base)
        elif unicodedata.category(letter)[0] in "PS" and letter not in "'":
            letters.append(letter)
            plain.append(" ")
    # A quotation mark that the statement itself uses is doubled.
    return "".join(["''", *letters]).replace("%", "%%"), "".join([" ", *plain])
