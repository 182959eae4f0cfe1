"""Grids of checkboxes spread over columns named "row - option"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.layout import Column
from ffc_eval.collect.ingest.layouts.joined_cells import COMMA_SPACE, joined_or_alone
from ffc_eval.collect.ingest.layouts.tiers import EMPTIES, shapes

if TYPE_CHECKING:
    import pandas as pd

_JOIN = " - "


def shaped(columns: Sequence[Column], labels: tuple[str, ...], block: pd.DataFrame) -> list[Column]:
    """Say of each column of one question what it holds; a row of ticks is a question of its own."""
    rows = [label.rpartition(_JOIN) for label in labels]
    if len({row for row, _, _ in rows}) > 1 and _ticked([last for _, _, last in rows], block):
        return _by_row(columns, [(row, option) for row, _, option in rows])
    found = shapes(labels, block)
    if found == [""]:
        return [joined_or_alone(columns[0], block.iloc[:, 0], COMMA_SPACE)]
    return [replace(column, shape=shape) for column, shape in zip(columns, found, strict=True)]


def _ticked(options: Sequence[str], block: pd.DataFrame) -> bool:
    """Whether every column holds its own option only, and no option stands in one row alone."""
    for place, option in enumerate(options):
        values = {compared(value) for value in distinct(block.iloc[:, place])} - set(EMPTIES)
        if values - {compared(option)}:
            return False
    return all(options.count(option) > 1 for option in options)


def _by_row(columns: Sequence[Column], rows: Sequence[tuple[str, str]]) -> list[Column]:
    numbers = {row: n for n, row in enumerate(dict.fromkeys(row for row, _ in rows), start=1)}
    options = {label: n for n, label in enumerate(dict.fromkeys(o for _, o in rows), start=1)}
    return [
        replace(
            column,
            question=f"{column.question}_{numbers[row]}",
            group=column.question,
            text=row,
            stem=column.text,
            label=option,
            code=str(options[option]),
            shape="option",
        )
        for column, (row, option) in zip(columns, rows, strict=True)
    ]
