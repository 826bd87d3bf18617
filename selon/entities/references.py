"""Coreference by rule: pronouns, possessives and descriptions tied to who was told of before.

Salience follows the centering tradition (S. Lappin, H. Leass, "An Algorithm for Pronominal Anaphora
Resolution", Computational Linguistics 20, 1994): recent before old, subjects before others, with number,
gender and kind as filters. Where nothing fits, nothing is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from selon.domain.analysis import Analysis, Token
from selon.domain.cast import Mention
from selon.domain.gazetteer import fold, pieces
from selon.domain.records import Entity, EntityKind
from selon.entities.roles import Role

# A pronoun is tied to somebody told of in its own sentence or in this many before.
PRONOUN_REACH = 3

# The weights of salience, in points; one sentence further back costs more than a subject gains.
_SUBJECT_BONUS = 80
_OBJECT_BONUS = 40
_PERSON_BONUS = 40
_PRONOUN_BONUS = 20
_SENTENCE_COST = 100
_OBLIQUE_COST = 30
_POSSESSOR_COST = 40
_OUTLET_COST = 60  # "he told AFP": outlets are told of as sources, seldom taken up
_DEPTH_COST = 10

# Pronouns whose features the models leave out.
_THEY = ("they", "them", "their")
_IT = ("it", "its")
_HE_OR_SHE = ("he", "she", "him", "her", "his", "hers")
_OWNED_BY_SEVERAL = "leur"

_BODIES = (EntityKind.STATE, EntityKind.ORGANISATION, EntityKind.GROUP)


@dataclass(frozen=True, slots=True)
class _Told:
    """Somebody told of: where, and how the words stood."""

    entities: tuple[Entity, ...]
    token: Token
    form: str
    is_plural: bool
    depth: int  # steps to the sentence's root


def is_reference(token: Token) -> bool:
    """Whether a word stands for somebody else: third-person pronouns and possessives."""
    morph = token.morph
    if token.dep == "nmod:poss" and morph.get("Poss") == "Yes":
        return morph.get("Person", "3") == "3"
    if token.pos != "PRON" or morph.get("Person") != "3" or morph.get("Reflex") == "Yes" or token.dep == "det":
        return False
    if token.dep.startswith("expl") and not token.text.startswith("-"):
        return False  # "il est à noter": stands for nobody
    return morph.get("PronType") not in ("Rel", "Int", "Dem", "Ind")


@dataclass
class History:
    """Who has been told of so far, in text order."""

    told: list[_Told] = field(default_factory=list)
    titles: dict[str, set[str]] = field(default_factory=dict)  # entity name -> English titles it bore
    persons: dict[str, list[Entity]] = field(default_factory=dict)  # folded part of a name -> who bore it, each time

    def add(self, mention: Mention, analysis: Analysis) -> None:
        """Remember a mention; nationality words tell of nobody."""
        if mention.form == "demonym":
            return
        token = analysis.tokens[mention.head]
        is_plural = len(mention.entities) > 1 or mention.entities[0].kind is EntityKind.GROUP
        depth = sum(1 for _ in analysis.ancestors(token.i))
        self.told.append(_Told(mention.entities, token, mention.form, is_plural, depth))
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
            if entity.kind is EntityKind.ORGANISATION and told.form == "name" and not _is_outlet(entity):
                full = {part for word in f"{entity.text} {entity.name}".split() for part in pieces(word)}
                if words < full:
                    return entity
        return None

    def titled(self, role: Role, label: str, country: str | None) -> Entity | None:
        """Whoever was last told of under a title, or of the kind that a generic noun names."""
        for told in reversed(self.told):
            for entity in told.entities:
                if country is not None and entity.country is not None and entity.country != country:
                    continue
                if self._answers_to(entity, told.form, role, label, country):
                    return entity
        return None

    def _answers_to(self, entity: Entity, form: str, role: Role, label: str, country: str | None) -> bool:
        """Persons answer to titles they bore, bodies and states to nouns of their kind without nationality."""
        if entity.kind is not role.kind:
            return False
        if role.kind is EntityKind.PERSON:
            return self._bears(entity, {label, label.split()[-1]})
        if country is not None:
            return False
        if role.kind is EntityKind.ORGANISATION:
            return _is_such_body(entity, role, form, label)
        return role.kind is EntityKind.STATE and form in ("name", "pronoun")

    def _bears(self, entity: Entity, wanted: set[str]) -> bool:
        borne = self.titles.get(entity.name, set())
        return any(title in wanted or title.split()[-1] in wanted for title in borne)

    def several(self, number: int | None, kind: str) -> tuple[Entity, ...]:
        """So many distinct entities of a kind, the most salient of the last sentences: "the two leaders"."""
        wanted = number or 2
        latest = self.told[-1].token.sentence if self.told else 0
        ranked: dict[str, tuple[int, int, Entity]] = {}
        for n, told in enumerate(self.told):
            score = _prominence(told) - _SENTENCE_COST * (latest - told.token.sentence)
            for entity in told.entities:
                best = ranked.get(entity.name)
                if _is_of_kind(entity, kind) and (best is None or score >= best[0]):
                    ranked[entity.name] = score, n, entity
        chosen = sorted(ranked.values(), key=lambda row: row[:2])[-wanted:]
        if len(chosen) < wanted:
            return ()
        return tuple(entity for _, _, entity in sorted(chosen, key=lambda row: row[1]))

    def referred(self, token: Token, analysis: Analysis) -> tuple[Entity, ...]:
        """Who a pronoun or possessive stands for: the most salient that fits, or nobody."""
        best: tuple[int, tuple[Entity, ...]] | None = None
        for told in reversed(self.told):
            age = token.sentence - told.token.sentence
            if age > PRONOUN_REACH:
                break
            if not _fits(token, told) or _is_own_phrase(token, told.token, analysis):
                continue
            score = _salience(told, age)
            if best is None or score > best[0]:
                best = score, told.entities
        if best is not None:
            return best[1]
        return self._pair(token.sentence) if _stands_for_several(token) else ()

    def _pair(self, sentence: int) -> tuple[Entity, ...]:
        """ "they" for two who were told of together, in this sentence or the one before."""
        recent = [told for told in self.told if sentence - told.token.sentence <= 1 and not told.is_plural
                  and told.entities[0].kind in (EntityKind.PERSON, EntityKind.STATE)]
        for one, other in zip(reversed(recent[:-1]), reversed(recent), strict=False):
            if other.token.head == one.token.i and other.token.dep == "conj":
                return (*one.entities, *other.entities)
        return ()


def _is_outlet(entity: Entity) -> bool:
    return "JRN" in entity.sectors


def _is_such_body(entity: Entity, role: Role, form: str, label: str) -> bool:
    """ "the agency" takes up a news agency, "the ministry" a ministry, "the defence ministry" that one alone, "the
    bloc" any body of states."""
    if role.is_outlet:
        return _is_outlet(entity)
    if " " in label:
        return fold(label) in fold(entity.name)
    if fold(label) in fold(entity.name).split():
        return True
    return form == "name" and not role.sectors and role.source in (None, "organisation") and not _is_outlet(entity)


def _is_of_kind(entity: Entity, kind: str) -> bool:
    """Whether somebody can be among those that a collective phrase of roles.yaml stands for."""
    if kind == "any":
        return entity.kind in _BODIES
    if kind == "person":
        return entity.kind is EntityKind.PERSON and bool(entity.country or entity.sectors)
    return entity.kind == kind and not _is_outlet(entity)


def _stands_for_several(token: Token) -> bool:
    """Whether the ones referred to are several; a French possessive's own number is that of what is possessed."""
    if token.dep == "nmod:poss" and token.pos == "DET":
        return token.lemma == _OWNED_BY_SEVERAL
    return token.morph.get("Number") == "Plur" or token.lower in _THEY


def _fits(token: Token, told: _Told) -> bool:
    """Number, kind and gender allow the word to stand for whoever was told of."""
    entity = told.entities[0]
    if entity.kind in (EntityKind.PLACE, EntityKind.THING):
        return False
    if _stands_for_several(token):
        return told.is_plural or entity.kind is EntityKind.GROUP or (
            entity.kind is EntityKind.ORGANISATION and token.lower in _THEY)
    return not told.is_plural and _fits_one(token, told.token, entity.kind)


def _fits_one(token: Token, other: Token, kind: EntityKind) -> bool:
    gender = token.morph.get("Gender")
    if gender == "Neut" or token.lower in _IT:
        return kind in _BODIES
    if token.lower in _HE_OR_SHE:
        return kind is EntityKind.PERSON
    if token.dep == "nmod:poss":
        return True
    return _agree(gender, other.morph.get("Gender"), kind)


def _agree(gender: str | None, other: str | None, kind: EntityKind) -> bool:
    """Grammatical gender parts things from each other; of persons, a masculine title may still be a woman's."""
    if kind is EntityKind.PERSON:
        return not (gender == "Fem" and other == "Masc")
    return not gender or not other or gender == other


def _prominence(told: _Told) -> int:
    """How much a mention stands out: by its place in the sentence, and by how deep in the tree it hangs."""
    dep = told.token.dep
    score = -_DEPTH_COST * told.depth
    if dep.startswith("nsubj"):
        return score + _SUBJECT_BONUS
    return score + (_OBJECT_BONUS if dep in ("obj", "iobj", "obl:arg", "obl") else 0)


def _salience(told: _Told, age: int) -> int:
    """How likely a pronoun takes up somebody told of `age` sentences ago."""
    dep, first = told.token.dep.partition(":")[0], told.entities[0]
    score = -_SENTENCE_COST * age
    score += _SUBJECT_BONUS if dep in ("nsubj", "root") else 0
    score += _PERSON_BONUS if first.kind is EntityKind.PERSON else 0
    score += _PRONOUN_BONUS if told.form == "pronoun" else 0
    score -= _OBLIQUE_COST if dep in ("obl", "nmod", "appos") else 0
    score -= _POSSESSOR_COST if told.token.dep == "nmod:poss" else 0
    return score - (_OUTLET_COST if _is_outlet(first) else 0)


def _is_own_phrase(token: Token, other: Token, analysis: Analysis) -> bool:
    """A pronoun does not stand for the phrase that it is part of, nor for its own verb's other participant."""
    if any(ancestor.i == other.i for ancestor in analysis.ancestors(token.i)):
        return True
    same_verb = token.head == other.head and token.dep != "nmod:poss" and other.dep != "nmod:poss"
    return same_verb and token.sentence == other.sentence and token.dep != "conj"
