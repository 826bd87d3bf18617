"""What a site allows programs to fetch: robots.txt after RFC 9309.

The standard library's parser takes the first rule that fits and knows no wildcards; the standard wants the longest
one, and sites rely on both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from selon.reports.addresses import SAFE

MAX_BYTES = 500 * 1024  # the standard's least; what stands behind is not read
_GROUP_KEYS = ("allow", "disallow", "crawl-delay")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a robots.txt: paths that may or may not be fetched."""

    allows: bool
    pieces: tuple[str, ...]  # of a path, between its wildcards
    is_anchored: bool  # the path must end with the last piece

    @property
    def weight(self) -> tuple[int, bool]:
        """The longest rule wins, and of two equal ones the one that allows."""
        return sum(map(len, self.pieces)) + len(self.pieces) + self.is_anchored, self.allows

    def fits(self, path: str) -> bool:
        """Whether the rule is about a path."""
        first, *others = self.pieces
        if not path.startswith(first):
            return False
        at = len(first)
        for piece in others:
            found = path.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        return not self.is_anchored or at == len(path) or (bool(others) and path.endswith(others[-1]))


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for one program."""

    rules: tuple[Rule, ...] = ()
    delay: float | None = None  # seconds that the site asks to leave between two requests

    def allows(self, path: str) -> bool:
        """Whether a path may be fetched."""
        fitting = [rule for rule in self.rules if rule.fits(path)]
        return max(fitting, key=lambda rule: rule.weight).allows if fitting else True


ALL_ALLOWED = Robots()
NONE_ALLOWED = Robots((Rule(False, ("/",), False),))


def read_robots(text: str, agent: str) -> Robots:
    """The rules that hold for a program: those under its own name, else those under `*`."""
    own: list[tuple[str, str]] = []
    common: list[tuple[str, str]] = []
    has_own = False
    for names, lines in _groups(text):
        if any(name and name != "*" and agent.lower().startswith(name) for name in names):
            has_own = True
            own.extend(lines)
        elif "*" in names:
            common.extend(lines)
    return _robots(own if has_own else common)


def _groups(text: str) -> Iterator[tuple[list[str], list[tuple[str, str]]]]:
    """Groups of rules with the names that they are for; several name lines in a row share what follows."""
    names: list[str] = []
    lines: list[tuple[str, str]] = []
    for key, value in _lines(text):
        if key == "user-agent":
            if lines:
                yield names, lines
                names, lines = [], []
            names.append(value.lower())
        elif key in _GROUP_KEYS and names:
            lines.append((key, value))
    yield names, lines


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _robots(lines: list[tuple[str, str]]) -> Robots:
    rules = tuple(_rule(key == "allow", value) for key, value in lines if key != "crawl-delay" and value)
    return Robots(rules, next((delay for key, value in lines if key == "crawl-delay"
                               and (delay := _seconds(value)) is not None), None))


def _rule(allows: bool, path: str) -> Rule:
    is_anchored = path.endswith("$")
    return Rule(allows, tuple(quote(path.removesuffix("$"), safe=SAFE).split("*")), is_anchored)


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < 86_400 else None
