"""Finds the words of a report that may name a place.

Capitalised runs of tokens that the gazetteer knows and that the language stage does not take for a person.
"Mr Washington", "Paris Hilton" and "Russian" are no places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from selon.domain.analysis import Analysis, Name, Token
from selon.entities.places_index import Kind, PlaceIndex, Toponym
from selon.entities.places_words import NEARBY, PART, Words

# Letters of an acronym: "SANA" is the agency, not Saña.
LONGEST_ACRONYM = 5
# Tokens of the longest name.
LONGEST_NAME = 7
# Weight (see Toponym.weight) from which on a name is taken without the model's word for it.
STRONG = 5.4
# ... and against its word, where it takes a well-known place for a person or an organisation.
FAMOUS = 6.7
# ... and behind a preposition of place.
LOCATED = 4.6
# Tokens that may stand inside a name beside capitalised words and joiners.
_INSIDE = frozenset(("-", "’", "'", "'s", "’s"))


class Reader:
    """Finds the words that may name a place."""

    def __init__(self, analysis: Analysis, index: PlaceIndex, language: str) -> None:
        self.analysis, self.index, self.language = analysis, index, language
        self.tokens = analysis.tokens
        self.words = index.words[language]
        self.demonyms = index.demonyms[language]
        self.names: dict[int, Name] = {i: name for name in analysis.names for i in range(name.first, name.stop)}
        self.openers, self.loose_openers = index.openers[language], index.loose_openers[language]
        self.closers = index.closers[language]
        self.generic, self.sites = index.generic[language], index.sites[language]
        self.texts = {token.text for token in self.tokens}
        self.persons = {self.tokens[i].text for name in analysis.names
                        if name.label == "PER" and name.stop - name.first > 1 for i in (name.first, name.stop - 1)}

    def read(self) -> Iterator[Words]:
        """All words that may name a place, in text order, none overlapping."""
        past = 0
        for token in self.tokens:
            i = token.i
            if i < past:
                continue
            if token.text[0].isupper():
                found = self._at(i)
            elif token.text in self.openers:
                found = self._listed(i)
            else:
                continue
            if found is not None:
                yield found
                past = found.stop

    def told_countries(self) -> frozenset[str]:
        """Countries whose nationality words the report uses ("Canadian police")."""
        demonyms = self.demonyms
        return frozenset(demonyms[word] for word in map(str.lower, self.texts) if word in demonyms)

    def _at(self, i: int) -> Words | None:
        """The longest toponym that begins with the capitalised token `i`."""
        token = self.tokens[i]
        if token.text[-1] == "." or self._is_behind_comma(i):
            state, is_behind = self.index.find_short(token.text), self._is_behind_comma(i)
            if state is not None and (is_behind or not self.index.find_listed(token.text, self.language)):
                return self._toponym(i, i + 1, (state,), sure=True) if is_behind else None
        limit = self._limit(i)
        for stop in range(limit, i, -1):
            last = self.tokens[stop - 1].text
            if not last[-1].isalnum() and last[-1] != ".":
                continue
            text = token.text if stop - i == 1 else self._text(i, stop)
            if stop - i == 1 or last[0].isupper():
                found = self.index.find(text, self.language)
            else:
                found = self.index.find_listed(text, self.language) if self._can_close(stop - 1) else ()
            if found:
                return self._accepted(i, stop, found)
        if "-" in token.text:
            return self._compound(i)
        if i and self.tokens[i - 1].text in self.words["articles"] and (
                found := self.index.find_listed(self._text(i - 1, i + 1), self.language)):
            return self._accepted(i, i + 1, found)  # "à la Havane"
        name = self.names.get(i)
        if name is not None and name.first == i and name.label == "LOC":
            return self._unknown(name)
        return None

    def _can_close(self, i: int) -> bool:
        """Whether a name may end in a lower-case word: "Korean peninsula", "Sana'a"; not "Sana a annoncé"."""
        token, before = self.tokens[i], self.tokens[i - 1]
        is_letter = len(token.text) == 1 and (before.text[-1] in "'’" or token.pos not in ("AUX", "VERB"))
        return token.text in self.closers or is_letter

    def _is_behind_comma(self, i: int) -> bool:
        before = self.analysis.text[max(0, self.tokens[i].start - 2):self.tokens[i].start]
        return before in (", ", " (") or before.endswith(",")

    def _compound(self, i: int) -> Words | None:
        """The place in front of a hyphen: "U.S.-led", "Paris-based"."""
        token = self.tokens[i]
        head, _, tail = token.text.rpartition("-")
        found = self.index.find(head, self.language) if tail.islower() else ()
        if not found or found[0].weight < STRONG or head.lower() in self.words["firsts"]:
            return None
        return replace(self._toponym(i, i + 1, found, sure=True), end=token.start + len(head), text=head)

    def _limit(self, i: int) -> int:
        """Where the run of capitalised words and joiners from token `i` on ends."""
        tokens, joiners = self.tokens, self.words["joiners"]
        stop, sentence = i + 1, tokens[i].sentence
        is_loose = tokens[i].text in self.loose_openers
        for j in range(i + 1, min(i + LONGEST_NAME, len(tokens))):
            token = tokens[j]
            text = token.text
            if token.sentence != sentence or token.start - tokens[j - 1].end > 1:
                break
            if text[0].isupper() or text[0].isdigit():
                stop = j + 1
            elif text not in _INSIDE and text.lower() not in joiners:
                if text.isalpha():
                    stop = j + 1  # "Korean peninsula": known to the hand-made tables only
                if not is_loose:
                    break
        return stop

    def _text(self, first: int, stop: int) -> str:
        return self.analysis.text[self.tokens[first].start:self.tokens[stop - 1].end]

    def _listed(self, i: int) -> Words | None:
        """A name of the hand-made tables that begins in lower case: "mer Noire", "southern Lebanon"."""
        limit = min(i + LONGEST_NAME, len(self.tokens))
        capitals = [token.i for token in self.tokens[i + 1:limit] if token.text[0].isupper()]
        if not capitals:
            return None
        for stop in range(limit, capitals[0], -1):
            if not self.tokens[stop - 1].text[-1].isalnum():
                continue
            found = self.index.find_listed(self._text(i, stop), self.language)
            if found:
                return self._toponym(i, stop, found, sure=True)
        return None

    def _unknown(self, name: Name) -> Words | None:
        """What the model calls a place and no table knows: called after a town, or a village."""
        first, stop = name.first, name.stop
        inner = self._inner(first, stop)
        if inner is not None:
            return inner
        tokens = self.tokens[first:stop]
        if all(token.lower in self.words["site"] or token.lower in self.words["firsts"] for token in tokens):
            return None
        if tokens[0].lower in self.demonyms or not any(token.pos == "PROPN" for token in tokens):
            return None
        text = self._text(first, stop)
        if any(char.isdigit() for char in text) or (text.isupper() and len(text) <= LONGEST_ACRONYM):
            return None
        sited = any(token.lower in self.words["site"] for token in tokens)
        return self._toponym(first, stop, (), sure=sited or self._is_located(first))

    def _inner(self, first: int, stop: int) -> Words | None:
        """A known place inside a longer name: "Greater Toronto Area" near Toronto, "Oaxaca State", "Nazi Germany"."""
        for length in range(stop - first - 1, 0, -1):
            for start in range(stop - length, first - 1, -1):
                found = self._known(start, start + length)
                if found is None:
                    continue
                rest = [token.lower for token in self.tokens[first:stop] if not start <= token.i < start + length]
                if self.generic.issuperset(rest):
                    return self._toponym(first, stop, found, sure=True, kinds=self._kinds(rest))
                if not self.sites.isdisjoint(rest):
                    return self._called_after(first, stop, found)
                if start + length == stop or self.tokens[start].text.isupper():
                    return self._toponym(start, start + length, found, sure=True)
        return None

    def _known(self, first: int, stop: int) -> tuple[Toponym, ...] | None:
        """What the tokens mean if they are a well-known place."""
        if not (self.tokens[first].text[0].isupper() and self.tokens[stop - 1].text[0].isupper()):
            return None
        found = self.index.find(self._text(first, stop), self.language)
        is_known = found and found[0].weight >= STRONG and self.tokens[first].lower not in self.words["firsts"]
        return found if is_known else None

    def _called_after(self, first: int, stop: int, found: tuple[Toponym, ...]) -> Words:
        """A building or the like that bears a town's name lies in or near it; a country's name tells nothing."""
        towns = tuple(place for place in found if place.kind in (Kind.CITY, Kind.DISTRICT) and not place.alias)
        return self._toponym(first, stop, towns, sure=True, precision=NEARBY)

    def _is_located(self, first: int) -> bool:
        """Whether a preposition of place, or a verb that takes one, stands before token `first`."""
        if first == 0:
            return False
        before = self.tokens[first - 1]
        if before.pos == "DET" and first > 1:
            before = self.tokens[first - 2]
        is_object = before.lemma in self.words["reach"] and before.pos == "VERB"
        return is_object or before.lower in self.words["locative"] or bool(self._asked_kinds(first, first))

    def _accepted(self, first: int, stop: int, found: tuple[Toponym, ...]) -> Words | None:
        """The toponym of a known name, where nothing speaks against it."""
        tokens, best = self.tokens, found[0]
        token = tokens[first]
        single = stop - first == 1
        if single and self._is_other_word(token, best):
            return None
        name = self.names.get(first)
        label = name.label if name else ""
        whole = name is not None and name.first >= first and name.stop <= stop
        if best.listed and not single and (whole or name is None):
            return self._toponym(first, stop, found, sure=True)
        common = single and token.lower in self.words["firsts"] and best.weight < FAMOUS + 2
        located = self._is_located(first)
        if single and not located and token.text in self.persons and best.weight < FAMOUS + 3:
            return None
        if label == "PER" and whole and self._is_called_place(first):
            return self._toponym(first, stop, found, sure=True)
        if label == "PER":
            least = LOCATED if located else FAMOUS
            sure = whole and best.weight >= least and not common and token.text not in self.persons
            return self._toponym(first, stop, found, sure=True) if sure else None
        if name is not None and label == "LOC" and not common:
            return self._toponym(first, stop, found, sure=True) if whole else self._part(first, stop, name, found)
        if name is not None and label in ("ORG", "MISC", "NORP") and not whole:
            return self._in_organisation(first, stop, name, found)
        if single and label != "LOC" and self._is_second(first):
            return None
        sure = best.weight >= (LOCATED if located else STRONG) and not common
        sure = sure and any(tokens[i].pos == "PROPN" for i in range(first, stop)) and not self._is_first_name(stop)
        return self._toponym(first, stop, found, sure=sure)

    def _is_called_place(self, first: int) -> bool:
        """Whether the words before a name say what it names: "the *town of* Gao"."""
        if first < 2 or self.tokens[first - 1].lemma not in self.words["inside"]:
            return False
        noun = self.tokens[first - 2].lower
        return any(noun in self.words[kind] for kind in ("city", "region", "district"))

    def _is_other_word(self, token: Token, best: Toponym) -> bool:
        """Whether a single word is no place here: a nationality, a titled person, an acronym, a common noun."""
        if (token.lower in self.demonyms and best.kind != Kind.COUNTRY) or self._is_titled(token.i):
            return True
        if best.weight >= FAMOUS:
            return False
        if len(token.text) <= LONGEST_ACRONYM and token.text.isupper() and not best.listed:
            return True
        if best.kind == Kind.CITY and any(child.dep == "det" for child in self.analysis.children(token.i)):
            return True
        return token.lower in self.texts

    def _in_organisation(self, first: int, stop: int, name: Name, found: tuple[Toponym, ...]) -> Words | None:
        """The place that an organisation bears in its name: "US Army", "University of Michigan"."""
        is_edge = first == name.first or self.tokens[first - 1].lower in self.words["inside"]
        is_known = found[0].weight >= STRONG and self.tokens[first].lower not in self.words["firsts"]
        return self._toponym(first, stop, found, sure=True) if name.label == "ORG" and is_edge and is_known else None

    def _is_second(self, i: int) -> bool:
        """Whether a name before it makes the word a part of another name: "Real Madrid", "West Nile"."""
        if i == 0 or self.tokens[i - 1].pos != "PROPN" or self.tokens[i - 1].head != i:
            return False
        before = self.tokens[i - 1]
        return (before.dep in ("compound", "flat") and before.text[0].isupper() and not before.text.isupper()
                and before.lower not in self.words["titles"] and before.lower not in self.demonyms)

    def _part(self, first: int, stop: int, name: Name, found: tuple[Toponym, ...]) -> Words | None:
        """A known name inside a longer one that is not: "Aleppo airport", "Lake Charles Bay"."""
        rest = [token for token in self.tokens[name.first:name.stop] if not first <= token.i < stop]
        if not any(token.text[0].isupper() and token.lower not in self.words["direction"] for token in rest):
            return self._toponym(first, stop, found, sure=True)
        if first > name.first:
            return self._toponym(first, stop, found, sure=found[0].weight > STRONG)
        if rest[0].text in ",(" or (self.tokens[first].text.isupper() and not rest[0].text.isupper()):
            return self._toponym(first, stop, found, sure=True)
        if all(token.lower in self.words["site"] or not token.text[0].isupper() for token in rest):
            return self._called_after(first, name.stop, found)
        return self._unknown(name)

    def _is_titled(self, i: int) -> bool:
        """Whether a title stands before token `i`."""
        if i == 0:
            return False
        before = self.tokens[i - 1]
        if before.text == "." and i > 1:
            before = self.tokens[i - 2]
        return (before.text[0].isupper() or before.pos == "NOUN") and before.lower.rstrip(".") in self.words["titles"]

    def _is_first_name(self, stop: int) -> bool:
        """Whether a surname follows, so that the name is a person's."""
        name = self.names.get(stop)
        return name is not None and name.label == "PER" and name.first < stop

    def _toponym(self, first: int, stop: int, found: tuple[Toponym, ...], *, sure: bool,
                 precision: int | None = None, kinds: tuple[Kind, ...] = ()) -> Words:
        start, end = self.tokens[first].start, self.tokens[stop - 1].end
        return Words(first, stop, start, end, self.analysis.text[start:end], found, sure,
                        precision or self._told_precision(first), kinds or self._asked_kinds(first, stop))

    def _told_precision(self, first: int) -> int | None:
        """NEARBY, PART, or None where the words round the name say nothing."""
        before = [token.lower for token in self.tokens[max(0, first - 3):first]]
        if before and before[-1] in self.words["direction"]:
            return PART
        is_site = len(before) > 1 and before[-2] in self.sites and before[-1] in self.words["inside"]
        if is_site or any(word in self.words["near"] for word in before[-2:]):
            return NEARBY
        if len(before) > 1 and before[-2] in self.words["direction"] and before[-1] in self.words["inside"]:
            return PART
        return None

    def _asked_kinds(self, first: int, stop: int) -> tuple[Kind, ...]:
        """The kinds of place that a noun beside the name asks for."""
        around = [token.lower for token in self.tokens[stop:stop + 1]]
        if first > 1 and self.tokens[first - 1].lower in self.words["inside"]:
            around.append(self.tokens[first - 2].lower)
        return self._kinds(around)

    def _kinds(self, words: Iterable[str]) -> tuple[Kind, ...]:
        """The kinds of place that common nouns name."""
        for word in words:
            if word in self.words["region"]:
                return (Kind.REGION, Kind.DISTRICT)
            if word in self.words["district"]:
                return (Kind.DISTRICT,)
            if word in self.words["city"]:
                return (Kind.CITY,)
        return ()
