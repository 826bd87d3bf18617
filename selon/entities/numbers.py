"""How many and how much: counts and amounts of a report, with what they count.

Number words, counted nouns and the verbs that tell a count's kind ("killed", "arrested") are data:
`data/languages/<code>/numbers.yaml`. A number that counts nothing listed there is no finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from selon.domain.analysis import Analysis, Token
from selon.domain.catalog import Language, several
from selon.domain.records import Number
from selon.entities.numbers_words import Amount, NumberWords, Phrase, Words, pieces, splitter

NOUN_REACH = 5  # words from a number to what it counts: "13 of the 22 members"
QUALIFIER_REACH = 4  # words of the longest qualifier: "no fewer than"


@dataclass(frozen=True, slots=True)
class Counted:
    """What a noun is counted as."""

    what: str
    unit: str | None = None
    is_person: bool = False


@dataclass(frozen=True, slots=True)
class Fate:
    """What happened to the counted: by verbs whose object, or whose subject, it is."""

    what: str
    objects: frozenset[str]
    subjects: frozenset[str]


@dataclass(frozen=True)
class NumberRules:
    """The counted things of a language, compiled."""

    words: NumberWords
    pattern: Any
    nouns: Mapping[str, Counted]
    signs: Mapping[str, Counted]
    fates: tuple[Fate, ...]
    qualifiers: Mapping[Phrase, str]  # to the bound they set: low, high, about
    openers: frozenset[str]  # between, from
    joiners: frozenset[str]  # and, to
    links: frozenset[str]  # of, de
    months: frozenset[str]  # a figure beside one of them is a date
    clock: frozenset[str]  # words before a time of day: "à 13 heures"
    ages: frozenset[str]  # words beside an age: old, âgé
    and_half: frozenset[Phrase]

    @cached_property
    def fate_words(self) -> frozenset[str]:
        """All words that tell a fate."""
        return frozenset().union(*(fate.objects | fate.subjects for fate in self.fates))

    @classmethod
    def of(cls, language: Language) -> NumberRules:
        data = language.read("numbers")
        words = NumberWords.of(language)
        times = language.read("times")
        months = {str(form).lower().rstrip(".") for forms in times["words"]["month"].values() for form in forms}
        qualifiers = {pieces(form): bound for bound, forms in data["qualifiers"].items() for form in forms}
        return cls(
            words, splitter(words, times["shapes"].items()), _nouns(data), _signs(data["money"]),
            tuple(_fates(data["fates"])), qualifiers,
            frozenset(data["range"]["openers"]), frozenset(data["range"]["joiners"]), frozenset(data["links"]),
            frozenset(months), frozenset(data["clock"]), frozenset(data["ages"]), frozenset(words.and_half),
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A number in the text: words `[first, stop)`, with its bounds."""

    first: int
    stop: int
    value: float | None
    low: float | None
    high: float | None
    weak: bool  # an article read as "one"


def find_numbers(analysis: Analysis, rules: NumberRules) -> tuple[Number, ...]:
    """Counts and amounts of the report, in text order."""
    words = Words(analysis.text.replace("’", "'"), rules.pattern)
    found = (_number(analysis, rules, words, number) for number in _numbers(rules, words))
    return tuple(number for number in found if number)


def _numbers(rules: NumberRules, words: Words) -> Iterator[Found]:
    done, starts = 0, rules.words.starts
    for i in [i for i, lower in enumerate(words.lowers) if lower in starts or lower[0].isdecimal()]:
        if i < done or not (amount := rules.words.at(words, i)):
            continue
        found = _range(rules, words, amount) or _qualified(rules, words, amount)
        done = found.stop
        if not _is_part_of_name(rules, words, found):
            yield found


def _is_part_of_name(rules: NumberRules, words: Words, found: Found) -> bool:
    """ "F-16", "trente-deuxième", "18 juin": no count."""
    after = words.lowers[found.stop:found.stop + 2]
    before = words.lowers[found.first - 1] if found.first else ""
    if before == "-" and words.end(found.first - 1) == words.start(found.first) and not words.shape(found.first - 2):
        return True
    if after and after[0] == "-" and after[1:] and after[1] not in rules.nouns:
        return True
    if before == ".":
        before = words.lowers[found.first - 2]
    return bool((after and after[0] in rules.months) or before in rules.months)


def _range(rules: NumberRules, words: Words, first: Amount) -> Found | None:
    """ "between 20 and 30", "20 to 30", "20-30"."""
    if first.stop + 1 >= len(words.lowers) or words.lowers[first.stop] not in rules.joiners:
        return None
    last = rules.words.at(words, first.stop + 1)
    opened = first.first > 0 and words.lowers[first.first - 1] in rules.openers
    if last is None or last.value <= first.value:
        return None
    if not opened and words.lowers[first.stop] in rules.words.joiners - {"-"}:  # "two soldiers and three"
        return None
    return Found(first.first - opened, last.stop, None, first.value, last.value, weak=False)


def _qualified(rules: NumberRules, words: Words, amount: Amount) -> Found:
    """A number with the bound that the words before it set."""
    low = high = None
    first = amount.first
    for length in range(min(QUALIFIER_REACH, amount.first), 0, -1):
        bound = rules.qualifiers.get(tuple(words.lowers[amount.first - length:amount.first]))
        if bound:
            first = amount.first - length
            low = amount.value if bound == "low" else None
            high = amount.value if bound == "high" else None
            break
    if amount.vague:
        return Found(first, amount.stop, None, amount.value, None, weak=False)
    weak = amount.stop == amount.first + 1 and words.lowers[amount.first] in rules.words.articles
    return Found(first, amount.stop, amount.value, low, high, weak)


def _number(analysis: Analysis, rules: NumberRules, words: Words, found: Found) -> Number | None:
    counted, first, stop = _money(rules, words, found)
    half = 0.0
    if counted is None:
        token = analysis.token_at(words.start(found.stop - 1))
        if token is None:
            return None
        noun = _noun(analysis, rules, token, adjacent=found.weak)
        counted = _what(analysis, rules, noun or token, noun)
        if noun and noun.start > token.start:
            stop = max(stop, _word_at(words, noun.start, stop))
        if counted and counted.what == "duration":
            if _is_clock_or_age(rules, words, found, stop):
                return None
            half, stop = _half_after(rules, words, stop)
    if counted is None or (found.weak and not _may_be_one(rules, counted)):
        return None
    start, end = words.start(first), words.end(stop - 1)
    value = found.value + half if found.value is not None else None
    return Number(analysis.text[start:end], start, end, counted.what, value, found.low, found.high, counted.unit)


def _may_be_one(rules: NumberRules, counted: Counted) -> bool:
    """An article counts only in "a week" and where a person met a fate."""
    return counted.what == "duration" or counted.what in {fate.what for fate in rules.fates}


def _is_clock_or_age(rules: NumberRules, words: Words, found: Found, stop: int) -> bool:
    before, after = words.lowers[max(found.first - 2, 0):found.first], words.lowers[stop:stop + 2]
    return not rules.clock.isdisjoint(before[-1:]) or not rules.ages.isdisjoint(before + after)


def _half_after(rules: NumberRules, words: Words, stop: int) -> tuple[float, int]:
    """ "quatre heures et demie"."""
    return (0.5, stop + 2) if tuple(words.lowers[stop:stop + 2]) in rules.and_half else (0.0, stop)


def _money(rules: NumberRules, words: Words, found: Found) -> tuple[Counted | None, int, int]:
    """A currency sign before or after the number."""
    before = words.lowers[found.first - 1] if found.first else ""
    if before in rules.signs:
        return rules.signs[before], found.first - 1, found.stop
    after = words.lowers[found.stop] if found.stop < len(words.lowers) else ""
    if after in rules.signs:
        return rules.signs[after], found.first, found.stop + 1
    return None, found.first, found.stop


def _noun(analysis: Analysis, rules: NumberRules, token: Token, *, adjacent: bool) -> Token | None:
    """The noun that is counted: the next one that the data knows, else the number's head in the tree."""
    sentence = analysis.sentence_of(token.i)
    for other in analysis.tokens[token.i + 1:min(token.i + 1 + NOUN_REACH, sentence.stop)]:
        if other.lemma in rules.nouns or other.lower in rules.nouns:
            return other
        if not _leads_on(rules, other, adjacent=adjacent):
            break
    head = analysis.tokens[token.head]
    if token.dep in ("nummod", "det") and head.i > token.i and head.is_noun:
        return head
    return None


def _leads_on(rules: NumberRules, token: Token, *, adjacent: bool) -> bool:
    """Words that may stand between a number and its noun: "of the 22", adjectives, nouns that describe a noun."""
    if token.lemma in rules.links or token.lower in rules.links or token.pos in ("DET", "NUM"):
        return not adjacent
    return token.pos in ("ADJ", "ADV") or token.text == "-" or (token.is_noun and token.head > token.i)


def _what(analysis: Analysis, rules: NumberRules, token: Token, noun: Token | None) -> Counted | None:
    """What is counted: by the noun, and for people by what the sentence says happened to them."""
    counted = None
    if noun is not None:
        counted = rules.nouns.get(noun.lemma) or rules.nouns.get(noun.lower)
        if counted is None or not counted.is_person:
            return counted
    fate = _fate(analysis, rules, token)
    return Counted(fate) if fate else counted


def _fate(analysis: Analysis, rules: NumberRules, token: Token) -> str | None:
    """ "two people were killed", "killing two", "two people killed", "two died"."""
    for child in analysis.children(token.i):
        if child.dep.startswith("acl") or child.dep == "amod":
            found = _fate_of(rules, child, subject=_has_own_subject(analysis, child))
            if found:
                return found
    below = token
    for governor in islice(analysis.ancestors(token.i), 3):
        if below.dep.startswith(("obl", "nmod")):
            return None
        if governor.is_verb or governor.lemma in rules.fate_words:
            active_subject = below.dep == "nsubj" and not analysis.dependents(governor.i, "aux:pass")
            return _fate_of(rules, governor, subject=active_subject)
        below = governor
    return None


def _has_own_subject(analysis: Analysis, verb: Token) -> bool:
    """ "two people who died" against "two people killed"."""
    return any(child.dep == "nsubj" for child in analysis.children(verb.i))


def _fate_of(rules: NumberRules, word: Token, *, subject: bool) -> str | None:
    for fate in rules.fates:
        if word.lemma in fate.subjects or (not subject and (word.lemma in fate.objects or word.lower in fate.objects)):
            return fate.what
    return None


def _word_at(words: Words, offset: int, start: int) -> int:
    """Where the word that holds a character stops, counted from a word on."""
    i = start
    while i < len(words.lowers) and words.end(i) <= offset:
        i += 1
    return min(i + 1, len(words.lowers))


def _nouns(data: Mapping[str, Any]) -> dict[str, Counted]:
    found: dict[str, Counted] = {}
    for what, table in data["nouns"].items():
        for unit, nouns in (table.items() if isinstance(table, Mapping) else [(None, table)]):
            found |= {str(noun): Counted(what, unit, what in data["persons"]) for noun in several(nouns)}
    for code, names in data["money"].items():
        found |= {name: Counted("money", code) for name in names if len(name) > 1}
    return found


def _signs(money: Mapping[str, Any]) -> dict[str, Counted]:
    signs = {sign: Counted("money", code) for code, names in money.items() for sign in names if not sign.isalpha()}
    return signs | {"%": Counted("percent", "%")}


def _fates(fates: Mapping[str, Any]) -> Iterator[Fate]:
    for what, verbs in fates.items():
        yield Fate(what, frozenset(several(verbs.get("objects"))), frozenset(several(verbs.get("subjects"))))
