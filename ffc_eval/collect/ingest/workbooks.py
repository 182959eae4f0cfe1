"""Excel workbooks to grids of text."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from ffc_eval.collect.ingest.archives import check_workbook
from ffc_eval.collect.ingest.sheet import FILE, CellKind, Sheet
from ffc_eval.collect.ingest.sheet_extent import refuse_huge
from ffc_eval.errors import ExportError, Problem

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS_AT_ONCE = 400
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
    """Turn a sheet into text, some rows at a time, so that memory stays small."""
    import pyarrow as pa

    refuse_huge(sheet.total_height, sheet.total_width)
    rows = sheet.iter_rows()
    first = list(islice(rows, 1))
    width = len(first[0]) if first else 0
    parts: list[list[Any]] = [[_column((cell,))[0]] for cell in first[0]] if first else []
    kinds: list[set[CellKind]] = [set() for _ in range(width)]
    while piece := list(islice(rows, _ROWS_AT_ONCE)):
        for place, cells in enumerate(zip(*piece, strict=True)):
            texts, found = _column(cells)
            kinds[place] |= found
            parts[place].append(texts)
    columns = {
        str(place): pa.chunked_array(part, pa.large_string()) for place, part in enumerate(parts)
    }
    frame = pa.table(columns).to_pandas()
    frame.columns = range(width)
    return Sheet(frame, tuple(map(_joint_kind, kinds)), name)


def _joint_kind(kinds: set[CellKind]) -> CellKind:
    if not kinds:
        return "empty"
    return next(iter(kinds)) if len(kinds) == 1 else "mixed"


def _column(cells: tuple[Any, ...]) -> tuple[pa.Array, set[CellKind]]:
    """Return some cells of a column as text, and what kinds of cell they were."""
    import pyarrow as pa

    try:
        texts = pa.array(cells, pa.large_string())
    except pa.ArrowTypeError:
        written = [cell if type(cell) is str else _text(cell) for cell in cells]
        return pa.array(written, pa.large_string()), _kinds_of(cells)
    return texts, {"text"} if any(cells) else set()


def _kinds_of(cells: tuple[Any, ...]) -> set[CellKind]:
    kinds = {_KINDS.get(kind, "text") for kind in set(map(type, cells)) - {str}}
    return kinds | {"text"} if any(type(cell) is str and cell for cell in cells) else kinds


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
