"""The optional engine: the same published cells, rendered by Quarto where it is installed."""

import json
import shutil

import nbformat
import pytest
from present.report.sample import FRONT, sample_document

from ffc_eval.errors import ReportError
from ffc_eval.present.report.quarto import quarto_notebook, render_quarto


def test_quarto_gets_the_published_blocks_and_no_code():
    notebook = nbformat.reads(quarto_notebook(sample_document()), as_version=4)
    nbformat.validate(notebook)
    settings = json.loads(notebook.cells[0].source.strip("-\n"))
    assert settings["title"] == FRONT.name
    assert settings["date"] == "2025-07-21"
    assert not [cell.source for cell in notebook.cells if cell.cell_type == "code" and cell.source]
    assert "Support packages" in str(notebook.cells)


def test_without_quarto_the_error_says_how_to_go_on(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(ReportError, match="no-quarto"):
        render_quarto(sample_document())


@pytest.mark.quarto
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("quarto") is None, reason="quarto is not on the path")
def test_quarto_renders_the_report():
    page = render_quarto(sample_document()).decode()
    assert "Support packages were approved" in page
    assert "<svg" in page
