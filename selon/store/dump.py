"""The content of a database, the same for the same reports: no times of the clock, no row numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from selon.store.schema import changes, claim_keys, claims, coders, metadata, reports, states

# What tells when and in what order things came in, rather than what they are.
_ORDER = ("serial", "added_at", "at")
_HISTORY = (changes, states, coders)


def dump(connection: Connection) -> Iterator[str]:
    """A line for each row of each table, in the order of the lines."""
    names = {row.id: row.name for row in connection.execute(select(coders))}
    claim_ids = {row.serial: row.id for row in connection.execute(select(claims.c.serial, claims.c.id))}
    for table in metadata.sorted_tables:
        if table in _HISTORY:
            continue
        lines = []
        for row in connection.execute(select(table)).mappings():
            values = {key: value for key, value in row.items() if key not in _ORDER}
            if table is reports:
                values["coder_id"] = names[values["coder_id"]]
            if table is claim_keys:
                values["claim"] = claim_ids[row["serial"]]
            lines.append(json.dumps([table.name, values], sort_keys=True, default=_text, ensure_ascii=False))
        yield from sorted(lines)


def _text(value: Any) -> str:
    return bytes(value).hex()
