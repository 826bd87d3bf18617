"""spaCy imported without its command line is spaCy still."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from selon.language.lean import import_spacy
import_spacy()
assert not [name for name in sys.modules if name.startswith("spacy.cli")]
import spacy
assert callable(spacy.cli.download)
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
assert sys.modules["spacy.cli.info"].__file__
assert not hasattr(spacy, "absent")
import_spacy()
print("well")
"""


def test_what_the_import_leaves_out_is_there_when_asked_for():
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", PROGRAM], capture_output=True, text=True)
    assert done.stdout == "well\n", done.stderr
