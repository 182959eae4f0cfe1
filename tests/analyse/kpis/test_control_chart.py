from __future__ import annotations

import itertools

import pytest
from indicator_tables import BREAK, GO_LIVE, count_indicator, counts, indicator, shares, spans

from ffc_eval.analyse.kpis.control import charted, control_chart, segments

STEADY = [(66, 100), (64, 100), (67, 100), (63, 100)]


def statistics(estimates, statistic):
    return estimates.where(statistic=statistic).frame


def test_limits_need_twelve_months():
    of = indicator()
    eleven = control_chart(shares(of, "2023-04", (STEADY * 3)[:11]), of)
    twelve = control_chart(shares(of, "2023-04", STEADY * 3), of)
    assert statistics(eleven, "limit_low").empty
    assert len(statistics(twelve, "limit_low")) == 12


def test_from_six_months_there_is_a_centre_and_no_signal():
    of = indicator()
    run = control_chart(shares(of, "2023-04", [(10, 100)] * 10 + [(90, 100)]), of)
    assert run.frame["statistic"].tolist() == ["centre"]
    assert run.frame["estimate"].tolist() == [0.1]
    assert "run chart" in run.frame["method"][0]


def test_below_six_months_there_is_only_a_table():
    of = indicator()
    assert len(control_chart(shares(of, "2023-04", STEADY + STEADY[:1]), of)) == 0


def test_limits_start_again_at_a_break_and_nowhere_else():
    of = indicator(breaks=(BREAK,), go_lives=(GO_LIVE,))
    series = shares(of, "2023-04", STEADY * 7)  # April 2023 to July 2025
    chart = control_chart(series, of)
    assert statistics(chart, "centre")["period"].tolist() == [
        "2023-04 to 2024-09",
        "2024-11 to 2025-07",
    ]
    limits = set(statistics(chart, "limit_low")["period"])
    assert limits == {period.label for period in spans("2023-04", "2024-09")}


def test_the_month_of_a_break_belongs_to_neither_definition():
    of = indicator(breaks=(BREAK,))
    cut = segments(charted(shares(of, "2024-08", STEADY), of), of)
    assert [segment.label for segment in cut] == ["2024-08 to 2024-09", "2024-11 to 2024-11"]


def test_the_early_help_series_is_not_one_line_across_7_october_2024():
    of = indicator(breaks=(BREAK,))
    months = spans("2024-08", "2024-12")
    joined = [of.joined(a, b) for a, b in itertools.pairwise(months)]
    assert joined == [True, False, False, True]


def test_a_count_on_the_last_day_is_wholly_after_the_break():
    of = count_indicator(breaks=(BREAK,))
    months = spans("2024-08", "2024-12")
    joined = [of.joined(a, b) for a, b in itertools.pairwise(months)]
    assert joined == [True, False, True, True]
    assert not of.mixed(months[2])


def test_a_go_live_stops_the_line_and_keeps_the_limits():
    of = indicator(go_lives=(GO_LIVE,))
    june, july = spans("2024-06", "2024-07")
    assert not of.joined(june, july)
    assert of.comparable(june, july)
    chart = control_chart(shares(of, "2023-04", STEADY * 5), of)
    assert statistics(chart, "centre")["period"].tolist() == ["2023-04 to 2024-11"]


def test_signals_are_looked_for_after_a_go_live_with_the_limits_from_before():
    of = indicator(go_lives=(GO_LIVE,))
    chart = control_chart(shares(of, "2023-04", [*STEADY * 4, (88, 100)]), of)
    signal = statistics(chart, "signal")
    assert signal[["period", "option", "note"]].values.tolist() == [
        ["2024-08", "outside limits", "up"]
    ]
    assert signal[["count", "n"]].values.tolist() == [[88, 100]]


def test_no_run_reaches_across_a_break():
    of = count_indicator(breaks=(BREAK,))
    wave = [100, 104] * 8  # April 2023 to July 2024
    chart = control_chart(counts(of, "2023-04", [*wave, 103, 103, 103, 103, 103, 103, 103]), of)
    assert statistics(chart, "signal").empty


def test_a_month_under_the_minimum_base_is_not_charted():
    of = indicator(minimum_base=10)
    series = shares(of, "2023-04", [*STEADY * 3, (9, 9)])
    cut = segments(charted(series, of), of)
    assert len(cut[0].points) == 13
    assert len(cut[0].known) == 12
    assert statistics(control_chart(series, of), "signal").empty


def test_limits_are_possible_numbers():
    of = indicator()
    chart = control_chart(shares(of, "2023-04", [(1, 12), (0, 12), (2, 12)] * 4), of)
    assert statistics(chart, "limit_low")["estimate"].min() == 0
    high = control_chart(shares(of, "2023-04", [(11, 12), (12, 12), (10, 12)] * 4), of)
    assert statistics(high, "limit_high")["estimate"].max() == 1


def test_each_number_of_a_chart_has_a_base_so_that_it_can_be_released():
    of = count_indicator()
    chart = control_chart(counts(of, "2023-04", [640, 644] * 7), of)
    assert chart.frame["n"].min() >= 640
    assert chart.frame["statistic"].tolist() == ["centre", "limit_low", "limit_high"]


@pytest.mark.parametrize("id", ["K10", "K11"])
def test_an_indicator_without_a_chart_has_none(id):
    of = count_indicator(id=id, chart="none")
    assert len(control_chart(counts(of, "2023-04", [640] * 14), of)) == 0
