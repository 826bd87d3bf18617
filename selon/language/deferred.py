"""Regular expressions too large to compile before a text needs them.

A tokenizer can come with one alternation of hundreds of word shapes, each naming the alphabet letter by letter:
megabytes of pattern and seconds to compile, of which a report meets a handful. Such a pattern is read in two steps.
Its sketch, the same pattern with every long class of characters replaced by "any character", matches all that the
pattern matches and compiles at once; only alternatives whose sketch fits a text are compiled as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any

LARGE = 100_000  # characters of a pattern; what is shorter compiles in milliseconds
_LONG_CLASS = 200  # characters of a class worth sketching
_ANY = "(?s:.)"

_compile = re.compile  # as it is here: within `large_patterns_deferred` the name means another
_CLASS = re.compile(r"\[(?![\]^])[^\]\\]*(?:\\.[^\]\\]*)*\]", re.DOTALL)
_FLAGS = re.compile(r"\(\?[aiLmsux]+\)")
# With these, a wider class can mean fewer matches, or an alternative can lean on another: no sketch.
_UNFIT = re.compile(r"\(\?(?!:)|[*+?}]\+|\\[1-9]")
_LOCK = Lock()


class Deferred:
    """Stands for the compiled pattern; `match` compiles what the string needs, anything else the whole."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def match(self, string: str) -> re.Match[str] | None:
        """What the pattern matches at the beginning of a string: the first alternative that does, as in any."""
        if self._alternatives is None:
            return self._whole.match(string)
        if self._sketch.match(string) is None:
            return None
        found = (each.match(string) for each in self._alternatives)
        return next((match for match in found if match is not None), None)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return _compile(self.pattern)

    @cached_property
    def _sketch(self) -> re.Pattern[str]:
        return _compile(self._flags + "|".join(each.sketch for each in self._alternatives or ()))

    @cached_property
    def _flags(self) -> str:
        flags = _FLAGS.match(self.pattern)
        return flags[0] if flags else ""

    @cached_property
    def _alternatives(self) -> tuple[_Alternative, ...] | None:
        """The pattern's alternatives in order; None where it is of a kind that cannot be sketched."""
        short, classes = _shortened(self.pattern[len(self._flags):])
        if short is None or "x" in self._flags:
            return None
        return tuple(_Alternative(self._flags, part, classes) for part in _split(short))


class _Alternative:
    """One alternative of a pattern, compiled when its sketch first fits."""

    def __init__(self, flags: str, short: str, classes: dict[str, str]) -> None:
        self._flags, self._short, self._classes = flags, short, classes
        self.sketch = _replaced(short, dict.fromkeys(classes, _ANY))

    def match(self, string: str) -> re.Match[str] | None:
        return self._exact.match(string) if self._outline.match(string) else None

    @cached_property
    def _outline(self) -> re.Pattern[str]:
        return _compile(self._flags + self.sketch)

    @cached_property
    def _exact(self) -> re.Pattern[str]:
        return _compile(self._flags + _replaced(self._short, self._classes))


def _shortened(pattern: str) -> tuple[str | None, dict[str, str]]:
    """The pattern with a private character for each long class, and what each stands for."""
    classes: dict[str, str] = {}
    at = pattern.find("[")
    while at >= 0:
        found = _CLASS.match(pattern, at)
        if found is None or len(classes) > 100 or pattern[at - 1:at] == "\\":
            return None, {}
        if len(found[0]) >= _LONG_CLASS:
            stand_in = chr(0xE000 + len(classes))
            if stand_in in pattern:
                return None, {}
            classes[stand_in] = found[0]
            pattern = pattern.replace(found[0], stand_in)
            at = pattern.find("[", at)
        else:
            at = pattern.find("[", found.end())
    return (None, {}) if _UNFIT.search(pattern) else (pattern, classes)


def _split(pattern: str) -> Iterator[str]:
    """The alternatives on the outermost level."""
    depth = start = at = 0
    while at < len(pattern):
        character = pattern[at]
        if character == "\\":
            at += 1
        elif character == "[" and (found := _CLASS.match(pattern, at)):
            at = found.end() - 1
        elif character == "|" and depth == 0:
            yield pattern[start:at]
            start = at + 1
        else:
            depth += (character == "(") - (character == ")")
        at += 1
    yield pattern[start:]


def _replaced(pattern: str, stand_ins: dict[str, str]) -> str:
    return pattern.translate({ord(stand_in): text for stand_in, text in stand_ins.items()})


_deferred = lru_cache(maxsize=8)(Deferred)


@contextmanager
def large_patterns_deferred() -> Iterator[None]:
    """Inside, `re.compile` puts off patterns beyond LARGE. For the import and loading of models, which compile
    theirs at once and offer no other way in; one thread at a time."""
    with _LOCK:

        def compile_(pattern: Any, flags: Any = 0) -> Any:
            is_large = isinstance(pattern, str) and len(pattern) > LARGE and not flags
            return _deferred(pattern) if is_large else _compile(pattern, flags)

        re.compile = compile_
        try:
            yield
        finally:
            re.compile = _compile
