"""Several answers in one cell, joined by "," without a space, as Qualtrics leaves them unsplit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct, sample
from ffc_eval.collect.ingest.options import joined_order, option
from ffc_eval.model.instrument import Option

if TYPE_CHECKING:
    import pandas as pd

_CODES = re.compile(r"-?\d{1,4}(?:,-?\d{1,4})*")
_JOIN = re.compile(r",(?! )")
_MOST = 40
_LOOKED_AT = 2_000


def codes_in(cells: pd.Series) -> bool:
    """Say whether every cell holds codes, and some several of them."""
    values = distinct(sample(cells))[:_LOOKED_AT]
    whole = all(_CODES.fullmatch(value) for value in values)
    return whole and any("," in value for value in values)


def labels_in(cells: pd.Series) -> tuple[Option, ...]:
    """Return the options whose labels stand joined in the cells, or () where none do.

    A comma followed by a space belongs to a label. Parts count as options only where most come
    back in different company.
    """
    values = distinct(sample(cells))[:_LOOKED_AT]
    rows = [_JOIN.split(value) for value in values]
    several = [row for row in rows if len(row) > 1]
    parts = {part for row in rows for part in row}
    if len(several) < 2 or len(parts) > _MOST or "" in parts:
        return ()
    again = sum(sum(part in row for row in rows) > 1 for part in parts)
    if again < 0.7 * len(parts):
        return ()
    ordered = joined_order(rows)
    return tuple(option(str(n), label) for n, label in enumerate(ordered, start=1))
