"""`selon users`: who may use a workspace that is served to others."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from selon.cli.options import group
from selon.cli.running import plainly, tell

USERS = Path("users.json")

app = group()


@app.callback()
def users() -> None:
    """Who may use a workspace that is served to others.

    \b
    Examples:
      selon users add anne --role reviewer
      selon users list
      selon users remove anne
    """


class Role(StrEnum):
    """What a user may do."""

    READER = "reader"
    REVIEWER = "reviewer"


UsersFile = Annotated[Path, typer.Option("--users", metavar="FILE", help="The users file.")]


@app.command("add", short_help="Add a user, or give one a new password and role.")
def add_user(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name to sign in with; decisions bear it.")],
    file: UsersFile = USERS,
    role: Annotated[Role, typer.Option(help="reader: may look; reviewer: may decide.")] = Role.READER,
    password_stdin: Annotated[bool, typer.Option(
        "--password-stdin", help="Read the password from standard input, for scripts; else it is asked for.")] = False,
) -> None:
    """Add a user to a users file, for `selon serve --users FILE`. The file is made if it is not there.

    \b
    Examples:
      selon users add anne --role reviewer
      selon users add basil --users team.json
    """
    with plainly():
        from selon.store.users import no_users, read_users, with_user, write_users

        known = read_users(file) if file.exists() else no_users()
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else typer.prompt(
            "Password", hide_input=True, confirmation_prompt=True, err=True)
        write_users(file, with_user(known, name, role.value, password))
        tell(f"{name}, {role.value}, is in {file}")


@app.command("list", short_help="List the users of a file.")
def list_users(file: UsersFile = USERS) -> None:
    """List the users of a file, with their roles.

    \b
    Examples:
      selon users list
    """
    with plainly():
        from selon.store.users import read_users

        for user in read_users(file).users:
            typer.echo(f"{user.name}  {user.role}")


@app.command("remove", short_help="Remove a user.")
def remove_user(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who may sign in no more.")],
    file: UsersFile = USERS,
) -> None:
    """Remove a user from a file. What they decided stays.

    \b
    Examples:
      selon users remove basil
    """
    with plainly():
        from selon.store.users import read_users, without_user, write_users

        write_users(file, without_user(read_users(file), name))
        tell(f"{name} is no more in {file}")
