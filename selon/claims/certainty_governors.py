"""What governs an event says how sure it is: modals, verbs and nouns with a complement, conditions, purposes.

The tree is read from the top: each governing word has a state of its own (certainty, polarity, auxiliary
modes), and its effect makes of that state the one of its complement. What is presupposed (a relative clause,
a noun that nothing hedges, the complement of "regret") starts anew as a plain statement.
"""

from __future__ import annotations

from dataclasses import dataclass

from selon.claims.certainty_clause import (
    condition_mark,
    condition_of,
    in_mood,
    is_denied,
    mark_of,
    mood,
    negator,
    own_clause,
)
from selon.claims.certainty_effects import EFFECTS, TAKEN_FOR_GRANTED, Scale
from selon.claims.certainty_rules import CertaintyRules
from selon.domain.analysis import Analysis, Token
from selon.domain.records import Auxiliary, Certainty

# No sentence of news nests deeper; a broken tree of a long list of names can.
MAX_DEPTH = 12

_CLAUSES = frozenset({"xcomp", "ccomp", "csubj", "acl", "advcl", "dep"})
_WHEN_DONE = {"enabled": "can", "permitted": "permitted", "obliged": "obliged"}  # what holds until it is done
_UNDOING = frozenset({"denied", "excluded", "refused", "cancelled", "failed"})
_NO_PURPOSES = _UNDOING | {"happened"}  # what they say of a complement, they do not say of what they are done for
_HYPOTHETICAL = (Auxiliary.HYPOTHETICAL,)
_ENDINGS = frozenset({".", "?", "!", "…"})
_WISHED = EFFECTS["wanted"].affirmed
# What French says with a verb and English with an auxiliary; beside the classes of `certainty.yaml`, for `Ties`.
ABILITY, DUTY, MOTION = "ability", "duty", "motion"
_MODALS = frozenset({"can", "guessed", "planned", "required"})  # effects of auxiliaries


@dataclass(frozen=True, slots=True)
class Ties:
    """What bears on a word directly, whatever stands further up: its own clause, and the one word that governs it."""

    denied: bool            # in its own clause
    mood: str | None        # of its own verb forms: "conditional" or "future"
    is_consequence: bool    # a condition hangs on its clause
    effect: str | None      # what its governor does to it: a class of `certainty.yaml`, or one of these three
    softened: bool          # that governor stands in the conditional
    refuted: bool           # that governor is denied, and what it would bring did not happen: "could not reach"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads states off one analysis. `skip`: words that are part of the event itself and say nothing about it."""

    analysis: Analysis
    rules: CertaintyRules
    skip: frozenset[int] = frozenset()

    def state(self, token: Token, depth: int = 0) -> Scale:
        """Certainty, polarity and auxiliary modes of a word: what governs it, then its own clause."""
        scale = self._context(token, depth) if depth < MAX_DEPTH else Scale()
        self._hedges_below(token, scale)
        own_clause(self.analysis, token, self.rules, scale)
        return scale

    def ties(self, token: Token) -> Ties:
        """What bears on a word directly."""
        own = Scale()
        own_clause(self.analysis, token, self.rules, own)
        children = self.analysis.children(token.i)
        auxiliaries = [child for child in children if child.dep == "cop" or child.dep.startswith("aux")]
        moods = [name for name in ("conditional", "future")
                 if any(in_mood(verb, name, self.rules) for verb in (token, *auxiliaries))]
        modals = (self.rules.auxiliaries.get(verb.lower) for verb in auxiliaries)
        modal = next((name for name in modals if name in _MODALS), None)
        effect, governor = (modal, None) if modal else self._tie(token)
        softened = governor is not None and in_mood(governor, "conditional", self.rules)
        return Ties(own.negative, moods[0] if moods else None, bool(condition_of(self.analysis, token, self.rules)),
                    effect, softened, governor is not None and self._is_refuted(effect, governor))

    def _is_refuted(self, effect: str | None, governor: Token) -> bool:
        if effect == ABILITY:
            effect = "happened" if self._is_done(governor) else None
        denied = EFFECTS[effect].denied if effect in EFFECTS else None
        return denied is not None and EFFECTS[effect or ""].affirmed.certainty is Certainty.CERTAIN and (
            denied.negative and is_denied(self.analysis, governor, self.rules))

    def _tie(self, token: Token) -> tuple[str | None, Token | None]:
        """The effect of the word that governs a word or the first of those it is coordinated with, and that word."""
        while token.dep == "conj" and token.head != token.i:
            token = self.analysis.tokens[token.head]
        governor = self.analysis.tokens[token.head]
        dep = token.relation
        if governor is token or token.dep == "acl:relcl":
            return self._participle(token)
        if dep in _CLAUSES and self._is_clause(token):
            return self._clause_tie(token, governor)
        case = self.analysis.case(token.i)
        effect = self._lookup("noun", governor, case)
        is_object = dep == "obj" or token.dep == "nsubj:pass" or (
            dep == "nmod" and governor.pos == "NOUN" and case in self.rules.links)
        if effect and (is_object or (case and f"{governor.lemma} {case}" in self.rules.governors["noun"])):
            return effect, governor
        return self._participle(token)

    def _clause_tie(self, token: Token, governor: Token) -> tuple[str | None, Token | None]:
        """The effect of the word that a clause or infinitive hangs on, and that word."""
        dep, mark = token.relation, mark_of(self.analysis, token)
        kind = "infinitive" if self._is_infinitive(token) else "clause"
        if dep != "advcl" and mark in self.rules.clauses.questions:
            return "questioned", governor
        if dep == "advcl" or (kind == "clause" and not self._is_complement(token, governor, dep, mark)) or (
                dep == "acl" and not mark):
            return None, None
        head = self._controller(governor, dep, kind, mark)
        if kind == "infinitive" and head.lemma in self.rules.duties | self.rules.abilities:
            return (DUTY if head.lemma in self.rules.duties else ABILITY), head
        if kind == "infinitive" and head.lemma in self.rules.motion:
            return (MOTION if self._motion(head) == "planned" else None), head
        return self._when_done(self._lookup(kind, head, mark), head), head

    def _participle(self, token: Token) -> tuple[str | None, Token | None]:
        """ "une réunion prévue": a participle governs the noun that it stands beside."""
        participles = (child for child in self.analysis.dependents(token.i, "acl") if not token.is_verb
                       and child.is_verb and child.morph.get("Tense") == "Past")
        return next(((effect, child) for child in participles if (effect := self._lookup("noun", child, ""))),
                    (None, None))

    def _context(self, token: Token, depth: int) -> Scale:
        """What stands above a word says of it, before its own clause is read."""
        governor = self.analysis.tokens[token.head]
        if governor is token or (governor.pos == "PRON" and governor.text.startswith("-")):
            return self._question(token)  # "Rome a-t-elle livré ...?", hung on its pronoun
        if self._is_asked_within(token, governor):
            return self._open("?", "a question")
        dep = token.relation
        if token.dep in ("ccomp", "advcl") and self._is_apart(token, governor):
            return Scale()
        if dep == "conj":
            return self._coordinated(token, governor, depth)
        if token.dep == "acl:relcl" and not (self._is_infinitive(token) and mark_of(self.analysis, token)):
            return _taken_for_granted()
        if dep in _CLAUSES and self._is_clause(token):
            return self._clause(token, governor, dep, depth)
        return self._noun(token, governor, dep, depth)

    def _is_clause(self, token: Token) -> bool:
        return token.is_verb or token.dep in ("ccomp", "csubj", "advcl") or any(
            child.dep in ("cop", "mark") or child.dep.startswith("aux") for child in self.analysis.children(token.i))

    def _is_apart(self, token: Token, governor: Token) -> bool:
        """Whether a semicolon stands between a clause and the one that the parser hung it on."""
        first, stop = sorted((token.i, governor.i))
        return any(word.text == ";" for word in self.analysis.tokens[first:stop]) and (
            self.analysis.quoted(token.i) is self.analysis.quoted(governor.i))

    # ------------------------------------------------------------------------------ clauses

    def _clause(self, token: Token, governor: Token, dep: str, depth: int) -> Scale:
        mark = mark_of(self.analysis, token)
        if dep in ("advcl", "ccomp") and (condition := condition_mark(self.analysis, token, self.rules)):
            if dep == "advcl":
                return self._condition(token, governor, condition)
            return self._open(condition, "a question")
        if mark in self.rules.clauses.questions:
            return self._open(mark, "a question")
        kind = "infinitive" if self._is_infinitive(token) else "clause"
        is_bound = mark in self.rules.clauses.bounds
        is_free = is_bound or (dep in ("acl", "advcl") and not mark)
        if is_free or (kind == "clause" and not self._is_complement(token, governor, dep, mark)):
            is_adverbial = dep == "advcl" or is_bound
            return self._adverbial(token, governor, mark, kind, depth) if is_adverbial else Scale()
        head = self._controller(governor, dep, kind, mark)
        if effect := self._effect(token, head, kind, mark):
            return self._below(effect, head, token, depth)
        if dep == "advcl" or (dep in ("acl", "xcomp") and mark in self.rules.clauses.purposes):
            return self._adverbial(token, governor, mark, kind, depth)
        if dep == "acl" and kind == "infinitive" and mark and governor.pos == "NOUN":
            return self._open(governor.text, "what for")
        if kind == "infinitive" and dep in ("xcomp", "csubj", "dep"):
            return self._unlisted(governor, depth)
        return Scale()

    def _is_complement(self, token: Token, governor: Token, dep: str, mark: str) -> bool:
        """Whether a finite clause is what its governor speaks of; a parser may hang any other clause there."""
        return (mark != "" and mark in self.rules.clauses.complements) or (
            not mark and "" in self.rules.clauses.complements and dep in ("ccomp", "csubj") and token.i > governor.i)

    def _is_infinitive(self, token: Token) -> bool:
        """Infinitives, and participles that a preposition makes a complement of: "from attacking"."""
        verbs = (token, *self.analysis.dependents(token.i, "aux", "cop"))
        mark = mark_of(self.analysis, token)
        is_finite_mark = mark != "" and mark in self.rules.clauses.complements
        if token.dep == "xcomp" and token.lower == token.lemma and len(verbs) == 1:
            return True  # a tagger may take a rare infinitive for a finite form
        if is_finite_mark or any(verb.morph.get("VerbForm") == "Fin" for verb in verbs):
            return False
        return any(verb.morph.get("VerbForm") in ("Inf", "Ger") for verb in verbs) or (
            mark != "" or token.dep == "xcomp" or any(verb.morph.get("Tense") == "Pres" for verb in verbs))

    def _controller(self, governor: Token, dep: str, kind: str, mark: str) -> Token:
        """ "a empêché les soldats d'attaquer": a parser may hang the infinitive on the object of its verb, and the
        one of an object on the verb: "welcomed the court's decision to indict"."""
        above = self.analysis.tokens[governor.head]
        if dep == "acl" and kind == "infinitive" \
                and self._lookup("infinitive", governor, mark) is None and self._lookup("infinitive", above, mark):
            return above
        if dep == "xcomp" and kind == "infinitive" and mark and self._lookup("infinitive", governor, mark) is None:
            return next((noun for noun in self.analysis.dependents(governor.i, "obj") if noun.pos == "NOUN"
                         and noun.i > governor.i and self._lookup("infinitive", noun, mark)), governor)
        if kind == "clause" and mark and self._lookup("clause", governor, mark) is None:
            return next((verb for verb in self.analysis.dependents(governor.i, "xcomp")
                         if verb.i > governor.i and self._lookup("clause", verb, mark)), governor)
        return governor

    def _effect(self, token: Token, governor: Token, kind: str, mark: str) -> str | None:
        if governor.lemma in self.rules.duties and kind == "infinitive":
            return self._duty(token, governor)
        if governor.lemma in self.rules.motion and kind == "infinitive":
            return self._motion(governor)
        effect = self._lookup(kind, governor, mark)
        if effect == "said" and kind == "infinitive" and self.analysis.dependents(governor.i, "aux:pass"):
            return "believed"
        if token.dep == "advcl" and mark in self.rules.clauses.purposes and effect in _NO_PURPOSES:
            return None  # "blocked roads *to demand* reforms"
        return self._when_done(effect, governor)

    def _when_done(self, effect: str | None, governor: Token) -> str | None:
        """What could or had to be done was done, once it is told as past and complete."""
        if effect not in _WHEN_DONE:
            return effect
        return "happened" if self._is_done(governor) else _WHEN_DONE[effect]

    def _lookup(self, kind: str, governor: Token, link: str) -> str | None:
        """The effect of a governing word by its fullest form: with its preposition, particle or reflexive first."""
        table = self.rules.governors[kind]
        lemma = governor.lemma
        for child in self.analysis.children(governor.i):
            if child.dep in ("compound:prt", "advmod") and (effect := table.get(f"{lemma} {child.lower}")):
                return effect
            if child.dep == "expl:pv" and (effect := table.get(f"se {lemma}")):
                return effect
            if child.dep == "case" and (effect := table.get(f"{child.lower} {lemma}")):
                return effect
        if link and (effect := table.get(f"{lemma} {link}")):
            return effect
        return table.get(lemma) or table.get(governor.lower)

    def _below(self, effect: str, governor: Token, token: Token, depth: int) -> Scale:
        if governor.i in self.skip:
            return self.state(governor, depth + 1)
        state = self._governing_state(governor, effect, depth)
        scale = state.below(effect, governor.text)
        if not self._is_still_to_come(token):
            scale.auxiliary.discard(Auxiliary.FUTURE)
        elif effect == "doubted" and (self._is_infinitive(token) or (
                token.morph.get("Mood") == "Sub" and token.morph.get("Tense") == "Pres")):
            scale.auxiliary.add(Auxiliary.FUTURE)
        return scale

    def _governing_state(self, governor: Token, effect: str, depth: int) -> Scale:
        """The state of a governor. A modal verb's own conditional is only its politeness: "devrait", "pourrait"."""
        softened = governor.lemma in self.rules.duties or effect in ("can", "considered", "wanted", "asked")
        if softened and governor.morph.get("Mood") == "Cnd":
            scale = self._context(governor, depth + 1)
            if is_denied(self.analysis, governor, self.rules):
                scale.deny(governor.text)
            return scale
        return self.state(governor, depth + 1)

    def _is_still_to_come(self, token: Token) -> bool:
        """A perfect infinitive or a state is not to come: "pourrait avoir demandé", "may need"."""
        auxiliaries = self.analysis.dependents(token.i, "aux")
        if any(verb.morph.get("VerbForm") == "Fin" and verb.morph.get("Mood", "Ind") == "Ind"
               and verb.morph.get("Tense") == "Past" for verb in (token, *auxiliaries)):
            return False  # "did not rule out that they had met"
        return token.lemma not in self.rules.statives and not any(
            verb.lemma in self.rules.perfect and verb.dep != "aux:pass" and verb.morph.get("VerbForm") == "Inf"
            for verb in auxiliaries)

    def _is_done(self, governor: Token) -> bool:
        """ "a pu obtenir", "was able to": what could be done was done."""
        auxiliaries = self.analysis.dependents(governor.i, "aux", "cop")
        if any(verb.morph.get("Mood") == "Cnd" for verb in (governor, *auxiliaries)):
            return False
        if any(verb.lemma in self.rules.perfect or (verb.dep == "cop" and verb.morph.get("Tense") == "Past")
               for verb in auxiliaries):
            return True
        return governor.pos == "VERB" and governor.morph.get("Tense") == "Past" and (
            governor.morph.get("VerbForm") in ("Fin", "Part"))

    def _duty(self, token: Token, governor: Token) -> str:
        """ "a dû partir": it happened; "doit se réunir": a plan; "nous devons agir": what the speaker thinks right."""
        if self._is_done(governor):
            return "happened"
        subjects = self.analysis.dependents(governor.i, "nsubj", "expl")
        above = self.analysis.tokens[governor.head]
        is_opinion = self.rules.governors["clause"].get(above.lemma) == "believed" or any(
            subject.lower in self.rules.speakers for subject in subjects)
        is_state = token.lemma in self.rules.statives or bool(self.analysis.dependents(token.i, "cop"))
        is_claimed = in_mood(governor, "future", self.rules) or self.analysis.quoted(governor.i) is not None
        return "required" if is_opinion or is_state or is_claimed else "planned"

    def _motion(self, governor: Token) -> str:
        """ "va frapper", "is going to strike": future; "est allé voir": done."""
        has_auxiliary = bool(self.analysis.dependents(governor.i, "aux"))
        is_future = governor.morph.get("Tense") != "Past" and has_auxiliary == self.rules.motion_is_progressive
        return "planned" if is_future else "happened"

    def _unlisted(self, governor: Token, depth: int) -> Scale:
        """An infinitive below a word that nothing is known of: an adjective only judges it, a verb shares with it."""
        if governor.pos == "ADJ":
            return self._open(governor.text, "no more than that")
        return self.state(governor, depth + 1).settled()

    def _adverbial(self, token: Token, governor: Token, mark: str, kind: str, depth: int) -> Scale:
        clauses = self.rules.clauses
        if mark in clauses.purposes and (kind == "infinitive" or mark not in clauses.times):
            scale = Scale()
            scale.take(_WISHED, f"“{mark}”: a purpose")
            return scale
        above = self.state(governor, depth + 1)
        is_open = above.certainty is not Certainty.CERTAIN or Auxiliary.FUTURE in above.auxiliary
        if is_open and mark in clauses.bounds:
            scale = Scale()
            scale.take(_WISHED, f"“{mark}”: if it comes to that")
            return scale
        if is_open and (mark in clauses.times or kind == "infinitive" or not self._is_finite(token)):
            return above.settled(polarity=False)
        return Scale()

    def _condition(self, token: Token, governor: Token, word: str) -> Scale:
        """What may come; what is to come, if the main clause is: "si Séoul armait Kiev, ce serait une erreur"."""
        scale, main = self._open(word, "a condition"), Scale()
        mood(self.analysis, governor, self.analysis.children(governor.i), self.rules, main)
        is_perfect = any(verb.lemma in self.rules.perfect for verb in self.analysis.dependents(token.i, "aux"))
        if Auxiliary.FUTURE in main.auxiliary and not is_perfect:
            scale.auxiliary.add(Auxiliary.FUTURE)
        return scale

    def _is_finite(self, token: Token) -> bool:
        return any(verb.morph.get("VerbForm") == "Fin"
                   for verb in (token, *self.analysis.dependents(token.i, "aux", "cop")))

    # -------------------------------------------------------------------------------- nouns

    def _noun(self, token: Token, governor: Token, dep: str, depth: int) -> Scale:
        """An event as subject, object or complement: its verb or noun may carry, plan or deny it."""
        case, rules = self.analysis.case(token.i), self.rules
        is_object = dep == "obj" or token.dep == "nsubj:pass" or (dep == "nsubj" and governor.pos == "ADJ")
        of_noun = dep in ("nmod", "compound") and governor.pos in ("NOUN", "PROPN", "ADJ")
        if is_object or of_noun or dep in ("obl", "xcomp"):
            effect = self._when_done(self._lookup("noun", governor, case), governor)
            linked = is_object or dep in ("xcomp", "compound") or case in rules.links
            linked = linked and (dep != "obl" or f"{governor.lemma} {case}" in rules.governors["noun"])
            if effect in _UNDOING and depth == 0 and token.lemma in rules.utterances:
                return _taken_for_granted()
            if effect and linked:
                return self._below(effect, governor, token, depth)
        if (part := self._part_in(token, governor, dep, case)) is not None:
            return self.state(part, depth + 1).settled()
        if (verb := self._coming_about(governor, dep)) is not None:
            return self._able_to_be(verb, depth)
        carried = (is_object and governor.lemma in rules.carriers) or (
            dep == "nsubj" and governor.lemma in rules.occurrence) or (
            dep in ("nmod", "obj") and governor.lemma in rules.parts)
        if carried or dep == "aux" or (dep == "cop" and governor is not token):
            return self.state(governor, depth + 1).settled()
        return _taken_for_granted()

    def _part_in(self, token: Token, governor: Token, dep: str, case: str) -> Token | None:
        """The noun for part in an event: "took no *part* in the attack", "accused of a *hand* in the attack"."""
        if dep != "obl" or case not in self.rules.links:
            return None
        return next((t for t in self.analysis.dependents(governor.i, "obj", "obl")
                     if t.lemma in self.rules.parts and t.i < token.i), None)

    def _coming_about(self, governor: Token, dep: str) -> Token | None:
        """The verb of taking place below one of ability or duty: "la rencontre pourrait *avoir* lieu"."""
        if dep != "nsubj" or governor.lemma not in self.rules.duties | self.rules.abilities:
            return None
        return next((t for t in self.analysis.dependents(governor.i, "xcomp") if t.lemma in self.rules.occurrence),
                    None)

    def _able_to_be(self, verb: Token, depth: int) -> Scale:
        """What may or must take place is still to come, though "avoir" alone would tell a state."""
        scale = self.state(verb, depth + 1).settled()
        if scale.certainty is not Certainty.CERTAIN and not self.analysis.dependents(verb.i, "aux"):
            scale.auxiliary.add(Auxiliary.FUTURE)
        return scale

    def _hedges_below(self, token: Token, scale: Scale) -> None:
        """Adjectives and participles of a noun: "alleged attack", "visite prévue", "faits qui lui sont reprochés"."""
        if token.is_verb:
            return
        for child in self.analysis.children(token.i):
            if child.dep == "amod" or (child.dep == "acl" and child.morph.get("Tense") == "Past") or (
                    child.dep == "acl:relcl" and self.analysis.dependents(child.i, "aux:pass")):
                effect = self._lookup("noun", child, "")
                if effect and EFFECTS[effect].holds and effect not in ("happened", "caused", "enabled"):
                    state = Scale()
                    if word := negator(self.analysis, child, self.analysis.children(child.i), self.rules):
                        state.deny(word)
                    made = state.below(effect, child.text)
                    scale.negative ^= made.negative
                    scale.weaken(made.certainty, made.auxiliary, made.why[-1])

    # ------------------------------------------------------------------ coordination, questions

    def _coordinated(self, token: Token, first: Token, depth: int) -> Scale:
        """The second of two words is governed like the first, and shares its auxiliaries where it has none."""
        if token.is_verb and first.is_verb and self._is_finite(token) and not self._is_finite(first):
            return Scale()  # no infinitive is coordinated with a full clause: the tree is wrong here
        scale = self._context(first, depth + 1) if depth < MAX_DEPTH else Scale()
        children = self.analysis.children(token.i)
        between = [*self.analysis.children(first.i), *children]
        coordinator = next((c.lower for c in reversed(between) if c.dep == "cc" and first.i < c.i < token.i), "")
        has_subject = any(c.dep.startswith(("nsubj", "expl:subj")) for c in children)
        is_gapped = token.morph.get("VerbForm") == "Part" and any(  # "will be opened and assets unfrozen"
            c.dep == "aux:pass" for c in self.analysis.children(first.i))
        has_own = (has_subject and not is_gapped) or any(c.dep.startswith(("aux", "cop")) for c in children)
        if has_own or not self._may_share(token, first):
            return scale
        if first.is_verb and token.is_verb:
            mood(self.analysis, first, self.analysis.children(first.i), self.rules, scale)
        if coordinator in self.rules.clauses.alternatives and not negator(self.analysis, token, children, self.rules) \
                and (word := negator(self.analysis, first, self.analysis.children(first.i), self.rules)):
            scale.deny(word)
        return scale

    def _may_share(self, token: Token, first: Token) -> bool:
        """Whether two verb forms can stand under one auxiliary: "may meet and sign", not "would yield, and invited"."""
        form, other = token.morph.get("VerbForm"), first.morph.get("VerbForm")
        if form == "Fin":
            return other == "Fin" and token.morph.get("Mood") == first.morph.get("Mood")
        return form is None or other is None or form == other

    def _question(self, token: Token) -> Scale:
        """A main clause that asks commits to nothing; "why" takes the event for granted."""
        if mark := condition_mark(self.analysis, token, self.rules):
            return self._open(mark, "a condition")
        if (mark := mark_of(self.analysis, token)) in self.rules.headline_future and self._is_infinitive(token):
            scale = Scale()
            scale.take(EFFECTS["planned"].affirmed, f"“{mark}”: planned")
            return scale
        sentence = self.analysis.sentence_of(token.i)
        tokens = self.analysis.tokens
        last = sentence.stop - 1
        while last > sentence.first and tokens[last].pos == "PUNCT" and tokens[last].text != "?":
            last -= 1
        if tokens[last].text != "?":
            return Scale()
        asked = self.analysis.quoted(last)
        if asked is not None and asked is not self.analysis.quoted(token.i):
            return Scale()
        if any(tokens[i].lower in self.rules.clauses.reasons for i in range(sentence.first, token.i)):
            return Scale()
        return self._open("?", "a question")

    def _is_asked_within(self, token: Token, governor: Token) -> bool:
        """The head of a quoted question, hung on the verb that tells it: “Did you see it?” he asked."""
        quotation = self.analysis.quoted(token.i)
        if quotation is None or quotation is self.analysis.quoted(governor.i):
            return False
        ending = next((word for word in self.analysis.tokens[token.i:] if word.text in _ENDINGS
                       or self.analysis.quoted(word.i) is not quotation), token)
        return ending.text == "?" and not any(
            child.lower in self.rules.clauses.reasons for child in self.analysis.children(token.i))

    def _open(self, word: str, what: str) -> Scale:
        scale = Scale()
        scale.weaken(Certainty.UNKNOWN, _HYPOTHETICAL, f"“{word}”: {what}")
        return scale


def _taken_for_granted() -> Scale:
    return Scale(why=[TAKEN_FOR_GRANTED])
