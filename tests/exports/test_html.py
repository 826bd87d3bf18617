import re
from html.parser import HTMLParser

import pytest

from selon.domain.catalog import DATA
from selon.domain.records import Status
from selon.exports.html import to_html

CSS = (DATA / "exports" / "report.css").read_text(encoding="utf-8")
EVIL = "<script>alert('x')</script>&\"'<img src=http://e.example/x>"


class Page(HTMLParser):
    """What a test needs of a page: its tags with attributes, and its paragraphs without what only hovering shows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.paragraphs: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.tags.append((tag, values))
        if tag == "p":
            self.paragraphs.append("")
        if tag not in ("meta", "link", "img", "br"):
            self.open.append((tag, values.get("class") == "tip"))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if any(tag == "p" for tag, _ in self.open) and not any(hidden for _, hidden in self.open):
            self.paragraphs[-1] += data

    def values(self, attribute: str) -> list[str]:
        return [values[attribute] or "" for _, values in self.tags if attribute in values]


def test_the_text_stands_as_published(build):
    page = Page(to_html([build.coded(build.claim())]))
    assert page.open == []
    assert page.paragraphs[1:3] == build.text.split("\n")


def test_claims_are_marked_shaded_and_explained(build):
    html = to_html([build.coded(build.claim(), build.claim(status=Status.DENIED), relations=(build.ally("Moscou"),))])
    assert '<a class="trigger reported" href="#r1-c1" id="r1-c1-word">rencontré</a>' in html
    assert '<span class="actor">M. Choïgou</span>' in html
    assert "Le Soir → KCNA (PRK), “Selon”" in html
    assert '<li class="denied" id="r1-c2">' in html
    assert "ally: Russia (RUS) – North Korea (PRK)" in html


def test_the_chain_shows_on_hover_and_on_keyboard_focus(build):
    html = to_html([build.coded(build.claim())])
    assert 'role="tooltip"' in html
    assert "Le Soir → KCNA (PRK), “Selon”" in html[html.index('role="tooltip"'):]
    assert ".mark:hover .tip, .mark:focus-within .tip { display: block; }" in html


def test_each_status_has_its_shade(build):
    for status in Status:
        html = to_html([build.coded(build.claim(status=status))])
        assert f'class="trigger {status}" href' in html
        assert f".{status} {{" in html or f".{status}," in html


def test_explained_opens_every_why(build):
    assert "<details open>" in to_html([build.coded(build.claim())], explained=True)
    assert "<details>" in to_html([build.coded(build.claim())])


def test_the_page_is_self_contained(build):
    html = to_html([build.coded(build.claim(), url="https://example.org/a"), build.coded(build.claim())])
    page = Page(html)
    assert not {tag for tag, _ in page.tags} & {"script", "img", "iframe", "object", "embed", "video", "audio", "form"}
    assert not page.values("src")
    assert set(page.values("href")) - {"data:,", "https://example.org/a"} == {
        href for href in page.values("href") if href.startswith("#")}
    assert not re.search(r"url\(|@import|@font-face", html)
    assert "default-src 'none'" in html
    assert not [name for _, values in page.tags for name in values if name.startswith("on") or name == "style"]


def test_every_link_inside_leads_somewhere_and_ids_are_unique(build):
    one = build.coded(build.claim(), build.claim())
    page = Page(to_html([one, one, build.coded()]))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert not {href[1:] for href in page.values("href") if href.startswith("#")} - set(ids)


def test_all_text_of_the_report_is_escaped(build):
    text = f"{build.text}\n{EVIL}"
    source = build.source(text, name=EVIL)
    report = build.coded(build.claim(text, attribution=(source,), why=(("event", EVIL),)), text=text, title=EVIL,
                         publisher=EVIL, url='javascript:alert("x")')
    html = to_html([report, report])
    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:" not in html


def test_an_address_cannot_leave_its_attribute(build):
    html = to_html([build.coded(url='https://example.org/"><script>')])
    assert "<script" not in html


def test_controls_are_made_visible(build):
    text = build.text + "\n\x00\u202eabc"
    assert "␀\ufffdabc" in to_html([build.coded(build.claim(text), text=text)])


def test_several_reports_have_a_table_of_contents(build):
    html = to_html([build.coded(build.claim(), title="Un"), build.coded(title="Deux")])
    assert '<a href="#r2" lang="fr">Deux</a>' in html
    assert "1 claim<" in html
    assert "0 claims<" in html
    assert "<nav" not in to_html([build.coded(title="Un")])


def _palette(css: str) -> dict[str, tuple[float, ...]]:
    return {name: tuple(int(value[i:i + 2], 16) / 255 for i in (0, 2, 4))
            for name, value in re.findall(r"--([a-z]+): #([0-9a-f]{6});", css)}


def _luminance(colour: tuple[float, ...]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    """Contrast of two colours. Source: WCAG 2.2, relative luminance and contrast ratio."""
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [CSS.split("@media")[0], CSS.split("@media")[1]], ids=["light", "dark"])
def test_contrast_meets_wcag_aa(theme):
    colours = _palette(theme)
    shades = [colours[status] for status in Status]
    for ground in (colours["paper"], colours["raised"]):
        for ink in ("ink", "quiet", "link", "source"):
            assert _contrast(colours[ink], ground) >= 4.5, ink
        for mark in ("actor", "recipient"):
            assert _contrast(colours[mark], ground) >= 3, mark
    for shade in shades:
        assert _contrast(colours["ink"], shade) >= 4.5
        tinted = tuple(0.38 * s + 0.62 * p for s, p in zip(shade, colours["paper"], strict=True))
        for ink in ("quiet", "link", "source"):
            assert _contrast(colours[ink], tinted) >= 4.5, ink
