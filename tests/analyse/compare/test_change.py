"""Change between waves: what is said beside the number, and the ends of the scale."""

from __future__ import annotations

import numpy as np
import pytest
from analyse.survey_tables import responses_of
from golden.survey import survey

from ffc_eval.analyse.compare.detectable import smallest_detectable
from ffc_eval.analyse.compare.waves import change
from ffc_eval.errors import EstimateError
from ffc_eval.model.design import Design

ENDS = "| wave | ok |\n|-|-|\n" + "| w1 | No |\n" * 8 + "| w2 | Yes |\n" * 10


def difference(table, option="Yes"):
    rows = table.where(statistic="difference", option=option).frame
    assert len(rows) == 1
    return rows.iloc[0]


def test_both_sides_stand_beside_their_difference():
    table = change(survey(waves=True), Design(), ["q1", "q2"], waves=("w1", "w2"), by=("area",))
    first, second = (table.where(period=wave).frame for wave in ("w1", "w2"))
    rows = table.where(statistic="difference").frame
    assert set(rows["contrast"]) == {"w2 - w1"}
    gap = second["estimate"].to_numpy() - first["estimate"].to_numpy()
    assert np.array_equal(rows["estimate"].to_numpy(), gap, equal_nan=True)
    smaller = np.minimum(second["n"].to_numpy(), first["n"].to_numpy())
    assert np.array_equal(rows["n"].to_numpy(), smaller)
    assert set(rows["unit"]) == {"points", "score"}


def test_a_difference_says_that_it_is_a_repeated_cross_section_and_names_its_family():
    table = change(survey(waves=True), Design(), ["q1", "q2"], waves=("w1", "w2"))
    top = difference(table.where(indicator="q2"), "Agree or strongly agree")
    assert "repeated cross-section" in top["note"]
    assert "Holm within 2 differences of top boxes" in top["note"]
    assert "Newcombe" in top["method"]


def test_adjusted_p_values_are_never_below_the_plain_ones():
    rows = change(survey(waves=True), Design(), ["q1", "q2"], waves=("w1", "w2")).where(
        statistic="difference"
    )
    assert (rows.frame["p_adjusted"] >= rows.frame["p_value"]).all()


def test_from_nobody_to_everybody_is_a_change_with_limits_and_a_test():
    row = difference(change(responses_of(ENDS), Design(), ["ok"], waves=("w1", "w2")))
    assert row["estimate"] == 1
    assert 0 < row["conf_low"] < 1
    assert row["p_value"] < 0.01


def test_nobody_in_both_waves_is_no_change():
    never = responses_of(ENDS.replace("Yes", "No"))
    row = difference(change(never, Design(), ["ok"], waves=("w1", "w2")))
    assert (row["estimate"], row["p_value"]) == (0, 1)
    assert row["conf_low"] < 0 < row["conf_high"]


def test_self_selected_waves_are_compared_without_interval_or_test():
    table = responses_of(ENDS, kind="self_selected")
    row = difference(change(table, Design(kind="self_selected"), ["ok"], waves=("w1", "w2")))
    assert row["estimate"] == 1
    assert np.isnan(row[["conf_low", "conf_high", "p_value"]].astype(float)).all()
    assert "self-selected" in row["method"]


def test_a_wave_without_responses_is_refused():
    with pytest.raises(EstimateError) as error:
        change(responses_of(ENDS), Design(), ["ok"], waves=("w1", "w3"))
    assert error.value.problems[0].slug == "wave-without-responses"


def test_the_smallest_change_looks_the_same_from_either_end():
    assert smallest_detectable(100, 80, 0.2) == pytest.approx(smallest_detectable(100, 80, 0.8))


def test_two_people_could_show_no_change():
    assert np.isnan(smallest_detectable(1, 1, 0.5))
    assert np.isnan(smallest_detectable(0, 50, 0.5))


@pytest.mark.parametrize(
    ("n", "p1", "p2"),
    [(388, 0.5, 0.6), (170, 0.5, 0.65), (58, 0.5, 0.75), (294, 0.7, 0.8), (62, 0.7, 0.9)],
)
def test_the_guide_to_sample_sizes(n, p1, p2):
    assert smallest_detectable(n, n, p1) == pytest.approx(p2 - p1, abs=0.002)
