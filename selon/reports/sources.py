"""The one entry to all readers: a file, folder, table, feed, archive, address or standard input as documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from selon.reports.columns import Columns
from selon.reports.document import Item

if TYPE_CHECKING:
    from selon.reports.fetch import Fetcher

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How sources are read. Built once, by whoever parses the options of the user."""

    columns: Columns = field(default_factory=Columns)  # of JSONL and CSV rows
    follow: bool = True  # fetch the page of a feed's entry that holds only a teaser; False takes the feed's own words
    fetcher: Fetcher | None = None  # None: one of the default settings is made when an address has to be fetched
    stdin: BinaryIO | None = None  # None: the process's standard input
    on_progress: Callable[[float], None] | None = None  # told the share of the source read so far, 0 to 1


def read_source(spec: str, options: SourceOptions | None = None) -> Iterator[Item]:
    """The documents of a source, streaming, in its own order, and what had to be skipped.

    `spec` is a path, an http or https address, or "-". What is in it is told by its content. A bad item
    becomes a `Skipped` and never stops the rest; so does a source that cannot be read at all. Raises nothing
    of SelonError, and closes what it opened when the iterator is closed.
    `Coder.report_of(document)` makes the report: it finds the language and sets the identity.
    """
    raise NotImplementedError  # the readers follow
    yield
