"""Verbs that the tagger took for nouns, adjectives or adverbs, told by the grammar around them.

"La police *enquête* sur ...", "La Suisse a *gelé* les avoirs", "Interpol *recherche* le trafiquant": what has an
auxiliary, or a subject without a copula, or an article of another noun right behind it, is a verb.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from selon.language.dependencies import Tree
from selon.language.pieces import Piece

_TAKEN_FOR = frozenset({"NOUN", "ADJ", "ADV"})
_CLAUSES = frozenset({"root", "ccomp", "conj", "parataxis", "advcl", "acl:relcl"})
_INSIDE = frozenset({"amod", "nmod", "advmod", "appos", "flat"})
_OF_NOUNS = frozenset({"det", "case", "cop", "nummod", "nmod:poss"})
_COMPLEMENTS = frozenset({"nmod", "acl", "appos", "flat", "obl:arg", "obl", "punct", "advmod", "conj"})


@dataclass(frozen=True, slots=True)
class VerbWords:
    """What `repair_verbs` has to know of a language; all words in lower case."""

    perfect: frozenset[str]  # lemmas of the auxiliary of the past: "avoir *violé*"
    participles: tuple[str, ...]  # endings of past participles
    articles: frozenset[str]  # words that can only begin the object of a verb
    partitive: frozenset[str]  # articles that look like prepositions: "masse *des* troupes"


def repair_verbs(tree: Tree, pieces: Sequence[Piece], words: VerbWords,
                 verb_of: Callable[[int], str]) -> None:
    """Makes verbs of the words that the grammar around them shows to be verbs, in place.

    `verb_of(i)` gives the infinitive of token `i` read as a verb, or "" where it can be none.
    """
    pos, lemmas = list(tree.pos), list(tree.lemmas)
    tree.pos, tree.lemmas = pos, lemmas
    for i, part in enumerate(tuple(pos)):
        if part not in _TAKEN_FOR or pieces[i].label or not pieces[i].word[:1].islower():
            continue
        participle = pieces[i].word.lower().endswith(words.participles)
        if not (_has_auxiliary(tree, i, participle) or (not participle and _has_subject(tree, i))
                or (participle and _follows_perfect(tree, i, words))
                or (not participle and _is_hidden(tree, pieces, i, words))):
            continue
        if infinitive := verb_of(i):
            pos[i], lemmas[i] = "VERB", infinitive
            _rebuild(tree, pieces, i, words)


def _has_auxiliary(tree: Tree, i: int, participle: bool) -> bool:
    return participle and tree.child(i, "aux:tense") is not None and tree.child(i, "cop") is None


def _has_subject(tree: Tree, i: int) -> bool:
    """Whether a clause's head has a subject before it and nothing that nouns and predicates have."""
    subject = tree.child(i, "nsubj")
    return (subject is not None and subject < i and tree.deps[i] in _CLAUSES
            and not any(tree.deps[c] in _OF_NOUNS or tree.pos[c] == "AUX" for c in tree.children[i]))


def _follows_perfect(tree: Tree, i: int, words: VerbWords) -> bool:
    """Whether a participle stands right behind "avoir", which the parser took for the verb."""
    return (i > 0 and tree.heads[i] == i - 1 and tree.pos[i - 1] in ("VERB", "AUX")
            and tree.lemmas[i - 1] in words.perfect and not any(tree.deps[c] in _OF_NOUNS for c in tree.children[i]))


def _is_hidden(tree: Tree, pieces: Sequence[Piece], i: int, words: VerbWords) -> bool:
    """Whether a word hangs on the noun before it though an object begins behind it, in a sentence without verb."""
    head = tree.heads[i]
    if tree.deps[i] not in _INSIDE or head >= i or tree.heads[head] != head or tree.pos[head] not in ("NOUN", "PROPN") \
            or tree.children[i] or i + 1 >= len(pieces):
        return False
    behind = i + 1
    if any(tree.deps[c] in ("cop", "nsubj", "case") or (tree.pos[c] in ("VERB", "AUX") and c < i)
           for c in tree.children[head]):
        return False
    if tree.pos[behind] == "ADP":
        return behind + 1 < len(pieces) and tree.pos[behind + 1] == "VERB" and tree.deps[behind] == "mark"
    return pieces[behind].word.lower() in words.articles or pieces[behind].label in ("PER", "LOC", "ORG")


def _rebuild(tree: Tree, pieces: Sequence[Piece], i: int, words: VerbWords) -> None:
    """Gives the new verb the place in the tree, and the complements, that a verb has."""
    head = tree.heads[i]
    if tree.deps[i] in _INSIDE and head == i - 1 and tree.pos[head] in ("VERB", "AUX"):
        _take_over(tree, i, head)
        tree.move(head, i, "aux:tense")
    elif tree.deps[i] in _INSIDE and head != i:
        _take_over(tree, i, head)
        tree.move(head, i, "nsubj")
    for child in sorted(tree.children[i]):
        if child < i or tree.deps[child] not in ("nmod", "acl", "appos", "flat"):
            continue
        cases = [c for c in tree.children[child] if tree.deps[c] == "case"]
        if tree.pos[child] == "VERB":
            tree.deps[child] = "xcomp"
        elif not cases or all(pieces[c].word.lower() in words.partitive for c in cases):
            tree.deps[child] = "obj" if tree.child(i, "obj") is None else "obl"
        else:
            tree.deps[child] = "obl"


def _take_over(tree: Tree, i: int, head: int) -> None:
    """Hangs token `i` where its head hangs, and on it what hung on the head behind it."""
    tree.move(i, i if tree.heads[head] == head else tree.heads[head], tree.deps[head])
    for child in [c for c in tree.children[head] if c > i or tree.deps[c] in ("mark", "nsubj")]:
        if tree.deps[child] in _COMPLEMENTS or child < head or tree.deps[child] in ("obj", "iobj", "ccomp", "xcomp"):
            tree.move(child, i, tree.deps[child])
