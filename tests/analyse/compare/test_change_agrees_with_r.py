"""Change between waves agrees with R ``survey``, ``p.adjust`` and ``power.prop.test``."""

from __future__ import annotations

import numpy as np
import pytest
from golden.survey import DESIGNS, survey, values, worst

from ffc_eval.analyse.compare.detectable import smallest_detectable
from ffc_eval.analyse.compare.multiplicity import adjust
from ffc_eval.analyse.compare.waves import change


@pytest.mark.parametrize("name", ["srs", "stratified"])
def test_change_of_a_share_and_of_a_mean(name: str):
    table = change(survey(waves=True), DESIGNS[name], ["q2"], waves=("w1", "w2"))
    rows = table.where(statistic="difference").frame
    top = rows[rows["option"] == "Agree or strongly agree"].iloc[0].to_dict()
    score = rows[rows["unit"] == "score"].iloc[0].to_dict()
    expected = values("change")
    assert worst(top, expected[f"{name}:top"]) < 1e-9
    assert worst(score, expected[f"{name}:q2"]) < 1e-9


@pytest.mark.parametrize("method", ["holm", "bh"])
def test_adjusted_p_values(method):
    p = np.array([0.01, 0.04, 0.03, 0.005, 0.2, 0.04])
    expected = list(values("change")[method].values())
    assert adjust(p, method) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("n", [58, 93, 170, 388])
def test_smallest_detectable_change(n: int):
    p2 = values("change")[f"power:{n}"]["p2"]
    assert 0.5 + smallest_detectable(n, n, 0.5) == pytest.approx(p2, rel=1e-9)
