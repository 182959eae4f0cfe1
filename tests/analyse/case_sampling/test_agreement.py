from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffc_eval.analyse.case_sampling import agreement, drift, drifted, trust
from ffc_eval.analyse.case_sampling.kappa import ac2, kappa_linear
from ffc_eval.errors import EstimateError
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Option, Question, Scale

GOLDEN = Path(__file__).parents[2] / "golden"
GRADES = (
    Option("4", "Strong", 4.0),
    Option("3", "Meets", 3.0),
    Option("2", "Partly", 2.0),
    Option("1", "Does not", 1.0),
    Option("NE", "Not evidenced"),
    Option("NA", "Not applicable", reason="not_applicable"),
)
SCALE = Scale("grades", GRADES, ("4", "3"), ("2", "1"))
ITEMS = ("clear", "vague", "one_grade", "opposed")
TOOL = Instrument(
    "audit",
    "Audit",
    tuple(Question(item, item, "single", GRADES, SCALE) for item in ITEMS),
)


def marks() -> pd.DataFrame:
    return pd.read_csv(GOLDEN / "marks.csv", dtype="str", keep_default_na=False)


def expected(statistic: str) -> dict[tuple[str, str], float]:
    with (GOLDEN / "agreement.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    found = {}
    for row in rows:
        item, name = row["case"].split(":")
        if name == statistic:
            found[item, row["quantity"]] = float(row["value"])
    return found


def assert_golden(estimates: Estimates, statistic: str) -> None:
    rows = estimates.where(statistic=statistic).frame.set_index("indicator")
    golden = expected(statistic)
    assert len(golden) >= 8
    for (item, quantity), value in golden.items():
        assert rows.loc[item, quantity] == pytest.approx(value, rel=1e-9, abs=1e-12), item


@pytest.mark.parametrize("statistic", ["exact", "within_one", "kappa_linear", "ac2"])
def test_agreement_is_that_of_r(statistic: str):
    assert_golden(agreement(marks(), TOOL), statistic)


def test_drift_is_that_of_r():
    assert_golden(drift(marks(), TOOL), "drift")


def test_only_cases_graded_by_both_count():
    rows = agreement(marks(), TOOL).where(indicator="vague", statistic="kappa_linear").frame
    assert rows[["n", "n_missing"]].to_numpy().tolist() == [[34, 2]]
    ungraded = pd.DataFrame({"item": "clear", "first": ["4", "NE"], "second": ["NA", "3"]})
    rows = agreement(ungraded, TOOL).frame
    assert rows["statistic"].tolist() == ["exact", "within_one"]
    assert rows["n"].tolist() == [0, 0]
    assert rows["estimate"].isna().all()


def test_low_kappas_are_text_only_and_middling_ones_flagged():
    found = agreement(marks(), TOOL)
    kappas = found.where(statistic="kappa_linear").frame
    notes = dict(zip(kappas["indicator"], kappas["note"], strict=True))
    assert notes["opposed"] == "text only"
    assert notes["clear"] == ""
    assert trust(found) == {
        "clear": "sound",
        "vague": "sound",
        "one_grade": "sound",
        "opposed": "text only",
    }
    half = pd.DataFrame({"item": "clear", "first": list("44332211"), "second": list("43324211")})
    assert trust(agreement(half, TOOL))["clear"] in ("flagged", "sound")


def test_thirty_pairs_without_disagreement_do_not_prove_perfection():
    same = pd.DataFrame({"item": "clear", "first": list("4321" * 8)[:30]})
    found = agreement(same.assign(second=same["first"]), TOOL).frame.set_index("statistic")
    for statistic in ("kappa_linear", "ac2"):
        row = found.loc[statistic]
        assert row["estimate"] == 1.0
        assert 0.7 < row["conf_low"] < 0.95
        assert "nobody disagreed" in row["note"]


def test_one_grade_for_all_has_no_kappa_but_an_ac2():
    same = pd.DataFrame({"item": "clear", "first": ["3"] * 12, "second": ["3"] * 12})
    found = agreement(same, TOOL).frame.set_index("statistic")
    assert np.isnan(found.loc["kappa_linear", "estimate"])
    assert found.loc["ac2", "estimate"] == 1.0
    assert trust(agreement(same, TOOL)) == {"clear": "unknown"}


def test_items_stand_in_the_order_of_the_tool_and_others_are_left_alone():
    found = agreement(marks().iloc[::-1], TOOL).frame
    assert list(dict.fromkeys(found["indicator"])) == list(ITEMS)


def test_an_item_without_grades_is_refused():
    tool = Instrument("audit", "Audit", (Question("clear", "?", "single", GRADES[4:]),))
    with pytest.raises(EstimateError, match="item-without-grades"):
        agreement(marks(), tool)


PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40)


@given(PAIRS)
@settings(max_examples=100, deadline=None)
def test_coefficients_do_not_care_which_reader_is_first_nor_which_end_is_up(
    pairs: list[tuple[int, int]],
):
    first, second = (np.array(side) for side in zip(*pairs, strict=True))
    for coefficient in (kappa_linear, ac2):
        found = coefficient(first, second, 4)
        for other in (coefficient(second, first, 4), coefficient(3 - first, 3 - second, 4)):
            assert other.estimate == pytest.approx(found.estimate, abs=1e-9, nan_ok=True)
            assert other.conf_low == pytest.approx(found.conf_low, abs=1e-6, nan_ok=True)
        if found.estimate == found.estimate:
            assert -1 <= found.conf_low <= found.estimate + 1e-12
            assert found.estimate <= found.conf_high + 1e-12


def test_marking_that_moved_a_quarter_of_a_grade_carries_a_warning():
    again = pd.DataFrame(
        {
            "item": ["clear"] * 12 + ["vague"] * 12,
            "first": list("222333222333") * 2,
            "second": list("333333222333") + list("222333222333"),
        }
    )
    found = drift(again, TOOL)
    assert drifted(found) == ()
    moved = again.assign(second=["3"] * 6 + ["4"] * 3 + ["3"] * 3 + list("222333222333"))
    found = drift(moved, TOOL)
    assert drifted(found) == ("clear",)
    rows = found.where(statistic="drift").frame
    assert rows["estimate"].tolist() == [0.75, 0.0]
    assert rows["note"].tolist()[0].startswith("drift")
    shares = found.where(statistic="drift_share").frame
    assert shares["estimate"].tolist() == [0.5, 0.0]
    assert shares["unit"].tolist() == ["points", "points"]
