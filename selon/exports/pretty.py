"""A coded report for a terminal: its text with the words of each claim coloured, and one line a claim."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from selon.domain.overlooked import Overlooked
from selon.domain.records import Claim, CodedReport, Status
from selon.exports.marks import Paragraph, Role, paragraphs, printable
from selon.exports.wording import (
    Reason,
    byline,
    event_words,
    explain,
    heading,
    origin_words,
    relation_words,
    word,
)

# Colours of the terminal's own palette that read on dark and on light. Weight and slant say the same without colour.
STYLES = {Role.TRIGGER: "bold reverse", Role.ACTOR: "bold green", Role.RECIPIENT: "bold bright_blue",
          Role.SOURCE: "bold magenta", Role.CUE: "italic magenta"}
_STATUS_STYLES = {Status.DENIED: "bold red", Status.NEGATED: "bold red",
                  Status.ASSERTED: "bold", Status.REPORTED: "bold"}
_DOUBTFUL = "bold yellow"

INDENT = 2
# No report has a line as long as this: where no person watches, each claim keeps to its line.
UNBROKEN = 1_000_000


@dataclass(frozen=True, slots=True)
class Hanging:
    """Text that goes on indented on its further lines."""

    text: Text
    indent: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        head, rest = self.text[:self.indent], self.text[self.indent:]
        lines = rest.wrap(console, max(options.max_width - self.indent, 20))
        for number, line in enumerate(lines):
            line.rstrip()
            yield Text.assemble(head if number == 0 else " " * self.indent, line)


def console_for(stream: TextIO) -> Console:
    """A console that colours and wraps on terminals only, and heeds NO_COLOR."""
    is_terminal = stream.isatty() and os.environ.get("TERM") != "dumb"
    return Console(file=stream, force_terminal=is_terminal, width=None if is_terminal else UNBROKEN,
                   no_color=bool(os.environ.get("NO_COLOR")) or None, highlight=False, emoji=False, markup=False)


def pretty(coded: CodedReport, *, explained: bool = False, legend: bool = False,
           left: Sequence[Overlooked] = ()) -> Group:
    """Heading, text, legend of colours if asked for, claims, standing facts, words that gave no claim."""
    return Group(*_parts(coded, explained, legend), *_left_words(left))


def separator() -> Text:
    """What stands between two reports."""
    return Text(f"\n{'─' * 40}\n", style="dim")


def _parts(coded: CodedReport, explained: bool, legend: bool) -> Iterator[RenderableType]:
    yield Text(printable(heading(coded.report)), style="bold")
    yield Text(printable(" · ".join(filter(None, (byline(coded.report), origin_words(coded))))), style="dim")
    for paragraph in paragraphs(coded):
        yield Text()
        yield _coloured(paragraph)
    yield Text()
    if legend and coded.claims:
        yield _legend()
        yield Text()
    if not coded.claims:
        yield Text("No events found.")
    width = max((len(event_words(claim)) for claim in coded.claims), default=0) + 2
    for number, claim in enumerate(coded.claims):
        if explained and number:
            yield Text()
        yield Hanging(_line(claim, width), width)
        if explained:
            yield from _explanation(explain(claim))
    if coded.relations:
        yield Text("\nStanding facts", style="bold")
        yield from (Hanging(Text(" " * INDENT + printable(relation_words(fact))), INDENT) for fact in coded.relations)


def _left_words(left: Sequence[Overlooked]) -> Iterator[RenderableType]:
    if left:
        yield Text("\nWords that can tell an event, and why they gave no claim", style="bold")
    width = max((len(one.word.text) for one in left), default=0) + 2 * INDENT
    for one in left:
        word_shown = (" " * INDENT + printable(one.word.text)).ljust(width)
        reason = ": ".join(filter(None, (str(one.hindrance), one.detail)))
        yield Hanging(Text.assemble(word_shown, (printable(reason), "dim")), width)


def _coloured(paragraph: Paragraph) -> Text:
    return Text.assemble(*((piece.text, STYLES[piece.roles[0]] if piece.roles else "") for piece in paragraph))


def _legend() -> Text:
    marks = (part for role, style in STYLES.items() for part in ("  ", (str(role), style)))
    return Text.assemble(("colours:", "dim"), *marks)


def _line(claim: Claim, width: int) -> Text:
    """The claim as a sentence, each part in the colour of its words in the text."""
    words = word(claim)
    actor = (printable(words.actor), STYLES[Role.ACTOR] if claim.actor else "dim")
    recipient = (" → ", (printable(words.recipient), STYLES[Role.RECIPIENT])) if words.recipient else ()
    deed = Text.assemble(actor, *recipient, f": {printable(words.object)}" if words.object else "")
    parts = (deed, Text(printable(words.circumstances)), Text.assemble((printable(words.attribution), "magenta")),
             Text(words.judgement))
    event = (words.event.ljust(width), _STATUS_STYLES.get(claim.status, _DOUBTFUL))
    return Text.assemble(event, Text("   ").join(part for part in parts if part))


def _explanation(reasons: tuple[Reason, ...]) -> Iterator[RenderableType]:
    width = max(len(reason.field) for reason in reasons) + 2 * INDENT
    for reason in reasons:
        head = (" " * INDENT + reason.field).ljust(width)
        text = Text.assemble((head, "dim"), printable(reason.value), (f"  {printable(reason.why)}", "dim"))
        yield Hanging(text, width)
