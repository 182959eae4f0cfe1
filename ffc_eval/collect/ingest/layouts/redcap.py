"""REDCap: raw codes or labels, checkboxes as field___code, forms with a completion flag."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.headings import plain, unique
from ffc_eval.collect.ingest.layout import Column, Layout, Reading, Role
from ffc_eval.collect.ingest.sheet import Book, Sheet

if TYPE_CHECKING:
    import pandas as pd

_CHECKBOX = re.compile(r"([a-z][a-z0-9_]*?)___(.+)")
_COMPLETE = re.compile(r"[a-z][a-z0-9_]*_complete")
_FIXED = (
    "redcap_event_name",
    "redcap_repeat_instrument",
    "redcap_repeat_instance",
    "redcap_data_access_group",
    "redcap_survey_identifier",
)
_LABELLED = re.compile(r"(.+) \(choice=(.+)\)", re.DOTALL)
_DONE = ("2", "complete")
_UNSEEN = "[not completed]"


def matches(book: Book) -> str:
    """Look for checkboxes named field___code or REDCap's own columns, beside a completion flag."""
    if book.container not in ("csv", "xlsx"):
        return ""
    headings = book.first.row(0)
    own = any(heading in _FIXED for heading in headings[1:])
    boxes = any(_CHECKBOX.fullmatch(h) or _LABELLED.fullmatch(h) for h in headings)
    flags = any(_COMPLETE.fullmatch(h) or h == "Complete?" for h in headings[1:])
    if _COMPLETE.fullmatch(headings[0]) or _CHECKBOX.fullmatch(headings[0]):
        return ""
    if flags and (own or boxes or _COMPLETE.fullmatch(headings[-1])):
        return "a record id, and columns that end in _complete, as REDCap names its forms"
    return ""


def read(book: Book) -> Reading:
    """Read one heading row; a repeated form makes rows of its own, told by their instrument."""
    headings = book.first.row(0)
    data = book.first.below(1)
    ids = unique([plain(heading) for heading in headings])
    columns = tuple(_column(place, ids[place], heading) for place, heading in enumerate(headings))
    data = _respondents(data, columns)
    flags = [c for c in columns if _COMPLETE.fullmatch(c.heading) or c.heading == "Complete?"]
    key = [ids[0], *(column.id for column in columns if column.heading in _FIXED[:3])]
    identifier = [c.id for c in columns if c.heading == "redcap_survey_identifier"]
    return Reading(
        header_rows=1,
        columns=columns,
        identity=tuple(key),
        person=identifier[0] if identifier else "",
        dated=tuple(c.id for c in columns if c.heading.endswith("_timestamp")),
        date_order="year first",
        partial=_partial(data, flags),
        zeros="nothing",
        blanks={_UNSEEN: "blank"},
        data=data,
        tables=_repeats(book.first, columns),
        notes={
            column.id: "0 is also written when the form was never opened"
            for column in columns
            if column.shape == "option"
        },
    )


def _column(place: int, id: str, heading: str) -> Column:
    role: Role = "answer"
    if place == 0 or heading in _FIXED or heading.endswith("_timestamp"):
        role = "metadata"
    if _COMPLETE.fullmatch(heading) or heading in ("Complete?", "Survey Timestamp"):
        role = "metadata"
    box = _CHECKBOX.fullmatch(heading) or _LABELLED.fullmatch(heading)
    if role == "answer" and box:
        return Column(place, id, heading, question=box[1], text=box[1], label=box[2], code=box[2],
                      shape="option")  # fmt: skip
    return Column(place, id, heading, role, question=id, text=heading)


def _partial(data: pd.DataFrame, flags: list[Column]) -> pd.Series:
    """Return the rows whose last form is not complete; another form may never have been theirs."""
    last = data[flags[-1].place].str.strip().str.casefold()
    return (last != "") & ~last.isin(_DONE)


def _respondents(data: pd.DataFrame, columns: tuple[Column, ...]) -> pd.DataFrame:
    """Return the rows that are no repeated form."""
    for column in columns:
        if column.heading == "redcap_repeat_instrument":
            return data[data[column.place].str.strip() == ""]
    return data


def _repeats(sheet: Sheet, columns: tuple[Column, ...]) -> dict[str, Sheet]:
    """Return the rows of each repeated form as a table of its own, without empty columns."""
    for column in columns:
        if column.heading == "redcap_repeat_instrument":
            instruments = sheet.rows[column.place].str.strip()
            return {
                name: replace(sheet, rows=_with_headings(sheet, instruments == name))
                for name in distinct(instruments.iloc[1:])
            }
    return {}


def _with_headings(sheet: Sheet, mine: pd.Series) -> pd.DataFrame:
    """Return the heading row and some rows, of the columns that these rows fill."""
    rows = sheet.rows[mine]
    filled = [place for place in rows.columns if rows[place].str.strip().ne("").any()]
    named = [p for p in filled if sheet.rows[p].iloc[0] != "redcap_repeat_instrument"]
    whole = sheet.rows.loc[[sheet.rows.index[0], *rows.index], named]
    return whole.set_axis(range(len(named)), axis=1).reset_index(drop=True)


LAYOUT = Layout("redcap", "REDCap", verified=True, matches=matches, read=read)
