from __future__ import annotations

from pathlib import Path

import pytest
from indicator_tables import DEFINITIONS

from ffc_eval.analyse.kpis.computing import COUNTINGS
from ffc_eval.analyse.kpis.definitions import read_definitions
from ffc_eval.errors import IndicatorError

ONE = """version: "1"
indicators:
- id: K01
  name: In time
  purpose: Help soon
  strand: FH
  polarity: up
  population: service_users
  numerator: in time
  denominator: completed
  exclusions: none
  source: early_help_assessments
  snapshot: month
  unit: share
  statistic: share
  chart: p
  minimum_base: 10
  standard: 30
"""


def read(folder: Path, text: str):
    path = folder / "definitions.yaml"
    path.write_text(text, encoding="utf-8")
    return read_definitions(path)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(IndicatorError) as refused:
        read(folder, text)
    return str(refused.value)


def test_the_shipped_definitions_are_all_counted():
    shipped = read_definitions(DEFINITIONS)
    assert {one.id for one in shipped.indicators} == set(COUNTINGS)
    assert shipped.synthetic


def test_no_number_of_care_or_plans_has_a_good_direction():
    shipped = read_definitions(DEFINITIONS)
    for name in ("K08", "K10", "K11", "K12"):
        assert shipped.indicator(name).polarity == "neither"
    assert shipped.indicator("K08").beside == "K12"
    assert shipped.indicator("K12").beside == "K08"


def test_the_statutory_standard_is_45_working_days():
    assert read_definitions(DEFINITIONS).indicator("K02").standard == 45


def test_both_dates_of_the_programme_are_marked_on_every_chart():
    for one in read_definitions(DEFINITIONS).indicators:
        if one.chart != "none":
            marks = sorted(mark.date.isoformat() for mark in (*one.breaks, *one.go_lives))
            assert marks == ["2024-06-17", "2024-10-07"]


def test_an_indicator_is_read_with_its_breaks(tmp_path):
    breaks = "  breaks:\n  - {date: 2024-10-07, reason: single assessment}\n"
    one = read(tmp_path, ONE + breaks).indicator("K01")
    assert one.breaks[0].date.isoformat() == "2024-10-07"
    assert one.standard == 30


def test_all_mistakes_are_named_with_their_lines(tmp_path):
    wrong = ONE.replace("polarity: up", "polarity: higher").replace("strand: FH\n", "strnd: FH\n")
    said = refusal(tmp_path, wrong)
    assert "line 6" in said
    assert "line 7" in said
    assert "unknown-key" in said
    assert "unknown-choice" in said
    assert "missing-key" in said
    assert str(tmp_path) not in said


def test_a_denominator_is_never_left_out(tmp_path):
    assert "missing-key" in refusal(tmp_path, ONE.replace("  denominator: completed\n", ""))


def test_a_p_chart_of_anything_but_shares_is_refused(tmp_path):
    said = refusal(tmp_path, ONE.replace("statistic: share", "statistic: count"))
    assert "chart-and-statistic" in said


def test_breaks_stand_in_order(tmp_path):
    breaks = "  breaks:\n  - {date: 2024-10-07, reason: b}\n  - {date: 2024-06-17, reason: a}\n"
    assert "markers-in-order" in refusal(tmp_path, ONE + breaks)


def test_a_break_needs_its_reason(tmp_path):
    assert "missing-key" in refusal(tmp_path, ONE + "  breaks:\n  - {date: 2024-10-07}\n")


def test_references_are_checked(tmp_path):
    said = refusal(
        tmp_path, ONE.replace("early_help_assessments", "early_help") + "  beside: K09\n"
    )
    assert "no-such-table" in said
    assert "no-such-indicator" in said
    twice = ONE + ONE.split("indicators:\n")[1]
    assert "indicator-twice" in refusal(tmp_path, twice)


def test_an_unknown_indicator_is_refused(tmp_path):
    with pytest.raises(IndicatorError, match="no-such-indicator"):
        read(tmp_path, ONE).indicator("K02")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(IndicatorError, match="definitions-not-read"):
        read_definitions(tmp_path / "none.yaml")
