"""Where an event happened, as far as its own sentence says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from selon.claims.roles import COUNTRY_PRECISION, Roles
from selon.claims.spots import Standpoint, head_of
from selon.domain.analysis import Analysis, Token
from selon.domain.catalog import VERBAL_CONFLICT, EventType
from selon.domain.records import Entity, EntityKind, Place

# Dependents by which one noun names a larger or smaller part of another: "the suburbs *of Tyre*", "the *Kursk* region".
_PARTS = ("nmod", "compound", "amod", "flat", "appos")
# Tokens between a place and the "where" that takes it up: a comma, a closing bracket.
_WHERE_REACH = 3


@dataclass(frozen=True, slots=True)
class PlaceFinder:
    """Finds the place of one event.

    In this order: the place that "where" takes up; one behind a preposition of place in its clause; that of "y"; for
    types that act `on_the_spot`, the country or town that the event word governs ("the invasion of Ukraine",
    "shelled Kherson"); a place that opens the sentence; the place of a clause of the same time and place. Names
    come before nouns ("at the airport").
    """

    view: Standpoint
    roles: Roles
    voices: frozenset[int]  # tokens of sources: "diplomats in Brussels say" tells nothing of what they say
    kind: EventType

    def place(self, places: Sequence[Place], nouns: Sequence[Place]) -> Place | None:
        """The event's place among the report's; `nouns` are those that a common noun tells."""
        static = [noun for noun in nouns if self._moves or self._case(noun) in self.view.words.static]
        return self._of(places) or self._of(static)

    def _of(self, places: Sequence[Place]) -> Place | None:
        view, near = self.view, [place for place in self.view.in_sentence(places) if self._can_be(place)]
        located = [place for place in near if self._is_located(place)]
        return (
            self._behind(located) or self._before_where(places) or view.nearest(located, self._passes)
            or self._there(places) or (self._governed(near) if self.kind.on_the_spot else None)
            or view.fronted(located) or self._in_kindred(located))

    def _can_be(self, place: Place) -> bool:
        """Whether a place may be where it happened: no participant, no source's seat, no word of a quotation."""
        analysis, at = self.view.analysis, head_of(self.view.analysis, place)
        if self._takes_part(place) or analysis.quoted(at) not in (None, analysis.quoted(self.view.reading.trigger)):
            return False
        above = {at, *(token.i for token in analysis.ancestors(at))}
        if self.kind.quad == VERBAL_CONFLICT and above & self._absorbed:
            return False
        own = {self.view.reading.trigger, *(token.i for token in analysis.ancestors(self.view.reading.trigger))}
        return not above & self.voices or bool(own & self.voices)

    @property
    def _absorbed(self) -> frozenset[int]:
        """Words of what is demanded, refused or threatened: it does not happen where that is said."""
        reading = self.view.reading
        words = {i for inner in reading.absorbed for i in (inner.word, inner.trigger)}
        return frozenset(words - {reading.word, reading.trigger})

    def _takes_part(self, place: Place) -> bool:
        """A state that does it is no place; one that something is given or done to is none unless a visit or blow takes
        place there, or the text says "in" it or begins with it."""
        if any(_is_state_at(entity, place) for entity in self.roles.actor):
            return True
        if self._moves or not any(_is_state_at(entity, place) for entity in self.roles.recipient):
            return False
        return self._case(place) not in self.view.words.static and place.start > self.view.trigger.start

    def _passes(self, token: Token) -> bool:
        """What is asked, promised or refused happens elsewhere than the asking."""
        return self.kind.on_the_spot and token.is_noun

    def _is_located(self, place: Place) -> bool:
        cases = [self._case_of(i) for i in self._outwards(place)]
        if not self._moves and self._stands_for_state(place):
            cases = [case for case in cases if case not in self.view.words.towards]
        return any(case in self.view.slots.patterns.locative for case in cases)

    def _stands_for_state(self, place: Place) -> bool:
        entities = self.view.slots.cast.entities_at(head_of(self.view.analysis, place))
        return any(entity.kind is EntityKind.STATE for entity in entities)

    @property
    def _moves(self) -> bool:
        """Whether "to" and "from" tell where it happens: of blows, visits and marches, and where people are sent."""
        slots = self.view.slots
        return self.kind.on_the_spot or any(entity.can_act for at in slots.slot(self.view.reading.word, "object")
                                       for entity in slots.cast.entities_at(at) if entity.kind is EntityKind.GROUP)

    def _case(self, place: Place) -> str:
        return self._case_of(head_of(self.view.analysis, place))

    def _case_of(self, i: int) -> str:
        """The preposition of a word, with the adverb before it where the two are one: "près de", "north of"."""
        analysis, case = self.view.analysis, self.view.analysis.case(i)
        first = next((child for child in analysis.children(i) if child.dep == "case"), None)
        if first is None or first.i == 0 or case not in self.view.slots.patterns.genitive:
            return case
        whole = f"{analysis.tokens[first.i - 1].lemma} {case}"
        return whole if whole in self.view.slots.patterns.locative else case

    def _outwards(self, place: Place) -> list[int]:
        """The place's head and the nouns that it is a part or the whole of: "in the *suburbs* of Tyre"."""
        analysis, words = self.view.analysis, self.view.words
        token = analysis.tokens[head_of(analysis, place)]
        found = [token.i]
        while token.dep in _PARTS and token.head != token.i:
            case = analysis.case(token.i)
            if case and case not in self.view.slots.patterns.genitive:
                break
            is_compound, token = token.dep == "compound", analysis.tokens[token.head]
            is_event = token.i in self.view.others or token.i == self.view.reading.trigger
            is_small = place.precision != COUNTRY_PRECISION
            if not (token.lemma in words.areas or (is_small and token.lemma in words.facilities)
                    or (is_event and (is_small or is_compound))):
                break
            found.append(token.i)
        return found

    def _behind(self, places: Sequence[Place]) -> Place | None:
        """The place right behind an event noun, wherever the parser hung it: "arms for its war *in Ukraine*"."""
        slots = self.view.slots
        behind = slots.noun_behind(self.view.reading.trigger)
        if behind is None or slots.analysis.case(behind) not in slots.patterns.locative:
            return None
        return next((place for place in places if head_of(slots.analysis, place) == behind), None)

    def _before_where(self, places: Sequence[Place]) -> Place | None:
        """The place just before "where": "Geneva, *where* they met"."""
        adverb = self.view.relative(self.view.slots.patterns.where)
        return last_before(self.view.analysis, places, adverb.i, reach=_WHERE_REACH) if adverb else None

    def _there(self, places: Sequence[Place]) -> Place | None:
        """The last place told of, for "y" and "there"."""
        view = self.view
        there = view.slots.patterns.there
        return next((last_before(view.analysis, places, anchor) for anchor in view.anchors
                     if any(child.lemma in there for child in view.analysis.children(anchor))), None)

    def _governed(self, places: Sequence[Place]) -> Place | None:
        """The place in the genitive of an event noun or in the object of a verb, unless it stands for who did it."""
        view = self.view
        is_noun = view.trigger.is_noun
        actors = {head for role in view.reading.frame.roles["actor"] for path in role
                  for head in view.slots.fill(view.reading.word, path)}
        objects = () if is_noun else view.slots.slot(view.reading.word, "object")
        for place in places:
            outer = self._outwards(place)
            if actors.intersection(outer):
                continue
            if set(objects).intersection(outer) or any(self._in_genitive(i, is_noun=is_noun) for i in outer):
                return place
        return None

    def _in_genitive(self, i: int, *, is_noun: bool) -> bool:
        """ "the invasion *of Ukraine*", "se retirer *du Liban*"; what the parser hangs on a date is the verb's."""
        view = self.view
        token = view.analysis.tokens[i]
        if view.analysis.case(i) not in view.slots.patterns.genitive:
            return False
        head = view.analysis.tokens[token.head]
        if any(time.start <= head.start < time.end for time in view.slots.cast.times):
            return not is_noun and head.head == view.reading.word
        return head.i == view.reading.trigger and (is_noun or token.dep.startswith("obl"))

    def _in_kindred(self, places: Sequence[Place]) -> Place | None:
        return next((place for word in self.view.kindred()
                     if (place := self.view.nearest(places, self._passes, (word,)))), None)


def _is_state_at(entity: Entity, place: Place) -> bool:
    return entity.kind is EntityKind.STATE and entity.start <= place.start and place.end <= entity.end


def last_before(analysis: Analysis, places: Sequence[Place], i: int, *, reach: int | None = None,
                fits: Callable[[Place], bool] = lambda _: True) -> Place | None:
    """The last place that ends before token `i`, within `reach` tokens of it."""
    start = analysis.tokens[i].start
    found = next((place for place in reversed(places) if place.end <= start and fits(place)), None)
    if found is None or reach is None:
        return found
    last = analysis.token_at(found.end - 1)
    return found if last and i - last.i <= reach else None
