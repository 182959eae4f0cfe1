from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ffc_eval.analyse.case_sampling import agreement, compare_waves, marks_of, pairs, sensitivity
from ffc_eval.analyse.case_sampling.sensitivity import DRIFT, NE_OUT, SAME_MIX
from ffc_eval.errors import EstimateError
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Option, Question, Scale, Wave
from ffc_eval.model.responses import Responses

GOLDEN = Path(__file__).parents[2] / "golden"
GRADES = (
    Option("4", "Strong", 4.0),
    Option("3", "Meets", 3.0),
    Option("2", "Partly", 2.0),
    Option("1", "Does not", 1.0),
    Option("NE", "Not evidenced"),
    Option("NA", "Not applicable", reason="not_applicable"),
)
SCALE = Scale("grades", GRADES, ("4", "3"), ("2", "1"), "meets the standard", "below it")
ITEMS = ("a1", "a2")
WAVES = ("w1", "w2")
TOP, NE = "Meets the standard", "Not evidenced"
TOOL = Instrument(
    "audit",
    "Audit",
    tuple(Question(item, item, "single", GRADES, SCALE) for item in ITEMS),
    kind="sample",
    waves=(Wave("w1", "Autumn"), Wave("w2", "Spring")),
)


def audited() -> Responses:
    data = pd.read_csv(GOLDEN / "audited.csv", keep_default_na=False)
    data.index = pd.Index([f"r{place}" for place in data.index], name="response")
    labels = {option.code: option.label for option in GRADES if option.reason is None}
    valued = [option.label for option in GRADES if option.reason is None]
    values = pd.DataFrame(
        {item: pd.Categorical(data[item].map(labels), valued, ordered=True) for item in ITEMS},
        index=data.index,
    )
    reasons = values.isna().replace({True: "not_applicable", False: ""}).astype("str")
    read = data.groupby(["wave", "stratum"])["case"].transform("size")
    context = pd.DataFrame(
        {
            "wave": data["wave"],
            "person": data["case"],
            "stratum": data["stratum"],
            "stratum_size": data["stratum_size"].astype(float),
            "weight": data["stratum_size"] / read,
        }
    )
    return Responses(TOOL, values, reasons, context, {})


def compared(primary: tuple[str, ...] = ITEMS) -> Estimates:
    return compare_waves(audited(), ITEMS, waves=WAVES, primary=primary)


def golden() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    with (GOLDEN / "case_waves.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            found.setdefault(row["case"], {})[row["quantity"]] = float(row["value"])
    return found


def only(estimates: Estimates, **columns: str) -> pd.Series:
    frame = estimates.where(**columns).frame
    assert len(frame) == 1
    return frame.iloc[0]


@pytest.mark.parametrize("item", ITEMS)
def test_shares_at_the_standard_and_their_difference_are_those_of_r(item: str):
    found, expected = compared(), golden()
    rows = {
        f"{item}:w1:top_box": only(found, indicator=item, period="w1", statistic="top_box"),
        f"{item}:w2:top_box": only(found, indicator=item, period="w2", statistic="top_box"),
        f"{item}:w1:ne": only(found, indicator=item, period="w1", statistic="share", option=NE),
        f"{item}:difference": only(found, indicator=item, statistic="difference", option=TOP),
        f"{item}:cliffs_delta": only(found, indicator=item, statistic="cliffs_delta"),
    }
    for case, row in rows.items():
        for quantity, value in expected[case].items():
            assert row[quantity] == pytest.approx(value, rel=1e-9), (case, quantity)


def test_primary_items_are_holm_adjusted_together():
    found = compared().where(statistic="difference", option=TOP).frame
    adjusted = dict(zip(found["indicator"], found["p_adjusted"], strict=True))
    assert adjusted == pytest.approx(golden()["holm"], rel=1e-9)


def test_only_primary_items_are_tested():
    found = compared(("a2",)).where(statistic="difference").frame
    tested = found[found["p_value"].notna()]
    assert list(zip(tested["indicator"], tested["option"], strict=True)) == [("a2", TOP)]
    assert (tested["p_adjusted"] == tested["p_value"]).all()
    assert set(found["note"]) == {"primary item; Holm within 1 primary items", "not tested"}


def test_at_most_five_primary_items_all_of_them_compared():
    for primary in (("a1",) * 6, ("elsewhere",)):
        with pytest.raises(EstimateError, match="primary-items"):
            compared(primary)


def test_every_grade_and_not_evidenced_is_shown_for_each_wave():
    found = compared().where(indicator="a1", statistic="share", period="w1").frame
    assert found["option"].tolist() == ["Strong", "Meets", "Partly", "Does not", NE]
    assert found["estimate"].sum() == pytest.approx(1)
    changes = compared().where(indicator="a1", statistic="difference").frame
    assert changes["option"].tolist() == [NE, TOP]


def test_the_number_of_cases_read_twice_is_said():
    assert compared().provenance.steps[-1].endswith("9 cases were read in both.")


def test_leaving_out_what_is_not_evidenced_changes_the_base():
    found = sensitivity(audited(), ITEMS, waves=WAVES)
    row = only(found, indicator="a1", note=NE_OUT)
    main = only(compared(), indicator="a1", statistic="difference", option=TOP)
    assert row["n"] < main["n"]
    assert np.isnan(row["p_value"])


def test_the_same_mix_gives_the_later_wave_the_earlier_strata():
    responses = audited()
    row = only(sensitivity(responses, ITEMS, waves=WAVES), indicator="a1", note=SAME_MIX)
    frame = responses.context.assign(
        good=responses.values["a1"].isin(["Strong", "Meets"]), asked=responses.values["a1"].notna()
    )
    sizes = {"N": 60, "S": 90, "W": 30}
    shares = []
    for wave in WAVES:
        here = frame[frame["wave"] == wave]
        weight = here["stratum"].map(sizes) / here.groupby("stratum")["wave"].transform("size")
        shares.append((weight * here["good"]).sum() / (weight * here["asked"]).sum())
    assert row["estimate"] == pytest.approx(shares[1] - shares[0])


def test_drift_is_taken_off_and_widens_the_limits():
    again = Estimates.from_rows(
        [
            {
                "indicator": "a1",
                "statistic": "drift_share",
                "estimate": 0.1,
                "std_error": 0.05,
                "conf_low": 0.0,
                "conf_high": 0.2,
            }
        ]
    )
    row = only(sensitivity(audited(), ITEMS, waves=WAVES, drift=again), note=DRIFT)
    main = only(compared(), indicator="a1", statistic="difference", option=TOP)
    assert row["estimate"] == pytest.approx(main["estimate"] - 0.1)
    assert row["std_error"] == pytest.approx(np.hypot(main["std_error"], 0.05))
    assert row["conf_high"] - row["conf_low"] > main["conf_high"] - main["conf_low"]


def test_cases_read_in_both_waves_are_pairs():
    responses = audited()
    found = pairs(responses, ("a1",), waves=WAVES)
    shares = found.where(statistic="share").frame
    assert shares["option"].tolist() == ["higher", "same", "lower"]
    graded = shares["n"].iloc[0]
    assert shares["count"].sum() == graded
    assert graded + shares["n_missing"].iloc[0] == 9
    assert shares["estimate"].sum() == pytest.approx(1)


def test_the_sign_test_is_exact():
    responses = audited()
    first = responses.context["wave"] == "w1"
    values = responses.values.copy()
    values.loc[first, "a1"] = "Partly"
    values.loc[~first, "a1"] = "Meets"
    moved = Responses(TOOL, values, responses.reasons, responses.context, {})
    row = only(pairs(moved, ("a1",), waves=WAVES), statistic="sign_test")
    assert row["p_value"] == pytest.approx(2 * 0.5**9)


def test_an_item_without_a_standard_is_refused():
    bare = Instrument(
        "audit",
        "Audit",
        tuple(Question(item, item, "single", GRADES) for item in ITEMS),
        kind="sample",
        waves=TOOL.waves,
    )
    here = audited()
    responses = Responses(bare, here.values, here.reasons, here.context, {})
    with pytest.raises(EstimateError, match="item-without-standard"):
        compare_waves(responses, ITEMS, waves=WAVES, primary=())


def test_two_markings_of_a_case_stand_side_by_side():
    both = audited()
    first, second = (both.of_wave(wave) for wave in WAVES)
    found = marks_of(first, second)
    assert found["item"].tolist() == ["a1"] * 9 + ["a2"] * 9
    assert set(found["first"]) | set(found["second"]) <= {"1", "2", "3", "4", "NE", ""}
    kappas = agreement(found, TOOL).where(statistic="kappa_linear").frame
    assert (kappas["n"] + kappas["n_missing"]).tolist() == [9, 9]
    same = agreement(marks_of(first, first), TOOL).where(statistic="exact").frame
    assert same["estimate"].tolist() == [1.0, 1.0]


def test_a_grade_named_like_the_standard_is_refused():
    scale = replace(SCALE, top_label="meets")
    questions = tuple(Question(item, item, "single", GRADES, scale) for item in ITEMS)
    cases = replace(audited(), instrument=replace(TOOL, questions=questions))
    with pytest.raises(EstimateError, match="standard-named-like-a-grade"):
        compare_waves(cases, ITEMS, waves=WAVES, primary=ITEMS)
