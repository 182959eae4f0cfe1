"""Linearised variance: totals of residuals by unit, compared within strata, block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.estimate.run_sums import Runs, add_by_domain, run_sums, starts_of
from ffc_eval.analyse.weights.sampling import Sampling
from ffc_eval.analyse.weights.stages import SamplingStage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.integer[Any]]
    Totals = tuple[Ints, Ints, Floats]


class Between:
    """Variance of weighted totals, from residuals given in the order of the design.

    Parameters
    ----------
    sampling
        The whole design; rows that are never given have residuals of 0.
    shape
        Domains, and columns of residuals.
    covariance
        Of the columns of one domain, in place of the variances of all.

    Notes
    -----
    Each stage adds the variance between its units within strata, times the sampling fractions
    of the stages before (Binder 1983; R ``survey:::multistage``). Blocks are joined as Chan,
    Golub and LeVeque (1979) join sums of squares, so that no digits are lost.
    """

    def __init__(
        self, sampling: Sampling, shape: tuple[int, int], *, covariance: bool = False
    ) -> None:
        used = [
            stage for place, stage in enumerate(sampling.stages) if not place or stage.reach.any()
        ]
        lone = sampling.design.single_cluster
        self.stages = [_BetweenUnits(stage, stage.scale(lone), shape) for stage in used]
        for stage in self.stages if covariance else ():
            stage.take_covariance()

    def add(self, rows: Ints, domain: Ints, residuals: Floats, last: int) -> None:
        """Add a block: the place of each row, its domain (in order) and weighted residuals.

        ``last`` is the row that the block of the design ends in, given or not.
        """
        for stage in self.stages:
            stage.add(rows, domain, residuals, last)

    def variance(self) -> Floats:
        """Return the variances, one row a domain, or the covariance; nothing may be added after."""
        found = self.stages[0].close()
        for stage in self.stages[1:]:
            found = found + stage.close()
        return found


class _UnitTotals:
    """Totals by unit of one stage, each with its stratum, as soon as all rows of it were given."""

    def __init__(self, stage: SamplingStage, shape: tuple[int, int]) -> None:
        self.stage = stage
        self.units = Runs(*shape)

    def add(self, rows: Ints, domain: Ints, values: Floats, last: int) -> Totals:
        stage = self.stage
        if stage.unit is None:
            return domain, stage.stratum[rows], values
        unit = stage.unit[rows]
        starts = starts_of(domain, unit)
        sums = run_sums(values, starts)
        whole = self.units.add(domain[starts], unit[starts], sums, int(stage.unit[last]))
        return whole[0], stage.stratum[whole[1]], whole[2]

    def rest(self) -> Totals:
        domain, unit, totals = self.units.rest()
        return domain, self.stage.stratum[unit], totals


class _BetweenUnits:
    """Squared deviations of the unit totals of one stage from the means of their strata."""

    def __init__(self, stage: SamplingStage, scale: Floats, shape: tuple[int, int]) -> None:
        import numpy as np

        self.stage, self.scale = stage, scale
        self.units = _UnitTotals(stage, shape)
        self.strata = Runs(shape[0], shape[1] + 1)
        self.found = np.zeros(shape)
        self.covariance = False

    def take_covariance(self) -> None:
        import numpy as np

        self.covariance = True
        self.found = np.zeros((self.found.shape[1],) * 2)

    def add(self, rows: Ints, domain: Ints, residuals: Floats, last: int) -> None:
        stratum = int(self.stage.stratum_of(slice(last, last + 1))[0])
        self._add_units(self.units.add(rows, domain, residuals, last), stratum)

    def _add_units(self, found: Totals, last: int) -> None:
        """Add the totals of whole units: deviations from the block's mean, then between blocks."""
        import numpy as np

        domain, stratum, totals = found
        starts = starts_of(domain, stratum)
        count = np.diff(np.append(starts, len(totals)))
        sums = run_sums(totals, starts)
        means = sums / count[:, None]
        self._add_squares(domain, totals - np.repeat(means, count, axis=0), self.scale[stratum])
        domain, stratum = domain[starts], stratum[starts]
        on = self.strata.held(domain, stratum)
        before = self.strata.sums[domain[on]]
        gaps = before[:, :-1] / before[:, -1:] - means[on]
        both = before[:, -1] * count[on] / (before[:, -1] + count[on])
        self._add_squares(domain[on], gaps, self.scale[stratum[on]] * both)
        parts = np.column_stack([sums, count])
        self._close_strata(*self.strata.add(domain, stratum, parts, last))

    def _close_strata(self, domain: Ints, stratum: Ints, parts: Floats) -> None:
        """Add the units of the stratum without a row: all have 0. A lone unit is set against 0."""
        import numpy as np

        units, count = self.stage.units[stratum], parts[:, -1]
        factor = np.where(units > 1, (units - count) / (units * count), 1.0)
        self._add_squares(domain, parts[:, :-1], self.scale[stratum] * factor)

    def _add_squares(self, domain: Ints, values: Floats, factor: Floats) -> None:
        if self.covariance:
            self.found += (values * factor[:, None]).T @ values
        else:
            add_by_domain(self.found, domain, values * values, factor)

    def close(self) -> Floats:
        self._add_units(self.units.rest(), -1)
        self._close_strata(*self.strata.rest())
        return self.found


class Degrees:
    """Clusters less strata that hold somebody of a base, for each domain and base.

    Rows are given as to ``Between``.
    """

    def __init__(self, sampling: Sampling, shape: tuple[int, int]) -> None:
        import numpy as np

        self.stage = sampling.stages[0]
        self.units, self.strata = _UnitTotals(self.stage, shape), Runs(*shape)
        self.found = np.zeros(shape)

    def add(self, rows: Ints, domain: Ints, base: Floats, last: int) -> None:
        """Add a block; ``base`` has 1 for those in it, one column a base."""
        stratum = int(self.stage.stratum_of(slice(last, last + 1))[0])
        self._add_units(self.units.add(rows, domain, base, last), stratum)

    def _add_units(self, found: Totals, last: int) -> None:
        domain, stratum, counts = found
        there = (counts > 0).astype(float)
        add_by_domain(self.found, domain, there)
        starts = starts_of(domain, stratum)
        whole = self.strata.add(domain[starts], stratum[starts], run_sums(there, starts), last)
        self._close_strata(whole[0], whole[2])

    def _close_strata(self, domain: Ints, counts: Floats) -> None:
        add_by_domain(self.found, domain, -(counts > 0).astype(float))

    def degrees(self) -> Floats:
        """Return the degrees of freedom; nothing may be added after."""
        self._add_units(self.units.rest(), -1)
        rest = self.strata.rest()
        self._close_strata(rest[0], rest[2])
        return self.found
