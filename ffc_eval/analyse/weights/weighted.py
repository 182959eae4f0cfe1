"""Weighted: responses with new weights, the design that names them, and a report of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.weights.margins import Margin, missed
from ffc_eval.analyse.weights.sampling import Sampling, sampling_of
from ffc_eval.model.design import Calibration, Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Weigh = Callable[[Responses, Sampling], tuple["Floats", Sequence[Margin]]]
"""Makes the weights of one wave, and the margins they should reproduce."""


@dataclass(frozen=True)
class Weighted:
    """What a weighting step gives.

    Parameters
    ----------
    responses
        With the new weight column, and the weights before in the same name with "_start".
    design
        Names the new column and what it was calibrated to; margins that are missed stand in
        ``design.calibration.missed``, and estimates with this design are then left out.
    report
        ``margin`` rows by category, shares, with ``contrast`` before, target and after;
        ``design_effect``, ``n_effective`` and ``largest_weight`` (times the mean), before and
        after.
    """

    responses: Responses
    design: Design
    report: Estimates

    @property
    def missed(self) -> tuple[str, ...]:
        """Margins that the weights do not reproduce."""
        return self.design.calibration.missed if self.design.calibration else ()

    def _repr_html_(self) -> str:
        return self.report._repr_html_()


def weigh(
    responses: Responses,
    design: Design,
    make: Weigh,
    name: str,
    calibration: Calibration | None,
    step: str,
) -> Weighted:
    """Weight every wave by itself and put the pieces together.

    Parameters
    ----------
    make
        Makes the weights of one wave.
    name
        Of the new column.
    calibration
        What the weights are calibrated to; None leaves standard errors plain.
    step
        Says in the provenance what was done.
    """
    import numpy as np
    import pandas as pd

    new, old = (pd.Series(np.nan, index=responses.context.index) for _ in range(2))
    rows: list[dict[str, Any]] = []
    gaps: tuple[str, ...] = ()
    for wave in responses.waves:
        here = responses if len(responses.waves) == 1 else responses.of_wave(wave)
        sampling = sampling_of(here, replace(design, calibration=None))
        weight, margins = make(here, sampling)
        new[here.context.index], old[here.context.index] = weight, sampling.weight
        rows += _margin_rows(wave, margins, sampling.weight, weight)
        rows += _effect_rows(wave, sampling.weight, weight)
        gaps = tuple(dict.fromkeys((*gaps, *missed(margins, weight))))
    if calibration is not None:
        calibration = replace(calibration, start=f"{name}_start", missed=gaps)
    made = responses.with_context(**{name: new, f"{name}_start": old})
    provenance = responses.provenance.then(step)
    return Weighted(
        replace(made, provenance=provenance),
        replace(design, weight=name, calibration=calibration),
        Estimates.from_rows(rows, provenance),
    )


def kish_design_effect(weight: Floats) -> float:
    """Return n times the sum of squared weights by the squared sum (Kish 1965)."""
    return float(len(weight) * (weight * weight).sum() / weight.sum() ** 2)


def _margin_rows(
    wave: str, margins: Sequence[Margin], before: Floats, after: Floats
) -> list[dict[str, Any]]:
    import numpy as np

    rows = []
    for margin in margins:
        count = np.bincount(margin.codes, minlength=len(margin.categories))
        whole = margin.totals.sum()
        sides = {
            "before": margin.sums(before) / before.sum(),
            "target": margin.totals / whole,
            "after": margin.sums(after) / whole,
        }
        rows += [
            {
                "indicator": "weights",
                "question": margin.name,
                "option": category,
                "period": wave,
                "contrast": contrast,
                "statistic": "margin",
                "unit": "share",
                "base": "answered",
                "estimate": float(shares[place]),
                "count": int(count[place]),
                "n": len(after),
                "method": "weighted share; a count, not an estimate",
            }
            for place, category in enumerate(margin.categories)
            for contrast, shares in sides.items()
        ]
    return rows


def _effect_rows(wave: str, before: Floats, after: Floats) -> list[dict[str, Any]]:
    rows = []
    for contrast, weight in (("before", before), ("after", after)):
        effect = kish_design_effect(weight)
        for statistic, value in (
            ("design_effect", effect),
            ("n_effective", len(weight) / effect),
            ("largest_weight", float(weight.max() / weight.mean())),
        ):
            rows.append(
                {
                    "indicator": "weights",
                    "period": wave,
                    "contrast": contrast,
                    "statistic": statistic,
                    "unit": "none",
                    "estimate": value,
                    "n": len(weight),
                    "method": "Kish",
                }
            )
    return rows
