"""Where R is undefined or misleads: nobody, one person, 0 and 100 %, one cluster, no sample."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from analyse.survey_tables import responses_of
from golden.survey import survey
from scipy import stats

from ffc_eval.analyse.estimate.numbers import mean, total
from ffc_eval.analyse.estimate.quantiles import quantile
from ffc_eval.analyse.estimate.shares import item_block, proportion
from ffc_eval.errors import DesignError, EstimateError
from ffc_eval.model.design import Design

TEN_YES = "| ok |\n|--|\n" + "| Yes |\n" * 10


def wilson_by_hand(p: float, n: float, df: float) -> tuple[float, float]:
    t = stats.t.ppf(0.975, df)
    centre = (p + t**2 / (2 * n)) / (1 + t**2 / n)
    half = t / (1 + t**2 / n) * math.sqrt(p * (1 - p) / n + t**2 / (4 * n**2))
    return centre - half, centre + half


def only(table, **columns):
    rows = table.where(**columns).frame
    assert len(rows) == 1
    return rows.iloc[0]


def test_everybody_saying_yes_keeps_an_interval():
    yes = only(proportion(responses_of(TEN_YES), Design(), "ok"), option="Yes")
    no = only(proportion(responses_of(TEN_YES), Design(), "ok"), option="No")
    low, _ = wilson_by_hand(1.0, 9, 9)
    assert (yes["estimate"], yes["conf_high"], yes["n_effective"]) == (1, 1, 9)
    assert yes["conf_low"] == pytest.approx(low, rel=1e-12)
    assert (no["estimate"], no["conf_low"]) == (0, 0)
    assert no["conf_high"] == pytest.approx(1 - low, rel=1e-12)


def test_unequal_weights_shrink_the_effective_n_at_one():
    table = responses_of(
        """
        | ok  | weight |
        |-----|--------|
        | Yes | 1 |
        | Yes | 1 |
        | Yes | 1 |
        | Yes | 3 |
        """
    )
    yes = only(proportion(table, Design(weight="weight"), "ok"), option="Yes")
    assert yes["n_effective"] == pytest.approx(36 / 12 - 1)


def test_a_known_list_widens_the_effective_n_at_one():
    listed = responses_of(TEN_YES, kind="list", frame=40)
    yes = only(proportion(listed, Design(kind="list"), "ok"), option="Yes")
    assert yes["n_effective"] == pytest.approx(9 / (1 - 10 / 40))
    assert "10 of 40 answered" in yes["method"]


def test_a_list_of_which_a_tenth_or_less_answered_has_no_correction():
    listed = responses_of(TEN_YES, kind="list", frame=100)
    yes = only(proportion(listed, Design(kind="list"), "ok"), option="Yes")
    assert yes["n_effective"] == 9
    assert "no finite population correction" in yes["method"]


def test_a_list_that_answered_completely_has_no_sampling_error():
    listed = responses_of("| ok |\n|-|\n| Yes |\n| No |\n| Yes |", kind="list", frame=3)
    yes = only(proportion(listed, Design(kind="list"), "ok"), option="Yes")
    assert yes["std_error"] == pytest.approx(0, abs=1e-12)
    assert (yes["conf_low"], yes["conf_high"]) == pytest.approx((2 / 3, 2 / 3))


def test_clusters_at_one_use_the_median_design_effect_of_the_other_shares():
    table = responses_of(
        """
        | ok  | a   | b   | cluster |
        |-----|-----|-----|---------|
        | Yes | Yes | Yes | k |
        | Yes | Yes | No  | k |
        | Yes | No  | No  | l |
        | Yes | No  | No  | l |
        | Yes | Yes | Yes | m |
        | Yes | Yes | No  | m |
        """
    )
    block = item_block(table, Design(cluster="cluster"), ["ok", "a", "b"])
    shares = block.where(statistic="share")
    others = shares.frame[shares.frame["indicator"] != "ok"]
    effect = max(1.0, float(np.median(5 / others["n_effective"])))
    yes = only(shares, indicator="ok", option="Yes")
    assert effect > 1
    assert yes["n_effective"] == pytest.approx(6 / effect - 1, rel=1e-12)
    assert yes["conf_low"] < 0.5 < yes["conf_high"] == 1


def test_one_person_has_no_standard_error():
    row = only(proportion(responses_of("| ok |\n|-|\n| Yes |\n|  |"), Design(), "ok"), option="Yes")
    assert (row["n"], row["n_missing"], row["estimate"]) == (1, 1, 1)
    assert np.isnan(row[["std_error", "conf_low", "conf_high"]].astype(float)).all()
    assert row["method"] == "one person: no standard error"


def test_a_survey_of_one_person_still_gives_the_answer():
    row = proportion(responses_of("| ok |\n|-|\n| Yes |"), Design(), "ok").frame.iloc[0]
    assert (row["estimate"], row["n"]) == (1, 1)
    assert row["method"] == "one person: no standard error"
    assert np.isnan(row["std_error"])


def test_nobody_in_the_base_is_no_base_and_never_zero():
    table = responses_of("| ok | area |\n|-|-|\n| Yes | A |\n| No | A |\n|  | B |")
    row = only(proportion(table, Design(), "ok", by=("area",)), option="Yes", domain="B")
    assert row["method"] == "no base"
    assert (row["n"], row["n_missing"]) == (0, 1)
    assert np.isnan(row["estimate"])
    days = responses_of("| days |\n|-|\n| 3 |\n| 4 |", days={"type": "number"})
    days.values["days"] = np.nan
    for estimate in (mean, total, quantile):
        assert only(estimate(days, Design(), "days"))["method"] == "no base"


def test_people_who_were_not_asked_are_not_missing():
    table = responses_of("| ok |\n|-|\n| Yes |\n| No |\n| - |\n|  |")
    row = only(proportion(table, Design(), "ok"), option="Yes")
    assert (row["n"], row["n_missing"]) == (2, 1)


def test_two_questions_with_one_base_keep_their_own_missing():
    table = responses_of(
        "| a | b |\n|-|-|\n| Yes | No |\n| No | No |\n| - |  |\n|  | - |\n| - |  |"
    )
    block = item_block(table, Design(), ["a", "b"]).where(option="Yes").frame
    assert block.set_index("indicator")["n_missing"].to_dict() == {"a": 1, "b": 2}


def test_a_share_of_everybody_asked_counts_the_blank_as_not_choosing():
    table = responses_of("| ok |\n|-|\n| Yes |\n| No |\n| - |\n|  |", ok={"base": "asked"})
    row = only(proportion(table, Design(), "ok"), option="Yes")
    assert (row["n"], row["n_missing"], row["estimate"]) == (3, 0, pytest.approx(1 / 3))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("self_selected", "described, no sampling interval: self-selected"),
        ("census", "described, no sampling interval: census of events"),
    ],
)
def test_what_is_no_sample_has_no_interval(kind, words):
    table = responses_of("| ok |\n|-|\n| Yes |\n| No |\n| No |", kind=kind)
    for row in proportion(table, Design(kind=kind), "ok").frame.to_dict("records"):
        assert row["method"] == words
        assert row["estimate"] == pytest.approx(row["count"] / 3)
        for name in ("std_error", "conf_low", "conf_high", "conf_level", "df", "n_effective"):
            assert np.isnan(row[name])
    days = responses_of("| days |\n|-|\n| 3 |\n| 4 |", kind=kind)
    for estimate in (mean, total, quantile):
        row = only(estimate(days, Design(kind=kind), "days"))
        assert row["method"] == words
        assert np.isnan(row["conf_low"])


LONE = """
| ok  | stratum | area |
|-----|---------|------|
| Yes | n | A |
| No  | n | A |
| Yes | n | B |
| No  | s | B |
| Yes | t | B |
| Yes | t | C |
| No  | t | C |
"""


def test_a_stratum_of_one_cluster_leaves_only_its_own_domains_out():
    table = proportion(responses_of(LONE), Design(stratum="stratum"), "ok", by=((), ("area",)))
    yes = table.where(option="Yes").frame.set_index("domain")
    assert yes["estimate"].isna().to_dict() == {"": True, "A": False, "B": True, "C": False}
    assert yes.loc["B", "method"] == "left out: a stratum of one cluster"
    assert "centre" in yes.loc["B", "note"]
    assert not np.isnan(yes.loc["A", "std_error"])


@pytest.mark.parametrize(("choice", "expected"), [("centre", True), ("certainty", False)])
def test_choices_for_a_stratum_of_one_cluster(choice, expected):
    design = Design(stratum="stratum", single_cluster=choice)
    row = only(proportion(responses_of(LONE), design, "ok"), option="Yes")
    p = 4 / 7
    north = 3 / 2 * sum((y - 2 / 3) ** 2 for y in (1, 0, 1))
    tail = 3 / 2 * sum((y - 2 / 3) ** 2 for y in (1, 1, 0))
    lone = (0 - p) ** 2 if expected else 0.0
    assert row["std_error"] ** 2 == pytest.approx((north + tail + lone) / 49, rel=1e-12)


def test_the_same_answer_from_everybody_leaves_no_interval_for_a_mean():
    row = only(mean(responses_of("| days |\n|-|\n| 5 |\n| 5 |\n| 5 |"), Design(), "days"))
    assert (row["estimate"], row["std_error"]) == (5, 0)
    assert np.isnan(row["conf_low"])


def test_a_net_at_its_end_keeps_a_wide_interval():
    everybody = survey()
    levels = everybody.values["q2"].dtype
    everybody.values["q2"] = pd.Series("Agree", everybody.values.index).astype(levels)
    row = only(item_block(everybody, Design(), ["q2"]), statistic="net")
    low, _ = wilson_by_hand(1.0, 94, 94)
    assert row["estimate"] == 1
    assert row["conf_low"] == pytest.approx(1 - 2 * (1 - low), rel=1e-9)
    assert row["conf_high"] == 1


@pytest.mark.parametrize(
    ("column", "slug"),
    [("weight", "weight-not-positive"), ("stratum", "design-column-missing")],
)
def test_a_design_that_cannot_be_used_is_refused(column, slug):
    table = responses_of("| ok | weight | stratum |\n|-|-|-|\n| Yes | 0 | a |\n| No | 1 | b |")
    table.context.loc["r0", "stratum"] = None
    with pytest.raises(DesignError) as error:
        proportion(table, Design(**{column: column}), "ok")
    assert error.value.problems[0].slug == slug


@pytest.mark.parametrize(("size", "slug"), [("2", "fpc-too-small"), ("", "fpc-differs")])
def test_a_population_smaller_than_the_sample_is_refused(size, slug):
    table = responses_of("| ok | fpc |\n|-|-|\n| Yes | 9 |\n| No | 9 |\n| No | 9 |")
    table.context["fpc"] = float(size) if size else [9.0, 8.0, 9.0]
    with pytest.raises(DesignError) as error:
        proportion(table, Design(fpc="fpc"), "ok")
    assert error.value.problems[0].slug == slug


def test_questions_without_options_or_numbers_are_refused():
    days = responses_of("| days | ok |\n|-|-|\n| 5 | Yes |\n| 6 | No |")
    for estimate, question, slug in (
        (proportion, "days", "question-not-closed"),
        (mean, "area", "question-without-numbers"),
    ):
        table = responses_of("| days | area |\n|-|-|\n| 5 | A |\n| 6 | B |")
        with pytest.raises(EstimateError) as error:
            estimate(table, Design(), question)
        assert error.value.problems[0].slug == slug
    for wrong, slug in (({"conf_level": 95.0}, "conf-level"),):
        with pytest.raises(EstimateError) as error:
            proportion(days, Design(), "ok", **wrong)
        assert error.value.problems[0].slug == slug
    with pytest.raises(EstimateError) as error:
        quantile(days, Design(), "days", probabilities=(50,))
    assert error.value.problems[0].slug == "probability"
