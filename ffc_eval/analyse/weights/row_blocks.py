"""Row blocks: columns of one value a row, read a block of rows at a time to bound the memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]
    Floats = NDArray[np.float64]

Rows: TypeAlias = "slice | NDArray[np.integer[Any]]"
"""Some rows, as a slice or by their places."""

ROWS = 1 << 16
"""Rows read at a time where a column is read by itself."""


class Column(Protocol):
    """One value a row (or a row of values): an array, or what works it out when asked."""

    def __getitem__(self, rows: Rows, /) -> NDArray[Any]:
        """Return the values of some rows."""
        ...


@dataclass(frozen=True, eq=False)
class Worked:
    """A column worked out from others, for the rows that are asked for."""

    read: Callable[[Rows], NDArray[Any]]

    def __getitem__(self, rows: Rows, /) -> NDArray[Any]:
        return self.read(rows)


def blocks(size: int, rows: int | None = None) -> Iterator[slice]:
    """Give the rows of a table a block at a time."""
    step = rows or ROWS
    for low in range(0, size, step):
        yield slice(low, min(low + step, size))


def whole_of(read: Callable[[Rows], Ints], size: int) -> Ints:
    """Return codes of every row, worked out block by block."""
    import numpy as np

    found = [read(rows).astype(np.int32) for rows in blocks(size)]
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int32)


def numbers(column: pd.Series) -> Column:
    """Return the numbers of a column as floats, NaN where there is none; no copy of floats."""
    import numpy as np

    if column.dtype == np.dtype("float64"):
        return column.to_numpy()
    array = column.array
    return Worked(lambda rows: array[rows].to_numpy(dtype=float, na_value=np.nan))


def coded(column: pd.Series) -> tuple[Ints, pd.Index]:
    """Return the place of each value among the sorted levels, -1 for none, and the levels.

    Of categories all count as levels, in their own order.
    """
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(), column.cat.categories
    return _levelled(lambda rows: column.iloc[rows], len(column))


def _levelled(read: Callable[[slice], pd.Series], size: int) -> tuple[Ints, pd.Index]:
    """Return the place of each value among the sorted levels, and the levels."""
    import numpy as np
    import pandas as pd

    codes = np.empty(size, dtype=np.int32)
    levels = pd.factorize(read(slice(0, 0)))[1]
    for rows in blocks(size):
        found, here = pd.factorize(read(rows))
        if rows.start:
            levels = levels.append(here[levels.get_indexer(here) < 0])
            found = np.append(levels.get_indexer(here), -1)[found]
        else:
            levels = here
        codes[rows] = found
    rank, ordered = pd.factorize(levels, sort=True)
    return recoded(codes, rank), ordered


def recoded(codes: Ints, places: Ints) -> Ints:
    """Return the new place of each code in the narrowest integers; -1 stays."""
    import numpy as np

    wide = np.append(places, -1)
    table = wide.astype(np.min_scalar_type(-int(wide.max()) - 2))
    found = np.empty(len(codes), dtype=table.dtype)
    for rows in blocks(len(codes)):
        found[rows] = table[codes[rows]]
    return found


def tally(codes: Ints, size: int) -> Ints:
    """Count each code; none may be below 0."""
    import numpy as np

    found = np.zeros(size, dtype=np.int64)
    for rows in blocks(len(codes)):
        found += np.bincount(codes[rows], minlength=size)
    return found


def crossed(first: Ints, second: Ints, size: int) -> tuple[Ints, Ints]:
    """Return the cell of each pair of codes, and the pair of each cell as one number.

    Parameters
    ----------
    first, second
        -1 in either makes -1 of the cell.
    size
        Codes that ``second`` can hold. Cells are in the order of the pairs; the first of a pair
        is its number divided by ``size``, the second the rest.
    """
    import numpy as np
    import pandas as pd

    def pairs(rows: slice) -> pd.Series:
        known = (first[rows] >= 0) & (second[rows] >= 0)
        pair = first[rows].astype(np.int64) * size + second[rows]
        return pd.Series(pair, dtype="Int64").where(known)

    cells, levels = _levelled(pairs, len(first))
    return cells, np.array(levels.tolist(), dtype=np.int64)


def order_of(codes: Ints, size: int) -> Ints:
    """Return the places of the rows code by code, those of one code as they stand."""
    import numpy as np

    free = np.zeros(size, dtype=np.int64)
    free[1:] = np.cumsum(tally(codes, size))[:-1]
    order: Ints = np.empty(len(codes), dtype="int32" if len(codes) < 1 << 31 else "int64")
    for rows in blocks(len(codes)):
        inside = np.argsort(codes[rows], kind="stable")
        code = codes[rows][inside]
        starts = np.flatnonzero(np.append(True, code[1:] != code[:-1]))
        count = np.diff(np.append(starts, len(code)))
        place = np.repeat(free[code[starts]] - starts, count) + np.arange(len(code))
        order[place] = rows.start + inside
        free[code[starts]] += count
    return order
