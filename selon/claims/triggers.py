"""Chooses what each word of a report tells: the reading of every trigger, and which event is part of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from selon.claims.frames import NO_EVENT, WEIGHTS, Condition, Entry, Frame, Lexicon, Words
from selon.claims.slots import Slots
from selon.domain.analysis import Token
from selon.domain.catalog import EventType

_CLASSES = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
# A complement of a complement is still what is asked or promised ("agreed to start sending"), but no deeper.
ABSORBED_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A word as the trigger of one frame."""

    word: int  # the frame's word
    trigger: int  # the token that is told as trigger: the word, or the noun that carries its meaning
    frame: Frame
    event: str  # the frame's type, or what an enclosing promise makes of it
    mode: tuple[str, ...]
    holds: int  # how many conditions hold
    why: str
    others: tuple[str, ...] = ()
    absorbed: tuple[Reading, ...] = ()  # events that are part of this one: what is asked, promised, cancelled
    promised: bool = False  # the word of promise around it is not told, so the event is yet to come


@dataclass(frozen=True, slots=True)
class Chosen:
    """How the words of a report were read, step by step."""

    events: Mapping[int, str]  # the types of the first reading, by trigger
    best: Mapping[int, Reading]  # the reading of each word, no-events included
    told: tuple[Reading, ...]  # those that are told, one a trigger, in text order


def choose(slots: Slots, lexicon: Lexicon, types: Mapping[str, EventType]) -> Chosen:
    """Reads all words twice: conditions on events ("cancelled *talks*") need the first reading of the others."""
    candidates = [(token, entry) for token in slots.analysis.tokens for entry in candidates_of(slots, lexicon, token)]
    alone = [None if entry.frame.needs_events else _reading(slots, token, entry, {}) for token, entry in candidates]
    events = {reading.trigger: reading.frame.event for reading in _best(alone).values()
              if reading.frame.event != NO_EVENT}
    second = _best(_reading(slots, token, entry, events) if entry.frame.asks_for_events else reading
                   for (token, entry), reading in zip(candidates, alone, strict=True))
    told = {reading.trigger: reading for reading in _one_a_trigger(second)
            if reading.frame.event != NO_EVENT}
    return Chosen(events, second, tuple(_absorb(slots, told, types)))


def candidates_of(slots: Slots, lexicon: Lexicon, token: Token) -> Iterator[Entry]:
    """The entries that list a word in its class and whose further words stand with it."""
    word_class = _CLASSES.get(token.pos)
    if word_class is None or (token.pos == "PROPN" and slots.tells_when(token.i)):
        return
    found = lexicon.entries.get(token.lemma) or _without_hyphen(token, lexicon.entries)
    participle = token.pos == "ADJ" and token.morph.get("VerbForm") == "Part"
    for entry in found:
        wanted = entry.frame.word_class
        if (wanted == word_class or (participle and wanted == "verb")) and (
                not entry.others or slots.has_others(token.i, entry.others)):
            yield entry


def _without_hyphen(token: Token, entries: Mapping[str, tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """The entries of a verb that is also written in one word or without its prefix: "re-open", "co-sign"."""
    if token.pos != "VERB" or "-" not in token.lemma:
        return ()
    return entries.get(token.lemma.replace("-", "")) or entries.get(token.lemma.rpartition("-")[2]) or ()


def _reading(slots: Slots, token: Token, entry: Entry, events: Mapping[int, str]) -> Reading | None:
    """A word read by one of its entries, where all conditions hold."""
    frame = entry.frame
    score, reasons = float(len(entry.others)), []
    for condition in frame.needs:
        held = holds(slots, token.i, condition, events)
        if held is None:
            return None
        head, strength = held
        score += strength
        reasons.append(f", {'.'.join(condition.path)} {slots.analysis.tokens[head].text}")
    if any(holds(slots, token.i, condition, events) for condition in frame.lacks):
        return None
    trigger = _trigger(slots, token.i, frame)
    if trigger is None:
        return None
    return Reading(token.i, trigger, frame, frame.event, frame.mode, int(score * 100),
                   f"{token.lemma} {' '.join(entry.others)}".strip() + "".join(reasons), entry.others)


def holds(slots: Slots, i: int, condition: Condition, events: Mapping[int, str]) -> tuple[int, float] | None:
    """The token that makes a condition hold, and how much that says: the first of those that say most."""
    best, most = -1, 0.0
    for head in slots.fill(i, condition.path):
        strength = _strength(slots, head, condition, events)
        if strength > most:
            best, most = head, strength
    return (best, most) if most else None


def _strength(slots: Slots, head: int, condition: Condition, events: Mapping[int, str]) -> float:
    """The weight of the strongest test that a token passes, 0 where it passes none."""
    token = slots.analysis.tokens[head]
    if _is_among(slots, token, condition.words):
        return WEIGHTS["word"]
    if condition.types and head in events and ("any" in condition.types or events[head] in condition.types):
        return WEIGHTS["type"]
    if _is_among(slots, token, condition.classes):
        return WEIGHTS["class"]
    if condition.kinds and _is_of_kind(slots, head, condition.kinds):
        return WEIGHTS["kind"]
    return WEIGHTS["any"] if condition.takes_any else 0.0


def _is_among(slots: Slots, token: Token, words: Words) -> bool:
    lemma, lower = token.lemma, token.lower
    return lemma in words.single or lower in words.single or (bool(words.phrases) and any(
        slots.has_others(token.i, others) for form in {lemma, lower} for others in words.phrases.get(form, ())))


def _is_of_kind(slots: Slots, head: int, kinds: frozenset[str]) -> bool:
    return any(entity.kind in kinds or (entity.can_act and "actor" in kinds)
               for entity in slots.cast.entities_at(head))


def _trigger(slots: Slots, word: int, frame: Frame) -> int | None:
    if frame.trigger is None:
        return word
    return next(iter(slots.fill(word, frame.trigger)), None)


def _best(readings: Iterable[Reading | None]) -> dict[int, Reading]:
    """The reading of each word with the most conditions met; of equals, the first in the lexicon."""
    best: dict[int, Reading] = {}
    for reading in readings:
        if reading is None:
            continue
        other = best.get(reading.word)
        if other is None or (reading.holds, -reading.frame.order) > (other.holds, -other.frame.order):
            best[reading.word] = reading
    return best


def _one_a_trigger(readings: Mapping[int, Reading]) -> Iterator[Reading]:
    """Where a verb makes its object the trigger ("imposed *sanctions*"), the noun is not read by itself too."""
    moved = {reading.trigger for reading in readings.values() if reading.trigger != reading.word}
    for reading in readings.values():
        if reading.trigger == reading.word and reading.word in moved:
            continue
        yield reading


def _absorb(slots: Slots, told: Mapping[int, Reading], types: Mapping[str, EventType]) -> Iterator[Reading]:
    """Joins what is asked, promised, refused or threatened to the word that does so; decision 4 of the codebook."""
    changed = {trigger: _with_conditions(slots, reading, told) for trigger, reading in told.items()}
    gone = {inner.trigger for reading in changed.values() for inner in reading.absorbed}
    for trigger in sorted(told):
        reading = changed[trigger]
        absorbs = types[reading.event].absorbs
        if not absorbs or trigger in gone:
            continue
        inner = [i for i in _contents(slots, reading, told) if i not in gone and i != trigger]
        inner = [i for i in inner if told[i].event in absorbs]
        if not inner:
            continue
        outcome = absorbs[told[inner[0]].event]
        if outcome.startswith("=") and outcome[1:] == told[inner[0]].event:
            gone.add(trigger)  # a promise to do this is told as the deed, yet to come
            changed.update({i: replace(told[i], promised=True) for i in inner})
            continue
        event = outcome[1:] if outcome.startswith("=") else reading.event
        mode = (outcome,) if outcome and not outcome.startswith("=") and not reading.mode else reading.mode
        threatened = tuple(m for m in told[inner[0]].mode if m in types[event].modes)
        changed[trigger] = replace(reading, event=event, mode=threatened or mode,
                                   absorbed=(*reading.absorbed, *(told[i] for i in inner)))
        gone.update(inner)
    yield from (changed[trigger] for trigger in sorted(told) if trigger not in gone)


def _with_conditions(slots: Slots, reading: Reading, told: Mapping[int, Reading]) -> Reading:
    """The reading with the events that its own conditions name ("cancelled *talks*") as part of it."""
    inner = [told[head] for condition in reading.frame.needs if condition.on_events
             for head in slots.fill(reading.word, condition.path) if head in told and head != reading.trigger]
    return replace(reading, absorbed=tuple(inner)) if inner else reading


def _contents(slots: Slots, reading: Reading, told: Mapping[int, Reading]) -> list[int]:
    """Triggers that are what the word speaks of: the heads of its object and clause, or what these only frame."""
    paths = [("clause",), *(path for option in reading.frame.roles["object"] for path in option), ("object",)]
    heads = list(dict.fromkeys(head for path in paths for head in slots.fill(reading.word, path)))
    found: list[int] = []
    for head in heads:
        found.extend(_nearest(slots, head, told, ABSORBED_DEPTH))
    return [i for i in dict.fromkeys(found) if i != reading.word]


def _is_presupposed(slots: Slots, i: int) -> bool:
    """Whether a noun's possessor makes it known: "asked for shells for *its war*" does not ask for the war."""
    return bool(slots.slot(i, "possessive"))


def _nearest(slots: Slots, i: int, told: Mapping[int, Reading], depth: int) -> list[int]:
    """The trigger at a head, or the first ones below it through verbs that tell nothing by themselves."""
    if i in told:
        return [i, *(t.i for t in slots.analysis.dependents(i, "conj") if t.i in told)]
    if depth == 0:
        return []
    if slots.analysis.tokens[i].lemma in slots.patterns.ceasing:
        return []
    moved = [t for t, reading in told.items() if reading.word == i]
    if moved:
        return moved
    below = [t.i for t in slots.analysis.dependents(i, "xcomp", "ccomp", "conj")]
    if slots.analysis.tokens[i].is_verb:
        below += [t.i for t in slots.analysis.dependents(i, "obj")]
    else:
        below += [t.i for t in slots.analysis.dependents(i, "nmod") if not _is_presupposed(slots, t.i)]
    return [found for at in below for found in _nearest(slots, at, told, depth - 1)]
