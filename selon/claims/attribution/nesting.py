"""Which attribution stands inside which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.layout import Layout


def find_parents(drafts: Sequence[Draft], links: Mapping[int, int]) -> list[int | None]:
    """For each draft, the innermost one whose content holds its cue and source, or the relay it is linked to.

    `links` are the relays: child to parent. A relay's outer end stands where the attribution it relays stood.
    """
    return [links[number] if number in links else _holder(drafts, links, number, draft)
            for number, draft in enumerate(drafts)]


def _holder(drafts: Sequence[Draft], links: Mapping[int, int], number: int, draft: Draft) -> int | None:
    family = _family(links, number)
    holders = [(sum(stop - first for first, stop in other.content), -_depth(links, candidate), candidate)
               for candidate, other in enumerate(drafts)
               if other.covers(draft.anchor) and candidate not in family
               and (draft.head is None or other.covers(draft.head)) and not draft.covers(other.anchor)]
    return min(holders)[2] if holders else None


def _family(links: Mapping[int, int], number: int) -> set[int]:
    """A draft and all that relays tie to it."""
    family = {number}
    grown = True
    while grown:
        grown = False
        for child, parent in links.items():
            if (child in family) != (parent in family):
                family |= {child, parent}
                grown = True
    return family


def _depth(links: Mapping[int, int], number: int) -> int:
    depth = 0
    while number in links and depth < len(links) + 1:
        number, depth = links[number], depth + 1
    return depth


def without_own_voice(layout: Layout, drafts: Sequence[Draft], parents: Sequence[int | None],
                      ) -> tuple[list[Draft], list[int | None]]:
    """The drafts without those of a speaker about himself: in « Nous exigeons ... » the speaker of the quotation
    demands, and "we" is nobody else."""
    own = {number for number, draft in enumerate(drafts) if draft.head is not None
           and parents[number] is not None and layout.quotation_of[draft.head] >= 0
           and layout.tokens[draft.head].morph.get("Person") == "1" and layout.tokens[draft.head].pos == "PRON"}
    kept = [number for number in range(len(drafts)) if number not in own]
    places: dict[int | None, int | None] = {number: place for place, number in enumerate(kept)}
    places[None] = None

    def outside(parent: int | None) -> int | None:
        while parent in own:
            parent = parents[parent]
        return places[parent]

    return [drafts[number] for number in kept], [outside(parents[number]) for number in kept]
