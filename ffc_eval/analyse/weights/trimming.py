"""Trimming: no weight too large or too small; what is cut goes to the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ffc_eval.analyse.weights.margins import Margin
from ffc_eval.analyse.weights.sampling import Sampling
from ffc_eval.analyse.weights.weighted import Weighted, weigh
from ffc_eval.errors import DesignError
from ffc_eval.model.design import Design
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def trim(
    responses: Responses, design: Design, *, lower: float = 0.0, upper: float = float("inf")
) -> Weighted:
    """Cut weights to a range and give what was cut to the weights inside it.

    Parameters
    ----------
    responses
        Each wave is trimmed by itself.
    design
        Its weights are trimmed. Calibration is forgotten: trimmed weights no longer reproduce
        the margins, so trim before raking, or calibrate with bounds.
    lower, upper
        In units of the weight column.

    Returns
    -------
    Weighted
        Responses with the column ``weight_trimmed``, the design and a report; the sum of the
        weights stays.

    Raises
    ------
    DesignError
        The range cannot hold the sum of the weights.

    Notes
    -----
    R ``trimWeights(strict = TRUE)``: repeated until no weight lies outside. Checked by
    ``tests/golden/weights.R``.
    """

    def make(wave: Responses, sampling: Sampling) -> tuple[Floats, Sequence[Margin]]:
        return trimmed(sampling.weight, lower, upper), ()

    step = f"Trimmed weights to {lower:g} to {upper:g}."
    return weigh(responses, design, make, "weight_trimmed", None, step)


def trimmed(weight: Floats, lower: float, upper: float) -> Floats:
    """Return the weights within the range, their sum unchanged."""
    import numpy as np

    if not lower * len(weight) <= weight.sum() <= upper * len(weight):
        raise DesignError(
            "trim-range",
            "The range of trimming does not hold the mean weight.",
            found=f"{lower:g} to {upper:g}; mean weight {weight.mean():.4g}",
            do="Choose a lower limit below and an upper limit above the mean weight.",
        )
    for _ in range(len(weight)):
        outside = (weight < lower) | (weight > upper)
        if not outside.any():
            break
        cut = np.clip(weight, lower, upper)
        rest = (weight - cut).sum()
        inside = ~outside
        weight = np.where(inside, cut + rest / max(inside.sum(), 1), cut)
    return weight
