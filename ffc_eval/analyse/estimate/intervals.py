"""Intervals for shares and means: Wilson, logit, beta, t."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Interval = Literal["wilson", "logit", "beta"]


def critical(conf_level: float, df: Floats) -> Floats:
    """Return the two-sided critical value of t; NaN without degrees of freedom."""
    import numpy as np
    from scipy.special import stdtrit

    known = np.where(df >= 1, df, np.nan)
    return np.asarray(stdtrit(known, 0.5 + conf_level / 2), dtype=float)


def wilson(p: Floats, n: Floats, crit: Floats) -> tuple[Floats, Floats]:
    """Return the Wilson limits of a share.

    Parameters
    ----------
    p
        Shares.
    n
        Effective sample sizes.
    crit
        Critical values of t (or z).

    Notes
    -----
    Centre (p + t²/2n) / (1 + t²/n), half-width t / (1 + t²/n) √(p(1 - p)/n + t²/4n²).
    Wilson (1927); on the effective n: Korn and Graubard (1998), R ``svyciprop``.
    """
    import numpy as np

    square = crit * crit
    shrink = 1 + square / n
    centre = (p + square / (2 * n)) / shrink
    half = crit / shrink * np.sqrt(p * (1 - p) / n + square / (4 * n * n))
    low = np.where(p == 0, 0.0 * half, centre - half)
    high = np.where(p == 1, 1.0 + 0.0 * half, centre + half)
    return np.maximum(low, 0.0), np.minimum(high, 1.0)


def logit(p: Floats, std_error: Floats, crit: Floats) -> tuple[Floats, Floats]:
    """Return t limits on the log odds, turned back; NaN at 0 and 1. R ``svyciprop``."""
    import numpy as np
    from scipy.special import expit
    from scipy.special import logit as log_odds

    inside = np.where((p > 0) & (p < 1), p, np.nan)
    half = crit * std_error / (inside * (1 - inside))
    odds = log_odds(inside)
    return np.asarray(expit(odds - half)), np.asarray(expit(odds + half))


def beta(
    p: Floats, n_effective: Floats, n: Floats, df: Floats, conf_level: float
) -> tuple[Floats, Floats]:
    """Return Korn and Graubard (1998) limits, as R ``svyciprop(method = "beta")``.

    Parameters
    ----------
    p
        Shares.
    n_effective
        Effective sample sizes before the correction for degrees of freedom.
    n
        Unweighted bases.
    df
        Degrees of freedom.
    conf_level
        Above 0, below 1.
    """
    import numpy as np
    from scipy.special import betaincinv

    size = n_effective * (critical(conf_level, n - 1) / critical(conf_level, df)) ** 2
    tail = (1 - conf_level) / 2
    yes, no = size * p, size * (1 - p)
    with np.errstate(invalid="ignore"):
        low = np.where(p > 0, betaincinv(yes, no + 1, tail), 0.0)
        high = np.where(p < 1, betaincinv(yes + 1, no, 1 - tail), 1.0)
    unknown = np.isnan(size)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


def student(mean: Floats, std_error: Floats, crit: Floats) -> tuple[Floats, Floats]:
    """Return mean ± t standard errors."""
    return mean - crit * std_error, mean + crit * std_error


def square_and_add(
    difference: Floats,
    first: tuple[Floats, Floats, Floats],
    second: tuple[Floats, Floats, Floats],
    correlation: Floats | float = 0.0,
) -> tuple[Floats, Floats]:
    """Return limits of ``second - first`` from the estimate and limits of each.

    Parameters
    ----------
    difference
        The second estimate less the first.
    first, second
        Estimate, lower and upper limit of each side.
    correlation
        Between the two estimates; 0 for independent samples.

    Notes
    -----
    Newcombe (1998), method 10, with the correlation as Zou and Donner (2008) put it in.
    """
    import numpy as np

    a, a_low, a_high = first
    b, b_low, b_high = second
    down = (b - b_low) ** 2 + (a_high - a) ** 2 - 2 * correlation * (b - b_low) * (a_high - a)
    up = (b_high - b) ** 2 + (a - a_low) ** 2 - 2 * correlation * (b_high - b) * (a - a_low)
    down, up = np.maximum(down, 0.0), np.maximum(up, 0.0)
    return difference - np.sqrt(down), difference + np.sqrt(up)
