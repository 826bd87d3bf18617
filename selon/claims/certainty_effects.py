"""What one word says of the event that it governs, and how such effects add up.

An effect has two sides: what it says when the word itself is affirmed, and when it is denied ("managed to",
"did not manage to"). After the implication signatures of R. Nairn, C. Condoravdi, L. Karttunen, "Computing
relative polarity for textual inference" (ICoS-5, 2006), with FactBank's degrees between yes and no.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from selon.domain.records import Auxiliary, Certainty, Judgement, Polarity

_ORDER = {degree: rank for rank, degree in enumerate(
    (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNKNOWN))}
_FUTURE, _HYPOTHETICAL = Auxiliary.FUTURE, Auxiliary.HYPOTHETICAL


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows for the event from one side of an effect."""

    certainty: Certainty = Certainty.CERTAIN
    negative: bool = False
    auxiliary: frozenset[Auxiliary] = frozenset()


@dataclass(frozen=True, slots=True)
class Effect:
    """Both sides of what a word says of its event. `holds`: the word's own certainty bears on the event too."""

    affirmed: Outcome
    denied: Outcome
    holds: bool = True


def _out(certainty: Certainty, *auxiliary: Auxiliary, negative: bool = False) -> Outcome:
    return Outcome(certainty, negative, frozenset(auxiliary))


_YES, _NO = _out(Certainty.CERTAIN), _out(Certainty.CERTAIN, negative=True)
_OPEN = _out(Certainty.UNKNOWN, _HYPOTHETICAL)
_WISHED = _out(Certainty.UNKNOWN, _FUTURE, _HYPOTHETICAL)
_UNWISHED = _out(Certainty.UNKNOWN, _FUTURE, _HYPOTHETICAL, negative=True)
_MAYBE = _out(Certainty.POSSIBLE, _HYPOTHETICAL)
_MAY_COME = _out(Certainty.POSSIBLE, _FUTURE, _HYPOTHETICAL)
_LIKELY, _UNLIKELY = _out(Certainty.PROBABLE), _out(Certainty.PROBABLE, negative=True)
_PLANNED = _out(Certainty.PROBABLE, _FUTURE)
_UNPLANNED = _out(Certainty.CERTAIN, _FUTURE, negative=True)

# What a governing word says of an event that it takes for granted, for `--explain` and for with_source.
TAKEN_FOR_GRANTED = "taken for granted"

# The classes that the `governors` of certainty.yaml may name.
EFFECTS: dict[str, Effect] = {
    "happened": Effect(_YES, _NO),                       # managed to, began to
    "perceived": Effect(_YES, _NO),                      # saw them leave
    "failed": Effect(_NO, _YES),                         # failed to, avoided
    "refused": Effect(_NO, _OPEN),                       # refused to; did not refuse: who knows
    "caused": Effect(_YES, _OPEN),                       # forced them to; did not force them
    "enabled": Effect(_YES, _NO),                        # was able to, allowed them to, once it is past and done
    "permitted": Effect(_WISHED, _NO),                   # allows them to, as long as it is not past and done
    "known": Effect(_YES, _YES, holds=False),            # regrets that, discovered that
    "said": Effect(_YES, _OPEN, holds=False),            # said that; has not confirmed that
    "accused": Effect(_YES, _OPEN, holds=False),         # accused of, whoever accuses
    "believed": Effect(_LIKELY, _UNLIKELY),              # thinks that; does not think that
    "alleged": Effect(_LIKELY, _OPEN),                   # alleged, suspected of
    "rumoured": Effect(_LIKELY, _NO),                    # claims that; denied claims that
    "doubted": Effect(_UNLIKELY, _YES),                  # doubts that
    "denied": Effect(_NO, _OPEN),                        # denied that; did not deny that
    "excluded": Effect(_UNPLANNED, _MAY_COME),              # ruled out; does not rule out
    "cancelled": Effect(_NO, _YES),                      # cancelled, gave up, foiled
    "possible": Effect(_MAYBE, _NO),                     # is possible, risk of
    "can": Effect(_out(Certainty.POSSIBLE, _FUTURE, _HYPOTHETICAL), _NO),  # can; cannot
    "considered": Effect(_out(Certainty.POSSIBLE, _FUTURE, _HYPOTHETICAL), _UNPLANNED),  # mulls
    "guessed": Effect(_out(Certainty.POSSIBLE, _FUTURE, _HYPOTHETICAL),
                      _out(Certainty.POSSIBLE, _FUTURE, _HYPOTHETICAL)),  # may; may not
    "feared": Effect(_out(Certainty.POSSIBLE, _HYPOTHETICAL), _OPEN),
    "threatened": Effect(_out(Certainty.POSSIBLE, _FUTURE, _HYPOTHETICAL), _OPEN),
    "expected": Effect(_PLANNED, _out(Certainty.PROBABLE, _FUTURE, negative=True)),
    "planned": Effect(_PLANNED, _UNPLANNED),             # plans to; has no plan to
    "offered": Effect(_WISHED, _UNPLANNED),              # is ready to; is not ready to
    "tried": Effect(_OPEN, _NO),                         # tried to
    "wanted": Effect(_WISHED, _UNWISHED),                # wants to
    "required": Effect(_WISHED, _UNWISHED),              # must, has to
    "obliged": Effect(_WISHED, _UNWISHED),               # has to, as long as it is not past and done
    "asked": Effect(_WISHED, _WISHED),                   # demanded that
    "questioned": Effect(_OPEN, _OPEN),                  # whether, if
}


def denial(word: str) -> str:
    """The reason that a denying word gives."""
    return f"“{word}” denies"


@dataclass
class Scale:
    """A judgement in the making: it starts as a plain statement, and each word that governs it adds its part."""

    certainty: Certainty = Certainty.CERTAIN
    negative: bool = False
    auxiliary: set[Auxiliary] = field(default_factory=set)
    why: list[str] = field(default_factory=list)

    def weaken(self, certainty: Certainty, auxiliary: Iterable[Auxiliary], why: str) -> None:
        """The less certain of both holds, and what was said of the event is kept."""
        if _ORDER[certainty] > _ORDER[self.certainty]:
            self.certainty = certainty
        self.auxiliary.update(auxiliary)
        self.why.append(why)

    def take(self, outcome: Outcome, why: str) -> None:
        """Adds what a governing word makes of the event."""
        self.negative ^= outcome.negative
        self.weaken(outcome.certainty, outcome.auxiliary, why)

    def deny(self, word: str) -> None:
        """Turns the polarity: two denials cancel each other."""
        self.negative = not self.negative
        self.why.append(denial(word))

    def below(self, name: str, word: str) -> Scale:
        """What this judgement of a governing word makes of the event below it."""
        effect = EFFECTS[name]
        scale = self.settled(polarity=False) if effect.holds else Scale(why=list(self.why) if self.negative else [])
        scale.take(effect.denied if self.negative else effect.affirmed, f"“{word}”: {name}")
        return scale

    def settled(self, *, polarity: bool = True) -> Scale:
        """The same judgement for an event that shares it; without `polarity`, all of it but the denial."""
        return Scale(self.certainty, self.negative and polarity, set(self.auxiliary), list(self.why))

    def judgement(self) -> Judgement:
        """The judgement as it stands, each reason once."""
        auxiliary = {*self.auxiliary, *((Auxiliary.NEGATION,) if self.negative else ())}
        return Judgement(self.certainty, Polarity.NEGATIVE if self.negative else Polarity.POSITIVE,
                         tuple(sorted(auxiliary)), tuple(dict.fromkeys(self.why)))
