"""The review pages. Each works as plain forms; a small script adds keys and fills in words that are selected."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from threading import Lock
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from selon.domain.catalog import shipped
from selon.domain.errors import BadReview, ReviewConflict
from selon.domain.plain import from_plain, plain
from selon.domain.records import Auxiliary, Certainty, Claim, EntityKind, Polarity, SourceKind, Stance
from selon.domain.reviews import Act, Doubt, Review, brief, doubts, standing
from selon.exports.marks import printable
from selon.exports.wording import heading
from selon.newsroom.review_values import located
from selon.newsroom.reviewing import Decided, Reviews, Seen, standing_pairs
from selon.newsroom.room import Newsroom, open_newsroom
from selon.store.engines import reading
from selon.store.found import FoundClaim
from selon.store.reports import coded_of
from selon.web.access import Form, Gate, ReviewersForm, one
from selon.web.asked import Id, Part, QueueAsked, Said
from selon.web.lanes import deciding, reviewing
from selon.web.marked import around, marked_text, part_of
from selon.web.readers import Role
from selon.web.review.fields import PLACE, ROWS, TIME, read_changes, rows_of, shown
from selon.web.review.holds import Holds
from selon.web.told import claim_view, event_view, short
from selon.web.viewer import Content, View, Viewer, twins
from selon.web.words import Phrase, Words

router = APIRouter()
IN_QUEUE = 50
LIKE = 30  # events of the same type that are offered to merge with
LOOK_AHEAD = 500  # claims of the queue among which the next one is looked for
_opening = Lock()


Asked = Annotated[QueueAsked, Query()]


def reviews_of(request: Request) -> Reviews:
    """The reviewing of the database, opened to write at the first decision."""
    state = request.app.state
    with _opening:
        if getattr(state, "writer", None) is None:
            state.writer = open_newsroom(state.settings.database)
        writer: Newsroom = state.writer
        return writer.reviews


def _common(view: Viewer) -> dict[str, Any]:
    gate: Gate = view.request.app.state.gate
    return {"csrf": gate.form_token(view.request), "may_decide": view.reader.role is Role.REVIEWER,
            "reviewer": view.reader.name, "signs_out": gate.is_closed}


# -------------------------------------------------------------------------------------------- queue


@twins(router, "/review", "Claims that wait for a reviewer")
def review_queue(view: View, asked: Asked) -> Response:
    """Claims that wait, those with most reasons for doubt first."""
    found, words = _waiting(view, asked, IN_QUEUE), view.words
    rows = [{"doubts": [str(doubt) for doubt in doubts(one.claim)], **one.flat()} for one in found]
    claims = [(claim_view(one, words), one.claim.trigger.text, row["doubts"])
              for one, row in zip(found, rows, strict=True)]
    values = {**_common(view), **_lists(words), "asked": asked, "claims": claims, "query": asked.query(),
              "is_cut": len(found) == IN_QUEUE, "doubts": [str(doubt) for doubt in Doubt]}
    return view.show("review/queue.html.j2", Content(view.words("review.title"), values, {"claims": rows}, rows))


def _waiting(view: Viewer, asked: QueueAsked, limit: int) -> list[FoundClaim]:
    return view.newsroom.reviews.queue(asked.filter(), by=view.reader.name, limit=limit, is_second_look=asked.second)


@router.get("/review/next", include_in_schema=False)
@reviewing
def review_next(view: View, asked: Asked, after: Said = None) -> Response:
    """Leads to the next claim of the queue, behind one that is passed over, that nobody else was handed just now.

    A second look is for claims that others decide on too: it takes no heed of them.
    """
    holds: Holds = view.request.app.state.holds
    ids = [found.id for found in _waiting(view, asked, LOOK_AHEAD if after else len(holds) + 1)]
    behind = ids[ids.index(after) + 1:] if after in ids else ids
    claim = next(iter(behind), None) if asked.second else holds.hand_out(view.reader.name, behind)
    goal = f"/review/claims/{claim}" if claim else "/review"
    return RedirectResponse(f"{goal}{asked.query()}", 303)


# -------------------------------------------------------------------------------------------- a claim


@twins(router, "/review/claims/{id}", "A claim with all that was decided on it", lane=reviewing)
def review_claim(view: View, id: Id, asked: Asked) -> Response:
    """A claim: its words, its fields as a form, and its history."""
    return _claim_page(view, view.newsroom.reviews.look(id), asked)


def _claim_page(view: Viewer, seen: Seen, asked: QueueAsked, *, status: int = 200, what: Phrase | None = None,
                sent: Mapping[str, list[str]] | None = None) -> Response:
    record = seen.claim or seen.machine or _added(seen)
    claim, report = plain(record), seen.report
    found = FoundClaim(seen.claim_id, seen.event_id, report.id, report.publisher, report.published, None, None, None,
                       record)
    counted = {entry.id for entry in standing(seen.entries)}
    history = [_told(entry, entry.id in counted) for entry in seen.entries]
    data = {"claim_id": seen.claim_id, "report_id": seen.report.id, "event_id": seen.event_id,
            "version": seen.version, "is_rejected": seen.is_rejected, "is_found": seen.is_found,
            "claim": plain(seen.claim), "machine": plain(seen.machine), "entries": [plain(one) for one in seen.entries]}
    values = {
        **_common(view), **_lists(view.words), "seen": seen, "claim": claim, "history": history, "what": what,
        "told": claim_view(found, view.words, explained=True), "sent": sent or {}, "report": report,
        "text": around(record, report.text), "query": asked.query(),
        "next": "/review/next" + asked.query(after=seen.claim_id),
        "rows": {field: _kept(list(rows_of(claim, field)), field, sent) for field in ROWS}, "columns": ROWS,
        "place": {part: shown((claim["place"] or {}).get(part)) for part in PLACE},
        "time": {part: shown((claim["time"] or {}).get(part)) for part in TIME},
        "doubts": [str(doubt) for doubt in doubts(seen.claim)] if seen.claim else []}
    title = f"{view.words.named('type', record.event)} “{short(record.trigger.text)}”"
    return view.show("review/claim.html.j2", Content(title, values, data, [_flat(one) for one in history], status))


def _added(seen: Seen) -> Claim:
    """The claim of an addition that was taken back."""
    return from_plain(Claim, next(entry.new for entry in seen.entries if entry.act is Act.ADD))


def _kept(rows: list[dict[str, str]], field: str, sent: Mapping[str, list[str]] | None) -> list[dict[str, str]]:
    """The rows of a form, with what was sent in them where it is shown again."""
    if not sent:
        return rows
    return [{part: sent.get(f"{field}.{number}.{part}", [value])[0] for part, value in row.items()}
            for number, row in enumerate(rows)]


LISTS: dict[str, type[StrEnum]] = {
    "entity_kind": EntityKind, "source_kind": SourceKind, "stance": Stance, "polarity": Polarity,
    "certainty": Certainty, "auxiliary": Auxiliary}


def _lists(words: Words) -> dict[str, Any]:
    """The closed lists of the form, each word with what the reader calls it."""
    kinds = shipped().event_types
    return {"types": sorted(((id, words.named("type", id)) for id in kinds), key=lambda pair: pair[1]),
            "modes": {id: list(kind.modes) for id, kind in kinds.items()},
            "lists": {name: [(str(one), words.named(name, str(one))) for one in kind] for name, kind in LISTS.items()}}


def _told(entry: Review, stands: bool) -> dict[str, Any]:
    return {"id": entry.id, "together": entry.together, "act": str(entry.act), "by": entry.by, "at": entry.at,
            "field": entry.field, "old": brief(entry.old, nothing="–") if entry.field else "",
            "new": brief(entry.new, nothing="–") if entry.field else "", "note": entry.note, "stands": stands}


def _flat(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in ("at", "by", "act", "field", "old", "new", "note", "stands", "id")}


@router.post("/review/claims/{id}", include_in_schema=False)
@deciding
def decide_on_claim(view: View, id: Id, form: ReviewersForm, asked: Asked) -> Response:
    """Accepts, corrects or rejects, and goes to the next claim; shows the claim again where that cannot be."""
    reviews = reviews_of(view.request)
    act = one(form, "act")
    if act not in (Act.ACCEPT, Act.REJECT, Act.CORRECT):
        raise HTTPException(400, "The form must say accept, correct or reject.")
    seen = view.newsroom.reviews.look(id)
    try:
        changes = None
        if act == Act.CORRECT:
            if seen.claim is None:
                raise BadReview("the claim is rejected; take that back before it is corrected")
            changes = read_changes(form, plain(seen.claim), seen.report.text)
        reviews.decide(id, Decided(Act(act), view.reader.name, one(form, "note"), changes, one(form, "seen") or None))
    except ReviewConflict as error:
        return _claim_page(view, view.newsroom.reviews.look(id), asked, status=409, sent=form, what=Phrase(view.words(
            "review.conflict", by=error.by or "–", at=error.at or "–"), view.words.language))
    except BadReview as error:
        return _claim_page(view, seen, asked, status=422, what=view.words.fault(str(error)), sent=form)
    if act == Act.CORRECT or one(form, "stay"):
        return RedirectResponse(f"/review/claims/{id}{asked.query()}", 303)
    return RedirectResponse(f"/review/next{asked.query()}", 303)


@router.post("/review/undo", include_in_schema=False)
@deciding
def undo_decision(view: View, form: ReviewersForm, asked: Asked) -> Response:
    """Takes a decision back: the one that the form names, else the reviewer's last one; goes to its claim."""
    reviews, together = reviews_of(view.request), one(form, "together")
    try:
        if together:
            entries = reviews.undo(together, by=view.reader.name, note=one(form, "note"))
        else:
            entries = reviews.undo_last(by=view.reader.name)
    except BadReview as error:
        raise HTTPException(409, str(error)) from error
    return RedirectResponse(f"/review/claims/{entries[0].claim_id}{asked.query()}", 303)


# ------------------------------------------------------------------------------------- a missed claim


@router.get("/review/reports/{id}/add", include_in_schema=False)
@reviewing
def missed_claim(view: View, id: Id, part: Part = None) -> Response:
    """The page to add a claim that the machine missed."""
    return _missed_page(view, id, {}, part=part)


def _missed_page(view: Viewer, id: str, sent: Mapping[str, list[str]], *, part: int | None = None, status: int = 200,
                 what: Phrase | None = None) -> Response:
    with reading(view.newsroom.engine) as connection:
        coded, _ = coded_of(connection, id)
    if part is None and (start := one(sent, "start")).isdecimal():
        part = part_of(coded.report.text, int(start))
    values = {**_common(view), **_lists(view.words), "report": coded.report, "what": what,
              "text": marked_text(coded, None, part), "address": f"/review/reports/{id}/add",
              "heading": short(heading(coded.report), 200),
              "sent": {name: one(sent, name) for name in ("event", "words", "start", "end", "note")}}
    title = view.words("review.add.title")
    return Response(view.html("review/add.html.j2", Content(title, values)), status, media_type="text/html")


@router.post("/review/reports/{id}/add", include_in_schema=False)
@deciding
def add_claim(view: View, id: Id, form: ReviewersForm) -> Response:
    """Adds a claim on the words that were selected or written, and goes to it: the other fields are corrected there."""
    report = view.newsroom.reviews.report(id)
    try:
        start, end = _selected(form, report.text)
        entry = reviews_of(view.request).add(id, {"event": one(form, "event"), "start": start, "end": end},
                                             by=view.reader.name, note=one(form, "note"))
    except BadReview as error:
        return _missed_page(view, id, form, status=422, what=view.words.fault(str(error)))
    return RedirectResponse(f"/review/claims/{entry.claim_id}", 303)


def _selected(form: Form, text: str) -> tuple[int, int]:
    """Where the words stand: where they were selected, else nearest to there, else the first. Raises BadReview."""
    start, end, words = one(form, "start"), one(form, "end"), one(form, "words")
    near = int(start) if start.isdecimal() else 0
    if start.isdecimal() and end.isdecimal() and _same_words(text[near:int(end)], words):
        return near, int(end)
    span = located(text, words, near)
    return span.start, span.end


def _same_words(here: str, words: str) -> bool:
    """Line ends and signs that the page showed otherwise make no difference."""
    return printable(here).split() == words.split()


# -------------------------------------------------------------------------------------------- events


@twins(router, "/review/events/{id}", "What people decided on the claims of an event", lane=reviewing)
def review_event(view: View, id: Id) -> Response:
    """An event: its claims, to split some off, and the events that it can be merged with."""
    return _event_page(view, id, 200, None)


def _event_page(view: Viewer, id: str, status: int, what: Phrase | None) -> Response:
    told = view.newsroom.event(id)
    history = view.newsroom.reviews.event_history(told.event.id)
    groups: dict[str, dict[str, Any]] = {}
    stands = standing_pairs(history)
    for entry in history:
        name = entry.together or str(entry.serial)
        group = groups.setdefault(name, {"together": entry.together or "", "by": entry.by, "at": entry.at,
                                         "why": entry.why, "verdicts": set(), "pairs": 0,
                                         "stands": entry.together in stands})
        group["verdicts"].add(str(entry.verdict))
        group["pairs"] += 1
    rows = [{**plain(group), "verdicts": sorted(group["verdicts"])} for group in groups.values()]
    like = [event_view(event, view.words) for event in view.newsroom.events(type=told.event.type, limit=LIKE)
            if event.id != told.event.id]
    values = {**_common(view), "event": event_view(told.event, view.words), "history": rows, "like": like,
              "what": what, "claims": [claim_view(found, view.words) for found in told.claims]}
    data = {"event": told.event.flat(), "claims": [found.whole() for found in told.claims], "decisions": rows}
    return view.show("review/event.html.j2", Content(told.event.title, values, data, rows, status))


def _on_event(view: Viewer, id: str, form: Form) -> Response | None:
    """Does what an event's form asks for; gives the page again where that cannot be."""
    reviews, by, why = reviews_of(view.request), view.reader.name, one(form, "note")
    try:
        match one(form, "act"):
            case "merge":
                reviews.merge(id, view.newsroom.event(one(form, "other")).event.id, by=by, why=why)
            case "split":
                reviews.split(form.get("claim", []), by=by, why=why)
            case "undo":
                reviews.undo_pairs(one(form, "together"), by=by, why=why)
            case _:
                raise HTTPException(400, "The form must say merge, split or undo.")
    except BadReview as error:
        return _event_page(view, id, 422, view.words.fault(str(error)))
    return None


@router.post("/review/events/{id}", include_in_schema=False)
@deciding
def decide_on_event(view: View, id: Id, form: ReviewersForm) -> Response:
    """Merges, splits or takes back, and goes to the event where the first claim is then."""
    first = view.newsroom.event(id).claims[0].id
    if again := _on_event(view, id, form):
        return again
    return RedirectResponse(f"/review/events/{view.newsroom.reviews.look(first).event_id}", 303)


# ----------------------------------------------------------------------------------------- agreement


@twins(router, "/review/agreement", "How far reviewers decide the same")
def review_agreement(view: View) -> Response:
    """Agreement on accept, correct or reject, and field by field."""
    rows = [plain(found) for found in view.newsroom.reviews.agreement()]
    return view.show("review/agreement.html.j2", Content(
        view.words("review.agreement.title"), {**_common(view), "rows": rows}, {"agreement": rows}, rows))
