"""Sums of runs: rows of one unit or stratum, read block by block in the order of the design.

A unit may begin in one block and end in the next, so what a block ends in stays open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Ints = NDArray[np.integer[Any]]


class Runs:
    """Sums by domain and key (a unit, a stratum); the last key of a block goes on in the next.

    Parameters
    ----------
    domains
        How many.
    width
        Columns summed.
    """

    def __init__(self, domains: int, width: int) -> None:
        import numpy as np

        self.key = -1
        self.sums = np.zeros((domains, width))
        self.there = np.zeros(domains, dtype=bool)

    def held(self, domain: Ints, key: Ints) -> Bools:
        """Return which pairs of domain and key go on from the block before."""
        held: Bools = self.there[domain] & (key == self.key)
        return held

    def add(self, domain: Ints, key: Ints, sums: Floats, last: int) -> tuple[Ints, Ints, Floats]:
        """Add the sums of a block; return those that are whole, in order of domain and key.

        Parameters
        ----------
        domain, key, sums
            One of each pair, in order.
        last
            Key that the block ends in.
        """
        goes_on = self.held(domain, key)
        sums[goes_on] += self.sums[domain[goes_on]]
        self.there[domain[goes_on]] = False
        whole = key != last
        if self.key != last:
            domain, key, sums, whole = self._with_rest(domain, key, sums, whole)
        self.key = last
        self.sums[domain[~whole]] = sums[~whole]
        self.there[domain[~whole]] = True
        return (domain, key, sums) if whole.all() else (domain[whole], key[whole], sums[whole])

    def _with_rest(
        self, domain: Ints, key: Ints, sums: Floats, whole: Bools
    ) -> tuple[Ints, Ints, Floats, Bools]:
        """Put what was open, and did not go on, among the sums."""
        import numpy as np

        ended = self.rest()
        if not len(ended[0]):
            return domain, key, sums, whole
        every = np.concatenate([ended[0], domain])
        order = np.argsort(every, kind="stable")
        return (
            every[order],
            np.concatenate([ended[1], key])[order],
            np.concatenate([ended[2], sums])[order],
            np.concatenate([np.ones(len(ended[0]), dtype=bool), whole])[order],
        )

    def rest(self) -> tuple[Ints, Ints, Floats]:
        """Return what is still open; nothing is open after it."""
        import numpy as np

        domain = np.flatnonzero(self.there)
        self.there[domain] = False
        return domain, np.full(len(domain), self.key), self.sums[domain]


def starts_of(*keys: Ints) -> Ints:
    """Return where a new run of equal keys begins."""
    import numpy as np

    new = np.ones(len(keys[0]), dtype=bool)
    new[1:] = keys[0][1:] != keys[0][:-1]
    for key in keys[1:]:
        new[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(new)


def run_sums(values: Floats, starts: Ints, weight: Floats | None = None) -> Floats:
    """Return the (weighted) sums of rows from each start to the next."""
    import numpy as np
    from scipy.sparse import csr_array

    size = len(values)
    if len(starts) == size:
        return values.copy() if weight is None else values * weight[:, None]
    factors = np.ones(size) if weight is None else weight
    shape = (len(starts), size)
    found: Floats = csr_array((factors, np.arange(size), np.append(starts, size)), shape) @ values
    return found


def add_by_domain(
    found: Floats, domain: Ints, values: Floats, weight: Floats | None = None
) -> None:
    """Add (weighted) rows, in order of domain, to the totals of their domains."""
    starts = starts_of(domain)
    found[domain[starts]] += run_sums(values, starts, weight)
