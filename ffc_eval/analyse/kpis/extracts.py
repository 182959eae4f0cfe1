"""Read case-management extracts: every cell as text first, every row accounted for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ffc_eval.analyse.kpis.cells import days, readable, unreadable
from ffc_eval.analyse.kpis.tables import TABLES, Table
from ffc_eval.errors import FfcError, IndicatorError, Problem, nearest
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.provenance import Provenance
from ffc_eval.model.records import Records

if TYPE_CHECKING:
    import pandas as pd

HELD_OUT = ("blank", "incomplete", "unreadable", "dates reversed", "duplicate")
"""Why a row is held out, in the order in which its one reason is decided."""
_ROWS_NAMED = 5


@dataclass(frozen=True)
class Extract:
    """One table as read: its rows, and an account of those that are not among them.

    Parameters
    ----------
    table
        Its shape.
    records
        Rows that can be counted; ids are pseudonyms, dates datetime64, numbers float64.
    rows_in
        Rows of the file under the headings.
    held_out
        Rows that cannot be counted, by one reason each.
    problems
        The same rows by number and column, for whoever mends the extract.
    """

    table: Table
    records: Records
    rows_in: int
    held_out: Mapping[str, int]
    problems: tuple[Problem, ...] = ()

    @property
    def frame(self) -> pd.DataFrame:
        """The rows that can be counted."""
        return self.records.frame

    def account(self) -> Estimates:
        """Return rows in, kept and held out by reason, one row a number."""
        counts = {"rows in": self.rows_in, "kept": len(self.frame), **self.held_out}
        return Estimates.from_rows(
            {
                "indicator": "rows",
                "question": self.table.name,
                "option": reason,
                "statistic": "count",
                "unit": "none",
                "base": "events",
                "estimate": count,
                "count": count,
                "n": self.rows_in,
            }
            for reason, count in counts.items()
        )


def read_extract(path: Path, table: str, *, key: bytes) -> Extract:
    """Read one table of a case-management extract from CSV.

    Columns that the table does not define (names, addresses) are never read further. Ids are
    replaced by pseudonyms at once. A row that cannot be counted is held out with its reason.

    Parameters
    ----------
    path
        CSV with one row of headings, in any order.
    table
        One of ``TABLES``.
    key
        Of the pseudonyms.

    Raises
    ------
    IndicatorError
        The file cannot be read, or lacks columns: all of them are named.
    """
    shape = _shape(table)
    data = _bytes(path, shape)
    cells = _cells(data, shape)
    reasons, problems = _reasons(cells, shape)
    kept = readable(cells[reasons == ""], shape, key)
    held = {reason: int((reasons == reason).sum()) for reason in HELD_OUT}
    provenance = Provenance(
        sources={f"kpis {table}": hashlib.sha256(data).hexdigest()},
        steps=(f"{table}: {len(cells)} rows in, {len(kept)} kept.",),
    )
    return Extract(
        shape,
        Records(kept, tuple((field.name, field.meaning) for field in shape.fields), provenance),
        len(cells),
        {reason: count for reason, count in held.items() if count},
        tuple(problems),
    )


def _shape(table: str) -> Table:
    if table not in TABLES:
        raise IndicatorError(
            "no-such-table",
            "No table of a case-management extract has this name.",
            found=table[:40],
            do=nearest(table, list(TABLES)),
        )
    return TABLES[table]


def _bytes(path: Path, shape: Table) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise IndicatorError(
            "extract-not-read",
            "The extract cannot be opened.",
            where=shape.name,
            found=error.strerror or "",
            do="Check that the file is there and not open in another program.",
        ) from None


def _cells(data: bytes, shape: Table) -> pd.DataFrame:
    """Return the columns of the table as stripped text; the index is the row in the file."""
    import pandas as pd

    from ffc_eval.collect.ingest.decoding import decode
    from ffc_eval.collect.ingest.delimited import read_delimited

    try:
        sheet, _ = read_delimited(decode(data).utf8)
    except FfcError as error:
        raise IndicatorError.of(
            replace(problem, where=f"{shape.name}: {problem.where}") for problem in error.problems
        ) from None
    headings = [heading.casefold() for heading in sheet.row(0)]
    missing = [name for name in shape.names if name.casefold() not in headings]
    if missing:
        raise IndicatorError.of(
            Problem(
                "extract-heading-missing",
                f'The column "{name}" is missing.',
                where=f"{shape.name}, row 1",
                do=nearest(name, sheet.row(0)) if len(headings) > 1 else "Export it again as CSV.",
            )
            for name in missing
        )
    rows = sheet.below(1)
    stripped = {name: rows[headings.index(name.casefold())].str.strip() for name in shape.names}
    return pd.DataFrame(stripped).set_axis(range(2, len(rows) + 2))


def _reasons(cells: pd.DataFrame, shape: Table) -> tuple[pd.Series, list[Problem]]:
    import pandas as pd

    reasons = pd.Series("", index=cells.index, dtype="str")
    problems = []
    for reason, column, rows in _faults(cells, shape):
        wrong = rows & (reasons == "")
        problems += _problem(shape, reason, column, list(cells.index[wrong]))
        reasons[wrong] = reason
    twice = cells[reasons == ""].duplicated(list(shape.unique))
    again = list(twice.index[twice])
    problems += _problem(shape, "duplicate", " and ".join(shape.unique), again)
    reasons[again] = "duplicate"
    return reasons, problems


def _faults(cells: pd.DataFrame, shape: Table) -> Iterator[tuple[str, str, pd.Series]]:
    """Yield reason, column and the rows it is true of, in the order of ``HELD_OUT``."""
    yield "blank", "", (cells == "").all(axis="columns")
    for field in shape.fields:
        if field.needed:
            yield "incomplete", field.name, cells[field.name] == ""
    for field in shape.fields:
        yield "unreadable", field.name, unreadable(cells[field.name], field)
    for first, last in shape.orders:
        yield "dates reversed", last, days(cells[last]) < days(cells[first])


_DO = {
    "incomplete": "Fill the cell in the case-management system.",
    "unreadable": "Write dates as 2024-06-17 or 17/06/2024, numbers with digits only.",
    "dates reversed": "Correct one of the two dates.",
    "duplicate": "Export each row once.",
}
_WHAT = {
    "incomplete": "A cell that every row needs is empty.",
    "unreadable": "A cell holds something that is not what its column is for.",
    "dates reversed": "Something ends before it begins.",
    "duplicate": "A row stands twice.",
}


def _problem(shape: Table, reason: str, column: str, rows: list[int]) -> list[Problem]:
    if not rows or reason == "blank":
        return []
    named = ", ".join(map(str, rows[:_ROWS_NAMED]))
    rest = f" and {len(rows) - _ROWS_NAMED} more" if len(rows) > _ROWS_NAMED else ""
    return [
        Problem(
            "extract-row-held-out",
            _WHAT[reason],
            where=f"{shape.name}, column {column}, row {named}{rest}",
            found=f"{len(rows)} held out: {reason}",
            do=_DO[reason],
        )
    ]
