from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffc_eval.analyse.kpis.limits import Limits
from ffc_eval.analyse.kpis.signals import Signal, signals

# Mean 0, limits at -3 and 3, so that "near" begins beyond -2 and 2.


def found(*values: float) -> set[tuple[int, str, str]]:
    size = len(values)
    limits = Limits(0.0, (-3.0,) * size, (3.0,) * size, 12)
    return {tuple(signal) for signal in signals(values, limits)}


def places(rule: str, *values: float) -> list[int]:
    return [place for place, name, _ in sorted(found(*values)) if name == rule]


def test_a_point_outside_the_limits_is_a_signal_and_one_on_them_is_not():
    assert found(0, 3.1, 0) == {(1, "outside limits", "up")}
    assert found(0, -3.1, 0) == {(1, "outside limits", "down")}
    assert found(0, 3.0, 0) == set()


def test_seven_in_a_row_on_one_side_are_a_signal_and_six_are_not():
    low = [1.0, 1.1] * 4
    assert places("run on one side", *low[:6], -1) == []
    assert places("run on one side", -1, *low[:7], -1) == [1, 2, 3, 4, 5, 6, 7]


def test_a_point_on_the_mean_ends_a_run():
    assert places("run on one side", 1, 1, 1, 0, 1, 1, 1, 1) == []


def test_six_in_a_row_going_up_are_a_signal_and_five_are_not():
    assert places("steady trend", -1, -0.5, 0, 0.5, 1) == []
    assert places("steady trend", -1, -0.5, 0, 0.5, 1, 1.5) == [0, 1, 2, 3, 4, 5]
    assert found(1, 0.8, 0.5, -0.1, -0.3, -1) == {
        (place, "steady trend", "down") for place in range(6)
    }


def test_two_equal_months_end_a_trend():
    assert places("steady trend", -1, -0.5, 0, 0, 0.5, 1, 1.5) == []


def test_two_of_three_near_the_same_limit_are_a_signal():
    assert found(2.1, 0, 2.5, -1) == {(0, "near a limit", "up"), (2, "near a limit", "up")}
    assert places("near a limit", 2.1, -0.1, 0.1, 2.5) == []
    assert places("near a limit", 2.1, -2.5, 0) == []
    assert places("near a limit", 2.0, 2.0, 0) == []


def test_a_missing_month_ends_runs_and_trends():
    gap = [1, 1, 1, math.nan, 1, 1, 1, 1]
    assert found(*gap) == set()
    assert found(-1, -0.5, 0, math.nan, 0.5, 1, 1.5) == set()


@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_short_series_has_no_pattern(size):
    assert found(*[0.5] * size) == set()


@given(st.lists(st.floats(-5, 5).map(lambda value: round(value, 2)), max_size=30))
def test_a_mirrored_series_has_mirrored_signals(values):
    size = len(values)
    limits = Limits(0.0, (-3.0,) * size, (3.0,) * size, 12)
    turned = {"up": "down", "down": "up"}
    mirrored = signals([-value for value in values], limits)
    assert {Signal(s.place, s.rule, turned[s.side]) for s in mirrored} == set(
        signals(values, limits)
    )
