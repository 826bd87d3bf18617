"""Decisions leave a database as gold, in the JSON of the codebook, and come into another one.

A line is a report. Its claims are those that people decided on, as decided; the others are marked `optional`, so that
a score takes them neither for right nor for wrong. `reviews`, `originals` and `pairs` carry the decisions themselves,
which scoring does not look at and `import_reviews` reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, select

from selon.domain.catalog import shipped
from selon.domain.errors import BadEntries, BadReview, NotStored
from selon.domain.events import Decision, Verdict
from selon.domain.plain import Json, plain
from selon.domain.records import Report
from selon.domain.reviews import FIELDS, Act, Review, standing
from selon.newsroom.linker import regroup_around
from selon.newsroom.overlay import laid_over
from selon.newsroom.review_values import checked_claim
from selon.newsroom.reviewing import settle
from selon.store import links, reviews
from selon.store.engines import reading, writing
from selon.store.reports import report_of
from selon.store.reviews import Original, PairDecision
from selon.store.schema import claims
from selon.store.writes import in_chunks

_PAIR = ("first", "second", "verdict", "by", "why", "at", "together")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the decisions of a file."""

    new: int  # on claims
    known: int
    pairs: int  # new verdicts on two claims
    waiting: int  # reports that the database does not hold: their decisions count when they are added


# -------------------------------------------------------------------------------------------- out


def exported(engine: Engine) -> Iterator[Json]:
    """A record for each report that people decided on, in the order of their ids."""
    with reading(engine) as connection:
        pairs = reviews.all_pair_decisions(connection)
        homes = _homes(connection, {one.first for one in pairs})
        ids = sorted({*reviews.reviewed_reports(connection), *homes.values()})
        for id in ids:
            try:
                report = report_of(connection, id)
            except NotStored:
                continue  # decisions that came from elsewhere, for a report that has not
            yield _gold(connection, report, [one for one in pairs if homes.get(one.first) == id])


def _homes(connection: Connection, claim_ids: Iterable[str]) -> dict[str, str]:
    return {id: report for chunk in in_chunks(sorted(claim_ids)) for id, report in connection.execute(
        select(claims.c.id, claims.c.report_id).where(claims.c.id.in_(chunk)))}


def _gold(connection: Connection, report: Report, pairs: Sequence[PairDecision]) -> Json:
    entries = reviews.reviews_of_reports(connection, [report.id]).get(report.id, {})
    said = reviews.originals_of(connection, entries.keys())
    current = {row.id: row for row in connection.execute(
        select(claims.c.id, claims.c.event_id, claims.c.record).where(claims.c.report_id == report.id))}
    found = [{**row.record, "event_key": row.event_id, "optional": True} for id, row in current.items()
             if not standing(entries.get(id, ()))]
    for id, on_claim in entries.items():
        if not standing(on_claim):
            continue
        claim = laid_over(said[id].record if id in said else None, on_claim)
        if claim is not None:
            found.append({**claim, "event_key": current[id].event_id if id in current else None})
    found.sort(key=lambda claim: (claim["trigger"]["start"], claim["trigger"]["end"], claim["id"]))
    return {
        **{name: plain(getattr(report, name)) for name in (
            "id", "url", "publisher", "title", "published", "authors", "agency", "language", "text")},
        "claims": found,
        "reviews": [plain(entry) for on_claim in entries.values() for entry in on_claim],
        "originals": [plain(one) for one in said.values()],
        "pairs": [{name: plain(getattr(one, name)) for name in _PAIR} for one in pairs]}


# --------------------------------------------------------------------------------------------- in


def import_reviews(engine: Engine, records: Iterable[Json]) -> Imported:
    """Adds the decisions of exported records; those that are there are left alone. All of it or nothing.

    Raises BadEntries for records that hold no decisions, or claims that nobody could have decided on; StoreError.
    """
    read = list(_read(records))
    with writing(engine) as connection:
        outcome = [_import(connection, *one) for one in read]
    return Imported(*(sum(column) for column in zip(*outcome, strict=True))) if outcome else Imported(0, 0, 0, 0)


def _read(records: Iterable[Json]) -> Iterator[tuple[str, list[Review], list[Original], list[Json]]]:
    bad: list[str] = []
    for number, record in enumerate(records, 1):
        try:
            entries = [Review(**{**one, "act": Act(one["act"])}) for one in record["reviews"]]
            originals = [Original(**one) for one in record["originals"]]
            pairs = [{**{name: one[name] for name in _PAIR}, "verdict": Verdict(one["verdict"])}
                     for one in record["pairs"]]
            _check(record["text"] if entries else "", entries, originals)
            yield str(record["id"]), entries, originals, pairs
        except BadReview as error:
            bad.append(f"line {number}: {error}")
        except (KeyError, TypeError, ValueError) as error:
            bad.append(f"line {number}: {type(error).__name__}: {error}")
    if bad:
        raise BadEntries("these lines hold no decisions that selon reviews export wrote", bad)


def _check(text: str, entries: Sequence[Review], originals: Sequence[Original]) -> None:
    """Sees that each claim, as decided, is one that the form for reviewers would have taken. Raises BadReview."""
    said = {one.claim_id: one.record for one in originals}
    by_claim: dict[str, list[Review]] = {}
    for entry in entries:
        if entry.act is Act.CORRECT and entry.field not in FIELDS:
            raise BadReview(f"{entry.field!r} is no field that can be corrected", field=entry.field)
        datetime.strptime(entry.at, "%Y-%m-%dT%H:%M:%SZ")
        by_claim.setdefault(entry.claim_id, []).append(entry)
    for claim_id, on_claim in by_claim.items():
        if (claim := laid_over(said.get(claim_id), on_claim)) is not None:
            checked_claim(claim, text, shipped())


def _import(connection: Connection, report_id: str, entries: Sequence[Review], originals: Sequence[Original],
            pairs: Sequence[Json]) -> tuple[int, int, int, int]:
    known = reviews.known_reviews(connection, [entry.id for entry in entries])
    new = [entry for entry in entries if entry.id not in known]
    # What the machine says here comes first; what it said elsewhere serves where it does not find the claim.
    touched = {entry.claim_id for entry in new}
    held = reviews.originals_of(connection, touched)
    reviews.save_originals(connection, [
        _here(connection, one) for one in originals if one.claim_id in touched and one.claim_id not in held])
    reviews.save_reviews(connection, new)
    is_here = bool(links.report_cards_of(connection, [report_id]))
    for claim_id in sorted(touched) if is_here else ():
        settle(connection, report_id, claim_id)
    return len(new), len(known), _import_pairs(connection, pairs), int(not is_here and bool(new))


def _here(connection: Connection, one: Original) -> Original:
    row = reviews.claim_row(connection, one.claim_id)
    if row is None:
        return Original(one.claim_id, one.report_id, one.position, False, one.record)
    return Original(one.claim_id, one.report_id, row["position"], True, row["record"])


def _import_pairs(connection: Connection, pairs: Sequence[Json]) -> int:
    ids = {pair[end] for pair in pairs for end in ("first", "second")}
    held = {tuple(plain(getattr(one, name)) for name in _PAIR) for one in reviews.pair_decisions(connection, ids)}
    new = [pair for pair in pairs if tuple(plain(pair[name]) for name in _PAIR) not in held]
    for pair in new:
        decision = Decision(pair["first"], pair["second"], pair["verdict"], pair["by"], pair["why"])
        links.save_decisions(connection, [decision], pair["together"], at=pair["at"])
    there = links.existing(connection, {pair[end] for pair in new for end in ("first", "second")})
    if there:
        regroup_around(connection, there)
    return len(new)


def flat(entry: Review) -> dict[str, Any]:
    """An entry as a row of a table."""
    return {name: plain(getattr(entry, name)) for name in (
        "at", "by", "act", "claim_id", "field", "old", "new", "note", "id", "together", "undoes", "report_id")}
