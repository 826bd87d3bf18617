"""What people decided is laid over what the machine says: here, and nowhere else, the two become one claim."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from selon.claims.certainty import status_of
from selon.domain.events import ReportCard
from selon.domain.plain import Json, from_plain
from selon.domain.records import Claim, CodedReport, Judgement, Report
from selon.domain.reviews import Act, Review, base, corrections, is_rejected, standing
from selon.linking.candidates import keys
from selon.linking.cards import Carder, to_json
from selon.store.reviews import Original, originals_of, reviews_of_reports, save_originals
from selon.store.rows import Cards, Prepared, packed, prepared

_CARDER = Carder()  # reads outlets and word vectors on first use; the same for everything of this process
_JUDGING = ("polarity", "certainty", "auxiliary", "attribution")



def laid_over(machine: Json | None, entries: Sequence[Review]) -> Json | None:
    """A claim as it stands, as JSON: what the machine says under the entries that stand.

    None for a claim that is rejected, and for one that neither the machine nor anybody else finds.
    `entries` are all on the claim. A claim that is accepted, or corrected, stays as it was then where the machine
    does not find it any more (its caller gives the machine's last word).
    """
    counted = standing(entries)
    claim = base(counted, machine)
    if claim is None or is_rejected(counted):
        return None
    changed = corrections(counted)
    if not changed:
        return dict(claim)
    return _with_status({**claim, **changed, "why": _why(claim, counted)}, changed)


def _with_status(claim: Json, changed: Mapping[str, object]) -> Json:
    """The status follows from the fields that it sums up."""
    if not any(field in changed for field in _JUDGING):
        return claim
    read = from_plain(Claim, claim)
    judgement = Judgement(read.certainty, read.polarity, read.auxiliary)
    return {**claim, "status": str(status_of(judgement, read.attribution))}


def _why(claim: Json, counted: Iterable[Review]) -> list[list[str]]:
    """How the claim came about: a corrected field was set by whoever corrected it last."""
    by = {entry.field: entry.by for entry in counted if entry.act is Act.CORRECT}
    return [[field, words] for field, words in claim["why"] if field not in by] + [
        [str(field), f"corrected by {who}"] for field, who in by.items()]


# ---------------------------------------------------------------------------------- reports coded anew


def reviewed(connection: Connection, reports: Sequence[Prepared]) -> list[Prepared]:
    """Reports as a coder has just coded them, with all that people decided on their claims laid over."""
    entries = reviews_of_reports(connection, [one.id for one in reports])
    return [_reviewed(connection, one, entries[one.id]) if one.id in entries else one for one in reports]


def _reviewed(connection: Connection, report: Prepared, entries: Mapping[str, Sequence[Review]]) -> Prepared:
    machine: dict[str, Json] = {row["id"]: json.loads(row["record"]) for row in report.claims}
    positions = {row["id"]: row["position"] for row in report.claims}
    said = _said_last(connection, report.id, machine, positions, entries)
    claims = {id: laid_over(record, entries.get(id, ())) for id, record in machine.items()}
    for id in sorted(said.keys() - machine.keys(), key=lambda id: (said[id].position, id)):
        counted = standing(entries[id])
        claims[id] = laid_over(said[id].record, entries[id]) if counted else None
    decided = {_place(claim) for id, claim in claims.items() if claim and id in entries}
    # A coder that has learnt what a person corrected finds the claim under another id: once is enough.
    kept = {id: claim for id, claim in claims.items()
            if claim and (id in entries or _place(claim) not in decided)}
    places = {**{id: one.position for id, one in said.items()}, **positions}
    return with_claims(report, [(places[id], from_plain(Claim, claim)) for id, claim in kept.items()])


def _place(claim: Json) -> tuple[int, int, str]:
    return claim["trigger"]["start"], claim["trigger"]["end"], claim["event"]


def _said_last(connection: Connection, report_id: str, machine: Mapping[str, Json], positions: Mapping[str, int],
               entries: Mapping[str, Sequence[Review]]) -> dict[str, Original]:
    """What the machine says, or said last, of the claims that were decided on; it is kept."""
    known = originals_of(connection, entries.keys())
    behind = len(machine)
    found: dict[str, Original] = {}
    for id in entries:
        if id in machine:
            found[id] = Original(id, report_id, positions[id], True, machine[id])
        else:
            found[id] = Original(id, report_id, behind, False, known[id].record if id in known else None)
            behind += 1
    save_originals(connection, found.values())
    return found


def with_claims(report: Prepared, placed: Sequence[tuple[int, Claim]]) -> Prepared:
    """A report that is ready for the database, with other claims, each with its position."""
    made = prepared_claims(report.cards.report, report.cards.packed_report, [claim for _, claim in placed])
    return replace(
        made, report=report.report, text=report.text, coder=report.coder,
        claims=tuple({**row, "position": position}
                     for row, (position, _) in zip(made.claims, placed, strict=True)),
        cards=replace(made.cards, copy_keys=report.cards.copy_keys))


def prepared_claims(card: ReportCard, packed_card: bytes, claims: Sequence[Claim]) -> Prepared:
    """Claims of a report that is in the database, ready for it; without what is stored of the report itself."""
    report = Report(card.id, "", card.language, card.url, card.publisher, card.title, card.published)
    coded = CodedReport(report, tuple(claims), (), (), (), (), (), None)
    cards = _CARDER.claims(coded, card)
    return prepared(coded, Cards(
        card, cards, packed_card, tuple(packed(to_json(one)) for one in cards),
        tuple(map(keys, cards)), ()))
