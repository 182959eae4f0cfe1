"""The Rao-Scott test of whether two questions of one design are related."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffc_eval.analyse.estimate.cells import clusters_less_strata
from ffc_eval.analyse.estimate.variance import ratio_covariance
from ffc_eval.analyse.weights.sampling import Sampling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Independence:
    """F, its degrees of freedom and p; NaN where there is no table to test."""

    statistic: float
    df_num: float
    df: float
    p_value: float
    people: int


def rao_scott(sampling: Sampling, first: Ints, second: Ints) -> Independence:
    """Test whether two classifications are independent in the population.

    Parameters
    ----------
    sampling
        One wave.
    first, second
        Category of each row, -1 where it has none; such rows leave the base.

    Notes
    -----
    Pearson's X² by the mean of its design effects, F with Satterthwaite's degrees of freedom
    (Rao and Scott 1984; R ``svychisq(statistic = "F")``).
    """
    import numpy as np
    from scipy.special import fdtrc

    rows = np.flatnonzero((first >= 0) & (second >= 0))
    nothing = Independence(np.nan, np.nan, np.nan, np.nan, len(rows))
    if not len(rows):
        return nothing
    left = np.unique(first[rows], return_inverse=True)[1]
    right = np.unique(second[rows], return_inverse=True)[1]
    shape = (int(left.max()) + 1, int(right.max()) + 1)
    clusters = clusters_less_strata(sampling, rows)
    if min(shape) < 2 or clusters < 1 or sampling.lone[rows].any():
        return nothing
    cell = left * shape[1] + right
    members = (cell[:, None] == np.arange(shape[0] * shape[1])).astype(float)
    share = sampling.weight[rows] @ members / sampling.weight[rows].sum()
    variance = ratio_covariance(sampling, rows, members, np.ones_like(members))
    effects = _design_effects(share, variance, shape)
    trace = float(np.trace(effects))
    if not trace > 0:
        return nothing
    table = share.reshape(shape)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    statistic = float((((table - expected) ** 2) / expected).sum()) / trace
    df_num = trace**2 / float(np.trace(effects @ effects))
    df = df_num * clusters
    p_value = float(fdtrc(df_num, df, statistic))
    return Independence(statistic, df_num, df, p_value, len(rows))


def _design_effects(share: Floats, variance: Floats, shape: tuple[int, int]) -> Floats:
    """Return the generalised design effects of the interactions, for one person."""
    import numpy as np

    contrasts = np.kron(_deviations(shape[0]), _deviations(shape[1]))
    inverse = np.where(share > 0, 1 / np.where(share > 0, share, 1.0), 0.0)[:, None]
    plain = contrasts.T @ (inverse * contrasts)
    actual = contrasts.T @ (inverse * variance * inverse.T) @ contrasts
    return np.asarray(np.linalg.lstsq(plain, actual, rcond=None)[0])


def _deviations(levels: int) -> Floats:
    """Return columns that add up to 0: each level but the first against the first."""
    import numpy as np

    return np.vstack([-np.ones(levels - 1), np.eye(levels - 1)])
