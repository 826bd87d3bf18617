"""An event told for a terminal: what happened, who says so, and what they disagree on, each with its sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from rich.console import Group
from rich.text import Text
from rich.tree import Tree

from selon.domain.events import Account, Disagreement, EventStatus, EventStory, OriginBranch, Telling
from selon.domain.plain import plain
from selon.domain.records import Claim
from selon.exports.dates import readable
from selon.exports.marks import printable
from selon.exports.pretty import console_for
from selon.exports.wording import attribution_words, event_words

Claims = Mapping[str, Claim]
_STATUS_STYLES = {EventStatus.CORROBORATED: "bold green", EventStatus.DISPUTED: "bold red",
                  EventStatus.DENIED: "bold red"}
SENTENCE_CHARACTERS = 240
ACCOUNT_SENTENCES = 2  # of each account of a disagreement; the tree above has all


def story_text(story: EventStory, claims: Claims, stream: TextIO) -> None:
    """Writes the story of an event for people."""
    console = console_for(stream)
    console.print(Group(*_heading(story), Text(), _origins(story, claims)))
    if story.disagreements:
        console.print(Group(Text("\nWhat they disagree on", style="bold"), *map(_disagreement, story.disagreements)))


def story_json(story: EventStory, claims: Claims) -> str:
    """The story of an event with the records of its claims."""
    value = {**plain(story), "records": {id: plain(claims[id]) for id in story.claims if id in claims}}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _heading(story: EventStory) -> Iterator[Text]:
    who = " → ".join(filter(None, (", ".join(story.actors) or "actor not named", ", ".join(story.recipients))))
    where = story.place.name if story.place else ""
    when = readable(story.time) if story.time else "date not given"
    yield Text(printable(f"{'/'.join(story.types)}  {who}"), style="bold")
    yield Text(printable(" · ".join(filter(None, (where, when, f"event {story.id}")))), style="dim")
    yield Text(printable(f"“{_short(story.title)}”"))
    yield Text.assemble((str(story.status), _STATUS_STYLES.get(story.status, "bold yellow")),
                        printable(f": {story.why}" if story.why else ""))
    yield Text(f"{_count(story.reports, 'report')}, {_count(story.independent_origins, 'independent origin')}")


def _origins(story: EventStory, claims: Claims) -> Tree:
    tree = Tree(Text("Who says so", style="bold"), guide_style="dim")
    for branch in story.origins:
        node = tree.add(_origin(branch))
        for telling in branch.tellings:
            report = node.add(_telling(telling))
            for claim in telling.claims:
                if claim in claims:
                    report.add(_claim(claims[claim]))
    return tree


def _origin(branch: OriginBranch) -> Text:
    voice = branch.voice
    marks = [mark for mark, holds in ((voice.country or "", True), ("state-controlled", voice.state_controlled),
                                      ("denies it", branch.denies and not branch.affirms),
                                      ("says both", branch.denies and branch.affirms)) if holds and mark]
    return Text.assemble((printable(voice.name), "bold magenta"), f" ({', '.join(marks)})" if marks else "",
                         (f"  {_count(len(branch.tellings), 'report')}", "dim"))


def _telling(telling: Telling) -> Text:
    name = telling.publisher or telling.title or f"report {telling.report_id}"
    day = f", {readable(telling.published)}" if telling.published else ""
    return Text.assemble(printable(f"{name}{day}"), (printable(f"  {telling.why}"), "dim"))


def _claim(claim: Claim) -> Text:
    sentence = " ".join(span.text for span in claim.evidence)
    parts = (event_words(claim), attribution_words(claim))
    return Text.assemble(printable(f"“{_short(sentence)}”"), (printable(f"  {', '.join(filter(None, parts))}"), "dim"))


def _disagreement(one: Disagreement) -> Tree:
    numbers = (("low", one.low), ("best", one.best), ("high", one.high))
    span = ", ".join(f"{name} {value:g}" for name, value in numbers if value is not None)
    kind = "" if one.conflict else "  a difference of detail"
    tree = Tree(Text.assemble((one.about, "bold"), f": {span}" if span else "", (kind, "dim")), guide_style="dim")
    for account in one.accounts:
        _account(tree, account)
    return tree


def _account(tree: Tree, account: Account) -> None:
    node = tree.add(Text.assemble((printable(account.value), "bold"), printable(f"  {_names(account.origins)}")))
    for sentence in account.sentences[:ACCOUNT_SENTENCES]:
        node.add(Text(printable(f"“{_short(sentence)}”")))


def _names(names: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _short(sentence: str) -> str:
    line = " ".join(sentence.split())
    return line if len(line) <= SENTENCE_CHARACTERS else line[:SENTENCE_CHARACTERS].rsplit(" ", 1)[0] + " …"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
