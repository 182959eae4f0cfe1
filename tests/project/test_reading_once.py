"""An export that has not changed is never read again: the cut asks for its hash alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from built_reports import copy_project
from pandas.testing import assert_frame_equal

from ffc_eval.model.responses import Responses
from ffc_eval.project.project import open_project

SURVEY = "fgc"


class WasRead(Exception):
    """An export was opened."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    return copy_project(tmp_path / "project")


def responses(project: Path) -> Responses:
    """What a new process would read."""
    return open_project(project).cut(today=date(2025, 7, 1)).responses(SURVEY)


def refuse_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise WasRead

    monkeypatch.setattr("ffc_eval.collect.ingest.read_export", refuse)


def test_what_was_read_once_is_answered_without_reading(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = responses(project)
    refuse_to_read(monkeypatch)
    again = responses(project)
    assert_frame_equal(again.values, first.values)
    assert_frame_equal(again.reasons, first.reasons)
    assert_frame_equal(again.context, first.context)
    assert again.rows == first.rows


def test_a_changed_export_is_read_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    responses(project)
    refuse_to_read(monkeypatch)
    (export,) = (project / "surveys" / SURVEY / "data").glob("*.csv")
    export.write_bytes(export.read_bytes() + b"\n")
    with pytest.raises(WasRead):
        responses(project)
