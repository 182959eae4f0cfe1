"""Response rates: who answered, of whom."""

from __future__ import annotations

import numpy as np
import pytest
from analyse.survey_tables import responses_of

from ffc_eval.analyse.weights.response_rates import response_rate

THREE = "| ok | area |\n|-|-|\n| Yes | A |\n| No | A |\n| Yes | B |"


def test_the_rate_is_people_who_answered_by_people_on_the_list():
    row = response_rate(responses_of(THREE, frame=6)).frame.iloc[0]
    assert (row["estimate"], row["count"], row["n"], row["n_missing"]) == (0.5, 3, 6, 3)
    assert np.isnan(row["conf_low"])


def test_rates_and_gaps_by_group_of_the_frame():
    table = response_rate(responses_of(THREE, frame=8), frame={"area": {"A": 4, "B": 4, "C": 2}})
    rates = table.where(statistic="response_rate", by="area").frame.set_index("domain")
    gaps = table.where(statistic="coverage").frame.set_index("domain")
    assert rates["estimate"].to_dict() == {"A": 0.5, "B": 0.25, "C": 0.0}
    assert gaps["estimate"].sum() == pytest.approx(0)
    assert gaps.loc["A", "estimate"] == pytest.approx(2 / 3 - 0.4)
    assert gaps.loc["C", "estimate"] == pytest.approx(-0.2)


def test_an_unknown_list_gives_no_rate():
    row = response_rate(responses_of(THREE)).frame.iloc[0]
    assert row["method"] == "no base"
    assert np.isnan(row["estimate"])


def test_more_answers_than_names_give_no_rate():
    row = response_rate(responses_of(THREE, frame=2)).frame.iloc[0]
    assert np.isnan(row["estimate"])
    assert "more answered" in row["note"]
