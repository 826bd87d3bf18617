"""Which title belongs to which name: "Defence Minister *Gallant*", "M. Choïgou, ministre de la Défense".

Syntax decides where it joins the two; where it does not, a title may still stand right beside its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from selon.domain.analysis import Name, Token
from selon.domain.records import EntityKind
from selon.entities.phrases import head_of
from selon.entities.roles import RoleHit
from selon.entities.scene import Scene

# How a parser hangs a title on its name, and a name on its title.
_TITLE_ON_NAME = ("compound", "appos", "amod", "flat", "nmod")
_NAME_ON_TITLE = ("compound", "flat", "appos", "amod")
# Words that may stand between a title and its name: "ministre *russe de la Défense* Choïgou".
_OF_TITLE = ("ADJ", "ADP", "DET", "NOUN", "PROPN", "CCONJ")
# Words that may stand between a name's comma and the noun of the title behind it: "Choïgou, *le puissant* ministre".
_BEFORE_TITLE = ("DET", "ADJ", "PROPN", "NOUN", "ADP", "PART")
_LONGEST_TITLE = 8  # tokens between a title's noun and its name
_LONGEST_LEAD = 5  # tokens from a name's comma to the title's noun


@dataclass(frozen=True)
class Titles:
    """The titles of one report's names."""

    scene: Scene
    _found: dict[int, RoleHit | None] = field(default_factory=dict)  # by first token of the name

    def title_of(self, name: Name) -> RoleHit | None:
        """The role noun that a name bears."""
        if name.first not in self._found:
            self._found[name.first] = self._find(name)
        return self._found[name.first]

    @cached_property
    def bearers(self) -> Mapping[int, Name]:
        """The person that bears a title, by the head of the title; the first where several do."""
        found: dict[int, Name] = {}
        for name in self.scene.names.values():
            if name.label == "PER" and (hit := self.title_of(name)) is not None:
                found.setdefault(hit.head, name)
        return found

    def _find(self, name: Name) -> RoleHit | None:
        token = self.scene.analysis.tokens[head_of(self.scene.analysis, name)]
        return next((hit for hit in self.scene.hits_in.get(token.sentence, ())
                     if self._can_be_borne(hit) and self._is_joined(hit, token, name)), None)

    def _is_joined(self, hit: RoleHit, token: Token, name: Name) -> bool:
        if self._has_person_between(hit, name):
            return False
        analysis, noun = self.scene.analysis, self.scene.analysis.tokens[hit.head]
        if noun.head == token.i and noun.dep in _TITLE_ON_NAME and not analysis.case(noun.i):
            return not analysis.dependents(noun.i, "case:poss")
        if token.head == noun.i and token.dep in _NAME_ON_TITLE and not analysis.case(token.i):
            return True
        if hit.first < name.first:
            return self._stands_before(hit, name)
        if name.label == "LOC" and self.scene.place_of(name) is not None:
            return False  # "was sent to *Khartoum*, an officer said"
        return self._stands_behind(hit, name)

    def _can_be_borne(self, hit: RoleHit) -> bool:
        return not hit.role.plural and hit.role.kind not in (EntityKind.THING, EntityKind.STATE) and (
            hit.role.label not in self.scene.directory.sites)

    def _has_person_between(self, hit: RoleHit, name: Name) -> bool:
        first, stop = (hit.stop, name.first) if hit.first < name.first else (name.stop, hit.first)
        return any(self.scene.is_person(i) for i in range(first, stop))

    def _stands_before(self, hit: RoleHit, name: Name) -> bool:
        """ "ministre russe de la Défense, M. Choïgou": nothing but the noun's own words, perhaps a comma, between."""
        tokens, between = self.scene.analysis.tokens, range(hit.stop, name.first)
        if len(between) > _LONGEST_TITLE:
            return False
        last = tokens[name.first - 1]
        if between and last.text == ",":
            return hit.role.office and self._only_commas_between(hit, between)
        if last.pos in ("ADP", "DET"):
            return False  # "prosecutors in Kherson": the name is where, not who
        if between and not hit.role.office:
            return False
        return all(tokens[i].pos in _OF_TITLE and tokens[i].text != "," for i in between) and (
            not self.scene.analysis.dependents(hit.head, "case:poss"))

    def _only_commas_between(self, hit: RoleHit, between: range) -> bool:
        """Whether all that stands between are commas and words that depend on the title."""
        tokens, own = self.scene.analysis.tokens, set(self.scene.analysis.subtree(hit.head))
        return all(tokens[i].text == "," or (i in own and tokens[i].pos != "PUNCT") for i in between)

    def _stands_behind(self, hit: RoleHit, name: Name) -> bool:
        """ "M. Choïgou, le puissant ministre": a comma, a few words of the title, its noun."""
        tokens = self.scene.analysis.tokens
        if self.scene.analysis.dependents(hit.head, "case:poss"):
            return False  # "X, the *president's* envoy"
        comma = hit.first - 1
        while comma > name.stop and tokens[comma].pos in _BEFORE_TITLE:
            comma -= 1
        return comma == name.stop and tokens[comma].text == "," and hit.first - comma <= _LONGEST_LEAD and (
            tokens[hit.head].dep == "appos" or hit.role.office)
