"""Coefficients of agreement between two readers on an ordered scale, each with limits."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

ALL_AGREE = "nobody disagreed: lower limit from the share of exact agreement"


@dataclass(frozen=True)
class Coefficient:
    """An estimate with its standard error and limits; NaN where it has no meaning."""

    estimate: float
    std_error: float
    conf_low: float
    conf_high: float
    note: str = ""


NO_VARIATION = Coefficient(*(4 * (float("nan"),)), note="both readers gave one grade only")


def linear_weights(grades: int) -> Floats:
    """Return 1 for the same grade, 0 for the two ends, and even steps between."""
    import numpy as np

    place = np.arange(grades)
    return np.asarray(1 - np.abs(place[:, None] - place) / (grades - 1), dtype=float)


def kappa_linear(first: Ints, second: Ints, grades: int, conf_level: float = 0.95) -> Coefficient:
    """Return linearly weighted kappa.

    Parameters
    ----------
    first, second
        Places of the grades given, 0 to ``grades`` - 1, one a case.
    grades
        Grades of the scale, used or not.

    Notes
    -----
    Cohen (1968); standard error of Fleiss, Cohen and Everitt (1969); normal limits.
    Checked by ``tests/golden/agreement.R``.
    """
    import numpy as np

    weights = linear_weights(grades)
    table = np.zeros((grades, grades))
    np.add.at(table, (first, second), 1 / len(first))
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    observed = float((weights * table).sum())
    expected = float(rows @ weights @ columns)
    if expected > 1 - 1e-12:
        return NO_VARIATION
    kappa = (observed - expected) / (1 - expected)
    means = (weights @ columns)[:, None] + rows @ weights
    spread = float((table * (weights - means * (1 - kappa)) ** 2).sum())
    variance = spread - (kappa - expected * (1 - kappa)) ** 2
    std_error = (max(variance, 0.0) / len(first)) ** 0.5 / (1 - expected)
    crit = NormalDist().inv_cdf(0.5 + conf_level / 2)
    if observed > 1 - 1e-12:
        return _all_agree(len(first), expected, crit)
    return _limited(kappa, std_error, crit)


def ac2(first: Ints, second: Ints, grades: int, conf_level: float = 0.95) -> Coefficient:
    """Return Gwet's AC2 with linear weights, steady where most cases get one grade.

    Parameters
    ----------
    first, second, grades
        As for ``kappa_linear``.

    Notes
    -----
    Gwet (2014), chapter 5: variance over cases, t limits with n - 1 degrees of freedom.
    Checked by ``tests/golden/agreement.R``.
    """
    import numpy as np
    from scipy.special import stdtrit

    weights = linear_weights(grades)
    n = len(first)
    used = (np.bincount(first, minlength=grades) + np.bincount(second, minlength=grades)) / (2 * n)
    scale = weights.sum() / (grades * (grades - 1))
    expected = float(scale * (used * (1 - used)).sum())
    each = weights[first, second]
    gamma = float((each.mean() - expected) / (1 - expected))
    crit = float(stdtrit(n - 1, 0.5 + conf_level / 2)) if n > 1 else float("nan")
    if each.min() > 1 - 1e-12:
        return _all_agree(n, expected, NormalDist().inv_cdf(0.5 + conf_level / 2))
    chance = scale * ((1 - used[first]) + (1 - used[second])) / 2
    parts = (each - expected) / (1 - expected)
    parts = parts - 2 * (1 - gamma) * (chance - expected) / (1 - expected)
    std_error = float(np.sqrt(((parts - gamma) ** 2).sum() / (n * (n - 1)))) if n > 1 else crit
    return _limited(gamma, std_error, crit)


def _limited(estimate: float, std_error: float, crit: float) -> Coefficient:
    half = crit * std_error
    return Coefficient(estimate, std_error, max(-1.0, estimate - half), min(1.0, estimate + half))


def _all_agree(n: int, expected: float, crit: float) -> Coefficient:
    """Return 1 with a lower limit: a standard error of 0 would claim to know too much."""
    exact = n / (n + crit * crit)
    low = (exact - expected) / (1 - expected)
    return Coefficient(1.0, float("nan"), max(-1.0, low), 1.0, ALL_AGREE)
