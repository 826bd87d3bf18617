"""The cache gives what the file gives, and never stands in the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from selon.domain.cache import cache_folder, remembered, remembered_arrays


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "words.json"
    path.write_text('{"words": ["a", "b"], "n": 1}')
    return path


class Reader:
    """Reads JSON and counts how often."""

    times = 0

    def __call__(self, path):
        self.times += 1
        return json.loads(path.read_text())


def test_a_file_is_read_once(file):
    read = Reader()
    assert remembered(file, read) == remembered(file, read) == {"words": ["a", "b"], "n": 1}
    assert read.times == 1


def test_a_changed_file_is_read_again(file):
    read = Reader()
    remembered(file, read)
    file.write_text('{"words": []}')
    assert remembered(file, read) == {"words": []}


SPOILT = pytest.mark.parametrize("spoil", [
    lambda entry: entry.write_bytes(b"\xff\x00 broken"),
    lambda entry: entry.write_bytes(b""),
    lambda entry: entry.write_bytes(entry.read_bytes()[:-3]),
    lambda entry: entry.chmod(0o666),
    lambda entry: entry.parent.chmod(0o777),
    lambda entry: (entry.unlink(), entry.mkdir()),
])


@SPOILT
def test_a_broken_or_open_entry_is_not_trusted(file, spoil):
    read = Reader()
    remembered(file, read)
    [entry] = cache_folder().iterdir()
    spoil(entry)
    assert remembered(file, read) == {"words": ["a", "b"], "n": 1}
    assert read.times == 2


class ArrayReader:
    """Makes arrays of a file's bytes and counts how often."""

    times = 0

    def __call__(self, path):
        self.times += 1
        data = np.frombuffer(path.read_bytes(), np.uint8)
        return {"bytes": data, "grid": data[:6].reshape(2, 3).astype(np.float32), "none": data[:0],
                "words": np.array(["fr", "eng"])}


def same(found, expected):
    return found.keys() == expected.keys() and all(
        found[name].dtype == array.dtype and found[name].shape == array.shape and (found[name] == array).all()
        for name, array in expected.items())


def test_arrays_are_made_once_and_then_only_read(file):
    read = ArrayReader()
    made, kept = remembered_arrays(file, read), remembered_arrays(file, read)
    assert read.times == 1
    assert same(kept, made)
    assert not kept["grid"].flags.writeable


def test_arrays_of_a_changed_file_are_made_again(file):
    read = ArrayReader()
    remembered_arrays(file, read)
    file.write_text('{"words": []}')
    assert same(remembered_arrays(file, read), read(file))


@SPOILT
def test_broken_or_open_arrays_are_not_trusted(file, spoil):
    read = ArrayReader()
    made = remembered_arrays(file, read)
    [entry] = cache_folder().iterdir()
    spoil(entry)
    assert same(remembered_arrays(file, read), made)
    assert read.times == 2


def test_arrays_of_objects_are_left_out(file):
    def read(_):
        return {"objects": np.array([None, {}])}

    assert remembered_arrays(file, read)["objects"].dtype == object
    assert not cache_folder().exists()


def test_a_cache_that_cannot_be_written_is_done_without(file, tmp_path, monkeypatch):
    (tmp_path / "flat").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "flat"))
    assert remembered(file, Reader()) == {"words": ["a", "b"], "n": 1}
    assert same(remembered_arrays(file, ArrayReader()), ArrayReader()(file))


def test_values_that_would_change_are_left_out(file):
    def read(_):
        return "a", "b"

    assert remembered(file, read) == remembered(file, read) == ("a", "b")
    assert not cache_folder().exists()


def test_output_with_and_without_cache_is_the_same(tmp_path):
    program = ("import json, selon; text = 'France expelled two Malian diplomats, according to AFP.';"
               "print(json.dumps(selon.to_json(selon.load().code(text, language='en'))))")
    cold, warm = (subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True, check=True,
                                 env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}).stdout
                  for _ in range(2))
    assert any(cache_folder().iterdir())
    assert json.loads(cold)["claims"]
    assert cold == warm


@pytest.mark.parametrize("program", [
    "import selon", "from selon.cli import app; app(['--help'], standalone_mode=False)"])
def test_heavy_modules_wait_until_they_are_needed(program):
    heavy = ("spacy", "numpy", "trafilatura", "py3langid", "lxml", "jinja2", "yaml", "srsly")
    check = f"{program}\nimport sys; print('heavy:', [name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("heavy: []")
