"""Which claims are the news of their sentence, and which are told on the way.

"Rebels freed the engineers whom they had seized" tells of a release; the seizure stands in a relative clause. A
claim is in the foreground when it stands least deep of all claims of its sentence, counted in the clauses and
noun phrases that separate it from the sentence's root. Clauses that merely say who tells it do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from selon.claims.slots import Slots
from selon.domain.analysis import Token
from selon.domain.records import Claim

_FLAT = frozenset({"conj", "xcomp", "root", "parataxis"})


def with_foreground(claims: Iterable[Claim], slots: Slots) -> Iterator[Claim]:
    """The claims, each with `foreground` set."""
    claims = list(claims)
    depths = [_depth(claim, slots) for claim in claims]
    least: dict[int, int] = {}
    for claim, depth in zip(claims, depths, strict=True):
        sentence = _token(claim, slots).sentence
        least[sentence] = min(depth, least.get(sentence, depth))
    for claim, depth in zip(claims, depths, strict=True):
        yield replace(claim, foreground=depth == least[_token(claim, slots).sentence])


def _token(claim: Claim, slots: Slots) -> Token:
    token = slots.analysis.token_at(claim.trigger.start)
    assert token is not None  # a trigger is made of tokens
    return token


def _depth(claim: Claim, slots: Slots) -> int:
    analysis = slots.analysis
    cues = {t.i for source in claim.attribution if (t := analysis.token_at(source.cue.start))}
    cues |= {t.i for source in claim.attribution if source.cue.text and (t := analysis.token_at(source.cue.end - 1))}
    depth, token = 0, _token(claim, slots)
    while token.head != token.i:
        head = analysis.tokens[token.head]
        supports = slots.supporter(token.i)
        if not (token.relation in _FLAT or head.i in cues or (supports and supports.i == head.i)):
            depth += 2 if token.dep in ("acl:relcl", "acl", "advcl") else 1
        token = head
    return depth
