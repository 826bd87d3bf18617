"""`python -m tests.gold.raise_floors [--write] [--lower] [--errors MEASURE]`: scores beside their floors."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

import selon
from tests.gold.floors import Floors, raised, read_floors, write_floors
from tests.gold.score import score_language
from tests.gold.sentences import LANGUAGES


def main(arguments: list[str] | None = None) -> None:
    """Prints every measure; `--write` raises the floors, and only `--lower` lets one sink."""
    parser = argparse.ArgumentParser(prog="python -m tests.gold.raise_floors", description=main.__doc__)
    parser.add_argument("--write", action="store_true", help="write floors.json")
    parser.add_argument("--lower", action="store_true", help="let floors sink to what is reached now")
    parser.add_argument("--errors", metavar="MEASURE", help="list the sentences that count against a measure")
    options = parser.parse_args(arguments)
    coder = selon.load()
    floors: Floors = read_floors()
    for language in LANGUAGES:
        scores = score_language(coder, language)
        sys.stdout.write(table(language, scores.values, floors.get(language, {})))
        if options.errors:
            sys.stdout.write("\n".join(scores.worst(options.errors, count=1000)) + "\n")
        floors[language] = raised(floors.get(language, {}), scores.values, lower=options.lower)
    if options.write:
        write_floors(floors)


def table(language: str, scores: Mapping[str, float], floors: Mapping[str, float]) -> str:
    lines = [f"{language:<20} score  floor"]
    lines += [f"{measure:<20} {score:.3f}  {floors.get(measure, 0.0):.3f}" for measure, score in scores.items()]
    return "\n".join(lines) + "\n\n"


if __name__ == "__main__":
    main()
