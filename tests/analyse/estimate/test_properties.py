"""What must hold whatever the data: scaled weights, shuffled rows, merged domains, constants."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from golden.survey import DESIGNS, survey
from hypothesis import given, settings
from hypothesis import strategies as st

from ffc_eval.analyse.estimate import item_block, mean, proportion, quantile, ratio, total
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.responses import Responses

WEIGHTED = ["stratified", "clustered", "clustered_fpc"]
SCALE_FREE = ["estimate", "std_error", "conf_low", "conf_high", "df", "n", "n_effective"]


def numbers(table: Estimates, names: list[str] = SCALE_FREE) -> np.ndarray:
    return table.frame[names].to_numpy()


def block(responses: Responses, design: Design) -> Estimates:
    return item_block(responses, design, ["q1", "q2", "days"], by=((), ("area",), ("area", "role")))


def shuffled(responses: Responses, seed: int) -> Responses:
    order = np.random.default_rng(seed).permutation(len(responses))
    return replace(
        responses,
        values=responses.values.iloc[order],
        reasons=responses.reasons.iloc[order],
        context=responses.context.iloc[order],
    )


@settings(max_examples=10, deadline=None)
@given(st.floats(1e-3, 1e6), st.sampled_from(WEIGHTED))
def test_scaling_weights_leaves_shares_and_means_alone(factor: float, name: str):
    plain = survey()
    scaled = plain.with_context(weight=plain.context["weight"] * factor)
    found, expected = (numbers(block(r, DESIGNS[name])) for r in (scaled, plain))
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(list(DESIGNS)))
def test_shuffling_rows_changes_nothing(seed: int, name: str):
    found = block(shuffled(survey(), seed), DESIGNS[name])
    np.testing.assert_allclose(
        numbers(found), numbers(block(survey(), DESIGNS[name])), rtol=1e-9, atol=1e-12
    )


@pytest.mark.parametrize("name", list(DESIGNS))
def test_domains_merged_again_are_the_whole(name: str):
    design = DESIGNS[name]
    parts = total(survey(), design, "days", by=("area",)).frame
    whole = total(survey(), design, "days").frame.iloc[0]
    assert parts["estimate"].sum() == pytest.approx(whole["estimate"], rel=1e-12)
    for column in ("n", "n_missing", "n_weighted"):
        assert parts[column].sum() == pytest.approx(whole[column], rel=1e-12)
    shares = proportion(survey(), design, "q2", by=("area",)).where(option="Agree").frame
    joined = (shares["estimate"] * shares["n_weighted"]).sum() / shares["n_weighted"].sum()
    overall = proportion(survey(), design, "q2").where(option="Agree").frame["estimate"].iloc[0]
    assert joined == pytest.approx(overall, rel=1e-12)


@settings(max_examples=10, deadline=None)
@given(st.floats(-1e7, 1e7), st.sampled_from(list(DESIGNS)))
def test_adding_a_constant_moves_a_mean_and_not_its_error(constant: float, name: str):
    plain = survey()
    moved = replace(plain, values=plain.values.assign(days=plain.values["days"] + constant))
    for estimate in (mean, quantile):
        a, b = (
            estimate(r, DESIGNS[name], "days", by=((), ("area",))).frame for r in (plain, moved)
        )
        np.testing.assert_allclose(b["estimate"] - constant, a["estimate"], atol=1e-7)
        np.testing.assert_allclose(b["std_error"], a["std_error"], rtol=1e-6, atol=1e-7)


def test_a_large_constant_leaves_the_error_of_a_mean_its_digits():
    plain = survey()
    moved = replace(plain, values=plain.values.assign(visits=plain.values["visits"] + 2.0**40))
    for name in ("srs", "stratified", "clustered"):
        a, b = (mean(r, DESIGNS[name], "visits", by=("area",)).frame for r in (plain, moved))
        np.testing.assert_allclose(b["std_error"], a["std_error"], rtol=1e-9)


def test_a_ratio_to_the_number_itself_is_one_without_error():
    row = ratio(survey(), DESIGNS["clustered"], "visits", "visits").frame.iloc[0]
    assert row["estimate"] == pytest.approx(1, rel=1e-12)
    assert row["std_error"] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("name", list(DESIGNS))
def test_options_mirror_each_other(name: str):
    table = proportion(survey(), DESIGNS[name], "role").frame
    first, second = table.iloc[0], table.iloc[1]
    assert first["conf_low"] == pytest.approx(1 - second["conf_high"], rel=1e-12)
    assert first["std_error"] == pytest.approx(second["std_error"], rel=1e-12)


def test_one_pass_over_several_sets_of_domains_is_each_by_itself():
    both = item_block(survey(), DESIGNS["stratified"], ["q2"], by=(("area",), ("role",)))
    each = Estimates.concat(
        [
            item_block(survey(), DESIGNS["stratified"], ["q2"], by=(name,))
            for name in ("area", "role")
        ]
    )
    np.testing.assert_allclose(numbers(both), numbers(each), rtol=1e-12)


def test_inputs_are_unchanged():
    responses = survey()
    values, context = responses.values.copy(), responses.context.copy()
    block(responses, DESIGNS["clustered"])
    assert responses.values.equals(values)
    assert responses.context.equals(context)
