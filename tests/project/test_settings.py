"""The settings file is checked with file, line, found and do."""

from __future__ import annotations

from pathlib import Path

import pytest

from ffc_eval.errors import SettingsError
from ffc_eval.model.quarter import Quarter
from ffc_eval.project.settings import read_settings
from ffc_eval.project.toml_lines import key_lines, line_of

GOOD = """
[project]
id = "somewhere"
authority = "Somewhere"

[quarters."2025-Q1"]
cut = 2025-07-11
issued = 2025-07-21

[[sources]]
survey = "staff"
wave = "2025-05"
sha256 = "{}"
""".format("a" * 64)


def settings_file(folder: Path, text: str) -> Path:
    path = folder / "ffc-eval.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read_settings(settings_file(folder, text))
    return [f"{problem.slug}: {problem.where}" for problem in caught.value.problems]


def test_good_settings_are_read(tmp_path: Path):
    settings = read_settings(settings_file(tmp_path, GOOD))
    assert settings.latest == Quarter(2025, 1)
    assert settings.sources[0].wave == "2025-05"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path):
    assert read_settings(settings_file(tmp_path, "\ufeff" + GOOD)).project.id == "somewhere"


def test_every_mistake_is_told_with_its_line(tmp_path: Path):
    text = GOOD.replace('authority = "Somewhere"', 'autority = "Somewhere"').replace(
        "issued = 2025-07-21", "issued = 2025-07-01"
    )
    assert problems(tmp_path, text) == [
        "missing-setting: ffc-eval.toml, line 2, project.authority",
        "unknown-setting: ffc-eval.toml, line 4, project.autority",
        "wrong-setting: ffc-eval.toml, line 6, quarters.2025-Q1",
    ]


def test_a_misspelt_setting_is_answered_with_the_nearest(tmp_path: Path):
    path = settings_file(tmp_path, GOOD.replace("authority =", "autority ="))
    with pytest.raises(SettingsError, match='Did you mean "authority"'):
        read_settings(path)


def test_a_wrong_quarter_name_is_refused(tmp_path: Path):
    assert problems(tmp_path, GOOD.replace("2025-Q1", "2025-Q5")) == [
        "wrong-setting: ffc-eval.toml, line 6, quarters.2025-Q5"
    ]


def test_a_source_needs_exactly_one_origin(tmp_path: Path):
    both = GOOD + 'file = "synthetic-staff.xlsx"\n'
    assert problems(tmp_path, both) == ["wrong-setting: ffc-eval.toml, line 10, sources.0"]


@pytest.mark.parametrize("name", ["staff.xlsx", "../synthetic-staff.xlsx", "synthetic-a/../b.csv"])
def test_only_a_synthetic_file_of_the_data_folder_may_be_named(tmp_path: Path, name: str):
    text = GOOD.replace(f'sha256 = "{"a" * 64}"', f'file = "{name}"')
    assert problems(tmp_path, text) == ["wrong-setting: ffc-eval.toml, line 10, sources.0"]


def test_what_is_not_toml_is_told_with_its_line(tmp_path: Path):
    with pytest.raises(SettingsError, match="line 3"):
        read_settings(settings_file(tmp_path, '\n[project]\nid = "x\n'))


def test_thresholds_must_not_fall(tmp_path: Path):
    text = GOOD + "\n[thresholds]\npercent_from = 40\n"
    assert problems(tmp_path, text) == ["wrong-setting: ffc-eval.toml, line 15, thresholds"]


def test_lines_of_arrays_of_tables_are_numbered():
    lines = key_lines('[[a]]\nx = 1\n[[a]]\n"y z" = 2\n[b.c]\nd.e = 3\n')
    assert lines[("a", 1, "y z")] == 4
    assert lines[("b", "c", "d", "e")] == 6
    assert line_of(lines, ("a", 0, "missing")) == 1
    assert line_of(lines, ("nowhere",)) == 1
