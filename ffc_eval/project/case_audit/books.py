"""Readers' workbooks: the cases to mark, for the restricted folder only."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ffc_eval.collect.ingest.layouts.case_audit import HEADINGS
from ffc_eval.model.instrument import Instrument

if TYPE_CHECKING:
    from ffc_eval.analyse.case_sampling import CaseFrame, Draw

FIRST, SECOND = "first-readers.xlsx", "second-readers.xlsx"
_ITEM = re.compile(r"[A-Z]+-\d+ ")
_MADE = datetime(2000, 1, 1)
_WIDTHS = ((0, 0, 16), (1, 2, 10), (3, 40, 18))

Rows = list[list[str]]


def headings(instrument: Instrument) -> list[str]:
    """Return the headings of an audit workbook: case, reader, marking, then every question."""
    asked = [
        f"{question.id} {question.text}" if question.scale else question.text
        for question in instrument
    ]
    return [*HEADINGS, *asked]


def write_books(folder: Path, drawn: Draw, frame: CaseFrame, instrument: Instrument) -> None:
    """Write one workbook for the first readers, with the reserve list, and one for the second.

    Two, because the second reader must not see the first's grades. A workbook that is there is
    left alone: readers may have filled it in.
    """
    sample = drawn.sample
    double = sample["case"][sample["double_marked"]].tolist()
    reserve = drawn.cases[drawn.cases["role"] == "reserve"]
    waiting = [["Order", "Stratum", HEADINGS[0]]]
    waiting += [
        [str(place), stratum, case]
        for place, stratum, case in reserve[["place", "stratum", "case"]].itertuples(index=False)
    ]
    marks = _marks(sample["case"].tolist(), "first", frame, instrument)
    _write_once(folder / FIRST, [marks, ("Reserve", waiting)], instrument)
    _write_once(folder / SECOND, [_marks(double, "second", frame, instrument)], instrument)


def write_replacement(
    folder: Path, drawn: Draw, case: str, frame: CaseFrame, instrument: Instrument
) -> tuple[str, ...]:
    """Write workbooks of the one case that was drawn from the reserve; return their names."""
    rows = drawn.cases.set_index("case")
    number = int((rows["role"] == "replaced").sum())
    markings = ("first", "second") if rows.at[case, "double_marked"] else ("first",)
    names = tuple(f"replacement-{number}-{marking}.xlsx" for marking in markings)
    for name, marking in zip(names, markings, strict=True):
        _write_once(folder / name, [_marks([case], marking, frame, instrument)], instrument)
    return names


def _write_once(path: Path, sheets: Sequence[tuple[str, Rows]], instrument: Instrument) -> None:
    from ffc_eval.store import write_once

    grades = list(_grades(instrument))
    data = workbook([*sheets, ("How to mark", how_to_mark(instrument))], grades)
    write_once(path, data, mode=0o600)


def _marks(
    cases: Sequence[str], marking: str, frame: CaseFrame, instrument: Instrument
) -> tuple[str, Rows]:
    return "Marks", [headings(instrument), *_rows(cases, marking, frame, instrument)]


def _rows(cases: Sequence[str], marking: str, frame: CaseFrame, instrument: Instrument) -> Rows:
    known = frame.cases
    return [
        [
            case,
            "",
            marking,
            *(str(known.at[case, q.id]) if q.id in frame.by else "" for q in instrument),
        ]
        for case in cases
    ]


def how_to_mark(instrument: Instrument) -> Rows:
    """Return the rules of marking as rows of one column and the grades in two."""
    return [
        ["Grade", "Meaning"],
        *([code, label] for code, label in _grades(instrument).items()),
        ["", ""],
        ["Reader", "Your code, for example R3; never your name."],
        [
            "Marking",
            "first, second, moderated (agreed by both), or again (an earlier wave's case).",
        ],
        [
            "NA",
            "Only where the item cannot apply to this child; note why in the case's own record.",
        ],
        ["Own team", "Nobody marks a case of their own team."],
        ["These grades", "are local learning grades, never inspection judgements."],
    ]


def _grades(instrument: Instrument) -> dict[str, str]:
    scale = next((question.scale for question in instrument if question.scale), None)
    return {option.code: option.label for option in scale.options} if scale else {}


def workbook(sheets: Sequence[tuple[str, Rows]], grades: Sequence[str] = ()) -> bytes:
    """Return a workbook of texts, with a choice of grades; nothing in it can run as a formula."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        looks = book.add_format({"text_wrap": True, "bold": True, "valign": "top"})
        plain = book.add_format({"num_format": "@"})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 1)
            for first, last, width in _WIDTHS:
                sheet.set_column(first, last, width)
            _write(sheet, rows, looks, plain)
            _offer(sheet, rows, grades)
    return buffer.getvalue()


def _offer(sheet: Any, rows: Rows, grades: Sequence[str]) -> None:
    """Offer the grades as a list in every cell of an item."""
    for column, heading in enumerate(rows[0]):
        if grades and _ITEM.match(heading) and len(rows) > 1:
            choice = {"validate": "list", "source": list(grades)}
            sheet.data_validation(1, column, len(rows) - 1, column, choice)


def _write(sheet: Any, rows: Rows, looks: Any, plain: Any) -> None:
    from ffc_eval.collect.ingest.redacted_copy import neutral

    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(place, column, neutral(cell), plain if place else looks)
