"""Variance of ratios and totals: linearised, or from replicate weights where there are any."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.estimate.domains import Domains, everybody
from ffc_eval.analyse.estimate.linearised import Between, Degrees
from ffc_eval.analyse.estimate.replicated import Spread
from ffc_eval.analyse.estimate.run_sums import starts_of
from ffc_eval.analyse.weights.row_blocks import Rows, blocks
from ffc_eval.analyse.weights.sampling import Sampling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Floats = NDArray[np.float64]
    Ints = NDArray[np.integer[Any]]

_CELLS = 1 << 20
"""Numbers worked on at a time, so that memory stays bounded."""
_ROWS = 8_192
"""Rows worked on at a time, so that the numbers stay in the cache."""


@dataclass(frozen=True)
class Ratios:
    """Weighted totals of numbers by those of others, in every domain; or totals alone.

    Parameters
    ----------
    domains
        Who counts.
    width
        Columns.
    read
        Gives the numbers of some rows above and below the line, 0 outside the base. One column
        below may stand for all; None is a total.
    """

    domains: Domains
    width: int
    read: Callable[[Rows], tuple[Floats, Floats | None]]

    @property
    def shape(self) -> tuple[int, int]:
        """Domains and columns."""
        return len(self.domains), self.width


@dataclass(frozen=True)
class _Part:
    """Some rows in the order of the design, and the units of the last stage among them.

    Parameters
    ----------
    rows
        Their places in the design.
    domain, first
        Of each domain and unit with somebody: the domain, and a row among these.
    sums
        Adds up weighted rows by domain and unit.
    """

    rows: Ints
    domain: Ints
    first: Ints
    sums: csr_array


def block_rows(width: int) -> int:
    """Return how many rows of some width are worked on at a time."""
    return min(max(_CELLS // max(width, 1), 256), _ROWS)


def totals_of(sampling: Sampling, ratios: Ratios) -> tuple[Floats, Floats]:
    """Return the weighted totals above and below the line; 1 below where there is no line."""
    import numpy as np

    above, below = np.zeros(ratios.shape), np.zeros(ratios.shape)
    for rows in blocks(len(sampling), block_rows(max(ratios.shape))):
        top, bottom = ratios.read(rows)
        left = (ratios.domains.members[rows] * sampling.weight[rows][:, None]).T
        above += left @ top
        if bottom is not None:
            below += left @ bottom
        else:
            below[:] = 1.0
    return above, below


def ratio_of(totals: tuple[Floats, Floats]) -> Floats:
    """Return the totals above by those below the line; NaN where those below are 0."""
    import numpy as np

    return np.asarray(totals[0] / np.where(totals[1] == 0, np.nan, totals[1]))


def variances(sampling: Sampling, ratios: Ratios, totals: tuple[Floats, Floats]) -> Floats:
    """Return the variance of each ratio or total; ``totals`` as ``totals_of`` gives them."""
    import numpy as np

    if sampling.replicates is not None:
        return _spread(sampling, ratios, totals).variances()
    found = _between(sampling, ratios, totals, Between(sampling, ratios.shape))
    return np.asarray(found / np.where(totals[1] == 0, np.nan, totals[1]) ** 2)


def covariance(
    sampling: Sampling, width: int, read: Callable[[Rows], tuple[Floats, Floats | None]]
) -> tuple[Floats, Floats]:
    """Return the ratios of everybody and their covariance matrix; ``read`` as in ``Ratios``."""
    import numpy as np

    ratios = Ratios(everybody(len(sampling)), width, read)
    totals = totals_of(sampling, ratios)
    below = np.where(totals[1][0] == 0, np.nan, totals[1][0])
    ratio = totals[0][0] / below
    if sampling.replicates is not None:
        return ratio, _spread(sampling, ratios, totals).covariance()
    found = _between(sampling, ratios, totals, Between(sampling, ratios.shape, covariance=True))
    return ratio, found / np.outer(below, below)


def degrees(
    sampling: Sampling, domains: Domains, width: int, base: Callable[[Rows], Floats]
) -> Floats:
    """Return clusters less strata that hold somebody of a base, for each domain and base.

    ``base`` gives 1 for each of some rows in a base, one column a base or one for all.
    """
    import numpy as np

    found = Degrees(sampling, (len(domains), width))
    for part in _parts(sampling, domains, width * domains.depth):
        inside = np.broadcast_to(part.sums @ base(part.rows), (len(part.domain), width))
        found.add(part.rows[part.first], part.domain, inside, int(part.rows[-1]))
    least = found.degrees()
    return least if sampling.replicates is None else np.minimum(least, len(sampling.replicates) - 1)


def _parts(sampling: Sampling, domains: Domains, width: int) -> Iterator[_Part]:
    """Give all rows, few enough that ``width`` numbers of each can be held."""
    import numpy as np
    from scipy.sparse import csr_array

    last = sampling.stages[-1]
    for block in sampling.blocks(block_rows(width)):
        domain, at = np.nonzero(domains.members[block].T)
        rows = np.arange(block.start, block.stop) if isinstance(block, slice) else block
        starts = starts_of(domain, last.unit_of(rows)[at])
        across = (sampling.weight[rows][at], at, np.append(starts, len(at)))
        sums = csr_array(across, shape=(len(starts), len(rows)))
        yield _Part(rows, domain[starts], at[starts], sums)


def _between(
    sampling: Sampling, ratios: Ratios, totals: tuple[Floats, Floats], found: Between
) -> Floats:
    """Return the variance between units of top less ratio times bottom."""
    ratio = ratio_of(totals)
    calibrated = sampling.basis is not None
    slopes = _slopes(sampling, ratios, ratio) if calibrated else None
    depth = len(ratios.domains) if calibrated else ratios.domains.depth
    for part in _parts(sampling, ratios.domains, ratios.width * depth):
        top, bottom = ratios.read(part.rows)
        residuals = part.sums @ top
        if bottom is not None:
            residuals -= ratio[part.domain] * (part.sums @ bottom)
        given = (part.first, part.domain, residuals)
        if slopes is not None:
            given = _unexplained(sampling, part, residuals, slopes)
        found.add(part.rows[given[0]], *given[1:], last=int(part.rows[-1]))
    return found.variance()


def _slopes(sampling: Sampling, ratios: Ratios, ratio: Floats) -> Floats:
    """Return the slopes of the residuals on the calibration margins, domain by domain.

    Notes
    -----
    Weighted least squares with the weights before calibration (Deville and Särndal 1992; R
    ``survey`` does the same for ``calibrate`` and ``postStratify``).
    """
    import numpy as np

    assert sampling.basis is not None
    found: Floats = np.zeros(())
    for rows in blocks(len(sampling), block_rows(max(ratios.shape))):
        basis = sampling.basis[rows] * np.sqrt(sampling.start[rows])[:, None]
        top, bottom = ratios.read(rows)
        members = ratios.domains.members[rows]
        here = [
            _explained(basis[who], top[who], None if bottom is None else bottom[who], ratio[place])
            for place, who in enumerate(members.T)
        ]
        found = found + np.array(here)
    return found


def _explained(basis: Floats, top: Floats, bottom: Floats | None, ratio: Floats) -> Floats:
    found: Floats = basis.T @ top
    return found if bottom is None else found - ratio * (basis.T @ bottom)


def _unexplained(
    sampling: Sampling, part: _Part, residuals: Floats, slopes: Floats
) -> tuple[Ints, Ints, Floats]:
    """Return a row of every unit, each domain, and what the margins leave of the unit there."""
    import numpy as np

    assert sampling.basis is not None
    unit = sampling.stages[-1].unit_of(part.rows)
    starts = starts_of(unit)
    factor = sampling.weight[part.rows] / np.sqrt(sampling.start[part.rows])
    basis = np.add.reduceat(sampling.basis[part.rows] * factor[:, None], starts, axis=0)
    found = -(basis @ slopes).reshape(-1, slopes.shape[2])
    place = np.searchsorted(starts, part.first, side="right") - 1
    found[part.domain * len(starts) + place] += residuals
    domain = np.repeat(np.arange(len(slopes)), len(starts))
    return np.tile(starts, len(slopes)), domain, found


def _spread(sampling: Sampling, ratios: Ratios, totals: tuple[Floats, Floats]) -> Spread:
    """Return how the ratios spread over the replicates, some rows and replicates at a time."""
    import numpy as np

    spread = Spread(ratio_of(totals))
    replicates = sampling.replicates
    assert replicates is not None
    size, width = ratios.shape
    for part in blocks(len(replicates), max(_CELLS // max(size * width, 1), 1)):
        above = np.zeros((size, part.stop - part.start, width))
        below = np.zeros_like(above)
        for rows in blocks(len(sampling), block_rows(max(ratios.shape))):
            top, bottom = ratios.read(rows)
            weights = replicates.weights(rows, part)
            for place, who in enumerate(ratios.domains.members[rows].T):
                across = weights[:, who]
                above[place] += across @ top[who]
                if bottom is not None:
                    below[place] += across @ bottom[who]
                else:
                    below[place] = 1.0
        with np.errstate(invalid="ignore", divide="ignore"):
            spread.add(np.moveaxis(above / below, 0, 1), replicates.scales[part])
    return spread
