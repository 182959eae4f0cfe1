"""Google Forms: a timestamp first, grids as "stem [row]", several answers joined by ", "."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct, is_number
from ffc_eval.collect.ingest.dates import style_of
from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import EMPTY_UNTOLD, Column, Layout, Reading
from ffc_eval.collect.ingest.layouts.heading_faults import heading_faults
from ffc_eval.collect.ingest.layouts.joined_cells import (
    COMMA_SPACE,
    SEMICOLON,
    joined_or_alone,
    labels_in,
)
from ffc_eval.collect.ingest.options import drafted
from ffc_eval.collect.ingest.sheet import Book
from ffc_eval.model.instrument import Option

if TYPE_CHECKING:
    import pandas as pd

_STAMPS = frozenset(
    (
        *("timestamp", "zeitstempel", "horodateur", "marca temporal", "carimbo de data/hora"),
        *("informazioni cronologiche", "tijdstempel", "sygnatura czasowa", "tidstämpel"),
        *("tidsstempel", "tidsmerke", "zaman damgası", "отметка времени", "タイムスタンプ"),
        *("时间戳记", "timbre temporal", "marcă temporală", "stamp amser"),
    )
)
_EMAIL = re.compile(
    r"(?:e-?mail address|username|e-mail-adresse|adresse e-mail|indirizzo e-?mail|e-mailadres"
    r"|(?:dirección de )?correo electrónico|endereço de e-?mail|nazwa użytkownika|adres e-mail)"
)
_ROW = re.compile(r"(.*\S)\s*\[([^\[\]]+)\]\s*", re.DOTALL)
_SCORE = re.compile(r"-?\d+(?:\.\d+)? / \d+(?:\.\d+)?")
_MOST_POINTS = 20
_MARKS = ("score", "feedback")
_DOWNLOADED = re.compile(r".*\d (?:[AP]M )?(?:[A-Z]{2,5}|GMT[+-].*)")
_NO_SEPARATOR_TOLD = (
    "several answers stand in one cell, and the options are those that the cells show: an option "
    "that holds a comma may have been taken for two"
)


def matches(book: Book) -> str:
    """Look for the timestamp in the first column, with dates and times below it."""
    if book.container not in ("csv", "xlsx"):
        return ""
    first = book.first.row(0)
    if not first or compared(first[0]) not in _STAMPS:
        return ""
    below = _stamps(book)
    style = style_of(below)
    if below and style.unread == 0 and all(":" in cell for cell in below):
        return "the first column is Timestamp, with a date and time in every row"
    return ""


def _stamps(book: Book) -> list[str]:
    return [str(cell).strip() for cell in book.first.rows[0].iloc[1:200] if str(cell).strip()]


def read(book: Book) -> Reading:
    """Read one heading row; rows of one grid share a stem."""
    headings = book.first.row(0)
    data = book.first.below(1)
    ids = unique([plain(heading) for heading in headings])
    downloaded = all(map(_DOWNLOADED.fullmatch, _stamps(book)))
    join = SEMICOLON if downloaded else COMMA_SPACE
    columns = _columns(headings, ids, data, join)
    person = [column.id for column in columns[1:] if column.role == "metadata"]
    answers = [column for column in columns if column.role == "answer"]
    return Reading(
        header_rows=1,
        columns=tuple(columns),
        person=person[0] if person else "",
        dated=(ids[0],),
        partial=False,
        separator=";" if downloaded else ", ",
        other_replaces=True,
        notes={
            column.id: f"{EMPTY_UNTOLD}; {_NO_SEPARATOR_TOLD}"
            if column.shape == "joined" and not downloaded
            else EMPTY_UNTOLD
            for column in answers
        },
        problems=heading_faults(headings),
    )


def _columns(
    headings: tuple[str, ...], ids: tuple[str, ...], data: pd.DataFrame, join: re.Pattern[str]
) -> list[Column]:
    rows = [_ROW.fullmatch(heading) for heading in headings]
    grids = Counter(compared(row[1]) for row in rows if row)
    questions = {compared(heading) for heading in headings}
    columns: list[Column] = []
    stems: dict[str, int] = {}
    for place, heading in enumerate(headings):
        row = rows[place]
        whole = Column(place, ids[place], heading)
        if place == 0 or _EMAIL.fullmatch(compared(heading)):
            names = ("Email Address",) if place else ()
            columns.append(replace(whole, role="metadata", names=names))
        elif _is_mark(row, questions) or _is_score(heading, data[place]):
            columns.append(replace(whole, role="derived"))
        elif row and grids[compared(row[1])] > 1:
            number = stems.setdefault(compared(row[1]), len(stems) + 1)
            columns.append(
                replace(whole, question=f"q{number}", text=plain(row[1]), label=plain(row[2]),
                        code=str(place), shape="item", numbered=True)
            )  # fmt: skip
        else:
            number = stems.setdefault(f"column {place}", len(stems) + 1)
            columns.append(replace(whole, question=f"q{number}", text=plain(heading),
                                   numbered=True))  # fmt: skip
    return _joined(columns, data, join)


def _is_mark(row: re.Match[str] | None, questions: set[str]) -> bool:
    """Whether a heading is the score of a quiz question, or what the teacher wrote of it."""
    return row is not None and compared(row[2]) in _MARKS and compared(row[1]) in questions


def _is_score(heading: str, cells: pd.Series) -> bool:
    filled = cells[cells.str.strip() != ""].str.strip()
    name = compared(heading) in ("score", "total score")
    return name and bool(filled.str.fullmatch(_SCORE.pattern).all())


def _joined(columns: list[Column], data: pd.DataFrame, join: re.Pattern[str]) -> list[Column]:
    """Find tick lists, and grids of them, whose every row is a tick list of its own."""
    import pandas as pd

    found: dict[str, Column] = {}
    by_question: dict[str, list[Column]] = {}
    for column in columns:
        if column.role == "answer":
            by_question.setdefault(column.question, []).append(column)
    for question, part in by_question.items():
        cells = pd.concat([data[column.place] for column in part])
        options = labels_in(cells, join, typed=True)
        points = _points(cells)
        for number, column in enumerate(part, start=1):
            if column.shape != "item":
                found[column.id] = joined_or_alone(column, data[column.place], join, typed=True)
            elif options:
                found[column.id] = replace(
                    column, shape="joined", options=options, question=f"{question}_{number}",
                    group=question, text=column.label, stem=column.text, label="",
                )  # fmt: skip
            elif points:
                found[column.id] = replace(column, options=points)
    return [found.get(column.id, column) for column in columns]


def _points(cells: pd.Series) -> tuple[Option, ...]:
    """Return the answers of a grid: the form offers them, nobody types in a grid."""
    values = distinct(cells)
    numbers = all(map(is_number, values))
    return () if numbers or len(values) > _MOST_POINTS else drafted(values)[0]


LAYOUT = Layout("google_forms", "Google Forms", verified=False, matches=matches, read=read)
