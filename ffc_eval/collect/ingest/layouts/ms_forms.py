"""Microsoft Forms: one heading row; who and when first, in the language of the owner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.dates import style_of
from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import EMPTY_UNTOLD, Column, Layout, Reading
from ffc_eval.collect.ingest.layouts.joined_cells import (
    SEMICOLON,
    labels_in,
    same_answers_in_other_orders,
)
from ffc_eval.collect.ingest.sheet import Book, Sheet

if TYPE_CHECKING:
    import pandas as pd

_ENGLISH = ("id", "start time", "completion time", "email", "name")
_NOBODY = ("anonymous", "")
_LOOKED_AT = 500
_QUIZ = (
    *("total points", "quiz feedback", "grade posted time", "total de puntos"),
    *("comentarios del cuestionario", "gesamtpunktzahl", "quizfeedback", "total des points"),
)
_MARK = re.compile(r"(\S{3,20}(?: \S{1,15})?) ?[-:–] ?(.+)", re.DOTALL)
_SEVERAL = (
    "several answers stand in one cell in the order in which they were given or ranked; the "
    "export does not say whether people ticked or ranked them"
)


def matches(book: Book) -> str:
    """Look at the first five headings, or at what stands below them."""
    if book.container not in ("csv", "xlsx"):
        return ""
    headings = tuple(compared(heading) for heading in book.first.row(0)[:5])
    if headings == _ENGLISH:
        return "the first five headings are ID, Start time, Completion time, Email and Name"
    if _looks_like_forms(book.first):
        return "the first five columns are a number, two date-times and two texts, as in Forms"
    return ""


def _looks_like_forms(sheet: Sheet) -> bool:
    """Tell Forms in any language by what stands in the first five columns."""
    if sheet.width < 6 or len(sheet.rows) < 2 or not all(sheet.row(0)[:5]):
        return False
    ids, start, end, email = (_column(sheet, place) for place in range(4))
    if not all(cell.isdigit() for cell in ids) or not _rising([int(cell) for cell in ids]):
        return False
    stamped = all(_is_stamp(cell) for cell in (*start, *end))
    known = [cell.casefold() in _NOBODY or _is_address(cell) for cell in email]
    return stamped and all(known) and any(email)


def _column(sheet: Sheet, place: int) -> list[str]:
    return [str(cell).strip() for cell in sheet.rows[place].iloc[1:_LOOKED_AT]]


def _rising(numbers: list[int]) -> bool:
    return all(before < after for before, after in pairwise(numbers))


def _is_stamp(cell: str) -> bool:
    return ":" in cell and style_of([cell]).unread == 0


def _is_address(cell: str) -> bool:
    return "@" in cell and " " not in cell


def read(book: Book) -> Reading:
    """Read one heading row; the sixth column is when the answer was edited, in newer files."""
    sheet = book.first
    headings = sheet.row(0)
    ids = unique([plain(heading) for heading in headings])
    data = sheet.below(1)
    metadata = 6 if _has_modified(sheet, headings) else 5
    marks = set(_marks(headings[metadata:], metadata))
    columns: list[Column] = []
    number = 0
    for place, heading in enumerate(headings):
        whole = Column(place, ids[place], heading)
        if place < metadata:
            columns.append(replace(whole, role="metadata", names=_personal(place)))
        elif place in marks:
            columns.append(replace(whole, role="derived"))
        else:
            number += 1
            columns.append(_question(whole, f"q{number}", data[place]))
    email = data[3].str.strip().str.casefold()
    named = email[~email.isin(_NOBODY)]
    return Reading(
        header_rows=1,
        columns=tuple(columns),
        identity=(ids[0],),
        person=ids[3] if len(named) and named.is_unique else "",
        dated=(ids[2], ids[1]),
        partial=False,
        separator=";",
        other_replaces=True,
        notes={column.id: _note(column, data) for column in columns[metadata:]},
    )


def _question(column: Column, question: str, cells: pd.Series) -> Column:
    """Take one question; an option that holds "; " is told from two by the space."""
    whole = replace(column, question=question, text=column.heading, numbered=True)
    if same_answers_in_other_orders(cells):
        return replace(whole, shape="ranked_list")
    spaced = cells.str.contains("; ", regex=False).any() and _ends(cells)
    options = labels_in(cells, SEMICOLON, typed=True) if spaced else ()
    return replace(whole, shape="joined", options=options) if options else whole


def _ends(cells: pd.Series) -> bool:
    filled = cells.str.strip()
    filled = filled[filled != ""]
    return bool(len(filled)) and bool(filled.str.endswith(";").all())


def _note(column: Column, data: pd.DataFrame) -> str:
    return f"{EMPTY_UNTOLD}; {_SEVERAL}" if _ends(data[column.place]) else EMPTY_UNTOLD


def _marks(headings: tuple[str, ...], first: int) -> Iterator[int]:
    """Yield the columns that a quiz adds: totals, and points and feedback after each question."""
    asked: set[str] = set()
    for place, heading in enumerate(headings, start=first):
        name = compared(heading)
        mark = _MARK.fullmatch(name)
        if name in _QUIZ or (mark and compared(mark[2]) in asked):
            yield place
        else:
            asked.add(name)


def _personal(place: int) -> tuple[str, ...]:
    """Name the two columns that hold a person, whatever language their headings are in."""
    return {3: ("Email",), 4: ("Name",)}.get(place, ())


def _has_modified(sheet: Sheet, headings: tuple[str, ...]) -> bool:
    """Whether the sixth column says when an answer was edited: in no English file does another."""
    if len(headings) < 6:
        return False
    if tuple(map(compared, headings[:5])) == _ENGLISH:
        return compared(headings[5]) == "last modified time"
    filled = [cell for cell in _column(sheet, 5) if cell]
    return all(map(_is_stamp, filled))


LAYOUT = Layout("ms_forms", "Microsoft Forms", verified=True, matches=matches, read=read)
