"""A web page becomes a document: its main text, and title, date, publisher and language as the page states them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selon.reports.files import Document

_HTML_HEAD = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title)\b", re.IGNORECASE)
HEAD_CHARACTERS = 2_000


def looks_like_html(text: str) -> bool:
    """Whether a text is a web page rather than prose that quotes a tag."""
    start = text.lstrip()[:HEAD_CHARACTERS]
    return start.startswith("<") and bool(_HTML_HEAD.search(start))


def read_html(text: str) -> Document:
    """The main text of a page without scripts, menus and comments. Empty text where a page has none.

    Source of the method: A. Barbaresi, "Trafilatura" (ACL 2021), in the package of that name.
    """
    import trafilatura

    from selon.reports.files import Document

    found = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False, include_tables=False,
                                        favor_precision=False)
    if found is None:
        return Document("")
    page = found if isinstance(found, dict) else found.as_dict()
    return Document(
        text=page.get("text") or "", title=page.get("title") or None, published=_day(page.get("date")),
        publisher=page.get("sitename") or None, language=(page.get("language") or None), url=page.get("url") or None)


def _day(date: str | None) -> str | None:
    return date[:10] if date else None
