"""Any data frame can become responses; nothing in it gets lost."""

from __future__ import annotations

import pandas as pd
import pytest

from ffc_eval.analyse.compare import change, crosstab
from ffc_eval.analyse.estimate import mean, proportion, quantile, ratio, total
from ffc_eval.analyse.weights import rake
from ffc_eval.analyse.weights.resampling import bootstrap
from ffc_eval.errors import DesignError, EstimateError, ExportError
from ffc_eval.model.design import Design
from ffc_eval.model.instrument import Instrument, Option, Question, Wave
from ffc_eval.model.responses import Responses

FRAME = pd.DataFrame(
    {"fair": ["Yes", "No", "Yes", None], "area": ["N", "N", "S", "S"], "weight": [1.0, 1, 2, 1]}
)
FAIR = Question("fair", "Was it fair?", "single", (Option("1", "Yes"), Option("0", "No")))


def test_texts_of_few_values_become_questions_and_numbers_context():
    made = Responses.from_frame(FRAME)
    assert [question.id for question in made.instrument] == ["fair", "area"]
    assert made.context["weight"].tolist() == [1.0, 1.0, 2.0, 1.0]
    assert made.reasons["fair"].tolist() == ["", "", "", "blank"]


def test_a_frame_can_be_estimated_with_its_own_weights():
    made = proportion(Responses.from_frame(FRAME), Design(weight="weight"), "fair").frame
    yes = made[made["option"] == "Yes"].iloc[0]
    assert yes["estimate"] == pytest.approx(0.75)
    assert (yes["n"], yes["n_missing"]) == (3, 1)


def test_codes_and_labels_of_an_instrument_are_both_understood():
    instrument = Instrument("s", "S", (FAIR,), waves=(Wave("w", "W"),))
    frame = pd.DataFrame({"fair": [1, "No", None]})
    made = Responses.from_frame(frame, instrument)
    assert made.values["fair"].tolist()[:2] == ["Yes", "No"]
    assert made.waves == ("w",)


def test_an_answer_that_is_not_offered_is_refused_and_not_lost():
    instrument = Instrument("s", "S", (FAIR,), waves=(Wave("w", "W"),))
    with pytest.raises(ExportError, match="does not offer"):
        Responses.from_frame(pd.DataFrame({"fair": ["Yes", "Perhaps"]}), instrument)


def test_numbers_of_a_frame_have_means_totals_ratios_and_quantiles():
    made = Responses.from_frame(FRAME.assign(children=[1, 2, 3, None], rooms=[2, 2, 6, 1]))
    design = Design(weight="weight")
    row = mean(made, design, "children").frame.iloc[0]
    assert row["estimate"] == pytest.approx(9 / 4)
    assert (row["n"], row["n_missing"]) == (3, 1)
    assert total(made, design, "rooms").frame["estimate"].item() == 17
    assert ratio(made, design, "children", "rooms").frame["estimate"].item() == pytest.approx(
        0.5625
    )
    assert quantile(made, design, "rooms").frame["estimate"].item() == 2
    with pytest.raises(EstimateError, match="categories"):
        proportion(made, design, "rooms")


def test_rounds_and_people_of_a_frame_can_be_compared():
    frame = pd.DataFrame(
        {
            "wave": [2024] * 4 + [2025] * 4,
            "person": ["a", "b", "c", "d"] * 2,
            "fair": ["No", "No", "Yes", "No", "Yes", "No", "Yes", "Yes"],
        }
    )
    made = Responses.from_frame(frame)
    assert made.waves == ("2024", "2025")
    assert {name: account.kept for name, account in made.rows.items()} == {"2024": 4, "2025": 4}
    assert [question.id for question in made.instrument] == ["fair"]
    assert not made.context["person"].isin(frame["person"]).any()
    found = change(made, Design(), ["fair"], waves=("2024", "2025")).frame
    gap = found[(found["statistic"] == "difference") & (found["option"] == "Yes")].iloc[0]
    assert gap["estimate"] == pytest.approx(0.5)
    assert gap["note"].startswith("panel: of the 4 who answered both")


def test_one_round_named_holds_for_every_row():
    frame = pd.DataFrame({"wave": ["x", None], "fair": ["Yes", "No"]})
    assert Responses.from_frame(frame, wave="2025").waves == ("2025",)
    with pytest.raises(ExportError, match="empty cells"):
        Responses.from_frame(frame)


def test_a_column_without_any_answer_is_said_to_have_no_shares():
    made = Responses.from_frame(FRAME.assign(fair=None, area=pd.Categorical([None] * 4)))
    for name in ("fair", "area"):
        for estimate in (proportion, total):
            with pytest.raises(EstimateError, match="no options"):
                estimate(made, Design(), name)


def test_missing_truth_values_and_numbered_columns_are_read():
    frame = pd.DataFrame({0: pd.array([True, None, False], dtype="boolean"), 1: ["a", "b", "a"]})
    made = Responses.from_frame(frame)
    assert made.values["0"].tolist()[::2] == ["True", "False"]
    assert made.values["0"].isna().tolist() == [False, True, False]
    assert made.values["1"].tolist() == ["a", "b", "a"]


def test_nobody_has_no_replicate_weights():
    with pytest.raises(DesignError, match="no response"):
        bootstrap(Responses.from_frame(FRAME.iloc[:0]), Design(), replicates=50, seed=1)


def test_columns_of_one_name_and_endless_numbers_are_refused_together():
    frame = pd.concat([FRAME, FRAME[["fair"]]], axis=1).assign(ratio=[1.0, float("inf"), 2, 3])
    with pytest.raises(ExportError) as refused:
        Responses.from_frame(frame)
    assert {problem.slug for problem in refused.value.problems} == {
        "repeated-heading",
        "number-without-end",
    }


def test_a_ratio_to_nothing_is_no_number():
    made = Responses.from_frame(FRAME.assign(children=[1, 2, 3, 4], none=0))
    row = ratio(made, Design(), "children", "none").frame.iloc[0]
    assert pd.isna(row["estimate"])
    assert pd.isna(row["std_error"])


def test_a_method_that_is_not_offered_is_refused_with_those_that_are():
    made = Responses.from_frame(FRAME)
    with pytest.raises(EstimateError, match="wilson, logit, beta"):
        proportion(made, Design(), "fair", interval="exact")
    with pytest.raises(EstimateError, match="holm, bh, none"):
        crosstab(made, Design(), "fair", by="area", adjustment="bonferroni")


def test_margins_of_numbered_groups_may_be_named_by_number():
    made = Responses.from_frame(FRAME.assign(group=[1, 1, 2, 2]))
    found = rake(made, Design(), {"group": {1: 0.25, 2: 0.75}})
    assert found.responses.context["weight_raked"].tolist() == pytest.approx([0.5, 0.5, 1.5, 1.5])


def test_names_and_crossings_of_names_can_stand_side_by_side():
    found = proportion(Responses.from_frame(FRAME), Design(), "fair", by=("area", ("area", "fair")))
    assert set(found.frame["by"]) == {"area", "area | fair"}
