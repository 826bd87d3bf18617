"""The language of a text, told by a model that is unpacked once."""

from __future__ import annotations

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from selon.domain.cache import cache_folder
from selon.domain.catalog import LANGUAGES
from selon.domain.errors import UnknownLanguage
from selon.language import detect

TEXTS = (
    "The minister met union leaders in Leeds on Friday.",
    "La ministre a reçu les syndicats à Lille vendredi.",
    "Der Minister traf am Freitag in Leipzig die Gewerkschaften.",
    "Oslo", "", "ÉLECTIONS : LE SCRUTIN EST REPORTÉ",
)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.parametrize("known", [None, LANGUAGES])
def test_the_unpacked_model_says_what_the_packed_one_says(known):
    whole = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    if known:
        whole.set_languages(list(known))
    for _ in ("made", "kept"):
        identifier = detect._identifier.__wrapped__(known)
        assert [identifier.classify(text) for text in TEXTS] == [whole.classify(text) for text in TEXTS]
    assert len(list(cache_folder().iterdir())) == 1


def test_a_short_text_is_in_a_known_language_and_a_long_one_need_not_be():
    assert detect.detect_language("Oslo", LANGUAGES) in LANGUAGES
    with pytest.raises(UnknownLanguage):
        detect.detect_language(TEXTS[2] * 3, LANGUAGES)
