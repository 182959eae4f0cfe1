"""A grid of text cells as it stood in the file, before anybody knows what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ffc_eval.errors import Problem

if TYPE_CHECKING:
    import pandas as pd

Container = Literal["csv", "xlsx", "sav", "dta", "triple_s"]
CellKind = Literal["empty", "text", "number", "datetime", "mixed"]

FILE = "the file you named"
"""How a file is called in every message: its own name could name a family."""


@dataclass(frozen=True)
class Sheet:
    """Rows and columns of text, heading rows included.

    Parameters
    ----------
    rows
        One row a record, str cells, columns numbered from 0; no cell is missing, an empty one
        is "".
    kinds
        What the cells of each column were in a workbook, from the second row down; () where the
        file held text only.
    name
        Of the sheet in a workbook; used to find parent tables, never shown.
    """

    rows: pd.DataFrame = field(repr=False)
    kinds: tuple[CellKind, ...] = ()
    name: str = field(default="", repr=False)

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.rows.shape[1]

    def row(self, number: int) -> tuple[str, ...]:
        """Return one row as texts without surrounding spaces; () below the last."""
        if number >= len(self.rows):
            return ()
        return tuple(str(cell).strip() for cell in self.rows.iloc[number])

    def below(self, header_rows: int) -> pd.DataFrame:
        """Return the rows under the headings, numbered from 1."""
        rows = self.rows.iloc[header_rows:]
        return rows.set_axis(range(1, len(rows) + 1), axis=0)


@dataclass(frozen=True)
class Book:
    """All that one file holds: its sheets and what came with them.

    Parameters
    ----------
    sha256
        Of the bytes.
    container
        Kind of file.
    encoding
        How the text was decoded; "" where the file says so itself.
    sheets
        The first holds the respondents.
    dictionary
        Variable labels, value labels, missing values and sets of a statistical file.
    problems
        What the user should know about the file.
    """

    sha256: str
    container: Container
    encoding: str
    sheets: tuple[Sheet, ...]
    dictionary: Mapping[str, Any] = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def first(self) -> Sheet:
        """The sheet that holds the respondents."""
        return self.sheets[0]
