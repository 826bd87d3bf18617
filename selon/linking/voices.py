"""Whose word a claim is: its origin by the codebook (section 5), and which outlets are one origin.

The innermost named source of a claim's attribution, or the class of an unnamed one; else the agency that the report
credits or works from; else the publisher. Outlets of one newsroom, or of one state owner, are one voice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selon.domain.catalog import Catalog
from selon.domain.events import Ground, Voice
from selon.domain.folding import words
from selon.domain.records import Claim, CodedReport, Source, SourceKind

_GROUNDS = {"copy": Ground.CREDIT, "cites": Ground.CITES, "denial": Ground.CITES}
# Unnamed sources of no country are told apart by who tells of them: two papers' witnesses are different people.
_PRESS = frozenset({SourceKind.MEDIA, SourceKind.AGENCY, SourceKind.STATE_MEDIA})


@dataclass(frozen=True, slots=True)
class Outlet:
    """What the data know of an outlet."""

    name: str
    family: str | None
    country: str | None
    state: bool
    kind: SourceKind


@dataclass(frozen=True)
class Outlets:
    """All outlets by the plain words of their names and domains."""

    known: dict[str, Outlet]

    @classmethod
    def of(cls, catalog: Catalog) -> Outlets:
        """The outlets of media.csv, with the families of newsrooms.csv and those of one state owner."""
        known: dict[str, Outlet] = {}
        families = {_key(member): row["family"] for row in catalog.rows("actors/newsrooms")
                    for member in row["members"].split("|")}
        for row in catalog.rows("actors/media"):
            state = row["ownership"] == "state"
            names = [row["name"], *row["aliases"].split("|"), row["domain"]]
            family = next((families[_key(name)] for name in names if _key(name) in families), None)
            private = SourceKind.AGENCY if row["type"] == "agency" else SourceKind.MEDIA
            kind = SourceKind.STATE_MEDIA if state else private
            outlet = Outlet(row["name"], family or (row["owner"] if state else None) or None, row["country"] or None,
                            state, kind)
            for name in filter(None, names):
                known.setdefault(_key(name), outlet)
        for member, family in families.items():
            known.setdefault(member, Outlet(family, family, None, False, SourceKind.MEDIA))
        return cls(known)

    def find(self, name: str | None) -> Outlet | None:
        """The outlet that bears a name or runs a web domain; None for no or another name."""
        return self.known.get(_key(name)) if name else None

    def of_report(self, coded: CodedReport) -> Voice:
        """The voice behind a report as a whole."""
        origin, publisher = coded.origin, coded.report.publisher
        if origin is None:
            return Voice(f"report:{coded.report.id}", "unknown publisher", Ground.PUBLISHER, "no publisher is known")
        if origin.name == publisher:
            return self._outlet(origin.name, Ground.PUBLISHER, "its own reporting", "publisher")
        ground = _GROUNDS.get(origin.kind, Ground.CITES)
        return self._outlet(origin.name, ground, origin.why, "source")

    def of_claim(self, claim: Claim, report: Voice) -> Voice:
        """The voice behind one claim of a report."""
        named = next((source for source in reversed(claim.attribution) if source.named), None)
        if named is not None:
            return self._named(named)
        if claim.attribution:
            return _unnamed(claim.attribution[-1], report)
        return report

    def _named(self, source: Source) -> Voice:
        why = f"“{source.cue.text}”: the innermost named source"
        if source.kind in _PRESS:
            return self._outlet(source.name, Ground.ATTRIBUTION, why, "source", source)
        key = f"source:{_spelling(source.name)}"
        return Voice(key, source.name, Ground.ATTRIBUTION, why, source.kind, source.country)

    def _outlet(self, name: str, ground: Ground, why: str, sort: str, source: Source | None = None) -> Voice:
        outlet = self.find(name)
        if outlet is None:
            kind = source.kind if source else None
            return Voice(f"{sort}:{_key(name)}", name, ground, why, kind, source.country if source else None,
                         kind is SourceKind.STATE_MEDIA)
        if outlet.family and _key(outlet.family) != _key(outlet.name):
            why += f"; of the family {outlet.family}"
        return Voice(f"outlet:{_key(outlet.family or outlet.name)}", outlet.name, ground, why, outlet.kind,
                     outlet.country, outlet.state)


def _unnamed(source: Source, report: Voice) -> Voice:
    state_run = source.kind is SourceKind.STATE_MEDIA
    if source.country:
        return Voice(f"class:{source.kind}:{source.country}", f"{_said(source.kind)} of {source.country}",
                     Ground.ATTRIBUTION, f"“{source.text}”: an unnamed source of this class", source.kind,
                     source.country, state_run)
    return Voice(f"class:{source.kind}@{report.key}", f"{_said(source.kind)} of {report.name}", Ground.ATTRIBUTION,
                 f"“{source.text}”: unnamed, known only from {report.name}", source.kind, None, state_run)


def _said(kind: SourceKind) -> str:
    return {SourceKind.STATE_MEDIA: "state media", SourceKind.OFFICIAL: "officials",
            SourceKind.UNNAMED: "unnamed sources"}.get(kind, kind.value.replace("_", " "))


def _spelling(name: str) -> str:
    """A name in one spelling, for what transcriptions of one name differ in: "Leontiev", "Leontyev"."""
    written = _key(name)
    for sound, letter in _SOUNDS:
        written = written.replace(sound, letter)
    return _TWICE.sub(r"\1", written)


_SOUNDS = (("tch", "ch"), ("sch", "sh"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("y", "i"), ("j", "i"), ("kh", "h"),
           ("ph", "f"), ("w", "v"))
_TWICE = re.compile(r"(.)\1+")


def _key(name: str | None) -> str:
    return " ".join(words(name or ""))
