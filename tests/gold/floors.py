"""The pinned floors: the least that each measure must reach, by language."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.02  # below a measured score: a few of the two hundred claims, none of a rare measure

Floors = dict[str, dict[str, float]]


def read_floors(path: Path = FLOORS) -> Floors:
    floors: Floors = json.loads(path.read_text(encoding="utf-8"))
    return floors


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    path.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def raised(floors: Mapping[str, float], scores: Mapping[str, float], *, lower: bool = False) -> dict[str, float]:
    """Floors a little below the scores; none sinks unless `lower`. A measure that is gone keeps its floor."""
    reached = {measure: max(0.0, math.floor((score - SLACK) * 1000) / 1000) for measure, score in scores.items()}
    return dict(floors) | {
        measure: floor if lower else max(floor, floors.get(measure, 0.0)) for measure, floor in reached.items()}
