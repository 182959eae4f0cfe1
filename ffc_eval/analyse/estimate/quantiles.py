"""Quantiles of numbers, with Woodruff intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.estimate.answers import number_item, question_of
from ffc_eval.analyse.estimate.cells import Cells, Number
from ffc_eval.analyse.estimate.domains import By
from ffc_eval.analyse.estimate.items import Item
from ffc_eval.analyse.estimate.numbers import mean_items
from ffc_eval.analyse.estimate.one_pass import WavePass, waves_of
from ffc_eval.analyse.estimate.variance import Ratios, totals_of, variances
from ffc_eval.analyse.weights.row_blocks import Rows, blocks
from ffc_eval.errors import EstimateError
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Ints = NDArray[np.integer[Any]]

_ROUNDED = 1e-12
_DOMAINS = 32
"""Domains whose shares are estimated together."""
_PEOPLE = 8_192
"""People looked through at a time."""


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
    asked = question_of(responses, question)
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
    import numpy as np

    cells = Cells(wave, item.base, item.eligible)
    crit = cells.critical(conf_level)[:, None]
    sorted_by = _Sorted(wave, item)
    value = sorted_by.quantiles(np.tile(probabilities, (len(wave.domains), 1)))
    share, std_error = _shares_up_to(wave, item, value)
    half = crit * std_error
    low, high = sorted_by.quantiles(share - half), sorted_by.quantiles(share + half)
    width = (high - low) / (2 * crit)
    found = []
    for place, at in np.ndindex(value.shape):
        number = Number.at((place, at), (value, width, low, high), "Woodruff interval (t)")
        about = replace(item.meaning, statistic="quantile", option=f"{probabilities[at]:g}")
        found.append(cells.row(place, about, number, conf_level))
    return found


def _shares_up_to(wave: WavePass, item: Item, value: Floats) -> tuple[Floats, Floats]:
    """Return the share of each domain at or below its values, with the standard error."""
    import numpy as np

    shares, errors = np.zeros_like(value), np.zeros_like(value)
    for part in blocks(len(wave.domains), _DOMAINS):
        limits = value[part].ravel()

        def read(rows: Rows, limits: Floats = limits) -> tuple[Floats, Floats]:
            base = item.base[rows][:, None].astype(float)
            return (item.numbers(rows)[:, None] <= limits) * base, base

        ratios = Ratios(wave.domains.part(part), len(limits), read)
        above, below = totals_of(wave.sampling, ratios)
        variance = variances(wave.sampling, ratios, (above, below))
        own = np.arange(len(limits)).reshape(value[part].shape)
        places = np.arange(len(own))[:, None]
        with np.errstate(invalid="ignore", divide="ignore"):
            shares[part] = (above / below)[places, own]
        errors[part] = np.sqrt(variance)[places, own]
    return shares, errors


class _Sorted:
    """The people of a base by their value: the weight of each domain up to each block of them."""

    def __init__(self, wave: WavePass, item: Item) -> None:
        import numpy as np

        self.wave, self.item = wave, item
        values = np.empty(len(wave.sampling))
        for rows in blocks(len(values)):
            values[rows] = np.where(item.base[rows], item.numbers(rows), np.nan)
        people = int(len(values) - np.isnan(values).sum())
        self.order: Ints = np.argsort(values, kind="stable")[:people]
        sums = [
            wave.sampling.weight[self.order[rows]] @ self._members(rows)
            for rows in blocks(people, _PEOPLE)
        ]
        self.reached = np.cumsum([np.zeros(len(wave.domains)), *sums], axis=0)

    def _members(self, rows: slice) -> Bools:
        return self.wave.domains.members[self.order[rows]]

    def quantiles(self, probabilities: Floats) -> Floats:
        """Return the quantiles of each domain, one row a domain; NaN where there is none."""
        import numpy as np

        found = np.full(probabilities.shape, np.nan)
        for place, at in np.ndindex(found.shape):
            aim = float(probabilities[place, at])
            if self.reached[-1, place] > 0 and -_ROUNDED <= aim <= 1 + _ROUNDED:
                found[place, at] = self._quantile(place, min(max(aim, 0.0), 1.0))
        return found

    def _quantile(self, place: int, probability: float) -> float:
        """Return the smallest value whose share of weight at or below reaches the probability."""
        import numpy as np

        reached = self.reached[:, place]
        aim = probability * reached[-1] * (1 - 1e-14)
        some = int(np.searchsorted(reached, 0.0, side="right"))
        block = max(int(np.searchsorted(reached, aim)), some) - 1
        rows = slice(block * _PEOPLE, (block + 1) * _PEOPLE)
        here = self.order[rows][self._members(rows)[:, place]]
        sums = reached[block] + np.cumsum(self.wave.sampling.weight[here])
        found = min(int(np.searchsorted(sums, aim)), len(here) - 1)
        return float(self.item.numbers(here[found : found + 1])[0])
