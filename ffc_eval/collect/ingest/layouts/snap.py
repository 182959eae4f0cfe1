"""Snap Surveys, tab-delimited: names of variables in row 1, their labels in row 2."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.headings import compared, plain, shared_start, unique
from ffc_eval.collect.ingest.layout import Column, Layout, Reading
from ffc_eval.collect.ingest.sheet import Book
from ffc_eval.model.instrument import Reason

if TYPE_CHECKING:
    import pandas as pd

_OWN = re.compile(r"ID\.(\w+)", re.IGNORECASE)
_VARIABLE = re.compile(r"[A-Za-z]\w*(?:[.:]\w+)*")
_PART = re.compile(r"([A-Za-z]\w*?)[._:](\d+)")
_TICKS = frozenset(("0", "1"))
_NOT_DONE = frozenset(("", "0", "no", "false", "n", "partial", "incomplete"))
_MISSING: dict[str, Reason] = {
    "No Reply": "blank",
    "No reply": "blank",
    "Not Asked": "not_asked",
    "Not asked": "not_asked",
    "Error": "unreadable",
}
_IDS = ("serial", "id", "case", "caseid", "number", "name")
_DATES = ("enddate", "end", "date", "startdate", "start")


def matches(book: Book) -> str:
    """Look for variables ID.name and their like, and for labels below the names."""
    if book.container not in ("csv", "xlsx"):
        return ""
    names, labels = book.first.row(0), book.first.row(1)
    own = [name for name in names if _OWN.fullmatch(name)]
    whole = own and all(_VARIABLE.fullmatch(name) for name in names if name)
    worded = sum(not cell.replace(".", "").isdigit() for cell in labels if cell)
    if whole and worded > len(names) / 2:
        return "two heading rows, the first with ID.name and names of variables, as Snap writes"
    return ""


def read(book: Book) -> Reading:
    """Read names and labels; the three kinds of missing answer are kept apart."""
    names, labels = book.first.row(0), book.first.row(1)
    data = book.first.below(2)
    ids = unique([plain(name) for name in names])
    raw = [
        _column(place, ids[place], name, labels[place] or name) for place, name in enumerate(names)
    ]
    columns: list[Column] = []
    for _, run in groupby(raw, key=lambda column: (column.role, column.question)):
        columns += _ticked(list(run), data)
    own = {
        match[1].casefold(): column for column in raw if (match := _OWN.fullmatch(column.heading))
    }
    return Reading(
        header_rows=2,
        columns=tuple(columns),
        identity=tuple(own[name].id for name in _IDS if name in own)[:1],
        person=own["name"].id if "name" in own else "",
        dated=tuple(own[name].id for name in _DATES if name in own),
        partial=_partial(own, data),
        blanks=_MISSING,
        separator=";",
    )


def _column(place: int, id: str, name: str, label: str) -> Column:
    own = _OWN.fullmatch(name)
    if own:
        return Column(place, id, name, "metadata", identifies=own[1].casefold() == "name")
    part = _PART.fullmatch(name)
    if part:
        return Column(place, id, name, question=part[1], text=label, label=label, code=part[2],
                      names=(label,))  # fmt: skip
    return Column(place, id, name, question=id, text=label, names=(label,))


def _ticked(part: Sequence[Column], data: pd.DataFrame) -> list[Column]:
    """Take columns of one name that hold 0 and 1 for the options of a question."""
    values = {v for c in part for v in distinct(data[c.place])} - set(_MISSING)
    if len(part) < 2 or not part[0].code or "0" not in values or not values <= _TICKS:
        return [replace(column, question=column.id, label="", code="") if column.code else column
                for column in part]  # fmt: skip
    start = shared_start([column.label for column in part])
    text = start.strip(" -:") or part[0].question
    return [
        replace(column, shape="option", text=text, label=column.label.removeprefix(start), names=())
        for column in part
    ]


def _partial(own: dict[str, Column], data: pd.DataFrame) -> pd.Series | None:
    for name in ("completed", "complete", "enddate"):
        if name in own:
            cells = data[own[name].place].map(compared)
            missing = {compared(mark) for mark in _MISSING}
            return cells.isin(missing | (_NOT_DONE if name != "enddate" else {""}))
    return None


LAYOUT = Layout("snap", "Snap Surveys", verified=False, matches=matches, read=read)
