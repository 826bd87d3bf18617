"""What queries find: one record a row, made for people and for tables."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from selon.domain.plain import plain
from selon.domain.records import Claim


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim with the report that makes it and the event that it is about."""

    id: str
    event_id: str | None
    report_id: str
    publisher: str | None
    published: str | None
    url: str | None
    origin: str | None
    day: str | None  # of its time, else of publication
    claim: Claim

    def flat(self) -> dict[str, Any]:
        """Plain values, for a row of a table."""
        claim, place = self.claim, self.claim.place
        return {
            "id": self.id, "event_id": self.event_id, "type": claim.event, "mode": list(claim.mode),
            "status": str(claim.status), "actor": [entity.name for entity in claim.actor],
            "actor_country": [entity.country or "" for entity in claim.actor],
            "recipient": [entity.name for entity in claim.recipient],
            "recipient_country": [entity.country or "" for entity in claim.recipient],
            "time": claim.time and claim.time.value, "day": self.day,
            "place": place and place.name, "place_country": place and place.country,
            "lat": place and place.lat, "lon": place and place.lon,
            "sources": [source.name for source in claim.attribution], "origin": self.origin,
            "certainty": str(claim.certainty), "polarity": str(claim.polarity), "trigger": claim.trigger.text,
            "sentence": " ".join(span.text for span in claim.evidence),
            "report_id": self.report_id, "publisher": self.publisher, "published": self.published, "url": self.url}

    def whole(self) -> dict[str, Any]:
        """The report and event of the claim, then its record as docs/record.md has it."""
        own = {name: getattr(self, name) for name in (
            "id", "event_id", "report_id", "publisher", "published", "url", "origin", "day")}
        return {**own, "claim": plain(self.claim)}


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event with what its claims add up to."""

    id: str
    type: str
    title: str
    status: str
    claims: int
    reports: int
    origins: int
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    origin_names: tuple[str, ...]
    time: str | None
    day: str | None  # of its time, else of its earliest report
    place: str | None
    place_country: str | None
    lat: float | None
    lon: float | None

    def flat(self) -> dict[str, Any]:
        """Plain values, for a row of a table."""
        return _flat(self)

    def whole(self) -> dict[str, Any]:
        """The same: an event has no longer record."""
        return _flat(self)


@dataclass(frozen=True, slots=True)
class FoundVoice:
    """A source or a participant, and how many claims cite it or have it as participant."""

    name: str
    kind: str
    country: str | None
    claims: int

    def flat(self) -> dict[str, Any]:
        """Plain values, for a row of a table."""
        return _flat(self)

    def whole(self) -> dict[str, Any]:
        """The same: a voice has no longer record."""
        return _flat(self)


def _flat(found: FoundEvent | FoundVoice) -> dict[str, Any]:
    values = ((name, getattr(found, name)) for name in (_EVENT if isinstance(found, FoundEvent) else _VOICE))
    return {name: list(value) if type(value) is tuple else value for name, value in values}


_EVENT, _VOICE = (tuple(field.name for field in dataclasses.fields(kind)) for kind in (FoundEvent, FoundVoice))
