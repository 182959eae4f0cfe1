"""SurveyMonkey with one heading row: question and option joined by " - "."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.headings import compared, plain, same_start, unique
from ffc_eval.collect.ingest.layout import Column, Layout, Reading
from ffc_eval.collect.ingest.layouts.joined_cells import COMMA_SPACE, joined_or_alone
from ffc_eval.collect.ingest.layouts.surveymonkey import id_place, is_metadata, metadata_reading
from ffc_eval.collect.ingest.layouts.tick_grids import shaped
from ffc_eval.collect.ingest.sheet import Book

if TYPE_CHECKING:
    import pandas as pd

_JOIN = " - "


def matches(book: Book) -> str:
    """Look for the respondent id among the first headings with an id right below it."""
    if book.container not in ("csv", "xlsx"):
        return ""
    first, second = book.first.row(0), book.first.row(1)
    place = id_place(first)
    if place is not None and second and second[place]:
        return "row 1 holds the respondent id, row 2 the first one"
    return ""


def read(book: Book) -> Reading:
    """Read one heading row; neighbours with one stem before " - " are one question."""
    headings = book.first.row(0)
    data = book.first.below(1)
    ids = unique([plain(heading) for heading in headings])
    raw = [_column(place, ids[place], heading) for place, heading in enumerate(headings)]
    columns: list[Column] = []
    number = 0
    for _, run in groupby(raw, key=lambda column: (column.role, compared(column.text))):
        part = list(run)
        if part[0].role == "metadata":
            columns += part
        elif columns and _typed_beside(part, columns[-1], data):
            columns.append(replace(part[0], question=columns[-1].question, shape="other",
                                   code="other", numbered=True))  # fmt: skip
        else:
            number += 1
            columns += _question(part, f"q{number}", data)
    return metadata_reading(tuple(columns), data, header_rows=1)


def _column(place: int, id: str, heading: str) -> Column:
    if is_metadata(heading):
        return Column(place, id, heading, "metadata")
    stem, _, label = plain(heading).partition(_JOIN)
    return Column(place, id, heading, text=stem, label=label)


def _question(part: list[Column], question: str, data: pd.DataFrame) -> list[Column]:
    """Take the columns of one question; a stem may itself hold " - "."""
    frame = data[[column.place for column in part]]
    start = same_start([plain(column.heading) for column in part])
    stem = start[: start.rfind(_JOIN) + len(_JOIN)] if len(part) > 1 and _JOIN in start else ""
    whole = [
        replace(
            column,
            question=question,
            numbered=True,
            code=str(place),
            text=stem.removesuffix(_JOIN).strip() or column.text,
            label=plain(column.heading).removeprefix(stem) if stem else column.label,
        )
        for place, column in enumerate(part, start=1)
    ]
    done = shaped(whole, tuple(column.label for column in whole), frame)
    if len(done) == 1 and done[0].shape != "option":
        text = plain(part[0].heading)
        alone = replace(done[0], text=text, label="", code="", shape="")
        return [joined_or_alone(alone, frame.iloc[:, 0], COMMA_SPACE)]
    return done


def _typed_beside(part: list[Column], before: Column, data: pd.DataFrame) -> bool:
    """Whether a heading is an answer to the question before: what people typed under it."""
    if len(part) > 1 or before.role != "answer" or before.shape != "single":
        return False
    answers = {compared(value) for value in distinct(data[before.place])}
    return compared(part[0].heading) in answers


LAYOUT = Layout(
    "surveymonkey",
    "SurveyMonkey, one heading row",
    verified=False,
    matches=matches,
    read=read,
)
