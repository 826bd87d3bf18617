"""A report becomes an Analysis: sentences, tokens, one tree, quotations, names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from selon.domain.analysis import Analysis, Name, Sentence, Token, with_children
from selon.domain.catalog import Language, read_yaml
from selon.domain.errors import EmptyReport, ReportTooLong
from selon.domain.gazetteer import Gazetteer
from selon.domain.records import Report
from selon.language.dependencies import Tree, is_clearnlp, to_universal
from selon.language.names import repair_names
from selon.language.pieces import Piece, Pieces, join_names
from selon.language.pipelines import load_pipeline
from selon.language.quotations import find_quotations
from selon.language.repairs import (
    ObjectWords,
    repair_adverbs,
    repair_appositions,
    repair_clauses,
    repair_conjunctions,
    repair_dates,
    repair_infinitives,
    repair_lists,
    repair_nationalities,
    repair_objects,
    repair_participles,
    repair_predicates,
    repair_reflexives,
    repair_semicolons,
    repair_subjects,
    repair_titles,
)
from selon.language.segments import Segments, segment
from selon.language.shown import shown
from selon.language.verbs import VerbWords, repair_verbs

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

# The parser's memory grows with the report: some 5 kB a character at the peak. A longer text is no
# single report but a dump of many.
MAX_CHARACTERS = 200_000

# A sentence can begin only behind one of these, or with an opening mark.
_SENTENCE_ENDS = frozenset('.!?…:;»"”’\')]–—-')
_OPENING_MARKS = frozenset('«"“‘([–—-')


@dataclass(frozen=True)
class Analyser:
    """Reads reports of one language through its spaCy pipeline, loaded on first use."""

    language: Language
    gazetteer: Gazetteer = field(default_factory=Gazetteer)

    @cached_property
    def settings(self) -> dict[str, Any]:
        """`language.yaml` of the language folder: pipeline, abbreviations, lemma corrections."""
        settings: dict[str, Any] = self.language.read("language")
        return settings

    @cached_property
    def pipeline(self) -> Pipeline:
        return load_pipeline(self.settings["pipeline"])

    def analyse(self, report: Report) -> Analysis:
        """The analysis of one report. Raises EmptyReport and ReportTooLong."""
        return next(self.analyse_many([report]))

    def analyse_many(self, reports: Iterable[Report]) -> Iterator[Analysis]:
        """Analyses in the order of the reports, a batch at a time."""
        prepared = (self._prepare(report) for report in reports)
        for doc, context in self.pipeline.pipe(prepared, as_tuples=True, batch_size=16):
            report, pieces, segments = context
            yield self._read(report, doc, pieces, segments)

    def _prepare(self, report: Report) -> tuple[Doc, tuple[Report, list[Piece], Segments]]:
        """A spaCy document without white-space tokens, with known names in one piece and with the sentence
        starts that are certain."""
        from spacy.tokens import Doc

        if not report.text.strip():
            raise EmptyReport("the report holds no text")
        if len(report.text) > MAX_CHARACTERS:
            raise ReportTooLong(len(report.text), MAX_CHARACTERS)
        segments = segment(report.text)
        text = shown(report.text)
        words = [Piece(token.text, text.origin(token.idx), text.origin(token.idx + len(token)))
                 for token in self.pipeline.tokenizer(text.text) if not token.is_space]
        if not words:
            raise EmptyReport("the report holds no words")
        pieces = join_names(words, self.gazetteer, self._joining, segments.starts)
        followers = [*(piece.start for piece in pieces[1:]), pieces[-1].end]
        doc = Doc(
            self.pipeline.vocab, words=[piece.word for piece in pieces],
            spaces=[follower > piece.end for piece, follower in zip(pieces, followers, strict=True)],
            sent_starts=self._sentence_starts(pieces, segments))
        return doc, (report, pieces, segments)

    def _sentence_starts(self, pieces: list[Piece], segments: Segments) -> list[bool | int | None]:
        """True where a sentence must begin, False where it must not, None where the parser decides: only after a
        mark that can end a sentence, and not after an abbreviation."""
        starts: list[bool | int | None] = [piece.start in segments.starts or None for piece in pieces]
        for i, (before, piece) in enumerate(pairwise(pieces), start=1):
            may_begin = before.word[-1:] in _SENTENCE_ENDS and before.word.lower() not in self._abbreviations
            if starts[i] is None and not may_begin and piece.word[:1] not in _OPENING_MARKS:
                starts[i] = False
        starts[0] = True
        return starts

    @cached_property
    def _joining(self) -> Pieces:
        naming = read_yaml(self.language.folder.parents[1] / "actors" / "naming.yaml")
        return Pieces.of(self.settings, self.language.read("roles"), naming)

    @cached_property
    def _object_words(self) -> ObjectWords:
        grammar = self.language.read("grammar")
        names = ("partitive", "dative_pronouns", "dative", "time_nouns", "definite", "object_relatives", "genitive",
                 "amounts")
        return ObjectWords(self._joining.time_words, *(frozenset(map(str, grammar[name])) for name in names))

    @cached_property
    def _verb_words(self) -> VerbWords | None:
        verbs = self.settings.get("verbs")
        if not verbs:
            return None
        return VerbWords(frozenset(verbs["perfect"]), tuple(verbs["participles"]), frozenset(verbs["articles"]),
                         frozenset(map(str, self.language.read("grammar")["partitive"])))

    @cached_property
    def _abbreviations(self) -> frozenset[str]:
        return frozenset(self.settings.get("abbreviations", ()))

    @cached_property
    def _lemmas(self) -> dict[str, str]:
        """Corrections of the model's lemmas: a form, or form/POS, to its lemma."""
        return dict(self.settings.get("lemmas") or {})

    @cached_property
    def _is_clearnlp(self) -> bool:
        return is_clearnlp(self.pipeline.get_pipe("parser").labels)  # type: ignore[attr-defined]

    def _read(self, report: Report, doc: Doc, pieces: list[Piece], segments: Segments) -> Analysis:
        tokens = self._tokens(report.text, doc, pieces)
        children = with_children(tokens)
        sentences = tuple(_sentences(doc, tokens, segments))
        quotations = find_quotations(report.text, segments.paragraphs)
        known = [Name(i, i + 1, piece.label, piece.known) for i, piece in enumerate(pieces) if piece.label]
        seen = [Name(e.start, e.end, _NAME_LABELS.get(e.label_, "MISC")) for e in doc.ents]
        names = repair_names(tokens, seen, known, [(s.first, s.stop) for s in sentences], self._joining)
        return Analysis(report.text, report.language, tokens, sentences, quotations, names,
                        segments.dateline, children)

    def _mended(self, tree: Tree, pieces: list[Piece]) -> list[str]:
        """Mends the tree in place; the parts of speech with it. Each repair builds on those before it."""
        repair_semicolons(tree, pieces)
        repair_participles(tree, pieces)
        repair_appositions(tree, pieces, self._joining.titles)
        repair_subjects(tree, pieces)
        repair_reflexives(tree)
        repair_adverbs(tree, self._object_words.genitive)
        repair_predicates(tree, pieces)
        repair_conjunctions(tree)
        repair_clauses(tree, pieces)
        repair_lists(tree, pieces)
        repair_titles(tree, self._joining.titles)
        repair_dates(tree, pieces, self._joining.time_words)
        tree.pos = repair_infinitives(tree)
        tree.pos = repair_nationalities(tree, pieces)
        return repair_objects(tree, pieces, self._object_words)

    def _tokens(self, text: str, doc: Doc, pieces: list[Piece]) -> tuple[Token, ...]:
        pos = [_pos(token.pos_, piece) for token, piece in zip(doc, pieces, strict=True)]
        lemmas = [piece.lemma or piece.prefix + self._lemma(token) for token, piece in zip(doc, pieces, strict=True)]
        tree = to_universal(
            Tree([token.dep_ for token in doc], [token.head.i for token in doc], pos, lemmas,
                 [token.tag_ for token in doc]),
            clearnlp=self._is_clearnlp)
        if self._verb_words is not None:
            repair_verbs(tree, pieces, self._verb_words, lambda i: self._verb_of(doc[i]))
            lemmas = list(tree.lemmas)
        pos = self._mended(tree, pieces)
        features: dict[str, dict[str, str]] = {}
        rows, number = [], -1
        for i, (token, piece) in enumerate(zip(doc, pieces, strict=True)):
            number += bool(token.is_sent_start)
            morph = str(token.morph)
            feats = features.get(morph)
            if feats is None:
                feats = features[morph] = token.morph.to_dict()
            rows.append(Token(i, text[piece.start:piece.end], lemmas[i], pos[i], _dep(tree.deps[i], pos[i], feats),
                              tree.heads[i], piece.start, piece.end, feats, number))
        return tuple(rows)

    def _verb_of(self, token: Any) -> str:
        """The infinitive of a word read as a verb; empty where the lemmas of the model know no such verb."""
        lower = token.text.lower()
        if known := self._lemmas.get(f"{lower}/VERB"):
            return known
        from spacy.tokens import Doc

        reread = Doc(self.pipeline.vocab, words=[lower], pos=["VERB"])
        lemma: str = self.pipeline.get_pipe("lemmatizer").lemmatize(reread[0])[0]  # type: ignore[attr-defined]
        return lemma if lemma != lower else ""

    def _lemma(self, token: Any) -> str:
        lower = token.text.lower()
        corrections = self._lemmas
        return corrections.get(f"{lower}/{token.pos_}") or corrections.get(lower) or token.lemma_.lower() or lower


_NAME_LABELS = {
    "PER": "PER", "PERSON": "PER", "ORG": "ORG", "NORP": "NORP", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC",
    "MISC": "MISC", "EVENT": "MISC", "WORK_OF_ART": "MISC", "PRODUCT": "MISC", "LAW": "MISC",
}


def _pos(pos: str, piece: Piece) -> str:
    """Names are proper nouns, whatever the model made of the word that stood for them."""
    return "PROPN" if piece.label in ("PER", "ORG", "LOC") else pos


def _dep(dep: str, pos: str, morph: dict[str, str]) -> str:
    """Possessive determiners ("sa visite", "its war") count as possessors."""
    if morph.get("Poss") == "Yes" and pos in ("DET", "PRON") and dep in ("det", "nmod:poss", "poss"):
        return "nmod:poss"
    return dep


def _sentences(doc: Doc, tokens: tuple[Token, ...], segments: Segments) -> Iterator[Sentence]:
    paragraph = 0
    for number, sentence in enumerate(doc.sents):
        first, last = tokens[sentence.start], tokens[sentence.end - 1]
        while paragraph + 1 < len(segments.paragraphs) and segments.paragraphs[paragraph + 1] <= first.start:
            paragraph += 1
        root = next((t.i for t in tokens[sentence.start:sentence.end] if t.head == t.i), first.i)
        in_dateline = segments.dateline is not None and first.start < segments.dateline[1]
        yield Sentence(number, sentence.start, sentence.end, first.start, last.end, root,
                       "dateline" if in_dateline else "body", paragraph)
