"""SPSS variables that together are one question: category sets, and ticks without a set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.headings import compared, shared_start
from ffc_eval.collect.ingest.layout import Column

if TYPE_CHECKING:
    import pandas as pd

_NUMBERED = re.compile(r"(.*\D)_?(\d+)(?:\.\d+)?")
_LEFT_OUT = frozenset(
    ("not selected", "unchecked", "not ticked", "not checked", "not mentioned", "not chosen",
     "no selection", "unticked")
)  # fmt: skip
_TICKS = frozenset(("0", "1"))
_FEWEST = 2


def with_mentions(
    columns: Sequence[Column], data: pd.DataFrame
) -> tuple[list[Column], pd.DataFrame]:
    """Return the columns with a set of mentions as one column an option, put behind the data.

    A category set holds the first, second, third answer that a person gave: none twice. Where an
    answer stands twice in a row, its variables are the rows of a grid and stay so.
    """
    done: list[Column] = []
    for item, run in groupby(columns, key=lambda c: c.question if c.shape == "item" else ""):
        part = list(run)
        if item and _are_mentions(part, data):
            made, data = _options(part, data)
            done += [*made, *(replace(column, role="derived") for column in part)]
        else:
            done += part
    return done, data


def _missing(columns: Sequence[Column]) -> set[str]:
    return {code for column in columns for code, _ in column.missing}


def _are_mentions(columns: Sequence[Column], data: pd.DataFrame) -> bool:
    if len(columns) < _FEWEST or not columns[0].options:
        return False
    missing = _missing(columns)
    cells = [data[column.place].str.strip().tolist() for column in columns]
    rows = [[c for c in row if c and c not in missing] for row in zip(*cells, strict=True)]
    several = sum(len(row) > 1 for row in rows)
    return several >= _FEWEST and all(len(set(row)) == len(row) for row in rows)


def _options(columns: Sequence[Column], data: pd.DataFrame) -> tuple[list[Column], pd.DataFrame]:
    import pandas as pd

    missing = _missing(columns)
    offered = {o.code: o for column in columns for o in column.options if o.code not in missing}
    cells = data[[column.place for column in columns]].apply(lambda cell: cell.str.strip())
    answered = ((cells != "") & ~cells.isin(missing)).any(axis=1)
    data, made = data.copy(), []
    for code, option in offered.items():
        ticks = pd.Series("0", index=data.index, dtype="str").mask((cells == code).any(axis=1), "1")
        place = data.shape[1]
        data[place] = ticks.where(answered, "")
        made.append(replace(columns[0], place=place, id=f"{columns[0].question}_{code}",
                            label=option.label, code=code, shape="option", options=(),
                            missing=(), names=()))  # fmt: skip
    return made, data


def with_ticks(columns: Sequence[Column], data: pd.DataFrame) -> Iterator[Column]:
    """Yield the columns, those of a question with a variable for each option as its options.

    Programs without sets name them Q2_1, Q2_2 and give each the words of one option, or the words
    "Not selected" for 0.
    """
    for _, run in groupby(columns, key=_stem):
        part = list(run)
        if len(part) >= _FEWEST and all(_is_tick(column, data) for column in part):
            yield from _one_question(part)
        else:
            yield from part


def _stem(column: Column) -> str:
    match = _NUMBERED.fullmatch(column.id)
    alone = column.role == "answer" and column.question == column.id and match
    return match[1].rstrip("_") if alone and match else column.id


def _is_tick(column: Column, data: pd.DataFrame) -> bool:
    missing = {code for code, _ in column.missing}
    values = set(distinct(data[column.place])) - missing
    labels = {o.code: compared(o.label) for o in column.options if o.code not in missing}
    if not values <= _TICKS or not set(labels) <= _TICKS:
        return False
    return set(labels) == {"1"} or labels.get("0", "") in _LEFT_OUT


def _one_question(part: Sequence[Column]) -> Iterator[Column]:
    start = shared_start([column.text for column in part])
    name = _stem(part[0])
    own = [next((o.label for o in c.options if o.code == "1"), "") for c in part]
    told = len(set(own)) == len(part)
    for column, label in zip(part, own, strict=True):
        match = _NUMBERED.fullmatch(column.id)
        yield replace(
            column,
            question=name,
            text=start.strip(" -:") or name,
            label=label if told else column.text.removeprefix(start).strip(),
            code=match[2] if match else column.id,
            shape="option",
            options=(),
        )
