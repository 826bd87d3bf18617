"""The files of a folder and its folders, in the order of their names. Links that lead away are not followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from selon.reports.document import Skipped


def files_of(folder: Path) -> Iterator[tuple[Path, float] | Skipped]:
    """Each file with the share of the folder that lies before it, and what is passed over."""
    root = folder.resolve()
    top = _sorted(folder)
    if isinstance(top, Skipped):
        yield top
        return
    for number, entry in enumerate(top):
        for found in _below(entry, root):
            yield found if isinstance(found, Skipped) else (found, number / len(top))


def _below(entry: Path, root: Path) -> Iterator[Path | Skipped]:
    """A file itself, or the files of a folder. Without recursion: folders can lie in each other thousands deep."""
    waiting = [entry]
    while waiting:
        path = waiting.pop()
        found = _kept(path, root)
        if isinstance(found, Skipped):
            yield found
        elif stat.S_ISDIR(found.st_mode):
            inside = _sorted(path)
            if isinstance(inside, Skipped):
                yield inside
            else:
                waiting.extend(reversed(inside))
        else:
            yield path


def _sorted(folder: Path) -> list[Path] | Skipped:
    try:
        return [folder / name for name in sorted(os.listdir(folder))]
    except OSError as error:
        return Skipped(shown(folder), f"cannot be opened: {error.strerror or error}")


def _kept(path: Path, root: Path) -> os.stat_result | Skipped:
    """The state of a file or folder that is to be read, or why it is passed over."""
    name = shown(path)
    if path.name.startswith("."):
        return Skipped(name, "it is hidden; name it to read it")
    try:
        state = path.lstat()
        if not stat.S_ISLNK(state.st_mode):
            kept = stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode)
            return state if kept else Skipped(name, "it is no ordinary file")
        goal = path.resolve(strict=True)
        target = goal.stat()
    except (OSError, RuntimeError) as error:
        return Skipped(name, f"the link leads nowhere or in a circle ({type(error).__name__})")
    if stat.S_ISDIR(target.st_mode):
        return Skipped(name, "it is a link to a folder; name that folder to read it")
    if not goal.is_relative_to(root) or not stat.S_ISREG(target.st_mode):
        return Skipped(name, "it is a link out of the folder; name the file to read it")
    return target


def shown(path: Path | str) -> str:
    """A name for people, whatever bytes it is made of."""
    return os.fsencode(path).decode("utf-8", "replace")
