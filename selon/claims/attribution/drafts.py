"""What the readers of cues hand on: an attribution in tokens, before its source is resolved."""

from __future__ import annotations

from dataclasses import dataclass

from selon.claims.attribution.layout import Range
from selon.domain.records import SourceKind, Stance


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in tokens. `head` is the source's head word, None where nobody is named."""

    anchor: int  # the cue's main word
    head: int | None
    source: Range | None
    cue: tuple[int, ...]
    content: tuple[Range, ...]
    stance: Stance
    form: str  # what holds the content: one of cues.FORMS, "according", "turn", "carried" or "relay"
    implied: SourceKind | None = None
    tells: bool = True  # False: the content is only what is spoken of ("condemned the raid"), not word of it

    def apart(self) -> tuple[Range, ...]:
        """The content without the words of the source: nobody stands inside what they say."""
        pieces = self.content
        if self.source is not None:
            first, stop = self.source
            pieces = tuple((low, high) for part in pieces for low, high in (
                (part[0], min(part[1], first)), (max(part[0], stop), part[1])) if low < high)
        return pieces or self.content

    def covers(self, i: int) -> bool:
        """Whether a token is in the content."""
        return any(first <= i < stop for first, stop in self.content)
