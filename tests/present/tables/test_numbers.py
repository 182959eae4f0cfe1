"""Numbers and words as people read them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffc_eval.present.tables.numbers import decimal, percent, points, result, span, whole
from ffc_eval.present.tables.words import change_word, number_word, quantifier

shares = st.floats(0, 1)


def test_a_share_in_a_sentence_has_counts_per_cent_and_range():
    assert result(46, 57, 46 / 57, 0.687, 0.893) == "46 of 57 (81%, 69 to 89)"


def test_a_share_of_few_people_is_counts_alone():
    assert result(7, 9, math.nan, math.nan, math.nan) == "7 of 9"


@pytest.mark.parametrize(
    ("difference", "low", "high", "text"),
    [
        (0.15, 0.09, 0.21, "+15 points (9 to 21)"),
        (-0.01, -0.07, 0.05, "−1 point (−7 to +5)"),
        (-0.10, -0.16, -0.04, "−10 points (−16 to −4)"),
        (0.04, -0.02, 0.10, "+4 points (−2 to +10)"),
        (0.0, -0.03, 0.03, "0 points (−3 to +3)"),
        (0.07, 0.003, 0.14, "+7 points (0.3 to 14)"),
        (-0.07, -0.14, -0.0001, "−7 points (−14 to −0.1)"),
        (0.2, math.nan, math.nan, "+20 points"),
    ],
)
def test_differences_are_points_with_a_true_minus(difference, low, high, text: str):
    assert points(difference, low, high) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.125, "13%"), (0.5, "50%"), (0.004, "<1%"), (0.996, ">99%"), (0, "0%"), (1, "100%")],
)
def test_nobody_is_never_said_of_somebody(share: float, text: str):
    assert percent(share) == text


@given(shares)
def test_a_percentage_is_within_half_a_point(share: float):
    text = percent(share).strip("<>%")
    assert abs(float(text) - share * 100) <= 1


def test_what_is_blank_stays_blank():
    empty = math.nan
    assert [whole(empty), decimal(empty), percent(empty), span(empty, 1), points(empty)] == [""] * 5


@pytest.mark.parametrize(
    ("low", "high", "direction", "text"),
    [
        (0.01, 0.2, "good", "Rose"),
        (0.01, 0.2, "bad", "Rose (bad news)"),
        (-0.2, -0.01, "good", "Fell"),
        (-0.2, -0.01, "bad", "Fell (good news)"),
        (0.01, 0.2, "none", "Rose"),
        (-0.1, 0.2, "good", "Could be chance"),
        (0.0, 0.2, "good", "Could be chance"),
        (math.nan, math.nan, "good", "Not tested"),
    ],
)
def test_rose_and_fell_need_an_interval_that_leaves_zero(low, high, direction, text: str):
    assert change_word(low, high, direction).text == text


@pytest.mark.parametrize(
    ("share", "word"),
    [(0.24, "few"), (0.25, "some"), (0.5, "most"), (0.75, "a large majority"), (0.9, "nearly all")],
)
def test_vague_words_are_bound_to_ranges(share: float, word: str):
    assert quantifier(share, 20) == word
    assert quantifier(share, 19) == ""


def test_numbers_up_to_ten_are_words():
    assert [number_word(n) for n in (1, 10, 11, 1200)] == ["one", "ten", "11", "1,200"]
