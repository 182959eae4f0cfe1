"""The same report by the Quarto command line, where a user has it and likes it better."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from ffc_eval.errors import ReportError
from ffc_eval.present.report.document import Document
from ffc_eval.present.report.visible import all_visible
from ffc_eval.present.report.web_page import published

_MINUTES = 5


def render_quarto(document: Document) -> bytes:
    """Return the report as the HTML page that ``quarto render`` makes of its notebook.

    Parameters
    ----------
    document
        As ``read_document`` returns it; its blocks are handed over as they are, nothing is run.

    Raises
    ------
    ReportError
        Quarto is not on the path, or refuses the notebook.
    """
    command = shutil.which("quarto")
    if command is None:
        raise ReportError(
            "no-quarto",
            "Quarto is not installed.",
            do="Leave --engine out, or install it: uv sync --extra quarto",
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        notebook = quarto_notebook(all_visible(document))
        (folder / "report.ipynb").write_text(notebook, encoding="utf-8")
        run = subprocess.run(
            [command, "render", "report.ipynb", "--to", "html", "--no-execute"],
            cwd=folder,
            capture_output=True,
            timeout=60 * _MINUTES,
            check=False,
        )
        page = folder / "report.html"
        if run.returncode or not page.exists():
            raise ReportError(
                "no-quarto-page",
                "Quarto could not make the report.",
                found=f"quarto ended with {run.returncode}",
                do="Leave --engine out: the built-in engine needs no Quarto.",
            )
        return page.read_bytes()


def quarto_notebook(document: Document) -> str:
    """Return the notebook that Quarto renders: a head of settings, then the published cells."""
    import nbformat
    from nbformat.v4 import new_raw_cell

    notebook = published(document)
    settings = {
        "title": document.front.name,
        "date": document.front.issued.isoformat(),
        "lang": "en-GB",
        "format": {"html": {"embed-resources": True, "toc": True, "echo": False}},
    }
    # JSON is YAML, and quotes what YAML alone would read as something else.
    notebook.cells.insert(0, new_raw_cell(f"---\n{json.dumps(settings)}\n---", id="settings"))
    return str(nbformat.writes(notebook))
