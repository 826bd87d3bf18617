"""Tells how the words of a report hang together: which are coordinated, passive, lent their grammar by a support verb,
or stand with a preposition, a particle or a mark.

claims/slots.py reads from this who stands in which slot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from selon.claims.frames import Patterns
from selon.domain.analysis import Analysis, Token
from selon.domain.cast import Cast
from selon.domain.records import Entity

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET"})
# Dependents whose preposition, mark or fixed part can be a further word of a phrase: "count *on* allies".
_WITH_WORDS = frozenset({"obl", "obj", "advcl", "xcomp", "ccomp", "nmod", "iobj", "nsubj"})


@dataclass(frozen=True)
class Syntax:
    """The bonds between one report's words. Answers are words or their token numbers."""

    analysis: Analysis
    cast: Cast
    patterns: Patterns
    _companies: dict[int, frozenset[str]] = field(default_factory=dict, init=False, repr=False)

    # ------------------------------------------------------------------------------------- coordination

    def _meant(self, head: int, i: int) -> list[int]:
        """The words that take part in token `i` where `head` does: those coordinated with it, but before a relative
        clause in the singular only the last ("Mali and *Togo*, which has left")."""
        found = self._counted(head)
        if len(found) > 1 and (pronoun := self._relative_of(i, head)) is not None and self._is_singular(i, pronoun):
            return [max((at for at in found if at < pronoun), default=head)]
        return found

    def _relative_of(self, i: int, head: int) -> int | None:
        """The relative pronoun that is the subject of the clause of token `i`, which hangs on `head`."""
        clause = self.analysis.tokens[i]
        if clause.dep != "acl:relcl" or clause.head != head:
            return None
        return next((t.i for t in self.analysis.children(i) if t.relation == "nsubj" and (
            t.lemma in self.patterns.relative or t.morph.get("PronType") == "Rel")), None)

    def _is_singular(self, i: int, pronoun: int) -> bool:
        """Whether the finite verb behind a relative pronoun is in the singular."""
        verbs = [t for t in (self.analysis.tokens[i], *self.analysis.children(i))
                 if t.is_verb and t.i > pronoun and t.morph.get("VerbForm") == "Fin"]
        return bool(verbs) and min(verbs, key=lambda t: t.i).morph.get("Number") == "Sing"

    def _counted(self, i: int) -> list[int]:
        """The coordinated words; where one only counts ("*dozens* of protesters"), what it counts as well."""
        found = self.coordinated(i)
        for at in list(found):
            if self.analysis.tokens[at].lemma in self.patterns.quantities:
                found.extend(inner for child in self.analysis.dependents(at, "nmod", "obl")
                             if self.analysis.case(child.i) in self.patterns.genitive
                             for inner in self._counted(child.i))
        return found

    def coordinated(self, i: int) -> list[int]:
        """Token `i` and the nominal words coordinated with it."""
        found = [i]
        for child in self.analysis.dependents(i, "conj"):
            if child.pos in _NOMINAL or child.pos == self.analysis.tokens[i].pos:
                found.extend(self.coordinated(child.i))
        return [*found, *self._included(i)]

    def _included(self, i: int) -> Iterator[int]:
        """Who is named of those that a noun counts: "six ministers, *including X*", "dont *X*", "among them *X*"."""
        for child in self.analysis.dependents(i, "nmod", "acl:relcl"):
            words = self.analysis.children(child.i)
            if child.pos == "PRON":
                yield from (at for word in words if word.dep == "case" and word.lemma in self.patterns.among
                            for named in self.analysis.dependents(word.i, "obl") for at in self.coordinated(named.i))
            elif child.pos in _NOMINAL and any(word.lemma in self.patterns.including for word in words):
                yield from self.coordinated(child.i)

    # ----------------------------------------------------------------------------------------- passives

    def is_passive(self, i: int) -> bool:
        """Whether the word is a passive: with its auxiliary, as a bare past participle, or coordinated with one."""
        token = self.analysis.tokens[i]
        if token.pos not in ("VERB", "ADJ", "AUX") or token.lemma in self.patterns.be_verbs:
            return False
        children = self.analysis.children(i)
        if any(t.dep in ("aux:pass", "nsubj:pass", "obl:agent") for t in children):
            return True
        if not self._is_participle(token) or any(t.dep.startswith("aux") or t.dep == "obj" for t in children):
            return False
        if token.dep in ("acl", "amod", "appos", "advcl", "acl:relcl", "root", "ccomp", "dep"):
            return not any(t.dep in ("nsubj", "expl:pv") for t in children)
        return token.dep == "conj" and self.is_passive(token.head)

    @staticmethod
    def _is_participle(token: Token) -> bool:
        morph = token.morph
        return morph.get("VerbForm") == "Part" and (
            morph.get("Tense") == "Past" or morph.get("Aspect") == "Perf")

    def _agents(self, i: int) -> tuple[int, ...]:
        found = [t.i for t in self.analysis.dependents(i, "obl:agent")]
        if not found:
            found = [t.i for t in self.analysis.dependents(i, "obl", "nmod")
                     if self.analysis.case(t.i) in self.patterns.agentive and self.cast.at(t.i)]
        if not found:  # "was met at the station *by the mayor*", hung on the station
            found = [t.i for where in self.analysis.dependents(i, "obl") if where.i > i
                     for t in self.analysis.dependents(where.i, "nmod")
                     if self.analysis.case(t.i) in self.patterns.agentive and self.cast.at(t.i)]
        token = self.analysis.tokens[i]
        if not found and not self.analysis.dependents(i, "obl"):  # "arrested and deported by police"
            found = [a for t in self.analysis.dependents(i, "conj") if self.is_passive(t.i)
                     for a in self._agents(t.i)]
        if not found and token.dep == "conj" and self.is_passive(token.head):
            found = [t.i for t in self.analysis.dependents(token.head, "obl:agent")]
        return tuple(found)

    # --------------------------------------------------------------------------- prepositions and marks

    def beside(self, i: int, preposition: str) -> tuple[int, ...]:
        """What stands right behind a noun with the preposition, though the parser hung it on a verb further up:
        "arms for its war *in Ukraine*"."""
        noun = self.noun_behind(i)
        return (noun,) if noun is not None and self.analysis.case(noun) == preposition else ()

    def noun_behind(self, i: int) -> int | None:
        """A noun with its preposition right behind a word, though the parser hung it on a verb further up."""
        if i + 1 >= len(self.analysis.tokens):
            return None
        case = self.analysis.tokens[i + 1]
        if case.dep != "case" or case.head <= i:
            return None
        verb = self.analysis.tokens[case.head].head
        return case.head if any(above.i == verb for above in self.analysis.ancestors(i)) else None

    def _with_case(self, i: int, preposition: str) -> list[int]:
        """What depends on token `i` with a preposition; one that holds a noun ("en provenance de") is a chain."""
        first, *middle, last = preposition.split() if " " in preposition else (preposition, "")
        if middle:
            noun = middle[-1].removeprefix("l'")
            found = [inner.i for outer in self._cased(i, first) if outer.lemma == noun
                     for inner in self._cased(outer.i, last)] or [
                     at for outer in self._cased(i, first) if outer.lemma == noun for at in self.beside(outer.i, last)]
            if found:
                return found
        found = [t.i for t in self._cased(i, preposition)]
        if not found:  # "the sanctions in *force against Togo*"
            found = [t.i for child in self.analysis.dependents(i, "nmod") if child.lemma in self.patterns.inert
                     for t in self._cased(child.i, preposition)]
        if not found and self.analysis.tokens[i].pos in ("NOUN", "PROPN"):  # "the aid *sent to Togo*"
            found = [t.i for child in self.analysis.dependents(i, "acl") if child.i > i and self.is_passive(child.i)
                     for t in self._cased(child.i, preposition)]
        return found

    def _cased(self, i: int, preposition: str) -> list[Token]:
        return [t for t in self.analysis.children(i)
                if t.relation in ("obl", "nmod", "advmod", "xcomp", "iobj", "root")
                and self.analysis.case(t.i) == preposition]

    def _gerunds(self, i: int, preposition: str) -> list[int]:
        """ "accused *of plotting*": a gerund or infinitive behind the preposition."""
        return [t.i for t in self.analysis.dependents(i, "advcl", "acl", "xcomp", "ccomp")
                if any(m.dep in ("mark", "case") and m.lemma == preposition for m in self.analysis.children(t.i))]

    def _has_relative(self, i: int) -> bool:
        return any(t.lemma in self.patterns.relative for t in self.analysis.children(i) if t.dep != "mark")

    def _mark_of(self, i: int) -> str:
        return next((t.lemma for t in self.analysis.children(i) if t.dep == "mark"), "")

    def _has_mark(self, i: int) -> bool:
        return any(t.dep == "mark" for t in self.analysis.children(i))

    # ------------------------------------------------------------------------------------ support verbs

    def supporter(self, i: int, *, passive: bool = False) -> Token | None:
        """The verb that only lends the noun its grammar ("*held* talks"), if there is one."""
        token = self.analysis.tokens[i]
        verbs: Mapping[str, tuple[tuple[str, ...], ...]] = (
            self.patterns.passive_support if passive else self.patterns.support)
        head = self.analysis.tokens[token.head]
        if head.i == i:
            return None
        if token.dep == "conj" and head.pos in _NOMINAL:
            return self.supporter(head.i, passive=passive)
        if token.dep in ("nmod", "compound") and head.lemma in self.patterns.containers:
            return self.supporter(head.i, passive=passive)  # "a package of sanctions"
        for child in () if passive else self.analysis.dependents(i, "acl"):
            if () in verbs.get(child.lemma, ()) and self._is_participle(child):
                return child  # "strikes *carried out* by the army"
        dep = token.relation
        if dep not in ("obj", "nsubj", "obl", "xcomp") or head.lemma not in verbs:
            return None
        if any(self.has_others(head.i, others, beside=i) and (dep != "obl" or self._case_among(i, others))
               for others in verbs[head.lemma]):
            return head
        return None

    def _case_among(self, i: int, others: tuple[str, ...]) -> bool:
        """An oblique noun is supported only through the preposition of the phrase ("take part *in* talks")."""
        return self.analysis.case(i) in others

    # ---------------------------------------------------------------------------- what goes with a word

    def has_others(self, i: int, others: Iterable[str], *, beside: int | None = None) -> bool:
        """Whether every further word of a phrase stands with token `i`: a particle, a reflexive, a preposition
        of one of its dependents, or a fixed dependent."""
        return all(self._is_reflexive(i) if other in self.patterns.reflexive else
                   other in self._company(i) or (beside is not None and self._is_marked(beside, other))
                   for other in others)

    def _is_reflexive(self, i: int) -> bool:
        return any((t.dep.startswith("expl") and t.morph.get("Reflex") == "Yes") or t.lemma in self.patterns.reflexive
                   for t in self.analysis.children(i))

    def _is_marked(self, i: int, word: str) -> bool:
        return any(t.lemma == word for t in self.analysis.children(i) if t.dep in ("case", "mark"))

    def _company(self, i: int) -> frozenset[str]:
        """The words that stand with token `i`."""
        found = self._companies.get(i)
        if found is None:
            children = self.analysis.children(i)
            found = self._companies[i] = frozenset((
                *(word for t in children if t.dep != "punct" for word in (t.lemma, t.lower)),
                *(m.lemma for t in children if t.relation in _WITH_WORDS
                  for m in self.analysis.children(t.i) if m.dep in ("case", "mark", "fixed"))))
        return found

    def tells_when(self, i: int) -> bool:
        """Whether a word is part of a time expression: "met on *Monday*" discusses no Monday, "*March* 10" no march."""
        token = self.analysis.tokens[i]
        return any(time.start <= token.start < time.end for time in self.cast.times)

    def acts(self, i: int) -> bool:
        """Whether the word stands for somebody who can act."""
        return any(entity.can_act for entity in self.cast.entities_at(i))

    def agents(self, heads: Iterable[int]) -> tuple[Entity, ...]:
        """All whom words stand for and who can act."""
        return tuple(entity for at in heads for entity in self.cast.entities_at(at) if entity.can_act)
