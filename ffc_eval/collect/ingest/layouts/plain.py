"""Any table with one heading row: typed-in paper forms, provider spreadsheets, other platforms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import EMPTY_UNTOLD, Column, Layout, Reading
from ffc_eval.collect.ingest.layouts.heading_faults import heading_faults, refuse_answers
from ffc_eval.collect.ingest.layouts.plain_sheets import gathered, wordings
from ffc_eval.collect.ingest.layouts.questionnaires import refuse_questionnaire
from ffc_eval.collect.ingest.sheet import Book

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
        "formno",
        "formnumber",
        "surveyno",
        "questionnaireno",
        "rowno",
        "refno",
        "idno",
        "idnumber",
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
_METADATA = _IDS | _OTHER_METADATA | _MODE | frozenset(_DATED)
_SHEET = "Sheet"


def matches(book: Book) -> str:
    """Take any table: the last resort, used only where no other layout matches."""
    return "one heading row, and no other layout matches" if book.container in _KINDS else ""


_KINDS = ("csv", "xlsx")


def read(book: Book) -> Reading:
    """Read the first row that is filled as headings, or two where codes stand above wordings.

    Raises
    ------
    ExportError
        The table lists questions; no row looks like headings, or that row stands again below.
    """
    refuse_questionnaire(book)
    whole = gathered(book)
    sheet, row = whole.sheet, whole.row
    codes = sheet.row(row)
    headings = wordings(sheet, row)
    header_rows = row + (1 if headings is None else 2)
    headings = headings or codes
    ids = unique([plain(heading) for heading in headings])
    data = sheet.below(header_rows)
    refuse_answers(headings, data)
    columns = tuple(_columns(codes, headings, ids, data, whole.sheets))
    named = {_name(name): c.id for c in columns if c.role == "metadata" for name in c.names}
    identity = [named[name] for name in named if name in _IDS][:1]
    by_id = {column.id: column.place for column in columns}
    modes = [named[name] for name in named if name in _MODE]
    mode = next((name for name in modes if data[by_id[name]].str.strip().ne("").any()), "")
    if whole.sheets is not None:
        data[sheet.width] = whole.sheets.set_axis(data.index, axis=0)
        columns = (*columns, Column(sheet.width, _SHEET, _SHEET, "metadata"))
        mode, identity = mode or _SHEET, [*identity, _SHEET] if identity else []
    return Reading(
        header_rows=header_rows,
        columns=columns,
        identity=tuple(identity),
        dated=tuple(named[name] for name in _DATED if name in named),
        mode=mode,
        other_replaces=True,
        data=data,
        notes=dict.fromkeys(
            (column.id for column in columns if column.role == "answer"),
            EMPTY_UNTOLD,
        ),
        problems=(*heading_faults(headings), *whole.problems),
    )


def _name(heading: str) -> str:
    return "".join(letter for letter in compared(heading) if letter.isalnum())


def _columns(
    codes: tuple[str, ...],
    headings: tuple[str, ...],
    ids: tuple[str, ...],
    data: pd.DataFrame,
    sheets: pd.Series | None,
) -> list[Column]:
    columns = []
    number = 0
    for place, (code, heading) in enumerate(zip(codes, headings, strict=True)):
        whole = Column(place, ids[place], heading, names=tuple(dict.fromkeys((code, heading))))
        own = {_name(code), _name(heading)}
        if own & _IDS and not _tells_rows_apart(data[place], sheets):
            own -= _IDS
        if own & _METADATA:
            columns.append(replace(whole, role="metadata"))
            continue
        if not heading and not data[place].str.strip().ne("").any():
            columns.append(replace(whole, role="derived"))
            continue
        number += 1
        named = bool(code) and len(code) <= 30 and " " not in code
        question = plain(code) if named else f"q{number}"
        columns.append(replace(whole, question=question, text=heading, numbered=not named))
    return columns


def _tells_rows_apart(cells: pd.Series, sheets: pd.Series | None) -> bool:
    """Whether a column named like an id is one: hardly any value stands twice on a sheet."""
    filled = cells[cells.str.strip() != ""]
    if sheets is not None:
        filled = filled + sheets.set_axis(cells.index, axis=0).loc[filled.index]
    return not len(filled) or filled.nunique() >= 0.8 * len(filled) or len(filled) < 6


LAYOUT = Layout(
    "plain",
    "plain table with one heading row",
    verified=True,
    matches=matches,
    read=read,
)
