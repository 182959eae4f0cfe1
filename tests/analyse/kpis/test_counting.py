"""Timeliness, caseloads and children counted from small extracts."""

from __future__ import annotations

from datetime import date

import pytest
from indicator_tables import count_indicator, extract, indicator, spans

from ffc_eval.analyse.kpis.care import (
    Population,
    episodes,
    exits_by_reason,
    on_date,
    plans,
    reconcile,
    stock,
)
from ffc_eval.analyse.kpis.caseloads import both_caseloads, share_above_threshold
from ffc_eval.analyse.kpis.timeliness import (
    DUE,
    OPEN,
    child_in_need_dates,
    early_help_dates,
    timeliness,
)
from ffc_eval.errors import IndicatorError

MAY, JUNE, JULY = spans("2024-05", "2024-07")

EARLY_HELP = """
| 1 | P1 | 2024-06-03 | 2024-06-10 |
| 2 | P2 | 2024-06-03 | 2024-06-11 |
| 3 | P3 | 2024-05-20 | 2024-06-28 |
| 4 | P4 | 2024-06-03 | -          |
| 5 | P5 | 2024-06-27 | -          |
| 6 | P6 | 2024-05-28 | 2024-06-04 |
"""


def k_of_n(estimates, period, option=""):
    rows = estimates.where(period=period.label, option=option).frame
    return rows[["count", "n"]].astype(int).values.tolist()[0]


def test_those_completed_those_due_and_those_still_open_are_three_shares(tmp_path):
    dates = early_help_dates(extract(tmp_path, "early_help_assessments", EARLY_HELP))
    shares = timeliness(indicator(standard=5), dates, (MAY, JUNE), cut=date(2024, 7, 31))
    # 1 and 6 took 5 working days; 2 took 6, 3 took 28.
    assert k_of_n(shares, JUNE) == [2, 4]
    # due in June: 1, 2, 4 and 6; 3 was due in May, 5 in July.
    assert k_of_n(shares, JUNE, DUE) == [2, 4]
    # open at the end of June: 4, past its day, and 5, not yet.
    assert k_of_n(shares, JUNE, OPEN) == [1, 2]
    assert k_of_n(shares, MAY, OPEN) == [1, 2]


def test_what_falls_due_after_the_cut_is_not_judged(tmp_path):
    dates = early_help_dates(extract(tmp_path, "early_help_assessments", EARLY_HELP))
    shares = timeliness(indicator(standard=5), dates, (JULY,), cut=date(2024, 7, 2))
    assert k_of_n(shares, JULY, DUE) == [0, 0]


def test_a_month_without_assessments_has_no_percentage(tmp_path):
    dates = early_help_dates(extract(tmp_path, "early_help_assessments", EARLY_HELP))
    row = timeliness(indicator(), dates, (JULY,), cut=date(2024, 7, 31)).where(option="").frame
    assert row["n"].tolist() == [0]
    assert row["estimate"].isna().all()


ASSESSMENTS = """
| A1 | P1 | R1 | 2024-06-10 | 2024-06-12 |
| A2 | P2 | R2 | 2024-06-10 | 2024-06-12 |
"""
REFERRALS = """
| R1 | P1 | 2024-06-05 |
| R2 | P2 | 2024-06-04 |
"""


def test_the_clock_of_a_child_in_need_assessment_starts_at_the_referral(tmp_path):
    assessments = extract(tmp_path, "ssd_cin_assessments", ASSESSMENTS)
    dates = child_in_need_dates(assessments, extract(tmp_path, "ssd_cin_episodes", REFERRALS))
    shares = timeliness(indicator(standard=5), dates, (JUNE,), cut=date(2024, 7, 31))
    assert k_of_n(shares, JUNE) == [1, 2]


def test_an_assessment_without_its_referral_is_refused(tmp_path):
    assessments = extract(tmp_path, "ssd_cin_assessments", ASSESSMENTS)
    fewer = extract(tmp_path, "ssd_cin_episodes", REFERRALS.replace("| R2 |", "| R9 |"))
    with pytest.raises(IndicatorError, match="referral-missing") as refused:
        child_in_need_dates(assessments, fewer)
    assert "1 of 2 assessments" in str(refused.value)


CASELOADS = """
| 2024-06-30 | W1 | Lead worker | North | 1.0 | 20 |
| 2024-06-30 | W2 | Lead worker | North | 0.5 | 11 |
| 2024-06-30 | W3 | Lead worker | South | 1.0 | 9  |
| 2024-06-30 | W4 | Lead worker | South | 1.0 | 0  |
| 2024-06-30 | W5 | Manager     | South | 1.0 | 2  |
| 2024-06-29 | W1 | Lead worker | North | 1.0 | 99 |
"""


def caseload_indicator(**changes):
    return count_indicator(id="K04", population="staff", role="Lead worker", **changes)


def test_caseloads_are_a_mean_a_median_a_high_percentile_and_a_highest(tmp_path):
    snapshots = extract(tmp_path, "caseload_snapshots", CASELOADS)
    frame = both_caseloads(caseload_indicator(), snapshots, (JUNE, JULY)).frame
    assert frame["period"].unique().tolist() == ["2024-06"]
    values = dict(zip(frame["statistic"] + frame["option"], frame["estimate"], strict=True))
    assert values == {"mean": 16.0, "quantile0.5": 11.0, "quantile0.9": 18.2, "quantile1": 20.0}
    assert frame["n"].tolist() == [3] * 4


def test_nothing_of_a_worker_leaves(tmp_path):
    snapshots = extract(tmp_path, "caseload_snapshots", CASELOADS)
    frame = both_caseloads(caseload_indicator(), snapshots, (JUNE,)).frame
    workers = set(snapshots.frame["prof_professional_id"])
    assert not frame.isin(workers).to_numpy().any()
    assert (frame["by"] == "").all()


def test_a_part_time_worker_has_a_part_of_the_threshold(tmp_path):
    snapshots = extract(tmp_path, "caseload_snapshots", CASELOADS)
    of = caseload_indicator(thresholds=(("Lead worker", 20),), unit="share")
    rows = share_above_threshold(indicator(thresholds=of.thresholds), snapshots, (JUNE,)).frame
    assert rows[["by", "count", "n"]].values.tolist() == [["", 1, 3], ["role", 1, 3]]


def test_a_role_that_nobody_has_is_refused(tmp_path):
    snapshots = extract(tmp_path, "caseload_snapshots", CASELOADS)
    with pytest.raises(IndicatorError, match="role-missing"):
        both_caseloads(count_indicator(role="Lead social worker"), snapshots, (JUNE,))


CARE = """
| 1 | P1 | 2023-01-01 | S | 2024-06-10 | X1  |
| 2 | P1 | 2024-06-10 | P | -          | -   |
| 3 | P2 | 2023-01-01 | S | 2024-06-30 | E4A |
| 4 | P3 | 2024-06-30 | S | -          | -   |
| 5 | P4 | 2024-06-03 | s | 2024-06-20 | e17 |
"""
PEOPLE = """
| 2023 | 20000 | ONS |
| 2024 | 40000 | ONS |
"""
REASONS = (("Home", ("E4A",)), ("Turned 18", ("E17",)))


def test_a_child_is_counted_once_at_the_end_of_the_day(tmp_path):
    spells = episodes(extract(tmp_path, "ssd_cla_episodes", CARE))
    days = [date(2024, 5, 31), date(2024, 6, 9), date(2024, 6, 10), date(2024, 6, 30)]
    assert [on_date(spells, day) for day in days] == [2, 3, 3, 2]


def test_the_rate_says_which_population_it_is_of(tmp_path):
    spells = episodes(extract(tmp_path, "ssd_cla_episodes", CARE))
    population = Population.of(extract(tmp_path, "population", PEOPLE))
    rows = stock(count_indicator(), spells, population, (MAY, JUNE)).where(statistic="rate").frame
    assert rows["estimate"].tolist() == [1.0, 0.5]
    assert rows[["count", "n"]].values.tolist() == [[2, 20000], [2, 40000]]
    assert rows["note"].str.contains("mid-2023").tolist() == [True, False]
    assert rows["unit"].tolist() == ["per 10,000"] * 2


def test_a_rate_before_the_first_population_is_refused(tmp_path):
    population = Population.of(extract(tmp_path, "population", PEOPLE))
    with pytest.raises(IndicatorError, match="population-missing"):
        population.on(date(2023, 6, 29))


def flows(spells, *periods):
    rows = reconcile(count_indicator(id="K11"), spells, periods).frame
    return dict(zip(rows["option"], rows["estimate"], strict=True))


def test_opening_plus_entries_less_exits_is_closing(tmp_path):
    spells = episodes(extract(tmp_path, "ssd_cla_episodes", CARE))
    assert flows(spells, JUNE) == {
        "opening": 2,
        "entries": 2,
        "exits": 2,
        "closing": 2,
        "difference": 0,
    }


def test_a_lost_episode_is_listed_as_a_difference(tmp_path):
    lost = CARE.replace("| 2 | P1 | 2024-06-10 | P |", "| 2 | P1 | 2024-07-10 | P |")
    spells = episodes(extract(tmp_path, "ssd_cla_episodes", lost))
    assert flows(spells, JUNE)["difference"] == -1
    assert flows(spells, JULY)["difference"] == 1


def test_exits_are_split_by_reason_and_growing_up_is_one_of_its_own(tmp_path):
    spells = episodes(extract(tmp_path, "ssd_cla_episodes", CARE))
    of = count_indicator(id="K10", groups=REASONS)
    frame = exits_by_reason(of, spells, (JUNE,)).frame
    assert frame[["by", "domain", "count"]].values.tolist() == [
        ["", "", 2],
        ["reason", "Home", 1],
        ["reason", "Turned 18", 1],
    ]


def test_a_reason_in_no_group_is_refused(tmp_path):
    spells = episodes(extract(tmp_path, "ssd_cla_episodes", CARE))
    with pytest.raises(IndicatorError, match="exit-reason-unknown"):
        exits_by_reason(count_indicator(id="K10", groups=REASONS[:1]), spells, (JUNE,))


def test_a_child_with_two_plans_on_a_day_is_one_child(tmp_path):
    twice = """
    | 1 | P1 | 2024-06-01 | -          |
    | 2 | P1 | 2024-06-02 | -          |
    | 3 | P2 | 2024-06-01 | 2024-06-30 |
    """
    spells = plans(extract(tmp_path, "ssd_cp_plans", twice))
    assert on_date(spells, JUNE.end) == 1
