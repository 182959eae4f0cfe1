"""Allocation: how many cases each stratum gives, and which strata are merged first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ffc_eval.analyse.case_sampling.frame import JOIN, CaseFrame
from ffc_eval.errors import DesignError

MOST_FLOOR = 8
LEAST = 2
RESERVE = 0.2

Stratum = tuple[str, ...]


@dataclass(frozen=True)
class Allocation:
    """How a sample is spread over the strata.

    Parameters
    ----------
    strata
        Name of each stratum, in order; a merged one joins its parts with " + ".
    sizes, take, reserve
        Cases in the frame, in the sample and in the reserve list, by stratum.
    floor
        The floor used: no stratum gives fewer, unless it is smaller itself.
    home
        Stratum of each combination of the variables.
    """

    strata: tuple[str, ...]
    sizes: tuple[int, ...]
    take: tuple[int, ...]
    reserve: tuple[int, ...]
    floor: int
    home: Mapping[Stratum, str]

    @property
    def merged(self) -> tuple[str, ...]:
        """The strata that were made of several."""
        return tuple(name for name in self.strata if " + " in name)

    def __str__(self) -> str:
        merged = f"; {len(self.merged)} of them merged" if self.merged else ""
        return (
            f"{sum(self.take)} of {sum(self.sizes)} cases in {len(self.strata)} strata{merged}, "
            f"at least {self.floor} a stratum, {sum(self.reserve)} in reserve"
        )


def allocate(
    frame: CaseFrame, n: int, *, order: Mapping[str, Sequence[str]] | None = None
) -> Allocation:
    """Spread a sample of ``n`` over the strata in proportion to their size, with a floor.

    Parameters
    ----------
    frame
        What can be drawn.
    n
        Cases wanted.
    order
        Levels of the variables in their declared order, which says who is whose neighbour;
        alphabetical where a variable is not named.

    Raises
    ------
    DesignError
        Fewer than two cases are wanted, or more than there are.

    Notes
    -----
    The floor of a stratum is the smallest of 8, half of n divided by the number of strata, and
    the stratum's size. While it would be under 2, the smallest stratum is merged with the
    smaller of its neighbours: next to it in the declared order of the last variable, with the
    same values of the others where there is such a one. The rest is shared out in proportion to
    size, by largest remainders.
    """
    eligible = frame.eligible
    if not LEAST <= n <= len(eligible):
        raise DesignError(
            "sample-size",
            "The sample must have at least 2 cases and no more than the frame.",
            found=f"{n} wanted, {len(eligible)} can be drawn",
            do="Ask for another number; domain guides say how many a comparison needs.",
        )
    cells = [tuple(row) for row in eligible[list(frame.by)].itertuples(index=False)]
    groups = _merge(_ordered(cells, frame.by, order or {}), cells, n)
    names = [" + ".join(JOIN.join(cell) for cell in group) for group in groups]
    sizes = [sum(cells.count(cell) for cell in group) for group in groups]
    floor = _floor(n, len(groups))
    take = _shares(sizes, n, floor)
    reserve = [
        min(size - taken, math.ceil(RESERVE * taken))
        for size, taken in zip(sizes, take, strict=True)
    ]
    home = {cell: name for group, name in zip(groups, names, strict=True) for cell in group}
    return Allocation(tuple(names), tuple(sizes), tuple(take), tuple(reserve), floor, home)


def _ordered(
    cells: Sequence[Stratum], by: Sequence[str], order: Mapping[str, Sequence[str]]
) -> list[Stratum]:
    places = [{level: i for i, level in enumerate(order.get(name, ()))} for name in by]

    def place(cell: Stratum) -> list[tuple[int, str]]:
        return [
            (known.get(level, len(known)), level) for known, level in zip(places, cell, strict=True)
        ]

    return sorted(set(cells), key=place)


def _floor(n: int, strata: int) -> int:
    return min(MOST_FLOOR, n // (2 * strata))


def _merge(ordered: list[Stratum], cells: Sequence[Stratum], n: int) -> list[tuple[Stratum, ...]]:
    groups: list[tuple[Stratum, ...]] = [(cell,) for cell in ordered]
    sizes = [cells.count(cell) for cell in ordered]
    while len(groups) > 1 and (_floor(n, len(groups)) < LEAST or min(sizes) < LEAST):
        place = sizes.index(min(sizes))
        other = _neighbour(place, groups, sizes)
        low, high = sorted((place, other))
        groups[low : high + 1] = [groups[low] + groups[high]]
        sizes[low : high + 1] = [sizes[low] + sizes[high]]
    return groups


def _neighbour(place: int, groups: Sequence[tuple[Stratum, ...]], sizes: Sequence[int]) -> int:
    beside = [other for other in (place - 1, place + 1) if 0 <= other < len(groups)]
    home = groups[place][0][:-1]
    same = [other for other in beside if groups[other][0][:-1] == home]
    return min(same or beside, key=lambda other: sizes[other])


def _shares(sizes: Sequence[int], n: int, floor: int) -> list[int]:
    """Return the cases taken by stratum: the floor first, the rest in proportion."""
    least = [min(floor, size) for size in sizes]
    fixed: set[int] = set()
    while True:
        free = [place for place in range(len(sizes)) if place not in fixed]
        left = n - sum(least[place] for place in fixed)
        whole = sum(sizes[place] for place in free)
        exact = {place: left * sizes[place] / whole for place in free}
        short = {place for place in free if exact[place] < least[place]}
        if not short:
            return _rounded(exact, least, left)
        fixed |= short


def _rounded(exact: Mapping[int, float], least: Sequence[int], left: int) -> list[int]:
    take = list(least)
    for place, share in exact.items():
        take[place] = math.floor(share)
    short = left - sum(take[place] for place in exact)
    by_remainder = sorted(exact, key=lambda place: (take[place] - exact[place], place))
    for place in by_remainder[:short]:
        take[place] += 1
    return take
