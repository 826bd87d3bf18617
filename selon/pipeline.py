"""The journey of a report, on one page: Report → Analysis → Cast → Findings → CodedReport."""

from __future__ import annotations

import datetime
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path

from selon.claims.certainty import CertaintyRules, Ties, judge, ties
from selon.claims.find import ClaimRules, Findings, find_claims
from selon.claims.overlooked import overlooked
from selon.claims.slots import Slots
from selon.claims.sources import Cues, Telling, chain_at, telling_of
from selon.domain.actors import People, known_people, load_gazetteer
from selon.domain.analysis import Analysis, Token
from selon.domain.cast import Cast
from selon.domain.catalog import LANGUAGES, Catalog, shipped
from selon.domain.errors import BadDate, UnknownLanguage
from selon.domain.gazetteer import Gazetteer
from selon.domain.overlooked import Overlooked
from selon.domain.own import user_folder
from selon.domain.records import Attribution, CodedReport, Entity, Judgement, Report, Source
from selon.entities.cast import Directory, resolve_cast
from selon.entities.mentions import Alone
from selon.entities.numbers import NumberRules, find_numbers
from selon.entities.places import PlaceIndex, find_places
from selon.entities.times import TimeRules, find_times
from selon.language.analyse import Analyser
from selon.language.detect import detect_language
from selon.linking.origins import CreditWords, origin_of
from selon.reports.document import Document
from selon.version import __version__


@dataclass(frozen=True)
class Reader:
    """Everything that one language needs, compiled on first use."""

    catalog: Catalog
    code: str
    place_index: PlaceIndex
    people: People

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return load_gazetteer(self.catalog, self.catalog.language(self.code), self.people)

    @cached_property
    def analyser(self) -> Analyser:
        return Analyser(self.catalog.language(self.code), self.gazetteer)

    @cached_property
    def directory(self) -> Directory:
        return Directory.of(self.catalog, self.catalog.language(self.code), self.people)

    @cached_property
    def times(self) -> TimeRules:
        return TimeRules.of(self.catalog.language(self.code))

    @cached_property
    def numbers(self) -> NumberRules:
        return NumberRules.of(self.catalog.language(self.code))

    @cached_property
    def rules(self) -> ClaimRules:
        return ClaimRules.of(self.catalog.language(self.code))

    def cast(self, report: Report, analysis: Analysis) -> Cast:
        """Who, where, when and how many the report mentions."""
        anchor = datetime.date.fromisoformat(report.published) if report.published else None
        return resolve_cast(
            analysis, self.directory, date=report.published,
            places=find_places(analysis, self.place_index, self.catalog.language(self.code)),
            times=find_times(analysis, self.times, anchor), numbers=find_numbers(analysis, self.numbers))


@dataclass(frozen=True, slots=True)
class Judged:
    """What the pipeline holds of any word of a report, event of a known type or not."""

    judgement: Judgement
    chain: tuple[Source, ...]
    ties: Ties | None = None        # what bears on the word directly
    telling: Telling | None = None  # the cue whose complement it heads


def judged_at(analysis: Analysis, attributions: Sequence[Attribution], cues: Cues, rules: CertaintyRules,
              spans: Sequence[tuple[int, int]]) -> list[Judged | None]:
    """The words of an analysis at some characters, judged; None where there is no word."""
    judged: list[Judged | None] = []
    for start, _ in spans:
        token = analysis.token_at(start)
        chain = tuple(a.resolved for a in chain_at(attributions, start))
        judged.append(Judged(judge(analysis, token.i, rules), chain, ties(analysis, token.i, rules),
                             telling_of(analysis, attributions, token.i, cues)) if token else None)
    return judged


@dataclass(frozen=True)
class Coder:
    """Reads reports and gives what they say. Languages load on first use; one coder serves one thread."""

    catalog: Catalog = field(default_factory=shipped)
    _readers: dict[str, Reader] = field(default_factory=dict, repr=False)

    def code(self, text: str, *, language: str | None = None, published: str | None = None,
             publisher: str | None = None, title: str | None = None, url: str | None = None,
             id: str | None = None) -> CodedReport:
        """One report's text, coded. Raises UnreadableReport, UnknownLanguage and BadDate."""
        return next(self.code_many([self.report(
            text, language=language, published=published, publisher=publisher, title=title, url=url, id=id)]))

    def report_of(self, document: Document) -> Report:
        """A document that a reader found, as a report. Raises UnknownLanguage and BadDate."""
        return self.report(
            document.text, language=document.language, published=document.published, publisher=document.publisher,
            title=document.title, url=document.url, id=document.id, authors=document.authors, agency=document.agency)

    def report(self, text: str, *, language: str | None = None, published: str | None = None,
               publisher: str | None = None, title: str | None = None, url: str | None = None,
               id: str | None = None, authors: Sequence[str] = (), agency: str | None = None) -> Report:
        """A report record with its language detected, its date checked and its identity set."""
        code = language or detect_language(text, LANGUAGES)
        if code not in LANGUAGES:
            raise UnknownLanguage(code, LANGUAGES)
        return Report(id or report_id(publisher, url, text), text, code, url, publisher, title, _date(published),
                      tuple(authors), agency)

    def code_many(self, reports: Iterable[Report]) -> Iterator[CodedReport]:
        """Coded reports in the order given, streaming; neighbours of one language are read together."""
        for code, neighbours in groupby(reports, key=lambda report: report.language):
            reader = self._reader(code)
            queue: list[Report] = []
            for analysis in reader.analyser.analyse_many(_noted(neighbours, queue)):
                yield self._coded(queue.pop(0), analysis, reader)

    def judge(self, report: Report, spans: Sequence[tuple[int, int]]) -> list[Judged | None]:
        """Certainty, polarity and sources of any words of a report, by character spans; None for no word."""
        reader = self._reader(report.language)
        analysis = reader.analyser.analyse(report)
        attributions = self._findings(report, analysis, reader).attributions
        return judged_at(analysis, attributions, reader.rules.cues, reader.rules.certainty, spans)

    def explained(self, report: Report) -> tuple[CodedReport, tuple[Overlooked, ...]]:
        """A coded report, and why each further word of it that can tell an event gave no claim."""
        reader = self._reader(report.language)
        analysis = reader.analyser.analyse(report)
        findings = self._findings(report, analysis, reader)
        return self._told(report, analysis, reader, findings), self._left(analysis, reader, findings, None)

    def overlooked(self, report: Report, spans: Sequence[tuple[int, int]]) -> tuple[Overlooked, ...]:
        """Why the words of a report at some spans gave no claim; those that gave one are left out."""
        reader = self._reader(report.language)
        analysis = reader.analyser.analyse(report)
        words = [token for start, _ in spans if (token := analysis.token_at(start))]
        return self._left(analysis, reader, self._findings(report, analysis, reader), words)

    def resolve_actor(self, mention: str, *, language: str, date: str | None = None) -> Entity | None:
        """Who a name or description stands for at a date, without any report around it."""
        reader = self._reader(language)
        report = Report("mention", mention, language, published=_date(date))
        analysis = reader.analyser.analyse(report)
        cast = reader.cast(report, analysis)
        return Alone(mention, language, report.published, reader.directory, reader.place_index).meant(cast, analysis)

    def _reader(self, code: str) -> Reader:
        if code not in LANGUAGES:
            raise UnknownLanguage(code, LANGUAGES)
        if code not in self._readers:
            self._readers[code] = Reader(self.catalog, code, self._place_index, self._people)
        return self._readers[code]

    @cached_property
    def _credit_words(self) -> CreditWords:
        return CreditWords.of(self.catalog.read("actors/credits"))

    @cached_property
    def _place_index(self) -> PlaceIndex:
        return PlaceIndex(self.catalog.folder)

    @cached_property
    def _people(self) -> People:
        return known_people(self.catalog)

    def _findings(self, report: Report, analysis: Analysis, reader: Reader) -> Findings:
        return find_claims(report, analysis, reader.cast(report, analysis), reader.rules, self.catalog.event_types)

    def _coded(self, report: Report, analysis: Analysis, reader: Reader) -> CodedReport:
        return self._told(report, analysis, reader, self._findings(report, analysis, reader))

    def _left(self, analysis: Analysis, reader: Reader, findings: Findings,
              words: Sequence[Token] | None) -> tuple[Overlooked, ...]:
        slots = Slots(analysis, findings.cast, reader.rules.lexicon.patterns)
        return tuple(overlooked(slots, reader.rules.lexicon, self.catalog.event_types, findings.claims, words))

    def _told(self, report: Report, analysis: Analysis, reader: Reader, findings: Findings) -> CodedReport:
        return CodedReport(
            report, findings.claims, findings.relations, findings.attributions, findings.cast.entities,
            findings.cast.places, findings.cast.times,
            origin_of(report, findings.claims, findings.attributions, reader.gazetteer, analysis.dateline,
                      self._credit_words),
            self.version)

    @cached_property
    def version(self) -> str:
        """What coded a report: the version, and a hash of the user's own actors where there are any."""
        own = self.catalog.own.fingerprint if self.catalog.own else None
        return f"selon {__version__}+own.{own}" if own else f"selon {__version__}"


def load(catalog: Catalog | None = None, *, own: bool | Path = False) -> Coder:
    """A coder over the shipped knowledge, or over another catalog of the same shape.

    With `own` the user's own actors go before it: those of a data folder, or with True of the default one. The
    library leaves them out unless asked, so that the same text gives the same record on every machine.
    """
    catalog = catalog or shipped()
    if own is not False:
        catalog = catalog.with_own(user_folder() if own is True else own)
    return Coder(catalog)


def report_id(publisher: str | None, url: str | None, text: str) -> str:
    """Stable identity of a report: a hash of publisher, URL and text without regard to white space."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256("\0".join((publisher or "", url or "", plain)).encode()).hexdigest()[:16]


def _date(published: str | None) -> str | None:
    """A checked ISO date; a time of day is dropped."""
    if published is None:
        return None
    try:
        return datetime.date.fromisoformat(published.strip()[:10]).isoformat()
    except ValueError as error:
        raise BadDate(published) from error


def _noted(reports: Iterable[Report], queue: list[Report]) -> Iterator[Report]:
    """Passes reports on and keeps them, so that each meets its analysis again in order."""
    for report in reports:
        queue.append(report)
        yield report
