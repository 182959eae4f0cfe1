"""A stamp answers an unchanged report, and nothing that could be another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ffc_eval.project.folder import Folder
from ffc_eval.project.reports import request
from ffc_eval.project.stamps import fingerprint


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "ffc-eval.toml").write_text("# settings", encoding="utf-8")
    return Folder(tmp_path)


def printed(folder: Folder, day: int = 1, **asked: str) -> str:
    wanted = request(folder, "quarterly-learning", "2025-Q1", **asked)
    return fingerprint(folder, wanted, today=date(2025, 7, day))


def test_the_same_inputs_have_the_same_print_whatever_the_day(folder: Folder):
    assert printed(folder) == printed(folder, day=2)


def test_a_changed_setting_or_request_has_another(folder: Folder):
    before = printed(folder)
    assert printed(folder, formats="html") != before
    folder.settings.write_text("# other settings", encoding="utf-8")
    assert printed(folder) != before


def test_another_place_of_the_key_has_another(folder: Folder, monkeypatch: pytest.MonkeyPatch):
    before = printed(folder)
    monkeypatch.setenv("FFC_EVAL_KEY_FILE", "elsewhere.key")
    assert printed(folder) != before


def test_where_there_is_human_work_consent_is_looked_at_every_day(folder: Folder):
    work = folder.work / "somebody"
    work.mkdir(parents=True)
    (work / "000001.jsonl").write_text("{}", encoding="utf-8")
    assert printed(folder) != printed(folder, day=2)
