"""What the address of a page asks for: the filters of the command line, by the same names."""

from __future__ import annotations

import datetime
import unicodedata
from enum import StrEnum
from typing import Annotated, Any, Self
from urllib.parse import urlencode

from fastapi import Path
from pydantic import BaseModel, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from selon.domain.catalog import LANGUAGES as REPORTS
from selon.domain.reviews import Doubt
from selon.reports.addresses import LONGEST_ADDRESS
from selon.store.queries import Filter
from selon.web.coding import LONGEST_TEXT, ToCode

LONGEST = 200  # characters of a filter

PER_PAGE = 50


def _plain(value: Any) -> Any:
    """A field of a form that was left empty asks for nothing; characters that no name holds are dropped."""
    if not isinstance(value, str):
        return value
    kept = "".join(c for c in value if unicodedata.category(c) not in ("Cc", "Cs"))
    return kept.strip() or None


def _day(value: Any) -> Any:
    plain = _plain(value)
    if isinstance(plain, str):
        try:
            datetime.date.fromisoformat(plain if len(plain) == 10 else "")
        except ValueError as error:
            raise ValueError(f"{plain[:40]!r} is no date; write year-month-day, such as 2023-07-28") from error
    return plain


# The limits hold for what is left: a field without words is none.
Said = Annotated[Annotated[str, Field(max_length=LONGEST)] | None, BeforeValidator(_plain)]
# An id is letters and digits; others would only reach the database to be refused by it.
Id = Annotated[str, Path(max_length=64, pattern="^[0-9A-Za-z]+$")]
Part = Annotated[Annotated[int, Field(ge=1, le=100_000)] | None, BeforeValidator(_plain)]
Flag = Annotated[bool, BeforeValidator(lambda value: _plain(value) or False)]
Day = Annotated[str | None, BeforeValidator(_day), Field(description="year-month-day", examples=["2023-07-28"])]


class Order(StrEnum):
    """In what order events come."""

    NEWEST = "newest"
    OLDEST = "oldest"
    ORIGINS = "origins"
    REPORTS = "reports"


def _order(value: Any) -> Any:
    return _plain(value) or Order.NEWEST


class EventsAsked(BaseModel):
    """Which events; filters add up, upper and lower case and accents make no difference."""

    text: Said = Field(None, description="Words of the sentences that say it; \"a phrase\", beginnings*")
    actor: Said = Field(None, description="Who does it: a name, a surname, a country code or a Wikidata item")
    recipient: Said = Field(None, description="To whom it is done; as actor")
    country: Said = Field(None, description="Country of an actor or a recipient")
    dyad: Said = Field(None, description="Country that acts and country acted upon: RUS-UKR")
    type: Said = Field(None, description="PLOVER type")
    mode: Said = Field(None, description="PLOVER mode")
    context: Said = Field(None, description="PLOVER context")
    status: Said = Field(None, description="single-origin, corroborated, disputed, unconfirmed or denied")
    source: Said = Field(None, description="Name or kind of a source anywhere in the chain")
    origin: Said = Field(None, description="The ultimate voice")
    place: Said = Field(None, description="Name or country code of the place")
    since: Day = None
    until: Day = None
    dated: Flag = Field(False, description="Only what reports give a time for")
    min_origins: Annotated[Annotated[int, Field(ge=1, le=1000)] | None, BeforeValidator(_plain)] = Field(
        None, description="At least so many independent origins")
    sort: Annotated[Order, BeforeValidator(_order)] = Order.NEWEST
    limit: Annotated[int, BeforeValidator(lambda value: _plain(value) or PER_PAGE)] = Field(PER_PAGE, ge=1, le=500)
    after: Said = Field(None, description="The page behind the one that ended with this id")

    def filters(self) -> dict[str, Any]:
        """The filters alone, those that were given."""
        return {name: value for name, value in self.model_dump(exclude={"sort", "limit", "after"}).items() if value}


class VoicesAsked(BaseModel):
    """Which sources or participants."""

    name: Said = Field(None, description="A part of the name")
    kind: Said = None
    country: Said = Field(None, description="Country code")
    limit: Annotated[int, BeforeValidator(lambda value: _plain(value) or 100)] = Field(100, ge=1, le=1000)


class VoiceAsked(BaseModel):
    """One source or actor."""

    name: Annotated[str, BeforeValidator(lambda value: _plain(value) or ""), Field(min_length=1, max_length=LONGEST)]


class ReportAsked(BaseModel):
    """What part of a report, and which of its claims."""

    claim: Said = Field(None, description="The claim whose fields are tied to their words")
    part: Part = None


class QueueAsked(BaseModel):
    """Which claims wait for a reviewer: by a reason for doubt, and by the filters of claims."""

    doubt: Said = Field(None, description="A reason for doubt: " + ", ".join(Doubt))
    disputed: Flag = Field(False, description="Only claims of disputed events")
    second: Flag = Field(False, description="Also what others have decided on")
    type: Said = Field(None, description="PLOVER type")
    country: Said = Field(None, description="Country of an actor or a recipient")
    actor: Said = Field(None, description="Who does it")
    source: Said = Field(None, description="Name or kind of a source anywhere in the chain")
    status: Said = Field(None, description="One-word status of a claim")
    since: Day = None
    until: Day = None
    text: Said = Field(None, description="Words of the sentences that say it")

    def filter(self) -> Filter:
        """As the store has it."""
        return Filter(**self.model_dump(exclude={"disputed", "second"}),
                      event_status="disputed" if self.disputed else None)

    def query(self, **more: str) -> str:
        """As part of an address: `?doubt=no-actor`, '' for nothing."""
        held = {name: "true" if value is True else value
                for name, value in self.model_dump(exclude_defaults=True).items()}
        return f"?{urlencode({**held, **more})}" if held or more else ""


class TextForm(BaseModel):
    """What the form of "Try it" sends: an empty field is ''."""

    text: Annotated[str, Field(max_length=2 * LONGEST_TEXT)] = ""
    url: Annotated[str, Field(max_length=2 * LONGEST_ADDRESS)] = ""
    language: Annotated[str, Field(max_length=LONGEST)] = ""
    published: Annotated[str, Field(max_length=LONGEST)] = ""
    publisher: Annotated[str, Field(max_length=2 * LONGEST)] = ""


def _language(value: Any) -> Any:
    plain = _plain(value)
    if plain is not None and plain not in REPORTS:
        raise ValueError(f"{plain!r:.40} is no language that Selon reads; {', '.join(REPORTS)} are")
    return plain


class TextToCode(BaseModel):
    """A text to be coded, or the address of one."""

    text: Annotated[str | None, Field(max_length=LONGEST_TEXT, description="The text of a report")] = None
    url: Annotated[Annotated[str, Field(max_length=LONGEST_ADDRESS)] | None, BeforeValidator(_plain), Field(
        description="The address of a report, in place of its text; where the workspace fetches addresses")] = None
    language: Annotated[str | None, BeforeValidator(_language), Field(
        description=f"{' or '.join(REPORTS)}; without it the language is detected")] = None
    published: Day = None
    publisher: Said = None
    title: Said = None

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if bool(self.text and self.text.strip()) == bool(self.url):
            raise PydanticCustomError("one_needed", "give a text or an address, and not both")
        return self

    def to_code(self) -> ToCode:
        """For the desk."""
        return ToCode(**{**self.model_dump(), "text": None if self.url else self.text})
