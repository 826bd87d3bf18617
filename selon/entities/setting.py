"""Where a sentence plays, and where a group is: countries that the words tell without naming an owner."""

from __future__ import annotations

from collections import Counter

from selon.domain.analysis import Sentence, Token
from selon.domain.gazetteer import NameKind
from selon.entities.roles import RoleHit
from selon.entities.scene import Scene

_PARTICIPANTS = ("nsubj", "obj", "iobj", "obl", "conj")

# How many times as often as any other the report must name a country for it to be the one meant.
DOMINANT = 1.5
# What a place told of just before, and the dateline, add to the times that a country is named.
_NEAR = 2


def setting(scene: Scene, token: Token, *, several: bool = False) -> str | None:
    """The country of an institution told of without one: that of its sentence's places, else the one that the report
    names most, leaving out those that take part in the same act under their own name. `several`: people rather than
    an institution; where something happens tells nothing of theirs."""
    sentence = scene.analysis.sentences[token.sentence]
    if not several and (country := _located(scene, sentence)):
        return country
    counts = Counter({code: n for code, n in scene.countries.items() if code not in _taking_part(scene, token)})
    counts.update(_placed(scene))
    if not several:
        for country in (_located_before(scene, sentence), _dateline(scene)):
            counts.update({country: _NEAR} if country else {})
    told = counts.most_common(2)
    if not told or told[0][0] not in _told_elsewhere(scene, sentence):
        return None
    return told[0][0] if len(told) == 1 or told[0][1] >= DOMINANT * told[1][1] else None


def _placed(scene: Scene) -> Counter[str]:
    """How often the report places something in each country."""
    return Counter(country for i in scene.names if scene.analysis.case(i) in scene.directory.locative
                   and (country := _country_at(scene, i)))


def _told_elsewhere(scene: Scene, sentence: Sentence) -> frozenset[str]:
    """The countries that other sentences name: one named in this sentence alone may well be somebody else's."""
    return frozenset(
        known.country for i, name in scene.names.items() if not sentence.first <= i < sentence.stop
        for known in name.known[:1] if known.country)


def _located_before(scene: Scene, sentence: Sentence) -> str | None:
    return _located(scene, scene.analysis.sentences[sentence.number - 1]) if sentence.number else None


def _taking_part(scene: Scene, token: Token) -> frozenset[str]:
    """The countries named as such under the verb that a word stands with: what is theirs would be called so."""
    verb = scene.analysis.tokens[token.head]
    if not verb.is_verb or not token.dep.startswith(_PARTICIPANTS):
        return frozenset()  # "sanctions against the regime": no participant itself
    return frozenset(
        known.country for i in scene.analysis.subtree(verb.i) if i in scene.names
        and scene.analysis.tokens[i].dep.startswith(_PARTICIPANTS)
        for known in scene.names[i].known[:1]
        if known.country and known.kind in (NameKind.COUNTRY, NameKind.CAPITAL))


def seat(scene: Scene, hit: RoleHit) -> str | None:
    """Where people or a body are, when the noun itself says so: "rebels *in Chad*"."""
    for child in scene.analysis.dependents(hit.head, "nmod"):
        if scene.analysis.case(child.i) in scene.directory.locative and (country := _country_at(scene, child.i)):
            return country
    return None


def _located(scene: Scene, sentence: Sentence) -> str | None:
    """The first country in which a sentence places something; where it is sent to is not where it is."""
    return next((country for i in range(sentence.first, sentence.stop) if i in scene.names
                 if scene.analysis.case(i) in scene.directory.locative and not _is_receiver(scene, i)
                 and (country := _country_at(scene, i))), None)


def _is_receiver(scene: Scene, i: int) -> bool:
    """Whether a place is who or where an object goes to: "will send 40 doctors *to Manila*"."""
    analysis = scene.analysis
    head = analysis.tokens[analysis.tokens[i].head]
    if analysis.case(i) not in scene.directory.dative:
        return False
    if head.is_verb:
        return any(child.i < i for child in analysis.dependents(head.i, "obj"))
    return head.relation in ("obj", "conj")


def _dateline(scene: Scene) -> str | None:
    if scene.analysis.dateline is None:
        return None
    line = scene.analysis.sentences[0]
    return next((country for i in range(line.first, line.stop) if (country := _country_at(scene, i))), None)


def _country_at(scene: Scene, i: int) -> str | None:
    """The country of the place that a token names."""
    name = scene.names.get(i)
    if name is None or name.label != "LOC":
        return None
    if name.known and name.known[0].kind in (NameKind.COUNTRY, NameKind.CAPITAL):
        return name.known[0].country
    place = scene.place_of(name)
    return place.country if place else None
