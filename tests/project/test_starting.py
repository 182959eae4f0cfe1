"""``init`` makes a project that opens, and never writes over work."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ffc_eval.errors import SettingsError
from ffc_eval.present.claims import read_claims
from ffc_eval.project.narrative import passage
from ffc_eval.project.project import open_project
from ffc_eval.project.starting import start_project


def start(folder: Path, **choices: object) -> None:
    defaults = {"authority": 'Some "Place"', "restricted": "", "today": date(2025, 5, 1)}
    start_project(folder, **{**defaults, **choices})


def test_a_new_project_opens_with_the_quarter_of_today(tmp_path: Path):
    start(tmp_path / "new")
    project = open_project(tmp_path / "new" / "surveys")
    assert str(project.settings.latest) == "2025-Q1"
    assert project.settings.project.authority == 'Some "Place"'
    assert not project.settings.project.synthetic


def test_two_projects_of_one_authority_share_no_restricted_folder(tmp_path: Path):
    start(tmp_path / "one")
    start(tmp_path / "two")
    ids = [open_project(tmp_path / name).settings.project.id for name in ("one", "two")]
    assert ids[0] != ids[1]
    assert all(name.startswith("some--place-") for name in ids)


def test_a_new_project_has_empty_slots_and_an_empty_claims_sheet(tmp_path: Path):
    start(tmp_path / "new")
    narrative = tmp_path / "new" / "reports" / "narrative" / "2025-Q1"
    assert passage(narrative, "bottom-line", words=120).style == "empty"
    assert read_claims(narrative).claims == ()


def test_a_new_project_keeps_real_data_out_of_git(tmp_path: Path):
    start(tmp_path / "new")
    assert "surveys/*/data/*" in (tmp_path / "new" / ".gitignore").read_text(encoding="utf-8")


def test_a_folder_that_holds_something_is_refused(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("work", encoding="utf-8")
    with pytest.raises(SettingsError, match="already holds something"):
        start(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_restricted_folder_inside_the_project_is_refused(tmp_path: Path):
    with pytest.raises(SettingsError, match="inside the project"):
        start(tmp_path / "new", restricted=str(tmp_path / "new" / "secret"))
    assert not (tmp_path / "new").exists()


def test_the_invented_list_by_group_comes_with_the_example_only(tmp_path: Path):
    place = {"authority": "Somewhere", "restricted": ""}
    for name, example in (("plain", False), ("example", True)):
        start_project(tmp_path / name, **place, today=date(2025, 5, 1), example=example)
        kept = (tmp_path / name / "surveys" / "staff" / "frame.csv").is_file()
        assert kept is example
