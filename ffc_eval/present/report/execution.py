"""A report template run in process: what its cells show, and nothing they print."""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from ffc_eval.errors import FfcError, Problem, ReportError
from ffc_eval.model.blocks import MIME, Block, Figure, Passage, Table, to_json

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell
    from nbformat import NotebookNode

Progress = Callable[[int, int], None]
"""Called before each code cell with its place and the number of all."""


def execute(
    template: Path, *, namespace: Mapping[str, object], progress: Progress | None = None
) -> NotebookNode:
    """Run a percent notebook and return it with the blocks its cells show.

    Parameters
    ----------
    template
        A ``.py`` file in jupytext's percent format.
    namespace
        What its cells find already defined. A cell tagged "parameters" is for Jupyter; where
        the namespace gives something, it stands in place of that cell.
    progress
        Told before each code cell.

    Returns
    -------
    NotebookNode
        Each block is an output of its cell, as ``blocks.MIME`` and as ``text/html``. Cell ids
        count from 1, so that the same report is the same bytes.

    Raises
    ------
    ReportError
        A cell failed, printed, or showed something that is not a block; the cell is named, what
        it held is not.
    """
    notebook = _read(template)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and not _given(cell)]
    with _undisturbed(), _shell(namespace) as shell:
        for place, cell in enumerate(cells, start=1):
            if progress is not None:
                progress(place, len(cells))
            cell.execution_count = place
            if namespace and "parameters" in cell.metadata.get("tags", []):
                continue
            where = f"{template.name}, cell {notebook.cells.index(cell) + 1}"
            blocks = _run(shell, cell.source, where)
            cell.outputs = [_output(block) for block in blocks]
    return notebook


def _read(template: Path) -> NotebookNode:
    import jupytext

    try:
        text = template.read_text(encoding="utf-8")
    except OSError as error:
        raise ReportError(
            "no-template",
            "The report template cannot be read.",
            where=template.name,
            found=error.strerror or type(error).__name__,
            do="Choose one of the templates in reports/, or run: ffc-eval init",
        ) from error
    notebook: NotebookNode = jupytext.reads(text, fmt="py:percent")
    for place, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{place:03d}"
    return notebook


def _given(cell: NotebookNode) -> bool:
    return "parameters" in cell.metadata.get("tags", ())


def _run(shell: InteractiveShell, source: str, where: str) -> list[Block]:
    """Run one cell and return the blocks of its last expression."""
    values: list[object] = []
    shell.display_trap.hook = values.append
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        result = shell.run_cell(source, store_history=False)
    error = result.error_before_exec or result.error_in_exec
    if error is not None:
        raise _failed(error, where, source)
    if printed.getvalue() or getattr(shell.display_pub, "outputs", None):
        raise _not_a_block("printed text or a display", where)
    shown = [value for value in values if value is not None]
    return [block for value in shown for block in _blocks(value, where)]


def _blocks(value: object, where: str) -> Sequence[Block]:
    if isinstance(value, Table | Figure | Passage):
        return (value,)
    if isinstance(value, list | tuple):
        return [block for item in value for block in _blocks(item, where)]
    raise _not_a_block(type(value).__name__, where)


def _output(block: Block) -> NotebookNode:
    from nbformat.v4 import new_output

    from ffc_eval.present.report.fragments import block_html

    data = {MIME: to_json(block), "text/html": block_html(block)}
    output: NotebookNode = new_output("display_data", data=data)
    return output


def _not_a_block(found: str, where: str) -> ReportError:
    return ReportError(
        "cell-output",
        "A cell shows something that is not a table, a figure or a passage.",
        where=where,
        found=found,
        do="End the cell with ffc.table(...) or ffc.chart(...) of a released object, a list of "
        "them, or nothing; print nothing.",
    )


def _failed(error: BaseException, where: str, source: str) -> BaseException:
    """Return the error to raise: it names the cell and quotes nothing the cell held."""
    if isinstance(error, FfcError):
        return ReportError.of(
            Problem(found.slug, found.what, f"{where}; {found.where}".strip("; "), *_rest(found))
            for found in error.problems
        )
    if not isinstance(error, Exception):
        return error
    cell_line, origin = _places(error, source)
    return ReportError(
        "cell-failed",
        "A cell of the report template failed.",
        where=f"{where}{cell_line}",
        found=f"{type(error).__name__}{origin}",
        do="Open the template in Jupyter and run it to that cell to see why.",
    )


def _rest(problem: Problem) -> tuple[str, str]:
    return problem.found, problem.do


def _places(error: Exception, source: str) -> tuple[str, str]:
    """Return ", line 3" of the cell, and where outside the cell the error arose; "" if unknown."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame.lineno for frame in frames if "ipython-input" in frame.filename]
    line = inside[-1] if inside else getattr(error, "lineno", None)
    known = line is not None and line <= source.count("\n") + 1
    last = frames[-1] if inside else None
    if last is None or "ipython-input" in last.filename:
        return f", line {line}" * known, ""
    return f", line {line}" * known, f" in {Path(last.filename).name}, line {last.lineno}"


@contextlib.contextmanager
def _shell(namespace: Mapping[str, object]) -> Iterator[InteractiveShell]:
    """Hold a fresh shell that keeps no history and leaves nothing behind."""
    from IPython.core.displaypub import CapturingDisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IPYTHONDIR"] = folder
        module = ModuleType("report_notebook")
        shell = InteractiveShell(config=settings, ipython_dir=folder, user_module=module)
        shell.display_pub = CapturingDisplayPublisher(shell=shell)
        shell.push(dict(namespace), interactive=False)
        try:
            yield shell
        finally:
            shell.restore_sys_module_state()
            sys.modules.pop(module.__name__, None)
            atexit.unregister(shell.atexit_operations)
            shell.atexit_operations()


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Put the environment, the folder, the path and matplotlib's settings back afterwards."""
    import matplotlib

    environment, folder, path = dict(os.environ), Path.cwd(), list(sys.path)
    try:
        with matplotlib.rc_context(), warnings.catch_warnings():
            yield
    finally:
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        sys.path[:] = path
