"""Linearised variance: totals of residuals by cluster, compared within strata."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ffc_eval.analyse.weights.sampling import Sampling, SamplingStage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def covariance(sampling: Sampling, residuals: Floats, rows: Ints) -> Floats:
    """Return the covariance matrix of totals of linearised values.

    Parameters
    ----------
    sampling
        The whole design.
    residuals
        Weighted linearised values, one row for each of ``rows``; all other rows have 0.
    rows
        Places in the design.

    Notes
    -----
    Each stage adds the variance between its units within strata, times the sampling fractions
    of the stages before (Binder 1983; R ``survey:::multistage``).
    """
    import numpy as np

    width = residuals.shape[1]
    found = np.zeros((width, width))
    for stage in _stages(sampling):
        scaled, rest, means = _deviations(sampling, stage, residuals, rows)
        found += scaled.T @ scaled + (means * rest[:, None]).T @ means
    return found


def variances(sampling: Sampling, residuals: Floats, rows: Ints) -> Floats:
    """Return the diagonal of ``covariance`` alone."""
    import numpy as np

    found = np.zeros(residuals.shape[1])
    for stage in _stages(sampling):
        scaled, rest, means = _deviations(sampling, stage, residuals, rows)
        found += np.einsum("ij,ij->j", scaled, scaled) + rest @ (means * means)
    return found


def _stages(sampling: Sampling) -> list[SamplingStage]:
    return [stage for place, stage in enumerate(sampling.stages) if not place or stage.reach.any()]


def _deviations(
    sampling: Sampling, stage: SamplingStage, residuals: Floats, rows: Ints
) -> tuple[Floats, Floats, Floats]:
    """Return scaled deviations of unit totals; and, for units without a row, weight and mean."""
    import numpy as np

    scale = stage.scale(sampling.design.single_cluster)
    totals, firsts = group_sums(residuals, stage.unit[rows])
    home = stage.stratum[rows][firsts]
    sums, found = group_sums(totals, home)
    strata = home[found]
    means = np.where(stage.units[strata] > 1, 1 / stage.units[strata], 0.0)[:, None] * sums
    where = np.zeros(len(stage.units), dtype=np.int64)
    where[strata] = np.arange(len(strata))
    present = np.bincount(home, minlength=len(stage.units))[strata]
    scaled = np.sqrt(scale[home])[:, None] * (totals - means[where[home]])
    return scaled, scale[strata] * (stage.units[strata] - present), means


def group_sums(values: Floats, groups: Ints) -> tuple[Floats, Ints]:
    """Return the sums by group, in order of group, and a row of each group."""
    import numpy as np

    if not len(groups):
        return values[:0], groups[:0]
    if len(groups) == 1 or (np.diff(groups) > 0).all():
        return values, np.arange(len(groups))
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    return np.add.reduceat(values[order], starts, axis=0), order[starts]


def calibrated(sampling: Sampling, residuals: Floats) -> Floats:
    """Return the residuals less what the calibration margins explain.

    Notes
    -----
    Weighted least squares with the weights before calibration (Deville and Särndal 1992; R
    ``survey`` does the same for ``calibrate`` and ``postStratify``).
    """
    import numpy as np

    basis = sampling.basis
    if basis is None:
        return residuals
    root = np.sqrt(sampling.start)[:, None]
    values = residuals / sampling.weight[:, None]
    explained = basis @ (basis.T @ (root * values)) / root
    return (values - explained) * sampling.weight[:, None]
