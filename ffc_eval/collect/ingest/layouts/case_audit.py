"""Case audit: one row a marking of a case; the case number becomes the person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import Column, Layout, Reading
from ffc_eval.collect.ingest.sheet import FILE, Book
from ffc_eval.errors import ExportError

if TYPE_CHECKING:
    import pandas as pd

PLATFORM = "case_audit"
HEADINGS = ("Case", "Reader", "Marking")
MARKINGS = ("first", "second", "moderated", "again")
"""By the first reader, the second, agreed by both, and of an earlier wave's case marked again."""

_ITEM = re.compile(r"([A-Z]+-\d+)\s+(.+)", re.DOTALL)
_READER = re.compile(r"[A-Za-z]{0,2}\d{1,3}")
_NEUTRAL = re.compile(r"^'(?=[=+\-@])")


def matches(book: Book) -> str:
    """Look at the first three headings."""
    if book.container not in ("csv", "xlsx"):
        return ""
    first = tuple(compared(heading) for heading in book.first.row(0)[: len(HEADINGS)])
    if first != tuple(map(compared, HEADINGS)):
        return ""
    return f"the first three headings are {HEADINGS[0]}, {HEADINGS[1]} and {HEADINGS[2]}"


def read(book: Book) -> Reading:
    """Read one heading row; "AUD-01 The child was seen" is item AUD-01 with its wording.

    The marking and the reader's code stand in the mode of a row: "first R3". A reader's name is
    not kept.

    Raises
    ------
    ExportError
        A marking is none of ``MARKINGS``.
    """
    sheet = book.first
    headings = sheet.row(0)
    ids = unique([plain(heading) for heading in headings])
    columns = [
        Column(0, ids[0], headings[0], "metadata", names=("Case number",)),
        Column(1, ids[1], headings[1], "metadata", names=("Name",)),
        Column(2, ids[2], headings[2], "metadata"),
        *(_answer(place, headings[place]) for place in range(len(HEADINGS), len(headings))),
    ]
    return Reading(
        header_rows=1,
        columns=tuple(columns),
        identity=(ids[0], ids[2]),
        person=ids[0],
        mode=ids[1],
        partial=False,
        test=False,
        separator=None,
        data=_rows(sheet.below(1)),
    )


def _answer(place: int, heading: str) -> Column:
    item = _ITEM.fullmatch(plain(heading))
    if item is None:
        return Column(place, plain(heading), heading, question=plain(heading), shape="single")
    name, text = item.groups()
    return Column(place, name, heading, question=name, text=text, shape="single")


def _rows(data: pd.DataFrame) -> pd.DataFrame:
    case = data[0].str.strip().str.replace(_NEUTRAL, "", regex=True)
    reader = data[1].str.strip()
    marking = data[2].str.strip().str.lower()
    _refuse_other(marking[case != ""])
    code = reader.where(reader.str.fullmatch(_READER), "")
    made = data.copy()
    made[0], made[1], made[2] = case, (marking + " " + code).str.strip(), marking
    return made


def _refuse_other(marking: pd.Series) -> None:
    wrong = [str(row) for row, word in marking.items() if word not in MARKINGS]
    if wrong:
        raise ExportError(
            "marking-unknown",
            "A row does not say which marking of the case it is.",
            where=f"{FILE}, column {HEADINGS[2]}",
            found=f"{len(wrong)} rows; below the headings, rows " + ", ".join(wrong[:10]),
            do=f"Write {', '.join(MARKINGS[:-1])} or {MARKINGS[-1]}.",
        )


LAYOUT = Layout(PLATFORM, "case audit", verified=True, matches=matches, read=read)
