"""What the pages say, in the reader's language: messages, dates, numbers, countries.

The messages are data: every file of data/web/messages/ holds sections, every entry a text a language. An entry with
forms (`one`, `other`) is chosen by `n`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent

from selon.domain.catalog import DATA, read_yaml, shipped
from selon.domain.edtf import OPEN, SEASONS, EdtfDate, ends, parsed_date
from selon.domain.errors import DataError

LANGUAGES = ("en", "fr")
_LOCALES = {"en": "en_GB", "fr": "fr_FR"}  # how each writes dates and numbers
REASONS_IN = "en"  # as coder and linker write them, and errors say
_HOLE = re.compile(r"(\{[a-z]\})")
_NUMBERS, _FIELD, _ERROR = ("n", "m"), "f", "e"  # of the holes of errors
_PARTS = re.compile(r"; (?=(?:[^“”]*“[^“”]*”)*[^“”]*$)")  # not within quotation marks
SAID_KEPT = 20_000  # dates and numbers, 200 bytes each
COOKIE = "lang"
COOKIE_SECONDS = 365 * 24 * 3600


@lru_cache(maxsize=1)
def messages() -> dict[str, dict[str, Any]]:
    """All messages by dotted key: a text, or its forms, a language. Raises DataError for two sections of one name."""
    sections: dict[str, Any] = {}
    for path in sorted((DATA / "web" / "messages").glob("*.yaml")):
        for name, section in read_yaml(path).items():
            if name in sections:
                raise DataError(f"{path}: there is a section {name} in another file")
            sections[name] = section
    return dict(_flat(sections, ""))


def _flat(node: Mapping[str, Any], prefix: str) -> Any:
    for name, value in node.items():
        if set(value) == set(LANGUAGES):
            yield f"{prefix}{name}", value
        else:
            yield from _flat(value, f"{prefix}{name}.")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words, and the language that they are in."""

    text: str
    language: str


@dataclass(frozen=True)
class Words:
    """Says things in one language."""

    language: str

    def __call__(self, key: str, **values: Any) -> str:
        """The message of a key, with its values put in; numbers among them are written as the language does."""
        return self._form(key, values.get("n")).format(**{
            name: self.number(value) if isinstance(value, (int, float)) else value for name, value in values.items()})

    def _form(self, key: str, n: float | None) -> str:
        """The text of a key; of forms the one for so many, for an unknown number the general one."""
        said = messages()[key][self.language]
        if isinstance(said, str):
            return said
        return str(said["other"] if n is None else said.get(self.locale.plural_form(n), said["other"]))

    def has(self, key: str) -> bool:
        """Whether there is a message of this key."""
        return key in messages()

    def named(self, section: str, word: str, n: float | None = None) -> str:
        """A word of a closed list (`status.denied`), of so many; one that has no message stays as it is."""
        key = f"{section}.{word}"
        return self._form(key, n) if key in messages() else word.replace("_", " ")

    def reason(self, why: str) -> tuple[Phrase, ...]:
        """A reason of coder or linker, part by part: what is fixed in it in the language, the rest in English."""
        return tuple(self._part(part) for part in _PARTS.split(why) if part)

    def _part(self, part: str) -> Phrase:
        return self._same("reason", part) or Phrase(part, REASONS_IN)

    def fault(self, what: str) -> Phrase:
        """What an error says."""
        return self._same("error", what) or Phrase(what, REASONS_IN)

    def _same(self, section: str, said: str) -> Phrase | None:
        """What Python says in English, as the language has it; None for what the section does not list."""
        for shape, key in _shapes(section):
            found = shape.fullmatch(said)
            if found and (_ERROR not in found.groupdict() or self._same("error", found[_ERROR])):
                held = {name: self._held(name, value) for name, value in found.groupdict().items()}
                return Phrase(messages()[key][self.language].format(**held), self.language)
        return None

    def _held(self, hole: str, value: str) -> str:
        """What stands in a hole of a message (messages/errors.yaml): numbers, fields and other errors are told too."""
        if hole in _NUMBERS and value.replace(",", "").isdecimal():
            return self.number(int(value.replace(",", "")))
        if hole == _FIELD:
            return self.named("review.field", value)
        return self.fault(value).text if hole == _ERROR else value

    @cached_property
    def locale(self) -> Locale:
        return Locale.parse(_LOCALES[self.language])

    def number(self, value: float) -> str:
        """`12,345.5` or `12 345,5`."""
        return _number(self.language, value)

    def percent(self, share: float) -> str:
        """A share of one in hundredths."""
        return _percent(self.language, share)

    def date(self, edtf: str | None) -> str:
        """A date in EDTF as people write it; a value of another shape comes back as it is, none as "date not given"."""
        return _date(self.language, edtf) if edtf else self("date.none")

    def _date(self, edtf: str) -> str:
        first, last = ends(edtf)
        if first == last:
            return self._single(first)
        if first in OPEN:
            return self("date.until", date=self._single(last))
        if last in OPEN:
            return self("date.since", date=self._single(first))
        return f"{self._single(first)} – {self._single(last)}"

    def _single(self, edtf: str) -> str:
        date = parsed_date(edtf)
        words = self._day(date) if date else None
        if date is None or words is None:
            return edtf
        return self("date.about", date=words) if date.qualifier else words

    def _day(self, date: EdtfDate) -> str | None:
        """A date without what qualifies it; None where there is no such date, or no word for it."""
        if date.is_round:
            return None if date.year.endswith("XX") else self("date.decade", year=f"{date.year[:3]}0")
        if date.first is None:
            return None
        if date.month is None:
            return date.year
        if date.month in SEASONS:
            return self(f"date.part.{date.month}", year=date.year)
        if date.day is None:
            return str(format_skeleton("yMMMM", date.first, locale=self.locale))
        said = str(format_date(date.first, "long", locale=self.locale))
        return f"{said}, {date.clock}" if date.clock else said

    @property
    def colon(self) -> str:
        """The colon behind a word, with the space before it that French has."""
        return self("site.colon")

    def language_name(self, code: str) -> str:
        """What a language is called."""
        return str(self.locale.languages.get(code, code))

    def country(self, code: str | None) -> str:
        """The name of a country or international body by its code; an unknown code stays as it is."""
        if self.has(f"body.{code}"):
            return self(f"body.{code}")
        return _countries(self.language).get(code or "", code or "")


# A page says dozens of dates and hundreds of numbers, most of them on each page anew.


@lru_cache(maxsize=SAID_KEPT)
def _number(language: str, value: float) -> str:
    return str(format_decimal(value, locale=words_of(language).locale))


@lru_cache(maxsize=SAID_KEPT)
def _percent(language: str, share: float) -> str:
    return str(format_percent(share, locale=words_of(language).locale))


@lru_cache(maxsize=SAID_KEPT)
def _date(language: str, edtf: str) -> str:
    return words_of(language)._date(edtf)


@lru_cache(maxsize=2)
def _shapes(section: str) -> list[tuple[re.Pattern[str], str]]:
    """The shape of each fixed reason or error and its key; those with most words of their own first."""
    found = [(said[REASONS_IN], key) for key, said in messages().items() if key.startswith(f"{section}.")]
    found.sort(key=lambda pair: -len(_HOLE.sub("", pair[0])))
    return [(re.compile("".join(f"(?P<{part[1]}>.+)" if _HOLE.fullmatch(part) else re.escape(part)
                                for part in _HOLE.split(said) if part), re.DOTALL), key) for said, key in found]


@lru_cache(maxsize=len(LANGUAGES))
def _countries(language: str) -> dict[str, str]:
    return {row["code"]: row[f"names_{language}"].split("|")[0] for row in shipped().rows("actors/countries")}


@lru_cache(maxsize=len(LANGUAGES))
def words_of(language: str) -> Words:
    """The words of a language."""
    return Words(language)


def chosen_language(asked: str | None, kept: str | None, accepted: str) -> str:
    """The language of a reader: what the address asks for, else what was chosen before, else the browser's first."""
    for one in (asked, kept, *_accepted(accepted)):
        if one in LANGUAGES:
            return str(one)
    return LANGUAGES[0]


def _accepted(header: str) -> Sequence[str]:
    """The languages of an Accept-Language header, the most wanted first."""
    wanted = []
    for part in header[:500].split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wanted.append((-float(weight or 1), tag.partition("-")[0].lower()))
        except ValueError:
            continue
    return [tag for _, tag in sorted(wanted, key=lambda one: one[0])]
