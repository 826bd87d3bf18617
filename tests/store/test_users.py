"""The users file keeps who may sign in, and no password."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from selon.cli import app
from selon.domain.errors import UsersError
from selon.store.users import no_users, read_users, with_user, write_users

PASSWORD = "correct horse"


def test_a_user_signs_in_with_the_password_alone(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    write_users(path, with_user(no_users(), "Zoé", "reviewer", PASSWORD))
    users = read_users(path)
    user = users.checked("Zoé", PASSWORD)
    assert user is not None
    assert user.role == "reviewer"
    assert users.checked("Zoé", PASSWORD + "!") is None
    assert users.checked("nobody", PASSWORD) is None
    assert PASSWORD not in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o077 == 0


def test_a_new_password_takes_the_place_of_the_old() -> None:
    users = with_user(with_user(no_users(), "a", "reader", PASSWORD), "a", "reviewer", "another horse")
    assert [user.role for user in users.users] == ["reviewer"]
    assert users.checked("a", PASSWORD) is None


@pytest.mark.parametrize(("name", "role", "password", "words"), [
    (" ", "reader", PASSWORD, "a name"), ("a\x00", "reader", PASSWORD, "a name"), ("a", "king", PASSWORD, "no role"),
    ("token", "reader", PASSWORD, "with the token"), ("a", "reader", "short", "8 characters"),
    ("a", "reader", "x" * 1000, "8 characters"),
])
def test_what_is_no_user_is_told(name: str, role: str, password: str, words: str) -> None:
    with pytest.raises(UsersError, match=words):
        with_user(no_users(), name, role, password)


@pytest.mark.parametrize("content", [None, "no json", "{}", '{"secret": "short", "users": []}', '{"secret": 1}'])
def test_what_is_no_users_file_is_told(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "users.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UsersError):
        read_users(path)


def test_the_commands(tmp_path: Path) -> None:
    file = str(tmp_path / "team.json")
    run = CliRunner().invoke
    added = run(app, ["users", "add", "anne", "--role", "reviewer", "--users", file, "--password-stdin"],
                input=f"{PASSWORD}\n")
    assert added.exit_code == 0
    run(app, ["users", "add", "basil", "--users", file], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert run(app, ["users", "list", "--users", file]).stdout.splitlines() == ["anne  reviewer", "basil  reader"]
    assert run(app, ["users", "remove", "basil", "--users", file]).exit_code == 0
    assert run(app, ["users", "remove", "basil", "--users", file]).exit_code == 1
    assert run(app, ["users", "list", "--users", file]).stdout.splitlines() == ["anne  reviewer"]
