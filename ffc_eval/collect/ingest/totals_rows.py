"""Rows of totals in a table of people: named so, or only the sums of what stands above."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import is_number
from ffc_eval.collect.ingest.export import Export
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.errors import ExportError

if TYPE_CHECKING:
    import pandas as pd

_LAST = re.compile(
    r"(?:grand |overall |sub-?)?totals?|sum|averages?|mean|total responses", re.IGNORECASE
)
_ANYWHERE = re.compile(r"\s*(?:grand |overall |sub-?)?totals?\b.{0,40}", re.IGNORECASE)
_FIRST_COLUMNS = 3
_FEWEST_SUMS = 2


def refuse_totals(export: Export) -> None:
    """Refuse a table in which a row of totals would be counted as a person.

    Raises
    ------
    ExportError
        The last row begins with "Total" or the like, or holds nothing but the sums of the
        columns; or a row between begins with "Total" or "Subtotal" and holds only numbers.
    """
    filled = export.marks.index[~export.marks["blank"]]
    if len(filled) < 2:
        return
    cells = export.cells
    last = [str(cell).strip() for cell in cells.loc[filled[-1]]]
    first = next(filter(None, last), "")
    if _LAST.fullmatch(compared(first).rstrip(": ")):
        raise _refused(export, "The last row holds totals", int(filled[-1]))
    if export.platform != "plain":
        return
    if _sums(cells, last):
        raise _refused(export, "The last row holds the sums of the columns", int(filled[-1]))
    for row in _named(cells):
        raise _refused(export, "A row between the others holds totals", row)


def _refused(export: Export, what: str, row: int) -> ExportError:
    return ExportError(
        "totals-row",
        f"{what}, which would be counted as a person.",
        where=f"{FILE}, row {row + export.header_rows}",
        do="Delete the row of totals.",
    )


def _named(cells: pd.DataFrame) -> list[int]:
    """Return rows whose first filled cell begins with "Total" and whose others are numbers."""
    found = []
    for name in cells.columns[:_FIRST_COLUMNS]:
        for row in cells.index[cells[name].str.contains("total", case=False, regex=False)]:
            if not _ANYWHERE.fullmatch(str(cells.at[row, name])):
                continue
            first, *others = [t for t in map(str.strip, cells.loc[row]) if t]
            if first == str(cells.at[row, name]).strip() and others and all(map(is_number, others)):
                found.append(int(row))
    return found


def _sums(cells: pd.DataFrame, last: list[str]) -> bool:
    """Whether a last row holds only numbers, and each is the sum of several above it."""
    places = [place for place, cell in enumerate(last) if cell]
    if len(places) < _FEWEST_SUMS or last[0] or not all(is_number(last[p]) for p in places):
        return False
    return all(_is_sum(cells.iloc[:, place]) for place in places)


def _is_sum(cells: pd.Series) -> bool:
    """Whether the last number of a column is the sum of those above, and above each of them."""
    filled = [text for text in map(str.strip, cells) if is_number(text)]
    *above, total = (float(text.replace(",", "")) for text in filled)
    return bool(above) and total > max(above) and abs(sum(above) - total) <= 1e-6 * total
