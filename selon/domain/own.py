"""The user's own actors: which files they are, what a row must hold, and how they go before the shipped rows.

They live outside the package, as CSV files with the columns of the shipped ones, so that upgrades leave them alone.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from selon.domain.errors import BadEntries, DataError
from selon.domain.folding import pieces
from selon.domain.records import EntityKind

Row = Mapping[str, str]

PEOPLE, ORGANISATIONS, MEDIA, ROLES = "people", "organisations", "media", "roles"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    PEOPLE: ("name", "wikidata", "aliases", "country", "title", "sectors", "since", "until"),
    ORGANISATIONS: ("name", "wikidata", "kind", "country", "sectors", "aliases_en", "aliases_fr"),
    MEDIA: ("name", "wikidata", "aliases", "country", "languages", "domain", "type", "ownership", "owner", "basis"),
    ROLES: ("language", "words", "label", "kind", "sectors"),
}
_KEYS: Mapping[str, tuple[str, ...]] = {
    PEOPLE: ("name", "country", "title", "since"), ORGANISATIONS: ("name",), MEDIA: ("name",),
    ROLES: ("language", "words")}
_CHOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    PEOPLE: {},
    ORGANISATIONS: {"kind": (EntityKind.ORGANISATION, EntityKind.GROUP)},
    MEDIA: {"type": ("agency", "newspaper", "broadcaster", "site", "magazine"),
            "ownership": ("state", "public", "private")},
    ROLES: {"kind": tuple(EntityKind)},
}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_WIKIDATA = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that a row may use."""

    countries: frozenset[str]
    sectors: frozenset[str]
    languages: frozenset[str]


def user_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Where the user's data live: SELON_DATA, else $XDG_DATA_HOME/selon, else the habit of the platform."""
    if named := environment.get("SELON_DATA"):
        return Path(named).expanduser()
    if home := environment.get("XDG_DATA_HOME"):
        return Path(home).expanduser() / "selon"
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "selon"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "selon"
    return Path.home() / ".local" / "share" / "selon"


def name_key(name: str) -> tuple[str, ...]:
    """A name as names are compared: without case, accents, hyphens and full stops."""
    return tuple(part for word in name.split() for part in pieces(word))


def key_of(file: str, row: Row) -> tuple[object, ...]:
    """What makes two rows of a file the same: the name; for an office the state, the title and its start too."""
    return tuple(name_key(row[column]) if column in ("name", "title", "words") else row[column]
                 for column in _KEYS[file])


# ------------------------------------------------------------------------------------------ one row


def reasons(file: str, row: Row, codes: Codes) -> tuple[str, ...]:
    """Why a row cannot be kept; none for a good one."""
    wanted = "words" if file == ROLES else "name"
    found = [f"{wanted!r} has no letters"] if not any(c.isalnum() for c in row[wanted]) else []
    found += [f"{wanted!r} holds “|”; further names are aliases"] if "|" in row[wanted] else []
    found += _code_reasons(row, codes)
    found += [f"{column} {row[column]!r} is none of {', '.join(known)}"
              for column, known in _CHOICES[file].items() if row[column] not in known]
    found += _date_reasons(row)
    return tuple(found)


def _code_reasons(row: Row, codes: Codes) -> list[str]:
    found = []
    if (country := row.get("country")) and country not in codes.countries:
        found.append(f"country {country!r} is no ISO 3166-1 alpha-3 code or international code")
    if (language := row.get("language")) is not None and language not in codes.languages:
        found.append(f"language {language!r} is none of {', '.join(sorted(codes.languages))}")
    if unknown := [sector for sector in row.get("sectors", "").split() if sector not in codes.sectors]:
        found.append(f"{', '.join(unknown)}: no sector of PLOVER ({' '.join(sorted(codes.sectors))})")
    if (item := row.get("wikidata")) and not _WIKIDATA.fullmatch(item):
        found.append(f"wikidata {item!r} is no item such as Q1490")
    return found


def _date_reasons(row: Row) -> list[str]:
    since, until = row.get("since", ""), row.get("until", "")
    found = [f"{bound!r} is no date such as 2024, 2024-05 or 2024-05-14" for bound in (since, until)
             if bound and not _is_date(bound)]
    if not found and since and until and since[:len(until)] > until[:len(since)]:
        found.append(f"ends ({until}) before it begins ({since})")
    return found


def _is_date(text: str) -> bool:
    """A day, month or year of the calendar (EDTF level 0)."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[(len(text) - 4):])
    except ValueError:
        return False
    return True


# ------------------------------------------------------------------------------------------- all rows


@dataclass(frozen=True)
class OwnData:
    """All rows of the user's files, read once: what codes a report is what its fingerprint tells."""

    rows: Mapping[str, Sequence[Row]]

    @classmethod
    def read(cls, folder: Path, codes: Codes) -> OwnData:
        """The files of a user's data folder; files may be missing. Raises DataError and BadEntries."""
        return cls({file: read_own(path_of(folder, file), file, codes) for file in COLUMNS})

    def over(self, file: str, shipped: Sequence[dict[str, str]]) -> list[dict[str, str]]:
        """The user's rows, then the shipped rows that none of them replaces."""
        own = self.rows.get(file, ())
        replaced = {key_of(file, row) for row in own}
        return [*map(dict, own), *(row for row in shipped if key_of(file, row) not in replaced)]

    def roles(self, language: str) -> list[Row]:
        """The user's role nouns of a language."""
        return [row for row in self.rows.get(ROLES, ()) if row["language"] == language]

    @property
    def fingerprint(self) -> str | None:
        """A short hash of all rows, in whatever order they stand; None where there are none."""
        lines = sorted("\0".join((file, *(row[column] for column in COLUMNS[file])))
                       for file, rows in self.rows.items() for row in rows)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:8] if lines else None


def path_of(folder: Path, file: str) -> Path:
    """A file of the user's data folder."""
    return folder / "actors" / f"{file}.csv"


def read_own(path: Path, file: str, codes: Codes) -> tuple[Row, ...]:
    """Checked rows of one of the user's files; none where it is missing. Raises DataError and BadEntries."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot read {path}: {error}") from error
    lines = csv.DictReader(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    missing = [column for column in COLUMNS[file] if column not in (lines.fieldnames or ())]
    if missing:
        raise DataError(f"{path} has no column {', '.join(missing)}")
    rows = [{column: (row[column] or "").strip() for column in COLUMNS[file]} for row in lines]
    _refuse(path, file, rows, codes)
    return tuple(rows)


def _refuse(path: Path, file: str, rows: Iterable[Row], codes: Codes) -> None:
    bad = [f"{row.get('name') or row.get('words')!r}: {'; '.join(why)}"
           for row in rows if (why := reasons(file, row, codes))]
    if bad:
        raise BadEntries(f"{path} holds what Selon cannot use; correct or remove it", bad)
