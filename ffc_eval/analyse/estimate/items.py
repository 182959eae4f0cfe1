"""Items: the columns of numbers that questions are turned into, and what each one means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Rows = slice | Ints


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
        Codes of the answers, -1 where there is none, or numbers, NaN where there is none.
    scores
        Number that each code stands for, the last for "no answer" and outside the base (0);
        None where the source holds numbers already.
    base
        Who is in the base.
    eligible
        Who was asked; those outside the base are missing.
    """

    meaning: Meaning
    source: NDArray[np.int16] | Floats
    scores: tuple[float, ...] | None
    base: Bools
    eligible: Bools

    @property
    def binary(self) -> bool:
        """Whether every number is 0 or 1, so that the mean is a share."""
        return self.scores is not None and set(self.scores) <= {0.0, 1.0}

    @property
    def numbers(self) -> Floats:
        """The number of every row, 0 outside the base."""
        import numpy as np

        if self.scores is None:
            return np.where(self.base, self.source, 0.0)
        return np.array(self.scores)[self.source]


@dataclass(frozen=True)
class Items:
    """Many items side by side, worked out for a few rows at a time.

    Parameters
    ----------
    items
        In the order of the table.
    bases
        The different bases, one column each; ``base_of`` gives the column of each item.
    """

    items: tuple[Item, ...]
    bases: Bools
    base_of: Ints
    missing: Bools
    codes: NDArray[np.int16]
    code_of: Ints
    scores: Floats
    numbers: Floats
    shifts: Floats

    def __len__(self) -> int:
        return len(self.items)

    @property
    def binary(self) -> Bools:
        """Which items are shares."""
        import numpy as np

        return np.array([item.binary for item in self.items], dtype=bool)

    def values(self, rows: Rows, columns: slice = slice(None)) -> Floats:
        """Return the numbers of some rows and items, less ``shifts``; 0 outside the base."""
        import numpy as np

        code_of = self.code_of[columns]
        coded = np.flatnonzero(code_of >= 0)
        plain = np.flatnonzero(code_of < 0)
        codes = self.codes[rows]
        found = np.empty((len(codes), len(code_of)))
        if len(coded) == len(code_of):
            found = self.scores[columns][np.arange(len(code_of)), codes[:, code_of]]
        elif len(coded):
            found[:, coded] = self.scores[columns][coded, codes[:, code_of[coded]]]
        if len(plain):
            inside = self.bases[rows][:, self.base_of[columns][plain]]
            numbers = self.numbers[rows][:, -1 - code_of[plain]]
            found[:, plain] = (numbers - self.shifts[columns][plain]) * inside
        return found


def items_of(parts: Sequence[Item]) -> Items:
    """Set items side by side; equal sources and equal bases are held once."""
    import numpy as np

    size = len(parts[0].base)
    sources: dict[int, int] = {}
    codes: list[NDArray[np.int16]] = []
    numbers: list[Floats] = []
    code_of = []
    for item in parts:
        if id(item.source) not in sources:
            sources[id(item.source)] = -1 - len(numbers) if item.scores is None else len(codes)
            if item.scores is None:
                numbers.append(item.source.astype(float))
            else:
                codes.append(item.source.astype("int16"))
        code_of.append(sources[id(item.source)])
    bases, base_of, missing = _bases(parts)
    widest = max((len(item.scores) for item in parts if item.scores), default=1)
    return Items(
        tuple(parts),
        bases,
        base_of,
        missing,
        np.column_stack(codes) if codes else np.zeros((size, 0), dtype=np.int16),
        np.array(code_of, dtype=np.int64),
        _score_table(parts, widest),
        np.nan_to_num(np.column_stack(numbers)) if numbers else np.zeros((size, 0)),
        np.array([_shift(item) for item in parts]),
    )


def _bases(parts: Sequence[Item]) -> tuple[Bools, Ints, Bools]:
    """Return the different bases, the one of each item, and who is missing from each."""
    import numpy as np

    seen: dict[tuple[bytes, bytes], int] = {}
    known: dict[tuple[int, int], int] = {}
    columns: list[Bools] = []
    missing: list[Bools] = []
    base_of: list[int] = []
    for item in parts:
        objects = (id(item.base), id(item.eligible))
        if objects not in known:
            key = (np.packbits(item.base).tobytes(), np.packbits(item.eligible).tobytes())
            if key not in seen:
                seen[key] = len(columns)
                columns.append(item.base)
                missing.append(item.eligible & ~item.base)
            known[objects] = seen[key]
        base_of.append(known[objects])
    return np.column_stack(columns), np.array(base_of), np.column_stack(missing)


def _score_table(parts: Sequence[Item], widest: int) -> Floats:
    import numpy as np

    table = np.zeros((len(parts), widest))
    for place, item in enumerate(parts):
        if item.scores:
            table[place, : len(item.scores) - 1] = item.scores[:-1]
            table[place, -1] = item.scores[-1]
    return table


def _shift(item: Item) -> float:
    """Return a number near the mean: subtracting it keeps the digits of the variance."""
    import numpy as np

    if item.scores is not None or not item.base.any():
        return 0.0
    return float(np.mean(item.source[item.base]))
