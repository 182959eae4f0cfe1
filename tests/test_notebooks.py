"""The notebooks behind the reports run in Jupyter as they stand, and open no answers."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import shutil
from pathlib import Path

import pytest
from built_reports import ROOT, Place, ended
from conftest import Built

TEMPLATES = sorted(ROOT.glob("reports/*.py"))
ANALYSES = sorted(ROOT.glob("analysis/*.py"))
NOTEBOOKS = [path.relative_to(ROOT).as_posix() for path in (*TEMPLATES, *ANALYSES)]
UNRELEASED = {
    *("responses", "comments", "codings", "design", "excerpts", "records", "frame"),
    *("proportion", "mean", "quantile", "total", "ratio", "compare", "crosstab", "rake"),
    *("read_responses", "from_frame", "read_csv", "read_excel", "read_parquet", "read_text"),
    *("open", "Path", "protect", "eval", "exec", "print", "display"),
}

needs_kernel = pytest.mark.skipif(
    importlib.util.find_spec("ipykernel") is None or importlib.util.find_spec("nbclient") is None,
    reason="Jupyter's kernel for Python is not installed: uv sync --group test",
)

IN_JUPYTER = """
import asyncio, sys
from pathlib import Path
import jupytext, nbformat
from nbclient import NotebookClient

async def run(path):
    book = jupytext.read(path, fmt="py:percent")
    where = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(book, kernel_name="python3", resources=where, allow_errors=True)
    await client.async_execute()
    nbformat.write(book, path.with_suffix(".ipynb"))

async def run_all():
    await asyncio.gather(*(run(Path(name).resolve()) for name in sys.argv[1:]))

asyncio.run(run_all())
"""


@pytest.fixture(scope="module")
def executed(main_job: Built, summaries: Built, whole_runs: Path) -> dict[str, dict]:
    """Every notebook, run from its own folder by Jupyter's client, side by side."""
    project = shutil.copytree(main_job.place.project, whole_runs / "in jupyter")
    place = Place(project, main_job.place.home)
    run = ended(place.start(*NOTEBOOKS, script=IN_JUPYTER))
    assert run.code == 0, run.err
    return {
        name: json.loads((project / name).with_suffix(".ipynb").read_text(encoding="utf-8"))
        for name in NOTEBOOKS
    }


def code_cells(book: dict) -> list[dict]:
    return [cell for cell in book["cells"] if cell["cell_type"] == "code"]


def test_there_are_notebooks_for_both_reports_and_for_analysis():
    assert {path.stem for path in TEMPLATES} == {"quarterly_learning", "survey_summary"}
    assert ANALYSES


@needs_kernel
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_runs_in_jupyter_to_its_end(executed, name: str):
    cells = code_cells(executed[name])
    assert len(cells) >= 5
    failed = [
        f"cell {place}: {output['ename']}"
        for place, cell in enumerate(cells, start=1)
        for output in cell["outputs"]
        if output["output_type"] == "error"
    ]
    assert failed == []
    assert all(cell["execution_count"] for cell in cells)


@needs_kernel
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_warns_of_nothing_and_prints_nothing(executed, name: str):
    streams = [
        output["text"]
        for cell in code_cells(executed[name])
        for output in cell["outputs"]
        if output["output_type"] == "stream"
    ]
    assert streams == []


def shown_by(book: dict) -> list[dict[str, str]]:
    return [
        {kind: "".join(data) for kind, data in output["data"].items() if kind.startswith("text")}
        for cell in code_cells(book)
        for output in cell["outputs"]
        if output["output_type"] in ("execute_result", "display_data")
    ]


@needs_kernel
@pytest.mark.parametrize("name", [name for name in NOTEBOOKS if name.startswith("reports/")])
def test_a_template_shows_blocks_and_nothing_else(executed, name: str):
    shown = shown_by(executed[name])
    assert len(shown) >= 8
    for data in shown:
        assert data["text/plain"].lstrip("[(").startswith(("Passage(", "Table(", "Figure("))


@needs_kernel
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_an_object_that_is_shown_alone_is_shown_as_a_page_shows_it(executed, name: str):
    alone = [data for data in shown_by(executed[name]) if data["text/plain"][0] not in "[("]
    assert alone
    assert all("text/html" in data for data in alone)


@needs_kernel
def test_the_analysis_shows_the_chart_of_the_report(executed):
    pages = [data.get("text/html", "") for data in shown_by(executed["analysis/staff_change.py"])]
    assert any("<svg" in page and "Rose (bad news)" in page for page in pages)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_never_opens_answers_or_makes_numbers(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    used |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert used & UNRELEASED == set()
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [ast.unparse(node) for node in imported] == ["import ffc_eval as ffc"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_number_of_its_own(path: Path):
    """Only how many words a slot may hold: every other number comes from what was released."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    limits = {
        id(word.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg == "words"
    }
    numbers = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
        and id(node) not in limits
    ]
    assert set(numbers) <= {0, 1}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_says_what_kernel_it_needs(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.search(r"format_name: percent", text)
    assert re.search(r"name: python3", text)
