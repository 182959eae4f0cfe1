"""The synthetic case audit is written again byte for byte and holds what was planted."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from ffc_eval.analyse.case_sampling import draw, from_json, to_json
from ffc_eval.collect.instruments import read_instrument
from ffc_eval.example.audit import write_audit
from ffc_eval.project.case_audit.case_lists import levels, read_case_list

PROJECT = Path(__file__).parents[2]
AUDIT = PROJECT / "surveys" / "audit"
TRUTH = json.loads((PROJECT / "tests" / "truth.json").read_text(encoding="utf-8"))["audit"]
WAVES = ("2024-10", "2025-05")
TOOL = read_instrument(AUDIT / "instrument.yaml")


def marks(wave: str) -> pd.DataFrame:
    path = AUDIT / "data" / f"synthetic-{wave}.xlsx"
    frame = pd.read_excel(path, engine="calamine", dtype=str, keep_default_na=False)
    return frame.rename(columns=lambda heading: heading.split(" ")[0])


def moderated(wave: str) -> pd.DataFrame:
    rows = marks(wave)
    rows = rows[rows["Marking"].isin(["moderated", "first"])]
    return rows.sort_values("Marking", ascending=False).drop_duplicates("Case")


def test_the_generator_writes_the_committed_bytes(tmp_path):
    (tmp_path / "surveys" / "audit").mkdir(parents=True)
    for name in ("scales.yaml", "audit/instrument.yaml"):
        shutil.copyfile(PROJECT / "surveys" / name, tmp_path / "surveys" / name)
    write_audit(tmp_path)
    fresh = sorted((tmp_path / "surveys" / "audit" / "data").iterdir())
    committed = sorted((AUDIT / "data").iterdir())
    assert [path.name for path in fresh] == [path.name for path in committed]
    for new, old in zip(fresh, committed, strict=True):
        assert new.read_bytes() == old.read_bytes(), old.name


@pytest.mark.parametrize("wave", WAVES)
def test_the_draw_is_the_one_that_the_seed_gives(wave):
    frame = read_case_list(AUDIT / "data" / f"synthetic-frame-{wave}.csv", TOOL)
    text = (AUDIT / "data" / f"synthetic-draw-{wave}.json").read_text(encoding="utf-8")
    again = draw(frame, 100, seed=from_json(text).seed, order=levels(TOOL))
    assert to_json(again) == text
    assert len(frame.cases) == TRUTH["cases_listed"][wave]
    assert len(frame.eligible) == TRUTH["could_be_drawn"][wave]
    assert f"at least {TRUTH['floor']} a stratum" in again.said
    assert TRUTH["merged"] in set(again.cases["stratum"])


@pytest.mark.parametrize("wave", WAVES)
def test_the_instrument_says_how_many_could_be_drawn(wave):
    assert TOOL.wave(wave).frame == TRUTH["could_be_drawn"][wave]


@pytest.mark.parametrize("wave", WAVES)
def test_each_workbook_holds_the_markings_that_were_planted(wave):
    assert marks(wave)["Marking"].value_counts().to_dict() == TRUTH["markings"][wave]


@pytest.mark.parametrize("truth", TRUTH["items"], ids=lambda truth: truth["item"])
def test_grades_at_the_standard_are_in_the_files(truth):
    for wave in WAVES:
        grades = moderated(wave)[truth["item"]]
        found = [int(grades.isin(["4", "3"]).sum()), int((grades != "NA").sum())]
        assert found == truth[wave]


def test_fewer_cases_are_not_evidenced_in_spring():
    truth = TRUTH["not_evidenced"]
    for wave in WAVES:
        assert (moderated(wave)[truth["item"]] == "NE").sum() == truth[wave]


def test_case_numbers_are_invented_and_readers_are_codes():
    for wave in WAVES:
        rows = marks(wave)
        assert rows["Case"].str.fullmatch(r"EX-\d{6}").all()
        assert rows["Reader"].str.fullmatch(r"(R\d+)?").all()
