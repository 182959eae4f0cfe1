"""Who is missing, and weights to the list, from instrument and list to the released result."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

import ffc_eval as ffc
from ffc_eval.model.blocks import Passage, Table
from ffc_eval.project.cut import Cut

ROOT = Path(__file__).parents[2]
RAKED = "weighting:\n  method: raking\n  to: [STF-04, STF-01]\n\nwaves:\n"
NARROW = "weighting:\n  method: calibration\n  to: [STF-04]\n  bounds: [0.99, 1.01]\n\nwaves:\n"


def project(folder: Path, weighting: str = "") -> Cut:
    shutil.copytree(ROOT / "surveys", folder / "surveys")
    shutil.copy(ROOT / "ffc-eval.toml", folder)
    path = folder / "surveys" / "staff" / "instrument.yaml"
    text = path.read_text(encoding="utf-8")
    if weighting:
        path.write_text(text.replace("\nwaves:\n", f"\n{weighting}", 1), encoding="utf-8")
    return ffc.open_project(folder).cut()


@pytest.fixture(scope="module")
def alike(tmp_path_factory):
    return project(tmp_path_factory.mktemp("alike"))


@pytest.fixture(scope="module")
def raked(tmp_path_factory):
    return project(tmp_path_factory.mktemp("raked"), RAKED)


@pytest.fixture(scope="module")
def narrow(tmp_path_factory):
    return project(tmp_path_factory.mktemp("narrow"), NARROW)


def missing(cut) -> list[Table | Passage]:
    released = [cut.published(f"staff.response.{name}") for name in cut.framed("staff")]
    return ffc.missing_tables(released, cut.instrument("staff"))


def weights(cut) -> list[Table | Passage]:
    names = [name for name in cut.results("staff") if name.startswith("staff.weights")]
    left_out = cut.counting("staff").left_out
    released = [cut.published(name) for name in names]
    return ffc.weight_tables(released, cut.instrument("staff"), left_out)


def test_every_group_stands_beside_the_list(alike):
    areas = next(table for table in missing(alike) if "locality" in table.subtitle)
    row = dict(zip((c.title for c in areas.columns), areas.rows[-2], strict=True))
    assert row["Group"] == "Saltmarsh"
    assert (row["On the list"], row["Answered"], row["Response rate"]) == ("37", "14", "38%")
    assert row["Difference, points"] == "−3"
    assert "Saltmarsh" in areas.title
    assert areas.rows[-1][:3] == ("All", "409", "239")
    assert "before rounding" in areas.notes[0]


def test_groups_of_few_staff_are_joined_before_they_are_set_beside_the_list(alike):
    roles = next(table for table in missing(alike) if "role" in table.subtitle)
    assert [row[0] for row in roles.rows] == [
        "Family help",
        "Social work and child protection",
        "Managers",
        "Specialists and support",
        "All",
    ]
    assert int(roles.rows[0][1]) == 126 + 12


AREAS = ("Northmoor", "Ashbrook", "Harrowdown", "Millvale", "Kingsbarrow", "Saltmarsh")


def test_few_families_of_an_area_are_not_set_beside_the_list(tmp_path):
    shutil.copytree(ROOT / "surveys", tmp_path / "surveys")
    shutil.copy(ROOT / "ffc-eval.toml", tmp_path)
    lines = [f"FGC-19,{area},{n}" for area, n in zip(AREAS, (28, 22, 17, 21, 19, 11), strict=True)]
    (tmp_path / "surveys" / "fgc" / "frame.csv").write_text(
        "\n".join(["question,category,people", *lines]), encoding="utf-8"
    )
    cut = ffc.open_project(tmp_path).cut()
    released = cut.published("fgc.response.FGC-19")
    (table,) = ffc.missing_tables([released], cut.instrument("fgc"))
    assert [row[:3] for row in table.rows] == [
        ("North", "67", "31"),
        ("South", "51", "24"),
        ("All", "118", "55"),
    ]
    assert "Saltmarsh" not in str(table)


def test_without_a_list_the_report_says_so(alike):
    (said,) = ffc.missing_tables([], alike.instrument("fgc"))
    assert "frame.csv" in said.paragraphs[0]


def test_a_survey_that_is_not_weighted_says_so(alike):
    assert alike.counting("staff").design.weight is None
    assert ffc.weight_words(alike.instrument("staff")) == []
    assert "not weighted" in weights(alike)[0].paragraphs[0]


def test_weighted_results_are_those_of_the_list(alike, raked):
    counted = raked.counting("staff")
    latest = counted.responses.of_wave("2025-05")
    area = latest.column("STF-04")
    known = area.notna().to_numpy()
    weight = latest.context["weight_raked"].to_numpy()
    share = weight[(area == "Saltmarsh").to_numpy()].sum() / weight[known].sum()
    assert share == pytest.approx(37 / 409, abs=1e-8)
    row, before = (
        cut.published("staff.items").content.where(
            indicator="STF-07", statistic="top_box", period="2025-05"
        )
        for cut in (raked, alike)
    )
    assert row.frame["count"].tolist() == before.frame["count"].tolist()
    assert "calibrated weights" in row.frame["method"].iloc[0]
    assert row.frame["estimate"].iloc[0] != before.frame["estimate"].iloc[0]
    shown = ffc.table(
        raked.published("staff.items"), raked.instrument("staff"), questions=["STF-07"]
    )
    assert ("Weighted", "percentages to the list, counts of people not") in shown.base_line


def test_the_account_of_the_weights_has_margins_design_effect_and_both_results(raked):
    facts, areas, roles, both = weights(raked)
    told = dict(zip(facts.headings, facts.paragraphs, strict=True))
    assert "Design effect of the weights 1.04" in told["May 2025"]
    assert areas.title == roles.title == "The weights agree with the list"
    assert areas.rows[-1][1:] == ("(6%)", "(9%)", "(9%)")
    assert [column.title for column in both.columns][-3:] == [
        "Counting alike",
        "Weighted",
        "Likely range, weighted",
    ]


def test_a_margin_that_is_missed_leaves_the_weighted_estimates_out_and_says_so(alike, narrow):
    counted = narrow.counting("staff")
    assert "one in a million" in counted.left_out
    assert counted.design.weight is None
    (said,) = ffc.weight_words(narrow.instrument("staff"), counted.left_out)
    assert said.style == "notice"
    assert "left out" in said.paragraphs[0]
    facts, areas = weights(narrow)
    assert "Left out" in facts.headings
    assert areas.title == "The weights miss the list"
    here, there = (cut.published("staff.items").frame["estimate"] for cut in (narrow, alike))
    assert np.array_equal(here, there, equal_nan=True)


def test_run_makes_every_result_of_the_appendix(alike):
    names = alike.results("staff")
    assert {"staff.mix", "staff.tests.STF-01", "staff.response.STF-04"} <= set(names)
