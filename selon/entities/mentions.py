"""What a mention alone stands for where no report around it can tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from selon.domain.analysis import Analysis
from selon.domain.cast import Cast
from selon.domain.folding import fold
from selon.domain.records import Entity, EntityKind
from selon.entities.directory import Directory
from selon.entities.people import FORMER, at_date, choose
from selon.entities.places_index import PlaceIndex

_KNOWN_TOWN = 5_000  # inhabitants of a town that its name alone is taken for


@dataclass(frozen=True)
class Alone:
    """Who is meant by words without a report: what governs them, else a family name, else a place."""

    text: str
    language: str
    date: str | None
    directory: Directory
    index: PlaceIndex

    def meant(self, cast: Cast, analysis: Analysis) -> Entity | None:
        """The mention that the others hang on; words that tell nothing of anybody may name a place."""
        named = sorted(cast.mentions, key=lambda mention: (
            mention.form == "demonym", len(list(analysis.ancestors(mention.head))), mention.first - mention.stop))
        entity = named[0].entities[0] if named else None
        if entity is not None and (entity.country or entity.sectors or entity.kind is EntityKind.GROUP):
            return entity
        return self._by_surname(entity or self._named_in_full()) or self._place() or entity

    def _named_in_full(self) -> Entity:
        """The words as a person's name, where the model saw none."""
        return Entity(self.text, 0, len(self.text), self.text, EntityKind.PERSON, None, (), None, "")

    def _by_surname(self, entity: Entity) -> Entity | None:
        """Somebody whose family name one person in office bears, or one official, or one person.

        A report would name them in full first, so that a surname in a report needs more than this.
        """
        if entity.kind is not EntityKind.PERSON or " " in entity.name or not entity.name[:1].isupper():
            return None
        bearers = self.directory.surnames.get(fold(entity.name), ())
        in_office = [known for known in bearers if at_date(known, self.date).sectors not in ((), FORMER)]
        officials = [known for known in bearers if any(office.sectors != FORMER for office in known.offices)]
        known = choose(in_office or officials or bearers, self.date, Counter())
        if known is None:
            return None
        person = at_date(known, self.date)
        return replace(entity, name=person.name, country=person.country, sectors=person.sectors, id=person.id,
                       why=person.why)

    def _place(self) -> Entity | None:
        """The likeliest place that bears the whole of the words for a name."""
        found = self.index.find(self.text, self.language) if self.text[:1].isupper() else ()
        if not found or not (found[0].listed or found[0].population >= _KNOWN_TOWN):
            return None
        return Entity(self.text, 0, len(self.text), found[0].name, EntityKind.PLACE, found[0].country, (), None,
                      "name of a place")
