"""JISC Online Surveys: a rank or scale spread over one column for each item and each point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct, ranked
from ffc_eval.collect.ingest.layout import Column, Shape

if TYPE_CHECKING:
    import pandas as pd


def expanded(columns: Sequence[Column], data: pd.DataFrame) -> bool:
    """Say whether columns are ticks of items and points (Q13_1_7), 0 or 1 each."""
    deep = bool(columns) and all(column.code.rpartition("_")[0] for column in columns)
    if not deep or not all(column.code.rpartition("_")[2].isdigit() for column in columns):
        return False
    values = {value for column in columns for value in distinct(data[column.place])}
    return "0" in values and values <= {"0", "1"}


def gathered(columns: Sequence[Column], data: pd.DataFrame) -> tuple[list[Column], pd.DataFrame]:
    """Return one column an item with the number of the point ticked, put behind the data.

    Items of which several points are ticked are questions that take several answers, of one
    group; they stay as they are.
    """
    items = [list(run) for _, run in groupby(columns, key=lambda c: c.code.rpartition("_")[0])]
    if not all(_one_point(item, data) for item in items):
        return [_option(column) for item in items for column in item], data
    data = data.copy()
    made: list[Column] = []
    for item in items:
        place = data.shape[1]
        data[place] = _points(item, data)
        code = item[0].code.rpartition("_")[0]
        made.append(replace(item[0], place=place, id=f"{item[0].question}_{code}", code=code,
                            label=code))  # fmt: skip
    shape: Shape = "rank" if ranked(data[[column.place for column in made]]) else "item"
    ticks = [replace(column, role="derived") for column in columns]
    return [*(replace(column, shape=shape) for column in made), *ticks], data


def _one_point(item: Sequence[Column], data: pd.DataFrame) -> bool:
    ticked = data[[column.place for column in item]].apply(lambda cells: cells.str.strip() == "1")
    return bool((ticked.sum(axis=1) <= 1).all())


def _points(item: Sequence[Column], data: pd.DataFrame) -> pd.Series:
    import pandas as pd

    points = pd.Series("", index=data.index, dtype="str")
    for column in item:
        ticked = data[column.place].str.strip() == "1"
        points = points.mask(ticked, column.code.rpartition("_")[2])
    return points


def _option(column: Column) -> Column:
    row, _, code = column.code.rpartition("_")
    return replace(
        column,
        question=f"{column.question}_{row}",
        group=column.question,
        text=f"{column.question}_{row}",
        label=code,
        code=code,
        shape="option",
    )
