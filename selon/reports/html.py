"""A web page becomes a document: its main text, and what it says of itself (`pages.py`).

Pages are hostile input: what makes parser or extraction take minutes is counted first and refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from selon.domain.errors import ReportTooLong, UnreadableReport
from selon.reports.document import Document

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HTML_HEAD = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title)\b", re.IGNORECASE)
HEAD_CHARACTERS = 2_000

# The parser takes time with the square of a tag's attributes: 20,000 take three seconds.
MAX_ATTRIBUTES = 1_000
# The extraction takes a second for each thousand elements of the worst kind.
MAX_ELEMENTS = 20_000
# ... and four seconds for a million characters of text.
MAX_TEXT = 1_000_000

_OPENING = re.compile(r"<(?:!--.*?(?:-->|\Z)|(?P<name>[a-zA-Z][^\s/>]*))", re.DOTALL)
_ATTRIBUTE = re.compile(r"""[\s/]*+[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?""")
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE)
        for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")}


def looks_like_html(text: str) -> bool:
    """Whether a text is a web page rather than prose that quotes a tag."""
    start = text.lstrip()[:HEAD_CHARACTERS]
    return start.startswith("<") and bool(_HTML_HEAD.search(start))


def read_html(text: str, url: str | None = None) -> Document:
    """The main text of a page without scripts, menus and comments, and what the page says of itself.

    Empty text where a page has none. `url` is where it was fetched from. Raises UnreadableReport.
    Source of the method: A. Barbaresi, "Trafilatura" (ACL 2021), in the package of that name.
    """
    _refuse_traps(text)
    tree = _parsed(text)
    if tree is None:
        return Document("", url=url)
    from selon.reports.pages import page_facts

    facts = page_facts(tree, url)
    return Document(
        text=_main_text(tree), title=facts.title, published=facts.published, publisher=facts.publisher,
        language=facts.language, url=facts.url, authors=facts.authors, agency=facts.agency)


def _refuse_traps(text: str) -> None:
    """Raises UnreadableReport for tags with thousands of attributes."""
    at = 0
    while opening := _OPENING.search(text, at):
        at = opening.end()
        attributes = 0
        while opening["name"] and (attribute := _ATTRIBUTE.match(text, at)):
            at = attribute.end()
            attributes += 1
            if attributes > MAX_ATTRIBUTES:
                raise UnreadableReport(f"one of its tags has more than {MAX_ATTRIBUTES:,} attributes: no report")
        if end := _RAW.get((opening["name"] or "").lower()):
            closing = end.search(text, at)
            at = closing.start() if closing else len(text)


def _parsed(text: str) -> HtmlElement | None:
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError):
        return None  # a document without a single element
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableReport("its elements lie in each other more than 250 deep: no report")
    elements = sum(1 for _ in tree.iter())
    if elements > MAX_ELEMENTS:
        raise UnreadableReport(f"it has {elements:,} elements, more than {MAX_ELEMENTS:,}: "
                               "no single report; give its parts as text")
    return tree


def _main_text(tree: HtmlElement) -> str:
    import trafilatura

    length = sum(map(len, tree.xpath("//body//text()[not(parent::script) and not(parent::style)]")))
    if length > MAX_TEXT:
        raise ReportTooLong(length, MAX_TEXT)
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=False)
    except Exception as error:  # a foreign parser on hostile input: whatever it raises is ours to tell
        raise UnreadableReport(f"the page cannot be read ({type(error).__name__})") from error
    if found is None:
        return ""
    page: dict[str, Any] = found if isinstance(found, dict) else found.as_dict()
    return page.get("text") or ""
