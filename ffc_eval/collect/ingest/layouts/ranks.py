"""Columns of ranks: one an item, each person's numbers 1, 2, 3 and so on, each once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_FEWEST_PARTLY = 5


def are_ranks(columns: Sequence[pd.Series], empties: Sequence[str] = ()) -> bool:
    """Say whether each person's numbers are 1 to the number of items ranked.

    Parameters
    ----------
    empties
        Cells that stand for an item not ranked.

    Notes
    -----
    Two people who ranked all items in different orders are enough, and then others may have left
    ranks out; where nobody ranked all, at least five must have ranked two or more from 1 on.
    """
    cells = [column.str.strip() for column in columns]
    rows = {
        tuple(cell for cell in row if cell and cell.casefold() not in empties)
        for row in zip(*(column.tolist() for column in cells), strict=True)
    }
    several = [row for row in rows if len(row) > 1]
    ranks = {str(rank) for rank in range(1, len(cells) + 1)}
    if not all(set(row) <= ranks and len(set(row)) == len(row) for row in rows):
        return False
    whole = sum(len(row) == len(cells) for row in several)
    from_one = all(set(row) == {str(n + 1) for n in range(len(row))} for row in several)
    return len(cells) > 1 and (whole > 1 or (from_one and len(several) >= _FEWEST_PARTLY))
