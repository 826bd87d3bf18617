"""Dictionaries in the format of PETRARCH and TABARI become rows: `.actors.txt` and `.agents.txt`.

An actors file has an entry for each actor: its name, further names behind "+", and codes in brackets, each with the
days between which it holds. An agents file has a noun with its code on each line: "FARM_WORKER [~AGR]".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from selon.domain.catalog import Catalog
from selon.domain.own import ORGANISATIONS, PEOPLE, ROLES
from selon.domain.records import EntityKind
from selon.knowledge.cameo import Cameo, Meaning
from selon.knowledge.reading import Reading, joined, with_aliases

_CODE = re.compile(r"\[([^\]]*)\]")
_COMMENT = re.compile(r"[#;].*")
_SET = re.compile(r"![A-Z_]+!")
_PLURAL = re.compile(r"\{([^}]*)\}")
_PIVOT = 30  # years of two digits up to it are of this century, as PETRARCH reads them
_ARMED = {"REB", "PRM", "UAF", "CRM"}
_UPPER_WORDS = 3  # letters of a name's only word that is still taken for an acronym


@dataclass(frozen=True, slots=True)
class Dated:
    """A code and the days that it holds between."""

    code: str
    since: str = ""
    until: str = ""

    @property
    def is_dated(self) -> bool:
        return bool(self.since or self.until)


@dataclass(slots=True)
class Draft:
    """An entry of an actors file while it is read."""

    line: int
    names: list[str] = field(default_factory=list)
    codes: list[Dated] = field(default_factory=list)
    is_bad: bool = False  # a code of it could not be read, and was told of


# ------------------------------------------------------------------------------------------ actors


def read_actors(text: str, catalog: Catalog) -> Reading:
    """An actors file. Who has dated codes is a person with offices, unless its name has a word for a body."""
    reading, cameo = Reading(catalog.codes()), Cameo.of(catalog)
    bodies = _body_words(catalog)
    for draft in _drafts(text, reading):
        _keep(draft, reading, cameo, bodies)
    return reading


def _drafts(text: str, reading: Reading) -> Iterator[Draft]:
    draft: Draft | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        plain = _COMMENT.sub("", line).strip()
        name = _CODE.sub("", plain).strip()
        if name and not name.startswith("+"):
            if draft:
                yield draft
            draft = Draft(number)
        if not plain or draft is None:
            if plain:
                reading.problem(number, plain, "stands before any actor")
            continue
        if name and (spelt := _name(name.lstrip("+"))):
            draft.names.append(spelt)
        for code in _CODE.findall(plain):
            _add_code(draft, code, number, reading)
    if draft:
        yield draft


def _add_code(draft: Draft, text: str, line: int, reading: Reading) -> None:
    code, _, days = text.strip().partition(" ")
    try:
        draft.codes.append(Dated(code.strip().upper(), *_bounds(days.strip())))
    except ValueError:
        who = draft.names[0] if draft.names else ""
        draft.is_bad = True
        reading.problem(line, who, f"{days.strip()!r} are no days such as 050101-091231")


def _bounds(text: str) -> tuple[str, str]:
    """Since and until of "050101-091231", ">050101" and "<091231"; empty where open. Raises ValueError."""
    if not text:
        return "", ""
    if text[0] == ">":
        return _day(text[1:]), ""
    if text[0] == "<":
        return "", _day(text[1:])
    since, _, until = text.partition("-")
    return _day(since), _day(until)


def _day(text: str) -> str:
    digits = text.strip()
    if not re.fullmatch(r"\d{6}|\d{8}", digits):
        raise ValueError(text)
    if len(digits) == 6:
        digits = f"{'19' if int(digits[:2]) > _PIVOT else '20'}{digits}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def _keep(draft: Draft, reading: Reading, cameo: Cameo, bodies: frozenset[str]) -> None:
    if draft.is_bad:
        return
    if not draft.codes:
        reading.problem(draft.line, draft.names[0] if draft.names else "", "has no code")
        return
    meanings = [cameo.meaning(dated.code) for dated in draft.codes]
    if unknown := [part for meaning in meanings for part in meaning.unknown]:
        reading.problem(draft.line, draft.names[0], f"unknown code {', '.join(dict.fromkeys(unknown))}")
    elif all(meaning.is_place for meaning in meanings):
        reading.leave_out("names that stand for a country or region alone")
    elif any(dated.is_dated for dated in draft.codes) and not _names_body(draft, bodies):
        _keep_person(draft, meanings, reading)
    else:
        _keep_body(draft, meanings, reading)


def _names_body(draft: Draft, bodies: frozenset[str]) -> bool:
    return any(word.lower() in bodies for word in draft.names[0].split())


def _keep_person(draft: Draft, meanings: Sequence[Meaning], reading: Reading) -> None:
    """One row an office; elite is what Selon says of whoever holds none."""
    aliases = joined(draft.names[1:])
    for dated, meaning in zip(draft.codes, meanings, strict=True):
        is_office = meaning.sectors != ("ELI",)
        if is_office and (dated.is_dated or not _has_offices(meanings, draft)):
            reading.keep(PEOPLE, {
                "name": draft.names[0], "aliases": aliases, "country": meaning.country,
                "sectors": " ".join(meaning.sectors), "since": dated.since, "until": dated.until}, draft.line)
            aliases = ""
    if aliases or not _has_offices(meanings, draft):
        reading.keep(PEOPLE, {"name": draft.names[0], "aliases": joined(draft.names[1:]),
                              "country": meanings[-1].country}, draft.line)


def _has_offices(meanings: Sequence[Meaning], draft: Draft) -> bool:
    return any(dated.is_dated and meaning.sectors != ("ELI",)
               for dated, meaning in zip(draft.codes, meanings, strict=True))


def _keep_body(draft: Draft, meanings: Sequence[Meaning], reading: Reading) -> None:
    """A body keeps its last code: its row has no dates."""
    latest = meanings[max(range(len(meanings)), key=lambda n: (not draft.codes[n].until, draft.codes[n].since, n))]
    if len(meanings) > 1:
        reading.leave_out("earlier codes of bodies, whose rows have no dates")
    kind = EntityKind.GROUP if set(latest.sectors) & _ARMED else EntityKind.ORGANISATION
    row = {"name": draft.names[0], "kind": kind.value, "country": latest.country, "sectors": " ".join(latest.sectors)}
    reading.keep(ORGANISATIONS, with_aliases(ORGANISATIONS, row, draft.names[1:]), draft.line)


def _body_words(catalog: Catalog) -> frozenset[str]:
    """English words for bodies and groups, single ones: "army", "party"."""
    roles = catalog.language("en").read("roles")["roles"]
    return frozenset(word for word, row in roles.items()
                     if row["kind"] in (EntityKind.ORGANISATION, EntityKind.GROUP) and " " not in str(word))


def _name(text: str) -> str:
    """"HAMID_KARZAI_" as reports write it: "Hamid Karzai"; a short word alone stays an acronym."""
    words = text.replace("_", " ").split()
    if len(words) == 1 and len(words[0]) <= _UPPER_WORDS + 1 and words[0].isalpha():
        return words[0].upper()
    return " ".join(word if not word.isupper() else _capitalised(word, first=n == 0) for n, word in enumerate(words))


_SMALL = {"OF", "THE", "AND", "FOR", "IN", "ON", "TO", "DE", "DU", "DES", "LA", "LE", "AL"}


def _capitalised(word: str, *, first: bool) -> str:
    if word in _SMALL and not first:
        return word.lower()
    return "-".join(part.capitalize() for part in word.split("-"))


# ------------------------------------------------------------------------------------------ agents


def read_agents(text: str, catalog: Catalog) -> Reading:
    """An agents file: English role nouns. What stands in "{...}" is a noun's own plural, a form of its own."""
    reading, cameo = Reading(catalog.codes()), Cameo.of(catalog)
    sets: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        plain = _COMMENT.sub("", line).strip()
        if plain.startswith("!") and "=" in plain:
            name, _, words = plain.partition("=")
            sets[name.strip()] = [word.strip() for word in words.split(",")]
        elif plain:
            _keep_noun(plain, number, sets, reading, cameo)
    return reading


def _keep_noun(text: str, line: int, sets: Mapping[str, Sequence[str]], reading: Reading, cameo: Cameo) -> None:
    found = _CODE.search(text)
    noun = _CODE.sub("", _PLURAL.sub("", text)).strip()
    if found is None:
        reading.problem(line, noun, "has no code in brackets")
        return
    meaning = cameo.meaning(found[1].strip(" ~").upper())
    if meaning.unknown:
        reading.problem(line, noun, f"unknown code {', '.join(meaning.unknown)}")
        return
    written = [noun, *(plural for plural in _PLURAL.findall(text) if plural.strip())]
    for words in (spelt for each in written for spelt in _spellings(each, sets)):
        kind = EntityKind.GROUP if _is_body(words, meaning) else EntityKind.PERSON
        reading.keep(ROLES, {"language": "en", "words": words, "label": words, "kind": kind.value,
                             "sectors": " ".join(meaning.sectors)}, line)


def _is_body(words: str, meaning: Meaning) -> bool:
    """Armed forces and bands are spoken of as groups; other nouns may be one person."""
    return words.endswith(("s", "people", "men", "women", "police", "personnel")) or meaning.sectors[:1] == ("MIL",)


def _spellings(noun: str, sets: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """All nouns that a noun with a substitution set stands for: "FISHER!PERSON!" is fisherman, fishermen and so on."""
    marks = _SET.findall(noun)
    for words in product(*(sets.get(mark, ("",)) for mark in marks)):
        spelt = noun
        for mark, word in zip(marks, words, strict=True):
            spelt = spelt.replace(mark, word, 1)
        yield " ".join(spelt.replace("_", " ").lower().split())
