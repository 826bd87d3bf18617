"""Whatever a page can show of an error is there in both languages."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import selon
from selon.domain.errors import (
    BadEntries,
    CodingStopped,
    DataError,
    MissingPackage,
    PortTaken,
    SelonError,
    UsersError,
)
from selon.web.words import LANGUAGES, _shapes, messages, words_of
from tests.web.conftest import client_of

HERE = Path(selon.__file__).parent
# Where errors are raised that a page can show, and those of them that only the command line sees.
FILES = ("domain/errors.py", "pipeline.py", "newsroom/reviewing.py", "newsroom/review_values.py", "newsroom/room.py",
         "reports", "store", "web")
COMMAND_LINE = (BadEntries, CodingStopped, DataError, MissingPackage, PortTaken, UsersError)
NOT_ON_PAGES = ("reports/watch.py", "reports/folders.py", "store/users.py", "store/migrations")
STORED = "there is no {} {} in the database"  # NotStored: its first word is of a list
HOLE = "\0"
# Messages that have others in them, or words of a list.
FILLED = {
    f"{HOLE}: {HOLE}": (f"{HOLE}: it is empty",),
    f"the robots.txt of {HOLE} cannot be read: {HOLE}": (f"the robots.txt of {HOLE} cannot be read: it is empty",),
    f"claim {HOLE} has changed since it was shown: {HOLE}; look at it again and decide": tuple(
        f"claim {HOLE} has changed since it was shown: {who}; look at it again and decide"
        for who in (f"{HOLE} decided on it at {HOLE}", "it was coded again")),
    f"{HOLE} is no {HOLE}; one of {HOLE}": tuple(
        f"{HOLE} is no {kind}; one of {HOLE}" for kind in (f"mode of {HOLE}", "context", "sector"))}


def sources() -> Iterator[Path]:
    for name in FILES:
        path = HERE / name
        for one in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            if not str(one.relative_to(HERE)).startswith(NOT_ON_PAGES):
                yield one


def kinds() -> set[str]:
    """The names of the errors that a page can show."""
    for path in sources():
        importlib.import_module(".".join(("selon", *path.relative_to(HERE).with_suffix("").parts)))
    found, waiting = set(), [SelonError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if not issubclass(kind, COMMAND_LINE) and kind.__module__.startswith("selon."):
            found.add(kind.__name__)
    return {*found, "HTTPException", "ValueError", "PydanticCustomError"}


def said(node: ast.expr) -> list[str]:
    """What an expression can say, with HOLE for what is put in; nothing where that is said elsewhere."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            return ["".join(choice) for choice in product(*(said(part) or [HOLE] for part in parts))]
        case ast.FormattedValue(value=value):
            return [HOLE] if isinstance(value, (ast.Call, ast.BoolOp)) else said(value) or [HOLE]
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return ["".join(choice) for choice in product(said(left) or [HOLE], said(right) or [HOLE])]
        case ast.IfExp(body=body, orelse=other):
            return [*(said(body) or [HOLE]), *(said(other) or [HOLE])]
    return []


def calls(tree: ast.AST) -> Iterator[tuple[str, list[ast.expr]]]:
    """The makings of errors, and what their classes hand on."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name in kinds():
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "__init__":
                    yield "super", [argument for argument in call.args if not isinstance(argument, ast.Name)]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds():
            yield node.func.id, node.args


def errors() -> Iterator[str]:
    """Every message, with what is put in written as `x7`."""
    for path in sources():
        for name, arguments in calls(ast.parse(path.read_text(encoding="utf-8"))):
            if name == "NotStored":
                kind, *rest = (said(argument) for argument in arguments)
                texts = [STORED.format(*choice) for choice in product(kind, *(one or [HOLE] for one in rest))]
            elif name == "super":
                texts = [text for argument in arguments for text in said(argument)]
            else:
                texts = [text for argument in arguments[:2] for text in said(argument)]
            for text in texts:
                if " " in text.replace(HOLE, "") and not text.startswith(f"there is no {HOLE}"):
                    yield from (text.replace(HOLE, "x7") for text in FILLED.get(text, (text,)))


ERRORS = sorted(set(errors()))


def test_errors_are_found() -> None:
    assert len(ERRORS) > 100
    assert "x7 is no number" in ERRORS


@pytest.mark.parametrize("what", ERRORS)
def test_what_a_page_can_show_is_told_in_both_languages(what: str) -> None:
    english, french = (words_of(language).fault(what) for language in ("en", "fr"))
    assert english.text == what
    assert french.language == "fr"
    assert french.text != what
    assert french.text.count("x7") == what.count("x7")


def test_every_message_is_of_an_error() -> None:
    # Those of the guard are returned, and one is Starlette's.
    elsewhere = {"error.host", "error.other_site", "error.too_much", "error.not_allowed"}
    used = {next(key for shape, key in _shapes("error") if shape.fullmatch(what)) for what in ERRORS}
    assert {key for key in messages() if key.startswith("error.")} - used == elsewhere


@pytest.mark.parametrize("key", [key for key in messages() if key.startswith(("error.", "invalid."))])
def test_both_languages_put_the_same_in(key: str) -> None:
    holes = [sorted(re.findall(r"\{\w+\}", messages()[key][language])) for language in LANGUAGES]
    assert holes[0] == holes[1]


def test_numbers_fields_and_other_errors_are_told_too() -> None:
    french = words_of("fr")
    assert french.fault("120,000 characters in one report, and the limit is 100,000; split the file so that each part "
                        "is one report").text.startswith("120\u202f000 caractères")
    assert french.fault("actor has no name").text == "« Acteur » n’a pas de nom"
    assert french.fault("https://example.org/a: it is empty").text == "https://example.org/a : il est vide"
    assert french.fault("https://example.org/a: of its own").language == "en"


@pytest.mark.parametrize(("address", "what"), [
    ("/events?since=yesterday", "since : &#39;yesterday&#39; n’est pas une date"),
    ("/events?since=2023-02-30", "since : &#39;2023-02-30&#39; n’est pas une date"),
    ("/events?sort=size", "sort : ce n’est pas l’un de"), ("/events?limit=9000", "limit : c’est plus que 500"),
    ("/events?limit=x&min_origins=y", "entier ; limit : ce n’est"),
    ("/events?limit=x", "limit : ce n’est pas un nombre entier"), ("/events?min_origins=0", "c’est moins que 1"),
    ("/events?dated=perhaps", "dated : ce n’est ni oui ni non"), ("/actor", "name : il manque"),
    ("/actor?name=", "name : c’est vide"), (f"/events?text={'a' * 300}", "text : plus de 200 caractères"),
    ("/events/a!b", "id : seuls les lettres et les chiffres"), ("/events/0123", "il n’y a pas d’événement 0123"),
    ("/reports/0123", "il n’y a pas d’article 0123"), ("/actor?name=nobody", "il n’y a pas d’acteur"),
    ("/source?name=nobody", "il n’y a pas de source"), ("/review/claims/0123", "il n’y a pas d’affirmation 0123"),
    ("/events?after=0123", "il n’y a pas d’événement 0123")])
def test_a_french_page_says_it_in_french(client: TestClient, address: str, what: str) -> None:
    page = client.get(address, headers={"accept": "text/html", "accept-language": "fr"})
    assert page.status_code in (400, 404)
    assert what in page.text
    assert 'dir="auto" lang="fr"' in page.text
    assert "l’un de" in what or "’" not in client.get(address, headers={"accept": "application/json"}).json()["error"]


def test_forms_and_the_guard_say_it_in_french(database: Path) -> None:
    headers = {"accept": "text/html", "accept-language": "fr"}
    with client_of(database) as client:
        tried = client.post("/try", data={"url": "https://example.org/a"}, headers=headers)
        assert "cet espace ne télécharge pas d’adresses" in tried.text
        tried = client.post("/try", data={"text": "x", "published": "yesterday"}, headers=headers)
        assert "n’est pas une date" in tried.text
        assert "ne vient pas d’une page de cette session" in client.post("/review/undo", headers=headers).text
        assert client.get("/", headers={**headers, "host": "evil.example"}).text.startswith("Cet espace ne répond pas")
        assert client.put("/events", headers=headers).status_code == 405
        assert "Méthode non autorisée" in client.put("/events", headers=headers).text
        added = client.get("/review/next", headers=headers)
        page = client.get(added.headers["location"], headers=headers)
        token = re.search(r'name="csrf" value="(\w+)"', page.text)
        assert token
        wrong = client.post(added.headers["location"], headers=headers, data={
            "csrf": token[1], "act": "correct", "event": "NOTHING"})
        assert wrong.status_code == 422
        assert "n’est pas un type PLOVER" in wrong.text
