"""What stands where in one report before anybody is resolved: names, role nouns, places, countries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from selon.domain.analysis import Analysis, Name, Token
from selon.domain.cast import Mention
from selon.domain.records import Entity, EntityKind, Place
from selon.entities.directory import Directory
from selon.entities.phrases import Words, head_of, noun_phrase
from selon.entities.roles import RoleHit
from selon.entities.surnames import mend_names

# Gives the mention whose head is a token, made on first demand: how one mention asks for another.
Lookup = Callable[[int], Mention | None]

# A place of fewer characters is an abbreviation or a misreading, and does not hide a role noun.
_SHORTEST_PLACE = 4


@dataclass(frozen=True)
class Scene:
    """One report's words under the directory's eyes. Nothing here changes while the cast is resolved."""

    analysis: Analysis
    directory: Directory
    date: str | None  # the report's date, EDTF
    places: tuple[Place, ...]

    @cached_property
    def names(self) -> Mapping[int, Name]:
        """Names by head, mended; a role noun that the model calls a name is none."""
        mended = mend_names(self.analysis, self._role_nouns)
        return {head_of(self.analysis, name): name for name in mended
                if name.known or not self._is_part_of_noun(name)}

    def _is_part_of_noun(self, name: Name) -> bool:
        """Whether what the model calls a name is the attribute of a role noun: "*Defense* Minister"."""
        return any(hit.first <= name.first < name.stop < hit.stop for hit in self._role_nouns)

    @cached_property
    def hits(self) -> Mapping[int, RoleHit]:
        """Role nouns by head, but for those that are part of a name or place."""
        taken = {i for name in self.names.values() for i in range(name.first, name.stop)}
        taken |= {token.i for place in self.places if place.end - place.start >= _SHORTEST_PLACE
                  if (token := self.analysis.token_at(place.end - 1))}
        return {hit.head: hit for hit in self._role_nouns
                if not any(i in taken for i in range(hit.first, hit.stop))}

    def nouns_in(self, name: Name) -> Iterator[RoleHit]:
        """The role nouns that a name holds: "Northern *Medical Services*"."""
        return (hit for hit in self._role_nouns if name.first <= hit.first and hit.stop <= name.stop)

    @cached_property
    def hits_in(self) -> Mapping[int, list[RoleHit]]:
        """Role nouns by the sentence that their head stands in."""
        found: dict[int, list[RoleHit]] = {}
        for hit in self.hits.values():
            found.setdefault(self.analysis.tokens[hit.head].sentence, []).append(hit)
        return found

    @cached_property
    def countries(self) -> Counter[str]:
        """How often the report names each country."""
        return Counter(known.country for name in self.analysis.names for known in name.known[:1]
                       if known.country and known.entity is EntityKind.STATE)

    @cached_property
    def _role_nouns(self) -> tuple[RoleHit, ...]:
        return tuple(hit for hit in self.directory.roles.hits(self.analysis) if not self._only_counts(hit))

    def _only_counts(self, hit: RoleHit) -> bool:
        """Whether a noun only counts who follows: "*thousands* of farmers"; alone, "thousands" are people."""
        analysis = self.analysis
        return analysis.tokens[hit.head].lemma in self.directory.quantities and any(
            analysis.case(child.i) in self.directory.genitive
            for child in analysis.dependents(hit.head, "nmod", "obl"))

    @cached_property
    def _places_by_start(self) -> Mapping[int, Place]:
        return {place.start: place for place in self.places}

    def place_of(self, name: Name) -> Place | None:
        """The place that begins where a name begins."""
        return self._places_by_start.get(self.analysis.tokens[name.first].start)

    def takes_sides(self, name: Name) -> bool:
        """Whether a name stands behind "pro-" or "anti-": it tells whom somebody is for or against, not who acts."""
        return self.stands_behind_sides(name.first)

    def stands_behind_sides(self, i: int) -> bool:
        """Whether a token stands behind "pro-" or "anti-"."""
        tokens = self.analysis.tokens
        return i > 1 and tokens[i - 1].text in "-‑" and tokens[i - 2].lower in self.directory.sides

    def is_person(self, i: int) -> bool:
        """Whether a token is the head of a person's name."""
        return i in self.names and self.names[i].label == "PER"

    def is_definite(self, i: int) -> bool:
        """Whether a noun stands with a definite determiner, or in the first sentence: headlines drop theirs."""
        return self.has_definite_word(i) or self.analysis.tokens[i].sentence == 0

    def has_definite_word(self, i: int) -> bool:
        """Whether a definite determiner stands with a noun, or one that is part of its preposition ("du")."""
        return any(word.lower in self.directory.definite for word in self.analysis.dependents(i, "det")) or any(
            word.morph.get("Definite") == "Def" for word in self.analysis.dependents(i, "case"))

    def joined_with(self, i: int) -> Iterator[int]:
        """The tokens coordinated with token `i`, by the tree, or right behind it and a conjunction."""
        yield from (child.i for child in self.analysis.dependents(i, "conj"))
        tokens, at = self.analysis.tokens, i + 1
        if at < len(tokens) and tokens[at].pos == "CCONJ" and tokens[at].sentence == tokens[i].sentence:
            at += 1
            while at + 1 < len(tokens) and tokens[at].pos in ("DET", "ADP"):
                at += 1
            if at < len(tokens) and tokens[at].dep != "conj":
                yield at

    def words_of(self, sentence: int) -> tuple[Token, ...]:
        found = self.analysis.sentences[sentence]
        return self.analysis.tokens[found.first:found.stop]

    def text(self, words: Words) -> str:
        return self.analysis.span(words.first, words.stop).text

    def entity(self, words: Words, name: str, kind: EntityKind, *, country: str | None = None,
               sectors: tuple[str, ...] = (), id: str | None = None, why: str) -> Entity:
        """An entity that some words stand for."""
        span = self.analysis.span(words.first, words.stop)
        return Entity(span.text, span.start, span.end, name, kind, country, sectors, id, why)

    def moved(self, entity: Entity, words: Words, *, why: str) -> Entity:
        """An entity told of before, for which other words stand now."""
        span = self.analysis.span(words.first, words.stop)
        return replace(entity.at(span), why=why)

    def mention(self, head: int, words: Words, entities: tuple[Entity, ...], form: str) -> Mention:
        """A mention whose words are the whole noun phrase; the first entity and others at its place take them over."""
        complements = () if head in self.names else self.directory.owner_cases
        first, stop = noun_phrase(self.analysis, head, words, owner_cases=complements)
        span = self.analysis.span(first, stop)
        place = entities[0].start, entities[0].end
        entities = tuple(entity.at(span) if (entity.start, entity.end) == place else entity for entity in entities)
        return Mention(head, first, stop, entities, form)
