"""Which format a file of actors has, and its rows."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from selon.domain.catalog import Catalog
from selon.domain.errors import NotText, UnreadableReport
from selon.knowledge.followthemoney import read_entities
from selon.knowledge.petrarch import read_actors, read_agents
from selon.knowledge.reading import Reading
from selon.knowledge.tables import read_table


class ActorFormat(StrEnum):
    """Formats that actors are imported from."""

    CSV = "csv"
    ACTORS = "petrarch-actors"
    AGENTS = "petrarch-agents"
    FTM = "ftm"


_READERS: dict[ActorFormat, Callable[[str, Catalog], Reading]] = {
    ActorFormat.CSV: read_table, ActorFormat.ACTORS: read_actors, ActorFormat.AGENTS: read_agents,
    ActorFormat.FTM: read_entities}
_ENDINGS = {".csv": ActorFormat.CSV, ".tsv": ActorFormat.CSV, ".json": ActorFormat.FTM, ".jsonl": ActorFormat.FTM,
            ".ndjson": ActorFormat.FTM, ".ijson": ActorFormat.FTM, ".ftm": ActorFormat.FTM,
            ".actors": ActorFormat.ACTORS, ".agents": ActorFormat.AGENTS}


def read_actor_file(path: Path, catalog: Catalog, form: ActorFormat | None = None) -> Reading:
    """The rows of a file. Raises UnreadableReport where it cannot be read or its format is not told."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnreadableReport(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise NotText(f"{path} is no text in UTF-8; save it as UTF-8 first") from error
    form = form or guess(path.name, text)
    if form is None:
        raise UnreadableReport(f"{path}: name its format with --format ({', '.join(ActorFormat)})")
    return _READERS[form](text, catalog)


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
