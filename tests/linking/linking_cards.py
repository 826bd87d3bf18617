"""Cards in a line: a claim that nothing is known of but what a test says."""

from __future__ import annotations

from typing import Any

from selon.domain.events import ClaimCard, Ground, Party, ReportCard, Spot, Voice
from selon.domain.folding import bare
from selon.domain.records import Certainty, EntityKind, Polarity, Status
from selon.linking.copies import fingerprint
from selon.linking.vectors import word_vectors

VECTOR = word_vectors().vector


def voice(name: str, *, kind: Ground = Ground.PUBLISHER) -> Voice:
    return Voice(f"source:{bare(name)}", name, kind, "a test says so")


def report(id: str = "r1", *, text: str = "", published: str | None = "2024-03-15", by: str = "The Paper",
           names: tuple[str, ...] = ("NOR", "RUS", "Oslo Embassy"), **values: Any) -> ReportCard:
    return ReportCard(id, by, published, "en", voice(by), names, (), fingerprint(text), VECTOR(text), **values)


def party(name: str, country: str | None = None, kind: EntityKind = EntityKind.STATE) -> Party:
    return Party(name, kind, country)


def claim(id: str = "c1", event: str = "SANCTION", trigger: str = "expelled", *, of: ReportCard | None = None,
          actors: tuple[Party, ...] = (), recipients: tuple[Party, ...] = (), modes: tuple[str, ...] = (),
          place: Spot | None = None, time: str | None = None, object: str | None = None,
          sentence: str = "Norway expelled two diplomats.", said_by: Voice | None = None,
          polarity: Polarity = Polarity.POSITIVE, certainty: Certainty = Certainty.CERTAIN,
          status: Status = Status.ASSERTED, future: bool = False, **values: Any) -> ClaimCard:
    told_in = of or report()
    return ClaimCard(
        id, told_in, event, modes, trigger, bare(trigger), actors, recipients, object, place, time,
        values.get("counts", ()), polarity, certainty, status, future, False, said_by or told_in.voice, (), None,
        sentence, VECTOR(trigger), VECTOR(object or ""), VECTOR(sentence))
