"""``ffc-eval doctor``: what is installed, what is optional, what is missing."""

from __future__ import annotations

import shutil
import sys
from importlib import metadata
from pathlib import Path

import click

from ffc_eval.app.cli.console import (
    folder_if_any,
    json_option,
    project_option,
    say,
    say_json,
)

NEEDED = (
    "pandas",
    "pyarrow",
    "scipy",
    "spacy",
    "scikit-learn",
    "matplotlib",
    "nbconvert",
    "pypandoc-binary",
    "typst",
    "pyreadstat",
    "python-calamine",
)
OPTIONAL = {
    "quarto": "renders reports with --engine quarto",
    "chromium": "checks the pages for accessibility in the tests",
}


@click.command()
@project_option
@json_option
def command(project: Path | None, as_json: bool) -> int:
    """Say what is installed, what is optional and what is missing."""
    found = examination(project)
    if as_json:
        say_json(found)
    else:
        say(_lines(found))
    return 1 if found["missing"] else 0


def examination(project: Path | None = None) -> dict[str, object]:
    """Return versions of what is needed, what is missing, and where the optional programs are."""
    versions, missing = {}, []
    for name in NEEDED:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
    return {
        "ffc_eval": metadata.version("ffc-eval"),
        "python": sys.version.split()[0],
        "needed": versions,
        "missing": missing,
        "optional": {name: shutil.which(name) is not None for name in OPTIONAL},
        "project": folder_if_any(project) is not None,
    }


def _lines(found: dict[str, object]) -> list[str]:
    missing, needed, optional = found["missing"], found["needed"], found["optional"]
    assert isinstance(missing, list)
    assert isinstance(needed, dict)
    assert isinstance(optional, dict)
    lines = [f"missing  {name}: run  uv sync  in the folder of ffc_eval" for name in missing]
    lines += [f"ffc_eval {found['ffc_eval']}, Python {found['python']}"]
    lines += ["needed   " + ", ".join(f"{name} {number}" for name, number in needed.items())]
    for name, there in optional.items():
        lines.append(f"optional {name} {'is there' if there else 'is not there'}: {OPTIONAL[name]}")
    lines += [
        "project  found" if found["project"] else "project  none here: ffc-eval init DIR makes one"
    ]
    return lines
