"""Two heading rows: what the columns of one question hold, from the second row and the cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.layout import Shape
from ffc_eval.collect.ingest.layouts.ranks import are_ranks

if TYPE_CHECKING:
    import pandas as pd

_OPEN = ("open-ended response", "open ended response")
ALONE = ("response", "answer", *_OPEN, "")
"""Second headings of a question that has one column."""

EMPTIES = ("-", ".", "n/a")
"""Cells of an option or an item that nobody chose or ranked."""

_OTHER = re.compile(r"(?:other|another|comment|please specify|please provide)\b.*")


def shapes(labels: tuple[str, ...], block: pd.DataFrame) -> list[Shape]:
    """Find what the columns of one question hold, from the second row and the cells."""
    below = [compared(label) for label in labels]
    if len(below) == 1:
        if below[0] in _OPEN:
            return ["text"]
        return ["" if below[0] in ALONE else _group_shape(labels, block)]
    if below[0] in ALONE:
        return ["other" if place else "" for place in range(len(below))]
    others = [len(below) - 1] if _is_typed(below, block) else []
    kept = [place for place in range(len(below)) if place not in others]
    inner = _group_shape(tuple(labels[place] for place in kept), block.iloc[:, kept])
    return ["other" if place in others else inner for place in range(len(below))]


def _is_typed(labels: list[str], block: pd.DataFrame) -> bool:
    """Whether the last column holds what people typed, and not that they chose "Other"."""
    values = {compared(value) for value in distinct(block.iloc[:, -1])} - set(EMPTIES)
    ticked = values and values <= {labels[-1], str(len(labels))}
    return _OTHER.fullmatch(labels[-1]) is not None and not ticked


def _group_shape(labels: tuple[str, ...], block: pd.DataFrame) -> Shape:
    for position, label in enumerate(labels, start=1):
        allowed = {compared(label), str(position)}
        values = {compared(value) for value in distinct(block.iloc[:, position - 1])}
        values -= set(EMPTIES) - {compared(label)}
        if len(values) > 1 or values - allowed:
            columns = [block.iloc[:, place] for place in range(block.shape[1])]
            return "rank" if are_ranks(columns, EMPTIES) else "item"
    return "option"
