"""Mix-standardised change: the mix of people held as in the later wave."""

from __future__ import annotations

import pytest
from analyse.compare.test_panel import SCALE, everybody, two_waves
from analyse.survey_tables import responses_of

from ffc_eval.analyse.compare import headline_change, standardised_change
from ffc_eval.errors import EstimateError
from ffc_eval.model.design import Design

WAVES = ("w1", "w2")


def mixed(**rows: int):
    """Return responses of two waves; "w1_manager_Yes=8" is eight people."""
    lines = ["| wave | role | ok |", "|-|-|-|"]
    for key, times in rows.items():
        wave, role, answer = key.split("_")
        lines += [f"| {wave} | {role} | {answer} |"] * times
    return responses_of("\n".join(lines), ok={"scale": SCALE})


MORE_MANAGERS = {
    "w1_manager_Yes": 8,
    "w1_manager_No": 2,
    "w1_worker_Yes": 8,
    "w1_worker_No": 32,
    "w2_manager_Yes": 32,
    "w2_manager_No": 8,
    "w2_worker_Yes": 2,
    "w2_worker_No": 8,
}


def gap(table):
    return table.where(statistic="difference").frame.iloc[0]


def test_a_change_that_is_all_mix_vanishes():
    responses = mixed(**MORE_MANAGERS)
    plain = headline_change(responses, Design(), ["ok"], waves=WAVES)
    held = standardised_change(responses, Design(), ["ok"], waves=WAVES, mix=("role",))
    assert gap(plain)["estimate"] == pytest.approx(0.36)
    assert gap(held)["estimate"] == pytest.approx(0, abs=1e-9)
    assert "mix of role as in w2" in gap(held)["note"]


def test_a_change_within_every_group_stays():
    responses = mixed(
        w1_manager_Yes=5, w1_manager_No=5, w1_worker_Yes=5, w1_worker_No=5,
        w2_manager_Yes=14, w2_manager_No=6, w2_worker_Yes=14, w2_worker_No=6,
    )  # fmt: skip
    held = standardised_change(responses, Design(), ["ok"], waves=WAVES, mix=("role",))
    plain = headline_change(responses, Design(), ["ok"], waves=WAVES)
    assert gap(held)["estimate"] == pytest.approx(gap(plain)["estimate"])


def test_groups_of_one_wave_are_left_out_and_counted():
    responses = mixed(**MORE_MANAGERS, w1_student_Yes=3)
    held = standardised_change(responses, Design(), ["ok"], waves=WAVES, mix=("role",))
    assert gap(held)["estimate"] == pytest.approx(0, abs=1e-9)
    assert "3 people of groups seen in one wave only left out" in gap(held)["note"]


def test_the_same_people_need_no_standardising():
    panel = two_waves(everybody("yynn"), everybody("yyyn"))
    with pytest.raises(EstimateError) as error:
        standardised_change(panel, Design(), ["ok"], waves=WAVES, mix=("ok",))
    assert error.value.problems[0].slug == "mix-of-a-panel"
