"""The lexicon of cues, compiled from `cues.yaml` of a language folder."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from selon.domain.analysis import Token
from selon.domain.catalog import Language, SectorGroups
from selon.domain.records import SourceKind, Stance

# What a cue's content can be; cues.yaml of English describes each.
CLAUSE, QUESTION, INFINITIVE, GERUND = "clause", "question", "infinitive", "gerund"
NOUN, QUOTE, HOST, PREDICATE, OBLIQUE, TOPIC = "noun", "quote", "host", "predicate", "oblique", "topic"
FORMS = frozenset({CLAUSE, QUESTION, INFINITIVE, GERUND, NOUN, QUOTE, HOST, PREDICATE, OBLIQUE, TOPIC})
_WORD_LISTS = (
    "citing", "relaying", "seeing", "owning", "addressing", "predicating", "reasons", "bearing", "polls", "supports",
    "as_words", "complementizers", "interrogatives", "relatives", "expletives", "articles", "agents",
    "impersonal_sources", "negations", "rejecting", "clitics", "imputing", "purposes",
    "reflexives", "links",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One cue word, or several that stand next to each other, with the stance per form of content."""

    words: tuple[str, ...]
    takes: Mapping[str, Stance]
    obliques: Mapping[str, tuple[Stance, str]]  # preposition -> stance and form: "call for"
    idle: frozenset[str] = frozenset()  # forms whose content is no word that it happened
    source: SourceKind | None = None  # the source that the cue itself implies: a rumour
    reflexive: bool = False  # only with a reflexive pronoun: "s'engager à", not "engager"


@dataclass(frozen=True)
class Cues:
    """How one language says who says, thinks or wants something."""

    verbs: Mapping[str, tuple[Entry, ...]]  # by first lemma, longest first
    nouns: Mapping[str, Entry]
    prepositions: Mapping[str, tuple[tuple[tuple[str, ...], Stance], ...]]  # by first word, longest first
    fronted: Mapping[str, Stance]
    citing: frozenset[str]
    relaying: frozenset[str]
    seeing: frozenset[str]  # relays only when set off by a comma: "the communiqué, seen by AFP"
    negations: frozenset[str]
    clitics: frozenset[str]  # pronouns before a verb that are never its subject
    reflexives: frozenset[str]  # pronouns that make a verb reflexive
    links: frozenset[str]  # between a verb and the subject behind it: "a-t-il"
    purposes: frozenset[str]  # before an infinitive that is yet to be done: "pour en parler"
    imputing: frozenset[str]  # participles that lay a deed at somebody's door: "a raid attributed to"
    rejecting: frozenset[str]  # verbs that turn a noun into a denial: "dismissed the claim that"
    inverts: bool  # whether the source follows its cue freely: "..., rapporte l'AFP"
    polls: frozenset[str]  # those documents
    bearing: frozenset[str]  # before a document that tells: "in a new poll"
    reasons: frozenset[str]  # begin what somebody is praised or blamed for
    predicating: frozenset[str]  # before what somebody is called: "describe as"
    addressing: frozenset[str]  # prepositions of who is told
    owning: frozenset[str]  # prepositions of whose word it is: "the claim of"
    supports: frozenset[str]  # verbs that only carry a noun: "make a promise"
    as_words: frozenset[str]
    complementizers: frozenset[str]
    interrogatives: frozenset[str]
    relatives: frozenset[str]
    impersonal: frozenset[str]
    impersonal_sources: frozenset[str]
    endings: tuple[tuple[str, str], ...]  # of a verb form the model gave no lemma, longest first
    expletives: frozenset[str]
    articles: frozenset[str]
    agents: frozenset[str]
    kinds: Mapping[str, SourceKind]  # noun lemma -> class of source
    state_media: tuple[tuple[str, ...], ...]
    state_press_only: frozenset[str]  # states whose every outlet is the state's
    official_sectors: frozenset[str]  # whose word is that of a state's body

    @classmethod
    def of(cls, language: Language) -> Cues:
        """The cues of a language folder."""
        data = language.read("cues")
        return cls(
            verbs=_verbs(data["verbs"], data["reflexives"]), nouns=_nouns(data["nouns"]),
            prepositions=_prepositions(data["prepositions"]),
            fronted={word: Stance(stance) for stance, words in data["fronted_prepositions"].items() for word in words},
            **{name: frozenset(data[name]) for name in _WORD_LISTS},
            endings=tuple(sorted((data.get("endings") or {}).items(), key=lambda row: -len(row[0]))),
            inverts=bool(data["inverts"]), impersonal=frozenset(data["impersonal_subjects"]),
            kinds={word: SourceKind(kind) for kind, words in data["sources"].items() for word in words},
            state_media=tuple(tuple(words.split()) for words in data["state_media"]),
            state_press_only=frozenset(language.read_shared("actors/naming")["state_press_only"]),
            official_sectors=SectorGroups.of(language.read_shared("ontology/codes")).state,
        )

    def by_ending(self, token: Token) -> tuple[Entry, ...] | None:
        """The entries of a verb form that the model left without a lemma ("estime" for "estimer")."""
        if token.pos not in ("VERB", "NOUN") or not self.endings:
            return None
        lemma = self.recovered(token.lemma, self.verbs)
        return self.verbs[lemma] if lemma else None

    def speaks(self, lemma: str) -> bool:
        """Whether a verb can go on to report more, as "adding that" does."""
        return any(CLAUSE in entry.takes for entry in self.verbs.get(lemma, ()))

    def recovered(self, form: str, known: Container[str]) -> str | None:
        """The known infinitive of a verb form, by its ending."""
        return next((lemma for ending, infinitive in self.endings if form.endswith(ending)
                     and (lemma := form.removesuffix(ending) + infinitive) in known), None)


def _verbs(classes: Mapping[str, Any], reflexives: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
    takes: dict[tuple[str, ...], dict[str, Stance]] = {}
    obliques: dict[tuple[str, ...], dict[str, tuple[Stance, str]]] = {}
    idle: dict[tuple[str, ...], set[str]] = {}
    for kind in classes.values():
        stance, forms = Stance(kind["stance"]), kind["takes"]
        for word in kind["words"]:
            words = _key(word, reflexives)
            if OBLIQUE in forms:
                words, preposition = words[:-1], words[-1]
                form = TOPIC if TOPIC in forms else NOUN
                obliques.setdefault(words, {}).setdefault(preposition, (stance, form))
            for form in forms:
                if form != OBLIQUE and not (form == TOPIC and OBLIQUE in forms):
                    if not kind.get("tells", True) and form not in takes.get(words, {}):
                        idle.setdefault(words, set()).add(form)
                    takes.setdefault(words, {}).setdefault(form, stance)
    every = sorted({*takes, *obliques}, key=lambda words: (-len(words), words))
    found: dict[str, list[Entry]] = {}
    for key in every:
        words = tuple(word for word in key if word)  # a reflexive verb is longer by one and so comes first
        found.setdefault(words[0], []).append(Entry(
            words, takes.get(key, {}), obliques.get(key, {}), frozenset({TOPIC, *idle.get(key, ())}),
            reflexive=len(words) < len(key)))
    return {first: tuple(entries) for first, entries in found.items()}


def _key(word: str, reflexives: Iterable[str]) -> tuple[str, ...]:
    """The words of a cue; a reflexive verb's begin with an empty one."""
    for pronoun in reflexives:
        before = pronoun if pronoun.endswith("'") else f"{pronoun} "
        if word.startswith(before):
            return ("", *word.removeprefix(before).split())
    return tuple(word.split())


def _nouns(classes: Mapping[str, Any]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for kind in classes.values():
        takes = {form: Stance(kind["stance"]) for form in kind["takes"]}
        source = SourceKind(kind["source"]) if "source" in kind else None
        for words in kind["words"]:
            word, _, preposition = words.partition(" ")
            known = found.setdefault(word, Entry((word,), {} if preposition else takes, {}, source=source))
            if preposition:
                obliques = {**known.obliques, preposition: (Stance(kind["stance"]), TOPIC)}
                found[word] = replace(known, obliques=obliques)
            elif not known.takes:
                found[word] = replace(known, takes=takes, source=source)
    return found


def _prepositions(stances: Mapping[str, Iterable[str]],
                  ) -> dict[str, tuple[tuple[tuple[str, ...], Stance], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Stance]]] = {}
    for stance, phrases in stances.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((words, Stance(stance)))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}
