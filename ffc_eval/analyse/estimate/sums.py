"""Sums by domain and item: one pass over the rows gives bases, means and second moments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffc_eval.analyse.estimate.domains import Domains
from ffc_eval.analyse.estimate.items import Items
from ffc_eval.analyse.estimate.variance import block_rows
from ffc_eval.analyse.weights.row_blocks import Rows, blocks, tally
from ffc_eval.analyse.weights.sampling import Sampling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


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
    lone
        People of the base in a stratum of one cluster that leaves estimates out.
    strata
        Strata with somebody in the base; right only where strata were told apart.
    spread
        Sum of squared residuals, scaled as the design asks, for people drawn one by one; right
        only where strata were told apart.
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
    lone: Floats
    strata: Floats
    spread: Floats
    size: Floats

    @property
    def mean(self) -> Floats:
        """Mean of the values; NaN where nobody is in the base."""
        import numpy as np

        with np.errstate(invalid="ignore", divide="ignore"):
            mean: Floats = self.value / self.weight
        return mean


def sums_of(
    sampling: Sampling, domains: Domains, items: Items, *, by_stratum: bool = False
) -> Sums:
    """Add up every item in every domain.

    Parameters
    ----------
    by_stratum
        Tell strata apart; apt where they are few.
    """
    first = sampling.stages[0]
    counts = [len(sampling)]
    if by_stratum:
        counts = tally(first.stratum, len(first.units)).tolist()
    step = block_rows(max(len(items), 3 * len(domains)))
    total = _Totals(sampling, domains, items)
    start = 0
    for stratum, count in enumerate(counts):
        for block in blocks(count, step):
            rows = slice(start + block.start, start + block.stop)
            total.add(sampling.order[rows] if by_stratum and sampling.order is not None else rows)
        total.close(stratum)
        start += count
    return total.sums()


_BY_ITEM = ("count", "value", "square", "one", "two")
_BY_BASE = ("n", "weight", "weight2", "free2", "lone")


class _Totals:
    """Running totals, one column an item or a base; those of the open stratum by themselves."""

    def __init__(self, sampling: Sampling, domains: Domains, items: Items) -> None:
        import numpy as np

        self.sampling, self.domains, self.items = sampling, domains, items
        self.binary = bool(items.binary.all())
        first = sampling.stages[0]
        self.scale = first.scale(sampling.design.single_cluster)
        self.within = np.where(first.units > 1, self.scale / np.maximum(first.units, 1), 0.0)
        self.free = 1 - first.fraction
        by_item, by_base = (len(domains), len(items)), (len(domains), len(items.bases))
        self.asked = np.zeros((len(domains), len(items.asked)))
        self.item = {name: np.zeros(by_item) for name in (*_BY_ITEM, "size")}
        self.base = {name: np.zeros(by_base) for name in (*_BY_BASE, "strata", "zero", "size")}
        self.open_item = {name: np.zeros(by_item) for name in _BY_ITEM}
        self.open_base = {name: np.zeros(by_base) for name in _BY_BASE}

    def add(self, rows: Rows) -> None:
        """Add some rows of the open stratum."""
        import numpy as np

        members = self.domains.members[rows].astype(np.float64)
        weight = self.sampling.weight[rows][:, None]
        left = np.hstack([members, members * weight, members * (weight * weight)]).T
        self._add_items(left, self.items.values(rows))
        self._add_bases(left, rows)
        self.asked += members.T @ self.items.eligible(rows)

    def _add_items(self, left: Floats, values: Floats) -> None:
        import numpy as np

        item = self.open_item
        count, once, twice = np.split(left @ values, 3)
        item["count"] += count
        item["value"] += once
        item["one"] += twice
        if not self.binary:
            once, twice = np.split(left[len(self.domains) :] @ (values * values), 2)
        item["square"] += once
        item["two"] += twice

    def _add_bases(self, left: Floats, rows: Rows) -> None:
        import numpy as np

        sampling, base = self.sampling, self.open_base
        inside = self.items.base(rows)
        n, once, twice = np.split(left @ inside, 3)
        base["n"] += n
        base["weight"] += once
        base["weight2"] += twice
        if (self.free != self.free[0]).any():
            free = self.free[sampling.stages[0].stratum_of(rows)]
            base["free2"] += left[2 * len(self.domains) :] @ (free[:, None] * inside)
        else:
            base["free2"] += self.free[0] * twice
        if sampling.leaves_out:
            base["lone"] += left[: len(self.domains)] @ (sampling.lone(rows)[:, None] * inside)

    def close(self, stratum: int) -> None:
        """Add the open stratum, with each term of its squared (value - mean * weight)."""
        scale, within = self.scale[stratum], self.within[stratum]
        item, base = self.open_item, self.open_base
        value, weight = item["value"], base["weight"]
        self.item["size"] += scale * item["two"]
        self.base["size"] += scale * base["weight2"]
        self.base["strata"] += base["n"] > 0
        self.base["zero"] += scale * base["weight2"] - within * weight * weight
        item["two"] = scale * item["two"] - within * value * value
        item["one"] = scale * item["one"] - within * value * weight[:, self.items.base_of]
        for whole, part in ((self.item, item), (self.base, base)):
            for name, found in part.items():
                whole[name] += found
                found[:] = 0.0

    def sums(self) -> Sums:
        """Return the sums with a place for every domain and item."""
        import numpy as np

        item = self.item
        base = {name: total[:, self.items.base_of] for name, total in self.base.items()}
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = item["value"] / base["weight"]
        asked = self.asked[:, self.items.asked_of][:, self.items.base_of]
        names = ("n", "weight", "weight2", "free2", "strata", "lone")
        return Sums(
            count=item["count"],
            value=item["value"],
            square=item["square"],
            spread=item["two"] - 2 * mean * item["one"] + mean * mean * base["zero"],
            size=item["size"] + mean * mean * base["size"],
            n_missing=asked - base["n"],
            **{name: base[name] for name in names},
        )
