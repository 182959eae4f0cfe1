"""How far the cells of a sheet reach, read from its XML a piece at a time.

The library that reads workbooks makes room for every cell between the first and the last, and
ends the process where there is not enough; two cells in far corners would do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.errors import ExportError

MOST_CELLS = 20_000_000
_LETTERS = 26
_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576
_FILLED = rb"[\"'][^>]*(?<!/)>"
_CELL = re.compile(rb"r=[\"']([A-Z]{1,3})(\d{1,7})" + _FILLED)


@dataclass
class Extent:
    """Bounds of the filled cells seen so far.

    ``columns`` counts by first letters and ``digits`` those of the row number, so that one search
    a piece, which finds nothing new, is enough for nearly all of a sheet.
    """

    columns: int = _LETTERS
    digits: int = 1

    def look(self, xml: bytes) -> None:
        """Widen the bounds by the cells of a piece."""
        while found := self._outside().search(xml):
            if found[1] is None:
                self.digits = len(found[2])
            elif len(found[1]) < 3:
                self.columns = _LETTERS * (2 + found[1][0] - ord("A"))
            else:
                self.columns = _MOST_COLUMNS

    def _outside(self) -> re.Pattern[bytes]:
        """Return the pattern of a filled cell outside the bounds."""
        first = ord("A") + self.columns // _LETTERS - 1
        two = b"[%c-Z][A-Z]|" % first if first <= ord("Z") else b""
        wide = two + b"[A-Z]{3}" if self.columns < _MOST_COLUMNS else b"(?!)"
        low = rb"[A-Z]{1,3}(\d{%d,})" % (self.digits + 1)
        return re.compile(rb"r=[\"'](?:(" + wide + rb")\d+|" + low + b")" + _FILLED)

    @property
    def may_be_huge(self) -> bool:
        """Whether the cells must be looked at one by one."""
        return self.columns * min(int("9" * self.digits), _MOST_ROWS) > MOST_CELLS


@dataclass
class ExactExtent:
    """The last column and row of the filled cells seen so far, looked at one by one."""

    columns: int = 0
    rows: int = 0

    def look(self, xml: bytes) -> None:
        """Widen the bounds by the cells of a piece."""
        cells = _CELL.findall(xml)
        self.rows = max([self.rows, *map(int, {row for _, row in cells})])
        self.columns = max([self.columns, *map(_number, {letters for letters, _ in cells})])


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - ord("A") + 1
    return number


def refuse_huge(rows: int, columns: int) -> None:
    """Refuse a sheet of more cells than a survey export can have.

    Raises
    ------
    ExportError
        It has.
    """
    if rows * columns > MOST_CELLS:
        raise ExportError(
            "sheet-too-large",
            "A sheet claims more cells than a survey export can have.",
            where=FILE,
            found=f"{rows} rows, {columns} columns",
            do="Delete the formatted but empty rows and columns, or download it as CSV.",
        )
