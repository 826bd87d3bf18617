"""Selon reads news reports and tells who did what to whom, where, when, according to whom, how certain."""

from selon.domain.errors import SelonError
from selon.domain.records import Claim, CodedReport, Entity, Relation, Report, Source
from selon.exports.json import to_json
from selon.pipeline import Coder, load
from selon.version import __version__

__all__ = ["Claim", "CodedReport", "Coder", "Entity", "Relation", "Report", "SelonError", "Source", "__version__",
           "load", "to_json"]
