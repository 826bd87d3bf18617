"""How many and in which context: what a claim takes from the words beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from selon.claims.frames import Lexicon
from selon.claims.roles import Roles
from selon.claims.slots import Slots
from selon.claims.triggers import Reading
from selon.domain.records import Number

# Words this near to a trigger say what the event is about.
CONTEXT_REACH = 14



def event_numbers(slots: Slots, reading: Reading, roles: Roles, numbers: Iterable[Number]) -> tuple[Number, ...]:
    """Counts and amounts in the words of the participants, the object and the trigger."""
    heads = {*roles.heads, reading.trigger, reading.word}
    found = []
    for number in numbers:
        token = slots.analysis.token_at(number.start)
        if token is None:
            continue
        chain = [token.i, *(ancestor.i for ancestor in islice(slots.analysis.ancestors(token.i), 3))]
        if any(i in heads for i in chain):
            found.append(number)
    return tuple(found)


def event_modes(slots: Slots, reading: Reading, roles: Roles, lexicon: Lexicon) -> tuple[str, ...]:
    """The frame's modes, else those whose words stand beside the trigger or in its participants."""
    if reading.mode:
        return reading.mode
    words = {lemma for i in (reading.trigger, reading.word, *roles.heads) for lemma in _phrase_lemmas(slots, i)}
    table = lexicon.mode_words.get(reading.event, {})
    return tuple(mode for mode, lemmas in table.items() if words & lemmas)


def event_contexts(slots: Slots, reading: Reading, lexicon: Lexicon) -> tuple[str, ...]:
    """PLOVER contexts that words near the trigger support, with those that the type always implies."""
    sentence = slots.analysis.sentence_of(reading.trigger)
    first = max(sentence.first, reading.trigger - CONTEXT_REACH)
    stop = min(sentence.stop, reading.trigger + CONTEXT_REACH)
    found = {*reading.frame.context, *lexicon.type_contexts.get(reading.event, ())}
    for token in slots.analysis.tokens[first:stop]:
        if contexts := lexicon.context_words.get(token.lemma):
            found |= contexts
    return tuple(sorted(found))


def _phrase_lemmas(slots: Slots, i: int) -> Iterator[str]:
    yield slots.analysis.tokens[i].lemma
    for child in slots.analysis.children(i):
        if child.relation in ("amod", "compound", "nmod", "obl", "obj", "advmod", "appos", "conj"):
            yield child.lemma
