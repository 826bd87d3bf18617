"""Records as plain JSON values, and back: names and shapes are those of the records."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Hashable
from enum import Enum, StrEnum
from functools import cache
from typing import Any, TypeVar, cast

from selon.domain.records import Span

Json = dict[str, Any]
Record = TypeVar("Record")


def plain(value: Any) -> Any:
    """A record as JSON values, field by field."""
    if value is None or isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        return str(value) if isinstance(value, StrEnum) else value
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, Span):
        return {"text": value.text, "start": value.start, "end": value.end}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(type(value))}
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def from_plain(kind: type[Record], value: Json) -> Record:
    """The record of a class from what `plain` made of it.

    A field that the value lacks takes its default, so that records of an older coder can be read.
    Raises TypeError where a field without default is missing, ValueError for a word that its list does not hold.
    """
    return cast(Record, _reader(cast(Hashable, kind))(value))


def _same(value: Any) -> Any:
    return value


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """What makes a value of a type from JSON."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _optional(hint, tuple(option for option in arguments if option is not type(None)))
    if origin is tuple and arguments[-1] is Ellipsis:
        item = _reader(arguments[0])
        return lambda values: tuple(item(value) for value in values)
    if origin is tuple:
        parts = tuple(_reader(argument) for argument in arguments)
        return lambda values: tuple(part(value) for part, value in zip(parts, values, strict=True))
    if dataclasses.is_dataclass(hint):
        return _record_reader(cast(type, hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return _same


def _optional(hint: Any, options: tuple[Any, ...]) -> Callable[[Any], Any]:
    """A value that can be missing, or simple values of several types."""
    readers = [_reader(option) for option in options]
    if all(reader is _same for reader in readers):
        return _same
    if len(readers) > 1:
        raise TypeError(f"{hint} could be read in more than one way")
    [reader] = readers
    return lambda value: None if value is None else reader(value)


def _record_reader(kind: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name in _names(kind)}

    def read(value: Json) -> Any:
        return kind(**{name: reader(value[name]) for name, reader in readers.items() if name in value})

    return read
