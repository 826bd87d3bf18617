"""Words and names in the form in which they are compared."""

from __future__ import annotations

import pytest

from selon.domain.folding import bare, fold, pieces, words


@pytest.mark.parametrize(("text", "plain"), [
    ("NATO", "nato"), ("Élysée", "elysee"), ("E\u0301lyse\u0301e", "elysee"), ("Straße", "strasse"), ("ﬁn", "fin"),
    ("№ 5", "no 5"), ("Ёлка", "елка"), ("שָׁלוֹם", "שלום"), ("l’armée", "l’armee"), ("", ""),
])
def test_bare_text_has_no_case_and_no_accents(text: str, plain: str) -> None:
    assert bare(text) == plain
    assert bare(plain) == plain


def test_names_are_folded_without_points_and_in_parts() -> None:
    assert fold("U.S.") == fold("us")
    assert fold("N’Djamena") == "n'djamena"
    assert pieces("N’Djamena-Est") == ("n", "djamena", "est")
    assert pieces("-") == ()


def test_words_have_no_punctuation() -> None:
    assert words("L’armée, dit-on, a 3_000 “hommes”.") == ["l", "armee", "dit", "on", "a", "3", "000", "hommes"]
