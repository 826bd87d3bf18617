"""Who did what to whom, according to whom, how certain: the claims of a report.

1. Readings: which words tell an event (triggers.py), chosen by their frames.
2. Participants: who fills each role (roles.py), place, time, numbers, modes and contexts (circumstances.py).
3. Attribution: the sources whose content holds the trigger (attribution/).
4. Certainty: mood, negation and governing words, then the source's stance (certainty.py).
5. What an announced event becomes (`future_is` of the ontology), and which mentions only repeat another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from selon.claims.certainty import CertaintyRules, judge, status_of, with_background, with_source
from selon.claims.circumstances import event_contexts, event_modes, event_numbers
from selon.claims.event_places import PlaceFinder
from selon.claims.event_times import TimeFinder
from selon.claims.foreground import with_foreground
from selon.claims.frames import Lexicon
from selon.claims.relations import RelationWords, find_relations
from selon.claims.roles import Roles, acting, fill_roles
from selon.claims.setting import at_home, with_host
from selon.claims.slots import Slots
from selon.claims.sources import Cues, chain_at, find_attributions
from selon.claims.speakers import with_speakers
from selon.claims.speech_acts import as_demand, as_refusal, as_threat, by_doer, demanded_of
from selon.claims.spots import SpotWords, Standpoint
from selon.claims.told_places import NounPlaces
from selon.claims.triggers import Reading, choose
from selon.domain.analysis import Analysis
from selon.domain.cast import Cast
from selon.domain.catalog import EventType, Language, SectorGroups
from selon.domain.records import (
    Attribution,
    Auxiliary,
    Certainty,
    Claim,
    Entity,
    Judgement,
    Place,
    Relation,
    Report,
    Source,
    Span,
    Stance,
    Status,
)

_PHRASE_DEPS = frozenset({"obj", "compound", "advmod", "xcomp", "fixed", "obl"})


@dataclass(frozen=True)
class ClaimRules:
    """Everything that a language's data says about claims, compiled once."""

    lexicon: Lexicon
    cues: Cues
    certainty: CertaintyRules
    relations: RelationWords
    spots: SpotWords
    sectors: SectorGroups

    @classmethod
    def of(cls, language: Language) -> ClaimRules:
        return cls(Lexicon.of(language), Cues.of(language), CertaintyRules.of(language), RelationWords.of(language),
                   SpotWords.of(language), SectorGroups.of(language.read_shared("ontology/codes")))


@dataclass(frozen=True)
class Findings:
    """The claims of one report, with the attributions and relations they stand beside."""

    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    attributions: tuple[Attribution, ...]
    cast: Cast  # with first-person pronouns tied to who speaks


def find_claims(report: Report, analysis: Analysis, cast: Cast, rules: ClaimRules,
                types: Mapping[str, EventType]) -> Findings:
    """The claims of a report in text order, its attributions and its relations."""
    attributions = find_attributions(analysis, cast, rules.cues)
    cast = with_speakers(cast, analysis, attributions, rules.sectors.spokesmen)
    slots = Slots(analysis, cast, rules.lexicon.patterns)
    readings = choose(slots, rules.lexicon, types).told
    told = {word: reading for reading in readings for word in (reading.word, reading.trigger)}
    drafting = Drafting(report, slots, rules, types, attributions, told)
    drafts: list[Claim] = []
    aims = _same_aims(slots, readings, told, types)
    for reading in (reading for reading in readings if reading.word not in aims):
        earlier = next((claim for claim in reversed(drafts) if claim.event == reading.event), None)
        if (draft := drafting.claim(reading, earlier)) is not None:
            drafts.append(draft)
    relations = [replace(relation, attribution=_sources(attributions, relation.evidence.start))
                 for relation in find_relations(slots, rules.relations)]
    return Findings(tuple(_without_repeats(with_foreground(drafts, slots))), _distinct(relations), attributions, cast)


@dataclass(frozen=True)
class Drafting:
    """What the claims of one report are made of, and how each reading of a word becomes one."""

    report: Report
    slots: Slots
    rules: ClaimRules
    types: Mapping[str, EventType]
    attributions: Sequence[Attribution]
    told: Mapping[int, Reading]  # by the words that tell an event

    def claim(self, reading: Reading, earlier: Claim | None) -> Claim | None:
        """The claim of a reading; `earlier`: the last one of its type. None where the words tell of nobody."""
        slots, roles = self.slots, fill_roles(self.slots, reading, self.types, self.told)
        takes_up = earlier is not None and _takes_up(slots, reading, roles)
        if earlier is not None and takes_up:
            roles = replace(roles, actor=earlier.actor, recipient=earlier.recipient)
        chain = self._chain(reading)
        roles = _with_denier(slots, roles, reading, chain, self._others(reading))
        roles = _with_speaker(slots, _with_teller(slots, roles, reading, self.attributions), reading, chain)
        claim = self._draft(reading, roles, chain)
        if not (_tells_of_someone(reading, roles) or _is_placed(claim, reading)
                or _denies_everyone(slots, reading, self.rules.certainty)):
            return None
        if takes_up and not (claim.place or claim.numbers or (claim.time and claim.time.value)):
            return None  # "this visit" tells nothing new; section 1 of the codebook
        return self._settled(claim, reading, chain, earlier)

    def _chain(self, reading: Reading) -> tuple[Source, ...]:
        """Who tells of it. Who denies *the* accusation denies what it says; *any* accusation, that it was made."""
        token = self.slots.analysis.tokens[reading.trigger]
        chain = _sources(self.attributions, token.start)
        if not chain or chain[-1].stance is not Stance.DENIES or token.lemma not in self.rules.certainty.utterances:
            return chain
        verb = self.slots.analysis.tokens[token.head]
        is_known = any(word.morph.get("Definite") == "Def" for word in self.slots.analysis.dependents(token.i, "det"))
        return chain[:-1] if is_known and chain[-1].cue.start <= verb.start < chain[-1].cue.end else chain

    def _draft(self, reading: Reading, roles: Roles, chain: tuple[Source, ...]) -> Claim:
        """The claim as the words have it: what was done by whom, where, when, how certain."""
        slots, rules, kind = self.slots, self.rules, self.types[reading.event]
        view = Standpoint(slots, reading, rules.spots, self._others(reading), self._denials)
        time = TimeFinder(view, self.report.published).time(slots.cast.times)
        judgement = with_background(_judgement(slots, reading, rules, chain), slots.analysis, reading.word,
                                    rules.certainty, time, self.report.published)
        event = _announced(kind, judgement, chain, roles.actor)
        sentence = slots.analysis.sentence_of(reading.trigger)
        return Claim(
            id="", event=event.id,
            mode=tuple(m for m in event_modes(slots, reading, roles, rules.lexicon) if m in event.modes),
            context=event_contexts(slots, reading, rules.lexicon), trigger=_trigger_span(slots, reading),
            actor=roles.actor, recipient=roles.recipient, object=roles.object,
            place=PlaceFinder(view, roles, self._voices, kind).place(slots.cast.places, self._noun_places),
            time=time, numbers=event_numbers(slots, reading, roles, slots.cast.numbers), attribution=chain,
            polarity=judgement.polarity, certainty=judgement.certainty, auxiliary=judgement.auxiliary,
            status=Status.ASSERTED, evidence=(slots.analysis.span(sentence.first, sentence.stop),),
            why=(("event", f"{reading.frame.event}: {reading.why}"), *roles.why,
                 *(("attribution", f"{s.cue.text} → {s.name}") for s in chain),
                 *(("certainty", reason) for reason in judgement.why)))

    def _settled(self, claim: Claim, reading: Reading, chain: Sequence[Source], earlier: Claim | None) -> Claim:
        """The claim as the act that its sentence performs, a demand, refusal or threat, with people put at home."""
        slots, types = self.slots, self.types
        if asked := demanded_of(slots, slots.analysis.tokens[reading.word], chain):
            claim = as_demand(claim, reading.event, asked, _speaker(slots, chain[-1]), types)
        else:
            averting = acting(slots, slots.slot(reading.word, "condition"))
            claim = as_threat(as_refusal(claim, reading.event, types), reading.event, averting, types)
        judgement = Judgement(claim.certainty, claim.polarity, claim.auxiliary)
        claim = at_home(claim, slots.cast, self.rules.sectors, is_domestic=types[reading.event].domestic)
        if types[reading.event].hosted:
            claim = with_host(claim, earlier, acting(slots, slots.slot(reading.word, "host")))
        return replace(claim, id=claim_id(self.report.id, claim.trigger.start, claim.trigger.end, claim.event),
                       status=status_of(judgement, claim.attribution))

    def _others(self, reading: Reading) -> frozenset[int]:
        """The words that tell other events."""
        return frozenset(self.told.keys() - {reading.word, reading.trigger})

    @cached_property
    def _noun_places(self) -> tuple[Place, ...]:
        return NounPlaces(self.slots, self.rules.spots).find()

    @cached_property
    def _voices(self) -> frozenset[int]:
        """The heads of all sources."""
        return self._heads(span for item in self.attributions for span in item.source)

    @cached_property
    def _denials(self) -> frozenset[int]:
        """The heads of all words of denial."""
        return self._heads(span for item in self.attributions if item.resolved.stance is Stance.DENIES
                           for span in item.cue)

    def _heads(self, spans: Iterable[Span]) -> frozenset[int]:
        tokens = self.slots.analysis.tokens
        return frozenset(token.i for span in spans for token in tokens if span.start <= token.start < span.end
                         and (token.head == token.i or not span.start <= tokens[token.head].start < span.end))


def _same_aims(slots: Slots, readings: Sequence[Reading], told: Mapping[int, Reading],
               types: Mapping[str, EventType]) -> frozenset[int]:
    """Words that only tell what an event of their own type is done for: "marched *to protest* against the law"."""
    aimed = (reading for reading in readings if types[reading.event].aimed)
    return frozenset(aim for reading in aimed for word in (reading.word, reading.trigger)
                     for aim in slots.aims(word) if aim in told and told[aim].event == reading.event
                     and slots.analysis.tokens[aim].morph.get("VerbForm") == "Inf")


def _takes_up(slots: Slots, reading: Reading, roles: Roles) -> bool:
    """Whether a noun only points back to an event told before: "this visit", "ces frappes"."""
    if roles.actor or roles.recipient or reading.frame.word_class != "noun":
        return False
    return any(t.lemma in slots.patterns.again or t.lower in slots.patterns.again
               for t in slots.analysis.dependents(reading.word, "det"))


def _with_denier(slots: Slots, roles: Roles, reading: Reading, chain: Sequence[Source],
                 others: frozenset[int]) -> Roles:
    """Who denies a deed that is only named denies having done it: "Rome denied any *plan to attack*"; decision 9."""
    if roles.actor or reading.frame.word_class != "noun":
        return roles
    holds = any(t.i in others for t in slots.analysis.dependents(reading.word, "nmod"))  # "talk of a *raid*"
    speaker = None if holds else _denier(slots, chain)
    return replace(roles, actor=(speaker,)) if speaker else roles


def _with_speaker(slots: Slots, roles: Roles, reading: Reading, chain: Sequence[Source]) -> Roles:
    """Who says it does it, where the frame says so: "Oslo said that was *out of the question*"."""
    if roles.actor or not chain or (("speaker",),) not in reading.frame.roles["actor"]:
        return roles
    speaker = _speaker(slots, chain[-1])
    return replace(roles, actor=(speaker,)) if speaker else roles


def _with_teller(slots: Slots, roles: Roles, reading: Reading, attributions: Sequence[Attribution]) -> Roles:
    """Who is quoted with a word does what it tells, though the parser takes him for its object: "« ... », *déplore
    l'ambassadeur*"."""
    token = slots.analysis.tokens[reading.word]
    told = next((item for item in attributions if any(cue.start <= token.start < cue.end for cue in item.cue)), None)
    if told is None or reading.frame.word_class != "verb" or told.resolved.start < token.start:
        return roles
    if any(subject.i < token.i for subject in slots.analysis.dependents(token.i, "nsubj")) or not any(
            content.start < token.start for content in told.content):
        return roles  # no inversion: somebody else stands before the word
    speaker = _speaker(slots, told.resolved)
    if speaker is None or speaker.name in {entity.name for entity in roles.actor}:
        return roles
    source = told.resolved
    recipient = tuple(entity for entity in roles.recipient if not source.start <= entity.start < source.end)
    return replace(roles, actor=(speaker,), recipient=recipient or roles.actor)


def _denier(slots: Slots, chain: Sequence[Source]) -> Entity | None:
    """The innermost source as an entity, where it denies."""
    return _speaker(slots, chain[-1]) if chain and chain[-1].stance is Stance.DENIES else None


def _denies_everyone(slots: Slots, reading: Reading, rules: CertaintyRules) -> bool:
    """ "No one demonstrated": nobody is named, and yet the sentence tells what did not happen."""
    denying = rules.negation.determiners
    return reading.frame.word_class == "verb" and any(
        word.lower in denying for subject in slots.analysis.dependents(reading.word, "nsubj", "nsubj:pass")
        for word in (subject, *slots.analysis.dependents(subject.i, "det")))


def _speaker(slots: Slots, source: Source) -> Entity | None:
    """The entity that a source's words stand for."""
    for mention in slots.cast.mentions:
        first, last = slots.analysis.tokens[mention.first], slots.analysis.tokens[mention.stop - 1]
        if first.start < source.end and source.start < last.end and mention.entities[0].can_act:
            return mention.entities[0]
    return None


def _trigger_span(slots: Slots, reading: Reading) -> Span:
    """The trigger with the further words of its phrase where they stand right beside it ("avoir besoin")."""
    first, stop = reading.trigger, reading.trigger + 1
    if reading.word == reading.trigger:
        near = [t.i for t in slots.analysis.children(reading.word)
                if t.lemma in reading.others and t.relation in _PHRASE_DEPS]
        while stop in near:
            stop += 1
    return slots.analysis.span(first, stop)


def claim_id(report_id: str, start: int, end: int, event: str) -> str:
    """Stable across re-coding: of report, trigger and type."""
    return hashlib.sha256(f"{report_id}:{start}:{end}:{event}".encode()).hexdigest()[:16]


def _tells_of_someone(reading: Reading, roles: Roles) -> bool:
    if reading.frame.bare or roles.actor or roles.recipient:
        return True
    return reading.frame.word_class == "verb" and roles.object is not None and reading.frame.needs != ()


def _is_placed(claim: Claim, reading: Reading) -> bool:
    """Whether an event noun without participants still names one event: by its toll, or by both place and time."""
    is_noun = reading.frame.word_class == "noun"
    return is_noun and bool(claim.numbers or (claim.place and claim.time))


def _judgement(slots: Slots, reading: Reading, rules: ClaimRules, chain: tuple[Source, ...]) -> Judgement:
    """Certainty of the reading. Words that only frame the event, or absorbed it, say nothing about it."""
    denying = rules.certainty.negation.particle | rules.certainty.negation.words
    if reading.word != reading.trigger and denying.intersection(reading.others):
        # "*n'exclut* pas une visite": the negation belongs to the phrase, which as a whole makes the visit possible
        judgement = judge(slots.analysis, reading.trigger, rules.certainty)
    else:
        own = frozenset((reading.word,)) if reading.word != reading.trigger else frozenset()
        judgement = judge(slots.analysis, reading.word, rules.certainty, skip=own)
    is_denied = chain and chain[-1].stance is Stance.DENIES  # "rejected any claim that they had attacked"
    if (reading.promised or reading.frame.future) and not is_denied and Auxiliary.FUTURE not in judgement.auxiliary:
        certainty = Certainty.PROBABLE if judgement.certainty is Certainty.CERTAIN else judgement.certainty
        judgement = replace(judgement, certainty=certainty,
                            auxiliary=tuple(sorted({*judgement.auxiliary, Auxiliary.FUTURE})))
    return with_source(judgement, chain)


def _announced(event: EventType, judgement: Judgement, chain: tuple[Source, ...],
               actor: tuple[Entity, ...]) -> EventType:
    """What an event still to come is coded as: announced cooperation is AGREE, a promised withdrawal CONCEDE.

    What is feared, hoped for or merely possible for somebody else keeps its own type; decision 7 of the codebook.
    """
    if event.future_is is None or Auxiliary.FUTURE not in judgement.auxiliary:
        return event
    own_word = by_doer(actor, chain)
    if judgement.certainty is Certainty.UNKNOWN and not own_word:
        return event
    if chain and chain[-1].stance in (Stance.HOPES, Stance.DOUBTS):
        return event
    is_loose = judgement.certainty is Certainty.POSSIBLE or (chain and chain[-1].stance is Stance.EXPECTS)
    if is_loose and not event.arranged_if_possible and not own_word:
        return event
    return replace(event, id=event.future_is, modes={})


def _sources(attributions: Sequence[Attribution], offset: int) -> tuple[Source, ...]:
    return tuple(attribution.resolved for attribution in chain_at(attributions, offset))


def _without_repeats(claims: Iterable[Claim]) -> Iterator[Claim]:
    """A later mention of an event that adds nobody and nothing is no new claim; section 1 of the codebook."""
    told: dict[tuple[str, str], list[Claim]] = {}  # by event and word
    for claim in claims:
        alike = told.setdefault((claim.event, claim.trigger.text.lower()), [])
        if not any(_only_repeats(claim, earlier) for earlier in alike):
            alike.append(claim)
            yield claim


def _only_repeats(claim: Claim, earlier: Claim) -> bool:
    """Whether a claim adds nothing to an earlier one of the same event and word."""
    if claim.polarity != earlier.polarity:
        return False
    if (claim.time and claim.time.value) or claim.place or claim.numbers or claim.attribution != earlier.attribution:
        return False
    told = {entity.name for entity in (*earlier.actor, *earlier.recipient)}
    return {entity.name for entity in (*claim.actor, *claim.recipient)} <= told


def _distinct(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    found: dict[tuple[object, ...], Relation] = {}
    for relation in relations:
        found.setdefault((relation.type, relation.subject.name, relation.object.name), relation)
    return tuple(found.values())
