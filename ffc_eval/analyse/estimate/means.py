"""Means by domain with their design-based variance: the one engine under every share and score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffc_eval.analyse.estimate.domains import Domains
from ffc_eval.analyse.estimate.items import Items
from ffc_eval.analyse.estimate.linearised import group_sums
from ffc_eval.analyse.estimate.replicated import mean_variances
from ffc_eval.analyse.estimate.sums import Sums, sums_of
from ffc_eval.analyse.estimate.variance import ratio_variances
from ffc_eval.analyse.weights.sampling import Sampling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_FEW_STRATA = 200
_CELLS = 2_000_000
_DIGITS_LOST = 1e-9


@dataclass(frozen=True)
class Means:
    """Means, one row a domain, one column an item.

    Parameters
    ----------
    estimate
        NaN where nobody is in the base.
    variance
        Design-based; NaN where it cannot be estimated.
    df
        Clusters less strata that hold somebody of the base.
    squares
        Weighted mean of squared deviations: p(1 - p) of a share.
    kish
        (sum of weights)² / sum of squared weights.
    free
        1 less the sampling fraction.
    """

    estimate: Floats
    variance: Floats
    df: Floats
    squares: Floats
    kish: Floats
    free: Floats
    sums: Sums

    @property
    def n_effective(self) -> Floats:
        """Size of a simple random sample with the same variance; NaN where that is 0."""
        import numpy as np

        with np.errstate(invalid="ignore", divide="ignore"):
            found: Floats = self.squares / self.variance
        return np.where((self.squares > 0) & (self.variance > 0), found, np.nan)


def means_of(sampling: Sampling, domains: Domains, items: Items) -> Means:
    """Estimate the mean of every item in every domain, with its variance."""
    import numpy as np

    sums = sums_of(sampling, domains, items)
    mean = sums.mean
    with np.errstate(invalid="ignore", divide="ignore"):
        squares = np.maximum(sums.square / sums.weight - mean * mean, 0.0)
        kish = sums.weight * sums.weight / sums.weight2
        free = sums.free2 / sums.weight2
        variance = sums.spread / (sums.weight * sums.weight)
    df = sums.n - sums.strata
    if not sampling.one_by_one:
        df = _cluster_df(sampling, domains, items)
    if sampling.replicates is not None:
        variance = mean_variances(sampling.replicates, domains, items, mean)
        df = np.minimum(df, len(sampling.replicates) - 1)
    elif _needs_residuals(sampling):
        variance = _variances(sampling, domains, items)
    else:
        variance = _mended(sampling, domains, items, variance, sums)
    none, every = _nobody(items, sums), _everybody(items, sums)
    variance = np.where((none | every) & ~np.isnan(variance), 0.0, variance)
    unknown = ((sums.n == 1) & (free > 1e-7)) | (sums.n == 0) | (sums.lone > 0)
    variance = np.where(unknown, np.nan, variance)
    estimate = np.where(none, 0.0, np.where(every, 1.0, mean + items.shifts))
    return Means(estimate, variance, df, squares, kish, free, sums)


def _nobody(items: Items, sums: Sums) -> Bools:
    """Which shares are 0 for certain, not by rounding."""
    found: Bools = items.binary & (sums.count == 0) & (sums.n > 0)
    return found


def _everybody(items: Items, sums: Sums) -> Bools:
    found: Bools = items.binary & (sums.count == sums.n) & (sums.n > 0)
    return found


def _needs_residuals(sampling: Sampling) -> bool:
    return (
        not sampling.one_by_one
        or sampling.basis is not None
        or len(sampling.stages[0].units) > _FEW_STRATA
    )


def _variances(sampling: Sampling, domains: Domains, items: Items) -> Floats:
    """Return variances from the residuals themselves, a few columns at a time."""
    import numpy as np

    found = np.full((len(domains), len(items)), np.nan)
    for place in range(len(domains)):
        rows = np.flatnonzero(domains.members[:, place])
        step = max(1, _CELLS // max(len(rows), 1))
        for low in range(0, len(items) if len(rows) else 0, step):
            columns = slice(low, low + step)
            found[place, columns] = _variance(sampling, items, rows, columns)
    return found


def _variance(sampling: Sampling, items: Items, rows: Ints, columns: slice) -> Floats:
    inside = items.base(rows)[:, items.base_of[columns]]
    return ratio_variances(sampling, rows, items.values(rows, columns), inside)


def _mended(
    sampling: Sampling, domains: Domains, items: Items, variance: Floats, sums: Sums
) -> Floats:
    """Return the variances, worked out again from residuals where subtraction lost digits."""
    import numpy as np

    same = _nobody(items, sums) | _everybody(items, sums)
    doubtful = ~same & (sums.n > 1) & (sums.spread < _DIGITS_LOST * sums.size)
    mended = variance.copy()
    for place, item in np.argwhere(doubtful):
        rows = np.flatnonzero(domains.members[:, place])
        one = slice(int(item), int(item) + 1)
        mended[place, one] = _variance(sampling, items, rows, one)
    return np.maximum(mended, 0.0)


def _cluster_df(sampling: Sampling, domains: Domains, items: Items) -> Floats:
    import numpy as np

    first = sampling.stages[0]
    found = np.zeros((len(domains), len(items.bases)))
    for place in range(len(domains)):
        rows = np.flatnonzero(domains.members[:, place])
        counts, firsts = group_sums(items.base(rows), first.unit[rows])
        units = (counts > 0).astype(float)
        strata, _ = group_sums(units, first.stratum[rows][firsts])
        found[place] = units.sum(axis=0) - (strata > 0).sum(axis=0)
    return found[:, items.base_of]
