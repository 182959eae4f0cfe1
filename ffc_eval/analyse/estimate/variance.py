"""Variance of ratios and totals: linearised, or from replicate weights where there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ffc_eval.analyse.estimate.linearised import calibrated, covariance, variances
from ffc_eval.analyse.estimate.replicated import Spread
from ffc_eval.analyse.weights.sampling import Sampling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def ratio_variances(sampling: Sampling, rows: Ints, top: Floats, bottom: Floats) -> Floats:
    """Return the variance of weighted ``top`` by weighted ``bottom``, column by column.

    Parameters
    ----------
    rows
        Places in the design of the rows given; all other rows count nothing.
    top, bottom
        Unweighted numbers, 0 where a row is outside the base.
    """
    if sampling.replicates is not None:
        return _spread(sampling, rows, top, bottom).variances()
    residuals, places = _residuals(sampling, rows, _linear(sampling, rows, top, bottom))
    return variances(sampling, residuals, places)


def ratio_covariance(sampling: Sampling, rows: Ints, top: Floats, bottom: Floats) -> Floats:
    """Return the covariance matrix of the ratios; arguments as ``ratio_variances``."""
    if sampling.replicates is not None:
        return _spread(sampling, rows, top, bottom).covariance()
    residuals, places = _residuals(sampling, rows, _linear(sampling, rows, top, bottom))
    return covariance(sampling, residuals, places)


def total_variances(sampling: Sampling, rows: Ints, values: Floats) -> Floats:
    """Return the variance of weighted totals, column by column."""
    if sampling.replicates is not None:
        return _spread(sampling, rows, values, None).variances()
    residuals, places = _residuals(sampling, rows, values)
    return variances(sampling, residuals, places)


def _linear(sampling: Sampling, rows: Ints, top: Floats, bottom: Floats) -> Floats:
    """Return the linearised values of the ratios."""
    import numpy as np

    weight = sampling.weight[rows]
    below = weight @ bottom
    below = np.where(below == 0, np.nan, below)
    ratio = (weight @ top) / below
    return np.asarray((top - ratio * bottom) / below)


def _residuals(sampling: Sampling, rows: Ints, values: Floats) -> tuple[Floats, Ints]:
    """Return weighted values, less what calibration explains, with the rows they belong to."""
    import numpy as np

    residuals = values * sampling.weight[rows][:, None]
    if sampling.basis is None:
        return residuals, rows
    everywhere = np.zeros((len(sampling), residuals.shape[1]))
    everywhere[rows] = residuals
    return calibrated(sampling, everywhere), np.arange(len(sampling))


def _spread(sampling: Sampling, rows: Ints, top: Floats, bottom: Floats | None) -> Spread:
    weight = sampling.weight[rows]
    spread = Spread(weight @ top if bottom is None else (weight @ top) / (weight @ bottom))
    if sampling.replicates is not None:
        for weights, scales in sampling.replicates.blocks():
            across = weights[:, rows]
            found = across @ top
            spread.add(found if bottom is None else found / (across @ bottom), scales)
    return spread
