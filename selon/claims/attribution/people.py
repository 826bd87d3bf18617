"""Who speaks: the source of a cue, and the words that name it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from selon.claims.attribution.cues import Cues
from selon.claims.attribution.layout import Layout, Range
from selon.domain.analysis import Token
from selon.domain.records import SourceKind

MAX_STEPS = 5  # from a cue up to the clause whose subject it shares
MAX_ADJUNCT = 4  # words between a cue and its source
MAX_APPOSITION = 16  # words that explain who a source is
_ENDING = frozenset({",", ".", ";", ":"})
_SHARING = frozenset({"conj", "xcomp", "advcl", "parataxis", "ccomp", "dep", "aux", "cop"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "X", "ADJ", "SYM"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source's head word and, where a relative pronoun stands for it, that pronoun."""

    head: int | None
    is_passive: bool = False
    is_shared: bool = False  # the subject of a clause around it, not its own
    pronoun: int | None = None  # "the minister, who said": the words of the source are "who"


NOBODY = Speaker(None)


def find_speaker(layout: Layout, cues: Cues, group: tuple[int, ...]) -> Speaker:
    """Whose words or thoughts the cue `group` tells, by grammar."""
    if _is_passive(layout, group):
        return Speaker(_agent(layout, cues, group), is_passive=True)
    if layout.tokens[group[0]].pos == "NOUN":
        return _of_misread(layout, cues, group[0])
    return (before_relative(layout, cues, group) or _subject(layout, cues, group)
            or _shared(layout, cues, group[0]) or _cut_off(layout, group) or NOBODY)


def before_relative(layout: Layout, cues: Cues, group: tuple[int, ...]) -> Speaker | None:
    """ "Lima, which had recalled its envoy, denies ...": the noun that opens the sentence, where the parser took the
    relative clause behind it for the main one."""
    verb = layout.tokens[group[0]]
    low = layout.bounds(verb.i)[0]
    if any(child.dep.startswith("nsubj") for child in layout.analysis.children(verb.i)) or (
            verb.morph.get("VerbForm") == "Inf"):
        return None
    opening = verb.i
    while opening > low and layout.tokens[opening - 1].pos in ("AUX", "ADV", "PRON", "PART"):
        opening -= 1
    comma = next((i for i in range(low + 1, min(low + MAX_APPOSITION, opening)) if layout.tokens[i].text == ","), None)
    if comma is None or opening - 1 <= comma + 1 or layout.tokens[opening - 1].text != "," or (
            layout.lowers[comma + 1] not in cues.relatives):
        return None
    if any(layout.tokens[i].text == "," for i in range(comma + 1, opening - 1)):
        return None  # which of the clauses between commas is which, nothing tells
    words = layout.tokens[low:comma]
    heads = [word.i for word in words if word.is_noun and not low <= word.head < comma]
    heads += [word.i for word in words if word.is_noun and word.head == word.i]
    return Speaker(heads[0]) if heads and not any(word.pos in ("VERB", "AUX", "ADP") for word in words[:1]) else None


def _of_misread(layout: Layout, cues: Cues, noun: int) -> Speaker:
    """Who speaks where the model took the cue for a noun: the subject of the clause around it, or its head."""
    for token in layout.analysis.ancestors(noun):
        subject = _subject(layout, cues, (token.i,))
        if subject is not None:
            return subject
        if token.head == token.i and token.i < noun and token.pos in ("NOUN", "PROPN", "PRON"):
            return Speaker(token.i)
    return NOBODY


def _cut_off(layout: Layout, group: tuple[int, ...]) -> Speaker | None:
    """A name at the head of a sentence that the parser took for a sentence of its own: "Taipei affirme que"."""
    verb = layout.tokens[group[0]]
    here = layout.analysis.sentences[verb.sentence]
    if here.number == 0 or here.root not in group:
        return None
    before = layout.analysis.sentences[here.number - 1]
    words = layout.tokens[before.first:before.stop]
    is_name = words[-1].pos in ("PROPN", "NOUN") and words[-1].end < here.start
    if before.paragraph != here.paragraph or not is_name or any(word.pos in ("VERB", "AUX", "PUNCT") for word in words):
        return None
    opens = all(token.pos in ("AUX", "ADV", "PRON") for token in layout.tokens[here.first:group[0]])
    return Speaker(before.root) if opens else None


def noun_behind(layout: Layout, cues: Cues, last: int, high: int) -> int | None:
    """The head of the noun phrase right behind an inverted cue ("a déclaré le ministre"), whatever the
    parser calls it. None where a preposition or a conjunction comes first."""
    i = last + 1
    while i < high and (following := _past_adjunct(layout, cues, i, last)) > i:
        i = following
    if i >= high or layout.tokens[i].pos not in _NOMINAL or layout.lowers[i] in cues.complementizers:
        return None
    top = layout.tokens[i]
    while top.head != top.i and last < layout.tokens[top.head].i < high and layout.tokens[top.head].pos in _NOMINAL:
        top = layout.tokens[top.head]
    if not cues.inverts and top.dep.startswith("nsubj") and top.head > last and top.head != top.i:
        return None  # the subject of what is said: "..., said talks had failed"
    if top.pos not in ("NOUN", "PROPN", "PRON", "NUM", "X") and not (top.pos == "ADJ" and top.i > i):
        return None
    if any(child.dep in ("case", "mark") and i <= child.i <= top.i for child in layout.analysis.children(top.i)):
        return None
    return top.i


def _past_adjunct(layout: Layout, cues: Cues, i: int, last: int) -> int:
    """Behind what can stand between a cue and its source: a clitic's link, an adverb, a day without article,
    a short phrase with a preposition ("a déclaré de son côté", "mardi", "à Paris le ministre")."""
    tokens = layout.tokens
    if layout.lowers[i] in cues.links or (tokens[i].pos == "ADV" and i < last + MAX_ADJUNCT):
        return i + 1
    if tokens[i].pos == "NOUN" and i + 1 < len(tokens) and tokens[i + 1].pos in ("DET", "ADP", "ADV") and (
            i < last + MAX_ADJUNCT and not any(c.dep == "det" for c in layout.analysis.children(i))
            and tokens[i + 1].head != i and layout.reach[i][1] <= i + 3):
        return i + 1
    if tokens[i].pos == "ADP" and i < last + MAX_ADJUNCT:
        stop = i + 1
        while stop < len(tokens) and stop < i + 3 and tokens[stop].pos in ("DET", "ADJ", "ADV"):
            stop += 1
        name = next((name for name in layout.analysis.names if name.first <= stop < name.stop), None)
        return name.stop if name else stop + 1
    return i


def with_apposition(layout: Layout, words: Range, high: int) -> Range:
    """A source behind its cue with the noun phrase that explains it: "dit M. Petit, maire de Lyon"."""
    stop = words[1]
    if stop + 1 >= high or layout.tokens[stop].text != ",":
        return words
    first = stop + 1
    if layout.tokens[first].pos not in ("DET", "NOUN", "PROPN", "ADJ"):
        return words
    end = next((i for i in range(first, high) if layout.tokens[i].text in _ENDING or layout.is_mark(i)), high)
    is_clause = any(token.morph.get("VerbForm") == "Fin" for token in layout.tokens[first:end])
    return words if is_clause or end - first > MAX_APPOSITION else (words[0], end)


def _is_passive(layout: Layout, group: tuple[int, ...]) -> bool:
    dependents = [child for i in group for child in layout.analysis.children(i)]
    if any(child.dep in ("aux:pass", "nsubj:pass", "csubj:pass", "obl:agent") for child in dependents):
        return True
    token = layout.tokens[group[-1]]
    return (token.dep in ("acl", "acl:relcl", "advcl", "amod") and token.morph.get("Tense") == "Past"
            and token.morph.get("VerbForm") == "Part"
            and not any(child.dep.startswith(("aux", "nsubj")) for child in dependents))


def _agent(layout: Layout, cues: Cues, group: tuple[int, ...]) -> int | None:
    for i in group:
        for child in layout.analysis.children(i):
            if child.dep == "obl:agent" or (
                    child.dep in ("obl", "nmod") and layout.analysis.case(child.i) in cues.agents):
                return child.i
    return None


def _subject(layout: Layout, cues: Cues, group: tuple[int, ...]) -> Speaker | None:
    for i in group:
        subjects = [child for child in layout.analysis.children(i) if child.dep in ("nsubj", "expl:subj")
                    and child.i not in group and child.lower not in cues.links and child.lower not in cues.clitics
                    and not layout.is_quoted_apart(child.i, i)]
        if subjects:  # of two, the parser took one from another clause: the one nearest before the verb is its own
            return _antecedent(layout, cues, max(subjects, key=lambda child: (child.i < i, child.i)), i)
    return _dislocated(layout, group)


def _dislocated(layout: Layout, group: tuple[int, ...]) -> Speaker | None:
    """A subject that the parser took for an adjunct: "L'armée, elle, a nié ..."."""
    for i in group:
        if layout.tokens[i].morph.get("VerbForm") == "Inf":
            continue
        for child in layout.analysis.children(i):
            if (child.dep in ("obl", "dislocated") and child.i < i and child.is_noun
                    and not layout.analysis.case(child.i) and layout.tokens[layout.reach[child.i][1]].text == ","
                    and any(other.dep == child.dep and other.pos == "PRON" and child.i < other.i < i
                            for other in layout.analysis.children(i))):
                return Speaker(child.i)
    return None


def _antecedent(layout: Layout, cues: Cues, subject: Token, verb: int) -> Speaker:
    """The noun a relative pronoun stands for, or the subject itself."""
    if layout.lowers[subject.i] not in cues.relatives:
        return Speaker(subject.i)
    token = layout.tokens[verb]
    for _ in range(MAX_STEPS):
        if token.dep.startswith("acl"):
            return Speaker(token.head, pronoun=subject.i)
        if token.head == token.i:
            break
        token = layout.tokens[token.head]
    return Speaker(subject.i)


def _shared(layout: Layout, cues: Cues, verb: int) -> Speaker | None:
    """The subject of the clause that the cue belongs to: "went on to say", "X left and said", "adding that"."""
    token = layout.tokens[verb]
    for _ in range(MAX_STEPS):
        if token.head == token.i:
            return None
        governor = layout.tokens[token.head]
        citing = layout.tokens[governor.head]
        is_finite = token.dep == "acl" and token.morph.get("VerbForm") == "Fin"
        if is_finite and citing.lemma in cues.citing and citing.i < governor.i:
            return Speaker(citing.head)  # "Yonhap, citant un officier, rapporte que"
        if token.dep in ("acl", "amod"):
            return Speaker(governor.i) if governor.pos in _NOMINAL else None
        if token.dep not in _SHARING:
            return None
        if token.dep == "xcomp" and token.morph.get("VerbForm") != "Fin" and governor.pos == "VERB":
            asked = [child for child in layout.analysis.dependents(governor.i, "obj")
                     if child.i < token.i and governor.lemma in cues.verbs]
            if asked:
                return Speaker(asked[0].i, is_shared=True)
        subject = _subject(layout, cues, (governor.i,))
        if subject is not None:
            return replace(subject, is_shared=True)
        passive = layout.analysis.dependents(governor.i, "nsubj:pass")
        if passive:
            return replace(_antecedent(layout, cues, passive[0], governor.i), is_shared=True)
        token = governor
    return None


def is_addressee(layout: Layout, cues: Cues, noun: Token) -> bool:
    """ "a déclaré le ministre à l'AFP": who was told, whatever the parser hangs it on."""
    if layout.analysis.case(noun.i) not in cues.addressing:
        return False
    label = next((name.label for name in layout.analysis.names if name.first <= noun.i < name.stop), None)
    return label in ("ORG", "PER") or cues.kinds.get(noun.lemma) in (SourceKind.MEDIA, SourceKind.AGENCY)


def source_range(layout: Layout, cues: Cues, head: int, cue: tuple[int, ...], within: Range) -> Range:
    """The words of a source: its noun phrase, without a relative clause or participle set off by a comma."""
    first, stop = layout.reach[head]
    first, stop = max(first, within[0]), min(stop, within[1])
    for child in layout.analysis.children(head):
        if min(cue, default=head) < head < layout.reach[child.i][0] < stop and is_addressee(layout, cues, child):
            stop = layout.reach[child.i][0]
        else:
            first, stop = _without_child(layout, cues, head, child, (first, stop))
    if head > first > within[0] and layout.tokens[first - 1].lemma in cues.addressing:
        # "told the Gazette one of its spokesmen", as French has it
        first = next((name.stop for name in layout.analysis.names if name.first <= first < name.stop <= head), first)
    for i in cue:
        if first <= i < head:
            first = i + 1
        elif head < i < stop:
            stop = i
    return layout.trim((first, max(stop, head + 1)))


def _without_child(layout: Layout, cues: Cues, head: int, child: Token, words: Range) -> Range:
    """The words of a source without a dependent of its noun that is no part of its name."""
    first, stop = words
    begin, end = layout.reach[child.i]
    before = layout.tokens[begin - 1].text
    if child.dep in ("cop", "mark", "parataxis", "ccomp", "advcl") or (child.dep == "case" and child.i == first):
        return (first, min(stop, begin)) if begin > head else (max(first, end), stop)
    if not head < begin < stop:
        return words
    is_clause = child.dep in ("acl:relcl", "acl", "conj") and child.is_verb
    if is_clause and begin > head + 1 and before in (",", "—", "–", "-", "("):
        return first, begin - 1
    if child.dep == "nmod" and before == "," and layout.lowers[begin] in cues.prepositions:
        return first, begin - 1  # "the ministry, according to the agency, plans"
    return words
