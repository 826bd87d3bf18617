"""Loads spaCy pipelines without what reading a report never asks for.

Selon's start is mostly the load of a pipeline, so some things differ from `spacy.load`; what the pipeline says of a
text is the same. spaCy is imported without its command line (lean.py). Huge patterns of the tokenizer compile when a
text needs them (deferred.py), and its rules are taken up once. The list of all words of the training corpus stays on
disk: vectors and tables are found by hash, and the words of a text are listed as they come. So do the vectors and the
lemmatizer's tables (shelves.py).
"""

from __future__ import annotations

import importlib.util
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selon.language.deferred import large_patterns_deferred
from selon.language.lean import import_spacy

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

_BARE = "selon.Bare.v1"


def load_pipeline(name: str) -> Pipeline:
    """The spaCy pipeline of an installed package, or of a folder inside one ("package/folder")."""
    folder = _folder(name)
    import_spacy()
    from spacy.util import load_config, load_model_from_config

    from selon.language.shelves import ShelvedVectors, has_plain_vectors, shelved_lookups

    with warnings.catch_warnings(), large_patterns_deferred():
        # Models are pinned and measured with this release; a model's own spaCy version says no more.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        pipeline: Pipeline = load_model_from_config(_with_bare_tokenizer(load_config(folder / "config.cfg"), folder))
        on_disk = ["strings"]
        tables = folder / "lemmatizer" / "lookups" / "lookups.bin"
        lemmatizer: Any = dict(pipeline.components).get("lemmatizer")
        if lemmatizer is not None and tables.is_file():
            on_disk.append("lemmatizer")
            lemmatizer.lookups = shelved_lookups(tables)
        if has_plain_vectors(folder / "vocab"):
            on_disk.append("vectors")
            pipeline.vocab.vectors = ShelvedVectors(folder / "vocab")
        return pipeline.from_disk(folder, exclude=on_disk)


def _with_bare_tokenizer(config: Any, folder: Path) -> Any:
    """A configuration whose tokenizer has no rules before it reads those in the folder: else it would first take up
    the rules of its language, and drop them."""
    from spacy.tokenizer import Tokenizer
    from spacy.util import registry

    if (folder / "tokenizer").is_file() and config["nlp"]["tokenizer"] == {"@tokenizers": "spacy.Tokenizer.v1"}:
        registry.tokenizers(_BARE, func=lambda: lambda pipeline: Tokenizer(pipeline.vocab))
        config["nlp"]["tokenizer"] = {"@tokenizers": _BARE}
    return config


def _folder(name: str) -> Path:
    """Where a pipeline lies: its folder inside the package, else the one that a package of spaCy's own makes holds."""
    package, _, folder = name.partition("/")
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise OSError(f"the package {package} is not installed")
    root = Path(found.origin).parent
    if folder:
        return root / folder
    inside = next((config.parent for config in sorted(root.glob(f"{package}-*/config.cfg"))), None)
    if inside is None:
        raise OSError(f"the package {package} holds no pipeline")
    return inside
