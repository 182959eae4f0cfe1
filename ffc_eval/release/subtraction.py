"""Subtraction: what a reader could work out from the rows of a split and its totals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """Yield the counts that the rows of one group imply: complements, middles, rests.

    Bases differ where a mean leaves out answers without a score: the difference is a count too.
    """
    yield from (abs(one - other) for one, other in combinations({row.n for row in rows}, 2))
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


def groups_of(rows: Iterable[Row]) -> list[list[Row]]:
    """Return the rows of each group."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.domain, []).append(row)
    return list(groups.values())


def left_over(wider: Sequence[Row], tables: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """Return, for each group of a wider table, the people in it whom narrower tables leave out.

    Parameters
    ----------
    wider
        One indicator and period by fewer variables, or by none.
    tables
        The same by more variables. Tables by one more are taken away, by two more added again:
        who gave neither area nor role is all, less those with an area, less those with a role,
        plus those with both.
    """
    rest = []
    for total in wider:
        count, n = total.people, total.n
        for table in tables:
            sign = (-1) ** (len(variables(table)) - len(variables(wider)))
            same = [(row.statistic, row.option) == (total.statistic, total.option) for row in table]
            part = _inside(
                [row for row, same_as in zip(table, same, strict=True) if same_as], total
            )
            bases = part or _inside(list({row.domain: row for row in table}.values()), total)
            count += sign * sum(row.people for row in part) if part else math.nan
            n += sign * sum(row.n for row in bases)
        rest.append(total._replace(people=count, n=n))
    return groups_of(rest)


def _inside(rows: Sequence[Row], total: Row) -> list[Row]:
    wanted = total.group.items()
    return [row for row in rows if wanted <= row.group.items()]


def variables(table: Sequence[Row]) -> frozenset[str]:
    """Return the variables that a table is by, none for the whole authority."""
    return frozenset(filter(None, table[0].by.split(" | ")))
