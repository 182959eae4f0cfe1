"""Published lines of the pathfinders, as their reports print them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from indicator_tables import DEFINITIONS, count_indicator, indicator, spans

from ffc_eval.analyse.kpis.definitions import read_definitions
from ffc_eval.analyse.kpis.published import QuotedContext, read_value
from ffc_eval.analyse.kpis.shares import Counted, change_word, share_change
from ffc_eval.analyse.kpis.stocks import care_and_plans
from ffc_eval.errors import IndicatorError
from ffc_eval.model.estimates import Estimates

# Dorset, People and Health Overview Committee, 29 October 2024, 2.5.4: early help 65% in June to
# 88% in August, child in need 84% in June to 91% in August 2024; no numerators, no denominators.
DORSET = "Dorset, People and Health Overview Committee, 29 October 2024, 2.5.4"
JUNE, JULY, AUGUST = spans("2024-06", "2024-08")
# Walsall, Children's Scrutiny Committee, 28 January 2025, 4.22: children in care 661 to 598,
# children on child protection plans 199 to 238, quarters 1 to 3 of 2024-25.
OPENING, CLOSING = spans("2024-04", "2024-04")[0], spans("2024-12", "2024-12")[0]
GOLDEN = Path(__file__).parents[2] / "golden"


@pytest.mark.parametrize("words", ["65% in June", "65 %", "65 per cent", "0.65", "65"])
def test_a_percentage_without_a_denominator_is_refused_and_the_denominator_named(words):
    with pytest.raises(IndicatorError) as refused:
        read_value(indicator(), JUNE, words)
    problem = refused.value.problems[0]
    assert problem.slug == "percentage-without-denominator"
    assert "2024-06 has no denominator: Early Help assessments completed" in problem.what


def test_the_same_line_is_accepted_as_quoted_context():
    quoted = QuotedContext("65% in June", DORSET)
    assert "65% in June" in str(quoted)
    assert DORSET in str(quoted)


def test_quoted_context_needs_its_source():
    with pytest.raises(IndicatorError, match="quotation-without-source"):
        QuotedContext("65% in June", " ")


@pytest.mark.parametrize("words", ["upwards of 50 FGCs", "circa 70 staff", "~70", "about 26 of 40"])
def test_an_approximate_number_is_refused(words):
    with pytest.raises(IndicatorError, match="approximate-value"):
        read_value(count_indicator(), JUNE, words)


@pytest.mark.parametrize("words", ["26 of 40", "65% (26 of 40)", "26/40"])
def test_a_share_with_its_denominator_is_a_value(words):
    row = read_value(indicator(), JUNE, words)
    assert (row["count"], row["n"], row["estimate"]) == (26, 40, 0.65)
    assert row["conf_low"] < 0.65 < row["conf_high"]


def test_a_count_of_children_is_a_value():
    assert read_value(count_indicator(), JUNE, "1,661")["estimate"] == 1661


def test_a_percentage_is_no_count_either():
    with pytest.raises(IndicatorError, match="percentage-without-denominator"):
        read_value(count_indicator(), JUNE, "a fall of 9.5%")


@pytest.mark.parametrize("words", ["", "n/a", "see note 4b", "26 of 40"])
def test_words_and_shares_are_no_count(words):
    with pytest.raises(IndicatorError, match="value-not-read"):
        read_value(count_indicator(), JUNE, words)


def test_a_refusal_repeats_no_words():
    with pytest.raises(IndicatorError) as refused:
        read_value(count_indicator(), JUNE, "Sam Green was one of circa 70")
    assert "Sam" not in str(refused.value)


def test_more_than_all_is_refused():
    with pytest.raises(IndicatorError, match="percentage-without-denominator"):
        read_value(indicator(), JUNE, "41 of 40")


@pytest.mark.parametrize(
    ("earlier", "later", "points", "word"),
    [
        ((26, 40), (35, 40), (4, 40), "rose"),
        ((65, 100), (88, 100), (11, 34), "rose"),
        ((130, 200), (176, 200), (15, 31), "rose"),
        ((34, 40), (36, 40), (-10, 20), "could be chance"),
        ((84, 100), (91, 100), (-2, 16), "could be chance"),
        ((168, 200), (182, 200), (0, 14), "rose"),
    ],
)
def test_with_a_base_the_change_has_its_interval_and_its_word(earlier, later, points, word):
    row = share_change(indicator(), Counted(JUNE, *earlier), Counted(AUGUST, *later))
    low, high = row["conf_low"], row["conf_high"]
    assert (round(100 * low), round(100 * high)) == points
    assert change_word(low, high) == word
    assert row["unit"] == "points"
    assert "not a trend" in row["note"]


def test_a_fall_beyond_chance_fell():
    row = share_change(indicator(), Counted(JUNE, 88, 100), Counted(AUGUST, 65, 100))
    assert change_word(row["conf_low"], row["conf_high"]) == "fell"


def test_intervals_of_differences_agree_with_r():
    for case in pd.read_csv(GOLDEN / "kpi_differences.csv").itertuples():
        earlier, later = Counted(JUNE, case.k1, case.n1), Counted(AUGUST, case.k2, case.n2)
        row = share_change(indicator(), earlier, later)
        got = (row["estimate"], row["conf_low"], row["conf_high"])
        assert got == pytest.approx((case.difference, case.low, case.high), rel=1e-9)


def test_nothing_is_compared_across_a_break():
    of = read_definitions(DEFINITIONS).indicator("K01")
    december = spans("2024-12", "2024-12")[0]
    with pytest.raises(IndicatorError, match="across-a-break") as refused:
        share_change(of, Counted(AUGUST, 79, 90), Counted(december, 45, 70))
    assert "2024-10-07" in str(refused.value)


def walsall() -> Estimates:
    definitions = read_definitions(DEFINITIONS)
    published = {("K08", OPENING): "661", ("K08", CLOSING): "598", ("K12", OPENING): "199"}
    published["K12", CLOSING] = "238"
    rows = [
        read_value(definitions.indicator(name), period, words)
        for (name, period), words in published.items()
    ]
    return Estimates.from_rows(rows)


def test_care_and_plans_change_both_ways_and_together():
    both = care_and_plans(read_definitions(DEFINITIONS), walsall(), OPENING, CLOSING)
    frame = both.frame.set_index(["indicator", "statistic", "period"])["estimate"]
    assert frame["K08", "difference", ""] == -63
    assert round(100 * frame["K08", "relative_difference", ""], 1) == -9.5
    assert frame["K12", "difference", ""] == 39
    assert round(100 * frame["K12", "relative_difference", ""], 1) == 19.6
    assert frame["K08 + K12", "count", "2024-04"] == 860
    assert frame["K08 + K12", "count", "2024-12"] == 836
    assert frame["K08 + K12", "difference", ""] == -24
    assert round(100 * frame["K08 + K12", "relative_difference", ""], 1) == -2.8


def test_the_caveat_is_attached_to_every_number_of_care():
    both = care_and_plans(read_definitions(DEFINITIONS), walsall(), OPENING, CLOSING)
    notes = both.where(indicator=["K08", "K08 + K12"]).frame["note"]
    assert notes.str.contains("does not credit any change to the programme").all()


@pytest.mark.parametrize("left", ["K08", "K12"])
def test_neither_stock_stands_without_the_other(left):
    alone = walsall().where(indicator=left)
    with pytest.raises(IndicatorError, match="care-without-plans"):
        care_and_plans(read_definitions(DEFINITIONS), alone, OPENING, CLOSING)
