"""Running a template: its blocks are kept, all else is refused, nothing is left behind."""

import os
import sys
from pathlib import Path

import matplotlib
import pytest
from present.report.sample import FIGURE, TABLE

from ffc_eval.errors import ReleaseError, ReportError
from ffc_eval.model.blocks import MIME, Passage, from_json
from ffc_eval.present.report.execution import execute


def template(folder: Path, *cells: str) -> Path:
    path = folder / "quarterly.py"
    path.write_text(
        "# %% [markdown]\n# ## Bottom line\n\n" + "\n\n".join(f"# %%\n{cell}" for cell in cells),
        encoding="utf-8",
    )
    return path


def blocks(notebook):
    return [
        from_json(output.data[MIME])
        for cell in notebook.cells
        for output in cell.get("outputs", ())
    ]


def refusal(folder: Path, *cells: str, **names: object) -> ReportError:
    with pytest.raises(ReportError) as caught:
        execute(template(folder, *cells), namespace=names)
    return caught.value


def test_the_last_expression_of_a_cell_is_kept(tmp_path):
    notebook = execute(template(tmp_path, "words = 1\ntable"), namespace={"table": TABLE})
    assert blocks(notebook) == [TABLE]
    assert "Support packages" in notebook.cells[1].outputs[0].data["text/html"]


def test_each_block_of_a_list_is_shown_in_turn(tmp_path):
    notebook = execute(
        template(tmp_path, "[table, (figure,)]"), namespace={"table": TABLE, "figure": FIGURE}
    )
    assert blocks(notebook) == [TABLE, FIGURE]


def test_cells_share_their_names_and_none_shows_nothing(tmp_path):
    cells = ("a = 1", "a += 1\nNone", "made(a)")
    notebook = execute(
        template(tmp_path, *cells), namespace={"made": lambda n: Passage("prose", (str(n),))}
    )
    assert blocks(notebook) == [Passage("prose", ("2",))]


def test_cell_ids_are_the_same_in_every_run(tmp_path):
    path = template(tmp_path, "1 and None")
    runs = [[cell.id for cell in execute(path, namespace={}).cells] for _ in range(2)]
    assert runs == [["cell-001", "cell-002"]] * 2


def test_a_cell_of_parameters_gives_way_to_the_names_handed_over(tmp_path):
    path = tmp_path / "quarterly.py"
    path.write_text('# %% tags=["parameters"]\ntable = stop()\n\n# %%\ntable\n', encoding="utf-8")
    assert blocks(execute(path, namespace={"table": TABLE})) == [TABLE]


def test_progress_counts_the_code_cells(tmp_path):
    told = []
    execute(template(tmp_path, "1;None", "None"), namespace={}, progress=lambda *n: told.append(n))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("import pandas\npandas.DataFrame({'a': ['Ann Smith']})", "DataFrame"),
        ("'Ann Smith'", "str"),
        ("[table, 'Ann Smith']", "str"),
        ("print('Ann Smith')", "printed text or a display"),
        ("from IPython.display import display\ndisplay('Ann Smith')", "printed text or a display"),
    ],
)
def test_anything_but_a_block_is_refused_and_not_quoted(tmp_path, cell, found):
    error = refusal(tmp_path, "None", cell, table=TABLE)
    assert error.problems[0].slug == "cell-output"
    assert error.problems[0].found == found
    assert error.problems[0].where == "quarterly.py, cell 3"
    assert "Ann" not in str(error)


def test_a_failing_cell_is_named_and_its_words_are_not(tmp_path):
    error = refusal(tmp_path, "None\n{'a': 1}['Ann Smith']")
    assert error.problems[0].where == "quarterly.py, cell 2, line 2"
    assert error.problems[0].found == "KeyError"
    assert "Ann" not in str(error)
    assert error.__cause__ is None


def test_an_error_inside_a_function_says_where_in_the_code_it_arose(tmp_path):
    error = refusal(tmp_path, "int_of('Ann Smith')", int_of=lambda text: int(text) + 1)
    assert error.problems[0].where == "quarterly.py, cell 2, line 1"
    assert error.problems[0].found.startswith("ValueError in test_execution.py, line ")
    assert "Ann" not in str(error)


def test_a_cell_that_is_not_python_is_named(tmp_path):
    assert refusal(tmp_path, "a = = 1").problems[0].found == "SyntaxError"


def test_an_error_of_ours_keeps_its_words_and_gains_the_cell(tmp_path):
    def stop():
        raise ReleaseError("not-released", "Only released objects.", where="staff", do="Protect.")

    problem = refusal(tmp_path, "stop()", stop=stop).problems[0]
    assert (problem.slug, problem.do) == ("not-released", "Protect.")
    assert problem.where == "quarterly.py, cell 2; staff"


def test_an_interruption_is_passed_on(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        execute(template(tmp_path, "raise KeyboardInterrupt"), namespace={})


def test_a_missing_template_is_one_clear_message(tmp_path):
    with pytest.raises(ReportError, match="no-template"):
        execute(tmp_path / "none.py", namespace={})


def test_nothing_of_a_run_is_left_behind(tmp_path, capsys):
    before = (dict(os.environ), Path.cwd(), list(sys.path), dict(matplotlib.rcParams))
    modules = sys.modules["__main__"]
    hooks = (sys.displayhook, sys.excepthook)
    cell = "\n".join(
        (
            "import matplotlib, os, sys",
            "os.environ['LEAK'] = '1'",
            f"os.chdir({str(tmp_path)!r})",
            "sys.path.insert(0, 'leak')",
            "matplotlib.rcParams['font.size'] = 99",
        )
    )
    execute(template(tmp_path, cell), namespace={})
    assert (dict(os.environ), Path.cwd(), list(sys.path), dict(matplotlib.rcParams)) == before
    assert sys.modules["__main__"] is modules
    assert (sys.displayhook, sys.excepthook) == hooks
    assert "report_notebook" not in sys.modules
    assert capsys.readouterr() == ("", "")


def test_names_of_one_report_are_unknown_to_the_next(tmp_path):
    execute(template(tmp_path, "secret = 1"), namespace={})
    assert refusal(tmp_path, "secret").problems[0].found == "NameError"
