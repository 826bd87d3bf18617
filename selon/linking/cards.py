"""From a coded report to what linking keeps of it, and cards to JSON values and back."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property

from selon.domain.catalog import Catalog, shipped
from selon.domain.events import ClaimCard, Count, Ground, Party, ReportCard, Spot, Voice
from selon.domain.folding import bare, words
from selon.domain.plain import Json, part_writer
from selon.domain.records import (
    Auxiliary,
    Certainty,
    Claim,
    CodedReport,
    Entity,
    EntityKind,
    Number,
    Place,
    Polarity,
    SourceKind,
    Stance,
    Status,
)
from selon.linking.copies import fingerprint
from selon.linking.vectors import WordVectors, word_vectors
from selon.linking.voices import Outlets

NAMES_KEPT = 40
HEAD = 600  # characters of a report that its vector is made of
_TELLING = {EntityKind.PERSON: 2, EntityKind.ORGANISATION: 2, EntityKind.PLACE: 1, EntityKind.STATE: 1}


@dataclass(frozen=True)
class Carder:
    """Makes cards. One Carder serves many reports: outlets and word vectors are read on first use."""

    catalog: Catalog = field(default_factory=shipped)

    @cached_property
    def outlets(self) -> Outlets:
        return Outlets.of(self.catalog)

    @property
    def vectors(self) -> WordVectors:
        return word_vectors(self.catalog.folder)

    def report(self, coded: CodedReport) -> ReportCard:
        """The card of a report. Read it once and give it to `claims`."""
        report = coded.report
        vector = self.vectors.vector(report.text[:HEAD])
        return ReportCard(
            report.id, report.publisher, report.published, report.language, self.outlets.of_report(coded),
            _names(coded), _figures(report.text), fingerprint(report.text), vector, report.title, report.url)

    def claims(self, coded: CodedReport, report: ReportCard) -> tuple[ClaimCard, ...]:
        """Cards of the claims of a report, in its order."""
        vector = cache(self.vectors.vector)  # claims of a report share sentences and words
        return tuple(self._claim(claim, report, vector) for claim in coded.claims)

    def _claim(self, claim: Claim, report: ReportCard, vector: Callable[[str], bytes]) -> ClaimCard:
        innermost = claim.attribution[-1] if claim.attribution else None
        sentence = " ".join(span.text for span in claim.evidence)
        return ClaimCard(
            claim.id, report, claim.event, claim.mode, claim.trigger.text,
            bare(claim.trigger.text), _parties(claim.actor), _parties(claim.recipient),
            claim.object.text if claim.object else None, _spot(claim.place),
            claim.time.value if claim.time else None, tuple(filter(None, map(_count, claim.numbers))),
            claim.polarity, claim.certainty, claim.status, Auxiliary.FUTURE in claim.auxiliary,
            Auxiliary.HISTORICAL in claim.auxiliary, self.outlets.of_claim(claim, report.voice),
            tuple(source.name for source in claim.attribution), innermost.stance if innermost else None,
            sentence, vector(claim.trigger.text), vector(claim.object.text) if claim.object else b"", vector(sentence))


def _parties(entities: Iterable[Entity]) -> tuple[Party, ...]:
    return tuple(Party(e.name, e.kind, e.country, e.sectors, e.id) for e in entities)


def _spot(place: Place | None) -> Spot | None:
    return Spot(place.name, place.country, place.lat, place.lon, place.precision) if place else None


def _count(number: Number) -> Count | None:
    """A number with its bounds; None where the report gives none ("dozens" has bounds and no value)."""
    known = [value for value in (number.low, number.value, number.high) if value is not None]
    if not known:
        return None
    best = number.value if number.value is not None else known[0]
    return Count(number.what, number.text, min(known), best, max(known), number.unit)


def _names(coded: CodedReport) -> tuple[str, ...]:
    """Who and where a report is about, the most often named first; states by their code."""
    seen: Counter[str] = Counter()
    for entity in coded.entities:
        if entity.kind is EntityKind.STATE and entity.country:
            seen[entity.country] += 1
        elif entity.kind in _TELLING and entity.name[:1].isupper():
            seen[entity.name] += _TELLING[entity.kind]
    return tuple(name for name, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0]))[:NAMES_KEPT])


def _figures(text: str) -> tuple[str, ...]:
    """Numbers of two and more digits, which seldom agree by chance."""
    return tuple(sorted({word for word in words(text) if word.isdigit() and len(word) > 1}))[:NAMES_KEPT]


# --------------------------------------------------------------------------------------------- JSON

def to_json(card: ReportCard | ClaimCard) -> Json:
    """A card as JSON values. That of a claim leaves out its report, which is stored once."""
    return _report_values(card) if isinstance(card, ReportCard) else _claim_values(card)


_report_values, _claim_values = part_writer(ReportCard, ""), part_writer(ClaimCard, "report")


def report_card(values: Json) -> ReportCard:
    """The card of a report from its JSON values."""
    return ReportCard(**{**values, "voice": _voice(values["voice"]), "names": tuple(values["names"]),
                         "numbers": tuple(values["numbers"]), "fingerprint": tuple(values["fingerprint"]),
                         "vector": base64.b64decode(values["vector"])})


def claim_card(values: Json, report: ReportCard) -> ClaimCard:
    """The card of a claim from its JSON values and the card of its report."""
    place, stance = values["place"], values["stance"]
    return ClaimCard(**{
        **values, "report": report, "modes": tuple(values["modes"]), "actors": _party_list(values["actors"]),
        "recipients": _party_list(values["recipients"]), "place": Spot(**place) if place else None,
        "counts": tuple(Count(**count) for count in values["counts"]), "polarity": Polarity(values["polarity"]),
        "certainty": Certainty(values["certainty"]), "status": Status(values["status"]),
        "voice": _voice(values["voice"]), "chain": tuple(values["chain"]),
        "trigger_vector": base64.b64decode(values["trigger_vector"]),
        "object_vector": base64.b64decode(values["object_vector"]),
        "sentence_vector": base64.b64decode(values["sentence_vector"]), "stance": Stance(stance) if stance else None})


def _voice(values: Json) -> Voice:
    kind = values["kind"]
    return Voice(**{**values, "ground": Ground(values["ground"]), "kind": SourceKind(kind) if kind else None})


def _party_list(values: list[Json]) -> tuple[Party, ...]:
    return tuple(Party(**{**one, "kind": EntityKind(one["kind"]), "sectors": tuple(one["sectors"])}) for one in values)
