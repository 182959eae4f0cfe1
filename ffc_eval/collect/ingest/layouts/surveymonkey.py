"""SurveyMonkey: two heading rows, the question above the option or row item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import Column, Layout, Reading
from ffc_eval.collect.ingest.layouts.tick_grids import shaped
from ffc_eval.collect.ingest.layouts.tiers import ALONE
from ffc_eval.collect.ingest.sheet import Book

if TYPE_CHECKING:
    import pandas as pd

_METADATA = frozenset(
    {
        "respondentid",
        "collectorid",
        "startdate",
        "enddate",
        "ipaddress",
        "emailaddress",
        "firstname",
        "lastname",
        "collector",
        "datecreated",
        "datemodified",
    }
)
_FIRST = 3
_CUSTOM = re.compile(r"custom(?:data|value|variable)\d*")


def matches(book: Book) -> str:
    """Look for the respondent id with a blank below it, and options below the questions."""
    if book.container not in ("csv", "xlsx"):
        return ""
    first, second = book.first.row(0), book.first.row(1)
    place = id_place(first)
    if place is None or not second or second[place] or not any(second):
        return ""
    return "row 1 holds the respondent id; row 2 is blank below it and names the options"


def id_place(headings: tuple[str, ...]) -> int | None:
    """Return the column of the respondent id, which stands among the first."""
    names = [_name(heading) for heading in headings[:_FIRST]]
    return names.index("respondentid") if "respondentid" in names else None


def _name(heading: str) -> str:
    return compared(heading).replace(" ", "").replace("_", "")


def is_metadata(heading: str) -> bool:
    """Say whether a heading is one of the columns that SurveyMonkey adds."""
    name = _name(heading)
    return name in _METADATA or _CUSTOM.fullmatch(name) is not None


def read(book: Book) -> Reading:
    """Read the two heading rows."""
    data = book.first.below(2)
    return metadata_reading(_columns(book, data), data, header_rows=2)


def metadata_reading(
    columns: tuple[Column, ...], data: pd.DataFrame, *, header_rows: int
) -> Reading:
    """Return what SurveyMonkey's own columns say of each row."""
    named = {_name(column.heading): column for column in columns if column.role == "metadata"}
    ended = named.get("enddate")
    return Reading(
        header_rows=header_rows,
        columns=columns,
        identity=(named["respondentid"].id,),
        person=named["emailaddress"].id if "emailaddress" in named else "",
        dated=tuple(named[name].id for name in ("enddate", "startdate") if name in named),
        date_order="month first",
        partial=None if ended is None else data[ended.place].str.strip() == "",
        zeros="selected",
        blanks={"-": "blank"},
        separator=", ",
    )


def _columns(book: Book, data: pd.DataFrame) -> tuple[Column, ...]:
    first, second = book.first.row(0), book.first.row(1)
    ids = unique([_id(a, b) for a, b in zip(_filled_right(first, second), second, strict=True)])
    columns: list[Column] = []
    number = place = 0
    while place < len(first):
        if is_metadata(first[place]) and not second[place]:
            columns.append(Column(place, ids[place], first[place], "metadata"))
            place += 1
            continue
        number += 1
        end = _end(first, second, place)
        labels = tuple(plain(label) for label in second[place:end])
        whole = [
            Column(
                here,
                ids[here],
                first[here],
                question=f"q{number}",
                numbered=True,
                text=first[place],
                label=labels[here - place],
                code=str(here - place + 1),
            )
            for here in range(place, end)
        ]
        columns += shaped(whole, labels, data.iloc[:, place:end])
        place = end
    return tuple(columns)


def _filled_right(first: tuple[str, ...], second: tuple[str, ...]) -> list[str]:
    filled: list[str] = []
    for heading, below in zip(first, second, strict=True):
        filled.append(heading if heading or not below or not filled else filled[-1])
    return filled


def _id(question: str, below: str) -> str:
    alone = compared(below) in ALONE
    return plain(question) if alone else f"{plain(question)} - {plain(below)}"


def _end(first: tuple[str, ...], second: tuple[str, ...], start: int) -> int:
    end = start + 1
    while end < len(first) and not first[end] and second[end]:
        end += 1
    return end


LAYOUT = Layout(
    "surveymonkey",
    "SurveyMonkey, two heading rows",
    verified=True,
    matches=matches,
    read=read,
)
