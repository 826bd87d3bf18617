"""Reports of one story, in any language; and linking all claims at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking_cards import claim, party, report

from selon.domain.records import Report
from selon.linking.batch import copy_groups, link
from selon.linking.stories import stories, tokens

BRIDGE = {
    "en": "The Karvina bridge was closed on 12 May after Teresa Lindqvist found 37 cracks in its piers. Lindqvist, an "
          "inspector, asked the ministry in Prague for 460,000 euros.",
    "es": "El puente de Karvina fue cerrado el 12 de mayo después de que Teresa Lindqvist hallara 37 grietas. "
          "Lindqvist, inspectora, pidió 460.000 euros al ministerio en Praga.",
    "it": "Il ponte di Karvina è stato chiuso il 12 maggio: Teresa Lindqvist ha trovato 37 crepe. Lindqvist, "
          "ispettrice, ha chiesto 460.000 euro al ministero di Praga.",
}
WOLF = {
    "en": "A wolf was seen near Tromso for the first time since 1973, Olav Berntsen of the university said. Berntsen "
          "put up 20 cameras along the Balsfjord.",
    "es": "Un lobo fue visto cerca de Tromso por primera vez desde 1973, según Olav Berntsen. Berntsen puso 20 "
          "cámaras junto al Balsfjord.",
}
REPORTS = [*(Report(f"bridge-{code}", text, code) for code, text in BRIDGE.items()),
           *(Report(f"wolf-{code}", text, code) for code, text in WOLF.items())]


@settings(max_examples=20)
@given(st.permutations(REPORTS))
def test_translations_are_one_story_in_any_order(reports: list[Report]) -> None:
    assert stories(reports) == [("bridge-en", "bridge-es", "bridge-it"), ("wolf-en", "wolf-es")]


@pytest.mark.parametrize(("one", "other"), [("460,000", "460.000"), ("1 500", "1 500"), ("café", "CAFE")])
def test_what_is_written_in_two_ways_is_one_token(one: str, other: str) -> None:
    assert set(tokens(f"the {one}")) == set(tokens(f"the {other}"))


def test_linking_all_at_once() -> None:
    sides = {"actors": (party("Norway", "NOR"),), "recipients": (party("Russia", "RUS"),), "modes": ("expel",)}
    cards = [claim("a", of=report("r1"), **sides), claim("b", of=report("r2", by="The Post"), **sides),
             claim("c", of=report("r3", published="2019-01-01"), **sides)]
    groups = link(cards)
    assert [group.claims for group in groups] == [("a", "b"), ("c",)]
    assert all(group.id for group in groups)
    assert link(reversed(cards)) == groups


def test_copies_are_grouped() -> None:
    text = " ".join(f"line {i} tells of thing {i * i} in its own way" for i in range(30))
    reports = [report("a", text=text), report("b", text=text + " So it ends."), report("c", text="Another text. " * 30)]
    assert copy_groups(reports) == [("a", "b"), ("c",)]
