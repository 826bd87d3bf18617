"""A database of news, opened: what is in it, and what goes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypedDict, TypeVar, Unpack, overload

from sqlalchemy import Engine

from selon.domain.errors import NotStored
from selon.domain.events import Change, Decision, EventStory, Verdict
from selon.exports import frames
from selon.linking.story import tell
from selon.newsroom.adding import Adding, Summary, add
from selon.newsroom.linker import cards_of_event, regroup_around
from selon.newsroom.recoding import Recoded, recode
from selon.newsroom.reporting import Item
from selon.newsroom.reviewing import Reviews
from selon.store import links, queries
from selon.store.engines import engine_of, reading, writing
from selon.store.found import FoundClaim, FoundEvent, FoundVoice
from selon.store.migrate import migrated, readable
from selon.store.queries import Filter, Page, Sort, VoiceFilter

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Asked(TypedDict, total=False):
    """The fields of `Filter`, to be given by name."""

    actor: str
    recipient: str
    country: str
    dyad: str
    type: str
    mode: str
    context: str
    status: str
    source: str
    origin: str
    place: str
    since: str
    until: str
    dated: bool
    text: str
    min_origins: int
    doubt: str


class _Flat(Protocol):
    def flat(self) -> dict[str, object]: ...


T = TypeVar("T", bound=_Flat)


@dataclass(frozen=True, slots=True)
class Found(Sequence[T], Generic[T]):
    """What a query found: a sequence of records, and the same as columns."""

    records: tuple[T, ...]

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self.records[index]

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[T]:
        return iter(self.records)

    def to_arrow(self) -> pyarrow.Table:
        """An Arrow table, one row a record. Raises MissingPackage."""
        return frames.to_arrow([record.flat() for record in self.records])

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame, one row a record. Raises MissingPackage."""
        return frames.to_pandas([record.flat() for record in self.records])

    def to_polars(self) -> polars.DataFrame:
        """A Polars frame, one row a record. Raises MissingPackage."""
        return frames.to_polars([record.flat() for record in self.records])


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event with its story and the claims that it rests on."""

    event: FoundEvent
    story: EventStory
    claims: tuple[FoundClaim, ...]


class Newsroom:
    """A database of reports, claims and events. Use it in a `with`, or `close` it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def reviews(self) -> Reviews:
        """What people decide on its claims and events."""
        return Reviews(self.engine)

    def close(self) -> None:
        """Lets go of the database."""
        self.engine.dispose()

    # What is in it

    def events(self, *, sort: Sort | str = Sort.NEWEST, limit: int | None = 50, after: str | None = None,
               **asked: Unpack[Asked]) -> Found[FoundEvent]:
        """Events whose claims have all that is asked for; `after` is the id of the last one of the page before."""
        with reading(self.engine) as connection:
            return Found(tuple(queries.find_events(connection, Filter(**asked), Page(Sort(sort), limit, after))))

    def claims(self, *, sort: Sort | str = Sort.NEWEST, limit: int | None = 50, after: str | None = None,
               **asked: Unpack[Asked]) -> Found[FoundClaim]:
        """Claims that have all that is asked for; `after` is the id of the last one of the page before."""
        with reading(self.engine) as connection:
            return Found(tuple(queries.find_claims(connection, Filter(**asked), Page(Sort(sort), limit, after))))

    def sources(self, which: VoiceFilter | None = None, *, limit: int | None = 50,
                **asked: Unpack[Asked]) -> Found[FoundVoice]:
        """Who is cited, the most cited first: in all claims, or in those that have all that is asked for."""
        return self._voices("source", which, limit, Filter(**asked))

    def participants(self, which: VoiceFilter | None = None, *, limit: int | None = 50,
                     **asked: Unpack[Asked]) -> Found[FoundVoice]:
        """Who does something or has it done to them, the most frequent first."""
        return self._voices("participant", which, limit, Filter(**asked))

    def _voices(self, role: str, which: VoiceFilter | None, limit: int | None, asked: Filter) -> Found[FoundVoice]:
        with reading(self.engine) as connection:
            return Found(tuple(queries.find_voices(connection, role, which or VoiceFilter(), asked, limit)))

    def event(self, id: str) -> ToldEvent:
        """An event told: who says so, the reports under each origin, what they disagree on. Raises NotStored.

        The beginning of an id is enough, where no other event begins like it.
        """
        with reading(self.engine) as connection:
            event = queries.event_by_id(connection, id)
            cards = cards_of_event(connection, event.id)
            told = tuple(queries.claims_by_id(connection, [card.claim_id for card in cards]))
        return ToldEvent(event, tell(event.id, cards), told)

    # What goes in

    def add(self, items: Iterable[Item], how: Adding | None = None) -> Summary:
        """Adds reports, skips what is there, and says what became of each. Raises StoreError."""
        return add(self.engine, items, how or Adding())

    def recode(self, how: Adding | None = None, *, coder: str | None = None) -> Recoded:
        """Codes all reports again; those that `coder`, a version, has coded are left out. Raises StoreError."""
        how = how or Adding()
        return recode(self.engine, coder=coder, jobs=how.jobs, load=how.load)

    def decide(self, first: str, second: str, verdict: Verdict, *, by: str, why: str = "") -> tuple[Change, ...]:
        """Settles whether two claims are about one event; the machine never overrides it. Raises NotStored."""
        with writing(self.engine) as connection:
            for id in (first, second):
                if not links.existing(connection, [id]):
                    raise NotStored("claim", id)
            links.save_decision(connection, Decision(min(first, second), max(first, second), verdict, by, why))
            return regroup_around(connection, [first, second])


def open_newsroom(database: str | Path, *, is_reader: bool = False) -> Newsroom:
    """A database file or server, made if it is not there and brought to the tables of this version.

    A reader makes and changes nothing, and is told of an older version (DatabaseOlder). Raises StoreError.
    """
    engine = engine_of(database, is_reader=is_reader)
    if is_reader:
        readable(engine)
    else:
        migrated(engine)
    return Newsroom(engine)
