"""Any table with one heading row: typed-in paper forms, provider spreadsheets, other platforms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import EMPTY_UNTOLD, Column, Layout, Reading
from ffc_eval.collect.ingest.sheet import FILE, Book, Sheet
from ffc_eval.errors import ExportError, Problem

if TYPE_CHECKING:
    import pandas as pd

_IDS = frozenset(
    (
        "responseid",
        "respondentid",
        "respondent",
        "response",
        "id",
        "uuid",
        "submissionid",
        "recordid",
        "formid",
        "reference",
        "ref",
        "uniqueid",
        "serial",
        "serialno",
        "serialnumber",
        "urn",
        "rowid",
        "no",
        "number",
        "userid",
        "submissionno",
        "anonid",
    )
)
_DATED = (
    "submittedat",
    "submitdate",
    "submitted",
    "datesubmitted",
    "submissiondate",
    "submissiontime",
    "completiontime",
    "completed",
    "completedat",
    "datecompleted",
    "dateended",
    "endtime",
    "enddate",
    "ended",
    "end",
    "timestamp",
    "responsedate",
    "dateofresponse",
    "date",
    "collectedon",
    "datereceived",
    "received",
    "starttime",
    "startdate",
    "datestarted",
    "started",
    "start",
)
_OTHER_METADATA = frozenset(
    (
        "ipaddress",
        "status",
        "progress",
        "duration",
        "durationinseconds",
        "language",
        "userlanguage",
        "collector",
        "collectorid",
        "lastmodifiedtime",
        "platform",
        "device",
        "browser",
        "referrer",
        "entrymode",
        "enteredby",
    )
)
_MODE = frozenset(("mode", "channel", "source", "modeofresponse", "responsechannel", "howreceived"))
_LOOKED_AT = 10
_MOST_NAMED = 10


def matches(book: Book) -> str:
    """Take any table: the last resort, used only where no other layout matches."""
    return "one heading row, and no other layout matches" if book.container in _KINDS else ""


_KINDS = ("csv", "xlsx")


def read(book: Book) -> Reading:
    """Read the first row that is filled as headings.

    Raises
    ------
    ExportError
        No row looks like headings.
    """
    sheet = book.first
    row = heading_row(sheet)
    headings = sheet.row(row)
    ids = unique([plain(heading) for heading in headings])
    columns = tuple(_columns(headings, ids, sheet, row))
    named = {_name(column.heading): column.id for column in columns if column.role == "metadata"}
    identity = next(
        (c.id for c in columns if c.role == "metadata" and _name(c.heading) in _IDS), ""
    )
    return Reading(
        header_rows=row + 1,
        columns=columns,
        identity=(identity,) if identity else (),
        dated=tuple(named[name] for name in _DATED if name in named),
        mode=next((named[name] for name in named if name in _MODE), ""),
        other_replaces=True,
        notes=dict.fromkeys(
            (column.id for column in columns if column.role == "answer"),
            EMPTY_UNTOLD,
        ),
        problems=_heading_problems(headings),
    )


def _name(heading: str) -> str:
    return "".join(letter for letter in compared(heading) if letter.isalnum())


def heading_row(sheet: Sheet) -> int:
    """Return the first row of which most cells are filled, below any title.

    Raises
    ------
    ExportError
        None of the first rows is, or no row stands below it.
    """
    for number in range(min(_LOOKED_AT, len(sheet.rows))):
        filled = sum(bool(cell) for cell in sheet.row(number))
        if filled >= max(1, sheet.width * 0.6) and (filled > 1 or sheet.width == 1):
            return number
    raise ExportError(
        "no-headings",
        "No row near the top looks like a row of headings.",
        where=f"{FILE}, rows 1 to {_LOOKED_AT}",
        do="Delete what stands above the headings, so that the file is one plain table.",
    )


def _columns(
    headings: tuple[str, ...], ids: tuple[str, ...], sheet: Sheet, row: int
) -> list[Column]:
    data = sheet.below(row + 1)
    columns = []
    number = 0
    for place, heading in enumerate(headings):
        name = _name(heading)
        if name in _IDS and not _tells_rows_apart(data[place]):
            name = ""
        if name in _IDS | _OTHER_METADATA | _MODE | set(_DATED):
            columns.append(Column(place, ids[place], heading, "metadata"))
            continue
        if not heading and not data[place].str.strip().ne("").any():
            columns.append(Column(place, ids[place], heading, "derived"))
            continue
        number += 1
        own = bool(heading) and len(heading) <= 30 and " " not in heading
        question = plain(heading) if own else f"q{number}"
        columns.append(
            Column(place, ids[place], heading, question=question, text=heading, numbered=not own)
        )
    return columns


def _tells_rows_apart(cells: pd.Series) -> bool:
    """Whether a column named like an id is one: hardly any value stands twice."""
    filled = cells[cells.str.strip() != ""]
    return not len(filled) or filled.nunique() >= 0.8 * len(filled) or len(filled) < 6


def _heading_problems(headings: tuple[str, ...]) -> tuple[Problem, ...]:
    seen: set[str] = set()
    blank, again = [], []
    for place, heading in enumerate(headings, start=1):
        if not heading:
            blank.append(place)
        elif compared(heading) in seen:
            again.append(place)
        seen.add(compared(heading))
    return tuple(
        Problem(slug, what, f"{FILE}, {_columns_named(places)}", do=do)
        for places, slug, what, do in (
            (
                again,
                "repeated-heading",
                "Two columns have the same heading; both were kept.",
                "Check which is which in the drafted instrument.",
            ),
            (blank, "blank-heading", "A column has no heading.", "Give it one."),
        )
        if places
    )


def _columns_named(places: Sequence[int]) -> str:
    named = ", ".join(map(str, places[:_MOST_NAMED]))
    more = f" and {len(places) - _MOST_NAMED} more" if len(places) > _MOST_NAMED else ""
    return f"column{'s' if len(places) > 1 else ''} {named}{more}"


LAYOUT = Layout(
    "plain",
    "plain table with one heading row",
    verified=True,
    matches=matches,
    read=read,
)
