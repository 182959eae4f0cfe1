"""Intervals of shares: agreement with other programs, and how often they hold the truth."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.coverage import RANGES, SHARES, exact
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from ffc_eval.analyse.estimate.intervals import beta, critical, square_and_add, wilson

Z = 1.959963984540054


@pytest.mark.parametrize(("count", "n"), [(0, 12), (1, 12), (7, 20), (40, 50), (30, 30)])
def test_with_z_and_n_it_is_the_textbook_wilson_interval(count: int, n: int):
    low, high = wilson(np.array(count / n), np.array(float(n)), np.array(Z))
    assert (low, high) == pytest.approx(proportion_confint(count, n, method="wilson"), abs=1e-12)


@pytest.mark.parametrize(("count", "n"), [(0, 12), (3, 20), (30, 30)])
def test_with_n_itself_the_beta_interval_is_clopper_pearsons(count: int, n: int):
    size = np.array(float(n))
    low, high = beta(np.array(count / n), size, size, size - 1, 0.95)
    assert (low, high) == pytest.approx(proportion_confint(count, n, method="beta"), abs=1e-12)


@pytest.mark.parametrize(("a", "b"), [((8, 20), (15, 25)), ((0, 20), (5, 25)), ((20, 20), (0, 9))])
def test_square_and_add_is_newcombes_interval(a: tuple[int, int], b: tuple[int, int]):
    sides = []
    for count, n in (a, b):
        share = np.array(count / n)
        sides.append((share, *wilson(share, np.array(float(n)), np.array(Z))))
    found = square_and_add(sides[1][0] - sides[0][0], sides[0], sides[1])
    expected = confint_proportions_2indep(*b, *a, method="newcomb", compare="diff")
    assert found == pytest.approx(expected, abs=1e-12)


@given(st.floats(0, 1), st.floats(1, 1e6), st.floats(1, 13))
def test_limits_hold_the_share_and_stay_within_0_and_1(p: float, n: float, crit: float):
    low, high = wilson(np.array(p), np.array(n), np.array(crit))
    assert 0 <= low <= p + 1e-12
    assert p - 1e-12 <= high <= 1


@pytest.mark.parametrize("sizes", RANGES, ids=str)
def test_coverage_is_at_least_94_in_100(sizes: tuple[int, int]):
    coverage = [exact(n, p) for n in sizes for p in SHARES]
    assert np.mean(coverage) >= 0.95
    assert np.quantile(coverage, 0.1) >= 0.94


def test_where_nobody_said_yes_the_limit_is_wider_than_the_exact_one():
    for n in range(12, 81):
        size = np.array([n - 1.0])
        low, high = wilson(np.zeros(1), size, critical(0.95, size))
        assert low[0] == 0
        assert high[0] > 1 - 0.025 ** (1 / n)
