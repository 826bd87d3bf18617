"""No measure may fall below its floor. To raise floors: `python -m tests.gold.raise_floors --write`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from selon.pipeline import Coder
from tests.gold.floors import SLACK, raised, read_floors
from tests.gold.score import Scores, score_language
from tests.gold.sentences import LANGUAGES

FLOORS = [(language, measure, floor) for language, floors in read_floors().items()
          for measure, floor in floors.items()]


@pytest.fixture(scope="module")
def scores(coder: Coder) -> Callable[[str], Scores]:
    return cache(lambda language: score_language(coder, language))


@pytest.mark.parametrize(("language", "measure", "floor"), FLOORS, ids=lambda value: str(value))
def test_measure_stays_above_its_floor(
        scores: Callable[[str], Scores], language: str, measure: str, floor: float) -> None:
    reached = scores(language)
    score = reached.values[measure]
    worst = "\n  ".join(reached.worst(measure))
    said = f"{language} {measure} is {score:.3f}, below its floor of {floor:.3f}"
    assert score >= floor, f"{said}. Among the wrong ones:\n  {worst}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_a_floor(scores: Callable[[str], Scores], language: str) -> None:
    assert scores(language).values.keys() == read_floors()[language].keys()


def test_floors_rise_with_the_scores_and_sink_only_when_told() -> None:
    floors = {"f1": 0.7, "mode": 0.5}
    assert raised(floors, {"f1": 0.6, "mode": 0.8}) == {"f1": 0.7, "mode": pytest.approx(0.8 - SLACK)}
    assert raised(floors, {"f1": 0.6}, lower=True) == {"f1": pytest.approx(0.6 - SLACK), "mode": 0.5}
