"""Names of persons become mentions: who the name stands for, with the title that the words give them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from selon.domain.analysis import Name
from selon.domain.cast import Mention
from selon.domain.folding import fold
from selon.domain.gazetteer import Known
from selon.domain.records import Entity, EntityKind
from selon.entities.labels import Labels, Said
from selon.entities.people import FORMER, Person, at_date, choose, is_misspelt, share_a_first_name
from selon.entities.phrases import Stretch, Words, head_of
from selon.entities.references import History
from selon.entities.roles import RoleHit
from selon.entities.scene import Lookup, Scene

# A title's own country outweighs any number of times that the report names another.
_DECISIVE = 1000


@dataclass(frozen=True)
class Persons:
    """Resolves names of persons by title, office at the date, countries told of, and names told of before."""

    scene: Scene
    history: History
    labels: Labels
    at: Lookup

    def mention(self, name: Name, hit: RoleHit | None) -> Mention:
        """A name and its title as one mention; the history learns the titles."""
        if hit is not None and hit.role.is_outlet:
            return self._outlet(name, hit)
        bare = self._without_honorific(self.scene.text(name))
        said = self._said(name, hit)
        earlier = self.history.person(bare)
        known = self._known(name, bare, said, is_told_of=earlier is not None)
        words = Stretch.over(name, hit) if hit else Stretch(name.first, name.stop)
        entity = self._entity(words, said, known) if known else self._stranger(words, bare, said, earlier, hit)
        borne = (said.label, *(at_date(known, self.scene.date).titles if known else ()))
        self.history.note_titles(entity.name, filter(None, borne), hit.role.label if hit else None)
        head, also = self._heads(name, hit)
        title = said.label if hit and hit.role.office else None
        return replace(self.scene.mention(head, words, (entity,), "name"), also=also, title=title)

    def _outlet(self, name: Name, hit: RoleHit) -> Mention:
        """ "the Syrian news agency *Sana*": what the model took for a person is the agency's name."""
        said, words = self._said(name, hit), Stretch.over(name, hit)
        entity = self.scene.entity(words, self.scene.text(name), EntityKind.ORGANISATION, country=said.country,
                                   sectors=said.sectors, why=f"name of a {said.label} by the words beside it")
        head, also = self._heads(name, hit)
        return replace(self.scene.mention(head, words, (entity,), "name"), also=also, source_kind=hit.role.source)

    def _said(self, name: Name, hit: RoleHit | None) -> Said:
        """What the title says, with a nationality word of the name, or of a further noun beside the title, where the
        title has none: "X, an activist and *Canadian* citizen"."""
        said = self.labels.said(hit) if hit else Said()
        return said if said.country else replace(said, country=self._nation_of(name) or self.nation_beside(hit))

    def nation_beside(self, hit: RoleHit | None) -> str | None:
        """The country of nouns coordinated with a title, or in apposition to it."""
        if hit is None:
            return None
        others = (self.scene.hits.get(child.i) for child in self.scene.analysis.dependents(hit.head, "conj", "appos"))
        return next((country for other in others if other and other.role.kind in (EntityKind.PERSON, EntityKind.GROUP)
                     and (country := self.labels.country(other))), None)

    def _nation_of(self, name: Name) -> str | None:
        """A nationality word that the parser hung on the name rather than on its title: "*British* Secretary King"."""
        head = head_of(self.scene.analysis, name)
        for child in self.scene.analysis.dependents(head, "amod", "compound", "nmod:poss", "nmod"):
            is_owner = child.dep != "nmod" or self.scene.analysis.case(child.i) in self.scene.directory.genitive
            mention = self.at(child.i) if is_owner and not name.first <= child.i < name.stop else None
            if mention and mention.entities and mention.entities[0].kind in (EntityKind.STATE, EntityKind.ORGANISATION):
                return mention.entities[0].country
        return None

    def _known(self, name: Name, bare: str, said: Said, *, is_told_of: bool) -> Known | None:
        """Whom the data knows by the full name, else by surname, unless the report has named them before."""
        known = choose(name.known, self.scene.date, self._favouring(said.country), said.label)
        return known if known or is_told_of else self._by_surname(bare, said)

    def _by_surname(self, bare: str, said: Said) -> Known | None:
        """A bearer of the surname who holds an office now, and whose country the report speaks of."""
        words, date = bare.split(), self.scene.date
        bearers = self._bearers(words, said)
        if len(words) > 1:
            fitting = [known for known in bearers if share_a_first_name(known, words[0])] or self._misspelt(words, said)
        else:
            current = [known for known in bearers if self._is_current(at_date(known, date), said)]
            fitting = current or self._leader(bearers)
        return choose(fitting, date, self._favouring(said.country), said.label)

    def _bearers(self, words: Sequence[str], said: Said) -> tuple[Known, ...]:
        """All who bear a name's last word as surname and whom the title does not rule out."""
        bearers = self.scene.directory.surnames.get(fold(words[-1]), ()) if words else ()
        return tuple(known for known in bearers if not _contradicts(at_date(known, self.scene.date), said))

    def _misspelt(self, words: Sequence[str], said: Said) -> list[Known]:
        """Whom a full name with a title of theirs stands for but for one letter: "President Laurent *Gbago*"."""
        rows = self.scene.directory.first_names.get(fold(words[0]), ())
        return [known for surname, known in rows if is_misspelt(fold(words[-1]), surname) and _bears(known, said)]

    def _leader(self, bearers: Sequence[Known]) -> list[Known]:
        """The one bearer of a surname who leads a state or a body now; nobody where several do."""
        leaders = [known for known in bearers
                   if self.scene.directory.leading_titles.intersection(at_date(known, self.scene.date).titles)]
        return leaders if len(leaders) == 1 else []

    def _shared_country(self, bare: str, said: Said) -> str | None:
        """The country of all who bear a surname with the title, where it stays open which of them is meant."""
        countries = {known.country or known.offices[0].country for known in self._bearers(bare.split(), said)
                     if _bears(known, said)}
        return countries.pop() if len(countries) == 1 else None

    def _is_current(self, person: Person, said: Said) -> bool:
        return bool(person.titles) and bool(person.country in self.scene.countries or said.country or said.label)

    def _favouring(self, country: str | None) -> Mapping[str, int]:
        return self.scene.countries + Counter({country: _DECISIVE}) if country else self.scene.countries

    def _without_honorific(self, text: str) -> str:
        words = text.split()
        while len(words) > 1 and words[0].lower() in self.scene.directory.roles.honorifics:
            words = words[1:]
        return " ".join(words)

    def _heads(self, name: Name, hit: RoleHit | None) -> tuple[int, tuple[int, ...]]:
        """The token that governs title and name, and the other head."""
        own = head_of(self.scene.analysis, name)
        if hit is None or hit.head == own:
            return own, ()
        governs = any(token.i == hit.head for token in self.scene.analysis.ancestors(own))
        return (hit.head, (own,)) if governs else (own, (hit.head,))

    def _entity(self, words: Words, said: Said, known: Known) -> Entity:
        """Titles in the text come before stored knowledge; the disagreement is told in `why`."""
        person = at_date(known, self.scene.date)
        return self.scene.entity(
            words, person.name, EntityKind.PERSON, country=said.country or person.country,
            sectors=_merged(said.sectors, person.sectors), id=person.id, why=person.why + _disagreement(said, person))

    def _stranger(self, words: Words, bare: str, said: Said, earlier: Entity | None,
                  hit: RoleHit | None) -> Entity:
        """Somebody whom only the report knows; who holds an office of state holds it where the report plays."""
        if earlier is None:
            country = said.country or self._shared_country(bare, said) or (
                self.labels.seat_of_office(hit) if hit else None)
            return self.scene.entity(words, bare, EntityKind.PERSON, country=country, sectors=said.sectors,
                                     why="unknown to the data; country and sectors from the words beside the name")
        return self.scene.entity(words, earlier.name, EntityKind.PERSON, country=said.country or earlier.country,
                                 sectors=said.sectors or earlier.sectors, id=earlier.id,
                                 why="named before in the report")


def _bears(known: Known, said: Said) -> bool:
    """Whether somebody bears, or bore, the title that the text gives."""
    return bool(said.label) and any(fold(office.title) == fold(said.label) for office in known.offices)


def _contradicts(person: Person, said: Said) -> bool:
    """Whether the text gives a country that is not the person's, or an office without country that is not theirs."""
    if said.country:
        return person.country is not None and said.country != person.country
    return bool(said.label) and bool(person.titles) and not any(fold(said.label) == fold(t) for t in person.titles)


def _merged(told: tuple[str, ...], stored: tuple[str, ...]) -> tuple[str, ...]:
    """A title that is less exact than what is known ("minister") does not hide the rest."""
    if not told or stored == FORMER:
        return told or stored
    return stored if set(told) <= set(stored) else told


def _disagreement(said: Said, person: Person) -> str:
    """Where the text and the data differ, in words that end the reason."""
    told = ""
    if said.country and person.country and said.country != person.country:
        told += f"; the text says {said.country}"
    if said.sectors and person.sectors and set(said.sectors) != set(person.sectors):
        told += f"; the text says {' '.join(said.sectors)}"
    return told
