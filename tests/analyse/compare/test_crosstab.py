"""Crosstabs: tests and differences agree with R; letters say which groups lie above which."""

from __future__ import annotations

import numpy as np
import pytest
from analyse.survey_tables import responses_of
from golden.survey import DESIGNS, survey, values, worst
from scipy import stats

from ffc_eval.analyse.compare.crosstabs import crosstab
from ffc_eval.model.design import Design

APART = (
    "| ok | area |\n|-|-|\n"
    + "| Yes | A |\n" * 28
    + "| No | A |\n" * 2
    + "| Yes | B |\n" * 8
    + "| No | B |\n" * 22
    + "| Yes | C |\n" * 26
    + "| No | C |\n" * 4
)


@pytest.mark.parametrize("name", list(DESIGNS))
@pytest.mark.parametrize("by", ["area", "role"])
def test_rao_scott_agrees_with_svychisq(name: str, by: str):
    table = crosstab(survey(), DESIGNS[name], "q2", by=by)
    row = table.where(statistic="rao_scott").frame.iloc[0].to_dict()
    assert worst(row, values("crosstab")[f"{name}:{by}:test"]) < 1e-9


@pytest.mark.parametrize("name", list(DESIGNS))
def test_differences_between_groups_agree_with_svyby(name: str):
    table = crosstab(survey(), DESIGNS[name], "q2", by="area")
    gaps = table.where(statistic="difference", option="Agree").frame
    for row in gaps.to_dict("records"):
        assert worst(row, values("crosstab")[f"{name}:area:{row['contrast']}"]) < 1e-9


def test_without_a_design_the_test_is_near_pearsons():
    table = crosstab(responses_of(APART), Design(), "ok", by="area")
    row = table.where(statistic="rao_scott").frame.iloc[0]
    plain = stats.chi2_contingency([[28, 8, 26], [2, 22, 4]], correction=False)
    assert row["estimate"] * 2 == pytest.approx(plain.statistic, rel=0.05)
    assert row["df_num"] == pytest.approx(2, rel=0.05)


def test_letters_name_the_groups_that_lie_below():
    table = crosstab(responses_of(APART), Design(), "ok", by="area").where(option="Yes")
    notes = table.where(statistic="share", by="area").frame.set_index("domain")["note"]
    assert notes.to_dict() == {
        "A": "column A; higher than B",
        "B": "column B",
        "C": "column C; higher than B",
    }


def test_everybody_stands_beside_the_groups_and_the_test_comes_last():
    frame = crosstab(responses_of(APART), Design(), "ok", by="area").frame
    assert frame["by"].iloc[0] == ""
    assert frame["statistic"].iloc[-1] == "rao_scott"
    gaps = frame[frame["statistic"] == "difference"]
    assert list(gaps["contrast"].unique()) == ["B - A", "C - A", "C - B"]
    assert (gaps["p_adjusted"] >= gaps["p_value"]).all()
    assert gaps["note"].str.contains("Holm within 6 differences of shares by area").all()


def test_benjamini_hochberg_is_milder_than_holm():
    found = {
        method: crosstab(survey(), Design(), "q2", by="area", adjustment=method)
        .where(statistic="difference")
        .frame["p_adjusted"]
        for method in ("holm", "bh")
    }
    assert (found["bh"] <= found["holm"] + 1e-12).all()


def test_one_group_gives_no_test():
    one = responses_of("| ok | area |\n|-|-|\n| Yes | A |\n| No | A |\n| No | A |")
    row = crosstab(one, Design(), "ok", by="area").where(statistic="rao_scott").frame.iloc[0]
    assert row["method"] == "no test: nothing to compare"
    assert np.isnan(row["p_value"])


def test_self_selected_answers_are_not_tested():
    table = crosstab(
        responses_of(APART, kind="self_selected"), Design(kind="self_selected"), "ok", by="area"
    )
    assert set(table.frame["statistic"]) == {"share", "difference"}
    assert table.frame["p_value"].isna().all()
    assert table.frame["conf_low"].isna().all()
