"""A table as a sheet holds it: numbers, texts, and distinct headings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from ffc_eval.model.blocks import Table
from ffc_eval.present.report.shown_numbers import ShownNumber, shown_number

Cell = str | ShownNumber
_WIDEST, _NARROWEST = 60, 10


class Grid(NamedTuple):
    """Headings, cells and which columns are numbers: what stands in a sheet's table."""

    titles: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[bool, ...]


def grid_of(table: Table) -> Grid:
    """Return the table with its groups as a column, and a text column where numbers say less."""
    starts = dict(table.groups)
    group = ""
    rows: list[list[Cell]] = []
    for place, texts in enumerate(table.rows):
        group = starts.get(place, group)
        if place >= len(table.rows) - table.totals:
            group = ""
        values = table.values[place] if table.values else ()
        cells = [_cell(text, value) for text, value in zip_longest(texts, values)]
        rows.append(cells)
        if starts:
            cells.insert(0, group)
    titles = ["Group"] * bool(starts) + [column.title for column in table.columns]
    numeric = [False] * bool(starts) + [column.align == "number" for column in table.columns]
    for place in reversed(range(bool(starts), len(titles))):
        if any(_says_less(row[place]) for row in rows):
            titles.insert(place + 1, f"{titles[place]}, as shown")
            numeric.insert(place + 1, False)
            for row, texts in zip(rows, table.rows, strict=True):
                row.insert(place + 1, _flat(texts[place - bool(starts)]))
    return Grid(_distinct(titles), tuple(tuple(row) for row in rows), tuple(numeric))


def _says_less(cell: Cell) -> bool:
    return isinstance(cell, ShownNumber) and not cell.whole


def _cell(text: str, value: float | None) -> Cell:
    return _flat(text) if value is None else shown_number(text, value)


def _flat(text: str) -> str:
    return ", ".join(text.split("\n"))


def _distinct(titles: Sequence[str]) -> tuple[str, ...]:
    """Return the headings, none empty and none twice: Excel's tables allow neither."""
    seen: list[str] = []
    for place, title in enumerate(titles, start=1):
        name = title.strip() or f"Column {place}"
        known = {one.lower() for one in seen}
        seen.append(name if name.lower() not in known else f"{name} ({place})")
    return tuple(seen)


def width_of(grid: Grid, column: int) -> int:
    """Return the width of a column in characters."""
    texts = [row[column] for row in grid.rows if isinstance(row[column], str)]
    longest = max((len(text) for text in texts if isinstance(text, str)), default=0)
    title = max(len(word) for word in grid.titles[column].split())
    return min(max(longest, title, len(grid.titles[column]) // 2, _NARROWEST) + 2, _WIDEST)
