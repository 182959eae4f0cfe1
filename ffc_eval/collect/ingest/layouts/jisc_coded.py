"""JISC Online Surveys, answers as codes: Q3_1 for an option, Q3_a for other text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct, ranked
from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import EMPTY_UNTOLD, Column, Layout, Reading, Shape
from ffc_eval.collect.ingest.layouts.jisc_expanded import expanded, gathered
from ffc_eval.collect.ingest.layouts.jisc_labels import is_metadata
from ffc_eval.collect.ingest.sheet import Book

if TYPE_CHECKING:
    import pandas as pd

_CODED = re.compile(r"(Q\d+)((?:_\d+)*)((?:_[a-z])?)((?:_\d+)*)((?:_[a-z])*)")
_MOST_CODES = 20
_FEWEST = 3
CODES = f"written as codes; their words stand in the key file (--definition); {EMPTY_UNTOLD}"


def is_coded(headings: Sequence[str]) -> bool:
    """Say whether headings are JISC's codes, from Q1 without a gap; other programs write Q1 too.

    So there is a response number among them, or a question with text beside it (Q3_a, Q14_1_a),
    or a column for the question above its items (Q13, Q13_1).
    """
    answers = [heading for heading in headings if not is_metadata(heading)]
    coded = [match for heading in answers if (match := _CODED.fullmatch(heading))]
    numbers = list(dict.fromkeys(int(match[1][1:]) for match in coded))
    whole = len(coded) == len(answers) >= _FEWEST
    deep = [match for match in coded if "_" in match[0]]
    above = {match[1] for match in deep} & {match[0] for match in coded}
    own = len(answers) < len(headings) or above or any(match[3] for match in deep)
    return bool(whole and deep and own) and numbers == list(range(1, len(numbers) + 1))


def matches(book: Book) -> str:
    """Look for headings Q1, Q3_1, Q3_a, from Q1 without a gap."""
    if book.container in ("csv", "xlsx") and is_coded(book.first.row(0)):
        return "every heading coded (Q1, Q3_1, Q3_a) from Q1 without a gap, or a response number"
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
        if part[0].role == "answer":
            part, data = arranged(part, data)
        columns += part
    identity = [column.id for column in columns if column.role == "metadata"]
    dated = [c.id for c in columns if c.role == "metadata" and "date" in compared(c.heading)]
    return Reading(
        header_rows=1,
        columns=tuple(columns),
        identity=tuple(name for name in identity[:1] if name not in dated),
        dated=tuple(dated),
        date_order="day first",
        partial=False,
        data=data,
        notes={c.id: CODES for c in columns if c.role == "answer"},
    )


def _column(place: int, id: str, heading: str) -> Column:
    question, code = parts_of(heading)
    if not question:
        return Column(place, id, heading, "metadata")
    return Column(place, id, heading, question=question, text=question, label=code, code=code)


def parts_of(heading: str) -> tuple[str, str]:
    """Return the question and the rest of a coded heading: "Q13", "1_7"; "" where it is none."""
    match = _CODED.fullmatch(heading)
    return (match[1], heading.removeprefix(match[1]).strip("_")) if match else ("", "")


def arranged(part: list[Column], data: pd.DataFrame) -> tuple[list[Column], pd.DataFrame]:
    """Return the columns of one question with what they hold, and the data they stand in."""
    inner = [column for column in part if column.code]
    if not inner:
        return [_closed(column, data) for column in part], data
    typed = [column for column in inner if column.code.isalpha()]
    rest = [column for column in inner if column not in typed]
    if expanded(rest, data):
        done, data = gathered(rest, data)
    else:
        shape = _shape(rest, data)
        done = [replace(column, shape=shape) for column in rest]
    parents = [_parent(column, data, rest) for column in part if not column.code]
    return [*parents, *done, *(replace(column, shape="other") for column in typed)], data


def _parent(column: Column, data: pd.DataFrame, rest: list[Column]) -> Column:
    if rest and not distinct(data[column.place]):
        return replace(column, role="parent")
    return _closed(column, data)


def _shape(columns: list[Column], data: pd.DataFrame) -> Shape:
    frame = data[[column.place for column in columns]]
    values = {value for place in frame.columns for value in distinct(frame[place])}
    single = all(column.code.isdigit() for column in columns)
    if single and "0" in values and values <= {"0", "1"}:
        return "option"
    return "rank" if single and len(columns) > 1 and ranked(frame) else "item"


def _closed(column: Column, data: pd.DataFrame) -> Column:
    """Take a few small whole numbers for the codes of a choice: JISC writes no other."""
    if column.shape or column.options:
        return column
    values = distinct(data[column.place])
    few = 0 < len(values) <= _MOST_CODES
    small = few and all(value in _SMALL for value in values)
    return replace(column, shape="single") if small else column


_SMALL = frozenset(str(number) for number in range(_MOST_CODES + 1))

LAYOUT = Layout(
    "jisc_online_surveys",
    "JISC Online Surveys, codes",
    verified=False,
    matches=matches,
    read=read,
)
