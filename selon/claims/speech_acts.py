"""Acts that a report tells without a word for them: demands told with "must", refusals told with "will not".

"The minister said that the rebels must disarm" is a demand of the minister's; "Damascus said it would not
receive the envoy" is a refusal. Both are events of their own in PLOVER (REQUEST, REJECT), and both stand in the
voice of whoever tells them; decision 4 of the codebook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from selon.claims.slots import Slots
from selon.domain.analysis import Token
from selon.domain.catalog import MATERIAL_CONFLICT, VERBAL_CONFLICT, EventType
from selon.domain.records import (
    Auxiliary,
    Certainty,
    Claim,
    Entity,
    EntityKind,
    Polarity,
    Source,
    SourceKind,
    Stance,
)

DEMAND, REFUSAL, THREAT = "demand", "refusal", "threat"  # `speech_act` of a type in data/ontology/


def as_refusal(claim: Claim, event: str, types: Mapping[str, EventType]) -> Claim:
    """The claim as a refusal, where its own doer says that a cooperative act will not be done.

    `event` is the type that the words name, before an announcement turned it into another.
    """
    refusal = _type_of(REFUSAL, types)
    if refusal is None or claim.polarity is Polarity.POSITIVE or Auxiliary.FUTURE not in claim.auxiliary:
        return claim
    if not by_doer(claim.actor, claim.attribution) or types[event].quad >= VERBAL_CONFLICT:
        return claim
    mode = refusal.absorbs.get(event, "")
    kept = tuple(a for a in claim.auxiliary if a is not Auxiliary.NEGATION)
    certainty = Certainty.PROBABLE if claim.certainty is Certainty.CERTAIN else claim.certainty
    return replace(
        claim, event=refusal.id, mode=(mode,) if mode in refusal.modes else (), polarity=Polarity.POSITIVE,
        certainty=certainty, auxiliary=kept, why=(*claim.why, ("event", "its doer says it will not be done")))


def as_threat(claim: Claim, event: str, averting: tuple[Entity, ...], types: Mapping[str, EventType]) -> Claim:
    """The claim as a threat, where its own doer says that a hostile act will follow unless, or if, somebody acts.

    `averting`: whoever can avert it. What is only possible is no threat yet.
    """
    threat = _type_of(THREAT, types)
    averting = tuple(entity for entity in averting if entity.name not in {other.name for other in claim.actor})
    if threat is None or not averting or types[event].quad != MATERIAL_CONFLICT or not claim.actor \
            or Auxiliary.FUTURE not in claim.auxiliary or not by_doer(claim.actor, claim.attribution):
        return claim
    mode = threat.absorbs.get(event, "")
    return replace(
        claim, event=threat.id, mode=(mode,) if mode in threat.modes else (), recipient=claim.recipient or averting,
        polarity=Polarity.POSITIVE, certainty=Certainty.CERTAIN, auxiliary=(),
        why=(*claim.why, ("event", "its doer says it will be done under a condition")))


def by_doer(actor: Sequence[Entity], chain: Sequence[Source]) -> bool:
    """Whether those who act say so themselves, or a state does through one who speaks for it."""
    if not chain or chain[-1].stance is not Stance.ASSERTS:
        return False
    source = chain[-1]
    return any(entity.name == source.name or (
        entity.kind is EntityKind.STATE and source.kind is SourceKind.OFFICIAL and entity.country == source.country)
        for entity in actor)


def demanded_of(slots: Slots, token: Token, chain: Sequence[Source]) -> tuple[Entity, ...]:
    """Whom a source tells that they must do what the word names; empty where it is no demand."""
    if not chain or chain[-1].stance is not Stance.ASSERTS or not _is_under_demand(slots, token):
        return ()
    return tuple(e for e in slots.agents(slots.slot(token.i, "subject")) if e.name != chain[-1].name)


def _is_under_demand(slots: Slots, token: Token) -> bool:
    modals = slots.patterns.demand_modals
    if any(t.lemma in modals for t in slots.analysis.dependents(token.i, "aux")):
        return True
    head = slots.analysis.tokens[token.head]
    return token.dep == "xcomp" and head.lemma in modals and head.morph.get("Tense") == "Pres" \
        and head.morph.get("Mood") == "Ind"


def as_demand(claim: Claim, event: str, asked: tuple[Entity, ...], speaker: Entity | None,
              types: Mapping[str, EventType]) -> Claim:
    """The claim as a demand of its source's on those who are told to act."""
    demand = _type_of(DEMAND, types)
    if demand is None or not asked or types[event].future_is == event:
        return claim
    mode = demand.absorbs.get(event, "")
    return replace(
        claim, event=demand.id, mode=(mode,) if mode in demand.modes else (),
        actor=(speaker,) if speaker else (), recipient=asked, attribution=claim.attribution[:-1],
        polarity=Polarity.POSITIVE, certainty=Certainty.CERTAIN, auxiliary=(),
        why=(*claim.why, ("event", "the source says that it must be done")))


def _type_of(act: str, types: Mapping[str, EventType]) -> EventType | None:
    return next((kind for kind in types.values() if kind.speech_act == act), None)
