"""A claim in words, one part at a time: who, what, where and when, according to whom, how certain.

`pretty.py` colours these parts and `html.py` marks them up; neither words anything itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from selon.domain.records import (
    Auxiliary,
    Certainty,
    Claim,
    CodedReport,
    Entity,
    Number,
    Polarity,
    Relation,
    Report,
    Source,
    SourceKind,
    Stance,
    Status,
)
from selon.exports.dates import readable

NOBODY = "actor not named"
OBJECT_CHARACTERS = 60  # a longer object is cut at a word
TITLE_CHARACTERS = 70

_CERTAINTY = {Certainty.CERTAIN: "certain", Certainty.PROBABLE: "probable", Certainty.POSSIBLE: "possible",
              Certainty.UNKNOWN: "left open"}
_AUXILIARY = {Auxiliary.HISTORICAL: "background", Auxiliary.HYPOTHETICAL: "hypothetical"}
_STANCE = {Stance.DENIES: "denied by", Stance.DOUBTS: "doubted by", Stance.ASKS: "asked by",
           Stance.HOPES: "hoped for by", Stance.EXPECTS: "expected by", Stance.SUGGESTS: "suggested by"}
_ASSERTED = {SourceKind.PERSON: "said by", SourceKind.OFFICIAL: "said by", SourceKind.ORGANISATION: "said by",
             SourceKind.DOCUMENT: "stated in", SourceKind.EXPERTS: "according to", SourceKind.WITNESSES: "according to",
             SourceKind.UNNAMED: "according to", SourceKind.RUMOUR: "according to"}
STATUS_WORDS = {
    Status.ASSERTED: "the report’s own word", Status.REPORTED: "reported", Status.POSSIBLE: "possible",
    Status.PLANNED: "planned", Status.HYPOTHETICAL: "hypothetical", Status.NEGATED: "did not happen",
    Status.DENIED: "denied",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The parts of a claim's line; an empty part is left out."""

    event: str
    actor: str
    recipient: str
    object: str
    circumstances: str
    attribution: str
    judgement: str

    @property
    def line(self) -> str:
        """The whole claim on one line."""
        deed = f"{self.parties}: {self.object}" if self.object else self.parties
        return "   ".join(part for part in (f"{self.event}  {deed}", self.circumstances, self.attribution,
                                            self.judgement) if part)

    @property
    def parties(self) -> str:
        return f"{self.actor} → {self.recipient}" if self.recipient else self.actor


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field of a claim holds what it holds."""

    field: str
    value: str
    why: str  # the rule and the words; empty where the words are the value


def word(claim: Claim) -> Wording:
    """The claim's parts in words."""
    return Wording(
        event=event_words(claim), actor=parties(claim.actor) or NOBODY, recipient=parties(claim.recipient),
        object=f"“{shortened(claim.object.text, OBJECT_CHARACTERS)}”" if claim.object else "",
        circumstances=", ".join(circumstances(claim)), attribution=attribution_words(claim),
        judgement=judgement_words(claim))


def event_words(claim: Claim) -> str:
    """Type and modes, with "not" where the text says that it did not happen and nobody is named as denying it."""
    words = " ".join((claim.event, *claim.mode))
    return f"not {words}" if claim.polarity is Polarity.NEGATIVE and not _is_denial(claim) else words


def parties(entities: Iterable[Entity]) -> str:
    """Names with country and sectors: "Sergei Shoigu (RUS GOV MIL) and Kim Jong Un (PRK GOV)"."""
    names = list(dict.fromkeys(_with_codes(entity.name, entity.country, *entity.sectors) for entity in entities))
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def circumstances(claim: Claim) -> Iterator[str]:
    """Place, date and numbers, those that the report gives."""
    if claim.place:
        yield claim.place.name
    if claim.time:
        yield readable(claim.time.value) if claim.time.value else f"“{claim.time.text}”"
    yield from map(number_words, claim.numbers)


def number_words(number: Number) -> str:
    """A count or an amount: "16 killed", "at least 300 weapons", "7 days"."""
    unit = number.unit or ""
    if len(unit) > 1 and unit.islower() and _amount(number) not in ("1", f"“{number.text}”"):
        unit += "s"
    what = "" if number.what in ("money", "duration", "percent") else number.what
    return " ".join(part for part in (_amount(number), unit, what) if part)


def _amount(number: Number) -> str:
    low, high = number.low, number.high
    if low is not None and high is not None and low != high:
        return f"{low:,g}–{high:,g}" if max(low, high) < 1e6 else f"{low:,.0f}–{high:,.0f}"
    for words, amount in (("at least ", low if high is None else None), ("at most ", high if low is None else None),
                          ("", number.value if number.value is not None else low)):
        if amount is not None:
            return words + (f"{amount:,.0f}" if amount == int(amount) else f"{amount:,}")
    return f"“{number.text}”"


def attribution_words(claim: Claim) -> str:
    """The chain, outermost first: "reported by Yonhap (KOR), citing KCNA (PRK)". Empty: the report's own voice."""
    return chain_words(claim.attribution, claim.polarity)


def chain_words(chain: Sequence[Source], polarity: Polarity = Polarity.POSITIVE) -> str:
    """A chain of sources, outermost first, in words."""
    parts = []
    for place, source in enumerate(chain):
        # "X denied not having met Y" is a positive claim: to say that X denies it would turn it round.
        turned = source.stance is Stance.DENIES and polarity is Polarity.POSITIVE and source is chain[-1]
        stance = Stance.ASSERTS if turned else source.stance
        cites = place > 0 and stance is Stance.ASSERTS
        parts.append(f"{'citing' if cites else _verb(source.kind, stance)} {source_words(source)}")
    return ", ".join(parts)


def _verb(kind: SourceKind, stance: Stance) -> str:
    return _STANCE.get(stance) or _ASSERTED.get(kind, "reported by")


def source_words(source: Source) -> str:
    """A source's name, with its country and whether it can be looked up."""
    if source.kind is SourceKind.UNNAMED and source.name in ("", "unnamed"):
        return _with_codes("an unnamed source", source.country)
    notes = [source.country or "", "" if source.named else "not named"]
    notes = [note for note in notes if note]
    return f"{source.name} ({', '.join(notes)})" if notes else source.name


def judgement_words(claim: Claim) -> str:
    """Certainty and, in words, PLOVER's auxiliary modes; negation is said with the event or its source."""
    future = "planned" if claim.status is Status.PLANNED else "in the future"
    words = [future if mode is Auxiliary.FUTURE else _AUXILIARY[mode]
             for mode in claim.auxiliary if mode is not Auxiliary.NEGATION]
    return ", ".join((_CERTAINTY[claim.certainty], *words))


def relation_words(relation: Relation) -> str:
    """A standing fact: "ally: Russia (RUS) – North Korea (PRK)"."""
    sides = (_with_codes(party.name, party.country) for party in (relation.subject, relation.object))
    source = chain_words(relation.attribution)
    return f"{str(relation.type).replace('_', ' ')}: {' – '.join(sides)}" + (f"   {source}" if source else "")


def heading(report: Report) -> str:
    """A report's title, or its first words."""
    first_line = next(iter(report.text.strip().splitlines()), "")
    return report.title or shortened(first_line, TITLE_CHARACTERS)


def byline(report: Report) -> str:
    """Publisher, date and language."""
    date = readable(report.published) if report.published else "date not given"
    return " · ".join(part for part in (report.publisher, date, report.language) if part)


def origin_words(coded: CodedReport) -> str:
    """Whose word the report is; empty where that is not known."""
    origin = coded.origin
    if origin is None:
        return ""
    note = origin.kind + (f": {origin.why}" if origin.why else "")
    return f"origin: {origin.name} ({note})"


def explain(claim: Claim) -> tuple[Reason, ...]:
    """For each field that holds something, the rule and the words that gave it."""
    return tuple(_reasons(claim))


def _reasons(claim: Claim) -> Iterator[Reason]:
    why: dict[str, list[str]] = {}
    for name, reason in claim.why:
        why.setdefault(name, []).append(reason)
    yield Reason("event", " ".join((claim.event, *claim.mode)),
                 _joined(f"“{claim.trigger.text}”", *why.get("event", ()), *why.get("mode", ())))
    for name, entities in (("actor", claim.actor), ("recipient", claim.recipient)):
        for entity in entities:
            yield Reason(name, parties([entity]), _joined(f"“{entity.text}”", *why.get(name, ()), entity.why))
    if claim.object:
        yield Reason("object", f"“{claim.object.text}”", _joined(*why.get("object", ())))
    if claim.context:
        yield Reason("context", ", ".join(claim.context).replace("_", " "), _joined(*why.get("context", ())))
    yield from _reasons_of_circumstances(claim, why)
    for source in claim.attribution:
        yield Reason("attribution", chain_words([source], claim.polarity), _joined(
            f"cue “{source.cue.text}”", f"source “{source.text}”", f"{source.quote} speech", source.why))
    yield Reason("certainty", judgement_words(claim), _joined(
        *why.get("certainty", ["nothing in the text weakens it"]), *why.get("polarity", ()), *why.get("auxiliary", ())))
    yield Reason("status", STATUS_WORDS[claim.status], _joined(*why.get("status", ())))


def _reasons_of_circumstances(claim: Claim, why: dict[str, list[str]]) -> Iterator[Reason]:
    if claim.place:
        yield Reason("place", _with_codes(claim.place.name, claim.place.country),
                     _joined(f"“{claim.place.text}”", *why.get("place", ()), claim.place.why))
    if claim.time:
        value = readable(claim.time.value) if claim.time.value else "no date"
        yield Reason("time", value, _joined(f"“{claim.time.text}”", *why.get("time", ()), claim.time.why))
    for number in claim.numbers:
        yield Reason("number", number_words(number), _joined(f"“{number.text}”", *why.get("numbers", ())))


def shortened(text: str, limit: int) -> str:
    """A text on one line, cut at a word where it is longer than so many characters."""
    plain = " ".join(text.split())
    if len(plain) <= limit:
        return plain
    return plain[:limit].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _with_codes(name: str, *codes: str | None) -> str:
    known = " ".join(code for code in codes if code)
    return f"{name} ({known})" if known else name


def _joined(*reasons: str) -> str:
    return "; ".join(dict.fromkeys(reason for reason in reasons if reason))


def _is_denial(claim: Claim) -> bool:
    return any(source.stance is Stance.DENIES for source in claim.attribution)
