"""People decide on claims and events: what they decide is kept, laid over what the machine says, and linked anew.

Each decision is one transaction. Whoever decides says what they saw; where that has changed meanwhile, nothing is
written and they are told.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine

from selon.domain.catalog import Catalog, shipped
from selon.domain.errors import BadReview, NotStored, ReviewConflict
from selon.domain.events import Change, Decision, Verdict
from selon.domain.plain import from_plain, plain
from selon.domain.records import Claim, Report
from selon.domain.reviews import (
    FIELDS,
    Act,
    Agreement,
    Review,
    Verdicts,
    agreements,
    effective,
    is_rejected,
    standing,
)
from selon.linking.cards import report_card
from selon.newsroom.linker import find_links, regroup_around
from selon.newsroom.overlay import laid_over, prepared_claims
from selon.newsroom.review_values import blank_claim, checked_claim
from selon.store import links, queries, reviews
from selon.store.engines import reading, writing
from selon.store.found import FoundClaim
from selon.store.queries import Filter, Page
from selon.store.reports import report_of
from selon.store.reviews import Original, PairDecision
from selon.store.rows import unpacked
from selon.store.writes import events_of_reports, now, put_claims, take_out_claim

MOST_DOUBTS = 6
QUEUE_STEP = 200  # claims looked at together while the queue passes over those that are decided


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim as a reviewer sees it."""

    claim_id: str
    report: Report
    event_id: str | None
    claim: Claim | None  # as it stands; None: rejected, or an addition that was taken back
    machine: Claim | None  # as the machine says, or said last; None: it never found it
    is_found: bool  # the machine finds it now
    entries: tuple[Review, ...]  # all, the first one first
    version: str  # what a decision must name to show that it was made on this

    @property
    def is_rejected(self) -> bool:
        """Whether the claim stands as rejected."""
        return is_rejected(standing(self.entries))

    @property
    def standing(self) -> tuple[Review, ...]:
        return standing(self.entries)


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decides on a claim."""

    act: Act
    by: str
    note: str = ""
    changes: Mapping[str, Any] | None = None  # of a correction: field and JSON value
    seen: str | None = None  # `Seen.version`; None: whatever it is now


class Reviews:
    """The reviewing of a database that is opened."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @cached_property
    def catalog(self) -> Catalog:
        return shipped()

    # ---------------------------------------------------------------------------------- one claim

    def look(self, claim_id: str) -> Seen:
        """A claim with all that was decided on it. Raises NotStored."""
        with reading(self.engine) as connection:
            return _seen(connection, claim_id)

    def report(self, report_id: str) -> Report:
        """A report with its text. Raises NotStored."""
        with reading(self.engine) as connection:
            return report_of(connection, report_id)

    def decide(self, claim_id: str, decided: Decided) -> tuple[Review, ...]:
        """Accepts, corrects or rejects a claim. Raises NotStored, ReviewConflict and BadReview."""
        with writing(self.engine) as connection:
            seen = _unchanged(_seen(connection, claim_id), decided.seen)
            entries = self._entries(seen, decided)
            _keep_original(connection, seen)
            reviews.save_reviews(connection, entries)
            _settle(connection, seen)
        return entries

    def _entries(self, seen: Seen, decided: Decided) -> tuple[Review, ...]:
        match decided.act:
            case Act.ACCEPT:
                if seen.claim is None and seen.machine is None:
                    raise BadReview("there is no claim to accept: its addition was taken back")
                return (_entry(seen, decided, new=plain(seen.machine)),)
            case Act.REJECT:
                return (_entry(seen, decided, old=plain(seen.claim)),)
            case Act.CORRECT:
                return self._corrections(seen, decided)
        raise BadReview(f"{decided.act} is no decision on a claim that is there")

    def _corrections(self, seen: Seen, decided: Decided) -> tuple[Review, ...]:
        """An entry for each field that has another value now."""
        if seen.claim is None:
            raise BadReview("the claim is rejected; take that back before it is corrected")
        before = plain(seen.claim)
        changes = {field: value for field, value in (decided.changes or {}).items() if before.get(field) != value}
        if unknown := changes.keys() - set(FIELDS):
            raise BadReview(f"{', '.join(sorted(unknown))} cannot be corrected; only {', '.join(FIELDS)} can")
        if not changes:
            raise BadReview("no field has another value than before; accept the claim instead")
        claim = checked_claim({**before, **changes}, seen.report.text, self.catalog)
        values = plain(claim)
        together = new_id()
        return tuple(replace(_entry(seen, decided, old=before[field], new=values[field]), field=field,
                             together=together) for field in FIELDS if field in changes)

    def add(self, report_id: str, values: Mapping[str, Any], *, by: str, note: str = "") -> Review:
        """Adds a claim that the machine missed; `values` holds `event`, `start` and `end` of the trigger, and fields.

        Raises NotStored and BadReview, also where the claim is there.
        """
        with writing(self.engine) as connection:
            report = report_of(connection, report_id)
            claim = self._new_claim(report, values)
            if reviews.claim_row(connection, claim.id) or reviews.reviews_of_claim(connection, claim.id):
                raise BadReview(f"there is a claim of this type on these words: {claim.id}; correct it instead",
                                field="trigger")
            seen = Seen(claim.id, report, None, None, None, False, (), "")
            entry = _entry(seen, Decided(Act.ADD, by, note), new=plain(claim))
            _keep_original(connection, seen)
            reviews.save_reviews(connection, [entry])
            _settle(connection, seen)
        return entry

    def _new_claim(self, report: Report, values: Mapping[str, Any]) -> Claim:
        event, start, end = values.get("event"), values.get("start"), values.get("end")
        if not isinstance(event, str) or not isinstance(start, int) or not isinstance(end, int):
            raise BadReview("a new claim needs a type, and the start and end of its trigger", field="trigger")
        blank = blank_claim(report.id, report.text, event, start, end)
        given = {field: value for field, value in values.items() if field in FIELDS and field != "trigger"}
        made = {**blank, **given}
        checked_claim(made, report.text, self.catalog)
        whole = laid_over(made, [Review("", "", blank["id"], report.id, Act.CORRECT, field, None, value, "", "", "")
                                 for field, value in given.items()])
        return from_plain(Claim, {**(whole or made), "why": [["event", "added by a reviewer"]]})

    def undo(self, together: str, *, by: str, note: str = "") -> tuple[Review, ...]:
        """Takes a decision back, all its entries that stand, or one entry by its id; also an earlier taking back.

        Raises NotStored where there is no such decision, BadReview where all of it is taken back.
        """
        with writing(self.engine) as connection:
            found = reviews.reviews_together(connection, together) or reviews.review_of_id(connection, together)
            if not found:
                raise NotStored("decision", together)
            seen = _seen(connection, found[0].claim_id)
            counted = {entry.id for entry in effective(seen.entries)}
            meant = [entry for entry in found if entry.id in counted]
            if not meant:
                raise BadReview("this has been taken back before")
            group = new_id()
            entries = [replace(_entry(seen, Decided(Act.UNDO, by, note), old=entry.new, new=entry.old),
                               together=group, field=entry.field, undoes=entry.id) for entry in meant]
            reviews.save_reviews(connection, entries)
            _settle(connection, seen)
        return tuple(entries)

    def undo_last(self, *, by: str) -> tuple[Review, ...]:
        """Takes back a reviewer's own last decision on a claim. Raises BadReview where there is none."""
        with reading(self.engine) as connection:
            last = reviews.last_by(connection, by)
        if last is None:
            raise BadReview(f"{by} has decided nothing that could be taken back")
        return self.undo(last.together, by=by)

    # ------------------------------------------------------------------------------------- events

    def merge(self, event_id: str, other_id: str, *, by: str, why: str = "") -> tuple[Change, ...]:
        """Says that two events are one; earlier verdicts between their claims that say otherwise count no more."""
        with writing(self.engine) as connection:
            first, second = _members(connection, event_id), _members(connection, other_id)
            if event_id == other_id:
                raise BadReview("these are one event already")
            hub, *rest = [*first, *second]
            apart = [one for one in links.decisions_on(connection, first) if one.verdict is Verdict.DIFFERENT
                     and {one.first, one.second} <= {*first, *second}]
            verdicts = [*(replace(one, verdict=Verdict.UNDECIDED, by=by, why=why) for one in apart),
                        *(_verdict(hub, claim, Verdict.SAME, by, why) for claim in rest)]
            links.save_decisions(connection, verdicts, new_id())
            return regroup_around(connection, [*first, *second])

    def split(self, claim_ids: Collection[str], *, by: str, why: str = "") -> tuple[Change, ...]:
        """Says that claims of one event are another event, together. Raises BadReview where none would stay."""
        with writing(self.engine) as connection:
            homes = links.homes_of(connection, claim_ids)
            if missing := sorted(set(claim_ids) - homes.keys()):
                raise NotStored("claim", missing[0])
            if len(set(homes.values())) != 1:
                raise BadReview("claims that are split off must be of one event")
            members = _members(connection, next(iter(homes.values())))
            gone, stay = sorted(homes), [claim for claim in members if claim not in homes]
            if not stay:
                raise BadReview("one claim at least must stay in the event")
            # Claims that a person had put together over one that goes now must not fall apart for that.
            is_merged = any(one.verdict is Verdict.SAME and len({one.first, one.second} & homes.keys()) == 1
                            and {one.first, one.second} <= set(members) for one in links.decisions_on(connection, gone))
            verdicts = [*(_verdict(gone[0], claim, Verdict.SAME, by, why) for claim in gone[1:]),
                        *(_verdict(stay[0], claim, Verdict.SAME, by, why) for claim in stay[1:] if is_merged),
                        *(_verdict(claim, other, Verdict.DIFFERENT, by, why) for claim in gone for other in stay)]
            links.save_decisions(connection, verdicts, new_id())
            return regroup_around(connection, members)

    def undo_pairs(self, together: str, *, by: str, why: str = "") -> tuple[Change, ...]:
        """Takes a merge or a split back: what was decided on the pairs before counts again, else the machine's scores.

        Raises NotStored, and BadReview where later decisions have overtaken all of it.
        """
        with writing(self.engine) as connection:
            meant = reviews.pairs_together(connection, together)
            if not meant:
                raise NotStored("decision", together)
            pairs = {(one.first, one.second) for one in meant}
            on_claims = reviews.pair_decisions(connection, {first for first, _ in pairs})
            before = _verdicts_before([one for one in on_claims if (one.first, one.second) in pairs], together)
            if not before:
                raise BadReview("this has been taken back, or later decisions have overtaken it")
            undone = new_id()
            for (first, second), earlier in sorted(before.items()):
                verdict = earlier.verdict if earlier else Verdict.UNDECIDED
                links.save_decisions(connection, [Decision(first, second, verdict, by, why)],
                                     earlier.together if earlier else undone)
            return regroup_around(connection, links.existing(connection, {id for pair in pairs for id in pair}))

    def event_history(self, event_id: str) -> list[PairDecision]:
        """What people decided on which claims an event has, the first entry first."""
        with reading(self.engine) as connection:
            return reviews.pair_decisions(connection, links.members_of(connection, [event_id]))

    # --------------------------------------------------------------------------------- what to look at

    def queue(self, asked: Filter | None = None, *, by: str, limit: int = 50, is_second_look: bool = False,
              ) -> list[FoundClaim]:
        """Claims that wait for a reviewer, those with most reasons for doubt first, the newest of them first.

        What anybody has decided on is left out; with `is_second_look` only what this reviewer has, so that two
        decide on the same claims.
        """
        with reading(self.engine) as connection:
            whose = by if is_second_look else None
            waiting = (id for part in self._by_doubt(connection, asked or Filter())
                       for done in [reviews.reviewed_among(connection, part, by=whose)]
                       for id in part if id not in done)
            return list(queries.claims_by_id(connection, list(islice(waiting, limit))))

    def _by_doubt(self, connection: Connection, asked: Filter) -> Iterator[list[str]]:
        for doubts in range(MOST_DOUBTS, -1, -1):
            after = None
            while True:
                page = Page(limit=QUEUE_STEP, after=after)
                found = queries.claim_ids(connection, replace(asked, doubts=doubts), page)
                yield found
                if len(found) < QUEUE_STEP:
                    break
                after = found[-1]

    def entries(self, *, by: str | None = None, claim_id: str | None = None) -> list[Review]:
        """All entries, of one reviewer or on one claim or all, the first one first."""
        with reading(self.engine) as connection:
            return list(reviews.all_reviews(connection, by=by, claim_id=claim_id))

    def agreement(self) -> tuple[Agreement, ...]:
        """How far reviewers say the same on the claims that two or more decided on."""
        return agreements(self.verdicts())

    def verdicts(self) -> list[Verdicts]:
        """What each reviewer says of each claim, for agreement: their own entries over what the machine says."""
        with reading(self.engine) as connection:
            by_claim: dict[str, list[Review]] = {}
            for entry in reviews.all_reviews(connection):
                by_claim.setdefault(entry.claim_id, []).append(entry)
            said = reviews.originals_of(connection, by_claim.keys())
        found = []
        for claim, entries in by_claim.items():
            machine = said[claim].record if claim in said else None
            for reviewer in sorted({entry.by for entry in entries}):
                own = [entry for entry in entries if entry.by == reviewer]
                if standing(own):
                    found.append(Verdicts.of(claim, reviewer, standing(own), laid_over(machine, own)))
        return found


# ------------------------------------------------------------------------------------------- helpers


def new_id() -> str:
    """An id that no other database gives."""
    return uuid.uuid4().hex[:20]


def _entry(seen: Seen, decided: Decided, *, old: Any = None, new: Any = None) -> Review:
    return Review(new_id(), new_id(), seen.claim_id, seen.report.id, decided.act, None, old, new, decided.note,
                  decided.by, now())


def _verdict(one: str, other: str, verdict: Verdict, by: str, why: str) -> Decision:
    return Decision(min(one, other), max(one, other), verdict, by, why)


def _verdicts_before(entries: Sequence[PairDecision], together: str) -> dict[tuple[str, str], PairDecision | None]:
    """For the pairs whose last verdict a decision gave: the one that counted before it, None for none."""
    by_pair: dict[tuple[str, str], list[PairDecision]] = {}
    for entry in entries:
        by_pair.setdefault((entry.first, entry.second), []).append(entry)
    return {pair: _before(given, together) for pair, given in by_pair.items()
            if given[-1].together == together and given[-1].verdict is not Verdict.UNDECIDED}


def _before(given: Sequence[PairDecision], together: str) -> PairDecision | None:
    """The entry before a decision's first: later ones of its name restored it."""
    first = next(number for number, entry in enumerate(given) if entry.together == together)
    return given[first - 1] if first else None


def standing_pairs(entries: Sequence[PairDecision]) -> set[str]:
    """The merges and splits of which a verdict still counts, of all entries on some pairs."""
    last = {(entry.first, entry.second): entry for entry in entries}
    return {entry.together for entry in last.values() if entry.together and entry.verdict is not Verdict.UNDECIDED}


def _members(connection: Connection, event_id: str) -> list[str]:
    members = sorted(links.members_of(connection, [event_id]))
    if not members:
        raise NotStored("event", event_id)
    return members


def _seen(connection: Connection, claim_id: str) -> Seen:
    """A claim as it stands and how it came about. Raises NotStored."""
    entries = reviews.reviews_of_claim(connection, claim_id)
    row = reviews.claim_row(connection, claim_id)
    original = reviews.originals_of(connection, [claim_id]).get(claim_id)
    report_id = row["report_id"] if row else original.report_id if original else None
    if report_id is None:
        raise NotStored("claim", claim_id)
    record = row["record"] if row else None
    machine = original.record if original else record
    return Seen(
        claim_id, report_of(connection, report_id), row["event_id"] if row else None,
        from_plain(Claim, record) if record else None, from_plain(Claim, machine) if machine else None,
        original.found if original else True, tuple(entries), reviews.version_of(record, entries))


def _unchanged(seen: Seen, version: str | None) -> Seen:
    """Raises ReviewConflict where the claim is not what the reviewer saw."""
    if version is not None and version != seen.version:
        last = seen.entries[-1] if seen.entries else None
        raise ReviewConflict(seen.claim_id, last.by if last else None, last.at if last else None)
    return seen


def _keep_original(connection: Connection, seen: Seen) -> None:
    """Keeps what the machine says before the first decision is laid over it."""
    if reviews.originals_of(connection, [seen.claim_id]):
        return
    row = reviews.claim_row(connection, seen.claim_id)
    position = row["position"] if row else reviews.next_position(connection, seen.report.id)
    reviews.save_originals(connection, [Original(
        seen.claim_id, seen.report.id, position, row is not None, row["record"] if row else None)])


def _settle(connection: Connection, seen: Seen) -> None:
    settle(connection, seen.report.id, seen.claim_id)


def settle(connection: Connection, report_id: str, claim_id: str) -> None:
    """Brings a claim's rows to what the machine and the entries on it say, and its events to what that makes of them.
    """
    entries = reviews.reviews_of_claim(connection, claim_id)
    original = reviews.originals_of(connection, [claim_id])[claim_id]
    is_known = original.found or bool(standing(entries))
    target = laid_over(original.record if is_known else None, entries)
    row = reviews.claim_row(connection, claim_id)
    card = links.report_cards_of(connection, [report_id]).get(report_id)
    if card is None:
        raise BadReview("its report has newer text at the same address; decide on the claims of that one")
    if (row["record"] if row else None) == target:
        return
    home = {claim_id: str(row["event_id"])} if row and row["event_id"] else {}
    take_out_claim(connection, claim_id)
    if target is not None:
        made = prepared_claims(report_card(unpacked(card)), card, [from_plain(Claim, target)])
        made = replace(made, claims=tuple({**one, "position": original.position} for one in made.claims))
        put_claims(connection, [made])
        find_links(connection, [made])
    # Other claims of the report can have been, or can be now, a likelier counterpart of what this one is linked to.
    others = events_of_reports(connection, [report_id]).keys()
    regroup_around(connection, {claim_id, *others}, touched=set(home.values()), previous=home if target else None)

