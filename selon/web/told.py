"""Claims and events in the reader's words: what templates print, each part by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from selon.domain.catalog import shipped
from selon.domain.records import Auxiliary, Claim, Entity, Number, Polarity, Source, SourceKind
from selon.exports.wording import Reason, explain, shortened
from selon.store.found import FoundClaim, FoundEvent
from selon.store.tallies import Deal
from selon.web.words import Words

NAME_CHARACTERS = 120  # a longer name is cut
SENTENCE_CHARACTERS = 600
QUADS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody or something with a page of its own."""

    text: str
    country: str  # code, '' where unknown
    url: str


@dataclass(frozen=True, slots=True)
class Link:
    """A source in the chain of a claim."""

    name: Name
    kind: str
    stance: str
    cue: str
    quote: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim for a page."""

    id: str
    report_id: str
    event_id: str | None
    publisher: str
    published: str
    type: str
    label: str
    quad: int
    modes: tuple[str, ...]
    status: str
    actors: tuple[Name, ...]
    recipients: tuple[Name, ...]
    object: str
    place: str
    date: str
    numbers: tuple[str, ...]
    chain: tuple[Link, ...]
    certainty: str
    is_denial: bool
    sentence: str
    reasons: tuple[Reason, ...] = ()

    @property
    def url(self) -> str:
        """Its place in the report."""
        return f"/reports/{self.report_id}?claim={self.id}#claim"

    @property
    def cells(self) -> dict[str, str]:
        """What is compared between claims of one event."""
        return {
            "status": self.status, "actor": ", ".join(name.text for name in self.actors),
            "recipient": ", ".join(name.text for name in self.recipients), "place": self.place, "date": self.date,
            "numbers": ", ".join(self.numbers), "source": " → ".join(link.name.text for link in self.chain),
            "certainty": self.certainty}


def quad_of(type_id: str) -> int:
    """The quad class of a PLOVER type: 1 and 2 cooperate, 3 and 4 conflict; odd ones in words, even ones in deeds."""
    return quads().get(type_id, 0)


@lru_cache(maxsize=1)
def quads() -> Mapping[str, int]:
    """The quad class of each type."""
    return {id: kind.quad for id, kind in shipped().event_types.items()}


def short(text: str, limit: int = NAME_CHARACTERS) -> str:
    """Text on one line, cut where it is very long; a text without words is told as such."""
    plain = " ".join(text.split())
    return (plain if len(plain) <= limit else shortened(plain, limit)[:limit + 2]) or "–"


def actor_name(name: str, country: str | None = None) -> Name:
    return Name(short(name), country or "", f"/actor?{urlencode({'name': name[:200]})}")


def source_name(source: Source) -> Name:
    return Name(short(source.name or source.text), source.country or "",
                f"/source?{urlencode({'name': (source.name or source.text)[:200]})}")


def claim_view(found: FoundClaim, words: Words, *, explained: bool = False) -> ClaimView:
    """A claim in words."""
    claim = found.claim
    return ClaimView(
        found.id, found.report_id, found.event_id, short(found.publisher or words("report.no_publisher")),
        words.date(found.published), claim.event, words.named("type", claim.event), quad_of(claim.event),
        tuple(words.named("mode", mode) for mode in claim.mode), str(claim.status), _names(claim.actor),
        _names(claim.recipient), short(claim.object.text, 160) if claim.object else "",
        short(claim.place.name) if claim.place else "", _when(claim, words),
        tuple(number_words(number, words) for number in claim.numbers),
        tuple(_link(source, words) for source in claim.attribution), _certainty(claim, words),
        claim.polarity is Polarity.NEGATIVE, short(" ".join(span.text for span in claim.evidence), SENTENCE_CHARACTERS),
        tuple(_reasons(claim, words)) if explained else ())


def _reasons(claim: Claim, words: Words) -> Iterator[Reason]:
    """Why each field holds what it holds: the values in the reader's words; `Words.reason` tells the reasons."""
    numbers, sources = iter(claim.numbers), iter(claim.attribution)
    for one in explain(claim):
        match one.field:
            case "event":
                modes = (words.named("mode", mode) for mode in claim.mode)
                value = ", ".join((words.named("type", claim.event), *modes))
            case "time":
                value = _when(claim, words)
            case "number":
                value = number_words(next(numbers), words)
            case "attribution":
                link = _link(next(sources), words)
                value = f"{link.name.text}{words.colon} {link.stance}"
            case "certainty":
                value = _certainty(claim, words)
            case "status":
                value = words.named("claim_status", str(claim.status))
            case _:
                value = one.value
        yield Reason(one.field, value, one.why)


def _names(entities: Iterable[Entity]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(actor_name(entity.name, entity.country) for entity in entities))


def _when(claim: Claim, words: Words) -> str:
    if claim.time is None:
        return ""
    return words.date(claim.time.value) if claim.time.value else f"“{short(claim.time.text, 60)}”"


def _link(source: Source, words: Words) -> Link:
    named = source_name(source)
    if source.kind is SourceKind.UNNAMED and source.name in ("", "unnamed"):
        named = Name(words("source.unnamed"), named.country, named.url)
    return Link(named, words.named("source_kind", str(source.kind)), words.named("stance", str(source.stance)),
                short(source.cue.text, 80) if source.cue.text else "", words.named("quote", str(source.quote)),
                source.named)


def _certainty(claim: Claim, words: Words) -> str:
    parts = [words.named("certainty", str(claim.certainty))]
    if claim.polarity is Polarity.NEGATIVE:
        parts.append(words("certainty.negative"))
    parts += [words.named("auxiliary", str(mode)) for mode in claim.auxiliary if mode is not Auxiliary.NEGATION]
    return ", ".join(parts)


def number_words(number: Number, words: Words) -> str:
    """`16 killed`, `300–350 arrested`, `at least 7 days`, `2 families displaced`."""
    n = next((abs(figure) for figure in (number.high, number.value, number.low) if figure is not None), None)
    if not number.unit:
        return f"{_amount(number, words)} {words.named('counted', number.what, n)}".rstrip()
    # The unit tells what is counted, but not what has become of it.
    fate = f"fate.{number.what}"
    parts = (_amount(number, words), words.named("unit", number.unit, n), words(fate) if words.has(fate) else "")
    return " ".join(filter(None, parts))


def _amount(number: Number, words: Words) -> str:
    low, high = number.low, number.high
    if low is not None and high is not None and low != high:
        return f"{words.number(low)}–{words.number(high)}"
    if high is None and low is not None:
        return words("amount.at_least", n=low)
    if low is None and high is not None:
        return words("amount.at_most", n=high)
    value = number.value if number.value is not None else low
    return words.number(value) if value is not None else f"“{short(number.text, 40)}”"


@dataclass(frozen=True, slots=True)
class EventView:
    """An event in a list."""

    id: str
    label: str
    quad: int
    status: str
    title: str
    actors: tuple[Name, ...]
    recipients: tuple[Name, ...]
    place: str
    date: str
    is_dated: bool
    claims: int
    reports: int
    origins: int


def event_view(found: FoundEvent, words: Words) -> EventView:
    """An event in words."""
    return EventView(
        found.id, words.named("type", found.type), quad_of(found.type), found.status, short(found.title, 280),
        tuple(actor_name(name) for name in found.actors[:6]), tuple(actor_name(name) for name in found.recipients[:6]),
        short(found.place) if found.place else "", words.date(found.time or found.day), bool(found.time),
        found.claims, found.reports, found.origins)


def differing(claims: Sequence[ClaimView]) -> dict[str, set[str]]:
    """Of each claim the columns in which it says something else than most that say anything."""
    marked: dict[str, set[str]] = {claim.id: set() for claim in claims}
    for column in claims[0].cells if claims else ():
        said = Counter(value for claim in claims if (value := claim.cells[column]))
        if len(said) > 1:
            [(usual, _)] = said.most_common(1)
            for claim in claims:
                if claim.cells[column] not in ("", usual):
                    marked[claim.id].add(column)
    return marked


def dyad_rows(dyads: Iterable[str], totals: Iterable[Deal]) -> list[dict[str, Any]]:
    """Dyads, each with its events by quad class."""
    counts = {dyad: Counter[int]() for dyad in dyads}
    for one in totals:
        if one.dyad in counts:
            counts[one.dyad][one.kind] += one.count
    return [{**dict(zip(("actor", "recipient"), dyad.upper().split(":"), strict=True)), "events": found.total(),
             "quads": [found[quad] for quad in QUADS]} for dyad, found in counts.items()]
