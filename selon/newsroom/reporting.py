"""Sources become reports: documents as the readers give them, with what the user says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selon.domain.errors import SelonError
from selon.domain.records import Report
from selon.pipeline import Coder
from selon.reports.document import Document, Given, Skipped
from selon.reports.document import Item as Read

Item = Report | Skipped


def as_reports(read: Iterable[Read], coder: Coder, given: Given) -> Iterator[Item]:
    """Documents as reports with language, date and identity; what cannot become one is skipped, with the reason."""
    for item in read:
        yield item if isinstance(item, Skipped) else _report(item, coder, given)


def _report(document: Document, coder: Coder, given: Given) -> Item:
    try:
        return coder.report_of(given.over(document))
    except SelonError as error:
        return Skipped(document.where or document.url or "a document", str(error), document.url)
