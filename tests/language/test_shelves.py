"""Tables that stay on disk give what spaCy's own give."""

from __future__ import annotations

import numpy as np
import pytest
import srsly
from spacy.lookups import Lookups
from spacy.strings import hash_string
from spacy.vectors import Vectors

from selon.language.shelves import ShelvedVectors, has_plain_vectors, shelved_lookups

FORMS = {f"formes{n}": [f"forme{n}"] for n in range(200)}
SEVERAL = {"étés": ["été", "être"], "punct": ["."], "": ["rien"]}  # one of them is a symbol of spaCy's


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path):
    tables = Lookups()
    tables.add_table("lemma_lookup", FORMS | SEVERAL)
    tables.add_table("lemma_rules", {"noun": [["s", ""], ["x", ""]]})
    tables.add_table("lemma_index", {"noun": [*FORMS, "été"], "verb": ["être"]})
    tables.add_table("lemma_exc", {"noun": FORMS | SEVERAL, "verb": {"va": ["aller"]}, "adj": FORMS | {"x": []}})
    tables.to_disk(tmp_path)
    return tmp_path


WORDS = [*list(FORMS)[:3], *SEVERAL, "forme1", "inconnu", "zzz"]


def test_lemmas_are_those_of_the_whole_tables(folder):
    whole = Lookups().from_disk(folder)
    for _ in ("made", "kept"):
        shelved = shelved_lookups(folder / "lookups.bin")
        assert shelved.get_table("lemma_rules").get("noun") == [["s", ""], ["x", ""]]
        assert "lemma_none" not in shelved
        for word in WORDS:
            assert (shelved.get_table("lemma_lookup").get(word, [word])
                    == whole.get_table("lemma_lookup").get(word, [word]))
            for word_class in ("noun", "verb", "adj", "adv"):
                index, exceptions = ([tables.get_table(name).get(word_class, {}) for tables in (shelved, whole)]
                                     for name in ("lemma_index", "lemma_exc"))
                assert len({word in table for table in index}) == 1
                assert exceptions[0].get(word, []) == exceptions[1].get(word, [])
                assert bool(exceptions[0]) == bool(exceptions[1])


def test_rows_with_an_empty_list_stay_as_they_are(folder):
    assert isinstance(shelved_lookups(folder / "lookups.bin").get_table("lemma_exc").get("adj"), dict)


@pytest.fixture
def vocabulary(tmp_path):
    words = [f"mot{n}" for n in range(50)]
    table = Vectors(data=np.random.default_rng(0).random((50, 4), np.float32), keys=words)
    for n, word in enumerate(words):
        table.add(f"{word}s", row=n)
    table.to_disk(tmp_path, exclude=["strings"])
    return tmp_path


def test_vectors_are_those_of_the_whole_table(vocabulary):
    assert has_plain_vectors(vocabulary)
    whole = Vectors().from_disk(vocabulary, exclude=["strings"])
    for _ in ("made", "kept"):
        shelved = ShelvedVectors(vocabulary)
        hashes = np.array([hash_string(word) for word in ("mot3", "absent", "mot49s", "zz", "a")], np.uint64)
        assert shelved.find(keys=hashes).dtype == whole.find(keys=hashes).dtype
        assert shelved.find(keys=hashes).tolist() == whole.find(keys=hashes).tolist()
        assert shelved.find(keys=["mot3", "absent"]).tolist() == [3, -1]
        assert shelved.find(key="mot7s") == 7
        assert shelved.find(key="absent") == -1
        assert (shelved.data == whole.data).all()
        assert dict(shelved.key2row) == whole.key2row
        assert "mot3" in shelved
        assert "absent" not in shelved
        with pytest.raises(KeyError):
            shelved["absent"]


def test_other_kinds_of_vectors_are_left_to_spacy(vocabulary):
    srsly.write_json(vocabulary / "vectors.cfg", {"mode": "floret"})
    assert not has_plain_vectors(vocabulary)
