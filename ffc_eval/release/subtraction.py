"""Subtraction: what a reader could work out from the rows of a split and its totals."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

_BOXES = ("top_box", "bottom_box")
_MOST_OPTIONS = 12


class Row(NamedTuple):
    """One number of a split: its group, what was counted, and how many people."""

    indicator: str
    by: str
    period: str
    domain: str
    statistic: str
    option: str
    people: float
    n: float

    @property
    def group(self) -> Mapping[str, str]:
        """Variable and level of the group, empty for the whole authority."""
        if not self.by:
            return {}
        return dict(zip(self.by.split(" | "), self.domain.split(" | "), strict=False))


def implied_inside(rows: Sequence[Row]) -> Iterator[float]:
    """Yield the counts that the rows of one group imply: complements, middles, rests."""
    counted = [row for row in rows if row.people == row.people]
    yield from (row.n - row.people for row in counted)
    shares = [row.people for row in counted if row.statistic == "share" and row.option != "any"]
    boxes = [row.people for row in counted if row.statistic in _BOXES or row.option == "any"]
    if shares:
        yield counted[0].n - sum(shares)
    if len(boxes) > 1:
        yield counted[0].n - sum(boxes)
    if shares and sum(shares) != counted[0].n:
        yield from (box - part for box in boxes for part in _sums(shares))


def _sums(counts: Sequence[float]) -> Iterator[float]:
    known = [count for count in counts if count > 0][:_MOST_OPTIONS]
    for size in range(1, len(known) + 1):
        yield from (sum(chosen) for chosen in combinations(known, size))


def remainders(split: Sequence[Row], wider: Sequence[Row]) -> Iterator[tuple[float, float]]:
    """Yield (count, base) of the people in a wider table whom the split leaves out.

    ``wider`` holds the same indicator and period by fewer variables, or by none. The count is
    not a number where only the bases can be subtracted.
    """
    parts: dict[tuple[str, str], list[Row]] = {}
    for row in split:
        parts.setdefault((row.statistic, row.option), []).append(row)
    bases = list({row.domain: row for row in split}.values())
    for total in wider:
        yield math.nan, total.n - sum(row.n for row in _inside(bases, total))
        part = _inside(parts.get((total.statistic, total.option), ()), total)
        if part:
            count = total.people - sum(row.people for row in part)
            yield count, total.n - sum(row.n for row in part)


def _inside(rows: Sequence[Row], total: Row) -> list[Row]:
    wanted = total.group.items()
    return [row for row in rows if wanted <= row.group.items()]


def narrower(by: str, wider: str) -> bool:
    """Whether a split by ``by`` divides the groups of a table by ``wider`` further."""
    return set(filter(None, wider.split(" | "))) < set(by.split(" | "))
