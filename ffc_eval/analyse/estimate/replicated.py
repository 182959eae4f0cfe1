"""Replicated variance: how an estimate spreads over replicate weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Spread:
    """Squared deviations of replicate estimates from their mean; one without a base counts not.

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
        """Add the estimates of some replicates, the replicates first, with their factors."""
        self.gaps.append(found - self.estimate)
        self.scales.append(scales)

    def _centred(self) -> tuple[Floats, Floats]:
        import numpy as np

        gaps, scales = np.concatenate(self.gaps), np.concatenate(self.scales)
        used = ~np.isnan(gaps)
        whole = np.maximum(used.sum(axis=0), 1)
        gaps = np.where(used, gaps, 0.0)
        return np.where(used, gaps - gaps.sum(axis=0) / whole, 0.0), scales

    def variances(self) -> Floats:
        """Return the variance of each estimate."""
        import numpy as np

        gaps, scales = self._centred()
        return np.asarray(np.einsum("r,r...,r...->...", scales, gaps, gaps))

    def covariance(self) -> Floats:
        """Return the covariance matrix of the columns of one domain."""
        gaps, scales = self._centred()
        gaps = gaps[:, 0]
        found: Floats = gaps.T @ (gaps * scales[:, None])
        return found
