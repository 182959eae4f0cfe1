"""Rows are worked on block by block: any size gives the same numbers, and bounds the memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest
from golden.survey import DESIGNS, survey
from hypothesis import given, settings
from hypothesis import strategies as st

from ffc_eval.analyse.compare import crosstab
from ffc_eval.analyse.estimate import item_block, mentions, quantile, ratio, total
from ffc_eval.analyse.weights import calibrate, post_stratify, rake
from ffc_eval.analyse.weights.resampling import bootstrap, jackknife
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import NUMBER_COLUMNS, Estimates
from ffc_eval.model.instrument import Instrument, Option, Question
from ffc_eval.model.responses import Responses, RowAccount

BY = ((), ("area",))
AREAS = {"area": {"A": 0.5, "B": 0.3, "C": 0.2}}


def raked() -> tuple[Responses, Design]:
    made = rake(
        survey(), DESIGNS["stratified"], AREAS | {"role": {"social worker": 3, "manager": 1}}
    )
    return made.responses, made.design


def calibrated() -> tuple[Responses, Design]:
    plain = survey()
    weight = plain.context["weight"]
    sizes = plain.with_context(size=weight**2)
    made = calibrate(
        sizes,
        DESIGNS["clustered"],
        AREAS,
        numbers={"size": 1.02 * float((weight**3).sum())},
        bounds=(0.2, 5),
    )
    return made.responses, made.design


def post_stratified() -> tuple[Responses, Design]:
    cells = {"A | manager": 1, "B | manager": 1, "C | manager": 2, "A | social worker": 3}
    cells |= {"B | social worker": 4, "C | social worker": 5}
    made = post_stratify(survey(), DESIGNS["clustered_fpc"], ["area", "role"], cells)
    return made.responses, made.design


def a_stratum_for_two() -> tuple[Responses, Design]:
    """Strata of two people, too many to tell apart in one pass over the rows."""
    pairs = np.repeat(np.arange(250), 2)[::-1]
    index = pd.RangeIndex(len(pairs), name="response")
    plain = survey()
    rows = np.resize(np.arange(len(plain)), len(pairs))
    parts = (plain.values, plain.reasons, plain.context)
    values, reasons, context = (part.iloc[rows].set_axis(index) for part in parts)
    account = {"w1": RowAccount(len(pairs), len(pairs), {})}
    context = context.assign(pair=pairs)
    many = Responses(plain.instrument, values, reasons, context, account)
    return many, Design(weight="weight", stratum="pair")


CASES: dict[str, Callable[[], tuple[Responses, Design]]] = {
    **{name: (lambda design=design: (survey(), design)) for name, design in DESIGNS.items()},
    "raked": raked,
    "calibrated": calibrated,
    "post_stratified": post_stratified,
    "pairs": a_stratum_for_two,
    "bootstrap": lambda: bootstrap(survey(), DESIGNS["clustered"], replicates=30, seed=1),
    "jackknife": lambda: jackknife(survey(), DESIGNS["clustered_fpc"]),
    "waves": lambda: (survey(waves=True), replace(DESIGNS["clustered"], single_cluster="centre")),
}


def tables(responses: Responses, design: Design) -> Estimates:
    made = [
        item_block(responses, design, ["q2", "days"], by=BY),
        quantile(responses, design, "visits", probabilities=(0.1, 0.5, 0.9), by=BY),
        total(responses, design, "role", by=BY),
        ratio(responses, design, "days", "visits", by=BY),
        crosstab(responses, design, "q2", by="area"),
    ]
    return Estimates.concat(made)


@cache
def whole(name: str) -> tuple[Responses, Design, Estimates]:
    responses, design = CASES[name]()
    return responses, design, tables(responses, design)


@contextmanager
def blocks_of(rows: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        estimate = "ffc_eval.analyse.estimate"
        patch.setattr("ffc_eval.analyse.weights.row_blocks.ROWS", rows)
        patch.setattr(f"{estimate}.variance._ROWS", rows)
        patch.setattr(f"{estimate}.quantiles._PEOPLE", rows)
        patch.setattr(f"{estimate}.quantiles._DOMAINS", 1 + rows % 3)
        yield


@settings(max_examples=10, deadline=None)
@given(st.integers(4, 120), st.sampled_from(list(CASES)))
def test_any_size_of_block_gives_the_same_estimates(rows: int, name: str):
    responses, design, expected = whole(name)
    with blocks_of(rows):
        found = tables(responses, design).frame
    numbers = list(NUMBER_COLUMNS)
    np.testing.assert_allclose(found[numbers], expected.frame[numbers], rtol=1e-9, atol=1e-12)
    texts = expected.frame.columns.difference(numbers)
    pd.testing.assert_frame_equal(found[texts], expected.frame[texts])


@pytest.mark.parametrize("name", ["raked", "calibrated", "post_stratified"])
def test_any_size_of_block_gives_the_same_weights(name: str):
    responses, design, _ = whole(name)
    assert design.weight is not None
    for size in (3, 13):
        with blocks_of(size):
            made, _ = CASES[name]()
        weight = responses.context[design.weight]
        np.testing.assert_allclose(made.context[design.weight], weight, rtol=1e-10)


def people(rows: int) -> Responses:
    """Answers with some missing, a number, a multiple choice, clusters in no order."""
    generator = np.random.default_rng(1)
    index = pd.RangeIndex(rows, name="response")
    options = tuple(Option(str(code), f"answer {code}", float(code)) for code in range(1, 6))
    scales = [Question(f"q{at}", f"q{at}", "single", options) for at in range(6)]
    boxes = tuple(Option(letter, letter) for letter in "ab")
    values = {
        one.id: pd.Categorical.from_codes(
            generator.integers(-1, 5, rows).astype(np.int8), [o.label for o in options]
        )
        for one in scales
    }
    values["days"] = pd.array(generator.gamma(2.0, 5.0, rows))
    values |= {f"m[{box}]": pd.array(generator.random(rows) < 0.3) for box in "ab"}
    frame = pd.DataFrame(values, index=index)
    blank = ["", "blank"]
    reasons = {
        name: pd.Categorical.from_codes(column.isna().to_numpy().astype(np.int8), blank)
        for name, column in frame.items()
    }
    context = {
        "area": generator.integers(0, 6, rows).astype(np.int8),
        "role": generator.integers(0, 6, rows).astype(np.int8),
        "cluster": (generator.permutation(rows) // 25).astype(np.int32),
        "weight": generator.uniform(0.5, 2.0, rows),
    }
    questions = (*scales, Question("days", "days", "number"), Question("m", "m", "multi", boxes))
    return Responses(
        Instrument("many", "Many", questions),
        frame,
        pd.DataFrame(reasons, index=index),
        pd.DataFrame(context, index=index).assign(wave="w1"),
        {"w1": RowAccount(rows, rows, {})},
    )


SIMPLE = Design(weight="weight", stratum="area")
CLUSTERED = Design(weight="weight", cluster="cluster")
QUESTIONS = [f"q{at}" for at in range(6)]
GROUPS = (("area",), ("role",), ("area", "role"))
RUNS: dict[str, Callable[[Responses], object]] = {
    "block": lambda r: item_block(r, SIMPLE, QUESTIONS, by=GROUPS),
    "clustered": lambda r: item_block(r, CLUSTERED, QUESTIONS, by=GROUPS),
    "quantile": lambda r: quantile(r, SIMPLE, "days", by=GROUPS),
    "total": lambda r: total(r, SIMPLE, "q0", by=GROUPS),
    "ratio": lambda r: ratio(r, SIMPLE, "days", "days", by=GROUPS),
    "mentions": lambda r: mentions(r, SIMPLE, "m", by=GROUPS),
    "rake": lambda r: rake(r, SIMPLE, {"role": {str(at): at + 1.0 for at in range(6)}}),
}


def peak(run: Callable[[Responses], object], responses: Responses) -> float:
    tracemalloc.start()
    try:
        run(responses)
        return float(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", list(RUNS))
def test_a_row_more_costs_some_bytes_and_never_a_number_an_estimate(name: str):
    small, large = people(10_000), people(50_000)
    with blocks_of(1_024):
        RUNS[name](small)
        grown = peak(RUNS[name], large) - peak(RUNS[name], small)
    assert grown / 40_000 < {"rake": 80, "quantile": 40}.get(name, 24)
