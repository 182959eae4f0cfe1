"""Sums by domain and item: one pass over the rows gives bases, means and second moments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffc_eval.analyse.estimate.domains import Domains
from ffc_eval.analyse.estimate.items import Items
from ffc_eval.analyse.weights.sampling import Sampling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_ROWS = 8_192
"""Rows worked on at a time, so that memory stays bounded and the numbers stay in the cache."""


@dataclass(frozen=True)
class Sums:
    """One place a domain and item; values are less ``Items.shifts``.

    Parameters
    ----------
    count
        Unweighted sum of the values: of a share, the people with the property.
    n, n_missing
        Unweighted base, and those asked who are not in it.
    weight, value, square
        Weighted sums of 1, the value and its square.
    weight2
        Sum of squared weights; ``free2`` the same, each less the sampled share of its stratum.
    strata
        Strata with somebody in the base.
    lone
        People of the base in a stratum of one cluster that leaves estimates out.
    spread
        Sum of squared residuals, scaled as the design asks, for people drawn one by one.
    size
        What ``spread`` was subtracted from: a spread small beside it has lost its digits.
    """

    count: Floats
    n: Floats
    n_missing: Floats
    weight: Floats
    value: Floats
    square: Floats
    weight2: Floats
    free2: Floats
    strata: Floats
    lone: Floats
    spread: Floats
    size: Floats

    @property
    def mean(self) -> Floats:
        """Mean of the values; NaN where nobody is in the base."""
        import numpy as np

        with np.errstate(invalid="ignore", divide="ignore"):
            mean: Floats = self.value / self.weight
        return mean


def sums_of(sampling: Sampling, domains: Domains, items: Items) -> Sums:
    """Add up every item in every domain."""
    import numpy as np

    first = sampling.stages[0]
    ends = np.cumsum(np.bincount(first.stratum, minlength=len(first.units)))
    order = np.argsort(first.stratum, kind="stable")
    scale = first.scale(sampling.design.single_cluster)
    within = np.where(first.units > 1, scale / np.maximum(first.units, 1), 0.0)
    total = _Totals(domains, items)
    start = 0
    for stratum, end in enumerate(ends.tolist()):
        opened = total.mark()
        for low in range(start, end, _ROWS):
            rows = slice(low, min(low + _ROWS, end))
            picked = rows if len(ends) == 1 else order[rows]
            total.add(picked, sampling, (scale[stratum], 1 - first.fraction[stratum]))
        total.close(opened, within[stratum])
        start = end
    return total.sums()


class _Totals:
    """Running totals: ``item`` a place an item, ``base`` a place a base."""

    def __init__(self, domains: Domains, items: Items) -> None:
        import numpy as np

        self.domains, self.items = domains, items
        self.binary = bool(items.binary.all())
        by_item = ("count", "value", "square", "two", "one", "cross_two", "cross_one")
        by_base = ("n", "weight", "weight2", "free2", "strata", "lone")
        size = len(domains)
        self.asked = np.zeros((size, len(items.asked)))
        self.item = {name: np.zeros((size, len(items))) for name in by_item}
        self.base = {
            name: np.zeros((size, len(items.bases))) for name in (*by_base, "zero", "cross_zero")
        }

    def add(self, rows: slice | Ints, sampling: Sampling, factors: tuple[float, float]) -> None:
        """Add some rows of one stratum; factors are its scale and its share not sampled."""
        import numpy as np

        scale, free = factors
        members = self.domains.members[rows].astype(np.float64)
        weight = sampling.weight[rows][:, None]
        left = np.hstack([members, members * weight, members * (weight * weight)]).T
        self._add_items(left, self.items.values(rows), scale)
        bases = self.items.base(rows)
        n, once, twice = np.split(left @ bases, 3)
        base = self.base
        base["n"] += n
        base["weight"] += once
        base["weight2"] += twice
        base["free2"] += free * twice
        base["zero"] += scale * twice
        self.asked += members.T @ self.items.eligible(rows)
        if sampling.lone.any():
            base["lone"] += (members * sampling.lone[rows][:, None]).T @ bases

    def _add_items(self, left: Floats, values: Floats, scale: float) -> None:
        import numpy as np

        item = self.item
        count, once, twice = np.split(left @ values, 3)
        item["count"] += count
        item["value"] += once
        item["one"] += scale * twice
        if self.binary:
            item["square"] += once
            item["two"] += scale * twice
            return
        once, twice = np.split(left[len(self.domains) :] @ (values * values), 2)
        item["square"] += once
        item["two"] += scale * twice

    def mark(self) -> tuple[Floats, Floats, Floats]:
        """Remember where the totals stand before a stratum."""
        return self.item["value"].copy(), self.base["weight"].copy(), self.base["n"].copy()

    def close(self, opened: tuple[Floats, Floats, Floats], factor: float) -> None:
        """Add the squared sums of the stratum, each term of (value - mean * weight)²."""
        value = self.item["value"] - opened[0]
        weight = self.base["weight"] - opened[1]
        self.base["strata"] += self.base["n"] > opened[2]
        self.base["cross_zero"] += factor * weight * weight
        self.item["cross_two"] += factor * value * value
        self.item["cross_one"] += factor * value * weight[:, self.items.base_of]

    def sums(self) -> Sums:
        """Return the sums with a place for every domain and item."""
        import numpy as np

        item = self.item
        base = {name: total[:, self.items.base_of] for name, total in self.base.items()}
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = item["value"] / base["weight"]
        spread = (item["two"] - item["cross_two"]) + mean * mean * (
            base["zero"] - base["cross_zero"]
        )
        spread -= 2 * mean * (item["one"] - item["cross_one"])
        size = item["two"] + mean * mean * base["zero"]
        asked = self.asked[:, self.items.asked_of][:, self.items.base_of]
        names = ("n", "weight", "weight2", "free2", "strata", "lone")
        return Sums(
            count=item["count"],
            value=item["value"],
            square=item["square"],
            spread=spread,
            size=size,
            n_missing=asked - base["n"],
            **{name: base[name] for name in names},
        )
