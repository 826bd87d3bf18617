"""Who is reading. On this machine alone it is whoever started the workspace, who may do everything."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from starlette.requests import Request


class Role(StrEnum):
    """What somebody may do."""

    READER = "reader"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who uses the workspace."""

    name: str
    role: Role


def reader_of(request: Request) -> Reader:
    """The reader that whatever checks access has set. Without that nobody reads: AttributeError."""
    reader: Reader = request.state.reader
    return reader
