"""Repairs of the parse that a reader of news makes without noticing: a name in apposition to its title.

"... showed the Russian defence minister, Mr Shoigu, the newest missiles": parsers read the name and the missiles
as a list. A person's name behind a comma, right after a noun that is a title, stands for the same person.
"""

from __future__ import annotations

from collections.abc import Sequence

from selon.language.dependencies import Tree
from selon.language.pieces import Piece

_TITLED = ("nsubj", "obj", "iobj", "obl", "nmod", "conj", "root")
# Between a title and the comma may stand its nation and its topic ("ministre russe de la Défense").
MAX_TITLE_WORDS = 8


def repair_appositions(tree: Tree, pieces: Sequence[Piece], titles: frozenset[str]) -> Tree:
    """Hangs names on the titles that they follow, and what hung on the name by mistake on the verb.

    The tree is rewritten in place and returned. `titles`: lower-case words that can be a person's title.
    """
    for i, piece in enumerate(pieces):
        if piece.label != "PER" or i < 2 or pieces[i - 1].word != "," or tree.deps[i] in ("appos", "flat"):
            continue
        title = _title_before(tree, pieces, i, titles)
        if title is None or _is_above(tree, i, title):
            continue
        verb = tree.heads[title]
        tree.move(i, title, "appos")
        _give_back(tree, pieces, i, verb)
    return tree


def _title_before(tree: Tree, pieces: Sequence[Piece], i: int, titles: frozenset[str]) -> int | None:
    """The title noun whose phrase ends at the comma before token `i`."""
    for at in range(i - 2, max(i - 2 - MAX_TITLE_WORDS, -1), -1):
        word = pieces[at].word.lower()
        if pieces[at].label == "PER" or word in ",;:.":
            return None
        if word in titles and tree.pos[at] == "NOUN" and tree.deps[at].partition(":")[0] in _TITLED:
            return at
    return None


def _is_above(tree: Tree, i: int, below: int) -> bool:
    """Whether token `i` governs token `below`: then the name is the head already."""
    at = below
    while tree.heads[at] != at:
        at = tree.heads[at]
        if at == i:
            return True
    return False


def _give_back(tree: Tree, pieces: Sequence[Piece], name: int, verb: int) -> None:
    """A noun phrase that was listed with the name after a comma, without "and", is the verb's object."""
    if tree.pos[verb] not in ("VERB", "AUX") or tree.child(verb, "obj", "nsubj:pass") is not None:
        return
    for child in sorted(tree.children[name]):
        if tree.deps[child] == "conj" and child > name and tree.pos[child] in ("NOUN", "PROPN") \
                and tree.child(child, "cc", "case") is None and pieces[name + 1].word == ",":
            tree.move(child, verb, "obj")
            return
