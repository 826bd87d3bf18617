"""What words mean, across languages: small vectors of common words, so that "visite" is near "visit".

The table (data/linking/words.npz, made by scripts/build_word_vectors.py) holds words of the languages that Selon reads,
placed by a multilingual sentence encoder. A vector is blind to who did what to whom: it is one feature among others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from selon.domain.catalog import DATA
from selon.domain.folding import words

TABLE = "linking/words.npz"
_FULL = 127.0  # of int8


@dataclass(frozen=True)
class WordVectors:
    """The table: plain words and their vectors, each of length 1."""

    rows: dict[str, int]
    table: NDArray[np.float32]

    @classmethod
    def of(cls, folder: Path) -> WordVectors:
        with np.load(folder / TABLE) as packed:
            names = packed["words"].tobytes().decode().split("\n")
            table = packed["vectors"].astype(np.float32)
        lengths = np.linalg.norm(table, axis=1, keepdims=True)
        return cls({name: i for i, name in enumerate(names)}, table / np.where(lengths == 0, 1, lengths))

    def vector(self, text: str) -> bytes:
        """The mean direction of a text's words as int8, for `cosine`; empty where none is in the table."""
        found = [row for word in words(text) if (row := self.rows.get(word)) is not None]
        return packed_mean(self.table[found]) if found else b""


def packed_mean(vectors: NDArray[np.float32]) -> bytes:
    """The mean of vectors of length 1, scaled so that its largest component fills 8 bits."""
    mean = np.add.reduce(vectors) / len(vectors)
    largest = float(np.abs(mean).max())
    return np.round(mean * (_FULL / largest)).astype(np.int8).tobytes() if largest else b""


@lru_cache(maxsize=1)
def word_vectors(folder: Path = DATA) -> WordVectors:
    """The shipped table, read on first use."""
    return WordVectors.of(folder)


@lru_cache(maxsize=20_000)
def unit(packed: bytes) -> NDArray[np.float32]:
    """A packed vector of length 1: pairs are compared far more often than vectors are new."""
    vector = np.frombuffer(packed, np.int8).astype(np.float32)
    length = float(np.sqrt(vector @ vector))
    return vector / length if length else vector


def cosine(a: bytes, b: bytes) -> float:
    """Likeness of two vectors, -1 to 1; 0 where one is empty."""
    return float(unit(a).dot(unit(b))) if a and b else 0.0


def likeness(a: bytes, b: bytes) -> float:
    """`cosine`, without what speaks against: 0 to 1."""
    return max(cosine(a, b), 0.0)


@lru_cache(maxsize=50_000)
def word_likeness(a: bytes, b: bytes) -> float:
    """`likeness` of two words or objects: the same ones come again and again, sentences do not."""
    return likeness(a, b)
