"""Where a sentence plays, and where a group is: countries that the words tell without naming an owner."""

from __future__ import annotations

from selon.domain.analysis import Sentence, Token
from selon.domain.gazetteer import NameKind
from selon.entities.roles import RoleHit
from selon.entities.scene import Scene

# A report names the country it plays in this many times as often as any other.
DOMINANT = 2


def setting(scene: Scene, token: Token) -> str | None:
    """The country in which a word's sentence plays: by its places, those just before, the report's, the dateline."""
    sentences = scene.analysis.sentences
    near = (sentences[number] for number in (token.sentence, token.sentence - 1) if number >= 0)
    located = next((country for sentence in near if (country := _located(scene, sentence))), None)
    return located or _dominant(scene) or _dateline(scene)


def seat(scene: Scene, hit: RoleHit) -> str | None:
    """Where people or a body are, when the noun itself says so: "rebels *in Chad*"."""
    for child in scene.analysis.dependents(hit.head, "nmod"):
        if scene.analysis.case(child.i) in scene.directory.locative and (country := _country_at(scene, child.i)):
            return country
    return None


def _located(scene: Scene, sentence: Sentence) -> str | None:
    """The first country in which a sentence places something."""
    return next((country for i in range(sentence.first, sentence.stop) if i in scene.names
                 if scene.analysis.case(i) in scene.directory.locative and (country := _country_at(scene, i))), None)


def _dominant(scene: Scene) -> str | None:
    told = scene.countries.most_common(2)
    if told and (len(told) == 1 or told[0][1] >= DOMINANT * told[1][1]):
        return told[0][0]
    return None


def _dateline(scene: Scene) -> str | None:
    if scene.analysis.dateline is None or len(scene.countries) > 1:
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
