"""What the language stage hands on: sentences, tokens, one Universal Dependencies tree, quotations.

Tokens are numbered through the whole report. White space is no token. `head` of a sentence's root is
the root itself. Labels are Universal Dependencies v2 with these subtypes: `nsubj:pass`, `obl:agent`,
`aux:pass`, `acl:relcl`, `nmod:poss`, `expl:pv` (reflexive of the verb), `compound:prt`, `flat`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from selon.domain.gazetteer import Known
from selon.domain.records import Span


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """One word. `i` and `head` count tokens of the report, `start` and `end` its characters."""

    i: int
    text: str
    lemma: str  # lower case
    pos: str  # Universal POS tag
    dep: str
    head: int
    start: int
    end: int
    morph: dict[str, str]  # Universal features: Tense, Mood, VerbForm, Number, Gender, Person, Polarity
    sentence: int
    lower: str = field(init=False, repr=False)  # the text in lower case
    relation: str = field(init=False, repr=False)  # `dep` without its subtype
    is_verb: bool = field(init=False, repr=False)  # auxiliaries are verbs
    is_noun: bool = field(init=False, repr=False)  # proper nouns are nouns

    def __post_init__(self) -> None:
        # Every stage asks for these many times a word, and they cannot change.
        object.__setattr__(self, "lower", self.text.lower())
        object.__setattr__(self, "relation", self.dep.partition(":")[0])
        object.__setattr__(self, "is_verb", self.pos in ("VERB", "AUX"))
        object.__setattr__(self, "is_noun", self.pos in ("NOUN", "PROPN"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `[first, stop)` of the report; `kind` is body, headline or dateline."""

    number: int
    first: int
    stop: int
    start: int
    end: int
    root: int
    kind: str = "body"
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, marks excluded; may run over several sentences."""

    start: int
    end: int
    open: bool = False  # the closing mark is missing: it ends with its paragraph


@dataclass(frozen=True, slots=True)
class Name:
    """A named span: the model's after repair, or one that Selon knows. Tokens `[first, stop)`."""

    first: int
    stop: int
    label: str  # PER, ORG, LOC, NORP (nationality words), MISC
    known: tuple[Known, ...] = ()  # who bears this name, where Selon knows it


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """A report as language: what every later stage reads."""

    text: str
    language: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    names: tuple[Name, ...]
    dateline: tuple[int, int] | None = None  # characters of the dateline, dash excluded
    _children: tuple[tuple[Token, ...], ...] = field(default=(), repr=False)
    _cases: dict[int, str] = field(default_factory=dict, repr=False)  # found when first asked for

    def children(self, i: int) -> tuple[Token, ...]:
        """Dependents of token `i`, in text order."""
        return self._children[i]

    def dependents(self, i: int, *deps: str) -> list[Token]:
        """Dependents of token `i` with one of the labels; a label without subtype takes all of its subtypes."""
        return [child for child in self._children[i] if child.dep in deps or child.relation in deps]

    def subtree(self, i: int) -> list[int]:
        """Token `i` and all that depends on it, as sorted numbers."""
        found, waiting = [], [i]
        while waiting:
            token = waiting.pop()
            found.append(token)
            waiting.extend(child.i for child in self._children[token])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[Token]:
        """The tokens that govern token `i`, nearest first."""
        token = self.tokens[i]
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def case(self, i: int) -> str:
        """The preposition of token `i` as one lower-case lemma ("according to"), or an empty string."""
        return self.cases.get(i, "")

    @property
    def cases(self) -> Mapping[int, str]:
        """The prepositions of all tokens that have one, in text order."""
        if not self._cases and self._children:
            self._cases.update((i, " ".join(
                part.lemma for child in children if child.dep == "case"
                for part in (child, *(part for part in self._children[child.i] if part.dep == "fixed"))))
                for i, children in enumerate(self._children) if any(child.dep == "case" for child in children))
        return self._cases

    def sentence_of(self, i: int) -> Sentence:
        """The sentence that a token is in."""
        return self.sentences[self.tokens[i].sentence]

    def span(self, first: int, stop: int) -> Span:
        """Tokens `[first, stop)` as a span of the text."""
        start, end = self.tokens[first].start, self.tokens[stop - 1].end
        return Span(start, end, self.text[start:end])

    def token_at(self, offset: int) -> Token | None:
        """The token that holds the character `offset`."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        if low < len(self.tokens) and self.tokens[low].start <= offset:
            return self.tokens[low]
        return None

    def quoted(self, i: int) -> Quotation | None:
        """The quotation that token `i` stands in."""
        start = self.tokens[i].start
        return next((q for q in self.quotations if q.start <= start < q.end), None)


def with_children(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], ...]:
    """Dependents of every token, in text order."""
    children: list[list[Token]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token)
    return tuple(map(tuple, children))
