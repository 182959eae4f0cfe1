"""The design that an instrument names, and a report that goes on where it has a gap."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import ffc_eval as ffc
from ffc_eval.model.frame import FrameGroup, SamplingPlan, Weighting
from ffc_eval.project.weighting import counting

SCHOOLS = ["a"] * 20 + ["b"] * 10 + ["c"] * 10


def people(plan: SamplingPlan | None = None, **more) -> ffc.Responses:
    """Return 20 people of the North (school a) and 20 of the South (schools b and c)."""
    answers = (["Yes"] * 3 + ["No"] * 2) * 8
    frame = pd.DataFrame(
        {
            "q": pd.Categorical(answers),
            "area": pd.Categorical(["North"] * 20 + ["South"] * 20),
            "school": SCHOOLS,
        }
    )
    made = ffc.Responses.from_frame(frame)
    instrument = replace(made.instrument, sampling=plan, population="partners", **more)
    return replace(made, instrument=instrument)


def test_the_size_of_strata_on_the_list_gives_weights_and_correction():
    sizes = (FrameGroup("area", "North", 30), FrameGroup("area", "South", 200))
    found = counting(people(SamplingPlan(stratum="area", population="frame"), frame=sizes))
    assert found.design.fpc == "frame_size"
    made = ffc.proportion(found.responses, found.design, "q").frame
    assert made["n_weighted"].tolist() == pytest.approx([230, 230])
    assert made["method"].str.contains("finite population correction").all()


def test_a_stratum_of_one_cluster_leaves_out_its_estimates_says_why_and_offers_choices():
    found = counting(people(SamplingPlan(stratum="area", cluster="school"), domains=("area",)))
    made = ffc.item_block(found.responses, found.design, ["q"], by=((), ("area",)))
    released = ffc.protect(made, ffc.Policy.of(found.responses.instrument))
    shown = ffc.table(released, found.responses.instrument, questions=["q"])
    assert [row[1][0] for row in shown.rows] == [":", ":"]
    assert "(60%)" in shown.rows[1][-1]
    (note,) = shown.notes
    assert note.startswith("Numbers marked : are left out.")
    assert "centre" in note
    chosen = SamplingPlan(stratum="area", cluster="school", single_cluster="certainty")
    whole = counting(people(chosen))
    assert np.isfinite(ffc.proportion(whole.responses, whole.design, "q").frame["std_error"]).all()


def test_a_group_of_the_answers_that_the_list_lacks_leaves_the_weights_out():
    sizes = (FrameGroup("area", "North", 30),)
    found = counting(people(frame=sizes, weighting=Weighting("raking", ("area",))))
    assert "no total" in found.left_out
    assert found.design.weight is None


def test_a_group_of_nobody_on_the_list_leaves_the_weights_out():
    sizes = (FrameGroup("area", "North", 30), FrameGroup("area", "South", 0))
    found = counting(people(frame=sizes, weighting=Weighting("raking", ("area",))))
    assert found.left_out.startswith("Some weights would be 0")


def test_post_stratified_calibrated_and_trimmed_weights_meet_the_list():
    crossed = tuple(
        FrameGroup("area | q", f"{area} | {answer}", size)
        for area, answer, size in (
            *(("North", "Yes", 10), ("North", "No", 20)),
            *(("South", "Yes", 30), ("South", "No", 40)),
        )
    )
    post = counting(
        people(frame=crossed, weighting=Weighting("post_stratification", ("area", "q")))
    )
    share = ffc.proportion(post.responses, post.design, "q", by="area").where(option="Yes").frame
    assert share["estimate"].tolist() == pytest.approx([10 / 30, 30 / 70])
    sizes = (FrameGroup("area", "North", 30), FrameGroup("area", "South", 70))
    weighting = Weighting("calibration", ("area",), trim=(0.5, 2.0), bounds=(0.3, 3.0))
    made = counting(people(frame=sizes, weighting=weighting))
    assert made.left_out == ""
    area = ffc.proportion(made.responses, made.design, "area").frame["estimate"]
    assert area.tolist() == pytest.approx([0.3, 0.7])
