"""Weights, and estimates with them, agree with R ``survey`` (tests/golden/weights.R)."""

from __future__ import annotations

import numpy as np
import pytest
from golden.survey import DESIGNS, survey, values, worst

from ffc_eval.analyse.estimate import item_block, mean, ratio, total
from ffc_eval.analyse.weights.calibration import calibrate
from ffc_eval.analyse.weights.post_stratification import post_stratify
from ffc_eval.analyse.weights.raking import rake
from ffc_eval.analyse.weights.trimming import trim
from ffc_eval.analyse.weights.weighted import Weighted

AREA = {"A": 0.45, "B": 0.33, "C": 0.22}
ROLE = {"manager": 0.4, "social worker": 0.6}
MARGINS = {"area": AREA, "role": ROLE}
CELLS = {
    "A | manager": 0.15,
    "B | manager": 0.15,
    "C | manager": 0.1,
    "A | social worker": 0.3,
    "B | social worker": 0.18,
    "C | social worker": 0.12,
}
START = DESIGNS["clustered"]
SIZE = 191.6467

MADE = {
    "post_stratified": lambda: post_stratify(survey(), START, ("area", "role"), CELLS),
    "raked": lambda: rake(survey(), START, MARGINS),
    "raked_exactly": lambda: rake(survey(), START, MARGINS, tolerance=1e-14),
    "linear": lambda: calibrate(survey(), START, MARGINS, numbers={"visits": 4.9 * SIZE}),
    "trimmed": lambda: trim(survey(), START, lower=1, upper=2.6),
}
TOLERANCE = {"post_stratified": 1e-9, "linear": 1e-9, "trimmed": 1e-9}
"""Closed forms; raking stops by rounds, 1e-8."""
ERRORS = {**TOLERANCE, "raked": 0.05}
"""R's ``rake`` takes its errors from ten rounds of unweighted means, so that they lie up to 5 %
from those of R's own ``calibrate(calfun = "raking")``, to which ours agree (raked_exactly)."""


def weights(made: Weighted) -> np.ndarray:
    return made.responses.context[made.design.weight].to_numpy()


@pytest.mark.parametrize("name", list(MADE))
def test_weights_agree(name: str):
    expected = np.array(list(values("weights")[f"{name}:weights"].values()))
    assert weights(MADE[name]()) == pytest.approx(expected, rel=TOLERANCE.get(name, 1e-8))


@pytest.mark.parametrize("name", list(MADE))
def test_estimates_with_weights_agree(name: str):
    made = MADE[name]()
    by = ((), ("area",))
    tables = {
        "mean": mean(made.responses, made.design, "days", by=by),
        "total": total(made.responses, made.design, "days", by=by),
        "ratio": ratio(made.responses, made.design, "days", "visits", by=by),
    }
    top = item_block(made.responses, made.design, ["q2"], by=by).where(statistic="top_box")
    tolerance = ERRORS.get(name, 1e-8)
    for area in ("", "A", "B"):
        expected = values("weights")[f"{name}:days:{area}"]
        found = {}
        for statistic, table in tables.items():
            row = table.where(domain=area).frame.iloc[0]
            found |= {statistic: row["estimate"], f"{statistic}_error": row["std_error"]}
        assert worst(found, expected) < tolerance, area
        row = top.where(domain=area).frame.iloc[0]
        found = {"mean": row["estimate"], "mean_error": row["std_error"]}
        assert worst(found, values("weights")[f"{name}:top:{area}"]) < tolerance, area
