"""Loads spaCy pipelines without what reading a report never asks for.

Selon's start is mostly the load of a pipeline, so three things differ from `spacy.load`; what the pipeline says of a
text is the same. Huge patterns of the tokenizer compile when a text needs them (deferred.py). The list of all words of
the training corpus stays on disk: vectors and tables are found by hash, and the words of a text are listed as they
come. The lemmatizer's tables are plain dictionaries, without spaCy's filter for missing words.
"""

from __future__ import annotations

import importlib.util
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selon.language.deferred import large_patterns_deferred

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.lookups import Lookups

_WORD_LIST = "strings"


def load_pipeline(name: str) -> Pipeline:
    """The spaCy pipeline of an installed package, or of a folder inside one ("package/folder")."""
    from spacy.util import load_config, load_model_from_config

    folder = _folder(name)
    with warnings.catch_warnings(), large_patterns_deferred():
        # Models are pinned and measured with this release; a model's own spaCy version says no more.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        pipeline: Pipeline = load_model_from_config(load_config(folder / "config.cfg"))
        tables = folder / "lemmatizer" / "lookups" / "lookups.bin"
        lemmatizer: Any = dict(pipeline.components).get("lemmatizer")
        is_plain = lemmatizer is not None and tables.is_file()
        pipeline.from_disk(folder, exclude=[_WORD_LIST, "lemmatizer"] if is_plain else [_WORD_LIST])
        if is_plain:
            lemmatizer.lookups = _plain_lookups(tables)
    return pipeline


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


def _plain_lookups(path: Path) -> Lookups:
    """A lemmatizer's tables, their lists of known words as sets: a word is looked for in them, no more."""
    import srsly
    from spacy.lookups import Lookups
    from spacy.strings import get_string_id

    class Table(dict[int, Any]):
        """Rows by the hash of a word, as spaCy stores them."""

        def get(self, key: str | int, default: Any = None) -> Any:
            return super().get(get_string_id(key), default)

        def __getitem__(self, key: str | int) -> Any:
            return super().__getitem__(get_string_id(key))

        def __contains__(self, key: Any) -> bool:
            return super().__contains__(get_string_id(key))

    tables: Any = {name: Table((key, _as_set(rows)) for key, rows in table.items())
                   for name, table in srsly.read_msgpack(path).items()}
    lookups = Lookups()
    lookups._tables = tables
    return lookups


_MANY = 100  # entries: no word has so many forms, no word class so many endings


def _as_set(rows: Any) -> Any:
    """A long list of words as a set; forms and endings stay in order, as the first that fits is taken."""
    return frozenset(rows) if isinstance(rows, list) and len(rows) > _MANY and isinstance(rows[0], str) else rows
