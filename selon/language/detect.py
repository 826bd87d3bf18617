"""Tells the language of a text, among those that Selon reads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from selon.domain.errors import UnknownLanguage

# Enough text to tell a language by; more costs time and adds nothing.
SAMPLE_CHARACTERS = 2_000
# A text this long that fits another language better is in that language; a shorter one only if that is all but sure.
LONG_ENOUGH = 80
SURE = 0.97


def detect_language(text: str, known: Sequence[str]) -> str:
    """The code of the text's language. Raises UnknownLanguage when it is clearly none of the known ones.

    Source of the model: M. Lui, T. Baldwin, "langid.py" (ACL 2012), in the py3langid package.
    """
    sample = " ".join(text[:SAMPLE_CHARACTERS].split())
    best, probability = _identifier(None).classify(sample)
    if best in known:
        return str(best)
    if len(sample) >= LONG_ENOUGH or probability >= SURE:
        raise UnknownLanguage(str(best), tuple(known))
    code, _ = _identifier(tuple(known)).classify(sample)
    return str(code)


@lru_cache(maxsize=4)
def _identifier(known: tuple[str, ...] | None) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    if known:
        identifier.set_languages(list(known))
    return identifier
