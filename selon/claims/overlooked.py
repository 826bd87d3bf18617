"""Why a word that could tell an event gave no claim: for people who mend the lexicon and for those who ask.

Nothing here decides anything; it asks the same functions that choose the readings, and names the first that said no.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from selon.claims.frames import NO_EVENT, Condition, Lexicon, Test
from selon.claims.roles import fill_roles
from selon.claims.slots import Slots
from selon.claims.triggers import Chosen, Reading, candidates_of, choose, holds
from selon.domain.analysis import Token
from selon.domain.catalog import EventType
from selon.domain.overlooked import Hindrance, Overlooked
from selon.domain.records import Claim

_EMPTY = "empty"


def overlooked(slots: Slots, lexicon: Lexicon, types: Mapping[str, EventType],
               claims: Sequence[Claim], words: Iterable[Token] | None = None) -> Iterator[Overlooked]:
    """Words that gave no claim, with the reason: those given, or every word that the lexicon lists in its class."""
    chosen = choose(slots, lexicon, types)
    asked = words if words is not None else (
        t for t in slots.analysis.tokens if t.pos != "AUX" and any(candidates_of(slots, lexicon, t)))
    for token in asked:
        if not _is_told(token, claims):
            yield why_overlooked(slots, lexicon, types, chosen, token)


def why_overlooked(slots: Slots, lexicon: Lexicon, types: Mapping[str, EventType], chosen: Chosen,
                   token: Token) -> Overlooked:
    """Why one word gave no claim."""
    word = slots.analysis.span(token.i, token.i + 1)

    def because(hindrance: Hindrance, detail: str = "") -> Overlooked:
        return Overlooked(word, hindrance, detail)

    reading = chosen.best.get(token.i) or next(
        (r for r in chosen.best.values() if r.trigger == token.i and r.frame.event != NO_EVENT), None)
    if reading is None:
        entries = tuple(candidates_of(slots, lexicon, token))
        if entries:
            unmet = min((tuple(_unmet(slots, token, entry.frame.needs, chosen.events)) for entry in entries), key=len)
            is_empty = any(there.endswith(_EMPTY) for there in unmet)
            return because(Hindrance.SLOT if is_empty else Hindrance.CONDITION,
                           "; ".join(unmet) or "one that must not hold does")
        known = token.lemma in lexicon.entries
        return because(Hindrance.CLASS if known else Hindrance.UNKNOWN, f"{token.lemma}, {token.pos}")
    if reading.frame.event == NO_EVENT:
        return because(Hindrance.NO_EVENT, reading.why)
    if outer := _holder(chosen.told, reading):
        return because(Hindrance.PART, f"{outer.event} “{slots.analysis.tokens[outer.trigger].text}”")
    roles = fill_roles(slots, reading, types, {r.word: r for r in chosen.told})
    if not (roles.actor or roles.recipient or reading.frame.bare):
        return because(Hindrance.NOBODY, reading.why)
    return because(Hindrance.REPEAT, reading.why)


def _is_told(token: Token, claims: Iterable[Claim]) -> bool:
    return any(claim.trigger.start < token.end and token.start < claim.trigger.end for claim in claims)


def _holder(told: Iterable[Reading], reading: Reading) -> Reading | None:
    """The told reading that holds this one as its content, or that speaks through the same word."""
    for outer in told:
        if any(inner.trigger == reading.trigger for inner in outer.absorbed):
            return outer
        if outer.frame is not reading.frame and (outer.trigger == reading.trigger or outer.word == reading.word):
            return outer
    return None


def _unmet(slots: Slots, token: Token, needs: Iterable[Condition], events: Mapping[int, str]) -> Iterator[str]:
    """The conditions of a frame that do not hold, with what stands in their slots instead."""
    for condition in needs:
        if holds(slots, token.i, condition, events) is None:
            there = ", ".join(slots.analysis.tokens[i].text for i in slots.fill(token.i, condition.path))
            yield f"{'.'.join(condition.path)} must be {_wanted(condition.tests)}, is {there or _EMPTY}"


def _wanted(tests: Iterable[Test]) -> str:
    names = [{"class": "@", "kind": "$", "type": "!"}.get(test.kind, "") + (test.value or "any") for test in tests]
    return " or ".join(names[:6]) + (" …" if len(names) > 6 else "")
