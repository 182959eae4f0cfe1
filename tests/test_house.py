"""The rooms of the house: imports point left, functions are short, import is cheap."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "ffc_eval"

ROOMS = (
    "errors",
    "model",
    "store",
    "collect.privacy",
    "collect.instruments",
    "collect.ingest",
    "analyse.weights",
    "analyse.estimate",
    "analyse.compare",
    ("analyse.coding", "analyse.case_sampling", "analyse.case_studies", "analyse.kpis"),
    "release",
    "present.tables",
    "present.charts",
    "present.claims",
    "present.report",
    "project",
    "example",
    "app",
)
"""Order of imports: a room imports what stands before it; those of one tuple not each other."""

ORDER = {
    name: place
    for place, rooms in enumerate(ROOMS)
    for name in ([rooms] if isinstance(rooms, str) else rooms)
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(dotted: str) -> str | None:
    inner = dotted.removeprefix("ffc_eval.")
    matches = [name for name in ORDER if inner == name or inner.startswith(name + ".")]
    return max(matches, key=len, default=None)


def imported(tree: ast.AST) -> list[str]:
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return [name for name in names if name.startswith("ffc_eval.")]


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(
        ".__init__"
    )


def test_imports_point_left():
    wrong = []
    for path in MODULES:
        here = room_of(dotted(path))
        if here is None:
            continue
        for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
            there = room_of(name)
            if there and there != here and ORDER[there] >= ORDER[here]:
                wrong.append(f"{dotted(path)} imports {name}")
    assert wrong == []


def test_every_module_stands_in_a_room():
    known = ("ffc_eval", "ffc_eval.__main__", "ffc_eval.collect", "ffc_eval.analyse")
    homeless = [
        dotted(path)
        for path in MODULES
        if room_of(dotted(path)) is None and dotted(path) not in (*known, "ffc_eval.present")
    ]
    assert homeless == []


def test_only_release_holds_the_token():
    holders = [
        dotted(path)
        for path in MODULES
        if re.search(r"\b_TOKEN\b", path.read_text(encoding="utf-8"))
        and dotted(path) != "ffc_eval.model.released"
    ]
    assert all(name.startswith("ffc_eval.release") for name in holders)


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_modules_and_functions_stay_short(path: Path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            doc = ast.get_docstring(node, clean=False)
            length = (node.end_lineno or 0) - node.lineno + 1
            length -= doc.count("\n") + 1 if doc else 0
            assert length <= 40, node.name
            arguments = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
            named = [a for a in arguments if a.arg not in ("self", "cls")]
            assert len(named) <= 6, node.name


def loaded_after(code: str) -> set[str]:
    script = code + "\nimport sys; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in run.stdout.splitlines()[-1].split()}


def test_import_loads_the_standard_library_only():
    loaded = loaded_after("import ffc_eval")
    outside = loaded - set(sys.stdlib_module_names) - {"ffc_eval", "__main__"}
    allowed = {name for name in outside if name.startswith(("_", "distutils", "sitecustomize"))}
    assert outside - allowed == set()


def test_help_loads_no_heavy_package():
    loaded = loaded_after(
        "import sys; sys.argv = ['ffc-eval', '--help']\n"
        "from ffc_eval.app.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass"
    )
    assert loaded & {"numpy", "pandas", "pydantic", "scipy", "matplotlib", "rich"} == set()


@pytest.mark.parametrize("name", ["open_project"])
def test_public_names_load_at_first_use(name: str):
    import ffc_eval

    assert callable(getattr(ffc_eval, name))
    assert name in dir(ffc_eval)
