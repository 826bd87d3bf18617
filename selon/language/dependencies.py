"""The one adapter from a spaCy pipeline's labels to Universal Dependencies.

Two label schemes are known: Universal Dependencies as spaCy's French models use it, and the ClearNLP
scheme of its English models. The scheme is told by the labels, not by the language.
Source of the mapping: M.-C. de Marneffe et al., "Universal Dependencies", Computational Linguistics 47
(2021), and the ClearNLP guidelines (J. Choi, M. Palmer, 2012).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

_UD_RENAMED = {
    "expl:comp": "expl:pv", "flat:name": "flat", "flat:foreign": "flat", "obl:mod": "obl",
    "ROOT": "root", "nsubj:caus": "nsubj", "obj:agent": "obj", "iobj:agent": "iobj",
}
_CLEARNLP_RENAMED = {
    "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass",
    "dative": "iobj", "poss": "nmod:poss", "relcl": "acl:relcl", "prt": "compound:prt", "neg": "advmod",
    "npadvmod": "obl:npmod", "quantmod": "advmod", "preconj": "cc:preconj", "predet": "det:predet",
    "intj": "discourse", "meta": "dep", "ROOT": "root", "nmod": "compound", "attr": "xcomp",
    "acomp": "xcomp", "oprd": "xcomp", "prep": "advmod", "agent": "advmod", "pcomp": "advcl", "pobj": "obl",
    "case": "case:poss",
}
_PREDICATES = frozenset({"VERB", "AUX", "ADJ", "ADV"})


def is_clearnlp(labels: Collection[str]) -> bool:
    """Whether a parser's labels are of the ClearNLP scheme."""
    return "dobj" in labels


class Tree:
    """A sentence's or a report's tree while it is being rewritten: parallel lists by token number."""

    def __init__(self, deps: Sequence[str], heads: Sequence[int], pos: Sequence[str],
                 lemmas: Sequence[str], tags: Sequence[str]) -> None:
        self.deps, self.heads = list(deps), list(heads)
        self.pos, self.lemmas, self.tags = pos, lemmas, tags
        self.children: list[list[int]] = [[] for _ in self.heads]
        for i, head in enumerate(self.heads):
            if head != i:
                self.children[head].append(i)

    def move(self, i: int, head: int, dep: str) -> None:
        """Hang token `i` under `head`; `head == i` makes it a root."""
        old = self.heads[i]
        if old != i:
            self.children[old].remove(i)
        self.heads[i], self.deps[i] = head, dep
        if head != i:
            self.children[head].append(i)

    def child(self, i: int, *deps: str) -> int | None:
        return next((c for c in sorted(self.children[i]) if self.deps[c] in deps), None)

    def depth_first(self) -> list[int]:
        """All tokens, dependents before what they depend on."""
        order: list[int] = []
        waiting = [i for i, head in enumerate(self.heads) if head == i]
        while waiting:
            token = waiting.pop()
            order.append(token)
            waiting.extend(self.children[token])
        return order[::-1]


def to_universal(tree: Tree, *, clearnlp: bool) -> Tree:
    """The same tree in Universal Dependencies; the tree is rewritten in place and returned."""
    if not clearnlp:
        tree.deps = [_UD_RENAMED.get(dep, dep) for dep in tree.deps]
        return tree
    _raise_prepositional_objects(tree)
    _lower_copulas(tree)
    _raise_infinitive_subjects(tree)
    tree.deps = [_final(dep, tag) for dep, tag in zip(tree.deps, tree.tags, strict=True)]
    return tree


def _final(dep: str, tag: str) -> str:
    """A label that the rewriting has settled ends in "!"; the others are ClearNLP labels still."""
    if dep.endswith("!"):
        return dep[:-1]
    return "mark" if dep == "aux" and tag == "TO" else _CLEARNLP_RENAMED.get(dep, dep)


def _raise_prepositional_objects(tree: Tree) -> None:
    """verb > prep > noun becomes verb > noun > case; verb > prep > gerund becomes verb > gerund > mark."""
    for i in tree.depth_first():
        if tree.deps[i] not in ("prep", "agent", "dative") or not tree.children[i]:
            continue
        noun = tree.child(i, "pobj", "nmod!")
        clause = tree.child(i, "pcomp") if noun is None else None
        raised = noun if noun is not None else clause
        head = tree.heads[i]
        if raised is None or head == i:
            continue
        tree.move(raised, head, _raised_label(tree, i, head, is_clause=clause is not None))
        tree.move(i, raised, "mark!" if clause is not None else "case!")
        for other in [c for c in tree.children[i] if tree.deps[c] in ("prep", "advmod", "npadvmod", "cc", "conj")]:
            tree.move(other, raised, tree.deps[other])


def _raised_label(tree: Tree, prep: int, head: int, *, is_clause: bool) -> str:
    """The label of what stood below a preposition. Under another preposition ("out of Kyiv", "according to
    him") it waits as a noun's dependent until that one is raised in turn."""
    by_predicate = tree.pos[head] in _PREDICATES
    if is_clause:
        return "advcl!" if by_predicate else "acl!"
    if tree.deps[head] in ("prep", "agent"):
        return "nmod!"
    if tree.deps[prep] == "agent":
        return "obl:agent!"
    return "obl!" if by_predicate else "nmod!"


def _lower_copulas(tree: Tree) -> None:
    """be > predicate becomes predicate > cop."""
    for i in tree.depth_first():
        if tree.lemmas[i] != "be" or tree.pos[i] not in ("AUX", "VERB"):
            continue
        predicate = tree.child(i, "attr", "acomp")
        if predicate is None:
            continue
        head, dep = tree.heads[i], tree.deps[i]
        others = [c for c in tree.children[i] if c != predicate]
        tree.move(predicate, predicate if head == i else head, dep)
        tree.move(i, predicate, "cop!")
        for other in others:
            tree.move(other, predicate, tree.deps[other])


def _raise_infinitive_subjects(tree: Tree) -> None:
    """ "asked > act > Moscow" becomes "asked > Moscow, act": the one who is asked is the verb's object."""
    for i, dep in enumerate(tree.deps):
        if dep != "ccomp" or tree.heads[i] == i or tree.pos[tree.heads[i]] != "VERB":
            continue
        is_bare = tree.tags[i] == "VB" and not any(tree.deps[c] == "aux" for c in tree.children[i])
        has_to = is_bare or any(tree.tags[c] == "TO" for c in tree.children[i])
        subject = tree.child(i, "nsubj")
        if has_to and subject is not None and tree.child(i, "mark") is None and subject < i:
            tree.move(subject, tree.heads[i], "obj!")
            tree.deps[i] = "xcomp!"
