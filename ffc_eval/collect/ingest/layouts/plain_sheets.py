"""Where the respondents of a plain workbook stand: which rows, which sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import is_number
from ffc_eval.collect.ingest.dates import style_of
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.sheet import FILE, Book, Sheet
from ffc_eval.errors import ExportError, Problem

if TYPE_CHECKING:
    import pandas as pd

_LOOKED_AT = 10
_CLOSED = 2
_CODE = re.compile(r"[A-Za-z]{1,12}[ _.-]?\d{1,4}(?:[ _.-]?[A-Za-z0-9]{1,12})*", re.ASCII)


@dataclass(frozen=True)
class Gathered:
    """The respondents of a workbook on one sheet.

    Parameters
    ----------
    sheet
        With the rows of every sheet that has the same headings.
    row
        Of the headings.
    sheets
        Name of the sheet that each row came from; None where there is only one.
    """

    sheet: Sheet
    row: int
    sheets: pd.Series | None = field(default=None, repr=False)
    problems: tuple[Problem, ...] = ()


def gathered(book: Book) -> Gathered:
    """Return the sheet with respondents, and those with the same headings below it.

    Raises
    ------
    ExportError
        No sheet has a row of headings.
    """
    main = next((sheet for sheet in book.sheets if _is_table(sheet)), book.first)
    row = heading_row(main)
    same = [sheet for sheet in book.sheets if sheet is main or _has_headings(sheet, main.row(row))]
    others = sum(_is_table(sheet) for sheet in book.sheets if not any(sheet is s for s in same))
    problems = (_unread(others),) if others else ()
    return (
        _below_one_another(same, row, main, problems)
        if same[1:]
        else Gathered(main, row, problems=problems)
    )


def _below_one_another(
    same: list[Sheet], row: int, main: Sheet, problems: tuple[Problem, ...]
) -> Gathered:
    import pandas as pd

    first = row + (1 if wordings(main, row) is None else 2)
    parts = [sheet.rows.iloc[heading_row(sheet) - row + first :] for sheet in same]
    rows = pd.concat([main.rows.iloc[:first], *parts], ignore_index=True)
    names = [sheet.name for sheet, part in zip(same, parts, strict=True) for _ in range(len(part))]
    return Gathered(
        Sheet(rows, main.kinds, main.name), row, pd.Series(names, dtype="str"), problems
    )


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


def wordings(sheet: Sheet, row: int) -> tuple[str, ...] | None:
    """Return the second heading row where codes ("Ident 1", "Q1") stand above wordings.

    It might be a person's answers: no cell of it may be a number, a date, or stand again below,
    and at least two columns must repeat their answers below.
    """
    codes, texts = sheet.row(row), sheet.row(row + 1)
    pairs = [(code, text) for code, text in zip(codes, texts, strict=False) if code and text]
    coded = [pair for pair in pairs if _CODE.fullmatch(pair[0])]
    if len(pairs) < 2 or len(coded) < 0.5 * len(pairs):
        return None
    if any(is_number(text) or style_of([text]).read for _, text in pairs):
        return None
    longer = sum(len(text) for _, text in coded) > sum(len(code) for code, _ in coded)
    below = sheet.rows.iloc[row + 2 :]
    filled = {place: below[place].str.strip() for place, text in enumerate(texts) if text}
    again = any(cells.eq(texts[place]).any() for place, cells in filled.items())
    closed = sum(_repeats(cells[cells != ""]) for cells in filled.values())
    if again or not longer or closed < _CLOSED:
        return None
    return tuple(text or code for code, text in zip(codes, texts, strict=True))


def _repeats(cells: pd.Series) -> bool:
    return cells.nunique() < len(cells)


def _is_table(sheet: Sheet) -> bool:
    if sheet.width < 2:
        return False
    try:
        return heading_row(sheet) + 1 < len(sheet.rows)
    except ExportError:
        return False


def _has_headings(sheet: Sheet, headings: tuple[str, ...]) -> bool:
    if sheet.width != len(headings) or not _is_table(sheet):
        return False
    return [*map(compared, sheet.row(heading_row(sheet)))] == [*map(compared, headings)]


def _unread(sheets: int) -> Problem:
    return Problem(
        "sheets-not-read",
        "The workbook has further sheets with other headings, and they were not read.",
        FILE,
        f"{sheets} sheet" + ("s" if sheets > 1 else ""),
        "If people's answers stand there, save that sheet as a file of its own and add it too.",
    )
