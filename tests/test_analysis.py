"""The notebooks in analysis/ run in Jupyter as they stand, and show tables and a chart."""

from __future__ import annotations

import shutil
from pathlib import Path

import jupytext
import pytest

PROJECT = Path(__file__).parents[1]
ANALYSIS = PROJECT / "analysis"


def outputs(notebook) -> list[str]:
    """Return the HTML of every output; text alone is what an object without a view shows."""
    return [
        output.data.get("text/html", "")
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type in ("execute_result", "display_data")
    ]


@pytest.mark.slow
@pytest.mark.enable_socket
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("path", sorted(ANALYSIS.glob("*.py")), ids=lambda path: path.stem)
def test_a_notebook_runs_in_jupyter(path: Path, tmp_path: Path):
    from nbclient import NotebookClient

    for folder in ("surveys", "analysis", "work"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    shutil.copy(PROJECT / "ffc-eval.toml", tmp_path)
    here = {"metadata": {"path": str(tmp_path / "analysis")}}
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    NotebookClient(notebook, timeout=120, resources=here).execute()
    shown = outputs(notebook)
    assert shown
    assert all(html.startswith(("<table", "<figure", "<p")) for html in shown)
    assert any("<svg" in html for html in shown)


def test_every_notebook_says_that_its_data_are_synthetic():
    for path in ANALYSIS.glob("*.py"):
        assert "Synthetic data" in path.read_text(encoding="utf-8"), path.name


def test_there_is_a_notebook():
    assert list(ANALYSIS.glob("*.py"))
