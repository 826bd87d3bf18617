"""Imports spaCy without its command line, which is a third of its import: clients for the web, a project manager.

spaCy's package asks for one function of its command line, `spacy.info`. While it is imported, a module that imports
the real one on its first call stands in for it. Whoever asks for `spacy.info` or `spacy.cli` afterwards finds what
they would have found.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_HOME = "spacy.cli.info"


def import_spacy() -> None:
    """Imports spaCy, unless it is imported already."""
    if "spacy" in sys.modules or _HOME in sys.modules:
        import_module("spacy")
        return
    stand_in: Any = ModuleType(_HOME)
    stand_in.info = _info
    sys.modules[_HOME] = stand_in
    try:
        spacy: Any = import_module("spacy")
    finally:
        del sys.modules[_HOME]
    spacy.__getattr__ = _attribute


def _info(*args: Any, **named: Any) -> Any:
    return import_module(_HOME).info(*args, **named)


def _attribute(name: str) -> Any:
    """What an import of spaCy makes an attribute of it, and the lean one has not."""
    if name == "cli":
        return import_module("spacy.cli")
    raise AttributeError(f"module 'spacy' has no attribute {name!r}")
