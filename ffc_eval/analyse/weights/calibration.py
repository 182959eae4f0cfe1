"""Calibration: weights near the old ones that reproduce counts and totals of the population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.analyse.weights.margins import MISSED_BY, Margin, margins_of
from ffc_eval.analyse.weights.sampling import Sampling
from ffc_eval.analyse.weights.weighted import Weighted, weigh
from ffc_eval.errors import DesignError
from ffc_eval.model.design import Calibration, Design
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_ROUNDS = 200
_AT_BOUND = 1e-6


def calibrate(
    responses: Responses,
    design: Design,
    margins: Mapping[str, Mapping[str, float]],
    *,
    numbers: Mapping[str, float] | None = None,
    bounds: tuple[float, float] | None = None,
) -> Weighted:
    """Weight responses so that counts and totals agree with the population, moving least.

    Parameters
    ----------
    responses
        Each wave is weighted by itself.
    design
        Its weights are the start.
    margins
        By column, counts or shares of the population by category.
    numbers
        By number column, its total in the population. Nobody's number may be missing.
    bounds
        Smallest and largest factor on a weight, for example (0.3, 3); without them a weight
        can fall below 0, and is then refused.

    Returns
    -------
    Weighted
        Responses with the column ``weight_calibrated``, the design and a report.

    Raises
    ------
    DesignError
        A margin cannot be used, or a number is missing.

    Notes
    -----
    Linear calibration, the generalised regression estimator (Deville and Särndal 1992);
    R ``calibrate(calfun = "linear")``. Checked by ``tests/golden/weights.R``.
    """
    totals = dict(numbers or {})
    missed: list[str] = []

    def make(wave: Responses, sampling: Sampling) -> tuple[Floats, Sequence[Margin]]:
        found = margins_of(wave, sampling.weight, margins)
        matrix, aims = _constraints(wave, found, totals)
        weight = sampling.weight * _factors(matrix, aims, sampling.weight, bounds)
        gaps = abs(matrix.T @ weight - aims)[len(aims) - len(totals) :]
        missed.extend(
            name
            for name, gap in zip(totals, gaps, strict=True)
            if not gap <= MISSED_BY * max(abs(totals[name]), 1e-300)
        )
        return weight, found

    names = ", ".join((*margins, *totals))
    calibration = Calibration(tuple(margins), tuple(totals))
    step = f"Calibrated to {names}."
    made = weigh(responses, design, make, "weight_calibrated", calibration, step)
    if not missed or made.design.calibration is None:
        return made
    every = (*made.design.calibration.missed, *dict.fromkeys(missed))
    told = replace(made.design.calibration, missed=every)
    return replace(made, design=replace(made.design, calibration=told))


def _constraints(
    responses: Responses, margins: Sequence[Margin], numbers: Mapping[str, float]
) -> tuple[Floats, Floats]:
    """Return one column a category or number, and the totals they should have."""
    import numpy as np

    blocks = [
        (margin.codes[:, None] == np.arange(len(margin.categories))).astype(float)
        for margin in margins
    ]
    for name in numbers:
        values = responses.column(name).to_numpy(dtype=float, na_value=np.nan)
        if np.isnan(values).any():
            raise DesignError(
                "number-missing",
                f'Number "{name}" is missing for some people, so it cannot be calibrated to.',
                found=f"{int(np.isnan(values).sum())} of {len(values)} rows",
                do="Calibrate to columns that everybody has, such as those of the list.",
            )
        blocks.append(values[:, None])
    aims = [margin.totals for margin in margins] + [np.array(list(numbers.values()), dtype=float)]
    return np.hstack(blocks), np.concatenate(aims)


def _factors(
    matrix: Floats, aims: Floats, start: Floats, bounds: tuple[float, float] | None
) -> Floats:
    """Return the factor on each weight: 1 + a sum of the columns, cut to the bounds.

    Newton steps on the dual problem, halved until it falls: with bounds plain steps can go
    round in circles. Weights at a bound count a little, so that a step exists when all are.
    """
    import numpy as np

    low, high = bounds or (-np.inf, np.inf)
    slope = np.zeros(matrix.shape[1])

    def dual(slope: Floats) -> float:
        linear = 1 + matrix @ slope
        factor = np.clip(linear, low, high)
        return float(start @ (factor * linear - factor * factor / 2) - aims @ slope)

    for _ in range(_ROUNDS):
        factor = np.clip(1 + matrix @ slope, low, high)
        gap = aims - matrix.T @ (start * factor)
        if np.abs(gap).max() <= 1e-13 * np.abs(aims).max():
            break
        free = np.where((factor > low) & (factor < high), 1.0, _AT_BOUND)
        step = np.linalg.lstsq((matrix * (start * free)[:, None]).T @ matrix, gap, rcond=1e-13)[0]
        size, here = 1.0, dual(slope)
        while size > 1e-9 and dual(slope + size * step) > here - 1e-4 * size * float(gap @ step):
            size /= 2
        slope = slope + size * step
    return np.clip(1 + matrix @ slope, low, high)
