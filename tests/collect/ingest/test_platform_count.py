"""A reader without a public real export is held against the count on the platform's page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ffc_eval.collect.ingest import Export, asks, read_export
from ffc_eval.collect.ingest.platform_count import compared_count
from ffc_eval.collect.instruments import read_instrument
from ffc_eval.errors import ExportError
from ffc_eval.model.instrument import Instrument
from ffc_eval.project.adding import Added, Adding, add_survey
from ffc_eval.project.project import open_project
from ffc_eval.project.starting import start_project

ROWS = "".join(f"2025/04/{day:02} 9:00:00 AM GMT+1,Yes\n" for day in range(1, 13))
DAY = "2025-05-01"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "export.csv"
    file.write_text("Timestamp,Did you feel heard?\n" + ROWS, encoding="utf-8")
    return file


@pytest.fixture
def export(path: Path) -> Export:
    return read_export(path)


def test_the_count_is_asked_for_only_where_the_reader_is_not_verified(export: Export):
    assert not export.verified
    keys = [ask.key for ask in asks(export, survey="s")]
    assert keys[-2:] == ["platform_count", "checked_by"]
    real = Path(__file__).parents[2] / "exports" / "surveymonkey" / "steak_risk.csv"
    assert "platform_count" not in [ask.key for ask in asks(read_export(real), survey="s")]


def test_an_equal_count_agrees_and_names_who_looked(export: Export):
    said = compared_count(export, count="12", by="A. Reader", day=DAY)
    assert said == "12 people: agrees with the platform's count, checked by A. Reader on 2025-05-01"


def test_a_difference_is_told_in_people_and_refuses_nothing(export: Export):
    assert "2 fewer than the platform's count of 14" in compared_count(
        export, count="14", by="", day=DAY
    )
    assert "12 people: 1 more than" in compared_count(export, count="11", by="", day=DAY)


def test_nobody_looked_and_nothing_is_said(export: Export):
    assert compared_count(export, count="", by="", day=DAY) == ""


def test_a_count_in_words_is_refused(export: Export):
    with pytest.raises(ExportError, match="whole number"):
        compared_count(export, count="about ten", by="", day=DAY)


def test_adding_keeps_the_comparison_as_a_note(path: Path, tmp_path: Path):
    folder = tmp_path / "project"
    place = {"authority": "Somewhere", "restricted": str(tmp_path / "restricted")}
    start_project(folder, **place, today=date(2025, 5, 1))
    answers = {"platform_count": "12", "checked_by": "A. Reader"}
    adding = Adding(path, "heard", DAY, wave="w1", answers=answers)
    added: Added = add_survey(open_project(folder), adding, lambda ask: ask.default)
    kept: Instrument = read_instrument(folder / "surveys" / "heard" / "instrument.yaml")
    assert "agrees with the platform's count" in added.platform_count
    assert kept.notes == (f"Round w1: {added.platform_count}.",)
