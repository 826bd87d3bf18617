"""An event told: who says so, how many of them lean on nobody else, and what they disagree on (codebook, section 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from selon.domain.events import (
    Account,
    ClaimCard,
    Count,
    Disagreement,
    EventStatus,
    EventStory,
    Ground,
    OriginBranch,
    Party,
    ReportCard,
    Spot,
    Telling,
    Voice,
)
from selon.domain.records import Certainty, Polarity, Status
from selon.linking.copies import COPIED_SHARE, runs_shared
from selon.linking.days import days_of, narrow
from selon.linking.features import other_place
from selon.linking.forest import Forest

_AFFIRMING = frozenset({Status.ASSERTED, Status.REPORTED})
# Grounds of a report's voice, the strongest first: among copies, the one that credits an agency names the origin.
_STRENGTH = (Ground.CREDIT, Ground.CITES, Ground.PUBLISHER)
# What a report tells without a date is some weeks old at most.
NEWS_DAYS = 45
# Two numbers conflict when their ranges lie apart by more than this share of the greater: "about 300" is 310.
ROUNDING = 0.1
_NO_TOLL = frozenset({"duration", "age", "ordinal"})


def tell(event_id: str, cards: Iterable[ClaimCard]) -> EventStory:
    """The story of an event from the cards of its claims, in whatever order they come."""
    told = sorted(cards, key=lambda card: (card.report.published or "9", card.report.id, card.claim_id))
    voices = origins_of(told)
    branches = _branches(told, voices)
    disagreements = tuple(_disagreements(told, voices))
    status, why = _status(branches, disagreements)
    types = Counter(card.event for card in told)
    return EventStory(
        event_id, _commonest(types), tuple(sorted(types)), _title(told),
        _most_named(told, lambda card: card.actors), _most_named(told, lambda card: card.recipients),
        _place(told), _time(told), len({card.report.id for card in told}), branches, status, why, disagreements,
        tuple(sorted(card.claim_id for card in told)))


# ------------------------------------------------------------------------------------------ origins


def origins_of(cards: Sequence[ClaimCard]) -> dict[str, Voice]:
    """The origin of each claim, by claim id, once copies among the reports are seen.

    What a report says in its own voice, or in the voice of an agency, belongs to the origin of the report that it
    copies. What it attributes to a source stays with that source.
    """
    reports = sorted({card.report.id: card.report for card in cards}.values(), key=lambda report: report.id)
    leads = _copied(reports)
    return {card.claim_id: _origin(card, leads.get(card.report.id)) for card in cards}


def _origin(card: ClaimCard, lead: tuple[Voice, str] | None) -> Voice:
    if lead is None:
        return card.voice
    voice, why = lead
    own = card.report.voice.key
    if card.voice.key == own:
        return replace(voice, ground=Ground.COPY, why=why) if voice.key != own else card.voice
    if card.voice.key.endswith(f"@{own}"):
        return replace(card.voice, key=f"{card.voice.key.removesuffix(own)}{voice.key}", why=why)
    return card.voice


def _copied(reports: Sequence[ReportCard]) -> dict[str, tuple[Voice, str]]:
    """For each report that is a near copy of another: the voice of the group, and why."""
    forest = Forest.of(report.id for report in reports)
    share: dict[str, tuple[float, str]] = {}
    for one, other in combinations(reports, 2):
        value = runs_shared(one, other)
        if value >= COPIED_SHARE:
            forest.join(one.id, other.id)
            for report, twin in ((one, other), (other, one)):
                share[report.id] = max(share.get(report.id, (0.0, "")), (value, twin.publisher or twin.id))
    leads: dict[str, Voice] = {}
    for report in sorted(reports, key=_precedence):
        leads.setdefault(forest.root(report.id), report.voice)
    return {id: (leads[forest.root(id)], f"{value:.0%} of its word runs stand in that of {twin}")
            for id, (value, twin) in share.items()}


def _precedence(report: ReportCard) -> tuple[int, str, str]:
    ground = report.voice.ground
    return _STRENGTH.index(ground) if ground in _STRENGTH else len(_STRENGTH), report.published or "9", report.id


def _branches(cards: Sequence[ClaimCard], voices: Mapping[str, Voice]) -> tuple[OriginBranch, ...]:
    """The origins with the reports under each: those with most reports first."""
    by_key: dict[str, list[ClaimCard]] = {}
    for card in cards:
        by_key.setdefault(voices[card.claim_id].key, []).append(card)
    branches = [_branch(told, voices) for told in by_key.values()]
    return tuple(sorted(branches, key=lambda branch: (-len(branch.tellings), branch.voice.key)))


def _branch(cards: Sequence[ClaimCard], voices: Mapping[str, Voice]) -> OriginBranch:
    by_report: dict[str, list[ClaimCard]] = {}
    for card in cards:
        by_report.setdefault(card.report.id, []).append(card)
    tellings = tuple(_telling(told, voices[told[0].claim_id]) for told in by_report.values())
    lead = min((voices[card.claim_id] for card in cards), key=lambda voice: (voice.ground is Ground.COPY, voice.name))
    return OriginBranch(lead, tellings, tuple(sorted({card.status for card in cards})),
                        any(map(affirms, cards)), any(map(denies, cards)))


def _telling(cards: Sequence[ClaimCard], voice: Voice) -> Telling:
    report = cards[0].report
    return Telling(report.id, report.publisher, report.published, report.title,
                   tuple(card.claim_id for card in cards), voice.why)


def affirms(card: ClaimCard) -> bool:
    """It says that the event happened, for certain."""
    return card.polarity is Polarity.POSITIVE and card.certainty is Certainty.CERTAIN and card.status in _AFFIRMING


def denies(card: ClaimCard) -> bool:
    """It says that the event did not happen."""
    return card.polarity is Polarity.NEGATIVE


# ------------------------------------------------------------------------------------------- status


def _status(branches: Sequence[OriginBranch], disagreements: Iterable[Disagreement]) -> tuple[EventStatus, str]:
    """The first that fits, and why."""
    affirming = [branch.voice.name for branch in branches if branch.affirms]
    denying = [branch.voice.name for branch in branches if branch.denies]
    if denying and all(branch.denies and not branch.affirms for branch in branches):
        return EventStatus.DENIED, f"only denials: {_listed(denying)}"
    if denying:
        return EventStatus.DISPUTED, f"denied by {_listed(denying)}"
    conflicts = [one.about for one in disagreements if one.conflict]
    if conflicts:
        return EventStatus.DISPUTED, f"accounts conflict on {_listed(conflicts)}"
    if not affirming:
        return EventStatus.UNCONFIRMED, "nobody says for certain that it happened"
    if len(affirming) > 1:
        return EventStatus.CORROBORATED, f"{len(affirming)} independent origins: {_listed(affirming)}"
    return EventStatus.SINGLE_ORIGIN, f"all rests on {affirming[0]}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(sorted(set(names)))


# ------------------------------------------------------------------------------------ disagreements


def _disagreements(cards: Sequence[ClaimCard], voices: Mapping[str, Voice]) -> Iterable[Disagreement]:
    affirming, denying = list(filter(affirms, cards)), list(filter(denies, cards))
    if denying and len(denying) < len(cards):
        told = affirming or [card for card in cards if card not in denying]
        yield Disagreement("happened", (_account("it happened", told, voices),
                                        _account("it did not", denying, voices)), conflict=True)
    standing = [card for card in cards if not denies(card)]
    if len({voices[card.claim_id].key for card in standing}) > 1:  # one origin does not disagree with itself
        for about, conflict, value in _SIDES:
            if found := _conflicting(about, standing, voices, value, conflict=conflict):
                yield found
    yield from _numbers(standing, voices)


def _account(value: str, cards: Sequence[ClaimCard], voices: Mapping[str, Voice], *, low: float | None = None,
             high: float | None = None) -> Account:
    return Account(value, tuple(sorted({voices[card.claim_id].name for card in cards})),
                   tuple(card.claim_id for card in cards),
                   tuple(dict.fromkeys(card.sentence for card in cards)), low, high)


Side = Callable[[ClaimCard], str | None]


def _conflicting(about: str, cards: Sequence[ClaimCard], voices: Mapping[str, Voice], value: Side, *,
                 conflict: bool) -> Disagreement | None:
    """Accounts of different origins that cannot both be: each value with who gives it."""
    by_value: dict[str, list[ClaimCard]] = {}
    for card in cards:
        if (given := value(card)) is not None:
            by_value.setdefault(given, []).append(card)
    apart = {x for one, other in combinations(sorted(by_value), 2)
             for x in (one, other) if _exclude(about, by_value[one][0], by_value[other][0])
             and {voices[c.claim_id].key for c in by_value[one]} != {voices[c.claim_id].key for c in by_value[other]}}
    if not apart:
        return None
    accounts = tuple(_account(name, by_value[name], voices) for name in sorted(apart))
    return Disagreement(about, accounts, conflict)


def _exclude(about: str, one: ClaimCard, other: ClaimCard) -> bool:
    """Whether two accounts cannot both be. Different names of one country can."""
    if about == "time":
        mine, theirs = narrow(one.time), narrow(other.time)
        return mine is not None and theirs is not None and mine.apart(theirs) > 0
    if about == "place":
        return other_place(one, other)[0] > 0
    by_one, by_other = (card.actors if about == "actor" else card.recipients for card in (one, other))
    return bool(_states(by_one) and _states(by_other)) and not _states(by_one) & _states(by_other)


def _states(parties: Iterable[Party]) -> set[str]:
    return {party.country for party in parties if party.country}


def _country_of_actors(card: ClaimCard) -> str | None:
    return ", ".join(sorted(_states(card.actors))) or None


def _country_of_recipients(card: ClaimCard) -> str | None:
    return ", ".join(sorted(_states(card.recipients))) or None


def _day(card: ClaimCard) -> str | None:
    return card.time if narrow(card.time) else None


def _place_name(card: ClaimCard) -> str | None:
    return card.place.name if card.place else None


_SIDES: tuple[tuple[str, bool, Side], ...] = (
    ("actor", True, _country_of_actors), ("recipient", False, _country_of_recipients), ("time", True, _day),
    ("place", False, _place_name))


def _numbers(cards: Sequence[ClaimCard], voices: Mapping[str, Voice]) -> Iterable[Disagreement]:
    """What is counted in more than one way: lowest, best and highest, with who says which."""
    counted: dict[str, list[tuple[Count, ClaimCard]]] = {}
    for card in cards:
        for count in card.counts:
            if count.what not in _NO_TOLL:
                counted.setdefault(count.what, []).append((count, card))
    for what, given in sorted(counted.items()):
        ranges = sorted({(count.low, count.high) for count, _ in given})
        if len(ranges) < 2:
            continue
        accounts = tuple(_number_account(low, high, given, voices) for low, high in ranges)
        supporters = Counter({best: len({voices[card.claim_id].key for count, card in given if count.best == best})
                              for best in {count.best for count, _ in given}})
        best = min(supporters, key=lambda value: (-supporters[value], -value))
        conflict = any(_ranges_apart(a, b) and set(a.origins) != set(b.origins) for a, b in combinations(accounts, 2))
        yield Disagreement(what, accounts, conflict, ranges[0][0], best, max(high for _, high in ranges))


def _number_account(low: float, high: float, given: Sequence[tuple[Count, ClaimCard]],
                    voices: Mapping[str, Voice]) -> Account:
    telling = [(count, card) for count, card in given if (count.low, count.high) == (low, high)]
    return _account(telling[0][0].text, [card for _, card in telling], voices, low=low, high=high)


def _ranges_apart(a: Account, b: Account) -> bool:
    assert a.low is not None and b.low is not None and a.high is not None and b.high is not None  # noqa: PT018
    return max(a.low - b.high, b.low - a.high) > ROUNDING * max(a.high, b.high)


# ---------------------------------------------------------------------------------------- in short


def _commonest(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], name))


def _most_named(cards: Sequence[ClaimCard], parties: Callable[[ClaimCard], Sequence[Party]]) -> tuple[str, ...]:
    """Names of parties, those that most claims give first."""
    counts = Counter(name for card in cards for name in {party.name for party in parties(card)})
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _place(cards: Sequence[ClaimCard]) -> Spot | None:
    """The place that most claims give, the more exact of equals."""
    places = [card.place for card in cards if card.place]
    counts = Counter(place.name for place in places)
    return min(places, key=lambda p: (-counts[p.name], p.precision or 9, p.name), default=None)


def _time(cards: Sequence[ClaimCard]) -> str | None:
    """The time that most claims give, the more exact of equals; none that more speak against than for.

    Undated claims of reports published long after a time speak against it: they tell news of their own day.
    """
    counts = Counter(card.time for card in cards if card.time)

    def rank(value: str) -> tuple[int, int, str]:
        days = days_of(value)
        return -counts[value], days.length if days else 1 << 30, value

    best = min(counts, key=rank, default=None)
    against = sum(_is_later_news(card, best) for card in cards) if best else 0
    return best if best and against <= counts[best] else None


def _is_later_news(card: ClaimCard, time: str) -> bool:
    """Whether a claim without a time is told as news in a report that came out long after one."""
    days, published = days_of(time), days_of(card.report.published)
    if card.time or card.historical or days is None or published is None:
        return False
    return published.first - days.last > NEWS_DAYS


def _title(cards: Sequence[ClaimCard]) -> str:
    """The sentence of the claim that tells most, of the earliest report among equals."""
    def told(card: ClaimCard) -> int:
        parts = (card.actors, card.recipients, card.place, card.time, card.object, affirms(card))
        return sum(map(bool, parts))

    return max(cards, key=told).sentence
