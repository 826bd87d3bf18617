"""Records as plain JSON values, and back: names and shapes are those of the records."""

from __future__ import annotations

import base64
import dataclasses
import types
import typing
from collections.abc import Callable, Hashable
from enum import Enum, StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast

from selon.domain.records import Span

Json = dict[str, Any]
Record = TypeVar("Record")


def plain(value: Any) -> Any:
    """A record as JSON values, field by field; bytes in base 64."""
    return value if type(value) in _AS_IS else _writer(type(value))(value)


_AS_IS = frozenset({type(None), bool, int, float, str})  # most of all values


def _new_writer(kind: type) -> Callable[[Any], Any]:
    """What makes JSON of a value of a type."""
    if issubclass(kind, StrEnum):
        return str
    if issubclass(kind, (tuple, list)):
        return lambda values: [value if type(value) in _AS_IS else _writer(type(value))(value) for value in values]
    if issubclass(kind, bytes):
        return lambda value: base64.b64encode(value).decode()
    if dataclasses.is_dataclass(kind):
        return _record_writer(("text", "start", "end") if kind is Span else _names(kind))
    return _same


_writer: Callable[[Any], Callable[[Any], Any]] = cache(_new_writer)


def _record_writer(names: tuple[str, ...]) -> Callable[[Any], Json]:
    if len(names) < 2:
        return lambda record: {name: plain(getattr(record, name)) for name in names}
    values_of = attrgetter(*names)  # of two and more it gives them all, faster than one by one

    def write(record: Any) -> Json:
        return {name: value if type(value) in _AS_IS else _writer(type(value))(value)
                for name, value in zip(names, values_of(record), strict=True)}

    return write


def part_writer(kind: type, but: str) -> Callable[[Any], Json]:
    """What `plain` does to records of a class, without one of the fields."""
    return _record_writer(tuple(name for name in _names(kind) if name != but))


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
        return _enum_reader(hint)
    return _same


def _enum_reader(hint: type[Enum]) -> Callable[[Any], Enum]:
    """A call of an Enum takes five times as long as a look at its members."""
    members = {member.value: member for member in hint}
    return lambda value: members[value] if value in members else hint(value)


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
