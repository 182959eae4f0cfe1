"""SurveyMonkey with one heading row: question and option joined by " - "."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import Column, Layout, Reading
from ffc_eval.collect.ingest.layouts.surveymonkey import is_metadata, metadata_reading
from ffc_eval.collect.ingest.layouts.tiers import shapes
from ffc_eval.collect.ingest.sheet import Book


def matches(book: Book) -> str:
    """Look for the respondent id as first heading with an id right below it."""
    if book.container not in ("csv", "xlsx"):
        return ""
    first, second = book.first.row(0), book.first.row(1)
    known = bool(first) and compared(first[0]).replace(" ", "") in ("respondentid", "respondent_id")
    if known and second and second[0] and is_metadata(first[0]):
        return "row 1 begins with the respondent id, row 2 with the first one"
    return ""


def read(book: Book) -> Reading:
    """Read one heading row; columns with one stem before " - " are one question."""
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
            continue
        number += 1
        labels = tuple(column.label for column in part)
        frame = data[[column.place for column in part]]
        columns += [
            replace(column, question=f"q{number}", code=str(place), shape=shape, numbered=True)
            for place, (column, shape) in enumerate(
                zip(part, shapes(labels, frame), strict=True), start=1
            )
        ]
    return metadata_reading(tuple(columns), data, header_rows=1)


def _column(place: int, id: str, heading: str) -> Column:
    if is_metadata(heading):
        return Column(place, id, heading, "metadata")
    stem, _, label = plain(heading).partition(" - ")
    return Column(place, id, heading, text=stem, label=label)


LAYOUT = Layout(
    "surveymonkey",
    "SurveyMonkey, one heading row",
    verified=False,
    matches=matches,
    read=read,
)
