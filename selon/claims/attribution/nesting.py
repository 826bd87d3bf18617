"""Which attribution stands inside which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from selon.claims.attribution.drafts import Draft


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
