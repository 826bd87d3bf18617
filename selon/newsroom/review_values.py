"""What a reviewer writes into the fields of a claim, checked against the report, the codebook's lists and the records.

A claim that passes is one that the coder could have written: whoever reads it later need not ask who wrote it.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Iterator
from typing import Any

from selon.claims.certainty import status_of
from selon.claims.find import claim_id
from selon.domain.catalog import Catalog
from selon.domain.edtf import OPEN, ends, parsed_date
from selon.domain.errors import BadReview
from selon.domain.plain import Json, from_plain, plain
from selon.domain.records import Certainty, Claim, Judgement, Polarity, Span

_COUNTRY = re.compile(r"[A-Z]{3}")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*\s+|\n")
LONGEST_SENTENCE = 2_000  # characters; text without stops would make all of it one sentence


def checked_claim(values: Json, text: str, catalog: Catalog) -> Claim:
    """The claim of JSON values. Raises BadReview, which names the field that breaks its rules."""
    for field in dataclasses.fields(Claim):
        if field.name not in values:
            raise BadReview(f"the claim has no {field.name}", field=field.name)
        _check_field(field.name, values, text)
    claim = from_plain(Claim, values)
    _check_lists(claim, catalog)
    return claim


def _check_field(name: str, values: Json, text: str) -> None:
    hint = typing.get_type_hints(Claim)[name]
    try:
        read = from_plain(_holder(name, hint), {name: values[name]})
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise BadReview(f"{name} has a value that it cannot have: {error}", field=name) from error
    value = getattr(read, name)
    if not _fits(hint, value):
        raise BadReview(f"{name} has a value of another kind than it can have", field=name)
    for start, end, words in _spans(value):
        if not 0 <= start <= end <= len(text) or text[start:end] != words:
            raise BadReview(f"{name}: the words “{words}” do not stand at {start} to {end} of the report", field=name)


def _holder(name: str, hint: Any) -> Any:
    return dataclasses.make_dataclass("Holder", [(name, hint)], frozen=True)


def _fits(hint: Any, value: Any) -> bool:
    """Whether a value that was read is what its type says, all the way down."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return any(_fits(option, value) for option in arguments)
    if origin is tuple and arguments[-1] is Ellipsis:
        return all(_fits(arguments[0], item) for item in value)
    if origin is tuple:
        return all(_fits(option, item) for option, item in zip(arguments, value, strict=True))
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        return isinstance(value, typing.cast(type, hint)) and all(
            _fits(hints[field.name], getattr(value, field.name)) for field in dataclasses.fields(hint))
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if hint is str:
        return isinstance(value, str) and "\0" not in value
    return isinstance(value, hint)


def _spans(value: Any) -> Iterator[tuple[int, int, str]]:
    """Every stretch of the report that a value names."""
    if isinstance(value, tuple):
        for item in value:
            yield from _spans(item)
    elif dataclasses.is_dataclass(value):
        names = {field.name for field in dataclasses.fields(value)}
        if {"start", "end", "text"} <= names:
            yield getattr(value, "start"), getattr(value, "end"), getattr(value, "text")  # noqa: B009
        for name in names - {"start", "end", "text"}:
            yield from _spans(getattr(value, name))


def _check_lists(claim: Claim, catalog: Catalog) -> None:
    """Raises BadReview where a code is in none of the codebook's lists."""
    kind = catalog.event_types.get(claim.event)
    if kind is None:
        raise BadReview(f"{claim.event!r} is no PLOVER type; one of {', '.join(catalog.event_types)}", field="event")
    codes = catalog.read("ontology/codes")
    _in_list("mode", claim.mode, tuple(kind.modes), f"mode of {kind.id}")
    _in_list("context", claim.context, tuple(codes["contexts"]), "context")
    if claim.trigger.start == claim.trigger.end:
        raise BadReview("the trigger has no words", field="trigger")
    for role in ("actor", "recipient"):
        for entity in getattr(claim, role):
            _in_list(role, entity.sectors, tuple(codes["sectors"]), "sector")
            _check_codes(role, entity.country, entity.id)
            if not entity.name.strip():
                raise BadReview(f"{role} has no name", field=role)
    if claim.place:
        _check_codes("place", claim.place.country, None)
    for source in claim.attribution:
        _check_codes("attribution", source.country, source.id)
    if claim.time and claim.time.value is not None and not _is_time(claim.time.value):
        raise BadReview(f"{claim.time.value!r} is no time; write 2023-07-27, 2023-07 or 2023-07-25/2023-07-27",
                        field="time")


def _is_time(value: str) -> bool:
    """Whether a value gives a time, and no day that no calendar has."""
    dates = [parsed_date(end) for end in ends(value) if end not in OPEN]
    return bool(dates) and all(date is not None and date.first is not None for date in dates)


def _in_list(field: str, words: tuple[str, ...], known: tuple[str, ...], kind: str) -> None:
    for word in words:
        if word not in known:
            raise BadReview(f"{word!r} is no {kind}; one of {', '.join(known) or 'none'}", field=field)


def _check_codes(field: str, country: str | None, wikidata: str | None) -> None:
    if country is not None and not _COUNTRY.fullmatch(country):
        raise BadReview(f"{country!r} is no code of a country: three capital letters, such as PRK", field=field)
    if wikidata is not None and not _WIKIDATA.fullmatch(wikidata):
        raise BadReview(f"{wikidata!r} is no Wikidata item, such as Q30", field=field)


# ------------------------------------------------------------------------------------ words of a report


def located(text: str, words: str, near: int) -> Span:
    """The words where they stand nearest to a position of the report. Raises BadReview where they do not stand."""
    starts = [found.start() for found in re.finditer(re.escape(words), text)] if words else []
    if not starts:
        raise BadReview(f"the words “{words}” do not stand in the report; write them exactly as it does")
    start = min(starts, key=lambda at: (abs(at - near), at))
    return Span(start, start + len(words), words)


def sentence_at(text: str, start: int, end: int) -> Span:
    """The sentence around words: from the last full stop or line end before them to the next one."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text, max(0, start - LONGEST_SENTENCE),
                                                            min(len(text), end + LONGEST_SENTENCE))]
    first = max((at for at in ends if at <= start), default=max(0, start - LONGEST_SENTENCE))
    last = min((at for at in ends if at >= end), default=min(len(text), end + LONGEST_SENTENCE))
    sentence = text[first:last]
    first += len(sentence) - len(sentence.lstrip())
    return Span(first, first + len(sentence.strip()), sentence.strip())


def blank_claim(report_id: str, text: str, event: str, start: int, end: int) -> Json:
    """A claim with nothing but a type and a trigger, as a person begins it. Raises BadReview."""
    if not 0 <= start < end <= len(text):
        raise BadReview("the trigger must be words of the report", field="trigger")
    claim = Claim(
        claim_id(report_id, start, end, event), event, (), (), Span(start, end, text[start:end]), (), (), None, None,
        None, (), (), Polarity.POSITIVE, Certainty.CERTAIN, (),
        status_of(Judgement(Certainty.CERTAIN, Polarity.POSITIVE, ()), ()), (sentence_at(text, start, end),))
    return typing.cast(Json, plain(claim))
