from __future__ import annotations

from pathlib import Path

import pytest

from ffc_eval.errors import SettingsError
from ffc_eval.store import restricted_folder


def test_the_default_lies_in_the_users_data_directory(tmp_path: Path):
    place = restricted_folder("", "exampleshire", project=tmp_path / "p", user_data=tmp_path / "u")
    assert place == tmp_path / "u" / "exampleshire"
    assert not place.exists()


def test_the_system_is_asked_where_that_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "u"))
    place = restricted_folder("", "exampleshire", project=tmp_path / "p")
    assert place.parts[-2:] == ("ffc-eval", "exampleshire")


def test_the_settings_name_it_from_the_project_or_from_the_root(tmp_path: Path):
    project = tmp_path / "p"
    assert restricted_folder("../safe", "x", project=project).resolve() == tmp_path / "safe"
    absolute = str(tmp_path / "vault")
    assert restricted_folder(absolute, "x", project=project) == tmp_path / "vault"


@pytest.mark.parametrize("setting", ["safe", ".", "../p/safe"])
def test_it_never_lies_inside_the_project(tmp_path: Path, setting: str):
    with pytest.raises(SettingsError, match="inside the project"):
        restricted_folder(setting, "x", project=tmp_path / "p")
