"""Finds the words that stand in a slot of a verb or noun: its deep subject and object, what depends on it
with a preposition, its possessor, its complement.

docs/lexicon.md lists the slots. Slots are deep: the subject of a passive stands in `object`, the agent with
"by" in `subject`; infinitives, participles, relative clauses and coordination borrow from what governs them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from selon.claims.certainty_clause import mark_of
from selon.claims.frames import Path
from selon.claims.syntax import Syntax
from selon.domain.analysis import Token

# How far a slot may borrow from governing words before the tree is a circle or nonsense.
MAX_BORROWING = 6

_CLAUSES = frozenset({"xcomp", "ccomp"})


@dataclass(frozen=True)
class Slots(Syntax):
    """Slots of one report's words. Answers are token numbers of phrase heads, coordinated ones included."""

    _known: dict[tuple[int, str], tuple[int, ...]] = field(default_factory=dict, init=False, repr=False)

    def fill(self, i: int, path: Path) -> tuple[int, ...]:
        """What stands at the end of a path of slots that begins at token `i`."""
        first, *further = path
        heads = self.slot(i, first)
        for slot in further:
            heads = tuple(dict.fromkeys(head for at in heads for head in self.slot(at, slot)))
        return heads

    def slot(self, i: int, name: str) -> tuple[int, ...]:
        """What stands in one slot of token `i`, coordinated words included."""
        key = (i, name)
        found = self._known.get(key)
        if found is None:
            reader = _READERS.get(name)
            heads = reader(self, i) if reader else self._prepositional(i, name)
            found = self._known[key] = tuple(dict.fromkeys(
                part for head in heads for part in self._meant(head, i)))
        return found

    # ------------------------------------------------------------------------------- subject and object

    def subject(self, i: int, depth: int = 0) -> tuple[int, ...]:
        """Who does it, deeply."""
        token = self.analysis.tokens[i]
        if self.is_passive(i):
            return self._agents(i)
        if token.pos not in ("VERB", "AUX", "ADJ") and not self.analysis.dependents(i, "cop"):
            return self._supporting(i)
        own = [t for t in self.analysis.children(i) if t.dep in ("nsubj", "csubj")
               or (t.dep == "nsubj:pass" and token.lemma in self.patterns.be_verbs)]
        if not own:
            own = [t for t in self.analysis.children(i) if t.dep == "expl:subj" and t.pos == "PRON"
                   and not t.lower.startswith("-t")]
        if own:
            return tuple(self._antecedent(t, i) for t in own)
        return self._borrowed(i, depth, Slots.subject) if depth < MAX_BORROWING else ()

    def object(self, i: int, depth: int = 0) -> tuple[int, ...]:
        """Who or what it is done to, deeply."""
        token = self.analysis.tokens[i]
        if self.is_passive(i):
            own = self.analysis.dependents(i, "nsubj:pass")
            if not own:
                own = self.analysis.dependents(i, "nsubj")
            if own:
                return tuple(self._antecedent(t, i) for t in own)
            if token.dep.startswith("acl") and self._is_participle(token):
                return (token.head,)
            if token.dep == "conj" and depth < MAX_BORROWING and self.is_passive(token.head):
                return self.object(token.head, depth + 1)
            if token.dep in ("xcomp", "advcl") and depth < MAX_BORROWING and token.head != i:
                # "*Rome* may be interested"; "Gathered in Abuja, *the ministers* agreed"
                passive = self.is_passive(token.head)
                return self.object(token.head, depth + 1) if passive else self.subject(token.head, depth + 1)
            return ()
        own = [t for t in self.analysis.children(i) if t.dep == "obj"] or self._hidden_objects(i)
        if own:
            return tuple(self._antecedent(t, i) for t in own)
        if token.dep == "acl:relcl" and token.pos == "VERB" and not self._has_relative(i) \
                and self.analysis.dependents(i, "nsubj"):
            return (token.head,)
        if token.dep == "xcomp" and token.pos == "VERB":
            return ()
        return self._shared_object(token)

    def _hidden_objects(self, i: int) -> list[Token]:
        """Objects that the parser calls a complement ("seized power") or, for the partitive article, an oblique."""
        children = self.analysis.children(i)
        if any(t.dep.startswith("expl") for t in children):
            return []
        nouns = [t for t in children if t.dep == "xcomp" and t.is_noun and not self.analysis.case(t.i)
                 and not self.analysis.dependents(t.i, "cop")]
        return nouns or [
            t for t in children if t.relation == "obl" and t.pos == "NOUN" and t.i > i
            and any(m.dep == "case" and m.lower in self.patterns.partitive for m in self.analysis.children(t.i))]

    def _borrowed(self, i: int, depth: int, slot: Callable[[Slots, int, int], tuple[int, ...]]) -> tuple[int, ...]:
        """The subject of a word that has none of its own, from what governs it."""
        token = self.analysis.tokens[i]
        head = self.analysis.tokens[token.head]
        if head.i == i:
            return ()
        match token.dep:
            case "conj" | "advcl" | "parataxis":
                return self._shared(head, token, depth, slot)
            case "xcomp" | "ccomp":
                return self._controller(head, token, depth)
            case "acl":
                if token.morph.get("VerbForm") == "Inf" or self._has_mark(i):
                    return self._owner_of(head.i, depth)
                return (head.i,)
            case "acl:relcl":
                return (head.i,) if not self._has_relative(i) else ()
        return ()

    def _shared(self, head: Token, token: Token, depth: int,
                slot: Callable[[Slots, int, int], tuple[int, ...]]) -> tuple[int, ...]:
        """The subject that a predicate shares with the one it is coordinated with or hangs on."""
        if not head.is_verb and not self.analysis.dependents(head.i, "cop"):
            return ()
        if token.dep != "conj" and self._mark_of(token.i) in self.patterns.object_marks and (
                found := tuple(at for at in self.object(head.i, depth + 1) if self.acts(at))):
            return found  # "accused *Israel* of attacking"
        return self.object(head.i, depth + 1) if self.is_passive(head.i) else slot(self, head.i, depth + 1)

    def _controller(self, head: Token, token: Token, depth: int) -> tuple[int, ...]:
        """Who does what a complement tells: "asked *Seoul* to help", "*he* promised her to help"."""
        if head.pos not in ("VERB", "AUX", "ADJ"):
            return self._owner_of(head.i, depth)
        if self.is_passive(head.i):
            return self.object(head.i, depth + 1)
        if head.lemma not in self.patterns.subject_control:
            asked = self.object(head.i, depth + 1) or self.slot(head.i, "iobj") or tuple(
                at for word in self.patterns.dative for at in self._prepositional(head.i, word))
            if asked := tuple(at for at in asked if at != token.i and self.acts(at)):
                return asked
        return self.subject(head.i, depth + 1)

    def _owner_of(self, i: int, depth: int) -> tuple[int, ...]:
        """Whose plan, promise or refusal a noun names: its possessor, or the subject of its verb."""
        for name in ("possessive", *self.patterns.genitive, "adjective"):
            if found := tuple(at for at in self.slot(i, name) if self.acts(at)):
                return found
        return self._supporting(i) if depth < MAX_BORROWING else ()

    def _shared_object(self, token: Token) -> tuple[int, ...]:
        """ "seized and burned *the ship*": the first verb's object stands with the second."""
        if token.pos != "VERB":
            return ()
        for child in self.analysis.dependents(token.i, "conj"):
            if child.pos == "VERB" and not self.analysis.dependents(token.i, "obl", "xcomp", "ccomp"):
                own = [t.i for t in self.analysis.children(child.i) if t.dep == "obj"]
                if own and child.i - token.i <= 3:
                    return tuple(own)
        return ()

    def _antecedent(self, token: Token, verb: int) -> int:
        """A relative pronoun stands for the noun that its clause hangs on."""
        if token.lemma in self.patterns.relative or token.morph.get("PronType") == "Rel":
            at: Token | None = self.analysis.tokens[verb]
            while at is not None and at.dep in ("conj", "xcomp", "ccomp", "aux"):
                at = self.analysis.tokens[at.head] if at.head != at.i else None
            if at is not None and at.dep.startswith("acl"):
                return at.head
        return token.i

    # --------------------------------------------------------------------------------- other slots

    def _iobj(self, i: int) -> tuple[int, ...]:
        return tuple(t.i for t in self.analysis.children(i) if t.dep == "iobj")

    def _clause(self, i: int) -> tuple[int, ...]:
        """Heads of complements: infinitives, that-clauses, gerunds after a preposition, infinitives of a noun."""
        found = []
        for child in self.analysis.children(i):
            if child.dep in _CLAUSES or (child.dep == "acl" and self._has_mark(child.i)) or (
                    child.dep == "advcl" and self._marked_by_preposition(child.i)):
                found.append(child.i)
        return tuple(found or self._asked_of_object(i))

    def _asked_of_object(self, i: int) -> Iterator[int]:
        """ "urged *the parties to stop*": an infinitive hung on the object, where the object is somebody."""
        for child in self.analysis.children(i):
            if child.dep == "obj" and self.analysis.tokens[i].pos == "VERB" and self.acts(child.i):
                yield from (inner.i for inner in self.analysis.dependents(child.i, "acl")
                            if inner.morph.get("VerbForm") == "Inf" and self._has_mark(inner.i))

    def _marked_by_preposition(self, i: int) -> bool:
        """Whether a clause is a complement by its preposition; "*before* leaving" only tells when."""
        is_marked = any(t.dep == "mark" and t.pos == "ADP" for t in self.analysis.children(i))
        return is_marked and mark_of(self.analysis, self.analysis.tokens[i]) not in self.patterns.time_marks

    def _possessive(self, i: int) -> tuple[int, ...]:
        return tuple(t.i for t in self.analysis.children(i) if t.dep == "nmod:poss")

    def _adjective(self, i: int) -> tuple[int, ...]:
        """Nationality words beside a noun."""
        found = []
        for child in self.analysis.children(i):
            if child.dep in ("amod", "compound", "nmod", "appos", "acl", "flat", "conj"):
                mention = self.cast.at(child.i)
                if mention and mention.form == "demonym" and self.analysis.case(child.i) == "":
                    found.append(child.i)
        return tuple(found)

    def _compound(self, i: int) -> tuple[int, ...]:
        """Nouns and names written before a noun; the parser takes some for adjectives ("*US* military aid")."""
        return tuple(t.i for t in self.analysis.children(i) if t.dep == "compound" or (
            t.dep == "amod" and t.i < i and self.acts(t.i)))

    def _governor(self, i: int) -> tuple[int, ...]:
        """The word that a noun depends on: "*met* at Japan's request", "*denied* the charge"."""
        token = self.analysis.tokens[i]
        return (token.head,) if token.relation in ("obl", "nmod", "obj") and token.head != i else ()

    def _bearing(self, i: int) -> tuple[int, ...]:
        """The noun that a word stands before in a compound: "coup *leaders*"."""
        token = self.analysis.tokens[i]
        return (token.head,) if token.dep == "compound" and token.head != i else ()

    def _preposition(self, i: int) -> tuple[int, ...]:
        """A noun's own preposition: "*at* Japan's request"."""
        return tuple(t.i for t in self.analysis.children(i) if t.dep == "case")

    def _speaking(self, _: int) -> tuple[int, ...]:
        """Nobody whom the tree shows: whoever says it is known by attribution alone, and filled in there."""
        return ()

    def _modal(self, i: int) -> tuple[int, ...]:
        """A verb's auxiliaries: "*must* resign"."""
        return tuple(t.i for t in self.analysis.children(i) if t.dep == "aux")

    def _prepositional(self, i: int, preposition: str) -> tuple[int, ...]:
        """What depends on the word with a preposition, on its object or on the verb that supports it."""
        found = self._with_case(i, preposition)
        token = self.analysis.tokens[i]
        if not found and token.is_verb:
            found = [at for t in self.analysis.children(i) if t.dep in ("obj", "nsubj:pass")
                     for at in self._with_case(t.i, preposition)]
            found = found or self._gerunds(i, preposition)
        elif not any(self.acts(at) for at in found):  # "imposed a curfew *on* Sunday *on* the town"
            if not found and (beside := self.beside(i, preposition)):
                return beside
            verb = self.supporter(i)
            found = [*found, *(at for at in self._with_case(verb.i, preposition) if at != i)] if verb else found
        return tuple(found)

    # ----------------------------------------------------------- parts in what a noun tells, causes, conditions, aims

    def _supporting(self, i: int) -> tuple[int, ...]:
        """The subject of the verb that supports a noun."""
        token, verb = self.analysis.tokens[i], self.supporter(i)
        if verb is None:
            return ()
        if verb.head == i:
            return self._agents(verb.i)
        is_state = self.is_passive(verb.i) and token.dep.startswith("obl")  # "the army *was engaged* in fighting"
        return tuple(at for at in (self.object(verb.i) if is_state else self.subject(verb.i)) if at != i)

    def conditions(self, i: int) -> Iterator[Token]:
        """The verbs of the conditions that a word, or what it says will be done, stands under: "will strike *unless*
        Oslo *yields*". Parsers hang some on the verb that tells of it all."""
        token = self.analysis.tokens[i]
        for verb in (i, *self.slot(i, "clause"), *([token.head] if token.dep == "ccomp" else [])):
            for clause in self.analysis.dependents(verb, "advcl", "ccomp", "conj"):
                if clause.i > i and mark_of(self.analysis, clause) in self.patterns.condition_marks:
                    yield clause

    def _averting(self, i: int) -> tuple[int, ...]:
        """Who can avert what a word threatens: the subject of its condition."""
        return tuple(at for clause in self.conditions(i) for at in self.slot(clause.i, "subject"))

    def _aggrieving(self, i: int) -> tuple[int, ...]:
        """Who gives cause to act, or what does: "went on strike *in protest at* the mayor's refusal"."""
        return tuple(at for word in self._with_supporter(i) for phrase in sorted(self.patterns.grievances)
                     for at in self._with_case(word, phrase) if at != i)

    def _hosting(self, i: int) -> tuple[int, ...]:
        """Who receives those who meet: "with *Togo* as host", "before *their host*", "as the guest of *X*"."""
        found: list[int] = []
        for word in self._own_clause(self._with_supporter(i)[-1]):
            if word.lemma in self.patterns.hosts and self.analysis.case(word.i) in self.patterns.roles_as:
                case = next(child.i for child in self.analysis.children(word.i) if child.dep == "case")
                found.append(case - 1 if case and self.acts(case - 1) else word.head)
            elif word.lemma in self.patterns.hosts and self.acts(word.i):
                found.append(word.i)
            elif word.lemma in self.patterns.guests:
                found.extend(at for name in self.patterns.genitive for at in self._with_case(word.i, name))
        return tuple(at for at in found if self.acts(at))

    def _own_clause(self, i: int) -> Iterator[Token]:
        """The words below a word that belong to no other clause."""
        for child in self.analysis.children(i):
            if not child.is_verb:
                yield child
                yield from self._own_clause(child.i)

    def aims(self, i: int) -> tuple[int, ...]:
        """The verbs that tell what something is done for: "marched *to demand* his dismissal", "blocked roads,
        *denouncing* the law"."""
        return tuple(aim for word in self._with_supporter(i)
                     for clause in self.analysis.dependents(word, "advcl", "xcomp", "acl")
                     if clause.morph.get("VerbForm") in ("Inf", "Part", "Ger")
                     for aim in self.coordinated(clause.i))

    def _with_supporter(self, i: int) -> tuple[int, ...]:
        """A word and the verb that lends it its grammar, if there is one."""
        verb = self.supporter(i)
        return (i, verb.i) if verb else (i,)

    def makers(self, i: int) -> tuple[int, ...]:
        """Who made or did what a noun names, by the clause that tells of it: "the plan that *Oslo* proposed"."""
        behind = self.noun_behind(i)  # the clause may hang on a noun between
        nouns = (i, *(() if behind is None else (behind,)),
                 *(t.i for t in self.analysis.dependents(i, "nmod") if t.i > i))
        for noun in nouns:
            clauses = [t.i for t in self.analysis.dependents(noun, "acl:relcl", "acl") if t.pos == "VERB"]
            if found := tuple(at for clause in clauses for at in self.slot(clause, "subject") if at not in nouns):
                return found
        return ()

    def _sharing(self, i: int) -> tuple[int, ...]:
        """Whoever has part in it: "*Togo* denied any role in the killing", "accused *Togo* of a hand in the murder"."""
        share = self._share(i)
        if share is None:
            return ()
        if owners := self._owner_of(share.i, 0):
            return owners
        verb = self.analysis.tokens[share.head]
        if verb.pos != "VERB":
            return ()
        accused = self.object(verb.i) if self.analysis.case(share.i) in self.patterns.object_marks else ()
        return tuple(at for at in accused if self.acts(at)) or (self.subject(verb.i) if share.dep == "obj" else ())

    def _share(self, i: int) -> Token | None:
        """The noun for part in a deed that the deed hangs on, or stands right behind."""
        token = self.analysis.tokens[i]
        case = next((child for child in self.analysis.children(i) if child.dep == "case"), None)
        before = [self.analysis.tokens[case.i - 1]] if case is not None and case.i else []
        return next((noun for noun in (self.analysis.tokens[token.head], *before)
                     if noun.lemma in self.patterns.shares and noun.i < i), None)

    def _suffering(self, i: int) -> tuple[int, ...]:
        """The subject of a verb such as "face" or "receive": it suffers what the noun tells."""
        verb = self.supporter(i, passive=True)
        return tuple(at for at in self.subject(verb.i) if at != i) if verb else ()


_READERS: Mapping[str, Callable[[Slots, int], tuple[int, ...]]] = {
    "subject": Slots.subject, "object": Slots.object, "iobj": Slots._iobj, "clause": Slots._clause,
    "possessive": Slots._possessive, "adjective": Slots._adjective, "compound": Slots._compound,
    "support": Slots._supporting, "suffering": Slots._suffering, "sharing": Slots._sharing,
    "governor": Slots._governor, "bearer": Slots._bearing, "preposition": Slots._preposition,
    "modal": Slots._modal, "condition": Slots._averting, "speaker": Slots._speaking,
    "grievance": Slots._aggrieving, "host": Slots._hosting,
}
