"""Who is in the news and who is cited: lists, and a page of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from selon.domain.catalog import shipped
from selon.domain.errors import NotStored
from selon.domain.records import EntityKind, SourceKind, Stance
from selon.store.engines import reading
from selon.store.figures import MOST_EVENTS, months_of
from selon.store.found import FoundClaim, FoundEvent
from selon.store.queries import Filter, VoiceFilter, events_by_id
from selon.store.search import folded
from selon.store.tallies import Tally, deal_totals, deals, dyads_of
from selon.web.asked import VoiceAsked, VoicesAsked
from selon.web.charts import first_month, network_data, timeline
from selon.web.told import actor_name, claim_view, dyad_rows, event_view, quads, short
from selon.web.viewer import Content, Form, View, twins
from selon.web.words import Words

router = APIRouter()
LISTED = 15  # events or claims on a page of one
LOOKED_AT = 100  # newest events or claims that partners and confirmations are counted in
PARTNERS = 12
DYADS_OF_ONE = 40


@twins(router, "/actors", "Actors and recipients")
def actors(view: View, asked: Annotated[VoicesAsked, Query()]) -> Response:
    """Who acts and is acted upon, the most frequent first."""
    found = view.newsroom.participants(VoiceFilter(asked.name, asked.kind, asked.country), limit=asked.limit)
    return _list(view, "actors", asked, [one.flat() for one in found], [str(kind) for kind in EntityKind], "/actor")


@twins(router, "/sources", "Sources")
def sources(view: View, asked: Annotated[VoicesAsked, Query()]) -> Response:
    """Who is cited, the most cited first."""
    found = view.newsroom.sources(VoiceFilter(asked.name, asked.kind, asked.country), limit=asked.limit)
    return _list(view, "sources", asked, [one.flat() for one in found], [str(kind) for kind in SourceKind], "/source")


def _list(view: View, page: str, asked: VoicesAsked, rows: list[dict[str, Any]], kinds: Sequence[str],
          address: str) -> Response:
    words, section = view.words, "entity_kind" if page == "actors" else "source_kind"
    values = {"page": page, "asked": asked, "kinds": [(kind, words.named(section, kind)) for kind in kinds],
              "voices": [{**row, "label": short(row["name"]), "kind_label": words.named(section, row["kind"]),
                          "url": f"{address}?{urlencode({'name': row['name'][:200]})}"} for row in rows]}
    return view.show("voices.html.j2", Content(words(f"{page}.title"), values, {page: rows}, rows))


# ---------------------------------------------------------------------------------------- an actor


@twins(router, "/actor", "An actor")
def actor(view: View, asked: Annotated[VoiceAsked, Query()]) -> Response:
    """What somebody does and has done to them: when, with whom, and the newest events."""
    words, room, name = view.words, view.newsroom, asked.name
    acts, suffers = room.events(actor=name, limit=LOOKED_AT), room.events(recipient=name, limit=LOOKED_AT)
    if not acts and not suffers:
        raise NotStored("actor", repr(short(name, 60)))
    code = _code_of(name)
    with reading(room.engine) as connection:
        found = months_of(connection, Filter(actor=name)), months_of(connection, Filter(recipient=name))
        tallies = [tally for months in found for tally in months]
        dyads = [one.value for one in dyads_of(connection, code, DYADS_OF_ONE)] if code else []
        since = first_month(max((one.day or "" for one in (*acts[:1], *suffers[:1])), default=None) or None)
        recent = deals(connection, dyads, quads(), since)
        told = dyad_rows(dyads, deal_totals(connection, dyads, quads()))
    line = timeline(tallies, words, lambda since, until: _events(actor=name, since=since, until=until))
    partners = _partners(acts.records, suffers.records, name)

    def data() -> dict[str, Any]:
        return {"name": name, "acts": [one.flat() for one in acts], "is_acted_upon": [one.flat() for one in suffers],
                "partners": partners, "dyads": told}

    def rows() -> list[dict[str, Any]]:
        return [{"role": role, **one.flat()} for role, found in (("actor", acts), ("recipient", suffers))
                for one in found]

    values: dict[str, Any] = {
        "name": short(name), "heading": words.country(name.upper()) if code == name.lower() else short(name),
        "timeline": line, "timeline_data": line.data() if line else None, "dyads": told,
        "counted": MOST_EVENTS if any(sum(one.count for one in months) == MOST_EVENTS for months in found) else None,
        "most_in_dyad": max((one["events"] for one in told), default=1), "looked_at": LOOKED_AT,
        "network": network_data(recent, words.country, lambda id: actor_name(id).url) if dyads else None,
        "partners": [{**one, "link": actor_name(one["name"])} for one in partners],
        "acts": [event_view(one, words) for one in acts[:LISTED]],
        "suffers": [event_view(one, words) for one in suffers[:LISTED]],
        "more_acts": _events(actor=name) if len(acts) > LISTED else None,
        "more_suffers": _events(recipient=name) if len(suffers) > LISTED else None}
    return view.show("actor.html.j2", Content(values["heading"], values, data, rows))


def _code_of(name: str) -> str | None:
    """The code of a country that is called so, in lower case."""
    return _codes().get(folded(name))


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    rows = shipped().rows("actors/countries")
    return {folded(name): row["code"].lower() for row in reversed(rows)
            for name in (row["names_en"].split("|")[0], row["code"])}


def _events(**asked: str) -> str:
    return f"/events?{urlencode(asked)}"


def _partners(acts: Sequence[FoundEvent], suffers: Sequence[FoundEvent], name: str) -> list[dict[str, Any]]:
    """With whom: others in the newest events."""
    towards = Counter(other for one in acts for other in one.recipients if folded(other) != folded(name))
    back = Counter(other for one in suffers for other in one.actors if folded(other) != folded(name))
    return [{"name": other, "towards": towards[other], "back": back[other]}
            for other, _ in (towards + back).most_common(PARTNERS)]


# ---------------------------------------------------------------------------------------- a source


@twins(router, "/source", "A source")
def source(view: View, asked: Annotated[VoiceAsked, Query()]) -> Response:
    """What a source asserts and denies, and how often others confirm it independently."""
    words, room, name = view.words, view.newsroom, asked.name
    cited = room.claims(source=name, limit=LOOKED_AT)
    own = room.claims(origin=name, limit=LOOKED_AT - len(cited)) if len(cited) < LOOKED_AT else ()
    found = {one.id: one for one in (*cited, *own)}
    if not found:
        raise NotStored("source", repr(short(name, 60)))
    newest = sorted(found.values(), key=lambda one: (one.day or "", one.id), reverse=True)[:LOOKED_AT]
    with reading(room.engine) as connection:
        events = {one.id: one for one in events_by_id(
            connection, sorted({one.event_id for one in newest if one.event_id}))}
    stances = Counter(str(_stance(one, name)) for one in newest)
    kinds = Counter(source.kind for one in cited for source in one.claim.attribution
                    if folded(source.name) == folded(name))
    statuses = Counter(event.status for event in events.values())
    data: dict[str, Any] = {
        "name": name, "kind": str(kinds.most_common(1)[0][0]) if kinds else None, "claims_looked_at": len(newest),
        "stances": dict(stances), "events": len(events), "event_status": dict(statuses),
        "confirmed": sum(event.status == "corroborated" for event in events.values()),
        "claims": [one.whole() for one in newest] if view.form is Form.JSON else []}
    values = {"name": short(name), "data": data, "stances": _told(stances, "stance", words),
              "statuses": _told(statuses, "event_status", words), "looked_at": LOOKED_AT,
              "kind": words.named("source_kind", data["kind"]) if data["kind"] else "",
              "asserts": [claim_view(one, words) for one in newest if _stance(one, name) is not Stance.DENIES][:LISTED],
              "denies": [claim_view(one, words) for one in newest if _stance(one, name) is Stance.DENIES][:LISTED],
              "events": events, "more": _events(source=name), **_by_time(newest, name, words)}
    return view.show("source.html.j2", Content(values["name"], values, data, lambda: [one.flat() for one in newest]))


def _stance(found: FoundClaim, name: str) -> Stance:
    """How the source stands to a claim; an origin that no cue names asserts it."""
    return next((source.stance for source in reversed(found.claim.attribution)
                 if folded(source.name) == folded(name)), Stance.ASSERTS)


def _told(counts: Counter[str], section: str, words: Words) -> list[dict[str, Any]]:
    whole = counts.total() or 1
    return [{"value": value, "label": words.named(section, value), "count": count, "share": count / whole}
            for value, count in counts.most_common()]


def _by_time(claims: Sequence[FoundClaim], name: str, words: Words) -> dict[str, Any]:
    counts = Counter((one.claim.event, (one.day or "")[:7]) for one in claims)
    line = timeline([Tally(kind, month, count) for (kind, month), count in counts.items()], words,
                    lambda since, until: _events(source=name, since=since, until=until))
    return {"timeline": line, "timeline_data": line.data() if line else None}
