#!/usr/bin/env python3
"""Fills the generated parts of the documentation from the code and the data.

    python scripts/build_docs.py              # all pages, the example record and the picture of the README
    python scripts/build_docs.py --data-only  # what needs no language model

A page marks such a part with "<!-- generated: NAME -->" and "<!-- end -->". The rest of a page is written by hand.
"""

from __future__ import annotations

import argparse
import dataclasses
import io
import json
import re
import sys
import types
import typing
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from selon.claims.frames import WORD_CLASSES, Lexicon
from selon.domain import records
from selon.domain.catalog import DATA, LANGUAGES, EventType, read_yaml, shipped
from selon.exports.json import to_json
from selon.store.rows import FACETS
from selon.store.schema import metadata
from selon.store.tallies import WHAT

if TYPE_CHECKING:
    from sqlalchemy import Column, Table
    from typer import Context

    from selon.domain.records import CodedReport
    from selon.pipeline import Coder

Parts = Mapping[Path, Mapping[str, str]]  # page -> name of a part -> its text

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / "docs" / "record.md"
EVENT_TYPES = ROOT / "docs" / "event-types.md"
DATA_FILES = DATA / "README.md"
DATABASE = ROOT / "docs" / "database.md"
COMMANDS = ROOT / "docs" / "command-line.md"
GENERATED = (RECORD, EVENT_TYPES, DATA_FILES, DATABASE, COMMANDS)
MEANINGS = ROOT / "docs" / "record.yaml"
PICTURE = ROOT / "docs" / "pictures" / "read.svg"

LANGUAGE_NAMES = {"en": "English", "fr": "French"}
_PART = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-only", action="store_true", help="load no language model")
    options = parser.parse_args()
    write(data_parts())
    if not options.data_only:
        import selon

        coder = selon.load()
        write(coded_parts(coder))
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(picture(coder), encoding="utf-8")


def write(parts: Parts) -> None:
    """Fills the parts of every page in place."""
    for page, texts in parts.items():
        page.write_text(filled(page.read_text(encoding="utf-8"), texts), encoding="utf-8")


def filled(page: str, texts: Mapping[str, str]) -> str:
    """The page with these parts filled; its other parts stay. Raises KeyError for a part that it does not mark."""
    if missing := texts.keys() - {found["name"] for found in _PART.finditer(page)}:
        raise KeyError(f"no place for {', '.join(sorted(missing))}")

    def part(found: re.Match[str]) -> str:
        text = texts.get(found["name"])
        return found.group() if text is None else f"{found[1]}\n{text.strip()}\n\n{found[3]}"

    return _PART.sub(part, page)


def data_parts() -> Parts:
    """What follows from the code and the data alone."""
    return {
        RECORD: {"fields": record_fields(), "values": record_values()},
        EVENT_TYPES: {"types": event_types()},
        DATA_FILES: {"files": data_files()},
        DATABASE: {"tables": database_tables(), "facets": table(("facet", "value"), FACETS.items()),
                   "counts": table(("what", "counts"), WHAT.items())},
        COMMANDS: {f"options-{name.replace(' ', '-')}": options(of) for name, of in commands() if of.params},
    }


def coded_parts(coder: Coder) -> Parts:
    """What a coder has to read something for."""
    return {RECORD: {"example": example_record(coder)}}


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    head = list(header)
    lines = [head, ["---"] * len(head), *([str(cell).replace("|", r"\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# -------------------------------------------------------------------------------------- the record


def record_fields() -> str:
    """A table for each record. Raises KeyError where docs/record.yaml and the records do not hold the same fields."""
    meanings: dict[str, dict[str, str]] = read_yaml(MEANINGS)["fields"]
    return "\n\n".join(_record(getattr(records, name), said) for name, said in meanings.items())


def _record(kind: type, said: Mapping[str, str]) -> str:
    fields = [field.name for field in dataclasses.fields(kind)]
    if set(fields) ^ said.keys():
        raise KeyError(f"docs/record.yaml and {kind.__name__} differ: {set(fields) ^ said.keys()}")
    hints = typing.get_type_hints(kind, vars(records))
    rows = ((f"`{name}`", shape(hints[name]), said[name]) for name in fields)
    return f"### {kind.__name__}\n\n{_sentence(kind)}\n\n{table(('field', 'shape', 'meaning'), rows)}"


def _sentence(kind: type) -> str:
    return (kind.__doc__ or "").split("\n")[0]


def shape(hint: Any) -> str:
    """A type as its JSON has it: "list of Source", "text or null"."""
    simple = {str: "text", int: "integer", float: "number", bool: "true or false", type(None): "null"}
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return " or ".join(shape(option) for option in arguments)
    if origin is tuple and arguments[-1] is Ellipsis:
        return f"list of {shape(arguments[0])}"
    if origin is tuple:
        return f"pair ({', '.join(shape(part) for part in arguments)})"
    if hint in simple:
        return simple[hint]
    return f"[{hint.__name__}](#{hint.__name__.lower()})"


def record_values() -> str:
    """A table for each list of fixed values."""
    meanings: dict[str, dict[str, str]] = read_yaml(MEANINGS)["values"]
    return "\n\n".join(_values(getattr(records, name), said) for name, said in meanings.items())


def _values(kind: type[StrEnum], said: Mapping[str, str]) -> str:
    if set(map(str, kind)) ^ said.keys():
        raise KeyError(f"docs/record.yaml and {kind.__name__} differ: {set(map(str, kind)) ^ said.keys()}")
    return f"### {kind.__name__}\n\n{table(('value', 'meaning'), ((f'`{v}`', said[str(v)]) for v in kind))}"


EXAMPLE = "Yonhap, citing KCNA, said that Sergei Shoigu met Kim Jong Un in Pyongyang on Thursday."


def example_record(coder: Coder) -> str:
    """The record of one sentence as JSON."""
    coded = coder.code(EXAMPLE, published="2023-07-28", publisher="The Quarterly")
    return f"```json\n{compact(to_json(coded))}\n```"


def compact(value: Any, indent: int = 0, *, behind: int = 0, width: int = 110) -> str:
    """JSON with whatever fits on one line on one line. `behind`: characters of a key that stand before it."""
    flat = json.dumps(value, ensure_ascii=False)
    if indent + behind + len(flat) <= width or not isinstance(value, (dict, list)):
        return flat
    inner = indent + 2
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {compact(item, inner, behind=len(key) + 4)}" for key, item in value.items()]
    else:
        items = [compact(item, inner) for item in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}{_fitted(items, inner, width)}\n{' ' * indent}{closing}"


def _fitted(items: Iterable[str], indent: int, width: int) -> str:
    """Items after each other, on a new line where the line is full or an item has several lines."""
    text, line = "", ""
    for item in items:
        if line and ("\n" in item or "\n" in line or indent + len(line) + len(item) + 3 > width):
            text, line = f"{text}\n{' ' * indent}{line},", item
        else:
            line = f"{line}, {item}" if line else item
    return f"{text}\n{' ' * indent}{line}"


# ------------------------------------------------------------------------------------- event types

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
Tally = tuple[Counter[str], int]  # distinct words by word class, frames


def event_types() -> str:
    """All types: an overview, then each with definition, modes, examples and what its lexicon holds."""
    kinds = shipped().event_types.values()
    lexicons = {code: Lexicon.of(shipped().language(code)) for code in LANGUAGES}
    tallies = {kind.id: {code: tally(lexicon, kind.id) for code, lexicon in lexicons.items()} for kind in kinds}
    return "\n\n".join((_overview(kinds, tallies), *(_event_type(kind, tallies[kind.id]) for kind in kinds)))


def tally(lexicon: Lexicon, event: str) -> Tally:
    """How many words, by class, and how many frames tell of a type."""
    words, frames = set(), set()
    for head, entries in lexicon.entries.items():
        for entry in entries:
            if entry.frame.event == event:
                words.add((entry.frame.word_class, head, entry.others))
                frames.add(entry.frame.order)
    return Counter(word_class for word_class, _, _ in words), len(frames)


def _overview(kinds: Iterable[EventType], tallies: Mapping[str, Mapping[str, Tally]]) -> str:
    header = ("type", "class", "score", *(f"words, frames {code}" for code in LANGUAGES))
    rows = ((f"[{kind.id}](#{kind.id.lower()})", QUADS[kind.quad], f"{kind.score:g}",
             *(f"{words.total()}, {frames}" for words, frames in tallies[kind.id].values())) for kind in kinds)
    return table(header, rows)


def _event_type(kind: EventType, tallies: Mapping[str, Tally]) -> str:
    return "\n\n".join(part for part in (
        f"### {kind.id}", kind.definition, " ".join(_rules(kind)), _modes(kind), _examples(kind), _counts(tallies))
        if part)


def _rules(kind: EventType) -> Iterator[str]:
    yield f"{QUADS[kind.quad].capitalize()}, score {kind.score:g}; a recipient is {kind.recipient}."
    if kind.future_is:
        yield f"Announced for the future it is coded {kind.future_is}."
    if kind.absorbs:
        yield f"What it speaks of is part of it: {'; '.join(_absorbed(kind.absorbs))}."
    if kind.speech_act:
        yield f"Also coded where a {kind.speech_act} is told without a word for it."


def _absorbed(absorbs: Mapping[str, str]) -> Iterator[str]:
    """What becomes of the types that a type speaks of, those of one outcome together."""
    outcomes: dict[str, list[str]] = {}
    for inner, outcome in absorbs.items():
        outcomes.setdefault("itself" if outcome == f"={inner}" else outcome, []).append(inner)
    for outcome, types_of_it in outcomes.items():
        names = ", ".join(types_of_it)
        if outcome == "itself":
            yield f"{names}, told as the deed itself, still to come"
        elif outcome.startswith("="):
            yield f"{names}, together coded {outcome[1:]}"
        else:
            yield f"{names}, mode `{outcome}`" if outcome else names


def _modes(kind: EventType) -> str:
    rows = ((f"`{name}`", f"{mode['score']:g}", mode["definition"]) for name, mode in kind.modes.items())
    return table(("mode", "score", "definition"), rows) if kind.modes else "It has no modes."


def _examples(kind: EventType) -> str:
    return "\n".join(f"- {LANGUAGE_NAMES.get(code, code)}: “{text}”" for code, text in kind.examples.items())


def _counts(tallies: Mapping[str, Tally]) -> str:
    plurals = {word_class: plural for plural, word_class in WORD_CLASSES.items()}
    return "\n".join(
        f"- {LANGUAGE_NAMES.get(code, code)} lexicon: "
        f"{', '.join(f'{words[word_class]} {plural}' for word_class, plural in plurals.items() if words[word_class])} "
        f"in {frames} frames" for code, (words, frames) in tallies.items())


# -------------------------------------------------------------------------------------- data files

# What files that hold no comments are; whatever else says nothing is under the licence of the repository.
_SPOKEN_FOR = {
    "places/gazetteer.bin": ("Towns and regions with their names, packed by scripts/build_places.py",
                             "CC BY 4.0", "GeoNames; region names also from Unicode CLDR (Unicode-3.0)"),
    "linking/words.npz": ("Vectors of common French and English words, made by scripts/build_word_vectors.py",
                          "Apache-2.0", "Google's multilingual universal sentence encoder (Apache-2.0)"),
    "schema.json": ("JSON Schema of the coded record, made from selon/domain/records.py", "Apache-2.0", "Our own"),
    "exports/report.css": ("Style of the HTML page", "Apache-2.0", "Our own"),
    "exports/report.html.j2": ("Template of the HTML page", "Apache-2.0", "Our own"),
}
_KINDS = {".j2": "Template of the workspace", ".css": "Style of the workspace", ".svg": "Icon of the workspace",
          ".js": "Script of the workspace"}
BUILT = "bundle"  # a folder of data/ that installing makes; it is in no repository
UNSAID = "Apache-2.0 (of the repository)"
_LICENCES = re.compile(r"CC0-1\.0|CC BY-SA 4\.0|CC BY 4\.0|Apache-2\.0|Unicode-3\.0|MIT|ODbL")
_SOURCE = re.compile(r"our own|compiled|hand-made|restated|geonames|CLDR|Wikidata|MIT licence", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[^A-Z]\.)\s+(?=[A-Z])|(?<=;)\s+(?=geoname|licence)")  # not behind initials
_LICENCE_FIRST = re.compile(r"^Licence: (CC0-1\.0|CC BY-SA 4\.0|Apache-2\.0)([.,;]\s*|$)|^Source: ")


def data_files() -> str:
    """A table for each folder under data/."""
    paths = sorted(path for path in DATA.rglob("*") if path.is_file() and path != DATA_FILES and _is_shipped(path))
    folders = groupby(sorted(paths, key=lambda path: (path.parent, path.name)), key=lambda path: path.parent)
    return "\n\n".join(_folder(folder, files) for folder, files in folders)


def _is_shipped(path: Path) -> bool:
    return not any(part.startswith((".", "__")) or part == BUILT for part in path.relative_to(DATA).parts)


def _folder(folder: Path, files: Iterable[Path]) -> str:
    name = folder.relative_to(DATA).as_posix()
    rows = ((f"`{path.name}`", *said_of(path)) for path in files)
    return f"### {'data/' if name == '.' else f'{name}/'}\n\n{table(('file', 'holds', 'licence', 'source'), rows)}"


def said_of(path: Path) -> tuple[str, str, str]:
    """What a data file holds, its licence and its source, from the comment at its head."""
    if (known := _SPOKEN_FOR.get(path.relative_to(DATA).as_posix())) is not None:
        return known
    if path.suffix in _KINDS:
        return _KINDS[path.suffix], "Apache-2.0", "Our own"
    first, *others = _SENTENCE_END.split(_head(path))
    if not first or first.startswith(("Restated", "Licence")):
        first, others = _holds(path), [first, *others]
    licences = dict.fromkeys(found for said in others for found in _LICENCES.findall(said))
    source = " ".join(said for other in others if (said := _LICENCE_FIRST.sub("", other)) and _SOURCE.search(said))
    source = source.rstrip(".;") or ("restated from PLOVER" if "restated" in first else "our own")
    return first.rstrip("."), ", ".join(licences) or UNSAID, source[:1].upper() + source[1:]


def _head(path: Path) -> str:
    """The first paragraph of the comment at a file's head, in one line."""
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#") or (len(line) < 3 and lines):
            break
        lines.append(line.lstrip("# "))
    return " ".join(lines)


def _holds(path: Path) -> str:
    """What an ontology or event file holds, by its own first keys."""
    row = read_yaml(path)
    if "id" in row:
        return f"The type {row['id']}: definition, scores, modes, examples"
    if "event" in row:
        return "Readings that are no event" if row["event"] == "none" else f"Words and frames of {row['event']}"
    return f"Codes: {', '.join(row)}"


# ------------------------------------------------------------------------------ database and commands

def database_tables() -> str:
    """A section for each table, from the comments of the schema."""
    return "\n\n".join(map(_table_of, metadata.tables.values()))


def _table_of(of: Table) -> str:
    rows = ((f"`{column.name}`", _column_shape(column), column.comment) for column in of.columns)
    return f"### {of.name}\n\n{of.comment}\n\n{table(('column', 'type', 'meaning'), rows)}"


def _column_shape(column: Column[Any]) -> str:
    kinds = {"INTEGER": "integer", "SMALLINT": "integer", "FLOAT": "number", "BLOB": "bytes", "JSON": "JSON"}
    shape_of = kinds.get(column.type.compile(), "text")
    goals = [key.column for key in column.foreign_keys]
    links = "".join(f", [{goal.table.name}](#{goal.table.name})" for goal in goals)
    return f"{shape_of}{', key' if column.primary_key else ''}{links}{' or null' if column.nullable else ''}"


def commands() -> Iterator[tuple[str, Any]]:
    """Every command of the command line, those of a group under both names: "actors find"."""
    from typer.main import get_command

    from selon.cli import app

    for name, command in vars(get_command(app))["commands"].items():
        for inner, one in getattr(command, "commands", {"": command}).items():
            yield f"{name} {inner}".rstrip(), one


def options(command: Any) -> str:
    """A table of what a command can be given, in the words of its help."""
    from typer import Context

    context = Context(command)
    return table(("option", "meaning"), (_option(parameter, context) for parameter in command.params))


def _option(parameter: Any, context: Context) -> tuple[str, str]:
    """How an option is written, and what it means, with its default and the variable that may give it."""
    value = parameter.get_help_record(context)[0].split()[-1].strip("<[]>")
    names = [f"{name} {value}" if name.startswith("--") and not value.startswith("-") else name
             for name in parameter.opts]
    called = [parameter.metavar] if parameter.param_type_name == "argument" else names
    sources = [f"${parameter.envvar}"] if parameter.envvar else []
    sources += [str(parameter.default)] if parameter.default not in (None, False) and not parameter.required else []
    default = ", else ".join(sources)
    return (", ".join(f"`{name}`" for name in called),
            f"{parameter.help} Default: {default}." if default else parameter.help)


# ------------------------------------------------------------------------------------- the picture

PICTURED = ROOT / "examples" / "07-dam-denial-en.txt"
COLUMNS = 116
FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


def picture(coder: Coder) -> str:
    """What `selon read` shows of an example report on a terminal, as SVG."""
    from rich.console import Console
    from rich.text import Text

    from selon.exports.pretty import pretty

    console = Console(
        file=io.StringIO(), record=True, width=COLUMNS, force_terminal=True, color_system="truecolor",
        legacy_windows=False, highlight=False, emoji=False, markup=False, _environ={})
    console.print(Text.assemble(("$ ", "dim"), f"selon read {PICTURED.relative_to(ROOT).as_posix()}\n"))
    console.print(pretty(pictured(coder), legend=True))
    drawn = console.export_svg(title="selon read", unique_id="selon")
    # The fonts that Rich names would be fetched from the network.
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    drawn = re.sub(r"font-family: [^;]+;", f"font-family: {FONTS};", drawn)
    return "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"


def pictured(coder: Coder) -> CodedReport:
    from selon.reports.files import read_file
    from selon.reports.header import with_header

    document = with_header(read_file(PICTURED))
    return coder.code(document.text, language=document.language, published=document.published,
                      publisher=document.publisher, title=document.title, url=document.url)


if __name__ == "__main__":
    main()
