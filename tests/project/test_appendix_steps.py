"""Steps for the appendix: tests of groups and change with the same mix, released."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import ffc_eval
from ffc_eval.model.released import Released

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def evidence(tmp_path_factory):
    folder = tmp_path_factory.mktemp("appendix")
    shutil.copytree(ROOT / "surveys", folder / "surveys")
    shutil.copy(ROOT / "ffc-eval.toml", folder)
    return ffc_eval.open_project(folder).cut()


def test_tests_of_groups_have_passed_the_gate(evidence):
    released = evidence.published("staff.tests.STF-01")
    assert isinstance(released, Released)
    frame = released.frame
    assert (frame["statistic"] == "rao_scott").any()
    groups = frame[(frame["by"] != "") & (frame["domain"] != "") & (frame["shown"] != "hidden")]
    assert groups["n"].min() >= 10
    blank = frame[frame["shown"] == "hidden"]
    assert blank[["estimate", "p_value", "p_adjusted"]].isna().all().all()


def test_a_split_that_may_not_be_shown_is_not_tested_in_public(evidence):
    released = evidence.published("fgc.tests.FGC-19")
    assert not len(released.frame)
    assert "are not shown" in released.notes[0]


def test_change_with_the_same_mix_stands_beside_the_plain_change(evidence):
    plain, held = (evidence.published(f"staff.{step}").frame for step in ("change", "mix"))
    columns = ["indicator", "statistic", "contrast"]
    assert held[columns].values.tolist() == plain[columns].values.tolist()
    assert (held["estimate"] - plain["estimate"]).abs().max() < 0.05
    gaps = held[held["statistic"] == "difference"]
    assert gaps["note"].str.contains("mix of STF-04 and STF-01 as in 2025-05").all()


def test_a_survey_of_one_round_has_no_mix_to_hold(evidence):
    assert not len(evidence.published("fgc.mix").frame)
