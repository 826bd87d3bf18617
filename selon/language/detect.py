"""Tells the language of a text, among those that Selon reads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from selon.domain.cache import remembered_arrays
from selon.domain.errors import UnknownLanguage

if TYPE_CHECKING:
    import numpy as np
    from py3langid.langid import LanguageIdentifier

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
def _identifier(known: tuple[str, ...] | None) -> LanguageIdentifier:
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    model = remembered_arrays(MODEL_DIR / MODEL_FILE, _model)
    identifier = LanguageIdentifier(
        model["ptc"], model["pc"], model["classes"].tolist(), model["moves"].data, model["output"].data,
        norm_probs=True, tk_row=model["rows"].data)
    if known:
        identifier.set_languages(list(known))
    return identifier


def _model(path: Path) -> dict[str, np.ndarray]:
    """The arrays of a model: its file is packed so tightly that unpacking it takes half a second."""
    import numpy as np
    from py3langid.langid import LanguageIdentifier

    whole = LanguageIdentifier.from_model_file(path)
    return {
        "ptc": whole.nb_ptc, "pc": whole.nb_pc, "classes": np.array(whole.nb_classes),
        "moves": np.asarray(whole.tk_nextmove), "rows": np.asarray(whole.tk_row),
        "output": np.asarray(whole.tk_output, np.int32)}
