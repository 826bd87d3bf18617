"""`certainty.yaml` of a language, compiled: which words deny, weaken, plan or presuppose an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selon.claims.certainty_effects import EFFECTS
from selon.domain.catalog import Language
from selon.domain.errors import DataError

Words = frozenset[str]
KINDS = ("clause", "infinitive", "noun")  # the shapes that a complement can have


@dataclass(frozen=True, slots=True)
class Negation:
    """How a language denies."""

    words: Words            # deny by themselves: "not", "pas"
    paired: Words           # deny only beside a particle: "plus", "rien"
    particle: Words         # "ne"
    bare: Words             # verbs that the particle alone denies: "ne cesse de"
    determiners: Words      # deny from within a subject or object: "no", "aucun", "nobody"
    limits: Words           # what, right after a negator, makes it a limit: "ne ... que", "not only"
    marks: Words            # conjunctions and prepositions: "without"


@dataclass(frozen=True, slots=True)
class Clauses:
    """The conjunctions and prepositions that say how a clause or noun stands to what it depends on."""

    conditions: Words       # "if"
    concessions: Words      # "even though": the clause is told as a fact
    questions: Words        # "whether"
    reasons: Words          # question words that take the event for granted: "why"
    purposes: Words         # "in order to"
    times: Words            # "when", "after": as certain as the main clause, if that is still to come
    bounds: Words           # "before", "until": they may never come, if the main clause is still to come
    complements: Words      # "that"
    alternatives: Words     # coordinators that share a negation: "or", "nor"


@dataclass(frozen=True, slots=True)
class CertaintyRules:
    """Everything that a language's data says about certainty."""

    negation: Negation
    clauses: Clauses
    auxiliaries: Mapping[str, str]                    # modal auxiliary -> effect or "would"
    perfects: Mapping[str, str]                       # the same beside a perfect infinitive: "must have"
    governors: Mapping[str, Mapping[str, str]]        # kind of complement -> word -> effect
    adverbs: Mapping[str, str]
    carriers: Words                                   # verbs whose mood and negation are their object's: "hold"
    utterances: Words                                 # nouns that exist once they are uttered, even if refused: "offer"
    occurrence: Words                                 # verbs whose subject is the event: "take place"
    parts: Words                                      # nouns that only measure an event: "a wave of"
    statives: Words                                   # verbs that do not tell what is to come: "have", "need"
    duties: Words                                     # "devoir": a plan, or what the speaker thinks right
    abilities: Words                                  # "pouvoir"
    motion: Words                                     # verbs that are a future beside an infinitive: "aller"
    motion_is_progressive: bool                       # "is going to strike", not "va frapper"
    indefinite: Words                                 # determiners of no event in particular: "any"
    speakers: Words                                   # first-person subjects
    since: Words                                      # what is told has come after it: "since the coup"
    perfect: Words                                    # auxiliaries of the perfect tenses
    endings: Mapping[str, tuple[str, ...]]            # of the conditional and future, after the infinitive
    hearsay: bool                                     # the conditional tells what others say: "aurait tué"
    headline_future: Words                            # what makes an infinitive of a main clause: "Russia to withdraw"
    inverted: Words                                   # auxiliaries that make a condition before their subject
    links: Words                                      # prepositions between a noun and the event it is about

    @classmethod
    def of(cls, language: Language) -> CertaintyRules:
        """The rules of a language. Raises DataError where an effect or a kind of complement is unknown."""
        rows: dict[str, Any] = language.read("certainty")
        support = frozenset(str(phrase).split()[-1 if str(phrase).startswith("se ") else 0]
                            for phrase in language.read("patterns")["support_verbs"])
        return cls(
            negation=Negation(**{name: _words(listed) for name, listed in rows["negation"].items()}),
            clauses=Clauses(**{name: _words(listed) for name, listed in rows["clauses"].items()}),
            auxiliaries=_inverted(rows["auxiliaries"], language), perfects=_inverted(rows["perfects"], language),
            governors=_governors(rows["governors"], language), adverbs=_inverted(rows["adverbs"], language),
            carriers=_words(rows["carriers"]) | support, hearsay=bool(rows["hearsay"]),
            endings={mood: tuple(listed) for mood, listed in rows["endings"].items()},
            motion_is_progressive=bool(rows["motion_is_progressive"]),
            **{name: _words(rows[name]) for name in (
                "utterances", "occurrence", "parts", "statives", "duties", "abilities", "motion", "indefinite",
                "speakers", "since", "perfect", "headline_future", "inverted", "links")})


def _words(listed: Any) -> Words:
    return frozenset(map(str, listed or ()))


def _inverted(rows: Mapping[str, Any], language: Language) -> dict[str, str]:
    for effect in rows:
        if effect not in EFFECTS and effect != "would":
            raise DataError(f"{language.code}/certainty.yaml: no effect “{effect}”; known: {', '.join(EFFECTS)}")
    found: dict[str, str] = {}
    for effect, listed in rows.items():
        for word in map(str, listed or ()):
            if found.setdefault(word, effect) != effect:
                raise DataError(f"{language.code}/certainty.yaml: “{word}” is both {found[word]} and {effect}")
    return found


def _governors(rows: Mapping[str, Mapping[str, Any]], language: Language) -> dict[str, dict[str, str]]:
    """By kind of complement. A word listed under `any` holds for each kind that does not say otherwise."""
    for kinds in rows.values():
        if unknown := set(kinds) - {"any", *KINDS}:
            raise DataError(f"{language.code}/certainty.yaml: no complement “{unknown.pop()}”; "
                            f"known: any, {', '.join(KINDS)}")
    general = _inverted({effect: kinds.get("any") for effect, kinds in rows.items()}, language)
    return {kind: general | _inverted({effect: kinds.get(kind) for effect, kinds in rows.items()}, language)
            for kind in KINDS}
