"""Places that a common noun tells: "at the airport", "devant l'ambassade", "in the city".

A building lies in the town that the report is in at that point; "the city" is that town.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from selon.claims.event_places import last_before
from selon.claims.frames import Patterns
from selon.claims.slots import Slots
from selon.claims.spots import SpotWords, head_of
from selon.domain.analysis import Analysis, Token
from selon.domain.records import Entity, EntityKind, Place

# UCDP precision of towns, and of what surely lies around them.
_TOWN, _COUNTRY = (1, 2), 6
_OWN = ("nmod:poss", "compound", "nmod", "amod")


@dataclass(frozen=True, slots=True)
class NounPlaces:
    """Finds them in one report."""

    slots: Slots
    words: SpotWords

    @property
    def analysis(self) -> Analysis:
        return self.slots.analysis

    @property
    def patterns(self) -> Patterns:
        return self.slots.patterns

    @property
    def places(self) -> Sequence[Place]:
        return self.slots.cast.places  # those that a name tells

    @property
    def _nouns(self) -> tuple[frozenset[str], ...]:
        return self.words.land, self.words.same_town, self.words.facilities

    def find(self) -> tuple[Place, ...]:
        """Every noun behind a preposition of place that stands for a place told before, in text order."""
        return tuple(self._read())

    def _read(self) -> Iterator[Place]:
        for i, case in self.analysis.cases.items():
            token = self.analysis.tokens[i]
            if case not in self.patterns.locative or not any(token.lemma in words for words in self._nouns):
                continue
            if not self._is_definite(token) or self._names_a_place(token):
                continue
            if token.lemma in self.words.land:
                yield from self._land(token)
            elif token.lemma in self.words.same_town and (place := self._before(token)):
                yield self._moved(place, token, name=place.name, why=f"{place.name}, told before")
            elif token.lemma in self.words.facilities and (place := self._town(token)):
                span = self._span(token)
                yield self._moved(place, token, name=self.analysis.text[span[0]:span[1]],
                                  why=f"in {place.name}, told before")

    def _is_definite(self, token: Token) -> bool:
        """Whether the noun is a known one: by its article, its owner or the name that it bears."""
        children = self.analysis.children(token.i)
        if any(t.dep in ("det", "case", "nmod:poss") and t.lower in self.words.definite for t in children):
            return True  # contracted articles stand in the preposition: "au siège"
        return not any(t.dep == "det" for t in children) and any(t.dep in _OWN and t.i < token.i for t in children)

    def _names_a_place(self, token: Token) -> bool:
        """Whether a town or region is named in the noun's own phrase: "the airport of Aleppo"."""
        inside = set(self.analysis.subtree(token.i))
        return any(head_of(self.analysis, place) in inside for place in self.places
                   if place.precision != _COUNTRY)

    def _town(self, token: Token) -> Place | None:
        """The town of a building: the last one told in its paragraph, else the dateline's, else the last one told."""
        place = self._before(token)
        here = self.analysis.token_at(place.start) if place else None
        if here and self.analysis.sentence_of(here.i).paragraph == self.analysis.sentence_of(token.i).paragraph:
            return place
        return self._dateline() or place

    def _before(self, token: Token) -> Place | None:
        """The last town where something was told to happen, in the country that the noun's own words name."""
        owners = {entity.country for entity in self._owners(token)} if token.lemma in self.words.same_town else set()
        return last_before(self.analysis, self.places, token.i, fits=lambda place: (
            place.precision in _TOWN and place.lat is not None
            and self._is_located(place) and (not owners or place.country in owners)))

    def _land(self, token: Token) -> Iterator[Place]:
        """A country by the name of its people: "sur le territoire ukrainien", "on Ukrainian soil"."""
        for entity in self._owners(token)[:1]:
            known = next((place for place in self.places if place.precision == _COUNTRY
                          and place.country == entity.country), None)
            start, end = self._span(token)
            yield Place(self.analysis.text[start:end], start, end, entity.name, entity.country,
                        known.lat if known else None, known.lon if known else None, _COUNTRY,
                        why=f"the land of {entity.name}")

    def _owners(self, token: Token) -> list[Entity]:
        """The states of the nationality words beside a noun."""
        return [entity for at in self.slots.slot(token.i, "adjective") for entity in self.slots.cast.entities_at(at)
                if entity.kind is EntityKind.STATE]

    def _is_located(self, place: Place) -> bool:
        at = head_of(self.analysis, place)
        behind = self.analysis.tokens[at + 1:at + 3]
        return self.analysis.case(at) in self.patterns.locative | self.words.towards or any(
            token.lemma in self.patterns.where for token in behind)

    def _dateline(self) -> Place | None:
        line = self.analysis.dateline
        return next((place for place in self.places if line and line[0] <= place.start < line[1]), None)

    def _span(self, token: Token) -> tuple[int, int]:
        """The noun with what stands right before it and the complement that tells whose it is, without its article."""
        own = [token.i, *(t.i for t in self.analysis.children(token.i) if t.dep in _OWN and abs(t.i - token.i) < 4)]
        return self.analysis.tokens[min(own)].start, self.analysis.tokens[max(own)].end

    def _moved(self, place: Place, token: Token, *, name: str, why: str) -> Place:
        start, end = self._span(token)
        return replace(place, text=self.analysis.text[start:end], start=start, end=end, name=name,
                       geoname_id=None, why=why)
