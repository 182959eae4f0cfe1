"""Items: the columns of numbers that questions are turned into, and what each one means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffc_eval.analyse.weights.row_blocks import ROWS, Column, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Meaning:
    """What one column of numbers estimates: the text columns of ``Estimates``."""

    indicator: str
    question: str
    option: str
    statistic: str
    unit: str
    base: str
    note: str = ""


@dataclass(frozen=True)
class Item:
    """The mean of one column of numbers over those in its base.

    Parameters
    ----------
    meaning
        Its text columns.
    source
        Codes of the answers (integers, -1 where there is none), or numbers (floats, NaN where
        there is none).
    scores
        Number that each code stands for, the last for "no answer" and outside the base (0);
        None where the source holds numbers already.
    base
        Who is in the base.
    eligible
        Who was asked; those outside the base are missing.
    """

    meaning: Meaning
    source: Column
    scores: tuple[float, ...] | None
    base: Column
    eligible: Column

    @property
    def binary(self) -> bool:
        """Whether every number is 0 or 1, so that the mean is a share."""
        return self.scores is not None and set(self.scores) <= {0.0, 1.0}

    def numbers(self, rows: Rows) -> Floats:
        """Return the number of some rows, 0 outside the base."""
        import numpy as np

        if self.scores is None:
            return np.asarray(np.where(self.base[rows], self.source[rows], 0.0), dtype=float)
        return np.asarray(np.array(self.scores)[self.source[rows]])


@dataclass(frozen=True)
class Items:
    """Many items side by side, worked out for a few rows at a time.

    Parameters
    ----------
    items
        In the order of the table.
    bases
        The different bases (with who was asked); ``base_of`` gives the one of each item.
    asked
        The different sets of people asked; ``asked_of`` gives the one of each base.
    sources
        The different sources; ``source_of`` gives the one of each item.
    scores
        By item, the number of each code; a row of zeros where the source holds numbers.
    shifts
        By item, a number near the mean that ``values`` takes off: it keeps the digits of the
        variance. 0 for items with codes.
    """

    items: tuple[Item, ...]
    bases: tuple[Column, ...]
    base_of: Ints
    asked: tuple[Column, ...]
    asked_of: Ints
    sources: tuple[Column, ...]
    source_of: Ints
    scores: Floats
    shifts: Floats

    def __len__(self) -> int:
        return len(self.items)

    @property
    def binary(self) -> Bools:
        """Which items are shares."""
        import numpy as np

        return np.array([item.binary for item in self.items], dtype=bool)

    def base(self, rows: Rows) -> Floats:
        """Return 1 for each row in a base, one column a base; one for all where all are in all."""
        return _ones_and_zeros(self.bases, rows)

    def inside(self, rows: Rows) -> Floats:
        """Return 1 for each row in the base of an item; one column where all are in all."""
        base = self.base(rows)
        return base[:, self.base_of] if base.shape[1] == len(self.bases) else base

    def eligible(self, rows: Rows) -> Floats:
        """Return 1 for each row that was asked, one column a set of people asked, as ``base``."""
        return _ones_and_zeros(self.asked, rows)

    def values(self, rows: Rows) -> Floats:
        """Return the numbers of some rows, less ``shifts``; 0 outside the base."""
        import numpy as np

        picked = [source[rows] for source in self.sources]
        if all(item.scores is not None for item in self.items):
            codes = np.column_stack(picked)[:, self.source_of]
            return np.asarray(self.scores[np.arange(len(self)), codes])
        found = np.empty((len(picked[0]), len(self)))
        for at, item in enumerate(self.items):
            source = picked[self.source_of[at]]
            if item.scores is not None:
                found[:, at] = self.scores[at, source]
            else:
                found[:, at] = np.where(item.base[rows], source - self.shifts[at], 0.0)
        return found


def _ones_and_zeros(columns: Sequence[Column], rows: Rows) -> Floats:
    import numpy as np

    found = np.column_stack([column[rows] for column in columns])
    return (found[:, :1] if found.all() else found).astype(float)


def items_of(parts: Sequence[Item]) -> Items:
    """Set items side by side; a source and a base that items share stand once."""
    import numpy as np

    firsts, base_of = _different([(item.base, item.eligible) for item in parts])
    asked_firsts, asked_of = _different([(parts[first].eligible,) for first in firsts])
    source_firsts, source_of = _different([(item.source,) for item in parts])
    widest = max((len(item.scores) for item in parts if item.scores), default=1)
    return Items(
        tuple(parts),
        tuple(parts[first].base for first in firsts),
        base_of,
        tuple(parts[firsts[first]].eligible for first in asked_firsts),
        asked_of,
        tuple(parts[first].source for first in source_firsts),
        source_of,
        _score_table(parts, widest),
        np.array([_shift(item) for item in parts]),
    )


def _different(groups: Sequence[tuple[Column, ...]]) -> tuple[list[int], Ints]:
    """Return where each different group of columns first stands, and which each one is."""
    import numpy as np

    seen: dict[tuple[int, ...], int] = {}
    firsts: list[int] = []
    which: list[int] = []
    for place, group in enumerate(groups):
        key = tuple(id(column) for column in group)
        if key not in seen:
            seen[key] = len(firsts)
            firsts.append(place)
        which.append(seen[key])
    return firsts, np.array(which)


def _score_table(parts: Sequence[Item], widest: int) -> Floats:
    import numpy as np

    table = np.zeros((len(parts), widest))
    for place, item in enumerate(parts):
        if item.scores:
            table[place, : len(item.scores) - 1] = item.scores[:-1]
            table[place, -1] = item.scores[-1]
    return table


def _shift(item: Item) -> float:
    if item.scores is not None:
        return 0.0
    first = slice(0, ROWS)
    values = item.source[first][item.base[first]]
    return float(values.mean()) if len(values) else 0.0
