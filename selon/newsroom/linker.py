"""Claims become events: what linking works out goes into the database, in the transaction that brings the claims."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from sqlalchemy import Connection

from selon.domain.events import Change, ClaimCard, Evidence, Group, ReportCard
from selon.linking.around import settled
from selon.linking.candidates import MAX_BUCKET
from selon.linking.cards import claim_card, report_card
from selon.linking.copies import copies
from selon.linking.decide import event_id, identify, pair_of
from selon.linking.screen import likely_among
from selon.linking.story import tell
from selon.store import links
from selon.store.nearby import Nearby
from selon.store.rows import Prepared, unpacked
from selon.store.writes import note_changes, serials

CARDS_KEPT = 20_000  # in memory, about 3 kB each: the news of the day is compared again and again
Id = TypeVar("Id", int, str)
Key = TypeVar("Key", int, str)
WORTH_NOTING = ("merged", "split", "gone")


def link_reports(connection: Connection, reports: Sequence[Prepared], *, touched: Collection[str] = (),
                 previous: Mapping[str, str] | None = None) -> None:
    """Finds the events of reports' claims, which are in the database by now without an event.

    `touched` and `previous` as in `regroup_around`.
    """
    links.save_copies(connection, _copies(connection, reports))
    find_links(connection, reports)
    claims = [card.claim_id for one in reports for card in one.cards.claims]
    regroup_around(connection, claims, touched=touched, previous=previous)


def find_links(connection: Connection, reports: Sequence[Prepared]) -> None:
    """Links the claims of reports, which are in the database by now without links."""
    links.save_links(connection, _linked(connection, reports))


def _linked(connection: Connection, reports: Sequence[Prepared]) -> dict[tuple[str, str], Evidence]:
    """The pairs of the reports' claims and others that the machine holds to be about one event."""
    numbers = serials(connection, [card.claim_id for one in reports for card in one.cards.claims])
    asked = {numbers[card.claim_id]: keys.asked for one in reports
             for card, keys in zip(one.cards.claims, one.cards.keys, strict=True)}
    pairs = _pairs(asked, links.candidates(connection, {key for keys in asked.values() for key in keys}, MAX_BUCKET))
    rows = links.cards_by_serial(connection, {number for pair in pairs for number in pair})
    cards = {row.serial: card for row, card in zip(rows, _cards(rows), strict=True)}
    return {pair_of(cards[one].claim_id, cards[other].claim_id): evidence
            for (one, other), evidence in likely_among(cards, pairs).items()}


def _copies(connection: Connection, reports: Sequence[Prepared]) -> set[tuple[str, str]]:
    keys = {one.id: one.cards.copy_keys for one in reports}
    pairs = _pairs(keys, links.like_reports(connection, {key for held in keys.values() for key in held}))
    cards = {id: _report_card(data) for id, data in links.report_cards_of(
        connection, {id for pair in pairs for id in pair}).items()}
    return {(first, second) for first, second in pairs if copies(cards[first], cards[second])}


def _pairs(keys: Mapping[Id, Iterable[Key]], holders: Mapping[Key, Iterable[Id]]) -> set[tuple[Id, Id]]:
    """The pairs of those that ask for keys and of those that hold them, the smaller one first."""
    beside = ((id, set[Id]().union(*(holders.get(key, ()) for key in held))) for id, held in keys.items())
    return {(id, other) if id < other else (other, id) for id, others in beside for other in others if other != id}


def regroup_around(connection: Connection, claim_ids: Collection[str], *, touched: Collection[str] = (),
                   previous: Mapping[str, str] | None = None) -> tuple[Change, ...]:
    """Settles the events of claims that are new, or whose links or verdicts are, and of all that changes with them.

    `touched`: events that lost claims by what happened before. `previous`: events of claims that have none now.
    """
    nearby, before = Nearby(connection), dict(previous or {})
    there = nearby.meet(claim_ids)
    changed = {*touched, *before.values(), *(nearby.events[claim] for claim in there if claim in nearby.events)}
    parts = settled(there | nearby.members(changed), nearby)
    stored = {claim: nearby.events[claim] for part in parts for claim in part if claim in nearby.events}
    before |= stored
    groups, changes = identify(map(Group, parts), before)
    _save_groups(connection, _named_apart(connection, groups, before), stored, changed)
    note_changes(connection, [(f"event {change.kind}", change.event, change.others, change.why)
                              for change in changes if change.kind in WORTH_NOTING])
    return changes


def _named_apart(connection: Connection, groups: Iterable[Group], before: Mapping[str, str]) -> list[Group]:
    """Groups with other ids where an event elsewhere bears theirs: one that a claim began and has left since."""
    fresh = {group.id for group in groups} - set(before.values())
    borne = links.sizes_of(connection, fresh).keys()
    return [replace(group, id=event_id(f"{group.id}\0{group.claims[0]}")) if group.id in borne else group
            for group in groups]


def _save_groups(connection: Connection, groups: Sequence[Group], stored: Mapping[str, str],
                 touched: Collection[str]) -> None:
    """Writes the groups that are not as they are stored (claim to event), and drops events that have no claim left."""
    sizes = links.sizes_of(connection, set(stored.values()))
    fresh = [group for group in groups if sizes.get(group.id) != len(group.claims)
             or any(stored.get(claim) != group.id for claim in group.claims)]
    links.set_members(connection, {claim: group.id for group in fresh for claim in group.claims})
    links.empty_events(connection, {*stored.values(), *touched} - {group.id for group in groups})
    cards = {card.claim_id: card for card in _cards(links.cards_of(
        connection, {claim for group in fresh for claim in group.claims}))}
    links.save_events(connection, [tell(group.id, [cards[claim] for claim in group.claims]) for group in fresh])


# --------------------------------------------------------------------------------------------- cards


def _cards(rows: Iterable[links.PackedCard]) -> list[ClaimCard]:
    return [_claim_card(row.claim, row.report) for row in rows]


@lru_cache(maxsize=CARDS_KEPT)
def _claim_card(claim: bytes, report: bytes) -> ClaimCard:
    return claim_card(unpacked(claim), _report_card(report))


@lru_cache(maxsize=CARDS_KEPT // 4)
def _report_card(data: bytes) -> ReportCard:
    return report_card(unpacked(data))


def cards_of_event(connection: Connection, event_id: str) -> list[ClaimCard]:
    """The cards of an event's claims; none for an event that is not there."""
    return _cards(links.cards_of_events(connection, [event_id]))
