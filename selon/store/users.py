"""The users file: who may use a workspace that is served to others. Passwords are kept as scrypt hashes (RFC 7914)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from selon.domain.errors import UsersError
from selon.domain.files import OWNER_ALONE, replacing

ROLES = ("reader", "reviewer")
TOKEN_READER = "token"  # name of whoever comes with the token; no user can have it
LEAST_PASSWORD = 8  # characters
_N, _R, _P, _BYTES = 2**15, 8, 1, 32  # 32 MB and about 0.1 s a try
_MEMORY = 2**26
LONGEST = 200  # characters of a name or password: more only makes work


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may sign in."""

    name: str
    role: str  # reader or reviewer
    password: str  # scrypt$n$r$p$salt$hash, base64


@dataclass(frozen=True, slots=True)
class Users:
    """The users of a workspace, and the secret that their sessions are signed with."""

    secret: str
    users: tuple[User, ...] = ()

    def named(self, name: str) -> User | None:
        return next((user for user in self.users if user.name == name), None)

    def checked(self, name: str, password: str) -> User | None:
        """The user with this name and password. Takes as long for a name that is not there."""
        user = self.named(name)
        is_right = matches(password, user.password if user else _NOBODY)
        return user if user and is_right else None


def read_users(path: Path) -> Users:
    """The users of a file. Raises UsersError."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        users = Users(read["secret"], tuple(User(**one) for one in read["users"]))
    except FileNotFoundError as error:
        raise UsersError(f"there is no users file {path}; selon users add makes one") from error
    except OSError as error:
        raise UsersError(f"cannot read {path}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsersError(f"{path} is no users file; selon users add makes one") from error
    if len(users.secret) < 32 or any(user.role not in ROLES for user in users.users):
        raise UsersError(f"{path} has no secret, or a role that is none of {', '.join(ROLES)}")
    return users


def write_users(path: Path, users: Users) -> None:
    """Writes the file whole or not at all, to be read by its owner alone. Raises UsersError."""
    text = json.dumps(asdict(users), ensure_ascii=False, indent=2) + "\n"
    try:
        with replacing(path, mode=OWNER_ALONE) as stream:
            stream.write(text)
    except OSError as error:
        raise UsersError(f"cannot write {path}: {error.strerror or error}") from error


def with_user(users: Users, name: str, role: str, password: str) -> Users:
    """With a user more, or with a new password and role of one who is there. Raises UsersError."""
    name = name.strip()
    if not name or len(name) > LONGEST or not name.isprintable():
        raise UsersError("a name needs letters that can be seen")
    if name == TOKEN_READER:
        raise UsersError(f"{name} is the name of whoever comes with the token; take another")
    if role not in ROLES:
        raise UsersError(f"{role!r} is no role; one of {', '.join(ROLES)}")
    if not LEAST_PASSWORD <= len(password) <= LONGEST:
        raise UsersError(f"a password needs {LEAST_PASSWORD} characters at least")
    others = tuple(user for user in users.users if user.name != name)
    return replace(users, users=(*others, User(name, role, hashed_password(password))))


def without_user(users: Users, name: str) -> Users:
    """Without a user. Raises UsersError where there is none of this name."""
    if users.named(name) is None:
        raise UsersError(f"there is no user {name}")
    return replace(users, users=tuple(user for user in users.users if user.name != name))


def no_users() -> Users:
    """Nobody yet, with a new secret."""
    return Users(secrets.token_hex(32))


def hashed_password(password: str) -> str:
    salt = secrets.token_bytes(16)
    return f"scrypt${_N}${_R}${_P}${_text(salt)}${_text(_scrypt(password, salt, _N, _R, _P))}"


def matches(password: str, kept: str) -> bool:
    """Whether it is the password of a hash, compared in constant time."""
    try:
        _, n, r, p, salt, hash = kept.split("$")
        found = _scrypt(password[:LONGEST], base64.b64decode(salt), int(n), int(r), int(p))
        return hmac.compare_digest(found, base64.b64decode(hash))
    except ValueError:
        return False


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode("utf-8", "replace"), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=_BYTES)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


_NOBODY = f"scrypt${_N}${_R}${_P}${_text(bytes(16))}${_text(bytes(_BYTES))}"  # no password has this hash
