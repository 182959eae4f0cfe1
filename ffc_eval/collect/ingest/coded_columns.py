"""Columns as codes: each different cell once, and which of them every row holds.

Almost every question about a column (is it a number, a date, which answers were given, what does
each mean) is one about its different cells, and there are few of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from pandas.api.extensions import ExtensionArray

_MANY = 20_000
"""Rows that are enough to tell what a column holds."""


@dataclass(frozen=True, eq=False)
class Coded:
    """A column of text as codes.

    Parameters
    ----------
    cells
        Each different cell as it stands in the file, in order of first appearance.
    codes
        Which of them each row holds.
    index
        Of the rows.
    """

    cells: ExtensionArray = field(repr=False)
    codes: np.ndarray[Any, np.dtype[np.integer[Any]]] = field(repr=False)
    index: pd.Index[Any] = field(repr=False)

    @classmethod
    def of(cls, cells: pd.Series | Coded) -> Coded:
        """Return a column as codes; one that is coded already stays as it is."""
        import numpy as np
        import pandas as pd

        if isinstance(cells, Coded):
            return cells
        codes, different = pd.factorize(cells)
        small = np.min_scalar_type(len(different))
        return cls(different.array, codes.astype(small), cells.index)

    @cached_property
    def texts(self) -> list[str]:
        """Each different cell without surrounding spaces, beside ``cells``."""
        return list(map(str.strip, words(self.cells)))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows hold each filled text, in order of first appearance."""
        import numpy as np

        return _counted(self.texts, np.bincount(self.codes, minlength=len(self.texts)).tolist())

    @cached_property
    def sampled(self) -> dict[str, int]:
        """The same as ``counts``, of a very long column every so many rows."""
        import numpy as np
        import pandas as pd

        step = sampling_step(len(self.codes))
        if step == 1:
            return self.counts
        codes = self.codes[::step]
        places = pd.unique(codes)
        times = np.bincount(codes, minlength=len(self.cells))[places]
        return _counted(map(str.strip, words(self.cells.take(places))), times.tolist())

    def spread(self, values: ExtensionArray) -> pd.Series:
        """Return what stands beside each different cell, row by row."""
        import pandas as pd

        return pd.Series(values.take(self.codes), index=self.index)


def sampling_step(rows: int) -> int:
    """Return how many rows lie between those looked at; 1 but in a very long column."""
    return max(-(-rows // _MANY), 1)


def words(cells: ExtensionArray | np.ndarray[Any, Any]) -> list[str]:
    """Return texts as a list."""
    import pyarrow as pa

    made: list[str] = pa.array(cells).to_numpy(zero_copy_only=False).tolist()
    return made


class CodedColumns:
    """The columns of a table as codes, each worked out once, when it is first asked for."""

    def __init__(self, cells: pd.DataFrame) -> None:
        self.cells = cells
        self._known: dict[str, Coded] = {}

    def __getitem__(self, column: str) -> Coded:
        if column not in self._known:
            self._known[column] = Coded.of(self.cells[column])
        return self._known[column]


def _counted(texts: Iterable[str], times: Iterable[int]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for text, count in zip(texts, times, strict=True):
        if text:
            counts[text] = counts.get(text, 0) + count
    return counts
