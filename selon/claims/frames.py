"""The event lexicon of a language, compiled: which words name which event, and where its participants stand.

docs/lexicon.md describes the files. Nothing here knows a word, a type or a language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from selon.domain.catalog import Language, several
from selon.domain.errors import DataError

NO_EVENT = "none"
ROLES = ("actor", "recipient", "object")
WORD_CLASSES = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
_KEYS = frozenset({*WORD_CLASSES, *ROLES, "needs", "lacks", "trigger", "mode", "context", "bare", "future", "example"})

# How much a condition that holds says for a reading: a word or an event more than a class, a class more than a kind.
WEIGHTS = {"word": 1.02, "type": 1.02, "class": 1.01, "kind": 1.0, "any": 0.5}

Path = tuple[str, ...]  # slots to follow, one after the other: ("clause", "subject")
Role = tuple[tuple[Path, ...], ...]  # alternatives, each of one or more paths taken together


@dataclass(frozen=True, slots=True)
class Test:
    """One value of a condition: kind is word, class, kind, type or any."""

    kind: str
    value: str
    words: frozenset[str] = frozenset()  # for word and class: the lemmas
    phrases: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)  # head -> what stands with it


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some tests together."""

    single: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def of(cls, tests: Iterable[Test]) -> Words:
        single, phrases = set[str](), dict[str, tuple[tuple[str, ...], ...]]()
        for test in tests:
            single |= test.words
            for head, others in test.phrases.items():
                phrases[head] = (*phrases.get(head, ()), *others)
        return cls(frozenset(single), phrases)


@dataclass(frozen=True)
class Condition:
    """What the head of a slot must be: one of the tests must hold."""

    path: Path
    tests: tuple[Test, ...]

    @cached_property
    def words(self) -> Words:
        return Words.of(test for test in self.tests if test.kind == "word")

    @cached_property
    def classes(self) -> Words:
        return Words.of(test for test in self.tests if test.kind == "class")

    @cached_property
    def kinds(self) -> frozenset[str]:
        return self._values("kind")

    @cached_property
    def types(self) -> frozenset[str]:
        return self._values("type")

    @cached_property
    def takes_any(self) -> bool:
        return any(test.kind == "any" for test in self.tests)

    def _values(self, kind: str) -> frozenset[str]:
        return frozenset(test.value for test in self.tests if test.kind == kind)

    @property
    def on_events(self) -> bool:
        return bool(self.types)


@dataclass(frozen=True)
class Frame:
    """One reading of some words."""

    event: str
    word_class: str  # verb, noun, adjective
    roles: Mapping[str, Role]
    needs: tuple[Condition, ...]
    lacks: tuple[Condition, ...]
    trigger: Path | None
    mode: tuple[str, ...]
    context: tuple[str, ...]
    bare: bool
    future: bool
    order: int  # place in the lexicon: of equal readings the first wins

    @cached_property
    def needs_events(self) -> bool:
        return any(condition.on_events for condition in self.needs)

    @cached_property
    def asks_for_events(self) -> bool:
        """Whether other events of the report can make or break it."""
        return self.needs_events or any(condition.on_events for condition in self.lacks)


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of a frame: `others` are the further words that must depend on it ("call *off*")."""

    frame: Frame
    others: tuple[str, ...]


@dataclass(frozen=True)
class Patterns:
    """`patterns.yaml` and `grammar.yaml`: what holds for all words of a language unless a frame says otherwise."""

    defaults: Mapping[str, Mapping[str, Role]]  # word class -> role -> where it stands
    support: Mapping[str, tuple[tuple[str, ...], ...]]  # light verbs: head lemma -> further words
    passive_support: Mapping[str, tuple[tuple[str, ...], ...]]  # whose subject suffers it: "faced criticism"
    dative: frozenset[str]  # prepositions that name the one who is given or told something
    genitive: frozenset[str]
    agentive: frozenset[str]
    comitative: frozenset[str]  # with whom something is done
    ablative: frozenset[str]  # whom a thing comes from: "a demand *from* the rebels"
    locative: frozenset[str]
    subject_control: frozenset[str]  # "promise X to go": it is the subject who goes
    object_marks: frozenset[str]  # "accused X *of* doing": it is the object who does
    containers: frozenset[str]  # "a *wave* of arrests": the noun before the genitive adds nothing
    inert: frozenset[str]  # nouns that only say that something holds: "in *force*"
    shares: frozenset[str]  # nouns for part in a deed: "a *hand* in the murder"
    quantities: frozenset[str]  # nouns that only count: "*dozens* of protesters"
    be_verbs: frozenset[str]  # verbs whose perfect looks like a passive: "est descendu"
    partitive: frozenset[str]  # articles that look like prepositions: "accueille *des* réfugiés"
    demand_modals: frozenset[str]  # "must": what somebody says must be done is demanded
    including: frozenset[str]  # words that name some of several: "including"
    among: frozenset[str]  # prepositions that do so before a pronoun: "among them"
    grievances: frozenset[str]  # prepositions of whom one acts against: "in defiance of"
    hosts: frozenset[str]  # nouns for who receives a visit
    guests: frozenset[str]  # nouns for who is received: "a guest of"
    roles_as: frozenset[str]  # prepositions of what somebody is: "as host"
    time_marks: frozenset[str]  # words that begin a clause of time: "before"; from certainty.yaml
    condition_marks: frozenset[str]  # words that begin a condition: "unless"; from certainty.yaml
    ceasing: frozenset[str]  # "stop arming": what is stopped is told as done
    relative: frozenset[str]  # relative pronouns
    where: frozenset[str]  # relative adverbs of place
    there: frozenset[str]  # words that take up a place: "y", "there"
    again: frozenset[str]  # determiners that take up what was told: "this visit"
    reflexive: tuple[str, ...]  # what makes a verb reflexive, first as the lexicon writes it: "se"


@dataclass(frozen=True)
class Lexicon:
    """All frames of a language, by the lemma of their first word."""

    entries: Mapping[str, tuple[Entry, ...]]
    patterns: Patterns
    mode_words: Mapping[str, Mapping[str, frozenset[str]]]  # type -> mode -> lemmas
    context_words: Mapping[str, frozenset[str]]  # lemma -> contexts
    type_contexts: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # type -> word class -> lemmas

    @classmethod
    def of(cls, language: Language) -> Lexicon:
        """Compiles the files of a language folder. Raises DataError for what docs/lexicon.md does not allow."""
        marks = language.read("certainty")["clauses"]
        patterns = _patterns(language.read("patterns"), {
            **language.read("grammar"), "condition_marks": marks["conditions"],
            "time_marks": [*marks["times"], *marks["bounds"]]})
        glossary = Glossary({name: frozenset(map(str, words)) for name, words in language.read("classes").items()})
        entries: dict[str, list[Entry]] = {}
        counts: dict[str, dict[str, int]] = {}
        order = 0
        for stem, file in language.read_all("events").items():
            for row in file["frames"]:
                for frame, words in _frames(file["event"], row, glossary, patterns, order, where=stem):
                    order += 1
                    tally = counts.setdefault(frame.event, {})
                    tally[frame.word_class] = tally.get(frame.word_class, 0) + len(words)
                    for word in words:
                        head, *others = str(word).lower().split()
                        head, others = _head_of(head, others, patterns.reflexive)
                        entries.setdefault(head, []).append(Entry(frame, tuple(others)))
        contexts = dict(language.read("contexts"))
        type_contexts = {name: tuple(several(values)) for name, values in (contexts.pop("types", None) or {}).items()}
        return cls(
            {lemma: tuple(found) for lemma, found in entries.items()}, patterns,
            {event: {mode: frozenset(map(str, words)) for mode, words in modes.items()}
             for event, modes in language.read("modes").items()},
            _inverted(contexts), type_contexts, counts)


def _head_of(head: str, others: list[str], reflexive: Sequence[str]) -> tuple[str, list[str]]:
    """A leading reflexive ("se rendre") is a dependent of the verb that follows it."""
    if others and head in reflexive:
        return others[0], [reflexive[0], *others[1:]]
    return head, others


def _frames(event: str, row: Mapping[str, Any], glossary: Glossary, patterns: Patterns, order: int, *,
            where: str) -> Iterator[tuple[Frame, list[str]]]:
    if unknown := row.keys() - _KEYS:
        raise DataError(f"events/{where}.yaml: no such key: {', '.join(sorted(unknown))}")
    for key, word_class in WORD_CLASSES.items():
        words = several(row.get(key))
        if not words:
            continue
        roles = {role: _role(row[role]) if role in row else patterns.defaults[word_class].get(role, ())
                 for role in ROLES}
        trigger = row.get("trigger")
        yield Frame(
            event=event, word_class=word_class, roles=roles,
            needs=conditions(row.get("needs"), glossary, where), lacks=conditions(row.get("lacks"), glossary, where),
            trigger=_path(str(trigger)) if trigger else None,
            mode=tuple(several(row.get("mode"))), context=tuple(several(row.get("context"))),
            bare=bool(row.get("bare")), future=bool(row.get("future")), order=order), words


def _role(value: Any) -> Role:
    if value in (None, "none"):
        return ()
    return tuple(tuple(_path(part) for part in str(option).split("+")) for option in several(value))


@lru_cache(maxsize=4096)
def _path(slots: str) -> Path:
    return tuple(slots.strip().split("."))


def conditions(rows: Mapping[str, Any] | None, glossary: Glossary, where: str) -> tuple[Condition, ...]:
    """What a file asks of slots, compiled. Raises DataError for a class that there is not."""
    return tuple(
        Condition(_path(str(slot)), tuple(glossary.test(str(value), where) for value in several(values)))
        for slot, values in (rows or {}).items())


@dataclass(frozen=True)
class Glossary:
    """Tests by how the files write them; the same ones come back in hundreds of conditions."""

    classes: Mapping[str, frozenset[str]]
    _read: dict[str, Test] = field(default_factory=dict)

    def test(self, text: str, where: str) -> Test:
        """What a word of a condition asks for. Raises DataError for a class that the language does not have."""
        found = self._read.get(text)
        if found is None:
            found = self._read[text] = self._test(text, where)
        return found

    def _test(self, text: str, where: str) -> Test:
        match text[:1]:
            case "@":
                if text[1:] not in self.classes:
                    raise DataError(f"events/{where}.yaml: no such class: {text}")
                return _words("class", text[1:], self.classes[text[1:]])
            case "$":
                return Test("kind", text[1:])
            case "!":
                return Test("type", text[1:])
        return Test("any", "") if text == "any" else _words("word", text, (text.lower(),))


def _words(kind: str, value: str, every: Iterable[str]) -> Test:
    """A test for words; in those of several ("martial law", "state of emergency") any may be the head."""
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for words in map(str.split, every):
        for at, word in enumerate(words if len(words) > 1 else ()):
            phrases.setdefault(word, []).append((*words[:at], *words[at + 1:]))
    return Test(kind, value, frozenset(word for word in every if " " not in word),
                {head: tuple(others) for head, others in phrases.items()})


_WORD_LISTS = (
    "dative", "genitive", "agentive", "comitative", "ablative", "locative", "subject_control", "object_marks",
    "containers", "inert", "shares", "quantities", "be_verbs", "partitive", "demand_modals", "including",
    "among", "grievances", "hosts", "guests", "roles_as", "ceasing", "relative", "where", "there", "condition_marks",
    "time_marks",
)


def _patterns(rows: Mapping[str, Any], grammar: Mapping[str, Any]) -> Patterns:
    def words(name: str) -> frozenset[str]:
        return frozenset(map(str, grammar[name]))

    reflexive = tuple(map(str, grammar["reflexive"]))
    passive, support = (_phrases(verbs, reflexive) for verbs in (grammar["passive_support"], rows["support_verbs"]))
    return Patterns(
        defaults={word_class: {role: _role(where) for role, where in (rows.get(word_class) or {}).items()}
                  for word_class in WORD_CLASSES.values()},
        support={head: kept for head, others in support.items()
                 if (kept := tuple(o for o in others if o not in passive.get(head, ())))},
        passive_support=passive,
        again=words("determiners_again"),
        reflexive=reflexive,
        **{name: words(name) for name in _WORD_LISTS})


def _phrases(words: Iterable[Any], reflexive: Sequence[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for word in words:
        first, *rest = str(word).split()
        head, others = _head_of(first, rest, reflexive)
        found.setdefault(head, []).append(tuple(others))
    return {head: tuple(others) for head, others in found.items()}


def _inverted(rows: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, words in rows.items():
        for word in words or ():
            found.setdefault(str(word).lower(), set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}
