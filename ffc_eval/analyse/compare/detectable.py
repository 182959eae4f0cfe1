"""The smallest change that this many people could have shown."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan, nan, sqrt


def smallest_detectable(
    n1: float, n2: float, p1: float, *, power: float = 0.8, conf_level: float = 0.95
) -> float:
    """Return the smallest change of a share that two samples would probably show.

    Parameters
    ----------
    n1, n2
        Effective sizes of two independent samples.
    p1
        Share in the first, 0 to 1.
    power
        How probable it is that such a change would be seen.
    conf_level
        Two-sided.

    Returns
    -------
    float
        Difference of shares, up or down, whichever is smaller: 0.1 is 10 points. NaN where the
        samples could show no change at all.

    Notes
    -----
    The usual comparison of two shares with the pooled share under no change (Fleiss, Levin and
    Paik 2003, without continuity correction; R ``power.prop.test`` for equal sizes).

    Examples
    --------
    >>> round(smallest_detectable(388, 388, 0.5), 2)
    0.1
    """
    if not (n1 > 0 and n2 > 0 and 0 <= p1 <= 1):
        return nan
    found = [
        _solve(n1, n2, p1, sign, _quantiles(power, conf_level), 1 - p1 if sign > 0 else p1)
        for sign in (1, -1)
    ]
    return min((size for size in found if not isnan(size)), default=nan)


def _quantiles(power: float, conf_level: float) -> tuple[float, float]:
    from statistics import NormalDist

    normal = NormalDist()
    return normal.inv_cdf(0.5 + conf_level / 2), normal.inv_cdf(power)


def _solve(
    n1: float, n2: float, p1: float, sign: int, z: tuple[float, float], room: float
) -> float:
    """Halve the range until the change just reaches the power; NaN where even ``room`` fails."""

    def shortfall(size: float) -> float:
        p2 = p1 + sign * size
        pooled = (n1 * p1 + n2 * p2) / (n1 + n2)
        null = sqrt(max(pooled * (1 - pooled), 0.0) * (1 / n1 + 1 / n2))
        spread = sqrt(max(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2, 0.0))
        return z[0] * null + z[1] * spread - size

    if room <= 0 or shortfall(room) > 0:
        return nan
    return _halved(shortfall, room)


def smallest_detectable_in_pairs(
    n: float, difference: float, std_error: float, *, power: float = 0.8, conf_level: float = 0.95
) -> float:
    """Return the smallest change of a share that the same people, asked twice, would show.

    Parameters
    ----------
    n
        Pairs.
    difference, std_error
        What was found: together they tell the share of people whose answer changed.
    power, conf_level
        As for ``smallest_detectable``.

    Returns
    -------
    float
        0.1 is 10 points. NaN where no change could be shown.

    Notes
    -----
    n = (z √d + z' √(d - δ²))² / δ², d the share of people who changed (Connor 1987), solved for
    the change δ. Where fewer changed than a change that shows would need, or nobody, d = δ: all
    who change do so the same way.

    Examples
    --------
    >>> round(smallest_detectable_in_pairs(77, 0.2, (0.36 / 76) ** 0.5), 2)
    0.2
    """
    if not (n > 1 and std_error >= 0):
        return nan
    changed = std_error**2 * (n - 1) + difference**2
    z = _quantiles(power, conf_level)

    def shortfall(size: float) -> float:
        spread = max(changed, size)
        return z[0] * sqrt(spread) + z[1] * sqrt(max(spread - size**2, 0.0)) - size * sqrt(n)

    return nan if shortfall(1.0) > 0 else _halved(shortfall, 1.0)


def _halved(shortfall: Callable[[float], float], room: float) -> float:
    """Halve the range until what falls short is nothing."""
    low, high = 0.0, room
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if shortfall(middle) > 0 else (low, middle)
    return high
