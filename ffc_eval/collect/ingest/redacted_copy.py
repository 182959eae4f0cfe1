"""A copy of a table with identifiers taken out of the columns named."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from ffc_eval.collect.ingest.contents import is_number
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.layouts.plain_sheets import heading_row
from ffc_eval.collect.ingest.opening import bytes_of, open_book
from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.errors import ExportError, Problem, nearest
from ffc_eval.model.formula_like import is_formula_like


def redacted_copy(path: Path, columns: Sequence[str]) -> tuple[bytes, int]:
    """Return a table as CSV with the free text of some columns redacted.

    Parameters
    ----------
    path
        CSV or Excel workbook with one heading row; of a workbook, the first sheet.
    columns
        Headings of the columns to change; all others stay as they are.

    Returns
    -------
    bytes
        CSV in UTF-8 with a mark, as Excel reads it; text that a spreadsheet would take for a
        formula begins with an apostrophe, numbers never.
    int
        Cells that were changed by redaction.

    Raises
    ------
    ExportError
        The file is no table, or has no column of such a heading.
    """
    from ffc_eval.collect.privacy import redact_texts

    sheet = open_book(bytes_of(path)).first
    row = heading_row(sheet)
    headings = sheet.row(row)
    rows = sheet.rows.copy()
    changed = 0
    for place in _places(headings, columns):
        before = rows[place].iloc[row + 1 :]
        after = redact_texts([str(cell) for cell in before])
        changed += sum(old != new for old, new in zip(before, after, strict=True))
        rows.iloc[row + 1 :, place] = after
    text = io.StringIO(newline="")
    csv.writer(text).writerows([neutral(str(cell)) for cell in cells] for cells in rows.to_numpy())
    return text.getvalue().encode("utf-8-sig"), changed


def neutral(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if is_formula_like(cell) and not is_number(cell.strip()):
        return f"'{cell}"
    return cell


def _places(headings: Sequence[str], wanted: Sequence[str]) -> list[int]:
    known = {compared(heading): place for place, heading in reversed(list(enumerate(headings)))}
    missing = [name for name in wanted if compared(name) not in known]
    if missing:
        raise ExportError.of(
            Problem(
                "no-such-column",
                "The table has no column of a heading that you named.",
                FILE,
                do=nearest(name, headings),
            )
            for name in missing
        )
    return [known[compared(name)] for name in wanted]
