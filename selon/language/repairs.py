"""Repairs of the parse that a reader of news makes without noticing.

"According to state media, Kim received ...": a name right before its verb is the subject, though a comma stands
before it. "... showed the Russian defence minister, Mr Shoigu, the newest missiles": a person's name behind a
comma, right after a noun that is a title, stands for the same person, and is no list with the missiles.
"""

from __future__ import annotations

from collections.abc import Sequence

from selon.language.dependencies import Tree
from selon.language.pieces import Piece

_TITLED = ("nsubj", "obj", "iobj", "obl", "nmod", "conj", "root")
_VERB_GROUP = frozenset({"aux", "aux:tense", "aux:pass", "advmod", "iobj", "obj", "expl:pv", "expl:pass", "cop"})
# Between a title and the comma may stand its nation and its topic ("ministre russe de la Défense").
MAX_TITLE_WORDS = 8


def repair_appositions(tree: Tree, pieces: Sequence[Piece], titles: frozenset[str]) -> Tree:
    """Hangs names on the titles that they follow, and what hung on the name by mistake on the verb.

    The tree is rewritten in place and returned. `titles`: lower-case words that can be a person's title.
    """
    for i, piece in enumerate(pieces):
        if piece.label != "PER" or i < 2 or pieces[i - 1].word != ",":
            continue
        title = _title_before(tree, pieces, i, titles)
        if title is None or _is_above(tree, i, title):
            continue
        if tree.deps[i] not in ("appos", "flat"):
            tree.move(i, title, "appos")
        _give_back(tree, pieces, i, _verb_above(tree, title))
    return tree


def repair_dates(tree: Tree, pieces: Sequence[Piece], time_words: frozenset[str]) -> Tree:
    """Parts a place from the weekday behind it, which parsers take for one name: "went to *Doha* Monday"."""
    for i, piece in enumerate(pieces[:-1]):
        day = i + 1
        if piece.label != "LOC" or tree.heads[i] != day or pieces[day].word.lower() not in time_words:
            continue
        head, dep = tree.heads[day], tree.deps[day]
        if head == day:
            continue
        tree.move(i, head, dep)
        for child in [c for c in tree.children[day] if tree.deps[c] in ("case", "det") and c < i]:
            tree.move(child, i, tree.deps[child])
        tree.move(day, head, "obl")
    return tree


def repair_infinitives(tree: Tree) -> list[str]:
    """Parts of speech with infinitives that the tagger took for adjectives ("to normalise relations") as verbs."""
    return ["VERB" if pos == "ADJ" and tree.child(i, "obj") is not None and (mark := tree.child(i, "mark")) is not None
            and tree.tags[mark] == "TO" else pos for i, pos in enumerate(tree.pos)]


def repair_subjects(tree: Tree, pieces: Sequence[Piece]) -> Tree:
    """Makes a name that stands right before a verb without subject that verb's subject.

    Only behind a comma or at the head of a sentence, where parsers take it for an apposition to what went before.
    """
    for verb, pos in enumerate(tree.pos):
        if pos != "VERB" or tree.child(verb, "nsubj", "nsubj:pass", "csubj", "expl:subj") is not None:
            continue
        first = min([verb, *(c for c in tree.children[verb] if tree.deps[c] in _VERB_GROUP and c < verb)])
        name = first - 1
        if name < 1 or pieces[name].label not in ("PER", "LOC", "ORG") or pieces[name - 1].word != ",":
            continue
        if tree.child(name, "case") is not None or (first == verb and not _is_finite(tree, verb)) \
                or _is_above(tree, name, verb) or tree.deps[verb].startswith("acl"):
            continue
        tree.move(name, verb, "nsubj:pass" if tree.child(verb, "aux:pass") is not None else "nsubj")
    return tree


def _is_finite(tree: Tree, verb: int) -> bool:
    return tree.deps[verb] in ("root", "conj", "ccomp", "advcl", "parataxis") and not tree.tags[verb].startswith("VBG")


def _verb_above(tree: Tree, i: int) -> int:
    while tree.heads[i] != i and tree.pos[i] not in ("VERB", "AUX"):
        i = tree.heads[i]
    return i


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
