"""Pronouns and possessives, tied by rule to who was told of before: "he", "leur", "its".

Salience follows the centering tradition (S. Lappin, H. Leass, "An Algorithm for Pronominal Anaphora
Resolution", Computational Linguistics 20, 1994): recent before old, subjects before others, with number,
gender and kind as filters. Where nothing fits, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selon.domain.analysis import Token
from selon.domain.records import Entity, EntityKind
from selon.entities.directory import PronounWords
from selon.entities.references import History, Told, is_outlet
from selon.entities.scene import Scene

# A pronoun is tied to somebody told of in its own sentence or in this many before.
PRONOUN_REACH = 3

# The weights of salience, in points; one sentence further back costs more than a subject gains.
_SUBJECT_BONUS = 80
_PERSON_BONUS = 40
_PRONOUN_BONUS = 20
_TOPIC_BONUS = 200  # "as for Kyiv, it ..."
_OWN_CLAUSE_BONUS = 10  # "... and *Oslo* lifted its embargo": a possessive is the own subject's
_SPEAKER_BONUS = 60  # "*Oslo* said that it ...": who speaks is spoken of
_ONE_OF_SEVERAL_COST = 40  # "Mali, *Togo* and Chad ... it": one of those named together
_SOURCE_COST = 100  # "according to *an official*, he ...": who is only cited is not
_BLAMED_BONUS = 120  # "punished *Israel* for its attack"
_COMPANY_BONUS = 200  # "*Rome* and its allies"
_PARALLEL_BONUS = 60  # "gave *Kyiv* no arms but sent it masks"
_SENTENCE_COST = 100
_OBLIQUE_COST = 30
_POSSESSOR_COST = 40
_DEPTH_COST = 5  # for each step that somebody hangs below the sentence's root
_DEEPEST = 5
_ASIDE_COST = 60  # told in a relative clause
_SINGULAR_BODY_COST = 60  # "they" for "the industry"
_OUTLET_COST = 60  # "he told AFP": outlets are told of as sources, seldom taken up

_BODIES = (EntityKind.STATE, EntityKind.ORGANISATION, EntityKind.GROUP)
_OBJECTS = ("obj", "iobj", "obl:arg")
_SUBJECTLESS = ("conj", "xcomp", "advcl")  # clauses that share the subject or object of the verb above
_CLAUSES = ("advcl", "acl:relcl", "acl")


def is_reference(token: Token) -> bool:
    """Whether a word stands for somebody else: third-person pronouns and possessives."""
    morph = token.morph
    if token.dep == "nmod:poss" and morph.get("Poss") == "Yes":
        return morph.get("Person", "3") == "3"
    if token.pos != "PRON" or morph.get("Person") != "3" or morph.get("Reflex") == "Yes" or token.dep == "det":
        return False
    if token.dep.startswith("expl") and not token.text.startswith("-"):
        return False  # "il est à noter": stands for nobody
    return len(token.text.strip("-")) > 1 and morph.get("PronType") not in ("Rel", "Int", "Dem", "Ind")


@dataclass(frozen=True)
class Pronouns:
    """Whom the pronouns of one report stand for."""

    scene: Scene
    history: History

    def referred(self, token: Token) -> tuple[Entity, ...]:
        """The most salient of those told of that the word fits, or nobody."""
        if self._doubles_a_subject(token):
            return ()
        if (set_apart := self._set_apart(token)) is not None:
            return set_apart.entities
        barred = self._fellow_participants(token)
        above = frozenset(governor.i for governor in self.scene.analysis.ancestors(token.i))
        best: tuple[int, tuple[Entity, ...]] | None = None
        for told, entities in self._candidates(token):
            if not self._fits(token, told, entities) or self._is_own_phrase(token, told.token, above):
                continue
            if self._is_inside_quotation(token, told.token):
                continue
            if any(entity.name in barred for entity in entities):
                continue
            score = self._salience(token, told, above)
            if best is None or score > best[0]:
                best = score, entities
        if best is not None:
            return best[1]
        return self._partners(token) if self._is_several(token) else ()

    def _candidates(self, token: Token) -> Iterator[tuple[Told, tuple[Entity, ...]]]:
        """Who was told of within reach, the latest first; coordinated ones together where several are meant."""
        recent = [told for told in self.history.told if 0 <= token.sentence - told.token.sentence <= PRONOUN_REACH]
        at = {told.token.i: told for told in recent}
        several = self._is_several(token)
        for told in reversed(recent):
            yield told, (self._coordinated(told, at) if several else told.entities)

    def _coordinated(self, told: Told, at: dict[int, Told]) -> tuple[Entity, ...]:
        """Somebody with all who are told of in coordination: "*Mali and Burkina Faso* ... they"."""
        found = list(told.entities)
        for i in self.scene.joined_with(told.token.i):
            if other := at.get(i):
                found.extend(self._coordinated(other, at))
        return tuple({entity.name: entity for entity in found}.values())

    def _partners(self, token: Token) -> tuple[Entity, ...]:
        """ "they" for subject and object of one verb, both persons or both states: "*X* received *Y* ... They"."""
        kinds = (EntityKind.PERSON, EntityKind.STATE)
        recent = [told for told in self.history.told if 0 <= token.sentence - told.token.sentence <= 1
                  and not told.is_plural and told.entities[0].kind in kinds]
        for other in reversed(recent):
            for one in recent:
                is_pair = one.token.head == other.token.head and one.token.i < other.token.i
                if is_pair and one.token.dep.startswith("nsubj") and one.entities[0].kind is other.entities[0].kind \
                        and one.entities[0].name != other.entities[0].name:
                    return (*one.entities, *other.entities)
        return ()

    def _doubles_a_subject(self, token: Token) -> bool:
        """ "Le Nord enverra-t-*il* ...?": the inverted pronoun only repeats the subject."""
        return token.text.startswith("-") and any(
            child.i < token.i for child in self.scene.analysis.dependents(token.head, "nsubj"))

    def _set_apart(self, token: Token) -> Told | None:
        """ "*L'armée*, elle, a nié": between commas, a pronoun sets whoever stands before it apart from others."""
        tokens, i = self.scene.analysis.tokens, token.i
        if not 1 < i < len(tokens) - 1 or tokens[i - 1].text != "," or tokens[i + 1].text != ",":
            return None
        before = (told for told in reversed(self.history.told) if told.token.i < i)
        last = next(before, None)
        if last is None or last.token.sentence != token.sentence or not self._fits(token, last, last.entities):
            return None
        between = tokens[last.token.i + 1:i - 1]
        return None if any(word.is_verb or word.text == "," for word in between) else last

    def _fellow_participants(self, token: Token) -> frozenset[str]:
        """Names of those who take part in the pronoun's own verb in another place; nobody acts on himself by a plain
        pronoun. A verb that shares another's subject counts it as its own."""
        if token.dep == "nmod:poss":
            return frozenset()
        verbs, analysis = [token.head], self.scene.analysis
        verb = analysis.tokens[token.head]
        is_subject = token.dep.startswith(("nsubj", "expl"))
        doer = "nsubj"  # in what place the doer of the pronoun's verb stands with the verbs above it
        while not is_subject and verb.dep in _SUBJECTLESS and doer == "nsubj" \
                and not analysis.dependents(verb.i, "nsubj", "nsubj:pass"):
            doer = "obj" if verb.dep == "xcomp" and analysis.dependents(verb.head, "obj") else doer
            verbs.append(verb.head)
            verb = analysis.tokens[verb.head]
        own = ("nsubj", "obj", "iobj")
        return frozenset(
            entity.name for told in self.history.told
            if told.token.sentence == token.sentence and told.token.head in verbs
            and told.token.dep.startswith(own if told.token.head == token.head else
                                          (doer if told.token.head == verbs[-1] else "nsubj"))
            for entity in told.entities)

    def _fits(self, token: Token, told: Told, entities: tuple[Entity, ...]) -> bool:
        """Number, kind and gender allow the word to stand for whoever was told of."""
        entity = told.entities[0]
        if entity.kind in (EntityKind.PLACE, EntityKind.THING):
            return False
        if self._is_several(token):
            return told.is_plural or len(entities) > 1 or entity.kind is EntityKind.GROUP or (
                entity.kind is EntityKind.ORGANISATION and token.lower in self._words.several) or (
                entity.kind is EntityKind.STATE and told.token.morph.get("Number") == "Plur")  # "les États-Unis"
        if told.is_plural or not self._fits_kind(token, entity.kind):
            return False
        return token.dep == "nmod:poss" or token.lower in self._words.thing | self._words.person or (
            self._agrees(token, told.token, entity.kind))

    def _agrees(self, token: Token, other: Token, kind: EntityKind) -> bool:
        """Gender and number part things from each other; of persons, a masculine title may still be a woman's."""
        articles = self.scene.analysis.dependents(other.i, "det")
        gender = token.morph.get("Gender")
        others = next((word.morph["Gender"] for word in articles if "Gender" in word.morph), other.morph.get("Gender"))
        if kind is EntityKind.PERSON:
            return not (gender == "Fem" and others == "Masc")
        if token.morph.get("Number") == "Sing" and other.morph.get("Number") == "Plur":
            return False  # "les États-Unis ... il"
        return not gender or not others or gender == others

    def _salience(self, token: Token, told: Told, above: frozenset[int]) -> int:
        """How likely a pronoun takes up somebody told of; `above` are the words that govern it."""
        dep, first = self._place(told.token).relation, told.entities[0]
        score = -_SENTENCE_COST * (token.sentence - told.token.sentence)
        score += _SUBJECT_BONUS if dep in ("nsubj", "root") else 0
        score += _PERSON_BONUS if first.kind is EntityKind.PERSON else 0
        score += _PRONOUN_BONUS if told.form == "pronoun" else 0
        score += _TOPIC_BONUS if self._is_topic(token, told.token) else 0
        score += _BLAMED_BONUS if self._is_blamed(token, told.token) else 0
        score += _COMPANY_BONUS if self._is_company(token, told.token) else 0
        score += _PARALLEL_BONUS if self._is_parallel(token, told.token) else 0
        score += _OWN_CLAUSE_BONUS if self._is_own_subject(token, told.token) else 0
        score += _SPEAKER_BONUS if self._speaks_of(token, told.token, above) else 0
        score -= _ONE_OF_SEVERAL_COST if self._is_one_of_several(token, told) else 0
        score -= _SOURCE_COST if self._is_cited(told.token) and told.token.sentence == token.sentence else 0
        score -= _OBLIQUE_COST if dep in ("obl", "nmod", "appos") else 0
        score -= _POSSESSOR_COST if told.token.dep == "nmod:poss" else 0
        score -= _DEPTH_COST * min(told.depth, _DEEPEST)
        score -= _ASIDE_COST if self._is_aside(told.token, above) else 0
        if self._is_several(token) and first.kind in _BODIES and told.token.morph.get("Number") == "Sing":
            score -= _SINGULAR_BODY_COST
        return score - (_OUTLET_COST if is_outlet(first) else 0)

    def _place(self, token: Token) -> Token:
        """The token whose place in the sentence counts: of "dozens of *protesters*" that of the number."""
        head = self.scene.analysis.tokens[token.head]
        return head if token.dep == "nmod" and head.lemma in self.scene.directory.quantities else token

    def _is_inside_quotation(self, token: Token, other: Token) -> bool:
        """Whether somebody is told of in the quotation that stands beside a pronoun: who speaks, speaks of others."""
        quotation = self.scene.analysis.quoted(other.i)
        if quotation is None or other.sentence != token.sentence or quotation.start <= token.start < quotation.end:
            return False
        return any(word.is_verb and quotation.start <= word.start < quotation.end
                   for word in self.scene.words_of(other.sentence))  # else it only puts a name in inverted commas

    def _is_company(self, token: Token, other: Token) -> bool:
        """ "*Rome* and its allies": who is told of together with their own."""
        noun = self.scene.analysis.tokens[token.head]
        return token.dep == "nmod:poss" and noun.dep == "conj" and noun.head == other.i

    def _is_parallel(self, token: Token, other: Token) -> bool:
        """Objects of two coordinated verbs: "gave *Kyiv* no arms but sent *it* masks"."""
        if not (token.dep.startswith(_OBJECTS) and other.dep.startswith(_OBJECTS)) or token.sentence != other.sentence:
            return False
        verb = self.scene.analysis.tokens[token.head]
        return verb.dep == "conj" and verb.head == other.head

    def _is_topic(self, token: Token, other: Token) -> bool:
        """ "As for *Kyiv*, it ...": named for the clause to speak of."""
        return other.sentence == token.sentence and other.head == token.head and (
            self.scene.analysis.case(other.i) in self.scene.directory.topics)

    def _is_blamed(self, token: Token, other: Token) -> bool:
        """ "punished *Israel* for its attack": what somebody is blamed or thanked for is their own."""
        if token.dep != "nmod:poss":
            return False
        analysis = self.scene.analysis
        noun = analysis.tokens[token.head]
        reasons = self.scene.directory.reasons
        if noun.relation not in ("obl", "nmod") or analysis.case(noun.i) not in reasons:
            return False
        verb, object_ = noun.head, other
        while object_.dep == "conj" and object_.head != verb:
            object_ = analysis.tokens[object_.head]
        is_of_verb = object_.head == verb or object_.i == verb  # or hung on the object itself
        return other.i < token.i and is_of_verb and object_.dep in ("obj", "iobj", "obl:arg", "nsubj:pass")

    def _is_own_subject(self, token: Token, other: Token) -> bool:
        """Whether somebody is the subject of the clause that a possessive stands in."""
        if token.dep != "nmod:poss" or not other.dep.startswith("nsubj"):
            return False
        analysis = self.scene.analysis
        clause = next((word.i for word in analysis.ancestors(token.i) if word.pos in ("VERB", "AUX")), None)
        return clause == other.head

    def _speaks_of(self, token: Token, other: Token, above: frozenset[int]) -> bool:
        """Whether a pronoun stands in what somebody says, thinks or knows: in the complement of their verb."""
        if not other.dep.startswith("nsubj") or other.head not in above or token.dep == "nmod:poss":
            return False
        complements = self.scene.analysis.dependents(other.head, "ccomp")
        return any(clause.i in above for clause in complements)

    def _is_one_of_several(self, token: Token, told: Told) -> bool:
        return not self._is_several(token) and not self._is_company(token, told.token) and (
            told.token.dep == "conj" or bool(self.scene.analysis.dependents(told.token.i, "conj")))

    def _is_cited(self, other: Token) -> bool:
        """Whether somebody is named as the source of a sentence, or within such a phrase: "according to", "citing"."""
        analysis, directory = self.scene.analysis, self.scene.directory
        return any(analysis.case(word.i) in directory.according or (
            word.dep == "obj" and analysis.tokens[word.head].lemma in directory.citing)
            for word in (other, *analysis.ancestors(other.i)))

    def _is_aside(self, other: Token, above: frozenset[int]) -> bool:
        """Whether somebody is told of in a relative clause that the pronoun does not stand in."""
        clause = next((governor.i for governor in (other, *self.scene.analysis.ancestors(other.i))
                       if governor.dep == "acl:relcl"), None)
        return clause is not None and clause not in above

    def _is_own_phrase(self, token: Token, other: Token, above: frozenset[int]) -> bool:
        """A pronoun does not stand for the phrase that it is part of, nor for its own verb's other participant."""
        if other.i in above:
            return not self._is_company(token, other)
        same_verb = token.head == other.head and token.dep != "nmod:poss" and other.dep != "nmod:poss"
        return same_verb and token.sentence == other.sentence and token.dep != "conj" and (
            not self._is_topic(token, other))

    def awaited(self, token: Token) -> int | None:
        """The subject still to come that a pronoun in a clause before it points to: "After *he* met X, Y ..."."""
        analysis = self.scene.analysis
        if not token.dep.startswith("nsubj") or self._is_several(token):
            return None
        clause = next((above for above in analysis.ancestors(token.i) if above.dep in _CLAUSES), None)
        if clause is None or any(told.token.sentence == token.sentence and told.token.dep.startswith("nsubj")
                                 for told in self.history.told):
            return None
        for verb in analysis.ancestors(clause.i):
            for subject in analysis.dependents(verb.i, "nsubj"):
                if subject.i > token.i and subject.i > clause.i:
                    return subject.i
        return None

    def may_stand_for(self, token: Token, entity: Entity) -> bool:
        """Whether a singular pronoun can stand for somebody, by kind alone."""
        return self._fits_kind(token, entity.kind) and entity.kind not in (EntityKind.PLACE, EntityKind.THING)

    def _fits_kind(self, token: Token, kind: EntityKind) -> bool:
        if token.morph.get("Gender") == "Neut" or token.lower in self._words.thing:
            return kind in _BODIES
        return token.lower not in self._words.person or kind is EntityKind.PERSON

    def _is_several(self, token: Token) -> bool:
        """Whether those referred to are several; a French possessive's own number is that of what is possessed."""
        if token.dep == "nmod:poss" and token.pos == "DET":
            return token.lemma in self._words.owned_by_several or token.lower in self._words.owned_by_several
        return token.morph.get("Number") == "Plur" or token.lower in self._words.several

    @property
    def _words(self) -> PronounWords:
        return self.scene.directory.pronouns
