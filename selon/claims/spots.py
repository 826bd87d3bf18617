"""How a place or a date hangs on an event: along the tree, by what opens the sentence, across its clauses.

A *spot* is a place or a date with its words. Which words tie one to an event is data, `spots.yaml` of a language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from selon.claims.slots import Slots
from selon.claims.triggers import Reading
from selon.domain.analysis import Analysis, Token
from selon.domain.catalog import Language
from selon.domain.records import Place, When

# How many steps down the tree a place or date may stand below its event.
MAX_DEPTH = 5

_WORD_LISTS = ("areas", "facilities", "land", "same_town", "towards", "static", "during", "together", "beside", "when")
_CLAUSE_BREAKS = frozenset({"acl:relcl", "ccomp", "parataxis", "advcl", "csubj"})
Spot = TypeVar("Spot", Place, When)


@dataclass(frozen=True, slots=True)
class SpotWords:
    """`spots.yaml`: the words by which places and dates are tied to events."""

    areas: frozenset[str]  # what is "in the suburbs of X" is in X
    facilities: frozenset[str]  # "at the airport": in the town that the report is in
    land: frozenset[str]  # "on Ukrainian soil": the country
    same_town: frozenset[str]  # "in the city": the town told before
    towards: frozenset[str]  # prepositions of movement: a place only for what moves or strikes
    static: frozenset[str]  # prepositions of what a place is, never of who is given something: "in"
    during: frozenset[str]  # prepositions of an event within which the verb happens: "at the summit"
    together: frozenset[str]  # words that open a clause of the same time and place
    beside: frozenset[str]  # words that open a clause that goes on from its main clause: "before police fired"
    when: frozenset[str]  # relative adverbs of time
    definite: frozenset[str]  # from `grammar.yaml`: articles of what is known

    @classmethod
    def of(cls, language: Language) -> SpotWords:
        data: Mapping[str, Any] = language.read("spots")
        return cls(definite=frozenset(language.read("grammar")["definite"]),
                   **{name: frozenset(data[name]) for name in _WORD_LISTS})


@dataclass(frozen=True)
class Standpoint:
    """An event in its sentence, as what may tell where and when it happens sees it."""

    slots: Slots
    reading: Reading
    words: SpotWords
    others: frozenset[int] = frozenset()  # words of other events; what hangs below these is theirs first
    denials: frozenset[int] = frozenset()  # words of denial: when a deed is denied tells nothing of the deed

    @property
    def analysis(self) -> Analysis:
        return self.slots.analysis

    @property
    def trigger(self) -> Token:
        return self.analysis.tokens[self.reading.trigger]

    @cached_property
    def anchors(self) -> tuple[int, ...]:
        """The words on which the event's circumstances hang: trigger, its verb, and the verbs that carry on from it."""
        analysis = self.analysis
        found = dict.fromkeys((self.reading.trigger, self.reading.word))
        own = set(found)
        at = analysis.tokens[self.reading.word]
        for _ in range(MAX_DEPTH):
            head = analysis.tokens[at.head]
            is_denied = head.i in self.denials and at.dep != "conj"
            if head.i == at.i or is_denied or not self._carries(at, head, is_own=at.i in own):
                break
            found[head.i] = None
            if at.i in own and head.is_noun:
                own.add(head.i)  # "approved a package of *sanctions*"
            at = head
        return tuple(found)

    def _carries(self, at: Token, head: Token, *, is_own: bool) -> bool:
        """Whether what holds for the head holds for its dependent too."""
        dep = at.relation
        if dep == "conj":
            return head.pos in ("VERB", "AUX", at.pos)
        if dep == "xcomp":  # "said *to have met*" tells of another time
            return not any(t.dep in ("aux", "aux:tense") for t in self.analysis.children(at.i))
        if at.dep == "nsubj:pass":
            return True
        is_part = dep in ("nmod", "compound") and head.lemma in self.slots.patterns.containers
        return is_own and (dep in ("obj", "nsubj") or is_part or self.slots.supporter(at.i) is not None)

    def in_sentence(self, spots: Sequence[Spot]) -> list[Spot]:
        """The places or times of the event's own sentence."""
        sentence = self.analysis.sentence_of(self.reading.trigger)
        return [spot for spot in spots if sentence.start <= spot.start < sentence.end]

    def nearest(self, spots: Sequence[Spot], passes: Callable[[Token], bool],
                anchors: Sequence[int] | None = None) -> Spot | None:
        """The one that hangs least deep below an anchor, the nearest anchor first.

        `passes`: whether what hangs below this word of another event may serve too, after all that does not.
        """
        best: tuple[tuple[int, int, int], Spot] | None = None
        rank = {anchor: n for n, anchor in reversed(list(enumerate(self.anchors if anchors is None else anchors)))}
        for spot in spots:
            depth = self._below(spot, rank, passes)
            if depth is None:
                continue
            key = (depth[0], depth[1], abs(spot.start - self.trigger.start))
            if best is None or key < best[0]:
                best = key, spot
        return best[1] if best else None

    def _below(self, spot: Place | When, rank: Mapping[int, int],
               passes: Callable[[Token], bool]) -> tuple[int, int] | None:
        """The rank of the anchor above a spot and the steps to it; None beyond another event or a clause of its own."""
        token, through = self.analysis.tokens[head_of(self.analysis, spot)], 0
        for steps in range(MAX_DEPTH):
            if token.i in rank:
                return rank[token.i] + through, steps
            if token.i in self.others:
                if not passes(token):
                    return None
                through = len(rank)
            if (steps and token.dep in _CLAUSE_BREAKS) or token.head == token.i:
                return None
            token = self.analysis.tokens[token.head]
        return None

    def fronted(self, spots: Sequence[Spot]) -> Spot | None:
        """What opens the sentence sets the scene for its main clause: "On Thursday, in Tehran, crowds ..."."""
        sentence = self.analysis.sentence_of(self.reading.trigger)
        if any(self._parts(token) for token in _upwards(self.analysis, self.reading.word)):
            return None
        first_verb = next((t.start for t in self.analysis.tokens[sentence.first:sentence.stop]
                           if t.is_verb or t.dep.startswith("nsubj")), sentence.end)
        opening = [spot for spot in spots if spot.end <= first_verb]
        return opening[-1] if opening else None

    def _parts(self, token: Token) -> bool:
        """Whether a clause is one of its own. What stands before the words it hangs on is told first ("X met, AFP
        said"); where these are no verb, the parser took what opens the sentence for its root."""
        head = self.analysis.tokens[token.head]
        if head.i in self.denials and head.i < token.i and token.dep != "conj":
            return True
        if token.dep in ("ccomp", "parataxis"):
            return head.i < token.i and head.is_verb and not self._opens(head)
        return token.dep in _CLAUSE_BREAKS

    def _opens(self, verb: Token) -> bool:
        """Whether a participle opens its sentence as its root: "Gathered in Abuja, the leaders lifted ..."."""
        return verb.head == verb.i and is_participle(verb) and not self.analysis.dependents(verb.i, "nsubj", "aux")

    def beside(self, spots: Sequence[Spot]) -> Spot | None:
        """The one that stands behind the event's word with no verb and no comma between, wherever the parser hung it,
        unless it hangs on another event."""
        behind = [spot for spot in spots if spot.start >= self.trigger.end]
        for spot in sorted(behind, key=lambda spot: spot.start):
            first = self.analysis.token_at(spot.start)
            between = self.analysis.tokens[self.reading.trigger + 1:first.i] if first else ()
            if all(token.pos == "PUNCT" for token in between) and len(between) < 2:
                return spot
            if any(token.is_verb or token.pos == "PUNCT" for token in between) or self._is_of_another(spot):
                return None
            return spot
        return None

    def _is_of_another(self, spot: Place | When) -> bool:
        at = head_of(self.analysis, spot)
        above = (token.i for _, token in zip(range(MAX_DEPTH), _upwards(self.analysis, at), strict=False))
        return any(i in self.others for i in above)

    def relative(self, adverbs: frozenset[str]) -> Token | None:
        """The relative adverb that opens the event's clause: "Geneva, *where* they met"."""
        for anchor in self.anchors:
            for child in self.analysis.children(anchor):
                if child.i < anchor and (child.lemma in adverbs or child.lower in adverbs) and child.pos != "DET":
                    return child
        return None

    def kindred(self) -> Iterator[int]:
        """Words of other clauses that happen at the same time and place, the nearest first.

        "*Speaking* in Hanoi, he warned", "*meeting* in Abuja, leaders imposed", "*marched* before police fired",
        "arrested and *deported* on Monday".
        """
        for anchor in self.anchors:
            yield from self._below_it(anchor)
            yield from self._above_it(self.analysis.tokens[anchor])

    def _below_it(self, anchor: int) -> Iterator[int]:
        for child in self.analysis.children(anchor):
            if (child.dep == "advcl" and self._is_together(child, self.words.together)) or (
                    child.dep == "conj" and self._shares_all(child)):
                yield child.i
            else:
                yield from (t.i for t in self.analysis.dependents(child.i, "acl") if self._goes_on(child, t))

    def _shares_all(self, verb: Token) -> bool:
        """Whether a verb goes on right behind the one before it: "*deposed* and then jailed on Monday"."""
        own = self.analysis.dependents(verb.head, "obj", "obl", "xcomp", "ccomp")
        return verb.is_verb and not self.analysis.dependents(verb.i, "nsubj") and not any(
            verb.head < t.i < verb.i for t in own)

    def _goes_on(self, noun: Token, clause: Token) -> bool:
        """Whether a clause on a noun tells of the verb's time: a participle of its subject, a clause with "when"."""
        if clause.dep == "acl":
            return noun.dep.startswith("nsubj") and is_participle(clause)
        return any(t.lemma in self.words.when and t.lemma not in self.slots.patterns.where
                   for t in self.analysis.children(clause.i) if t.i < clause.i)

    def _above_it(self, token: Token) -> Iterator[int]:
        head = self.analysis.tokens[token.head]
        if head.i in self.denials:
            return
        if token.dep == "advcl" and self._is_together(token, self.words.together | self.words.beside):
            yield head.i
        elif token.dep == "acl" and is_participle(token) and head.dep.startswith("nsubj"):
            yield head.head

    def _is_together(self, clause: Token, openers: frozenset[str]) -> bool:
        """Whether an adverbial clause tells of the same time and place as what it hangs on."""
        children = self.analysis.children(clause.i)
        marks = [t for t in children if t.dep == "mark" or (
            t.dep == "advmod" and t.i < clause.i and t.pos in ("SCONJ", "ADV"))]
        if any(t.lemma in openers for t in marks):
            return True
        is_bare = not any(t.dep == "mark" for t in marks) and not any(t.dep.startswith("nsubj") for t in children)
        return is_bare and is_participle(clause)


def head_of(analysis: Analysis, spot: Place | When) -> int:
    """The head of a place's or date's words: the token of it that the others depend on."""
    token = analysis.token_at(spot.start)
    if token is None:
        return 0
    while token.head != token.i and spot.start <= analysis.tokens[token.head].start < spot.end:
        token = analysis.tokens[token.head]
    return token.i


def is_participle(token: Token) -> bool:
    """A participle or gerund, as adverbial clauses without a subject have it."""
    return token.morph.get("VerbForm") in ("Part", "Ger")


def _upwards(analysis: Analysis, i: int) -> Iterator[Token]:
    yield analysis.tokens[i]
    yield from analysis.ancestors(i)
