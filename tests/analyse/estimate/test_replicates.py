"""Replicate weights: errors agree with R ``svrepdesign``; bootstrap and jackknife are made well."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from analyse.survey_tables import responses_of
from golden.survey import DESIGNS, survey, values, worst

from ffc_eval.analyse.estimate import item_block, mean, quantile, ratio, total
from ffc_eval.analyse.weights.raking import rake
from ffc_eval.analyse.weights.resampling import bootstrap, jackknife
from ffc_eval.errors import DesignError
from ffc_eval.model.design import Design


def r_bootstrap():
    responses, found = survey(), values("replicates")
    columns = {f"b{at}": np.array(list(found[f"bootstrap:{at}"].values())) for at in range(1, 16)}
    context = responses.context.join(pd.DataFrame(columns, index=responses.context.index))
    design = replace(DESIGNS["clustered"], replicates=tuple(columns), replicate_kind="bootstrap")
    return replace(responses, context=context), design


MADE = {
    "bootstrap": r_bootstrap,
    "jackknife": lambda: jackknife(survey(), DESIGNS["clustered"]),
    "jackknife_fpc": lambda: jackknife(survey(), DESIGNS["clustered_fpc"]),
    "jackknife_people": lambda: jackknife(survey(), DESIGNS["srs"]),
}


@pytest.mark.parametrize("name", list(MADE))
def test_errors_agree_with_svrepdesign(name: str):
    responses, design = MADE[name]()
    by = ((), ("area",))
    tables = {
        "mean": mean(responses, design, "days", by=by),
        "total": total(responses, design, "days", by=by),
        "ratio": ratio(responses, design, "days", "visits", by=by),
        "median": quantile(responses, design, "days", by=by),
    }
    top = item_block(responses, design, ["q2"], by=by).where(statistic="top_box")
    for area in ("", "A", "B"):
        found = {}
        for statistic, table in tables.items():
            row = table.where(domain=area).frame.iloc[0]
            found |= {statistic: row["estimate"], f"{statistic}_error": row["std_error"]}
        assert worst(found, values("replicates")[f"{name}:days:{area}"]) < 1e-9
        row = top.where(domain=area).frame.iloc[0]
        found = {"mean": row["estimate"], "mean_error": row["std_error"]}
        assert worst(found, values("replicates")[f"{name}:top:{area}"]) < 1e-9


def test_the_method_names_the_replicates():
    responses, design = jackknife(survey(), DESIGNS["clustered"])
    assert "jackknife variance (15 replicates)" in mean(responses, design, "days").how()


@pytest.mark.parametrize("name", ["stratified", "clustered", "clustered_fpc"])
def test_the_bootstrap_comes_near_the_linearised_error(name: str):
    responses, design = bootstrap(survey(), DESIGNS[name], replicates=2_000, seed=7)
    made = mean(responses, design, "visits").frame["std_error"].iloc[0]
    linear = mean(survey(), DESIGNS[name], "visits").frame["std_error"].iloc[0]
    assert made == pytest.approx(linear, rel=0.06)


def test_the_bootstrap_keeps_the_weight_of_each_stratum():
    responses, design = bootstrap(survey(), DESIGNS["srs"], replicates=5, seed=1)
    sums = responses.context[list(design.replicates)].sum()
    assert sums.tolist() == pytest.approx([95.0] * 5)


def test_the_same_seed_gives_the_same_bootstrap():
    once, design = bootstrap(survey(waves=True), DESIGNS["stratified"], replicates=3, seed=5)
    twice, _ = bootstrap(survey(waves=True), DESIGNS["stratified"], replicates=3, seed=5)
    other, _ = bootstrap(survey(waves=True), DESIGNS["stratified"], replicates=3, seed=6)
    names = list(design.replicates)
    pd.testing.assert_frame_equal(once.context[names], twice.context[names])
    assert not once.context[names].equals(other.context[names])
    assert once.provenance.seed == 5


def test_a_replicate_without_anybody_of_the_base_is_left_out():
    table = responses_of("| days | area |\n|-|-|\n| 1 | A |\n| 2 | A |\n| 4 | A |\n| 9 | B |")
    responses, design = jackknife(table, Design())
    row = mean(responses, design, "days", by=("area",)).where(domain="A").frame.iloc[0]
    assert not np.isnan(row["std_error"])


def refused(make) -> str:
    with pytest.raises(DesignError) as error:
        make()
    return error.value.problems[0].slug


def test_what_cannot_be_replicated_is_refused():
    raked = rake(survey(), DESIGNS["srs"], {"area": {"A": 0.5, "B": 0.3, "C": 0.2}})
    calibrated = "replicates-and-calibration"
    assert refused(lambda: bootstrap(raked.responses, raked.design, seed=1)) == calibrated
    assert refused(lambda: jackknife(survey(waves=True), Design())) == "jackknife-one-wave"
    few = {"replicates": 1, "seed": 1}
    assert refused(lambda: bootstrap(survey(), Design(), **few)) == "how-many-replicates"
    alone = Design(replicates=("weight",))
    assert refused(lambda: mean(survey(), alone, "days")) == "replicates-do-not-match"
    both = replace(raked.design, replicates=("weight", "fpc"))
    assert refused(lambda: mean(raked.responses, both, "days")) == calibrated
