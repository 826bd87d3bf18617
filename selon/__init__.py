"""Selon reads news reports and tells who did what to whom, where, when, according to whom, how certain."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selon.domain.errors import SelonError
    from selon.domain.records import Claim, CodedReport, Entity, Relation, Report, Source
    from selon.exports.json import to_json
    from selon.newsroom.room import Newsroom
    from selon.newsroom.room import open_newsroom as open
    from selon.pipeline import Coder, load
    from selon.version import __version__

__all__ = ["Claim", "CodedReport", "Coder", "Entity", "Newsroom", "Relation", "Report", "SelonError", "Source",
           "__version__", "load", "open", "to_json"]

# Loaded on first use: the whole pipeline would double the start of `selon --help`.
_HOMES = {"SelonError": "domain.errors", "to_json": "exports.json", "Coder": "pipeline", "load": "pipeline",
          "Newsroom": "newsroom.room", "open": "newsroom.room",
          "__version__": "version"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(f"selon.{_HOMES.get(name, 'domain.records')}")
    return getattr(home, "open_newsroom" if name == "open" else name)
