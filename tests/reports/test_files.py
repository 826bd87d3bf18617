"""Bytes of every kind become text or a clear error."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.domain.errors import EmptyReport, NotText, ReportTooLong, SelonError, UnreadableReport
from selon.reports.files import MAX_BYTES, decode, read_bytes, read_file

SENTENCE = "Le président a rencontré l’émissaire à Genève."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_is_read_whatever_its_encoding(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


def test_latin_1_is_read() -> None:
    assert decode("L'armée a été déployée à l'été.".encode("latin-1")) == "L'armée a été déployée à l'été."


@pytest.mark.parametrize(("data", "error"), [
    (b"", EmptyReport), (b" \n\t", EmptyReport), (b"\x00\x00\x00", EmptyReport),
    (b"%PDF-1.7 ...", NotText), (b"PK\x03\x04rest", NotText), (b"\x89PNG\r\n\x1a\n", NotText),
    (bytes(range(256)) * 8, NotText), (b"\xff\xfe\x00\xd8\x00\xd8", NotText),
])
def test_what_is_no_text_is_told(data: bytes, error: type[SelonError]) -> None:
    with pytest.raises(error) as raised:
        read_bytes(data)
    assert str(raised.value)


def test_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(ReportTooLong, match="split"):
        read_file(path)


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="folder"):
        read_file(tmp_path)
    with pytest.raises(UnreadableReport, match="cannot read"):
        read_file(tmp_path / "none.txt")


def test_a_page_gives_its_text_without_scripts() -> None:
    page = """<!doctype html><html lang="fr"><head><title>Visite à Rome</title>
    <meta property="article:published_time" content="2024-05-06T10:00:00Z">
    <script>var secret = "alert(1)";</script></head><body><nav>Menu</nav><article><h1>Visite à Rome</h1>
    <p>Le ministre des Affaires étrangères s'est rendu lundi à Rome, où il a rencontré son homologue italien.</p>
    <p>Les deux hommes ont signé un accord sur la pêche, selon un communiqué commun.</p>
    </article></body></html>"""
    document = read_bytes(page.encode())
    assert "rencontré son homologue" in document.text
    assert "alert(1)" not in document.text
    assert document.title == "Visite à Rome"
    assert document.published == "2024-05-06"


def test_a_page_without_text_is_empty() -> None:
    with pytest.raises(EmptyReport):
        read_bytes(b"<html><body><script>1</script></body></html>")


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_clear_error(data: bytes) -> None:
    try:
        text = decode(data)
    except UnreadableReport:
        return
    assert isinstance(text, str)
