"""Raking: weights that reproduce several margins of the population at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ffc_eval.analyse.weights.margins import Margin, margins_of
from ffc_eval.analyse.weights.sampling import Sampling
from ffc_eval.analyse.weights.weighted import Weighted, weigh
from ffc_eval.model.design import Calibration, Design
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_MOST_CELLS = 1 << 20


def rake(
    responses: Responses,
    design: Design,
    margins: Mapping[str, Mapping[str, float]],
    *,
    tolerance: float = 1e-10,
    most_rounds: int = 1_000,
) -> Weighted:
    """Weight responses so that several margins agree with the population.

    Parameters
    ----------
    responses
        Each wave is raked by itself, to the same margins.
    design
        Its weights are the start.
    margins
        By column (a question or context column), counts or shares of the population by
        category. People without a category keep their share of the weights.
    tolerance
        Largest gap allowed between a weighted margin and its total, as a share of all.
    most_rounds
        Rounds after which raking stops; a margin missed by more than 1e-6 then leaves
        estimates out, and says so.

    Returns
    -------
    Weighted
        Responses with the column ``weight_raked``, the design that names it, and a report.

    Raises
    ------
    DesignError
        A category has no total, a total is below 0, or margins add up to two populations.

    Notes
    -----
    Iterative proportional fitting (Deming and Stephan 1940), R ``rake``. Standard errors know
    of the margins (linearisation of Deville and Särndal 1992). Checked by
    ``tests/golden/weights.R``.
    """

    def make(wave: Responses, sampling: Sampling) -> tuple[Floats, Sequence[Margin]]:
        found = margins_of(wave, sampling.weight, margins)
        return fit(found, sampling.weight, tolerance, most_rounds), found

    names = ", ".join(margins)
    calibration = Calibration(tuple(margins))
    return weigh(responses, design, make, "weight_raked", calibration, f"Raked to {names}.")


def fit(margins: Sequence[Margin], start: Floats, tolerance: float, most_rounds: int) -> Floats:
    """Return weights that reproduce the margins, or come as near as the rounds allow.

    Rows that share a category in every margin move together, so that the rounds run over the
    cells that occur and not over the rows.
    """
    import numpy as np

    cell, firsts = _cells(margins)
    before = np.bincount(cell, start, minlength=len(firsts))
    weight = before.copy()
    codes = [margin.codes[firsts] for margin in margins]
    whole = max(float(margins[0].totals.sum()), 1e-300)
    for _ in range(most_rounds):
        gap = 0.0
        for margin, code in zip(margins, codes, strict=True):
            sums = np.bincount(code, weight, minlength=len(margin.totals))
            there = sums > 0
            gap = max(gap, float(np.abs(sums - margin.totals)[there].max(initial=0)))
            weight *= np.where(there, margin.totals / np.where(there, sums, 1.0), 1.0)[code]
        if gap <= tolerance * whole:
            break
    moved: Floats = start * (weight / np.where(before > 0, before, 1.0))[cell]
    return moved


def _cells(margins: Sequence[Margin]) -> tuple[Ints, Ints]:
    """Return the cell of each row, and a row of each cell."""
    import numpy as np

    key = margins[0].codes.astype(np.int64)
    size = len(margins[0].categories)
    for margin in margins[1:]:
        key = key * len(margin.categories) + margin.codes
        size *= len(margin.categories)
        if size > _MOST_CELLS:
            key = np.unique(key, return_inverse=True)[1]
            size = int(key.max()) + 1
    there = np.bincount(key, minlength=size) > 0
    cell = (np.cumsum(there) - 1)[key]
    firsts = np.zeros(int(there.sum()), dtype=np.int64)
    firsts[cell] = np.arange(len(cell))
    return cell, firsts
