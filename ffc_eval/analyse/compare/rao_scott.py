"""The Rao-Scott test of whether two questions of one design are related."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.estimate.cells import clusters_less_strata
from ffc_eval.analyse.estimate.variance import covariance
from ffc_eval.analyse.weights.row_blocks import Rows, blocks, recoded, tally
from ffc_eval.analyse.weights.sampling import Sampling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.integer[Any]]
    Bools = NDArray[np.bool_]


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

    both = (first >= 0) & (second >= 0)
    people = int(both.sum())
    nothing = Independence(np.nan, np.nan, np.nan, np.nan, people)
    if not people:
        return nothing
    left, right = (_narrowed(codes, both) for codes in (first, second))
    shape = (int(left.max()) + 1, int(right.max()) + 1)
    clusters = clusters_less_strata(sampling, both)
    lone = any((both[rows] & sampling.lone(rows)).any() for rows in blocks(len(both)))
    if min(shape) < 2 or clusters < 1 or lone:
        return nothing

    def read(rows: Rows) -> tuple[Floats, Floats]:
        cells = [
            side[rows][:, None] == np.arange(size)
            for side, size in zip((left, right), shape, strict=True)
        ]
        members = (cells[0][:, :, None] & cells[1][:, None, :]).reshape(-1, shape[0] * shape[1])
        return members.astype(float), both[rows][:, None].astype(float)

    share, variance = covariance(sampling, shape[0] * shape[1], read)
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
    return Independence(statistic, df_num, df, p_value, people)


def _narrowed(codes: Ints, who: Bools) -> Ints:
    """Return the codes of some people, 0 up without gaps; -1 for everybody else."""
    import numpy as np

    used = tally(codes[who], int(codes.max()) + 1) > 0
    found = recoded(codes, np.where(used, np.cumsum(used) - 1, -1))
    found[~who] = -1
    return found


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
