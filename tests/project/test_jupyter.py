"""What a cell shows in Jupyter."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

import ffc_eval as ffc
from ffc_eval.project.jupyter import blocks_html

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shell(tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    found = InteractiveShell.instance()
    yield found
    found.reset(new_session=False)
    found.history_manager.end_session()
    InteractiveShell.clear_instance()


def test_a_list_of_blocks_shows_itself_after_a_project_was_opened(shell, tmp_path):
    shutil.copy(ROOT / "ffc-eval.toml", tmp_path)
    html = shell.display_formatter.formatters["text/html"]
    blocks = [ffc.notice("First."), ffc.notice("Second.")]
    assert html(blocks) is None
    ffc.open_project(tmp_path)
    assert html(blocks) == "<p>First.</p><p>Second.</p>"
    assert html([1, 2]) is None


def test_anything_else_in_a_list_leaves_it_as_it_is():
    assert blocks_html([]) is None
    assert blocks_html([ffc.notice("One."), 2]) is None
