"""What an event's own clause says of it: negation, mood, tense, adverbs and adjectives."""

from __future__ import annotations

from collections.abc import Sequence

from selon.claims.certainty_effects import EFFECTS, Scale, denial
from selon.claims.certainty_rules import CertaintyRules
from selon.domain.analysis import Analysis, Token
from selon.domain.records import Auxiliary, Certainty

_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:arg", "iobj", "expl:subj"})
_HYPOTHETICAL = (Auxiliary.HYPOTHETICAL,)


def own_clause(analysis: Analysis, token: Token, rules: CertaintyRules, scale: Scale) -> None:
    """Adds to `scale` all that the clause or noun phrase of `token` itself says."""
    children = analysis.children(token.i)
    if is_verbal(token, children, rules):
        if has_mood(children, token):
            mood(analysis, token, children, rules, scale)
        verbal_negation(analysis, token, children, rules, scale)
    if not token.is_verb:
        _nominal(analysis, token, children, rules, scale)
    for child in (*children, *_adverb_right_before(analysis, token)):
        if child.relation not in ("advmod", "amod", "obl") or _is_of_participle(analysis, child, token):
            continue
        if effect := _adverb(analysis, child, rules):
            scale.take(EFFECTS[effect].affirmed, f"“{child.text}”: {effect}")


def _is_bare_participle(token: Token) -> bool:
    return token.morph.get("VerbForm") == "Part" and token.dep in ("acl", "amod") and token.morph.get("Tense") != "Pres"


def _is_of_participle(analysis: Analysis, adverb: Token, token: Token) -> bool:
    """Whether an adverb stands right before another word's participle: "a letter, allegedly written by"."""
    following = analysis.tokens[adverb.i + 1] if adverb.i + 1 < len(analysis.tokens) else token
    return following is not token and _is_bare_participle(following)


def _adverb_right_before(analysis: Analysis, token: Token) -> tuple[Token, ...]:
    """The adverb before a participle that the parser hung elsewhere."""
    before = analysis.tokens[token.i - 1]
    is_stray = token.i > 0 and before.pos == "ADV" and before.head != token.i
    return (before,) if is_stray and _is_bare_participle(token) else ()


def is_verbal(token: Token, children: Sequence[Token], rules: CertaintyRules) -> bool:
    """Verbs, predicates with a copula, and verbs that the tagger took for nouns: "ne livre plus"."""
    return token.is_verb or any(
        child.dep == "cop" or child.dep.startswith("aux") or child.lemma in rules.negation.particle
        for child in children)


def has_mood(children: Sequence[Token], token: Token) -> bool:
    return token.morph.get("VerbForm") in ("Fin", None) or any(
        child.dep == "cop" or child.dep.startswith("aux") for child in children)


def _adverb(analysis: Analysis, child: Token, rules: CertaintyRules) -> str | None:
    if effect := rules.adverbs.get(child.lemma) or rules.adverbs.get(child.lower):
        return effect
    case = next((other for other in analysis.children(child.i) if other.dep in ("case", "fixed", "det")), None)
    return rules.adverbs.get(f"{case.lower} {child.lower}") if case else None


# ------------------------------------------------------------------------------------ negation


def verbal_negation(analysis: Analysis, token: Token, children: Sequence[Token], rules: CertaintyRules,
                    scale: Scale) -> None:
    """ "did not attack", "nobody attacked", "n'a tiré sur personne", "without attacking"."""
    if word := negator(analysis, token, children, rules):
        scale.deny(word)
    if (mark := mark_of(analysis, token)) in rules.negation.marks:
        scale.deny(mark)


def negator(analysis: Analysis, token: Token, children: Sequence[Token], rules: CertaintyRules) -> str:
    """The word that denies the clause of a verb, or an empty string."""
    negation = rules.negation
    has_particle = _has_particle(analysis, token, children, rules)
    for child in children:
        if not child.dep.startswith(("advmod", "cc", "det", "neg", "obj", "obl", "fixed", "nsubj")):
            continue
        alone = child.lower in negation.words or child.lemma in negation.words
        paired = has_particle and child.lower in negation.paired
        if (alone or paired) and not _limits(analysis, child, negation.limits):
            return child.text
    if has_particle:
        for child in children:
            if child.dep in _ARGUMENTS and (word := _denied_argument(analysis, child, rules)):
                return word
    if not negation.particle or not has_particle:
        return ""
    bare = min(negation.particle) if token.lemma in negation.bare else ""
    return _denied_before(analysis, children, rules) or bare


def _denied_before(analysis: Analysis, children: Sequence[Token], rules: CertaintyRules) -> str:
    """Denials that a parser may hang elsewhere: "[ni] Rome n'a signé", "n'a [pas] encore quitté"."""
    particle = next((child for child in children if child.lemma in rules.negation.particle), None)
    if particle is not None and particle.i > 1 and analysis.tokens[particle.i - 2].lower in rules.negation.determiners:
        return analysis.tokens[particle.i - 2].text
    return next((below.text for child in children if child.dep == "advmod" for below in analysis.children(child.i)
                 if below.lower in rules.negation.words and below.i < child.i
                 and not _limits(analysis, below, rules.negation.limits)), "")


def _has_particle(analysis: Analysis, token: Token, children: Sequence[Token], rules: CertaintyRules) -> bool:
    """Whether the verb, or the one that its infinitive hangs on, has the particle: "il ne doit y avoir aucun"."""
    particle = rules.negation.particle
    if not particle or any(child.lemma in particle for child in children):
        return True
    return token.dep == "xcomp" and any(child.lemma in particle for child in analysis.children(token.head)) \
        and not any(child.lower in rules.negation.words or child.lower in rules.negation.paired
                    for child in analysis.children(token.head))


def _denied_argument(analysis: Analysis, argument: Token, rules: CertaintyRules) -> str:
    """ "no soldier", "personne", "neither Paris nor London" as subject or object."""
    determiners = rules.negation.determiners
    if argument.lower in determiners:
        return argument.text
    for child in analysis.children(argument.i):
        if child.lower in determiners and child.i < argument.i and not _limits(analysis, child, rules.negation.limits):
            return child.text
    return ""


def _limits(analysis: Analysis, word: Token, limits: frozenset[str]) -> bool:
    """ "ne ... que", "not only": a limit, no denial."""
    following = analysis.tokens[word.i + 1] if word.i + 1 < len(analysis.tokens) else None
    return following is not None and following.lower in limits and following.dep != "mark"


def _nominal(analysis: Analysis, token: Token, children: Sequence[Token], rules: CertaintyRules, scale: Scale) -> None:
    """ "no attack", "pas d'attaque", "any attack", "without an attack", "in case of attack"."""
    is_predicate = is_verbal(token, children, rules)
    for child in children:
        if child.lower in rules.negation.determiners and child.dep in ("det", "nmod", "amod") \
                and not _limits(analysis, child, rules.negation.limits):
            if denial(child.text) not in scale.why:  # else the verb has counted it: "has no plan"
                scale.deny(child.text)
        elif child.dep in ("advmod", "cc", "neg") and (child.lower in rules.negation.marks or (
                not is_predicate and child.lower in rules.negation.words and child.i < token.i
                and not _limits(analysis, child, rules.negation.limits))):
            scale.deny(child.text)
        elif child.dep == "det" and child.lower in rules.indefinite and not scale.negative and not any(
                other.dep == "det" and other.i > child.i for other in children):
            scale.weaken(Certainty.UNKNOWN, _HYPOTHETICAL, f"“{child.text}”: none in particular")
    case = analysis.case(token.i)
    if case in rules.negation.marks:
        scale.deny(case)
    elif case in rules.clauses.conditions:
        scale.weaken(Certainty.UNKNOWN, _HYPOTHETICAL, f"“{case}”: a condition")


# ---------------------------------------------------------------------------------------- mood


def mood(analysis: Analysis, token: Token, children: Sequence[Token], rules: CertaintyRules, scale: Scale) -> None:
    """Modal auxiliaries, future and conditional of the word itself or of its auxiliary."""
    auxiliaries = [child for child in children if child.dep == "cop" or child.dep.startswith("aux")]
    is_perfect = any(child.dep in ("aux", "aux:tense") and child.lemma in rules.perfect
                     for child in auxiliaries)
    is_stative = token.lemma in rules.statives or any(child.dep == "cop" for child in auxiliaries)
    is_denied = scale.negative or bool(negator(analysis, token, children, rules))
    inversion = condition_mark(analysis, token, rules)
    for verb in auxiliaries:
        if verb.text == inversion:
            continue
        name = rules.auxiliaries.get(verb.lower) or rules.auxiliaries.get(verb.lemma)
        if is_perfect and name:
            name = rules.perfects.get(verb.lower) or rules.perfects.get(verb.lemma) or name
        if name == "would":
            _would(analysis, token, verb.text, rules, scale, is_perfect=is_perfect, is_denied=is_denied)
        elif name:
            modal(scale, name, verb.text, is_denied=is_denied, is_still_to_come=not (is_perfect or is_stative))
    verbs = (token, *auxiliaries)
    if any(in_mood(verb, "conditional", rules) for verb in verbs):
        is_perfect = _is_perfect_conditional(auxiliaries, rules)
        _would(analysis, token, token.text, rules, scale, is_perfect=is_perfect, is_denied=is_denied)
    elif any(in_mood(verb, "future", rules) for verb in verbs):
        modal(scale, "planned", token.text, is_denied=is_denied)
    _consequence(analysis, token, rules, scale)


def modal(scale: Scale, name: str, word: str, *, is_denied: bool, is_still_to_come: bool = True) -> None:
    """What a modal says of the verb that it carries; the negation itself is counted by the clause."""
    outcome = EFFECTS[name].denied if is_denied else EFFECTS[name].affirmed
    auxiliary = outcome.auxiliary if is_still_to_come else outcome.auxiliary - {Auxiliary.FUTURE}
    scale.weaken(outcome.certainty, auxiliary, f"“{word}”: {name}")


def in_mood(verb: Token, name: str, rules: CertaintyRules) -> bool:
    """Whether a verb form is a conditional or a future, by its features and its ending, or by its ending on the
    infinitive: taggers take rare forms for others."""
    is_tagged = verb.morph.get("Mood") == "Cnd" if name == "conditional" else verb.morph.get("Tense") == "Fut"
    endings = rules.endings.get(name, ())
    if not endings:
        return is_tagged
    stem = verb.lemma.removesuffix("e")
    if is_tagged:
        return any(verb.lower.endswith(f"r{ending}") for ending in endings)
    return stem.endswith("r") and verb.lower.startswith(stem) and verb.lower[len(stem):] in endings


def _is_perfect_conditional(auxiliaries: list[Token], rules: CertaintyRules) -> bool:
    return any(in_mood(verb, "conditional", rules) and verb.dep in ("aux", "aux:tense") for verb in auxiliaries)


def _would(analysis: Analysis, token: Token, word: str, rules: CertaintyRules, scale: Scale, *,
           is_perfect: bool, is_denied: bool) -> None:
    """The conditional: what an "if" would bring, the future of the past, or hearsay."""
    if condition_of(analysis, token, rules):
        auxiliary = _HYPOTHETICAL if is_perfect else (*_HYPOTHETICAL, Auxiliary.FUTURE)
        scale.weaken(Certainty.UNKNOWN, auxiliary, f"“{word}”: under a condition")
    elif is_perfect and not rules.hearsay:
        scale.weaken(Certainty.UNKNOWN, _HYPOTHETICAL, f"“{word}”: contrary to fact")
    elif is_perfect or (rules.hearsay and not _is_future_of_past(analysis, token)):
        scale.weaken(Certainty.PROBABLE, (), f"“{word}”: hearsay")
    else:
        modal(scale, "planned", word, is_denied=is_denied)


def _is_future_of_past(analysis: Analysis, token: Token) -> bool:
    """ "a dit qu'il partirait": the conditional under a past verb that says or thinks."""
    for below, governor in _clause_chain(analysis, token):
        if below.dep in ("ccomp", "acl", "acl:relcl", "advcl", "dep"):
            verbs = (governor, *analysis.dependents(governor.i, "aux", "cop"))
            return any(verb.morph.get("Tense") in ("Past", "Imp") for verb in verbs)
    return False


def _clause_chain(analysis: Analysis, token: Token) -> list[tuple[Token, Token]]:
    """The word and those it is coordinated with, up to the one that governs them."""
    links, below = [], token
    for governor in analysis.ancestors(token.i):
        links.append((below, governor))
        if below.dep != "conj":
            break
        below = governor
    return links


def condition_of(analysis: Analysis, token: Token, rules: CertaintyRules) -> str:
    """The conjunction of a condition that hangs on the clause of `token`, or an empty string."""
    for child in analysis.children(token.i):
        if child.dep in ("advcl", "obl", "ccomp") and (word := condition_mark(analysis, child, rules)):
            return word
    governor = analysis.tokens[token.head]
    if governor.dep == "root" and governor.is_verb and token.dep in ("obl", "dep", "parataxis", "conj"):
        return condition_mark(analysis, governor, rules)  # the parser took the condition for the main clause
    return ""


def condition_mark(analysis: Analysis, clause: Token, rules: CertaintyRules) -> str:
    """The word that makes a clause or noun a condition: "if", "en cas de", the inversion of "should"."""
    mark = mark_of(analysis, clause)
    if mark in rules.clauses.conditions:
        return "" if _is_conceded(analysis, clause, rules) else mark
    case = analysis.case(clause.i)
    if case in rules.clauses.conditions:
        return case
    if clause.dep == "advcl" and not mark:
        first = next(iter(analysis.children(clause.i)), None)
        subjects = analysis.dependents(clause.i, "nsubj")
        if first is not None and first.lower in rules.inverted and subjects and first.i < subjects[0].i \
                and first.dep.startswith(("aux", "cop")):
            return first.text
    return ""


def _is_conceded(analysis: Analysis, clause: Token, rules: CertaintyRules) -> bool:
    """ "même si", "as if": no condition."""
    for child in analysis.children(clause.i):
        if child.dep == "mark":
            before = analysis.tokens[child.i - 1].lower if child.i else ""
            return f"{before} {child.lower}".replace("’", "'") in rules.clauses.concessions
    return False


def _consequence(analysis: Analysis, token: Token, rules: CertaintyRules, scale: Scale) -> None:
    """ "will answer if": a promise under a condition."""
    if scale.certainty is Certainty.PROBABLE and Auxiliary.FUTURE in scale.auxiliary \
            and condition_of(analysis, token, rules):
        scale.auxiliary.add(Auxiliary.HYPOTHETICAL)


# --------------------------------------------------------------------------------------- marks


def mark_of(analysis: Analysis, token: Token) -> str:
    """The conjunction or preposition that introduces a clause, with its fixed parts, as one lower-case string."""
    for child in analysis.children(token.i):
        if child.dep == "mark" or (child.dep == "case" and token.is_verb):
            fixed = [_unelided(part) for part in analysis.children(child.i) if part.dep == "fixed"]
            return " ".join([_unelided(child), *fixed])
    return ""


def _unelided(word: Token) -> str:
    """ "qu'" as "que"; any other word as written, in lower case."""
    return word.lemma if word.text[-1] in "'’" else word.lower


def is_denied(analysis: Analysis, token: Token, rules: CertaintyRules) -> bool:
    """Whether a word denies the clause of a verb."""
    return bool(negator(analysis, token, analysis.children(token.i), rules))
