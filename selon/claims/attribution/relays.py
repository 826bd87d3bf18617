"""Who passes on whose words: "Yonhap, citing KCNA, said", "un diplomate cité par l'AFP", "was quoted by"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from selon.claims.attribution.cues import TOPIC, Cues
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.layout import Layout, Range
from selon.claims.attribution.people import source_range
from selon.domain.analysis import Token
from selon.domain.records import Stance

RELAY = "relay"
MAX_STEPS = 6  # from a participle up to the cue or the source it belongs to
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X"})


@dataclass(frozen=True, slots=True)
class Relay:
    """A draft for who passes on or is passed on, and the draft that it stands outside or inside of."""

    draft: Draft
    main: int  # number of the draft it belongs to
    is_outer: bool


def find_relays(layout: Layout, cues: Cues, drafts: Sequence[Draft]) -> list[Relay]:
    """The relays of a report, each tied to a draft."""
    found = []
    for token in layout.tokens:
        lemma = _lemma(cues, token)
        if lemma in cues.citing and (quoted := _quoted_as(layout, cues, drafts, token)) is not None:
            found.append(quoted)
            continue
        relay = _citing(layout, cues, drafts, token) if lemma in cues.citing else None
        if relay is None and lemma in cues.relaying:
            relay = _relayed(layout, cues, drafts, token, lemma)
        if relay is not None:
            found.append(relay)
    return found


def _lemma(cues: Cues, token: Token) -> str:
    """A verb's lemma, also where the model took a participle for a noun ("cité")."""
    if token.pos in ("VERB", "ADJ", "AUX"):
        return token.lemma
    if token.dep in ("acl", "acl:relcl") and token.pos == "NOUN":
        return cues.recovered(token.lemma, cues.relaying) or ""
    return ""


def _citing(layout: Layout, cues: Cues, drafts: Sequence[Draft], token: Token) -> Relay | None:
    """ "Yonhap, citing KCNA": the one who is cited speaks, the one who cites passes it on."""
    cited = next((child for child in layout.analysis.children(token.i)
                  if child.dep in ("obj", "xcomp", "nsubj") and child.i > token.i and child.pos in _NOMINAL), None)
    if cited is None or any(child.dep in ("aux:pass", "obl:agent") for child in layout.analysis.children(token.i)):
        return None
    main = _main(layout, drafts, token)
    if main is None:
        return None
    cue = (token.i,)
    passes_on = token.dep == "acl:relcl" and layout.lowers[layout.reach[token.i][0]] in cues.complementizers
    source = source_range(layout, cues, cited.i, cue, layout.bounds(token.i))
    source = _up_to_comma(layout, cited.i, source)
    content = tuple(_hole(layout, drafts[main].content, (token.i, source[1])))
    draft = Draft(token.i, cited.i, source, cue, content or drafts[main].content, Stance.ASSERTS, RELAY)
    return Relay(draft, main, is_outer=passes_on)  # "un responsable que cite l'AFP": here the AFP passes on


def _quoted_as(layout: Layout, cues: Cues, drafts: Sequence[Draft], token: Token) -> Relay | None:
    """ "was quoted by AFP as saying", "AFP quotes him as saying": the one who quotes passes the saying on."""
    saying = next((number for number, draft in enumerate(drafts) if layout.tokens[draft.anchor].head == token.i
                   and layout.lowers[layout.reach[draft.anchor][0]] in cues.as_words), None)
    if saying is None:
        return None
    labels = ("obl:agent",) if any(c.dep == "aux:pass" for c in layout.analysis.children(token.i)) else ("nsubj",)
    quoter = next((child for child in layout.analysis.children(token.i) if child.dep in labels), None)
    if quoter is None:
        return None
    source = source_range(layout, cues, quoter.i, (token.i,), layout.bounds(token.i))
    return Relay(Draft(token.i, quoter.i, source, (token.i,), drafts[saying].content, Stance.ASSERTS, RELAY),
                 saying, is_outer=True)


def _relayed(layout: Layout, cues: Cues, drafts: Sequence[Draft], token: Token, lemma: str) -> Relay | None:
    """ "a diplomat quoted by AFP", "in a statement carried by IRNA": the agent passes on the words."""
    agent = next((child for child in layout.analysis.children(token.i) if child.dep == "obl:agent" or (
        child.dep.startswith(("obl", "nmod")) and layout.analysis.case(child.i) in cues.agents)), None)
    if agent is None:
        return None
    main = _main(layout, drafts, token)
    if main is None:
        return None
    comma = layout.tokens[token.i - 1].text == "," or layout.lowers[token.i - 1] in cues.as_words
    if lemma in cues.seeing and not comma:
        return None
    cue = tuple(sorted({token.i, *(child.i for child in layout.analysis.children(token.i)
                                   if child.dep.startswith("aux") and child.i < token.i)}))
    source = _up_to_comma(layout, agent.i, source_range(layout, cues, agent.i, (), layout.bounds(token.i)))
    content = tuple(_hole(layout, drafts[main].content, (token.i, source[1])))
    draft = Draft(token.i, agent.i, source, cue, content or drafts[main].content, Stance.ASSERTS, RELAY)
    return Relay(draft, main, is_outer=True)


def _main(layout: Layout, drafts: Sequence[Draft], token: Token) -> int | None:
    """The attribution whose source or cue a relaying word hangs on, nearest first; else one of its clause."""
    if layout.tokens[token.i - 1].text == ",":
        for number, draft in enumerate(drafts):
            if draft.source is not None and draft.source[1] == token.i - 1 and draft.form != TOPIC:
                return number
    spot = token
    for _ in range(MAX_STEPS):
        if spot.head == spot.i:
            break
        spot = layout.tokens[spot.head]
        for number, draft in enumerate(drafts):
            if draft.form == TOPIC or draft.anchor == token.i:
                continue
            if spot.i == draft.head or spot.i in draft.cue or (
                    draft.source is not None and draft.source[0] <= spot.i < draft.source[1]):
                return number
    beside = [(abs(draft.anchor - token.i), number) for number, draft in enumerate(drafts)
              if layout.tokens[draft.anchor].sentence == token.sentence and draft.head is not None
              and not draft.covers(token.i) and draft.form != TOPIC and draft.anchor != token.i]
    return min(beside)[1] if beside else None


def _up_to_comma(layout: Layout, head: int, words: Range) -> Range:
    for i in range(head + 1, words[1]):
        if layout.tokens[i].text in (",", ")", ";"):
            return words[0], i
    return words


def _hole(layout: Layout, content: Sequence[Range], hole: Range) -> Iterator[Range]:
    """A content without the relaying phrase inside it."""
    for first, stop in content:
        if hole[1] <= first or stop <= hole[0]:
            yield first, stop
            continue
        for piece in ((first, hole[0]), (hole[1], stop)):
            piece = layout.trim(piece) if piece[0] < piece[1] else piece
            if piece[0] < piece[1] and layout.has_words(piece):
                yield piece


def join(layout: Layout, cues: Cues, drafts: list[Draft]) -> tuple[list[Draft], dict[int, int]]:
    """The drafts with their relays, and for each that a relay links, the number of its parent.

    A draft that has a relay gets the relay's content: the relaying phrase itself is nobody's content.
    """
    links: dict[int, int] = {}
    relays = find_relays(layout, cues, drafts)
    anchors = {relay.draft.anchor for relay in relays}
    kept = [number for number, draft in enumerate(drafts) if draft.form != TOPIC or draft.anchor not in anchors]
    places = {number: place for place, number in enumerate(kept)}
    everyone = [drafts[number] for number in kept]
    for relay in (replace(relay, main=places[relay.main]) for relay in relays):
        number = len(everyone)
        everyone.append(relay.draft)
        everyone[relay.main] = replace(everyone[relay.main], content=relay.draft.content)
        if relay.is_outer:
            links[relay.main] = number
        else:
            links[number] = relay.main
    return everyone, links
