"""People whom the report gives no nationality belong where the event happens: "police in Niamey", "a crowd".

What a state does to people of its own is told without saying so: "soldiers overthrew President Bazoum", "Iran arrested
two dozen people". For types that are mostly such (`domestic` of the ontology), each side without a country is of the
other side's.
"""

from __future__ import annotations

from dataclasses import replace

from selon.domain.records import Claim, Entity, EntityKind

# Sectors of those who are at home where they are hit, arrested or march. Gunmen and rebels may come from anywhere.
_AT_HOME = frozenset({"CVL", "COP", "EDU", "JRN", "MED", "LAB", "REL", "SOC", "AGR", "OPP"})
# And those who act for a state, where they act on its own people.
_OF_THE_STATE = frozenset({"MIL", "COP", "GOV", "SPY", "JUD", "LEG"})


def at_home(claim: Claim, *, is_domestic: bool = False) -> Claim:
    """The claim with unnamed civilians and police placed in the country of its place, or of the other side."""
    country = claim.place.country if claim.place else None
    if country is not None:
        why = "its country is where it happened"
        return replace(claim, actor=tuple(_placed(e, country, _AT_HOME, why) for e in claim.actor),
                       recipient=tuple(_placed(e, country, _AT_HOME, why) for e in claim.recipient))
    if not is_domestic:
        return claim
    actor, recipient = _country_of(claim.actor), _country_of(claim.recipient)
    why = "of the same country as the other side"
    return replace(
        claim, actor=tuple(_placed(e, recipient, _OF_THE_STATE, why) for e in claim.actor),
        recipient=tuple(_placed(e, actor, _AT_HOME, why) for e in claim.recipient))


def _country_of(entities: tuple[Entity, ...]) -> str | None:
    """The one country that all of a side belong to, as far as it is known."""
    countries = {entity.country for entity in entities if entity.country}
    return countries.pop() if len(countries) == 1 else None


def _placed(entity: Entity, country: str | None, sectors: frozenset[str], why: str) -> Entity:
    is_unnamed = entity.why.startswith("role noun")
    if country is None or entity.country or not is_unnamed or entity.kind not in (EntityKind.PERSON, EntityKind.GROUP):
        return entity
    if not entity.sectors or not sectors.issuperset(entity.sectors):
        return entity
    return replace(entity, country=country, why=f"{entity.why}; {why}")
