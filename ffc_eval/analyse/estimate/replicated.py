"""Replicated variance: how an estimate spreads over replicate weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ffc_eval.analyse.estimate.domains import Domains
from ffc_eval.analyse.estimate.items import Items
from ffc_eval.analyse.weights.replicates import Replicates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_HELD = 12_000_000


class Spread:
    """Squared deviations of replicate estimates from their mean.

    Parameters
    ----------
    estimate
        From the full weights; deviations are counted from it so that no digits are lost.
    """

    def __init__(self, estimate: Floats) -> None:
        self.estimate = estimate
        self.gaps: list[Floats] = []
        self.scales: list[Floats] = []

    def add(self, found: Floats, scales: Floats) -> None:
        """Add the estimates of some replicates, one row each, with their factors."""
        self.gaps.append(found - self.estimate)
        self.scales.append(scales)

    def _centred(self) -> tuple[Floats, Floats]:
        import numpy as np

        gaps, scales = np.vstack(self.gaps), np.concatenate(self.scales)
        used = ~np.isnan(gaps)
        whole = np.maximum(used.sum(axis=0), 1)
        gaps = np.where(used, gaps, 0.0)
        return np.where(used, gaps - gaps.sum(axis=0) / whole, 0.0), scales

    def variances(self) -> Floats:
        """Return the variance of each column; replicates without a base are left out."""
        gaps, scales = self._centred()
        found: Floats = scales @ (gaps * gaps)
        return found

    def covariance(self) -> Floats:
        """Return the covariance matrix of the columns."""
        gaps, scales = self._centred()
        found: Floats = gaps.T @ (gaps * scales[:, None])
        return found


def mean_variances(
    replicates: Replicates, domains: Domains, items: Items, estimate: Floats
) -> Floats:
    """Return the variance of every mean in every domain over the replicates.

    ``estimate`` is on the scale of ``Items.values``.
    """
    import numpy as np

    rows = [np.flatnonzero(domains.members[:, place]) for place in range(len(domains))]
    held = sum(map(len, rows)) * len(items) <= _HELD
    values = [items.values(who) if held else None for who in rows]
    spreads = [Spread(estimate[place]) for place in range(len(domains))]
    for weights, scales in replicates.blocks():
        for who, spread, known in zip(rows, spreads, values, strict=True):
            across = weights[:, who]
            top = across @ (items.values(who) if known is None else known)
            with np.errstate(invalid="ignore", divide="ignore"):
                base = (across @ items.base(who))[:, items.base_of]
                spread.add(top / base, scales)
    return np.array([spread.variances() for spread in spreads]).reshape(estimate.shape)
