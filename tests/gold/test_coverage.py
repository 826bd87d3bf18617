"""The gold holds every value that a claim can have, in every language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

from selon.domain.catalog import shipped
from selon.domain.records import Auxiliary, Certainty, Polarity, RelationType, SourceKind, Stance, Status
from tests.gold.sentences import LANGUAGES, GoldClaim, read_sentences

SENTENCES_PER_TYPE = 6
SENTENCES_WITHOUT_EVENT = 25
EVENT_TYPES = shipped().event_types

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def scored(language: str) -> list[GoldClaim]:
    return [claim for sentence in read_sentences(language) for claim in sentence.claims if not claim.optional]


def given(language: str, key: str) -> set[Any]:
    """All values of one field, lists taken apart."""
    values = (claim.given.get(key, []) for claim in scored(language))
    return {item for value in values for item in (value if isinstance(value, list) else [value])}


def links(language: str, key: str) -> set[str]:
    sources = (claim.given.get("source", []) for claim in scored(language))
    chains: Iterable[Any] = (source if isinstance(source, list) else [source] for source in sources)
    return {link[key] for chain in chains for link in chain if key in link}


def test_every_type_has_its_sentences(language: str) -> None:
    counts = Counter(claim.event for claim in scored(language))
    assert {kind for kind in EVENT_TYPES if counts[kind] < SENTENCES_PER_TYPE} == set()
    assert counts.keys() <= EVENT_TYPES.keys()


def test_every_mode_occurs(language: str) -> None:
    found = {(claim.event, mode) for claim in scored(language) for mode in claim.given.get("mode", [])}
    assert found == {(kind.id, mode) for kind in EVENT_TYPES.values() for mode in kind.modes}


@pytest.mark.parametrize(("key", "values"), [
    ("status", Status), ("certainty", Certainty), ("polarity", Polarity), ("auxiliary", Auxiliary)])
def test_every_value_of_a_field_occurs(language: str, key: str, values: type[Any]) -> None:
    assert given(language, key) == {str(value) for value in values}


@pytest.mark.parametrize(("key", "values"), [("kind", SourceKind), ("stance", Stance)])
def test_every_value_of_a_source_occurs(language: str, key: str, values: type[Any]) -> None:
    assert links(language, key) == {str(value) for value in values}


def test_every_relation_occurs(language: str) -> None:
    found = {relation.type for sentence in read_sentences(language) for relation in sentence.relations}
    assert found == {str(kind) for kind in RelationType}


def test_many_sentences_hold_no_event(language: str) -> None:
    assert sum(not sentence.has_event for sentence in read_sentences(language)) >= SENTENCES_WITHOUT_EVENT


def test_no_sentence_stands_twice(language: str) -> None:
    counts = Counter(sentence.text for sentence in read_sentences(language))
    assert [text for text, count in counts.items() if count > 1] == []
