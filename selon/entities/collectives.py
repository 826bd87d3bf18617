"""Phrases that stand for several told of before: "the two men", "les trois pays", "both sides"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selon.domain.analysis import Token
from selon.domain.cast import Mention
from selon.domain.records import Entity, EntityKind
from selon.entities.labels import Labels
from selon.entities.phrases import Stretch, is_plural
from selon.entities.references import History, Told, is_outlet
from selon.entities.roles import RoleHit
from selon.entities.scene import Scene

# Sentences before its own in which a phrase finds those it stands for.
COLLECTIVE_REACH = 6

# The weights of prominence, in points.
_SUBJECT_BONUS = 80
_OBJECT_BONUS = 40
_SENTENCE_COST = 100
_DEPTH_COST = 10
_TOLD_BONUS = 25  # for each time told of, up to five
_MOST_TOLD = 5
_LOCATIVE_COST = 80
_OWNER_COST = 40

_FEWEST = 2  # whom a phrase without number stands for
# What a counted noun of each kind stands for: "the three governments" are states.
_SEVERAL_OF = {EntityKind.PERSON: "person", EntityKind.STATE: "state", EntityKind.ORGANISATION: "state"}

_BODIES = (EntityKind.STATE, EntityKind.ORGANISATION, EntityKind.GROUP)


@dataclass(frozen=True)
class Several:
    """Finds so many of a kind among those told of: the protagonists of the sentences before."""

    scene: Scene
    history: History

    def told(self, number: int, kind: str, before: int) -> tuple[Entity, ...]:
        """The `number` most prominent of a kind told of before token `before`, the head of the phrase, or none where
        there are fewer.

        `kind` is person, state, organisation or any; `any` takes the states that officials act for.
        """
        if found := self.coordinated(number, kind, before):
            return found
        barred = self._fellow_participants(before)
        ranked = [row for row in self._ranked(kind, before) if row[2].name not in barred]
        if len(ranked) < number:
            return ()
        return tuple(entity for _, _, entity in sorted(ranked[:number], key=lambda row: row[1]))

    def _fellow_participants(self, i: int) -> frozenset[str]:
        """Those who take part in the same verb beside token `i`, and so are none of the several."""
        analysis = self.scene.analysis
        token = analysis.tokens[i]
        fellows = {child.i for child in analysis.dependents(token.head, "nsubj", "nsubj:pass", "obj", "iobj")
                   if child.i != i}
        titles = {at for fellow in fellows for child in analysis.dependents(fellow, "appos", "nmod:poss", "compound")
                  for at in analysis.subtree(child.i)}  # "X, the *French president's* envoy"
        return frozenset(entity.name for told in self.history.told if told.token.i in fellows | titles
                         for entity in told.entities)

    def together(self, kind: str, before: int) -> tuple[Entity, ...]:
        """All of a kind who were last told of in one coordination, however many."""
        at = {told.token.i: told for told in self.history.told}
        latest = self.scene.analysis.tokens[before].sentence
        for told in reversed(self.history.told):
            if latest - told.token.sentence > COLLECTIVE_REACH:
                break
            members = {entity.name: entity for other in self._chain(told, at) for entity in self._of_kind(other, kind)}
            if len(members) > 1:
                return tuple(members.values())
        return ()

    def _ranked(self, kind: str, before: int) -> list[tuple[int, int, Entity]]:
        """Score, place and entity of all of a kind, the most prominent first."""
        latest = self.scene.analysis.tokens[before].sentence
        best: dict[str, tuple[int, int, Entity]] = {}
        often: Counter[str] = Counter()
        for n, told in enumerate(self.history.told):
            age = latest - told.token.sentence
            for entity in self._of_kind(told, kind):
                often[entity.name] += 1
                score = self._prominence(told) - _SENTENCE_COST * age
                if age <= COLLECTIVE_REACH and (entity.name not in best or score >= best[entity.name][0]):
                    best[entity.name] = score, n, entity
        ranked = [(score + _TOLD_BONUS * min(often[name], _MOST_TOLD), n, entity)
                  for name, (score, n, entity) in best.items()]
        return sorted(ranked, key=lambda row: row[:2], reverse=True)

    def coordinated(self, number: int, kind: str, before: int) -> tuple[Entity, ...]:
        """Exactly so many told of in one coordination, the latest: "*Mali, Burkina Faso and Niger* ... the three"."""
        at = {told.token.i: told for told in self.history.told}
        latest = self.scene.analysis.tokens[before].sentence
        for told in reversed(self.history.told):
            if latest - told.token.sentence > COLLECTIVE_REACH:
                break
            chain = tuple(self._chain(told, at))
            members = {entity.name: entity for other in chain for entity in self._of_kind(other, kind)}
            is_joint = len(chain) > 1 or len(told.entities) > 1
            if len(members) == number and is_joint and (number > _FEWEST or self._takes_part(told)):
                return tuple(members.values())
        return ()

    def _takes_part(self, told: Told) -> bool:
        """Whether they are named as participants; two owners or places stand side by side by chance."""
        return told.token.dep.startswith(("nsubj", "obj", "iobj"))

    def _chain(self, told: Told, at: dict[int, Told]) -> Iterator[Told]:
        yield told
        for i in self.scene.joined_with(told.token.i):
            if other := at.get(i):
                yield from self._chain(other, at)

    def _of_kind(self, told: Told, kind: str) -> Iterator[Entity]:
        for entity in told.entities:
            if kind == "state" or (kind == "any" and self._speaks_for_a_state(entity)):
                if state := self._state_of(entity):
                    yield state
            elif kind == "any":
                if entity.kind in _BODIES and not is_outlet(entity) and (told.form == "name" or entity.country):
                    yield entity
            elif kind == "person":
                if entity.kind is EntityKind.PERSON and (entity.country or (entity.sectors and told.form == "name")):
                    yield entity
            elif entity.kind == kind and not is_outlet(entity):
                yield entity

    def _speaks_for_a_state(self, entity: Entity) -> bool:
        groups = self.scene.directory.sectors
        return entity.kind is EntityKind.STATE or (bool(entity.sectors) and set(entity.sectors) <= groups.agents)

    def _state_of(self, entity: Entity) -> Entity | None:
        """The state that somebody belongs to."""
        name = self.scene.directory.states.get(entity.country or "")
        if name is None or is_outlet(entity):
            return None
        if entity.kind is EntityKind.STATE:
            return entity
        return replace(entity, name=name, kind=EntityKind.STATE, sectors=(), id=None)

    def _prominence(self, told: Told) -> int:
        """How much a mention stands out: by its place in the sentence, and by how deep in the tree it hangs."""
        dep, score = told.token.dep, -_DEPTH_COST * told.depth
        if told.is_where:
            score -= _LOCATIVE_COST
        if dep.startswith("nsubj"):
            return score + _SUBJECT_BONUS
        if dep.startswith("nmod"):
            return score - _OWNER_COST
        return score + (_OBJECT_BONUS if dep in ("obj", "iobj", "obl:arg", "obl") else 0)


@dataclass(frozen=True)
class Collectives:
    """Makes mentions of phrases for several; they need role nouns' labels to tell who is described otherwise."""

    scene: Scene
    several: Several
    labels: Labels

    def mention(self, hit: RoleHit) -> Mention | None:
        """ "the two leaders", "les trois pays": several told of before, where no nationality says otherwise."""
        counted = self._counted(hit)
        if counted is None or self.labels.country(hit) is not None or self.labels.is_of_others(hit):
            return None
        words, number, kind = counted
        found = () if number else self.several.together(kind, hit.head)
        found = found or self.several.told(number or _FEWEST, kind, hit.head)
        if not found and number and kind == "person":  # "the presidents of Chad and Togo ... the two leaders"
            states = self.several.coordinated(number, "state", hit.head)
            found = tuple(self._office_of(hit, state) for state in states)
        if not found:
            return None
        why = f"“{self.scene.text(words)}”: told of before"
        entities = tuple(self.scene.moved(self._one_of(hit, entity), words, why=why) for entity in found)
        return replace(self.scene.mention(hit.head, words, entities, "description"), antecedent=True)

    def phrase(self, i: int) -> Mention | None:
        """A phrase for several whose noun is no role noun: "both", "les deux camps"."""
        collective = self.scene.directory.roles.collective_at(self.scene.analysis, i)
        if collective is None or not collective.number or self.scene.analysis.tokens[i].dep in ("nummod", "det"):
            return None
        words = Stretch(i - len(collective.lemmas) + 1, i + 1)
        why = f"“{self.scene.text(words)}”: told of before"
        entities = tuple(self.scene.moved(entity, words, why=why)
                         for entity in self.several.told(collective.number, collective.kind, i))
        return Mention(i, *words, entities, "description", antecedent=True) if entities else None

    def _counted(self, hit: RoleHit) -> tuple[Stretch, int | None, str] | None:
        """The words, number and kind of a phrase for several; no number where it leaves that open."""
        analysis, last = self.scene.analysis, hit.stop - 1
        collective = self.scene.directory.roles.collective_at(analysis, last)
        is_listed = collective is not None and (collective.number or (is_plural(self._noun(hit)) or hit.role.plural))
        if is_listed and collective is not None and collective.kind in ("person", "any"):
            return Stretch(last - len(collective.lemmas) + 1, last + 1), collective.number or _FEWEST, collective.kind
        if not is_plural(self._noun(hit)):
            return None
        number = self._number(hit)
        is_definite = self.scene.has_definite_word(hit.head) or (number is not None and not hit.role.office)
        kind = "state" if hit.role.collective or hit.role.relational else _SEVERAL_OF.get(hit.role.kind)
        if kind is None or not is_definite or (number is None and not hit.role.each):
            return None
        return Stretch(hit.first, hit.stop), number, kind

    def _number(self, hit: RoleHit) -> int | None:
        """The number word before a definite noun: "the *two* delegations", "*both* armies"."""
        numerals, dependents = self.scene.directory.roles.numerals, self.scene.analysis.dependents
        words = dependents(hit.head, "nummod", "det", "det:predet", "amod")
        found = next((numerals[word.lower] for word in words if word.lower in numerals), None)
        is_alone = any(word.lower in numerals and word.dep.startswith("det") for word in words)
        return found if is_alone or self.scene.has_definite_word(hit.head) else None

    def _office_of(self, hit: RoleHit, state: Entity) -> Entity:
        """Whoever bears a title in a state, unnamed."""
        return replace(state, name=self.labels.english(hit.role.label, state.country), kind=EntityKind.PERSON,
                       sectors=hit.role.sectors, id=None)

    def _one_of(self, hit: RoleHit, entity: Entity) -> Entity:
        """Each of several bodies: of the states told of, "the delegations" are the US and the Russian one."""
        speaks = self.scene.directory.sectors.spokesmen.intersection(hit.role.sectors)
        if not hit.role.collective or entity.kind is not EntityKind.STATE or not speaks:
            return entity
        return replace(entity, name=self.labels.english(hit.role.label, entity.country), kind=EntityKind.GROUP,
                       sectors=hit.role.sectors, id=None)

    def _noun(self, hit: RoleHit) -> Token:
        return self.scene.analysis.tokens[hit.head]
