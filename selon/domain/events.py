"""The nouns of linking: what is kept of a claim to compare it, why two claims are one event, and an event told.

All records are frozen, hold plain values only, and refer to claims and reports by their ids, so that a store can
write them as they are. `ReportCard` and `ClaimCard` are enough for every step of linking: nothing asks for the text
of a report again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import product

from selon.domain.records import Certainty, EntityKind, EventTypeId, ModeId, Polarity, SourceKind, Stance, Status


class Verdict(StrEnum):
    """What a person says of two claims. A machine only suggests: its word is a score, never a verdict."""

    SAME = "same"  # one event
    DIFFERENT = "different"  # two events
    UNSURE = "unsure"  # looked at and left open: the machine's score counts
    UNDECIDED = "undecided"  # an earlier verdict is taken back: as if nobody had looked


class EventStatus(StrEnum):
    """What the origins of an event add up to (codebook, section 5)."""

    SINGLE_ORIGIN = "single-origin"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    UNCONFIRMED = "unconfirmed"
    DENIED = "denied"


class Ground(StrEnum):
    """On what a report or claim is given to an origin."""

    ATTRIBUTION = "attribution"  # the innermost source of its chain
    CREDIT = "credit"  # the report credits an agency
    COPY = "copy"  # the same words as another report
    CITES = "cites"  # the report works from one agency or body
    FAMILY = "family"  # outlets of one newsroom or owner
    PUBLISHER = "publisher"  # nobody else is named


# ------------------------------------------------------------------------------------------- cards


@dataclass(frozen=True, slots=True)
class Party:
    """A participant of a claim, as far as it helps to compare."""

    name: str  # canonical English name
    kind: EntityKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    id: str | None = None  # Wikidata item

    def namesake(self, other: Party) -> bool:
        """Whether they bear one name or id, or one the last name of the other's full name."""
        if self.name == other.name or (self.id and self.id == other.id):
            return True
        short, full = sorted((self.name, other.name), key=len)
        people = self.kind is other.kind is EntityKind.PERSON and not (self.id and other.id)
        return people and short[:1].isupper() and full.endswith(f" {short}")

    @property
    def marks(self) -> set[str]:
        """Name, id and a person's last word: parties without a common one are no namesakes."""
        last = {self.name.rpartition(" ")[2]} if self.kind is EntityKind.PERSON else set[str]()
        return {self.name, self.id or self.name, *last}


@dataclass(frozen=True, slots=True)
class Side:
    """The parties of one side, what they are known by, and of which countries they are."""

    parties: tuple[Party, ...]
    marks: frozenset[str]
    countries: frozenset[str]

    @classmethod
    def of(cls, parties: tuple[Party, ...]) -> Side:
        return cls(parties, frozenset(mark for party in parties for mark in party.marks),
                   frozenset(party.country for party in parties if party.country))

    def namesakes(self, other: Side) -> tuple[tuple[Party, Party], ...]:
        """The pairs of parties that are one by name or id."""
        if self.marks.isdisjoint(other.marks):  # nearly always: it is cheap to know
            return ()
        return tuple(pair for pair in product(self.parties, other.parties) if pair[0].namesake(pair[1]))

    def meets(self, other: Side) -> bool:
        """Whether one of them is the same, or of one country."""
        return not self.countries.isdisjoint(other.countries) or bool(self.namesakes(other))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a claim puts its event."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int | None = None  # as in `Place`: 1 exact ... 6 country


@dataclass(frozen=True, slots=True)
class Count:
    """A number that a claim gives."""

    what: str  # killed, wounded, arrested, money, ...
    text: str
    low: float
    best: float
    high: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose word something is: what counts as one origin. Equal keys never corroborate each other."""

    key: str  # compared: "source:KCNA", "class:state_media:PRK", "publisher:le courrier"
    name: str  # shown
    ground: Ground
    why: str
    kind: SourceKind | None = None
    country: str | None = None
    state_controlled: bool = False


@dataclass(frozen=True, eq=False)  # no slots: what is worked out once stays with it
class ReportCard:
    """What linking needs of a report. A card equals itself alone: what is known of two of them is looked up for each
    pair of their claims, and must be found at once."""

    id: str
    publisher: str | None
    published: str | None  # YYYY-MM-DD
    language: str
    voice: Voice  # the origin of the report as a whole
    names: tuple[str, ...] = ()  # who and where it is about, the most telling first; the same in every language
    numbers: tuple[str, ...] = ()  # its figures, in one way of writing
    fingerprint: tuple[int, ...] = ()  # sorted hashes of word runs: near copies share many (linking/copies.py)
    vector: bytes = b""  # what its head is about, across languages: int8 (linking/vectors.py); empty for no known word
    title: str | None = None
    url: str | None = None

    @cached_property
    def all_names(self) -> frozenset[str]:
        return frozenset(self.names)

    @cached_property
    def runs(self) -> frozenset[int]:
        return frozenset(self.fingerprint)

    @cached_property
    def day(self) -> int | None:
        """The day it was published, counted from year 1."""
        return date.fromisoformat(self.published).toordinal() if self.published else None


# What a claim can leave open, as far as claims are compared by it.
OPEN = ("modes", "actors", "recipients", "place", "time", "counts", "trigger_vector", "object_vector")


@dataclass(frozen=True)
class ClaimCard:
    """What linking needs of a claim: self-contained, together with the card of its report."""

    claim_id: str  # unique in a database: the report's id is part of it
    report: ReportCard
    event: EventTypeId
    modes: tuple[ModeId, ...]
    trigger: str
    lemma: str  # the trigger in lower case, without accents
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    object: str | None
    place: Spot | None
    time: str | None  # EDTF; None: the report gives none, and the day of publication never stands in
    counts: tuple[Count, ...]
    polarity: Polarity
    certainty: Certainty
    status: Status
    future: bool
    historical: bool
    voice: Voice  # whose word it is, before copies are seen
    chain: tuple[str, ...]  # names of its sources, outermost first
    stance: Stance | None  # of the innermost source
    sentence: str
    trigger_vector: bytes = b""  # what the words mean, across languages: int8
    object_vector: bytes = b""
    sentence_vector: bytes = b""

    @cached_property
    def facts(self) -> int:
        """What it tells of what a claim can leave open: a bit for each of `OPEN`."""
        return sum(1 << place for place, name in enumerate(OPEN) if getattr(self, name))

    @cached_property
    def acting(self) -> Side:
        return Side.of(self.actors)

    @cached_property
    def affected(self) -> Side:
        return Side.of(self.recipients)


@dataclass(frozen=True, slots=True)
class Keys:
    """The blocking keys of a claim, sorted: it is compared with what shares one (linking/candidates.py)."""

    held: tuple[int, ...]  # it is kept under these
    asked: tuple[int, ...]  # and compared with the claims that are kept under these


# --------------------------------------------------------------------------------------- comparing


@dataclass(frozen=True, slots=True)
class Reason:
    """What one feature says of two claims, in words for people."""

    feature: str
    value: float  # 0 to 1
    weight: float  # its share in the score; negative speaks against
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """How likely two claims tell of one event, and why. Symmetric: compare(a, b) == compare(b, a)."""

    score: float  # 0 to 1; 0 where something rules it out
    reasons: tuple[Reason, ...]
    veto: str | None = None  # what rules it out


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's verdict on two claims. It holds over any score, now and after re-coding."""

    first: str  # claim ids, the smaller first
    second: str
    verdict: Verdict
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Two claims of one event and why they are in it: the tree of links holds an event together."""

    first: str  # claim ids, the smaller first
    second: str
    score: float
    why: tuple[Reason, ...]
    decided_by: str | None = None  # a person, where a verdict made it


@dataclass(frozen=True, slots=True)
class Group:
    """Claims about one event."""

    claims: tuple[str, ...]  # claim ids, sorted
    links: tuple[Link, ...] = ()
    id: str = ""  # set by `identify`; empty before


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an event that was known before, and why."""

    event: str  # the id that survives
    kind: str  # new, grown, shrunk, merged, split, gone
    others: tuple[str, ...] = ()  # ids merged into it or split off from it
    why: str = ""


# ------------------------------------------------------------------------------------ events, told


@dataclass(frozen=True, slots=True)
class Telling:
    """A report under an origin, with its claims on the event."""

    report_id: str
    publisher: str | None
    published: str | None
    title: str | None
    claims: tuple[str, ...]
    why: str  # why it is under this origin


@dataclass(frozen=True, slots=True)
class OriginBranch:
    """An origin of an event and the reports under it."""

    voice: Voice
    tellings: tuple[Telling, ...]
    says: tuple[Status, ...]  # the statuses of its claims
    affirms: bool  # it says that the event happened
    denies: bool  # it says that it did not


@dataclass(frozen=True, slots=True)
class Account:
    """One side of a disagreement: what is said, by whom, in which sentences."""

    value: str
    origins: tuple[str, ...]  # names
    claims: tuple[str, ...]
    sentences: tuple[str, ...]
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What the accounts of an event differ on. Of numbers, with the lowest, best and highest given."""

    about: str  # happened, actor, recipient, place, time, or what a number counts
    accounts: tuple[Account, ...]
    conflict: bool  # it makes the event disputed, rather than being a difference of detail
    low: float | None = None
    best: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class EventStory:
    """An event told: what happened, who says so, and what they disagree on."""

    id: str
    event: EventTypeId  # the most frequent type of its claims
    types: tuple[EventTypeId, ...]
    title: str  # the sentence of the claim that tells most
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: Spot | None
    time: str | None  # EDTF
    reports: int
    origins: tuple[OriginBranch, ...]  # the most reports first
    status: EventStatus
    why: str  # of the status
    disagreements: tuple[Disagreement, ...]
    claims: tuple[str, ...]

    @property
    def independent_origins(self) -> int:
        """Voices that do not lean on each other."""
        return len(self.origins)
