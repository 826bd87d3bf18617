"""People whom the report gives no nationality belong where the event happens: "police in Niamey", "a crowd".

What a state does to people of its own is told without saying so: "soldiers overthrew President Bazoum", "Iran arrested
two dozen people". For types that are mostly such (`domestic` of the ontology), each side without a country is of the
other side's.

Where two sides meet in the country of one, that one is the host (`hosted` of the ontology): "Kim met Putin in
Vladivostok" makes Kim the actor and Putin the recipient.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selon.domain.cast import Cast
from selon.domain.catalog import SectorGroups
from selon.domain.records import Claim, Entity, EntityKind


def at_home(claim: Claim, cast: Cast, sectors: SectorGroups, *, is_domestic: bool = False) -> Claim:
    """The claim with unnamed civilians and police placed in the country of its place, or of the other side; and who
    acts for a state, where it acts on its own people."""
    country = claim.place.country if claim.place else None
    if country is not None:
        why = "its country is where it happened"
        return replace(claim, actor=tuple(_placed(e, cast, country, sectors.residents, why) for e in claim.actor),
                       recipient=tuple(_placed(e, cast, country, sectors.residents, why) for e in claim.recipient))
    if not is_domestic:
        return claim
    actor, recipient = _country_of(claim.actor), _country_of(claim.recipient)
    why = "of the same country as the other side"
    return replace(
        claim, actor=tuple(_placed(e, cast, recipient, sectors.state, why) for e in claim.actor),
        recipient=tuple(_placed(e, cast, actor, sectors.residents, why) for e in claim.recipient))


def with_host(claim: Claim, earlier: Claim | None, named: Sequence[Entity] = ()) -> Claim:
    """The claim with its host as recipient: whoever is `named` as such, else the side that is met in its own country;
    participants named together are one side.

    The sides are told by where they stand, before the word that tells of their meeting or behind it. Where they meet is
    told by the place, else by whom one of them went to see in the same sentence: "went to *Doha*; there he met X".
    """
    hosts = tuple({entity.name: entity for entity in named}.values())
    guests = tuple(entity for entity in claim.actor if entity.name not in {host.name for host in hosts})
    if hosts and guests:
        return replace(claim, actor=guests, recipient=hosts, why=(*claim.why, ("recipient", "named as host")))
    country = claim.place.country if claim.place else _visited(claim, earlier)
    if country is None or claim.recipient:
        return claim
    before = tuple(entity for entity in claim.actor if entity.start < claim.trigger.start)
    behind = tuple(entity for entity in claim.actor if entity.start >= claim.trigger.end)
    for visitors, hosts in ((before, behind), (behind, before)):
        if _country_of(hosts) == country and _are_elsewhere(visitors, country):
            return replace(claim, actor=visitors, recipient=hosts,
                           why=(*claim.why, ("recipient", "host: they meet in its country")))
    return claim


def _visited(claim: Claim, earlier: Claim | None) -> str | None:
    """The country that an earlier claim of the same sentence takes one of the participants to."""
    if earlier is None or earlier.event != claim.event or earlier.evidence[0].start != claim.evidence[0].start:
        return None
    goes = {entity.name for entity in earlier.actor}.intersection(entity.name for entity in claim.actor)
    country = _country_of(earlier.recipient)
    is_state = all(entity.kind is EntityKind.STATE for entity in earlier.recipient)
    is_there = is_state or (earlier.place is not None and earlier.place.country == country)
    return country if goes and is_there else None


def _are_elsewhere(entities: tuple[Entity, ...], country: str) -> bool:
    return bool(entities) and all(entity.country not in (None, country) for entity in entities)


def _country_of(entities: tuple[Entity, ...]) -> str | None:
    """The one country that all of a side belong to, as far as it is known."""
    countries = {entity.country for entity in entities if entity.country}
    return countries.pop() if len(countries) == 1 else None


def _placed(entity: Entity, cast: Cast, country: str | None, sectors: frozenset[str], why: str) -> Entity:
    if country is None or entity.country or entity.kind not in (EntityKind.PERSON, EntityKind.GROUP):
        return entity
    if not entity.sectors or not sectors.issuperset(entity.sectors) or not cast.introduces(entity):
        return entity
    return replace(entity, country=country, why=f"{entity.why}; {why}")
