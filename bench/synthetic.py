"""News that nobody wrote: reports of an invented world, any number of them, the same for the same number.

They serve to measure and test what comes after coding: storing, linking, asking. `Newswire.report` writes a report and
`Newswire.code_many` tells what it says, without reading: both know from its address what it was made of. How often
countries, types and outlets occur falls off as it does in the news, an event is told by one to some dozens of reports,
and half of the reports take an agency's words.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from selon.claims.find import claim_id
from selon.domain.catalog import shipped
from selon.domain.records import (
    Attribution,
    Certainty,
    Claim,
    CodedReport,
    Entity,
    EntityKind,
    Origin,
    Place,
    Polarity,
    Quote,
    Report,
    Source,
    SourceKind,
    Span,
    Stance,
    Status,
    When,
)
from selon.pipeline import report_id

FIRST_DAY = datetime.date(2015, 1, 1)
AGENCIES = ("AFP", "Reuters", "TASS", "Xinhua", "KCNA", "Yonhap", "AP", "Anadolu")
OUTLETS = 400
EVENTS_BEFORE = 1_000  # the first report also has older news to tell
IN_STORY = 0.8  # share of what a report tells that belongs to its story
STORY_EVENTS = 2_000  # then the stories are others
# Verb of each type; the types in the order of how often the news tell them.
VERBS = {
    "ASSAULT": "attacked", "ACCUSE": "accused", "CONSULT": "met", "COERCE": "arrested", "AGREE": "promised to help",
    "REQUEST": "urged", "PROTEST": "marched against", "SUPPORT": "praised", "COOPERATE": "joined", "AID": "fed",
    "SANCTION": "sanctioned", "THREATEN": "threatened", "REJECT": "rebuffed", "MOBILIZE": "encircled",
    "CONCEDE": "yielded to", "RETREAT": "left"}
_SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "ra", "sa", "ti", "vo", "ze", "cha")


@dataclass(frozen=True, slots=True)
class Deed:
    """An event of the invented world."""

    type: str
    actor: Entity
    recipient: Entity
    place: str
    country: str
    day: datetime.date


@dataclass(frozen=True)
class Newswire:
    """A world and the reports on it, from a seed."""

    seed: int = 0
    claims_a_report: int = 10
    reports_a_day: int = 60
    stories: int = 0  # that run beside each other, each between two countries; 0: every event stands alone

    @cached_property
    def countries(self) -> tuple[tuple[str, str], ...]:
        """Codes and names; a fixed shuffle decides which are in the news most."""
        rows = shipped().rows("actors/countries")
        found = [(row["code"], row["names_en"].split("|")[0]) for row in rows]
        random.Random(self.seed).shuffle(found)
        return tuple(found)

    def reports(self, count: int, first: int = 0) -> Iterator[Report]:
        """Reports by number."""
        return map(self.report, range(first, first + count))

    def report(self, number: int) -> Report:
        url = f"https://example.org/{self.seed}/{number}"
        publisher = f"Outlet {self._rng('outlet', number).randrange(OUTLETS)}"
        text = " ".join(sentence for sentence, _ in self._sentences(number))
        return Report(report_id(publisher, url, text), text, "en", url, publisher, f"Report {number}",
                      str(self._day(number)))

    def code_many(self, reports: Iterable[Report]) -> Iterator[CodedReport]:
        """What the reports say."""
        return map(self.coded, reports)

    def coded(self, report: Report) -> CodedReport:
        number = int((report.url or "").rsplit("/", 1)[1])
        agency = self._agency(number)
        claims, attributions, start = [], [], 0
        for sentence, deed in self._sentences(number):
            claim = self._claim(report, sentence, start, deed, agency)
            claims.append(claim)
            attributions += [Attribution(f"a{start}", None, (source.cue,), (source.cue,), source.content, source)
                             for source in claim.attribution]
            start += len(sentence) + 1
        origin = Origin("cites", agency, "cited") if agency else Origin("independent", report.publisher or "", "")
        entities = tuple(entity for claim in claims for entity in (*claim.actor, *claim.recipient))
        return CodedReport(report, tuple(claims), (), tuple(attributions), entities, (), (), origin, "synthetic 1")

    # ------------------------------------------------------------------------------------------ the world

    def _rng(self, *what: object) -> random.Random:
        return random.Random(f"{self.seed}:{what}")

    def _day(self, number: int) -> datetime.date:
        return FIRST_DAY + datetime.timedelta(days=number // self.reports_a_day)

    def _agency(self, number: int) -> str | None:
        rng = self._rng("agency", number)
        return AGENCIES[min(int(rng.expovariate(0.5)), len(AGENCIES) - 1)] if rng.random() < 0.5 else None

    def _sentences(self, number: int) -> list[tuple[str, Deed]]:
        rng = self._rng("report", number)
        # The news of the day: each report takes its events from those around its own place in time.
        middle = EVENTS_BEFORE + number * self.claims_a_report // 4
        last = middle - int(rng.expovariate(1 / 40))
        # A report stays with its story, but for what it tells beside.
        events = {last - self.stories * int(rng.expovariate(1 / 6)) if self.stories and rng.random() < IN_STORY
                  else middle - int(rng.expovariate(1 / 40)) for _ in range(self.claims_a_report)}
        agency = self._agency(number)
        return [(self._sentence(self.deed(event), agency, rng), self.deed(event)) for event in sorted(events)]

    def _sentence(self, deed: Deed, agency: str | None, rng: random.Random) -> str:
        # Words of each report's own: reports of one event are no copies of each other.
        own = " ".join("".join(rng.choice(_SYLLABLES) for _ in range(3)) for _ in range(8))
        voice = f", {agency} said" if agency else ""
        return (f"{deed.actor.name} {VERBS[deed.type]} {deed.recipient.name} in {deed.place} "
                f"on {deed.day.day} {deed.day:%B %Y} {own}{voice}.")

    def deed(self, event: int) -> Deed:
        """The event of a number."""
        return _deed(self, event)

    def made_deed(self, event: int) -> Deed:
        rng = self._rng("event", event)
        kind = tuple(VERBS)[min(int(rng.expovariate(0.25)), len(VERBS) - 1)]
        told = self._rng("story", event % self.stories, event // STORY_EVENTS) if self.stories else rng
        sides = [self._country(told), self._country(told)]
        rng.shuffle(sides)
        (actor, actor_name), (recipient, recipient_name) = sides
        day = self._day((event - EVENTS_BEFORE) * 4 // self.claims_a_report) - datetime.timedelta(days=rng.randrange(3))
        town = "".join(rng.choice(_SYLLABLES) for _ in range(3)).title()
        return Deed(kind, self._who(rng, actor, actor_name), self._who(rng, recipient, recipient_name), town,
                    rng.choice((actor, recipient)), day)

    def _country(self, rng: random.Random) -> tuple[str, str]:
        return self.countries[min(int(rng.expovariate(0.05)), len(self.countries) - 1)]

    def _who(self, rng: random.Random, code: str, name: str) -> Entity:
        if rng.random() < 0.5:
            return Entity(name, 0, 0, name, EntityKind.STATE, code, ("GOV",))
        number = min(int(rng.expovariate(0.2)), 200)
        person = self._rng("person", code, number)
        words = ("".join(person.choice(_SYLLABLES) for _ in range(2)).title() for _ in range(2))
        full = " ".join(words)
        return Entity(full, 0, 0, full, EntityKind.PERSON, code, ("GOV",))

    # ----------------------------------------------------------------------------------------- its claims

    def _claim(self, report: Report, sentence: str, start: int, deed: Deed, agency: str | None) -> Claim:
        def span(words: str) -> Span:
            at = start + sentence.index(words)
            return Span(at, at + len(words), words)

        def entity(of: Entity) -> Entity:
            at = span(of.name)
            return Entity(of.name, at.start, at.end, of.name, of.kind, of.country, of.sectors, None, "invented")

        trigger, where = span(VERBS[deed.type]), span(deed.place)
        when = span(f"{deed.day.day} {deed.day:%B %Y}")
        return Claim(
            id=claim_id(report.id, trigger.start, trigger.end, deed.type), event=deed.type, mode=(), context=(),
            trigger=trigger, actor=(entity(deed.actor),), recipient=(entity(deed.recipient),), object=None,
            place=Place(where.text, where.start, where.end, deed.place, deed.country, 10.0, 20.0, 1),
            time=When(when.text, when.start, when.end, str(deed.day)), numbers=(),
            attribution=(self._source(sentence, start, agency),) if agency else (), polarity=Polarity.POSITIVE,
            certainty=Certainty.CERTAIN, auxiliary=(), status=Status.REPORTED if agency else Status.ASSERTED,
            evidence=(Span(start, start + len(sentence), sentence),), why=(("event", "invented"),))

    def _source(self, sentence: str, start: int, agency: str) -> Source:
        at = start + sentence.rindex(agency)
        cue, content = sentence.rindex("said"), sentence.rindex(",")
        state = agency in ("TASS", "Xinhua", "KCNA", "Anadolu")
        return Source(
            agency, at, at + len(agency), agency, SourceKind.STATE_MEDIA if state else SourceKind.AGENCY, True, None,
            Stance.ASSERTS, Span(start + cue, start + cue + 4, "said"),
            (Span(start, start + content, sentence[:content]),), Quote.INDIRECT)


@lru_cache(maxsize=20_000)
def _deed(wire: Newswire, event: int) -> Deed:
    return wire.made_deed(event)


def load() -> Newswire:
    """The world of seed 0, as the coder of its own reports."""
    return Newswire()
