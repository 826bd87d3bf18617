"""Contents that grammar ties to a cue: "said that", "nie avoir", "denied shelling", "announced the expulsion of"."""

from __future__ import annotations

from collections.abc import Sequence

from selon.claims.attribution.beside import quotation_behind
from selon.claims.attribution.cues import CLAUSE, GERUND, INFINITIVE, NOUN, PREDICATE, QUESTION, TOPIC
from selon.claims.attribution.drafts import Draft
from selon.claims.attribution.layout import Layout, Range
from selon.claims.attribution.people import Speaker, find_speaker
from selon.claims.attribution.reading import BREAKS, Reading, clip, draft_of, is_unfinished
from selon.domain.analysis import Token
from selon.domain.records import Stance

MAX_BETWEEN = 14  # words from a cue to the "that" of its clause
_CLAUSAL = frozenset({"ccomp", "xcomp", "csubj", "csubj:pass", "advcl", "acl", "acl:relcl", "parataxis", "dep",
                      "obj", "obl"})
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "csubj", "csubj:pass"})
_INFINITIVES = frozenset({"xcomp", "ccomp", "advcl", "acl", "obl", "obj"})
_STRAYED = frozenset({"obl", "obl:arg", "obj", "nmod", "advmod", "dep", "xcomp"})  # of the clause, hung on its cue


def read_complement(reading: Reading) -> Draft | None:
    """The content that grammar ties to a cue: a dependent behind it in a form that the cue takes, or a clause, charge
    or noun that the parser hung elsewhere."""
    layout, entry = reading.layout, reading.entry
    last = max(reading.group)
    for i in reversed(reading.group):
        for child in layout.analysis.children(i):
            if child.i in reading.group or child.i < last:
                continue
            form = _form(reading, child)
            if form is None:
                continue
            if form in entry.takes:
                return _with_complement(reading, child, form)
    return _announced(reading) or _charged(reading) or _noun_complement(reading)


def _charged(reading: Reading) -> Draft | None:
    """ "accused Kyiv on Monday of shelling": the charge that the parser hung on something between."""
    layout, entry = reading.layout, reading.entry
    _, high = reading.bounds
    last = max(reading.group)
    if is_unfinished(reading):
        return None
    for i in range(last + 1, min(last + MAX_BETWEEN, high - 1)):
        following = layout.tokens[i + 1]
        if layout.tokens[i].lemma in entry.obliques and (
                following.morph.get("Aspect") == "Prog" or following.morph.get("VerbForm") == "Inf"):
            speaker = find_speaker(layout, reading.cues, reading.group)
            words = (i, clip(reading, layout.reach[following.i])[1])
            content = [_to_quotation_end(layout, _before_next_cue(reading, words))]
            stance = entry.obliques[layout.tokens[i].lemma][0]
            return draft_of(reading, speaker, content, GERUND, stance)
    return None


def _announced(reading: Reading) -> Draft | None:
    """A clause that the parser hung elsewhere, told by its first word: "told the BBC before the vote that ..."."""
    layout, cues = reading.layout, reading.cues
    if CLAUSE not in reading.entry.takes or is_unfinished(reading):
        return None
    _, high = reading.bounds
    last = max(reading.group)
    for i in range(last + 1, min(last + MAX_BETWEEN, high - 2)):
        token = layout.tokens[i]
        if layout.lowers[i] in cues.complementizers and token.pos in ("SCONJ", "PRON"):
            told = layout.tokens[last + 1].lemma in cues.addressing  # "a confié au Temps qu'il partira"
            follows = told or (token.pos == "SCONJ" and (
                i == last + 1 or layout.tokens[i - 1].text == "," or layout.tokens[token.head].dep == "advcl"))
            if not follows:
                return None
            content = [_to_quotation_end(layout, _before_next_cue(reading, (i, high)))]
            return draft_of(reading, find_speaker(layout, cues, reading.group), content, CLAUSE,
                          reading.entry.takes[CLAUSE])
        if token.is_verb and token.morph.get("VerbForm") == "Fin" and token.i != last + 1 and (
                layout.reach[token.i][0] > last + 1 and layout.tokens[i - 1].pos == "CCONJ"):
            return None
    return None


def _form(reading: Reading, child: Token) -> str | None:
    """What kind of complement a dependent is, None where it is none."""
    layout, cues, last = reading.layout, reading.cues, max(reading.group)
    if child.dep not in _CLAUSAL or _is_parenthesis(layout, child):
        return None
    below = layout.analysis.children(child.i)
    marks = [c for c in below if c.dep == "mark" and c.i > last]
    first = layout.reach[child.i][0]
    if first <= last:
        first = min((c.i for c in below if c.i > last), default=child.i)
    if layout.lowers[marks[0].i if marks else first] in cues.complementizers:
        return CLAUSE
    is_complement = child.dep in _COMPLEMENTS
    if layout.lowers[first] in cues.interrogatives:
        takes = reading.entry.takes.get(QUESTION)
        return QUESTION if is_complement or takes is Stance.ASKS or (takes and first <= last + 2) else None
    has_subject = any(c.dep.startswith("nsubj") for c in below)
    if _is_infinitive(child, below) and child.dep in _INFINITIVES:
        return CLAUSE if has_subject and not marks else INFINITIVE
    if _is_gerund(child, below) and (is_complement or (marks and child.dep in ("advcl", "acl"))):
        return GERUND
    if is_complement:
        return PREDICATE if child.dep == "xcomp" else CLAUSE
    return None


def _is_infinitive(token: Token, below: Sequence[Token]) -> bool:
    return token.morph.get("VerbForm") == "Inf" or any(
        c.morph.get("VerbForm") == "Inf" and c.dep.startswith(("aux", "cop")) for c in below)


def _is_gerund(token: Token, below: Sequence[Token]) -> bool:
    """ "denied shelling", "denied having shelled"."""
    if any(c.dep == "aux" and c.morph.get("Aspect") == "Prog" for c in below):
        return not any(c.dep.startswith("nsubj") for c in below)
    return token.is_verb and token.morph.get("Aspect") == "Prog" and not any(
        c.dep.startswith(("aux", "nsubj")) for c in below)


def _is_parenthesis(layout: Layout, child: Token) -> bool:
    """Whether a dependent clause is set off by a comma and so is no complement, unless it is one by its label."""
    first = layout.reach[child.i][0]
    return child.dep in ("parataxis", "dep", "acl:relcl", "obj", "obl") and (
        first == 0 or not child.is_verb or layout.tokens[first - 1].text in BREAKS)


def _with_complement(reading: Reading, child: Token, form: str) -> Draft | None:
    layout = reading.layout
    speaker = find_speaker(layout, reading.cues, reading.group)
    first, stop = clip(reading, layout.reach[child.i])
    after = max(reading.group) + 1
    if form == CLAUSE:
        after = next((c.i for c in layout.analysis.children(child.i) if c.i >= after and c.dep == "mark"
                      and layout.lowers[c.i] in reading.cues.complementizers), after)
    content = [(max(first, after), _before_own_deed(reading, child, stop))]
    left = (first, min(reading.cue))
    if form == CLAUSE and left[0] < left[1] and layout.tokens[left[1] - 1].text == ",":
        content.insert(0, left)
    content[-1] = _before_next_cue(reading, content[-1])
    content[-1] = _to_quotation_end(layout, _with_conjuncts(reading, child, content[-1], form))
    if form in (CLAUSE, QUESTION) and layout.lowers[min(content[-1][1], len(layout.tokens) - 1)] == ":":
        content = [*content, *quotation_behind(reading, content[-1][1])]
    if form in (INFINITIVE, GERUND, PREDICATE):
        content = _with_object(reading, speaker, child, content)
    return draft_of(reading, speaker, content, form, reading.entry.takes[form])


def _before_own_deed(reading: Reading, child: Token, stop: int) -> int:
    """ "said that he would not yield, and invited ...": a coordinate verb in the tense of the cue, not of the
    clause, is what the source did, and no part of what it said."""
    layout = reading.layout
    anchor = layout.tokens[reading.anchor]
    tense = anchor.morph.get("Tense")
    for other in layout.analysis.dependents(child.i, "conj"):
        # "a affirmé qu'ils n'avaient pas tiré, et dénoncé ...": a participle that is a cue shares the cue's auxiliary.
        if anchor.morph.get("VerbForm") == other.morph.get("VerbForm") == "Part" and other.lemma in reading.cues.verbs \
                and layout.tokens[layout.reach[other.i][0] - 1].text == "," \
                and not any(c.dep.startswith(("nsubj", "aux", "cop")) for c in layout.analysis.children(other.i)):
            return min(stop, layout.reach[other.i][0] - 1)
    if child.morph.get("VerbForm") == "Fin" or tense is None:
        return stop
    for other in layout.analysis.dependents(child.i, "conj"):
        below = layout.analysis.children(other.i)
        if other.morph.get("VerbForm") == "Fin" and other.morph.get("Tense") == tense and not any(
                c.dep.startswith(("nsubj", "aux", "cop")) for c in below):
            return min(stop, max(layout.reach[other.i][0] - 1, child.i + 1))
    return stop


def _before_next_cue(reading: Reading, words: Range) -> Range:
    """A content ends where its source goes on to say more: "that he would leave, adding that ..."."""
    layout = reading.layout
    for i in range(words[0] + 1, words[1] - 1):
        if layout.tokens[i].text != "," or layout.quotation_of[i] >= 0:
            continue
        nxt = next((j for j in range(i + 1, min(i + 4, words[1])) if layout.tokens[j].pos not in ("ADV", "ADP")), i)
        morph = layout.tokens[nxt].morph
        if layout.tokens[nxt].pos == "VERB" and reading.cues.speaks(layout.tokens[nxt].lemma) and (
                morph.get("Aspect") == "Prog" or (morph.get("Tense") == "Pres" and morph.get("VerbForm") == "Part")):
            return words[0], i
    return words[0], _before_next_speaker(reading, words)


def _before_next_speaker(reading: Reading, words: Range) -> int:
    """ "that it was early, and he noted that ...": a clause behind a break in which a pronoun or name speaks anew
    and which does not hang on the content alone."""
    layout = reading.layout
    for i in range(words[0] + 2, words[1] - 3):
        if layout.tokens[i].text not in BREAKS or layout.quotation_of[i] >= 0:
            continue
        nxt = i + 2 if layout.tokens[i + 1].pos == "CCONJ" else i + 1
        subject, verb = layout.tokens[nxt], layout.tokens[nxt + 1]
        if subject.pos in ("PRON", "PROPN") and subject.head == verb.i and subject.dep.startswith("nsubj") and (
                verb.dep in ("conj", "parataxis") and verb.morph.get("VerbForm") == "Fin"
                and reading.cues.speaks(verb.lemma) and nxt + 2 < words[1] and layout.tokens[nxt + 2].text != ","):
            return i
    return words[1]


def _with_conjuncts(reading: Reading, child: Token, words: Range, form: str) -> Range:
    """ "to meet and exceed", "that A and that B": coordinate complements that the parser hung on the cue."""
    layout = reading.layout
    for i in (*reading.group, child.i):
        for other in layout.analysis.children(i):
            first, stop = layout.reach[other.i]
            if first < words[1] - 1 or first > words[1] + 2:
                continue
            if i != child.i and form == CLAUSE and other.dep in _STRAYED and words[1] - words[0] > 1:
                words = words[0], clip(reading, (first, stop))[1]
            if other.dep != "conj":
                continue
            opening = next((j for j in range(first, stop) if layout.tokens[j].dep != "cc"
                            and layout.tokens[j].pos != "PUNCT"), first)
            has_subject = any(c.dep.startswith("nsubj") for c in layout.analysis.children(other.i))
            shape = other.morph.get("VerbForm")
            is_cue_twin = i != child.i and (shape == layout.tokens[reading.anchor].morph.get("VerbForm")
                                            or (other.lemma in reading.cues.verbs and form == CLAUSE))
            if layout.lowers[opening] in reading.cues.complementizers or (
                    shape != "Fin" and not has_subject and not is_cue_twin
                    and not any(c.dep.startswith("aux") for c in layout.analysis.children(other.i))):
                words = words[0], clip(reading, (first, stop))[1]
    return words


def _with_object(reading: Reading, speaker: Speaker, child: Token, content: list[Range]) -> list[Range]:
    """ "urged [Kiev to stop]", "called [it a failure]", "[the talks] are expected [to resume]"."""
    layout = reading.layout
    labels = ("nsubj:pass",) if speaker.is_passive else ("obj",)
    for i in reading.group:
        for other in layout.analysis.children(i):
            if other.dep in labels and other.i != child.i and other.i < child.i:
                words = layout.reach[other.i]
                if words[1] == content[0][0]:
                    return [(words[0], content[0][1]), *content[1:]]
                return [words, *content]
    return content


def _to_quotation_end(layout: Layout, words: Range) -> Range:
    """A range that ends inside a quotation that it opens runs on to that quotation's end."""
    number = layout.quotation_of[words[1] - 1]
    if number >= 0:
        first, stop = layout.with_marks(number)
        if words[0] <= first or first == words[0] - 1:
            return words[0], max(words[1], stop)
    following = words[1]
    if following < len(layout.tokens) and layout.is_mark(following) and following not in layout.opened_by:
        return words[0], following + 1
    return words


def _noun_complement(reading: Reading) -> Draft | None:
    """ "announced the expulsion of", "called for restraint", "described it as a failure"."""
    layout, entry = reading.layout, reading.entry
    if PREDICATE in entry.takes and (draft := _described(reading)) is not None:
        return draft
    if not entry.obliques and NOUN not in entry.takes and TOPIC not in entry.takes:
        return None
    last = max(reading.group)
    for i in (*reading.group, *_objects(reading)):
        for child in layout.analysis.children(i):
            if child.i < last or child.pos not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
                continue
            case = "" if (case := layout.analysis.case(child.i)) == "'" else case  # an article cut off: « l'« urgence »
            stance, form = entry.obliques.get(case, (None, NOUN)) if case else (None, NOUN)
            if stance is None and i in reading.group and child.dep == "obj" and not case:
                form = NOUN if NOUN in entry.takes else TOPIC
                stance = entry.takes.get(form)
            if stance is None:
                continue
            first, stop = clip(reading, words := _with_reason(reading, layout.reach[child.i]))
            if form == TOPIC and words != layout.reach[child.i] and _gives_reason(reading, child):
                form = GERUND  # "denounced them for bombing the port": that they did is the source's word
            first = max(first, last + 1) + (1 if case else 0)
            stop = _before_apposition(reading, child, (first, stop))
            return draft_of(reading, find_speaker(layout, reading.cues, reading.group), [(first, stop)], form, stance)
    return None


def _before_apposition(reading: Reading, thing: Token, words: Range) -> int:
    """Where a noun's own words end: a relative clause or a name for it behind a comma is the report's."""
    layout = reading.layout
    return min((layout.reach[child.i][0] - 1 for child in layout.analysis.children(thing.i)
                if child.dep in ("acl:relcl", "appos") and thing.i < layout.reach[child.i][0] - 1 < words[1]
                and layout.tokens[layout.reach[child.i][0] - 1].text == ","
                and layout.quotation_of[child.i] < 0), default=words[1])


def _objects(reading: Reading) -> list[int]:
    """Objects of a cue that takes a preposition: "accused India [of a hand in it]" may hang on "India"."""
    if not reading.entry.obliques:
        return []
    return [child.i for i in reading.group for child in reading.layout.analysis.dependents(i, "obj")]


def _gives_reason(reading: Reading, thing: Token) -> bool:
    """Whether a clause, and not a noun, says what something is praised or blamed for."""
    layout = reading.layout
    return any(layout.reach[child.i][0] == layout.reach[thing.i][1] and child.pos == "VERB"
               and layout.lowers[layout.reach[child.i][0]] in reading.cues.reasons
               for child in layout.analysis.children(reading.anchor))


def _with_reason(reading: Reading, words: Range) -> Range:
    """ "blamed the junta [for the raid]", "showed Petit [leading the field]": what follows without a comma."""
    layout = reading.layout
    for child in layout.analysis.children(reading.anchor):
        first, stop = layout.reach[child.i]
        if first == words[1] and ((child.dep in ("xcomp", "advcl", "acl") and child.pos == "VERB")
                                  or layout.lowers[first] in reading.cues.reasons):
            words = words[0], stop
    return words


def _described(reading: Reading) -> Draft | None:
    """ "described the deal as a failure", "qualifie l'accord d'erreur": the thing and what it is called."""
    layout = reading.layout
    last = max(reading.group)
    things = layout.analysis.dependents(reading.anchor, "obj")
    named = [child for child in layout.analysis.children(reading.anchor)
             if layout.lowers[layout.reach[child.i][0]] in reading.cues.predicating]
    named += [child for thing in things for child in layout.analysis.children(thing.i)
              if layout.lowers[layout.reach[child.i][0]] in reading.cues.as_words]
    for child in named:
        if child.i > last and child.relation in ("obl", "nmod", "advcl", "xcomp", "acl"):
            speaker = find_speaker(layout, reading.cues, reading.group)
            content = _with_object(reading, speaker, child, [_to_quotation_end(layout, layout.reach[child.i])])
            return draft_of(reading, speaker, content, PREDICATE, reading.entry.takes[PREDICATE])
    return None
