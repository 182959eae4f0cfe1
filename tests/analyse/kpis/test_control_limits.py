from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffc_eval.analyse.kpis.limits import p_limits, xmr_limits
from ffc_eval.analyse.kpis.shares import wilson_limits

GOLDEN = Path(__file__).parents[2] / "golden"

# NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.2, "Individuals control charts":
# flow rate of ten batches; centre 50.81, mean moving range 1.8778, limits 45.8159 and 55.8041.
FLOW_RATE = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)


def test_xmr_limits_are_those_of_the_nist_handbook():
    limits = xmr_limits(FLOW_RATE)
    assert limits.centre == pytest.approx(50.81, abs=1e-9)
    # NIST divides 3 by 1.128 (2.65957); 2.66 is the same to two decimals of the limits.
    assert limits.high[0] == pytest.approx(55.8041, abs=1e-3)
    assert limits.low[0] == pytest.approx(45.8159, abs=1e-3)
    assert limits.high[0] - limits.centre == pytest.approx(2.66 * 16.9 / 9, rel=1e-12)


def test_p_limits_agree_with_r():
    golden = pd.read_csv(GOLDEN / "p_chart.csv")
    limits = p_limits(golden["k"].tolist(), golden["n"].tolist())
    assert limits.centre == pytest.approx(golden["centre"][0], rel=1e-9)
    np.testing.assert_allclose(limits.low, golden["low"], rtol=1e-9)
    np.testing.assert_allclose(limits.high, golden["high"], rtol=1e-9)


def test_wilson_limits_agree_with_r():
    golden = pd.read_csv(GOLDEN / "p_chart.csv")
    for row in golden.itertuples():
        low, high = wilson_limits(row.k, row.n)
        assert (low, high) == pytest.approx((row.wilson_low, row.wilson_high), rel=1e-9)


@given(st.lists(st.integers(0, 999), min_size=12, max_size=20), st.integers(0, 999))
def test_a_later_month_does_not_move_the_limits(values, later):
    before, after = xmr_limits(values), xmr_limits([*values, later])
    assert (before.centre, before.low[0]) == (after.centre, after.low[0])


@given(st.lists(st.integers(0, 999), min_size=12, max_size=20), st.integers(-50, 50))
def test_xmr_limits_move_with_the_values(values, shift):
    plain = xmr_limits(values)
    moved = xmr_limits([value + shift for value in values])
    assert moved.high[0] == pytest.approx(plain.high[0] + shift, abs=1e-9)


def test_no_range_is_taken_across_a_missing_month():
    values = [10.0, 12.0, math.nan, 30.0, 32.0]
    limits = xmr_limits(values)
    assert limits.centre == 21
    assert limits.high[0] == pytest.approx(21 + 2.66 * 2)


def test_a_small_month_has_wide_limits():
    limits = p_limits([50, 5], [100, 10])
    assert limits.high[1] - limits.centre > limits.high[0] - limits.centre
