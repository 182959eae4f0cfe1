"""A reader without a public real export is held against the count on the platform's page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ffc_eval.collect.ingest import Export, asks, read_export
from ffc_eval.collect.ingest.platform_count import compared_count
from ffc_eval.errors import ExportError
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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "project"
    place = {"authority": "Somewhere", "restricted": str(tmp_path / "restricted")}
    start_project(made, **place, today=date(2025, 5, 1))
    return made


def add(folder: Path, path: Path, wave: str, count: str) -> Added:
    answers = {"platform_count": count, "checked_by": "A. Reader"}
    adding = Adding(path, "heard", DAY, wave=wave, answers=answers)
    return add_survey(open_project(folder), adding, lambda ask: ask.default)


def test_the_comparison_of_every_round_is_kept_for_reports(path: Path, folder: Path):
    first = add(folder, path, "w1", "12")
    later = path.with_name("later.csv")
    later.write_text("Timestamp,Did you feel heard?\n" + ROWS.replace("/04/", "/06/"))
    second = add(folder, later, "w2", "14")
    assert "agrees with the platform's count" in first.platform_count
    project = open_project(folder)
    assert [source.checked for source in project.sources("heard")] == [
        first.platform_count,
        second.platform_count,
    ]
    assert project.cut().instrument("heard").notes == (
        f"Round w1: {first.platform_count}.",
        f"Round w2: {second.platform_count}.",
    )


def test_a_newer_download_is_held_against_its_own_count(path: Path, folder: Path):
    add(folder, path, "w1", "12")
    newer = path.with_name("newer.csv")
    newer.write_text(path.read_text() + "2025/04/13 9:00:00 AM GMT+1,No\n")
    assert add(folder, newer, "w1", "").platform_count == ""
    (source,) = open_project(folder).sources("heard")
    assert source.checked == ""
    assert "13 people: agrees" in add(folder, newer, "w1", "13").platform_count


def test_a_survey_is_read_with_the_questionnaire_it_was_added_with(folder: Path, tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text("record_id,redcap_event_name,heard,f_complete\n1,e,1,2\n2,e,2,2\n3,e,1,2\n")
    asked = tmp_path / "d.csv"
    asked.write_text(
        '"Variable / Field Name","Form Name","Section Header","Field Type","Field Label",'
        '"Choices, Calculations, OR Slider Labels"\nrecord_id,f,,text,Id,\n'
        'heard,f,,radio,Heard?,"1, Yes | 2, No"\n'
    )
    adding = Adding(path, "heard", DAY, wave="w1", definition=asked)
    add_survey(open_project(folder), adding, lambda ask: ask.default)
    asked.unlink()
    project = open_project(folder)
    assert len(project.sources("heard")[0].definition) == 64
    found = project.cut().responses("heard").values["heard"]
    assert found.tolist() == ["Yes", "No", "Yes"]


def test_a_triple_s_survey_is_stored_with_its_data(folder: Path, tmp_path: Path):
    (tmp_path / "x.sss").write_text(
        '<sss version="2.0"><survey><record ident="A"><variable ident="1" type="single">'
        '<name>heard</name><label>Heard?</label><position start="1"/><values>'
        '<value code="1">Yes</value><value code="2">No</value></values></variable></record>'
        "</survey></sss>"
    )
    (tmp_path / "x.asc").write_text("1\n2\n1\n")
    adding = Adding(tmp_path / "x.sss", "heard", DAY, wave="w1")
    add_survey(open_project(folder), adding, lambda ask: ask.default)
    for name in ("x.sss", "x.asc"):
        (tmp_path / name).unlink()
    found = open_project(folder).cut().responses("heard").values["heard"]
    assert found.tolist() == ["Yes", "No", "Yes"]
