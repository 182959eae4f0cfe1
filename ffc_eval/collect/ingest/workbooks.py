"""Excel workbooks to grids of text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from ffc_eval.collect.ingest.archives import check_workbook
from ffc_eval.collect.ingest.sheet import FILE, CellKind, Sheet
from ffc_eval.errors import ExportError, Problem

_MOST_CELLS = 20_000_000
_KINDS: dict[type, CellKind] = {
    str: "text",
    float: "number",
    int: "number",
    bool: "text",
    datetime: "datetime",
    date: "datetime",
    time: "text",
    timedelta: "text",
}


def read_workbook(data: bytes) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Read every sheet of a workbook that holds something.

    Raises
    ------
    ExportError
        It cannot be opened safely, or holds no table.
    """
    import python_calamine as calamine

    problems = check_workbook(data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = tuple(_sheet(book.get_sheet_by_name(name), name) for name in book.sheet_names)
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise ExportError(
            "damaged-workbook",
            "The workbook is damaged or is not a workbook.",
            where=FILE,
            do="Download it again, as an Excel workbook or as CSV.",
        ) from error
    filled = tuple(sheet for sheet in sheets if len(sheet.rows))
    if not filled:
        raise ExportError(
            "empty-file", "The workbook holds no table.", where=FILE, do="Download it again."
        )
    return filled, problems


def _sheet(sheet: Any, name: str) -> Sheet:
    import pandas as pd

    _refuse_huge(sheet)
    columns = _columns(sheet.iter_rows())
    texts, kinds = [], []
    for cells in columns:
        kinds.append(_kind(cells[1:]))
        texts.append(_texts(cells))
        cells.clear()
    frame = pd.DataFrame(dict(enumerate(texts)))
    return Sheet(frame, tuple(kinds), name)


def _refuse_huge(sheet: Any) -> None:
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        raise ExportError(
            "sheet-too-large",
            "A sheet claims more cells than a survey export can have.",
            where=FILE,
            found=f"{sheet.total_height} rows, {sheet.total_width} columns",
            do="Delete the formatted but empty rows and columns, or download it as CSV.",
        )


def _columns(rows: Iterator[list[Any]]) -> list[list[Any]]:
    columns: list[list[Any]] = []
    for row in rows:
        if not columns:
            columns = [[] for _ in row]
        for column, cell in zip(columns, row, strict=True):
            column.append(cell)
    return columns


def _kind(cells: list[Any]) -> CellKind:
    kinds = {_KINDS.get(kind, "text") for kind in set(map(type, (c for c in cells if c != "")))}
    if not kinds:
        return "empty"
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _texts(cells: list[Any]) -> Any:
    import pandas as pd

    seen: dict[Any, str] = {}
    texts = []
    for cell in cells:
        if type(cell) is str:
            texts.append(cell)
            continue
        key = (type(cell), cell)
        if key not in seen:
            seen[key] = _text(cell)
        texts.append(seen[key])
    return pd.array(texts, dtype="str")


def _text(cell: Any) -> str:
    """Return a typed cell as text: whole numbers without a point, dates as ISO."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)
