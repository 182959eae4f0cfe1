"""Quantiles of numbers, with Woodruff intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.analyse.estimate.answers import number_item
from ffc_eval.analyse.estimate.cells import Cell, Number
from ffc_eval.analyse.estimate.domains import By
from ffc_eval.analyse.estimate.items import Item
from ffc_eval.analyse.estimate.numbers import mean_items
from ffc_eval.analyse.estimate.one_pass import WavePass, waves_of
from ffc_eval.analyse.estimate.variance import ratio_variances
from ffc_eval.errors import EstimateError
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def quantile(
    responses: Responses,
    design: Design,
    question: str,
    *,
    probabilities: Sequence[float] = (0.5,),
    by: By = (),
    conf_level: float = 0.95,
) -> Estimates:
    """Estimate the value below which a share of the population lies.

    Parameters
    ----------
    responses, design, by, conf_level
        As for ``proportion``.
    question
        A number question, or a scale with scores.
    probabilities
        Each above 0 and below 1; 0.5 is the median.

    Returns
    -------
    Estimates
        One row per wave, domain and probability, which stands in ``option``.

    Raises
    ------
    EstimateError
        A probability is not between 0 and 1, or the question has no numbers.

    Notes
    -----
    The smallest value that at least the share of the weight does not exceed (R ``svyquantile``,
    rule "math"). Interval of Woodruff (1952): t limits on the share at or below the estimate,
    read off the same distribution; a limit beyond the data is left out. The standard error is
    the interval's width by twice the critical value. Checked by ``tests/golden/quantile.R``.
    """
    wrong = [p for p in probabilities if not 0 < p < 1]
    if wrong:
        raise EstimateError(
            "probability",
            "The probability of a quantile must lie above 0 and below 1.",
            found=", ".join(map(str, wrong)),
            do="Write 0.5 for the median, 0.9 for the value that nine in ten do not exceed.",
        )
    asked = responses.instrument.question(question)
    rows = []
    for wave in waves_of(responses, design, by):
        if asked.type == "number":
            items = [number_item(wave.responses, asked)]
        else:
            items = mean_items(wave.responses, asked)
        for item in items:
            rows += _rows(wave, item, probabilities, conf_level)
    return Estimates.from_rows(rows, responses.provenance.then("Estimated quantiles."))


def _rows(
    wave: WavePass, item: Item, probabilities: Sequence[float], conf_level: float
) -> list[dict[str, object]]:
    found = []
    for place in range(len(wave.domains)):
        cell = Cell(wave, place, item.base, item.eligible)
        values = item.numbers[cell.rows]
        for probability in probabilities:
            about = replace(item.meaning, statistic="quantile", option=f"{probability:g}")
            number = _number(cell, values, probability, cell.critical(conf_level))
            found.append(cell.row(about, number, conf_level))
    return found


def _number(cell: Cell, values: Floats, probability: float, crit: float) -> Number:
    import numpy as np

    if not len(values):
        return Number(np.nan, np.nan, np.nan, np.nan, "")
    weight = cell.weight
    value = weighted_quantile(values, weight, probability)
    below = (values <= value).astype(float)[:, None]
    ones = np.ones((len(values), 1))
    variance = ratio_variances(cell.wave.sampling, cell.rows, below, ones)
    share = float(weight @ below[:, 0] / weight.sum())
    half = crit * float(np.sqrt(variance[0]))
    low = weighted_quantile(values, weight, share - half)
    high = weighted_quantile(values, weight, share + half)
    std_error = (high - low) / (2 * crit)
    return Number(value, std_error, low, high, "Woodruff interval (t)")


def weighted_quantile(values: Floats, weight: Floats, probability: float) -> float:
    """Return the smallest value whose share of weight at or below reaches the probability.

    NaN for a probability outside 0 to 1.
    """
    import numpy as np

    if not 0 <= probability <= 1:
        return float(np.nan)
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weight[order])
    aim = probability * reached[-1]
    place = int(np.searchsorted(reached, aim * (1 - 1e-14), side="left"))
    return float(values[order][min(place, len(values) - 1)])
