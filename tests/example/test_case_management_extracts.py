"""The synthetic extracts: the same bytes again, and what was planted is found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from indicator_tables import DEFINITIONS

from ffc_eval.analyse.kpis.computing import Span, compute, not_counted
from ffc_eval.analyse.kpis.definitions import read_definitions
from ffc_eval.analyse.kpis.extracts import read_extract
from ffc_eval.analyse.kpis.tables import TABLES
from ffc_eval.collect.privacy import SYNTHETIC_KEY
from ffc_eval.example.extracts import write_extracts
from ffc_eval.model.quarter import Quarter
from ffc_eval.release.policy import Policy
from ffc_eval.release.protection import protect

DATA = DEFINITIONS.parent / "data"
SPAN = Span("2023-04", Quarter(2025, 1), date(2025, 7, 11))


@pytest.fixture(scope="module")
def tables():
    return {
        name: read_extract(DATA / f"synthetic-{name}.csv", name, key=SYNTHETIC_KEY)
        for name in TABLES
    }


@pytest.fixture(scope="module")
def estimates(tables):
    return compute(read_definitions(DEFINITIONS), tables, SPAN)


def series(estimates, indicator, statistic, option=""):
    rows = estimates.where(indicator=indicator, statistic=statistic, option=option, by="").frame
    return rows.set_index("period")


def test_the_generator_writes_the_committed_bytes(tmp_path: Path):
    write_extracts(tmp_path)
    made = {path.name: path.read_bytes() for path in (tmp_path / "surveys/kpis/data").iterdir()}
    assert made == {path.name: path.read_bytes() for path in DATA.glob("synthetic-*.csv")}
    assert len(made) == len(TABLES)


def test_early_help_timeliness_moves_as_published_but_with_denominators(estimates):
    shares = series(estimates, "K01", "share")
    assert shares.loc["2024-06", ["count", "n"]].tolist() == [63, 97]
    assert round(100 * shares.loc["2024-06", "estimate"]) == 65
    assert shares.loc["2024-08", ["count", "n"]].tolist() == [79, 90]
    assert round(100 * shares.loc["2024-08", "estimate"]) == 88


def test_child_in_need_timeliness_moves_as_published_but_with_denominators(estimates):
    shares = series(estimates, "K02", "share")
    assert shares.loc["2024-06", ["count", "n"]].tolist() == [95, 113]
    assert round(100 * shares.loc["2024-06", "estimate"]) == 84
    assert shares.loc["2024-08", ["count", "n"]].tolist() == [100, 110]
    assert round(100 * shares.loc["2024-08", "estimate"]) == 91


def test_every_month_from_april_2023_to_june_2025_is_counted(estimates):
    months = [period.label for period in SPAN.months]
    assert (months[0], months[-1], len(months)) == ("2023-04", "2025-06", 27)
    for name, statistic in (("K01", "share"), ("K04", "mean"), ("K08", "count"), ("K12", "rate")):
        assert set(months) <= set(series(estimates, name, statistic).index)


def test_every_share_has_its_denominator_and_interval(estimates):
    frame = estimates.where(statistic="share", by="").frame
    assert frame["n"].min() > 0
    assert (frame["conf_low"] <= frame["estimate"]).all()
    assert (frame["estimate"] <= frame["conf_high"]).all()


def test_early_help_gives_a_signal_and_child_in_need_none(estimates):
    signals = estimates.where(statistic="signal").frame
    early = signals[signals["indicator"] == "K01"]
    assert set(early["period"]) == {"2024-07", "2024-08", "2024-09"}
    assert set(early["note"]) == {"up"}
    assert "K02" not in set(signals["indicator"])
    assert "K06" not in set(signals["indicator"])


def test_care_falls_while_plans_rise(estimates):
    signals = estimates.where(statistic="signal", period="2025-06").frame
    sides = dict(zip(signals["indicator"], signals["note"], strict=True))
    assert (sides["K08"], sides["K12"]) == ("down", "up")
    assert series(estimates, "K08", "count").loc["2025-06", "estimate"] == 602
    assert series(estimates, "K12", "count").loc["2025-06", "estimate"] == 230


def test_no_limits_reach_over_a_break(estimates):
    centres = estimates.where(statistic="centre", indicator=["K01", "K04", "K08"]).frame
    assert centres[["indicator", "period"]].values.tolist() == [
        ["K01", "2023-04 to 2024-09"],
        ["K01", "2024-11 to 2025-06"],
        ["K04", "2023-04 to 2024-05"],
        ["K04", "2024-06 to 2025-06"],
        ["K08", "2023-04 to 2025-06"],
    ]


def test_a_number_of_two_definitions_says_so(estimates):
    shares = series(estimates, "K01", "share")
    across = [label for label, note in shares["note"].items() if "change of definition" in note]
    assert across == ["2024-10", "2024-Q3"]


def test_the_one_lost_child_is_listed(estimates):
    missing = estimates.where(indicator="K11", option="difference").frame
    wrong = missing[missing["estimate"] != 0].set_index("period")["estimate"]
    assert wrong.to_dict() == {"2024-11": -1, "2024-Q3": -1, "2024-25": -1}


def test_flaws_of_the_extracts_are_held_out_by_reason(tables):
    assert tables["early_help_assessments"].held_out == {
        "blank": 1,
        "unreadable": 1,
        "dates reversed": 1,
        "duplicate": 1,
    }


def test_an_indicator_without_its_extract_is_named_and_has_no_rows(tables):
    definitions = read_definitions(DEFINITIONS)
    fewer = {name: table for name, table in tables.items() if name != "ssd_cp_plans"}
    assert not_counted(definitions, tables) == ()
    assert not_counted(definitions, fewer) == (
        "K12 Children on a child protection plan: no extract ssd_cp_plans.",
    )
    assert "K12" not in set(compute(definitions, fewer, SPAN).frame["indicator"])


def test_no_output_depends_on_the_key(estimates):
    definitions = read_definitions(DEFINITIONS)
    other = {
        name: read_extract(DATA / f"synthetic-{name}.csv", name, key=bytes(32)) for name in TABLES
    }
    assert compute(definitions, other, SPAN).frame.equals(estimates.frame)


def test_the_gate_shows_series_and_limits_and_hides_the_highest_caseload(estimates):
    staff = protect(estimates.where(indicator=["K04", "K05"]), Policy("staff")).frame
    highest = staff[(staff["statistic"] == "quantile") & (staff["option"] == "1")]
    assert set(highest["shown"]) == {"hidden"}
    assert highest["estimate"].isna().all()
    rest = staff.drop(highest.index)
    assert "hidden" not in set(rest["shown"])


def test_the_gate_hides_quarters_with_few_adoptions_and_shows_the_years(estimates):
    exits = estimates.where(indicator="K10")
    quarters = [period.label for period in SPAN.quarters]
    years = [period.label for period in SPAN.years]
    assert years == ["2023-24", "2024-25"]
    policy = Policy("service_users")
    by_quarter = protect(exits.where(period=quarters), policy)
    assert set(by_quarter.frame["by"]) == {""}
    assert len(by_quarter.notes) == 1
    by_year = protect(exits.where(period=years), policy).frame
    assert len(by_year[by_year["by"] == "reason"]) == 2 * 5
    assert "hidden" not in set(by_year["shown"])


def test_provenance_names_the_tables_and_no_file(estimates):
    assert set(estimates.provenance.sources) == {f"kpis {name}" for name in TABLES}
    assert "synthetic-" not in str(estimates.provenance)
