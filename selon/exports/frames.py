"""Rows as columns: Arrow, pandas and Polars. Each is an extra package; none is loaded before it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from selon.domain.errors import MissingPackage

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Flat = Mapping[str, Any]


def to_arrow(rows: Sequence[Flat]) -> pyarrow.Table:
    """An Arrow table; lists stay lists, and what is missing is null. Raises MissingPackage."""
    return _package("pyarrow").Table.from_pylist([dict(row) for row in rows])


def to_pandas(rows: Sequence[Flat]) -> pandas.DataFrame:
    """A pandas frame. Raises MissingPackage."""
    _package("pandas")
    frame: pandas.DataFrame = to_arrow(rows).to_pandas()
    return frame


def to_polars(rows: Sequence[Flat]) -> polars.DataFrame:
    """A Polars frame. Raises MissingPackage."""
    frame: polars.DataFrame = _package("polars").from_arrow(to_arrow(rows))
    return frame


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MissingPackage(name, "frames") from error
