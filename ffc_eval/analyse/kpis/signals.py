"""Signals: the four patterns that chance alone seldom makes. No other is looked for."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from ffc_eval.analyse.kpis.limits import Limits

Rule = Literal["outside limits", "run on one side", "steady trend", "near a limit"]
RULES: tuple[Rule, ...] = ("outside limits", "run on one side", "steady trend", "near a limit")

Side = Literal["up", "down"]

RUN = 7
TREND = 6


class Signal(NamedTuple):
    """One rule that one point is part of, and whether the point speaks of more or of less."""

    place: int
    rule: Rule
    side: Side


def signals(values: Sequence[float], limits: Limits) -> tuple[Signal, ...]:
    """Return each point and rule that it is part of, in order of points and rules.

    Parameters
    ----------
    values
        One segment in order of time, one a month; NaN where a month has no value, which ends
        every run and trend.
    limits
        Of the same points.

    Notes
    -----
    A point outside its limits; 7 or more in a row on one side of the mean (a point on the mean
    ends the run); 6 or more in a row each higher, or each lower, than the one before; 2 of 3 in a
    row beyond two thirds of the way from the mean to the same limit.
    """
    patterns: dict[Rule, Iterator[tuple[int, int]]] = {
        "outside limits": _outside(values, limits),
        "run on one side": _runs(values, limits.centre),
        "steady trend": _trends(values),
        "near a limit": _near(values, limits),
    }
    found = {
        Signal(place, rule, "up" if side > 0 else "down")
        for rule, places in patterns.items()
        for place, side in places
    }
    return tuple(sorted(found, key=lambda one: (one.place, RULES.index(one.rule), one.side)))


def _outside(values: Sequence[float], limits: Limits) -> Iterator[tuple[int, int]]:
    for place, value in enumerate(values):
        if value > limits.high[place]:
            yield place, 1
        if value < limits.low[place]:
            yield place, -1


def _runs(values: Sequence[float], centre: float) -> Iterator[tuple[int, int]]:
    return _stretches([_sign(value - centre) for value in values], RUN)


def _trends(values: Sequence[float]) -> Iterator[tuple[int, int]]:
    steps = [_sign(b - a) for a, b in itertools.pairwise(values)]
    for place, side in _stretches(steps, TREND - 1):
        yield place, side
        yield place + 1, side


def _near(values: Sequence[float], limits: Limits) -> Iterator[tuple[int, int]]:
    for side in (1, -1):
        far = [_far(values, limits, place, side) for place in range(len(values))]
        for start in range(max(len(values) - 2, 0)):
            window = [place for place in range(start, start + 3) if far[place]]
            if len(window) >= 2:
                yield from ((place, side) for place in window)


def _far(values: Sequence[float], limits: Limits, place: int, side: int) -> bool:
    limit = limits.high[place] if side > 0 else limits.low[place]
    return side * (values[place] - limits.centre) > side * (limit - limits.centre) * 2 / 3


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _stretches(signs: Sequence[int], least: int) -> Iterator[tuple[int, int]]:
    """Yield place and sign of every stretch of one sign, not 0, that is long enough."""
    start = 0
    for place in range(1, len(signs) + 1):
        if place < len(signs) and signs[place] == signs[start]:
            continue
        if signs[start] != 0 and place - start >= least:
            yield from ((inside, signs[start]) for inside in range(start, place))
        start = place
