"""SmartSurvey "responses wide": one heading row, Q_<id>_<text>, grids as JSON in a cell."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import EMPTY_UNTOLD, Column, Layout, Reading
from ffc_eval.collect.ingest.layouts.joined_cells import joined_or_alone, labels_in
from ffc_eval.collect.ingest.sheet import FILE, Book
from ffc_eval.errors import Problem

if TYPE_CHECKING:
    import pandas as pd

_QUESTION = re.compile(r"Q_(\w+?)_(.*)", re.DOTALL)
_ROW = re.compile(r"\{[^{}]*\}")
_GRID = '{"type"'
_JOIN = re.compile("; ")
_TYPED = re.compile(
    r"(?i:(?<=\bother)|(?<=specify\))|(?<=something else)) / ((?:(?!; ).)*)", re.DOTALL
)
_PARTIAL = ("partial", "incomplete", "in progress", "started")
_DATED = ("Date_Ended", "Date_Modified", "Date_Started")


def matches(book: Book) -> str:
    """Look for Response_ID and Completion_Status."""
    if book.container not in ("csv", "xlsx"):
        return ""
    if {"Response_ID", "Completion_Status"} <= set(book.first.row(0)):
        return "columns Response_ID and Completion_Status"
    return ""


def read(book: Book) -> Reading:
    """Read one heading row; a grid cell becomes a column a row of the grid."""
    headings = book.first.row(0)
    data = book.first.below(1).copy()
    ids = unique([plain(heading) for heading in headings])
    columns: list[Column] = []
    unread = 0
    for place, heading in enumerate(headings):
        match = _QUESTION.fullmatch(heading)
        if match is None:
            columns.append(Column(place, ids[place], heading, "metadata"))
            continue
        text = plain(match[2].replace("_", " ") if " " not in match[2] else match[2])
        whole = Column(place, ids[place], heading, question=f"Q_{match[1]}", text=text)
        if any(cell.startswith(_GRID) for cell in distinct(data[place])[:50]):
            unread += sum(bool(cell.strip()) and not _answers(cell) for cell in data[place])
            columns += _grid(whole, data)
        else:
            columns += _with_typed(whole, data)
    status = headings.index("Completion_Status")
    return Reading(
        header_rows=1,
        columns=tuple(columns),
        identity=(ids[headings.index("Response_ID")],),
        dated=tuple(name for name in _DATED if name in ids),
        date_order="year first",
        partial=data[status].map(compared).isin(_PARTIAL),
        separator=";",
        other_replaces=True,
        data=data,
        notes={c.id: EMPTY_UNTOLD for c in columns if c.role == "answer"},
        problems=_unreadable(unread),
    )


def _unreadable(cells: int) -> tuple[Problem, ...]:
    if not cells:
        return ()
    return (
        Problem(
            "grid-cell-unreadable",
            "Some cells of a grid are cut or damaged, and their answers are missing.",
            FILE,
            f"{cells} cell" + ("s" if cells > 1 else ""),
            "Download the export again, and do not save it from a spreadsheet program.",
        ),
    )


def _with_typed(whole: Column, data: pd.DataFrame) -> list[Column]:
    """Put the words typed behind "Other / " into a column of their own."""
    words = data[whole.place].str.extract(_TYPED.pattern, expand=False).fillna("").astype("str")
    if not words.str.strip().any():
        return [joined_or_alone(whole, data[whole.place], _JOIN, typed=True)]
    place = data.shape[1]
    data[place] = words.str.strip()
    data[whole.place] = data[whole.place].str.replace(_TYPED.pattern, "", regex=True)
    beside = replace(whole, place=place, id=f"{whole.question}_other", shape="other", code="other")
    return [joined_or_alone(whole, data[whole.place], _JOIN, typed=True), beside]


def _grid(whole: Column, data: pd.DataFrame) -> list[Column]:
    """Add a column for each row of a grid, in the order in which rows first appear."""
    import pandas as pd

    read = {cell: _answers(cell) for cell in data[whole.place].unique()}
    rows = dict.fromkeys(row for answers in read.values() for row in answers)
    columns = []
    for number, row in enumerate(rows, start=1):
        place = data.shape[1]
        chosen = {cell: answers.get(row, "") for cell, answers in read.items()}
        data[place] = data[whole.place].map(chosen).astype("str")
        columns.append(
            replace(
                whole,
                place=place,
                id=f"{whole.question}_{number}",
                label=plain(row),
                code=str(number),
                shape="item",
            )
        )
    if not any("; " in answer for answers in read.values() for answer in answers.values()):
        return columns
    options = labels_in(pd.concat([data[column.place] for column in columns]), _JOIN)
    return [
        replace(column, shape="joined", options=options, question=column.id, group=whole.question,
                text=column.label, stem=whole.text, label="")
        for column in columns
    ]  # fmt: skip


def _answers(cell: str) -> dict[str, str]:
    """Return the answers of one grid cell by row; what is no JSON is passed over."""
    found: dict[str, str] = {}
    for part in _ROW.findall(cell):
        try:
            row = json.loads(part)
        except ValueError:
            continue
        title, answer = str(row.get("row_title", "")), str(row.get("column_title", ""))
        if title and answer:
            found[title] = f"{found[title]}; {answer}" if title in found else answer
    return found


LAYOUT = Layout(
    "smartsurvey", "SmartSurvey, responses wide", verified=False, matches=matches, read=read
)
