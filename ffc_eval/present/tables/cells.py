"""Cells: one released number as the text, and the workbook value, of a table's cell."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ffc_eval.model.blocks import Column, Table
from ffc_eval.present.tables.lines import Line
from ffc_eval.present.tables.numbers import decimal, out_of, percent, span, whole

COUNTS_FIRST = 30
"""Under this base the percentage stands in brackets, after the counts."""

SYMBOLS = {
    "c": "hidden, to protect people",
    "z": "not applicable: counts only, because fewer than 10 answered",
    ":": "not available: nobody answered, or the base is not known",
}


class Cell(NamedTuple):
    """Text of a cell, and its number for the workbook."""

    text: str
    value: float | None = None


def number(value: float, text: str) -> Cell:
    """Return a cell with a number in it, an empty one where there is none."""
    return Cell(text, None if math.isnan(value) else value)


def people(line: Line, *, flagged: bool = True) -> Cell:
    """Return "46 of 57"; with few people only how many answered; the flag on a second line."""
    if line.shown == "hidden":
        return Cell(line.symbol)
    if line.shown == "number" or math.isnan(line.people):
        return number(line.n, f"{whole(line.n)} answered")
    flag = f"\n{line.flag}" if flagged and line.flag else ""
    return number(line.people, out_of(line.people, line.n) + flag)


def answers(line: Line) -> Cell:
    """Return how many answered, with the flag of a small base on a second line."""
    if line.shown == "hidden":
        return Cell(line.symbol)
    return number(line.n, whole(line.n) + (f"\n{line.flag}" if line.flag else ""))


def share(line: Line | None) -> Cell:
    """Return the percentage, in brackets under a base of 30, or the symbol that stands for it."""
    if line is None:
        return Cell(":")
    if line.shown == "count_of":
        return Cell("z")
    if not line.drawn:
        return Cell(line.symbol or ":")
    text = percent(line.estimate)
    return number(line.estimate, f"({text})" if line.n < COUNTS_FIRST else text)


def short(line: Line | None) -> Cell:
    """Return the percentage, or counts where there may be no percentage."""
    if line is None:
        return Cell(":")
    if line.shown == "count_of":
        return number(line.people, out_of(line.people, line.n))
    return share(line)


def likely(line: Line) -> Cell:
    """Return the likely range, "69 to 89"."""
    if line.shown == "count_of":
        return Cell("z")
    if not line.drawn:
        return Cell(line.symbol or ":")
    return Cell(span(line.conf_low, line.conf_high))


def amount(line: Line | None) -> Cell:
    """Return a mean, quantile or score with one decimal."""
    if line is None:
        return Cell(":")
    if not line.drawn:
        return Cell(line.symbol or ":")
    return number(line.estimate, decimal(line.estimate))


def table_of(
    title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], subtitle: str = ""
) -> Table:
    """Build a table of cells; the meaning of every symbol in them is added."""
    used = {cell.text for row in rows for cell in row[1:] if cell.value is None}
    return Table(
        title=title,
        subtitle=subtitle,
        columns=tuple(columns),
        rows=tuple(tuple(cell.text for cell in row) for row in rows),
        values=tuple(tuple(cell.value for cell in row) for row in rows),
        symbols=tuple((mark, words) for mark, words in SYMBOLS.items() if mark in used),
    )


def columns(head: str, *numbers: str) -> tuple[Column, ...]:
    """Return the row heading's column and number columns."""
    return (Column(head), *(Column(title, align="number") for title in numbers))


def without_empty(
    titles: Sequence[Column], rows: Iterable[Sequence[Cell]]
) -> tuple[tuple[Column, ...], list[tuple[Cell, ...]]]:
    """Leave out columns in which no cell holds anything, as likely ranges of a consultation."""
    cells = [tuple(row) for row in rows]
    nothing = ("", "z")
    kept = [
        place
        for place, _ in enumerate(titles)
        if not place or any(row[place].text not in nothing for row in cells)
    ]
    return (
        tuple(titles[place] for place in kept),
        [tuple(row[place] for place in kept) for row in cells],
    )
