"""Tables of indicators: this quarter and last year's, the two stocks, the flows."""

from __future__ import annotations

import pytest
from indicator_tables import BREAK, DEFINITIONS, count_indicator, counts, indicator, shares, spans

from ffc_eval.analyse.kpis.control import control_chart
from ffc_eval.analyse.kpis.definitions import read_definitions
from ffc_eval.analyse.kpis.shares import share_row
from ffc_eval.analyse.kpis.stocks import care_and_plans, count_row
from ffc_eval.errors import IndicatorError
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.quarter import Quarter
from ffc_eval.present.tables.indicators import care_table, flow_table, indicator_table
from ffc_eval.release import Policy, protect

STEADY = [(66, 100), (64, 100), (67, 100), (63, 100)]
SUMMER = Quarter(2024, 2)
FAMILIES = Policy("service_users")


def quarter_table(of, months, name=SUMMER):
    series = shares(of, "2023-04", months)
    quarters = [
        share_row(of, "2023-Q2", 190, 300),
        share_row(of, "2024-Q2", 233, 280),
        share_row(of, "2024-Q4", 9, 28),
    ]
    rows = [series, control_chart(series, of), Estimates.from_rows(quarters)]
    return indicator_table(protect(Estimates.concat(rows), FAMILIES), [of], name)


def test_a_row_has_counts_value_last_year_signal_and_safeguard():
    table = quarter_table(indicator(safeguard="K15"), [*STEADY * 4, (88, 100), (66, 100)])
    assert table.rows == (
        (
            "Early Help assessments completed in time K01",
            "233 of 280",
            "83% (78 to 87)",
            "190 of 300, 63%",
            "Signal, up",
            "K15",
        ),
    )


def test_a_signal_of_another_quarter_is_not_this_quarters():
    table = quarter_table(indicator(), [*STEADY * 3, (88, 100), *STEADY])
    assert table.rows[0][4] == "No signal"


def test_under_another_definition_last_year_is_not_compared():
    table = quarter_table(indicator(breaks=(BREAK,)), [*STEADY * 6], Quarter(2024, 4))
    assert table.rows[0][3:5] == ("Not available", "Too few points")
    old = quarter_table(indicator(breaks=(BREAK,)), [*STEADY * 5])
    assert old.rows[0][3] == "190 of 300, 63%"


def test_a_small_base_is_flagged():
    table = quarter_table(indicator(), [*STEADY * 6], Quarter(2024, 4))
    assert table.rows[0][1] == "9 of 28\nvery small base"


def test_children_in_care_never_stand_without_plans():
    care = count_indicator(beside="K12")
    released = protect(counts(care, "2023-04", [640] * 20), FAMILIES)
    with pytest.raises(IndicatorError, match="care-without-plans"):
        indicator_table(released, [care], SUMMER)


def test_two_stocks_change_both_ways_with_the_caveat():
    definitions = read_definitions(DEFINITIONS)
    april, december = spans("2024-04", "2024-04")[0], spans("2024-12", "2024-12")[0]
    published = {"K08": (661, 598), "K12": (199, 238)}
    rows = [
        count_row(definitions.indicator(name), period.label, count)
        for name, pair in published.items()
        for period, count in zip((april, december), pair, strict=True)
    ]
    both = care_and_plans(definitions, Estimates.from_rows(rows), april, december)
    table = care_table(protect(both, FAMILIES), definitions, april, december)
    assert table.rows == (
        ("Children in care", "661", "598", "−63", "−9.5%"),
        ("Children on a child protection plan", "199", "238", "+39", "+19.6%"),
        ("Children in care or on a protection plan", "860", "836", "−24", "−2.8%"),
    )
    assert [column.title for column in table.columns][1:3] == ["30 April 2024", "31 December 2024"]
    assert any("does not credit any change to the programme" in note for note in table.notes)


def test_what_flows_do_not_explain_is_a_column():
    of = count_indicator(id="K11")
    june = spans("2024-06", "2024-06")[0]
    numbers = {"opening": 640, "entries": 20, "exits": 24, "closing": 635, "difference": -1}
    rows = [
        {**count_row(of, june.label, number), "option": option, "n": 635}
        for option, number in numbers.items()
    ]
    table = flow_table(protect(Estimates.from_rows(rows), FAMILIES), [june])
    assert table.rows == (("June 2024", "640", "20", "24", "635", "−1"),)
