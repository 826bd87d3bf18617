import pytest

from selon.domain.errors import EmptyReport
from selon.reports.document import Document
from selon.reports.header import with_header


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n"])
def test_a_header_becomes_what_the_document_says(gap):
    document = with_header(Document(f"Publisher: Le Soir\nTITLE : À Paris: suite\nlanguage: FR{gap}Le texte.\n\nFin."))
    assert document == Document("Le texte.\n\nFin.", title="À Paris: suite", publisher="Le Soir", language="fr")


@pytest.mark.parametrize("text", [
    "Moscow: talks failed\n\nText.",
    "Title: one\nMoscow: talks failed\n\nText.",
    "Title: one\nTitle: two\n\nText.",
    "Title: a report whose first line reads so\nand goes on\n\nText.",
    "Title: no blank line follows",
    "Text.\n\nTitle: late\n\nText.",
    "",
])
def test_what_is_no_header_stays_text(text):
    assert with_header(Document(text)) == Document(text)


def test_an_empty_value_says_nothing():
    assert with_header(Document("URL:\nTitle: T\n\nText.", url="u")) == Document("Text.", title="T", url="u")


def test_a_header_without_text_is_an_error():
    with pytest.raises(EmptyReport, match="no text after it"):
        with_header(Document("Title: T\n\n  \n"))
