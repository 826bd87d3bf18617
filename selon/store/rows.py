"""A coded report as rows of the tables. Pure, so that the processes that code reports also make their rows."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from selon.domain.errors import UnreadableReport
from selon.domain.events import ClaimCard, Keys, ReportCard
from selon.domain.plain import plain
from selon.domain.records import Claim, CodedReport, Entity
from selon.domain.reviews import doubts
from selon.store.days import first_day
from selon.store.search import folded

Row = dict[str, Any]
FacetKey = tuple[str, str, str, str]  # facet, value, day and id of a claim or event
FAST = 1  # of zlib: a tenth larger than the smallest, three times as fast
DETAILS = ("relations", "attributions", "entities", "places", "times")


@dataclass(frozen=True, slots=True)
class Cards:
    """What linking makes of a coded report; all sequences in the order of its claims."""

    report: ReportCard
    claims: tuple[ClaimCard, ...]
    packed_report: bytes
    packed_claims: tuple[bytes, ...]
    keys: tuple[Keys, ...]  # blocking keys of each claim
    copy_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A coded report with all that storing and linking need of it, worked out beforehand."""

    report: Row
    text: str
    coder: str
    claims: tuple[Row, ...]
    participants: tuple[Row, ...]
    sources: tuple[Row, ...]
    cards: Cards

    @property
    def id(self) -> str:
        return self.cards.report.id


def prepared(coded: CodedReport, cards: Cards) -> Prepared:
    """All rows of a report. Raises UnreadableReport for text that no database keeps."""
    report = coded.report
    _check(report.text)
    origin = coded.origin
    claims = tuple(_claim(coded, claim, card, position)
                   for position, (claim, card) in enumerate(zip(coded.claims, cards.claims, strict=True)))
    return Prepared(
        report={
            "id": report.id, "text_hash": hashlib.sha256(report.text.encode()).hexdigest(),
            "language": report.language, "url": report.url, "publisher": report.publisher, "title": report.title,
            "published": report.published, "authors": list(report.authors), "agency": report.agency,
            "origin_kind": origin and origin.kind, "origin": origin and origin.name,
            "origin_why": origin and origin.why, "replaced_by": None,
            "details": packed({name: plain(getattr(coded, name)) for name in DETAILS})},
        text=report.text, coder=coded.coder, claims=claims,
        participants=tuple(row for claim in coded.claims for row in _participants(claim)),
        sources=tuple(row for claim in coded.claims for row in _sources(claim)),
        cards=cards)


def packed(value: Any) -> bytes:
    """JSON, deflated."""
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), FAST)


def unpacked(data: bytes) -> Any:
    """What `packed` was given."""
    return json.loads(zlib.decompress(data))


def _check(text: str) -> None:
    if "\x00" in text:
        raise UnreadableReport("its text holds zero bytes, which no database keeps; save it as plain text")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UnreadableReport("its text holds halves of characters; save it as UTF-8") from error


def _claim(coded: CodedReport, claim: Claim, card: ClaimCard, position: int) -> Row:
    place = claim.place
    time = claim.time.value if claim.time else None
    return {
        "id": claim.id, "report_id": coded.report.id, "position": position, "event_id": None, "type": claim.event,
        "status": str(claim.status), "polarity": str(claim.polarity), "certainty": str(claim.certainty),
        "foreground": int(claim.foreground), "origin": card.voice.name, "time": time,
        "day": first_day(time) or coded.report.published or "",
        "place": place and place.name, "place_country": place and place.country,
        "lat": place and place.lat, "lon": place and place.lon,
        "evidence": " ".join(span.text for span in claim.evidence) or claim.trigger.text,
        "facets": [list(pair) for pair in sorted(set(_facets(claim, card)))],
        "record": json.dumps(plain(claim), ensure_ascii=False, separators=(",", ":"))}


def _participants(claim: Claim) -> Iterator[Row]:
    for role, entities in (("actor", claim.actor), ("recipient", claim.recipient)):
        for position, entity in enumerate(entities):
            yield {"claim_id": claim.id, "role": role, "position": position, "name": entity.name,
                   "kind": str(entity.kind), "country": entity.country, "sectors": " ".join(entity.sectors),
                   "wikidata": entity.id, "mention": entity.text}


def _sources(claim: Claim) -> Iterator[Row]:
    for position, source in enumerate(claim.attribution):
        yield {"claim_id": claim.id, "position": position, "name": source.name, "kind": str(source.kind),
               "named": int(source.named), "country": source.country, "stance": str(source.stance),
               "quote": str(source.quote), "cue": source.cue.text}


# ------------------------------------------------------------------------------------------ facets

def facet_rows(row: Mapping[str, Any]) -> Iterator[Row]:
    """The rows of facets of a claim or an event."""
    return map(facet_row, facet_keys(row))


def facet_keys(row: Mapping[str, Any]) -> Iterator[FacetKey]:
    """Facet, value, day and id of each of them."""
    day, id = row["day"], row["id"]
    return ((facet, value, day, id) for facet, value in row["facets"])


def facet_row(key: FacetKey) -> Row:
    facet, value, day, id = key
    return {"facet": facet, "value": value, "day": day, "id": id}


# What each facet is, for docs/database.md and for whoever writes a query of their own.
FACETS = {
    "type": "PLOVER type", "mode": "PLOVER mode", "context": "PLOVER context",
    "status": "status of the claim; for an event the status of the event",
    "actor": "name, surname or other word of a person's name, country code or Wikidata item of an actor",
    "recipient": "the same of a recipient",
    "country": "country code of an actor or recipient",
    "dyad": "country codes of an actor and a recipient, `rus:ukr`",
    "source": "name or kind of a source in the chain",
    "origin": "name of the ultimate voice",
    "place": "name or country code of the place",
    "doubt": "claims only: why it is worth a review, as listed in docs/reviewing.md",
    "doubts": "claims only: how many of these it has",
    "origins": "events only: `2` for two independent origins or more, up to `9`",
}


def _facets(claim: Claim, card: ClaimCard) -> Iterator[tuple[str, str]]:
    yield "type", folded(claim.event)
    yield "status", str(claim.status)
    yield "origin", folded(card.voice.name)
    yield from (("mode", folded(mode)) for mode in claim.mode)
    yield from (("context", folded(context)) for context in claim.context)
    for role, entities in (("actor", claim.actor), ("recipient", claim.recipient)):
        yield from ((role, value) for entity in entities for value in _entity_values(entity))
    actors, recipients = _countries(claim.actor), _countries(claim.recipient)
    yield from (("country", country) for country in (*actors, *recipients))
    yield from (("dyad", f"{actor}:{recipient}") for actor in actors for recipient in recipients)
    for source in claim.attribution:
        yield "source", folded(source.name)
        yield "source", str(source.kind)
    if claim.place:
        yield "place", folded(claim.place.name)
        if claim.place.country:
            yield "place", folded(claim.place.country)
    reasons = doubts(claim)
    yield from (("doubt", str(reason)) for reason in reasons)
    yield "doubts", str(len(reasons))


def _entity_values(entity: Entity) -> Iterator[str]:
    name = folded(entity.name)
    yield name
    if entity.kind == "person":
        yield from name.split()
    if entity.country:
        yield folded(entity.country)
    if entity.id:
        yield folded(entity.id)


def _countries(entities: Sequence[Entity]) -> list[str]:
    return [folded(entity.country) for entity in entities if entity.country]


def tally(participants: Sequence[Row], sources: Sequence[Row]) -> Counter[tuple[str, str, str, str]]:
    """How many claims name each participant and source: role, name, kind and country, the last '' where unknown."""
    told = {(role, row["name"], row["kind"], row["country"] or "", row["claim_id"])
            for role, rows in (("participant", participants), ("source", sources)) for row in rows}
    return Counter((role, name, kind, country) for role, name, kind, country, _ in told)
