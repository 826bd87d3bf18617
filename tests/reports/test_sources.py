"""Every kind of source becomes documents, told by its content; what cannot be read is named and stops nothing."""

from __future__ import annotations

import gzip
import io
import json
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from selon.reports.columns import Columns
from selon.reports.document import Document, Item, Skipped
from selon.reports.sources import SourceOptions, read_source
from tests.reports.site import Site, fetcher

PAGE = """<!doctype html><html lang="fr"><head><title>Visite à Rome</title></head><body><article>
<p>Le ministre des Affaires étrangères s'est rendu lundi à Rome, où il a rencontré son homologue italien.</p>
<p>Les deux hommes ont signé un accord sur la pêche, selon un communiqué commun.</p></article></body></html>"""


def read(source: str | Path | bytes, **options: object) -> list[Item]:
    """The items of a path, an address, or of bytes on standard input."""
    if isinstance(source, bytes):
        return list(read_source("-", SourceOptions(stdin=io.BytesIO(source), **options)))  # type: ignore[arg-type]
    return list(read_source(str(source), SourceOptions(**options)))  # type: ignore[arg-type]


def reasons(items: list[Item]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Skipped)]


def texts(items: list[Item]) -> list[str]:
    return [item.text for item in items if isinstance(item, Document)]


# -------------------------------------------------------------------------------- text, pages, names


def test_a_text_file_with_its_header(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Publisher: Le Soir\nPublished: 2024-05-06\n\nLe texte.")
    assert read(path) == [Document("Le texte.", publisher="Le Soir", published="2024-05-06", where=str(path))]


def test_a_page_is_a_page_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(PAGE)
    [found] = read(path)
    assert isinstance(found, Document)
    assert (found.title, found.language, found.published) == ("Visite à Rome", "fr", None)
    assert "homologue" in found.text


def test_a_page_in_the_encoding_that_it_names() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').encode("cp1252")
    assert "rencontré son homologue" in texts(read(page))[0]


@pytest.mark.parametrize("source", [b"", b"\x89PNG\r\n\x1a\n", b"\x00" * 20, b"<html></html>"])
def test_what_is_no_report_is_told(source: bytes) -> None:
    [found] = read(source)
    assert isinstance(found, Skipped)
    assert found.where == "standard input"
    assert found.reason


@pytest.mark.parametrize("spec", ["", "none.txt", "ftp://example.org/a", "http://", "\udce9.txt"])
def test_what_is_not_there_is_told(spec: str) -> None:
    [found] = read(spec)
    assert isinstance(found, Skipped)
    found.where.encode()


def test_too_long_a_report_is_not_read() -> None:
    [reason] = reasons(read(b"word " * 1_000_001))
    assert "the limit is 5,000,000; split the file" in reason


# ------------------------------------------------------------------------------------------ folders


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.html", "c.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text({"a/1.html": PAGE, "c.jsonl": '{"text": "Rang"}\n'}.get(name, f"Texte {name}"))
    shares: list[float] = []
    found = texts(read(tmp_path, on_progress=shares.append))
    assert [text.split()[-1] for text in found] == ["commun.", "a/2.txt", "b.txt", "Rang"]
    assert shares == sorted(shares)


def test_a_folder_of_traps(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("Secret.")
    (inside / "loop").symlink_to(inside, target_is_directory=True)
    (inside / "self").symlink_to(inside / "self")
    (inside / "out").symlink_to(tmp_path / "secret.txt")
    (inside / "gone").symlink_to(inside / "nothing")
    (inside / "same").symlink_to(inside / "z.txt")
    (inside / ".hidden").write_text("Hidden.")
    os.mkfifo(inside / "pipe")
    (inside / "z.txt").write_text("Texte.")
    (inside / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    items = read(inside)
    assert texts(items) == ["Texte.", "Texte."]
    skipped = {Path(item.where).name: item.reason for item in items if isinstance(item, Skipped)}
    assert skipped.keys() == {"loop", "self", "out", "gone", ".hidden", "pipe", "picture.png"}


def test_folders_in_folders_without_end(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(300):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("Texte.")
    assert texts(read(tmp_path)) == ["Texte."]


# ------------------------------------------------------------------------------------------- tables


CSV = "id;Titre;Texte;Date;Site\n1;Un titre;\"Deux lignes,\nun texte.\";2024-05-06;Le Soir\n2;;Autre.;;\n"


def test_a_table_with_usual_names() -> None:
    assert read(CSV.encode()) == [
        Document("Deux lignes,\nun texte.", "Un titre", "2024-05-06", "Le Soir", id="1",
                 where="standard input, line 2"),
        Document("Autre.", id="2", where="standard input, line 4")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_in_any_encoding_and_with_any_delimiter(encoding: str, delimiter: str) -> None:
    table = delimiter.join(["text", "title"]) + "\r\n" + delimiter.join(["L'été.", "Où"]) + "\r\n"
    assert [(item.text, item.title) for item in read(table.encode(encoding)) if isinstance(item, Document)] == [
        ("L'été.", "Où")]


def test_columns_that_the_user_names(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("x,y,text\nLe texte.,2024-05-06,autre\n")
    [found] = read(path, columns=Columns(text="x", date="y"))
    assert isinstance(found, Document)
    assert (found.text, found.published) == ("Le texte.", "2024-05-06")


@pytest.mark.parametrize("prose", [
    "Text, body and soul, he said.\nThe minister spoke.", "Content, a province, was quiet.", "Moscow; text\nHe spoke.",
])
def test_prose_is_no_table(prose: str) -> None:
    assert texts(read(prose.encode())) == [prose]


@pytest.mark.parametrize(("columns", "reason"), [
    (Columns(), "it has no column of text; name it (selon add --columns text=NAME). It has x, y"),
    (Columns(text="z"), "it has no column 'z'; it has x, y"),
])
def test_a_table_without_the_column(tmp_path: Path, columns: Columns, reason: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("x,y\n1,2\n")
    assert reasons(read(path, columns=columns)) == [reason]


def test_bad_rows_are_told_and_stop_nothing() -> None:
    rows = ["text,date", "Un.,2024-05-06", "Deux.,06/05/2024", "trop,de,cellules", ",2024-05-06", "Trois.,", "\x00,",
            "Q\x00.,"]
    items = read("\n".join(rows).encode())
    assert texts(items) == ["Un.", "Trois.", "Q."]
    assert [item.where for item in items if isinstance(item, Skipped)] == [
        f"standard input, line {number}" for number in (3, 4, 5, 7)]
    assert "year-month-day" in reasons(items)[0]


def test_bytes_of_another_encoding_cost_their_row_only() -> None:
    data = b"text,title\n" + "été,a\n".encode() + b"x,y\n" * 20_000 + "été,b\n".encode("cp1252") + b"fin,c\n"
    items = read(data)
    assert len(texts(items)) == 20_002
    assert ["encoding" in reason for reason in reasons(items)] == [True]


def test_a_quotation_mark_that_is_not_closed_takes_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.reports.rows.MAX_ROW", 10_000)
    data = b'text,title\nUn.,a\n"never closed,b\n' + b"line,c\n" * 2_000
    items = read(data)
    assert texts(items)[0] == "Un."
    assert "not closed" in reasons(items)[0]


# --------------------------------------------------------------------------------------------- JSON


def test_articledata() -> None:
    row = {"id": "a1", "title": "Titre", "section": None, "date": "2024-05-06T08:00:00Z", "url": "https://e.org/a",
           "tags": [], "site": "e.org", "language": "fra", "locale": "fr_FR", "bylines": ["Léa Roy", "AFP"],
           "description": "d", "lede": "l", "text": "Le texte.", "extracted_at": "2024-05-07T00:00:00Z"}
    assert read(json.dumps(row).encode() + b"\n") == [
        Document("Le texte.", "Titre", "2024-05-06", "e.org", "fr", "https://e.org/a", ("Léa Roy",), "AFP", "a1",
                 "standard input, line 1")]


def test_articles_of_follow_the_money() -> None:
    row = {"id": "f1", "schema": "Article", "properties": {
        "title": ["Title"], "bodyText": ["One.", "Two."], "publishedAt": ["2024-05-06"], "language": ["eng"],
        "sourceUrl": ["https://e.org/a"], "publisher": ["E"], "author": ["Ann Lee"]}}
    assert read(json.dumps(row).encode() + b"\n") == [
        Document("One.\n\nTwo.", "Title", "2024-05-06", "E", "en", "https://e.org/a", ("Ann Lee",), None, "f1",
                 "standard input, line 1")]


@pytest.mark.parametrize("data", [
    '[{"text": "Un."}, {"text": "Deux."}]', '[\n {"text": "Un."},\n {"text": "Deux."}\n]',
    '{"text": "Un."}\n\n{"text": "Deux."}', '{"text":"Un."}\r\n{"text":"Deux."}\r\n',
])
def test_objects_in_lines_or_in_an_array(data: str) -> None:
    assert texts(read(data.encode())) == ["Un.", "Deux."]


def test_one_object_over_several_lines() -> None:
    assert texts(read(b'{\n  "text": "Un.",\n  "title": "T"\n}\n')) == ["Un."]


def test_bad_lines_are_told_and_stop_nothing() -> None:
    lines = ['{"text": "Un."}', "{broken", "[1, 2]", '{"title": "none"}', '{"text": 3}', '{"text": ["a", "b"]}',
             '{"text": "\\ud83d \\u0000Deux."}', "[" * 100_000, '{"text": null}', '{"text": "Trois."}']
    items = read("\n".join(lines).encode())
    assert texts(items) == ["Un.", "3", "a\n\nb", "\ufffd Deux.", "Trois."]
    assert [item.where.rpartition(" ")[2] for item in items if isinstance(item, Skipped)] == ["2", "3", "4", "8", "9"]


def test_a_line_without_end_takes_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.reports.rows.MAX_ROW", 10_000)
    items = read(b'{"text": "Un."}\n{"text": "' + b"x" * 100_000 + b'"}\n{"text": "Deux."}\n')
    assert texts(items) == ["Un.", "Deux."]
    assert len(reasons(items)) == 1


def test_rows_are_read_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = json.dumps({"text": "word " * 4_000})
    path.write_text("\n".join([line] * 500))
    tracemalloc.start()
    count = sum(1 for _ in read_source(str(path)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 500
    assert peak < path.stat().st_size / 5


# ------------------------------------------------------------------------------------------- packed


@pytest.mark.parametrize(("data", "found"), [
    ('{"text": "Un."}\n', ["Un."]), ("text,title\nUn.,a\n", ["Un."]), ("Du texte.", ["Du texte."]),
])
def test_packed_files_are_unpacked(data: str, found: list[str]) -> None:
    assert texts(read(gzip.compress(data.encode()))) == found


def test_a_bomb_is_told_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.reports.streams.BOMB_BYTES", 1_000_000)
    rows = gzip.compress(b'{"text": "Un."}\n' + bytes(30_000_000), 9)
    items = read(rows)
    assert texts(items) == ["Un."]
    assert "200 times" in reasons(items)[-1]
    assert reasons(read(gzip.compress(rows))) == ["it is packed twice; unpack it once"]


def test_a_packed_file_that_breaks_off_is_told() -> None:
    lines = b"".join(json.dumps({"text": f"Texte {os.urandom(30).hex()}"}).encode() + b"\n" for _ in range(300))
    items = read(gzip.compress(lines)[:-4_000])
    assert len(texts(items)) > 100
    assert "broken" in reasons(items)[-1]


# ---------------------------------------------------------------------------------------- addresses


def test_a_page_by_its_address(site: Site) -> None:
    site.pages["/2024/05/06/a"] = 200, {"Content-Type": "text/html; charset=iso-8859-1"}, PAGE.encode("latin-1")
    [found] = read(site.url("/2024/05/06/a"), fetcher=fetcher(site))
    assert isinstance(found, Document)
    assert (found.url, found.published) == (site.url("/2024/05/06/a"), "2024-05-06")
    assert "rencontré" in found.text


def test_a_table_by_its_address(site: Site) -> None:
    site.pages["/a.csv"] = 200, {"Content-Type": "text/csv"}, CSV.encode()
    assert len(texts(read(site.url("/a.csv"), fetcher=fetcher(site)))) == 2


def test_an_address_that_cannot_be_fetched_is_told(site: Site) -> None:
    url = site.url("/none")
    assert read(url, fetcher=fetcher(site)) == [Skipped(url, "the server answers 404 (Not Found)", url)]
    assert "private" in reasons(read(url))[0]


@pytest.mark.parametrize("make", [
    lambda: b"<?xml version='1.0'?><opml version='2.0'><body><outline xmlUrl='http://e.org/f'/></body></opml>",
    lambda: b"{" * 200_000, lambda: b"<" * 200_000, lambda: b'"' * 200_000, lambda: b"<!DOCTYPE [" * 20_000,
])
def test_oddities_end(make: Callable[[], bytes]) -> None:
    for item in read(make()):
        assert isinstance(item, Document) or item.reason
