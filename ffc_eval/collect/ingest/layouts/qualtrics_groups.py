"""What the columns of one Qualtrics question hold, where no definition says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct, joined_by, ranked
from ffc_eval.collect.ingest.headings import compared, shared_start
from ffc_eval.collect.ingest.layout import Column, Shape

if TYPE_CHECKING:
    import pandas as pd


def shaped(run: list[Column], data: pd.DataFrame) -> list[Column]:
    """Say of each column of one question what it holds."""
    texts = [column for column in run if column.code.endswith("TEXT")]
    rest = [column for column in run if column not in texts]
    done = {column.id: column for column in _rest(rest, data)}
    beside = bool(rest)
    for column in texts:
        shape: Shape = "other" if beside else "text"
        done[column.id] = replace(column, shape=shape)
    return [done[column.id] for column in run]


def _rest(columns: list[Column], data: pd.DataFrame) -> list[Column]:
    if not columns:
        return []
    if not columns[0].code:
        cells = data[columns[0].place]
        shape: Shape = "joined" if joined_by(cells, ",") == "," and _codes(cells) else "single"
        return [replace(columns[0], shape=shape), *columns[1:]]
    stem = shared_start([column.text for column in columns])
    text = stem.rstrip(" -") or columns[0].text
    sides: dict[str, list[Column]] = {}
    for column in columns:
        sides.setdefault(_side(column), []).append(column)
    return [done for side, part in sides.items() for done in _of_side(side, part, data, text, stem)]


def _side(column: Column) -> str:
    """Return which column of a side-by-side question it belongs to, "" elsewhere."""
    return column.code.split("_")[0] if "#" in column.id else ""


def _of_side(
    side: str, columns: list[Column], data: pd.DataFrame, text: str, stem: str
) -> list[Column]:
    rows: dict[str, list[Column]] = {}
    for column in columns:
        parts = column.code.split("_")[1 if side else 0 :]
        rows.setdefault(parts[0] if len(parts) > 1 else "", []).append(column)
    if "" in rows:
        return _one_level(columns, data, text, stem)
    return [done for row, part in rows.items() for done in _row(row, part, text, stem)]


def _codes(cells: pd.Series) -> bool:
    return all(part.strip().lstrip("-").isdigit() for v in distinct(cells) for part in v.split(","))


def _one_level(columns: Sequence[Column], data: pd.DataFrame, text: str, stem: str) -> list[Column]:
    labels = _labels(columns, stem)
    frame = data[[column.place for column in columns]]
    shape: Shape = "item"
    if (
        len(columns) > 1
        and not _side(columns[0])
        and all(
            _one_answer(column, label, data) for column, label in zip(columns, labels, strict=True)
        )
    ):
        shape = "option"
    elif ranked(frame):
        shape = "rank"
    return [
        replace(column, text=text, label=label, shape=shape, code=_last(column))
        for column, label in zip(columns, labels, strict=True)
    ]


def _last(column: Column) -> str:
    """Return the code in the export name, the recode value, which may differ from the inner id."""
    return column.id.rsplit("_", 1)[-1] if "#" not in column.id else column.code


def _one_answer(column: Column, label: str, data: pd.DataFrame) -> bool:
    values = {compared(value) for value in distinct(data[column.place])} - {"-99"}
    return values <= {"1", compared(label), column.id.rsplit("_", 1)[-1]} and len(values) <= 1


def _row(row: str, part: list[Column], text: str, stem: str) -> list[Column]:
    """Take the columns of one row of a grid of checkboxes: a multi-select of its own."""
    inner = shared_start([column.text for column in part], (" - ", "-"))
    if len(part) == 1:
        inner = part[0].text.rpartition("-")[0] + "-"
    label = inner.removeprefix(stem).strip(" -") or row
    whole = part[0].id.rsplit("_", 1)[0]
    return [
        replace(
            column,
            question=whole,
            group=column.question,
            text=label,
            stem=text,
            label=column.text.removeprefix(inner).strip(" -") or column.code,
            code=column.id.rsplit("_", 1)[-1],
            shape="option",
        )
        for column in part
    ]


def _labels(columns: Sequence[Column], stem: str) -> list[str]:
    return [column.text.removeprefix(stem).strip(" -") or column.code for column in columns]
