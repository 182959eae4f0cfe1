"""Cells of an extract: text to dates, numbers, codes and pseudonyms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ffc_eval.analyse.kpis.tables import Field, Table
from ffc_eval.collect.privacy import pseudonym

if TYPE_CHECKING:
    import pandas as pd

_TIME = r"[ T]\d{2}:\d{2}.*$"


def days(cells: pd.Series) -> pd.Series:
    """Read 2024-06-17 and 17/06/2024, a time of day after them left out; else missing."""
    import pandas as pd

    plain = cells.str.replace(_TIME, "", regex=True)
    iso = pd.to_datetime(plain, format="%Y-%m-%d", errors="coerce")
    british = pd.to_datetime(plain, format="%d/%m/%Y", errors="coerce")
    return iso.fillna(british).astype("datetime64[ns]")


def unreadable(cells: pd.Series, field: Field) -> pd.Series:
    """Return where a cell holds something that its column cannot."""
    filled = cells != ""
    if field.type == "day":
        return filled & days(cells).isna()
    if field.type == "number":
        return filled & _numbers(cells).isna()
    return filled & False


def readable(cells: pd.DataFrame, table: Table, key: bytes) -> pd.DataFrame:
    """Return the rows typed and pseudonymised, numbered anew."""
    import pandas as pd

    columns = {field.name: _typed(cells[field.name], field, key) for field in table.fields}
    return pd.DataFrame(columns).reset_index(drop=True)


def _typed(cells: pd.Series, field: Field, key: bytes) -> pd.Series:
    if field.type == "day":
        return days(cells)
    if field.type == "number":
        return _numbers(cells)
    if field.type == "id":
        stands = {cell: pseudonym(key, cell) for cell in cells.unique()}
        return cells.map(stands).astype("str")
    return cells.astype("str")


def _numbers(cells: pd.Series) -> pd.Series:
    import pandas as pd

    plain = cells.where(cells.str.fullmatch(r"\d+(\.\d+)?"))
    return pd.to_numeric(plain).astype("float64")
