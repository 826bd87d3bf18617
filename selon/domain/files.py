"""Files that are replaced at once when all is written, and stay as they were on any error."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

OWNER_ALONE = 0o600


@contextmanager
def replacing(path: Path, *, mode: int | None = None) -> Iterator[TextIO]:
    """A draft of a file, in UTF-8. What is empty in the end replaces nothing.

    `mode`: its permissions; None: those that the file has, or that a new one gets. Raises OSError.
    """
    handle, draft = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.", suffix=".part")  # mode 0600
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        if os.path.getsize(draft):
            os.chmod(draft, _mode(path) if mode is None else mode)
            os.replace(draft, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(draft)


def _mode(path: Path) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
