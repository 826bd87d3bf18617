"""When an event happened, as far as its own sentence says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from selon.claims.spots import Standpoint
from selon.domain.analysis import Token
from selon.domain.edtf import OPEN, ends
from selon.domain.records import When

# Open towards the present, as "since 2000" is.
_OPEN = "/.."


@dataclass(frozen=True, slots=True)
class TimeFinder:
    """Finds the time of one event. Bare durations date nothing.

    In this order: a date in its clause; the date that "when" takes up; one that opens the sentence; one right behind
    its word; the date of a clause of the same time and place.
    """

    view: Standpoint
    published: str | None  # the report's date

    def time(self, times: Sequence[When]) -> When | None:
        """When the event happened, by the nearest of the report's times that can be its own."""
        view = self.view
        dated = [time for time in view.in_sentence(times)
                 if (time.value or time.timex_type not in ("DURATION", "SET")) and not self._is_too_late(time)]
        return (view.nearest(dated, self._passes) or self._taken_up(dated) or view.fronted(dated)
                or view.beside(dated) or self._in_kindred(dated))

    def _passes(self, token: Token) -> bool:
        """What happens at a summit or in a raid happens when that takes place; what is said of one does not."""
        return token.is_noun and token.relation in ("obl", "nmod") and (
            self.view.analysis.case(token.i) in self.view.words.during)

    def _is_too_late(self, time: When) -> bool:
        """Whether a stretch runs on after the report of what is told as past: "ordered him out within days"."""
        first, last = ends(time.value or "")
        if self.published is None or first in ("", last) or last in OPEN or last <= self.published:
            return False
        return self._is_past(self.view.analysis.tokens[self.view.reading.word])

    def _is_past(self, verb: Token) -> bool:
        """Whether the clause is told as done: its finite word is a past tense, or makes a perfect."""
        if not verb.is_verb:
            return False
        helpers = [child for child in self.view.analysis.children(verb.i) if child.dep.startswith("aux")]
        finite = next((word for word in (*helpers, verb) if word.morph.get("VerbForm") == "Fin"), None)
        if finite is None:
            return False
        tense = finite.morph.get("Tense")
        is_perfect = finite is not verb and finite.dep != "aux:pass" and verb.morph.get("VerbForm") == "Part"
        return tense in ("Past", "Imp") or (tense == "Pres" and is_perfect and verb.morph.get("Tense") == "Past")

    def _taken_up(self, times: Sequence[When]) -> When | None:
        """The date that the event's relative clause hangs on: "in 2000, *when* he met", "the day *he left*"."""
        analysis = self.view.analysis
        for anchor in self.view.anchors:
            token = analysis.tokens[anchor]
            if not token.dep.startswith("acl"):
                continue
            for time in times:
                head = analysis.tokens[token.head]
                if time.start <= head.start < time.end and time.end <= self.view.trigger.start:
                    value = time.value.removesuffix(_OPEN) if time.value else None
                    return replace(time, value=value)
        return None

    def _in_kindred(self, times: Sequence[When]) -> When | None:
        view = self.view
        clauses = list(view.kindred())
        if view.relative(view.slots.patterns.where):  # "flew to Geneva on Monday, where they met"
            clauses += [token.i for anchor in view.anchors for token in view.analysis.ancestors(anchor)
                        if token.is_verb]
        return next((found for word in clauses if (found := view.nearest(times, self._passes, (word,)))), None)
