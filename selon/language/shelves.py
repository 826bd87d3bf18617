"""Word tables of a spaCy pipeline that stay on disk until a word is looked for.

A pipeline lists half a million words with the rows of their vectors, and a quarter of a million with their lemmas.
Reading all of them takes longer than reading a report, which asks for a few hundred. So they are kept in the user's
cache folder (domain/cache.py) sorted by the hash under which spaCy knows a word, and a word is found by bisection.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import srsly
from spacy.lookups import Lookups
from spacy.strings import get_string_id
from spacy.vectors import Vectors

from selon.domain.cache import remembered_arrays

_MANY = 100  # entries: no word has so many forms, no word class so many endings
_Arrays = dict[str, np.ndarray]
Value = TypeVar("Value")


class _ByHash(Mapping[Any, Value]):
    """Something for each of many words, by their hashes in order."""

    def __init__(self, keys: np.ndarray) -> None:
        self._keys = keys.data

    def _at(self, key: Any) -> int:
        """Where a word or its hash stands, -1 for nowhere."""
        wanted = get_string_id(key)
        at = bisect_left(self._keys, wanted)
        return at if at < len(self._keys) and self._keys[at] == wanted else -1

    def __contains__(self, key: object) -> bool:
        return self._at(key) >= 0

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[int]:
        return iter(self._keys)


# --------------------------------------------------------------------------------------------- vectors


class ShelvedVectors(Vectors):  # type: ignore[misc]
    """Vectors that stay on disk, as do the rows of their words; for reading only."""

    def __init__(self, folder: Path) -> None:
        super().__init__(data=np.asarray(np.load(folder / "vectors", mmap_mode="r")))
        arrays = remembered_arrays(folder / "key2row", _rows_by_key)
        self.key2row = _Rows(arrays["keys"], arrays["rows"])

    def find(self, *, keys: Any = None, **others: Any) -> Any:
        """As spaCy's own, faster for an array of hashes."""
        if isinstance(keys, np.ndarray) and keys.dtype == np.uint64:
            return self.key2row.of(keys)
        return super().find(keys=keys, **others)


class _Rows(_ByHash[int]):
    """Rows of vectors."""

    def __init__(self, keys: np.ndarray, rows: np.ndarray) -> None:
        super().__init__(keys)
        self._sorted, self._rows = keys, rows

    def of(self, keys: np.ndarray) -> np.ndarray:
        """The rows of many hashes at once, -1 for none."""
        at = np.minimum(np.searchsorted(self._sorted, keys), len(self._sorted) - 1)
        return np.where(self._sorted[at] == keys, self._rows[at], -1).astype(np.int32)

    def get(self, key: Any, default: Any = None) -> Any:
        at = self._at(key)
        return int(self._rows[at]) if at >= 0 else default

    def __getitem__(self, key: Any) -> int:
        at = self._at(key)
        if at < 0:
            raise KeyError(key)
        return int(self._rows[at])


def has_plain_vectors(folder: Path) -> bool:
    """Whether a vocabulary's vectors are a row a word: other kinds are left to spaCy."""
    settings = folder / "vectors.cfg"
    return ((folder / "vectors").is_file() and (folder / "key2row").is_file() and settings.is_file()
            and srsly.read_json(settings) == {"mode": "default"})


def _rows_by_key(path: Path) -> _Arrays:
    rows = srsly.read_msgpack(path)
    keys = np.fromiter(rows.keys(), np.uint64, len(rows))
    order = np.argsort(keys)
    return {"keys": keys[order], "rows": np.fromiter(rows.values(), np.int32, len(rows))[order]}


# ------------------------------------------------------------------------------------------ the lemmatizer


class Shelf(_ByHash[list[str]]):
    """Words by the hash of a word; a shelf that only lists words has none for each."""

    def __init__(self, keys: np.ndarray, starts: np.ndarray, text: np.ndarray) -> None:
        super().__init__(keys)
        self._starts, self._text = starts.data, text.data

    def __getitem__(self, key: Any) -> list[str]:
        at = self._at(key)
        if at < 0:
            raise KeyError(key)
        return str(self._text[self._starts[at]:self._starts[at + 1]], "utf-8").split("\n")


class _Table(dict[int, Any]):
    """Rows by the hash of a word, as spaCy stores them, without its filter for missing words."""

    def get(self, key: str | int, default: Any = None) -> Any:
        return super().get(get_string_id(key), default)

    def __getitem__(self, key: str | int) -> Any:
        return super().__getitem__(get_string_id(key))

    def __contains__(self, key: Any) -> bool:
        return super().__contains__(get_string_id(key))


def shelved_lookups(path: Path) -> Lookups:
    """A lemmatizer's tables, of which the long ones and the long rows stay on disk."""
    arrays = remembered_arrays(path, _shelved)
    tables: dict[str, Any] = {name: _Table(rows) for name, rows in _unpacked(arrays["plain"]).items()}
    for number, (name, key) in enumerate(_unpacked(arrays["shelves"])):
        shelf = Shelf(*(arrays[f"{part}{number}"] for part in _PARTS))
        if key is None:
            tables[name] = shelf
        else:
            dict.__setitem__(tables[name], key, shelf)
    lookups = Lookups()
    lookups._tables = tables
    return lookups


_PARTS = ("keys", "starts", "text")


def _shelved(path: Path) -> _Arrays:
    """What is plain and what stands on shelves, as arrays."""
    plain: dict[str, dict[int, Any]] = {}
    names: list[tuple[str, int | None]] = []
    arrays: _Arrays = {}
    for name, table in srsly.read_msgpack(path).items():
        parts: dict[Any, Any] = {None: table} if _fits(table) else table
        plain[name] = {key: rows for key, rows in parts.items() if not _fits(rows)}
        for key, rows in parts.items():
            if _fits(rows):
                arrays |= {f"{part}{len(names)}": array for part, array in zip(_PARTS, _shelf(rows), strict=True)}
                names.append((name, key))
    return arrays | {"plain": _packed(plain), "shelves": _packed(names)}


def _fits(rows: Any) -> bool:
    """Whether a shelf can hold it: many words, or many words each with a list of words."""
    if not isinstance(rows, list | dict) or len(rows) <= _MANY:
        return False
    if isinstance(rows, list):
        return all(isinstance(word, str) for word in rows)
    return all(isinstance(words, list) and words and all(isinstance(word, str) and "\n" not in word for word in words)
               for words in rows.values())


def _shelf(rows: list[str] | dict[str | int, list[str]]) -> tuple[np.ndarray, ...]:
    texts = ["\n".join(words).encode() for words in rows.values()] if isinstance(rows, dict) else [b""] * len(rows)
    found = sorted({get_string_id(key): text for key, text in zip(rows, texts, strict=True)}.items())
    starts = np.cumsum([0, *(len(text) for _, text in found)])
    return (np.array([key for key, _ in found], np.uint64), starts.astype(np.uint32),
            np.frombuffer(b"".join(text for _, text in found), np.uint8))


def _packed(value: Any) -> np.ndarray:
    return np.frombuffer(srsly.msgpack_dumps(value), np.uint8)


def _unpacked(packed: np.ndarray) -> Any:
    return srsly.msgpack_loads(packed.tobytes())
