"""Two heading rows: what the columns of one question hold, from the second row and the cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct, ranked
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.layout import Shape

if TYPE_CHECKING:
    import pandas as pd

_OPEN = ("open-ended response", "open ended response")
ALONE = ("response", "answer", *_OPEN, "")
"""Second headings of a question that has one column."""

_OTHER = re.compile(r"(?:other|another|comment|please specify)\b.*")


def shapes(labels: tuple[str, ...], block: pd.DataFrame) -> list[Shape]:
    """Find what the columns of one question hold, from the second row and the cells."""
    below = [compared(label) for label in labels]
    if len(below) == 1:
        if below[0] in _OPEN:
            return ["text"]
        return ["" if below[0] in ALONE else _group_shape(labels, block)]
    others = [
        place for place, label in enumerate(below) if place and _is_other(label, place, below)
    ]
    if below[0] in ("response", "answer"):
        return ["other" if place else "" for place in range(len(below))]
    kept = [place for place in range(len(below)) if place not in others]
    inner = _group_shape(tuple(labels[place] for place in kept), block.iloc[:, kept])
    return ["other" if place in others else inner for place in range(len(below))]


def _is_other(label: str, place: int, labels: list[str]) -> bool:
    return place == len(labels) - 1 and _OTHER.fullmatch(label) is not None


def _group_shape(labels: tuple[str, ...], block: pd.DataFrame) -> Shape:
    for position, label in enumerate(labels, start=1):
        allowed = {compared(label), str(position)}
        values = {compared(value) for value in distinct(block.iloc[:, position - 1])}
        if len(values) > 1 or values - allowed:
            return "rank" if ranked(block) else "item"
    return "option"
