"""Sources become reports: documents as the readers give them, with what the user says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from selon.domain.errors import SelonError
from selon.domain.records import Report
from selon.pipeline import Coder
from selon.reports.document import Document, Skipped
from selon.reports.document import Item as Read

Item = Report | Skipped


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of the reports; it wins over what the sources say."""

    language: str | None = None
    publisher: str | None = None


def as_reports(read: Iterable[Read], coder: Coder, given: Given) -> Iterator[Item]:
    """Documents as reports with language, date and identity; what cannot become one is skipped, with the reason."""
    for item in read:
        yield item if isinstance(item, Skipped) else _report(item, coder, given)


def _report(document: Document, coder: Coder, given: Given) -> Item:
    try:
        return coder.report_of(replace(document, language=given.language or document.language,
                                       publisher=given.publisher or document.publisher))
    except SelonError as error:
        return Skipped(document.where or document.url or "a document", str(error), document.url)
