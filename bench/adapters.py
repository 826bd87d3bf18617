"""From the rows of a set to the rows its scorer reads: what Selon says, in the set's own shape.

Nothing here decides anything about language: an adapter asks a public function of Selon and renames what it gets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

import selon
from selon.claims.certainty import ABILITY, DUTY, MOTION, Ties, status_of, with_source
from selon.claims.sources import Telling, voices
from selon.domain.actors import load_gazetteer
from selon.domain.analysis import Analysis
from selon.domain.catalog import LANGUAGES, shipped
from selon.domain.events import Ground, ReportCard, Voice
from selon.domain.overlooked import Overlooked
from selon.domain.records import (
    Attribution,
    Certainty,
    Claim,
    CodedReport,
    Entity,
    EntityKind,
    Place,
    Polarity,
    Report,
    Span,
    Stance,
    Status,
    When,
)
from selon.language.analyse import Analyser
from selon.linking.batch import copy_groups, link
from selon.linking.cards import Carder
from selon.linking.copies import fingerprint
from selon.linking.stories import stories as one_story
from selon.pipeline import Judged

Row = dict[str, Any]  # one line of a set or of a prediction


class Coder(Protocol):
    """The part of `selon.Coder` that is measured."""

    def code_many(self, reports: Iterable[Report]) -> Iterable[CodedReport]: ...
    def judge(self, report: Report, spans: Sequence[tuple[int, int]]) -> Sequence[Judged | None]: ...
    def overlooked(self, report: Report, spans: Sequence[tuple[int, int]]) -> Sequence[Overlooked]: ...
    def resolve_actor(self, mention: str, *, language: str, date: str | None = None) -> Entity | None: ...


Adapter = Callable[[Coder, Sequence[Row]], list[Row]]


def load_coder() -> Coder:
    """The coder that is measured."""
    return selon.load()


# -------------------------------------------------------------------------------------- reports


def language_of(row: Row) -> str:
    """The language of a row; the sets of one language do not always say it, and then it is English."""
    return str(row.get("language") or row.get("lang") or "en")


def report_of(row: Row) -> Report:
    """The report that a row holds."""
    return Report(id=row["id"], text=row["text"], language=language_of(row), url=row.get("url"),
                  publisher=row.get("publisher"), title=row.get("title"), published=published(row))


def published(row: Row) -> str | None:
    """The day a row was published, or None where the set only holds a place for it."""
    if row.get("date_is_placeholder"):
        return None
    given = (row.get(name) for name in ("published", "dct", "publication_date", "date"))
    return iso_day(next(filter(None, given), None))


DAY = re.compile(r"\d{4}-\d\d-\d\d")
WRITTEN_DAYS = ("%d %B %Y", "%B %d, %Y")


def iso_day(written: str | None) -> str | None:
    """A date as year-month-day; None where it is written in no way that the sets use."""
    if not written:
        return None
    if found := DAY.match(written):
        return found.group()
    for form in WRITTEN_DAYS:
        try:
            return datetime.strptime(written, form).date().isoformat()
        except ValueError:
            continue
    return None


def coded_rows(coder: Coder, rows: Sequence[Row]) -> Iterator[CodedReport]:
    return iter(coder.code_many(map(report_of, rows)))


# ---------------------------------------------------------------------------- claims and events


def claims(coder: Coder, rows: Sequence[Row]) -> list[Row]:
    """Coded reports in the shape of the gold files."""
    return [selon.to_json(coded) for coded in coded_rows(coder, rows)]


def events(coder: Coder, rows: Sequence[Row]) -> list[Row]:
    """Claims as PLOVER events: one for each claim, whatever its certainty."""
    return [{"id": coded.report.id, "events": [event_of(claim) for claim in coded.claims]}
            for coded in coded_rows(coder, rows)]


def manual_events(coder: Coder, rows: Sequence[Row]) -> list[Row]:
    """Claims as the CAMEO and PLOVER manuals code a sentence: only what it tells as its news, with every
    intergovernmental body as IGO."""
    return [{"id": coded.report.id,
             "events": [_with_igo(event_of(claim)) for claim in coded.claims if claim.foreground]}
            for coded in coded_rows(coder, rows)]


def _with_igo(event: Row) -> Row:
    for role in ("source", "target"):
        for actor in event[role]:
            actor["country"] = _IGO.get(actor["country"], actor["country"])
    return event


_IGO = {"UNO": "IGO", "EUR": "IGO"}


def event_of(claim: Claim) -> Row:
    return {"type": claim.event, "trigger": claim.trigger.text,
            "source": [actor_of(entity) for entity in claim.actor],
            "target": [actor_of(entity) for entity in claim.recipient]}


def actor_of(entity: Entity) -> Row:
    return {"text": entity.text, "country": entity.country, "sector": main_sector(entity)}


def main_sector(entity: Entity) -> str | None:
    """The one sector that PLOVER's files write: a person's office, a body's most particular sector."""
    if not entity.sectors:
        return None
    return entity.sectors[0] if entity.kind is EntityKind.PERSON else entity.sectors[-1]


# ---------------------------------------------------------------------------------- attribution


def attributions(coder: Coder, rows: Sequence[Row]) -> list[Row]:
    """Every attribution with its chain of sources."""
    return [{"id": coded.report.id, "attributions": attribution_rows(coded.attributions, coded.attributions)}
            for coded in coded_rows(coder, rows)]


def flat_attributions(coder: Coder, rows: Sequence[Row]) -> list[Row]:
    """The outermost attributions, for sets that mark no nesting."""
    return [{"id": coded.report.id,
             "attributions": attribution_rows([a for a in coded.attributions if a.parent is None], coded.attributions)}
            for coded in coded_rows(coder, rows)]


def attribution_rows(chosen: Sequence[Attribution], among: Sequence[Attribution]) -> list[Row]:
    """Rows of the scorer; a mere relay ("told AFP") stands in the chains of others and has no row of its own."""
    return [{"id": one.id, "parent": one.parent, "source": pairs(one.source), "cue": pairs(one.cue),
             "content": pairs(one.content), "chain": [words(voice) for voice in voices(among, one)]}
            for one in chosen if not one.resolved.why.endswith("a relay")]


def words(attribution: Attribution) -> str | None:
    return " ".join(span.text for span in attribution.source) or None


def pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


# ------------------------------------------------------------------------------------ certainty

SCORES = {Certainty.CERTAIN: 3, Certainty.PROBABLE: 2, Certainty.POSSIBLE: 1, Certainty.UNKNOWN: 0}


def status(coder: Coder, rows: Sequence[Row]) -> list[Row]:
    """The status of each event word of a set."""
    return [judged_row(row, coder.judge(report_of(row), spans_of(row)), status_row) for row in rows]


def factuality(coder: Coder, rows: Sequence[Row]) -> list[Row]:
    """The factuality, -3 to 3, of each event word of a set whose text comes as tokens."""
    found = []
    for row in rows:
        text, places = untokenised(row["text"])
        spans = [(places[start], places[end - 1] + 1) for start, end in spans_of(row)]
        found.append(judged_row(row, coder.judge(report_of({**row, "text": text}), spans), score_row))
    return found


def spans_of(row: Row) -> list[tuple[int, int]]:
    return [(start, end) for start, end in (event["span"] for event in row["events"])]


def judged_row(row: Row, judged: Sequence[Judged | None], shape: Callable[[Judged], Row]) -> Row:
    """The words that Selon judged; one it found no word for is left out, and counts as wrong."""
    events = zip(row["events"], judged, strict=True)
    return {"id": row["id"], "events": [{"span": event["span"], **shape(one)} for event, one in events if one]}


def status_row(judged: Judged) -> Row:
    return {"status": str(status_of(with_source(judged.judgement, judged.chain), judged.chain))}


# What one of Selon's classes of governing words is in TimeML: the modality of a modal verb, or the kind of SLINK from
# a word to its complement. A class that is left out links to nothing, or to a fact (FACTIVE).
POSSIBILITY = frozenset({ABILITY, "can", "guessed"})
COUNTER_FACTIVE = frozenset({"failed", "refused", "cancelled", "excluded", "denied"})
MODAL = frozenset({
    DUTY, "enabled", "obliged", "required", "permitted", "wanted", "asked", "planned", "expected", "offered", "tried",
    "considered", "possible", "feared", "threatened", "doubted", "alleged", "rumoured", "accused", "questioned"})
WILLS = frozenset({Stance.HOPES, Stance.EXPECTS, Stance.ASKS, Stance.DOUBTS})


def timeml_status(coder: Coder, rows: Sequence[Row]) -> list[Row]:
    """The status of each event word of a set in TimeML, which holds what is tied to the word itself, and only that:
    its own polarity, tense and modality, and one link from the word that it is the complement of."""
    return [judged_row(row, coder.judge(report_of(row), spans_of(row)), timeml_row) for row in rows]


def timeml_row(judged: Judged) -> Row:
    assert judged.ties is not None
    return {"status": str(timeml_status_of(judged.ties, judged.telling))}


def timeml_status_of(ties: Ties, telling: Telling | None) -> Status:
    """The codebook's order of statuses over TimeML's attributes and links; docs/bench.md gives the table."""
    told = telling.stance if telling else None
    if told is Stance.DENIES:
        return Status.DENIED
    if ties.denied or ties.refuted or ties.effect in COUNTER_FACTIVE:
        return Status.NEGATED
    if ties.mood == "conditional" or ties.effect in POSSIBILITY or (ties.effect == DUTY and ties.softened):
        return Status.POSSIBLE
    if ties.is_consequence or ties.effect in MODAL or told in WILLS:
        return Status.HYPOTHETICAL
    if ties.mood == "future" or ties.effect == MOTION:
        return Status.PLANNED
    return Status.REPORTED if ties.effect == "perceived" or (telling and telling.reports) else Status.ASSERTED


def score_row(judged: Judged) -> Row:
    sign = -1 if judged.judgement.polarity is Polarity.NEGATIVE else 1
    return {"score": float(sign * SCORES[judged.judgement.certainty])}


WRITTEN = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}
CLOSING = frozenset([*",.;:!?%)]”", "...", "n't", "'s", "'re", "'ve", "'ll", "'d", "'m"])
OPENING = frozenset("([$“")


def untokenised(text: str) -> tuple[str, list[int]]:
    """Text given as tokens, as it was written, and where each of its characters went."""
    written, places, before = "", list[int](), ""
    for number, token in enumerate(text.split(" ")):
        form = WRITTEN.get(token, token)
        if number:
            places.append(len(written))
            written += "" if form.lower() in CLOSING or before in OPENING else " "
        places += [len(written) + min(i, len(form) - 1) for i in range(len(token))]
        written, before = written + form, form
    return written, places


# ------------------------------------------------------------------------- who, where and when

NAME_TYPES = ("PER", "ORG", "LOC")


@lru_cache(maxsize=len(LANGUAGES))
def analyser(language: str) -> Analyser:
    """What finds the names of a language: coded reports hold whole mentions, with title and description."""
    folder = shipped().language(language)
    return Analyser(folder, load_gazetteer(shipped(), folder))


def names(_: Coder, rows: Sequence[Row]) -> list[Row]:
    """Names of persons, organisations and places; the rows of a part are in one language."""
    analyses = analyser(language_of(rows[0])).analyse_many(map(report_of, rows))
    return [{"id": row["id"], "entities": name_rows(one)} for row, one in zip(rows, analyses, strict=True)]


def name_rows(analysis: Analysis) -> list[Row]:
    found = ((name, analysis.span(name.first, name.stop)) for name in analysis.names if name.label in NAME_TYPES)
    return [{"start": span.start, "end": span.end, "type": name.label} for name, span in found]


MENTION_TYPES = {EntityKind.PERSON: "PER", EntityKind.ORGANISATION: "ORG", EntityKind.GROUP: "ORG",
                 EntityKind.PLACE: "LOC", EntityKind.STATE: "LOC"}


def mentions(coder: Coder, rows: Sequence[Row]) -> list[Row]:
    """Whoever a report names, describes or takes up by a pronoun; of two that overlap the one that begins first."""
    return [{"id": row["id"], "entities": mention_rows(coded)}
            for row, coded in zip(rows, coder.code_many(map(report_of, rows)), strict=True)]


def mention_rows(coded: CodedReport) -> list[Row]:
    found = sorted((one for one in coded.entities if one.kind in MENTION_TYPES), key=lambda one: (one.start, -one.end))
    kept: list[Row] = []
    for one in found:
        if not kept or one.start >= kept[-1]["end"]:
            kept.append({"start": one.start, "end": one.end, "type": MENTION_TYPES[one.kind]})
    return kept


def actors(coder: Coder, rows: Sequence[Row]) -> list[Row]:
    """Country and main sector of mentions given without a text."""
    return [{"id": row["id"], **resolved(coder, row)} for row in rows]


def resolved(coder: Coder, row: Row) -> Row:
    mention = " ".join(filter(None, (row.get("context"), row["mention"])))
    entity = coder.resolve_actor(mention, language=language_of(row), date=iso_day(row.get("query_date")))
    if entity is None:
        return {"country": None, "sector": None}
    return {"country": entity.country, "sector": main_sector(entity)}


UNIDENTIFIED = "UNK"  # the set's word for a sector that Selon leaves out


def share_right(gold: Sequence[Row], predicted: Sequence[Row]) -> Row:
    """Share of the mentions checked for a country, and for a sector, that got the right one."""
    answers = {row["id"]: row for row in predicted}

    def share(checked: str, name: str) -> float | None:
        asked = [row for row in gold if checked in row["checked"]]
        hits = sum(plain(row.get(name)) == plain(answers.get(row["id"], {}).get(name)) for row in asked)
        return hits / len(asked) if asked else None

    return {"country": share("country", "country"), "sector": share("code_1", "sector")}


def plain(code: str | None) -> str:
    return "" if code in (None, UNIDENTIFIED) else code


def places(coder: Coder, rows: Sequence[Row]) -> list[Row]:
    return [{"id": coded.report.id, "places": [place_row(place) for place in coded.places]}
            for coded in coded_rows(coder, rows)]


def place_row(place: Place) -> Row:
    return {"start": place.start, "end": place.end, "text": place.text, "lat": place.lat, "lon": place.lon,
            "geonameid": place.geoname_id}


def times(coder: Coder, rows: Sequence[Row]) -> list[Row]:
    return [{"id": coded.report.id, "times": [time_row(time) for time in coded.times]}
            for coded in coded_rows(coder, rows)]


def time_row(time: When) -> Row:
    return {"start": time.start, "end": time.end, "type": time.timex_type, "value": time.timex}


# --------------------------------------------------------------------------------- across reports


def linked(coder: Coder, rows: Sequence[Row]) -> list[Row]:
    """Coded reports with the event of each claim in `event_key`."""
    coded = list(coded_rows(coder, rows))
    carder = Carder()
    cards = [card for one in coded for card in carder.claims(one, carder.report(one))]
    events = {claim: group.id for group in link(cards) for claim in group.claims}
    answers = [selon.to_json(one) for one in coded]
    for answer in answers:
        for claim in answer["claims"]:
            claim["event_key"] = events[claim["id"]]
    return answers


def stories(_: Coder, rows: Sequence[Row]) -> list[Row]:
    """The story of each document, in any language."""
    return cluster_rows(one_story(map(report_of, rows)))


def copies(_: Coder, rows: Sequence[Row]) -> list[Row]:
    """The near copies of each document."""
    voice = Voice("unknown", "unknown", Ground.PUBLISHER, "the set names no publisher")
    return cluster_rows(copy_groups(
        ReportCard(row["id"], None, None, language_of(row), voice, fingerprint=fingerprint(row["text"]))
        for row in rows))


def cluster_rows(groups: Iterable[Sequence[str]]) -> list[Row]:
    return [{"id": id, "cluster": str(number)} for number, ids in enumerate(groups) for id in ids]
