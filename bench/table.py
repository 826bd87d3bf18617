"""The one table of figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.sets import Benchmark, Measure

WIDTH = 110
SET, LABEL, FIGURE = 33, 25, 5  # columns; what others reach has the rest
Triple = tuple[float | None, float | None, float | None]


def table(benchmarks: Sequence[Benchmark], scores: Mapping[str, Any], reasons: Mapping[str, str]) -> str:
    """The figures of every set that has a score, and why the others have none."""
    lines = [line("set", "measure", ("P", "R", "F1"), "floor or peer")]
    for benchmark in benchmarks:
        if benchmark.key in scores:
            lines += set_lines(benchmark, scores[benchmark.key])
        elif benchmark.key in reasons:
            lines.append(f"{benchmark.key:{SET - 1}} {reasons[benchmark.key]}"[:WIDTH])
    return "\n".join(lines)


def set_lines(benchmark: Benchmark, scored: Any) -> Iterator[str]:
    for number, measure in enumerate(benchmark.measures):
        figures = tuple(map(shown, triple(value_at(scored, measure))))
        yield line(benchmark.key if not number else "", measure.label, figures, measure.floor)


def line(key: str, label: str, figures: Sequence[str], floor: str) -> str:
    columns = "".join(f"{figure:>{FIGURE}}" for figure in figures)
    return f"{key:{SET}}{label:{LABEL}}{columns}  {floor}".rstrip()


def value_at(scored: Any, measure: Measure) -> Any:
    """The value that a measure names, or None where the scorer gives none."""
    value = scored
    for key in measure.path.split("/"):
        if value is None:
            return None
        value = value[int(key)] if isinstance(value, list) else value.get(key)
    return value


def triple(value: Any) -> Triple:
    """Precision, recall and F1; a single figure stands in the place of F1."""
    if isinstance(value, dict):
        return value["p"], value["r"], value["f1"]
    if isinstance(value, list):
        precision, recall, f1 = value
        return precision, recall, f1
    return None, None, value


def shown(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.3f}".removeprefix("0") if figure < 1 else f"{figure:.2f}"


START = "start_seconds_"


def speed_lines(speed: Mapping[str, float]) -> str:
    starts = "".join(f"; start to first claim ({name.removeprefix(START)}) {figure:.1f} s"
                     for name, figure in speed.items() if name.startswith(START))
    return (f"Selon {speed['words_per_second']:,.0f} words/s, bare spaCy pipeline "
            f"{speed['bare_words_per_second']:,.0f} words/s, share {speed['share_of_bare_pipeline']:.2f}; "
            f"peak memory {speed['peak_mb']:,.0f} MB{starts}; index of places opened in "
            f"{speed['place_index_ms']:.0f} ms, a new name found in {speed['place_lookup_us']:.0f} µs")
