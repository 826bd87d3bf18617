"""Events by filters, and one event: who says so, under which origin, and what they disagree on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from selon.domain.catalog import shipped
from selon.domain.events import Disagreement, EventStatus, OriginBranch
from selon.domain.plain import plain
from selon.domain.records import SourceKind
from selon.newsroom.room import ToldEvent
from selon.store.found import FoundEvent
from selon.store.tallies import Tally
from selon.web.asked import EventsAsked, Id, Order
from selon.web.charts import map_data, points, timeline
from selon.web.told import claim_view, differing, event_view, short
from selon.web.viewer import Content, Form, View, Viewer, twins
from selon.web.words import Words

router = APIRouter()
DRAWN = 120  # events of the selection on map and timeline
MOST_NAMES = 3  # of each side, in the sentence that says what happened
MOST_CLAIMS = 300  # of an event on its page


@twins(router, "/events", "Events by filters")
def events(view: View, asked: Annotated[EventsAsked, Query()]) -> Response:
    """Events that have all that is asked for: a list, and the same on a map and in time."""
    words, filters = view.words, asked.filters()
    drawn = view.form is Form.HTML and asked.after is None
    found = view.newsroom.events(sort=asked.sort.value, limit=max(asked.limit + 1, DRAWN if drawn else 0),
                                 after=asked.after, **filters)
    listed = found[:asked.limit]
    after = listed[-1].id if len(found) > asked.limit else None
    rows = [event.flat() for event in listed]
    following = view.here(after=after) if after else None
    data = {"events": rows, "next": following and f"/events.json?{following.partition('?')[2]}"}
    line = timeline(_tallied(found.records), words, lambda since, until: view.here(
        since=since, until=until, after=None))
    values = {
        "asked": asked, "filters": filters, "found": [event_view(event, words) for event in listed],
        "next": following, "is_cut": len(found) >= DRAWN, "drawn": len(found),
        "timeline": line if len(found) > 1 else None,
        "timeline_data": {**line.data(), "events": points(found.records)} if line else None,
        "map": map_data(found.records, words), "choices": choices(words), "chips": _chips(view, filters),
        "orders": [(order.value, words(f"events.sort.{order.value}")) for order in Order]}
    return view.show("events.html.j2", Content(words("events.title"), values, data, rows))


def _tallied(found: tuple[FoundEvent, ...]) -> list[Tally]:
    counts = Counter((event.type, (event.day or "")[:7]) for event in found)
    return [Tally(kind, month, count) for (kind, month), count in counts.items()]


def choices(words: Words) -> dict[str, list[tuple[str, str]]]:
    """The closed lists of the filters, as the reader knows them."""
    return {"type": sorted(((kind, words.named("type", kind)) for kind in shipped().event_types),
                           key=lambda pair: pair[1]),
            "status": [(str(status), words.named("event_status", str(status))) for status in EventStatus],
            "source_kind": [(str(kind), words.named("source_kind", str(kind))) for kind in SourceKind]}


def _chips(view: Viewer, filters: dict[str, Any]) -> list[dict[str, str]]:
    """What is asked for, each with the address of the page without it."""
    words = view.words
    return [{"field": words(f"filter.{name}"), "value": _told(name, value, words),
             "without": view.here(**{name: None, "after": None})} for name, value in filters.items()]


def _told(name: str, value: Any, words: Words) -> str:
    if name in ("since", "until"):
        return words.date(value)
    if name == "type":
        return words.named("type", str(value).upper())
    if name == "status":
        return words.named("event_status", str(value))
    return "✓" if value is True else short(str(value), 60)


# --------------------------------------------------------------------------------------- one event


@twins(router, "/events/{id}", "An event")
def event(view: View, id: Id) -> Response:
    """What happened, who says so, the reports under each independent origin, and what they disagree on."""
    words, told = view.words, view.newsroom.event(id)
    story = told.story
    claims = [claim_view(one, words) for one in told.claims[:MOST_CLAIMS]]
    data = {**plain(story), "records": [one.whole() for one in told.claims]}
    shown = event_view(told.event, words)
    said = sentence(told, words)
    values = {
        "event": shown, "story": story, "sentence": said,
        "claims": claims, "left_out": len(told.claims) - len(claims), "by_id": {one.id: one for one in claims},
        "differs": differing(claims), "disagreements": [_disagreement(one, words) for one in story.disagreements],
        "denials": [one for one in claims if one.status == "denied" or one.is_denial],
        "voices": sum(branch.affirms for branch in story.origins) if story.status is EventStatus.CORROBORATED
        else story.independent_origins, "branches": [_branch(branch, words) for branch in story.origins],
        "map": map_data([told.event], words)}
    return view.show("event.html.j2", Content(said, values, data, [one.flat() for one in told.claims]))


def sentence(told: ToldEvent, words: Words) -> str:
    """What happened, in one sentence: what, who to whom, where and when."""
    event = event_view(told.event, words)
    who = _some(told.event.actors, words) or words("event.nobody")
    whom = _some(told.event.recipients, words)
    parts = [f"{event.label}{words.colon} {who}" + (f" → {whom}" if whom else "")]
    if event.place:
        parts.append(event.place)
    if event.is_dated:
        parts.append(event.date)
    return ", ".join(parts)


def _some(names: Sequence[str], words: Words) -> str:
    """The first names, and how many more there are."""
    some = ", ".join(map(short, names[:MOST_NAMES]))
    return some + (" " + words("event.more", n=len(names) - MOST_NAMES) if len(names) > MOST_NAMES else "")


def _branch(branch: OriginBranch, words: Words) -> dict[str, Any]:
    voice = branch.voice
    stance = "both" if branch.affirms and branch.denies else "denies" if branch.denies else \
        "affirms" if branch.affirms else "open"
    return {"name": short(voice.name), "url": f"/source?{urlencode({'name': voice.name[:200]})}",
            "country": voice.country or "", "state_controlled": voice.state_controlled,
            "kind": words.named("source_kind", str(voice.kind)) if voice.kind else "",
            "why": voice.why, "ground": words.named("ground", str(voice.ground)), "stance": stance,
            "says": [words.named("claim_status", str(status)) for status in branch.says],
            "tellings": [{"id": one.report_id, "publisher": short(one.publisher or words("report.no_publisher")),
                          "published": words.date(one.published), "title": short(one.title or "", 160),
                          "why": one.why, "claims": one.claims} for one in branch.tellings]}


def _disagreement(one: Disagreement, words: Words) -> dict[str, Any]:
    span = ""
    if one.low is not None and one.high is not None:
        span = words.number(one.low) if one.low == one.high else f"{words.number(one.low)}–{words.number(one.high)}"
    return {"about": words.named("about", one.about) if words.has(f"about.{one.about}") else
            words.named("counted", one.about), "span": span, "conflict": one.conflict,
            "best": words.number(one.best) if one.best is not None else "",
            "accounts": [{"value": _value(one.about, account.value, words),
                          "origins": list(dict.fromkeys(map(short, account.origins))),
                          "sentences": [short(sentence, 400) for sentence in account.sentences[:3]],
                          "claims": account.claims[:3]} for account in one.accounts]}


def _value(about: str, value: str, words: Words) -> str:
    if about == "time":
        return words.date(value)
    return words.named("about_value", value) if about == "happened" else short(value, 160)
