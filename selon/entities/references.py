"""What a report has told so far, and whom names in part and descriptions take up: "Kim", "the minister", "the bloc".

Pronouns are read by pronouns.py, phrases for several ("the two men") by collectives.py. Where nothing fits, nothing
is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from selon.domain.analysis import Analysis, Token
from selon.domain.cast import Mention
from selon.domain.folding import fold, pieces
from selon.domain.records import Entity, EntityKind
from selon.entities.roles import Role


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody told of: where, and how the words stood."""

    entities: tuple[Entity, ...]
    token: Token
    form: str
    is_plural: bool
    depth: int  # steps to the sentence's root
    is_where: bool  # stands behind a preposition of place


@dataclass
class History:
    """Who has been told of so far, in text order."""

    told: list[Told] = field(default_factory=list)
    titles: dict[str, set[str]] = field(default_factory=dict)  # entity name -> English titles it bore
    persons: dict[str, list[Entity]] = field(default_factory=dict)  # folded part of a name -> who bore it, each time

    def add(self, mention: Mention, analysis: Analysis, locative: Collection[str]) -> None:
        """Remember a mention; nationality words tell of nobody."""
        if mention.form == "demonym":
            return
        token = analysis.tokens[mention.head]
        is_plural = len(mention.entities) > 1 or mention.entities[0].kind is EntityKind.GROUP
        depth = sum(1 for _ in analysis.ancestors(token.i))
        is_where = analysis.case(token.i) in locative
        self.told.append(Told(mention.entities, token, mention.form, is_plural, depth, is_where))
        if mention.form == "description" and mention.antecedent:
            for entity in mention.entities:
                if entity.kind is EntityKind.PERSON:
                    self._remember(entity, entity.name)
        if mention.form == "name":
            last_word = analysis.tokens[mention.stop - 1].text
            for entity in mention.entities:
                if entity.kind is EntityKind.PERSON:
                    self._remember(entity, last_word)

    def _remember(self, entity: Entity, last_word: str) -> None:
        words = entity.name.split()
        for part in {words[0], words[-1], last_word.split()[-1]}:
            self.persons.setdefault(fold(part), []).append(entity)

    def note_titles(self, name: str, labels: Iterable[str], role: str | None) -> None:
        """Remember the English titles that somebody bears."""
        borne = self.titles.setdefault(name, set())
        borne.update(labels)
        if role:
            borne.add(role)

    def person(self, bare: str) -> Entity | None:
        """The person named before of whom the report now gives a part of the name."""
        words = bare.split()
        bearers = self.persons.get(fold(words[-1]), []) if words else []
        if len(words) > 1:
            bearers = [b for b in bearers if fold(words[0]) in (fold(w) for w in b.name.split())]
        if not bearers:
            return None
        often = Counter(bearer.name for bearer in bearers)
        return max(enumerate(bearers), key=lambda row: (often[row[1].name], row[0]))[1]

    def body_called(self, text: str) -> Entity | None:
        """The organisation named before whose full name holds this one word or acronym."""
        words = set(pieces(text))
        if len(words) != 1:
            return None
        for told in reversed(self.told):
            entity = told.entities[0]
            if entity.kind is EntityKind.ORGANISATION and told.form == "name" and not is_outlet(entity):
                full = {part for word in f"{entity.text} {entity.name}".split() for part in pieces(word)}
                if words < full:
                    return entity
        return None

    def group(self, name: str) -> Entity | None:
        """The group last told of by a description that ends in these English words: "the ministers"."""
        return next((entity for told in reversed(self.told) for entity in told.entities
                     if entity.kind is EntityKind.GROUP and f" {fold(entity.name)}".endswith(f" {fold(name)}")), None)

    def latest_person(self, sentence: int, country: str | None) -> Entity | None:
        """The person named last, in this sentence or the one before, unless the country says otherwise."""
        for told in reversed(self.told):
            if sentence - told.token.sentence > 1:
                return None
            entity = told.entities[0]
            if entity.kind is EntityKind.PERSON and told.form == "name":
                return entity if country in (None, entity.country) or entity.country is None else None
        return None

    def foreign(self, kind: EntityKind, own: Collection[str | None]) -> list[Entity]:
        """All of a kind and of another country who were called by name or a pronoun, the last one first."""
        return [told.entities[0] for told in reversed(self.told)
                if len(told.entities) == 1 and told.form in ("name", "pronoun") and told.entities[0].kind is kind
                and told.entities[0].country not in (None, *own)]

    def titled(self, role: Role, label: str, country: str | None, word: str) -> Entity | None:
        """Whoever was last told of under a title, or of the kind that a generic noun names; a body whose name holds
        the noun, in English or as written (`word`), comes first."""
        fitting = [(entity, told) for told in reversed(self.told) for entity in told.entities
                   if (country is None or entity.country in (None, country))
                   and self._answers_to(entity, told.form, role, label, country, word)]
        if role.kind is EntityKind.ORGANISATION:
            fitting.sort(key=lambda pair: not _holds(pair[0], label, word))
        if role.kind is EntityKind.STATE:  # "in Abuja ... the country": a city visited is not the one
            fitting.sort(key=lambda pair: pair[1].is_where)
        return fitting[0][0] if fitting else None

    def _answers_to(self, entity: Entity, form: str, role: Role, label: str, country: str | None, word: str) -> bool:
        """Persons answer to titles they bore, bodies and states to nouns of their kind without nationality."""
        if entity.kind is not role.kind:
            return False
        if role.kind is EntityKind.PERSON:
            return self._bears(entity, {label, label.split()[-1]})
        if country is not None:
            return False
        if role.kind is EntityKind.ORGANISATION:
            return _is_such_body(entity, role, form, label, word)
        return role.kind is EntityKind.STATE and form in ("name", "pronoun")

    def _bears(self, entity: Entity, wanted: set[str]) -> bool:
        borne = self.titles.get(entity.name, set())
        return any(title in wanted or title.split()[-1] in wanted for title in borne)


def is_outlet(entity: Entity) -> bool:
    """Whether somebody is a news outlet: it is told of as a source."""
    return "JRN" in entity.sectors


def _holds(entity: Entity, label: str, word: str) -> bool:
    """Whether a body's name holds a noun, in English or as written."""
    return fold(label) in fold(entity.name) or fold(word) in fold(entity.text).split()


def _is_such_body(entity: Entity, role: Role, form: str, label: str, word: str) -> bool:
    """ "the agency" takes up a news agency, "the ministry" a ministry, "the defence ministry" that one alone, "the
    bloc" any body of states."""
    if role.is_outlet:
        return is_outlet(entity)
    if " " in label:
        return fold(label) in fold(entity.name)
    if fold(label) in fold(entity.name).split() or fold(word) in fold(entity.text).split():
        return True
    return form == "name" and not role.sectors and role.source in (None, "organisation") and not is_outlet(entity)
