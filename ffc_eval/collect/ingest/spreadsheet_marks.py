"""What a spreadsheet program did to a table: dates turned, noughts lost, a row of totals added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import is_number, mangled_ids
from ffc_eval.collect.ingest.dates import style_of
from ffc_eval.collect.ingest.export import Export
from ffc_eval.collect.ingest.layout import Reading
from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.collect.ingest.totals_rows import refuse_totals
from ffc_eval.errors import ExportError, Problem

if TYPE_CHECKING:
    import pandas as pd

_FIRST_DAY, _LAST_DAY = 25_569, 73_050
"""1970 and 2099 as a spreadsheet program counts days."""
_SAME_LENGTH = 0.6
_SHORTEST = 4
_LOOKED_AT = 200
_TYPED = ("csv", "xlsx")


def with_marks(export: Export, reading: Reading, container: str) -> Export:
    """Return the export with what a spreadsheet program did to it named, serial dates read.

    Raises
    ------
    ExportError
        A row holds totals, or a column has dates in both orders.
    """
    if container not in _TYPED:
        return export
    refuse_totals(export)
    dated = [name for name in reading.dated if name not in export.personal]
    asked = [block.columns[0] for block in export if block.question.type == "date"]
    _refuse_both_orders(export, [*dated, *asked])
    dates, problems = export.dates, [*_lost_noughts(export.identity), *_powers_of_ten(export)]
    for name in dated:
        cells = export.cells[name].str.strip()
        serial = _serial(cells)
        if serial.any():
            dates = dates.fillna(_days(cells[serial]).reindex(dates.index))
            problems.append(_serial_problem(export, name, int(serial.sum())))
        elif not reading.date_order:
            problems += _ambiguous(export, name, cells)
    return replace(export, dates=dates, problems=(*export.problems, *problems))


def _where(export: Export, name: str) -> str:
    return f"{FILE}, column {list(export.cells.columns).index(name) + 1}"


def _refuse_both_orders(export: Export, names: Sequence[str]) -> None:
    for name in dict.fromkeys(names):
        texts = export.cells[name].str.strip()
        style = style_of(texts[~texts.str.match(r"\d{4}")].unique().tolist())
        if style.order == "mixed":
            raise ExportError(
                "dates-mixed",
                "A column has dates with the day first and dates with the month first.",
                where=_where(export, name),
                do="Download the export again and add it without opening it in a spreadsheet "
                "program, or write all dates as 2025-04-03.",
            )


def _powers_of_ten(export: Export) -> list[Problem]:
    """Name the columns of numbers that were ids before a spreadsheet program rounded them."""
    columns = [block.columns[0] for block in export if block.question.type == "number"]
    tops = {name: export.cells[name].head(_LOOKED_AT).str.strip() for name in columns}
    return [
        Problem(
            "ids-changed-by-spreadsheet",
            "A spreadsheet program has rounded the ids in a column.",
            where=_where(export, name),
            found="ids written like 1.2E+11",
            do="Download the export again and do not save it from a spreadsheet program.",
        )
        for name, top in tops.items()
        if 0 < int((top != "").sum()) == mangled_ids(top)
    ]


def _serial(cells: pd.Series) -> pd.Series:
    """Return which cells are days as a spreadsheet program counts them, where all cells are."""
    filled = cells != ""
    first = cells[filled].head(_LOOKED_AT)
    if len(first) and all(map(_is_serial, first)) and all(map(_is_serial, cells[filled].unique())):
        return filled
    return cells != cells


def _is_serial(text: str) -> bool:
    return is_number(text) and _FIRST_DAY <= _number(text) <= _LAST_DAY


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _days(cells: pd.Series) -> pd.Series:
    import pandas as pd

    days = pd.to_datetime(cells.map(_number), unit="D", origin="1899-12-30")
    return days.dt.round("s").astype("datetime64[us]")


def _serial_problem(export: Export, name: str, count: int) -> Problem:
    return Problem(
        "serial-dates",
        "Dates stand as the numbers by which a spreadsheet program counts days; they were read "
        "as such.",
        _where(export, name),
        f"{count} numbers",
        "Compare the first and last date of the round with what you know of it.",
    )


def _ambiguous(export: Export, name: str, cells: pd.Series) -> Iterator[Problem]:
    unread = (cells != "") & export.dates.isna()
    if unread.any() and style_of(cells[unread].unique().tolist()).order == "either":
        yield Problem(
            "dates-ambiguous",
            "Nothing in a column of dates tells whether the day or the month comes first, so the "
            "dates of the responses were not read.",
            _where(export, name),
            f"{int(unread.sum())} dates",
            "Name the round with --wave, or write the dates as 2025-04-03.",
        )


def _lost_noughts(identity: pd.Series) -> Iterator[Problem]:
    """Ids of digits, most of one length, some shorter, and not simply counted from 1 up."""
    ids = identity[identity != ""]
    if ids.empty or not ids.str.fullmatch(r"\d+").all():
        return
    lengths = ids.str.len()
    usual = int(lengths.max())
    short = int((lengths < usual).sum())
    counted = int(ids.astype("float64").max()) <= 10 * len(ids)
    if usual < _SHORTEST or counted or not short or short > (1 - _SAME_LENGTH) * len(ids):
        return
    yield Problem(
        "ids-lost-noughts",
        "Some response ids are shorter than the others, as when a spreadsheet program drops the "
        "noughts in front.",
        FILE,
        f"{short} of {len(ids)} ids",
        "Rows are told apart all the same; to link people between files, download it again.",
    )
