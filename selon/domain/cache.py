"""Keeps what data files hold, once read, in the user's cache folder: YAML takes a second to read, this a hundredth.

An entry counts only while its file has the size and time of change that it had, and only if nobody but the user can
have written it. It is MessagePack of plain values, so reading one runs nothing. A missing, broken or unwritable cache
is never an error: the file itself is read.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

FORMAT = 2  # raise it when entries change in form, or files are read differently


def remembered(path: Path, read: Callable[[Path], Any]) -> Any:
    """What `read` makes of a file, from the cache where it holds that. Raises what `read` raises."""
    try:
        stamp, entry = _stamp(path), _entry(path)
    except (OSError, RuntimeError):  # no such file, or no home folder
        return read(path)
    found = _load(entry, stamp)
    if found is not None:
        return found[0]
    value = read(path)
    _store(entry, stamp, value)
    return value


def cache_folder() -> Path:
    """The user's folder for what can be made anew. Raises RuntimeError where there is no home folder."""
    if os.environ.get("XDG_CACHE_HOME"):
        return Path(os.environ["XDG_CACHE_HOME"]) / "selon"
    if sys.platform == "win32" and os.environ.get("LOCALAPPDATA"):
        return Path(os.environ["LOCALAPPDATA"]) / "selon" / "cache"
    home = Path.home()
    return (home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache") / "selon"


def _stamp(path: Path) -> list[Any]:
    about = path.stat()
    return [FORMAT, str(path), about.st_size, about.st_mtime_ns]


def _entry(path: Path) -> Path:
    return cache_folder() / f"{path.stem}-{hashlib.sha256(str(path).encode()).hexdigest()[:16]}.msgpack"


def _load(entry: Path, stamp: list[Any]) -> tuple[Any] | None:
    """The value of an entry, in a tuple as it can be None; None where there is no entry to trust."""
    from srsly import msgpack_loads

    try:
        with entry.open("rb") as file:
            if not (_is_own(os.fstat(file.fileno())) and _is_own(entry.parent.stat())):
                return None
            held, value = msgpack_loads(file.read())
    except Exception:  # a broken entry can fail in any way
        return None
    return (value,) if held == stamp else None


def _is_own(about: os.stat_result) -> bool:
    """Whether only the user can have written it."""
    return not hasattr(os, "getuid") or (about.st_uid == os.getuid() and not about.st_mode & 0o022)


def _store(entry: Path, stamp: list[Any], value: Any) -> None:
    """Writes an entry whole or not at all; values that would come back changed are left out."""
    from srsly import msgpack_dumps, msgpack_loads

    with suppress(Exception):  # a full disk, a folder of somebody else, a value that MessagePack lacks
        data = msgpack_dumps([stamp, value])
        if msgpack_loads(data) != [stamp, value]:
            return
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=entry.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(name, entry)
        except BaseException:
            os.unlink(name)
            raise
