"""Keeps what data files hold, once read, in the user's cache folder: YAML takes a second to read, this a hundredth.

An entry counts only while its file has the size and time of change that it had, and only if nobody but the user can
have written it. It is MessagePack of plain values, or bare numbers, so reading one runs nothing. A missing, broken or
unwritable cache is never an error: the file itself is read.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

FORMAT = 2  # raise it when entries change in form, or files are read differently
_ALIGNED = 64  # bytes: where arrays of an entry begin
_LENGTH = 8  # bytes that tell the length of a table of contents


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


def remembered_arrays(path: Path, read: Callable[[Path], Mapping[str, np.ndarray]]) -> Mapping[str, np.ndarray]:
    """The arrays that `read` makes of a file, from the cache where it holds them. Raises what `read` raises.

    Those of the cache are for reading only, and stay on disk: only what is asked for comes into memory.
    """
    try:
        stamp, entry = _stamp(path), _entry(path).with_suffix(".arrays")
    except (OSError, RuntimeError):
        return read(path)
    found = _mapped(entry, stamp)
    if found is not None:
        return found
    arrays = read(path)
    _store_arrays(entry, stamp, arrays)
    return arrays


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
    try:
        with _trusted(entry) as file:
            held, value = _unpacked(file.read())
    except Exception:  # a broken entry can fail in any way
        return None
    return (value,) if held == stamp else None


def _mapped(entry: Path, stamp: list[Any]) -> Mapping[str, np.ndarray] | None:
    """The arrays of an entry; None where there is no entry to trust."""
    import numpy as np

    try:
        with _trusted(entry) as file:
            length = int.from_bytes(file.read(_LENGTH), "little")
            held, contents, size = _unpacked(file.read(length))
            first = _aligned(_LENGTH + length)
            if held != stamp or os.fstat(file.fileno()).st_size != first + size:
                return None
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            return {name: np.ndarray(shape, kind, data, first + at) for name, kind, shape, at in contents}
    except Exception:  # a broken entry can fail in any way
        return None


@contextmanager
def _trusted(entry: Path) -> Iterator[IO[bytes]]:
    """An entry, opened. Raises OSError where there is none, or where somebody else can have written it."""
    with entry.open("rb") as file:
        if not (_is_own(os.fstat(file.fileno())) and _is_own(entry.parent.stat())):
            raise PermissionError(entry)
        yield file


def _is_own(about: os.stat_result) -> bool:
    """Whether only the user can have written it."""
    return not hasattr(os, "getuid") or (about.st_uid == os.getuid() and not about.st_mode & 0o022)


def _unpacked(data: bytes) -> Any:
    """What MessagePack holds. Without a hook that would look at every mapping for what is none."""
    from srsly import msgpack

    return msgpack.unpackb(data, raw=False, object_pairs_hook=None)


def _store(entry: Path, stamp: list[Any], value: Any) -> None:
    """Writes an entry whole or not at all; values that would come back changed are left out."""
    from srsly import msgpack_dumps

    with suppress(Exception):  # a full disk, a folder of somebody else, a value that MessagePack lacks
        data = msgpack_dumps([stamp, value])
        if _unpacked(data) == [stamp, value]:
            _write(entry, [data])


def _store_arrays(entry: Path, stamp: list[Any], arrays: Mapping[str, np.ndarray]) -> None:
    """Writes arrays as they lie in memory, behind a table of contents."""
    from srsly import msgpack_dumps

    with suppress(Exception):
        contents, blocks, size = [], list[bytes](), 0
        for name, array in arrays.items():
            if array.dtype.hasobject:
                return
            contents.append([name, array.dtype.str, list(array.shape), size])
            blocks.append(_padded(array.tobytes()))
            size += len(blocks[-1])
        header = msgpack_dumps([stamp, contents, size])
        _write(entry, [_padded(len(header).to_bytes(_LENGTH, "little") + header), *blocks])


def _padded(data: bytes) -> bytes:
    return data + bytes(_aligned(len(data)) - len(data))


def _aligned(at: int) -> int:
    return -(-at // _ALIGNED) * _ALIGNED


def _write(entry: Path, blocks: Sequence[bytes]) -> None:
    entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=entry.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(blocks)
        os.replace(name, entry)
    except BaseException:
        os.unlink(name)
        raise
