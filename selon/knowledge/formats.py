"""Formats that actors are imported from, and how a file tells which one it has."""

from __future__ import annotations

from enum import StrEnum


class ActorFormat(StrEnum):
    """Formats that actors are imported from."""

    CSV = "csv"
    ACTORS = "petrarch-actors"
    AGENTS = "petrarch-agents"
    FTM = "ftm"


_ENDINGS = {".csv": ActorFormat.CSV, ".tsv": ActorFormat.CSV, ".json": ActorFormat.FTM, ".jsonl": ActorFormat.FTM,
            ".ndjson": ActorFormat.FTM, ".ijson": ActorFormat.FTM, ".ftm": ActorFormat.FTM,
            ".actors": ActorFormat.ACTORS, ".agents": ActorFormat.AGENTS}


def guess(name: str, text: str) -> ActorFormat | None:
    """By the parts of the name, else by what the lines look like."""
    parts = [f".{part}" for part in name.lower().split(".")[1:]]
    if found := next((_ENDINGS[part] for part in reversed(parts) if part in _ENDINGS), None):
        return found
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")][:50]
    if lines and all(line.lstrip().startswith("{") for line in lines):
        return ActorFormat.FTM
    if any("[~" in line for line in lines):
        return ActorFormat.AGENTS
    return ActorFormat.ACTORS if any("[" in line and line.isupper() for line in lines) else None
