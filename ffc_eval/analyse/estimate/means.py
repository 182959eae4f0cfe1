"""Means by domain with their design-based variance: the one engine under every share and score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffc_eval.analyse.estimate.domains import Domains
from ffc_eval.analyse.estimate.items import Items
from ffc_eval.analyse.estimate.sums import Sums, sums_of
from ffc_eval.analyse.estimate.variance import Ratios, degrees, variances
from ffc_eval.analyse.weights.row_blocks import Rows
from ffc_eval.analyse.weights.sampling import Sampling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

_FEW_STRATA = 200
_DIGITS_LOST = 1e-9
_ROUNDED = 1e-24


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
    sums
        What they were made of: bases, missing answers and weights.
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

    few = sampling.one_by_one and len(sampling.stages[0].units) <= _FEW_STRATA
    simple = few and sampling.basis is None and sampling.replicates is None
    sums = sums_of(sampling, domains, items, by_stratum=few)
    mean = sums.mean
    with np.errstate(invalid="ignore", divide="ignore"):
        squares = np.maximum(sums.square / sums.weight - mean * mean, 0.0)
        kish = sums.weight * sums.weight / sums.weight2
        free = sums.free2 / sums.weight2
        variance = sums.spread / (sums.weight * sums.weight)
    df = sums.n - sums.strata
    if not few:
        df = degrees(sampling, domains, len(items.bases), items.base)[:, items.base_of]
    if not simple or _doubtful(items, sums).any():
        exact = variances(sampling, _ratios(domains, items), (sums.value, sums.weight))
        variance = np.where(simple & ~_doubtful(items, sums), variance, exact)
    if sampling.replicates is not None:
        df = np.minimum(df, len(sampling.replicates) - 1)
    none, every = _nobody(items, sums), _everybody(items, sums)
    variance = np.where((none | every) & ~np.isnan(variance), 0.0, variance)
    variance = np.where(variance < _ROUNDED * squares, 0.0, variance)
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


def _doubtful(items: Items, sums: Sums) -> Bools:
    """Where subtraction lost so many digits that residuals are needed."""
    same = _nobody(items, sums) | _everybody(items, sums)
    found: Bools = ~same & (sums.n > 1) & (sums.spread < _DIGITS_LOST * sums.size)
    return found


def _ratios(domains: Domains, items: Items) -> Ratios:
    """Return the means as ratios of values by people in the base."""

    def read(rows: Rows) -> tuple[Floats, Floats]:
        return items.values(rows), items.inside(rows)

    return Ratios(domains, len(items), read)
