"""JISC Online Surveys (formerly BOS), answers as labels: every heading numbered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import EMPTY_UNTOLD, Column, Layout, Reading, Role, Shape
from ffc_eval.collect.ingest.ordinals import rank_of
from ffc_eval.collect.ingest.sheet import Book

if TYPE_CHECKING:
    import pandas as pd

_NUMBERED = re.compile(r"(\d+)(?:\.(\d+))?(?:\.([a-z]))?\.\s+(.*)", re.DOTALL)


def matches(book: Book) -> str:
    """Look whether every heading is numbered and the numbers go up without a gap."""
    if book.container not in ("csv", "xlsx"):
        return ""
    parts = [_NUMBERED.fullmatch(heading) for heading in book.first.row(0)]
    if not parts or any(part is None for part in parts):
        return ""
    numbers = list(dict.fromkeys(int(part[1]) for part in parts if part))
    if numbers != list(range(1, len(numbers) + 1)):
        return ""
    return 'every heading is numbered ("3. text", "13.1. item"), from 1 without a gap'


def read(book: Book) -> Reading:
    """Read numbered headings; an empty parent column carries the text of its children."""
    headings = book.first.row(0)
    data = book.first.below(1)
    ids = unique([plain(heading) for heading in headings])
    parts = [match for heading in headings if (match := _NUMBERED.fullmatch(heading))]
    parents = {part[1]: part[4] for part in parts if part[2] is None and part[3] is None}
    nested = {part[1] for part in parts if part[2] or part[3]}
    columns = tuple(
        _column(place, ids[place], part, parents, nested, data) for place, part in enumerate(parts)
    )
    return Reading(
        header_rows=1,
        columns=_ranks_or_items(columns, data),
        date_order="day first",
        partial=False,
        separator=",",
        notes=dict.fromkeys(ids, EMPTY_UNTOLD),
    )


def _column(
    place: int,
    id: str,
    part: re.Match[str],
    parents: dict[str, str],
    nested: set[str],
    data: pd.DataFrame,
) -> Column:
    number, row, letter, text = part.groups()
    child = row is not None or letter is not None
    role: Role = "answer"
    if not child and number in nested and not distinct(data[place]):
        role = "parent"
    return Column(
        place,
        id,
        part[0],
        role,
        question=f"Q{number}",
        text=parents.get(number, text) if child else text,
        label=text if child else "",
        code="_".join(step for step in (row, letter) if step),
        shape="item" if child else "",
    )


def _ranks_or_items(columns: tuple[Column, ...], data: pd.DataFrame) -> tuple[Column, ...]:
    from dataclasses import replace

    ranked = {
        column.question
        for column in columns
        if column.shape == "item" and all(map(_is_place, distinct(data[column.place])))
    }
    plain_items = {
        column.question
        for column in columns
        if column.shape == "item" and not all(map(_is_place, distinct(data[column.place])))
    }
    shape: Shape = "rank"
    return tuple(
        replace(column, shape=shape)
        if column.shape == "item" and column.question in ranked - plain_items
        else column
        for column in columns
    )


def _is_place(text: str) -> bool:
    return rank_of(compared(text)) is not None and not text.strip().isdigit()


LAYOUT = Layout(
    "jisc_online_surveys",
    "JISC Online Surveys, labels",
    verified=True,
    matches=matches,
    read=read,
)
