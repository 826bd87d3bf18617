"""Every example report is read and coded."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from selon.domain.catalog import LANGUAGES
from selon.language.detect import detect_language
from selon.pipeline import Coder
from selon.reports.files import Document, read_file
from selon.reports.header import with_header

FOLDER = Path(__file__).parents[1] / "examples"
EXAMPLES = sorted(FOLDER.glob("*.txt"))

each_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


def read(path: Path) -> Document:
    return with_header(read_file(path))


def language_named_by(path: Path) -> str:
    return path.stem.rsplit("-", 1)[-1]


@each_example
def test_header_says_who_and_when(path: Path) -> None:
    document = read(path)
    assert document.publisher
    assert document.title
    assert datetime.date.fromisoformat(document.published or "").year in range(2022, 2026)
    assert document.url is None or document.url.startswith("https://example.org/")
    assert "Publisher:" not in document.text


@each_example
def test_length_is_that_of_a_short_report(path: Path) -> None:
    assert 120 <= len(read(path).text.split()) <= 300


@each_example
def test_language_is_detected(path: Path) -> None:
    assert detect_language(read(path).text, LANGUAGES) == language_named_by(path)


@each_example
def test_report_is_coded(coder: Coder, path: Path) -> None:
    document = read(path)
    coded = coder.code(document.text, published=document.published, publisher=document.publisher)
    assert coded.report.language == language_named_by(path)
    assert len(coded.claims) >= 3
    assert all(document.text[c.trigger.start:c.trigger.end] == c.trigger.text for c in coded.claims)


def test_read_me_lists_every_example() -> None:
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in EXAMPLES if path.name not in listed] == []
