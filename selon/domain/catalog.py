"""Finds and reads the knowledge under data/, and the user's own actors that go before it.

Each stage compiles its own lexicon from what it reads here.

Adding a language is a folder under data/languages/ and its code in LANGUAGES.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selon.domain.cache import remembered
from selon.domain.errors import DataError, UnknownLanguage

if TYPE_CHECKING:
    from selon.domain.own import Codes, OwnData, Row

# PLOVER's quad classes of what is against others: said (demands, accusations, refusals, threats) and done.
VERBAL_CONFLICT, MATERIAL_CONFLICT = 3, 4

DATA = Path(__file__).resolve().parent.parent / "data"
LANGUAGES = ("en", "fr")


def read_yaml(path: Path) -> Any:
    """What a YAML file holds. Raises DataError where the file is missing or is no YAML.

    What the shipped files hold is kept in the user's cache folder; others are read each time.
    """
    return remembered(path, _parsed) if path.is_relative_to(DATA) else _parsed(path)


def _parsed(path: Path) -> Any:
    import yaml

    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())
    except (OSError, yaml.YAMLError) as error:
        raise DataError(f"{path}: {error}") from error


@lru_cache(maxsize=1)
def _loader() -> Any:
    """A YAML loader to which only true and false are truth values, as in YAML 1.2: "on" and "no" are words here."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        pass

    truth = "tag:yaml.org,2002:bool"
    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in known if tag != truth]
        for first, known in Loader.yaml_implicit_resolvers.items()}
    Loader.add_implicit_resolver(truth, re.compile(r"true$|false$"), list("tf"))
    return Loader


def read_csv(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file with a header; lines that begin with # are comments."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            header, *rows = (row for row in csv.reader(line for line in lines if not line.startswith("#")) if row)
            return [dict(zip(header, row, strict=True)) for row in rows]
    except (OSError, ValueError) as error:  # no such file, no header, a row of another length
        raise DataError(f"{path}: {error}") from error


def several(value: Any) -> list[Any]:
    """A value that a data file may give alone or as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


@dataclass(frozen=True, slots=True)
class EventType:
    """One PLOVER type, as data/ontology/ describes it."""

    id: str
    definition: str
    quad: int
    score: float
    recipient: str  # required, optional
    modes: dict[str, dict[str, Any]]
    future_is: str | None  # the type of an announced event of this type
    arranged_if_possible: bool  # that it "may" take place is told as an arrangement: a visit, not aid
    absorbs: dict[str, str]  # type of an event it speaks of -> mode it takes, or another type it becomes
    speech_act: str | None  # "demand", "refusal" or "threat": the type that such an act takes when no word names it
    on_the_spot: bool  # a place that it is done to ("shelled Kherson") is where it happens
    domestic: bool  # mostly done to people of one's own state: "soldiers overthrew the president"
    hosted: bool  # whoever is met at home is the host: "he met Putin in Moscow"
    spares_capitals: bool  # a capital that it is done to is a place, not the state: "shelled Kyiv"
    recipient_else: tuple[str, ...]  # slots that give the recipient where the frame and the content give none
    aimed: bool  # else it is done to whom its aim is against: "marched to denounce *Oslo*"
    content_order: tuple[str, ...]  # whose participants of an absorbed event are this one's recipient, first to last
    examples: dict[str, str]


@dataclass(frozen=True, slots=True)
class SectorGroups:
    """Sectors of PLOVER that have something in common, as data/ontology/codes.yaml groups them."""

    state: frozenset[str]  # of a state's own bodies
    spokesmen: frozenset[str]  # who speaks and acts for the state as a whole
    agents: frozenset[str]  # whose meetings and moves are the state's
    sent: frozenset[str]  # often abroad
    residents: frozenset[str]  # at home where they are hit, arrested or march

    @classmethod
    def of(cls, codes: Mapping[str, Any]) -> SectorGroups:
        """The groups of codes.yaml. Raises DataError for a group or sector that is none."""
        groups = {name: frozenset(sectors) for name, sectors in codes["sector_groups"].items()}
        unknown = frozenset().union(*groups.values()) - codes["sectors"].keys()
        if unknown or groups.keys() != set(cls.__slots__):
            raise DataError(f"ontology/codes.yaml: sector_groups are {', '.join(cls.__slots__)}, of known sectors; "
                            f"it has {', '.join([*groups, *sorted(unknown)])}")
        return cls(**groups)


@dataclass(frozen=True)
class Language:
    """One language folder."""

    code: str
    folder: Path

    def read(self, name: str) -> Any:
        """`data/languages/<code>/<name>.yaml`, as YAML gives it."""
        return read_yaml(self.folder / f"{name}.yaml")

    def read_shared(self, name: str) -> Any:
        """`data/<name>.yaml`, what all languages share, as YAML gives it."""
        return read_yaml(self.folder.parents[1] / f"{name}.yaml")

    def read_all(self, folder: str) -> dict[str, Any]:
        """Every YAML file of a folder below, by its stem."""
        return {path.stem: read_yaml(path) for path in sorted((self.folder / folder).glob("*.yaml"))}


@dataclass(frozen=True)
class Catalog:
    """All knowledge that ships with Selon, and where asked for the user's own actors before it."""

    folder: Path = DATA
    own: OwnData | None = None
    _languages: dict[str, Language] = field(default_factory=dict, repr=False, compare=False)

    def language(self, code: str) -> Language:
        """The language folder of a code. Raises UnknownLanguage."""
        if code not in LANGUAGES:
            raise UnknownLanguage(code, LANGUAGES)
        return self._languages.setdefault(code, Language(code, self.folder / "languages" / code))

    @cached_property
    def event_types(self) -> dict[str, EventType]:
        """The PLOVER types by id."""
        rows = (read_yaml(path) for path in sorted((self.folder / "ontology").glob("[a-z]*.yaml")))
        return {row["id"]: _event_type(row) for row in rows if "id" in row}

    def read(self, name: str) -> Any:
        """`data/<name>.yaml`, as YAML gives it."""
        return read_yaml(self.folder / f"{name}.yaml")

    def rows(self, name: str) -> list[dict[str, str]]:
        """Rows of `data/<name>.csv`, the user's own before them."""
        rows = read_csv(self.folder / f"{name}.csv")
        folder, _, file = name.rpartition("/")
        return self.own.over(file, rows) if self.own and folder == "actors" and file in self.own.rows else rows

    def own_roles(self, language: str) -> list[Row]:
        """The user's own role nouns of a language."""
        return self.own.roles(language) if self.own else []

    def codes(self) -> Codes:
        """The codes of countries, international bodies and sectors."""
        from selon.domain.own import Codes

        table = self.read("ontology/codes")
        countries = frozenset(row["code"] for row in self.rows("actors/countries"))
        return Codes(countries | set(table["international"]), frozenset(table["sectors"]), frozenset(LANGUAGES))

    @cached_property
    def sectors(self) -> SectorGroups:
        """Which sectors have something in common."""
        return SectorGroups.of(self.read("ontology/codes"))

    def with_own(self, folder: Path) -> Catalog:
        """This catalog with a user's data folder before it. Raises DataError and BadEntries."""
        from selon.domain.own import OwnData

        return Catalog(self.folder, OwnData.read(folder, self.codes()))


def _event_type(row: dict[str, Any]) -> EventType:
    return EventType(
        id=row["id"], definition=row["definition"], quad=row["quad"], score=row["score"],
        recipient=row["recipient"], modes=row.get("modes") or {}, future_is=row.get("future_is"),
        arranged_if_possible=bool(row.get("arranged_if_possible")),
        absorbs=row.get("absorbs") or {}, speech_act=row.get("speech_act"), on_the_spot=bool(row.get("on_the_spot")),
        domestic=bool(row.get("domestic")), hosted=bool(row.get("hosted")),
        spares_capitals=bool(row.get("spares_capitals")),
        recipient_else=tuple(row.get("recipient_else") or ()),
        aimed=bool(row.get("aimed")),
        content_order=tuple(row.get("content_order") or ("recipient", "actor")), examples=row.get("examples") or {},
    )


@lru_cache(maxsize=1)
def shipped() -> Catalog:
    """The catalog of the installed package."""
    return Catalog()
