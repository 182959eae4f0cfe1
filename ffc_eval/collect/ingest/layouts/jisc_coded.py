"""JISC Online Surveys, answers as codes: Q3_1 for an option, Q3_a for other text."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct, ranked
from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import EMPTY_UNTOLD, Column, Layout, Reading, Shape
from ffc_eval.collect.ingest.sheet import Book

if TYPE_CHECKING:
    import pandas as pd

_CODED = re.compile(r"(Q\d+)((?:_\d+)*)((?:_[a-z])*)")
_IDS = ("urn", "unique response number", "response id", "unique id", "uniqueresponsenumber")


def matches(book: Book) -> str:
    """Look for headings Q1, Q3_1, Q3_a beside a response number."""
    if book.container not in ("csv", "xlsx"):
        return ""
    headings = book.first.row(0)
    answers = [heading for heading in headings if compared(heading) not in _IDS]
    coded = [heading for heading in answers if _CODED.fullmatch(heading)]
    numbers = {heading.partition("_")[0] for heading in coded}
    deep = any("_" in heading for heading in coded)
    if deep and "Q1" in numbers and len(coded) == len(answers) < len(headings):
        return "a response number, and every other heading coded (Q1, Q3_1, Q3_a)"
    return ""


def read(book: Book) -> Reading:
    """Read coded headings; an empty parent column carries no answers."""
    headings = book.first.row(0)
    data = book.first.below(1)
    ids = unique([plain(heading) for heading in headings])
    raw = [_column(place, ids[place], heading) for place, heading in enumerate(headings)]
    columns: list[Column] = []
    for _, run in groupby(raw, key=lambda column: (column.role, column.question)):
        part = list(run)
        columns += _question(part, data) if part[0].role == "answer" else part
    identity = [column.id for column in columns if column.role == "metadata"]
    return Reading(
        header_rows=1,
        columns=tuple(columns),
        identity=tuple(identity[:1]),
        date_order="day first",
        partial=False,
        notes={c.id: EMPTY_UNTOLD for c in columns if c.role == "answer"},
    )


def _column(place: int, id: str, heading: str) -> Column:
    match = _CODED.fullmatch(heading)
    if match is None:
        return Column(place, id, heading, "metadata")
    question, numbers, letters = match.groups()
    code = "_".join(part for part in f"{numbers}{letters}".split("_") if part)
    return Column(place, id, heading, question=question, text=question, label=code, code=code)


def _question(part: list[Column], data: pd.DataFrame) -> list[Column]:
    inner = [column for column in part if column.code]
    if not inner:
        return part
    typed = [c for c in inner if c.code.isalpha()]
    rest = [column for column in inner if column not in typed]
    frame = data[[column.place for column in rest]]
    values = {value for place in frame.columns for value in distinct(frame[place])}
    shape: Shape = "item"
    if values and values <= {"0", "1"}:
        shape = "option"
    elif len(rest) > 1 and ranked(frame):
        shape = "rank"
    done = {column.id: replace(column, shape=shape) for column in rest}
    done |= {column.id: _typed(column) for column in typed}
    done |= {c.id: replace(c, role="parent") for c in part if not c.code and rest
             and not distinct(data[c.place])}  # fmt: skip
    return [done.get(column.id, column) for column in part]


def _typed(column: Column) -> Column:
    return replace(column, shape="other")


LAYOUT = Layout(
    "jisc_online_surveys",
    "JISC Online Surveys, codes",
    verified=False,
    matches=matches,
    read=read,
)
