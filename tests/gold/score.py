"""How well coded sentences agree with the gold: pure functions from sentences and claims to scores.

A gold and a coded claim are one when their triggers overlap and their types agree. Slots are scored over such pairs,
and only where the gold gives them.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from selon.domain.records import Claim, CodedReport, Entity, Party, Relation, Source
from selon.pipeline import Coder
from tests.gold.sentences import GoldClaim, GoldRelation, GoldSentence, read_sentences

ARTICLES = frozenset({"a", "an", "the", "le", "la", "les", "l", "un", "une", "des"})

Coded = tuple[GoldSentence, CodedReport]
Pair = tuple[GoldClaim, Claim]


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer to one measure: right or wrong, and how."""

    measure: str
    right: bool
    sentence: str
    said: str


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares between 0 and 1 by measure, and the marks that they come from."""

    values: Mapping[str, float]
    marks: tuple[Mark, ...]

    def worst(self, measure: str, count: int = 8) -> list[str]:
        """Sentences that count against a measure, with what was coded instead."""
        parts = ("precision", "recall") if measure == "f1" else (measure,)
        wrong = [f"{m.sentence}\n    {m.said}" for m in self.marks if m.measure in parts and not m.right]
        return wrong[:count]


def score_language(coder: Coder, language: str) -> Scores:
    """Codes every gold sentence of a language and marks the result."""
    sentences = read_sentences(language)
    coded = coder.code_many([sentence.report for sentence in sentences])
    return score(zip(sentences, coded, strict=True))


def score(coded: Iterable[Coded]) -> Scores:
    """Shares of right marks; `f1` is the harmonic mean of `precision` and `recall`."""
    marks = tuple(mark for sentence, report in coded for mark in marks_of(sentence, report))
    rights: defaultdict[str, list[bool]] = defaultdict(list)
    for mark in marks:
        rights[mark.measure].append(mark.right)
    values = {measure: sum(right) / len(right) for measure, right in sorted(rights.items())}
    precision, recall = values.get("precision", 0.0), values.get("recall", 0.0)
    values["f1"] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Scores(values, marks)


# ------------------------------------------------------------------------------------------- marking


def marks_of(sentence: GoldSentence, coded: CodedReport) -> Iterator[Mark]:
    """All marks of one sentence."""
    pairs = matches(sentence.claims, coded.claims)
    found, taken = [gold for gold, _ in pairs], [claim.id for _, claim in pairs]
    told = "; ".join(f"{c.event} «{c.trigger.text}»" for c in coded.claims) or "nothing coded"

    def mark(measure: str, right: bool, said: str = told) -> Mark:
        return Mark(measure, right, sentence.text, said)

    if not sentence.has_event:
        yield mark("no_event", not coded.claims)
    for claim in coded.claims:
        if claim.id not in taken:
            yield mark("precision", False, f"unwanted {claim.event} «{claim.trigger.text}»")
    for gold in sentence.claims:
        if gold.optional:
            continue
        hit = any(gold is other for other in found)
        said = f"missed {gold.event} «{gold.trigger.text}»; {told}"
        yield mark("recall", hit, said)
        yield mark(f"recall/{gold.event}", hit, said)
        if hit:
            yield mark("precision", True)
    for gold, claim in pairs:
        if not gold.optional:
            yield from (mark(m, right, said) for m, right, said in slots(gold, claim))
    for relation in sentence.relations:
        right = any(is_relation(relation, other) for other in coded.relations)
        yield mark("relations", right, f"missed {relation.type}({relation.subject}, {relation.object})")


def matches(gold: Sequence[GoldClaim], coded: Sequence[Claim]) -> list[Pair]:
    """One to one, wanted claims before optional ones."""
    pairs: list[Pair] = []
    for wanted in sorted(gold, key=lambda claim: claim.optional):
        free = (c for c in coded if all(c is not taken for _, taken in pairs))
        match = next((c for c in free if c.event == wanted.event and c.trigger.overlaps(wanted.trigger)), None)
        if match:
            pairs.append((wanted, match))
    return pairs


def slots(gold: GoldClaim, claim: Claim) -> Iterator[tuple[str, bool, str]]:
    """Measure, verdict and what was said, for each field that the gold gives."""
    for key, check in CHECKS.items():
        if key in gold.given:
            said = f"«{claim.trigger.text}» {key}: {_told(claim, key)}, not {gold.given[key]}"
            yield key, check(gold.given[key], claim), said
    if "source" in gold.given:
        yield from source_slots(_links(gold.given["source"]), claim)


def source_slots(wanted: Sequence[Mapping[str, str]], claim: Claim) -> Iterator[tuple[str, bool, str]]:
    """`source`: the whole chain. `source_kind`, `source_stance`, `source_name`: link by link, where given."""
    chain = claim.attribution
    told = " > ".join(f"{s.name} ({s.kind}, {s.stance})" for s in chain) or "own voice"
    said = f"«{claim.trigger.text}» according to {told}, not {wanted or 'the own voice'}"
    same_length = len(chain) == len(wanted)
    checks = [(key, same_length and is_source(key, link[key], chain[i]))
              for i, link in enumerate(wanted) for key in link]
    yield "source", same_length and all(right for _, right in checks), said
    yield from ((f"source_{key}", right, said) for key, right in checks)


# ----------------------------------------------------------------------------------------- comparing


def is_source(key: str, wanted: str, source: Source) -> bool:
    if key == "name":
        return same_name(wanted, source.name) or same_name(wanted, source.text)
    return wanted == str(getattr(source, key))


def is_relation(gold: GoldRelation, relation: Relation) -> bool:
    ends = (is_party(gold.subject, relation.subject), is_party(gold.object, relation.object))
    turned = (is_party(gold.subject, relation.object), is_party(gold.object, relation.subject))
    mutual = gold.type in ("ally", "adversary", "at_war")
    return gold.type == relation.type and (all(ends) or (mutual and all(turned)))


def is_party(wanted: str, party: Party) -> bool:
    return wanted == party.country or same_name(wanted, party.name)


def same_entities(wanted: Sequence[str], entities: Sequence[Entity]) -> bool:
    """Each wanted country or name is there, and nobody else is."""
    return (all(any(is_entity(who, entity) for entity in entities) for who in wanted)
            and all(any(is_entity(who, entity) for who in wanted) for entity in entities))


def is_entity(wanted: str, entity: Entity) -> bool:
    return wanted == entity.country or same_name(wanted, entity.name)


def same_name(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    """Without case, accents, punctuation and articles."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    words = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c)).split()
    return " ".join(word for word in words if word not in ARTICLES)


def _links(source: Any) -> list[Mapping[str, str]]:
    return source if isinstance(source, list) else [source]


def _told(claim: Claim, key: str) -> Any:
    value = getattr(claim, key)
    if key in ("actor", "recipient"):
        return [entity.country or entity.name for entity in value]
    if key == "numbers":
        return [number.value for number in value]
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return getattr(value, "value", None) if key == "time" else getattr(value, "text", value)


CHECKS: Mapping[str, Callable[[Any, Claim], bool]] = {
    "mode": lambda wanted, claim: set(wanted) == set(claim.mode),
    "actor": lambda wanted, claim: same_entities(wanted, claim.actor),
    "recipient": lambda wanted, claim: same_entities(wanted, claim.recipient),
    "object": lambda wanted, claim: claim.object is not None and same_name(wanted, claim.object.text),
    "place": lambda wanted, claim: claim.place is not None and (
        same_name(wanted, claim.place.name) or same_name(wanted, claim.place.text)),
    "time": lambda wanted, claim: claim.time is not None and claim.time.value == str(wanted),
    "numbers": lambda wanted, claim: set(wanted) <= {number.value for number in claim.numbers},
    "certainty": lambda wanted, claim: wanted == claim.certainty,
    "polarity": lambda wanted, claim: wanted == claim.polarity,
    "auxiliary": lambda wanted, claim: set(wanted) == {str(item) for item in claim.auxiliary},
    "status": lambda wanted, claim: wanted == claim.status,
}
