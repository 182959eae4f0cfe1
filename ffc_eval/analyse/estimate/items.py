"""Items: the columns of numbers that questions are turned into, and what each one means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
    source: NDArray[Any]
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
            return np.asarray(np.where(self.base, self.source, 0.0), dtype=float)
        return np.asarray(np.array(self.scores)[self.source])


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
    bases: tuple[Bools, ...]
    base_of: Ints
    asked: tuple[Bools, ...]
    asked_of: Ints
    sources: tuple[NDArray[Any], ...]
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
        """Return 1 for each row in a base, one column a base."""
        import numpy as np

        return np.column_stack([base[rows] for base in self.bases]).astype(float)

    def eligible(self, rows: Rows) -> Floats:
        """Return 1 for each row that was asked, one column a set of people asked."""
        import numpy as np

        return np.column_stack([asked[rows] for asked in self.asked]).astype(float)

    def values(self, rows: Rows, columns: slice = slice(None)) -> Floats:
        """Return the numbers of some rows and items, less ``shifts``; 0 outside the base."""
        import numpy as np

        wanted = self.source_of[columns]
        used, place = np.unique(wanted, return_inverse=True)
        coded = np.array([self.sources[source].dtype.kind == "i" for source in used])[place]
        picked = [self.sources[source][rows] for source in used]
        if coded.all():
            codes = np.column_stack(picked)[:, place]
            return np.asarray(self.scores[columns][np.arange(len(wanted)), codes])
        found = np.empty((len(picked[0]), len(wanted)))
        for at, item in enumerate(range(*columns.indices(len(self)))):
            source = picked[place[at]]
            if coded[at]:
                found[:, at] = self.scores[item, source]
            else:
                members = self.bases[self.base_of[item]][rows]
                found[:, at] = np.where(members, source - self.shifts[item], 0.0)
        return found


def items_of(parts: Sequence[Item]) -> Items:
    """Set items side by side; equal sources and equal bases are held once."""
    import numpy as np

    firsts, base_of = _different([(item.base, item.eligible) for item in parts])
    asked_firsts, asked_of = _different([(parts[first].eligible,) for first in firsts])
    places: dict[int, int] = {}
    sources: list[NDArray[Any]] = []
    for item in parts:
        if id(item.source) not in places:
            places[id(item.source)] = len(sources)
            sources.append(item.source)
    widest = max((len(item.scores) for item in parts if item.scores), default=1)
    return Items(
        tuple(parts),
        tuple(parts[first].base for first in firsts),
        base_of,
        tuple(parts[firsts[first]].eligible for first in asked_firsts),
        asked_of,
        tuple(sources),
        np.array([places[id(item.source)] for item in parts]),
        _score_table(parts, widest),
        np.array([_shift(item) for item in parts]),
    )


def _different(groups: Sequence[tuple[Bools, ...]]) -> tuple[list[int], Ints]:
    """Return where each different group of columns first stands, and which each one is."""
    import numpy as np

    seen: dict[tuple[bytes, ...], int] = {}
    known: dict[tuple[int, ...], int] = {}
    firsts: list[int] = []
    which: list[int] = []
    for place, group in enumerate(groups):
        objects = tuple(id(column) for column in group)
        if objects not in known:
            key = tuple(np.packbits(column).tobytes() for column in group)
            if key not in seen:
                seen[key] = len(firsts)
                firsts.append(place)
            known[objects] = seen[key]
        which.append(known[objects])
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
    import numpy as np

    if item.scores is not None or not item.base.any():
        return 0.0
    return float(np.mean(item.source[item.base]))
