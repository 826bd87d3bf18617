"""Where, when, how many and in which context: what a claim takes from its own clause, never from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from selon.claims.frames import Lexicon
from selon.claims.roles import Roles
from selon.claims.slots import Slots
from selon.claims.triggers import Reading
from selon.domain.records import Number, Place, When

# How many steps down the tree a place or date may stand below its event.
MAX_DEPTH = 5
# Words this near to a trigger say what the event is about.
CONTEXT_REACH = 14

_CLAUSE_BREAKS = frozenset({"acl:relcl", "ccomp", "parataxis", "advcl", "csubj"})
_Spot = TypeVar("_Spot", Place, When)


def anchors(slots: Slots, reading: Reading) -> list[int]:
    """The words on which an event's circumstances hang: trigger, its verb, and the verbs that carry on from it."""
    analysis = slots.analysis
    found = list(dict.fromkeys((reading.trigger, reading.word)))
    at = analysis.tokens[reading.word]
    for _ in range(MAX_DEPTH):
        head = analysis.tokens[at.head]
        if head.i == at.i:
            break
        dep = at.dep.partition(":")[0]
        carries = dep in ("xcomp", "conj") or at.dep == "nsubj:pass" or (
            at.i in (reading.word, reading.trigger)
            and (dep in ("obj", "nsubj") or slots.supporter(at.i) is not None))
        if not carries or (dep == "conj" and head.pos not in ("VERB", "AUX", at.pos)):
            break
        found.append(head.i)
        at = head
    return found


def event_place(slots: Slots, reading: Reading, places: Sequence[Place], others: frozenset[int] = frozenset(), *,
                on_the_spot: bool = True) -> Place | None:
    """Where the event happened, if its own sentence says so.

    In this order: a place behind a preposition of place in its clause; the place that "where" or "y" takes
    up; for types that act `on_the_spot`, the country or town that the event word governs ("the invasion of
    Ukraine", "shelled Kherson"); a place that opens the sentence. `others`: words of other events; what hangs
    below these is theirs first.
    """
    near = _in_sentence(slots, reading, places)
    located = [place for place in near if slots.analysis.case(_token(slots, place)) in slots.patterns.locative]
    return (
        _beside(slots, reading, located) or _nearest(slots, reading, located, others, passable=True)
        or _taken_up(slots, reading, places) or (_governed(slots, reading, near) if on_the_spot else None)
        or _fronted(slots, reading, located))


def _beside(slots: Slots, reading: Reading, places: Sequence[Place]) -> Place | None:
    """The place right behind an event noun, wherever the parser hung it: "arms for its war *in Ukraine*"."""
    beside = {at for case in slots.patterns.locative for at in slots.beside(reading.trigger, case)}
    return next((place for place in places if _token(slots, place) in beside), None) if beside else None


def _taken_up(slots: Slots, reading: Reading, places: Sequence[Place]) -> Place | None:
    """The antecedent of "where", or the last place told of for "y" and "there"."""
    analysis = slots.analysis
    for anchor in anchors(slots, reading):
        children = list(analysis.children(anchor))
        if analysis.tokens[anchor].dep == "acl:relcl" and any(t.lemma in slots.patterns.where for t in children):
            head = analysis.tokens[anchor].head
            return next((place for place in places if _token(slots, place) == head), None)
        if any(t.lemma in slots.patterns.there for t in children):
            start = analysis.tokens[anchor].start
            return next((place for place in reversed(places) if place.end <= start), None)
    return None


def _governed(slots: Slots, reading: Reading, places: Sequence[Place]) -> Place | None:
    """The place in the genitive of an event noun or in the object of a verb, unless it stands for who did it."""
    analysis = slots.analysis
    is_noun = analysis.tokens[reading.trigger].pos in ("NOUN", "PROPN")
    actors = {head for role in reading.frame.roles["actor"] for path in role for head in slots.fill(reading.word, path)}
    objects = () if is_noun else slots.slot(reading.word, "object")
    for place in places:
        token = analysis.tokens[_token(slots, place)]
        in_genitive = token.head == reading.trigger and analysis.case(token.i) in slots.patterns.genitive
        if token.i not in actors and ((is_noun and in_genitive) or token.i in objects):
            return place
    return None


def event_time(slots: Slots, reading: Reading, times: Sequence[When],
               others: frozenset[int] = frozenset()) -> When | None:
    """When it happened, if its own clause or the opening of its sentence says so. Bare durations date nothing."""
    dated = [time for time in _in_sentence(slots, reading, times) if time.timex_type not in ("DURATION", "SET")
             or time.value is not None]
    return _nearest(slots, reading, dated, others) or _fronted(slots, reading, dated)


def _fronted(slots: Slots, reading: Reading, spots: Sequence[_Spot]) -> _Spot | None:
    """What opens the sentence sets the scene for its main clause: "On Thursday, in Tehran, crowds ..."."""
    analysis = slots.analysis
    sentence = analysis.sentence_of(reading.trigger)
    if any(analysis.tokens[i].dep in _CLAUSE_BREAKS for i in _path_to_root(slots, reading.word)):
        return None
    first_verb = next((t.start for t in analysis.tokens[sentence.first:sentence.stop]
                       if t.pos in ("VERB", "AUX") or t.dep.startswith("nsubj")), sentence.end)
    opening = [spot for spot in spots if spot.end <= first_verb]
    return opening[-1] if opening else None


def _path_to_root(slots: Slots, i: int) -> Iterator[int]:
    yield i
    for ancestor in slots.analysis.ancestors(i):
        yield ancestor.i


def event_numbers(slots: Slots, reading: Reading, roles: Roles, numbers: Iterable[Number]) -> tuple[Number, ...]:
    """Counts and amounts in the words of the participants, the object and the trigger."""
    heads = {*roles.heads, reading.trigger, reading.word}
    found = []
    for number in numbers:
        token = slots.analysis.token_at(number.start)
        if token is None:
            continue
        chain = [token.i, *(ancestor.i for ancestor in islice(slots.analysis.ancestors(token.i), 3))]
        if any(i in heads for i in chain):
            found.append(number)
    return tuple(found)


def event_modes(slots: Slots, reading: Reading, roles: Roles, lexicon: Lexicon) -> tuple[str, ...]:
    """The frame's modes, else those whose words stand beside the trigger or in its participants."""
    if reading.mode:
        return reading.mode
    words = {lemma for i in (reading.trigger, reading.word, *roles.heads) for lemma in _phrase_lemmas(slots, i)}
    table = lexicon.mode_words.get(reading.event, {})
    return tuple(mode for mode, lemmas in table.items() if words & lemmas)


def event_contexts(slots: Slots, reading: Reading, lexicon: Lexicon) -> tuple[str, ...]:
    """PLOVER contexts that words near the trigger support, with those that the type always implies."""
    sentence = slots.analysis.sentence_of(reading.trigger)
    first = max(sentence.first, reading.trigger - CONTEXT_REACH)
    stop = min(sentence.stop, reading.trigger + CONTEXT_REACH)
    found = {*reading.frame.context, *lexicon.type_contexts.get(reading.event, ())}
    for token in slots.analysis.tokens[first:stop]:
        found |= lexicon.context_words.get(token.lemma, frozenset())
    return tuple(sorted(found))


def _phrase_lemmas(slots: Slots, i: int) -> Iterator[str]:
    yield slots.analysis.tokens[i].lemma
    for child in slots.analysis.children(i):
        if child.dep.partition(":")[0] in ("amod", "compound", "nmod", "obl", "obj", "advmod", "appos", "conj"):
            yield child.lemma


def _token(slots: Slots, spot: Place | When) -> int:
    """The head of a place's or date's words: the token of it that the others depend on."""
    analysis = slots.analysis
    token = analysis.token_at(spot.start)
    if token is None:
        return 0
    while token.head != token.i and spot.start <= analysis.tokens[token.head].start < spot.end:
        token = analysis.tokens[token.head]
    return token.i


def _in_sentence(slots: Slots, reading: Reading, spots: Sequence[_Spot]) -> list[_Spot]:
    sentence = slots.analysis.sentence_of(reading.trigger)
    return [spot for spot in spots if sentence.start <= spot.start < sentence.end]


def _nearest(slots: Slots, reading: Reading, spots: Sequence[_Spot], others: frozenset[int], *,
             passable: bool = False) -> _Spot | None:
    """The one that hangs least deep below an anchor, the nearest anchor first.

    `passable`: what hangs below another event may serve too, after all that does not.
    """
    best: tuple[tuple[int, int, int], _Spot] | None = None
    rank = {anchor: n for n, anchor in reversed(list(enumerate(anchors(slots, reading))))}
    for spot in spots:
        depth = _below(slots, _token(slots, spot), rank, others, passable=passable)
        if depth is None:
            continue
        key = (depth[0], depth[1], abs(spot.start - slots.analysis.tokens[reading.trigger].start))
        if best is None or key < best[0]:
            best = key, spot
    return best[1] if best else None


def _below(slots: Slots, i: int, rank: dict[int, int], others: frozenset[int], *,
           passable: bool) -> tuple[int, int] | None:
    """The rank of the anchor above token `i` and the steps to it; None beyond another event or a clause of its own."""
    token, through = slots.analysis.tokens[i], 0
    for steps in range(MAX_DEPTH):
        if token.i in rank:
            return rank[token.i] + through, steps
        if token.i in others:
            if not passable or token.pos not in ("NOUN", "PROPN"):
                return None
            through = len(rank)
        if token.dep in _CLAUSE_BREAKS or token.head == token.i:
            return None
        token = slots.analysis.tokens[token.head]
    return None
