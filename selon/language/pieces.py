"""Keeps names in one piece before the parser reads them.

A statistical parser that has never seen "Kim Jong Un" takes "Un" for an article and loses the sentence. A
name that the gazetteer knows, or that an honorific announces, is therefore handed to the parser as one word,
and where its own words would mislead, as a stand-in name of the same sort. Offsets keep pointing at what the
report says; the parser's view of the word is all that changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from selon.domain.gazetteer import Gazetteer, Known, Match, NameKind

_LABELS = {NameKind.PERSON: "PER", NameKind.ORGANISATION: "ORG", NameKind.MEDIA: "ORG",
           NameKind.COUNTRY: "LOC", NameKind.CAPITAL: "LOC", NameKind.DEMONYM: "NORP"}
_SENTENCE_OPENERS = frozenset('.!?:;«»"“”()[]–—-…')


@dataclass(frozen=True, slots=True)
class Piece:
    """A word as the parser sees it, and the characters of the report that it stands for."""

    word: str
    start: int
    end: int
    lemma: str = ""  # set where the parser does not see the word itself
    label: str = ""  # of a known name: PER, ORG, LOC, NORP
    known: tuple[Known, ...] = ()
    prefix: str = ""  # first parts of a hyphenated word, in lower case; the parser sees the last part alone


@dataclass(frozen=True, slots=True)
class Pieces:
    """How a language joins names."""

    stand_ins: Mapping[str, str]  # by label: a name to show to the parser, or "first" or "last" of the name's words
    honorifics: frozenset[str]
    join_hyphens: bool  # "counter-offensive" is one word though the tokenizer parts it
    clitics: frozenset[str]  # pronouns behind their verb stay words of their own: "seront-*elles*"
    loose_prefixes: frozenset[str]  # but "now-cancelled" is a cancelled thing
    join_capitals: bool  # capitalised words in a row, within a sentence, are one name
    common: frozenset[str]  # capitalised words that begin no name: titles, months
    time_words: frozenset[str]  # weekdays and months
    titles: frozenset[str]  # nouns for one person, beside which a name can stand: "minister", "diplomat"
    title_phrases: Mapping[str, tuple[tuple[str, ...], ...]]  # "secretary of state", by first word
    particles: frozenset[str]  # in lower case within a name: "bin", "de"
    place_words: frozenset[str]  # after a person's name they make it a place: "Kim Il Sung *Square*"
    adverbials: Mapping[str, tuple[tuple[str, ...], ...]]  # "à son tour", by first word; they part verb and object
    adverb: str  # what the parser is shown in their place

    @classmethod
    def of(cls, settings: Mapping[str, Any], roles: Mapping[str, Any], naming: Mapping[str, Any]) -> Pieces:
        """From language.yaml, roles.yaml and data/actors/naming.yaml."""
        nouns = {str(words): role for words, role in roles.get("roles", {}).items()}

        def given(name: str) -> frozenset[str]:
            return frozenset(map(str, settings.get(name) or ()))

        return cls(
            stand_ins=settings.get("stand_ins") or {},
            honorifics=frozenset(str(word).lower() for word in roles.get("honorifics", ())),
            join_hyphens=bool(settings.get("join_hyphens")), join_capitals=bool(settings.get("join_capitals")),
            clitics=given("clitics"), loose_prefixes=given("loose_prefixes"), time_words=given("time_words"),
            common=given("not_in_names") | given("time_words") | {word for noun in nouns for word in noun.split()},
            titles=frozenset(noun.lower() for noun, role in nouns.items() if role.get("kind") in ("person", "group")
                             and role.get("number") != "plural" and " " not in noun),
            title_phrases=_by_first_word(noun.lower() for noun, role in nouns.items()
                                         if role.get("kind") == "person" and " " in noun),
            particles=frozenset(naming["name_particles"]), place_words=frozenset(naming["place_words"]),
            adverbials=_by_first_word(settings.get("adverbials") or ()), adverb=str(settings.get("adverb") or ""))


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(several) for first, several in found.items()}


def join_names(words: Sequence[Piece], gazetteer: Gazetteer, rules: Pieces, starts: frozenset[int]) -> list[Piece]:
    """The words with every name joined into one piece. `starts`: characters at which sentences surely begin."""
    matches = {match.first: match for match in gazetteer.matches([piece.word for piece in words])}
    return list(_joined(words, matches, rules, starts))


def _joined(words: Sequence[Piece], matches: Mapping[int, Match], rules: Pieces,
            starts: frozenset[int]) -> Iterator[Piece]:
    at = 0
    while at < len(words):
        match = matches.get(at)
        if (stop := _end_of_hyphenated(words, at, matches, rules)) > at:
            yield _hyphenated_piece(words, at, stop)
            at = stop
        elif match is not None:
            piece = _known_piece(words, match, rules)
            yield piece
            at = match.stop + (piece.end > words[match.stop - 1].end)
        elif (stop := _end_of_adverbial(words, at, rules)) > at:
            yield _adverbial_piece(words, at, stop, rules)
            at = stop
        elif (stop := _end_of_addressed(words, at, matches, rules)) > at:
            inner = matches.get(at + 1)
            known = inner.known if inner and inner.stop == stop else ()
            yield _unknown_piece(words, at, stop, rules, known)
            at = stop
        elif (stop := _end_of_capitals(words, at, matches, rules, starts)) > at:
            yield _unknown_piece(words, at, stop, rules, ())
            at = stop
        else:
            yield words[at]
            at += 1


def _end_of_hyphenated(words: Sequence[Piece], at: int, matches: Mapping[int, Match], rules: Pieces) -> int:
    """Where a word ends that hyphens hold together ("cease-fire", "US-led"), or `at`.

    What follows the hyphen must be a common word: "Sino-Russian" and "al-Assad" are names.
    """
    stop = at + 1
    word = words[at].word
    is_name = at in matches and matches[at].stop > at + 1
    if not rules.join_hyphens or not word.isalpha() or word.lower() in rules.loose_prefixes or is_name:
        return at
    while stop + 1 < len(words) and words[stop].word == "-" and words[stop + 1].word.islower() \
            and words[stop + 1].word.isalpha() and words[stop + 1].word not in rules.clitics \
            and stop + 1 not in matches and words[stop - 1].end == words[stop].start \
            and words[stop].end == words[stop + 1].start:
        stop += 2
    return stop if stop > at + 1 else at


def _hyphenated_piece(words: Sequence[Piece], first: int, stop: int) -> Piece:
    prefix = "".join(piece.word for piece in words[first:stop - 1]).lower()
    last = words[stop - 1]
    return Piece(last.word, words[first].start, last.end, prefix=prefix)


def _end_of_adverbial(words: Sequence[Piece], at: int, rules: Pieces) -> int:
    """Where a fixed adverbial ends, or `at`."""
    for phrase in rules.adverbials.get(words[at].word.lower(), ()):
        stop = at + len(phrase)
        if stop <= len(words) and all(
                piece.word.lower() == word for piece, word in zip(words[at:stop], phrase, strict=True)):
            return stop
    return at


def _adverbial_piece(words: Sequence[Piece], first: int, stop: int, rules: Pieces) -> Piece:
    lemma = " ".join(piece.word for piece in words[first:stop]).lower()
    return Piece(rules.adverb, words[first].start, words[stop - 1].end, lemma)


def _known_piece(words: Sequence[Piece], match: Match, rules: Pieces) -> Piece:
    label = _LABELS[match.known[0].kind]
    following = words[match.stop].word if match.stop < len(words) else ""
    if label == "PER" and following[:1].isupper() and following.lower() in rules.place_words:
        return _piece(words, match.first, match.stop + 1, "LOC", rules, ())
    return _piece(words, match.first, match.stop, label, rules, match.known)


def _unknown_piece(words: Sequence[Piece], first: int, stop: int, rules: Pieces, known: tuple[Known, ...]) -> Piece:
    return _piece(words, first, stop, "PER", rules, known)


def _piece(words: Sequence[Piece], first: int, stop: int, label: str, rules: Pieces,
           known: tuple[Known, ...]) -> Piece:
    stand_in = rules.stand_ins.get(label, "")
    shown = {"first": words[first].word, "last": words[stop - 1].word}.get(stand_in, stand_in)
    if words[first].word[:1].islower():
        shown = words[first].word  # "*armée* israélienne": the parser knows the noun
    if stop - first == 1 and (label != "PER" or not shown):
        word = words[first]
        return Piece(word.word, word.start, word.end, label=label, known=known)
    lemma = " ".join(piece.word for piece in words[first:stop]).lower()
    return Piece(shown or words[stop - 1].word, words[first].start, words[stop - 1].end, lemma, label, known)


def _end_of_addressed(words: Sequence[Piece], at: int, matches: Mapping[int, Match], rules: Pieces) -> int:
    """Where a name ends that an honorific begins ("M. Choïgou", "Mr. Kim"), or `at`."""
    if words[at].word.lower() not in rules.honorifics or at + 1 >= len(words):
        return at
    if inner := matches.get(at + 1):
        return inner.stop if _LABELS[inner.known[0].kind] == "PER" else at
    stop = at + 1
    while stop < len(words) and stop - at <= 4 and stop not in matches and _is_capitalised(words[stop].word):
        stop += 1
    return stop if stop > at + 1 else at


def _end_of_capitals(words: Sequence[Piece], at: int, matches: Mapping[int, Match], rules: Pieces,
                     starts: frozenset[int]) -> int:
    """Where a row of two or more capitalised words ends that begins within a sentence, or `at`."""
    if not rules.join_capitals or not _may_begin_name(words, at, rules, starts):
        return at
    stop = at + 1
    while stop < len(words) and _is_capitalised(words[stop].word) and words[stop].word.lower() not in rules.common \
            and (stop not in matches or (stop - at > 1 and _is_name_of_many(matches[stop]))):
        stop += 1
    return stop if stop - at > 1 else at


def _is_name_of_many(match: Match) -> bool:
    """Whether a word that a body is called by ends a name of several: "Sanjay Kumar *Rai*" is no broadcaster."""
    return match.stop - match.first == 1 and _LABELS[match.known[0].kind] == "ORG"


def _may_begin_name(words: Sequence[Piece], at: int, rules: Pieces, starts: frozenset[int]) -> bool:
    word = words[at]
    if not _is_capitalised(word.word) or word.word.lower() in rules.common or word.start in starts or at == 0:
        return False
    return words[at - 1].word not in _SENTENCE_OPENERS


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() and any(c.islower() for c in word) and word[-1:] != "'"
