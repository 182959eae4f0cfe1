"""LimeSurvey: what the columns of one question hold, from their codes and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct, shape_of
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.layout import Column, Shape
from ffc_eval.collect.ingest.options import drafted

if TYPE_CHECKING:
    import pandas as pd

    from ffc_eval.model.instrument import Option

NOT_SHOWN = "N/A"
_TICKS = frozenset(("yes", "no", "n/a", "y", "n", ""))
_ANSWER = re.compile(r"[A-Z]{1,3}\d{1,4}|Other|-oth-|N/A")
"""Code of an answer as LimeSurvey proposes it: A1, AO01, SQ003."""
_RANK = "rank"
_FEWEST_RANKED = 2


def is_aside(column: Column) -> bool:
    """Say whether a column holds words typed beside a question."""
    return column.code.casefold() == "other" or column.code.endswith("comment")


def shaped(
    columns: Sequence[Column], data: pd.DataFrame
) -> tuple[tuple[Column, ...], pd.DataFrame]:
    """Return the columns with what they hold, and the data with ranks as columns of their own."""
    whole: dict[str, list[Column]] = {}
    for column in columns:
        if column.role == "answer" and column.code and not is_aside(column):
            whole.setdefault(column.question, []).append(column)
    done: dict[int, list[Column]] = {}
    for part in whole.values():
        if _ranked(part, data):
            ranks, data = _ranks(part, data)
            done[part[0].place] = [*ranks, replace(part[0], role="derived")]
            done |= {c.place: [replace(c, role="derived")] for c in part[1:]}
        else:
            done |= {column.place: [column] for column in _of_question(part, data)}
    return tuple(
        one for column in columns for one in done.get(column.place, [_alone(column, data)])
    ), data


def _alone(column: Column, data: pd.DataFrame) -> Column:
    """Return words beside a question as such, and a column of codes (A1, A2) as one answer."""
    if column.role != "answer":
        return column
    if column.code:
        return replace(column, shape="other") if is_aside(column) else column
    values = distinct(data[column.place])
    coded = len(values) > 1 and all(_ANSWER.fullmatch(value) for value in values)
    return replace(column, shape="single") if coded else column


def _of_question(columns: list[Column], data: pd.DataFrame) -> Iterator[Column]:
    shape = _shape(columns, data)
    scales = dict.fromkeys(_scale(column) for column in columns)
    if shape == "option" or len(scales) == 1 or "" in scales:
        yield from (replace(column, shape=shape) for column in columns)
        return
    offered = {
        scale: _offered([c for c in columns if _scale(c) == scale], data) for scale in scales
    }
    yield from (replace(c, shape=shape, options=offered[_scale(c)]) for c in columns)


def _scale(column: Column) -> str:
    """Return which scale of a dual-scale array a column is of: Q[SQ001][1]."""
    return column.code.rpartition("_")[2] if column.id.count("[") > 1 else ""


def _offered(columns: Sequence[Column], data: pd.DataFrame) -> tuple[Option, ...]:
    """Return the answers given on one scale, () where people typed."""
    import pandas as pd

    cells = pd.concat([data[column.place] for column in columns])
    cells = cells.where(cells.str.strip() != NOT_SHOWN, "")
    if shape_of(cells, heading=columns[0].label) not in ("single", "number"):
        return ()
    return drafted(distinct(cells))[0]


def _shape(columns: Sequence[Column], data: pd.DataFrame) -> Shape:
    values = {compared(v) for column in columns for v in distinct(data[column.place])}
    return "option" if values and values <= _TICKS else "item"


def _ranked(columns: Sequence[Column], data: pd.DataFrame) -> bool:
    """Say whether columns Q[1], Q[2] hold the item put first, second: none twice, none left out."""
    places = [column.code.casefold().removeprefix(_RANK).strip() for column in columns]
    if len(columns) < _FEWEST_RANKED or places != [str(n) for n in range(1, len(columns) + 1)]:
        return False
    rows = _filled_rows(columns, data)
    several = [row for row in rows if sum(map(bool, row)) > 1]
    from_left = all(not any(row[row.index("") :]) for row in rows if "" in row)
    once = all(len(set(filter(None, row))) == sum(map(bool, row)) for row in rows)
    items = {cell for row in rows for cell in row if cell}
    return len(several) >= _FEWEST_RANKED and from_left and once and len(items) >= len(columns) - 1


def _filled_rows(columns: Sequence[Column], data: pd.DataFrame) -> list[list[str]]:
    frame = data[[column.place for column in columns]].apply(lambda cells: cells.str.strip())
    rows = frame.mask(frame == NOT_SHOWN, "").drop_duplicates().to_numpy().tolist()
    return [[str(cell) for cell in row] for row in rows]


def _ranks(columns: Sequence[Column], data: pd.DataFrame) -> tuple[list[Column], pd.DataFrame]:
    """Return one column an item with its rank, put behind the data."""
    import pandas as pd

    items = dict.fromkeys(i for column in columns for i in distinct(data[column.place]))
    items.pop(NOT_SHOWN, None)
    cells = {column.code: data[column.place].str.strip() for column in columns}
    shown = next(iter(cells.values())) != NOT_SHOWN
    data, made = data.copy(), []
    for item in items:
        ranks = pd.Series("", index=data.index, dtype="str").mask(~shown, NOT_SHOWN)
        for number, column in enumerate(cells.values(), start=1):
            ranks = ranks.mask(column == item, str(number))
        place = data.shape[1]
        data[place] = ranks
        first = columns[0]
        made.append(replace(first, place=place, id=f"{first.question}[{item}]", label=item,
                            code=item, shape="rank"))  # fmt: skip
    return made, data
