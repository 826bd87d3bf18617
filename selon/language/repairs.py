"""Repairs of the parse that a reader of news makes without noticing.

"According to state media, Kim received ...": a name right before its verb is the subject, though a comma stands
before it. "... showed the Russian defence minister, Mr Shoigu, the newest missiles": a person's name behind a
comma, right after a noun that is a title, stands for the same person, and is no list with the missiles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selon.language.dependencies import Tree
from selon.language.pieces import Piece

_TITLED = ("nsubj", "obj", "iobj", "obl", "nmod", "conj", "root")
_FINITE_PAST = frozenset({"VBD", "VBN"})  # tags that taggers mix up where the parser sees a participle
_FINITE = frozenset({"VBD", "VBP", "VBZ"})  # tags of the English models; the French have none of their own
_NOUNS = frozenset({"NOUN", "PROPN"})
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


def repair_semicolons(tree: Tree, pieces: Sequence[Piece]) -> Tree:
    """What a semicolon parts from a verb is no complement of it: "one refused; the other *said* that ..."."""
    for i, dep in enumerate(tree.deps):
        if dep in ("ccomp", "xcomp", "advcl", "conj") and any(
                piece.word == ";" for piece in pieces[min(i, tree.heads[i]):max(i, tree.heads[i])]):
            tree.deps[i] = "parataxis" if dep != "conj" else dep
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


def repair_objects(tree: Tree, pieces: Sequence[Piece], words: ObjectWords) -> list[str]:
    """Gives verbs the objects that a date or a prepositional phrase parts from them; the parts of speech with it.

    "A reçu *le 4 mars le général*", "expelled, *in its turn*, a diplomat": parsers take the date for the object, or
    hang the object on the noun in between, though a bare noun phrase without a comma can be no apposition.
    The tree is rewritten in place.
    """
    pos = _nouns_with_articles(tree, pieces, words)
    _hang_relatives(tree, pieces, words)
    _turn_subjects(tree, pieces, words, pos)
    _hang_infinitives(tree, words)
    for i, piece in enumerate(pieces):
        if tree.deps[i] == "obj" and tree.heads[i] < i and _is_date(tree, pieces, i, words):
            tree.deps[i] = "obl"
        elif tree.deps[i] == "obj" and tree.heads[i] > i and piece.word.lower() in words.dative_pronouns:
            tree.deps[i] = "iobj"
    for verb, part in enumerate(pos):
        if part == "VERB" and _lacks_object(tree, verb, words, pieces):
            noun = _object_behind(tree, pieces, verb, pos, words)
            if noun is not None:
                tree.move(noun, verb, "obj")
    return pos


@dataclass(frozen=True, slots=True)
class ObjectWords:
    """What `repair_objects` has to know of a language; all words in lower case."""

    time_words: frozenset[str]  # weekdays and months
    partitive: frozenset[str]  # articles that look like prepositions: "distribué *des* couvertures"
    dative_pronouns: frozenset[str]  # clitics that name the receiver: "*lui* a rendu"
    dative: frozenset[str]  # prepositions that name the receiver
    time_nouns: frozenset[str]  # "la *veille*", "last *week*": no objects
    definite: frozenset[str]  # articles and pronouns of what is known
    relative: frozenset[str]  # pronouns that can be the object of a relative clause: "l'accord *que* ..."
    genitive: frozenset[str]  # prepositions of owners
    amounts: frozenset[str]  # prepositions that only measure a number: "*jusqu'à* mille caisses"


# Where parsers hang an object that something parts from its verb.
_ASTRAY = frozenset({"appos", "nmod", "obl", "conj", "dep", "obl:npmod", "obl:arg"})
_DETERMINERS = frozenset({"det", "nummod", "nmod:poss"})
_CLAUSE_BEGINS = frozenset({"VERB", "AUX", "SCONJ", "CCONJ"})
# How far behind its verb an object may stand: beyond it the sentence has gone on to something else.
MAX_OBJECT_DISTANCE = 14
_LONGEST_START = 5  # words: "ses principaux *taux*"


def _nouns_with_articles(tree: Tree, pieces: Sequence[Piece], words: ObjectWords) -> list[str]:
    """Parts of speech with participles that stand for people behind an article ("des « infiltrés »") as nouns."""
    pos = list(tree.pos)
    for i, part in enumerate(pos):
        if part == "ADJ" and tree.deps[i].startswith(("obj", "nsubj")) and tree.child(i, "nummod") is not None:
            pos[i] = "NOUN"  # "tuant 14 *civils*"
        if part == "VERB" and i and tree.deps[i] in ("xcomp", "obj", "obl") and any(
                tree.pos[c] == "DET" and c < i and pieces[c].word.lower() in words.partitive for c in tree.children[i]):
            pos[i] = "NOUN"
            tree.deps[i] = "obj" if tree.deps[i] == "xcomp" else tree.deps[i]
    return pos


def _hang_relatives(tree: Tree, pieces: Sequence[Piece], words: ObjectWords) -> None:
    """Hangs on the noun before it a clause that lacks the very object that its "que" can be."""
    for i, dep in enumerate(tree.deps):
        if dep not in ("ccomp", "advcl") or tree.pos[i] != "VERB" or i < tree.heads[i] \
                or not _lacks_object(tree, i, words, pieces):
            continue
        mark = tree.child(i, "mark")
        noun = tree.child(tree.heads[i], "obj")
        if mark is None or noun is None or pieces[mark].word.lower() not in words.relative:
            continue
        if noun < mark < i and all(tree.heads[at] != tree.heads[i] for at in range(noun + 1, mark)):
            tree.move(i, noun, "acl:relcl")
            tree.deps[mark] = "obj"


def _turn_subjects(tree: Tree, pieces: Sequence[Piece], words: ObjectWords, pos: Sequence[str]) -> None:
    """Makes the noun behind a relative clause whose object is "que" its subject: "que lui offre *Rome*"."""
    for verb, dep in enumerate(tree.deps):
        if not dep.startswith("acl") or pos[verb] != "VERB" or not any(
                c < verb and tree.deps[c] in ("obj", "mark") and pieces[c].word.lower() in words.relative
                for c in tree.children[verb]):
            continue
        subject = tree.child(verb, "nsubj")
        if subject is not None and subject < verb and pieces[subject].word.lower() in words.dative_pronouns:
            tree.deps[subject] = "iobj"
        elif subject is not None:
            continue
        behind = next((c for c in sorted(tree.children[verb]) if c > verb and tree.deps[c] in ("obj", "xcomp")), None)
        if behind is not None and pos[behind] in _NOUNS and tree.child(behind, "case") is None:
            tree.deps[behind] = "nsubj"


def _hang_infinitives(tree: Tree, words: ObjectWords) -> None:
    """Hangs on the verb what the receiver is told to do or blamed for: "reproché aux gendarmes *d'avoir battu*"."""
    for i, dep in enumerate(tree.deps):
        noun = tree.heads[i]
        verb = tree.heads[noun]
        if dep != "acl" or tree.pos[i] != "VERB" or tree.pos[verb] != "VERB" or not tree.deps[noun].startswith("obl"):
            continue
        case, mark = tree.child(noun, "case"), tree.child(i, "mark")
        if case is not None and tree.lemmas[case] in words.dative and mark is not None and noun < mark \
                and tree.child(verb, "xcomp", "ccomp", "obj") is None:
            tree.move(i, verb, "xcomp")


def _is_date(tree: Tree, pieces: Sequence[Piece], i: int, words: ObjectWords) -> bool:
    """Whether a noun or number is a day: a weekday, a month, or a number before a month."""
    if pieces[i].word.lower() in words.time_words:
        return True
    if tree.lemmas[i] in words.time_nouns:  # "la veille" tells when, "une semaine" how long one is given
        return any(pieces[c].word.lower() in words.definite for c in tree.children[i] if tree.deps[c] == "det")
    return tree.pos[i] == "NUM" and i + 1 < len(pieces) and pieces[i + 1].word.lower() in words.time_words


def _lacks_object(tree: Tree, verb: int, words: ObjectWords, pieces: Sequence[Piece]) -> bool:
    """Whether a verb is active, has a subject before it and neither object nor clause; a date is no object."""
    if any(tree.deps[c] == "obj" and not _is_date(tree, pieces, c, words) for c in tree.children[verb]):
        return False
    if tree.child(verb, "ccomp", "xcomp", "aux:pass", "nsubj:pass", "obl:agent", "cop", "expl:pv") is not None:
        return False
    if tree.deps[verb] in ("acl", "amod") and tree.child(verb, "aux", "aux:tense") is None:
        return False
    subject = tree.child(verb, "nsubj")
    if subject is not None:
        return subject < verb
    return tree.deps[verb] in ("xcomp", "ccomp", "conj", "advcl", "acl")


def _object_behind(tree: Tree, pieces: Sequence[Piece], verb: int, pos: Sequence[str],
                   words: ObjectWords) -> int | None:
    """The first bare noun phrase behind a verb that something else of the verb parts from it, or that stands right
    behind the verb and hangs on a word before it."""
    for i in range(verb + 2, min(verb + _LONGEST_START, len(pieces))):
        is_astray = pos[i] == "NOUN" and tree.deps[i] in _ASTRAY and tree.heads[i] < verb
        if is_astray and not _is_date(tree, pieces, i, words) and _bare_start(tree, pieces, i, words) == verb + 1:
            return i
    for i in range(verb + 2, min(verb + MAX_OBJECT_DISTANCE, len(pieces))):
        if pieces[i].word in ".;:!?«»“”\"()" or (pos[i] in _CLAUSE_BEGINS and tree.heads[i] != verb):
            return None
        if pos[i] not in ("NOUN", "PROPN") or not _hangs_behind(tree, i, verb) or _is_date(tree, pieces, i, words):
            continue
        start = _bare_start(tree, pieces, i, words)
        if start is None:
            continue
        if start - 1 > verb and (pieces[start - 1].word != "," or _comma_after(pieces, verb, start - 1)):
            return i
    return None


def _comma_after(pieces: Sequence[Piece], verb: int, closing: int) -> bool:
    """Whether the comma at `closing` ends an insertion that a comma behind the verb began."""
    return any(piece.word == "," for piece in pieces[verb + 1:closing])


def _hangs_behind(tree: Tree, i: int, verb: int) -> bool:
    """Whether all that stands between a noun and the verb in the tree stands between them in the sentence too."""
    if tree.child(i, "cc") is not None or tree.deps[i] not in _ASTRAY:
        return False
    at = tree.heads[i]
    while at != verb:
        if not verb < at < i or tree.heads[at] == at or tree.pos[at] in ("VERB", "AUX"):
            return False
        at = tree.heads[at]
    return True


def _bare_start(tree: Tree, pieces: Sequence[Piece], i: int, words: ObjectWords) -> int | None:
    """Where a noun phrase with a determiner and without preposition begins; None for any other."""
    before = [c for c in tree.children[i] if c < i]
    cases = [c for c in before if tree.deps[c] == "case"]
    if cases and not (_is_date(tree, pieces, tree.heads[i], words)
                      and all(pieces[c].word.lower() in words.partitive for c in cases)):
        measured = any(tree.deps[c] == "nummod" for c in before)
        if not measured or not all(pieces[c].word.lower() in words.amounts for c in cases):
            return None
    if not cases and not any(tree.deps[c] in _DETERMINERS for c in before):
        return None
    return min(before)


def repair_infinitives(tree: Tree) -> list[str]:
    """Parts of speech with infinitives that the tagger took for adjectives ("to normalise relations") as verbs."""
    return ["VERB" if pos == "ADJ" and tree.child(i, "obj") is not None and (mark := tree.child(i, "mark")) is not None
            and tree.tags[mark] == "TO" else pos for i, pos in enumerate(tree.pos)]


def repair_participles(tree: Tree, pieces: Sequence[Piece]) -> Tree:
    """Makes a participle before its clause an adverbial clause, and gives the clause the subject before both.

    "*Met* by protesters, the envoy left"; "*Chad*, citing a report, blamed Mali": behind a comma a participle has none.
    """
    for i, dep in enumerate(tree.deps):
        verb = tree.heads[i]
        if tree.pos[i] != "VERB" or i >= verb or tree.pos[verb] != "VERB":
            continue
        if dep in ("obl", "nmod", "dep", "obl:arg") and tree.child(i, "case", "det", "nsubj") is None \
                and any(piece.word == "," for piece in pieces[i:verb]):
            tree.deps[i] = "advcl"
        subject = tree.child(i, "nsubj")
        if dep == "advcl" and subject is not None and subject < i and pieces[i - 1].word == "," \
                and tree.child(i, "mark", "aux", "aux:tense", "aux:pass", "cop") is None \
                and _lacks_subject(tree, verb):
            tree.move(subject, verb, _subject_dep(tree, verb))
    return tree


def repair_subjects(tree: Tree, pieces: Sequence[Piece]) -> Tree:
    """Makes a name that stands right before a verb without subject that verb's subject.

    Only behind a comma or at the head of a sentence, where parsers take it for an apposition to what went before.
    """
    for verb, pos in enumerate(tree.pos):
        if pos != "VERB" or not _lacks_subject(tree, verb):
            continue
        first = min([verb, *(c for c in tree.children[verb] if tree.deps[c] in _VERB_GROUP and c < verb)])
        name = first - 1
        if name < 1 or pieces[name].label not in ("PER", "LOC", "ORG") or pieces[name - 1].word != ",":
            continue
        if tree.child(name, "case") is not None or (first == verb and not _is_finite(tree, verb)) \
                or _is_above(tree, name, verb) or tree.deps[verb].startswith("acl"):
            continue
        tree.move(name, verb, _subject_dep(tree, verb))
    return tree


def repair_clauses(tree: Tree, pieces: Sequence[Piece]) -> Tree:
    """Parts two clauses that parsers join at "and": "met the mayor *and the king thanked* the army".

    A finite verb without subject, mark and conjunction, right behind a listed noun, has that noun for subject: any
    other clause would begin with one of them. One with a mark is an adverbial, though parsers leave it loose.
    """
    for verb, dep in enumerate(tree.deps):
        above = tree.heads[verb]
        if dep == "dep" and tree.pos[verb] == "VERB" and tree.child(verb, "mark") is not None:
            tree.deps[verb] = "advcl"
        if dep not in ("advcl", "conj", "dep", "parataxis") or not above < verb or not _is_bare_clause(tree, verb):
            continue
        first = min([verb, *(c for c in tree.children[verb] if tree.deps[c] in _VERB_GROUP and c < verb)])
        noun = first - 1
        while noun > above and tree.deps[noun] != "conj" and pieces[noun].word != ",":
            noun = tree.heads[noun]
        conjunction = next((c for c in (*tree.children[noun], *tree.children[tree.heads[noun]])
                            if tree.deps[c] == "cc" and tree.heads[noun] < c < noun), None)  # schemes hang it on either
        if noun <= above or noun >= first or tree.deps[noun] != "conj" or tree.pos[noun] not in _NOUNS \
                or conjunction is None or tree.child(noun, "case") is not None:
            continue
        tree.move(noun, verb, _subject_dep(tree, verb))
        tree.move(conjunction, verb, "cc")
        tree.deps[verb] = "conj"
    return tree


def _is_bare_clause(tree: Tree, verb: int) -> bool:
    """Whether a finite verb has neither a subject nor a word that joins it to what stands before."""
    is_finite = tree.child(verb, "aux:tense", "aux:pass", "aux") is not None or tree.tags[verb] in _FINITE
    return tree.pos[verb] == "VERB" and is_finite and _lacks_subject(tree, verb) and tree.child(
        verb, "mark", "cc") is None


def repair_lists(tree: Tree, pieces: Sequence[Piece]) -> Tree:
    """Joins to a verb's participant the noun that parsers join to the verb: "thanked Rome *and Paris* for it".

    Only where the noun stands alone right behind that participant: a noun with a verb of its own is a clause.
    """
    for i, dep in enumerate(tree.deps):
        verb = tree.heads[i]
        if dep != "conj" or tree.pos[i] not in _NOUNS or tree.pos[verb] != "VERB" or verb > i \
                or any(_is_clausal(tree, c) for c in tree.children[i]) or tree.child(i, "cc") is None:
            continue
        before = [c for c in tree.children[verb] if verb < c < i and tree.pos[c] in _NOUNS
                  and tree.deps[c].partition(":")[0] in ("obj", "obl", "iobj", "nsubj")]
        first = max(before, default=None)
        if first is not None and _case(tree, pieces, i) in ("", _case(tree, pieces, first)) \
                and not any(pieces[at].word in ";:" for at in range(first, i)):
            tree.move(i, first, "conj")
    return tree


def repair_reflexives(tree: Tree) -> Tree:
    """Makes the subject of a reflexive verb without passive auxiliary an active one: "*le Mali* s'est retiré"."""
    for i, dep in enumerate(tree.deps):
        verb = tree.heads[i]
        if dep == "nsubj:pass" and tree.child(verb, "expl:pv") is not None and tree.child(verb, "aux:pass") is None:
            tree.deps[i] = "nsubj"
    return tree


def repair_adverbs(tree: Tree, genitive: frozenset[str]) -> Tree:
    """Hangs on the verb what parsers hang on an adverb of it: "brought its men *home from Togo*".

    `genitive`: prepositions that make one of an adverb, "lors *de* l'entretien".
    """
    for i, dep in enumerate(tree.deps):
        adverb = tree.heads[i]
        if dep.startswith("obl") and tree.pos[adverb] == "ADV" and tree.deps[adverb] == "advmod" and adverb < i \
                and tree.pos[tree.heads[adverb]] == "VERB" and (case := tree.child(i, "case")) is not None \
                and tree.lemmas[case] not in genitive:
            tree.move(i, tree.heads[adverb], dep)
    return tree


def repair_predicates(tree: Tree, pieces: Sequence[Piece]) -> Tree:
    """Gives a verb the subject that parsers take for the head of a clause.

    "*The union, the largest body of dockers*, backs": the noun in apposition is no clause of its own. "Said that *the
    minister*, X, *pledged*": behind "that", a finite verb is the clause, and the noun its subject.
    """
    for i, dep in enumerate(tree.deps):
        if tree.pos[i] not in _NOUNS or tree.child(i, "cop", "case") is not None:
            continue
        verb, subject, mark = tree.heads[i], tree.child(i, "nsubj"), tree.child(i, "mark")
        if dep in ("advcl", "parataxis", "dep") and subject is not None and subject < i < verb \
                and tree.pos[verb] == "VERB" and tree.child(verb, "nsubj", "nsubj:pass") is None \
                and any(piece.word == "," for piece in pieces[subject:i]):
            tree.move(subject, verb, "nsubj")
            tree.move(i, subject, "appos")
        elif dep in ("ccomp", "root") and mark is not None and subject is None:
            told = next((c for c in sorted(tree.children[i]) if tree.deps[c] == "acl" and c > i
                         and tree.tags[c] in _FINITE_PAST and pieces[c - 1].word == ","), None)
            if told is not None:
                tree.move(told, verb, dep)
                tree.move(mark, told, "mark")
                tree.move(i, told, "nsubj")
    return tree


def repair_conjunctions(tree: Tree) -> Tree:
    """Puts together a conjunction of several words whose last one alone marks the clause: "*à moins* que Rome cède"."""
    for i, dep in enumerate(tree.deps):
        clause = tree.heads[i]
        if dep != "mark" or tree.deps[clause] != "ccomp":
            continue
        first = next((c for c in tree.children[tree.heads[clause]] if c + 1 < i <= clause
                      and all(tree.heads[at] == c and tree.deps[at] == "fixed" for at in range(c + 1, i))), None)
        above = tree.heads[clause]
        if first is None and above + 1 < i and all(
                tree.heads[at] == above and tree.deps[at] == "fixed" for at in range(above + 1, i)):
            first = above  # the clause hangs on the conjunction itself
            tree.move(clause, tree.heads[above], "advcl")
        if first is not None and tree.pos[first] in ("ADP", "ADV", "SCONJ"):
            tree.move(first, clause, "mark")
            tree.move(i, first, "fixed")
            tree.deps[clause] = "advcl"
    return tree


def repair_nationalities(tree: Tree, pieces: Sequence[Piece]) -> list[str]:
    """Parts of speech with nationality words right behind a noun as its adjectives ("son homologue *ougandais* jeudi").

    What hung on the word by mistake goes to the verb. The tree is rewritten in place.
    """
    pos = list(tree.pos)
    for i, piece in enumerate(pieces):
        noun = i - 1
        if piece.label != "NORP" or not piece.word[:1].islower() or noun < 0 or pos[noun] != "NOUN":
            continue
        if pos[i] not in ("NOUN", "PROPN", "ADJ") or tree.deps[i] == "amod" or tree.child(i, "det", "case", "nummod") \
                is not None or noun in (tree.heads[i], *tree.children[i]):
            continue
        for child in [child for child in tree.children[i] if child > i]:
            tree.move(child, _verb_above(tree, noun), "obl" if tree.deps[child] == "nmod" else tree.deps[child])
        tree.move(i, noun, "amod")
        pos[i] = "ADJ"
    return pos


def _lacks_subject(tree: Tree, verb: int) -> bool:
    return tree.child(verb, "nsubj", "nsubj:pass", "csubj", "expl:subj") is None


def _subject_dep(tree: Tree, verb: int) -> str:
    """How a subject hangs on a verb: that of a passive apart."""
    return "nsubj:pass" if tree.child(verb, "aux:pass") is not None else "nsubj"


def _is_clausal(tree: Tree, i: int) -> bool:
    return tree.deps[i].partition(":")[0] in ("nsubj", "cop", "obj", "obl", "acl", "advcl", "orphan")


def _case(tree: Tree, pieces: Sequence[Piece], i: int) -> str:
    case = tree.child(i, "case")
    return "" if case is None else pieces[case].word.lower()


def repair_titles(tree: Tree, titles: frozenset[str]) -> Tree:
    """Makes a title that stands before a verb without subject, and has no preposition, that verb's subject.

    Parsers take a long phrase for an adverbial: "*The outgoing prime minister*, X, has thanked". `titles`: lower-case
    words that can be a person's title.
    """
    for i, dep in enumerate(tree.deps):
        verb = tree.heads[i]
        if dep.startswith("obl") and i < verb and tree.pos[verb] == "VERB" and tree.lemmas[i].lower() in titles \
                and tree.child(i, "case", "mark") is None and tree.child(i, "det") is not None \
                and _lacks_subject(tree, verb):
            tree.deps[i] = _subject_dep(tree, verb)
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
