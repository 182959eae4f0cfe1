"""No code of the package opens a file in a way that could run a program or unpack without end."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import ffc_eval

PACKAGE = Path(ffc_eval.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
UNSAFE_IMPORTS = frozenset(("pickle", "shelve", "marshal", "dill", "joblib", "cloudpickle"))
UNSAFE_CALLS = frozenset(("eval", "exec", "read_pickle", "to_pickle", "unsafe_load", "full_load"))
YAML_READERS = frozenset(("load", "safe_load", "load_all", "safe_load_all", "compose"))
RUNS_TEMPLATES = "execution.py"


def calls(tree: ast.AST) -> list[tuple[str, str, ast.Call]]:
    """Each call: what stands before the point, the name, the call."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            owner = getattr(getattr(node.func, "value", None), "id", "")
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            found.append((owner, name, node))
    return found


def imports(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_unpickles_evaluates_or_loads_yaml_objects(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not imports(tree) & UNSAFE_IMPORTS
    for owner, name, call in calls(tree):
        if path.name != RUNS_TEMPLATES:
            assert not (owner == "" and name in UNSAFE_CALLS), name
        assert name not in UNSAFE_CALLS - {"eval", "exec"}, name
        assert not (owner == "yaml" and name in YAML_READERS), name
        assert not (owner in ("np", "numpy") and name == "load"), name
        assert "allow_pickle" not in {word.arg for word in call.keywords}


def test_yaml_is_read_in_one_place():
    readers = {
        str(path.relative_to(PACKAGE)).replace("\\", "/")
        for path in MODULES
        for owner, name, _ in calls(ast.parse(path.read_text(encoding="utf-8")))
        if owner == "yaml" and name in ("parse", "scan")
    }
    assert readers == {"collect/instruments/marked.py"}


def test_archives_are_never_unpacked_to_disk():
    for path in MODULES:
        for _, name, _ in calls(ast.parse(path.read_text(encoding="utf-8"))):
            assert name not in ("extractall", "unpack_archive"), path.name
