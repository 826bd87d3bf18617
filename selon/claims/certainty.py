"""How sure the innermost source is: certainty, polarity and auxiliary modes of an event word.

The word's own mood and negation are read first, then whatever governs it on the way up the tree: modals,
verbs that imply or deny their complement, conditions, purposes, questions. What is presupposed (a relative
clause, a noun that nothing hedges) keeps its own judgement. Method after the De Facto profiler
(R. Sauri, J. Pustejovsky, "Are You Sure That This Happened?", Computational Linguistics 38, 2012).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from selon.domain.analysis import Analysis, Token
from selon.domain.catalog import Language
from selon.domain.records import Auxiliary, Certainty, Judgement, Polarity, Source, Stance, Status, When

# A thing dated this many days or more before the report is told as background.
BACKGROUND_DAYS = 45

_ORDER = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNKNOWN)
_CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "csubj", "parataxis", "conj", "acl"})
_NOMINAL = frozenset({"obj", "nmod", "nsubj", "compound", "conj"})


@dataclass(frozen=True)
class CertaintyRules:
    """`certainty.yaml` of a language."""

    negators: frozenset[str]
    negative_determiners: frozenset[str]
    negative_marks: frozenset[str]
    only: frozenset[str]
    particle: frozenset[str]  # "ne": without it the paired negators ("plus", "rien") deny nothing
    paired: frozenset[str]
    carriers: frozenset[str]  # light verbs: their mood and negation are their noun's
    occurrence: frozenset[str]  # verbs whose subject is the event: "took place"
    auxiliaries: Mapping[str, str]
    governors: Mapping[str, str]
    adverbs: Mapping[str, str]
    conditions: frozenset[str]
    purposes: frozenset[str]

    @classmethod
    def of(cls, language: Language) -> CertaintyRules:
        rows: dict[str, Any] = language.read("certainty")

        def words(name: str) -> frozenset[str]:
            return frozenset(map(str, rows[name]))

        def inverted(name: str) -> dict[str, str]:
            return {str(word): effect for effect, listed in rows[name].items() for word in listed}

        return cls(words("negators"), words("negative_determiners"), words("negative_marks"), words("only"),
                   words("particle"), words("paired_negators"),
                   frozenset(str(phrase).split()[-1 if str(phrase).startswith("se ") else 0]
                             for phrase in language.read("patterns")["support_verbs"]),
                   words("occurrence"),
                   dict(rows["auxiliaries"]), inverted("governors"), inverted("adverbs"),
                   words("conditions"), words("purposes"))


@dataclass
class _Scale:
    """A judgement in the making."""

    certainty: Certainty = Certainty.CERTAIN
    negative: bool = False
    auxiliary: set[Auxiliary] = field(default_factory=set)
    why: list[str] = field(default_factory=list)

    def weaken(self, certainty: Certainty, why: str) -> None:
        if _ORDER.index(certainty) > _ORDER.index(self.certainty):
            self.certainty = certainty
        self.why.append(why)

    def apply(self, effect: str, word: str) -> None:
        """Take in what a modal, governor or adverb says."""
        match effect:
            case "negative":
                self.negative = not self.negative
                self.why.append(f"“{word}” denies")
            case "doubted":
                self.negative = True
                self.weaken(Certainty.PROBABLE, f"“{word}” doubts")
            case "probable":
                self.weaken(Certainty.PROBABLE, f"“{word}”: probable")
            case "possible":
                self.weaken(Certainty.POSSIBLE, f"“{word}”: possible")
                self.auxiliary.add(Auxiliary.HYPOTHETICAL)
            case "planned":
                self.weaken(Certainty.PROBABLE, f"“{word}”: planned")
                self.auxiliary.add(Auxiliary.FUTURE)
            case "unknown":
                self.weaken(Certainty.UNKNOWN, f"“{word}”: wanted or asked, not told")
                self.auxiliary.update((Auxiliary.FUTURE, Auxiliary.HYPOTHETICAL))
            case "background":
                self.why.append(f"“{word}”")

    def judgement(self) -> Judgement:
        if self.negative:
            self.auxiliary.add(Auxiliary.NEGATION)
        return Judgement(self.certainty, Polarity.NEGATIVE if self.negative else Polarity.POSITIVE,
                         tuple(sorted(self.auxiliary)), tuple(self.why))


def judge(analysis: Analysis, i: int, rules: CertaintyRules, *, skip: frozenset[int] = frozenset()) -> Judgement:
    """The judgement of the event word at token `i` by its own clause and all that governs it.

    `skip`: governing words that are part of the event itself and therefore say nothing about it.
    """
    scale = _Scale()
    token = analysis.tokens[i]
    _own_clause(analysis, token, rules, scale)
    for below, governor in _climb(analysis, token):
        if governor.i not in skip:
            _governor(analysis, below, governor, rules, scale)
    _question(analysis, token, scale)
    return scale.judgement()


def _climb(analysis: Analysis, token: Token) -> Iterator[tuple[Token, Token]]:
    """Governing words with the dependent through which they govern; relative clauses end the climb."""
    below = token
    for governor in analysis.ancestors(token.i):
        dep = below.dep.partition(":")[0]
        if below.dep == "acl:relcl" or (dep not in _CLAUSAL and dep not in _NOMINAL):
            return
        if dep == "nmod" and governor.pos in ("VERB", "AUX"):
            return
        if dep == "acl" and not _mark(analysis, below):
            return
        yield below, governor
        below = governor


def _own_clause(analysis: Analysis, token: Token, rules: CertaintyRules, scale: _Scale) -> None:
    _negation(analysis, token, rules, scale)
    for child in analysis.children(token.i):
        if child.dep in ("advmod", "amod", "det") and (effect := rules.adverbs.get(child.lemma)):
            scale.apply(effect, child.text)
        elif child.dep == "amod" and (effect := rules.governors.get(child.lemma)) and effect != "implied":
            scale.apply(effect, child.text)
    if token.pos in ("VERB", "AUX") or analysis.dependents(token.i, "aux", "cop"):
        _mood(analysis, token, rules, scale)


def _negation(analysis: Analysis, token: Token, rules: CertaintyRules, scale: _Scale) -> None:
    children = list(analysis.children(token.i))
    negator = next((t for t in children if t.dep in ("advmod", "cc", "det", "neg")
                    and (t.lemma in rules.negators or t.lower in rules.negators)), None)
    has_particle = not rules.particle or any(t.lower in rules.particle for t in children)
    if negator is not None and (has_particle or negator.lemma not in rules.paired) and not _is_only(analysis, token, negator, rules):
        scale.apply("negative", negator.text)
    elif any(t.lower in rules.negative_determiners for child in children if child.dep.partition(":")[0] in (
            "nsubj", "obj", "det", "nsubj:pass") for t in (child, *analysis.dependents(child.i, "det"))):
        scale.apply("negative", "no")
    mark = _mark(analysis, token)
    if mark in rules.negative_marks:
        scale.apply("negative", mark)


def _is_only(analysis: Analysis, token: Token, negator: Token, rules: CertaintyRules) -> bool:
    """ "ne ... que" limits, it does not deny; "plus ... que" compares."""
    following = analysis.tokens[negator.i + 1] if negator.i + 1 < len(analysis.tokens) else None
    return following is not None and following.lower in rules.only


def _mood(analysis: Analysis, token: Token, rules: CertaintyRules, scale: _Scale) -> None:
    """Modal auxiliaries, future and conditional of the word itself or of its auxiliary."""
    verbs = [token, *analysis.dependents(token.i, "aux", "cop")]
    for verb in verbs[1:]:
        if effect := rules.auxiliaries.get(verb.lemma) or rules.auxiliaries.get(verb.lower):
            _modal(analysis, token, effect, verb, scale)
    moods = {verb.morph.get("Mood") for verb in verbs}
    tenses = {verb.morph.get("Tense") for verb in verbs}
    if "Cnd" in moods:
        _conditional(analysis, token, verbs, scale)
    elif "Fut" in tenses:
        scale.apply("planned", token.text)


def _modal(analysis: Analysis, token: Token, effect: str, verb: Token, scale: _Scale) -> None:
    if effect != "would":
        scale.apply(effect, verb.text)
        return
    has_perfect = any(t.lemma == "have" for t in analysis.dependents(token.i, "aux"))
    scale.apply("unknown" if has_perfect else "planned", verb.text)


def _conditional(analysis: Analysis, token: Token, verbs: list[Token], scale: _Scale) -> None:
    """The French conditional: hearsay when perfect or in the report's own voice, else the future of the past."""
    is_perfect = any(v.morph.get("Mood") == "Cnd" and v.dep.startswith("aux") for v in verbs) and not any(
        v.dep == "aux:pass" and v.morph.get("Mood") == "Cnd" for v in verbs)
    if is_perfect or token.dep not in ("ccomp", "conj"):
        scale.apply("probable", token.text)
    else:
        scale.apply("planned", token.text)


def _governor(analysis: Analysis, below: Token, governor: Token, rules: CertaintyRules, scale: _Scale) -> None:
    """What a governing word says of the event below it."""
    dep = below.dep.partition(":")[0]
    mark = _mark(analysis, below)
    if dep == "advcl":
        if mark in rules.conditions:
            scale.apply("unknown", mark)
            return
        if below.morph.get("VerbForm") == "Inf" and mark in rules.purposes and governor.pos in ("VERB", "AUX", "NOUN"):
            scale.apply("unknown", mark)
        elif _is_uncertain(analysis, governor, rules):
            scale.apply("unknown", governor.text)
        return
    if dep == "parataxis":
        return
    if dep == "conj":
        if not _has_own_mood(analysis, below):
            _shared_mood(analysis, governor, rules, scale)
        return
    if mark in rules.conditions:
        scale.apply("unknown", mark)
    effect = rules.governors.get(governor.lemma)
    if governor.lemma in rules.auxiliaries and dep == "xcomp":
        effect = _auxiliary_effect(rules.auxiliaries[governor.lemma], governor, analysis)
    if effect and effect != "implied" and _is_complement(dep, governor):
        scale.apply(effect, governor.text)
    carries = dep == "xcomp" or effect == "implied" or (dep == "obj" and governor.lemma in rules.carriers) or (
        dep == "nsubj" and (below.dep == "nsubj:pass" and governor.lemma in rules.carriers
                            or governor.lemma in rules.occurrence))
    if carries:
        _negation(analysis, governor, rules, scale)
        _mood(analysis, governor, rules, scale)


def _is_uncertain(analysis: Analysis, governor: Token, rules: CertaintyRules) -> bool:
    """Whether a main clause is itself only planned or possible: what it leads to is then no more."""
    scale = _Scale()
    _mood(analysis, governor, rules, scale)
    above = analysis.tokens[governor.head]
    if governor.dep == "xcomp" and above.lemma in rules.auxiliaries:
        scale.apply(_auxiliary_effect(rules.auxiliaries[above.lemma], above, analysis), above.text)
    return scale.certainty is not Certainty.CERTAIN


def _auxiliary_effect(effect: str, governor: Token, analysis: Analysis) -> str:
    """ "devait se réunir": a plan; "a dû partir": it happened."""
    if any(t.dep.startswith("aux") for t in analysis.children(governor.i)) and effect == "planned":
        return "implied"
    return effect


def _is_complement(dep: str, governor: Token) -> bool:
    if governor.pos in ("VERB", "AUX", "ADJ"):
        return dep in ("xcomp", "ccomp", "obj", "csubj", "obl", "nsubj") and (dep != "nsubj" or governor.pos == "ADJ")
    return dep in ("acl", "nmod", "xcomp", "ccomp", "compound")


def _has_own_mood(analysis: Analysis, token: Token) -> bool:
    return bool(analysis.dependents(token.i, "aux")) or (
        token.morph.get("VerbForm") == "Fin" and bool(analysis.dependents(token.i, "nsubj")))


def _shared_mood(analysis: Analysis, governor: Token, rules: CertaintyRules, scale: _Scale) -> None:
    """ "may meet and sign": the second verb is under the first one's auxiliary."""
    for verb in analysis.dependents(governor.i, "aux"):
        if effect := rules.auxiliaries.get(verb.lemma) or rules.auxiliaries.get(verb.lower):
            _modal(analysis, governor, effect, verb, scale)


def _mark(analysis: Analysis, token: Token) -> str:
    """The conjunction or preposition that introduces a clause, with its fixed parts."""
    for child in analysis.children(token.i):
        if child.dep == "mark" or (child.dep == "case" and token.pos == "VERB"):
            fixed = [part.lemma for part in analysis.children(child.i) if part.dep == "fixed"]
            return " ".join([child.lemma, *fixed])
    return ""


def _question(analysis: Analysis, token: Token, scale: _Scale) -> None:
    sentence = analysis.sentence_of(token.i)
    if analysis.tokens[sentence.stop - 1].text == "?" or (
            sentence.stop - sentence.first > 1 and analysis.tokens[sentence.stop - 2].text == "?"):
        if analysis.quoted(token.i) is None or analysis.tokens[sentence.root].i == token.i:
            scale.apply("unknown", "?")


def with_source(judgement: Judgement, chain: tuple[Source, ...]) -> Judgement:
    """The judgement as the innermost source's stance makes it."""
    if not chain:
        return judgement
    stance, certainty = chain[-1].stance, judgement.certainty
    auxiliary = set(judgement.auxiliary)
    why = (*judgement.why, f"the source {stance}")
    if stance is Stance.DENIES and judgement.polarity is Polarity.POSITIVE:
        return Judgement(certainty if certainty is not Certainty.UNKNOWN else Certainty.CERTAIN, Polarity.NEGATIVE,
                         tuple(sorted(auxiliary | {Auxiliary.NEGATION})), why)
    if stance is Stance.DOUBTS and judgement.polarity is Polarity.POSITIVE:
        return Judgement(Certainty.PROBABLE, Polarity.NEGATIVE, tuple(sorted(auxiliary | {Auxiliary.NEGATION})), why)
    if stance is Stance.SUGGESTS and certainty is Certainty.CERTAIN:
        return replace(judgement, certainty=Certainty.PROBABLE, why=why)
    if stance in (Stance.HOPES, Stance.ASKS):
        auxiliary |= {Auxiliary.FUTURE, Auxiliary.HYPOTHETICAL} if stance is Stance.HOPES else {Auxiliary.HYPOTHETICAL}
        return replace(judgement, certainty=Certainty.UNKNOWN, auxiliary=tuple(sorted(auxiliary)), why=why)
    return judgement


def with_background(judgement: Judgement, analysis: Analysis, i: int, time: When | None,
                    published: str | None) -> Judgement:
    """Adds `historical` to what is told in the pluperfect or bears an old date of its own."""
    if Auxiliary.FUTURE in judgement.auxiliary:
        return judgement
    if _is_pluperfect(analysis, i) or _is_old(time, published):
        return replace(judgement, auxiliary=tuple(sorted({*judgement.auxiliary, Auxiliary.HISTORICAL})))
    return judgement


def _is_pluperfect(analysis: Analysis, i: int) -> bool:
    token = analysis.tokens[i]
    if token.pos not in ("VERB", "AUX"):
        return False
    auxiliaries = [t for t in analysis.dependents(i, "aux") if t.dep != "aux:pass"]
    return any(t.morph.get("Tense") in ("Imp", "Past") and t.morph.get("VerbForm") == "Fin"
               and t.morph.get("Mood", "Ind") == "Ind" and t.lemma in ("have", "avoir", "être") for t in auxiliaries)


def _is_old(time: When | None, published: str | None) -> bool:
    if time is None or not time.value or not published:
        return False
    value = time.value.split("/")[-1 if not time.value.endswith("..") else 0].strip(".")
    if not value[:4].isdigit():
        return False
    if len(value) < 7 or len(published) < 10:
        return value[:4] < published[:4]
    return _days(published) - _days(value) >= BACKGROUND_DAYS


def _days(value: str) -> int:
    """A date as a count of days, month by 30.4 days: near enough to tell old from new."""
    parts = [int(part) for part in value.split("-") if part.isdigit()]
    year, month, day = (*parts, 6, 15)[:3] if len(parts) == 1 else (*parts, 15)[:3]
    return int(year * 365.25 + month * 30.44 + day)


def status_of(judgement: Judgement, chain: Iterable[Source]) -> Status:
    """The one word for a claim; the codebook's order, the first that fits."""
    sources = tuple(chain)
    if judgement.polarity is Polarity.NEGATIVE:
        return Status.DENIED if any(s.stance is Stance.DENIES for s in sources) else Status.NEGATED
    if Auxiliary.HYPOTHETICAL in judgement.auxiliary or judgement.certainty is Certainty.UNKNOWN:
        return Status.HYPOTHETICAL
    if Auxiliary.FUTURE in judgement.auxiliary and judgement.certainty is Certainty.PROBABLE:
        return Status.PLANNED
    if judgement.certainty in (Certainty.PROBABLE, Certainty.POSSIBLE):
        return Status.POSSIBLE
    if Auxiliary.FUTURE in judgement.auxiliary:
        return Status.PLANNED
    return Status.REPORTED if sources else Status.ASSERTED
