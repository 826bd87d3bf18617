"""The nouns of Selon: what a coded report holds. CODEBOOK terms, frozen, and nothing but values.

Offsets are half-open and count Unicode code points of the report's `text`. The JSON of a record has
the same names and shapes as the record; `exports/json.py` writes it and `schema.json` describes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

EventTypeId = str  # one of the 16 PLOVER types of data/ontology/
ModeId = str
ContextId = str


class EntityKind(StrEnum):
    """What somebody or something is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    GROUP = "group"
    PLACE = "place"
    THING = "thing"


_NO_ACTORS = (EntityKind.PLACE, EntityKind.THING)


class SourceKind(StrEnum):
    """What sort of voice says it."""

    PERSON = "person"
    OFFICIAL = "official"
    STATE_MEDIA = "state_media"
    MEDIA = "media"
    AGENCY = "agency"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    EXPERTS = "experts"
    WITNESSES = "witnesses"
    UNNAMED = "unnamed"
    RUMOUR = "rumour"


class Stance(StrEnum):
    """How a source stands to what it tells."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    ASKS = "asks"
    HOPES = "hopes"
    EXPECTS = "expects"
    SUGGESTS = "suggests"


class Quote(StrEnum):
    """Whether a source's own words are given."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Polarity(StrEnum):
    """Whether an event is told to have happened or not."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Certainty(StrEnum):
    """How certain an event is told to be."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class Auxiliary(StrEnum):
    """What else is said of an event's reality."""

    HISTORICAL = "historical"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATION = "negation"


class Status(StrEnum):
    """Certainty, polarity and attribution of a claim in one word."""

    DENIED = "denied"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    POSSIBLE = "possible"
    PLANNED = "planned"
    REPORTED = "reported"
    ASSERTED = "asserted"


class RelationType(StrEnum):
    """How two stand to each other for good, rather than by one deed."""

    ALLY = "ally"
    ADVERSARY = "adversary"
    AT_WAR = "at_war"
    MEMBER = "member"
    OFFICE = "office"
    PART_OF = "part_of"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of a report, with their place in its text."""

    start: int
    end: int
    text: str

    def overlaps(self, other: Span) -> bool:
        """Whether both hold some of the same characters."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what a mention stands for. `text/start/end` is the mention, the rest is resolved."""

    text: str
    start: int
    end: int
    name: str
    kind: EntityKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    id: str | None = None  # Wikidata item
    why: str = ""  # how it was resolved, for --explain

    @property
    def span(self) -> Span:
        return Span(self.start, self.end, self.text)

    @property
    def can_act(self) -> bool:
        """Whether it can be an actor or a source."""
        return self.kind not in _NO_ACTORS

    def at(self, span: Span) -> Entity:
        """The same entity where other words stand for it."""
        return Entity(span.text, span.start, span.end, self.name, self.kind, self.country, self.sectors, self.id,
                      self.why)


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a mention and the point it was resolved to."""

    text: str
    start: int
    end: int
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: int | None = None  # UCDP: 1 exact, 2 near, 3 district, 4 region, 5 sea or area, 6 country
    geoname_id: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """When: a mention and its value in EDTF, None where it cannot be resolved."""

    text: str
    start: int
    end: int
    value: str | None
    timex: str | None = None  # TIMEX3 value: also durations and references without a date
    timex_type: str | None = None  # DATE, TIME, DURATION, SET
    why: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A count or an amount that the claim gives."""

    text: str
    start: int
    end: int
    what: str  # killed, wounded, arrested, displaced, people, money, duration, weapons, ...
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """According to whom: one link of a claim's attribution."""

    text: str
    start: int
    end: int
    name: str
    kind: SourceKind
    named: bool
    country: str | None
    stance: Stance
    cue: Span
    content: tuple[Span, ...]
    quote: Quote
    id: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, its cue and its content, whether or not a claim lies in it."""

    id: str
    parent: str | None  # id of the attribution whose content holds this one
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    resolved: Source


@dataclass(frozen=True, slots=True)
class Claim:
    """One report's word that somebody did something. Never a bare fact."""

    id: str
    event: EventTypeId
    mode: tuple[ModeId, ...]
    context: tuple[ContextId, ...]
    trigger: Span
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...]
    object: Span | None
    place: Place | None
    time: When | None  # None: the report gives no date; never the publication date
    numbers: tuple[Number, ...]
    attribution: tuple[Source, ...]  # outermost first; empty: the report's own voice
    polarity: Polarity
    certainty: Certainty
    auxiliary: tuple[Auxiliary, ...]
    status: Status
    evidence: tuple[Span, ...]
    foreground: bool = True  # the news of its sentence, rather than told on the way
    why: tuple[tuple[str, str], ...] = ()  # field, rule and words: what --explain shows


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a standing relation."""

    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """A standing fact that is no event."""

    type: RelationType
    subject: Party
    object: Party
    evidence: Span
    time: When | None = None
    attribution: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """The ultimate voice behind a report."""

    kind: str  # copy, cites, denial, independent
    name: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One published text, as published."""

    id: str
    text: str
    language: str
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None  # EDTF date, YYYY-MM-DD
    authors: tuple[str, ...] = ()
    agency: str | None = None  # the news agency that its byline credits


@dataclass(frozen=True, slots=True)
class CodedReport:
    """A report and all that it says."""

    report: Report
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    attributions: tuple[Attribution, ...]
    entities: tuple[Entity, ...]
    places: tuple[Place, ...]
    times: tuple[When, ...]
    origin: Origin | None
    coder: str = field(default="")  # name and version of what coded it


@dataclass(frozen=True, slots=True)
class Judgement:
    """How the innermost source holds an event: FactBank's certainty and polarity, PLOVER's auxiliary modes."""

    certainty: Certainty
    polarity: Polarity
    auxiliary: tuple[Auxiliary, ...]
    why: tuple[str, ...] = ()  # the words and rules that decided
