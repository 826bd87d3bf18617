"""People whom the report gives no nationality belong where the event happens: "police in Niamey", "a crowd"."""

from __future__ import annotations

from dataclasses import replace

from selon.domain.records import Claim, Entity, EntityKind

# Sectors of those who are at home where they are hit, arrested or march. Gunmen and rebels may come from anywhere.
_AT_HOME = frozenset({"CVL", "COP", "EDU", "JRN", "MED", "LAB", "REL", "SOC", "AGR", "OPP"})


def at_home(claim: Claim) -> Claim:
    """The claim with unnamed civilians and police placed in the country of its place."""
    country = claim.place.country if claim.place else None
    if country is None:
        return claim
    return replace(claim, actor=tuple(_placed(e, country) for e in claim.actor),
                   recipient=tuple(_placed(e, country) for e in claim.recipient))


def _placed(entity: Entity, country: str) -> Entity:
    is_unnamed = entity.why.startswith("role noun")
    if entity.country or not is_unnamed or entity.kind not in (EntityKind.PERSON, EntityKind.GROUP):
        return entity
    if not entity.sectors or not _AT_HOME.issuperset(entity.sectors):
        return entity
    return replace(entity, country=country, why=f"{entity.why}; its country is where it happened")
