"""Files of actors, whichever format they have, become rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from selon.domain.catalog import Catalog
from selon.domain.errors import NotText, UnreadableReport
from selon.knowledge.followthemoney import read_entities
from selon.knowledge.formats import ActorFormat, guess
from selon.knowledge.petrarch import read_actors, read_agents
from selon.knowledge.reading import Reading
from selon.knowledge.tables import read_table

_READERS: dict[ActorFormat, Callable[[str, Catalog], Reading]] = {
    ActorFormat.CSV: read_table, ActorFormat.ACTORS: read_actors, ActorFormat.AGENTS: read_agents,
    ActorFormat.FTM: read_entities}


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
