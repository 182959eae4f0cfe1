"""Post-stratification: weights that reproduce the size of every cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ffc_eval.analyse.weights.margins import Margin, are_shares, crossed_codes, with_not_stated
from ffc_eval.analyse.weights.raking import fit
from ffc_eval.analyse.weights.sampling import Sampling
from ffc_eval.analyse.weights.weighted import Weighted, weigh
from ffc_eval.errors import DesignError
from ffc_eval.model.design import Calibration, Design
from ffc_eval.model.frame import CROSSED
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def post_stratify(
    responses: Responses,
    design: Design,
    columns: Sequence[str],
    totals: Mapping[str, float],
) -> Weighted:
    """Weight responses so that every cell of some crossed columns has its population size.

    Parameters
    ----------
    responses
        Each wave is weighted by itself.
    design
        Its weights are the start.
    columns
        Crossed; one column for a simple case such as area.
    totals
        Counts or shares of the population by cell, the levels joined by " | ".

    Returns
    -------
    Weighted
        Responses with the column ``weight_post_stratified``, the design and a report.

    Raises
    ------
    DesignError
        A cell of the answers has no total.

    Notes
    -----
    Holt and Smith (1979); R ``postStratify``. Checked by ``tests/golden/weights.R``.
    """
    columns = tuple(columns)

    def make(wave: Responses, sampling: Sampling) -> tuple[Floats, Sequence[Margin]]:
        margin = _margin(wave, columns, totals, sampling.weight)
        return fit([margin], sampling.weight, 1e-12, 1), [margin]

    calibration = Calibration(columns, crossed=True)
    step = f"Post-stratified by {' by '.join(columns)}."
    return weigh(responses, design, make, "weight_post_stratified", calibration, step)


def _margin(
    responses: Responses, columns: tuple[str, ...], totals: Mapping[str, float], start: Floats
) -> Margin:
    import numpy as np

    codes, cells = crossed_codes(responses, columns)
    unknown = [cell for cell in cells if cell not in totals]
    if unknown:
        raise DesignError(
            "category-without-total",
            f"Some cells of {' by '.join(columns)} have answers but no total.",
            found=f"{len(unknown)} of {len(cells)} cells",
            do="Give every cell a total, its levels joined by space, bar, space.",
        )
    size = sum(totals.values())
    population = float(start.sum()) if are_shares(size) else size
    place = {cell: at for at, cell in enumerate(totals)}
    home = np.array([place[cell] for cell in cells] + [-1])[codes]
    scaled = [total / size * population for total in totals.values()]
    return with_not_stated(CROSSED.join(columns), tuple(totals), home, scaled, start)
